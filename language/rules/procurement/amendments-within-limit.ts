import type { Ask } from '../../model/ask.ts';
import { termsThatAre } from '../../model/clauses.ts';
import { compare, fraction, plus, times, zero } from '../../model/decimal.ts';
import { called, isDone, part } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { isA, parameter } from '../../model/library.ts';
import type { Step } from '../../model/steps.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Decimal, type Money, sayDecimal, sayMoney } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { aboutPurchase, changeStep, order, type Purchase, stated } from './scope.ts';
import { europeanHeight, europeanThresholds, isKindOpen, normStep, type Sum, sayBelow, sayNoThreshold } from './value.ts';

export const amendmentsWithinLimit = defineRule({
    id: 'procurement/amendments-within-limit',
    on: 'Contract',
    summary: text('Changes of a contract stay within what may be changed without a new competition: small ones counted together, others each under its cap.'),
    why: text(
        'Whoever lost the competition lost it for the contract as it was put out. A contract that grows afterwards, step by small step, becomes one for which nobody was asked.',
    ),
    norms: ['directive-2014-24-72-2', 'directive-2014-24-72-1', 'directive-2014-24-72-1-c', 'ccp-r2194-8', 'ccp-r2194-3', 'directive-2014-25-89'],
    *judge(ask, contract) {
        yield* aboutPurchase(ask, contract, function* (purchase) {
            const changes = changesOf(ask, contract);
            if (changes.length === 0) return yield doesNotApply(text('The contract has not been changed at this date.'));
            const outcomes = [...judgeSmall(ask, purchase, changes), ...judgeCapped(ask, purchase, changes)];
            // French law binds below the threshold, too, and so does what was competed for a framework agreement.
            if (purchase.isFrench || order(ask, contract)) return yield* outcomes;
            const value = europeanHeight(ask, purchase);
            if (value.is === 'below') return yield doesNotApply(sayBelow(value));
            if (value.is !== 'open' || !outcomes.some(({ verdict }) => verdict === 'violated')) return yield* outcomes;
            yield unknown({ at: { id: contract, path: 'name' }, message: value.message, path: [...purchase.path, ...value.path], settle: [value.settle] });
        });
    },
});

type Change = ReturnType<typeof changesOf>[number];

/** The changes made by the date, the first first. */
const changesOf = (ask: Ask, contract: Id) =>
    stated(ask, contract, 'Amended')
        .filter(isDone(ask))
        .sort((a, b) => a.on - b.on);

/** What the changes are measured by: the price agreed on at first. */
function priceOf(ask: Ask, contract: Id, currency: string): Sum | undefined {
    const found = stated(ask, contract, 'Value').find(({ amount }) => amount.currency === currency);
    return found && { money: found.amount, at: found.at };
}

function unpriced({ contract, path }: Purchase, change: Change): Outcome {
    return unknown({
        at: part(change, 'amount'),
        message: text('The initial value of the contract in {currency} is not stated, so what share of it was changed.', { currency: change.amount.currency }),
        path,
        settle: [{ in: contract, write: `award { value {number} ${change.amount.currency} }` }],
    });
}

const priceStep = ({ money, at }: Sum): Step => ({ say: text('an initial value of {amount}', { amount: sayMoney(money) }), at });
const share = (of: Money, part: Decimal): Money => ({ amount: times(of.amount, fraction(part)), currency: of.currency });

