import { servicesByOperator } from '../model/certificates.ts';
import { contractsByService } from '../model/contracts.ts';
import { partiesByOwner } from '../model/ownership.ts';
import type { Index } from '../model/question.ts';
import { waivedIn, waiversByTarget } from '../model/waivers.ts';
import { optIn, type Workspace } from '../model/workspace.ts';
import { type Id, pathOf, plainName } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { contractsAbout } from '../rules/term/commitment-is-kept.ts';
import type { ParsedSpec } from '../syntax/parsed.ts';
import { type Footprint, type Footprints, footprintOf, Gathered, Renewed, type Statement, type Word, words } from './footprints.ts';

/*
 * What a change of some files can affect, told without judging anything: by footprints, of how the files were and of how they are. What comes out is a
 * bound from above: more files than are affected, never fewer. A declaration rests on what it names, by whatever way, and on what lists it in an index
 * that somebody on the way looks into; the table below says who does. That nothing is missing there is tried on the examples of every rule
 * (test/judging/affected.test.ts). Of very many files only those are looked at to which a change leads.
 */

/**
 * The footprints of all files as they are now, where some have changed: of those for whom a name may mean something else now they are made anew.
 *
 * @param changed the files that have another text
 * @param paths all that are there
 * @param make makes the footprint of a file that is there
 */
export function footprintsNow(before: Footprints, changed: ReadonlySet<string>, paths: Iterable<string>, make: (path: string) => Footprint): Renewed {
    const known = new Set(before.paths);
    const differing = new Map<string, Footprint | undefined>();
    for (const path of paths) if (!known.delete(path) || changed.has(path)) differing.set(path, make(path));
    for (const path of known) differing.set(path, undefined);
    const names = namesShownOtherwise(new Renewed(before, differing));
    const speaking = new Set([...names].flatMap((name) => [...before.with(words.writes(name))]));
    for (const path of speaking) {
        const footprint = differing.has(path) ? undefined : before.of(path);
        if (!footprint || !speaksUnder(footprint, names)) continue;
        const fresh = make(path);
        if (!isSame(fresh, footprint)) differing.set(path, fresh);
    }
    return new Renewed(before, differing);
}

/** The files that can be affected by what differs, those that differ among them; of those that are there now. */
export function affectedBy(now: Renewed): ReadonlySet<string> {
    const { before, differing } = now;
    const changes = [...differing].flatMap(([path, is]) => changesOf(before.of(path), is));
    if (changes.some(({ was, is }) => seenByAll.has(was?.kind ?? '') || seenByAll.has(is?.kind ?? ''))) return new Set(now.paths);
    const affected = new Set(differing.keys());
    for (const path of affectedByImports(now)) affected.add(path);
    for (const path of affectedByNames(changes, now)) affected.add(path);
    for (const id of restingOn(changes, now)) affected.add(pathOf(id));
    return new Set([...now.paths].filter((path) => affected.has(path)));
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
        if (!was?.isWhole || !isSame(was, is)) changes.push({ was, is });
    }
    for (const was of earlier.values()) changes.push({ was, is: undefined });
    return changes;
}

/** Both are plain data, made in one way. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

// ---------------------------------------------------------------- through imports

/** An import of a file that is not there, rings, and imports that nothing rests on are told to whoever imports, by whatever way. */
function affectedByImports(now: Renewed): ReadonlySet<string> {
    const { before, differing } = now;
    const face = (footprint: Footprint | undefined) => {
        if (!footprint) return undefined;
        const { imports, speaksOf, shows, stated } = footprint;
        return [imports, [...speaksOf].sort(), [...shows.map((name) => name.slice(name.indexOf(' ')))].sort(), stated.every(({ isWhole }) => isWhole)];
    };
    const found = new Set([...differing].flatMap(([path, is]) => (isSame(face(before.of(path)), face(is)) ? [] : [path])));
    // Whoever imports it no more has another face himself.
    for (const path of found) {
        for (const importer of now.with(words.imports(path))) if (now.of(importer)?.imports.some((one) => one.path === path)) found.add(importer);
    }
    return found;
}

// ---------------------------------------------------------------- through names

/** The names that some file shows otherwise than before. */
function namesShownOtherwise({ before, differing }: Renewed): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [path, is] of differing) {
        const [one, other] = [new Set(before.of(path)?.shows), new Set(is?.shows)];
        for (const shown of [...one, ...other]) {
            if (one.has(shown) === other.has(shown)) continue;
            const name = shown.slice(0, shown.indexOf(' '));
            names.add(name.slice(name.lastIndexOf('.') + 1));
        }
    }
    return names;
}

/** Whether something in a file is written as one of these names. */
const speaksUnder = ({ stated }: Footprint, some: ReadonlySet<string>): boolean =>
    stated.some(({ names, missed }) => missed.some((name) => some.has(name)) || names.some((name) => some.has(plainName(name))));

