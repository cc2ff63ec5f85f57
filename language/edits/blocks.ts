import { commentsBefore, docCommentBefore } from '../syntax/doc.ts';
import { tokensOf } from '../syntax/tokens.ts';
import type { Node, Span } from '../syntax/tree.ts';

/** An insertion into one text, at an offset. */
export interface Insertion {
    readonly at: number;
    readonly text: string;
}

/**
 * Puts a fact at the end of a declaration's block, the way the block is written: on a line of its own with the indentation
 * of the others, or behind the last one in a block of one line. A declaration without a block gets one. Nothing where the
 * block is not closed.
 */
export function insertFact(source: string, declaration: Node, fact: string): Insertion | undefined {
    const eol = lineEnd(source);
    const open = openingBrace(source, declaration);
    if (open === undefined) return { at: declaration.$end, text: ` {${eol}${indentation(source, declaration.$start)}    ${fact}${eol}}` };
    const close = declaration.$end - 1;
    if (source[close] !== '}') return undefined;
    const inner = source.slice(open + 1, close);
    const content = open + 1 + inner.trimEnd().length;
    if (!hasLineEnd(inner)) {
        if (inner.trim() === '') return { at: open + 1, text: inner === '' ? ` ${fact} ` : ` ${fact}` };
        return { at: content, text: content === close ? `  ${fact} ` : `  ${fact}` };
    }
    const indent = factIndentation(source, open, close) ?? `${indentation(source, declaration.$start)}    `;
    const closesBehind = !hasLineEnd(source.slice(content, close));
    return { at: content, text: `${eol}${indent}${inLines(fact, eol + indent)}${closesBehind && content === close ? ' ' : ''}` };
}

/** A block of several statements, two blanks between each, with a line for each. */
function inLines(fact: string, newLine: string): string {
    const [, head, inner = '', end] = /^([^{]*\{) (.*) (\\?\})$/.exec(fact) ?? [];
    const statements = inner.split(/ {2,}/);
    return head === undefined || statements.length < 2 ? fact : [head, ...statements.map((one) => `    ${one}`), end].join(newLine);
}

/** The stretch to take out with a declaration: its doc comment, the rest of its lines and one empty line, or those that would be too many. */
export function wholeLines(source: string, declaration: Node): { start: number; end: number } {
    let start = docCommentBefore(source, declaration.$start)?.start ?? declaration.$start;
    start -= /[ \t]*$/.exec(source.slice(0, start))?.[0].length ?? 0;
    const beginsLine = start === 0 || /[\r\n]/.test(source[start - 1] ?? '');
    const tail = /^[ \t]*(\r\n|\r|\n)?([ \t]*(\r\n|\r|\n))?/.exec(source.slice(declaration.$end))?.[0] ?? '';
    const end = declaration.$end + (beginsLine ? tail.length : 0);
    return beginsLine && (end === source.length || /[\r\n]$/.test(tail)) ? closedUp(source, start, end) : { start, end };
}

/** Some lines to take out, with the empty lines that would then open or close a block or the text, or follow on others. */
function closedUp(source: string, start: number, end: number): { start: number; end: number } {
    const above = source.slice(0, start).trimEnd();
    const lineAbove = above.length + (/^[ \t]*(?:\r\n|\r|\n)/.exec(source.slice(above.length, start))?.[0].length ?? 0);
    const behind = end + (/^(?:[ \t]*(?:\r\n|\r|\n))*/.exec(source.slice(end))?.[0].length ?? 0);
    if (/^[ \t]*(?:\}|$)/.test(source.slice(behind))) return { start: above === '' ? 0 : lineAbove, end: behind };
    return { start, end: above === '' || above.endsWith('{') || lineAbove < start ? behind : end };
}

/** A declaration with the comments on it, and where the line and the empty line behind it end. */
export interface Commented {
    readonly start: number;
    readonly end: number;
    readonly rest: number;
}

/** What goes with a declaration: the comments right above it, with no empty line between, and the one behind it. */
export function withComments(source: string, { $start, $end }: Span): Commented {
    let start = lineStart(source, $start);
    if (source.slice(start, $start).trim() !== '') return { start: $start, end: $end, rest: $end };
    for (const comment of commentsBefore(source, start)) {
        const line = lineStart(source, comment.start);
        const isRightAbove = /^[ \t]*(\r\n|\r|\n)$/.test(source.slice(comment.end, start)) && source.slice(line, comment.start).trim() === '';
        if (!isRightAbove) break;
        start = line;
    }
    const end = endWithComment(source, $end);
    const rest = end + (/^[ \t]*(?:\r\n|\r|\n)?(?:[ \t]*(?:\r\n|\r|\n))?/.exec(source.slice(end))?.[0].length ?? 0);
    return { start, end, rest };
}

/** Where the comment ends that closes the line behind an offset; the offset where anything else stands there. */
export function endWithComment(source: string, offset: number): number {
    const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/)?[ \t]*(?=[\r\n]|$)/.exec(source.slice(offset))?.[0] ?? '';
    return offset + comment.trimEnd().length;
}

/** The stretch to take out with a statement of a block: its lines where it has them to itself, else the blanks before it. */
export function wholeStatement(source: string, { $start, $end }: Span): { start: number; end: number } {
    const before = /[ \t]*$/.exec(source.slice(0, $start))?.[0].length ?? 0;
    const behind = /^[ \t]*/.exec(source.slice($end))?.[0].length ?? 0;
    const beginsLine = /(^|[\r\n])$/.test(source.slice(0, $start - before));
    const eol = /^(\r\n|\r|\n|$)/.exec(source.slice($end + behind))?.[0];
    if (beginsLine && eol !== undefined) return closedUp(source, $start - before, $end + behind + eol.length);
    if (!beginsLine) {
        const isFirst = source[$start - before - 1] === '{' && source[$end + behind] !== '}';
        return isFirst ? { start: $start, end: $end + behind } : { start: $start - before, end: $end };
    }
    // The brace that closes the block moves up, but not into a line comment; what else stands behind stays in its line.
    const movesUp = source[$end + behind] === '}' && tokensOf(source.slice(0, $start)).at(-1)?.kind !== 'line-comment';
    return movesUp ? { start: source.slice(0, $start).trimEnd().length, end: $end } : { start: $start, end: $end + behind };
}

const hasLineEnd = (text: string): boolean => /[\r\n]/.test(text);

/** How the lines of a text end, by its first: a long one is not gone through for that. */
export const lineEnd = (source: string): string => (source[source.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n');

/** Where the line begins that an offset is on. */
export function lineStart(source: string, offset: number): number {
    let start = Math.max(0, offset);
    while (start > 0 && source[start - 1] !== '\n' && source[start - 1] !== '\r') start--;
    return start;
}

function indentation(source: string, offset: number): string {
    return /^[ \t]*/.exec(source.slice(lineStart(source, offset), offset))?.[0] ?? '';
}

/** The blanks before the first statement of a block that stands on a line of its own. */
function factIndentation(source: string, open: number, close: number): string | undefined {
    return /[\r\n]([ \t]+)(?=[^\s}])/.exec(source.slice(open, close))?.[1];
}

/** The brace that opens a declaration's block: the first that stands in no text and no comment. */
export function openingBrace(source: string, { $start, $end }: Node): number | undefined {
    const open = tokensOf(source.slice($start, $end)).find(({ start }) => source[$start + start] === '{');
    return open && $start + open.start;
}
