import { isNode, type Node, type SpecTree } from '../syntax/tree.ts';
import { type Home, nowhere, resolveImport } from './paths.ts';

/** Identity of a declaration: the file it stands in and its name there, `hospital/emc2.terroir#EMC2`. A term is `file#vocabulary.term`. */
export type Id = string;

/** What one file shows to the others, and whom it asks: no more than that is read when a name is looked up. */
export interface Outline {
    readonly imports: readonly Import[];
    /** Its declarations, by name. */
    readonly declares: ReadonlyMap<string, Declares>;
    /** The names of the terms of each vocabulary that the file adds to. */
    readonly terms: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A declaration as others see it. Whoever names it has the very text by which it is known everywhere: that is found sooner. */
export interface Declares {
    readonly id: Id;
    readonly kind: string;
}

export interface Import {
    /** As written: `./parties.terroir`. */
    readonly written: string;
    /** The file meant. */
    readonly path: string;
    readonly alias: string | undefined;
}

/** A declaration of a file, with the identity that its place in the file gives it. */
export interface Declared {
    readonly id: Id;
    readonly node: Node;
    /** A declaration of that name stands above it in the file. */
    readonly duplicate: boolean;
}

export function idOf(path: string, name: string): Id {
    return `${path}#${name}`;
}

export function pathOf(id: Id): string {
    return id.slice(0, id.lastIndexOf('#'));
}

/** The name without the file: `EMC2`, `category.health`. */
export function nameOf(id: Id): string {
    return id.slice(id.lastIndexOf('#') + 1);
}

/** The name as it stands in the text: without its file, its vocabulary and what keeps it apart from a second one. */
export const plainName = (id: Id): string => nameOf(id).replace(/~\d+$/, '').split('.').at(-1) ?? '';

/** Every declaration of a tree that has a name, terms behind their vocabulary. */
export function* declarationsOf(tree: SpecTree, path: string): Generator<Declared> {
    const seen = new Map<string, number>();
    const declared = (node: Node, name: string): Declared => {
        const before = seen.get(name) ?? 0;
        seen.set(name, before + 1);
        // The second of a name is kept apart, so that both can be shown; `~` cannot stand in a name.
        return { id: idOf(path, before === 0 ? name : `${name}~${before + 1}`), node, duplicate: before > 0 };
    };
    for (const node of (tree.declarations ?? []) as readonly Node[]) {
        const name = node['name'];
        if (typeof name !== 'string') continue;
        yield declared(node, name);
        if (node.$type !== 'Vocabulary') continue;
        for (const term of (node['terms'] as readonly Node[] | undefined) ?? []) {
            if (isNode(term) && typeof term['name'] === 'string') yield declared(term, `${name}.${term['name']}`);
        }
    }
}

export function outlineOf(tree: SpecTree, path: string, home: Home = nowhere, declared: Iterable<Declared> = declarationsOf(tree, path)): Outline {
    const declares = new Map<string, Declares>();
    const terms = new Map<string, Set<string>>();
    for (const { id, node, duplicate } of declared) {
        if (duplicate) continue;
        if (node.$type === 'Term') {
            const name = nameOf(id);
            const dot = name.indexOf('.');
            const vocabulary = name.slice(0, dot);
            const names = terms.get(vocabulary) ?? new Set();
            names.add(name.slice(dot + 1));
            terms.set(vocabulary, names);
        } else declares.set(node['name'] as string, { id, kind: node.$type });
    }
    const imports = (tree.imports ?? []).flatMap(({ path: written, alias }) =>
        written === undefined ? [] : [{ written, path: resolveImport(path, written, home), alias }],
    );
    return { imports, declares, terms };
}
