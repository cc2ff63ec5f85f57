import type { Place, Settle } from '../model/facts.ts';
import type { Workspace } from '../model/workspace.ts';
import { isLibraryPath } from '../names/paths.ts';
import { parse } from '../syntax/parse.ts';
import type { TextEdit } from './edits.ts';
import { fixEdits } from './edits.ts';

/** What stands for a hole of a statement, by the name of the hole and its number in the statement, from 1. */
export type Filling = (hole: string, n: number) => string;

/**
 * States what would settle an unknown, where it belongs: a fact of its own, or the rest of one that stands there already.
 * Nothing where it cannot be put, as in the library.
 *
 * @param escaped for whoever gives the text a meaning of its own, such as a template with places to fill
 */
export function settleEdit(workspace: Workspace, settle: Settle, fill: Filling, escaped = (text: string) => text): TextEdit | undefined {
    const statement = settle.write.trim();
    const written = filled(statement, fill, escaped);
    if (!settle.behind) return fixEdits(workspace, { changes: [{ insertInto: settle.in, fact: written }] })[0];
    return continued(workspace, settle.behind, filled(statement, sample), written);
}

function filled(statement: string, fill: Filling, escaped = (text: string) => text): string {
    let n = 0;
    return statement
        .split(/(\{[a-z-]+\})/)
        .map((part, i) => (i % 2 === 1 ? fill(part.slice(1, -1), ++n) : escaped(part)))
        .join('');
}

/** Words that the grammar takes for any hole, to find out where a statement may stand. Names need not mean anything for that. */
const samples: Readonly<Record<string, string>> = { day: '2026-01-01', duration: '1 month', text: '"text"', number: '1', share: '1%', money: '1 EUR' };
const sample: Filling = (hole) => samples[hole] ?? 'Name';

/** Behind a fact, before what every fact may end with: at the last place where the text can still be read. */
function continued(workspace: Workspace, behind: Place, tried: string, written: string): TextEdit | undefined {
    const span = workspace.span(behind);
    const source = span && workspace.files.get(span.path)?.source;
    if (!span || source === undefined || isLibraryPath(span.path)) return undefined;
    const problems = (text: string) => parse(text).problems.length;
    const before = problems(source);
    const fact = source.slice(span.start, span.end);
    const ends = [...fact.matchAll(/"(?:\\.|[^"\\])*"|[^\s",{}]+|[{}]/g)].map((word) => span.start + word.index + word[0].length).reverse();
    for (const at of ends) {
        if (problems(`${source.slice(0, at)} ${tried}${source.slice(at)}`) > before) continue;
        return { path: span.path, start: at, end: at, text: ` ${written}` };
    }
    return undefined;
}
