import type { Id } from '../names/outline.ts';
import { hostings, operator, processors, stack } from './contracts.ts';
import { part } from './declarations.ts';
import type { Ask } from './engine.ts';
import type { Place } from './facts.ts';
import { datasetStep, namedStep, type Step } from './steps.ts';

/** A party that holds a contract's data in its hands: the operator of a hosting service or of one below it, or the processor. */
export interface Provider {
    readonly party: Id;
    readonly dataset: Id;
    /** The service that holds the data: the one contracted for, or one that it runs on. */
    readonly service: Id;
    /** The service contracted for. */
    readonly top: Id;
    /** What is underlined when this provider is the trouble. */
    readonly at: Place;
    /** From the dataset to the provider. */
    readonly path: readonly Step[];
}

/**
 * Everyone who hosts for a contract, each once per dataset and service. A processor who operates none of the services, such
 * as a reseller, comes last: he is a party to the contract, but evaluated is who holds the data.
 */
export function providers(ask: Ask, contract: Id): readonly Provider[] {
    const found: Provider[] = [];
    const hosted = hostings(ask, contract);
    for (const { dataset, service, at } of hosted) {
        const seen = new Set<Id>();
        for (const layer of stack(ask, service)) {
            const party = operator(ask, layer.service);
            if (party === undefined || seen.has(party)) continue;
            seen.add(party);
            const here = part({ at }, 'service');
            const path: Step[] = [datasetStep(ask, dataset), namedStep(ask, service, here)];
            const below = layer.at.at(-1);
            if (below) path.push(namedStep(ask, layer.service, below));
            path.push(namedStep(ask, party, { id: layer.service, path: 'operator' }));
            found.push({ party, dataset, service: layer.service, top: service, at: here, path });
        }
    }
    const operators = new Set(found.map(({ party }) => party));
    for (const { party, at } of processors(ask, contract)) {
        if (operators.has(party)) continue;
        for (const { dataset, service } of hosted) {
            found.push({ party, dataset, service, top: service, at, path: [datasetStep(ask, dataset), namedStep(ask, party, at)] });
        }
    }
    return found;
}
