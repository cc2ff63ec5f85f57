import type { Ask } from '../../model/ask.ts';
import { isUnderFrenchLaw } from '../../model/care.ts';
import { clauses } from '../../model/contracts.ts';
import { exceeds } from '../../model/decimal.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Fact, Open } from '../../model/facts.ts';
import { writing } from '../../model/fixes.ts';
import { isA, norm, parameter, parameterSince } from '../../model/library.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { formatDay, formatDecimal, type Money, sayMoney } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply, type Outcome, unknown, unread, unsettled, violated } from '../rule.ts';
import { aboutCloud, isCustomerIn, madeToOrder, onSwitching } from './scope.ts';

type Charge = Fact<'Charges'>;

export const switchingIsFree = defineRule({
    id: 'data-act/switching-is-free',
    on: 'Contract',
    summary: text('Leaving a cloud provider costs nothing, and no more than cost while the law still allows that.'),
    why: text(
        'A fee for taking one’s own data along keeps customers where they are. The Data Act ends such fees on a fixed day, for contracts that ran before it, too; French law has ended those for the transfer of data already.',
    ),
    norms: ['data-act-29', 'sren-27', 'data-act-34'],
    *judge(ask, contract) {
        yield* aboutCloud(ask, contract, 'data-act-29', function* (services) {
            if (services.every((service) => facts(ask, service, 'Bespoke').length > 0)) {
                return yield doesNotApply(madeToOrder);
            }
            const charges = onSwitching(ask, contract, 'Charges');
            if (charges.length === 0) {
                // A contract that has been read and names no charge may take none.
                if (clauses(ask, contract) === undefined) yield unread(contract);
                return;
            }
            const french = whetherFrench(ask, contract);
            for (const charge of charges) yield* judgeCharge(ask, contract, charge, charges, french);
        });
    },
});

/** Whether French law caps what a customer pays who leaves; what would tell, where it is not stated where the customer is. */
function whetherFrench(ask: Ask, contract: Id): boolean | Open {
    if (!norm(ask, 'sren-27').applies) return false;
    return isCustomerIn(ask, contract, 'FR') || isUnderFrenchLaw(ask, contract);
}

function* judgeCharge(ask: Ask, contract: Id, charge: Charge, charges: readonly Charge[], french: boolean | Open): Generator<Outcome> {
    // Nothing is nothing in any currency.
    if (!charge.atCost && charge.amount?.amount.digits === 0n) return;
    if (charge.what !== undefined && isA(ask, charge.what, 'data-movement.parallel-use')) return yield* judgeCost(ask, contract, charge, charges);
    const ban = parameterSince(ask, 'data-act-29', 'charges-at-most');
    if (ban) {
        return yield violated({
            ...found(ask, charge),
            message:
                ban.from === undefined
                    ? text('A customer who leaves pays {charge}; the law allows no charge.', { charge: sayCharge(ask, charge) })
                    : text('A customer who leaves pays {charge}; since {day} the law allows no charge.', {
                          charge: sayCharge(ask, charge),
                          day: formatDay(ban.from),
                      }),
            under: ['data-act-29'],
            cure: text('Strike the charge. What use of several providers in parallel costs may be charged: say that it is for parallel-use.'),
            ...freeOf(charge, ban.value as Money),
        });
    }
    if (french) {
        const open = french === true ? undefined : french;
        const limit = parameter(ask, 'sren-27', 'transfer-charges-at-most') as Money;
        if (charge.what !== undefined && isA(ask, charge.what, 'data-movement.transfer')) {
            if (!charge.atCost && charge.amount && !exceeds(charge.amount.amount, limit.amount)) return;
            return yield breach(
                {
                    ...found(ask, charge),
                    message: text('A customer who leaves pays {charge}; French law caps that at {limit}.', {
                        charge: sayCharge(ask, charge),
                        limit: sayMoney(limit),
                    }),
                    under: ['sren-27'],
                    cure: text('Strike the charge.'),
                    ...freeOf(charge, limit),
                },
                open,
            );
        }
        // A charge for switching as a whole may hold one for the transfer.
        const isWhole = charge.what === undefined || nameOf(charge.what) === 'data-movement.switching';
        if (isWhole && !charges.some(({ what }) => what !== undefined && isA(ask, what, 'data-movement.transfer'))) {
            yield unsettled(
                {
                    ...found(ask, charge),
                    message: text(
                        'A customer who leaves pays {charge}; how much of it is for the transfer of data, which French law caps at {limit}, is not stated.',
                        {
                            charge: sayCharge(ask, charge),
                            limit: sayMoney(limit),
                        },
                    ),
                    settle: [{ in: contract, write: 'switching { charges {money} for transfer }' }],
                },
                open,
            );
        }
    }
    yield* judgeCost(ask, contract, charge, charges);
}

/** Where a charge may cover cost: one that is said to be at cost does. */
function* judgeCost(ask: Ask, contract: Id, charge: Charge, charges: readonly Charge[]): Generator<Outcome> {
    if (charge.atCost) return;
    const { what } = charge;
    const isSameOrWider = (other: Id | undefined): boolean =>
        other === what ||
        (what !== undefined && other !== undefined && isA(ask, what, nameOf(other) as `${string}.${string}`)) ||
        (other === undefined && what !== undefined && isA(ask, what, 'data-movement.switching'));
    if (charges.some((other) => other.atCost && isSameOrWider(other.what))) return;
    yield unknown({
        ...found(ask, charge),
        message: text('Whether the charge of {charge} is more than the cost to the provider is not stated; the law allows no more.', {
            charge: sayCharge(ask, charge),
        }),
        settle: [{ in: contract, write: `switching { charges at cost${what === undefined ? '' : ` for ${nameOf(what).slice('data-movement.'.length)}`} }` }],
    });
}

/** Where a charge stands, and the step that shows it. */
function found(ask: Ask, charge: Charge) {
    return {
        at: charge.atCost ? charge.at : part(charge, 'amount'),
        path: [{ say: text('charge: {charge}', { charge: sayCharge(ask, charge) }), at: charge.at }],
    };
}

function freeOf(charge: Charge, limit: Money) {
    const written = `${formatDecimal(limit.amount)} ${limit.currency}`;
    if (!charge.atCost) return { fixes: [writing(part(charge, 'amount'), written)] };
    // What says that it was at cost would not say that it is nothing now.
    if (charge.sources.length > 0 || charge.from !== undefined || charge.until !== undefined) return {};
    const what = charge.what === undefined ? '' : ` for ${nameOf(charge.what).slice('data-movement.'.length)}`;
    return { fixes: [writing(charge.at, `charges ${written}${what}`)] };
}

function sayCharge(ask: Ask, { amount, what }: Charge): Message {
    const sum = amount ? sayMoney(amount) : text('what it costs the provider');
    return what === undefined ? sum : text('{sum} ({what})', { sum, what: called(ask, what) });
}
