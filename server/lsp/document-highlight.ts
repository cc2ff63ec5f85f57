import { type DocumentHighlight, DocumentHighlightKind, DocumentHighlightRequest, type TextDocumentPositionParams } from 'vscode-languageserver';
import { meantBy, type Name, namesIn, type Occurrence, occurrencesIn, writtenAt } from '../../language/editing.ts';
import { pathOf } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const documentHighlightFeature: Feature = {
    capabilities: { documentHighlightProvider: true },
    answers: [answers(DocumentHighlightRequest.type, documentHighlight)],
};

/**
 * Where a file means the same as at the cursor; on an import, what it brings in. Words of the language are none of it, so an
 * editor is told of no place for them and does not look for the word itself; elsewhere it may.
 */
function documentHighlight(session: Session, params: TextDocumentPositionParams): DocumentHighlight[] | null {
    const name = session.nameAt(params);
    const path = session.pathOf(params.textDocument.uri);
    if (!name) {
        const file = session.workspace.files.get(path);
        return file && writtenAt(session.workspace, file, session.offsetAt(path, params.position)) ? [] : null;
    }
    const meant = meantBy(name, session.judge.rules);
    const found = name.role === 'import' ? broughtInBy(session, name) : meant ? occurrencesIn(session.workspace, meant, path) : [];
    return found.map((one) => ({ range: session.range(one), kind: one.declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }));
}

function broughtInBy(session: Session, name: Name & { readonly role: 'import' }): Occurrence[] {
    const found: Occurrence[] = [{ ...name, declares: true }];
    for (const one of namesIn(session.workspace, name.path)) {
        if (one.role === 'reference' && one.id !== undefined && pathOf(one.id) === name.target) found.push({ ...one, declares: false });
    }
    return found;
}
