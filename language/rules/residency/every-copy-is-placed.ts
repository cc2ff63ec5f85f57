import { hostings, whyNotAlive, whyNothingHosted } from '../../model/contracts.ts';
import { called, facts } from '../../model/declarations.ts';
import { keepers } from '../../model/places.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown } from '../rule.ts';

export const everyCopyIsPlaced = defineRule({
    id: 'residency/every-copy-is-placed',
    on: 'Contract',
    summary: text('Of a service that says where it stores data, it is known where it backs them up.'),
    why: text(
        'A backup is the whole of the data in a second place, often a far one. A place of storage that says nothing of it tells half of where the data are.',
    ),
    norms: ['gdpr-44'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNothingHosted(ask, contract);
        if (over) return yield doesNotApply(over);
        const storing = keepers(ask, hostings(ask, contract)).filter(({ service }) => facts(ask, service, 'Stores').length > 0);
        if (storing.length === 0) return yield doesNotApply(text('No service that hosts the data states where it stores them.'));
        for (const { service, at, path } of storing) {
            if (facts(ask, service, 'BacksUp').length > 0) continue;
            yield unknown({
                at,
                message: text('{service} states where it stores the data; where it backs them up is not stated.', { service: called(ask, service) }),
                path: [...path, ...facts(ask, service, 'Stores').map((stated) => ({ say: text('its place of storage'), at: stated.at }))],
                settle: [{ in: service, write: 'backs up in {jurisdiction}' }],
            });
        }
    },
});
