import type { Ask } from '../../model/ask.ts';
import { authorisationsOf, covers } from '../../model/authorisations.ts';
import { whyNotAlive, whyNothingHosted } from '../../model/contracts.ts';
import { claimedAnonymity, concernsHealth, isPersonal } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Open } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { inLibrary } from '../../model/library.ts';
import { datasetStep, namedStep } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule, doesNotApply } from '../rule.ts';

export const authorisationCoversData = defineRule({
    id: 'term/authorisation-covers-data',
    on: 'Contract',
    summary: text('What an authority allowed for some data is done with those data and no others.'),
    why: text('An authorisation is given for the data that the authority was shown. A dataset that joins later was shown to nobody, however short the way.'),
    norms: ['lil-66', 'terroir-practice'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNothingHosted(ask, contract);
        if (over) return yield doesNotApply(over);
        if (facts(ask, contract, 'AuthorisedBy').length === 0) return yield doesNotApply(text('The contract states no authorisation.'));
        const authorised = authorisationsOf(ask, contract).map(({ authorisation, at }) => ({ authorisation, at, onHealth: isOnHealth(ask, authorisation) }));
        let concerned = false;
        for (const stated of facts(ask, contract, 'Hosts')) {
            for (const [i, dataset] of stated.datasets.entries()) {
                const open = needsOne(
                    ask,
                    dataset,
                    authorised.every(({ onHealth }) => onHealth),
                );
                if (open === false) continue;
                concerned = true;
                if (authorised.some(({ authorisation }) => covers(ask, authorisation, dataset))) continue;
                // A warehouse is declared or authorised; of other data it is not certain that they need either.
                const warehouse = facts(ask, dataset, 'Warehouse');
                if (warehouse.some(({ route }) => route !== undefined)) continue;
                const names = { dataset: called(ask, dataset), authorisations: authorised.map(({ authorisation }) => called(ask, authorisation)) };
                yield breach(
                    {
                        at: part(stated, `datasets.${i}`),
                        message: text('{dataset} is hosted under this contract, and {authorisations} does not cover it.', names),
                        path: [
                            datasetStep(ask, dataset),
                            ...authorised.flatMap(({ authorisation, at }) => [
                                namedStep(ask, authorisation, part({ at }, 'authorisation')),
                                ...facts(ask, authorisation, 'Covers').map((named) => ({
                                    say: text('it covers {datasets}', { datasets: named.datasets.map((one) => called(ask, one)) }),
                                    at: named.at,
                                })),
                            ]),
                        ],
                        under: authorised.some(({ onHealth }) => onHealth) ? ['lil-66'] : ['terroir-practice'],
                        ...(warehouse.length > 0 ? {} : { cap: 'warning' as const }),
                        cure: text('Have the authorisation extended to {dataset}, or host it under a contract of its own.', { dataset: names.dataset }),
                        fixes: [stating({ in: contract, write: 'authorised by {authorisation}' })],
                    },
                    open === true ? undefined : open,
                );
            }
        }
        if (!concerned) yield doesNotApply(text('None of the hosted data need an authorisation of this kind.'));
    },
});

/** Whether an authorisation is one of the kind that health data need. */
const isOnHealth = (ask: Ask, authorisation: Id): boolean => facts(ask, authorisation, 'Under').some(({ norm }) => norm === inLibrary(ask, 'lil-66'));

/** Whether data need an authorisation of the kind that is stated: those about persons; where it is one for health data, those about health. */
function needsOne(ask: Ask, dataset: Id, onHealth: boolean): boolean | Open {
    if (isPersonal(ask, dataset) === false) return false;
    const health = onHealth ? concernsHealth(ask, dataset) : true;
    if (health === false) return false;
    if (health === undefined) {
        return {
            say: text('Whether {dataset} concerns health is not stated.', { dataset: called(ask, dataset) }),
            settle: { in: dataset, write: 'category {category}' },
        };
    }
    return claimedAnonymity(ask, dataset) ?? true;
}
