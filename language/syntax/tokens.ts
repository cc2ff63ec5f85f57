import { kinds } from './generated/words.ts';
import type { ParsedSpec, Stretch } from './parsed.ts';
import { begin, end, finish, kind, last, next, start } from './scanner.ts';
import { type Node, parts } from './tree.ts';

/** The smallest pieces of a text. `word`: of the language. `mark`: `{ } , .`. `stray`: characters without a meaning. */
export type TokenKind = 'word' | 'name' | 'text' | 'value' | 'rule' | 'mark' | 'line-comment' | 'block-comment' | 'stray';

export interface Token extends Stretch {
    readonly kind: TokenKind;
}

const kindOf: Readonly<Record<number, TokenKind>> = {
    [kinds.ID]: 'name',
    [kinds.STRING]: 'text',
    [kinds.NUMBER]: 'value',
    [kinds.PERCENT]: 'value',
    [kinds.DATE]: 'value',
    [kinds.RULE_ID]: 'rule',
    [kinds['{']]: 'mark',
    [kinds['}']]: 'mark',
    [kinds[',']]: 'mark',
    [kinds['.']]: 'mark',
};

/** Every piece of any text, sound or broken, in order. What stands between two of them is blank. */
export function tokensOf(source: string): Token[] {
    const tokens: Token[] = [];
    try {
        for (begin(source); ; next()) {
            if (isCommented(source, last, start)) tokens.push(...commentsIn(source, last, start));
            if (kind === kinds.end) return tokens;
            const before = tokens.at(-1);
            if (kind !== kinds.none) tokens.push({ kind: kindOf[kind] ?? 'word', start, end });
            // Characters without a meaning that stand together are one piece.
            else if (before?.kind === 'stray' && before.end === start) tokens[tokens.length - 1] = { ...before, end };
            else tokens.push({ kind: 'stray', start, end });
        }
    } finally {
        finish();
    }
}

/** Mostly there is nothing but a blank between two tokens. */
function isCommented(source: string, from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (source[i] === '/') return true;
    return false;
}

const comments = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;

/** The comments between two tokens. */
function* commentsIn(source: string, from: number, to: number): Generator<Token> {
    for (const { 0: image, index } of source.slice(from, to).matchAll(comments)) {
        const start = from + index;
        yield { kind: image.startsWith('//') ? 'line-comment' : 'block-comment', start, end: start + image.length };
    }
}

export const isComment = ({ kind }: Token): boolean => kind === 'line-comment' || kind === 'block-comment';

/** The pieces of a stretch that begins and ends with one, without the comments between them. */
export const piecesIn = (source: string, stretch: { readonly start: number; readonly end: number }): Token[] =>
    tokensOf(source.slice(stretch.start, stretch.end))
        .filter((token) => !isComment(token))
        .map(({ kind, start, end }) => ({ kind, start: stretch.start + start, end: stretch.start + end }));

/** Where a waiver says of which rule it is: its label, or a comment, may say the same. */
export const ruleIn = (source: string, { $start, $end }: Node): Token | undefined =>
    piecesIn(source, { start: $start, end: $end }).find((token) => token.kind === 'rule');

/** Where a declaration, an import or a piece with an error begins: there every block that is still open has ended. */
export function beginnings({ tree, spoiled }: ParsedSpec): ReadonlySet<number> {
    const sound = [...parts(tree as unknown as Node)].map(([, { $start }]) => $start);
    return new Set([...sound, ...spoiled.map(({ start }) => start)]);
}

/** A block by its braces; one that is not closed ends before what begins next. Numbers are places in the list of tokens. */
export interface Block {
    readonly open: number;
    /** The closing brace, or the last token of the block. */
    readonly close: number;
    readonly isClosed: boolean;
}

/** The blocks of any text, outer ones before what they hold. */
export function blocksOf(source: string, tokens: readonly Token[], begin: ReadonlySet<number>): Block[] {
    const blocks: Block[] = [];
    const open: number[] = [];
    const endAll = (before: number) => {
        // Comments before a declaration speak of it.
        let close = before - 1;
        while (tokens[close] && isComment(tokens[close] as Token)) close--;
        for (const start of open.splice(0)) blocks.push({ open: start, close, isClosed: false });
    };
    tokens.forEach(({ kind, start }, i) => {
        if (open.length > 0 && begin.has(start)) endAll(i);
        if (kind !== 'mark') return;
        if (source[start] === '{') open.push(i);
        const opened = source[start] === '}' ? open.pop() : undefined;
        if (opened !== undefined) blocks.push({ open: opened, close: i, isClosed: true });
    });
    if (open.length > 0) endAll(tokens.length);
    return blocks.sort((a, b) => a.open - b.open);
}
