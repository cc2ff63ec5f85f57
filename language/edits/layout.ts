import type { ParsedSpec } from '../syntax/parsed.ts';
import { beginsItsLine } from '../syntax/read.ts';
import { type Block, beginnings, blocksOf, isComment, type Token, tokensOf } from '../syntax/tokens.ts';
import { isNode, type Node, parts } from '../syntax/tree.ts';
import { lineEnd, lineStart } from './blocks.ts';

/** What a text is laid out with. What is not said is as the house has it. */
export interface FormatOptions {
    /** How many blanks a block is indented by, and how wide a tab is; 4 if not said. */
    readonly tabSize?: number;
    /** Blanks rather than tabs; true if not said. */
    readonly insertSpaces?: boolean;
    /** Take blanks at the end of comments away; true if not said. */
    readonly trimTrailingWhitespace?: boolean;
    /** End the text with a line end; true if not said. */
    readonly insertFinalNewline?: boolean;
    /** And with no more than one; true if not said. */
    readonly trimFinalNewlines?: boolean;
}

/** A block of one line stays so up to this many characters from the beginning of the line. */
const width = 160;

/** The blanks before a token: how many line ends, and what stands before it on its line. */
interface Space {
    readonly lines: number;
    readonly blanks: string;
}

const none: Space = { lines: 0, blanks: '' };
const one: Space = { lines: 0, blanks: ' ' };
const two: Space = { lines: 0, blanks: '  ' };

/** What stands between two tokens. Statements in a block of one line and those in one of several are told apart. */
type Seam = 'top' | 'statement' | 'edge-in-line' | 'statement-in-line' | 'within';

/**
 * How a text would be laid out: the blanks before each of its tokens. Tokens are never touched, so nothing can be lost or
 * change places; blanks decide nothing in the language but for this: a source that begins its line speaks for its declaration.
 */
export class Layout {
    readonly tokens: readonly Token[];
    readonly blocks: readonly Block[];
    private readonly source: string;
    private readonly parsed: ParsedSpec;
    private readonly options: FormatOptions;
    private readonly eol: string;
    /** Where declarations and imports begin. */
    private readonly tops: ReadonlySet<number>;
    /** Where the facts of blocks and the terms of vocabularies begin, and sources. */
    private readonly facts = new Set<number>();
    private readonly sources = new Set<number>();
    /** For each token the innermost block that it stands in, braces outside their own. */
    private readonly around: (number | undefined)[] = [];
    private readonly depths: number[] = [];
    /** The blocks of several lines, by the token that opens them. */
    private readonly open = new Set<number>();
    /** Blanks before comments that stand in a column below each other. */
    private readonly aligned = new Map<number, string>();

    constructor(source: string, parsed: ParsedSpec, options: FormatOptions) {
        this.source = source;
        this.parsed = parsed;
        this.options = options;
        this.eol = lineEnd(source);
        this.tokens = tokensOf(source);
        this.tops = beginnings(parsed);
        this.blocks = blocksOf(source, this.tokens, this.tops);
        this.findFacts(parsed.tree as unknown as Node);
        this.findDepths();
        for (const block of this.blocks) if (this.isOpen(block)) this.open.add(block.open);
        this.alignComments();
    }

    /** The blanks before a token, or at the end of the text; nothing where the text is broken and stays as it is. */
    before(i: number): Space | undefined {
        const blanks = this.aligned.get(i);
        return blanks === undefined ? this.plainlyBefore(i) : { lines: 0, blanks };
    }

    /** The same as text: line ends that are there stay what they are. */
    textBefore(i: number): string | undefined {
        const space = this.before(i);
        if (!space) return undefined;
        const { start, end } = this.gap(i);
        const there = this.source.slice(start, end);
        const ends = there.match(/\r\n|\r|\n/g) ?? [];
        const lines = Array.from({ length: space.lines }, (_, k) => ends[k] ?? this.eol).join('');
        return (start === 0 && there.startsWith('\uFEFF') ? '\uFEFF' : '') + lines + space.blanks;
    }

    /** Where the blanks before a token stand in the text as it is. */
    gap(i: number): { readonly start: number; readonly end: number } {
        return { start: this.tokens[i - 1]?.end ?? 0, end: this.tokens[i]?.start ?? this.source.length };
    }

    private indent(levels: number): string {
        const { tabSize = 4, insertSpaces = true } = this.options;
        return insertSpaces ? ' '.repeat(tabSize * levels) : '\t'.repeat(levels);
    }

    /** The first token of the statement that a token belongs to. */
    statementOf(i: number): number {
        let first = i;
        while (first > 0 && this.seam(this.significant(first - 1, -1), first) === 'within') first--;
        return first;
    }

