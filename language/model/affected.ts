import { type Id, pathOf, plainName } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import { declaration, outlineCell } from './declarations.ts';
import type { Workspace } from './workspace.ts';

/*
 * What a change of some files can affect, told before anything is judged from what files import and name. Nothing is kept from an earlier run
 * that could say what its verdicts rested on, so this is a bound from above: more files than are affected, never fewer. That it is one is
 * tried against judging everything twice (test/model/affected.test.ts).
 */

/** A file as it was; nothing where there was none. */
export type Former = { readonly source: string; readonly parsed: ParsedSpec } | undefined;

/**
 * The files of a workspace that a change can affect, the changed ones among them. The workspace is as it is now, also afterwards.
 *
 * @param former every file that has changed, come or gone, as it was
 */
export function affectedBy(workspace: Workspace, former: ReadonlyMap<string, Former>): ReadonlySet<string> {
    const before = formerFootprint(workspace, former);
    const now = footprintOf(workspace, former.keys());
    const mine = [...workspace.files.keys()].filter((path) => !isLibraryPath(path));
    if (seenByAll.some((kind) => before.kinds.has(kind) || now.kinds.has(kind))) return new Set(mine);
    const names = union(before.declared, now.declared);
    const importers = importersIn(workspace);
    let rested = closed([...former.keys(), ...mine.filter((path) => misses(workspace, path, names))], importers);
    for (let size = -1; size !== rested.size; ) {
        size = rested.size;
        const there = together(before, footprintOf(workspace, rested));
        rested = closed([...rested, ...mine.filter((path) => !rested.has(path) && looksAt(workspace, path, there))], importers);
    }
    // What is spoken of may be waived now, or spoken of by nobody; who rests on it learns nothing of that.
    const affected = new Set([...rested, ...before.imports, ...now.imports]);
    // A waiver looks at what it silences, and another one at that.
    for (let size = -1; size !== affected.size; ) {
        size = affected.size;
        for (const path of mine) if (waivesIn(workspace, path, affected)) affected.add(path);
    }
    return new Set(mine.filter((path) => affected.has(path)));
}

/** What some files show and name. */
interface Footprint {
    readonly imports: ReadonlySet<string>;
    readonly kinds: ReadonlySet<string>;
    /** The names that they declare. */
    readonly declared: ReadonlySet<string>;
    /** What declarations of each kind name. */
    readonly named: ReadonlyMap<string, ReadonlySet<Id>>;
}

function formerFootprint(workspace: Workspace, former: ReadonlyMap<string, Former>): Footprint {
    const now = new Map([...former.keys()].map((path) => [path, workspace.files.get(path)]));
    const put = (files: ReadonlyMap<string, Former>) => {
        for (const [path, file] of files) {
            if (file) workspace.set(path, file.source, file.parsed);
            else workspace.remove(path);
        }
    };
    put(former);
    const footprint = footprintOf(workspace, former.keys());
    put(now);
    return footprint;
}

function footprintOf(workspace: Workspace, paths: Iterable<string>): Footprint {
    const imports = new Set<string>();
    const kinds = new Set<string>();
    const declared = new Set<string>();
    const named = new Map<string, Set<Id>>();
    for (const path of paths) {
        for (const one of workspace.engine.get(outlineCell, path)?.imports ?? []) imports.add(one.path);
        for (const { id, kind, names, facts } of statedIn(workspace, path)) {
            kinds.add(kind);
            if (kind === 'Contract' && !facts.some((fact) => fact.kind === 'Controller' && fact.from === undefined && fact.until === undefined))
                kinds.add(anybodys);
            declared.add(plainName(id));
            named.set(kind, union(named.get(kind), names));
        }
    }
    return { imports, kinds, declared, named };
}

function* statedIn(workspace: Workspace, path: string) {
    const ask = workspace.engine.at(Number.NaN);
    for (const id of workspace.files.get(path)?.ids ?? []) {
        const stated = ask.of(declaration, id);
        if (stated) yield stated;
    }
}

const together = (one: Footprint, other: Footprint): Footprint => ({
    imports: union(one.imports, other.imports),
    kinds: union(one.kinds, other.kinds),
    declared: union(one.declared, other.declared),
    named: new Map([...one.named, ...other.named].map(([kind]) => [kind, union(one.named.get(kind), other.named.get(kind))])),
});

const union = <T>(one: ReadonlySet<T> | undefined, other: ReadonlySet<T> | undefined): Set<T> => new Set([...(one ?? []), ...(other ?? [])]);

/** The law is looked at by everybody, wherever it is declared. */
const seenByAll: readonly string[] = ['Norm', 'Adequacy'];

/** A contract that names no controller for good. */
const anybodys = 'Contract of anybody';

/** What a kind of declaration looks at without naming it, and what both have to name for that; nothing: no such thing is needed. */
const looks: Readonly<Record<string, readonly { readonly at: string; readonly through: string | undefined }[]>> = {
    // Another contract may take over what is hosted; another service of the operator may be qualified.
    Contract: [{ at: 'Contract', through: 'Service' }],
    Service: [
        { at: 'Service', through: 'Organisation' },
        { at: 'Contract', through: 'Service' },
    ],
    // Whose contract it is decides whether the promise is about it; one that names nobody may be anybody's.
    Commitment: [
        { at: 'Contract', through: 'Organisation' },
        { at: anybodys, through: undefined },
    ],
};

/** Whether something in a file has tried to name what has one of these names. */
function misses(workspace: Workspace, path: string, declared: ReadonlySet<string>): boolean {
    for (const { problems } of statedIn(workspace, path))
        if (problems.some(({ name }) => name !== undefined && declared.has(name.text.split('.').at(-1) ?? ''))) return true;
    return false;
}

/** Whether something in a file looks at something in others that it does not name. */
function looksAt(workspace: Workspace, path: string, { kinds, named }: Footprint): boolean {
    for (const { id, kind, names } of statedIn(workspace, path)) {
        for (const { at, through } of looks[kind] ?? []) {
            if (!kinds.has(at)) continue;
            if (through === undefined) return true;
            const both = named.get(at) ?? new Set();
            if (both.has(id) || [...names].some((name) => !isLibraryPath(name) && both.has(name) && workspace.node(name)?.$type === through)) return true;
        }
    }
    return false;
}

function waivesIn(workspace: Workspace, path: string, affected: ReadonlySet<string>): boolean {
    if (affected.has(path)) return false;
    for (const { kind, header } of statedIn(workspace, path))
        if (kind === 'Waiver' && typeof header['subject'] === 'string' && affected.has(pathOf(header['subject']))) return true;
    return false;
}

/** The files that import each file, be it there or not. */
function importersIn(workspace: Workspace): ReadonlyMap<string, readonly string[]> {
    const importers = new Map<string, string[]>();
    for (const path of workspace.files.keys())
        for (const one of workspace.engine.get(outlineCell, path)?.imports ?? []) importers.set(one.path, [...(importers.get(one.path) ?? []), path]);
    return importers;
}

/** Some files, and all that import them, by whatever way. */
function closed(paths: readonly string[], importers: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
    const found = new Set(paths);
    for (const path of found) for (const importer of importers.get(path) ?? []) found.add(importer);
    return found;
}
