import type { Id } from '../names/outline.ts';
import { text } from '../syntax/message.ts';
import type { Ask } from './ask.ts';
import { controllersOf, type Hosting, hostings, operator, servicesOfOthers, stack } from './contracts.ts';
import { claimedAnonymity, concernsHealth, isAnonymous, isFromCare } from './data.ts';
import { called, facts, part } from './declarations.ts';
import type { Open, Place } from './facts.ts';
import { inLibrary, isA, liesIn } from './library.ts';
import { seat } from './parties.ts';
import { remembered } from './remembered.ts';
import { datasetStep, namedStep, type Step } from './steps.ts';

/** Health data collected in care, on a service that somebody else runs for a controller under French law. */
export interface CareHosting {
    readonly dataset: Id;
    /** The first service that somebody else runs: the one contracted for, or one below the controller's own. */
    readonly service: Id;
    /** Where the contract names the service contracted for. */
    readonly at: Place;
    readonly path: readonly Step[];
    readonly open: Open | undefined;
}

/** The health data collected in care that others host for a contract; of which it is not stated whether they are such, marked so. */
export function careHostings(ask: Ask, contract: Id, french: Open | undefined): readonly CareHosting[] {
    return hostings(ask, contract).flatMap((hosting) => {
        const fromCare = isCareData(ask, hosting.dataset);
        if (fromCare === false) return [];
        const open = fromCare === true ? french : fromCare;
        return servicesOfOthers(ask, contract, hosting.service).map((service) => ({
            dataset: hosting.dataset,
            service,
            at: part(hosting, 'service'),
            path: [datasetStep(ask, hosting.dataset), ...stepsTo(ask, hosting, service)],
            open,
        }));
    });
}

/** From the service contracted for to the one in question. */
function stepsTo(ask: Ask, hosting: Hosting, service: Id): readonly Step[] {
    const below = stack(ask, hosting.service)
        .find((layer) => layer.service === service)
        ?.at.at(-1);
    const top = namedStep(ask, hosting.service, part(hosting, 'service'));
    return below ? [top, namedStep(ask, service, below)] : [top];
}

/** Whether a controller is seated in France; what would tell, where that is not stated. */
export const isUnderFrenchLaw = remembered('is under French law', (ask, contract): boolean | Open => {
    const controllers = controllersOf(ask, contract);
    const seats = controllers.map((controller) => seat(ask, controller)?.place);
    if (seats.some((place) => place !== undefined && liesIn(ask, place, inLibrary(ask, 'FR')))) return true;
    const unplaced = controllers[seats.indexOf(undefined)];
    if (unplaced === undefined && controllers.length > 0) return false;
    const say = text('Whether the controller is under French law is not stated.');
    return { say, settle: unplaced === undefined ? { in: contract, write: 'controller {organisation}' } : { in: unplaced, write: 'seat {jurisdiction}' } };
});

/** Whether data are personal health data collected in care; what would tell, where that is not stated. */
const isCareData = remembered('is care data', (ask, dataset): boolean | Open => {
    const name = called(ask, dataset);
    const fromCare = isFromCare(ask, dataset);
    const health = concernsHealth(ask, dataset) === false && isGenetic(ask, dataset) ? true : concernsHealth(ask, dataset);
    if (fromCare === false || health === false || isAnonymous(ask, dataset) || isAboutCompanies(ask, dataset)) return false;
    if (health === undefined) {
        return { say: text('Whether {dataset} concerns health is not stated.', { dataset: name }), settle: { in: dataset, write: 'category {category}' } };
    }
    if (fromCare === undefined) {
        return { say: text('Whether {dataset} was collected in care is not stated.', { dataset: name }), settle: { in: dataset, write: 'from {origin}' } };
    }
    return claimedAnonymity(ask, dataset) ?? true;
});

/** Genetic data that are taken in care say something of the health of a person. */
const isGenetic = (ask: Ask, dataset: Id): boolean =>
    facts(ask, dataset, 'Category').some(({ categories }) => categories.some((category) => isA(ask, category, 'category.genetic')));

/** About companies and nobody else. Of the dead data are still about somebody: medical secrecy outlives them. */
function isAboutCompanies(ask: Ask, dataset: Id): boolean {
    const subjects = facts(ask, dataset, 'Subjects').flatMap((stated) => stated.subjects);
    return subjects.length > 0 && subjects.every((subject) => isA(ask, subject, 'subject.legal-persons'));
}

/** A service that holds care data for somebody else, each once: the one hosted on, or one below it. */
export interface Layer {
    readonly service: Id;
    /** Those above it that others run, the one hosted on first. */
    readonly above: readonly Id[];
    /** The one that speaks for all that lie on it: the first of which most is known. */
    readonly hosting: CareHosting;
    readonly path: readonly Step[];
    /** All that lie on it, those of which most is known first, each with the way to the service. */
    readonly held: readonly Pick<Layer, 'hosting' | 'path'>[];
}

/** Every service that holds care data for somebody else. Where two datasets lie on one, the one of which more is known speaks. */
export function layers(ask: Ask, contract: Id, hosted: readonly CareHosting[]): readonly Layer[] {
    const controllers = controllersOf(ask, contract);
    const found = new Map<Id, Layer & { readonly held: Pick<Layer, 'hosting' | 'path'>[] }>();
    for (const hosting of [...hosted].sort((a, b) => Number(a.open !== undefined) - Number(b.open !== undefined))) {
        for (const { service, at } of stack(ask, hosting.service)) {
            const party = operator(ask, service);
            if (party !== undefined && controllers.includes(party)) continue;
            const below = at.at(-1);
            const path = below ? [...hosting.path, namedStep(ask, service, below)] : hosting.path;
            const before = found.get(service);
            if (before) before.held.push({ hosting, path });
            else found.set(service, { service, above: at.map(({ id }) => id), hosting, path, held: [{ hosting, path }] });
        }
    }
    return [...found.values()];
}
