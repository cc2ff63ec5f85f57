import type { Book } from '../library/book.ts';
import { declarationsOf, type Id, idOf, nameOf, type Outline, pathOf } from '../names/outline.ts';
import { readSound } from '../syntax/fast-reader.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import type { Node } from '../syntax/tree.ts';

/** The library as it stands on its shelf: what is in it is known, a declaration of it is read when somebody opens it there. */
export class Shelf {
    private readonly books = new Map<string, Volume>();

    constructor(books: readonly Book[]) {
        for (const book of books) this.books.set(book.path, new Volume(book));
    }

    get volumes(): IterableIterator<Volume> {
        return this.books.values();
    }

    /** The tree of a declaration; nothing if the library has none of that name. */
    node(id: Id): Node | undefined {
        const hash = id.lastIndexOf('#');
        return this.books.get(id.slice(0, hash))?.node(id);
    }
}

/** One file of the library. */
export class Volume {
    readonly path: string;
    readonly source: string;
    /** Its declarations, in the order of the text, terms of vocabularies included. */
    readonly ids: readonly Id[];
    readonly kinds: ReadonlyMap<Id, string>;
    /** What it shows to others. A book of the library imports nothing. */
    readonly outline: Outline;
    private readonly places = new Map<Id, readonly [start: number, end: number]>();
    private readonly read = new Map<Id, Node>();
    private whole: ParsedSpec | undefined;

    constructor({ path, source, contents }: Book) {
        this.path = path;
        this.source = source;
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
            this.places.set(id, [Number(start), Number(end)]);
            if (kind === 'Vocabulary') terms.set(name, new Set());
        }
        // A vocabulary without terms shows none.
        for (const [vocabulary, names] of terms) if (names.size === 0) terms.delete(vocabulary);
        this.kinds = kinds;
        this.ids = [...kinds.keys()];
        this.outline = { imports: [], declares, terms };
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

    /** Reads a declaration, and with it its terms; or the one that a term stands in. */
    private open(id: Id): void {
        const name = nameOf(id);
        const place = this.places.get(id) ?? this.places.get(idOf(pathOf(id), name.slice(0, name.indexOf('.'))));
        const tree = place && readSound(this.source, ...place);
        if (!tree) throw new Error(`${id} stands elsewhere than the contents say.`);
        for (const { id: own, node } of declarationsOf(tree, this.path)) this.read.set(own, node);
    }
}
