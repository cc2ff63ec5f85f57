import type { ParsedSpec, Stretch } from '../syntax/parsed.ts';
import { beginsItsLine } from '../syntax/read.ts';
import { beginnings, blocksOf, isComment, type Token, tokensOf } from '../syntax/tokens.ts';
import { isNode, type Node, parts } from '../syntax/tree.ts';
import { lineStart } from './blocks.ts';
import { foldsOf } from './folds.ts';

/**
 * What a selection at an offset grows through, each stretch within the next: the word, the value, the fact, its block, the
 * declaration, the same with the comments above it, the file. Broken text has lines where it has no facts.
 */
export function selectionsAt(source: string, parsed: ParsedSpec, offset: number): Stretch[] {
    const around: Stretch[] = [];
    for (const stretch of [...stretchesAt(source, parsed, offset)].sort((a, b) => a.end - a.start - (b.end - b.start))) {
        const { start, end } = around.at(-1) ?? { start: offset, end: offset };
        const isWider = around.length === 0 ? stretch.end > stretch.start : stretch.end - stretch.start > end - start;
        if (isWider && stretch.start <= start && end <= stretch.end) around.push(stretch);
    }
    return around;
}

function* stretchesAt(source: string, parsed: ParsedSpec, offset: number): Generator<Stretch> {
    const tokens = tokensOf(source);
    yield { start: 0, end: source.length };
    for (const token of touching(tokens, offset)) yield* withinToken(source, token, offset);
    for (const { kind, start, end } of foldsOf(source, parsed)) if (kind === 'comment' || kind === 'imports' || kind === 'region') yield { start, end };
    yield* nodes(source, tokens, parsed.tree as unknown as Node, offset);
    yield* blocks(source, parsed, tokens, offset);
    for (const { start, end } of parsed.spoiled) {
        const inside = tokens.filter((token) => start <= token.start && token.start < end);
        yield* span(inside);
        const line = lineStart(source, offset);
        if (start <= offset && offset <= end) yield* span(inside.filter((token) => lineStart(source, token.start) === line && !isComment(token)));
    }
}

/** The tokens at an offset; where a mark touches a word or a text, that alone. */
function touching(tokens: readonly Token[], offset: number): readonly Token[] {
    const found = tokens.filter(({ start, end }) => start <= offset && offset <= end);
    const telling = found.filter(({ kind }) => kind !== 'mark');
    return (telling.length > 0 ? telling : found).slice(-1);
}

/** A word in a text or comment, its line, a text without its quotes. */
function* withinToken(source: string, token: Token, offset: number): Generator<Stretch> {
    const { kind, start, end } = token;
    yield { start, end };
    if (kind === 'text') yield { start: start + 1, end: end - 1 };
    if (kind !== 'text' && !isComment(token)) return;
    for (const pattern of [/[\p{L}\p{N}_·-]+/gu, /[^\s*/][^\r\n]*/g]) {
        for (const { index, 0: found } of source.slice(start, end).matchAll(pattern)) {
            const words = found.replace(/\s*(\*\/)?$/, '');
            if (start + index <= offset && offset <= start + index + words.length) yield { start: start + index, end: start + index + words.length };
        }
    }
}

/** Every part of the tree at an offset, lists as a whole, declarations and terms also with what is said above them. */
function* nodes(source: string, tokens: readonly Token[], node: Node, offset: number): Generator<Stretch> {
    for (const value of Object.values(node)) {
        const list = Array.isArray(value) ? value.filter(isNode) : [];
        const [first, last] = [list[0], list.at(-1)];
        if (first && last && node.$type !== 'Spec') yield { start: first.$start, end: last.$end };
    }
    for (const [path, part] of parts(node)) {
        if (part.$end < offset) continue;
        const isDeclared = path.startsWith('declarations.') || part.$type === 'Term';
        const start = isDeclared ? withComments(source, tokens, part.$start) : part.$start;
        if (offset < start) {
            // Declarations and terms follow each other in the text.
            if (isDeclared) break;
            continue;
        }
        yield { start: part.$start, end: part.$end };
        yield { start, end: part.$end };
        yield* nodes(source, tokens, part, offset);
    }
}

/** Where the comments begin that stand on the lines right above an offset. */
function withComments(source: string, tokens: readonly Token[], offset: number): number {
    let start = offset;
    for (let i = tokens.findIndex((token) => token.start === offset) - 1; i >= 0; i--) {
        const token = tokens[i] as Token;
        const isRightAbove = /^[ \t]*(\r\n|\r|\n)?[ \t]*$/.test(source.slice(token.end, start));
        if (!isComment(token) || !isRightAbove || !beginsItsLine(source, token.start)) break;
        start = token.start;
    }
    return start;
}

/** What stands between braces, the same with them, and with the line that opens them. */
function* blocks(source: string, parsed: ParsedSpec, tokens: readonly Token[], offset: number): Generator<Stretch> {
    for (const { open, close, isClosed } of blocksOf(source, tokens, beginnings(parsed))) {
        const [brace, last] = [tokens[open], tokens[close]];
        if (!brace || !last || last.end < offset || offset < lineStart(source, brace.start)) continue;
        yield* span(tokens.slice(open + 1, isClosed ? close : close + 1));
        yield { start: brace.start, end: last.end };
        const head = tokens.find(({ start }) => start >= lineStart(source, brace.start));
        if (head) yield { start: head.start, end: last.end };
    }
}

/** From the first of some tokens to the last. */
function* span(tokens: readonly Token[]): Generator<Stretch> {
    const [first, last] = [tokens[0], tokens.at(-1)];
    if (first && last) yield { start: first.start, end: last.end };
}
