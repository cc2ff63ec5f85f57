import type { Refusal } from '../../language/index.ts';
import { textIn } from '../spec-bytes.ts';

/** What is no text: as editors show it, and why it is none. */
export interface Garbled {
    readonly shown: string;
    readonly why: Refusal;
}

/** What the bytes of a file say. */
export function said(bytes: Uint8Array): string | Garbled {
    const read = textIn(bytes);
    if (typeof read === 'string') return read;
    const shown = (some: Uint8Array) => new TextDecoder().decode(some);
    const { code, message, sound } = read;
    return { shown: shown(bytes), why: { code, message, at: shown(bytes.subarray(0, sound)).length } };
}

/** What a server needs of the machine it runs on. Addresses are URIs. */
export interface Host {
    /** What it is, for whoever reports an issue: `linux x64, Node 24.1.0`. */
    readonly machine?: string;
    /** The folder in which the files of the library are shipped, if there is one. */
    readonly libraryRoot?: string | undefined;
    /** The language of the machine, such as `fr_FR.UTF-8`, if it has one. */
    readonly locale?: string | undefined;
    /** So many files are judged, and held with what came of it, at about 65 KB each; of more only those that are open in the editor. */
    readonly mostJudged?: number;
    /** Of so many files everything that led to their judgement may be kept, at about 220 KB each; of others that nobody is at work on only what came of it. */
    readonly keptWhole?: number;
    /** Of so many more it may be kept: those that were judged again of late, since something elsewhere has changed. */
    readonly keptInPlay?: number;
    /** Of so many files that are not open in the editor it may be kept what was read of them, at about 20 KB each; of others only the text. */
    readonly keptRead?: number;
    /** The text of a file, or what there is in its place; nothing if there is no such file. Any other failure is an error. */
    readFile(uri: string): Promise<string | Garbled | undefined>;
    /** The specs of these folders, at any depth. */
    listSpecs(roots: readonly string[]): Promise<readonly string[]>;
}

/** What is kept where a host does not say how much. */
export const mostJudged = 25_000;
export const keptWhole = 3000;
export const keptInPlay = 500;
export const keptRead = 1024;
