import { hash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { answerOf, codeOf } from './outside.ts';
import { writtenWhole } from './whole-file.ts';

/** So many files are kept, and so many bytes of them; the ones that were used last. */
const mostFiles = 200;
export const mostBytes = 200_000_000;

/** Why nothing was kept, or not what had been. */
export interface CacheTrouble {
    readonly is: 'damaged' | 'unwritable';
    readonly file: string;
    readonly reason: string;
}

export const digest = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'base64url');

/** Whoever reads a file may want the digest of its bytes that was just noted. */
let last: { readonly bytes: Uint8Array; readonly digest: string } | undefined;
export function digestOnce(bytes: Uint8Array): string {
    if (last?.bytes !== bytes) last = { bytes, digest: digest(bytes) };
    return last.digest;
}

/** The bytes that were kept; nothing if there are none. They begin with the digest of the rest and their own name, so that what is damaged, or of another, is known: it is told, and no bytes. */
export function read(file: string, tell: (trouble: CacheTrouble) => void): Buffer | false | undefined {
    let reason = 'SHA-256';
    try {
        const bytes = readFileSync(file);
        const end = bytes.indexOf('\n');
        const rest = bytes.subarray(end + 1);
        if (bytes.toString('latin1', 0, end) === digestOnce(rest) + basename(file)) return rest;
    } catch (error) {
        reason = codeOf(error).slice(1);
        if (reason === 'ENOENT' || reason === 'ENOTDIR') return undefined;
    }
    tell({ is: 'damaged', file, reason });
    return false;
}

/** Keeps bytes for their user alone. */
export function keep(folder: string, file: string, bytes: Uint8Array): CacheTrouble | undefined {
    try {
        writtenWhole(
            file,
            (beside) => {
                writeFileSync(beside, `${digest(bytes) + basename(file)}\n`, { mode: 0o600 });
                appendFileSync(beside, bytes);
            },
            0o700,
        );
        forget(folder);
        return undefined;
    } catch (error) {
        return { is: 'unwritable', file, reason: codeOf(error).slice(1) };
    }
}

/** A run that is used again is among those that stay. Where nothing can be written nothing is ever let go of either. */
export function used(file: string, now: number): void {
    answerOf(() => utimesSync(file, now / 1000, now / 1000));
}

/** Lets go of the runs that were used longest ago. In the folder of somebody else only what is called by a digest is ours. */
function forget(folder: string): void {
    const runs = readdirSync(folder)
        .filter((name) => /^[\w-]{43}\.(json|judgements)/.test(name))
        // Another run may have let go of it meanwhile.
        .map((name) => join(folder, name))
        .map((file) => ({ file, stats: statSync(file, { throwIfNoEntry: false }) }))
        .sort((a, b) => (b.stats?.mtimeMs ?? 0) - (a.stats?.mtimeMs ?? 0));
    let bytes = 0;
    runs.forEach(({ file, stats }, i) => {
        bytes += stats?.size ?? 0;
        if (i >= mostFiles || bytes > mostBytes) rmSync(file, { force: true });
    });
}
