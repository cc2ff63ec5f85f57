import { judgeable } from '../model/declarations.ts';
import { terms, type Waiving, waivingBy } from '../model/waivers.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Id, pathOf } from '../names/outline.ts';
import type { Message } from '../syntax/message.ts';
import type { Day } from '../syntax/values.ts';
import type { Finding, Judge } from './judge.ts';

/** A waiver as it stands at a date, for whoever looks after them all. */
export interface ListedWaiver {
    readonly id: Id;
    /** As it is written; there may be no such rule. */
    readonly rule: string | undefined;
    readonly subject: Id | undefined;
    readonly reason: string | undefined;
    readonly approver: Id | undefined;
    readonly approved: Day | undefined;
    readonly until: Day | undefined;
    readonly state: Waiving['state'] | 'not judged';
    /** The days on which it silences, from the date of judgement or its approval on, its last one included; nothing where it never does. */
    readonly daysLeft: number | undefined;
    /** Of a waiver that lives, whether it is needed; `not evaluated` where nobody can tell, and why. */
    readonly use: 'used' | 'unused' | 'not evaluated' | undefined;
    readonly whyNotEvaluated: Message | undefined;
    /** What it silences now. */
    readonly silences: readonly Finding[];
}

const silencesSometime: ReadonlySet<ListedWaiver['state']> = new Set(['live', 'not yet', 'over']);

/** The waivers of some files, in the order of the files and of their text. */
export function listWaivers(judge: Judge, workspace: Workspace, paths: readonly string[], date: Day): readonly ListedWaiver[] {
    const ask = workspace.engine.at(date);
    return paths
        .flatMap((path) => workspace.files.get(path)?.ids ?? [])
        .filter((id) => workspace.node(id)?.$type === 'Waiver')
        .map((id) => {
            const { rule, subject, reason, approval, end } = terms(ask, id);
            const state = judgeable(ask, id) ? waivingBy(ask, id).state : 'not judged';
            const silences = state === 'live' && rule !== undefined && subject !== undefined ? silenced(judge, rule, subject, date) : [];
            const isIdle = state === 'live' && silences.length === 0;
            const isUnused = isIdle && judge.verdicts(id, date).get('waiver/is-used') === 'violated';
            return {
                id,
                rule,
                subject,
                reason: reason?.reason,
                approver: approval?.party,
                approved: approval?.on,
                until: end?.until,
                state,
                daysLeft: end && silencesSometime.has(state) ? Math.max(0, end.until - Math.max(date, approval?.on ?? date) + 1) : undefined,
                use: state !== 'live' ? undefined : !isIdle ? 'used' : isUnused ? 'unused' : 'not evaluated',
                // Nothing where it was evaluated.
                whyNotEvaluated: isIdle ? judge.standings(id, date).find(({ rule }) => rule.id === 'waiver/is-used')?.because : undefined,
                silences,
            };
        });
}

/** What waivers of a rule on a declaration silence. Of two of them either does, though a finding names the first. */
function silenced(judge: Judge, name: string, subject: Id, date: Day): readonly Finding[] {
    const rule = judge.rules.find(({ id, formerly }) => id === name || formerly?.includes(name));
    return judge.file(pathOf(subject), date).findings.filter((one) => one.rule === rule?.id && one.subject === subject && one.waivedBy !== undefined);
}
