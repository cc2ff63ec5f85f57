import type { Ask } from '../../model/ask.ts';
import { clauses } from '../../model/contracts.ts';
import { called, part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { type Fix, nameIn } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { namedStep } from '../../model/steps.ts';
import { carriage } from '../../model/transfers.ts';
import { type Id, pathOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unknown, unread, violated } from '../rule.ts';
import { aboutTransfers } from './transfers.ts';

export const basisFitsRecipient = defineRule({
    id: 'gdpr/basis-fits-recipient',
    on: 'Contract',
    summary: text('The basis that a transfer states is in force, and made for this recipient and these data.'),
    why: text(
        'A decision covers those whom it names, and clauses bind those for whom they were written. A basis that does not fit the recipient is as good as none, and is found out when it is needed.',
    ),
    norms: ['gdpr-46', 'gdpr-45', 'scc-2021-914'],
    *judge(ask, contract) {
        const none = text('No transfer rests on adequacy or on safeguards.');
        yield* aboutTransfers(ask, contract, none, (sending) => {
            const found = carriage(ask, contract, sending);
            if (!found || isA(ask, found.tool.tool, 'trait.exceptional')) return undefined;
            const { tool, fit, spare } = found;
            if (fit.fits) return [];
            const at = part(tool, 'tool');
            const names = { place: called(ask, sending.stated.place), tool: called(ask, tool.tool) };
            const first = namedStep(ask, tool.tool, tool.at);
            if (fit.fits === undefined) {
                return [
                    unknown({
                        at,
                        message: text('Whether “{tool}” carries the transfer to {place} is not known: {why}.', { ...names, why: fit.why }),
                        path: [first, ...fit.steps],
                        settle: [fit.settle],
                    }),
                ];
            }
            return fit.faults.map((fault) =>
                fault.unsaid && clauses(ask, contract) === undefined
                    ? unread(contract)
                    : violated({
                          at: fault.at ?? at,
                          message: text('The transfer to {place} rests on “{tool}”, which does not carry it: {why}.', { ...names, why: fault.why }),
                          path: [first, ...fault.steps],
                          under: fault.under,
                          ...(spare || fault.weak ? { cap: 'warning' as const } : {}),
                          fixes: spare ? swapped(ask, contract, tool, spare) : [],
                          cure: spare
                              ? text('State the fallback, which does carry it, as the basis.')
                              : text('Rest the transfer on a tool that is in force and made for this recipient and these data, and state it as the basis.'),
                      }),
            );
        });
    },
});

/** The fallback as the basis, in the place of the one that does not carry the transfer. */
function swapped(ask: Ask, contract: Id, basis: Fact<'Basis'> | Fact<'Fallback'>, spare: Fact<'Basis'> | Fact<'Fallback'>): readonly Fix[] {
    const name = nameIn(ask, pathOf(contract), spare.tool);
    if (name === undefined || basis.kind !== 'Basis' || basis.sources.length > 0) return [];
    return [
        {
            title: text('Make “{tool}” the basis', { tool: called(ask, spare.tool) }),
            changes: [{ replace: part(basis, 'tool'), with: name }, { remove: spare.at }],
        },
    ];
}
