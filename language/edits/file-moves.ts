import type { Workspace } from '../model/workspace.ts';
import { importOf, isLibraryPath, resolveImport } from '../names/paths.ts';
import { type Message, text } from '../syntax/message.ts';
import { inQuotes } from './imports.ts';
import { importNames, type Name, type Span } from './references.ts';
import type { TextEdit } from './text-edit.ts';

/** Where a file will be; itself where it stays. */
export type Moved = (path: string) => string;

/** Files and folders that are moved, by their old addresses: what lies in a folder goes with it. */
export function movedBy(moves: readonly { readonly from: string; readonly to: string }[]): Moved {
    return (path) => {
        for (const { from, to } of moves) {
            if (path === from) return to;
            if (path.startsWith(`${from}/`)) return to + path.slice(from.length);
        }
        return path;
    };
}

/**
 * What has to be written otherwise once files are moved: every import of one of them, and what they import themselves. An import
 * that still leads to its file stays as it is written, and so does one that leads nowhere.
 */
export function* importEdits(workspace: Workspace, moved: Moved): Generator<undefined, TextEdit[]> {
    const edits: TextEdit[] = [];
    for (const [path, file] of [...workspace.files]) {
        yield;
        if (isLibraryPath(path)) continue;
        for (const name of importNames(file)) {
            if (name.role !== 'import' || isLibraryPath(name.target) || !workspace.files.has(name.target)) continue;
            const [here, there] = [moved(path), moved(name.target)];
            if ((here === path && there === name.target) || resolveImport(here, name.written) === there) continue;
            edits.push({ ...insideQuotes(name), text: inQuotes(importOf(here, there)) });
        }
    }
    return edits;
}

/** The path of an import, without its quotes. */
export const insideQuotes = ({ path, start, end }: Span): Span => ({ path, start: start + 1, end: end - 1 });

/** Why the file that an import means cannot be moved; nothing where it can. */
export function whyNotMoved(workspace: Workspace, { target, written }: Name & { readonly role: 'import' }): Message | undefined {
    if (isLibraryPath(target)) return text('{file} is part of the library that ships with Terroir; it cannot be renamed.', { file: written });
    return workspace.files.has(target) ? undefined : text('There is no file {file}.', { file: target });
}

/** Where a file is to go that is written otherwise in an import of it; without an ending it is a spec all the same. Or why it cannot. */
export function newPlace(
    workspace: Workspace,
    name: Name & { readonly role: 'import' },
    fresh: string,
): { readonly to: string } | { readonly problem: Message } {
    const step = fresh.trim().split('/').at(-1) ?? '';
    const written = step === '' || step.includes('.') ? fresh.trim() : `${fresh.trim()}.terroir`;
    const to = resolveImport(name.path, written);
    if (!/[^/]\.terroir$/.test(written) || /^[a-z][\w+.-]+:/i.test(written) || written.startsWith('/') || to.includes('../')) {
        return { problem: text('“{path}” is no path of a spec beside this one: it ends with .terroir, as “./parties.terroir” does.', { path: fresh }) };
    }
    if (to !== name.target && workspace.files.has(to)) return { problem: text('There is a file {file} already.', { file: to }) };
    return { to };
}
