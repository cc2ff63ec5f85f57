import { subjectsOf } from '../judging/coverage.ts';
import type { Finding, Judge } from '../judging/judge.ts';
import type { Ask } from '../model/ask.ts';
import { all, header } from '../model/declarations.ts';
import type { Place } from '../model/facts.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Id } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type * as ast from '../syntax/generated/ast.ts';
import type { Day } from '../syntax/values.ts';

/** How what is drawn stands, by the findings whose proof leads through it; the first that fits counts. */
export type Mark = 'violated' | 'waived' | 'unknown';

const marks: readonly Mark[] = ['violated', 'waived', 'unknown'];

export const worst = (found: readonly Finding[]): Mark | undefined => marks.find((mark) => found.some((finding) => markOf(finding) === mark));

/** Nothing for what a picture does not mark: a hint is no violation that anybody has to answer for. */
export function markOf({ verdict, severity, waivedBy }: Finding): Mark | undefined {
    if (verdict === 'unknown') return 'unknown';
    if (verdict !== 'violated' || severity === 'hint') return undefined;
    return waivedBy === undefined ? 'violated' : 'waived';
}

/** The contracts of some files, in the order of their text; of the whole workspace where no file is given. The library has none of its own to show. */
export function contractsIn(workspace: Workspace, paths: readonly string[] = [...workspace.files.keys()].sort()): readonly Id[] {
    return paths
        .filter((path) => !isLibraryPath(path))
        .flatMap((path) => workspace.files.get(path)?.ids ?? [])
        .filter((id) => workspace.node(id)?.$type === 'Contract');
}

/** The contract whose text has an offset of a file; nothing where none has. */
export const contractAt = (workspace: Workspace, path: string, offset: number): Id | undefined =>
    contractsIn(workspace, [path]).find((id) => {
        const span = workspace.span({ id, path: '' });
        return span !== undefined && span.start <= offset && offset <= span.end;
    });

/** The contracts with the most violations first, for pictures that have no room for all. */
export function mostViolatedFirst(judge: Judge, contracts: readonly Id[], date: Day): readonly Id[] {
    const violations = (id: Id) =>
        judge.standings(id, date).reduce((sum, { findings }) => sum + findings.filter((one) => markOf(one) === 'violated').length, 0);
    return contracts
        .map((id, i) => ({ id, i, n: violations(id) }))
        .sort((a, b) => b.n - a.n || a.i - b.i)
        .map(({ id }) => id);
}

/** What a picture of some contracts is about: them, what they rest on, and the waivers on any of these. */
export function subjectsIn(ask: Ask, contracts: readonly Id[]): readonly Id[] {
    const subjects = new Set(contracts.flatMap((contract) => subjectsOf(ask, contract)));
    const waivers = all(ask, 'Waiver').filter((waiver) => {
        const { subject } = header<ast.Waiver>(ask, waiver);
        return subject !== undefined && subjects.has(subject);
    });
    return [...subjects, ...waivers];
}

/** Whether a place is, or lies in, another one: a fact in a declaration, an owner in a fact. */
export const isWithin = (inner: Place, outer: Place): boolean =>
    inner.id === outer.id && (outer.path === '' || inner.path === outer.path || inner.path.startsWith(`${outer.path}.`));
