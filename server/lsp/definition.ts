import { type Definition, type DefinitionLink, DefinitionRequest, type TextDocumentPositionParams } from 'vscode-languageserver';
import { type Name, nameMeantAt, namesIn } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import { declarationTarget, led, type Target } from './leading.ts';
import type { Session } from './session.ts';

export const definitionFeature: Feature = { capabilities: { definitionProvider: true }, answers: [answers(DefinitionRequest.type, definition)] };

/** Where a name is declared, be it in the library; the file that an import means. */
function definition(session: Session, params: TextDocumentPositionParams): Definition | DefinitionLink[] | null {
    const path = session.pathOf(params.textDocument.uri);
    const name = session.nameAt(params) ?? nameMeantAt(session.workspace, path, session.offsetAt(path, params.position));
    const target = name && definitionOf(session, name);
    return name && target ? led(session, 'definition', name, [target]) : null;
}

export function definitionOf(session: Session, name: Name): Target | undefined {
    switch (name.role) {
        case 'import': {
            const start = { path: name.target, start: 0, end: 0 };
            return session.workspace.files.has(name.target) ? { ...start, name: start } : undefined;
        }
        case 'alias':
            for (const other of namesIn(session.workspace, name.path)) {
                if (other.role === 'alias' && other.declares && other.alias === name.alias) return { ...other, name: other };
            }
            return undefined;
        case 'rule':
            return undefined;
        default:
            return name.id === undefined ? undefined : declarationTarget(session, name.id);
    }
}