/** Small changes, and those under no ground that allows a change: together below the threshold and below a share of the price. */
function* judgeSmall(ask: Ask, purchase: Purchase, changes: readonly Change[]): Generator<Outcome> {
    const { contract, isFrench, isEntity, path: buyers } = purchase;
    const small = changes.filter(({ ground }) => !ground || !(isA(ask, ground, 'trait.uncapped-change') || isA(ask, ground, 'trait.capped-change')));
    const directive = isEntity ? 'directive-2014-25-89' : 'directive-2014-24-72-2';
    const atMost = parameter(ask, directive, 'small-change-at-most') as Decimal;
    const below = isFrench ? (parameter(ask, 'ccp-r2194-8', 'small-change-below') as Decimal) : undefined;
    const totals = new Map<string, Decimal>();
    // What cannot be measured lets nobody off what can.
    let open: Outcome | undefined;
    for (const change of small) {
        const { currency } = change.amount;
        const so: Money = { amount: plus(totals.get(currency) ?? zero, change.amount.amount), currency };
        totals.set(currency, so.amount);
        const path = [...buyers, ...small.filter(({ on, amount }) => on <= change.on && amount.currency === currency).map(changeStep)];
        const what = {
            at: part(change, 'amount'),
            cure: text('Put the additional need out to competition, or state the ground of the law under which the contract was changed.'),
            fixes: change.ground ? [] : [stating({ in: contract, write: 'ground {award-ground}', behind: change.at })],
        };
        const { thresholds, areOfDay } = europeanThresholds(ask, purchase, change.on);
        const reached = thresholds.filter(({ money }) => money.currency === currency && compare(so.amount, money.amount) >= 0);
        const [first] = reached;
        // The lowest may be that of a buyer of no stated kind; whether it is, `aboutPurchase` leaves open.
        if (first && (reached.length === thresholds.length || isKindOpen(ask, purchase.buyers))) {
            const { money, norm } = first;
            yield violated({
                ...what,
                message: text('Together the small changes come to {sum}; from {threshold} on they need a new competition.', {
                    sum: sayMoney(so),
                    threshold: sayMoney(money),
                }),
                path: [...path, normStep(ask, norm, sayMoney(money))],
                under: [directive, ...(isFrench ? ['ccp-r2194-8'] : [])],
            });
            return;
        }
        // Above some that were in force on other days, and below others: on this one it may be either.
        if (first && !areOfDay) open ??= unknown({ at: part(change, 'amount'), message: sayNoThreshold(change.on, so), path, settle: [] });
        const price = priceOf(ask, contract, currency);
        if (!price) {
            open ??= unpriced(purchase, change);
            continue;
        }
        const overDirective = compare(so.amount, share(price.money, atMost).amount) > 0;
        const overFrench = below !== undefined && compare(so.amount, share(price.money, below).amount) >= 0;
        if (!overDirective && !overFrench) continue;
        const limit = overFrench && below ? below : atMost;
        const names = { sum: sayMoney(so), share: sayDecimal(limit), limit: sayMoney(share(price.money, limit)) };
        yield violated({
            ...what,
            message: overFrench
                ? text('Together the small changes come to {sum}; they must stay below {share} % of the initial value, {limit}.', names)
                : text('Together the small changes come to {sum}; they may come to {share} % of the initial value, {limit}, and no more.', names),
            path: [...path.slice(0, buyers.length), priceStep(price), ...path.slice(buyers.length)],
            under: [...(overDirective ? [directive] : []), ...(overFrench ? ['ccp-r2194-8'] : [])],
        });
        return;
    }
    if (open) yield open;
}

/** Additions and unforeseen circumstances: each has a cap of its own, and a second one under the same ground looks like a way around it. */
function* judgeCapped(ask: Ask, purchase: Purchase, changes: readonly Change[]): Generator<Outcome> {
    const { contract, isFrench, isEntity, path: buyers } = purchase;
    // Contracting entities of the utilities sectors have no such cap.
    if (isEntity) return;
    for (const ground of termsThatAre(ask, 'award-ground', 'trait.capped-change')) {
        const name = called(ask, ground);
        const directive = nameOf(ground) === 'award-ground.unforeseen-circumstances' ? 'directive-2014-24-72-1-c' : 'directive-2014-24-72-1';
        const atMost = parameter(ask, directive, 'change-at-most') as Decimal;
        const under = [directive, ...(isFrench ? ['ccp-r2194-3'] : [])];
        const alike = changes.filter((one) => one.ground && isA(ask, one.ground, nameOf(ground) as `${string}.${string}`));
        let open: Outcome | undefined;
        for (const [i, change] of alike.entries()) {
            const price = priceOf(ask, contract, change.amount.currency);
            if (!price) {
                open ??= unpriced(purchase, change);
                continue;
            }
            const limit = share(price.money, atMost);
            if (compare(change.amount.amount, limit.amount) > 0) {
                yield violated({
                    at: part(change, 'amount'),
                    message: text('A change for “{ground}” may come to {share} % of the initial value, {limit}; this one comes to {amount}.', {
                        ground: name,
                        share: sayDecimal(atMost),
                        limit: sayMoney(limit),
                        amount: sayMoney(change.amount),
                    }),
                    path: [...buyers, priceStep(price), changeStep(change)],
                    under,
                    cure: text('Put the additional need out to competition.'),
                });
            } else if (i > 0) {
                yield violated({
                    at: part(change, 'ground'),
                    message: text('This is change {n} for “{ground}”. The cap holds for each, but changes in a row must not be a way around the competition.', {
                        n: i + 1,
                        ground: name,
                    }),
                    path: [...buyers, priceStep(price), ...alike.slice(0, i + 1).map(changeStep)],
                    under,
                    cap: 'warning',
                    cure: text('Put on record why the need could not be met by one change, or put it out to competition.'),
                });
            }
        }
        if (open) yield open;
    }
}
