import type { Ask } from '../model/ask.ts';
import { hostings, stack, whyNotAlive } from '../model/contracts.ts';
import { all, called, facts, kindOf, statementAt } from '../model/declarations.ts';
import type { Fact, Place } from '../model/facts.ts';
import { inLibrary, liesIn } from '../model/library.ts';
import { copies, keepers } from '../model/places.ts';
import { type PlannedPlace, plannedCell, resourceKind, servicesNamed } from '../model/planned.ts';
import { namedStep, type Step } from '../model/steps.ts';
import { type Id, pathOf } from '../names/outline.ts';
import { defineRule, type Outcome, type Rule, unknown, violated } from '../rules/rule.ts';
import { type Message, text } from '../syntax/message.ts';
import type { DeclarationKind } from '../syntax/tree.ts';

/**
 * The one rule on the resources of a plan. It stands beside the catalogue, for no spec can declare what it judges: without a plan it
 * has nothing to say. Every resource is held to all that is promised of its service; what cannot be told is unknown, never kept.
 */
export const planStaysWherePromised: Rule = defineRule({
    id: 'plan/stays-where-promised',
    on: resourceKind as DeclarationKind,
    summary: text('What is to be built lies where its service states to keep data, and where contracts promise that they stay.'),
    why: text(
        'A contract says France and a variable says another region: nobody who reads only one of the two will notice. The plan is the last text in which it can be seen before it is so.',
    ),
    norms: ['gdpr-28-3'],
    severity: 'error',
    *judge(ask, resource) {
        const planned = ask.read(plannedCell, resource);
        if (!planned) return;
        const { address, service: stated, places } = planned;
        const at: Place = { id: resource, path: 'name' };
        const unsettled = (message: Message, path: readonly Step[] = []): Outcome => unknown({ at, message, path, settle: [] });
        if ('unknown' in stated) return yield unsettled(text('Nobody can tell to which service {address} belongs: {why}', { address, why: stated.unknown }));
        const [service, ...others] = servicesNamed(ask, stated.named);
        if (service === undefined) {
            return yield unsettled(text('{address} names the service {service}, and no spec that was read declares it.', { address, service: stated.named }));
        }
        if (others.length > 0) {
            const files = [service, ...others].map(pathOf);
            const message = text('{address} names the service {service}, which several files declare: {files}. Write the file before the name: {example}.', {
                address,
                service: stated.named,
                files,
                example: service,
            });
            return yield unsettled(message);
        }
        const belongs = namedStep(ask, service, { id: service, path: 'name' });
        const promises = promisesOn(ask, service);
        if (promises.length === 0) {
            const message = text('{address} belongs to {service}; no spec that was read states where that keeps data.', {
                address,
                service: called(ask, service),
            });
            return yield unknown({ at, message, path: [belongs], settle: [{ in: service, write: 'stores in {jurisdiction}' }] });
        }
        for (const place of places) {
            if ('unknown' in place) {
                yield unsettled(text('Where {address} is to lie is not known: {why}', { address, why: place.unknown }), [belongs]);
                continue;
            }
            for (const promise of promises) yield* held(ask, { address, at, service, place }, promise);
        }
    },
});

/** What specs say of where a service keeps data: by itself, or a contract of what it hosts. */
interface Promised {
    readonly places: readonly Id[];
    readonly at: Place;
    /** From the service to the promise. */
    readonly path: readonly Step[];
    /** Who says it: the service, one that it rests on, or a contract. */
    readonly by: Id;
}

function promisesOn(ask: Ask, service: Id): readonly Promised[] {
    // Copies cannot be told apart in a plan: what is to be built may be for storage, backup or archive.
    const layer = [service, ...stack(ask, service).map((one) => one.service)].find((one) => copies(ask, one).length > 0);
    const kept = layer === undefined ? [] : copies(ask, layer);
    const [first] = kept;
    const path = kept.map(({ say, at }) => ({ say, at }));
    const own = first ? [{ places: kept.map(({ place }) => place), at: statementAt(ask, first.at) ?? first.at, path, by: layer as Id }] : [];
    return [...own, ...all(ask, 'Contract').flatMap((contract) => promisedBy(ask, contract, service))];
}

function promisedBy(ask: Ask, contract: Id, service: Id): readonly Promised[] {
    const promises = facts(ask, contract, 'StaysIn');
    if (promises.length === 0 || whyNotAlive(ask, contract)) return [];
    const [keeper] = keepers(ask, hostings(ask, contract)).filter((one) => one.service === service);
    if (!keeper) return [];
    return promises.map(({ places, at }: Fact<'StaysIn'>) => {
        const promise: Step = { say: text('the promise: {promised}', { promised: places.map((place) => called(ask, place)) }), at };
        return { places, at, path: [...keeper.path, promise], by: contract };
    });
}

function* held(
    ask: Ask,
    { address, at, service, place: planned }: { address: string; at: Place; service: Id; place: Exclude<PlannedPlace, { unknown: Message }> },
    promise: Promised,
): Generator<Outcome> {
    const place = inLibrary(ask, planned.place);
    if (promise.places.some((promised) => liesIn(ask, place, promised))) return;
    const names = {
        address,
        service: called(ask, service),
        by: called(ask, promise.by),
        place: called(ask, place),
        region: planned.region,
        promised: promise.places.map((one) => called(ask, one)),
    };
    const isContract = kindOf(ask, promise.by) === 'Contract';
    const lies: Step = { say: text('{address}: {way} {region}', { address, way: planned.way, region: planned.region }), at };
    const path = isContract ? [...promise.path, lies] : [namedStep(ask, service, { id: service, path: 'name' }), ...promise.path, lies];
    if (promise.places.some((promised) => liesIn(ask, promised, place))) {
        const message = text(
            '{address} is to lie somewhere in {place} ({region}); whether that is in {promised}, as is promised of {service}, the plan does not tell.',
            names,
        );
        return yield unknown({ at, message, path, settle: [] });
    }
    if (isContract) {
        const message = text(
            '{address} is to lie in {place} ({region}); {by} promises of the data on {service}, to which it belongs, that they stay in {promised}.',
            names,
        );
        const cure = text('Plan the resource where the contract promises, or agree on the places where the data really are to be.');
        return yield violated({ at: promise.at, message, path, under: ['contract'], cure });
    }
    const message =
        promise.by === service
            ? text('{address} is to lie in {place} ({region}); {service}, to which it belongs, states to keep data in {promised}.', names)
            : text(
                  '{address} is to lie in {place} ({region}); it belongs to {service}, which rests on {by}, and that states to keep data in {promised}.',
                  names,
              );
    const cure = text('Plan the resource where the service states to keep data, or state where it really does.');
    yield violated({ at: promise.at, message, path, cure });
}
