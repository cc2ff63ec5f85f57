import { clauses, whyNotAlive } from '../../model/contracts.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown } from '../rule.ts';

export const contractIsRead = defineRule({
    id: 'facts/contract-is-read',
    on: 'Contract',
    summary: text('The text of a contract on which verdicts turn has been read.'),
    why: text(
        'What a contract leaves out is found only by reading it. Until somebody has, nobody can tell a clause that is missing from one that was not copied here.',
    ),
    norms: ['terroir-practice'],
    pass: 2,
    *judge(ask, contract, seen) {
        const waiting = new Set(seen.on(contract).flatMap(({ rule, outcome }) => (outcome.verdict === 'unknown' && outcome.unread ? [rule.id] : [])));
        if (waiting.size > 0) {
            return yield unknown({
                at: { id: contract, path: 'name' },
                message: text('The text of this contract has not been read: no clauses are stated. Rules that wait for it: {n}.', {
                    n: waiting.size,
                }),
                path: [],
                settle: [{ in: contract, write: 'clauses {clause}' }],
            });
        }
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        if (!clauses(ask, contract)) yield doesNotApply(text('No verdict turns on the text of the contract at this date.'));
    },
});
