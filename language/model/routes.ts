import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Ask } from './ask.ts';
import { hostings, operator } from './contracts.ts';
import { called, facts, inForce, inside, kindOf, part } from './declarations.ts';
import type { Place } from './facts.ts';
import { accesses, copies } from './places.ts';
import type { Index, Question } from './question.ts';
import { namesIn } from './references.ts';
import { alike } from './sameness.ts';

/** A way that data go, as one statement has it: from data to the contract that hosts them, from there to a service, from there to whoever runs, reads or gets them. */
export interface Route {
    readonly from: Id;
    readonly to: Id;
    readonly say: Message;
    readonly at: Place;
}

/** Where data go from a declaration at the date; a step at a time. */
export const routesFrom = (ask: Ask, id: Id): readonly Route[] => routesAt(ask, id, 'from');

/** Where the data of a declaration come from at the date. */
export const routesTo = (ask: Ask, id: Id): readonly Route[] => routesAt(ask, id, 'to');

const stating = ['Dataset', 'Contract', 'Service'];

/** Declarations that may state a route, by what that leads to or from: what they name, and they themselves. */
const mayState: Index = { name: 'who may state a route', kinds: stating, keys: (ask, id) => [id, ...namesIn(ask, id)] };

function routesAt(ask: Ask, id: Id, end: 'from' | 'to'): readonly Route[] {
    const some = [...ask.under(mayState, id)].sort((a, b) => stating.indexOf(kindOf(ask, a)) - stating.indexOf(kindOf(ask, b)));
    return some.flatMap((one) => ask.of(routesStatedBy, one).filter((route) => route[end] === id));
}

const routesStatedBy: Question<readonly Route[]> = {
    name: 'routes that a declaration states',
    dated: true,
    same: alike,
    answer: (ask, id) => stated[kindOf(ask, id)]?.(ask, id) ?? [],
};

const stated: Readonly<Record<string, (ask: Ask, id: Id) => readonly Route[]>> = {
    Dataset: (ask, to) =>
        facts(ask, to, 'Origin').flatMap((fact) => fact.origins.map((from, i) => ({ from, to, say: text('collected there'), at: part(fact, `origins.${i}`) }))),
    Contract: (ask, id) => [...hosted(ask, id), ...processed(ask, id), ...transferred(ask, id), ...movedOn(ask, id)],
    Service: (ask, id) => [...run(ask, id), ...read(ask, id), ...disclosed(ask, id)],
};

function hosted(ask: Ask, contract: Id): readonly Route[] {
    return hostings(ask, contract).flatMap(({ dataset, service, at }) => [
        { from: dataset, to: contract, say: text('hosted under it'), at },
        { from: contract, to: service, say: text('hosts {dataset}', { dataset: called(ask, dataset) }), at },
    ]);
}

const processed = (ask: Ask, from: Id): readonly Route[] =>
    facts(ask, from, 'Processor').flatMap((fact) => fact.parties.map((to, i) => ({ from, to, say: text('processor'), at: part(fact, `parties.${i}`) })));

function transferred(ask: Ask, from: Id): readonly Route[] {
    return facts(ask, from, 'Transfer').flatMap((transfer) =>
        inForce(ask, inside(transfer, 'Recipient')).map((recipient) => {
            const place = called(ask, transfer.place);
            const data = inForce(ask, inside(transfer, 'TransferData')).flatMap((one) => one.data.map((kind) => called(ask, kind)));
            const say = data.length === 0 ? text('transfer to {place}', { place }) : text('transfer of {data} to {place}', { data, place });
            return { from, to: recipient.party, say, at: recipient.at };
        }),
    );
}

function movedOn(ask: Ask, from: Id): readonly Route[] {
    const say = text('moves on to it');
    return [
        ...facts(ask, from, 'Transitional').flatMap(({ toward, at }) => (toward === undefined ? [] : [{ from, to: toward, say, at: part({ at }, 'toward') }])),
        ...facts(ask, from, 'Switching').flatMap((block) => inside(block, 'Toward').map(({ destination, at }) => ({ from, to: destination, say, at }))),
    ];
}

/** A service runs on others, and is in the hands of whoever operates it, where it keeps data and from where its staff reads them. */
function run(ask: Ask, from: Id): readonly Route[] {
    const to = operator(ask, from);
    const kept = copies(ask, from).map(({ say }) => say);
    const staff = accesses(ask, from).flatMap(({ as, say }) => (as === 'staff' ? [say] : []));
    const ways = [...kept, ...staff];
    const say = ways.length === 0 ? text('operated by it') : text('operated by it: {ways}', { ways });
    return [
        ...(to === undefined ? [] : [{ from, to, say, at: { id: from, path: 'operator' } }]),
        ...facts(ask, from, 'RunsOn').map((below) => ({ from, to: below.service, say: text('runs on it'), at: below.at })),
    ];
}

const read = (ask: Ask, from: Id): readonly Route[] =>
    accesses(ask, from).flatMap(({ party, as, say, at }) => (as === 'staff' || party === undefined ? [] : [{ from, to: party, say, at }]));

const disclosed = (ask: Ask, from: Id): readonly Route[] =>
    facts(ask, from, 'Discloses').map(({ recipient, place, data, at }) => {
        const kinds = data.map((kind) => called(ask, kind));
        const say =
            place === undefined
                ? text('disclosure of {data}', { data: kinds })
                : text('disclosure of {data} in {place}', { data: kinds, place: called(ask, place) });
        return { from, to: recipient, say, at };
    });
