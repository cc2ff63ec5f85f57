import type { Place } from '../model/facts.ts';
import type { Change, Fix } from '../model/fixes.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Id, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { Stretch } from '../syntax/parsed.ts';
import { isComment, tokensOf } from '../syntax/tokens.ts';
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
    if ('remove' in change) return { path: found.file.path, text: '', ...stretch(found, place.path) };
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
function stretch({ file: { source }, node }: Found, path: string): Stretch & { readonly text?: string } {
    if (path === '') return wholeLines(source, node);
    const { $start, $end } = partAt(node, path);
    const isMember = /\.\d+$/.test(path) && !/(^|\.)facts\.\d+$/.test(path);
    if (!isMember) return wholeStatement(source, { $start, $end });
    const list = partAt(node, path.replace(/\.\w+\.\d+$/, ''));
    const words = tokensOf(source.slice(list.$start, list.$end))
        .filter((token) => !isComment(token))
        .map(({ start }) => list.$start + start);
    const behind = words.find((start) => start >= $end);
    const before = words.findLast((start) => start < $start);
    // Comments between a member and its comma stay.
    if (behind !== undefined && source[behind] === ',') {
        const left = source.slice($end, behind).trimStart();
        const blanks = left === '' ? (/^\s*/.exec(source.slice(behind + 1))?.[0].length ?? 0) : 0;
        return { start: $start, end: behind + 1 + blanks, text: left };
    }
    if (before !== undefined && source[before] === ',') {
        const left = source.slice(before + 1, $start);
        return { start: before, end: $end, text: left.trim() === '' ? '' : left };
    }
    return wholeStatement(source, list);
}
