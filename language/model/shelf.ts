import type { Book } from '../library/book.ts';
import { type Declares, declarationsOf, type Id, type Import, idOf, nameOf, type Outline, outlineOf, pathOf } from '../names/outline.ts';
import { type Home, libraryPath, nowhere, resolveImport } from '../names/paths.ts';
import { readSound } from '../syntax/fast-reader.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import type { Node, SpecTree } from '../syntax/tree.ts';

/** Texts of which it is known what is in them, such as those of the library: a declaration is read when somebody opens it there. */
export class Shelf {
    private readonly volumes = new Map<string, Volume>();
    private readonly open = new Set<Volume>();
    private readonly home: Home;

    constructor(home: Home) {
        this.home = home;
    }

    /** Puts a file of the library there. */
    putBook(book: Book): Volume {
        return this.put(new Volume(book.path, book, undefined, book.contents, undefined, this.home));
    }

    /** Puts any other text there, which can be closed after it was opened. */
    putText(path: string, text: { readonly source: string }, contents: Contents | (() => Contents), parsed?: ParsedSpec): Volume {
        return this.put(new Volume(path, text, undefined, contents, this.open, this.home, parsed));
    }

    /** Puts a text there that was read, and of which nobody will ask what is in it. */
    putAway({ path, source, ids, parsed }: Pick<Volume, 'path' | 'source' | 'ids' | 'parsed'>): Volume {
        return this.put(new Volume(path, { source }, ids, undefined, this.open, this.home, parsed));
    }

    put(volume: Volume): Volume {
        this.volumes.set(volume.path, volume);
        return volume;
    }

    volume(path: string): Volume | undefined {
        return this.volumes.get(path);
    }

    /** The tree of a declaration; nothing if there is none of that name. */
    node(id: Id): Node | undefined {
        return this.volumes.get(pathOf(id))?.node(id);
    }

    /** Takes a text away. */
    remove(path: string): void {
        const volume = this.volumes.get(path);
        if (!volume) return;
        this.volumes.delete(path);
        this.open.delete(volume);
        volume.close();
    }

    /** What is made of a text is at hand: it is to be closed with those that are open. */
    heed(path: string): void {
        this.volumes.get(path)?.heed();
    }

    /** What is open and can be closed. */
    get opened(): ReadonlySet<Volume> {
        return this.open;
    }

    /** Closes what can be closed: whoever opens it again reads it again. */
    close(): void {
        for (const volume of this.open) volume.close();
        this.open.clear();
    }
}

/**
 * What is in a sound text: a line for each declaration, as in a book of the library; where nobody knows where it stands, the line says nothing of
 * that. Above them, what the text imports, with the alias.
 */
export type Contents = string;

export const contentsWith = (
    imports: readonly Pick<Import, 'written' | 'alias'>[],
    declarations: Iterable<{ readonly id: Id; readonly kind: string }>,
): Contents =>
    [...imports.map(({ written, alias }) => JSON.stringify([written, alias])), ...Array.from(declarations, ({ id, kind }) => `${kind} ${nameOf(id)}`)].join(
        '\n',
    );

/** What indexes list of a book, as it says itself. */
export class Listings {
    private readonly listed: Readonly<Record<string, string>>;
    private readonly path: string;
    private readonly keysIn = new Map<string, ReadonlyMap<Id, readonly Id[]>>();

    constructor({ path, listed }: Book) {
        this.path = path;
        this.listed = listed;
    }

    /** What an index lists a declaration of the book under; nothing where the book does not say. */
    keys(index: string, id: Id): readonly Id[] | undefined {
        const lines = this.listed[index];
        if (lines === undefined) return undefined;
        let keys = this.keysIn.get(index);
        if (!keys) this.keysIn.set(index, (keys = keysBy(this.path, linesIn(lines))));
        return keys.get(id) ?? [];
    }
}

