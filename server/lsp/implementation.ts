import { type Definition, type DefinitionLink, ImplementationRequest, type TextDocumentPositionParams } from 'vscode-languageserver';
import { bearersOf } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { led, placeTarget } from './leading.ts';
import type { Session } from './session.ts';

export const implementationFeature: Feature = {
    capabilities: { implementationProvider: true },
    answers: [answers(ImplementationRequest.type, implementation, { whole: true })],
};

/** What bears a declaration out: a commitment the contracts in transition under it, data the contracts that host them … `bearersOf` says which. */
function implementation(session: Session, params: TextDocumentPositionParams): Definition | DefinitionLink[] | null {
    const name = session.nameAt(params);
    if ((name?.role !== 'declaration' && name?.role !== 'reference') || name.id === undefined) return null;
    const targets = bearersOf(session.ask, name.id).map((place) => placeTarget(session, place));
    return led(
        session,
        'implementation',
        name,
        targets.filter((target) => target !== undefined),
    );
}
