import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Declares, type Id, type Import, idOf, nameOf, type Outline, pathOf } from '../names/outline.ts';
import { encodeStep, isLibraryPath, isUnsaved } from '../names/paths.ts';
import { type Files, resolve, sightOf } from '../names/scope.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Span } from '../syntax/tree.ts';
import { type Commented, lineEnd, withComments } from './blocks.ts';
import { type Imported, importStatement, importsEdit } from './imports.ts';
import { filesOf, type Name, namesByDeclaration, namesIn } from './references.ts';
import type { FileEdit, TextEdit } from './text-edit.ts';

/*
 * Declarations move from one file to another, and every name goes on meaning what it meant: each file that names what has moved
 * imports the new file, under the name that it gave to the old one, and what moves takes the imports along that it needs. What
 * would change a meaning, or make two files import each other, is not done.
 */

/** A move as edits, or why it cannot be made. */
export type Move = { readonly edits: readonly FileEdit[] } | { readonly problem: Message };

/**
 * What leaves a file with a declaration that gets a file of its own. Where the rest of the file names it and it names the rest,
 * what it names goes along: else the two files would import each other.
 */
export function leavingWith(workspace: Workspace, id: Id): readonly Id[] {
    const declared = declaredIn(workspace, pathOf(id));
    const names = namesWithin(workspace, pathOf(id), declared);
    const isNamed = declared.some((other) => other !== id && names.get(other)?.has(id));
    const needs = [...(names.get(id) ?? [])].some((other) => other !== id);
    if (!isNamed || !needs) return [id];
    const leaving = new Set([id]);
    for (const one of leaving) for (const other of names.get(one) ?? []) leaving.add(other);
    return declared.filter((one) => leaving.has(one));
}

/** Why a declaration cannot have a file of its own; nothing where that depends on the other files only. */
export function whyNotMovedOut(workspace: Workspace, id: Id): Message | undefined {
    const path = pathOf(id);
    if (isUnsaved(path)) return text('Save this file first: the new one lies beside it.');
    const problem = whyNotMoved(workspace, id);
    if (problem || leavingWith(workspace, id).length < declaredIn(workspace, path).length) return problem;
    return text('This file declares nothing that {name} could be parted from.', { name: nameOf(id) });
}

/** Gives a declaration a file of its own beside the one that it stands in. */
export function* moveOut(workspace: Workspace, id: Id): Generator<undefined, Move> {
    const problem = whyNotMovedOut(workspace, id);
    if (problem) return { problem };
    return yield* move(workspace, leavingWith(workspace, id), freePath(workspace, id), undefined);
}

/** Brings a declaration of another file into one that names it, before the declaration that does. */
export function* moveIn(workspace: Workspace, id: Id, path: string, before: Id | undefined): Generator<undefined, Move> {
    const problem = whyNotMoved(workspace, id);
    if (problem) return { problem };
    return yield* move(workspace, [id], path, before);
}

function whyNotMoved(workspace: Workspace, id: Id): Message | undefined {
    const file = workspace.files.get(pathOf(id));
    const name = nameOf(id);
    if (isLibraryPath(pathOf(id))) return text('{name} is declared in the library that ships with Terroir; it stays there.', { name });
    if (name.includes('~'))
        return text('{name} is declared twice; a name is unique within its file, so one of the two must be renamed.', { name: name.replace(/~\d+$/, '') });
    // Of broken text nobody can say what it names.
    if ((file?.parsed.problems.length ?? 0) > 0) return text('The file has text that cannot be read; mend that first.');
    return undefined;
}

// ---------------------------------------------------------------- what names what

/** The declarations of a file, terms of vocabularies with their vocabulary. */
const declaredIn = (workspace: Workspace, path: string): readonly Id[] =>
    (workspace.files.get(path)?.ids ?? []).filter((id) => workspace.node(id)?.$type !== 'Term');

/** The declaration of a file that an offset lies in. */
export const declarationAt = (workspace: Workspace, path: string, offset: number): Id | undefined =>
    declaredIn(workspace, path).find((id) => {
        const node = workspace.node(id);
        return node !== undefined && node.$start <= offset && offset <= node.$end;
    });

/** A term goes where its vocabulary goes. */
const wholeOf = (workspace: Workspace, id: Id): Id => (workspace.node(id)?.$type === 'Term' ? idOf(pathOf(id), nameOf(id).split('.')[0] ?? '') : id);

/** Which declarations of a file each of them names. */
function namesWithin(workspace: Workspace, path: string, declared: readonly Id[]): ReadonlyMap<Id, ReadonlySet<Id>> {
    const found = new Map(declared.map((id) => [id, new Set<Id>()] as const));
    const file = workspace.files.get(path);
    for (const [id, names] of file ? namesByDeclaration(workspace, file) : []) {
        const named = found.get(wholeOf(workspace, id));
        for (const name of names) {
            if (name.role === 'reference' && name.id !== undefined && pathOf(name.id) === path) named?.add(wholeOf(workspace, name.id));
        }
    }
    return found;
}

