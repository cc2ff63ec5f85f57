import { type Message, text } from './message.ts';

/** What a file may be before it is parsed at all. Both are options of the command line; these are the defaults. */
export interface Limits {
    /** UTF-16 units of text. */
    readonly size: number;
    /** Braces open at once. */
    readonly depth: number;
}

export const defaultLimits: Limits = { size: 5_000_000, depth: 32 };

/** Why a text is not parsed. Hosts cannot judge then, and must say so. */
export interface Refusal {
    readonly code: 'syntax/too-large' | 'syntax/not-a-spec' | 'input/not-utf8' | 'input/not-text';
    readonly message: Message;
    readonly at: number;
}

/** More characters without a meaning than this, and a file is no spec with slips but something else. */
const mostStrays = 100;

/**
 * Why a text is refused unread, or nothing. One pass without going back: it must stay cheap on the texts it refuses, which
 * would keep a parser busy for minutes.
 */
export function refuse(source: string, limits: Limits = defaultLimits): Refusal | undefined {
    if (source.length > limits.size) return { code: 'syntax/too-large', message: tooLarge(source.length, limits.size), at: 0 };
    let depth = 0;
    let strays = 0;
    for (let i = nextStop(source, 0); i >= 0; i = nextStop(source, i + 1)) {
        const c = source.charCodeAt(i);
        if (c === openBrace) {
            if (++depth > limits.depth) return { code: 'syntax/too-large', message: tooDeep(limits.depth), at: i };
        } else if (c === closeBrace) {
            if (depth > 0) depth--;
        } else if (c === quote) {
            i = endOfText(source, i);
        } else if (c === slash) {
            const second = source.charCodeAt(i + 1);
            if (second === slash) i = endOfLine(source, i) - 1;
            else if (second === star) {
                const end = source.indexOf('*/', i + 2);
                // An open comment swallows the rest: nothing more to see, the parser says so once.
                if (end < 0) return undefined;
                i = end + 1;
            }
        } else if (c === 0) {
            return { code: 'syntax/not-a-spec', message: text('This is not a text: it has a NUL character. A spec is UTF-8 text.'), at: i };
        } else if (!hasMeaning(c) && ++strays > mostStrays) {
            const message = text('This does not read as a spec: more than {most} characters of it have no meaning here. It was not read further.', {
                most: mostStrays,
            });
            return { code: 'syntax/not-a-spec', message, at: i };
        }
    }
    return undefined;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const quote = 0x22;
const slash = 0x2f;
const star = 0x2a;

/** What of ASCII can be part of a token, or stands between two, and opens and closes nothing. Patterns come by it many times faster than we do. */
const stop = /[^ \t\n\r\v\f.,%\-_a-zA-Z0-9]/g;

/** The next character from here on that has to be looked at; a negative number where there is none. */
function nextStop(source: string, from: number): number {
    stop.lastIndex = from;
    return stop.test(source) ? stop.lastIndex - 1 : -1;
}

/** Where a text in quotes ends: at its quote, or at the end of its line if it is not closed. */
function endOfText(source: string, start: number): number {
    for (let i = start + 1; i < source.length; i++) {
        const c = source.charCodeAt(i);
        if (c === quote) return i;
        if (c === 0x0a || c === 0x0d) return i;
        if (c === 0x5c) i++;
    }
    return source.length;
}

const lineEnd = /[\r\n]/g;

function endOfLine(source: string, start: number): number {
    lineEnd.lastIndex = start;
    return lineEnd.test(source) ? lineEnd.lastIndex - 1 : source.length;
}

/** Whether a character that is no mark can be part of a token. Beyond ASCII: letters as names have them, and blanks. */
const hasMeaning = (c: number): boolean => c >= 0x80 && /[\s\u00AA-\u203F\u2040\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFFFD]/.test(String.fromCharCode(c));

function tooDeep(limit: number): Message {
    return text('Blocks are nested more than {limit} deep here; nothing in Terroir needs that. --max-depth raises the limit.', { limit });
}

export function tooLarge(size: number, limit: number): Message {
    return text('The file is larger than the limit ({size} > {limit}); it was not read. --max-size raises the limit.', { size, limit });
}
