import { servicesByOperator } from '../model/certificates.ts';
import { contractsByService } from '../model/contracts.ts';
import { brokenCell, declaration, judgeable, outlineCell } from '../model/declarations.ts';
import type { Index } from '../model/engine.ts';
import { partiesByOwner } from '../model/ownership.ts';
import { namers, unread } from '../model/references.ts';
import { type Contents, contentsWith, isReadWhole } from '../model/shelf.ts';
import { waivedIn, waiversByTarget } from '../model/waivers.ts';
import { optIn, type Workspace } from '../model/workspace.ts';
import { type Id, type Import, pathOf, plainName } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { contractsAbout } from '../rules/term/commitment-is-kept.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import type { Node } from '../syntax/tree.ts';

/*
 * What a change of some files can affect, told without judging anything: by footprints, of how the files were and of how they are. A footprint is
 * plain data and can be kept from one run to the next. What comes out is a bound from above: more files than are affected, never fewer. A
 * declaration rests on what it names, by whatever way, and on what lists it in an index that somebody on the way looks into; the table
 * below says who does. That nothing is missing there is tried on the examples of every rule (test/judging/affected.test.ts).
 */

/** All of a file that can matter to the judgement of others, and what of them matters to it. */
export interface Footprint {
    readonly imports: readonly Import[];
    /** What it shows to whoever imports it, each name with its kind. */
    readonly shows: readonly string[];
    /** Its text can be read from its beginning to its end, and no name stands in it twice. */
    readonly isSound: boolean;
    /** The files that it names something of. */
    readonly speaksOf: readonly string[];
    readonly stated: readonly Statement[];
}

/** A declaration in a footprint. */
interface Statement {
    readonly id: Id;
    readonly kind: string;
    /** Its text, or what stands for it. */
    readonly text: string;
    /** It can be judged. */
    readonly isWhole: boolean;
    /** What it names. */
    readonly names: readonly Id[];
    /** The names in it that mean nothing. */
    readonly missed: readonly string[];
    /** What indexes list it under, by their names. */
    readonly keys: Readonly<Record<string, readonly string[]>>;
    /** Its text as far as those read it who find it in an index, by the names of the indexes; nothing where they may read all of it. */
    readonly seen: Readonly<Record<string, string>>;
}

export type Footprints = ReadonlyMap<string, Footprint>;

/** The indexes that rules look into, but for who names what: that stands in a footprint anyway. */
const indexes: readonly Index[] = [contractsByService, servicesByOperator, partiesByOwner, contractsAbout, waiversByTarget];

/** The statements of a declaration that those read who find it in an index, where they do not read all of it. */
export const readThrough: ReadonlyMap<Index, ReadonlySet<string>> = new Map([
    // Whether it lives, what it puts on the service, and whether that must be immune from foreign law.
    [
        contractsByService,
        new Set(['Signed', 'Effective', 'TermLength', 'TermEnd', 'TermIndefinite', 'Renewal', 'WorkingDays', 'Hosts', 'Requires', 'Controller', 'Derogation']),
    ],
]);

/** All that a judgement looks into. */
export const lookedInto: readonly Index[] = [...indexes, namers, unread];

/**
 * The footprint of a file of a workspace; nothing where there is no such file.
 *
 * @param textOf what stands for the text of a declaration: for another text another one
 */
export function footprintOf(workspace: Workspace, path: string, textOf: (source: string) => string = (source) => source): Footprint | undefined {
    const file = workspace.files.get(path);
    const outline = workspace.engine.get(outlineCell, path);
    if (!file || !outline) return undefined;
    const ask = workspace.engine.at(Number.NaN);
    const speaksOf = new Set<string>();
    const stated = file.ids.flatMap((id): Statement[] => {
        const node = workspace.node(id);
        const read = ask.of(declaration, id);
        if (!node || !read) return [];
        for (const name of read.names) speaksOf.add(pathOf(name));
        const keys: Record<string, readonly string[]> = {};
        const seen: Record<string, string> = {};
        for (const index of indexes) {
            if (!index.kinds.includes(read.kind)) continue;
            keys[index.name] = [...new Set(index.keys(ask, id))];
            const kinds = readThrough.get(index);
            if (kinds) seen[index.name] = textOf(statementsOf(node, file.source, kinds));
        }
        return [
            {
                id,
                kind: read.kind,
                text: textOf(file.source.slice(node.$start, node.$end)),
                isWhole: judgeable(ask, id),
                names: [...read.names],
                missed: read.problems.flatMap(({ name }) => (name ? [lastOf(name.text)] : [])),
                keys,
                seen,
            },
        ];
    });
    const terms = [...outline.terms].flatMap(([vocabulary, names]) => [...names].map((name) => `${vocabulary}.${name} Term`));
    return {
        imports: outline.imports,
        shows: [...[...outline.declares].map(([name, kind]) => `${name} ${kind}`), ...terms],
        isSound: isReadWhole(file.parsed) && !file.ids.some((id) => workspace.engine.get(brokenCell, id)),
        speaksOf: [...speaksOf],
        stated,
    };
}