    /** The blanks that belong before an offset at the beginning of a line, with a token behind it or nothing. */
    indentationAt(offset: number): string {
        const next = this.tokens.findIndex(({ start }) => start >= offset);
        const space = this.tokens[next]?.start === offset ? this.before(next) : undefined;
        if (space && space.lines > 0) return space.blanks;
        let depth = 0;
        let before = -1;
        for (const [i, { start }] of this.tokens.entries()) {
            if (start <= offset && this.tops.has(start)) depth = 0;
            if (this.is(i, '}') && start <= offset) depth = Math.max(0, depth - 1);
            if (start >= offset) break;
            if (this.is(i, '{')) depth++;
            before = i;
        }
        return this.indent(depth + (this.is(this.significant(before, -1), ',') ? 2 : 0));
    }

    /** Blanks that reach to a column; none to one before the first. */
    blanksTo(column: number): string {
        const { tabSize = 4, insertSpaces = true } = this.options;
        const wide = Math.max(0, column);
        const tabs = insertSpaces ? 0 : Math.floor(wide / tabSize);
        return '\t'.repeat(tabs) + ' '.repeat(wide - tabs * tabSize);
    }

    /** Which column a text leads to from another. A tab leads to the next multiple of its width. */
    columnAfter(text: string, column = 0): number {
        const { tabSize = 4 } = this.options;
        for (const character of text) {
            if (character === '\n' || character === '\r') column = 0;
            else if (character !== '\uFEFF') column += character === '\t' ? tabSize - (column % tabSize) : 1;
        }
        return column;
    }

    // ------------------------------------------------------------ what is where

    private findFacts(node: Node): void {
        for (const [path, part] of parts(node)) {
            if (path.startsWith('facts.') || part.$type === 'Term') this.facts.add(part.$start);
            if (part.$type === 'Source') {
                this.sources.add(part.$start);
                if (part.ownLine) this.facts.add(part.$start);
            }
            if (isNode(part)) this.findFacts(part);
        }
    }

    private findDepths(): void {
        const holding: Block[] = [];
        let next = 0;
        this.tokens.forEach((_, i) => {
            while (holding.length > 0 && i >= (holding.at(-1)?.close ?? 0)) holding.pop();
            this.around[i] = holding.at(-1)?.open;
            this.depths[i] = holding.length;
            const block = this.blocks[next];
            if (block?.open !== i) return;
            holding.push(block);
            next++;
        });
    }

    /** The token before or behind a place that is no comment. */
    private significant(i: number, step: 1 | -1): number {
        let at = i;
        while (this.tokens[at] && isComment(this.tokens[at] as Token)) at += step;
        return at;
    }

    private is(i: number, mark: string): boolean {
        const token = this.tokens[i];
        return token?.kind === 'mark' && this.source[token.start] === mark;
    }

    private linesBefore(i: number): number {
        const { start, end } = this.gap(i);
        return this.source.slice(start, end).match(/\r\n|\r|\n/g)?.length ?? 0;
    }

    /** It stands in a piece with an error, of which nothing is touched. */
    private isFrozen(i: number): boolean {
        const token = this.tokens[i];
        return token !== undefined && this.parsed.spoiled.some(({ start, end }) => start <= token.start && token.start < end);
    }

    // ------------------------------------------------------------ blocks and columns

    /** A block of one line gets several if the line is too long; one of several is never made one of one. */
    private isOpen({ open, close, isClosed }: Block): boolean {
        const [brace, end] = [this.tokens[open], this.tokens[close]];
        if (!isClosed || !brace || !end || /[\r\n]/.test(this.source.slice(brace.end, end.start))) return true;
        const around = this.around[open];
        if (around !== undefined && !this.open.has(around)) return false;
        let first = open;
        while (first > 0 && this.plainlyBefore(first)?.lines === 0) first--;
        let line = '';
        for (let i = first; i <= close; i++) line += (this.plainlyBefore(i)?.blanks ?? '') + this.image(i);
        return this.columnAfter(line) > width;
    }

    /** Comments behind statements that stand in one column stay in one; one that stands alone stands behind its statement. */
    private alignComments(): void {
        const columns = new Map<number, { i: number; end: number }[]>();
        const settle = () => {
            for (const [column, comments] of columns) {
                const shared = Math.max(column, ...comments.map(({ end }) => end + 1));
                if (comments.length > 1) for (const { i, end } of comments) this.aligned.set(i, ' '.repeat(shared - end));
            }
            columns.clear();
        };
        let end = 0;
        this.tokens.forEach(({ kind, start }, i) => {
            const space = this.plainlyBefore(i);
            if (space && space.lines > 1) settle();
            if (kind === 'line-comment' && i > 0 && space?.lines === 0) {
                const column = this.columnAfter(this.source.slice(lineStart(this.source, start), start));
                columns.set(column, [...(columns.get(column) ?? []), { i, end }]);
            }
            end = this.columnAfter((this.textBefore(i) ?? this.source.slice(this.gap(i).start, this.gap(i).end)) + this.image(i), end);
        });
        settle();
    }

