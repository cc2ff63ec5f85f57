import { everStated } from '../model/declarations.ts';
import type { Place } from '../model/facts.ts';
import { parameter } from '../model/library.ts';
import { deadline } from '../model/time.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Id, nameOf, pathOf } from '../names/outline.ts';
import { importOf, isLibraryPath } from '../names/paths.ts';
import { resolve, visible } from '../names/scope.ts';
import { kindsOf, vocabularyAt } from '../names/vocabularies.ts';
import type { Fix } from '../rules/rule.ts';
import { type Message, text } from '../syntax/message.ts';
import { parse } from '../syntax/parse.ts';
import type { Node } from '../syntax/tree.ts';
import { type Day, type Duration, formatDay } from '../syntax/values.ts';
import { endOfLine, insertFact, lineEnd, wholeLines } from './blocks.ts';
import { filesOf, namesIn, occurrencesOf, occurrencesOfAlias, wordEnd } from './references.ts';

/** A change of one file's text, at offsets of the text as it is now. */
export interface TextEdit {
    readonly path: string;
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

// ---------------------------------------------------------------- fixes

/** The text edits of a fix; none where a part of it cannot be done: half a fix would mislead. */
export function fixEdits(workspace: Workspace, fix: Pick<Fix, 'changes'>): readonly TextEdit[] {
    const edits = fix.changes.map((change) => changeEdit(workspace, change));
    return edits.every((edit) => edit !== undefined && !isLibraryPath(edit.path)) ? (edits as TextEdit[]) : [];
}

function changeEdit(workspace: Workspace, change: Fix['changes'][number]): TextEdit | undefined {
    if ('replace' in change) {
        const span = workspace.span(change.replace);
        return span && { ...span, text: change.with };
    }
    if ('insertAfterWord' in change) return afterWord(workspace, change.insertAfterWord, change.word, change.text);
    if ('insertInto' in change) return newFact(workspace, change.insertInto, change.fact);
    return removal(workspace, change.removeDeclaration);
}

function afterWord(workspace: Workspace, place: Place, word: string, text: string): TextEdit | undefined {
    const span = workspace.span(place);
    const written = span && workspace.files.get(span.path)?.source.slice(span.start, span.end);
    const found = written?.search(new RegExp(`(?<![\\w-])${word}(?![\\w-])`)) ?? -1;
    if (!span || found < 0) return undefined;
    const at = span.start + found + word.length;
    return { path: span.path, start: at, end: at, text };
}

function newFact(workspace: Workspace, id: Id, fact: string): TextEdit | undefined {
    const found = declarationIn(workspace, id);
    const insertion = found && insertFact(found.file.source, found.node, fact);
    return insertion && { path: found.file.path, start: insertion.at, end: insertion.at, text: insertion.text };
}

function removal(workspace: Workspace, id: Id): TextEdit | undefined {
    const found = declarationIn(workspace, id);
    return found && { path: found.file.path, ...wholeLines(found.file.source, found.node), text: '' };
}

function declarationIn(workspace: Workspace, id: Id): { file: SpecFile; node: Node } | undefined {
    const file = workspace.files.get(pathOf(id));
    const node = workspace.node(id);
    return file && node && { file, node };
}

// ---------------------------------------------------------------- imports

/** What makes one file import another, at the end of its imports or at its top; nothing where it already does. */
export function importEdit(workspace: Workspace, path: string, target: string): TextEdit | undefined {
    const file = workspace.files.get(path);
    const outline = filesOf(workspace).outline(path);
    if (!file || path === target || outline?.imports.some((one) => one.path === target && one.alias === undefined)) return undefined;
    const statement = `import "${importOf(path, target)}"`;
    const eol = lineEnd(file.source);
    const last = file.parsed.tree.imports?.at(-1);
    if (last) {
        const at = endOfLine(file.source, last.$end);
        return { path, start: at, end: at, text: eol + statement };
    }
    // What a file says about itself at its top stays there: a comment with an empty line behind it.
    const top =
        /^\uFEFF?(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)[ \t]*(?:\r?\n|$))+[ \t]*\r?\n/.exec(file.source)?.[0].length ??
        (file.source.startsWith('\uFEFF') ? 1 : 0);
    return { path, start: top, end: top, text: statement + eol + eol };
}

// ---------------------------------------------------------------- waivers

/** How long a waiver lasts that nobody has thought about yet; the library may allow less. */
const waiverLength: Duration = { years: 0, months: 0, days: 90, workingDays: 0, hours: 0 };

/**
 * A waiver of a rule on a declaration, behind that declaration: live from the day it is written on. Nothing where nobody is
 * in sight who could approve it.
 */
export function waiverEdit(
    workspace: Workspace,
    { rule, subject, on }: { readonly rule: string; readonly subject: Id; readonly on: Day },
): TextEdit | undefined {
    const found = declarationIn(workspace, subject);
    const name = nameOf(subject);
    const approver = found && approverOf(workspace, subject, found.node);
    if (!found || approver === undefined || name.includes('.') || name.includes('~') || isLibraryPath(found.file.path)) return undefined;
    const { path, source } = found.file;
    const eol = lineEnd(source);
    const lines = [
        `waiver ${freeWaiverName(workspace, path)} of ${rule} on ${name} {`,
        '    because "…"',
        `    approved by ${approver} on ${formatDay(on)}`,
        `    until ${formatDay(waiverEnd(workspace, on))}`,
        '}',
    ];
    const at = endOfLine(source, found.node.$end);
    return { path, start: at, end: at, text: eol + eol + lines.join(eol) };
}

