import {
    accessSync,
    appendFileSync,
    chmodSync,
    closeSync,
    constants,
    lstatSync,
    openSync,
    readdirSync,
    readSync,
    realpathSync,
    statSync,
    writeFileSync,
} from 'node:fs';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { type Output, outputTo } from './standard-output.ts';
import { writtenWhole } from './whole-file.ts';

/** What the command takes from outside that needs nothing of the language, so that it is there before anything is loaded. */
export interface Outside {
    readonly stdout: Output;
    readonly stderr: Output;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly cwd: string;
    /** Milliseconds since 1970, UTC. */
    readonly now: number;
    readonly disk: Disk;
    /**
     * For whoever is going to use and drop much memory.
     *
     * @param isVast very much of it: less lies idle, which takes a little time. Then it is told again now and then
     */
    readonly spareMemory?: (isVast: boolean) => void;
    /** What is kept from one run to the next; nothing where nothing is to be. */
    readonly memory?: Memory;
}

/** What a program may know again in a later run, in parts. What is not there, or damaged, is worked out again. */
export interface Memory {
    recall(about: string): readonly Kept[] | undefined;
    /** Texts are packed, bytes are not. What was recalled and has not changed is kept again as it is, unread. */
    keep(about: string, parts: readonly (string | Uint8Array | Kept)[]): void;
    /** Whether a file is known to have the bytes that it had when that was kept which was recalled last, so that nobody need read it. The run rests on that. */
    isAsKept(place: string): boolean;
    /** The SHA-256 of some bytes, in 43 letters. */
    digestOf(bytes: Uint8Array): string;
}

/** A part of what was kept. */
export interface Kept {
    /** Of a part that was a text: it is unpacked. */
    readonly content: string;
    /** Of a part that was bytes. */
    readonly bytes: Uint8Array;
}

export type Kind = 'file' | 'folder' | 'other';

/** The file system, as far as a judgement needs it. What goes wrong is thrown with Node's error codes. */
export interface Disk {
    /** What a path leads to, through symbolic links. */
    look(path: string): { readonly kind: Kind; readonly size: number };
    /** What is in a folder, in any order. */
    list(folder: string): readonly { readonly name: string; readonly kind: Kind | 'link' }[];
    /** The path without symbolic links. */
    real(path: string): string;
    /** The bytes of a file, but never more than `most`. */
    read(path: string, most: number): Uint8Array;
    /**
     * What somebody makes of these bytes who does not hold them afterwards, and compares them with what was read before: they may be fewer than there are, where
     * the disk does not give all at once.
     */
    glance<T>(path: string, most: number, look: (bytes: Uint8Array) => T): T;
    /** Writes a file, whole or not at all, and leaves who may read it as it was, and a link to it; its folder is made if need be. */
    write(path: string, text: string): void;
    /** Adds to the end of a file. */
    append(path: string, text: string): void;
}

/** There may be very many files, and most are small: what is read of them lies close together. */
let slab = Buffer.alloc(0);
const slabSize = 2 ** 20;
/** In less than that it is not begun to read a file. */
const smallest = 2 ** 14;

/** What nobody holds is read over and over into the same memory. */
let room = Buffer.alloc(0);

/**
 * Reads a file into some room, and where that is too little into more; nobody asks the disk how long it is, which tells no more than where it ends.
 *
 * @param isGlance what comes at once is taken for all of it, as it mostly is: the disk is not asked whether there is more
 */
function readInto(room: Buffer, path: string, most: number, isGlance = false): Buffer {
    // A pipe put in the place of the file since it was looked at must not hold the run for ever; Windows, which has none there, has no such number either.
    const file = reached(path, () => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
    try {
        let bytes = room;
        let length = 0;
        for (;;) {
            const got = readSync(file, bytes, length, Math.min(most, bytes.length) - length, null);
            length += got;
            if (got === 0 || length === most || (isGlance && length < bytes.length)) return bytes.subarray(0, length);
            if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(most, 2 * length));
        }
    } finally {
        closeSync(file);
    }
}

/** A link that leads nowhere is told from nothing: whoever set it meant something by it. */
export const brokenLink = 'ENOLINK';

function reached<T>(path: string, reach: () => T): T {
    try {
        return reach();
    } catch (error) {
        if (codeOf(error) === '!ENOENT' && lstatSync(path, quiet)) throw Object.assign(error as Error, { code: brokenLink });
        throw error;
    }
}

const quiet = { throwIfNoEntry: false } as const;

const disk: Disk = {
    look(path) {
        const stats = reached(path, () => statSync(path));
        return { kind: kindOf(stats), size: stats.size };
    },
    list: (folder) =>
        readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: entry.isSymbolicLink() ? 'link' : kindOf(entry) })),
    real: (path) => realpathSync(path),
    read(path, most) {
        if (slab.length < smallest) slab = Buffer.allocUnsafeSlow(slabSize);
        const bytes = readInto(slab, path, most);
        if (bytes.buffer === slab.buffer) slab = slab.subarray(bytes.length);
        return bytes;
    },
    glance(path, most, look) {
        if (room.length === 0) room = Buffer.allocUnsafeSlow(slabSize);
        return look(readInto(room, path, most, true));
    },
    write(path, text) {
        const there = statSync(path, quiet);
        // A pipe or a terminal cannot be replaced, only written to; nor can what a link leads to that leads nowhere yet.
        if (there ? !there.isFile() : lstatSync(path, quiet)) return writeFileSync(path, text);
        // Whoever may write into a folder may replace a file there that he may not write.
        if (there) accessSync(path, constants.W_OK);
        // A link stays one.
        writtenWhole(there ? realpathSync(path) : path, (beside) => {
            writeFileSync(beside, text);
            if (there) chmodSync(beside, there.mode);
        });
    },
    append: (path, text) => appendFileSync(path, text),
};

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): Kind => (entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other');

export function processOutside(): Outside {
    const stdout = outputTo(1, () => process.stdout);
    const stderr = outputTo(2, () => process.stderr);
    return { stdout, stderr, env: process.env, cwd: process.cwd(), now: Date.now(), disk, spareMemory };
}

/**
 * V8 guesses from the first files what will be needed for long, and puts the like of it where it is collected last; but when a file has been
 * judged nothing of how that came about is needed. And left to itself V8 lets five times as much lie as is in use, and doubles its room for what
 * is new until that has 128 MB. How large it may become can be said only before V8 begins; by which factor it grows, at any time.
 */
const spareMemory = (isVast: boolean): void => {
    spares = true;
    setFlagsFromString('--no-allocation-site-pretenuring');
    if (!isVast) return;
    setFlagsFromString('--heap-growing-percent=50');
    const forNew = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    if (forNew && forNew.space_size >= enoughForNew) setFlagsFromString('--semi-space-growth-factor=1');
};

/** 32 MB. */
const enoughForNew = 2 ** 25;

/** Memory has been spared. */
let spares = false;

/** Memory is no longer spared: what V8 compiled is of use to those alone for whom it is set as it was for whoever kept it. */
export function spareNoMore(): void {
    if (!spares) return;
    spares = false;
    setFlagsFromString('--allocation-site-pretenuring --heap-growing-percent=0 --semi-space-growth-factor=2');
}

/** What the disk answers, mostly as a short text: an error of it is an answer, too. */
export function answerOf<T>(ask: () => T): T | string {
    try {
        return ask();
    } catch (error) {
        return codeOf(error);
    }
}

/** The code of an error of the disk, marked as one. What has no code is no answer, and is thrown. */
export function codeOf(error: unknown): string {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `!${code}`;
}
