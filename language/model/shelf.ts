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
        return this.put(new Volume(book.path, book, book.contents));
    }

    /** Puts any other text there, which can be closed after it was opened. */
    putText(path: string, text: { readonly source: string }, contents: Contents, parsed?: ParsedSpec): Volume {
        return this.put(new Volume(path, text, contents, this.open, parsed));
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

/** The kind of each declaration among contents, in their order. */
export const kindsIn = (contents: Contents): readonly string[] => declarationLines(contents).map((line) => line.slice(0, line.indexOf(' ')));

/** The imports among the contents of a file. */
export const importsIn = (path: string, contents: Contents): readonly Import[] =>
    linesIn(contents)
        .filter(isImport)
        .map((line) => {
            const [written, alias] = JSON.parse(line) as [string, string | null];
            return { written, path: resolveImport(path, written), alias: alias ?? undefined };
        });

/** What is in a text that was read; nothing where it is not sound: it cannot be read from its beginning to its end, or a name stands twice. */
export function contentsOf(path: string, { tree, problems, broken }: ParsedSpec): Contents | undefined {
    const declared = [...declarationsOf(tree, path)];
    if (problems.length > 0 || broken.length > 0 || declared.some(({ duplicate }) => duplicate)) return undefined;
    return contentsWith(
        outlineOf(tree, path, declared).imports,
        declared.map(({ id, node }) => ({ id, kind: node.$type })),
    );
}

/** What is in a volume, as long as it is open. */
interface Opened {
    source: string | undefined;
    readonly kinds: ReadonlyMap<Id, string>;
    readonly outline: Outline;
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
    readonly contents: Contents;
    /** What it counts itself among as long as it is open. */
    private readonly open: Set<Volume> | undefined;
    private opened: Opened | undefined;

    /** @param parsed the text as it was read, if it was: then it is open from the beginning */
    constructor(path: string, text: { readonly source: string }, contents: Contents, open?: Set<Volume>, parsed?: ParsedSpec) {
        this.path = path;
        this.text = text;
        this.contents = contents;
        this.open = open;
        // Put together so that each is a text of its own: a part of another one would hold all of that, and whoever lists declarations holds these.
        this.ids = declarationLines(contents).map((line) => [path, line.split(' ')[1]].join('#'));
        if (parsed) this.begin(parsed);
    }

    get source(): string {
        const { inside } = this;
        inside.source ??= this.text.source;
        return inside.source;
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
        const tree = inside.whole?.tree ?? readSound(this.source);
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
        const { places, read } = this.inside;
        const place = places.get(id) ?? places.get(idOf(pathOf(id), name.slice(0, name.indexOf('.'))));
        const tree = places.size === 0 ? this.parsed.tree : place && readSound(this.source, ...place);
        if (!tree) throw new Error(`${id} stands elsewhere than the contents say.`);
        for (const { id: own, node } of declarationsOf(tree, this.path)) read.set(own, node);
    }

    private get inside(): Opened {
        return this.opened ?? this.begin();
    }

    private begin(whole?: ParsedSpec): Opened {
        const { path, ids, contents, open } = this;
        open?.add(this);
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
        const outline = { imports: importsIn(path, contents), declares, terms };
        return (this.opened = { source: undefined, kinds, outline, places, read: new Map(), whole });
    }
}

const linesIn = (contents: Contents): readonly string[] => (contents === '' ? [] : contents.split('\n'));

const isImport = (line: string): boolean => line.startsWith('[');

const declarationLines = (contents: Contents): readonly string[] => linesIn(contents).filter((line) => !isImport(line));