type Reference = Extract<Name, { readonly role: 'reference' }> & { readonly id: Id };

/** A name as it is written from now on, and where it will stand. */
interface Referring {
    readonly reference: Reference;
    readonly path: string;
    readonly text: string;
    readonly means: Id;
}

// ---------------------------------------------------------------- the move

interface Plan {
    readonly from: string;
    readonly to: string;
    readonly moved: ReadonlySet<Id>;
    /** What each file must import besides. */
    readonly imports: ReadonlyMap<string, readonly Imported[]>;
    readonly references: readonly Referring[];
    /** Nothing is left in the old file, so it goes, and the imports of it. */
    readonly empties: boolean;
}

function* move(workspace: Workspace, ids: readonly Id[], to: string, before: Id | undefined): Generator<undefined, Move> {
    const plan = yield* planOf(workspace, ids, to);
    const after = afterwards(workspace, plan);
    const problem = clash(workspace, plan) ?? changed(plan, after) ?? ring(plan, after);
    return problem ? { problem } : { edits: editsOf(workspace, plan, ids, before) };
}

function* planOf(workspace: Workspace, ids: readonly Id[], to: string): Generator<undefined, Plan> {
    const from = pathOf(ids[0] ?? '');
    const moved = new Set(ids);
    const imports = new Map<string, Imported[]>();
    const references: Referring[] = [];
    const add = (path: string, wanted: Imported) => {
        const list = imports.get(path) ?? [];
        if (path !== wanted.path && !list.some((one) => one.path === wanted.path && one.alias === wanted.alias)) list.push(wanted);
        imports.set(path, list);
    };
    const { ambient } = filesOf(workspace);
    for (const path of concerned(workspace, from, to)) {
        yield;
        for (const name of namesIn(workspace, path)) {
            if (name.role !== 'reference' || name.id === undefined) continue;
            const reference = { ...name, id: name.id };
            const isMoving = path === from && moved.has(declarationAt(workspace, path, name.start) ?? '');
            const isMoved = moved.has(wholeOf(workspace, name.id));
            const stands = isMoving ? to : path;
            const target = isMoved ? to : pathOf(name.id);
            const dot = name.text.indexOf('.');
            const alias = dot < 0 ? undefined : name.text.slice(0, dot);
            if ((isMoving || isMoved) && stands !== target && !ambient().includes(target)) add(stands, { path: target, alias });
            references.push({
                reference,
                path: stands,
                text: stands === target ? name.text.slice(dot + 1) : name.text,
                means: isMoved ? idOf(to, nameOf(name.id)) : name.id,
            });
        }
    }
    const file = workspace.files.get(from);
    return { from, to, moved, imports, references, empties: file !== undefined && isEmptied(workspace, file, ids) };
}

/** The files in which a name may mean something else afterwards: the two, and those that import one of them. */
function concerned(workspace: Workspace, from: string, to: string): readonly string[] {
    const files = filesOf(workspace);
    const isConcerned = (path: string) => path === from || path === to || files.outline(path)?.imports.some((one) => one.path === from || one.path === to);
    return [...workspace.files.keys()].filter((path) => !isLibraryPath(path) && isConcerned(path)).sort();
}

/** Whether a file holds nothing but imports once some declarations are gone. */
function isEmptied(workspace: Workspace, { source, parsed }: SpecFile, ids: readonly Id[]): boolean {
    const imports = (parsed.tree.imports ?? []).map(({ $start, $end }) => ({ start: $start, end: $end }));
    let left = source;
    for (const { start, end } of [...imports, ...stretchesOf(workspace, source, ids)].toSorted((a, b) => b.start - a.start)) {
        left = left.slice(0, start) + left.slice(end);
    }
    return left.replace('\uFEFF', '').trim() === '';
}

const stretchesOf = (workspace: Workspace, source: string, ids: readonly Id[]): readonly Commented[] =>
    ids.flatMap((id) => {
        const node = workspace.node(id);
        return node ? [withComments(source, node)] : [];
    });

// ---------------------------------------------------------------- whether it may be

