import { whyNotAlive } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import { exposures, immunityDemanded, whyNotSensitive } from '../../model/exposure.ts';
import { reachSteps } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';
import { darkProviders, furtherLaws, unsettledExposure } from './exposure.ts';

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
        const demanded = immunityDemanded(ask, contract);
        const reached = new Set<string>();
        for (const exposure of exposures(ask, contract, 'control')) {
            reached.add(exposure.provider.party);
            const { provider, reaches, sensitive, shield } = exposure;
            const first = reaches[0];
            if (!first || sensitive === false || shield === 'shut') continue;
            const path = [...provider.path, ...reachSteps(ask, provider.party, first)];
            if (sensitive === undefined || typeof shield === 'object') {
                yield unsettledExposure(ask, exposure, path);
                continue;
            }
            yield violated({
                at: provider.at,
                message: text('{owner} controls {host}, which holds {dataset}: {law} can compel disclosure through the parent.', {
                    host: called(ask, provider.party),
                    dataset: called(ask, provider.dataset),
                    owner: called(ask, first.subject),
                    law: called(ask, first.law),
                }),
                path,
                notes: furtherLaws(ask, reaches),
                // Adequacy lowers a concern; it lifts no duty to be immune.
                ...(demanded.length > 0 ? { under: demanded } : first.adequate ? { cap: 'information' as const } : {}),
                cure: text('Host on a service whose operator nobody outside the EEA controls, or encrypt before storage with keys that stay out of reach.'),
            });
        }
        yield* darkProviders(ask, contract, reached);
    },
});
