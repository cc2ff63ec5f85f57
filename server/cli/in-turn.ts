import { type Day, type Judge, judgedTogether, type Workspace } from '../../language/index.ts';
import type { WeighedJudgement } from './gravity.ts';

/** How a file was judged, or why it could not be, which is a fault of ours. */
export type Judged = { readonly path: string } & ({ readonly judgement: WeighedJudgement } | { readonly reason: string });

/** So many files are held to the end with all that was read in them and found out of them. More would take memory without end. */
const heldAtMost = 4096;
/** Of more files so many at a time: of each the text must be read again in any case. */
const heldOfMore = 256;

/** How many of some files are held at once. */
export const heldAtOnce = (files: number): number => (files > heldAtMost ? heldOfMore : heldAtMost);

/** Whom files are judged by, and on which day. */
export interface Judging {
    readonly workspace: Workspace;
    readonly judge: Judge;
    readonly date: Day;
}

/**
 * Judges files one after the other.
 *
 * @param held how many files are held at once, a multiple of how many are judged together
 * @param isLast nothing will be asked afterwards: how the judgements came about is forgotten on the way, so that a register of any size can be judged
 */
export function* inTurn(
    { workspace, judge, date }: Judging,
    paths: readonly string[],
    isLast: boolean,
    held = heldAtOnce(workspace.files.size),
): Generator<Judged> {
    for (let i = 0; i < paths.length; i += judgedTogether) {
        const some = paths.slice(i, i + judgedTogether);
        for (const _ of judge.together(some, date));
        for (const path of some) yield judgedAlone(judge, path, date);
        if (!isLast) continue;
        judge.leave(some);
        if ((i + judgedTogether) % held === 0) workspace.letGo();
    }
}

/** Files in the order in which they are taken into indexes: what is judged first is taken in last, so that it is at hand. */
export function towards(judged: readonly string[], all: Iterable<string>): readonly string[] {
    const last = new Set([...judged].reverse());
    return [...[...all].filter((path) => !last.has(path)), ...last];
}

/** Why something could not be done, in the words of the fault. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function judgedAlone(judge: Judge, path: string, date: Day): Judged {
    try {
        return { path, judgement: judge.file(path, date) };
    } catch (error) {
        return { path, reason: reasonOf(error) };
    }
}
