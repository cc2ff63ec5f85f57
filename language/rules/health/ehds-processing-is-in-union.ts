import { adequacy } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { controllerPlace, controllersOf, hostings, operator, stack, whyNotAlive } from '../../model/contracts.ts';
import { claimedAnonymity, concernsHealth, isPersonal } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Open } from '../../model/facts.ts';
import { inEEA, isA, whyNotYet } from '../../model/library.ts';
import { isBoundBy, mayBeBound } from '../../model/parties.ts';
import { type Access, accesses, copies, isPlaced, reads } from '../../model/places.ts';
import { datasetStep, namedStep, type Step } from '../../model/steps.ts';
import { shipmentOf } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule, doesNotApply, unsettled } from '../rule.ts';

export const ehdsProcessingIsInUnion = defineRule({
    id: 'health/ehds-processing-is-in-union',
    on: 'Contract',
    summary: text('A body that gives access to health data for secondary use keeps and processes them in the Union or in an adequate country.'),
    why: text(
        'In the European Health Data Space the data of whole populations meet in a few places. Those who run them may not carry them off to where the Union’s law does not follow.',
    ),
    norms: ['ehds-87'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const controllers = controllersOf(ask, contract);
        const bound = controllers.find((controller) => isBoundBy(ask, 'ehds-87', controller));
        const silent = controllers.find((controller) => mayBeBound(ask, 'ehds-87', controller));
        if (!bound && !silent && controllers.length > 0)
            return yield doesNotApply(text('No controller gives access to health data for secondary use in the Union.'));
        const early = whyNotYet(ask, 'ehds-87');
        if (early) return yield doesNotApply(early);
        const of = bound ? undefined : bodyUnknown(ask, contract, silent);
        const path = bound ? [namedStep(ask, bound, controllerPlace(ask, contract, bound))] : [];
        let concerned = false;
        for (const hosting of hostings(ask, contract)) {
            const { dataset } = hosting;
            const serves = isForSecondaryUse(ask, contract, dataset);
            if (serves === false) continue;
            concerned = true;
            const open = of ?? (serves === true ? undefined : serves);
            const at = part(hosting, 'service');
            const top = namedStep(ask, hosting.service, at);
            for (const { service, at: below } of stack(ask, hosting.service)) {
                const last = below.at(-1);
                const way = [...path, datasetStep(ask, dataset), top, ...(last ? [namedStep(ask, service, last)] : [])];
                const names = { service: called(ask, service), dataset: called(ask, dataset) };
                const { outside, doubtful } = placesOutside(ask, contract, service, dataset);
                if (outside.length > 0) {
                    const message = text('{service} keeps or processes {dataset} neither in the Union nor in an adequate country: {where}.', {
                        ...names,
                        where: outside.map(({ say }) => say),
                    });
                    const cure = text('Have the data kept and processed in the Union; a country with an adequacy decision for the recipient would satisfy.');
                    yield breach({ at, message, path: [...way, ...outside], under: ['ehds-87'], cure }, open);
                }
                for (const { step, tool, why, settle } of doubtful) {
                    const message = text(
                        '{service} keeps or processes {dataset} outside the Union: {where}; whether “{decision}” covers that is not known: {why}.',
                        { ...names, where: step.say, decision: called(ask, tool), why },
                    );
                    yield unsettled({ at, message, path: [...way, step], settle: [settle] }, open);
                }
            }
            if (isPlaced(ask, hosting.service)) continue;
            const message = text('Where {service} stores the data is not stated.', { service: called(ask, hosting.service) });
            const settle = [{ in: hosting.service, write: 'stores in {jurisdiction}' }];
            yield unsettled({ at, message, path: [...path, datasetStep(ask, dataset), top], settle }, open);
        }
        if (!concerned) yield doesNotApply(text('No health data for secondary use are hosted.'));
    },
});

/** Where a service keeps or processes a dataset, as far as that is not in the Union: in countries that are not adequate, and in such of which that is not known. */
function placesOutside(ask: Ask, contract: Id, service: Id, dataset: Id) {
    const host = operator(ask, service);
    const controllers = controllersOf(ask, contract);
    // The body and whoever acts for it are bound; to whom it gives access is another question.
    const acts = ({ as, party }: Access) => as !== 'reader' || party === host || (party !== undefined && controllers.includes(party));
    const found = [
        ...copies(ask, service).map(({ place, ...step }) => ({ step, place, recipient: host })),
        ...accesses(ask, service).flatMap((access) =>
            access.place !== undefined && acts(access) && reads(ask, access, dataset) ? [{ step: access, place: access.place, recipient: access.party }] : [],
        ),
    ].flatMap(({ step, place, recipient }) => {
        if (inEEA(ask, place)) return [];
        const sent = { place, recipient, service, isOwnSite: false, dataset, kind: undefined };
        return [{ step, covered: adequacy(ask, shipmentOf(ask, contract, sent)) }];
    });
    return {
        outside: found.filter(({ covered }) => covered.covers === false).map(({ step }): Step => step),
        doubtful: found.flatMap(({ step, covered }) =>
            covered.covers === undefined ? [{ step, tool: covered.decision, why: covered.why, settle: covered.settle }] : [],
        ),
    };
}

/** Whether personal health data are held for secondary use; what would tell, where that is not stated. Care is primary use. */
function isForSecondaryUse(ask: Ask, contract: Id, dataset: Id): boolean | Open {
    if (isPersonal(ask, dataset) === false || concernsHealth(ask, dataset) === false) return false;
    const stated = facts(ask, contract, 'Purpose');
    const purposes = stated.flatMap((purpose) => purpose.kinds);
    const isCare = (purpose: Id) => isA(ask, purpose, 'purpose.care') || isA(ask, purpose, 'purpose.management-of-care');
    const vague = stated.find((purpose) => purpose.kinds.length === 0);
    if (purposes.length > 0 && purposes.every(isCare) && !vague) return false;
    const name = called(ask, dataset);
    if (concernsHealth(ask, dataset) === undefined) {
        return { say: text('Whether {dataset} concerns health is not stated.', { dataset: name }), settle: { in: dataset, write: 'category {category}' } };
    }
    if (purposes.every(isCare)) {
        return {
            say: text('Whether {dataset} serves care or another use is not stated.', { dataset: name }),
            settle: vague ? { in: contract, write: 'as {purpose}', behind: vague.at } : { in: contract, write: 'purpose {text} as {purpose}' },
        };
    }
    return claimedAnonymity(ask, dataset) ?? true;
}

/** What would tell whether the regulation binds a controller. */
function bodyUnknown(ask: Ask, contract: Id, silent: Id | undefined): Open {
    if (silent === undefined) {
        return {
            say: text('Who the controller is, is not stated, so whether it gives access for secondary use.'),
            settle: { in: contract, write: 'controller {organisation}' },
        };
    }
    return {
        say: text('What kind of body {name} is, is not stated, so whether it gives access for secondary use.', { name: called(ask, silent) }),
        settle: { in: silent, write: 'kind {party-kind}' },
    };
}
