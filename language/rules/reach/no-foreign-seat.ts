import { whyNotAlive } from '../../model/contracts.ts';
import { isSensitive } from '../../model/data.ts';
import { called } from '../../model/declarations.ts';
import { whyNotSensitive } from '../../model/exposure.ts';
import { seat } from '../../model/parties.ts';
import { providers } from '../../model/providers.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown } from '../rule.ts';
import { judgeExposures } from './exposure.ts';

export const noForeignSeat = defineRule({
    id: 'reach/no-foreign-seat',
    on: 'Contract',
    summary: text('The host itself is not seated or managed under the access law of a third country.'),
    why: text('A host at home in a third country answers to that country first. Its authorities can order it to hand over data kept anywhere.'),
    norms: ['edpb-01-2020', 'gdpr-48'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotSensitive(ask, contract);
        if (over) return yield doesNotApply(over);
        const reached = yield* judgeExposures(
            ask,
            contract,
            'seat',
            ({ party, dataset }, { place, law }) =>
                text('{host} holds {dataset} and is at home in {place}: {law} can compel it to disclose.', {
                    host: called(ask, party),
                    dataset: called(ask, dataset),
                    place: called(ask, place),
                    law: called(ask, law),
                }),
            text('Host on a service whose operator is seated in the EEA, or encrypt before storage with keys that stay out of reach.'),
        );
        for (const { party, dataset, at, path } of providers(ask, contract)) {
            if (seat(ask, party) || reached.has(party) || isSensitive(ask, dataset) === false) continue;
            yield unknown({
                at,
                message: text('Where {host} has its seat is not stated, so nobody can say whose law reaches it.', { host: called(ask, party) }),
                path,
                settle: [{ in: party, write: 'seat {jurisdiction}' }],
            });
        }
    },
});
