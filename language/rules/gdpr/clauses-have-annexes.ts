import type { Ask } from '../../model/ask.ts';
import { inSeries, libraryTerms } from '../../model/clauses.ts';
import { clauses } from '../../model/contracts.ts';
import { called, fact, inside, part } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { namedStep } from '../../model/steps.ts';
import { tools } from '../../model/transfers.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unread, violated } from '../rule.ts';
import { aboutTransfers } from './transfers.ts';

export const clausesHaveAnnexes = defineRule({
    id: 'gdpr/clauses-have-annexes',
    on: 'Contract',
    summary: text('Standard contractual clauses for a transfer have the annexes that say who, what and how.'),
    why: text(
        'The clauses are the same for everybody; what the parties promise each other stands in the annexes. Clauses without them name no recipient, no data and no measure.',
    ),
    norms: ['scc-2021-914', 'gdpr-46'],
    *judge(ask, contract) {
        const none = text('No transfer rests on the standard contractual clauses of 2021.');
        yield* aboutTransfers(ask, contract, none, (sending) => {
            const basis = tools(ask, contract, sending).find(({ tool }) => isA(ask, tool, 'transfer-tool.scc') && !isA(ask, tool, 'transfer-tool.scc-2010'));
            if (!basis) return undefined;
            const had = inside(sending.stated, 'Annexes').flatMap(({ annexes }) => annexes);
            const lacks = (annex: string) => !had.some((one) => isA(ask, one, `annex.${annex}`));
            const missing = neededAnnexes(ask, basis.tool, sending.recipient?.role === 'controller').filter(lacks);
            // The third lists the processors that are authorised one by one.
            const mode = fact(ask, contract, 'Subprocessing')?.mode;
            const isRead = mode !== undefined || clauses(ask, contract) !== undefined;
            const certain = missing.filter((annex) => annex !== 'III' || mode === 'specific' || (isRead && mode === undefined));
            if (certain.length === 0) return missing.length > 0 && !isRead ? [unread(contract)] : [];
            const terms = libraryTerms(ask, 'annex').filter((id) => certain.includes(nameOf(id).slice('annex.'.length)));
            return [
                violated({
                    at: part(basis, 'tool'),
                    message: text('The clauses for the transfer to {place} lack their annexes: {missing}.', {
                        place: called(ask, sending.stated.place),
                        missing: inSeries(ask, terms),
                    }),
                    path: [
                        namedStep(ask, basis.tool, basis.at),
                        ...inside(sending.stated, 'Annexes').map(({ at }) => ({ say: text('the annexes that are stated'), at })),
                    ],
                    under: ['scc-2021-914'],
                    cure: text('Fill in what is missing and have it signed with the clauses; if it is there, state it: annexes I, II, III.'),
                    fixes: [stating({ in: contract, write: `annexes ${certain.join(', ')}`, within: sending.stated.at })],
                }),
            ];
        });
    },
});

/** The annexes that a module has. Between controllers nobody engages others; what goes back to a controller needs no measures of his. */
function neededAnnexes(ask: Ask, tool: Id, toController: boolean): string[] {
    if (isA(ask, tool, 'transfer-tool.scc-module-4')) return ['I'];
    if (isA(ask, tool, 'transfer-tool.scc-module-1')) return ['I', 'II'];
    if (isA(ask, tool, 'transfer-tool.scc-module-2') || isA(ask, tool, 'transfer-tool.scc-module-3')) return ['I', 'II', 'III'];
    // Where the module is not stated, what every one that fits the recipient has.
    return toController ? ['I'] : ['I', 'II', 'III'];
}
