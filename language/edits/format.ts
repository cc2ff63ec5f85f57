import type { ParsedSpec, Stretch } from '../syntax/parsed.ts';
import { isComment, type Token } from '../syntax/tokens.ts';
import { lineStart } from './blocks.ts';
import { type FormatOptions, Layout } from './layout.ts';

/** A change of one text, at offsets of the text as it is. */
export interface Change extends Stretch {
    readonly text: string;
}

/**
 * What lays a text out as the house does: the fewest changes, in order, each of blanks alone. Within some stretches, if any
 * are given, and nowhere else. A declaration with an error in it stays as it is.
 */
export function formatChanges(source: string, parsed: ParsedSpec, options: FormatOptions = {}, within?: readonly Stretch[]): Change[] {
    return [...changesOf(source, new Layout(source, parsed, options), options)].filter(
        (change) => !within || within.some(({ start, end }) => start <= change.start && change.end <= end),
    );
}

/** A text with changes that do not overlap. */
export function applyChanges(source: string, changes: readonly Change[]): string {
    let text = '';
    let at = 0;
    for (const change of changes) {
        text += source.slice(at, change.start) + change.text;
        at = change.end;
    }
    return text + source.slice(at);
}

// ---------------------------------------------------------------- while typing

/** A block that has just been closed is laid out, with the statement that it belongs to. */
export function formatBehindBrace(source: string, parsed: ParsedSpec, offset: number, options: FormatOptions = {}): Change[] {
    const layout = new Layout(source, parsed, options);
    const block = layout.blocks.find(({ close, isClosed }) => isClosed && layout.tokens[close]?.end === offset);
    if (!block) return [];
    const start = layout.tokens[layout.statementOf(block.open)]?.start ?? 0;
    return [...changesOf(source, layout, options)].filter((change) => start <= change.start && change.start < offset);
}

/** The line that has just been left is laid out, and the new one indented. */
export function formatBehindNewline(source: string, parsed: ParsedSpec, offset: number, options: FormatOptions = {}): Change[] {
    const layout = new Layout(source, parsed, options);
    if (layout.tokens.some((token) => token.kind === 'block-comment' && token.start < offset && offset < token.end)) return [];
    const line = lineStart(source, offset);
    const above = lineStart(source, line - 1);
    const left = [...changesOf(source, layout, options)].filter(
        ({ start, end, text }) => above <= start && end < line && !/[\r\n]/.test(source.slice(start, end) + text),
    );
    const blanks = /^[ \t]*/.exec(source.slice(line))?.[0] ?? '';
    const indentation = layout.indentationAt(line + blanks.length);
    return indentation === blanks ? left : [...left, { start: line, end: line + blanks.length, text: indentation }];
}

// ---------------------------------------------------------------- the changes

function* changesOf(source: string, layout: Layout, options: FormatOptions): Generator<Change> {
    for (let i = 0; i <= layout.tokens.length; i++) {
        const { start, end } = layout.gap(i);
        const text = layout.textBefore(i);
        if (text !== undefined) yield* difference(start, source.slice(start, end), text);
        const token = layout.tokens[i];
        if (token && isComment(token) && text !== undefined) yield* commentChanges(source, layout, i, token, options);
    }
}

/** Blanks at the end of a line, empty lines and indentation are changed apart, so that one may lie outside of what is asked for. */
function* difference(start: number, old: string, fresh: string): Generator<Change> {
    const [is, wanted] = [parted(old), parted(fresh)];
    if (is.length !== wanted.length) return yield* smallest(start, old, fresh);
    let at = start;
    for (const [k, part] of is.entries()) {
        yield* smallest(at, part, wanted[k] ?? '');
        at += part.length;
    }
}

/** What stands before the first line end, up to behind the last, and after it. */
const parted = (blanks: string): readonly string[] =>
    /^([^\r\n]*)([\s\S]*[\r\n])?([^\r\n]*)$/
        .exec(blanks)
        ?.slice(1)
        .filter((part) => part !== undefined) ?? [blanks];

/** Leaves out what two texts begin and end with alike. */
function* smallest(start: number, old: string, fresh: string): Generator<Change> {
    if (old === fresh) return;
    const most = Math.min(old.length, fresh.length);
    let head = 0;
    while (head < most && old[head] === fresh[head]) head++;
    let tail = 0;
    while (tail < most - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
    // A line end of two characters stays whole.
    if (old[head - 1] === '\r' || fresh[head - 1] === '\r') head--;
    if (tail > 0 && old.at(-tail) === '\n' && (old.at(-1 - tail) === '\r' || fresh.at(-1 - tail) === '\r')) tail--;
    yield { start: start + head, end: start + old.length - tail, text: fresh.slice(head, fresh.length - tail) };
}

/** A comment that moves takes its further lines along; what it says is not touched. */
function* commentChanges(
    source: string,
    layout: Layout,
    i: number,
    { start, end }: Token,
    { trimTrailingWhitespace = true }: FormatOptions,
): Generator<Change> {
    const space = layout.before(i);
    const moves = space !== undefined && (space.lines > 0 || i === 0);
    const column = layout.columnAfter(space?.blanks ?? '');
    const was = layout.columnAfter(source.slice(lineStart(source, start), start));
    const starred = /^[^\r\n]*(?:(?:\r\n|\r|\n)[ \t]*\*[^\r\n]*)+$/.test(source.slice(start, end));
    for (const { index, 0: line } of source.slice(start, end).matchAll(/[^\r\n]+/g)) {
        const blanks = /^[ \t]*/.exec(line)?.[0] ?? '';
        const rest = line.trimEnd();
        if (index > 0 && moves && blanks.length < rest.length) {
            const further = column === was ? blanks : layout.blanksTo(column - was + layout.columnAfter(blanks));
            yield* smallest(start + index, blanks, starred ? `${space.blanks} ` : further);
        }
        const trailing = /[ \t]+$/.exec(line)?.[0].length ?? 0;
        if (trimTrailingWhitespace && trailing > 0) yield { start: start + index + line.length - trailing, end: start + index + line.length, text: '' };
    }
}
