import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type CheckResult = { readonly name: string; readonly ok: boolean; readonly ms: number; readonly error?: string };

/** Screenshots, logs and reports; not under version control. */
export const out = fileURLToPath(new URL('out/', import.meta.url));

/**
 * A suite of named checks. A check that fails does not stop the next; the report in `out/` is for machines, the last line for
 * people.
 */
export class Checks {
    readonly suite: string;
    readonly results: CheckResult[] = [];
    readonly #onFailure: (name: string) => Promise<void>;

    constructor(suite: string, onFailure: (name: string) => Promise<void> = async () => {}) {
        this.suite = suite;
        this.#onFailure = onFailure;
        mkdirSync(out, { recursive: true });
    }

    async check(name: string, run: () => Promise<void>): Promise<void> {
        const start = Date.now();
        try {
            await run();
            this.add({ name, ok: true, ms: Date.now() - start });
        } catch (error) {
            this.add({ name, ok: false, ms: Date.now() - start, error: String(error instanceof Error ? error.stack : error) });
            await this.#onFailure(name);
        }
    }

    add(result: CheckResult): void {
        this.results.push(result);
        console.log(`${result.ok ? 'ok' : 'not ok'} - ${this.suite}: ${result.name} (${result.ms} ms)${result.error ? `\n${result.error}` : ''}`);
    }

    /** Writes the report and sets the exit code. A suite without a check has not passed. */
    finish(): void {
        if (this.results.length === 0) this.add({ name: 'the suite has checks', ok: false, ms: 0 });
        const failed = this.results.filter((result) => !result.ok).length;
        const passed = this.results.length - failed;
        writeFileSync(`${out}${this.suite}.json`, JSON.stringify({ suite: this.suite, passed, failed, results: this.results }, null, 1));
        console.log(`${passed} passed, ${failed} failed`);
        if (failed > 0) process.exitCode = 1;
    }
}
