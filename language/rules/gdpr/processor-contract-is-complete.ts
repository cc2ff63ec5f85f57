import type { Ask } from '../../model/ask.ts';
import { inSeries, missingClauses } from '../../model/clauses.ts';
import { clauses } from '../../model/contracts.ts';
import { called, facts, inForce, inside } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { statingClause, statingClauses } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { namedStep } from '../../model/steps.ts';
import { flows, isAbout, sendings } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unread, violated } from '../rule.ts';
import { aboutPersons, isPseudonymForOthers, nobodyProcesses, processing } from './scope.ts';

export const processorContractIsComplete = defineRule({
    id: 'gdpr/processor-contract-is-complete',
    on: 'Contract',
    summary: text('The contract with a processor says all that GDPR Article 28(3) asks for.'),
    why: text(
        'Whoever lets another process personal data stays answerable for them. When it matters, at a breach, at an audit, at the end, only what the contract says can be asked of the processor.',
    ),
    norms: ['gdpr-28-3', 'scc-2021-915', 'edps-v-srb'],
    *judge(ask, contract) {
        yield* aboutPersons(ask, contract, function* (hosted) {
            const parties = processing(ask, contract, hosted);
            if (parties.length === 0) return yield nobodyProcesses;
            const bare = parties.filter(({ party }) => !isUnderTransferClauses(ask, contract, party));
            if (bare.length === 0) return;
            const stated = clauses(ask, contract);
            if (stated === undefined) return yield unread(contract);
            if (stated.some((clause) => isA(ask, clause, 'trait.processor-contract'))) return;
            const missing = missingClauses(ask, stated, 'trait.processor-clause');
            if (missing.length === 0) return;
            const blind = hosted.every(({ dataset }) => isPseudonymForOthers(ask, contract, dataset));
            yield violated({
                at: { id: contract, path: 'name' },
                message: text('The contract with {processors} lacks: {missing}.', {
                    processors: bare.map(({ party }) => called(ask, party)),
                    missing: inSeries(ask, missing),
                }),
                path: [
                    ...bare.map(({ party, at }) => namedStep(ask, party, at)),
                    ...facts(ask, contract, 'Clauses').map(({ at }) => ({ say: text('the clauses that are stated'), at })),
                ],
                under: ['gdpr-28-3'],
                ...(blind ? { cap: 'warning' as const } : {}),
                notes: blind
                    ? [text('The processor may hold that data whose key only the controller has are not personal for it. For the controller they are.')]
                    : [],
                cure: text('Agree on what is missing, or on the standard clauses of Decision (EU) 2021/915, and state it among the clauses.'),
                fixes: [statingClauses(ask, contract, missing), { ...statingClause(ask, contract, 'standard-processor-clauses'), isConcession: true }],
            });
        });
    },
});

/** Whether clauses for a transfer to a party stand for the contract with it, as modules 2 and 3 do. */
const isUnderTransferClauses = (ask: Ask, contract: Id, party: Id): boolean =>
    facts(ask, contract, 'Transfer').some(
        (transfer) =>
            inForce(ask, inside(transfer, 'Recipient')).every((recipient) => recipient.party === party) &&
            inForce(ask, inside(transfer, 'Basis')).some(({ tool }) => isA(ask, tool, 'trait.processor-contract')) &&
            !isKnownToBeOfOthers(ask, contract, transfer, party),
    );

/** Whether what is known to go out by a transfer goes to others than a party, so that without a recipient it is with them. */
function isKnownToBeOfOthers(ask: Ask, contract: Id, transfer: Fact<'Transfer'>, party: Id): boolean {
    const sending = sendings(ask, contract).find(({ stated }) => stated.at.path === transfer.at.path);
    const known = sending && !sending.recipient ? flows(ask, contract).sure.filter((flow) => isAbout(ask, contract, sending, flow)) : [];
    return known.length > 0 && known.every(({ recipient }) => recipient !== party);
}
