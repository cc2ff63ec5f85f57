import { type Location, type ReferenceParams, ReferencesRequest } from 'vscode-languageserver';
import { nameAt, type Occurrence, occurrencesOf, occurrencesOfAlias } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';

export const referencesFeature: Feature = {
    capabilities: { referencesProvider: true },
    answers: [answers(ReferencesRequest.type, references, { whole: true })],
};

/** Everywhere in the workspace and the library that means the same as the name here. */
function* references(session: Session, { textDocument, position, context }: ReferenceParams): Steps<Location[] | null> {
    const path = session.pathOf(textDocument.uri);
    const name = nameAt(session.workspace, path, session.offsetAt(path, position));
    if (!name || name.role === 'import' || name.role === 'rule') return null;
    if (name.role === 'alias') return located(session, occurrencesOfAlias(session.workspace, path, name.alias), context.includeDeclaration);
    return name.id === undefined ? null : located(session, yield* occurrencesOf(session.workspace, name.id), context.includeDeclaration);
}

function located(session: Session, found: readonly Occurrence[], withDeclaration: boolean): Location[] {
    const wanted = found.filter(({ declares }) => withDeclaration || !declares);
    return wanted.map((span) => session.location(span)).filter((location) => location !== undefined);
}
