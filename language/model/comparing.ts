import { type Id, nameOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { type Node, partAt, sameTree } from '../syntax/tree.ts';
import { formatDay } from '../syntax/values.ts';
import type { Declaration } from './build.ts';
import { declaration, judgeable } from './declarations.ts';
import type { AnyFact, Place } from './facts.ts';
import { Volume } from './shelf.ts';
import { together } from './steps.ts';
import type { Workspace } from './workspace.ts';

/*
 * What two states of some specs say otherwise. Facts are compared, with names resolved and values read, as the judge has them: layout,
 * comments, and the order of files, declarations, statements and lists are no part of them.
 */

/** A statement as it is written, on one line and without comments. */
export interface Written {
    readonly at: Place;
    readonly words: string;
}

/** A statement that only one state has, or that says something else in the other. */
export interface StatementChange {
    /** The head of the block that it stands in, such as `transfer to US`; empty in the declaration itself. */
    readonly within: string;
    readonly before: Written | undefined;
    readonly after: Written | undefined;
}

/** A declaration that is new, gone, or states something else. */
export interface DeclarationChange {
    readonly kind: string;
    readonly before: Id | undefined;
    readonly after: Id | undefined;
    /** The statements of one that is new; nothing for one that is gone. */
    readonly statements: readonly StatementChange[];
}

export interface Comparison {
    /** In the order of what is there now, then of what is gone. */
    readonly declarations: readonly DeclarationChange[];
    /** What stands in another file now: there its name is the only one of its kind that has come, and here the only one that has gone. */
    readonly moved: ReadonlyMap<Id, Id>;
    /** What is broken on either side and not the same on both; a file where that stands in none of its declarations. */
    readonly notCompared: readonly (Id | string)[];
}

/** Compares everything that two workspaces declare, but for the library. */
export function compare(before: Workspace, after: Workspace): Comparison {
    const [old, now] = [idsIn(before), idsIn(after)];
    const [oldIds, nowIds] = [new Set(old), new Set(now)];
    const moved = movedBetween(
        before,
        old.filter((id) => !nowIds.has(id)),
        after,
        now.filter((id) => !oldIds.has(id)),
    );
    const cameFrom = new Map([...moved].map(([from, to]) => [to, from]));
    const sides: Sides = { before, after, nowOf: (id) => moved.get(id) ?? id };
    const declarations: DeclarationChange[] = [];
    const notCompared: Id[] = [];
    const spoilt = spoiltIn(before, after, moved);
    for (const id of now) {
        const was = cameFrom.get(id) ?? (oldIds.has(id) ? id : undefined);
        const kind = after.node(id)?.$type ?? '';
        if (was !== undefined && before.node(was)?.$type !== kind) {
            declarations.push({ kind: before.node(was)?.$type ?? '', before: was, after: undefined, statements: [] });
            declarations.push({ kind, before: undefined, after: id, statements: stated(sides, undefined, id) });
        } else if (!isSound(after, id) || (was !== undefined && !isSound(before, was))) {
            if (was === undefined || spoilt.has(id) || !sameTree(before.node(was), after.node(id))) notCompared.push(id);
        } else {
            const statements = stated(sides, was, id);
            if (was === undefined || statements.length > 0) declarations.push({ kind, before: was, after: id, statements });
        }
    }
    for (const id of old)
        if (!nowIds.has(id) && !moved.has(id)) declarations.push({ kind: before.node(id)?.$type ?? '', before: id, after: undefined, statements: [] });
    return { declarations, moved, notCompared: [...notCompared, ...[...spoilt].flatMap(([one, isFile]) => (isFile ? one : []))] };
}

/** What has a stretch in it that cannot be read and that the other state does not have in the same words: nobody can tell what it states. */
function spoiltIn(before: Workspace, after: Workspace, moved: ReadonlyMap<Id, Id>): ReadonlyMap<Id | string, boolean> {
    const old = stretchesIn(before).map((one) => ({ ...one, of: moved.get(one.of) ?? one.of }));
    const now = stretchesIn(after);
    // A file may be called otherwise.
    const keyOf = ({ of, isFile, words }: Stretch) => `${isFile ? '' : of} ${words}`;
    const [known, kept] = [old, now].map((some) => new Set(some.map(keyOf))) as [Set<string>, Set<string>];
    const changed = [...now.filter((one) => !known.has(keyOf(one))), ...old.filter((one) => !kept.has(keyOf(one)))];
    return new Map(changed.map(({ of, isFile }) => [of, isFile]));
}

/** A stretch that cannot be read, and the declaration that it stands in, or else its file. */
interface Stretch {
    readonly of: Id | string;
    readonly isFile: boolean;
    readonly words: string;
}

/** What is on the shelf could be read whole. */
const stretchesIn = ({ files }: Workspace): readonly Stretch[] =>
    [...files.values()].flatMap((file) =>
        file instanceof Volume
            ? []
            : file.parsed.spoiled.map(({ start, end }) => {
                  const id = file.ids.find((one) => isWithin(file.node(one), start, end));
                  return { of: id ?? file.path, isFile: id === undefined, words: plainWords(file.source.slice(start, end)) };
              }),
    );

const isWithin = (node: Node | undefined, start: number, end: number): boolean => node !== undefined && start <= node.$start && node.$start < end;

const idsIn = ({ files }: Workspace): readonly Id[] =>
    [...files.values()]
        .filter(({ path }) => !isLibraryPath(path))
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .flatMap(({ ids }) => ids);

const undated = (workspace: Workspace) => workspace.engine.at(Number.NaN);

const isSound = (workspace: Workspace, id: Id): boolean => judgeable(undated(workspace), id);

function movedBetween(before: Workspace, gone: readonly Id[], after: Workspace, come: readonly Id[]): ReadonlyMap<Id, Id> {
    const keyIn = (workspace: Workspace) => (id: Id) => `${workspace.node(id)?.$type} ${nameOf(id)}`;
    const arrivals = new Map(together(come, keyIn(after)).map((some) => [keyIn(after)(some[0]), some]));
    const moved = new Map<Id, Id>();
    for (const [from, ...others] of together(gone, keyIn(before))) {
        const [to, ...more] = arrivals.get(keyIn(before)(from)) ?? [];
        if (to !== undefined && others.length === 0 && more.length === 0) moved.set(from, to);
    }
    return moved;
}

interface Sides {
    readonly before: Workspace;
    readonly after: Workspace;
    /** What a declaration of the state before is called now. */
    readonly nowOf: (id: Id) => Id;
}

/** Everything that a declaration states otherwise than before, or at all where it is new. */
function stated(sides: Sides, was: Id | undefined, id: Id): readonly StatementChange[] {
    const old = was === undefined ? undefined : undated(sides.before).of(declaration, was);
    const now = undated(sides.after).of(declaration, id);
    if (!now) return [];
    const meanings = new Meanings(sides, old, now);
    const changes: StatementChange[] = [];
    const head = (one: Declaration) => meanings.of({ ...one.header, label: one.label, sources: one.sources });
    if (old && head(old) !== head(now)) {
        const written = [headOf(sides.before, old), headOf(sides.after, now)] as const;
        // A source on a line of its own stands below the head, for all of it.
        if (meanings.of({ ...old.header, label: old.label }) !== meanings.of({ ...now.header, label: now.label }))
            changes.push({ within: '', before: written[0], after: written[1] });
        changes.push(...sourcesChanged(old, now));
    }
    return [...changes, ...compareFacts(meanings, sides, old?.facts ?? [], now.facts, '')];
}

const headOf = (workspace: Workspace, { id }: Declaration): Written => written(workspace, { id, path: '' }, true);

/** Sources that stand on lines of their own speak for the declaration. */
function sourcesChanged(old: Declaration, now: Declaration): readonly StatementChange[] {
    const said = ({ sources }: Declaration) =>
        sources.map(({ text, url, on }) =>
            [`source "${text}"`, ...(url === undefined ? [] : [`url "${url}"`]), ...(on === undefined ? [] : [`on ${formatDay(on)}`])].join(' '),
        );
    const [before, after] = [said(old), said(now)];
    const one = ({ id }: Declaration, words: string): Written => ({ at: { id, path: '' }, words });
    return [
        ...before.filter((words) => !after.includes(words)).map((words) => ({ within: '', before: one(old, words), after: undefined })),
        ...after.filter((words) => !before.includes(words)).map((words) => ({ within: '', before: undefined, after: one(now, words) })),
    ];
}

function compareFacts(meanings: Meanings, sides: Sides, old: readonly AnyFact[], now: readonly AnyFact[], within: string): readonly StatementChange[] {
    // What both say is taken away, each once for each time that it is said.
    const left = new Map<string, AnyFact[]>();
    for (const one of old) left.set(meanings.of(one), [...(left.get(meanings.of(one)) ?? []), one]);
    const fresh = now.filter((one) => left.get(meanings.of(one))?.pop() === undefined);
    const gone = old.filter((one) => left.get(meanings.of(one))?.includes(one));
    const changes: { readonly at: number; readonly change: StatementChange }[] = [];
    for (const one of fresh) {
        const twin = meanings.nearest(one, gone);
        if (twin) gone.splice(gone.indexOf(twin), 1);
        for (const change of twin ? between(twin, one) : [{ within, before: undefined, after: written(sides.after, one.at) }])
            changes.push({ at: now.indexOf(one), change });
    }
    for (const one of gone) changes.push({ at: now.length + old.indexOf(one), change: { within, before: written(sides.before, one.at), after: undefined } });
    return changes.sort((a, b) => a.at - b.at).map(({ change }) => change);

    /** What has become of a statement: of a block, what stands in it. */
    function between(was: AnyFact, is: AnyFact): readonly StatementChange[] {
        const [inner, innerNow] = [was['facts'], is['facts']] as (readonly AnyFact[] | undefined)[];
        if (!inner || !innerNow) return [{ within, before: written(sides.before, was.at), after: written(sides.after, is.at) }];
        const heads = { within, before: written(sides.before, was.at, true), after: written(sides.after, is.at, true) };
        const isOther = meanings.of({ ...was, facts: [] }) !== meanings.of({ ...is, facts: [] });
        return [...(isOther ? [heads] : []), ...compareFacts(meanings, sides, inner, innerNow, heads.after.words)];
    }
}

/** What facts mean, as text that is equal where they mean the same. */
class Meanings {
    private readonly known = new Map<object, string>();
    private readonly names: ReadonlySet<Id>;
    private readonly nowOf: (id: Id) => Id;

    constructor({ nowOf }: Sides, old: Declaration | undefined, now: Declaration) {
        this.names = new Set([...(old?.names ?? []), ...now.names]);
        this.nowOf = nowOf;
    }

    of(value: unknown): string {
        if (typeof value === 'string') return JSON.stringify(this.names.has(value) ? this.nowOf(value) : value);
        if (typeof value !== 'object' || value === null) return String(value);
        let meaning = this.known.get(value);
        if (meaning === undefined) this.known.set(value, (meaning = this.ofObject(value)));
        return meaning;
    }

    private ofObject(value: object): string {
        if (Array.isArray(value))
            return `[${value
                .map((one) => this.of(one))
                .sort()
                .join()}]`;
        if ('digits' in value && 'scale' in value) return decimal(value as { digits: bigint; scale: number });
        const parts = Object.entries(value).filter(([key, part]) => key !== 'at' && part !== undefined && !isEmpty(part));
        return `{${parts
            .map(([key, part]) => `${key}:${this.of(part)}`)
            .sort()
            .join()}}`;
    }

    /** The statement of the same kind that has the most in common with one: most likely what it was before. */
    nearest(one: AnyFact, among: readonly AnyFact[]): AnyFact | undefined {
        const alike = (other: AnyFact) => Object.entries(one).filter(([key, part]) => key !== 'at' && this.of(part) === this.of(other[key])).length;
        const [first, ...rest] = among.filter(({ kind }) => kind === one.kind);
        return first && rest.reduce((best, other) => (alike(other) > alike(best) ? other : best), first);
    }
}

const isEmpty = (part: unknown): boolean => Array.isArray(part) && part.length === 0;

/** `50` and `50.0` are one number. */
function decimal({ digits, scale }: { readonly digits: bigint; readonly scale: number }): string {
    let [d, s] = [digits, scale];
    for (; s > 0 && d % 10n === 0n; s--) d /= 10n;
    return `${d}e-${s}`;
}

/** A part of a declaration as it is written, but on one line and without comments; of a block the head alone where that is asked for. */
function written(workspace: Workspace, at: Place, headOnly = false): Written {
    const node = workspace.node(at.id);
    const source = workspace.files.get(at.id.slice(0, at.id.lastIndexOf('#')))?.source ?? '';
    if (!node) return { at, words: '' };
    const part = partAt(node, at.path);
    // What speaks for the declaration as a whole is no part of the statement that it stands behind.
    const apart = ((part['sources'] ?? []) as readonly Node[]).find(({ ownLine }) => ownLine === true);
    const slice = source.slice(part.$start, apart?.$start ?? part.$end);
    const words = plainWords(slice);
    return { at, words: headOnly ? headIn(words) : words };
}

/** On one line and without comments. */
const plainWords = (source: string): string => withoutComments(source).replace(/\s+/g, ' ').trim();

const withoutComments = (source: string): string =>
    source.replace(/"(?:\\.|[^"\\\r\n])*"|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g, (found) => (found.startsWith('"') ? found : ' '));

const headIn = (words: string): string => (/^(?:"(?:\\.|[^"\\])*"|[^"{])*/.exec(words)?.[0] ?? words).trim();
