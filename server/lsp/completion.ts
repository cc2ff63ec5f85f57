import { type CompletionItem, type CompletionList, type CompletionParams, CompletionRequest, CompletionResolveRequest } from 'vscode-languageserver';
import { expectedAt } from '../../language/editing.ts';
import { documented } from './completion-about.ts';
import { importPaths, nameOffers } from './completion-names.ts';
import { type Here, listed } from './completion-offers.ts';
import { valueOffers } from './completion-values.ts';
import { markOffers, wordOffers } from './completion-words.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const completionFeature: Feature = {
    capabilities: {
        completionProvider: { resolveProvider: true, triggerCharacters: [' ', '.', '"', '/'], completionItem: { labelDetailsSupport: true } },
    },
    answers: [
        answers(CompletionRequest.type, completion),
        answers(CompletionResolveRequest.type, (session: Session, item: CompletionItem) => documented(session, item)),
    ],
};

/** What may be written at a place: words of the language, whole declarations, names in scope, names of other files with their import, values. */
function completion(session: Session, { textDocument, position, context }: CompletionParams): CompletionItem[] | CompletionList {
    const path = session.pathOf(textDocument.uri);
    const source = session.workspace.files.get(path)?.source;
    if (source === undefined) return [];
    const offset = session.offsetAt(path, position);
    const expected = expectedAt(source, offset);
    const here: Here = { path, source, start: expected.start, offset };
    if (expected.importPath) return listed(session, here, importPaths(session, path));
    const byBlank = context?.triggerCharacter === ' ';
    // A blank behind a statement that may end there brings up nothing: a list would only be in the way of the next line.
    if (byBlank && expected.words.some(({ begins }) => begins)) return [];
    return listed(session, here, [
        ...valueOffers(session, here, expected),
        ...nameOffers(session, here, expected),
        ...wordOffers(session, here, expected),
        ...(byBlank ? [] : markOffers(session, here, expected)),
    ]);
}
