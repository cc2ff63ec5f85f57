import { clauses } from '../../model/contracts.ts';
import { fact, facts, part } from '../../model/declarations.ts';
import { text } from '../../syntax/message.ts';
import { sayDecimal, sayMoney } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unread, violated } from '../rule.ts';
import { aboutCloud, madeToOrder, onSwitching } from './scope.ts';

export const terminationFeeIsProportionate = defineRule({
    id: 'data-act/termination-fee-is-proportionate',
    on: 'Contract',
    summary: text('A fee for ending a cloud contract early is proportionate, and only for a term that is fixed.'),
    why: text(
        'A fee for ending a fixed term early is no switching charge, and stays allowed. One that is out of proportion does what a switching charge did: it keeps the customer where he is.',
    ),
    norms: ['data-act-29'],
    *judge(ask, contract) {
        yield* aboutCloud(ask, contract, 'data-act-29', function* (services) {
            if (services.every((service) => facts(ask, service, 'Bespoke').length > 0)) {
                return yield doesNotApply(madeToOrder);
            }
            const fees = onSwitching(ask, contract, 'TerminationFee');
            if (fees.length === 0) {
                if (clauses(ask, contract) === undefined) yield unread(contract);
                return;
            }
            const endless = fact(ask, contract, 'TermIndefinite');
            for (const { share, amount, at } of fees) {
                if ((share ?? amount?.amount)?.digits === 0n) continue;
                const fee = share ? text('{n} %', { n: sayDecimal(share) }) : amount ? sayMoney(amount) : '';
                const step = { say: text('termination fee: {fee}', { fee }), at };
                yield violated({
                    at: part({ at }, share ? 'share' : 'amount'),
                    message: endless
                        ? text('The contract has no fixed term that could end early: the fee of {fee} is a price for leaving.', { fee })
                        : text('The fee of {fee} for ending early is no switching charge, as long as it is proportionate: have that checked.', { fee }),
                    path: endless ? [step, { say: text('the contract has no end'), at: endless.at }] : [step],
                    cap: 'warning',
                    cure: endless
                        ? text('Strike the fee.')
                        : text(
                              'Tie the fee to what the provider loses by the early end, let it fall with time, and waive this with the reckoning as the reason.',
                          ),
                    fixes: endless ? [{ title: text('Strike the fee'), changes: [{ remove: at }] }] : [],
                });
            }
        });
    },
});
