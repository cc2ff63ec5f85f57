import type { Book } from '../library/book.ts';
import { declarationsOf, type Id, type Import, idOf, nameOf, type Outline, outlineOf, pathOf } from '../names/outline.ts';
import { resolveImport } from '../names/paths.ts';
import { readSound } from '../syntax/fast-reader.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import type { Node } from '../syntax/tree.ts';

/** Texts of which it is known what is in them, such as those of the library: a declaration is read when somebody opens it there. */
export class Shelf {
    private readonly volumes = new Map<string, Volume>();
    /** What is open and can be closed. */
    private readonly open = new Set<Volume>();

    /** Puts a file of the library there. */
    putBook(book: Book): Volume {
        return this.put(Volume.of(book));
    }

    /** Puts any other text there, which can be closed after it was opened. */
    putText(path: string, text: { readonly source: string }, contents: Contents, parsed?: ParsedSpec): Volume {
        return this.put(Volume.containing(path, text, contents, this.open, parsed));
    }

    private put(volume: Volume): Volume {
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

    /** Closes what can be closed: whoever opens it again reads it again. */
    close(): void {
        for (const volume of this.open) volume.close();
        this.open.clear();
    }
}

/** What is in a sound text. */
export interface Contents {
    /** Its declarations and their kinds, in the order of the text, terms of vocabularies included. */
    readonly kinds: ReadonlyMap<Id, string>;
    /** What it shows to others. */
    readonly outline: Outline;
}

/** What is in a text that was read; nothing where it is not sound: it cannot be read from its beginning to its end, or a name stands twice. */
export function contentsOf(path: string, { tree, problems, broken }: ParsedSpec): Contents | undefined {
    const declared = [...declarationsOf(tree, path)];
    if (problems.length > 0 || broken.length > 0 || declared.some(({ duplicate }) => duplicate)) return undefined;
    return { kinds: new Map(declared.map(({ id, node }) => [id, node.$type])), outline: outlineOf(tree, path, declared) };
}

/** What is in a volume, as long as it is open. */
interface Opened extends Contents {
    readonly source: string;
    /** Where each declaration stands, if that is known. */
    readonly places: ReadonlyMap<Id, readonly [start: number, end: number]>;
    readonly read: Map<Id, Node>;
    whole: ParsedSpec | undefined;
}

/** A text on the shelf. As long as it is closed there is no more of it than the text, a line for each declaration, and what each is called. */
export class Volume {
    readonly path: string;
    readonly ids: readonly Id[];
    readonly hasTwins = false;
    private readonly text: { readonly source: string };
    /** As in a book of the library, with imports above. Where nobody knows where a declaration stands, its line says nothing of that. */
    private readonly contents: string;
    /** What it counts itself among as long as it is open. */
    private readonly open: Set<Volume> | undefined;
    private opened: Opened | undefined;

    private constructor(path: string, text: { readonly source: string }, contents: string, open?: Set<Volume>) {
        this.path = path;
        this.text = text;
        this.contents = contents;
        this.open = open;
        // Put together so that each is a text of its own: a part of another one would hold all of that, and whoever lists declarations holds these.
        this.ids = declarationLines(contents).map((line) => [path, line.split(' ')[1]].join('#'));
    }

    /** A file of the library. */
    static of(book: Book): Volume {
        return new Volume(book.path, book, book.contents);
    }

    /** Any other text. */
    static containing(path: string, text: { readonly source: string }, contents: Contents, open: Set<Volume>, parsed?: ParsedSpec): Volume {
        const { kinds, outline } = contents;
        const imports = outline.imports.map(({ written, alias }) => JSON.stringify([written, alias]));
        const declarations = [...kinds].map(([id, kind]) => `${kind} ${nameOf(id)}`);
        const volume = new Volume(path, text, [...imports, ...declarations].join('\n'), open);
        if (parsed) volume.begin({ ...contents, places: new Map() }, parsed);
        return volume;
    }

    get source(): string {
        return this.inside.source;
    }

    get kinds(): ReadonlyMap<Id, string> {
        return this.inside.kinds;
    }

    get outline(): Outline {
        return this.inside.outline;
    }

    /** The file as a whole, for whoever shows or searches it. */
    get parsed(): ParsedSpec {
        const { inside } = this;
        const tree = inside.whole?.tree ?? readSound(inside.source);
        if (!tree) throw new Error(`${this.path} cannot be read.`);
        inside.whole ??= { tree, problems: [], broken: [], spoiled: [] };
        return inside.whole;
    }

    node(id: Id): Node | undefined {
        const { read, kinds } = this.inside;
        if (!read.has(id) && kinds.has(id)) this.lookUp(id);
        return read.get(id);
    }

    /** Lets go of all that can be read again. */
    close(): void {
        this.opened = undefined;
    }

    /** Reads a declaration, and with it its terms; or the one that a term stands in; or all, where it is not known what stands where. */
    private lookUp(id: Id): void {
        const name = nameOf(id);
        const { places, read, source } = this.inside;
        const place = places.get(id) ?? places.get(idOf(pathOf(id), name.slice(0, name.indexOf('.'))));
        const tree = places.size === 0 ? this.parsed.tree : place && readSound(source, ...place);
        if (!tree) throw new Error(`${id} stands elsewhere than the contents say.`);
        for (const { id: own, node } of declarationsOf(tree, this.path)) read.set(own, node);
    }

    private get inside(): Opened {
        return this.opened ?? this.begin(this.readContents());
    }

    private begin(contents: Omit<Opened, 'source' | 'read' | 'whole'>, whole?: ParsedSpec): Opened {
        this.open?.add(this);
        const { source } = this.text;
        return (this.opened = { ...contents, source, read: new Map(), whole });
    }

    private readContents(): Omit<Opened, 'source' | 'read' | 'whole'> {
        const { path, ids, contents } = this;
        const places = new Map<Id, readonly [start: number, end: number]>();
        const kinds = new Map<Id, string>();
        const declares = new Map<string, string>();
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
            declares.set(name, kind);
            if (start !== undefined) places.set(id, [Number(start), Number(end)]);
            if (kind === 'Vocabulary') terms.set(name, new Set());
        }
        // A vocabulary without terms shows none.
        for (const [vocabulary, names] of terms) if (names.size === 0) terms.delete(vocabulary);
        const imports = importLines(contents).map((line): Import => {
            const [written, alias] = JSON.parse(line) as [string, string | null];
            return { written, path: resolveImport(path, written), alias: alias ?? undefined };
        });
        return { kinds, outline: { imports, declares, terms }, places };
    }
}

const linesIn = (contents: string): readonly string[] => (contents === '' ? [] : contents.split('\n'));

const isImport = (line: string): boolean => line.startsWith('[');

const importLines = (contents: string): readonly string[] => linesIn(contents).filter(isImport);

const declarationLines = (contents: string): readonly string[] => linesIn(contents).filter((line) => !isImport(line));
