import { detached } from './detached.ts';
import { isNameCharacter, kinds, words } from './generated/words.ts';

/*
 * Cuts a text into tokens, one at a time and without making an object of any: the state below is that of the one text that is
 * being read. What the grammar calls terminals is spelt out here for ASCII and left to the grammar's own patterns beyond it;
 * that both cut every text alike is a test.
 */

let source = '';
/** Where the text ends that is read; it may be a stretch of a longer one. */
let limit = 0;
/** Whether what is cut out of the text is to outlive it. */
let outlives = false;
/** The kind of the token at hand: one of `kinds`, or a word or mark of the grammar by its number. */
export let kind = 0;
/** Where the token at hand begins and ends, and where the one before it ended. */
export let start = 0;
export let end = 0;
export let last = 0;
/** From here on no comment is closed: who looks for the end of one that is open looks to the end of the text, which is done once. */
let unclosed = 0;

/**
 * Begins to read a stretch of a text; its first token is at hand then.
 *
 * @param isChanging the text is one of many that follow each other, and what is read of it will be there when it has gone
 */
export function begin(text: string, from = 0, to = text.length, isChanging = false): void {
    source = text;
    limit = to;
    outlives = isChanging;
    unclosed = to;
    goOn(from);
}

/** Goes on further down in the text; its first token from there on is at hand then. */
export function goOn(from: number): void {
    end = from;
    next();
    last = from;
}

/** Lets go of the text. */
export function finish(): void {
    source = '';
    limit = 0;
}

/** The text of the token at hand. */
export const image = (): string => part(start, end);

const part = (from: number, to: number): string => (outlives ? detached(source.slice(from, to)) : source.slice(from, to));

/** Whether nothing but blanks stands before the token at hand on its line. */
export function beginsLine(): boolean {
    for (let i = start - 1; i >= 0; i--) {
        const c = source.charCodeAt(i);
        if (c === 0x0a || c === 0x0d) return true;
        if (c !== 0x20 && c !== 0x09) return false;
    }
    return true;
}

/** The kind of the token behind the one at hand. */
export function peek(): number {
    const here = kind;
    const from = start;
    const to = end;
    const before = last;
    next();
    const ahead = kind;
    kind = here;
    start = from;
    end = to;
    last = before;
    return ahead;
}

const blank = 1;
const letter = 2;
const digit = 3;
const hyphen = 4;
/** What an ASCII character may be part of. */
const classes = new Uint8Array(128);
for (const c of ' \t\n\v\f\r') classes[c.charCodeAt(0)] = blank;
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_') classes[c.charCodeAt(0)] = letter;
for (const c of '0123456789') classes[c.charCodeAt(0)] = digit;
classes[0x2d] = hyphen;

const marks: Readonly<Record<number, number>> = { 123: kinds['{'], 125: kinds['}'], 44: kinds[','], 46: kinds['.'] };

/** The words by their length and some of their letters; where two meet, the second is beside the first. */
const slots = new Int16Array(1024);
const hash = (length: number, first: number, second: number, final: number): number => (length * 67 + first * 5 + second * 29 + final * 131) & 1023;
for (const [n, word] of words.entries()) {
    let slot = hash(word.length, word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(word.length - 1));
    while (slots[slot] !== 0) slot = (slot + 1) & 1023;
    slots[slot] = n + 1;
}

/** Takes the next token. At the end of the text, and of what is no token, the kind says so. */
export function next(): void {
    last = end;
    const at = pastBlanks(end);
    const c = at < limit ? source.charCodeAt(at) : 0;
    const what = c < 128 ? classes[c] : beyond(c);
    if (what === letter) scanWord(at, c);
    else if (at >= limit) token(kinds.end, limit, limit);
    else if (what === digit) scanNumber(at);
    else if (c === 0x22) scanText(at);
    else token(marks[c] ?? kinds.none, at, at + 1);
}

/** Where the blanks and comments end that begin here. */
function pastBlanks(from: number): number {
    let at = from;
    while (at < limit) {
        const c = source.charCodeAt(at);
        if (c === 0x2f) {
            const after = commentEnd(at);
            if (after < 0) return at;
            at = after;
        } else if ((c < 128 ? classes[c] : beyond(c)) === blank) at++;
        else return at;
    }
    return at;
}

function token(is: number, from: number, to: number): void {
    kind = is;
    start = from;
    end = to;
}

const anyBlank = /[\s\uFEFF]/;
const beginsName = new RegExp(isNameCharacter.first);
const isInName = new RegExp(isNameCharacter.other);

/** What a character beyond ASCII may begin. */
function beyond(c: number): number {
    const character = String.fromCharCode(c);
    return anyBlank.test(character) ? blank : beginsName.test(character) ? letter : 0;
}

