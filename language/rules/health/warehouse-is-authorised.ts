import { isWhollyAdequate } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { whyNotAuthorised } from '../../model/authorisations.ts';
import { isUnderFrenchLaw } from '../../model/care.ts';
import { controllersOf, stack, start, whyNotAlive } from '../../model/contracts.ts';
import { claimedAnonymity, isPersonal } from '../../model/data.ts';
import { called, type Dated, fact, facts, isDone, part } from '../../model/declarations.ts';
import type { Fact, Open, Settle } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { inEEA, inLibrary, isA, whyNotYet } from '../../model/library.ts';
import { accesses, reads } from '../../model/places.ts';
import { providers } from '../../model/providers.ts';
import { datasetStep, namedStep, once, type Step } from '../../model/steps.ts';
import { subjection } from '../../model/subjection.ts';
import { flows, isToCome, isWith, sendings } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply, type Outcome, unsettled } from '../rule.ts';
import { originIsSnds } from './snds.ts';

export const warehouseIsAuthorised = defineRule({
    id: 'health/warehouse-is-authorised',
    on: 'Contract',
    summary: text('A warehouse of health data is declared under the standard of the CNIL, or authorised by the CNIL where the standard does not cover it.'),
    why: text(
        'A warehouse keeps the health of many for studies nobody has thought of yet. The standard is the set of conditions under which a declaration is enough; who departs from it needs the authority’s leave before the first record is in.',
    ),
    norms: ['lil-66', 'cnil-eds', 'cnil-eds-11-3'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotYet(ask, 'cnil-eds');
        if (over) return yield doesNotApply(over);
        const french = isUnderFrenchLaw(ask, contract);
        if (french === false) return yield doesNotApply(text('No controller is seated in France.'));
        const judged = new Set<Id>();
        for (const stated of facts(ask, contract, 'Hosts')) {
            for (const [i, dataset] of stated.datasets.entries()) {
                const warehouse = fact(ask, dataset, 'Warehouse');
                if (!warehouse || judged.has(dataset) || isPersonal(ask, dataset) === false) continue;
                judged.add(dataset);
                const isInTime = before(ask, contract, stated);
                yield* judgeWarehouse(ask, contract, { dataset, warehouse, at: part(stated, `datasets.${i}`), isInTime }, french === true ? undefined : french);
            }
        }
        if (judged.size === 0) yield doesNotApply(text('No warehouse of health data is hosted.'));
    },
});

interface Kept {
    readonly dataset: Id;
    readonly warehouse: Fact<'Warehouse'>;
    readonly at: Step['at'];
    readonly isInTime: (stated: Dated) => boolean;
}

/** Whether what is done on a day is done before the first record is in: a contract that is signed and does not run yet keeps none, unless it says so. */
const before =
    (ask: Ask, contract: Id, { from }: Fact<'Hosts'>) =>
    (stated: Dated): boolean => {
        if (isDone(ask)(stated)) return true;
        const begins = start(ask, contract);
        return from === undefined && begins !== undefined && stated.on <= begins.day && !ask.passed(begins.day - 1, begins.at, 'begins');
    };

function* judgeWarehouse(ask: Ask, contract: Id, { dataset, warehouse, at, isInTime }: Kept, french: Open | undefined): Generator<Outcome> {
    const refusals: Step[] = [];
    for (const { authorisation } of facts(ask, contract, 'AuthorisedBy')) {
        const refusal = whyNotAuthorised(ask, authorisation, dataset, 'lil-66', isInTime);
        if (!refusal) return;
        refusals.push(refusal);
    }
    const open = french ?? claimedAnonymity(ask, dataset);
    const name = called(ask, dataset);
    const path = [datasetStep(ask, dataset)];
    const doubts: { say: Message; settle: Settle }[] = [];
    const gaps: { say: Message; path: readonly Step[] }[] = [];
    const snds = originIsSnds(ask, dataset);
    if (snds === true)
        gaps.push({ say: text('it has data of the SNDS'), path: facts(ask, dataset, 'Origin').map((one) => ({ say: text('its origin'), at: one.at })) });
    else if (snds) doubts.push(snds);
    for (const { party, steps } of processorsOf(ask, contract, dataset)) {
        const under = subjection(ask, party, (place) => inEEA(ask, place) || isWhollyAdequate(ask, place));
        const names = { party: called(ask, party) };
        if (under.is === 'shared') {
            const say = text('{party} is not under the law of the EEA or of an adequate country alone ({subject}, {place})', {
                ...names,
                subject: called(ask, under.subject),
                place: called(ask, under.place),
            });
            gaps.push({ say, path: [...steps, ...under.path] });
        } else if (under.is === 'open') {
            const say = text('Whether {party} is under the law of the EEA or of an adequate country alone is not known: what is stated ends at {end}.', {
                ...names,
                end: called(ask, under.party),
            });
            doubts.push({ say, settle: under.settle });
        }
    }
    for (const { place, path: way } of journeys(ask, contract, dataset)) {
        if (!isWhollyAdequate(ask, place)) gaps.push({ say: text('it goes to {place}', { place: called(ask, place) }), path: way });
    }
    const otherwise = onOtherBasis(ask, contract);
    if (otherwise) gaps.push({ say: text('it rests on legitimate interests, and the standard is for tasks in the public interest'), path: [otherwise] });
    const undeclared = whyNotDeclared(ask, warehouse, isInTime);
    if (gaps.length > 0 || undeclared) {
        const message =
            gaps.length > 0
                ? text('{dataset} is a warehouse outside the standard of the CNIL, and no authorisation in force is stated: {gaps}.', {
                      dataset: name,
                      gaps: gaps.map(({ say }) => say),
                  })
                : text('{dataset} is a warehouse that is not declared under the standard of the CNIL, and no authorisation in force is stated.', {
                      dataset: name,
                  });
        const cure =
            gaps.length > 0
                ? text('Have the CNIL authorise the warehouse, and state it: authorised by the name of an authorisation that covers the data.')
                : text('Declare the warehouse, and state it: warehouse declared under cnil-eds on DATE; an authorisation of the CNIL would satisfy.');
        const steps = [...gaps.flatMap((gap) => gap.path), ...(undeclared ? [undeclared] : []), ...refusals];
        const fixes = [stating({ in: contract, write: 'authorised by {authorisation}' })];
        yield breach({ at, message, path: [...path, ...steps], under: ['lil-66'], cure, fixes }, open);
        return;
    }
    for (const { say, settle } of doubts) {
        const message = text('{dataset} is a warehouse without an authorisation of the CNIL. {open}', { dataset: name, open: say });
        yield unsettled({ at, message, path: [...path, ...refusals], settle: [settle] }, open);
    }
    if (warehouse.route !== undefined) return;
    const message = text('{dataset} is a warehouse; whether it is declared under the standard of the CNIL or authorised is not stated.', { dataset: name });
    const settle = { in: dataset, write: 'declared under {norm} on {day}', behind: warehouse.at };
    yield unsettled({ at, message, path: [...path, ...refusals], settle: [settle] }, open);
}

