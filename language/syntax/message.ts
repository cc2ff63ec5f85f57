import { detached } from './detached.ts';

/**
 * Something said to a person. The English template is also the key of its translation; values fill the `{holes}`.
 * Nothing in `language/` turns a message into text of one language: hosts do, with `say`.
 */
export interface Message {
    readonly template: string;
    readonly values: Readonly<Record<string, Value>>;
}

/** Numbers and names go in as they are; a nested message is translated by itself; a list is joined with commas. */
export type Value = string | number | Message | readonly Value[];

type HoleNames<T extends string> = T extends `${string}{${infer Hole}}${infer Rest}` ? Hole | HoleNames<Rest> : never;

/** The values a template asks for: one per hole, no more and no fewer. */
export type Holes<T extends string> = { readonly [Hole in HoleNames<T>]: Value };

/** A message from a literal template. Templates are found in the source by this name, so that none stays untranslated. */
export function text<const T extends string>(template: T, ...values: HoleNames<T> extends never ? [] : [values: Holes<T>]): Message {
    return { template, values: values[0] ?? noValues };
}

const noValues: Message['values'] = {};

/** What something of the library is called: its English label, which hosts translate like any template. */
export const label = (english: string): Message => ({ template: english, values: noValues });

/** Several things that are said one after the other, between semicolons: each may have commas of its own. */
export function inTurn(said: readonly Value[]): Message {
    const [first = '', ...others] = said;
    return others.length === 0 ? text('{value}', { value: first }) : text('{first}; {rest}', { first, rest: inTurn(others) });
}

/** The digits of a number by the thousand, halved until there is only one: whoever says it goes as deep as it has halves, not thousands. */
export function grouped(digits: string): Message {
    const thousands = Math.ceil(digits.replace('-', '').length / 3);
    if (thousands <= 1) return text('{value}', { value: digits });
    const behind = digits.length - 3 * (thousands >> 1);
    return text('{thousands},{rest}', { thousands: grouped(digits.slice(0, behind)), rest: grouped(digits.slice(behind)) });
}

/** How a host translates: the English template in, the template of its language out. */
export type Translate = (template: string) => string;

export const english: Translate = (template) => template;

/** A piece of what is said: the words between two holes, or what fills one. */
export interface Piece {
    readonly text: string;
    readonly hole: string | undefined;
}

/** The text of a message in one language. */
export function say(message: Message, translate: Translate = english): string {
    let said = '';
    for (const piece of piecesIn(translate(message.template))) said += filled(piece, message, translate);
    return said;
}

/** The same in pieces, for whoever makes something of what fills a hole. */
export const piecesOf = (message: Message, translate: Translate = english): readonly Piece[] =>
    piecesIn(translate(message.template))
        .map((piece): Piece => ({ text: filled(piece, message, translate), hole: piece.hole }))
        .filter(({ text }) => text !== '');

function filled({ text, hole }: Piece, { values }: Message, translate: Translate): string {
    const value = hole === undefined ? undefined : values[hole];
    return value === undefined ? text : sayValue(value, translate);
}

/** What templates are made of, with holes as they are written: each is filled over and over. */
let known = new Map<string, readonly Piece[]>();
/** Those with holes are some thousand in two languages; what a user writes may look like one, too. */
const mostKnown = 10_000;

function piecesIn(template: string): readonly Piece[] {
    if (!template.includes('{')) return template === '' ? [] : [{ text: template, hole: undefined }];
    let pieces = known.get(template);
    if (!pieces) {
        if (known.size >= mostKnown) known = new Map();
        const own = detached(template);
        known.set(own, (pieces = divided(own)));
    }
    return pieces;
}

const divided = (template: string): readonly Piece[] =>
    template
        .split(/(\{[a-zA-Z]+\})/)
        .map((text, i): Piece => ({ text, hole: i % 2 === 1 ? text.slice(1, -1) : undefined }))
        .filter(({ text }) => text !== '');

function sayValue(value: Value, translate: Translate): string {
    if (typeof value === 'string') return value;
    // Years stay as they are; so does whatever is no longer than they.
    if (typeof value === 'number') return value < 10_000 ? String(value) : say(grouped(String(value)), translate);
    if (isList(value)) return value.map((item) => sayValue(item, translate)).join(', ');
    return say(value, translate);
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
