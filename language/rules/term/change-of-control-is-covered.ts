import { clauses, controllersOf, whyNotAlive, whyNothingHosted } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import { statingClause } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { isOwnerless } from '../../model/parties.ts';
import { providers } from '../../model/providers.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unread, violated } from '../rule.ts';

export const changeOfControlIsCovered = defineRule({
    id: 'term/change-of-control-is-covered',
    on: 'Contract',
    summary: text('A contract says what happens when its host is bought.'),
    why: text(
        'Whoever buys the host brings the law of his country along. The customer hears of it in the newspaper, and stays bound, unless the contract has a clause for the day.',
    ),
    norms: ['terroir-advice'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNothingHosted(ask, contract);
        if (over) return yield doesNotApply(over);
        const controllers = controllersOf(ask, contract);
        const forSale = providers(ask, contract).filter(({ party }) => !controllers.includes(party) && !isOwnerless(ask, party));
        const [first] = forSale;
        if (!first) return yield doesNotApply(text('Nobody who holds the data has owners who could sell it.'));
        const stated = clauses(ask, contract);
        if (stated === undefined) return yield unread(contract);
        if (stated.some((clause) => isA(ask, clause, 'clause.change-of-control'))) return;
        yield violated({
            at: { id: contract, path: 'name' },
            message: text('No clause says what happens when a host is bought: {hosts}.', {
                hosts: [...new Set(forSale.map(({ party }) => party))].map((party) => called(ask, party)),
            }),
            path: first.path,
            under: ['terroir-advice'],
            cure: text('Agree that the host tells of a change of control, and that the customer may leave then; state the clause: change-of-control.'),
            fixes: [statingClause(ask, contract, 'change-of-control')],
        });
    },
});