/** How names will be looked up. */
function afterwards(workspace: Workspace, { from, to, moved, imports, empties }: Plan): Files {
    const now = filesOf(workspace);
    const empty: Outline = { imports: [], declares: new Map(), terms: new Map() };
    const outlines = new Map<string, Outline | undefined>();
    const moving = (vocabulary: string) => moved.has(idOf(from, vocabulary));
    const old = now.outline(from) ?? empty;
    const there = now.outline(to) ?? empty;
    const part = <V>(map: ReadonlyMap<string, V>, goes: boolean) => [...map].filter(([name]) => moving(name) === goes);
    outlines.set(from, empties ? undefined : { ...old, declares: new Map(part(old.declares, false)), terms: new Map(part(old.terms, false)) });
    const terms = new Map(there.terms);
    for (const [vocabulary, names] of part(old.terms, true)) terms.set(vocabulary, new Set([...(terms.get(vocabulary) ?? []), ...names]));
    const come = part(old.declares, true).map(([name, { kind }]): [string, Declares] => [name, { id: idOf(to, name), kind }]);
    outlines.set(to, { imports: there.imports, declares: new Map([...there.declares, ...come]), terms });
    for (const path of new Set([...imports.keys(), ...(empties ? concerned(workspace, from, to) : [])])) {
        const outline = outlines.has(path) ? outlines.get(path) : now.outline(path);
        if (!outline) continue;
        const kept = empties ? outline.imports.filter((one) => one.path !== from) : outline.imports;
        const fresh = (imports.get(path) ?? []).map((one): Import => ({ ...one, written: '' }));
        outlines.set(path, { ...outline, imports: [...kept, ...fresh] });
    }
    const outline = (path: string) => (outlines.has(path) ? outlines.get(path) : now.outline(path));
    return { ...now, outline, sight: (path) => sightOf(path, outline) };
}

/** A name that the other file has for something else already. */
function clash(workspace: Workspace, { to, moved }: Plan): Message | undefined {
    const taken = filesOf(workspace).outline(to)?.declares;
    const name = [...moved].map(nameOf).find((one) => taken?.has(one));
    return name === undefined ? undefined : text('{name} already means something else in {file}.', { name, file: to });
}

/** A name that would mean something else then. */
function changed({ references }: Plan, after: Files): Message | undefined {
    for (const { reference, path, text: written, means } of references) {
        const resolution = resolve(after, path, written, reference.wanted);
        if (!('found' in resolution) || resolution.found !== means)
            return text('{name} would no longer mean the same in {file}.', { name: written, file: path });
    }
    return undefined;
}

/** Files that would import each other, and do not yet. */
function ring({ imports }: Plan, after: Files): Message | undefined {
    for (const [path, fresh] of imports) {
        for (const { path: target } of fresh) {
            const way = wayBack(after, target, path);
            if (way) return text('Files would import each other then: {ring}.', { ring: [path, ...way].join(' → ') });
        }
    }
    return undefined;
}

/** The shortest way of imports from one file to another. */
function wayBack(files: Files, start: string, goal: string): readonly string[] | undefined {
    const todo: (readonly string[])[] = [[start]];
    const seen = new Set([start]);
    for (let way = todo.shift(); way; way = todo.shift()) {
        const here = way.at(-1) ?? '';
        if (here === goal) return way;
        for (const { path } of files.outline(here)?.imports ?? []) {
            if (seen.has(path)) continue;
            seen.add(path);
            todo.push([...way, path]);
        }
    }
    return undefined;
}

// ---------------------------------------------------------------- the edits

function editsOf(workspace: Workspace, plan: Plan, ids: readonly Id[], before: Id | undefined): readonly FileEdit[] {
    const { from, to, imports, empties } = plan;
    const file = workspace.files.get(from);
    if (!file) return [];
    const target = workspace.files.get(to);
    const eol = lineEnd((target ?? file).source);
    const stretches = stretchesOf(workspace, file.source, ids);
    const needless = prefixes(plan);
    const body = stretches.map((stretch) => without(file.source, stretch, needless, from).replace(/\r\n|\n/g, eol)).join(eol + eol);
    const statements = (imports.get(to) ?? []).map((one) => importStatement(workspace, to, one)).join(eol);
    const fresh: FileEdit = target
        ? inserted(workspace, target, before, body, eol)
        : { create: to, text: (statements === '' ? '' : statements + eol + eol) + body + eol };
    return besides([
        fresh,
        ...[...imports].flatMap(([path, wanted]) => importsEdit(workspace, path, wanted) ?? []),
        ...needless.filter(({ path }) => path === to),
        ...importsOf(workspace, plan).flatMap(({ path, drop }) => {
            if (empties) return path === from ? [] : drop((one) => one.path === from);
            return path === from ? drop((one) => isLeftBehind(plan, one)) : [];
        }),
        ...(empties ? [{ remove: from }] : stretches.map(({ start, rest }) => ({ path: from, start, end: rest, text: '' }))),
    ]);
}

