import type { Book } from '../library/book.ts';
import { type Declared, declarationsOf, type Id, type Outline, outlineOf, pathOf } from '../names/outline.ts';
import { type Home, isLibraryPath, nowhere } from '../names/paths.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import { type Node, nameOfNode, partAt } from '../syntax/tree.ts';
import { ambientCell, brokenCell, declaringCell, importsCell, kindCell, listingsCell, outlineCell, textCell, treeCell } from './declarations.ts';
import { Engine } from './engine.ts';
import type { Place } from './facts.ts';
import { Listed, Listing } from './listing.ts';
import { apart, type Index } from './question.ts';
import { type Catalogue, type Contents, isReadWhole, kindsIn, Listings, Shelf, Volume } from './shelf.ts';
import { waiverDaysCell } from './waivers.ts';

/** A file as the workspace holds it. */
export interface SpecFile {
    readonly path: string;
    readonly source: string;
    readonly parsed: ParsedSpec;
    /** Its declarations, in the order of the text, terms of vocabularies included. */
    readonly ids: readonly Id[];
    /** A name stands twice in it: nobody can tell which of two was which before. */
    readonly hasTwins: boolean;
    /** The tree of one of its declarations. */
    node(id: Id): Node | undefined;
}

/** Library files that must be imported: what is said about real companies is opt-in. */
export const optIn: ReadonlySet<string> = new Set(['terroir:/providers.terroir']);

/**
 * The files that are judged together. A host sets and removes files; everything else is asked. Setting a file again costs
 * what changed in it: a declaration with the same facts wakes nobody.
 */
export class Workspace {
    readonly engine: Engine;
    readonly home: Home;
    private readonly held = new Map<string, SpecFile>();
    private readonly ofName = new Listed();
    private readonly shelf: Shelf;
    private isToBeJudged = true;
    /** Lent texts of which nobody has yet listed what they declare. */
    private unlisted: Volume[] = [];
    /** Who knows what is in texts that nobody has read, and such texts of which nothing is listed yet. */
    private catalogue: Catalogue | undefined;
    private readonly unread = new Map<string, Volume>();

    /**
     * @param keepsTrack whether files may change after something was asked without everything being asked anew
     * @param home where the folder lies that paths are relative to
     */
    constructor(keepsTrack = true, home = nowhere) {
        this.home = home;
        this.shelf = new Shelf(home);
        this.engine = new Engine(undefined, keepsTrack);
        this.engine.supply(treeCell, (id) => this.shelf.node(id));
        if (keepsTrack) return;
        this.engine.supply(outlineCell, (path) => this.shelf.volume(path)?.outline);
        this.engine.supply(importsCell, (path) => this.shelf.volume(path)?.outline.imports.map((one) => one.path) ?? []);
        this.engine.supply(textCell, (path) => this.shelf.volume(path));
        this.engine.supply(declaringCell, (name) => this.declaring(name));
        this.engine.supply(kindCell, (kind) => new Listing(this.engine.kind(kind)));
        this.engine.supplyKinds((kind) => this.unreadOf(kind));
    }

    get files(): ReadonlyMap<string, SpecFile> {
        return this.held;
    }

    /** Gives a file its text. What was not read anew, compared with the text that it had, is not compared. */
    set(path: string, source: string, parsed: ParsedSpec): void {
        this.enlist(path);
        const before = this.held.get(path);
        const declared = withIdsOf(before, declarationsOf(parsed.tree, path));
        const broken = new Set(parsed.broken);
        const nodes = new Map(declared.map(({ id, node }) => [id, node]));
        const hasTwins = declared.some(({ duplicate }) => duplicate);
        const file: SpecFile = { path, source, parsed, ids: declared.map(({ id }) => id), hasTwins, node: (id) => nodes.get(id) };
        const { engine } = this;
        const isKept = keptOf(before, file);
        const isFixed = isLibraryPath(path);
        for (const { id, node, duplicate } of declared) {
            // Of what was let go of the cell says nothing until somebody asks it, and it will not be on the shelf any more then.
            const was = before instanceof Volume ? engine.get(treeCell, id) : before?.node(id);
            if (was && isKept(node)) {
                // It has only moved, if that, and is as whole as it was.
                if (was !== node) engine.restate(treeCell, id, node);
            } else {
                if (was && was.$type !== node.$type) this.unlist(id, was.$type);
                engine.set(treeCell, id, node, isFixed);
                if (was?.$type !== node.$type) this.list(id, node.$type);
                engine.set(brokenCell, id, duplicate || broken.has(node), isFixed);
            }
        }
        for (const id of before?.ids ?? []) if (!nodes.has(id)) this.forget(id);
        this.show(path, this.shownAlike(before, file) ?? outlineOf(parsed.tree, path, this.home, declared));
        if (isFixed) engine.set(listingsCell, path, undefined, true);
        if (isFixed && !optIn.has(path)) {
            engine.set(ambientCell, '', [...new Set([...engine.get(ambientCell, ''), path])].sort(), true);
        }
        this.hold(file);
        this.publishKinds();
    }

