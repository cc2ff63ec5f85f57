// The contents of the library: a line for each declaration, and what some indexes list of it, as language/model/shelf.ts reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Book } from '../language/library/book.ts';
import { partiesByOwner } from '../language/model/ownership.ts';
import type { Index } from '../language/model/question.ts';
import { compellingNorms } from '../language/model/reach.ts';
import { Workspace } from '../language/model/workspace.ts';
import { declarationsOf, type Id, nameOf, pathOf } from '../language/names/outline.ts';
import { isLibraryPath, libraryPath, libraryScheme } from '../language/names/paths.ts';
import { readSound } from '../language/syntax/fast-reader.ts';

/** Where somebody looks whenever he follows reach or owners, whatever of the library he is about. */
const indexes: readonly Index[] = [compellingNorms, partiesByOwner];

export function contentsOf(folder: string): string {
    const files = readdirSync(folder)
        .filter((file) => file.endsWith('.terroir'))
        .sort();
    if (files.length === 0) throw new Error(`${folder} holds no .terroir file`);
    const books = files.map((file): Book => {
        const source = readFileSync(join(folder, file), 'utf8');
        const tree = readSound(source);
        if (!tree) throw new Error(`${file} cannot be read`);
        if ((tree.imports ?? []).length > 0) throw new Error(`${file} imports something: a book of the library stands for itself`);
        const lines = [...declarationsOf(tree, file)].map(({ id, node, duplicate }) => {
            if (duplicate) throw new Error(`${file} declares ${nameOf(id)} twice`);
            return node.$type === 'Term' ? `Term ${nameOf(id)}` : `${node.$type} ${nameOf(id)} ${node.$start} ${node.$end}`;
        });
        return { path: libraryPath(file.replace(/\.terroir$/, '')), source, contents: lines.join('\n'), listed: {} };
    });
    const workspace = new Workspace(false);
    workspace.shelve(books);
    const entries = books.map(({ path, contents }) => `    '${bookOf(path)}': \`${contents}\`,\n`);
    const listed = books.map(({ path }) => {
        const lines = indexes.flatMap((index) => linesFor(index, path, workspace) ?? []);
        return `    '${bookOf(path)}': {${lines.map((line) => `\n        ${line},`).join('')}${lines.length > 0 ? '\n    ' : ''}},\n`;
    });
    return (
        `// Generated from the library by scripts/generate.ts. Do not edit.\n\n` +
        `/** What stands where in each file of the library; see model/shelf.ts. */\nexport const contents = {\n${entries.join('')}} as const;\n\n` +
        `/** What indexes list of each file of the library; see book.ts. */\n` +
        `export const listed: Readonly<Record<keyof typeof contents, Readonly<Record<string, string>>>> = {\n${listed.join('')}};\n`
    );
}

const bookOf = (path: string): string => path.slice(libraryScheme.length).replace(/\.terroir$/, '');

/** What an index lists of a book: a line for each key, with those that are listed under it; nothing where it is about nothing in there. */
function linesFor(index: Index, path: string, { engine, files }: Workspace): string | undefined {
    const ask = engine.at(Number.NaN);
    const members = (files.get(path)?.ids ?? []).filter((id) => index.kinds.some((kind) => engine.kind(kind).has(id)));
    if (members.length === 0) return undefined;
    const under = new Map<Id, string[]>();
    for (const id of members) {
        for (const key of new Set(index.keys(ask, id))) {
            if (!isLibraryPath(key)) throw new Error(`${id} is listed under ${key}, which is not of the library`);
            under.set(key, [...(under.get(key) ?? []), nameOf(id)]);
        }
    }
    const lines = [...under].map(([key, names]) => [`${bookOf(pathOf(key))}#${nameOf(key)}`, ...names].join(' '));
    return `'${index.name}': \`${lines.join('\n')}\``;
}
