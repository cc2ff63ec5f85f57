import { type Declaration, type DeclarationLink, DeclarationRequest, type TextDocumentPositionParams } from 'vscode-languageserver';
import { importNames, type Name } from '../../language/editing.ts';
import { pathOf } from '../../language/index.ts';
import { definitionOf } from './definition.ts';
import { answers, type Feature } from './feature.ts';
import { led, type Target } from './leading.ts';
import type { Session } from './session.ts';

export const declarationFeature: Feature = { capabilities: { declarationProvider: true }, answers: [answers(DeclarationRequest.type, declaration)] };

/**
 * Where a file has a name from: the import that brings it in. A definition leads through it to the other file; this one stays,
 * for whoever wonders why a name is known here. What needs no import is where it is defined.
 */
function declaration(session: Session, params: TextDocumentPositionParams): Declaration | DeclarationLink[] | null {
    const name = session.nameAt(params);
    const target = name && (importOf(session, name) ?? definitionOf(session, name));
    return name && target ? led(session, 'declaration', name, [target]) : null;
}

function importOf(session: Session, name: Name): Target | undefined {
    if (name.role !== 'reference' || name.id === undefined || pathOf(name.id) === name.path) return undefined;
    const dot = name.text.indexOf('.');
    const alias = dot < 0 ? undefined : name.text.slice(0, dot);
    const brings = session.importsOf(name.path).findIndex((one) => one.target === pathOf(name.id as string) && one.alias === alias);
    const file = session.workspace.files.get(name.path);
    const imports = file ? [...importNames(file)].filter(({ role }) => role === 'import') : [];
    const found = imports[brings];
    return found && { ...found, name: found };
}