/** Some statements of a declaration as they are written. */
const statementsOf = (node: Node, source: string, kinds: ReadonlySet<string>): string =>
    (node['facts'] as readonly Node[]).flatMap(({ $type, $start, $end }) => (kinds.has($type) ? [source.slice($start, $end)] : [])).join('\n');

/** What a file is known to have in it by its footprint; nothing where not all of its text can be read. */
export function contentsBy({ imports, isSound, stated }: Footprint): Contents | undefined {
    return isSound ? contentsWith(imports, stated) : undefined;
}

/** What indexes list each declaration under by the footprints, for those indexes of which these tell. */
export function keysBy(footprints: Footprints): (index: Index, id: Id) => readonly string[] | undefined {
    const all = new Map([...footprints].flatMap(([path, { imports, stated }]) => stated.map((one) => [one.id, { ...one, path, imports }] as const)));
    return (index, id) => {
        const one = all.get(id);
        if (!one) return undefined;
        if (index === namers) return one.names.filter((name) => name !== id);
        if (index === unread) return one.isWhole ? [] : [one.path, ...one.imports.map(({ path }) => path)];
        return one.keys[index.name];
    };
}

/**
 * The footprints of all files as they are now, where some have changed: of those for whom a name may mean something else now they are made anew.
 *
 * @param changed the files that have another text, came or went
 * @param make makes the footprint of a file that is there
 */
export function footprintsNow(before: Footprints, changed: ReadonlySet<string>, paths: Iterable<string>, make: (path: string) => Footprint): Footprints {
    const now = new Map<string, Footprint>();
    for (const path of paths) {
        const known = changed.has(path) ? undefined : before.get(path);
        now.set(path, known ?? make(path));
    }
    const names = namesShownOtherwise(before, now);
    if (names.size === 0) return now;
    for (const [path, footprint] of now) {
        if (footprint !== before.get(path) || !speaksUnder(footprint, names)) continue;
        const fresh = make(path);
        if (!isSame(fresh, footprint)) now.set(path, fresh);
    }
    return now;
}

/** The files that can be affected by what differs, those that differ among them; of those that are there now. */
export function affectedBy(before: Footprints, now: Footprints): ReadonlySet<string> {
    const differing = [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path));
    const changes = differing.flatMap((path) => changesOf(before.get(path), now.get(path)));
    if (changes.some(({ was, is }) => seenByAll.has(was?.kind ?? '') || seenByAll.has(is?.kind ?? ''))) return new Set(now.keys());
    const affected = new Set(differing);
    for (const path of affectedByImports(differing, before, now)) affected.add(path);
    for (const path of affectedByNames(changes, before, now)) affected.add(path);
    for (const id of restingOn(changes, before, now)) affected.add(pathOf(id));
    return new Set([...now.keys()].filter((path) => affected.has(path)));
}

/** The law is looked at by everybody, wherever it is declared. */
const seenByAll: ReadonlySet<string> = new Set(['Norm', 'Adequacy']);

/** A declaration as it was and as it is; nothing where it was not there, or is gone. */
interface Change {
    readonly was: Statement | undefined;
    readonly is: Statement | undefined;
}

/** The declarations of a file that differ. Of those that cannot be read whole nobody knows whether they do. */
function changesOf(before: Footprint | undefined, now: Footprint | undefined): readonly Change[] {
    const earlier = new Map(before?.stated.map((one) => [one.id, one]));
    const changes: Change[] = [];
    for (const is of now?.stated ?? []) {
        const was = earlier.get(is.id);
        earlier.delete(is.id);
        if (!was?.isWhole || !is.isWhole || !isSame(was, is)) changes.push({ was, is });
    }
    for (const was of earlier.values()) changes.push({ was, is: undefined });
    return changes;
}

