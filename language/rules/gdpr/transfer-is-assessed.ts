import { called, inside, isDone, part } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { isA, whyNotYet } from '../../model/library.ts';
import { namedStep } from '../../model/steps.ts';
import { tools } from '../../model/transfers.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';
import { aboutTransfers, assessing, isSafeAnyway } from './transfers.ts';

export const transferIsAssessed = defineRule({
    id: 'gdpr/transfer-is-assessed',
    on: 'Contract',
    summary: text('A transfer under clauses or binding rules comes with an assessment of the law of the country.'),
    why: text(
        'Clauses bind the parties and not the authorities of the country. Whether the promise can be kept there must be looked into before the data leave, and shown on request.',
    ),
    norms: ['schrems-ii', 'scc-2021-914', 'edpb-01-2020'],
    *judge(ask, contract) {
        const over = whyNotYet(ask, 'schrems-ii');
        if (over) return yield doesNotApply(over);
        const none = text('No transfer rests on clauses or binding rules for a country without adequacy.');
        yield* aboutTransfers(ask, contract, none, (sending) => {
            const { stated } = sending;
            const basis = tools(ask, contract, sending).find(({ tool }) => isA(ask, tool, 'trait.safeguard') && !isA(ask, tool, 'transfer-tool.scc-module-4'));
            if (!basis || isSafeAnyway(ask, contract, sending)) return undefined;
            const assessments = inside(stated, 'Assessed');
            if (assessments.some(isDone(ask))) return [];
            const coming = assessments[0];
            const names = { place: called(ask, stated.place), tool: called(ask, basis.tool) };
            const isBinding = isA(ask, basis.tool, 'transfer-tool.scc') || isA(ask, basis.tool, 'transfer-tool.bcr');
            return [
                violated({
                    at: part(basis, 'tool'),
                    message: coming
                        ? text('The transfer to {place} rests on {tool}; the law of the country is assessed only on {day}.', {
                              ...names,
                              day: formatDay(coming.on),
                          })
                        : text('The transfer to {place} rests on {tool}; no assessment of the law of the country is stated.', names),
                    path: [
                        namedStep(ask, basis.tool, basis.at),
                        ...(coming ? [{ say: text('assessed on {day}', { day: formatDay(coming.on) }), at: coming.at }] : []),
                    ],
                    // The Court spoke of clauses and binding rules; of the other safeguards the EDPB says the same.
                    under: isBinding ? ['schrems-ii'] : ['edpb-01-2020'],
                    fixes: coming ? [] : [stating({ in: contract, write: 'assessed {day}', within: stated.at })],
                    cure: assessing,
                }),
            ];
        });
    },
});
