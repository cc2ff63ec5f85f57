import type { Ask } from '../../model/ask.ts';
import { compare, plus, zero } from '../../model/decimal.ts';
import { called, fact, isDone, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { isA } from '../../model/library.ts';
import { kinds } from '../../model/parties.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, formatDay, type Money, sayMoney } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, type Violated, violated } from '../rule.ts';
import { type Agreement, type Amount, agreements, type Dated, isCounted, type Named, named, passing, type Total } from './agreements.ts';
import {
    aboutPurchase,
    changeStep,
    disputed,
    disputeStep,
    isContracting,
    isFrameworkFrench,
    order,
    type Purchase,
    procedure,
    stated,
    undisputed,
} from './scope.ts';
import { awarded } from './value.ts';

export const centralPurchaseInScope = defineRule({
    id: 'procurement/central-purchase-in-scope',
    on: 'Contract',
    summary: text(
        'An order through a central purchasing body, or under a framework agreement, lies within that agreement: while it runs, below its ceiling, for what it is for.',
    ),
    why: text(
        'An order needs no competition because one was held for the framework agreement. Outside of what was competed for, after its end, above its ceiling or for something else, it is an award without any.',
    ),
    norms: ['ccp-l2113-4', 'ccp-r2162-5', 'ccp-r2162-4', 'directive-2014-24-33', 'directive-2014-24-37', 'simonsen-weel'],
    *judge(ask, contract) {
        yield* aboutPurchase(ask, contract, function* (purchase) {
            const ordered = order(ask, contract);
            if (!ordered)
                return yield doesNotApply(
                    text('The contract is stated as no order, neither through a central purchasing body nor under a framework agreement.'),
                );
            const outcomes = [...judgeBody(ask, purchase), ...judgeOrder(ask, purchase, part(ordered, 'way'))];
            const wrong = outcomes.filter(({ verdict }) => verdict === 'violated');
            yield* wrong.length > 0 ? wrong : outcomes;
        });
    },
});

/** A seller is no central purchasing body, however long its catalogue. */
function* judgeBody(ask: Ask, { contract, path, isFrench }: Purchase): Generator<Outcome> {
    if (!procedure(ask, contract, 'procedure.central-purchasing')) return;
    for (const by of undisputed(ask, contract)) {
        if (isContracting(ask, by.buyer)) continue;
        const name = called(ask, by.buyer);
        const at = part(by, 'buyer');
        yield kinds(ask, by.buyer).length === 0
            ? unknown({
                  at,
                  message: text('What kind of body {name} is, is not stated, so whether it is a central purchasing body.', { name }),
                  path,
                  settle: [{ in: by.buyer, write: 'kind {party-kind}' }],
              })
            : violated({
                  at,
                  message: text('{name} is no contracting authority, hence no central purchasing body; buying from it needs a competition.', { name }),
                  path,
                  under: isFrench ? ['ccp-l2113-4', 'directive-2014-24-37'] : ['directive-2014-24-37'],
                  cap: 'warning',
                  cure: text('State by which procedure {name} was chosen.', { name }),
              });
    }
}

/** What an order is measured by: the parts of a framework agreement, if it names one, and its own. */
interface Facts extends Partial<Pick<Agreement, 'from' | 'until'>> {
    readonly ceiling: Amount | undefined;
    readonly totals: readonly Total[];
    readonly objects: readonly Named[];
    readonly bought: readonly Named[];
    readonly on: Dated | undefined;
    readonly value: Money | undefined;
    /** What was added to it since, by the date. */
    readonly changes: readonly Change[];
}
type Change = ReturnType<typeof stated<'Amended'>>[number];

function factsOf(ask: Ask, contract: Id, agreement: Agreement | undefined, objects: readonly Named[]): Facts {
    const ceiling = agreement?.ceilings[0];
    const isComparable = ({ currency }: Money) => ceiling === undefined || currency === ceiling.money.currency;
    const signed = fact(ask, contract, 'Signed');
    return {
        ...agreement,
        ceiling,
        totals: agreement?.totals.filter(({ money }) => isComparable(money)) ?? [],
        objects,
        bought: named(stated(ask, contract, 'Buys')),
        on: awarded(ask, contract) ?? (signed && { day: signed.on, at: signed.at }),
        value: [...stated(ask, contract, 'Value'), ...stated(ask, contract, 'Estimated')].find(({ amount }) => isComparable(amount))?.amount,
        changes: stated(ask, contract, 'Amended').filter((one) => isComparable(one.amount) && isDone(ask)(one)),
    };
}

function* judgeOrder(ask: Ask, purchase: Purchase, way: Place): Generator<Outcome> {
    const { contract, path: buyers } = purchase;
    const by = disputed(ask, contract);
    const before: readonly Step[] = [
        ...buyers,
        ...undisputed(ask, contract).map((one) => namedStep(ask, one.buyer, one.at)),
        ...(by ? [disputeStep(ask, by)] : []),
    ];
    // An order that names several agreements lies within each of them; what it is for may be in any.
    const some = agreements(ask, contract);
    const objects = some.flatMap((one) => one.objects);
    for (const agreement of some.length > 0 ? some : [undefined]) {
        const so = factsOf(ask, contract, agreement, objects);
        const path = agreement ? [...before, { say: text('the framework agreement'), at: agreement.at }] : before;
        const wrong = [
            ...judgeDays(ask, purchase, so, path),
            ...judgeCeiling(ask, purchase, so, path),
            ...(agreement === some[0] ? judgeObjects(ask, purchase, so, path) : []),
        ];
        yield* wrong;
        const missing = missingOf(ask, purchase, so);
        const undated = wrong.length > 0 || missing.length > 0 || by ? undefined : undatedTotal(so);
        if (undated) {
            const names = { ordered: sayMoney(undated.money), ceiling: sayMoney(so.ceiling?.money ?? undated.money) };
            const message = text('When orders had come to {ordered} is not stated, so whether this one is among them; the ceiling is {ceiling}.', names);
            const worth = so.value ? [] : [{ in: contract, write: `award { value {number} ${undated.money.currency} }` }];
            yield unknown({ at: undated.at, message, path, settle: [{ in: contract, write: 'on {day}', behind: undated.at }, ...worth] });
        } else if (wrong.length === 0 && missing.length > 0) {
            yield unknown({
                at: agreement?.at ?? way,
                message: agreement
                    ? text('Whether the order lies within its framework agreement is not known. Not stated: {missing}.', {
                          missing: missing.map(({ say }) => say),
                      })
                    : text('Under which framework agreement this was ordered is not stated: until when it runs, up to what amount, and for what.'),
                path,
                settle: [{ in: contract, write: writeMissing(missing, agreement?.written ?? '{text}') }],
            });
        } else if (by && wrong.length === 0) {
            yield doesNotApply(text('That there was an order at all is disputed; procurement/competition-was-held says what follows.'));
        }
    }
}

function* judgeDays(ask: Ask, purchase: Purchase, { from, until, on }: Facts, path: readonly Step[]): Generator<Outcome> {
    if (!on) return;
    const names = { day: formatDay(on.day) };
    const what = {
        at: on.at,
        ...(isFrameworkFrench(ask, purchase)
            ? { under: ['ccp-r2162-5', 'directive-2014-24-33'] }
            : { under: ['directive-2014-24-33'], cap: 'warning' as const }),
        cure: text('Put the need out to competition, or order under an agreement that runs.'),
    };
    if (until && on.day > until.day) {
        yield violated({
            ...what,
            message: text('This was ordered on {day}, after the framework agreement had ended on {end}.', { ...names, end: formatDay(until.day) }),
            path: [...path, { say: text('its last day: {day}', { day: formatDay(until.day) }), at: until.at }],
        });
    } else if (from && on.day < from.day) {
        yield violated({
            ...what,
            message: text('This was ordered on {day}, before the framework agreement began on {start}.', { ...names, start: formatDay(from.day) }),
            path: [...path, { say: text('its first day: {day}', { day: formatDay(from.day) }), at: from.at }],
        });
    }
}

/** Of all that was counted, what tells most. */
function judgeCeiling(ask: Ask, purchase: Purchase, so: Facts, path: readonly Step[]): readonly Outcome[] {
    const over = so.totals.flatMap((total) => overCeiling(ask, purchase, so, total, path) ?? []);
    return [...over.filter(({ cap }) => cap === undefined), ...over].slice(0, 1);
}

function overCeiling(ask: Ask, purchase: Purchase, { ceiling, on, value, changes }: Facts, total: Total, path: readonly Step[]): Violated | undefined {
    if (!ceiling || !isCounted(ask, total)) return undefined;
    const names = { ordered: sayMoney(total.money), ceiling: sayMoney(ceiling.money) };
    const what = {
        at: total.at,
        ...passing(ask, purchase, path, ceiling),
        cure: text('Put the need out to competition: once its ceiling is reached, a framework agreement has no more effect.'),
    };
    const against = compare(total.money.amount, ceiling.money.amount);
    const isOnTop = isBefore(total.on, on);
    if (!isOnTop && against > 0) {
        return on !== undefined && total.on === on.day
            ? violated({
                  ...what,
                  message: text('With this order the orders under the framework agreement come to {ordered}; its ceiling is {ceiling}.', names),
              })
            : violated({
                  ...what,
                  message: text(
                      'Orders under the framework agreement come to {ordered}; its ceiling is {ceiling}. Which of them lie above it is not stated.',
                      names,
                  ),
                  cap: 'warning',
              });
    }
    if (isOnTop && against >= 0)
        return violated({
            ...what,
            message: text('Orders under the framework agreement had come to {ordered} before this one; its ceiling is {ceiling}.', names),
        });
    // A change adds to what was counted before it, as a second order would.
    const since = changes.filter((change) => total.on !== undefined && change.on > total.on);
    const added = sumOf([...(isOnTop && value ? [value] : []), ...since.map(({ amount }) => amount)]);
    if (compare(plus(total.money.amount, added), ceiling.money.amount) <= 0) return undefined;
    return violated({
        ...what,
        message: text('With {ordered} ordered before, this order of {value} passes the ceiling of the framework agreement, {ceiling}.', {
            ...names,
            value: sayMoney({ ...total.money, amount: added }),
        }),
        path: [...what.path, ...since.map(changeStep)],
    });
}

/** What was counted on no stated day, where the ceiling is passed if this order comes on top of it. */
function undatedTotal({ ceiling, totals, value, on, changes }: Facts): Total | undefined {
    if (!ceiling || totals.some((total) => total.on !== undefined && !isBefore(total.on, on))) return undefined;
    const isLow = ({ money }: Total) =>
        value !== undefined && compare(sumOf([money, value, ...changes.map(({ amount }) => amount)]), ceiling.money.amount) <= 0;
    return totals.find((total) => total.on === undefined && !isLow(total));
}

const sumOf = (some: readonly Money[]) => some.reduce((sum, { amount }) => plus(sum, amount), zero);

/** Whether a total was counted before an order, and so without it. */
const isBefore = (counted: Day | undefined, on: Dated | undefined): boolean => counted !== undefined && on !== undefined && counted < on.day;

function* judgeObjects(ask: Ask, purchase: Purchase, { objects, bought }: Facts, path: readonly Step[]): Generator<Outcome> {
    if (objects.length === 0) return;
    const isCentral = procedure(ask, purchase.contract, 'procedure.central-purchasing') !== undefined;
    for (const { id, at } of bought) {
        if (objects.some((object) => isA(ask, id, nameOf(object.id) as `${string}.${string}`))) continue;
        yield violated({
            at,
            message: text('The framework agreement is for other things than this: {objects}.', { objects: objects.map((object) => called(ask, object.id)) }),
            path: [...path, { say: text('what it is for'), at: objects[0]?.at ?? at }],
            ...(isCentral && isFrameworkFrench(ask, purchase) ? { under: ['ccp-l2113-4'] } : { under: ['directive-2014-24-33'], cap: 'warning' as const }),
            cure: text('Order under an agreement that is for it, or put the need out to competition.'),
        });
    }
}

interface Missing {
    readonly say: Message;
    /** Its words, and whether they are the framework agreement's. */
    readonly write: string;
    readonly ofFramework: boolean;
}

/** What one would have to know to say that an order lies within its framework agreement, in the order in which it is written. */
function missingOf(ask: Ask, { contract }: Purchase, { until, ceiling, totals, objects, bought, on, value }: Facts): readonly Missing[] {
    const isCentral = procedure(ask, contract, 'procedure.central-purchasing') !== undefined;
    // Amounts are compared in the currency of the ceiling.
    const money = ceiling ? `{number} ${ceiling.money.currency}` : '{money}';
    const all: readonly (Missing & { readonly isKnown: boolean })[] = [
        { say: text('through which body'), write: 'by {organisation}', ofFramework: false, isKnown: !isCentral || stated(ask, contract, 'AwardBy').length > 0 },
        { say: text('the day of the order'), write: 'on {day}', ofFramework: false, isKnown: on !== undefined },
        { say: text('what is bought'), write: 'buys {purchase}', ofFramework: false, isKnown: bought.length > 0 },
        // A total that was counted before the order says nothing without what was ordered then.
        {
            say: text('the value of the order'),
            write: `value ${money}`,
            ofFramework: false,
            isKnown: value !== undefined || totals.some((total) => !isBefore(total.on, on)),
        },
        { say: text('what the agreement is for'), write: 'for {purchase}', ofFramework: true, isKnown: objects.length > 0 },
        { say: text('its last day'), write: 'until {day}', ofFramework: true, isKnown: until !== undefined },
        { say: text('its ceiling'), write: 'ceiling {money}', ofFramework: true, isKnown: ceiling !== undefined },
        { say: text('what has been ordered under it'), write: `ordered ${money} on {day}`, ofFramework: true, isKnown: totals.length > 0 },
    ];
    return all.filter(({ isKnown }) => !isKnown);
}

function writeMissing(missing: readonly Missing[], title: string): string {
    const own = missing.filter(({ ofFramework }) => !ofFramework);
    const parts = missing.filter(({ ofFramework }) => ofFramework);
    const framework = parts.length > 0 ? [`framework ${title}`, ...parts.map(({ write }) => write)] : [];
    return `award { ${[...own.map(({ write }) => write), ...framework].join(' ')} }`;
}
