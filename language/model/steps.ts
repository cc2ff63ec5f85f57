import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import { sayDecimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { controllerPlace } from './contracts.ts';
import { compare, percentage } from './decimal.ts';
import { called, facts } from './declarations.ts';
import type { Place } from './facts.ts';
import { controlPath } from './ownership.ts';
import { owners } from './parties.ts';
import type { Reach } from './reach.ts';
import { remembered } from './remembered.ts';

/** One step of the way that proves a finding, for people to read and to follow into the text. */
export interface Step {
    readonly say: Message;
    readonly at: Place;
}

/** What is said together: those with the same key, in the order in which the first of each comes. */
export function together<T>(found: readonly T[], keyOf: (one: T) => string): readonly (readonly [T, ...T[]])[] {
    const groups = new Map<string, [T, ...T[]]>();
    for (const one of found) {
        const key = keyOf(one);
        const group = groups.get(key);
        if (group) group.push(one);
        else groups.set(key, [one]);
    }
    return [...groups.values()];
}

/** The first of those with the same key. */
export const once = <T>(found: readonly T[], keyOf: (one: T) => string): readonly T[] => together(found, keyOf).map(([first]) => first);

/** `EMC2 warehouse (Data concerning health)` */
export const datasetStep = remembered('dataset as a step', (ask, dataset): Step => {
    const category = facts(ask, dataset, 'Category')[0];
    const name = called(ask, dataset);
    if (!category) return { say: text('{name}', { name }), at: { id: dataset, path: 'name' } };
    const categories = category.categories.map((one) => called(ask, one));
    return { say: text('{name} ({categories})', { name, categories }), at: category.at };
});

/** A declaration, by name, with the place that names it. */
export const namedStep = (ask: Ask, id: Id, at: Place): Step => ({ say: text('{name}', { name: called(ask, id) }), at });

/** Some controllers of a contract, each where it names them. */
export const controllerSteps = (ask: Ask, contract: Id, some: readonly Id[]): readonly Step[] =>
    some.map((controller) => namedStep(ask, controller, controllerPlace(ask, contract, controller)));

/** That somebody has read the text of a contract. */
export const clausesSteps = (ask: Ask, contract: Id): readonly Step[] =>
    facts(ask, contract, 'Clauses').map(({ at }) => ({ say: text('the clauses that are stated'), at }));

/** From a party up to one who controls it: `controlled by Microsoft Corporation`. */
export const controlSteps = (ask: Ask, party: Id, controller: Id): Step[] =>
    controlPath(ask, party, controller).map(({ party: owned, at }) => holdingStep(ask, owned, at));

/** A fact by which a party is held: `61 % owned by Founders, with 68 % of the votes`. */
export function holdingStep(ask: Ask, party: Id, at: Place): Step {
    const { holdings, controlling } = owners(ask, party);
    const isIt = (one: { readonly at: Place }) => one.at.path === at.path && one.at.id === at.id;
    const holding = holdings.find(isIt);
    if (!holding) {
        const option = facts(ask, party, 'Option').find(isIt);
        if (option) return { say: text('an option of {holder}', { holder: called(ask, option.owner) }), at };
        return { say: text('controlled by {name}', { name: called(ask, controlling.find(isIt)?.owner ?? party) }), at };
    }
    const name = called(ask, holding.owner);
    const capital = sayDecimal(percentage(holding.capital));
    const votes = sayDecimal(percentage(holding.votes));
    if (compare(holding.capital, holding.votes) === 0) return { say: text('{capital} % owned by {name}', { capital, name }), at };
    return { say: text('{capital} % owned by {name}, with {votes} % of the votes', { capital, votes, name }), at };
}

/** From a party to the law that reaches it: the owners or the companies in between, the place of the one under the law, the law. */
export function reachSteps(ask: Ask, party: Id, { subject, hold, place, at, law }: Reach): Step[] {
    const where = at.at(-1) as Place;
    const isStatedBy = (kind: 'Seat' | 'Managed') => facts(ask, subject, kind).some((stated) => stated.at.path === where.path);
    const name = called(ask, place);
    return [
        ...(hold === 'control' ? controlSteps(ask, party, subject) : []),
        ...(hold === 'presence' && subject !== party ? holdingSteps(ask, party, subject) : []),
        {
            say: isStatedBy('Seat')
                ? text('seat in {name}', { name })
                : isStatedBy('Managed')
                  ? text('managed from {name}', { name })
                  : text('established in {name}', { name }),
            at: where,
        },
        { say: text('{name}', { name: called(ask, law) }), at: { id: law, path: 'name' } },
    ];
}

/** From a party down to one that it controls: `T-Mobile US: controlled by Deutsche Telekom`. */
const holdingSteps = (ask: Ask, party: Id, held: Id): Step[] =>
    controlPath(ask, held, party)
        .map((step) => ({
            say: text('{party}: {holding}', { party: called(ask, step.party), holding: holdingStep(ask, step.party, step.at).say }),
            at: step.at,
        }))
        .reverse();
