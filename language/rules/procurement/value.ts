import type { Ask } from '../../model/ask.ts';
import { compare, plus, zero } from '../../model/decimal.ts';
import { called, fact } from '../../model/declarations.ts';
import type { Place, Settle } from '../../model/facts.ts';
import { inLibrary, parameterPeriods } from '../../model/library.ts';
import { hasKind, kinds } from '../../model/parties.ts';
import type { Step } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, formatDay, type Money, sayMoney } from '../../syntax/values.ts';
import { agreements } from './agreements.ts';
import { order, type Purchase, procedure, stated } from './scope.ts';

/** A parameter of a norm that is an amount for each period. */
interface Measure {
    readonly norm: string;
    readonly parameter: string;
}

/** An amount as it was written. */
export interface Sum {
    readonly money: Money;
    readonly at: Place;
}

/** An amount of the law, on the days between which it is known. */
interface Known {
    readonly norm: string;
    readonly money: Money;
    readonly from: Day | undefined;
    readonly until: Day | undefined;
    /** Where the library has it. */
    readonly at: Place;
}

/** Where the value of a contract stands against a threshold of the law. */
export type Height =
    | { readonly is: 'below' | 'reached'; readonly sum: Sum; readonly threshold: Known; readonly path: readonly Step[] }
    /** What is stated does not tell. */
    | { readonly is: 'open'; readonly message: Message; readonly path: readonly Step[]; readonly settle: Settle };

/** The European thresholds that may be a buyer's: one, or each of them where it is not stated what the buyer is. Together buyers fall under the lowest. */
function european(ask: Ask, { buyers }: Purchase): readonly Measure[] {
    const central = { norm: 'procurement-thresholds', parameter: 'central-government' };
    const local = { norm: 'procurement-thresholds', parameter: 'sub-central' };
    const utilities = { norm: 'procurement-thresholds-utilities', parameter: 'supplies-services' };
    if (isKindOpen(ask, buyers)) return [central, local, utilities];
    const own = buyers.map((buyer) => {
        if (hasKind(ask, buyer, 'party-kind.contracting-entity')) return utilities;
        return hasKind(ask, buyer, 'trait.central-government') ? central : local;
    });
    return [[central, local, utilities].find((one) => own.includes(one)) ?? local];
}

/** Whether it is not stated what some buyer is, or who buys at all: each threshold may be theirs. */
export const isKindOpen = (ask: Ask, buyers: readonly Id[]): boolean => buyers.length === 0 || buyers.some((buyer) => kinds(ask, buyer).length === 0);

/** The value of a contract against the European threshold from which the directives bind. */
export const europeanHeight = (ask: Ask, purchase: Purchase): Height => height(ask, purchase.contract, european(ask, purchase));

/** The value of a contract against the amount from which French law asks for some competition. */
export const frenchHeight = (ask: Ask, { contract }: Purchase): Height =>
    height(ask, contract, [{ norm: 'ccp-r2122-8', parameter: 'without-competition-below' }]);

/** The European thresholds on a day; all that are known where that of the day is not. */
export function europeanThresholds(ask: Ask, purchase: Purchase, day: Day): { readonly thresholds: readonly Known[]; readonly areOfDay: boolean } {
    const known = european(ask, purchase).flatMap((measure) => amounts(ask, measure));
    const then = known.filter((one) => covers(one, day));
    return then.length > 0 ? { thresholds: then, areOfDay: true } : { thresholds: known, areOfDay: false };
}

const amounts = (ask: Ask, { norm, parameter }: Measure): readonly Known[] =>
    parameterPeriods(ask, norm, parameter).map(({ value, ...period }) => ({ ...period, norm, money: value as Money }));

const covers = ({ from, until }: Known, day: Day): boolean => (from ?? day) <= day && (until ?? day) >= day;

