import type { Ask } from '../../model/ask.ts';
import { controllersOf, type Hosting, hostings, operator, processors, servicesOfOthers, whyNotAlive } from '../../model/contracts.ts';
import { bindsControllers, claimedAnonymity, isPersonal, isUnderGdpr, whyNothingPersonal } from '../../model/data.ts';
import { facts, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { isA, whyNotYet } from '../../model/library.ts';
import { remembered } from '../../model/remembered.ts';
import { datasetStep } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { doesNotApply, isTrouble, type Outcome, underGdpr, unknown } from '../rule.ts';

/**
 * Judges a contract by the personal data that it hosts: the GDPR is about no others. Data that are called anonymous, by no
 * stated method, are unknown where it would matter that they are not.
 *
 * @param judge what follows if some hosted data are personal
 */
export function* aboutPersons(ask: Ask, contract: Id, judge: (hosted: readonly Hosting[]) => Iterable<Outcome>): Generator<Outcome> {
    const over = whyNoPersons(ask, contract);
    if (over) return yield doesNotApply(over);
    yield* underGdpr(contract, isUnderGdpr(ask, contract), () => ofPersons(ask, contract, judge));
}

/**
 * The same, of what the GDPR asks of controllers: their grounds, their arrangement, their assessment, their time to notify. Whoever processes
 * in the European Economic Area for controllers whom it does not bind is asked for none of it in their place.
 */
export function* aboutControllers(ask: Ask, contract: Id, judge: (hosted: readonly Hosting[]) => Iterable<Outcome>): Generator<Outcome> {
    const over = whyNoPersons(ask, contract);
    if (over) return yield doesNotApply(over);
    const nobody = text('The GDPR binds no controller here: neither one nor the persons are in the European Economic Area.');
    yield* underGdpr(contract, bindsControllers(ask, contract), () => ofPersons(ask, contract, judge), nobody);
}

const whyNoPersons = (ask: Ask, contract: Id): Message | undefined =>
    whyNotAlive(ask, contract) ?? whyNotYet(ask, 'gdpr-4') ?? whyNothingPersonal(ask, contract);

function* ofPersons(ask: Ask, contract: Id, judge: (hosted: readonly Hosting[]) => Iterable<Outcome>): Generator<Outcome> {
    const { personal, open } = personalHostings(ask, contract);
    const certain = personal.length > 0 ? [...judge(personal)] : [];
    if (certain.some(isTrouble) || (personal.length > 0 && open.length === personal.length)) return yield* certain;
    const atMost = [...judge(open)];
    if (!atMost.some(isTrouble)) return yield* personal.length > 0 ? certain : atMost;
    yield* claimedAnonymous(ask, contract, open);
}

/** What a contract hosts that is personal, and what is or may be. */
const personalHostings = remembered('personal hostings', (ask, contract): { readonly personal: readonly Hosting[]; readonly open: readonly Hosting[] } => {
    const hosted = hostings(ask, contract);
    return {
        personal: hosted.filter(({ dataset }) => isPersonal(ask, dataset) === true),
        open: hosted.filter(({ dataset }) => isPersonal(ask, dataset) !== false),
    };
});

/** Of some hosted data those that are called anonymised and state no method: each once. */
export function* claimedAnonymous(ask: Ask, contract: Id, hosted: readonly Hosting[]): Generator<Outcome> {
    const asked = new Set<Id>();
    for (const hosting of hosted) {
        const { dataset } = hosting;
        const open = isPersonal(ask, dataset) === undefined ? claimedAnonymity(ask, dataset) : undefined;
        if (asked.has(dataset) || !open) continue;
        asked.add(dataset);
        yield unknown({ at: datasetPlace(ask, contract, hosting), message: open.say, path: [datasetStep(ask, dataset)], settle: [open.settle] });
    }
}

/** Where a contract names a dataset that it hosts. */
export function datasetPlace(ask: Ask, contract: Id, { dataset, at }: Hosting): Place {
    const stated = facts(ask, contract, 'Hosts').find((one) => one.at.path === at.path);
    return stated ? part(stated, `datasets.${stated.datasets.indexOf(dataset)}`) : at;
}

/** Whoever processes for the controllers of a contract: its processors, or, where it names none, those who run the services. */
export function processing(ask: Ask, contract: Id, hosted: readonly Hosting[]): readonly { readonly party: Id; readonly at: Place }[] {
    const controllers = controllersOf(ask, contract);
    const named = processors(ask, contract).filter(({ party }) => !controllers.includes(party));
    if (named.length > 0) return named;
    const found = new Map<Id, Place>();
    for (const hosting of hosted) {
        for (const service of servicesOfOthers(ask, contract, hosting.service)) {
            const party = operator(ask, service);
            if (party !== undefined && !found.has(party)) found.set(party, part(hosting, 'service'));
        }
    }
    return [...found].map(([party, at]) => ({ party, at }));
}

export const nobodyProcesses = doesNotApply(text('Nobody processes the data for the controller.'));

/** Whether a dataset is pseudonymised and a controller holds the key. */
export const isPseudonymForOthers = (ask: Ask, contract: Id, dataset: Id): boolean =>
    facts(ask, dataset, 'Identifiability').some(
        ({ degree, holder }) => isA(ask, degree, 'identifiability.pseudonymised') && holder !== undefined && controllersOf(ask, contract).includes(holder),
    );
