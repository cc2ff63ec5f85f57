import { type Node, parts } from './tree.ts';

/** An address of the web in a text, at its offsets; the quotes of a text in quotes are not part of it. */
export interface Address {
    readonly start: number;
    readonly end: number;
    readonly url: string;
}

/** Whether an address leads into the web. Others, such as `command:` or `file:`, are told and never followed. */
export const isWebAddress = (address: string): boolean => /^https?:\/\/[^\s/]/i.test(address);

/** Which of the texts of a fact is an address, counted from 0. */
const addressOf: Readonly<Record<string, number>> = { Url: 0, Source: 1, Publishes: 0 };

/** The addresses of the web in a file: those that facts state, and those in its comments. What a text in quotes mentions is a text. */
export function addressesIn(source: string, declarations: readonly Node[]): readonly Address[] {
    const texts: Address[] = [];
    const found: Address[] = [];
    for (const { index, 0: token } of source.matchAll(/"(?:\\.|[^"\\\r\n])*"|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\r\n]*/g)) {
        if (token.startsWith('"')) texts.push({ start: index + 1, end: index + token.length - 1, url: token.slice(1, -1).replace(/\\(.)/g, '$1') });
        else found.push(...inComment(token.replace(/\*\/$/, ''), index));
    }
    for (const todo = [...declarations]; todo.length > 0; ) {
        const node = todo.pop() as Node;
        const which = addressOf[node.$type];
        const stated = which === undefined ? undefined : texts[firstBehind(texts, node.$start) + which];
        if (stated && stated.end < node.$end && isWebAddress(stated.url)) found.push(stated);
        for (const [, part] of parts(node)) todo.push(part);
    }
    return found.sort((a, b) => a.start - b.start);
}

/** The number of the first that begins behind an offset, or how many there are; they stand in order. */
function firstBehind(texts: readonly Address[], offset: number): number {
    let [from, to] = [0, texts.length];
    while (from < to) {
        const middle = (from + to) >>> 1;
        if ((texts[middle] as Address).start <= offset) from = middle + 1;
        else to = middle;
    }
    return from;
}

function* inComment(comment: string, at: number): Generator<Address> {
    for (const { index, 0: written } of comment.matchAll(/https?:\/\/[^\s<>"“”«»`]+/gi)) {
        // What ends a sentence or closes a bracket is not the address's own.
        let url = written.replace(/[.,;:!?…'’*_]+$/, '');
        while (/[)\]]$/.test(url) && !/[([]/.test(url)) url = url.slice(0, -1).replace(/[.,;:!?]+$/, '');
        if (isWebAddress(url)) yield { start: at + index, end: at + index + url.length, url };
    }
}
