import { SelectionRange, type SelectionRangeParams, SelectionRangeRequest } from 'vscode-languageserver';
import { selectionsAt } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const selectionRangesFeature: Feature = {
    capabilities: { selectionRangeProvider: true },
    answers: [answers(SelectionRangeRequest.type, selectionRanges)],
};

/** For each place what a selection there grows through. */
function selectionRanges(session: Session, { textDocument, positions }: SelectionRangeParams): SelectionRange[] | null {
    const path = session.pathOf(textDocument.uri);
    const file = session.workspace.files.get(path);
    if (!file) return null;
    return positions.map((position) => {
        const around = selectionsAt(file.source, file.parsed, session.offsetAt(path, position));
        const nothing: SelectionRange = { range: { start: position, end: position } };
        return (
            around.reduceRight<SelectionRange | undefined>(
                (parent, stretch) => SelectionRange.create(session.range({ path, ...stretch }), parent),
                undefined,
            ) ?? nothing
        );
    });
}