    private image(i: number): string {
        const token = this.tokens[i];
        return token ? this.source.slice(token.start, token.end) : '';
    }

    // ------------------------------------------------------------ blanks

    private seam(before: number, behind: number): Seam {
        const token = this.tokens[behind];
        if (before < 0 || !token || this.tops.has(token.start)) return 'top';
        const opens = this.is(before, '{');
        const closes = this.is(behind, '}');
        const around = opens ? before : this.around[before];
        if (around === undefined) return 'within';
        if (!opens && !closes && !this.facts.has(token.start)) return 'within';
        if (this.open.has(around)) return 'statement';
        return opens || closes ? 'edge-in-line' : 'statement-in-line';
    }

    private plainlyBefore(i: number): Space | undefined {
        if (i === 0 && this.tokens.length > 0) return this.isFrozen(0) ? undefined : none;
        if (this.isFrozen(i - 1) || this.isFrozen(i)) return undefined;
        if (i === this.tokens.length) return this.atTheEnd();
        const before = this.significant(i - 1, -1);
        const behind = this.significant(i, 1);
        switch (this.seam(before, behind)) {
            case 'top':
            case 'statement':
                return this.betweenStatements(i, before, behind);
            case 'edge-in-line':
                return behind === before + 1 && this.is(before, '{') && this.is(behind, '}') ? none : one;
            case 'statement-in-line':
                return i === behind ? two : one;
            case 'within':
                return this.withinStatement(i, behind);
        }
    }

    private atTheEnd(): Space {
        const { insertFinalNewline = true, trimFinalNewlines = true } = this.options;
        const there = this.linesBefore(this.tokens.length);
        if (this.tokens.length === 0) return { lines: trimFinalNewlines ? 0 : there, blanks: '' };
        const kept = trimFinalNewlines ? Math.min(there, 1) : there;
        return { lines: insertFinalNewline ? Math.max(kept, 1) : kept, blanks: '' };
    }

    /** Each on a line of its own, with an empty one between if there was one. A comment stays on the line that it is on. */
    private betweenStatements(i: number, before: number, behind: number): Space {
        const there = this.linesBefore(i);
        const closes = i === behind && this.is(behind, '}');
        const isFirstBreak = !this.anyLineBefore(before + 1, i);
        const breaks = there > 0 || closes || (i === behind && before >= 0 && isFirstBreak);
        if (!breaks) return one;
        const isEdge = closes || (isFirstBreak && this.is(before, '{'));
        const inner = this.is(behind, '}') && i !== behind ? 1 : 0;
        const levels = (this.depths[behind] ?? 0) + inner;
        return { lines: there > 1 && !isEdge ? 2 : 1, blanks: this.indent(levels) };
    }

    private anyLineBefore(from: number, to: number): boolean {
        for (let i = from; i < to; i++) if (this.linesBefore(i) > 0) return true;
        return false;
    }

    /** A statement goes on one step further in, a list two. */
    private stepsFurther(i: number): number {
        return this.is(i, ',') || this.is(this.significant(i - 1, -1), ',') ? 2 : 1;
    }

    private withinStatement(i: number, behind: number): Space | undefined {
        const [a, b] = [this.tokens[i - 1], this.tokens[i]];
        if (!a || !b) return none;
        const afterLine = a.kind === 'line-comment';
        const further: Space = { lines: 1, blanks: this.indent((this.depths[behind] ?? 0) + this.stepsFurther(i)) };
        if (this.sources.has(b.start)) {
            if (beginsItsLine(this.source, b.start)) return further;
            // It must neither begin a line nor become part of the comment.
            return afterLine ? undefined : one;
        }
        if (this.is(i, '{')) return afterLine ? { lines: 1, blanks: this.indent(this.depths[i] ?? 0) } : one;
        if (this.is(i, ',')) return afterLine ? further : none;
        if (!afterLine && (this.is(i, '.') || this.is(i - 1, '.')) && !isComment(a) && !isComment(b)) return none;
        const lostWithComma = this.is(i - 1, ',') && this.linesBefore(i - 1) > 0 && this.tokens[i - 2]?.kind !== 'line-comment';
        return this.linesBefore(i) > 0 || lostWithComma ? further : one;
    }
}
