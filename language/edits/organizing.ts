import { idleImports } from '../model/imports.ts';
import type { Workspace } from '../model/workspace.ts';
import { isLibraryPath } from '../names/paths.ts';
import { lineEnd, withComments } from './blocks.ts';
import { filesOf } from './references.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Puts the imports of a file in order: those of the library first, then by their paths, each once, and none that nothing rests
 * on. What is said about an import goes along with it. Nothing where they are in order, or where the file cannot be read.
 */
export function organizeImports(workspace: Workspace, path: string): TextEdit | undefined {
    const file = workspace.files.get(path);
    const nodes = (file?.parsed.tree.imports ?? []).filter((one) => one.path !== undefined);
    const [first] = nodes;
    const last = nodes.at(-1);
    if (!file || !first || !last || file.parsed.problems.length > 0) return undefined;
    const { source } = file;
    const imports = filesOf(workspace).outline(path)?.imports ?? [];
    const idle = new Set(workspace.engine.at(Number.NaN).of(idleImports, path));
    // What a file says of itself at its very top stays there.
    const above = withComments(source, first).start;
    const start = /^\uFEFF?$/.test(source.slice(0, above)) ? first.$start : above;
    const { end } = withComments(source, last);
    let from = start;
    const items = nodes.map((node, i) => {
        const commented = withComments(source, node);
        // A comment that stands apart from the import below it is kept, whatever becomes of that one.
        const begins = Math.max(from, commented.start);
        const apart = source.slice(from, begins).trim();
        const own = source.slice(begins, commented.end);
        from = commented.end;
        const { path: target, written, alias = '' } = imports[i] ?? { path: '', written: '' };
        return { apart, own: idle.has(i) || target === path ? '' : own.trim(), key: `${isLibraryPath(target) ? 0 : 1} ${written} ${alias}` };
    });
    const eol = lineEnd(source);
    const ordered = items.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const text = ordered
        .flatMap(({ apart, own }) => (apart === '' ? [own] : [`${apart}${eol}`, own]))
        .filter((line) => line !== '')
        .join(eol);
    if (text === source.slice(start, end)) return undefined;
    const rest = text === '' ? (/^[ \t]*(\r?\n){0,2}/.exec(source.slice(end))?.[0].length ?? 0) : 0;
    return { path, start, end: end + rest, text };
}
