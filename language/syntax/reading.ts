import { kinds, notNames } from './generated/words.ts';
import { end, image, kind, last, next, start, unquoted } from './scanner.ts';

/* What the fast reader does with tokens, whatever rule of the grammar it reads; the rules themselves are in generated/reader.ts. */

/** A part of the tree while it is made. Its end is 0 until it is known. */
export type Made = Record<string, unknown>;

/** Thrown where a text is not what the fast reader can read. */
export const stuck = new Error('This text is not for the fast reader.');

/** The kind of the token at hand, asked for anew: it changes with every token that is taken. */
export const at = (): number => kind;
export const is = (one: number): boolean => kind === one;
export const isName = (one: number): boolean => one === kinds.ID || (one >= kinds.words && !notNames.has(one));

export function take(wanted: number): void {
    if (kind !== wanted) throw stuck;
    next();
}

/** Takes a token and gives what is written there. */
export function taken(wanted: number): string {
    if (kind !== wanted) throw stuck;
    const text = image();
    next();
    return text;
}

/** Takes a token that is one of some, and gives what is written there. */
export function takenOf(some: readonly number[]): string {
    if (!some.includes(kind)) throw stuck;
    return taken(kind);
}

/** Takes a text in quotes and gives what it says. */
export function textOf(): string {
    if (kind !== kinds.STRING) throw stuck;
    const text = unquoted();
    next();
    return text;
}

/** Takes a name, which a word of the language may be, too. */
export function Name(): string {
    if (!isName(kind)) throw stuck;
    return taken(kind);
}

/**
 * Names compare composed, but stand in the text as they were written. One of ASCII is composed as it is; it is copied, since what is cut out of a text
 * in which a single ’ stands has two bytes for each character, and names are held and compared by the hundred thousand.
 */
export const composed = (text: string): string => (ascii.test(text) ? encodeURI(text) : text.normalize('NFC'));

/** Names of letters and digits, and what stands between the parts of one. None of that is escaped in an address. */
const ascii = /^[\w.-]*$/;

export function named(node: Made): void {
    const written = end - start;
    node['$nameStart'] = start;
    const name = composed(Name());
    if (name.length !== written) node['$nameLength'] = written;
    node['name'] = name;
}

/** @param read reads the name that is referred to */
export function ref(kind: string, read: () => string): Made {
    const $start = start;
    const text = composed(read());
    return { $type: 'Ref', text, kind, $start, $end: last };
}

export function add(node: Made, property: string, value: unknown): void {
    const list = node[property] as unknown[] | undefined;
    if (list) list.push(value);
    else node[property] = [value];
}

/** A list of nothing. There are very many of them, so they are one; nobody may put anything into it. */
export const nothing: readonly never[] = Object.freeze([]);

/** A source on its own line belongs to the declaration: the statement before it ends before it. */
export function addSource(node: Made, before: number, source: Made): void {
    if (source['ownLine'] && node['$end'] === 0) node['$end'] = before;
    add(node, 'sources', source);
}

/** The end of a node is that of its last token, unless it is known already. */
export function ended(node: Made): Made {
    if (node['$end'] === 0) node['$end'] = last;
    return node;
}
