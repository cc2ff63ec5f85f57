import type { Workspace } from '../model/workspace.ts';
import type { Import } from '../names/outline.ts';
import { importOf } from '../names/paths.ts';
import { endWithComment, lineEnd } from './blocks.ts';
import { filesOf } from './references.ts';
import type { TextEdit } from './text-edit.ts';

/** A file to import, and the name to give it, if any. */
export type Imported = Pick<Import, 'path' | 'alias'>;

/** A text as it stands between quotes. */
export const inQuotes = (text: string): string => text.replace(/["\\]/g, '\\$&');

/** How a file writes an import of another one. */
export const importStatement = ({ home }: Workspace, from: string, { path, alias }: Imported): string =>
    `import "${inQuotes(importOf(from, path, home))}"${alias === undefined ? '' : ` as ${alias}`}`;

/** What makes one file import another, at the end of its imports or at its top; nothing where it already does. */
export const importEdit = (workspace: Workspace, path: string, target: string): TextEdit | undefined =>
    importsEdit(workspace, path, [{ path: target, alias: undefined }]);

/** What makes one file import others, as far as it does not yet. */
export function importsEdit(workspace: Workspace, path: string, wanted: readonly Imported[]): TextEdit | undefined {
    const file = workspace.files.get(path);
    const has = filesOf(workspace).outline(path)?.imports ?? [];
    const missing = wanted.filter((one) => one.path !== path && !has.some((other) => other.path === one.path && other.alias === one.alias));
    if (!file || missing.length === 0) return undefined;
    const eol = lineEnd(file.source);
    const statements = missing.map((one) => importStatement(workspace, path, one)).join(eol);
    const last = file.parsed.tree.imports?.at(-1);
    if (last) {
        const at = endWithComment(file.source, last.$end);
        return { path, start: at, end: at, text: eol + statements };
    }
    // What a file says about itself at its top stays there: a comment with an empty line behind it.
    const top =
        /^\uFEFF?(?:[ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/)[ \t]*(?:\r?\n|$))+[ \t]*\r?\n/.exec(file.source)?.[0].length ??
        (file.source.startsWith('\uFEFF') ? 1 : 0);
    return { path, start: top, end: top, text: statements + eol + eol };
}
