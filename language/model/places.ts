import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Ask } from './ask.ts';
import { type Hosting, operator, stack } from './contracts.ts';
import { mayBeOf } from './data.ts';
import { called, facts, part } from './declarations.ts';
import type { Fact, Place, Settle } from './facts.ts';
import { remembered } from './remembered.ts';
import { datasetStep, namedStep, type Step, together } from './steps.ts';

/*
 * Where a contract's data lie and from where they are read, service by service. Who holds them is another question (providers.ts),
 * as are whose law reaches that party (reach.ts) and what allows the data to be there (transfers.ts).
 */

/** A service that holds a contract's data: one contracted for, or one that it runs on. */
export interface Keeper {
    readonly service: Id;
    /** The service contracted for. */
    readonly top: Id;
    readonly datasets: readonly Id[];
    /** Where the contract names the service contracted for. */
    readonly at: Place;
    /** From the data to the service. */
    readonly path: readonly Step[];
    /** It rests on another service, which then holds what this one does not say to hold itself. */
    readonly rests: boolean;
}

/** Every service that holds some hosted data, each once for a statement that hosts on it. */
export function keepers(ask: Ask, hosted: readonly Hosting[]): readonly Keeper[] {
    return together(hosted, ({ at }) => at.path).flatMap((hostings) => {
        const [{ service: top, at: stated }] = hostings;
        const datasets = hostings.map(({ dataset }) => dataset);
        const at = part({ at: stated }, 'service');
        const start = [...datasets.map((dataset) => datasetStep(ask, dataset)), namedStep(ask, top, at)];
        return stack(ask, top).map((layer) => {
            const below = layer.at.at(-1);
            const path = below ? [...start, namedStep(ask, layer.service, below)] : start;
            return { service: layer.service, top, datasets, at, path, rests: facts(ask, layer.service, 'RunsOn').length > 0 };
        });
    });
}

/** A place where a service keeps data, and as what. */
export interface Copy extends Step {
    readonly place: Id;
    readonly way: Message;
}

/** Where copies lie: what a service says to store, back up or archive. */
export const copies = remembered('copies', (ask, service): readonly Copy[] => {
    const kept = [
        { stated: facts(ask, service, 'Stores'), way: text('storage') },
        { stated: facts(ask, service, 'BacksUp'), way: text('backup') },
        { stated: facts(ask, service, 'Archives'), way: text('archive') },
    ];
    return kept.flatMap(({ stated, way }) =>
        stated.flatMap((one) =>
            one.places.map((place, i) => ({ place, way, say: text('{way} in {place}', { way, place: called(ask, place) }), at: part(one, `places.${i}`) })),
        ),
    );
});

/** Whether a service, or one that it runs on, says where it stores: that goes for what is stored through it. */
export const isPlaced = remembered('is placed', (ask, service): boolean => stack(ask, service).some((layer) => facts(ask, layer.service, 'Stores').length > 0));

/** Somebody who can read what a service holds, from one place. Whoever works `without access` is nobody. */
export interface Access extends Step {
    /** Who reads; whoever runs the service, where only the place is stated. */
    readonly party: Id | undefined;
    /** Of staff only the place is stated: the operator answers for them, whoever pays them. */
    readonly as: 'staff' | 'reader' | 'subcontractor';
    /** Nothing where it is not stated. */
    readonly place: Id | undefined;
    /** The kinds of data; empty: all that is stored. */
    readonly data: readonly Id[];
    readonly way: Message;
}

/** From where a service says that its staff works, and what they do there. */
export function staffed(ask: Ask, service: Id) {
    const from = (stated: readonly Fact<'Administered' | 'Supported'>[], way: Message) =>
        stated.flatMap((one) => one.places.map(({ place, withoutAccess }, i) => ({ place, withoutAccess, way, at: part(one, `places.${i}`) })));
    return [...from(facts(ask, service, 'Administered'), text('administration')), ...from(facts(ask, service, 'Supported'), text('support'))];
}

/** Who reads from where. */
export const accesses = remembered('who reads from where', (ask, service): readonly Access[] => {
    const found: Access[] = [];
    const add = ({ place, way, ...access }: Omit<Access, 'say'>) => {
        const say = place === undefined ? way : text('{way} from {place}', { way, place: called(ask, place) });
        found.push({ ...access, place, way, say });
    };
    for (const { place, withoutAccess, way, at } of staffed(ask, service))
        if (!withoutAccess) add({ party: operator(ask, service), as: 'staff', place, data: [], way, at });
    for (const one of facts(ask, service, 'Accessed')) {
        const way = text('reading by {party}', { party: called(ask, one.reader) });
        for (const [i, place] of one.places.entries()) add({ party: one.reader, as: 'reader', place, data: [], way, at: part(one, `places.${i}`) });
    }
    for (const one of facts(ask, service, 'Subcontractor')) {
        if (one.withoutAccess) continue;
        const known = { party: one.party, as: 'subcontractor', data: one.data, way: text('work of {party}', { party: called(ask, one.party) }) } as const;
        if (one.places.length === 0) add({ ...known, place: undefined, at: one.at });
        for (const [i, place] of one.places.entries()) add({ ...known, place, at: part(one, `places.${i}`) });
    }
    return found;
});

/** Whether somebody may read a dataset that is stored, and not only what the service knows of those who use it. */
export const reads = (ask: Ask, { data }: Pick<Access, 'data'>, dataset: Id): boolean => data.length === 0 || data.some((kind) => mayBeOf(ask, kind, dataset));

/** What a service does not say of from where its staff reads, and what would tell. */
export const unplacedStaff = remembered('staff that is nowhere', (ask, service): readonly { readonly way: Message; readonly settle: Settle }[] => {
    const silent = (kind: 'Administered' | 'Supported', way: Message, write: string) =>
        facts(ask, service, kind).length === 0 ? [{ way, settle: { in: service, write } }] : [];
    return [
        ...silent('Administered', text('administration'), 'administered from {jurisdiction}'),
        ...silent('Supported', text('support'), 'supported from {jurisdiction}'),
    ];
});

/** What several statements say of one place, together: one finding for a place, not one for each statement. */
export const byPlace = <T extends { readonly place: Id }>(found: readonly T[]): readonly { readonly place: Id; readonly ways: readonly T[] }[] =>
    together(found, ({ place }) => place).map((ways) => ({ place: ways[0].place, ways }));
