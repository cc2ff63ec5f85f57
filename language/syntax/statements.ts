import type { Stretch } from './parsed.ts';
import type { Node } from './tree.ts';

/*
 * A broken declaration is read statement by statement, so that an error spoils the statement that it stands in and no other.
 * Which words belong together is seen by their lines, and within a line by trying: the parser itself says what can be read.
 */

/** A word of a text as the lexer cut it; nothing for `indent` if other words stand before it on its line. */
export interface Word {
    readonly image: string;
    readonly start: number;
    readonly end: number;
    readonly indent: number | undefined;
}

/** A piece of a text that is read. */
export interface Piece extends Stretch {
    /** A brace is missing behind it. */
    readonly opens?: true;
}

/** A declaration taken apart: what of it can be read together, and what cannot, each with the first lines of the blocks around it. */
export interface Apart {
    readonly sound: readonly Piece[];
    readonly broken: readonly (readonly Piece[])[];
}

/** How a text is asked about. */
export interface Grammar {
    /** The words that may begin a statement in the block that a word opens, such as `award`. */
    readonly beginsIn: (word: string) => readonly string[];
    /** Whether the text can be read if it holds these pieces only, with all blocks closed. */
    readonly reads: (pieces: readonly Piece[]) => boolean;
}

/** Takes a declaration apart that cannot be read whole. Nothing where already its first line cannot. */
export function takeApart(words: readonly Word[], grammar: Grammar): Apart | undefined {
    const apart = blockApart(withoutTornOff(withoutSurplus(words)), [], grammar);
    return apart && grammar.reads(apart.sound) ? apart : undefined;
}

/** Braces that close nothing are no part of a declaration. */
function withoutSurplus(words: readonly Word[]): readonly Word[] {
    let end = words.length;
    for (let n = surplus(words); n > 0 && words[end - 1]?.image === '}' && words[end - 2]?.image === '}'; n--) end--;
    return words.slice(0, end);
}

/** What stands behind a declaration that is closed belongs to another one, which has lost its first word. */
function withoutTornOff(words: readonly Word[]): readonly Word[] {
    // Where a brace too many closes it, the rest is its own all the same.
    if (surplus(words) > 0) return words;
    let depth = 0;
    const end = words.findIndex(({ image }) => {
        if (image === '{') depth++;
        return image === '}' && --depth === 0;
    });
    return end < 0 ? words : words.slice(0, end + 1);
}

/** How many braces close more than are opened. */
const surplus = (words: readonly Word[]): number => words.filter(({ image }) => image === '}').length - words.filter(({ image }) => image === '{').length;

/** @param around what leads into the statement that has the block */
function blockApart(words: readonly Word[], around: readonly Piece[], grammar: Grammar): Apart | undefined {
    const firstLine = firstLineOf(words, (one) => grammar.reads([...around, one]));
    if (!firstLine) return undefined;
    const begins = new Set(grammar.beginsIn(words[0]?.image ?? ''));
    const within = [...around, firstLine.at];
    const isClosed = words.at(-1)?.image === '}';
    const sound: Piece[] = [...within];
    const broken: (readonly Piece[])[] = [];
    for (const statement of statements(words.slice(firstLine.length, isClosed ? -1 : undefined), begins)) {
        const whole = piece(statement, 0, statement.length);
        if (grammar.reads([...within, whole])) {
            sound.push(whole);
            continue;
        }
        const apart = blockApart(statement, within, grammar);
        if (apart) {
            sound.push(...apart.sound.slice(within.length));
            broken.push(...apart.broken);
            continue;
        }
        for (const { at, reads } of onOneLine(statement, begins, (one) => grammar.reads([...within, one]))) {
            if (reads) sound.push(at);
            else broken.push([...within, at]);
        }
    }
    if (isClosed) sound.push(piece(words, words.length - 1, words.length));
    return { sound, broken };
}

/** What stands before the statements of a block, with its brace; if that is missing, the line. */
function firstLineOf(words: readonly Word[], reads: (one: Piece) => boolean): { readonly at: Piece; readonly length: number } | undefined {
    const brace = words.findIndex(({ image }) => image === '{') + 1;
    const at = piece(words, 0, brace);
    if (brace > 1 && reads(at)) return { at, length: brace };
    const line = words.findIndex(({ indent }, i) => i > 0 && indent !== undefined);
    const opened: Piece = { ...piece(words, 0, line), opens: true };
    return line > 1 && (brace === 0 || line < brace) && reads(opened) ? { at: opened, length: line } : undefined;
}

