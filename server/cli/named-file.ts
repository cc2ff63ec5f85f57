import { resolve } from 'node:path';
import { type Message, text } from '../../language/index.ts';
import type { Io } from './io.ts';
import { input } from './run.ts';
import { whyUnread } from './sources.ts';

/** Why something that a command was given is of no use. */
export interface Refused {
    readonly problem: Message;
}

/** Plans of large estates are longer than any spec; what is much longer than this V8 can hold in no text. */
export const mostBytes = 500_000_000;

/** The text of bytes in the encoding that their mark names, UTF-8 without one: what programs on Windows write is often UTF-16. */
export function unicodeIn(bytes: Uint8Array, options?: { readonly fatal: boolean }): string {
    const [first, second] = bytes;
    const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
    return new TextDecoder(encoding, options).decode(bytes);
}

/** All bytes of what is read: of what is longer than may be it is said that it is `tooLong`, and no part of it is taken for the whole. */
export function wholeOf(read: (atMost: number) => Uint8Array, tooLong: Message): Uint8Array | Refused {
    try {
        const bytes = read(mostBytes + 1);
        return bytes.length > mostBytes ? { problem: tooLong } : bytes;
    } catch (error) {
        return { problem: whyUnread(error) };
    }
}

/** Reads a file that a command was given and that is no spec, or the standard input, by a reader that may refuse it. */
export function readNamed<R extends object>(file: string, { disk, cwd, stdin }: Io, reader: (bytes: Uint8Array) => R | Refused): R | Refused {
    const refused = (reason: Message): Refused => ({ problem: text('{file}: {reason}.', { file, reason }) });
    const bytes = wholeOf(
        (atMost) => (file === input ? stdin(atMost) : disk.read(resolve(cwd, file), atMost)),
        text('it is longer than {size} MB, and more than that cannot be read at once: divide it, and give its parts one by one', { size: mostBytes / 1e6 }),
    );
    if ('problem' in bytes) return refused(bytes.problem);
    try {
        const result = reader(bytes);
        return 'problem' in result ? refused(result.problem) : result;
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        // Whoever reads it goes into what is nested level by level.
        return refused(text('it is nested too deeply'));
    }
}