/** Both are plain data, made in one way. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

// ---------------------------------------------------------------- through imports

/** An import of a file that is not there, rings, and imports that nothing rests on are told to whoever imports, by whatever way. */
function affectedByImports(differing: readonly string[], before: Footprints, now: Footprints): ReadonlySet<string> {
    const importers = new Map<string, string[]>();
    for (const footprints of [before, now]) {
        for (const [path, { imports }] of footprints) for (const one of imports) put(importers, one.path, path);
    }
    const face = (footprint: Footprint | undefined) => {
        if (!footprint) return undefined;
        const { imports, speaksOf, shows, stated } = footprint;
        return [imports, [...speaksOf].sort(), [...shows.map((name) => name.slice(name.indexOf(' ')))].sort(), stated.every(({ isWhole }) => isWhole)];
    };
    const found = new Set(differing.filter((path) => !isSame(face(before.get(path)), face(now.get(path)))));
    for (const path of found) for (const importer of importers.get(path) ?? []) found.add(importer);
    return found;
}

// ---------------------------------------------------------------- through names

const lastOf = (written: string): string => written.slice(written.lastIndexOf('.') + 1);

/** The names that some file shows otherwise than before. */
function namesShownOtherwise(before: Footprints, now: Footprints): ReadonlySet<string> {
    const names = new Set<string>();
    for (const path of new Set([...before.keys(), ...now.keys()])) {
        const [was, is] = [before.get(path), now.get(path)];
        if (was === is) continue;
        const [one, other] = [new Set(was?.shows), new Set(is?.shows)];
        for (const shown of [...one, ...other]) if (one.has(shown) !== other.has(shown)) names.add(lastOf(shown.slice(0, shown.indexOf(' '))));
    }
    return names;
}

/** Whether something in a file is written as one of these names. */
const speaksUnder = ({ stated }: Footprint, some: ReadonlySet<string>): boolean =>
    stated.some(({ names, missed }) => missed.some((name) => some.has(name)) || names.some((name) => some.has(plainName(name))));

/** Whoever is named now and was not, or was and is not: he may be used by nobody. Whoever has missed a name that is there now, and whoever is waived. */
function* affectedByNames(changes: readonly Change[], before: Footprints, now: Footprints): Generator<string> {
    for (const { was, is } of changes) {
        const [one, other] = [new Set(was?.names), new Set(is?.names)];
        for (const name of [...one, ...other]) if (one.has(name) !== other.has(name)) yield pathOf(name);
        for (const [statement, footprints] of [[was, before] as const, [is, now] as const]) {
            if (!statement) continue;
            for (const key of statement.keys[waiversByTarget.name] ?? []) yield pathOf(waivedIn(key));
            // What cannot be read whole might name anything that it can see.
            const path = pathOf(statement.id);
            if (!statement.isWhole) yield* [path, ...(footprints.get(path)?.imports ?? []).map((one) => one.path)];
        }
    }
    const names = namesShownOtherwise(before, now);
    if (names.size === 0) return;
    for (const [path, { stated }] of now) if (stated.some(({ missed }) => missed.some((name) => names.has(name)))) yield path;
}

// ---------------------------------------------------------------- through facts

/** Whether somebody who finds a declaration in an index, before or after, sees that it has changed. The same text may name something else. */
const isSeenIn =
    ({ was, is }: Change) =>
    ({ name }: Index): boolean => {
        const seen = (one: Statement | undefined) => one?.isWhole && one.seen[name] !== undefined && [one.seen[name], one.keys[name], one.names];
        return !seen(was) || !isSame(seen(was), seen(is));
    };

