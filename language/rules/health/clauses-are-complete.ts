import type { Ask } from '../../model/ask.ts';
import { inSeries, missingClauses } from '../../model/clauses.ts';
import { clauses } from '../../model/contracts.ts';
import { facts, header } from '../../model/declarations.ts';
import { statingClauses } from '../../model/fixes.ts';
import { norm } from '../../model/library.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import type * as ast from '../../syntax/generated/ast.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule, unread } from '../rule.ts';
import { aboutCare } from './scope.ts';

/** Who asks for clauses: the code for fourteen, the standard for three more on third countries. */
const asking = ['csp-r1111-11', 'hds-exi-29', 'hds-exi-30', 'hds-exi-31'];

export const clausesAreComplete = defineRule({
    id: 'health/clauses-are-complete',
    on: 'Contract',
    summary: text('A contract on the hosting of health data has the clauses that the code de la santé publique and the HDS standard ask for.'),
    why: text(
        'The clauses say where the data are, who may read them, what happens when the host fails or loses its certificate, and how the data come back. Whoever needs an answer to that needs it in the contract.',
    ),
    norms: asking,
    *judge(ask, contract) {
        yield* aboutCare(ask, contract, function* (hosted) {
            const stated = clauses(ask, contract);
            if (stated === undefined) return yield unread(contract);
            const missing = missingClauses(ask, stated, 'trait.hds-clause').filter((clause) => askedBy(ask, clause).some((name) => norm(ask, name).applies));
            if (missing.length === 0) return;
            const certain = hosted.find(({ open }) => open === undefined);
            // One that is in doubt speaks for all that are for the same reason.
            const speaking = certain ? [certain] : [...new Map(hosted.map((one) => [`${one.open?.settle.in} ${one.open?.settle.write}`, one])).values()];
            for (const { path, open } of speaking) {
                yield breach(
                    {
                        at: { id: contract, path: 'name' },
                        message: text('The contract hosts health data and lacks: {missing}.', { missing: inSeries(ask, missing) }),
                        path: [...path, ...facts(ask, contract, 'Clauses').map(({ at }) => ({ say: text('the clauses that are stated'), at }))],
                        under: [...new Set(missing.flatMap((clause) => askedBy(ask, clause)))],
                        cure: text('Agree on what is missing, and state it among the clauses.'),
                        fixes: [statingClauses(ask, contract, missing)],
                    },
                    open,
                );
            }
        });
    },
});

/** Which of the norms that ask for clauses ask for this one, by what the library says of it. */
const askedBy = (ask: Ask, clause: Id): readonly string[] => {
    const cited = (header<ast.Term>(ask, clause).cites ?? []).map(nameOf);
    return asking.filter((name) => cited.includes(name));
};
