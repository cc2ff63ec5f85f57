import { type Definition, type DefinitionLink, DefinitionRequest, type TextDocumentPositionParams } from 'vscode-languageserver';
import { nameAt, namesIn } from '../../language/editing.ts';
import { pathOf } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const definitionFeature: Feature = { capabilities: { definitionProvider: true }, answers: [answers(DefinitionRequest.type, definition)] };

/** Where a name is declared, be it in the library; the file that an import means. */
function definition(session: Session, { textDocument, position }: TextDocumentPositionParams): Definition | DefinitionLink[] | null {
    const path = session.pathOf(textDocument.uri);
    const name = nameAt(session.workspace, path, session.offsetAt(path, position));
    if (!name) return null;
    const target = targetOf(session, name);
    const uri = target && session.uriOf(target.path);
    if (!target || uri === undefined) return null;
    if (!session.wishes.links) return { uri, range: session.range(target.name) };
    return [
        { originSelectionRange: session.range(name), targetUri: uri, targetRange: session.range(target), targetSelectionRange: session.range(target.name) },
    ];
}

type Stretch = { readonly path: string; readonly start: number; readonly end: number };

function targetOf(session: Session, name: NonNullable<ReturnType<typeof nameAt>>): (Stretch & { readonly name: Stretch }) | undefined {
    if (name.role === 'import') {
        const start = { path: name.target, start: 0, end: 0 };
        return session.workspace.files.has(name.target) ? { ...start, name: start } : undefined;
    }
    if (name.role === 'alias') {
        for (const other of namesIn(session.workspace, name.path)) {
            if (other.role === 'alias' && other.declares && other.alias === name.alias) return { ...other, name: other };
        }
        return undefined;
    }
    if (name.role === 'rule' || name.id === undefined) return undefined;
    const node = session.workspace.node(name.id);
    const span = session.workspace.span({ id: name.id, path: 'name' });
    return node && span && { path: pathOf(name.id), start: node.$start, end: node.$end, name: span };
}
