import { type Definition, type DefinitionLink, type TextDocumentPositionParams, TypeDefinitionRequest } from 'vscode-languageserver';
import type { Name } from '../../language/editing.ts';
import { type Id, sortsOf } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { declarationTarget, led } from './leading.ts';
import type { Session } from './session.ts';

export const typeDefinitionFeature: Feature = {
    capabilities: { typeDefinitionProvider: true },
    answers: [answers(TypeDefinitionRequest.type, typeDefinition)],
};

/** What sort of thing a name means: a term its vocabulary, an organisation its kinds … `sortsOf` says which; a rule the norms that it judges by. */
function typeDefinition(session: Session, params: TextDocumentPositionParams): Definition | DefinitionLink[] | null {
    const name = session.nameAt(params);
    if (!name) return null;
    const targets = sorts(session, name).map((id) => declarationTarget(session, id));
    return led(
        session,
        'typeDefinition',
        name,
        targets.filter((target) => target !== undefined),
    );
}

function sorts(session: Session, name: Name): readonly Id[] {
    if (name.role === 'rule') {
        const rule = session.judge.rules.find(({ id, formerly }) => id === name.rule || formerly?.includes(name.rule));
        return rule ? session.judge.cited(rule, session.day).map(({ id }) => id) : [];
    }
    if (name.role === 'import' || name.role === 'alias' || name.id === undefined) return [];
    return sortsOf(session.ask, name.id);
}