    /** From now on a file is held so. What was held of it until now, whoever compared it may still have asked for. */
    private hold(file: SpecFile): void {
        this.held.set(file.path, file);
        if (file instanceof Volume) this.shelf.put(file);
        else this.shelf.remove(file.path);
        this.engine.set(textCell, file.path, file);
    }

    /**
     * Puts a file away that nobody is just writing in: what was read of it can be let go of, and is read again when somebody looks at it. It says what
     * it said. A text with something in it that cannot be read stays as it is.
     */
    putAway(path: string): void {
        const file = this.held.get(path);
        if (!file || file instanceof Volume || file.hasTwins || !isReadWhole(file.parsed)) return;
        const volume = this.shelf.putAway(file);
        this.held.set(path, volume);
        this.engine.restate(textCell, path, volume);
    }

    /** Puts the library where every file sees it. What is in it never changes; a declaration of it is read when somebody looks at it. */
    shelve(books: readonly Book[]): void {
        const { engine } = this;
        const ambient: string[] = [];
        for (const book of books) {
            this.put(book);
            if (!optIn.has(book.path)) ambient.push(book.path);
        }
        engine.set(ambientCell, '', ambient.sort(), true);
        this.publishKinds();
    }

    /**
     * Gives a file a text of which it is known what is in it, for hosts that keep no track: it is read when somebody looks at it, and let go of
     * with everything else. The file was never there.
     *
     * @param parsed the text as it was read, if it was
     */
    lend(path: string, text: { readonly source: string }, contents: Contents, parsed?: ParsedSpec): void {
        const volume = this.shelf.putText(path, text, contents, parsed);
        this.held.set(path, volume);
        for (const [i, kind] of kindsIn(contents).entries()) this.list(volume.ids[i] as Id, kind);
        this.unlisted.push(volume);
        this.publishKinds();
    }

    /** The same with a text that nobody has read. Whoever knows what is in it is asked once somebody looks, and is the same for all such texts. */
    lendUnread(path: string, text: { readonly source: string }, catalogue: Catalogue): void {
        this.catalogue = catalogue;
        const volume = this.shelf.putText(path, text, () => catalogue.contents(path));
        this.held.set(path, volume);
        this.unread.set(path, volume);
        this.engine.resupply();
    }

    /** Of a text that nobody has read it is listed what is in it, as of any other, since another is about to take its place. */
    private enlist(path: string): void {
        const volume = this.unread.get(path);
        if (!volume) return;
        this.unread.delete(path);
        for (const [id, kind] of volume.kinds) this.list(id, kind);
        this.unlisted.push(volume);
    }

    /** What is of a kind in texts that nobody has read. */
    private *unreadOf(kind: string): Generator<Id> {
        for (const path of this.unread.size > 0 ? (this.catalogue?.ofKind(kind) ?? []) : [])
            for (const [id, own] of this.unread.get(path)?.kinds ?? []) if (own === kind) yield id;
    }

    /** Of how many files that were put away it is still at hand what was read of them. */
    get opened(): number {
        return this.shelf.opened.size;
    }

    /** From now on a file counts as one of which it is at hand what was read, since what follows from that was asked for. */
    heed(path: string): void {
        this.shelf.heed(path);
    }

    /**
     * Lets go of what was read of all files that were put away or lent; where nobody keeps track, of whatever can be found out again, but for what is
     * about the library alone.
     */
    letGo(): void {
        const { engine, shelf } = this;
        if (engine.keepsTrack) for (const { ids } of shelf.opened) for (const id of ids) engine.release(id, this.isToBeJudged);
        else engine.forgetAllBut((about) => apart(about).every((one) => one === '' || isLibraryPath(one)));
        shelf.close();
    }

