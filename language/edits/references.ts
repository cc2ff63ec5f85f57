import { ambientCell, declaringCell, outlineCell, shown } from '../model/declarations.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Id, nameOf, pathOf, plainName } from '../names/outline.ts';
import { resolveImport } from '../names/paths.ts';
import { type Files, resolve, sightOf, type Wanted } from '../names/scope.ts';
import { vocabularyFor } from '../names/vocabularies.ts';
import type { Rule } from '../rules/rule.ts';
import { tokensOf } from '../syntax/tokens.ts';
import { type Node, parts, type Ref } from '../syntax/tree.ts';
import { expectedAt } from './expected.ts';

/** A stretch of a file's text. */
export interface Span {
    readonly path: string;
    readonly start: number;
    readonly end: number;
}

/** A name that stands somewhere in a text, and what it means there. */
export type Name =
    /** Where a declaration says what it is called. */
    | (Span & { readonly role: 'declaration'; readonly id: Id })
    /** Where a declaration is meant; without `id` the name means nothing. */
    | (Span & { readonly role: 'reference'; readonly id: Id | undefined; readonly text: string; readonly wanted: Wanted })
    /** `as p` of an import, or the `p.` before a name. */
    | (Span & { readonly role: 'alias'; readonly alias: string; readonly declares: boolean })
    /** The path of an import, in its quotes. */
    | (Span & { readonly role: 'import'; readonly target: string; readonly written: string })
    /** The rule that a waiver is of. */
    | (Span & { readonly role: 'rule'; readonly rule: string });

/** How names are looked up in a workspace, outside any question. */
export function filesOf({ engine }: Workspace): Files {
    const outline = (path: string) => engine.get(outlineCell, path);
    return {
        outline,
        sight: (path) => sightOf(path, outline),
        ambient: () => engine.get(ambientCell, ''),
        shown: () => engine.at(Number.NaN).of(shown, ''),
        declaring: (name) => engine.get(declaringCell, name).items,
    };
}

/** Every name in a file, in no order that matters. */
export function* namesIn(workspace: Workspace, path: string): Generator<Name> {
    const file = workspace.files.get(path);
    if (!file) return;
    const files = filesOf(workspace);
    yield* importNames(file);
    for (const id of file.ids) {
        const node = workspace.node(id);
        if (!node) continue;
        const start = node['$nameStart'] as number;
        yield { role: 'declaration', id, path, start, end: wordEnd(file.source, start) };
        yield* namesWithin(file, files, id, node);
    }
}

/** The name at an offset; behind its last letter still counts. */
export function nameAt(workspace: Workspace, path: string, offset: number): Name | undefined {
    for (const name of namesIn(workspace, path)) if (name.start <= offset && offset <= name.end) return name;
    return undefined;
}

/**
 * The name at an offset that stands in a statement which could not be read: the grammar says what it would mean there. Good for telling
 * about it, not for changing it: what else is meant by it there is not known.
 */
export function nameMeantAt(workspace: Workspace, path: string, offset: number): Name | undefined {
    const file = workspace.files.get(path);
    if (!file || file.parsed.problems.length === 0) return undefined;
    const token = tokensOf(file.source).find(({ kind, start, end }) => (kind === 'word' || kind === 'name') && start <= offset && offset <= end);
    if (!token) return undefined;
    const { start, end } = token;
    const files = filesOf(workspace);
    for (const { wanted, alias } of expectedAt(file.source, start).names) {
        const text = (alias === undefined ? '' : `${alias}.`) + file.source.slice(start, end).normalize('NFC');
        for (const one of wanted) {
            const resolution = resolve(files, path, text, one);
            if ('found' in resolution) return { role: 'reference', path, start, end, id: resolution.found, text, wanted: one };
        }
    }
    return undefined;
}

/** A place at which something is meant by its name, and whether it is the one that gives it the name. */
export type Occurrence = Span & { readonly declares: boolean };

/** What a name stands for: a declaration, the name that a file gave to an import, a file, a rule under any of its names. */
export type Meant = { readonly id: Id } | { readonly path: string; readonly alias: string } | { readonly file: string } | { readonly rule: readonly string[] };

/** What is meant by a name; nothing where it means nothing. */
export function meantBy(name: Name, rules: readonly Pick<Rule, 'id' | 'formerly'>[]): Meant | undefined {
    switch (name.role) {
        case 'alias':
            return { path: name.path, alias: name.alias };
        case 'import':
            return { file: name.target };
        case 'rule':
            return { rule: namesOfRule(rules, name.rule) };
        default:
            return name.id === undefined ? undefined : { id: name.id };
    }
}

function namesOfRule(rules: readonly Pick<Rule, 'id' | 'formerly'>[], written: string): readonly string[] {
    const known = rules.find(({ id, formerly }) => id === written || formerly?.includes(written));
    return known ? [known.id, ...(known.formerly ?? [])] : [written];
}

