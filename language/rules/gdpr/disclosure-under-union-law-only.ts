import { clauses } from '../../model/contracts.ts';
import { facts, part } from '../../model/declarations.ts';
import { isA, isAnyOf } from '../../model/library.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unread, violated } from '../rule.ts';
import { aboutPersons, nobodyProcesses, processing } from './scope.ts';

export const disclosureUnderUnionLawOnly = defineRule({
    id: 'gdpr/disclosure-under-union-law-only',
    on: 'Contract',
    summary: text('The contract lets a processor disclose data only where Union or Member State law requires it.'),
    why: text(
        '“Applicable law” is the law of every country that can make the processor obey. A contract that says so has agreed in advance to every order from abroad.',
    ),
    norms: ['gdpr-28-3', 'gdpr-48', 'edpb-02-2024'],
    *judge(ask, contract) {
        yield* aboutPersons(ask, contract, function* (hosted) {
            if (processing(ask, contract, hosted).length === 0) return yield nobodyProcesses;
            const stated = clauses(ask, contract);
            if (stated === undefined) return yield unread(contract);
            const isNarrow = stated.some((clause) => isA(ask, clause, 'clause.union-law-disclosure-only'));
            let isWide = false;
            for (const fact of facts(ask, contract, 'Clauses')) {
                for (const [i, clause] of fact.clauses.entries()) {
                    if (!isA(ask, clause, 'clause.applicable-law-disclosure')) continue;
                    isWide = true;
                    const here = part(fact, `clauses.${i}`);
                    yield violated({
                        at: here,
                        message: text('The contract allows disclosure under any applicable law, and so under the law of a third country.'),
                        path: [],
                        under: ['gdpr-28-3', 'gdpr-48'],
                        cure: text('Write “Union or Member State law” in place of “applicable law”.'),
                        fixes: [
                            {
                                title: text('Disclosure under Union or Member State law only'),
                                changes: [isNarrow ? { remove: here } : { replace: here, with: 'union-law-disclosure-only' }],
                            },
                        ],
                    });
                }
            }
            if (isWide || isNarrow) return;
            // Both have the law’s own exception, for Union and Member State law, and no other.
            const marks = ['clause.documented-instructions', 'trait.processor-contract'] as const;
            if (stated.some((clause) => isAnyOf(ask, clause, marks))) return;
            yield doesNotApply(text('The contract says nothing of disclosure; gdpr/processor-contract-is-complete asks for documented instructions.'));
        });
    },
});
