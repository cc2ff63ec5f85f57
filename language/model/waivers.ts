import type { Id } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import type { Day, Duration } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { everStated, header, judgeable } from './declarations.ts';
import type { Fact } from './facts.ts';
import { parameter } from './library.ts';
import { apart, type Cell, type Index, joined, type Question } from './question.ts';
import { alike, identical } from './sameness.ts';
import { deadline } from './time.ts';

/** A waiver that names a rule and a declaration, and whether it silences anything at the date. */
export interface Waiving {
    readonly waiver: Id;
    readonly until: Day | undefined;
    readonly state: 'live' | 'over' | 'not yet' | 'incomplete' | 'too long';
}

/** What a waiver says of itself. Of what stands twice the first counts. */
export interface Terms {
    /** As it is written; there may be no such rule. */
    readonly rule: string | undefined;
    readonly subject: Id | undefined;
    readonly reason: Fact<'Because'> | undefined;
    readonly approval: Fact<'Approved'> | undefined;
    readonly end: Fact<'WaiverEnd'> | undefined;
}

export function terms(ask: Ask, waiver: Id): Terms {
    const { rule, subject } = header<ast.Waiver>(ask, waiver);
    return {
        rule,
        subject,
        reason: everStated(ask, waiver, 'Because')[0],
        approval: everStated(ask, waiver, 'Approved')[0],
        end: everStated(ask, waiver, 'WaiverEnd')[0],
    };
}

/** So many days at most after its approval a waiver may end, as the user has set; nothing where the library's figure counts. */
export const waiverDaysCell: Cell<number | undefined> = { name: 'longest waiver', none: undefined, same: identical };

/** The longest that a waiver may last: what is set, else the library's `terroir-practice waiver-at-most`. */
export function longestWaiver(ask: Ask): Duration {
    const days = ask.read(waiverDaysCell, '');
    return days === undefined ? (parameter(ask, 'terroir-practice', 'waiver-at-most') as Duration) : { years: 0, months: 0, days, workingDays: 0, hours: 0 };
}

/** The last day that a waiver may have, counted from its approval; nothing where that has no day. */
export function latestEnd(ask: Ask, { approval }: Terms): Day | undefined {
    return approval?.on === undefined ? undefined : deadline(approval.on, longestWaiver(ask));
}

/** What a waiver is to silence: a rule on a declaration. */
export const targetOf = (rule: string, subject: Id): string => joined(rule, subject);

/** The declaration of which a target says that something of it is silenced. */
export const waivedIn = (target: string): Id => apart(target)[1] as Id;

/** The waivers by what they are to silence. */
export const waiversByTarget: Index = {
    name: 'waivers by what they silence',
    kinds: ['Waiver'],
    keys: (ask, id) => {
        const { rule, subject } = header<ast.Waiver>(ask, id);
        return rule === undefined || subject === undefined ? [] : [targetOf(rule, subject)];
    },
};

/**
 * The waivers of a rule on a declaration, asked by their target. One silences only with a reason, an approver with a date, and an end that is not
 * too far off: what is incomplete fails closed.
 */
export const waivings: Question<readonly Waiving[]> = {
    name: 'waivings',
    dated: true,
    same: alike,
    answer: (ask, target) => ask.under(waiversByTarget, target).map((waiver) => waivingBy(ask, waiver)),
};

/** Whether a waiver silences what it names at the date, and why not. */
export function waivingBy(ask: Ask, waiver: Id): Waiving {
    const said = terms(ask, waiver);
    const { reason, approval, end } = said;
    const until = end?.until;
    const approved = approval?.on;
    const state = (): Waiving['state'] => {
        if (!judgeable(ask, waiver) || until === undefined || approved === undefined || !reason?.reason.trim()) return 'incomplete';
        const last = latestEnd(ask, said);
        if (last !== undefined && until > last) return 'too long';
        if (ask.passed(until, end?.at, 'ends')) return 'over';
        return ask.passed(approved - 1, approval?.at, 'begins') ? 'live' : 'not yet';
    };
    return { waiver, until, state: state() };
}
