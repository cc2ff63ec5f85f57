import type { Ask } from '../../model/ask.ts';
import { countedEnd, start } from '../../model/contracts.ts';
import { compare } from '../../model/decimal.ts';
import { called, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { endingTermOn } from '../../model/fixes.ts';
import { inLibrary, parameter } from '../../model/library.ts';
import { hasKind } from '../../model/parties.ts';
import { lastDayOfRun } from '../../model/time.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, formatMoney, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { aboutPurchase, holdersOfFramework, isFrameworkFrench, order, type Purchase, stated } from './scope.ts';

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
    if (stated(ask, contract, 'Framework').length === 0) return yield doesNotApply(text('No framework agreement is stated.'));
    // A contract that was put out to competition and names a framework agreement is that agreement.
    const isOwn = !order(ask, contract) && stated(ask, contract, 'Procedure').length > 0;
    yield* judgeLength(ask, purchase, isOwn);
    if (isOwn) yield* judgeCeiling(ask, purchase);
}

function* judgeLength(ask: Ask, purchase: Purchase, isOwn: boolean): Generator<Outcome> {
    const { contract, path: buyers } = purchase;
    const frameworks = stated(ask, contract, 'Framework');
    const first = frameworks[0] as (typeof frameworks)[number];
    const from =
        frameworks.flatMap((one) => (one.from === undefined ? [] : [{ day: one.from, at: part(one, 'from') }]))[0] ??
        (isOwn ? start(ask, contract) : undefined);
    const until =
        frameworks.flatMap((one): readonly End[] => (one.until === undefined ? [] : [{ day: one.until, at: part(one, 'until') }]))[0] ??
        (isOwn ? ownEnd(ask, purchase) : undefined);
    if (!until && !isOwn) {
        return yield doesNotApply(
            order(ask, contract)
                ? text('When the framework agreement ends is not stated; procurement/central-purchase-in-scope asks for it.')
                : text('By which procedure the contract was awarded is not stated.'),
        );
    }
    if (until?.day === undefined || !from) {
        return yield unknown({
            at: part(first, 'title'),
            message: from
                ? text('When the framework agreement ends is not stated.')
                : text('From when the framework agreement runs is not stated, so whether it is too long.'),
            path: buyers,
            settle: [{ in: contract, write: `award { framework {text}${from ? '' : ' from {day}'}${until?.day === undefined ? ' until {day}' : ''} }` }],
        });
    }
    const { length, norm, under } = limitOf(ask, purchase);
    const last = lastDayOfRun(from.day, length);
    if (last === undefined || (until.day !== 'never' && until.day <= last)) return;
    const names = { length: sayDuration(length), last: formatDay(last) };
    yield violated({
        at: until.at,
        message:
            until.day === 'never'
                ? text('A framework agreement lasts {length} at most, here until {last}; nothing ends this one.', names)
                : text('A framework agreement lasts {length} at most, here until {last}; this one lasts until {until}.', {
                      ...names,
                      until: formatDay(until.day),
                  }),
        path: [
            ...buyers,
            { say: text('the framework agreement runs from {day}', { day: formatDay(from.day) }), at: from.at },
            {
                say: text('{norm}: {length}', { norm: called(ask, inLibrary(ask, norm)), length: names.length }),
                at: { id: inLibrary(ask, norm), path: 'name' },
            },
        ],
        under,
        cure: text('End the framework agreement on {last}. Only an exceptional case, with its reasons, may last longer; a waiver can say which.', {
            last: names.last,
        }),
        fixes: frameworks.some((one) => one.until !== undefined && part(one, 'until').path === until.at.path)
            ? [{ title: text('End the framework agreement on {last}', { last: names.last }), changes: [{ replace: until.at, with: names.last }] }]
            : endingTermOn(ask, contract, last),
    });
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
function* judgeCeiling(ask: Ask, purchase: Purchase): Generator<Outcome> {
    const frameworks = stated(ask, purchase.contract, 'Framework');
    for (const capped of frameworks) {
        const { ceiling } = capped;
        if (!ceiling) continue;
        // What is counted on a day to come is not ordered yet.
        const over = frameworks.find(
            ({ ordered, on, at }) =>
                ordered?.currency === ceiling.currency && compare(ordered.amount, ceiling.amount) > 0 && (on === undefined || ask.passed(on - 1, at, 'begins')),
        );
        if (!over?.ordered) continue;
        const names = { ordered: formatMoney(over.ordered), ceiling: formatMoney(ceiling) };
        yield violated({
            at: part(over, 'ordered'),
            message: text('Orders under the framework agreement come to {ordered}; its ceiling is {ceiling}, and no more may be ordered.', names),
            path: [...purchase.path, { say: text('a ceiling of {ceiling}', { ceiling: names.ceiling }), at: part(capped, 'ceiling') }],
            under: isFrameworkFrench(ask, purchase) ? ['ccp-r2162-4', 'simonsen-weel'] : ['simonsen-weel'],
            cure: text('Order no more, and put the need out to competition again.'),
        });
    }
}
