import { closest, distance } from 'fastest-levenshtein';
import { readSound } from './fast-reader.ts';
import { words } from './generated/words.ts';
import { text } from './message.ts';
import type { Mend } from './parsed.ts';
import type { Span } from './tree.ts';
import { readDay } from './values.ts';

/** A slip of the fingers rather than another word, or the beginning of one. */
const near = (written: string, guess: string): boolean =>
    distance(written.toLowerCase(), guess) <= Math.max(1, Math.floor(guess.length / 3)) || sameLetters(written.toLowerCase(), guess) || isBegun(written, guess);

const isBegun = (written: string, guess: string): boolean => written.length > 2 && guess.startsWith(written.toLowerCase());

/** The word that was most likely meant, if any was. */
export function meantBy(written: string, words: readonly string[]): string | undefined {
    const guess = words.find((word) => isBegun(written, word)) ?? closest(written, words);
    return near(written, guess) ? guess : undefined;
}

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

/** Longer pieces are not read once more for each thing that might be mended. */
const longestToTry = 20_000;

/** A piece with a stretch of it written otherwise, if it can be read then. The words around tell what is meant. */
function otherwise(piece: string, shift: number, start: number, end: number, fresh: string): readonly Mend[] {
    const [before, behind] = [piece.slice(0, start), piece.slice(end)];
    if (piece.length > longestToTry || !readSound(before + fresh + behind)) return [];
    const around = `${/\S*\s*$/.exec(before.slice(-50))}${fresh}${/^\s*[^\s{}]*/.exec(behind)}`;
    return [{ title: text('Write {name}', { name: around.trim().replace(/\s+/g, ' ') }), changes: [{ start: shift + start, end: shift + end, text: fresh }] }];
}

/** One of each sort of what is no word of the language. */
const samples = { ID: 'a', DATE: '2026-01-31', STRING: '"a"', NUMBER: '1', PERCENT: '1%' };

/** What would have a piece read on behind an offset. */
export const lackingAt = (piece: string, offset: number): readonly string[] =>
    Object.entries(samples).flatMap(([token, sample]) => (otherwise(piece, 0, offset, offset, ` ${sample} `).length > 0 ? [token] : []));

/** Words that a piece goes on with, whatever they need behind them, and that one in their place may be a slip of. */
export const goingOn = (piece: string, shift: number, start: number, image: string): readonly Mend[] =>
    slips(shift + start, image, words).filter(({ changes: [change] }) => {
        const before = `${piece.slice(0, start)}${change?.text}`;
        const whole = before + piece.slice(start + image.length);
        return otherwise(whole, 0, 0, 0, '').length > 0 || lackingAt(whole, before.length).length > 0;
    });

/** What people write otherwise than the language does, at a word of a piece that cannot stand there. */
export function habits(piece: string, shift: number, start: number, image: string, expected: readonly string[]): readonly Mend[] {
    const end = start + image.length;
    const before = piece.slice(0, start).trimEnd().length;
    const instead = (from: number, to: number, fresh: string) => otherwise(piece, shift, from, to, fresh);
    const [word = ''] = expected;
    if (image.startsWith('"')) {
        const plain = image.slice(1, -1);
        const name = plain.replace(/[^\p{L}\p{N}]+(.?)/gu, (_, letter: string) => letter.toUpperCase());
        return [...instead(start, end, `${name} ${image}`), ...instead(start, end, plain)];
    }
    if (word === 'DATE') return daysIn(piece.slice(start, start + 20)).flatMap(([written, day]) => instead(start, start + written.length, day));
    const thousands = /^(?:\s\d{3})+(?!\d)/.exec(piece.slice(before, before + 50))?.[0];
    if (thousands) return instead(before, before + thousands.length, thousands.replace(/\s/g, '_'));
    if (expected.includes('}')) {
        if (image === ',') return instead(before, end, '');
        return /^(?:and|or|et|ou)$/.test(image) ? instead(before, end, ',') : instead(before, before, ',');
    }
    return expected.length === 1 && /^[a-z]/.test(word) && /^\p{L}/u.test(image) ? instead(start, end, word) : [];
}

/** The day that a text begins with, as it is written elsewhere: what it may mean, the day before the month first. */
function daysIn(text: string): [written: string, day: string][] {
    const [written = '', first = '', second = '', third = ''] = /^(\d+)[./](\d+)[./](\d+)/.exec(text) ?? [];
    const readings =
        first.length > 2
            ? [[first, second, third]]
            : [
                  [third, second, first],
                  [third, first, second],
              ];
    const days = readings.map((parts) => parts.map((part) => part.padStart(2, '0')).join('-')).filter((day) => 'value' in readDay(day));
    return [...new Set(days)].map((day) => [written, day]);
}

/** A block whose end is the end of the text. */
export function closing(at: number, block: string): readonly Mend[] {
    const eol = /\r?\n/.exec(block.trim())?.[0];
    return [{ title: text('Close the block'), changes: [{ start: at, end: at, text: eol === undefined ? ' }' : `${eol}}` }] }];
}

const quotes: Readonly<Record<string, string>> = { "'": "'", '“': '”', '„': '”“', '”': '”', '«': '»', '‟': '”' };

/** Marks of other languages, and what stands for them here. */
const foreign: readonly (readonly [RegExp, string])[] = [
    [/^[:=][ \t]+/, ''],
    [/^[:=]/, ''],
    [/^(?:#+|--+)/, '//'],
    [/^€/, ' EUR'],
];

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
    for (const [pattern, fresh] of foreign) {
        const found = pattern.exec(line)?.[0] ?? '';
        const mends = found === '' ? [] : otherwise(source, shift, start, start + found.length, fresh);
        if (mends.length > 0) return mends;
    }
    // An apostrophe opens nothing.
    const end = closes === undefined || (character === "'" && /\S/.test(source[start - 1] ?? '')) ? -1 : line.slice(1).search(new RegExp(`[${closes}]`)) + 1;
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
