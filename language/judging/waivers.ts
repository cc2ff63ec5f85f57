import { all, everStated, header, judgeable } from '../model/declarations.ts';
import { type Ask, alike, type Question } from '../model/engine.ts';
import { parameter } from '../model/library.ts';
import { deadline } from '../model/time.ts';
import type { Id } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import type { Day, Duration } from '../syntax/values.ts';

/** A waiver that names a rule and a declaration, and whether it silences anything at the date. */
export interface Waiving {
    readonly waiver: Id;
    readonly until: Day | undefined;
    readonly state: 'live' | 'over' | 'not yet' | 'incomplete' | 'too long';
}

const byTarget: Question<ReadonlyMap<string, readonly Id[]>> = {
    name: 'waivers by what they silence',
    dated: false,
    same: alike,
    answer: (ask) => {
        const waivers = new Map<string, Id[]>();
        for (const id of all(ask, 'Waiver')) {
            const { rule, subject } = header<ast.Waiver>(ask, id);
            if (rule === undefined || subject === undefined) continue;
            const target = `${rule} ${subject}`;
            waivers.set(target, [...(waivers.get(target) ?? []), id]);
        }
        return waivers;
    },
};

const waiversOf: Question<readonly Id[]> = {
    name: 'waivers',
    dated: false,
    same: alike,
    answer: (ask, target) => ask.of(byTarget, '').get(target) ?? [],
};

/**
 * The waivers of a rule on a declaration, asked as `rule declaration`. One silences only with a reason, an approver with a date, and an end that is not
 * too far off: what is incomplete fails closed. The longest length is the library's `terroir-practice waiver-at-most`.
 */
export const waivings: Question<readonly Waiving[]> = {
    name: 'waivings',
    dated: true,
    same: alike,
    answer: (ask, target) => ask.of(waiversOf, target).map((waiver) => waivingBy(ask, waiver)),
};

function waivingBy(ask: Ask, waiver: Id): Waiving {
    const until = everStated(ask, waiver, 'WaiverEnd')[0]?.until;
    const approved = everStated(ask, waiver, 'Approved')[0]?.on;
    const reason = everStated(ask, waiver, 'Because')[0]?.reason;
    const state = (): Waiving['state'] => {
        if (!judgeable(ask, waiver) || until === undefined || approved === undefined || reason === undefined || reason.trim() === '') return 'incomplete';
        const last = deadline(approved, parameter(ask, 'terroir-practice', 'waiver-at-most') as Duration);
        if (last !== undefined && until > last) return 'too long';
        if (ask.passed(until)) return 'over';
        return ask.passed(approved - 1) ? 'live' : 'not yet';
    };
    return { waiver, until, state: state() };
}