function keysBy(path: string, lines: readonly string[]): ReadonlyMap<Id, readonly Id[]> {
    const keys = new Map<Id, Id[]>();
    for (const line of lines) {
        const [key = '', ...names] = line.split(' ');
        const [book = '', name = ''] = key.split('#');
        for (const member of names) {
            const id = idOf(path, member);
            keys.set(id, [...(keys.get(id) ?? []), idOf(libraryPath(book), name)]);
        }
    }
    return keys;
}

/** What is in texts that nobody has read, for whoever looks. */
export interface Catalogue {
    contents(path: string): Contents;
    /** The texts in which something of a kind is declared, and perhaps others. */
    ofKind(kind: string): Iterable<string>;
    /** The texts in which a name is declared, and perhaps others. */
    declaring(name: string): Iterable<string>;
}

/** The kind of each declaration among contents, in their order. */
export const kindsIn = (contents: Contents): readonly string[] => declarationLines(contents).map((line) => line.slice(0, line.indexOf(' ')));

/** The imports among the contents of a file. */
export const importsIn = (path: string, contents: Contents, home: Home): readonly Import[] =>
    linesIn(contents)
        .filter(isImport)
        .map((line) => {
            const [written, alias] = JSON.parse(line) as [string, string | null];
            return { written, path: resolveImport(path, written, home), alias: alias ?? undefined };
        });

/** Whether a text could be read from its beginning to its end. */
export const isReadWhole = ({ problems, broken }: ParsedSpec): boolean => problems.length === 0 && broken.length === 0;

/** What is in a text that was read; nothing where it is not sound: it cannot be read from its beginning to its end, or a name stands twice. */
export function contentsOf(path: string, parsed: ParsedSpec): Contents | undefined {
    const { tree } = parsed;
    const declared = [...declarationsOf(tree, path)];
    if (!isReadWhole(parsed) || declared.some(({ duplicate }) => duplicate)) return undefined;
    return contentsWith(
        outlineOf(tree, path, nowhere, declared).imports,
        declared.map(({ id, node }) => ({ id, kind: node.$type })),
    );
}

/** What was read in a volume, as long as it is open. */
interface Opened {
    source: string | undefined;
    /** What the contents say. */
    face: Face | undefined;
    readonly read: Map<Id, Node>;
    whole: ParsedSpec | undefined;
}

/** What the contents of a volume say. */
interface Face {
    readonly kinds: ReadonlyMap<Id, string>;
    readonly outline: Outline;
    /** Where each declaration stands, if that is known. */
    readonly places: ReadonlyMap<Id, readonly [start: number, end: number]>;
}

/** A text on the shelf. As long as it is closed there is no more of it than the text, what its declarations are called, and the contents if they are known. */
export class Volume {
    readonly path: string;
    readonly hasTwins = false;
    private called: readonly Id[] | undefined;
    private readonly text: { readonly source: string };
    private said: Contents | (() => Contents) | undefined;
    /** What it counts itself among as long as it is open. */
    private readonly open: Set<Volume> | undefined;
    private readonly home: Home;
    private opened: Opened | undefined;

    /**
     * @param ids what its declarations are called, for whom that is not known by the contents
     * @param contents or who says what they are, once somebody looks; nothing where nobody will ask for more than what stands in the text
     * @param parsed the text as it was read, if it was: then it is open from the beginning
     */
    constructor(
        path: string,
        text: { readonly source: string },
        ids: readonly Id[] | undefined,
        contents: Contents | (() => Contents) | undefined,
        open: Set<Volume> | undefined,
        home: Home,
        parsed?: ParsedSpec,
    ) {
        this.path = path;
        this.text = text;
        this.called = ids;
        this.said = contents;
        this.open = open;
        this.home = home;
        if (parsed) this.begin(parsed);
    }

    get source(): string {
        // Of one that was put away the text is at hand as it is.
        if (this.said === undefined) return this.text.source;
        const { inside } = this;
        inside.source ??= this.text.source;
        return inside.source;
    }

    get ids(): readonly Id[] {
        return (this.called ??= idsIn(this.path, this.contents));
    }

