import type { Range, SymbolKind } from 'vscode-languageserver';
import { type Id, pathOf, plainName } from '../../language/index.ts';
import type { Session } from './session.ts';
import { symbolKindOf } from './symbol-kinds.ts';

/** A declaration as one of a hierarchy; the editor hands it back to ask for those around it. */
export interface HierarchyItem {
    readonly name: string;
    readonly kind: SymbolKind;
    readonly detail?: string;
    readonly uri: string;
    readonly range: Range;
    readonly selectionRange: Range;
    readonly data: { readonly id: Id };
}

/** Nothing for what the editor cannot show. */
export function hierarchyItem(session: Session, id: Id, detail: string | undefined): HierarchyItem | undefined {
    const node = session.workspace.node(id);
    const name = session.workspace.span({ id, path: 'name' });
    const uri = session.uriOf(pathOf(id));
    if (!node || !name || uri === undefined) return undefined;
    return {
        name: plainName(id),
        kind: symbolKindOf(node.$type),
        ...(detail ? { detail } : {}),
        uri,
        range: session.range({ path: pathOf(id), start: node.$start, end: node.$end }),
        selectionRange: session.range(name),
        data: { id },
    };
}

/** The declaration that the editor points at, as the root of a hierarchy that such declarations are in. */
export function hierarchyRoot(session: Session, params: Parameters<Session['nameAt']>[0], kinds: ReadonlySet<string>): HierarchyItem[] | null {
    const name = session.nameAt(params);
    if ((name?.role !== 'declaration' && name?.role !== 'reference') || name.id === undefined) return null;
    const node = session.workspace.node(name.id);
    if (!kinds.has(node?.$type ?? '')) return null;
    const item = hierarchyItem(session, name.id, typeof node?.['label'] === 'string' ? node['label'] : undefined);
    return item ? [item] : null;
}
