import { type Id, idOf, nameOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { Message } from '../syntax/message.ts';
import type { Node } from '../syntax/tree.ts';
import type { Ask } from './ask.ts';
import { all } from './declarations.ts';
import type { Cell } from './question.ts';
import { alike } from './sameness.ts';
import type { Workspace } from './workspace.ts';

/*
 * What a plan of infrastructure wants to build, as far as specs have something to say about it. Which formats there are, and what
 * the regions of a provider are called, is the affair of whoever reads the plan.
 */

/** Where a part of a resource is to lie: a place of the library, or why nobody can tell. */
export type PlannedPlace = { readonly region: string; readonly place: string; readonly way: Message } | { readonly unknown: Message };

/** A resource of a plan. */
export interface Planned {
    /** As the plan calls it: `module.records.azurerm_storage_account.main["a"]`. */
    readonly address: string;
    /** The service that it belongs to, as it is written on the resource or in a map; or why none is known. */
    readonly service: { readonly named: string } | { readonly unknown: Message };
    /** Each place it is to lie in; never empty: what names none is unknown. */
    readonly places: readonly PlannedPlace[];
    /** Where the plan names it, as offsets. */
    readonly start: number;
    readonly end: number;
}

export const plannedCell: Cell<Planned | undefined> = { name: 'planned', none: undefined, same: alike };

/** The kind that a resource has among declarations: the grammar has none, no spec can declare one. */
export const resourceKind = 'Resource';

/** Puts a plan beside the specs. Its resources are declarations with places in its text; they state nothing and nobody can name them. */
export function setPlan(workspace: Workspace, path: string, source: string, resources: readonly Planned[]): void {
    const declarations = resources.map(({ address, start, end }): Node => {
        const $nameLength = end - start;
        // What stands behind `#` in an identity is the name.
        return { $type: resourceKind, name: address.replaceAll('#', '%23'), label: address, $start: start, $end: end, $nameStart: start, $nameLength };
    });
    const tree = { $type: 'Spec', $start: 0, $end: source.length, imports: [], declarations } as never;
    workspace.set(path, source, { tree, problems: [], broken: [], spoiled: [] });
    resources.forEach((resource, i) => {
        workspace.engine.set(plannedCell, idOf(path, String(declarations[i]?.['name'])), resource);
    });
}

/**
 * The services that a name on a resource may mean. Written exactly counts first; then any case, since labels of some providers have
 * small letters only; a spec's own before the library's. `file.terroir#Name` tells two of one name apart.
 */
export function servicesNamed(ask: Ask, named: string): readonly Id[] {
    const services = all(ask, 'Service');
    const folded = named.normalize('NFC').toLowerCase();
    const ways: ((id: Id) => boolean)[] = [(id) => id === named, (id) => nameOf(id) === named.normalize('NFC'), (id) => nameOf(id).toLowerCase() === folded];
    for (const isMeant of ways) {
        const found = services.filter(isMeant);
        const own = found.filter((id) => !isLibraryPath(id));
        if (own.length > 0) return own;
        if (found.length > 0) return found;
    }
    return [];
}
