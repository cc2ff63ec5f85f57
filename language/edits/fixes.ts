import type { Place } from '../model/facts.ts';
import type { Change, Fix } from '../model/fixes.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Id, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { type Node, partAt } from '../syntax/tree.ts';
import { wholeLines, wholeStatement } from './blocks.ts';
import { filled, leftOpen, type Write } from './gaps.ts';
import { statement } from './statements.ts';
import type { TextEdit } from './text-edit.ts';

/** The text edits of a fix; none where a part of it cannot be done: half a fix would mislead. */
export function fixEdits(workspace: Workspace, { changes }: Pick<Fix, 'changes'>, write: Write = leftOpen()): readonly TextEdit[] {
    const edits = changes.map((change) => changeEdit(workspace, change, write));
    return edits.every((edit) => edit !== undefined) ? (edits as readonly TextEdit[]) : [];
}

function changeEdit(workspace: Workspace, change: Change, write: Write): TextEdit | undefined {
    const place: Place = 'state' in change ? { id: change.state.in, path: '' } : 'replace' in change ? change.replace : change.remove;
    const found = declarationIn(workspace, place.id);
    // What stands in the library is nobody’s to change.
    if (!found || isLibraryPath(found.file.path)) return undefined;
    if ('state' in change) return statement(found.file, found.node, change.state, write);
    if ('remove' in change) return { path: found.file.path, ...stretch(found, place.path), text: '' };
    const span = workspace.span(place);
    return span && { ...span, text: filled(change.with, write) };
}

interface Found {
    readonly file: SpecFile;
    readonly node: Node;
}

export function declarationIn(workspace: Workspace, id: Id): Found | undefined {
    const file = workspace.files.get(pathOf(id));
    const node = workspace.node(id);
    return file && node && { file, node };
}

/** What goes with a statement that is taken out; of a list only a member goes, with its comma, unless it is the only one. */
function stretch({ file: { source }, node }: Found, path: string): { readonly start: number; readonly end: number } {
    if (path === '') return wholeLines(source, node);
    const { $start, $end } = partAt(node, path);
    const behind = /^\s*,\s*/.exec(source.slice($end))?.[0].length;
    if (behind !== undefined) return { start: $start, end: $end + behind };
    const before = /,\s*$/.exec(source.slice(0, $start))?.[0].length;
    if (before !== undefined) return { start: $start - before, end: $end };
    const isMember = /\.\d+$/.test(path) && !/(^|\.)facts\.\d+$/.test(path);
    return wholeStatement(source, isMember ? partAt(node, path.replace(/\.\w+\.\d+$/, '')) : { $start, $end });
}
