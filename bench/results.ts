import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Spread } from './measure.ts';
import type { Profile } from './profile.ts';

/** A number for a goal, with what it was measured on. */
export interface Row {
    readonly key: string;
    readonly value: Spread;
    readonly note?: string;
}

export interface Table {
    readonly title: string;
    readonly about?: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
}

/** What a part of the bench found. */
export interface Findings {
    readonly rows: readonly Row[];
    readonly tables: readonly Table[];
    /** Where the time goes of what is slower than it should be. */
    readonly profiles?: readonly Profile[];
    /** What could not be measured, and why. */
    readonly leftOut?: readonly string[];
}

/** The same, kept: with the day, the machine and how busy it was before and after. */
export interface Result extends Findings {
    readonly part: string;
    readonly day: string;
    readonly machine: string;
    readonly load: readonly [before: number, after: number];
    /** How much was measured, as far as it can be chosen. */
    readonly sizes: Readonly<Record<string, number>>;
}

const folder = join(import.meta.dirname, 'results');

/**
 * Measures a part and keeps what it found, for the page to show.
 *
 * @param sizes how much is measured, by the names by which it can be chosen
 */
export async function keep(part: string, sizes: Readonly<Record<string, number>>, measure: () => Findings | Promise<Findings>): Promise<Result> {
    const before = loadavg()[0] as number;
    const found = await measure();
    const result: Result = { part, day: new Date().toISOString().slice(0, 10), machine: machine(), load: [before, loadavg()[0] as number], sizes, ...found };
    mkdirSync(folder, { recursive: true });
    writeFileSync(
        join(folder, `${part}.json`),
        `${JSON.stringify(result, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value), 2)}\n`,
    );
    return result;
}

/** Everything that is kept, in the order of the names of the parts. */
export function kept(): Result[] {
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Result);
}

function machine(): string {
    const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
    return `Node ${process.versions.node}, ${cpus().length} × ${processor}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`;
}
