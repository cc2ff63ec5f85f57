import type { Id } from '../names/outline.ts';
import { hostings, operator, processors, stack } from './contracts.ts';
import { facts, part } from './declarations.ts';
import type { Place } from './facts.ts';
import { reads } from './places.ts';
import { remembered } from './remembered.ts';
import { datasetStep, namedStep, type Step } from './steps.ts';

/** A party that holds a contract's data in its hands: the operator of a hosting service or of one below it, a subcontractor who reads them, or the processor. */
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
export const providers = remembered('providers', (ask, contract): readonly Provider[] => {
    const found: Provider[] = [];
    const hosted = hostings(ask, contract);
    for (const { dataset, service, at } of hosted) {
        const seen = new Set<Id>();
        for (const layer of stack(ask, service)) {
            const here = part({ at }, 'service');
            const way: Step[] = [datasetStep(ask, dataset), namedStep(ask, service, here)];
            const below = layer.at.at(-1);
            if (below) way.push(namedStep(ask, layer.service, below));
            for (const { party, place, data } of handsOn(ask, layer.service)) {
                // Who only sees bills or requests for support holds no hosted data.
                if (seen.has(party) || !reads(ask, { data }, dataset)) continue;
                seen.add(party);
                found.push({ party, dataset, service: layer.service, top: service, at: here, path: [...way, namedStep(ask, party, place)] });
            }
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
});

/** Whoever runs a service, then those whom he lets at some data of it. */
export const handsOn = remembered(
    'hands on a service',
    (ask, service): readonly { readonly party: Id; readonly place: Place; readonly data: readonly Id[] }[] => {
        const runner = operator(ask, service);
        const readers = facts(ask, service, 'Subcontractor').filter(({ withoutAccess }) => !withoutAccess);
        return [
            ...(runner === undefined ? [] : [{ party: runner, place: { id: service, path: 'operator' }, data: [] }]),
            ...readers.map((stated) => ({ party: stated.party, place: part(stated, 'party'), data: stated.data })),
        ];
    },
);
