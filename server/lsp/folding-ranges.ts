import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams, FoldingRangeRequest } from 'vscode-languageserver';
import { type Fold, foldsOf } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const foldingRangesFeature: Feature = { capabilities: { foldingRangeProvider: true }, answers: [answers(FoldingRangeRequest.type, foldingRanges)] };

const kinds: Readonly<Record<Fold['kind'], Pick<FoldingRange, 'kind'>>> = {
    block: {},
    comment: { kind: FoldingRangeKind.Comment },
    imports: { kind: FoldingRangeKind.Imports },
    region: { kind: FoldingRangeKind.Region },
};

/** What may be folded away, for an editor that folds whole lines or between characters. */
function foldingRanges(session: Session, { textDocument }: FoldingRangeParams): FoldingRange[] | null {
    const path = session.pathOf(textDocument.uri);
    const file = session.workspace.files.get(path);
    if (!file) return null;
    const { wholeLines, most } = session.wishes.folding;
    const ranges: FoldingRange[] = [];
    for (const { kind, start, end, closesOnItsLine } of foldsOf(file.source, file.parsed)) {
        const range = session.range({ path, start, end });
        const lines = { startLine: range.start.line, endLine: range.end.line - (wholeLines && closesOnItsLine ? 1 : 0) };
        if (lines.startLine >= lines.endLine || (wholeLines && ranges.at(-1)?.startLine === lines.startLine)) continue;
        const characters = wholeLines ? {} : { startCharacter: range.start.character, endCharacter: range.end.character };
        ranges.push({ ...lines, ...characters, ...kinds[kind] });
    }
    return ranges.length <= most ? ranges : outermost(ranges, most);
}

/** Where an editor takes only so many, those that hold the others. */
function outermost(ranges: readonly FoldingRange[], most: number): FoldingRange[] {
    const holding: number[] = [];
    const depths = ranges.map(({ endLine }) => {
        while (holding.length > 0 && (holding.at(-1) as number) < endLine) holding.pop();
        return holding.push(endLine);
    });
    const kept = new Set([...depths.keys()].sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0) || a - b).slice(0, most));
    return ranges.filter((_, i) => kept.has(i));
}
