import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '../../language/editing.ts';
import { type Day, type Finding, readDay, say, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A workspace with the library and some files, given by path. */
export function workspaceOf(files: Readonly<Record<string, string>> = {}): Workspace {
    const workspace = new Workspace();
    workspace.shelve(libraryFiles);
    for (const [path, source] of Object.entries(files)) workspace.set(path, source, parse(source));
    return workspace;
}

/** The day of a date that is known to exist. */
export function day(written: string): Day {
    const read = readDay(written);
    if (!('value' in read)) throw new Error(say(read.problem));
    return read.value;
}

/** What a finding underlines, in the text as it is. */
export function underlined(workspace: Workspace, { where }: Finding): { readonly start: number; readonly end: number; readonly text: string } {
    const span = 'start' in where ? where : workspace.span(where);
    if (!span) throw new Error('The finding stands nowhere.');
    const source = workspace.files.get(span.path)?.source ?? '';
    return { start: span.start, end: span.end, text: source.slice(span.start, span.end) };
}

/** The files of an example folder, by path from the repository's root. */
export function example(...paths: string[]): Record<string, string> {
    return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The first spec that stands in a page, as it is written there. */
export function firstSpecOf(page: string): string {
    const [, spec] = /^```terroir\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, page), 'utf8')) ?? [];
    if (spec === undefined) throw new Error(`There is no spec in ${page}.`);
    return spec;
}

/** Every spec of the examples and the library: its path from the repository's root, and its text. */
export const specs = (): [path: string, source: string][] =>
    ['examples', 'language/library'].flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
            .filter((name) => name.endsWith('.terroir'))
            .sort()
            .map((name): [string, string] => [join(folder, name), readFileSync(join(root, folder, name), 'utf8')]),
    );
