import { digest } from './kept-file.ts';
import type { Disk } from './outside.ts';

/** A question and what came back: a digest, a short answer, or `!` and the code of an error. */
export type Question = readonly [kind: 'env', about: string, answer: string | null] | readonly [kind: 'look' | 'list' | 'real', about: string, answer: string];
export type Deed = readonly ['out' | 'err', string] | readonly ['write' | 'append', string, string];

/**
 * Files of a folder, read one after the other, but never more than so many bytes of each: their names, with `/` between them; and how long each was, with a
 * digest of the bytes of all behind it, which is sooner had than one of each.
 */
export type Files = readonly [most: number, folder: string, names: string, answers: string];

/** A run of the command: what it asked, and what it did. */
export interface KeptRun {
    readonly asked: readonly Question[];
    /** Most that is asked is for the bytes of files, and what was asked for is itself read at every run. */
    readonly read: readonly Files[];
    readonly done: readonly Deed[];
    readonly code: number;
}

/** The answers of the disk as short texts. */
export const sums = {
    look: ({ kind, size }: ReturnType<Disk['look']>): string => `${kind} ${size}`,
    list: (inside: ReturnType<Disk['list']>): string => digest(inside.map(({ name, kind }) => `${kind}/${name}`).join('\n')),
    real: (path: string): string => path,
};
