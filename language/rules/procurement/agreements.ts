import type { Ask } from '../../model/ask.ts';
import { part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { type Step, together } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Money, sayMoney } from '../../syntax/values.ts';
import { isFrameworkFrench, type Purchase, stated } from './scope.ts';

/** A framework agreement, such as one for each lot. What bears the same title is the same one, be it said in one statement or in several. */
export interface Agreement {
    /** How to write of it: its title in quotes. */
    readonly written: string;
    readonly at: Place;
    readonly from: Dated | undefined;
    readonly until: Dated | undefined;
    readonly ceilings: readonly Amount[];
    /** What had been ordered under it, each time that somebody counted. */
    readonly totals: readonly Total[];
    readonly objects: readonly Named[];
}
export interface Dated {
    readonly day: Day;
    readonly at: Place;
}
export interface Amount {
    readonly money: Money;
    readonly at: Place;
}
export interface Total extends Amount {
    readonly on: Day | undefined;
}
export interface Named {
    readonly id: Id;
    readonly at: Place;
}

/** The framework agreements that a contract states. */
export function agreements(ask: Ask, contract: Id): readonly Agreement[] {
    return together(stated(ask, contract, 'Framework'), ({ title }) => title).map((parts) => {
        const [{ title, at }] = parts;
        const days = (name: 'from' | 'until') => parts.flatMap((one) => (one[name] === undefined ? [] : [{ day: one[name], at: part(one, name) }]))[0];
        return {
            // A text that would end sooner in quotes, or be taken for a gap, is left to be written.
            written: /["\\{]/.test(title) ? '{text}' : `"${title}"`,
            at,
            from: days('from'),
            until: days('until'),
            ceilings: parts.flatMap((one) => (one.ceiling ? [{ money: one.ceiling, at: part(one, 'ceiling') }] : [])),
            totals: parts.flatMap((one) => (one.ordered ? [{ money: one.ordered, on: one.on, at: part(one, 'ordered') }] : [])),
            objects: named(parts),
        };
    });
}

export const named = (found: readonly { readonly objects: readonly Id[]; readonly at: Place }[]): readonly Named[] =>
    found.flatMap((one) => one.objects.map((id, i) => ({ id, at: part(one, `objects.${i}`) })));

/** Whether a total was counted by the date: what is counted on a day to come is not ordered yet. */
export const isCounted = (ask: Ask, { on, at }: Total): boolean => on === undefined || ask.passed(on - 1, at, 'begins');

/** What is violated by orders that pass a ceiling, and why: some steps, and that there is one. */
export const passing = (ask: Ask, purchase: Purchase, path: readonly Step[], { money, at }: Amount) => ({
    path: [...path, { say: text('a ceiling of {ceiling}', { ceiling: sayMoney(money) }), at }],
    under: isFrameworkFrench(ask, purchase) ? ['ccp-r2162-4', 'simonsen-weel'] : ['simonsen-weel'],
});
