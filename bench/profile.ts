import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { findSourceMap, SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from './measure.ts';

/** Where a process was, by the profiler of V8. */
interface CpuProfile {
    readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
    readonly samples: readonly number[];
    readonly timeDeltas: readonly number[];
}
interface CallFrame {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
}

/** A share of the time of a process, from 0 to 1: what it was in by itself, without what it called. */
export interface Share {
    readonly of: string;
    readonly share: number;
}

/** Where the time of a process went: by function and by source file, the dearest first. */
export interface Profile {
    readonly command: string;
    readonly functions: readonly Share[];
    readonly files: readonly Share[];
}

const root = join(import.meta.dirname, '..');
const most = 12;

/** Runs a command of Node once more under the profiler. */
export function profileOf(title: string, { argv: [program, ...words], cwd, env, before }: Command): Profile {
    before?.();
    const folder = mkdtempSync(join(tmpdir(), 'terroir-profile-'));
    try {
        const { error } = spawnSync(program as string, ['--cpu-prof', `--cpu-prof-dir=${folder}`, ...words], {
            cwd,
            env: { ...process.env, LC_ALL: 'C', ...env },
            stdio: 'ignore',
        });
        if (error) throw error;
        return readProfile(title, folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Sums up the profile that a process left in a folder. */
export function readProfile(title: string, folder: string): Profile {
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
    if (file === undefined) throw new Error(`${title} left no profile.`);
    return summed(title, JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile);
}

function summed(command: string, { nodes, samples, timeDeltas }: CpuProfile): Profile {
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    const self = new Map<CallFrame, number>();
    for (const [i, id] of samples.entries()) {
        const frame = frames.get(id);
        if (frame && frame.functionName !== '(idle)') self.set(frame, (self.get(frame) ?? 0) + (timeDeltas[i] ?? 0));
    }
    const places = [...self].map(([frame, time]) => ({ ...placeOf(frame), time }));
    return {
        command,
        functions: dearest(places.map(({ name, file, time }) => [file === '' ? name : `${name} (${file})`, time])),
        files: dearest(places.map(({ name, file, time }) => [file || name, time])),
    };
}

function dearest(parts: readonly (readonly [string, number])[]): Share[] {
    const sums = new Map<string, number>();
    for (const [of, time] of parts) sums.set(of, (sums.get(of) ?? 0) + time);
    const all = parts.reduce((sum, [, time]) => sum + time, 0);
    return [...sums]
        .sort(([, a], [, b]) => b - a)
        .slice(0, most)
        .map(([of, time]) => ({ of, share: time / all }));
}

/** The function as its source names it, and the source below the project; no file for what is not JavaScript. */
function placeOf({ functionName, url, lineNumber, columnNumber }: CallFrame): { name: string; file: string } {
    if (url === '') return { name: functionName || '(other)', file: '' };
    if (!url.startsWith('file:') && !url.startsWith('/')) return { name: functionName || '(nameless)', file: url };
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    const entry = sourceMapOf(path)?.findEntry(lineNumber, columnNumber);
    if (!entry || !('originalSource' in entry)) return { name: functionName || '(nameless)', file: relative(root, path) };
    const source = resolve(dirname(path), entry.originalSource.replace(/^file:\/\//, ''));
    const line = sourceLines(source)[entry.originalLine] ?? '';
    const name = nameAt(line, entry.originalColumn) ?? functionName;
    return { name: `${name || 'a function'}, line ${entry.originalLine + 1}`, file: relative(root, source).replace(/^.*node_modules\//, '') };
}

/** The word on the line where a function begins that names it: its own name, or what it is given to. */
const nameAt = (line: string, column: number): string | undefined =>
    /^(?:async\s+|function\*?\s+|\*)*([\w$]+)\s*\(/.exec(line.slice(column))?.[1] ??
    /(?:const|let|function\*?)\s+([\w$]+)/.exec(line)?.[1] ??
    /^\s*(?:(?:private|public|protected|static|async|override|readonly|get|set)\s+)*\*?([\w$]+)\s*[(:=<]/.exec(line)?.[1];

const maps = new Map<string, SourceMap | undefined>();
function sourceMapOf(path: string): SourceMap | undefined {
    if (!maps.has(path)) maps.set(path, existsSync(`${path}.map`) ? new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8'))) : findSourceMap(path));
    return maps.get(path);
}

const lines = new Map<string, readonly string[]>();
function sourceLines(path: string): readonly string[] {
    const known = lines.get(path) ?? (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);
    lines.set(path, known);
    return known;
}
