import { inSeries, missingClauses } from '../../model/clauses.ts';
import { clauses } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import { statingClauses } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { hasKind } from '../../model/parties.ts';
import { clausesSteps } from '../../model/steps.ts';
import { nameOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unread, violated } from '../rule.ts';
import { aboutCriticalFunction } from './scope.ts';

export const criticalContractIsComplete = defineRule({
    id: 'finance/critical-contract-is-complete',
    on: 'Contract',
    summary: text('A contract on ICT services for a critical or important function also says what DORA Article 30(3) asks for.'),
    why: text(
        'When a critical function fails, the financial entity must be able to look into the provider, to test it, and to leave it in good order. Without these clauses it can only ask.',
    ),
    norms: ['dora-30-3'],
    *judge(ask, contract) {
        yield* aboutCriticalFunction(ask, contract, 'dora-30-3', function* (path, _, bound) {
            const stated = clauses(ask, contract);
            if (stated === undefined) return yield unread(contract);
            const isDelegated = stated.some((clause) => isA(ask, clause, 'clause.dora-audit-delegated'));
            const isMicro = bound.length > 0 && bound.every((controller) => hasKind(ask, controller, 'party-kind.microenterprise'));
            const missing = missingClauses(ask, stated, 'trait.dora-critical-clause').filter(
                (clause) => !(isDelegated && isMicro && nameOf(clause) === 'clause.dora-audit'),
            );
            if (missing.length === 0) return;
            const lacksAudit = missing.some((clause) => nameOf(clause) === 'clause.dora-audit');
            yield violated({
                at: { id: contract, path: 'name' },
                message: text('The contract serves a critical function of {customer} and lacks: {missing}.', {
                    customer: bound.map((controller) => called(ask, controller)),
                    missing: inSeries(ask, missing),
                }),
                path: [...path, ...clausesSteps(ask, contract)],
                notes: isDelegated && lacksAudit ? [text('Only a microenterprise may leave the audit to a third party.')] : [],
                cure: text('Agree on what is missing, and state it among the clauses.'),
                fixes: [statingClauses(ask, contract, missing)],
            });
        });
    },
});