/** Where a comment that begins here ends, or a negative number where none does, or where it is not closed. */
function commentEnd(at: number): number {
    const second = at + 1 < limit ? source.charCodeAt(at + 1) : 0;
    if (second === 0x2f) {
        let to = at + 2;
        while (to < limit && source.charCodeAt(to) !== 0x0a && source.charCodeAt(to) !== 0x0d) to++;
        return to;
    }
    if (second !== 0x2a || at >= unclosed) return -1;
    const close = source.indexOf('*/', at + 2);
    if (close >= 0 && close + 2 <= limit) return close + 2;
    unclosed = at;
    return -1;
}

/** A name or a word of the language, or the path of a rule. */
function scanWord(at: number, first: number): void {
    let to = at + 1;
    let isWide = first >= 128;
    // `reach/no-foreign-control`: small letters, digits and hyphens only, on both sides.
    let mayBePath = first >= 0x61 && first <= 0x7a;
    for (; to < limit; to++) {
        const c = source.charCodeAt(to);
        if (c >= 128) {
            if (!isInName.test(String.fromCharCode(c))) break;
            isWide = true;
            mayBePath = false;
        } else {
            if ((classes[c] as number) < letter) {
                if (c !== 0x2f || !mayBePath || !isSmall(to + 1)) break;
                scanPath(at, to + 1);
                return;
            }
            if (c === 0x5f || (c >= 0x41 && c <= 0x5a)) mayBePath = false;
        }
    }
    token(isWide ? kinds.ID : kindOf(at, to, first), at, to);
}

const isSmall = (at: number): boolean => at < limit && source.charCodeAt(at) >= 0x61 && source.charCodeAt(at) <= 0x7a;

function scanPath(at: number, slash: number): void {
    let to = slash;
    for (; to < limit; to++) {
        const c = source.charCodeAt(to);
        if (!((c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || c === 0x2d)) break;
    }
    token(kinds.RULE_ID, at, to);
}

function kindOf(at: number, to: number, first: number): number {
    const length = to - at;
    if (length === 1) return kinds.ID;
    let slot = hash(length, first, source.charCodeAt(at + 1), source.charCodeAt(to - 1));
    for (let n = slots[slot] as number; n !== 0; n = slots[slot] as number) {
        const word = words[n - 1] as string;
        if (word.length === length && source.startsWith(word, at)) return kinds.words + n - 1;
        slot = (slot + 1) & 1023;
    }
    return kinds.ID;
}

/** Digits from here on, and `_` where that may stand between them. */
function digits(at: number, withGaps: boolean): number {
    let to = at;
    for (; to < limit; to++) {
        const c = source.charCodeAt(to);
        if (!((c >= 0x30 && c <= 0x39) || (withGaps && c === 0x5f))) break;
    }
    return to;
}

/** A share such as `24.5 %`, a date, or a number. */
function scanNumber(at: number): void {
    const whole = digits(at, true);
    let to = whole;
    const mark = whole < limit ? source.charCodeAt(whole) : 0;
    if (mark === 0x2e || mark === 0x2c) {
        const fraction = digits(whole + 1, false);
        if (fraction > whole + 1) to = fraction;
    }
    const date = mark === 0x2d ? dateEnd(at, whole) : -1;
    let percent = to;
    const gap = percent < limit ? source.charCodeAt(percent) : 0;
    if (gap === 0x20 || gap === 0x09) percent++;
    if (percent < limit && source.charCodeAt(percent) === 0x25) token(kinds.PERCENT, at, percent + 1);
    else if (date > 0) token(kinds.DATE, at, date);
    else token(kinds.NUMBER, at, to);
}

/** Where a date ends whose year is known; a negative number where it is none. */
function dateEnd(at: number, year: number): number {
    if (digits(at, false) !== year) return -1;
    const month = digits(year + 1, false);
    if (month === year + 1 || month >= limit || source.charCodeAt(month) !== 0x2d) return -1;
    const day = digits(month + 1, false);
    return day > month + 1 ? day : -1;
}

/** A text in double quotes, on one line. */
function scanText(at: number): void {
    const close = textEnd(at);
    if (close < 0) token(kinds.none, at, at + 1);
    else token(kinds.STRING, at, close);
}

function textEnd(at: number): number {
    for (let to = at + 1; to < limit; to++) {
        const c = source.charCodeAt(to);
        if (c === 0x22) return to + 1;
        if (c === 0x0a || c === 0x0d) return -1;
        if (c === 0x5c && ++to < limit && isLineEnd(source.charCodeAt(to))) return -1;
    }
    return -1;
}

/** What ends a line for a pattern's `.`. */
const isLineEnd = (c: number): boolean => c === 0x0a || c === 0x0d || c === 0x2028 || c === 0x2029;

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' };

/** What the text at hand says, without its quotes. */
export function unquoted(): string {
    const inside = part(start + 1, end - 1);
    return inside.includes('\\') ? inside.replace(/\\([\s\S])/g, (_, c: string) => escapes[c] ?? c) : inside;
}
