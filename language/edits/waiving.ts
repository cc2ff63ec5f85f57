import { everStated } from '../model/declarations.ts';
import { deadline } from '../model/time.ts';
import { longestWaiver } from '../model/waivers.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Id, nameOf, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { visible } from '../names/scope.ts';
import type { Node } from '../syntax/tree.ts';
import { type Day, type Duration, formatDay } from '../syntax/values.ts';
import { endWithComment, lineEnd } from './blocks.ts';
import { declarationIn } from './fixes.ts';
import { filesOf } from './references.ts';
import type { TextEdit } from './text-edit.ts';

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
    const at = endWithComment(source, found.node.$end);
    return { path, start: at, end: at, text: eol + eol + lines.join(eol) };
}

/** The last day of a waiver that somebody approves on a day and that nobody has thought about yet. */
export function waiverEnd(workspace: Workspace, on: Day): Day {
    const longest = deadline(on, longestWaiver(workspace.engine.at(on)));
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
