import type { ParsedSpec, Stretch } from '../syntax/parsed.ts';
import { beginsItsLine } from '../syntax/read.ts';
import { beginnings, blocksOf, type Token, tokensOf } from '../syntax/tokens.ts';

/** A stretch that may be folded away. Of a block what stands between its braces, of a region also its markers. */
export interface Fold extends Stretch {
    readonly kind: 'block' | 'comment' | 'imports' | 'region';
    /** The brace that closes the block begins its line. */
    readonly closesOnItsLine?: boolean;
}

/** What may be folded in any text, sound or broken, in the order in which it begins. */
export function foldsOf(source: string, parsed: ParsedSpec): Fold[] {
    const tokens = tokensOf(source);
    const folds = [...imports(parsed), ...blocks(source, parsed, tokens), ...comments(source, tokens)];
    return folds.sort((a, b) => a.start - b.start || b.end - a.end);
}

function* imports({ tree }: ParsedSpec): Generator<Fold> {
    const [first, last] = [tree.imports?.[0], tree.imports?.at(-1)];
    if (first && last) yield { kind: 'imports', start: first.$start, end: last.$end };
}

function* blocks(source: string, parsed: ParsedSpec, tokens: readonly Token[]): Generator<Fold> {
    for (const { open, close, isClosed } of blocksOf(source, tokens, beginnings(parsed))) {
        const [brace, last] = [tokens[open], tokens[close]];
        if (!brace || !last) continue;
        const closesOnItsLine = isClosed && beginsItsLine(source, last.start);
        yield { kind: 'block', start: brace.end, end: isClosed ? last.start : last.end, closesOnItsLine };
    }
}

/** Comments of blocks, line comments that follow each other, and the regions that some of these mark. */
function* comments(source: string, tokens: readonly Token[]): Generator<Fold> {
    const regions: number[] = [];
    let run: Stretch | undefined;
    for (const { kind, start, end } of tokens) {
        const isWholeLine = kind === 'line-comment' && beginsItsLine(source, start);
        const marker = isWholeLine ? /^\/\/\s*#(end)?region\b/.exec(source.slice(start, end)) : null;
        const goesOn = run && isWholeLine && !marker && /^(?:\r\n|\r|\n)[ \t]*$/.test(source.slice(run.end, start));
        if (run && !goesOn) yield { kind: 'comment', ...run };
        run = isWholeLine && !marker ? { start: goesOn && run ? run.start : start, end } : undefined;
        if (kind === 'block-comment') yield { kind: 'comment', start, end };
        if (marker?.[1]) {
            const opened = regions.pop();
            if (opened !== undefined) yield { kind: 'region', start: opened, end };
        } else if (marker) regions.push(start);
    }
    if (run) yield { kind: 'comment', ...run };
}
