import type { Book } from '../library/book.ts';
import { declarationsOf, type Id, idOf, nameOf, type Outline, pathOf } from '../names/outline.ts';
import { readSound } from '../syntax/fast-reader.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import type { Node } from '../syntax/tree.ts';

/** Texts of which it is known what is in them, such as those of the library: a declaration is read when somebody opens it there. */
export class Shelf {
    private readonly volumes = new Map<string, Volume>();

    put(volume: Volume): void {
        this.volumes.set(volume.path, volume);
    }

    /** The tree of a declaration; nothing if there is none of that name. */
    node(id: Id): Node | undefined {
        const hash = id.lastIndexOf('#');
        return this.volumes.get(id.slice(0, hash))?.node(id);
    }
}

/** A sound text of which it is known what is in it. */
export interface Known {
    readonly path: string;
    readonly source: string;
    /** Its declarations and their kinds, in the order of the text, terms of vocabularies included. */
    readonly kinds: ReadonlyMap<Id, string>;
    /** What it shows to others. */
    readonly outline: Outline;
}

/** A text on the shelf. */
export class Volume implements Known {
    readonly path: string;
    readonly source: string;
    readonly ids: readonly Id[];
    readonly hasTwins = false;
    readonly kinds: ReadonlyMap<Id, string>;
    readonly outline: Outline;
    /** Where each declaration stands, if that is known. */
    private readonly places: ReadonlyMap<Id, readonly [start: number, end: number]>;
    private readonly read = new Map<Id, Node>();
    private whole: ParsedSpec | undefined;

    constructor({ path, source, kinds, outline }: Known, places: Volume['places'] = new Map()) {
        this.path = path;
        this.source = source;
        this.ids = [...kinds.keys()];
        this.kinds = kinds;
        this.outline = outline;
        this.places = places;
    }

    /** A file of the library. */
    static of({ path, source, contents }: Book): Volume {
        const places = new Map<Id, readonly [start: number, end: number]>();
        const kinds = new Map<Id, string>();
        const declares = new Map<string, string>();
        const terms = new Map<string, Set<string>>();
        for (const line of contents.split('\n')) {
            const [kind = '', name = '', start, end] = line.split(' ');
            const id = idOf(path, name);
            kinds.set(id, kind);
            if (kind === 'Term') {
                const dot = name.indexOf('.');
                terms.get(name.slice(0, dot))?.add(name.slice(dot + 1));
                continue;
            }
            declares.set(name, kind);
            places.set(id, [Number(start), Number(end)]);
            if (kind === 'Vocabulary') terms.set(name, new Set());
        }
        // A vocabulary without terms shows none.
        for (const [vocabulary, names] of terms) if (names.size === 0) terms.delete(vocabulary);
        // A book of the library imports nothing.
        return new Volume({ path, source, kinds, outline: { imports: [], declares, terms } }, places);
    }

    /** The file as a whole, for whoever shows or searches it. */
    get parsed(): ParsedSpec {
        const tree = this.whole?.tree ?? readSound(this.source);
        if (!tree) throw new Error(`${this.path} cannot be read.`);
        this.whole ??= { tree, problems: [], broken: [], spoiled: [] };
        return this.whole;
    }

    node(id: Id): Node | undefined {
        if (!this.read.has(id) && this.kinds.has(id)) this.open(id);
        return this.read.get(id);
    }

    /** Reads a declaration, and with it its terms; or the one that a term stands in; or all, where it is not known what stands where. */
    private open(id: Id): void {
        const name = nameOf(id);
        const place = this.places.get(id) ?? this.places.get(idOf(pathOf(id), name.slice(0, name.indexOf('.'))));
        const tree = this.places.size === 0 ? this.parsed.tree : place && readSound(this.source, ...place);
        if (!tree) throw new Error(`${id} stands elsewhere than the contents say.`);
        for (const { id: own, node } of declarationsOf(tree, this.path)) this.read.set(own, node);
    }
}
