import { whyNotAlive } from '../../model/contracts.ts';
import { isSensitive } from '../../model/data.ts';
import { called } from '../../model/declarations.ts';
import { exposures, immunityDemanded, whyNotSensitive } from '../../model/exposure.ts';
import { seat } from '../../model/parties.ts';
import { providers } from '../../model/providers.ts';
import { reachSteps } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';
import { furtherLaws, unsettledExposure } from './exposure.ts';

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
        const demanded = immunityDemanded(ask, contract);
        const exposed = new Set<string>();
        for (const exposure of exposures(ask, contract, 'seat')) {
            exposed.add(exposure.provider.party);
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
                message: text('{host} holds {dataset} and is at home in {place}: {law} can compel it to disclose.', {
                    host: called(ask, provider.party),
                    dataset: called(ask, provider.dataset),
                    place: called(ask, first.place),
                    law: called(ask, first.law),
                }),
                path,
                notes: furtherLaws(ask, reaches),
                // Adequacy lowers a concern; it lifts no duty to be immune.
                ...(demanded.length > 0 ? { under: demanded } : first.adequate ? { cap: 'information' as const } : {}),
                cure: text('Host on a service whose operator is seated in the EEA, or encrypt before storage with keys that stay out of reach.'),
            });
        }
        for (const provider of providers(ask, contract)) {
            if (seat(ask, provider.party) || exposed.has(provider.party) || isSensitive(ask, provider.dataset) === false) continue;
            yield unknown({
                at: provider.at,
                message: text('Where {host} has its seat is not stated, so nobody can say whose law reaches it.', { host: called(ask, provider.party) }),
                path: provider.path,
                settle: { in: provider.party, write: 'seat FR' },
            });
        }
    },
});
