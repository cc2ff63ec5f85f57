import { type Location, type ReferenceParams, ReferencesRequest } from 'vscode-languageserver';
import { meantBy, occurrencesOf } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';

export const referencesFeature: Feature = {
    capabilities: { referencesProvider: true },
    answers: [answers(ReferencesRequest.type, references, { whole: true })],
};

/** Everywhere in the workspace and the library that means the same as the name here: of an import, who else imports that file; of a rule, what waives it. */
function* references(session: Session, params: ReferenceParams): Steps<Location[] | null> {
    const name = session.nameAt(params);
    const meant = name && meantBy(name, session.judge.rules);
    if (!meant) return null;
    return (yield* occurrencesOf(session.workspace, meant))
        .filter(({ declares }) => params.context.includeDeclaration || !declares)
        .map((span) => session.location(span))
        .filter((location) => location !== undefined);
}
