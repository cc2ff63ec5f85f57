import type { Ask } from '../../model/ask.ts';
import { closedDays, countedEnd, endOfTerm, rounds, start } from '../../model/contracts.ts';
import { compare } from '../../model/decimal.ts';
import { facts, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { endingTermOn } from '../../model/fixes.ts';
import { parameter } from '../../model/library.ts';
import { hasKind } from '../../model/parties.ts';
import { once } from '../../model/steps.ts';
import { lastDayOfRun } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration, sayMoney } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { type Agreement, agreements, isCounted, passing } from './agreements.ts';
import { aboutPurchase, holdersOfFramework, isFrameworkFrench, order, type Purchase, stated } from './scope.ts';
import { normStep } from './value.ts';

export const frameworkWithinLimit = defineRule({
    id: 'procurement/framework-within-limit',
    on: 'Contract',
    summary: text('A framework agreement ends within the years that the law allows, and no more is ordered under it than its ceiling.'),
    why: text(
        'A framework agreement shuts out all who are not in it. The law lets it do so for some years and up to an amount that everybody could read, and then the market is asked again.',
    ),
    norms: ['directive-2014-24-33', 'ccp-l2125-1', 'directive-2014-25-51', 'ccp-r2162-4', 'simonsen-weel'],
    *judge(ask, contract) {
        yield* aboutPurchase(ask, contract, (purchase) => judgeFramework(ask, purchase));
    },
});

function* judgeFramework(ask: Ask, purchase: Purchase): Generator<Outcome> {
    const { contract } = purchase;
    const some = agreements(ask, contract);
    if (some.length === 0) return yield doesNotApply(text('No framework agreement is stated.'));
    // A contract that was put out to competition and names a framework agreement is that agreement.
    const isOwn = !order(ask, contract) && stated(ask, contract, 'Procedure').length > 0;
    // Lots that state no days have those of the contract, which are told of once.
    for (const agreement of once(some, ({ from, until, at }) => (from || until ? at.path : ''))) yield* judgeLength(ask, purchase, agreement, isOwn);
    if (isOwn) for (const agreement of some) yield* judgeCeiling(ask, purchase, agreement);
}

function* judgeLength(ask: Ask, purchase: Purchase, agreement: Agreement, isOwn: boolean): Generator<Outcome> {
    const { contract, path: buyers } = purchase;
    const from = agreement.from ?? (isOwn ? start(ask, contract) : undefined);
    const until: End | undefined = agreement.until ?? (isOwn ? ownEnd(ask, purchase) : undefined);
    if (!until && !isOwn) {
        return yield doesNotApply(
            order(ask, contract)
                ? text('When the framework agreement ends is not stated; procurement/central-purchase-in-scope asks for it.')
                : text('By which procedure the contract was awarded is not stated.'),
        );
    }
    if (until?.day === undefined || !from) {
        return yield unknown({
            at: agreement.at,
            message: from
                ? text('When the framework agreement ends is not stated.')
                : text('From when the framework agreement runs is not stated, so whether it is too long.'),
            path: buyers,
            settle: [
                {
                    in: contract,
                    write: `award { framework ${agreement.written}${from ? '' : ' from {day}'}${until?.day === undefined ? ' until {day}' : ''} }`,
                },
            ],
        });
    }
    const { length, norm, under } = limitOf(ask, purchase);
    const last = lastDayOfRun(from.day, length);
    if (last === undefined) return;
    const isLong = until.day === 'never' || until.day > last;
    const option = isLong || agreement.until ? undefined : optionPast(ask, contract, last);
    if (!isLong && !option) return;
    const names = { length: sayDuration(length), last: formatDay(last) };
    yield violated({
        at: option?.at ?? until.at,
        // What nobody has asked for yet, nobody has to.
        ...(option ? { cap: 'information' as const } : {}),
        message: option
            ? text('A framework agreement lasts {length} at most, here until {last}; if this renewal is asked for, this one lasts until {until}.', {
                  ...names,
                  until: formatDay(option.ends),
              })
            : until.day === 'never'
              ? text('A framework agreement lasts {length} at most, here until {last}; nothing ends this one.', names)
              : text('A framework agreement lasts {length} at most, here until {last}; this one lasts until {until}.', {
                    ...names,
                    until: formatDay(until.day),
                }),
        path: [
            ...buyers,
            { say: text('the framework agreement runs from {day}', { day: formatDay(from.day) }), at: from.at },
            normStep(ask, norm, names.length),
        ],
        under,
        cure: text('End the framework agreement on {last}. Only an exceptional case, with its reasons, may last longer; a waiver can say which.', {
            last: names.last,
        }),
        fixes: agreement.until
            ? [{ title: text('End the framework agreement on {last}', { last: names.last }), changes: [{ replace: until.at, with: names.last }] }]
            : endingTermOn(ask, contract, last),
    });
}

/** The first renewal with which a contract that is the framework agreement would end past a day. */
function optionPast(ask: Ask, contract: Id, day: Day): { readonly at: Place; readonly ends: Day } | undefined {
    const { day: term } = endOfTerm(ask, contract);
    if (typeof term !== 'number') return undefined;
    for (const { renewal, ends } of rounds(facts(ask, contract, 'Renewal'), term, closedDays(ask, contract))) {
        if (ends !== undefined && ends > day) return { at: part(renewal, 'length'), ends };
    }
    return undefined;
}

interface End {
    readonly day: Day | 'never' | undefined;
    readonly at: Place;
}

/** A contract that is the framework agreement ends it with its own end. */
function ownEnd(ask: Ask, { contract }: Purchase): End {
    const { day, at } = countedEnd(ask, contract);
    return { day, at: at.at(-1) ?? { id: contract, path: 'name' } };
}

/** How long a framework agreement may last, by whose it is. */
function limitOf(ask: Ask, purchase: Purchase): { readonly length: Duration; readonly norm: string; readonly under: readonly string[] } {
    const holders = holdersOfFramework(ask, purchase);
    const isEntity = holders.length > 0 && holders.every((party) => hasKind(ask, party, 'party-kind.contracting-entity'));
    const directive = isEntity ? 'directive-2014-25-51' : 'directive-2014-24-33';
    if (!isFrameworkFrench(ask, purchase)) return { length: parameter(ask, directive, 'framework-at-most') as Duration, norm: directive, under: [directive] };
    const name = isEntity ? 'framework-of-contracting-entity-at-most' : 'framework-at-most';
    return { length: parameter(ask, 'ccp-l2125-1', name) as Duration, norm: 'ccp-l2125-1', under: [directive, 'ccp-l2125-1'] };
}

/** What was ordered under a framework agreement against its ceiling. */
function* judgeCeiling(ask: Ask, purchase: Purchase, { ceilings, totals }: Agreement): Generator<Outcome> {
    for (const ceiling of ceilings) {
        const { money } = ceiling;
        const over = totals.find((total) => total.money.currency === money.currency && compare(total.money.amount, money.amount) > 0 && isCounted(ask, total));
        if (!over) continue;
        const names = { ordered: sayMoney(over.money), ceiling: sayMoney(money) };
        yield violated({
            at: over.at,
            message: text('Orders under the framework agreement come to {ordered}; its ceiling is {ceiling}, and no more may be ordered.', names),
            ...passing(ask, purchase, purchase.path, ceiling),
            cure: text('Order no more, and put the need out to competition again.'),
        });
    }
}