    /** Whether the files that were put away are about to be judged. If they are not, nothing is kept of them for that, nor of those that come. */
    awaitJudgement(isToBeJudged: boolean): void {
        if (isToBeJudged === this.isToBeJudged) return;
        this.isToBeJudged = isToBeJudged;
        const { engine } = this;
        // What a file sees of others is kept: else all its declarations would be looked at where one of those changes.
        engine.listOnly(isToBeJudged ? undefined : (about) => about.includes('#') && !isLibraryPath(about));
        if (isToBeJudged) return;
        for (const file of this.held.values())
            if (file instanceof Volume && !isLibraryPath(file.path)) for (const id of file.ids) engine.release(id, isToBeJudged);
        this.shelf.close();
    }

    /**
     * Takes what files declare into some indexes, and lets go after every so many: whoever makes an index when he needs it has all declarations at
     * hand at once. The last ones stay at hand. What was made already is not made again; and where there are no more files than may be held at
     * once, or where it is known what they are listed under, each index is made when somebody needs it. For hosts that keep no track, and do so
     * for every file.
     *
     * @param look is told of each file as long as its declarations are at hand
     */
    index(indexes: readonly Index[], paths: readonly string[], atOnce: number, look?: (path: string) => void): void {
        const missing = this.held.size > atOnce && !this.engine.knowsMembers ? indexes.filter((index) => !this.engine.isMade(index)) : [];
        if (missing.length === 0 && !look) return;
        for (const [i, path] of paths.entries()) {
            if (i > 0 && (paths.length - i) % atOnce === 0) this.letGo();
            const file = this.held.get(path);
            const kinds = missing.length > 0 && file ? file.ids.map((id) => file.node(id)?.$type ?? '') : [];
            for (const index of missing) this.engine.takeIn(index, file?.ids.filter((_, n) => index.kinds.includes(kinds[n] as string)) ?? []);
            look?.(path);
        }
    }

    /**
     * Takes what has come since the last time into some indexes, as long as what was read of it is at hand: else all of it has to be read once more,
     * and all at once, when somebody looks into one.
     */
    keepIndexed(indexes: readonly Index[]): void {
        for (const index of indexes) this.engine.indexed(index);
    }

    private put(book: Book): void {
        const { engine } = this;
        const volume = this.shelf.putBook(book);
        const { path, outline, kinds } = volume;
        this.held.set(path, volume);
        for (const [id, kind] of kinds) {
            this.list(id, kind);
            // Else whoever cites a norm would be recorded as resting on it.
            if (engine.keepsTrack) engine.set(brokenCell, id, false, true);
        }
        engine.set(outlineCell, path, outline, true);
        engine.set(listingsCell, path, new Listings(book), true);
        for (const name of outline.declares.keys()) this.declares(name, path, true);
        engine.set(textCell, path, volume, true);
    }

    remove(path: string): void {
        this.enlist(path);
        const before = this.held.get(path);
        if (!before) return;
        this.held.delete(path);
        for (const id of before.ids) this.forget(id);
        this.show(path, undefined);
        this.engine.set(textCell, path, undefined);
        this.engine.set(listingsCell, path, undefined);
        this.shelf.remove(path);
        this.publishKinds();
    }

    /** Sets how many days after its approval a waiver may end; without a number the library says so. */
    longestWaiver(days: number | undefined): void {
        this.engine.set(waiverDaysCell, '', days);
    }

    /** What would be if a file had another text. Nothing stays changed. */
    supposing<R>(path: string, source: string, parsed: ParsedSpec, look: () => R): R {
        const before = this.held.get(path);
        this.set(path, source, parsed);
        try {
            return look();
        } finally {
            if (before) {
                this.set(path, before.source, before.parsed);
                // The very same file again, for whoever remembers something of it.
                this.hold(before);
            } else this.remove(path);
        }
    }

    /** The offsets of a place in the text as it is now; nothing if its declaration is gone. */
    span(place: Place): { readonly path: string; readonly start: number; readonly end: number } | undefined {
        const node = this.engine.get(treeCell, place.id);
        if (!node) return undefined;
        const path = pathOf(place.id);
        if (place.path === 'name') return { path, ...nameOfNode(node) };
        const { $start: start, $end: end } = partAt(node, place.path);
        return { path, start, end };
    }

    /** The tree of a declaration. */
    node(id: Id): Node | undefined {
        return this.engine.get(treeCell, id);
    }