/** Edits of which none lies in another: an import that would stand behind one that goes stands in its place. */
function besides(edits: readonly FileEdit[]): readonly FileEdit[] {
    const texts = edits.filter((edit) => 'start' in edit);
    const replaced = new Map<FileEdit, readonly FileEdit[]>();
    for (const added of texts.filter(({ start, end }) => start === end)) {
        const gone = texts.find(({ path, start, end }) => path === added.path && start < added.start && added.start <= end);
        if (!gone) continue;
        replaced.set(added, []);
        replaced.set(gone, [{ ...gone, end: added.start, text: added.text.replace(/^\r?\n/, '') }]);
    }
    return edits.flatMap((edit) => replaced.get(edit) ?? [edit]);
}

/** `p.` before what stands in the same file from now on. */
const prefixes = ({ references }: Plan): readonly TextEdit[] =>
    references.flatMap(({ reference: { path, start, from, text: was }, text: fresh }) =>
        fresh === was || from === start ? [] : [{ path, start: from, end: start, text: '' }],
    );

/** The text of a stretch without what some edits take out of it. */
function without(source: string, { start, end }: Commented, edits: readonly TextEdit[], path: string): string {
    let text = source.slice(start, end);
    const inside = edits.filter((edit) => edit.path === path && edit.start >= start && edit.end <= end);
    for (const edit of inside.toSorted((a, b) => b.start - a.start)) text = text.slice(0, edit.start - start) + text.slice(edit.end - start);
    return text;
}

function inserted(workspace: Workspace, { path, source, parsed }: SpecFile, before: Id | undefined, body: string, eol: string): TextEdit {
    const node = before === undefined ? undefined : workspace.node(before);
    if (node && before !== undefined && pathOf(before) === path) {
        const at = withComments(source, node).start;
        return { path, start: at, end: at, text: body + eol + eol };
    }
    const end = source.trimEnd().length;
    const isBare = end === 0 && (parsed.tree.imports ?? []).length === 0;
    return { path, start: end, end: source.length, text: `${isBare ? '' : eol + eol}${body}${eol}` };
}

/** Whether an import of the old file served what has moved, and nothing that stays. What it brings in is still read: the new file imports it. */
function isLeftBehind({ from, to, imports, references }: Plan, { path: target, alias }: Import): boolean {
    const serves = ({ text: written, means }: Referring) => pathOf(means) === target && written.startsWith(alias === undefined ? '' : `${alias}.`);
    const isTaken = imports.get(to)?.some((one) => one.path === target && one.alias === alias) === true;
    const isStillRead = isLibraryPath(target) || imports.get(from)?.some((one) => one.path === to) === true;
    return isTaken && isStillRead && !references.some((one) => one.path === from && serves(one));
}

interface ImportsOf {
    readonly path: string;
    /** Takes out some of them, each with its line. */
    readonly drop: (isNeedless: (one: Import) => boolean) => readonly TextEdit[];
}

/** The imports of the files that are concerned. */
function importsOf(workspace: Workspace, { from, to, imports }: Plan): readonly ImportsOf[] {
    return concerned(workspace, from, to).flatMap((path) => {
        const file = workspace.files.get(path);
        const all = filesOf(workspace).outline(path)?.imports ?? [];
        if (!file) return [];
        const nodes = (file.parsed.tree.imports ?? []).filter((one) => one.path !== undefined);
        const drop: ImportsOf['drop'] = (isNeedless) => {
            const needless = nodes.filter((_, i) => isNeedless(all[i] as Import));
            // With the last import the empty line behind it goes.
            const isLast = needless.length === all.length && (imports.get(path) ?? []).length === 0;
            return needless.map((node) => lineOf(file, node, isLast && node === nodes.at(-1)));
        };
        return [{ path, drop }];
    });
}

function lineOf({ path, source }: SpecFile, { $start, $end }: Span, withEmpty: boolean): TextEdit {
    const behind = source.slice($end);
    const line = /^[ \t]*(\r?\n)?/.exec(behind)?.[0].length ?? 0;
    const empty = withEmpty ? (/^[ \t]*\r?\n/.exec(behind.slice(line))?.[0].length ?? 0) : 0;
    return { path, start: $start, end: $end + line + empty, text: '' };
}

/** Where a file for a declaration may be made: beside the old one, called as the declaration is, in small letters. */
function freePath(workspace: Workspace, id: Id): string {
    const path = pathOf(id);
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const plain = nameOf(id)
        .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1-$2')
        .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1-$2')
        .toLowerCase();
    const isAddress = /^[a-z][\w+.-]+:\/\//i.test(path);
    const named = (n: number) => `${plain}${n === 1 ? '' : `-${n}`}.terroir`;
    const full = (n: number) => folder + (isAddress ? encodeStep(named(n)) : named(n));
    let n = 1;
    while (workspace.files.has(full(n))) n++;
    return full(n);
}