function height(ask: Ask, contract: Id, measures: readonly Measure[]): Height {
    const measured = measures.map((measure) => amounts(ask, measure));
    const { currency } = measured.flat()[0]?.money ?? { currency: '' };
    const sums = valuesOf(ask, contract);
    const sum = sums.find(({ money }) => money.currency === currency);
    if (!sum) {
        const other = sums[0];
        return {
            is: 'open',
            message: other
                ? text('The threshold is an amount in {currency}; the value is stated in {other} only.', { currency, other: other.money.currency })
                : text('The value of the contract is not stated, so whether it reaches the threshold.'),
            path: other ? [valueStep(other)] : [],
            settle: { in: contract, write: `award { estimated {number} ${currency} }` },
        };
    }
    const call = callDays(ask, contract);
    const when = call.at && call.from === call.until ? [{ say: text('the day that decides: {day}', { day: formatDay(call.from as Day) }), at: call.at }] : [];
    const path = [valueStep(sum), ...when];
    const possible = measured
        .flat()
        .filter(({ from, until }) => (from ?? -Infinity) <= (call.until ?? Infinity) && (until ?? Infinity) >= (call.from ?? -Infinity));
    // Of days before all that the library knows, an unstated day is not one; a stated one is.
    const strange = [call.from, call.until].find((day) => day !== undefined && measured.some((series) => !series.some((one) => covers(one, day))));
    if (strange !== undefined || possible.length === 0) {
        const message = sayNoThreshold(strange ?? call.until ?? 0, sum.money);
        return { is: 'open', message, path, settle: { in: contract, write: 'award { procedure open }' } };
    }
    const byAmount = [...possible].sort((a, b) => compare(a.money.amount, b.money.amount));
    const [lowest, highest] = [byAmount[0], byAmount.at(-1)] as [Known, Known];
    const said = (threshold: Known): readonly Step[] => [...path, normStep(ask, threshold.norm, sayMoney(threshold.money))];
    if (compare(sum.money.amount, highest.money.amount) >= 0) return { is: 'reached', sum, threshold: highest, path: said(highest) };
    if (compare(sum.money.amount, lowest.money.amount) < 0) return { is: 'below', sum, threshold: lowest, path: said(lowest) };
    const names = { amount: sayMoney(sum.money), lowest: sayMoney(lowest.money), highest: sayMoney(highest.money) };
    // Where no call is sent, the day on which the procedure started decides.
    const uncalled = stated(ask, contract, 'Notice').length === 0 && procedure(ask, contract, 'procedure.direct', 'procedure.negotiated-without-publication');
    return {
        is: 'open',
        message: uncalled
            ? text('The threshold is {lowest} or {highest}, by the day on which the procedure started, which is not stated; the value is {amount}.', names)
            : text('The threshold is {lowest} or {highest}, by the day on which the call was sent, which is not stated; the value is {amount}.', names),
        path,
        settle: { in: contract, write: uncalled ? 'award { procedure {procedure} since {day} }' : 'award { notice {text} on {day} }' },
    };
}

/** What a norm says, as a step of a proof. */
export const normStep = (ask: Ask, norm: string, threshold: string | Message): Step => ({
    say: text('{norm}: {threshold}', { norm: called(ask, inLibrary(ask, norm)), threshold }),
    at: { id: inLibrary(ask, norm), path: 'name' },
});

/** What is said of a day before or after all that the library knows. */
export const sayNoThreshold = (day: Day, amount: Money): Message =>
    text('The library knows no threshold for {day}, and the value is {amount}.', { day: formatDay(day), amount: sayMoney(amount) });

const valueStep = ({ money, at }: Sum): Step => ({ say: text('a value of {amount}', { amount: sayMoney(money) }), at });

/** What a contract is worth, what counts most first: as estimated, for framework agreements no less than all that may be ordered under them; as agreed. */
function valuesOf(ask: Ask, contract: Id): readonly Sum[] {
    const capped = order(ask, contract) ? [] : agreements(ask, contract).flatMap((one) => one.ceilings.slice(0, 1));
    // Under each of several, such as lots, may be ordered up to its own.
    const sum = (currency: string) => capped.reduce((so, { money }) => (money.currency === currency ? plus(so, money.amount) : so), zero);
    const ceilings = capped.map(({ money, at }): Sum => ({ money: { ...money, amount: sum(money.currency) }, at }));
    const money = ({ amount, at }: { readonly amount: Money; readonly at: Place }): Sum => ({ money: amount, at });
    const estimated = [...stated(ask, contract, 'Estimated').map(money), ...ceilings].sort((a, b) => compare(b.money.amount, a.money.amount));
    return [...estimated, ...stated(ask, contract, 'Value').map(money)];
}

/** Between which days the one lies that decides on the threshold: when the call for competition was sent, else when the procedure started. */
function callDays(ask: Ask, contract: Id): { readonly from?: Day; readonly until?: Day; readonly at?: Place } {
    const notices = stated(ask, contract, 'Notice');
    const first = earliest(notices.flatMap(({ on, at }) => (on === undefined ? [] : [{ day: on, at }])));
    if (first) return { from: first.day, until: first.day, at: first.at };
    const started = earliest(stated(ask, contract, 'Procedure').flatMap(({ since, at }) => (since === undefined ? [] : [{ day: since, at }])));
    if (started && notices.length === 0) return { from: started.day, until: started.day, at: started.at };
    const days = [awarded(ask, contract)?.day, fact(ask, contract, 'Signed')?.on, fact(ask, contract, 'Effective')?.on].filter((day) => day !== undefined);
    return { ...(started ? { from: started.day } : {}), ...(days.length > 0 ? { until: Math.min(...days) } : {}) };
}

/** When the contract was awarded, the first time that is stated. */
export const awarded = (ask: Ask, contract: Id) => earliest(stated(ask, contract, 'AwardOn').map(({ on, at }) => ({ day: on, at })));

/** The earliest of some days, each with the fact that states it. */
export const earliest = (days: readonly { readonly day: Day; readonly at: Place }[]): { readonly day: Day; readonly at: Place } | undefined =>
    days.reduce<{ readonly day: Day; readonly at: Place } | undefined>((first, one) => (first && first.day <= one.day ? first : one), undefined);

/** What is said of a contract whose value is below the threshold. */
export const sayBelow = ({ sum, threshold }: Extract<Height, { readonly is: 'below' | 'reached' }>): Message =>
    text('The value of {amount} is below the threshold of {threshold}.', { amount: sayMoney(sum.money), threshold: sayMoney(threshold.money) });