function waiverEnd(workspace: Workspace, on: Day): Day {
    const longest = deadline(on, parameter(workspace.engine.at(on), 'terroir-practice', 'waiver-at-most') as Duration);
    const wished = deadline(on, waiverLength) ?? on;
    return longest === undefined ? wished : Math.min(longest, wished);
}

/** The controller of a contract, else the first organisation in sight, the way the file calls it. */
function approverOf(workspace: Workspace, subject: Id, node: Node): string | undefined {
    const controller = everStated(workspace.engine.at(Number.NaN), subject, 'Controller')[0];
    const facts = (node['facts'] ?? []) as readonly Node[];
    const stated = controller && facts.find((fact) => fact.$type === 'Controller');
    const written = (stated?.['parties'] as readonly Node[] | undefined)?.[0]?.['text'];
    if (typeof written === 'string') return written;
    for (const { name } of visible(filesOf(workspace), pathOf(subject), { kind: 'Organisation', vocabulary: undefined })) return name;
    return undefined;
}

function freeWaiverName(workspace: Workspace, path: string): string {
    const declares = filesOf(workspace).outline(path)?.declares;
    let n = 1;
    while (declares?.has(`W-${n}`)) n++;
    return `W-${n}`;
}

// ---------------------------------------------------------------- renaming

export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly problem: Message };

/** What may be renamed: a declaration everywhere, or the name that one file gave to an import. */
export type Renamed = { readonly id: Id } | { readonly path: string; readonly alias: string };

/** Why something cannot be renamed at all; nothing where it can. */
export function whyNotRenamed(workspace: Workspace, what: Renamed): Message | undefined {
    if (!('id' in what)) return undefined;
    if (isLibraryPath(pathOf(what.id)))
        return text('{name} is declared in the library that ships with Terroir; it cannot be renamed.', { name: plainName(what.id) });
    const kind = workspace.node(what.id)?.$type;
    if (kind === 'Vocabulary' && Object.values(vocabularyAt).includes(nameOf(what.id))) {
        return text('Terroir knows the vocabulary {name} by its name; only its terms can be renamed.', { name: nameOf(what.id) });
    }
    return undefined;
}

/**
 * Renames in every file. Refused where the new name is none, or means something else where the old one stands. Goes through
 * the workspace file by file, so that whoever asks may stop between two.
 */
export function* renameEdits(workspace: Workspace, what: Renamed, newName: string): Generator<undefined, Renaming> {
    const problem = whyNotRenamed(workspace, what) ?? whyNoName(newName);
    if (problem) return { problem };
    const name = newName.normalize('NFC');
    const taken = 'id' in what ? yield* takenBy(workspace, what.id, name) : aliasTaken(workspace, what, name);
    if (taken) return { problem: taken };
    const occurrences = 'id' in what ? yield* occurrencesOf(workspace, what.id) : occurrencesOfAlias(workspace, what.path, what.alias);
    return { edits: occurrences.map(({ path, start, end }) => ({ path, start, end, text: newName })) };
}

/** The grammar says what a name is: one is tried in the place of one. */
function whyNoName(name: string): Message | undefined {
    const { tree, problems } = parse(`jurisdiction ${name}`);
    const declared = (tree.declarations as readonly Node[] | undefined)?.[0];
    if (problems.length === 0 && declared?.['name'] === name.normalize('NFC') && wordEnd(name, 0) === name.length) return undefined;
    return text('“{name}” is no name: a name is one word of letters, digits, “-” and “_” that begins with a letter.', { name });
}

function* takenBy(workspace: Workspace, id: Id, name: string): Generator<undefined, Message | undefined> {
    const files = filesOf(workspace);
    const own = pathOf(id);
    if (plainName(id) === name) return undefined;
    const dot = nameOf(id).indexOf('.');
    const taken = (path: string) => text('{name} already means something else in {file}.', { name, file: path });
    if (dot >= 0) {
        const vocabulary = nameOf(id).slice(0, dot);
        if (files.outline(own)?.terms.get(vocabulary)?.has(name)) return taken(own);
    } else if (files.outline(own)?.declares.has(name)) return taken(own);
    const wanted =
        dot >= 0
            ? [{ kind: 'Term', vocabulary: nameOf(id).slice(0, dot) }]
            : kindsAround(workspace.node(id)?.$type ?? '').map((kind) => ({ kind, vocabulary: undefined }));
    for (const path of workspace.files.keys()) {
        yield;
        const sees = path === own || files.outline(path)?.imports.some((one) => one.path === own && one.alias === undefined);
        if (!sees) continue;
        for (const one of wanted) {
            const found = resolve(files, path, name, one);
            // A name that only the library has and that this file does not use may be taken from it.
            const inUse = 'found' in found && (!isLibraryPath(pathOf(found.found)) || uses(workspace, path, found.found));
            if (inUse || ('problem' in found && found.problem === 'ambiguous')) return taken(path);
        }
    }
    return undefined;
}

/** The kinds of place that a declaration of a kind may stand at. */
const kindsAround = (kind: string): string[] => [kind, ...Object.keys(kindsOf).filter((group) => kindsOf[group]?.includes(kind))];

function uses(workspace: Workspace, path: string, id: Id): boolean {
    for (const name of namesIn(workspace, path)) if (name.role === 'reference' && name.id === id) return true;
    return false;
}

function aliasTaken(workspace: Workspace, { path, alias }: { path: string; alias: string }, name: string): Message | undefined {
    if (name === alias) return undefined;
    const isTaken = filesOf(workspace)
        .outline(path)
        ?.imports.some((one) => one.alias === name);
    return isTaken ? text('{name} already means something else in {file}.', { name, file: path }) : undefined;
}

const plainName = (id: Id): string => nameOf(id).replace(/~\d+$/, '').split('.').at(-1) ?? '';
