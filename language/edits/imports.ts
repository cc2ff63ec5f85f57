import type { Workspace } from '../model/workspace.ts';
import { importOf } from '../names/paths.ts';
import { endOfLine, lineEnd } from './blocks.ts';
import { filesOf } from './references.ts';
import type { TextEdit } from './text-edit.ts';

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