const piece = (words: readonly Word[], from: number, to: number): Piece => ({ start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 });

/** The statements of a block by their lines: what is indented more goes on, and so does what stands in a block of its own. */
function statements(words: readonly Word[], begins: ReadonlySet<string>): (readonly Word[])[] {
    const base = words.find(({ indent }) => indent !== undefined)?.indent ?? 0;
    const starts: number[] = [];
    let depth = 0;
    for (const [i, { image, indent }] of words.entries()) {
        const beginsLine = indent !== undefined && indent <= base && image !== '}' && image !== '{';
        // A block that is not closed ends before a statement of the one around it.
        if (depth > 0 && beginsLine && begins.has(image)) depth = 0;
        if (i === 0 || (beginsLine && depth === 0)) starts.push(i);
        if (image === '{') depth++;
        else if (image === '}') depth = Math.max(0, depth - 1);
    }
    return starts.map((start, i) => words.slice(start, starts[i + 1]));
}

/** More than this on one line is not tried out. */
const mostPieces = 12;

/** The statements of one line: as many words as can be read together, from one word that may begin a statement up to another. */
function* onOneLine(words: readonly Word[], begins: ReadonlySet<string>, reads: (one: Piece) => boolean): Generator<{ at: Piece; reads: boolean }> {
    const starts = words.flatMap(({ image }, i) => (i === 0 || begins.has(image) ? [i] : []));
    const ends = [...starts.slice(1), words.length];
    if (starts.length === 1 || starts.length > mostPieces) return yield { at: piece(words, 0, words.length), reads: false };
    for (let i = 0; i < starts.length; ) {
        let n = starts.length - i;
        while (n > 0 && !reads(piece(words, starts[i] ?? 0, ends[i + n - 1] ?? 0))) n--;
        yield { at: piece(words, starts[i] ?? 0, ends[i + Math.max(0, n - 1)] ?? 0), reads: n > 0 };
        i += Math.max(1, n);
    }
}

/** A text of which only some pieces are left, each where it was; every block that they open is closed behind it. */
export function only(source: string, pieces: readonly Piece[]): string {
    let left = '';
    for (const one of pieces) left += blank(source.slice(left.length, one.start)) + written(source, one);
    return left + blank(source.slice(left.length)) + closing(source, pieces);
}

/** The same pieces one behind the other: whether they can be read does not depend on where they stand, and this is as short as they are. */
export const gathered = (source: string, pieces: readonly Piece[]): string => pieces.map((one) => written(source, one)).join('\n') + closing(source, pieces);

const written = (source: string, { start, end, opens }: Piece): string => source.slice(start, end) + (opens ? '{' : '');

function closing(source: string, pieces: readonly Piece[]): string {
    let open = 0;
    for (const one of pieces) {
        const text = written(source, one);
        if (text.endsWith('{')) open++;
        else if (text === '}') open--;
    }
    return '}'.repeat(Math.max(0, open));
}

export const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** What two readings of the same declaration found, each part where it stands. */
export function together(one: Node, other: Node): Node {
    const both: Record<string, unknown> = { ...one };
    for (const block of ['facts', 'terms']) {
        const found = [...((one[block] ?? []) as readonly Node[])];
        for (const part of (other[block] ?? []) as readonly Node[]) {
            const same = found.findIndex(({ $start, $type }) => $start === part.$start && $type === part.$type);
            if (same < 0) found.push(part);
            else found[same] = together(found[same] as Node, part);
        }
        if (found.length > 0) both[block] = found.sort((a, b) => a.$start - b.$start);
    }
    return both as Node;
}

/** A reading whose blocks end with the text: what was put behind it to close them stands nowhere. */
export function endingBy(end: number, node: Node): Node {
    if (node.$end <= end) return node;
    const facts = node['facts'] as readonly Node[] | undefined;
    return { ...node, $end: end, ...(facts ? { facts: facts.map((fact) => endingBy(end, fact)) } : {}) };
}
