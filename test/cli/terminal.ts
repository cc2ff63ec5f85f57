import { posix } from 'node:path';
import { vi } from 'vitest';
import { rules } from '../../language/index.ts';
import type { Io } from '../../server/cli/io.ts';
import { main } from '../../server/cli/main.ts';
import type { Disk } from '../../server/cli/outside.ts';

// Every run reads the whole library; that takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** The day of every run here, unless a test says otherwise. */
export const today = Date.UTC(2026, 10, 23, 22, 30);

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A disk that holds some files below /specs, and nothing else. */
export function diskOf(files: Files): Disk {
    const bytes = new Map(
        Object.entries(files).map(([path, content]) => [posix.join('/specs', path), typeof content === 'string' ? new TextEncoder().encode(content) : content]),
    );
    const folders = new Set(['/', '/specs']);
    for (const path of bytes.keys()) for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder)) folders.add(folder);
    const refused = (code: string, path: string) => Object.assign(new Error(`${code}: ${path}`), { code });
    const read = (path: string, most: number): Uint8Array => {
        const content = bytes.get(path);
        if (!content) throw refused(folders.has(path) ? 'EISDIR' : 'ENOENT', path);
        return content.subarray(0, most);
    };
    return {
        look(path) {
            const content = bytes.get(path);
            if (content) return { kind: 'file', size: content.length };
            if (folders.has(path)) return { kind: 'folder', size: 0 };
            throw refused('ENOENT', path);
        },
        list(folder) {
            const inside = [...bytes.keys(), ...folders].filter((path) => path !== '/' && posix.dirname(path) === folder);
            // Backwards, since no order is promised.
            return inside.reverse().map((path) => ({ name: posix.basename(path), kind: folders.has(path) ? ('folder' as const) : ('file' as const) }));
        },
        real: (path) => path,
        read,
        glance: (path, most, look) => look(read(path, most)),
        write(path, text) {
            bytes.set(path, new TextEncoder().encode(text));
        },
        append(path, text) {
            const before = bytes.get(path);
            bytes.set(path, new TextEncoder().encode((before ? new TextDecoder().decode(before) : '') + text));
        },
    };
}

/** Runs the command in /specs, on a disk of these files; gives what it printed and its exit code. */
export async function terroir(
    argv: readonly string[],
    files: Files = {},
    given: Partial<Omit<Io, 'stdout' | 'stderr'>> & { columns?: number; isTerminal?: boolean } = {},
) {
    const printed = { out: '', err: '' };
    const { columns, isTerminal = false, ...rest } = given;
    const output = (name: 'out' | 'err') => ({
        write: (text: string) => {
            printed[name] += text;
        },
        isTerminal,
        columns,
    });
    const code = await main(argv, {
        stdout: output('out'),
        stderr: output('err'),
        stdin: () => new Uint8Array(),
        ask: () => Promise.resolve(undefined),
        env: {},
        cwd: '/specs',
        now: today,
        disk: diskOf(files),
        rules,
        ...rest,
    });
    return { code, ...printed };
}

/** The findings of a run as JSON, each as `file:line:column rule`; without hints, as the report for people. */
export async function findings(argv: readonly string[], files: Files, given: Parameters<typeof terroir>[2] = {}) {
    const { code, out, err } = await terroir(['check', ...argv, '--format', 'json'], files, given);
    const report = JSON.parse(out) as {
        findings: { file: string; range: { start: { line: number; column: number } }; rule: string; severity: string; message: string }[];
    };
    return {
        code,
        err,
        found: report.findings
            .filter(({ severity }) => severity !== 'hint')
            .map(({ file, range: { start }, rule }) => `${file}:${start.line}:${start.column} ${rule}`),
        report,
    };
}
