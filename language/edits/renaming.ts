import type { Workspace } from '../model/workspace.ts';
import { type Id, nameOf, pathOf, plainName } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { resolve } from '../names/scope.ts';
import { kindsOf, vocabularyAt } from '../names/vocabularies.ts';
import { type Message, text } from '../syntax/message.ts';
import { parse } from '../syntax/parse.ts';
import { tokensOf } from '../syntax/tokens.ts';
import type { Node } from '../syntax/tree.ts';
import { filesOf, type Meant, namesIn, occurrencesOf } from './references.ts';
import type { TextEdit } from './text-edit.ts';

export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly problem: Message };

/** What may be renamed: a declaration everywhere, or the name that one file gave to an import. */
export type Renamed = Extract<Meant, { readonly id: Id } | { readonly alias: string }>;

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
    const occurrences = yield* occurrencesOf(workspace, what);
    return { edits: occurrences.map(({ path, start, end }) => ({ path, start, end, text: newName })) };
}

/** After a name either goes on with what is said of it; every other word of the language may be one. */
const notNames = ['is', 'cites'];

/** The grammar says what a name is: one is tried in the place of one. */
function whyNoName(name: string): Message | undefined {
    const { tree, problems } = parse(`jurisdiction ${name}`);
    const declared = (tree.declarations as readonly Node[] | undefined)?.[0];
    if (problems.length === 0 && declared?.['name'] === name.normalize('NFC') && tokensOf(name).length === 1) return undefined;
    if (notNames.includes(name)) return text('The language needs the word {name} for itself: it is no name.', { name });
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
