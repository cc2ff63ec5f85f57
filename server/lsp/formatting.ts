import {
    DocumentFormattingRequest,
    DocumentOnTypeFormattingRequest,
    DocumentRangeFormattingRequest,
    DocumentRangesFormattingRequest,
    type FormattingOptions,
    type Range,
    type TextDocumentIdentifier,
    type TextEdit,
} from 'vscode-languageserver';
import { type Change, formatBehindBrace, formatBehindNewline, formatChanges } from '../../language/editing.ts';
import { isLibraryPath, type SpecFile } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const formattingFeature: Feature = {
    capabilities: {
        documentFormattingProvider: true,
        documentRangeFormattingProvider: { rangesSupport: true },
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
    },
    answers: [
        answers(DocumentFormattingRequest.type, (session, { textDocument, options }) =>
            edits(session, textDocument, ({ source, parsed }) => formatChanges(source, parsed, options)),
        ),
        answers(DocumentRangeFormattingRequest.type, (session, { textDocument, range, options }) => within(session, textDocument, [range], options)),
        answers(DocumentRangesFormattingRequest.type, (session, { textDocument, ranges, options }) => within(session, textDocument, ranges, options)),
        answers(DocumentOnTypeFormattingRequest.type, (session, { textDocument, position, ch, options }) =>
            edits(session, textDocument, ({ path, source, parsed }) => {
                const behind = ch === '}' ? formatBehindBrace : formatBehindNewline;
                return behind(source, parsed, session.offsetAt(path, position), options);
            }),
        ),
    ],
};

function within(session: Session, document: TextDocumentIdentifier, ranges: readonly Range[], options: FormattingOptions): TextEdit[] | null {
    return edits(session, document, ({ path, source, parsed }) => {
        const stretches = ranges.map(({ start, end }) => ({ start: session.offsetAt(path, start), end: session.offsetAt(path, end) }));
        return formatChanges(source, parsed, options, stretches);
    });
}

/** The changes of a file as edits; none of the library's, which nobody can write. */
function edits(session: Session, { uri }: TextDocumentIdentifier, changes: (file: SpecFile) => readonly Change[]): TextEdit[] | null {
    const path = session.pathOf(uri);
    const file = session.workspace.files.get(path);
    if (!file || isLibraryPath(path)) return null;
    return changes(file).map(({ start, end, text }) => ({ range: session.range({ path, start, end }), newText: text }));
}
