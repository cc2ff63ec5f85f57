import { declarationsOf, type Id, outlineOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import { type Node, partAt } from '../syntax/tree.ts';
import { ambientCell, brokenCell, declaringCell, kindCell, Listing, outlineCell, treeCell } from './declarations.ts';
import { Engine } from './engine.ts';
import type { Place } from './facts.ts';
import { waiverDaysCell } from './waivers.ts';

/** A file as the workspace holds it. */
export interface SpecFile {
    readonly path: string;
    readonly source: string;
    readonly parsed: ParsedSpec;
    /** Its declarations, in the order of the text, terms of vocabularies included. */
    readonly ids: readonly Id[];
}

/** Library files that must be imported: what is said about real companies is opt-in. */
export const optIn: ReadonlySet<string> = new Set(['terroir:/providers.terroir']);

/**
 * The files that are judged together. A host sets and removes files; everything else is asked. Setting a file again costs
 * what changed in it: a declaration with the same facts wakes nobody.
 */
export class Workspace {
    readonly engine = new Engine();
    private readonly held = new Map<string, SpecFile>();
    private readonly ofKind = new Map<string, Set<Id>>();
    private readonly ofName = new Map<string, Set<string>>();

    get files(): ReadonlyMap<string, SpecFile> {
        return this.held;
    }

    set(path: string, source: string, parsed: ParsedSpec): void {
        const before = this.held.get(path);
        const declared = [...declarationsOf(parsed.tree, path)];
        const broken = new Set(parsed.broken);
        this.held.set(path, { path, source, parsed, ids: declared.map(({ id }) => id) });
        const { engine } = this;
        const ids = new Set<Id>();
        for (const { id, node, duplicate } of declared) {
            ids.add(id);
            const was = engine.get(treeCell, id);
            if (was && was.$type !== node.$type) this.unlist(id, was.$type);
            engine.set(treeCell, id, node);
            engine.set(brokenCell, id, duplicate || broken.has(node));
            this.list(id, node.$type);
        }
        for (const id of before?.ids ?? []) if (!ids.has(id)) this.forget(id);
        this.showNames(path, before?.parsed, parsed);
        engine.set(outlineCell, path, outlineOf(parsed.tree, path));
        if (isLibraryPath(path) && !optIn.has(path)) {
            engine.set(ambientCell, '', [...new Set([...engine.get(ambientCell, ''), path])].sort());
        }
        this.publishKinds();
    }

    remove(path: string): void {
        const before = this.held.get(path);
        if (!before) return;
        this.held.delete(path);
        for (const id of before.ids) this.forget(id);
        this.showNames(path, before.parsed, undefined);
        this.engine.set(outlineCell, path, undefined);
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
                this.held.set(path, before);
            } else this.remove(path);
        }
    }

    /** The offsets of a place in the text as it is now; nothing if its declaration is gone. */
    span(place: Place): { readonly path: string; readonly start: number; readonly end: number } | undefined {
        const node = this.engine.get(treeCell, place.id);
        if (!node) return undefined;
        const path = place.id.slice(0, place.id.lastIndexOf('#'));
        if (place.path === 'name') {
            const start = node['$nameStart'] as number;
            const written = node['$nameLength'] as number | undefined;
            return { path, start, end: start + (written ?? String(node['name']).length) };
        }
        const { $start: start, $end: end } = partAt(node, place.path);
        return { path, start, end };
    }

    /** The tree of a declaration. */
    node(id: Id): Node | undefined {
        return this.engine.get(treeCell, id);
    }

    private forget(id: Id): void {
        const node = this.engine.get(treeCell, id);
        if (node) this.unlist(id, node.$type);
        this.engine.set(treeCell, id, undefined);
        this.engine.set(brokenCell, id, false);
    }

    private readonly changedKinds = new Set<string>();

    private list(id: Id, kind: string): void {
        let ids = this.ofKind.get(kind);
        if (!ids) this.ofKind.set(kind, (ids = new Set()));
        if (ids.has(id)) return;
        ids.add(id);
        this.changedKinds.add(kind);
    }

    private unlist(id: Id, kind: string): void {
        if (this.ofKind.get(kind)?.delete(id)) this.changedKinds.add(kind);
    }

    private publishKinds(): void {
        for (const kind of this.changedKinds) this.engine.set(kindCell, kind, new Listing(this.ofKind.get(kind) ?? new Set()));
        this.changedKinds.clear();
    }

    private showNames(path: string, before: ParsedSpec | undefined, now: ParsedSpec | undefined): void {
        const names = (parsed: ParsedSpec | undefined) => new Set(parsed ? outlineOf(parsed.tree, path).declares.keys() : []);
        const old = names(before);
        const fresh = names(now);
        for (const name of old) if (!fresh.has(name)) this.ofName.get(name)?.delete(path);
        for (const name of fresh) {
            const files = this.ofName.get(name) ?? new Set();
            files.add(path);
            this.ofName.set(name, files);
        }
        for (const name of new Set([...old, ...fresh])) {
            if (old.has(name) !== fresh.has(name)) this.engine.set(declaringCell, name, new Listing(this.ofName.get(name) ?? new Set()));
        }
    }
}
