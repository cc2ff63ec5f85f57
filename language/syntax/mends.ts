import { distance } from 'fastest-levenshtein';
import { text } from './message.ts';
import type { Mend } from './parsed.ts';
import type { Span } from './tree.ts';

/** A slip of the fingers rather than another word. */
export const near = (written: string, guess: string): boolean =>
    distance(written.toLowerCase(), guess) <= Math.max(1, Math.floor(guess.length / 3)) || sameLetters(written.toLowerCase(), guess);

const sameLetters = (a: string, b: string): boolean => [...a].sort().join('') === [...b].sort().join('');

/** How many of the likest words are offered. */
const likest = 3;

/** A word where one of some others may stand: those that it may be a slip of. */
export function slips(start: number, written: string, words: readonly string[]): readonly Mend[] {
    return [...new Set(words)]
        .filter((word) => /^[a-z]/.test(word) && near(written, word))
        .sort((a, b) => distance(written.toLowerCase(), a) - distance(written.toLowerCase(), b) || (a < b ? -1 : 1))
        .slice(0, likest)
        .map((name) => ({ title: text('Did you mean {name}?', { name }), changes: [{ start, end: start + written.length, text: name }] }));
}

/** The one word that may stand at an offset, if there is but one and it is a word of the language. */
export function missing(at: number, expected: readonly string[]): readonly Mend[] {
    const [word] = expected;
    if (expected.length !== 1 || word === undefined || !/^[a-z]/.test(word)) return [];
    return [{ title: text('Insert “{word}”', { word }), changes: [{ start: at, end: at, text: ` ${word}` }] }];
}

/** A block whose end is the end of the text. */
export function closing(at: number, block: string): readonly Mend[] {
    const eol = /\r?\n/.exec(block.trim())?.[0];
    return [{ title: text('Close the block'), changes: [{ start: at, end: at, text: eol === undefined ? ' }' : `${eol}}` }] }];
}

const quotes: Readonly<Record<string, string>> = { '“': '”', '„': '”“', '”': '”', '«': '»', '‟': '”' };

/** A character that means nothing, or begins what does not end. */
export function marks(source: string, start: number, shift: number): readonly Mend[] {
    const character = source[start] ?? '';
    const line = /^[^\r\n]*/.exec(source.slice(start))?.[0] ?? '';
    const change = (from: number, to: number, text: string) => ({ start: shift + start + from, end: shift + start + to, text });
    if (character === ';') return [{ title: text('Take the semicolon out'), changes: [change(0, 1, '')], isSafe: true }];
    // What stands behind on the line may be none of the text.
    if (character === '"' && /[{}]/.test(line)) return [];
    if (character === '"')
        return [{ title: text('Close the text at the end of its line'), changes: [change(line.trimEnd().length, line.trimEnd().length, '"')] }];
    const closes = quotes[character];
    const end = closes === undefined ? -1 : line.slice(1).search(new RegExp(`[${closes}]`)) + 1;
    if (end <= 0 || line.slice(1, end).includes('"')) return [];
    // French quotes have a blank on their inside, which is none of the text.
    const before = /^[\u00a0\u202f ]*/.exec(line.slice(1))?.[0].length ?? 0;
    const behind = /[\u00a0\u202f ]*$/.exec(line.slice(1 + before, end))?.[0].length ?? 0;
    const isFrench = character === '«';
    const changes = [change(0, 1 + (isFrench ? before : 0), '"'), change(end - (isFrench ? behind : 0), end + 1, '"')];
    return [{ title: text('Write straight quotes'), changes, isSafe: true }];
}

/** An import that stands below a declaration. */
export function toTheTop(source: string, { $start, $end }: Span, top: number): Mend {
    const eol = source.includes('\r\n') ? '\r\n' : '\n';
    const statement = source.slice($start, $end);
    const rest = /^[ \t]*(\r?\n)?/.exec(source.slice($end))?.[0].length ?? 0;
    const fresh = { start: top, end: top, text: top === 0 ? statement + eol + eol : eol + statement };
    return { title: text('Move the import to the top'), changes: [fresh, { start: $start, end: $end + rest, text: '' }] };
}