/** All that rests on what has changed. */
function restingOn(changes: readonly Change[], before: Footprints, now: Footprints): ReadonlySet<Id> {
    const all = new Map<Id, Statement[]>();
    const naming = new Map<Id, Statement[]>();
    for (const footprints of [before, now]) {
        for (const [path, { stated }] of footprints) {
            if (footprints === now && before.get(path) === now.get(path)) continue;
            for (const one of stated) {
                put(all, one.id, one);
                for (const name of one.names) put(naming, name, one);
            }
        }
    }
    const rested = new Set<Id>();
    const above = new Set<Id>();
    /** What has been gone through: whoever is found there is found once. */
    const seen = new Set<string>();
    const isFirst = (what: string) => !seen.has(what) && seen.add(what) !== undefined;
    // Whoever names a declaration may read all of it; whoever finds it in an index may not see what is new.
    for (const { was, is } of changes) for (const one of [was, is]) if (one) rest(one.id, isSeenIn({ was, is }));
    // A set that is walked goes on with what is added to it meanwhile.
    for (const id of rested) rest(id, () => true);
    for (const { was, is } of changes) for (const one of [was, is]) if (one) rested.add(one.id);
    return rested;

    function rest(id: Id, isSeen: (index: Index) => boolean): void {
        for (const one of naming.get(id) ?? []) rested.add(one.id);
        for (const one of all.get(id) ?? []) for (const other of lookingAt(one, isSeen)) rested.add(other);
    }

    /** Whoever finds a declaration in an index, of those where he sees something new. */
    function* lookingAt({ keys }: Statement, isSeen: (index: Index) => boolean): Generator<Id> {
        // Of each service: who has data on it.
        if (isSeen(contractsByService)) for (const service of keys[contractsByService.name] ?? []) yield* itself(service);
        // Of each service: what else its operator runs.
        for (const operator of keys[servicesByOperator.name] ?? []) yield* named(operator, 'Service');
        // Of whoever runs a service, works for a contract, or has his data there: whom he controls, by whatever way.
        for (const owner of keys[partiesByOwner.name] ?? []) yield* lookingDownFrom(owner);
        // Of each waiver: what else silences the same.
        for (const key of keys[waiversByTarget.name] ?? []) yield* named(waivedIn(key), 'Waiver');
        // Of each commitment: the contracts of whoever promised, and those that may be anybody's.
        for (const key of keys[contractsAbout.name] ?? []) {
            if (key === '') yield* ofKind('Commitment');
            else yield* [...named(key, 'Commitment'), ...(all.get(key) ?? []).flatMap(({ id, kind }) => (kind === 'Commitment' ? [id] : []))];
        }
    }

    function* lookingDownFrom(owner: Id): Generator<Id> {
        const owners = above.has(owner) ? [] : [owner];
        for (let next = owners.pop(); next !== undefined; next = owners.pop()) {
            above.add(next);
            if (isLibraryPath(next)) yield* itself(next);
            for (const { id, kind } of naming.get(next) ?? []) if (kind !== 'Organisation') yield id;
            for (const { keys } of all.get(next) ?? []) owners.push(...(keys[partiesByOwner.name] ?? []).filter((one) => !above.has(one)));
        }
    }

    /** What names a declaration. */
    function* named(name: Id, kind: string): Generator<Id> {
        if (!isFirst(`${kind} ${name}`)) return;
        if (isLibraryPath(name)) yield* itself(name);
        for (const one of naming.get(name) ?? []) if (one.kind === kind) yield one.id;
    }

    /** A declaration; for one of the library all of what that says of companies, since what names what there is not looked at here. */
    function* itself(id: Id): Generator<Id> {
        yield id;
        if (isLibraryPath(id) && isFirst('companies')) for (const name of naming.keys()) if (optIn.has(pathOf(name))) yield name;
    }

    function* ofKind(kind: string): Generator<Id> {
        if (isFirst(kind)) for (const [id, [one]] of all) if (one?.kind === kind) yield id;
    }
}

function put<V>(lists: Map<string, V[]>, key: string, value: V): void {
    const list = lists.get(key);
    if (list) list.push(value);
    else lists.set(key, [value]);
}

// ---------------------------------------------------------------- of a workspace

/** A file as it was; nothing where there was none. */
export type Former = { readonly source: string; readonly parsed: ParsedSpec } | undefined;

/**
 * The files of a workspace that a change can affect, the changed ones among them. The workspace is as it is now, also afterwards.
 *
 * @param former every file that has changed, come or gone, as it was
 */
export function affectedIn(workspace: Workspace, former: ReadonlyMap<string, Former>): ReadonlySet<string> {
    const now = new Map([...former.keys()].map((path) => [path, workspace.files.get(path)]));
    const put = (files: ReadonlyMap<string, Former>) => {
        for (const [path, file] of files) {
            if (file) workspace.set(path, file.source, file.parsed);
            else workspace.remove(path);
        }
    };
    const mine = () => [...workspace.files.keys()].filter((path) => !isLibraryPath(path));
    const make = (path: string) => footprintOf(workspace, path) as Footprint;
    put(former);
    const before = new Map(mine().map((path) => [path, make(path)]));
    put(now);
    return affectedBy(before, footprintsNow(before, new Set(former.keys()), mine(), make));
}