    /** Whether the text of a declaration cannot be read whole, or its name stands twice. */
    isUnread(id: Id): boolean {
        return this.engine.get(brokenCell, id);
    }

    private forget(id: Id): void {
        const node = this.engine.get(treeCell, id);
        if (node) this.unlist(id, node.$type);
        this.engine.set(treeCell, id, undefined);
        this.engine.set(brokenCell, id, false);
    }

    private readonly changedKinds = new Set<string>();

    private list(id: Id, kind: string): void {
        this.engine.enter(kind, id);
        this.changedKinds.add(kind);
    }

    private unlist(id: Id, kind: string): void {
        this.engine.leave(kind, id);
        this.changedKinds.add(kind);
    }

    private publishKinds(): void {
        // Where nobody keeps track all that is looked up when somebody asks may be another now.
        if (!this.engine.keepsTrack) this.engine.resupply();
        else for (const kind of this.changedKinds) this.engine.set(kindCell, kind, new Listing(this.engine.kind(kind)));
        this.changedKinds.clear();
    }

    /** What a file has shown, where it shows the same: its declarations are called as they were and are of the same kinds, and it imports the same. */
    private shownAlike(before: SpecFile | undefined, { path, ids, node, parsed }: SpecFile): Outline | undefined {
        if (!before || before instanceof Volume || ids.length !== before.ids.length) return undefined;
        if (ids.some((id) => node(id)?.$type !== before.node(id)?.$type)) return undefined;
        const [was, is] = [before.parsed.tree.imports ?? [], parsed.tree.imports ?? []];
        if (is.length !== was.length || is.some((one, i) => one.path !== was[i]?.path || one.alias !== was[i]?.alias)) return undefined;
        return this.engine.get(outlineCell, path);
    }

    /** What a file shows to others, from now on. */
    private show(path: string, now: Outline | undefined): void {
        const { engine } = this;
        const before = engine.get(outlineCell, path);
        if (now && now === before) return;
        engine.set(outlineCell, path, now, isLibraryPath(path) && now !== undefined);
        engine.set(importsCell, path, now?.imports.map((one) => one.path) ?? []);
        for (const name of before?.declares.keys() ?? []) if (!now?.declares.has(name)) this.declares(name, path, false);
        for (const name of now?.declares.keys() ?? []) if (!before?.declares.has(name)) this.declares(name, path, true);
    }

    private declares(name: string, path: string, does: boolean): void {
        if (does) this.ofName.add(name, path);
        else this.ofName.delete(name, path);
        if (this.engine.keepsTrack) this.engine.set(declaringCell, name, this.ofName.of(name));
    }

    /** The files that declare a name, and perhaps some that did. What lent texts declare is listed once somebody has missed a name. */
    private declaring(name: string): Listing {
        for (const { path, outline } of this.unlisted) for (const declared of outline.declares.keys()) this.declares(declared, path, true);
        this.unlisted = [];
        for (const path of this.unread.size > 0 ? (this.catalogue?.declaring(name) ?? []) : [])
            if (this.unread.get(path)?.outline.declares.has(name)) this.declares(name, path, true);
        return this.ofName.of(name);
    }
}

/** What a text declares, each under the very text that names it already, if one does: that is found sooner wherever something is kept of it. */
function withIdsOf(before: SpecFile | undefined, declarations: Iterable<Declared>): readonly Declared[] {
    const { ids = [] } = before ?? {};
    let places: Map<Id, number> | undefined;
    let at = 0;
    return Array.from(declarations, (one) => {
        // Mostly it is the next one, since nothing has come or gone.
        if (ids[at] !== one.id) at = (places ??= new Map(ids.map((id, i) => [id, i]))).get(one.id) ?? at;
        const known = ids[at];
        if (known !== one.id) return one;
        at++;
        return { ...one, id: known };
    });
}

/** Tells of a declaration, or of a term in one, whether it says what the one of its name has said before: it was not read anew. */
function keptOf(before: SpecFile | undefined, { parsed: { since }, hasTwins }: SpecFile): (node: Node) => boolean {
    if (!since || since.tree !== before?.parsed.tree || hasTwins || before.hasTwins) return () => false;
    const fresh = new Set<Node>();
    for (const node of since.read) {
        fresh.add(node);
        if (node.$type === 'Vocabulary') for (const term of (node['terms'] as readonly Node[] | undefined) ?? []) fresh.add(term);
    }
    return (node) => !fresh.has(node);
}
