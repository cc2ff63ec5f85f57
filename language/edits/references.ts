import { ambientCell, declaringCell, outlineCell, shown } from '../model/declarations.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Id, nameOf, pathOf, plainName } from '../names/outline.ts';
import { resolveImport } from '../names/paths.ts';
import { type Files, resolve, sightOf, type Wanted } from '../names/scope.ts';
import { vocabularyFor } from '../names/vocabularies.ts';
import type { Rule } from '../rules/rule.ts';
import type { Stretch } from '../syntax/parsed.ts';
import { piecesIn, ruleIn, tokensOf } from '../syntax/tokens.ts';
import { type Node, nameOfNode, parts, type Ref } from '../syntax/tree.ts';
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
    /** Where a declaration is meant; without `id` the name means nothing. It is written `from` where the `p.` before it begins, if there is one. */
    | (Span & { readonly role: 'reference'; readonly id: Id | undefined; readonly text: string; readonly wanted: Wanted; readonly from: number })
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

/** All of a text. */
export const everything: Stretch = { start: 0, end: Number.POSITIVE_INFINITY };

/** Every name in a file, in no order that matters; of a stretch of it those that touch it. */
export function* namesIn(workspace: Workspace, path: string, stretch: Stretch = everything): Generator<Name> {
    const file = workspace.files.get(path);
    if (!file) return;
    const touches = ({ start, end }: Stretch): boolean => start <= stretch.end && stretch.start <= end;
    for (const name of importNames(file)) if (touches(name)) yield name;
    for (const [, names] of namesByDeclaration(workspace, file, stretch)) for (const name of names) if (touches(name)) yield name;
}

/** The names in each declaration of a file, its own first; only of those that touch a stretch of the text. */
export function* namesByDeclaration(workspace: Workspace, file: SpecFile, stretch: Stretch = everything): Generator<readonly [Id, readonly Name[]]> {
    // There are many names in a file, all of them looked up in what it sees.
    const files = filesOf(workspace);
    const [sight, shown] = [files.sight(file.path), files.shown()];
    const seen: Files = { ...files, sight: () => sight, shown: () => shown };
    for (const id of file.ids) {
        const node = workspace.node(id);
        if (node && node.$start <= stretch.end && stretch.start <= node.$end) yield [id, namesOf(file, seen, id, node)];
    }
}

/** The name at an offset; behind its last letter still counts. */
export function nameAt(workspace: Workspace, path: string, offset: number): Name | undefined {
    for (const name of namesIn(workspace, path, { start: offset, end: offset })) return name;
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
            if ('found' in resolution) return { role: 'reference', path, start, end, id: resolution.found, text, wanted: one, from: start };
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

/** The paths that a file imports, and the names that it gives them, in the order of the text. */
export function* importNames({ path, source, parsed }: SpecFile): Generator<Name & { readonly role: 'import' | 'alias' }> {
    for (const one of parsed.tree.imports ?? []) {
        if (one.path === undefined) continue;
        const pieces = piecesIn(source, { start: one.$start, end: one.$end });
        const quoted = pieces.find(({ kind }) => kind === 'text');
        if (!quoted) continue;
        yield { role: 'import', path, start: quoted.start, end: quoted.end, target: resolveImport(path, one.path), written: one.path };
        const last = pieces.at(-1);
        if (one.alias !== undefined && last) yield { role: 'alias', path, start: last.start, end: last.end, alias: one.alias, declares: true };
    }
}

function namesOf({ path, source }: SpecFile, files: Files, id: Id, declaration: Node): Name[] {
    const found: Name[] = [{ role: 'declaration', id, path, ...nameOfNode(declaration) }];
    const rule = declaration.$type === 'Waiver' ? ruleIn(source, declaration) : undefined;
    if (rule) found.push({ role: 'rule', path, start: rule.start, end: rule.end, rule: source.slice(rule.start, rule.end) });
    const todo: Node[] = [declaration];
    for (let node = todo.pop(); node; node = todo.pop()) {
        for (const [below, part] of parts(node)) {
            // Terms are declarations of their own.
            if (node.$type === 'Vocabulary' && part.$type === 'Term') continue;
            if (part.$type !== 'Ref') todo.push(part);
            else found.push(...referenceNames(path, source, files, part as unknown as Ref, wantedAt(id, node.$type, below, part as unknown as Ref)));
        }
    }
    return found;
}

function wantedAt(id: Id, owner: string, part: string, ref: Ref): Wanted {
    const dot = part.indexOf('.');
    const property = dot < 0 ? part : part.slice(0, dot);
    const name = nameOf(id);
    const vocabulary = owner === 'Term' && property === 'is' ? name.slice(0, name.indexOf('.')) : vocabularyFor(owner, property);
    return { kind: ref.kind, vocabulary };
}

/** What is meant, and before it the name of the import that it is taken from, where one is said. */
function referenceNames(path: string, source: string, files: Files, ref: Ref, wanted: Wanted): Name[] {
    const resolution = resolve(files, path, ref.text, wanted);
    const id = 'found' in resolution ? resolution.found : undefined;
    const meant = { role: 'reference', path, end: ref.$end, id, text: ref.text, wanted, from: ref.$start } as const;
    const names = source.slice(ref.$start, ref.$end).includes('.') ? piecesIn(source, { start: ref.$start, end: ref.$end }) : [];
    const [first, last] = [names[0], names.at(-1)];
    if (!first || !last || first === last) return [{ ...meant, start: ref.$start }];
    const alias = ref.text.slice(0, ref.text.indexOf('.'));
    return [
        { role: 'alias', path, start: first.start, end: first.end, alias, declares: false },
        { ...meant, start: last.start },
    ];
}
