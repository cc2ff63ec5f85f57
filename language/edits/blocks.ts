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
    if (!inner.includes('\n')) {
        if (inner.trim() === '') return { at: open + 1, text: inner === '' ? ` ${fact} ` : ` ${fact}` };
        return { at: content, text: content === close ? `  ${fact} ` : `  ${fact}` };
    }
    const indent = factIndentation(source, open, close) ?? `${indentation(source, declaration.$start)}    `;
    const closesBehind = !source.slice(content, close).includes('\n');
    return { at: content, text: `${eol}${indent}${inLines(fact, eol + indent)}${closesBehind && content === close ? ' ' : ''}` };
}

/** A block of several statements, two blanks between each, with a line for each. */
function inLines(fact: string, newLine: string): string {
    const [, head, inner = '', end] = /^([^{]*\{) (.*) (\\?\})$/.exec(fact) ?? [];
    const statements = inner.split(/ {2,}/);
    return head === undefined || statements.length < 2 ? fact : [head, ...statements.map((one) => `    ${one}`), end].join(newLine);
}

/** The stretch to take out with a declaration: its doc comment, the rest of its lines and one empty line. */
export function wholeLines(source: string, declaration: Node): { start: number; end: number } {
    let start = declaration.$start;
    const before = source.slice(0, start).trimEnd();
    if (before.endsWith('*/')) {
        const doc = before.lastIndexOf('/*');
        if (before.startsWith('/**', doc)) start = doc;
    }
    start -= /[ \t]*$/.exec(source.slice(0, start))?.[0].length ?? 0;
    const beginsLine = start === 0 || /[\r\n]/.test(source[start - 1] ?? '');
    const tail = /^[ \t]*(\r?\n)?([ \t]*\r?\n)?/.exec(source.slice(declaration.$end))?.[0] ?? '';
    return { start, end: declaration.$end + (beginsLine ? tail.length : 0) };
}

/** A declaration with the comments on it, and where the line and the empty line behind it end. */
export interface Commented {
    readonly start: number;
    readonly end: number;
    readonly rest: number;
}

/** What goes with a declaration: the comments right above it, with no empty line between, and the one behind it. */
export function withComments(source: string, { $start, $end }: Span): Commented {
    let start = source.lastIndexOf('\n', $start - 1) + 1;
    if (source.slice(start, $start).trim() !== '') return { start: $start, end: $end, rest: $end };
    for (let above = commentAbove(source, start); above !== undefined; above = commentAbove(source, start)) start = above;
    const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)?[ \t]*(?=\r?\n|$)/.exec(source.slice($end))?.[0] ?? '';
    const end = $end + comment.length;
    const rest = end + (/^[ \t]*(?:\r?\n)?(?:[ \t]*\r?\n)?/.exec(source.slice(end))?.[0].length ?? 0);
    return { start, end: $end + comment.trimEnd().length, rest };
}

/** Where a comment begins that ends on the line before one, and that has its lines to itself. */
function commentAbove(source: string, line: number): number | undefined {
    if (line === 0) return undefined;
    const before = source.slice(0, line - 1).trimEnd();
    if (/\n/.test(source.slice(before.length, line - 1))) return undefined;
    const last = before.slice(before.lastIndexOf('\n') + 1);
    if (/^\s*\/\//.test(last)) return before.length - last.length;
    if (!before.endsWith('*/')) return undefined;
    const open = before.lastIndexOf('/*');
    const begins = before.lastIndexOf('\n', open) + 1;
    return before.slice(begins, open).trim() === '' ? begins : undefined;
}

/** The stretch to take out with a statement of a block: its lines where it has them to itself, else the blanks before it. */
export function wholeStatement(source: string, { $start, $end }: Span): { start: number; end: number } {
    const before = /[ \t]*$/.exec(source.slice(0, $start))?.[0].length ?? 0;
    const behind = /^[ \t]*/.exec(source.slice($end))?.[0].length ?? 0;
    const beginsLine = /(^|[\r\n])$/.test(source.slice(0, $start - before));
    const eol = /^(\r\n|\r|\n|$)/.exec(source.slice($end + behind))?.[0];
    if (beginsLine && eol !== undefined) return { start: $start - before, end: $end + behind + eol.length };
    if (!beginsLine) {
        const isFirst = source[$start - before - 1] === '{' && source[$end + behind] !== '}';
        return isFirst ? { start: $start, end: $end + behind } : { start: $start - before, end: $end };
    }
    // The brace that closes the block moves up; what else stands behind stays in its line.
    return source[$end + behind] === '}' ? { start: source.slice(0, $start).trimEnd().length, end: $end } : { start: $start, end: $end + behind };
}

export const lineEnd = (source: string): string => (source.includes('\r\n') ? '\r\n' : '\n');

/** Where the line begins that an offset is on. */
export function lineStart(source: string, offset: number): number {
    let start = Math.max(0, offset);
    while (start > 0 && source[start - 1] !== '\n' && source[start - 1] !== '\r') start--;
    return start;
}

/** Behind the last letter of the line that an offset is on. */
export function endOfLine(source: string, offset: number): number {
    return offset + (/^[^\r\n]*/.exec(source.slice(offset))?.[0].trimEnd().length ?? 0);
}

function indentation(source: string, offset: number): string {
    const line = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
    return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The blanks before the first statement of a block that stands on a line of its own. */
function factIndentation(source: string, open: number, close: number): string | undefined {
    return /\n([ \t]+)(?=[^\s}])/.exec(source.slice(open, close))?.[1];
}

/** The brace that opens a declaration's block: the first that stands in no text and no comment. */
export function openingBrace(source: string, { $start, $end }: Node): number | undefined {
    for (let i = $start; i < $end; i++) {
        const two = source.slice(i, i + 2);
        if (source[i] === '{') return i;
        if (source[i] === '"') {
            for (i++; i < $end && source[i] !== '"'; i++) if (source[i] === '\\') i++;
        } else if (two === '/*') i = source.indexOf('*/', i + 2) + 1 || $end;
        else if (two === '//') i = source.indexOf('\n', i) + 1 || $end;
    }
    return undefined;
}
