import type { Definition, DefinitionLink } from 'vscode-languageserver';
import type { Span } from '../../language/editing.ts';
import { type Id, type Place, pathOf } from '../../language/index.ts';
import type { Session } from './session.ts';

/** The ways in which a name leads somewhere, each a request of its own. */
export type Leading = 'declaration' | 'definition' | 'typeDefinition' | 'implementation';

/** Where a name leads: all of it, and what of it is its name. */
export type Target = Span & { readonly name: Span };

/** Where a name leads, as the editor takes it: with what is underlined meanwhile, where it can show that. */
export function led(session: Session, how: Leading, from: Span, targets: readonly Target[]): Definition | DefinitionLink[] | null {
    const shown = targets.flatMap((target) => {
        const uri = session.uriOf(target.path);
        return uri === undefined ? [] : [{ uri, target }];
    });
    if (shown.length === 0) return null;
    if (!session.wishes.links.has(how)) return shown.map(({ uri, target }) => ({ uri, range: session.range(target.name) }));
    return shown.map(({ uri, target }) => ({
        originSelectionRange: session.range(from),
        targetUri: uri,
        targetRange: session.range(target),
        targetSelectionRange: session.range(target.name),
    }));
}

/** A declaration, by its name. */
export function declarationTarget(session: Session, id: Id): Target | undefined {
    const node = session.workspace.node(id);
    const name = session.workspace.span({ id, path: 'name' });
    return node && name && { path: pathOf(id), start: node.$start, end: node.$end, name };
}

/** A statement, or a declaration where its name is meant. */
export function placeTarget(session: Session, place: Place): Target | undefined {
    if (place.path === 'name') return declarationTarget(session, place.id);
    const span = session.workspace.span(place);
    return span && { ...span, name: span };
}
