import type { Turn } from '../model/validity.ts';
import type { Id } from '../names/outline.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import type { Day } from '../syntax/values.ts';
import type { Judge, Standing, Verdict } from './judge.ts';

/** A day on which what a rule says of a declaration becomes something else. */
export interface Change {
    /** The first day on which it stands otherwise. */
    readonly day: Day;
    readonly rule: Rule;
    readonly subject: Id;
    readonly before: Outlook;
    readonly after: Outlook;
    /** What turns on that day. */
    readonly causes: readonly Turn[];
    /** Where the rule stands from that day on. */
    readonly standing: Standing;
}

/** A verdict as far as it matters whether it changes: not its words, which may count days. */
export interface Outlook {
    readonly verdict: Verdict;
    /** How serious the findings are that no waiver silences, each as often as there are such. */
    readonly open: readonly Severity[];
    readonly waived: readonly Severity[];
}

/**
 * Every change of a verdict on some declarations between two days, in the order of days. Only the days are judged on which,
 * by what the answers rested on, one of them may come out otherwise.
 *
 * @param from the day to begin with; what stands on it is the first “before”
 * @param until the last day that is looked at
 * @param mostDays after so many days with changes it stops
 */
export function changes(judge: Judge, ids: readonly Id[], from: Day, until: Day, mostDays = Number.POSITIVE_INFINITY): readonly Change[] {
    const found: Change[] = [];
    const due = new Map<Day, Standing[]>();
    const wait = (standing: Standing) => {
        if (standing.until >= until) return;
        const day = standing.until + 1;
        due.set(day, [...(due.get(day) ?? []), standing]);
    };
    for (const id of ids) for (const standing of judge.standings(id, from)) wait(standing);
    for (let days = 0; due.size > 0 && days < mostDays; ) {
        const day = Math.min(...due.keys());
        const ending = due.get(day) ?? [];
        due.delete(day);
        const before = found.length;
        for (const [subject, ended] of bySubject(ending)) {
            for (const standing of judge.standings(subject, day, new Set(ended.keys()))) {
                wait(standing);
                const was = ended.get(standing.rule) as Standing;
                const change = { before: outlook(was), after: outlook(standing) };
                if (isSame(change.before, change.after)) continue;
                found.push({ day, rule: standing.rule, subject, ...change, causes: was.turns, standing });
            }
        }
        if (found.length > before) days++;
    }
    return found;
}

function bySubject(standings: readonly Standing[]): ReadonlyMap<Id, ReadonlyMap<Rule, Standing>> {
    const found = new Map<Id, Map<Rule, Standing>>();
    for (const standing of standings) {
        const ofSubject = found.get(standing.subject) ?? new Map();
        found.set(standing.subject, ofSubject.set(standing.rule, standing));
    }
    return found;
}

/** What of a standing counts as its verdict. */
export function outlook({ verdict, findings }: Standing): Outlook {
    const violations = findings.filter((finding) => finding.verdict === 'violated');
    const severities = (some: typeof violations) => some.map(({ severity }) => severity).sort();
    return {
        verdict,
        open: severities(violations.filter(({ waivedBy }) => waivedBy === undefined)),
        waived: severities(violations.filter(({ waivedBy }) => waivedBy !== undefined)),
    };
}

const isSame = (a: Outlook, b: Outlook): boolean => a.verdict === b.verdict && a.open.join() === b.open.join() && a.waived.join() === b.waived.join();