/** Legitimate interests, where they are stated and a task in the public interest is not: the standard leaves such warehouses out. */
function onOtherBasis(ask: Ask, contract: Id): Step | undefined {
    const stated = facts(ask, contract, 'LawfulBasis').flatMap(({ grounds, at }) => grounds.map((basis, i) => ({ basis, at: part({ at }, `grounds.${i}`) })));
    if (stated.some(({ basis }) => isA(ask, basis, 'lawful-basis.public-task'))) return undefined;
    const found = stated.find(({ basis }) => isA(ask, basis, 'lawful-basis.legitimate-interests'));
    return found && namedStep(ask, found.basis, found.at);
}

/** To where a warehouse goes outside the EEA: as the services say, and as a transfer is stated. */
function journeys(ask: Ask, contract: Id, dataset: Id): readonly { readonly place: Id; readonly path: readonly Step[] }[] {
    const flowing = flows(ask, contract).sure.filter((flow) => flow.dataset === dataset);
    const stated = sendings(ask, contract)
        .filter((sending) => isWith(ask, sending, { dataset, kind: undefined }) && !isToCome(ask, contract, sending))
        .map(({ stated }) => ({ place: stated.place, path: [namedStep(ask, stated.place, part(stated, 'place'))] }));
    return once([...flowing, ...stated], ({ place }) => place);
}

/** What keeps the declaration that is stated from being one under the standard, as a step; nothing where none is stated. */
function whyNotDeclared(ask: Ask, warehouse: Fact<'Warehouse'>, isInTime: Kept['isInTime']): Step | undefined {
    const { route, on } = warehouse;
    if (route === undefined) return undefined;
    const at = part(warehouse, 'route');
    // Article 66 is what the declaration under the standard is made by.
    if (!['cnil-eds', 'cnil-eds-11-3', 'lil-66'].some((name) => route === inLibrary(ask, name)))
        return { say: text('declared under {norm}', { norm: called(ask, route) }), at };
    if (on !== undefined && !isInTime({ on, at: warehouse.at })) return { say: text('declared only on {day}', { day: formatDay(on) }), at };
    return undefined;
}

/** Whoever processes a warehouse for its controllers: its providers, and the subcontractors that get what they hold. */
function processorsOf(ask: Ask, contract: Id, dataset: Id): readonly { readonly party: Id; readonly steps: readonly Step[] }[] {
    const controllers = controllersOf(ask, contract);
    const found = new Map<Id, readonly Step[]>();
    const add = (party: Id, steps: readonly Step[]) => {
        if (!controllers.includes(party) && !found.has(party)) found.set(party, steps);
    };
    const hosting = providers(ask, contract).filter((provider) => provider.dataset === dataset);
    for (const { party, path } of hosting) add(party, path.slice(1));
    for (const top of new Set(hosting.map((provider) => provider.top))) {
        for (const { service } of stack(ask, top)) {
            for (const access of accesses(ask, service)) {
                const { party, at } = access;
                if (access.as !== 'subcontractor' || party === undefined || !reads(ask, access, dataset)) continue;
                add(party, [namedStep(ask, service, { id: service, path: 'name' }), { say: text('subcontractor {party}', { party: called(ask, party) }), at }]);
            }
        }
    }
    return [...found].map(([party, steps]) => ({ party, steps }));
}