    private get contents(): Contents {
        if (typeof this.said === 'function') this.said = this.said();
        if (this.said === undefined) throw new Error(`Nobody has said what is in ${this.path}.`);
        return this.said;
    }

    /** It is closed with those that are open, if it can be. */
    heed(): void {
        this.open?.add(this);
    }

    get kinds(): ReadonlyMap<Id, string> {
        return this.face.kinds;
    }

    get outline(): Outline {
        return this.face.outline;
    }

    /** The file as a whole, for whoever shows or searches it. */
    get parsed(): ParsedSpec {
        const { inside } = this;
        const tree = inside.whole?.tree ?? readSound(this.source);
        if (!tree) throw new Error(`${this.path} cannot be read.`);
        inside.whole ??= { tree, problems: [], broken: [], spoiled: [] };
        return inside.whole;
    }

    node(id: Id): Node | undefined {
        const { read } = this.inside;
        if (!read.has(id)) for (const { id: own, node } of declarationsOf(this.treeWith(id), this.path)) read.set(own, node);
        return read.get(id);
    }

    /** Lets go of all that can be read again. */
    close(): void {
        this.opened = undefined;
    }

    /** What must be read for a declaration: it alone, and with it its terms; or the one that a term stands in; or all, where it is not known what stands where. */
    private treeWith(id: Id): SpecTree {
        if (this.open) return this.inside.read.size > 0 ? nothingMore : this.parsed.tree;
        const { kinds, places } = this.face;
        if (!kinds.has(id)) return nothingMore;
        const name = nameOf(id);
        const place = places.get(id) ?? places.get(idOf(pathOf(id), name.slice(0, name.indexOf('.'))));
        const tree = place && readSound(this.source, ...place);
        if (!tree) throw new Error(`${id} stands elsewhere than the contents say.`);
        return tree;
    }

    private get inside(): Opened {
        return this.opened ?? this.begin();
    }

    private begin(whole?: ParsedSpec): Opened {
        this.heed();
        return (this.opened = { source: undefined, face: undefined, read: new Map(), whole });
    }

    private get face(): Face {
        const { inside, path, home } = this;
        return (inside.face ??= faceOf(path, this.ids, this.contents, home));
    }
}

const nothingMore: SpecTree = { $type: 'Spec', $start: 0, $end: 0, imports: [], declarations: [] };

function faceOf(path: string, ids: readonly Id[], contents: Contents, home: Home): Face {
    const places = new Map<Id, readonly [start: number, end: number]>();
    const kinds = new Map<Id, string>();
    const declares = new Map<string, Declares>();
    const terms = new Map<string, Set<string>>();
    for (const [i, line] of declarationLines(contents).entries()) {
        const [kind = '', name = '', start, end] = line.split(' ');
        const id = ids[i] as Id;
        kinds.set(id, kind);
        if (kind === 'Term') {
            const dot = name.indexOf('.');
            terms.get(name.slice(0, dot))?.add(name.slice(dot + 1));
            continue;
        }
        declares.set(name, { id, kind });
        if (start !== undefined) places.set(id, [Number(start), Number(end)]);
        if (kind === 'Vocabulary') terms.set(name, new Set());
    }
    // A vocabulary without terms shows none.
    for (const [vocabulary, names] of terms) if (names.size === 0) terms.delete(vocabulary);
    return { kinds, outline: { imports: importsIn(path, contents, home), declares, terms }, places };
}

/** What declarations are called. Each is a text of its own: a part of another one would hold all of that, and whoever lists declarations holds these. */
const idsIn = (path: string, contents: Contents): readonly Id[] => declarationLines(contents).map((line) => [path, line.split(' ')[1]].join('#'));

const linesIn = (contents: Contents): readonly string[] => (contents === '' ? [] : contents.split('\n'));

const isImport = (line: string): boolean => line.startsWith('[');

const declarationLines = (contents: Contents): readonly string[] => linesIn(contents).filter((line) => !isImport(line));
