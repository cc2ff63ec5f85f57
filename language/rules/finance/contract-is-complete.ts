import { inSeries, missingClauses } from '../../model/clauses.ts';
import { clauses } from '../../model/contracts.ts';
import { called, facts, part } from '../../model/declarations.ts';
import { statingClauses } from '../../model/fixes.ts';
import { inLibrary } from '../../model/library.ts';
import { clausesSteps, controllerSteps } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unread, violated } from '../rule.ts';
import { aboutFinance } from './scope.ts';

export const contractIsComplete = defineRule({
    id: 'finance/contract-is-complete',
    on: 'Contract',
    summary: text('A financial entity’s contract on ICT services says all that DORA Article 30(2) asks for, with places that are regions or countries.'),
    why: text(
        'A financial entity stays answerable for what it leaves to others, and its supervisor asks to see the contract. The nine elements are the least that lets it know where its data are, what it is owed, and how it gets out.',
    ),
    norms: ['dora-30-2'],
    *judge(ask, contract) {
        yield* aboutFinance(ask, contract, 'dora-30-2', function* (bound) {
            const path = controllerSteps(ask, contract, bound);
            const nowhere = inLibrary(ask, 'worldwide');
            for (const { places, at } of facts(ask, contract, 'StaysIn')) {
                const i = places.indexOf(nowhere);
                if (i < 0) continue;
                yield violated({
                    at: part({ at }, `places.${i}`),
                    message: text('The contract places service and data anywhere in the world; DORA asks for regions or countries.'),
                    path,
                    cure: text('Agree on regions or countries, such as: stays in EEA.'),
                    fixes: [{ title: text('Name another place'), changes: [{ replace: part({ at }, `places.${i}`), with: '{jurisdiction}' }] }],
                });
            }
            const stated = clauses(ask, contract);
            if (stated === undefined) return yield unread(contract);
            const missing = missingClauses(ask, stated, 'trait.dora-clause');
            if (missing.length === 0) return;
            yield violated({
                at: { id: contract, path: 'name' },
                message: text('The contract of {customer} on ICT services lacks: {missing}.', {
                    customer: bound.map((controller) => called(ask, controller)),
                    missing: inSeries(ask, missing),
                }),
                path: [...path, ...clausesSteps(ask, contract)],
                cure: text('Agree on what is missing, and state it among the clauses.'),
                fixes: [statingClauses(ask, contract, missing)],
            });
        });
    },
});
