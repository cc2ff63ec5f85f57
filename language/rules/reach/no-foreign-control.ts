import { whyNotAlive } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import { whyNotSensitive } from '../../model/exposure.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply } from '../rule.ts';
import { darkProviders, judgeExposures } from './exposure.ts';

export const noForeignControl = defineRule({
    id: 'reach/no-foreign-control',
    on: 'Contract',
    summary: text('Nobody who controls the host is under the access law of a third country.'),
    why: text(
        'A law that reaches the parent reaches what the subsidiary holds, wherever the machines stand. The buyer learns of a disclosure afterwards, if at all.',
    ),
    norms: ['edpb-01-2020', 'gdpr-48'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotSensitive(ask, contract);
        if (over) return yield doesNotApply(over);
        const reached = yield* judgeExposures(
            ask,
            contract,
            'control',
            ({ party, dataset }, { subject, law }) =>
                text('{owner} controls {host}, which holds {dataset}: {law} can compel disclosure through the parent.', {
                    host: called(ask, party),
                    dataset: called(ask, dataset),
                    owner: called(ask, subject),
                    law: called(ask, law),
                }),
            text('Host on a service whose operator nobody outside the EEA controls, or encrypt before storage with keys that stay out of reach.'),
        );
        yield* darkProviders(ask, contract, reached);
    },
});