/**
 * Everywhere the same is meant, a declaration's own name included; file by file, so that whoever asks may stop between two. Only
 * what stands for the name: of `p.HDH` that is `HDH`.
 */
export function* occurrencesOf(workspace: Workspace, meant: Meant): Generator<undefined, Occurrence[]> {
    const found: Occurrence[] = [];
    for (const path of [...workspace.files.keys()].sort()) {
        yield;
        if (mayMention(workspace, path, meant)) found.push(...occurrencesIn(workspace, meant, path));
    }
    return found;
}

/** The same in one file. */
export function occurrencesIn(workspace: Workspace, meant: Meant, path: string): Occurrence[] {
    return [...namesIn(workspace, path)]
        .filter((name) => isMeant(name, meant))
        .map((name) => ({ path, start: name.start, end: name.end, declares: name.role === 'declaration' || (name.role === 'alias' && name.declares) }));
}

function isMeant(name: Name, meant: Meant): boolean {
    switch (name.role) {
        case 'alias':
            return 'alias' in meant && name.path === meant.path && name.alias === meant.alias;
        case 'import':
            return 'file' in meant && name.target === meant.file;
        case 'rule':
            return 'rule' in meant && meant.rule.includes(name.rule);
        default:
            return 'id' in meant && name.id === meant.id;
    }
}

/** A quick look that saves most files from being walked through. Texts that are not in NFC are walked through anyway. */
function mayMention(workspace: Workspace, path: string, meant: Meant): boolean {
    const source = workspace.files.get(path)?.source ?? '';
    if ('rule' in meant) return meant.rule.some((name) => source.includes(name));
    const outline = filesOf(workspace).outline(path);
    if ('file' in meant) return outline?.imports.some((one) => one.path === meant.file) === true;
    if ('alias' in meant) return path === meant.path;
    const plain = plainName(meant.id);
    return pathOf(meant.id) === path || source.includes(plain) || source.normalize('NFC').includes(plain);
}

function* importNames({ path, source, parsed }: SpecFile): Generator<Name> {
    for (const one of parsed.tree.imports ?? []) {
        if (one.path === undefined) continue;
        const written = source.slice(one.$start, one.$end);
        const quoted = /"(?:\\.|[^"\\\r\n])*"/.exec(written);
        if (!quoted) continue;
        const start = one.$start + quoted.index;
        yield { role: 'import', path, start, end: start + quoted[0].length, target: resolveImport(path, one.path), written: one.path };
        if (one.alias === undefined) continue;
        const length = /\S+$/.exec(written)?.[0].length ?? 0;
        yield { role: 'alias', path, start: one.$end - length, end: one.$end, alias: one.alias, declares: true };
    }
}

function* namesWithin({ path, source }: SpecFile, files: Files, id: Id, declaration: Node): Generator<Name> {
    if (declaration.$type === 'Waiver' && typeof declaration['rule'] === 'string') {
        const start = source.indexOf(declaration['rule'], wordEnd(source, declaration['$nameStart'] as number));
        if (start >= 0) yield { role: 'rule', path, start, end: start + declaration['rule'].length, rule: declaration['rule'] };
    }
    const todo: Node[] = [declaration];
    for (let node = todo.pop(); node; node = todo.pop()) {
        for (const [below, part] of parts(node)) {
            // Terms are declarations of their own.
            if (node.$type === 'Vocabulary' && part.$type === 'Term') continue;
            if (part.$type === 'Ref')
                yield* referenceNames(path, source, files, part as unknown as Ref, wantedAt(id, node.$type, below, part as unknown as Ref));
            else todo.push(part);
        }
    }
}

function wantedAt(id: Id, owner: string, part: string, ref: Ref): Wanted {
    const property = part.split('.')[0] ?? part;
    const name = nameOf(id);
    const vocabulary = owner === 'Term' && property === 'is' ? name.slice(0, name.indexOf('.')) : vocabularyFor(owner, property);
    return { kind: ref.kind, vocabulary };
}

function* referenceNames(path: string, source: string, files: Files, ref: Ref, wanted: Wanted): Generator<Name> {
    const dot = source.slice(ref.$start, ref.$end).indexOf('.');
    const resolution = resolve(files, path, ref.text, wanted);
    const id = 'found' in resolution ? resolution.found : undefined;
    let start = ref.$start;
    if (dot >= 0) {
        yield { role: 'alias', path, start, end: wordEnd(source, start), alias: ref.text.slice(0, ref.text.indexOf('.')), declares: false };
        start += dot + 1;
        start += /^\s*/.exec(source.slice(start, ref.$end))?.[0].length ?? 0;
    }
    yield { role: 'reference', path, start, end: ref.$end, id, text: ref.text, wanted };
}

/** Where a name ends that begins at an offset. Counted in the text: a name that is not in NFC is longer there than in the tree. */
export function wordEnd(source: string, start: number): number {
    return start + (/^[\p{ID_Continue}\p{Mark}_·-]+/u.exec(source.slice(start, start + 1000))?.[0].length ?? 0);
}