/** Whoever is named now and was not, or was and is not: he may be used by nobody. Whoever has missed a name that is there now, and whoever is waived. */
function* affectedByNames(changes: readonly Change[], now: Renewed): Generator<string> {
    for (const { was, is } of changes) {
        const [one, other] = [new Set(was?.names), new Set(is?.names)];
        for (const name of [...one, ...other]) if (one.has(name) !== other.has(name)) yield pathOf(name);
        for (const [statement, footprints] of [[was, now.before] as const, [is, now] as const]) {
            if (!statement) continue;
            for (const key of statement.keys[waiversByTarget.name] ?? []) yield pathOf(waivedIn(key));
            // What cannot be read whole might name anything that it can see.
            if (!statement.isWhole) yield* (footprints.of(pathOf(statement.id))?.imports ?? []).map(({ path }) => path);
        }
    }
    for (const shown of namesShownOtherwise(now)) {
        for (const path of now.with(words.writes(shown))) if (now.of(path)?.stated.some(({ missed }) => missed.includes(shown))) yield path;
    }
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
function restingOn(changes: readonly Change[], now: Renewed): ReadonlySet<Id> {
    const stated = new Stated(now);
    const rested = new Set<Id>();
    const above = new Set<Id>();
    /** What has been gone through: whoever is found there is found once. */
    const seen = new Set<string>();
    const isFirst = (what: string) => !seen.has(what) && seen.add(what) !== undefined;
    // Whoever names a declaration may read all of it; whoever finds it in an index may not see what is new.
    for (const { was, is } of changes) for (const one of [was, is]) if (one) rest(one.id, isSeenIn({ was, is }));
    // A set that is walked goes on with what is added to it meanwhile.
    for (const id of rested) rest(id, () => true);
    return rested;

    function rest(id: Id, isSeen: (index: Index) => boolean): void {
        for (const one of stated.naming(id)) rested.add(one.id);
        for (const one of stated.of(id)) for (const other of lookingAt(one, isSeen)) rested.add(other);
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
            if (key === '') yield* commitments();
            else yield* [...named(key, 'Commitment'), ...[...stated.of(key)].flatMap(({ id, kind }) => (kind === 'Commitment' ? [id] : []))];
        }
    }

    function* lookingDownFrom(owner: Id): Generator<Id> {
        const owners = above.has(owner) ? [] : [owner];
        for (let next = owners.pop(); next !== undefined; next = owners.pop()) {
            above.add(next);
            if (isLibraryPath(next)) yield* itself(next);
            for (const { id, kind } of stated.naming(next)) if (kind !== 'Organisation') yield id;
            for (const { keys } of stated.of(next)) owners.push(...(keys[partiesByOwner.name] ?? []).filter((one) => !above.has(one)));
        }
    }

    /** What names a declaration. */
    function* named(name: Id, kind: string): Generator<Id> {
        if (!isFirst(`${kind} ${name}`)) return;
        if (isLibraryPath(name)) yield* itself(name);
        for (const one of stated.naming(name)) if (one.kind === kind) yield one.id;
    }

    /** A declaration; for one of the library all of what that says of companies, since what names what there is not looked at here. */
    function* itself(id: Id): Generator<Id> {
        yield id;
        if (isLibraryPath(id) && isFirst('companies')) yield* stated.companies();
    }

    function* commitments(): Generator<Id> {
        if (isFirst('commitments')) yield* stated.ofKind('Commitment');
    }
}

/** What is stated, and was where it differs. */
class Stated {
    private readonly now: Renewed;
    /** Of each file that somebody has asked of: its declarations, and what names what. */
    private readonly opened = new Map<Footprint, Opened>();

    constructor(now: Renewed) {
        this.now = now;
    }

    /** A declaration. */
    *of(id: Id): Generator<Statement> {
        const path = pathOf(id);
        for (const footprint of this.both(path)) yield* this.open(footprint).of.get(id) ?? [];
    }

    /** Whatever names a declaration. */
    *naming(id: Id): Generator<Statement> {
        for (const footprint of this.with(words.names(id))) yield* this.open(footprint).naming.get(id) ?? [];
    }

    *ofKind(kind: string): Generator<Id> {
        for (const { stated } of this.with(words.has(kind))) for (const one of stated) if (one.kind === kind) yield one.id;
    }

    /** What is named of what the library says of companies. */
    *companies(): Generator<Id> {
        for (const path of optIn) {
            for (const { stated } of this.with(words.speaksOf(path)))
                for (const { names } of stated) for (const name of names) if (pathOf(name) === path) yield name;
        }
    }

    /** A file as it was and as it is. */
    private both(path: string): ReadonlySet<Footprint> {
        const { before } = this.now;
        return new Set([before.of(path), this.now.of(path)].flatMap((one) => one ?? []));
    }

    private with(word: Word): ReadonlySet<Footprint> {
        const { before } = this.now;
        return new Set([before, this.now].flatMap((footprints) => [...footprints.with(word)].flatMap((path) => footprints.of(path) ?? [])));
    }

    private open(footprint: Footprint): Opened {
        let opened = this.opened.get(footprint);
        if (opened) return opened;
        opened = { of: new Map(), naming: new Map() };
        for (const one of footprint.stated) {
            put(opened.of, one.id, one);
            for (const name of one.names) put(opened.naming, name, one);
        }
        this.opened.set(footprint, opened);
        return opened;
    }
}

interface Opened {
    readonly of: Map<Id, Statement[]>;
    readonly naming: Map<Id, Statement[]>;
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
    const before = new Gathered(new Map(mine().map((path) => [path, make(path)])));
    put(now);
    return affectedBy(footprintsNow(before, new Set(former.keys()), mine(), make));
}
