import { createHash } from 'node:crypto';
import type { Text } from './sources.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes of a page: of the first ones, and of the largest, each twice as large as the one before. */
const smallest = 2 ** 16;
const largest = 2 ** 22;

/**
 * Room for the bytes of many texts, close together. There may be very many texts; most of their letters are one byte, but in a string with one dash
 * all are two.
 */
export class Pages {
    private last = new Uint8Array();
    /** So much of the last page is taken. */
    private taken = 0;

    /** Takes in bytes that are valid UTF-8. */
    write(path: string, bytes: Uint8Array, marked: boolean): Text {
        if (this.last.length - this.taken < bytes.length) {
            this.last = new Uint8Array(Math.max(bytes.length, Math.min(largest, Math.max(smallest, 2 * this.last.length))));
            this.taken = 0;
        }
        const from = this.taken;
        this.last.set(bytes, from);
        this.taken += bytes.length;
        return new PagedText(path, marked, this.last, from, this.taken);
    }
}

/** A text of which no more is held than its bytes, and where they stand. */
class PagedText implements Text {
    readonly path: string;
    readonly marked: boolean;
    private readonly page: Uint8Array;
    private readonly from: number;
    private readonly to: number;

    constructor(path: string, marked: boolean, page: Uint8Array, from: number, to: number) {
        this.path = path;
        this.marked = marked;
        this.page = page;
        this.from = from;
        this.to = to;
    }

    /** Without a byte order mark: the decoder takes it away. */
    get source(): string {
        return decoder.decode(this.bytes);
    }

    get sha256(): string {
        return createHash('sha256').update(this.bytes).digest('hex');
    }

    private get bytes(): Uint8Array {
        return this.page.subarray(this.from, this.to);
    }
}
