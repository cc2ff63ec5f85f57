import type { Ask } from '../../model/ask.ts';
import { called, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { sayMoney } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { aboutPurchase, disputed, disputeStep, isAwardStated, order, type Purchase, procedure, stated } from './scope.ts';
import { europeanHeight, frenchHeight, type Height, sayBelow } from './value.ts';

export const competitionWasHeld = defineRule({
    id: 'procurement/competition-was-held',
    on: 'Contract',
    summary: text('A public buyer holds a competition from the value on at which the law asks for one, or has a ground for holding none.'),
    why: text(
        'Public money goes to the best offer, and only a competition shows which that is. A host that was chosen without one was never compared, and a competitor can have the contract annulled.',
    ),
    norms: [
        'procurement-thresholds',
        'procurement-thresholds-utilities',
        'directive-2014-24-32',
        'directive-2014-25-50',
        'directive-2014-24-26',
        'ccp-l2124-1',
        'ccp-r2123-1',
        'ccp-r2122-8',
    ],
    *judge(ask, contract) {
        yield* aboutPurchase(ask, contract, (purchase) => judgeAward(ask, purchase));
    },
});

function* judgeAward(ask: Ask, purchase: Purchase): Generator<Outcome> {
    const { contract, isFrench, path } = purchase;
    const nowhere = { id: contract, path: 'name' };
    if (!isAwardStated(ask, contract)) {
        return yield unknown({
            at: nowhere,
            message: text('How the contract was awarded is not stated.'),
            path,
            settle: [{ in: contract, write: 'award { procedure {procedure} estimated {money} notice {text} on {day} }' }],
        });
    }
    if (procedure(ask, contract, 'trait.competitive')) return;
    if (stated(ask, contract, 'Exemption').some(({ ground }) => isA(ask, ground, 'trait.without-competition'))) return;
    const [first] = stated(ask, contract, 'Procedure');
    const at = first ? part(first, 'way') : nowhere;
    const european = europeanHeight(ask, purchase);
    const french = isFrench ? frenchHeight(ask, purchase) : undefined;
    // French law asks for some competition at lower values than the directives do, and takes an adapted procedure for one.
    const lowest = french ?? european;
    if (order(ask, contract)) return yield* judgeOrder(ask, purchase, lowest, at);
    if (!first) {
        if (lowest.is === 'below') return yield doesNotApply(sayBelow(lowest));
        return yield unknown({
            at,
            message: text('By which procedure the contract was awarded is not stated.'),
            path,
            settle: [{ in: contract, write: 'award { procedure {procedure} }' }],
        });
    }
    const isAdapted = procedure(ask, contract, 'procedure.adapted') !== undefined;
    if (european.is === 'reached' || (french?.is === 'reached' && !isAdapted)) {
        return yield breach(ask, purchase, at, european.is === 'reached' ? european : (french as Reached), isAdapted);
    }
    const open = european.is === 'open' ? european : french?.is === 'open' && !isAdapted ? french : undefined;
    if (open) return yield unknown({ at, message: open.message, path: [...path, ...open.path], settle: [open.settle] });
    yield doesNotApply(sayBelow((isAdapted ? european : lowest) as Reached));
}

/** An order is no award of its own. That there was one at all may be what the parties disagree on. */
function* judgeOrder(ask: Ask, { contract, path }: Purchase, lowest: Height, at: Place): Generator<Outcome> {
    const isCentral = procedure(ask, contract, 'procedure.central-purchasing') !== undefined;
    const by = isCentral ? disputed(ask, contract) : undefined;
    if (!by) {
        return yield doesNotApply(
            isCentral
                ? text('Bought through a central purchasing body; procurement/central-purchase-in-scope looks at that.')
                : text('Ordered under a framework agreement; procurement/central-purchase-in-scope looks at that.'),
        );
    }
    if (lowest.is === 'below') return yield doesNotApply(sayBelow(lowest));
    const names = { disputants: by.disputants.map((one) => called(ask, one)), body: called(ask, by.buyer) };
    yield unknown({
        at,
        message: text(
            'That the contract was bought through {body} is disputed by {disputants}. If it was not, neither a competition nor a ground for holding none is stated.',
            names,
        ),
        path: [...path, disputeStep(ask, by)],
        settle: [{ in: contract, write: 'award { by {organisation} }' }],
    });
}

type Reached = Extract<Height, { readonly is: 'below' | 'reached' }>;

function breach(ask: Ask, { contract, path, isFrench, isEntity }: Purchase, at: Place, { sum, threshold, path: why }: Reached, isAdapted: boolean): Outcome {
    const names = { amount: sayMoney(sum.money), threshold: sayMoney(threshold.money) };
    // Grounds for changes, or for what is small, are none here.
    const grounds = stated(ask, contract, 'Exemption').map((one): Step => namedStep(ask, one.ground, one.at));
    const isEuropean = threshold.norm !== 'ccp-r2122-8';
    return violated({
        at,
        message: isAdapted
            ? text('An adapted procedure is for values below {threshold}; this contract was estimated at {amount}.', names)
            : text(
                  'No competition was held for a value of {amount}; from {threshold} on the law asks for one, and no ground that needs none is stated.',
                  names,
              ),
        path: [...path, ...grounds, ...why],
        under: !isEuropean
            ? ['ccp-r2122-8', 'ccp-r2123-1']
            : isFrench
              ? ['ccp-l2124-1', threshold.norm]
              : isEntity
                ? ['directive-2014-25-50']
                : ['directive-2014-24-32', threshold.norm],
        fixes: [stating({ in: contract, write: 'award { ground {award-ground} because {text} }' })],
        cure: isEuropean
            ? text('Hold a competition by one of the procedures of the directive, or state the ground that the law provides for: ground … because "…".')
            : text('Hold a competition, by an adapted procedure at least, or state the ground that the law provides for: ground … because "…".'),
    });
}
