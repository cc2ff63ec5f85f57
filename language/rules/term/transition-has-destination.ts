import type { Ask } from '../../model/ask.ts';
import { everHeld } from '../../model/certificates.ts';
import { controllersOf, countedEnd, hostings, stack, start, transition } from '../../model/contracts.ts';
import { isOfParticularSensitivity } from '../../model/data.ts';
import { called, everStated, fact, facts, inForce, inside, kindOf, part } from '../../model/declarations.ts';
import { whyNotSensitive } from '../../model/exposure.ts';
import type { Place } from '../../model/facts.ts';
import { stating, statingIn, writing } from '../../model/fixes.ts';
import { inLibrary, liesIn } from '../../model/library.ts';
import { reads } from '../../model/places.ts';
import { handsOn, providers } from '../../model/providers.ts';
import { type Reach, reachBy } from '../../model/reach.ts';
import { boundBySren31, privateHostings, sren31AsksForProof } from '../../model/shielding.ts';
import { controllerSteps, namedStep, reachSteps, type Step } from '../../model/steps.ts';
import { subjection } from '../../model/subjection.ts';
import { holdsOn } from '../../model/time.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { whyNotCounted } from './scope.ts';

export const transitionHasDestination = defineRule({
    id: 'term/transition-has-destination',
    on: 'Contract',
    summary: text('A transition leads somewhere: to a service or contract that is named, in time, without a gap, and better than what it leaves.'),
    why: text('A transition without a destination is a wish. It is one, too, if the data arrive late, or somewhere that the same foreign law reaches.'),
    norms: ['terroir-practice'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotCounted(ask, contract);
        if (over) return yield doesNotApply(over);
        const transitional = transition(ask, contract);
        if (!transitional) return yield doesNotApply(text('The contract is not transitional.'));
        const named = destinations(ask, contract);
        if (named.length === 0) {
            return yield violated({
                at: transitional.at,
                message: text('The contract is transitional, and nothing says where the data go.'),
                path: [],
                cure: text('Name where they go, and by when: transitional … toward SERVICE by DATE.'),
                fixes: [stating({ in: contract, write: 'toward {service} by {day}', behind: transitional.at })],
            });
        }
        for (const destination of named) {
            yield* inTime(ask, contract, destination);
            const left = lawsLeft(ask, contract);
            if (kindOf(ask, destination.to) === 'Contract' && servicesAt(ask, destination.to).length === 0) {
                if (left.length > 0 || [...demanded(ask, contract)].length > 0) yield unhosted(ask, destination);
                continue;
            }
            yield* withScheme(ask, contract, destination);
            yield* outOfReach(ask, contract, destination, left);
        }
    },
});

/** Where the data of a transitional contract go. */
interface Destination {
    /** A service, or a contract. */
    readonly to: Id;
    readonly at: Place;
    /** The statement that names it. */
    readonly fact: Place;
    /** By when they are there; for a contract that begins, the day on which it does. */
    readonly by: { readonly day: Day; readonly at: Place; readonly begins: boolean } | undefined;
}

/** Each destination once, even if both the transition and the switching name it. */
function destinations(ask: Ask, contract: Id): readonly Destination[] {
    const transitional = fact(ask, contract, 'Transitional');
    const switching = facts(ask, contract, 'Switching').flatMap((block) => inside(block, 'Toward'));
    const stated = [
        ...(transitional?.toward === undefined
            ? []
            : [{ to: transitional.toward, at: part(transitional, 'toward'), fact: transitional.at, day: transitional.by, dayAt: part(transitional, 'by') }]),
        ...switching.map((one) => ({ to: one.destination, at: part(one, 'destination'), fact: one.at, day: one.by, dayAt: part(one, 'by') })),
    ];
    return [...new Set(stated.map(({ to }) => to))].map((to) => {
        const same = stated.filter((one) => one.to === to);
        const { at, fact } = same[0] as (typeof stated)[number];
        const dated = same.find(({ day }) => day !== undefined);
        const begins = kindOf(ask, to) === 'Contract' ? start(ask, to) : undefined;
        // Whatever day is promised, nothing is there before the contract begins.
        if (dated?.day !== undefined && (begins === undefined || begins.day - 1 <= dated.day))
            return { to, at, fact, by: { day: dated.day, at: dated.dayAt, begins: false } };
        return { to, at, fact, by: begins && { day: begins.day, at, begins: true } };
    });
}

function* inTime(ask: Ask, contract: Id, { to, at, fact, by }: Destination): Generator<Outcome> {
    const name = called(ask, to);
    if (!by) {
        return yield unknown({
            at,
            message: text('By when the data are to be at {destination} is not stated.', { destination: name }),
            path: [],
            settle: [{ in: contract, write: 'by {day}', behind: fact }],
        });
    }
    const { limit, at: limitAt } = transition(ask, contract) ?? { limit: undefined, at: fact };
    const day = formatDay(by.day);
    const arrives = { say: text('at {destination} by {day}', { destination: name, day }), at: by.at };
    // What begins on the day after the limit, or after the end, follows without a gap.
    if (limit !== undefined && by.day - Number(by.begins) > limit) {
        yield violated({
            at: by.at,
            message: text('The data are to be at {destination} by {day}; the transition must end by {limit}.', {
                destination: name,
                day,
                limit: formatDay(limit),
            }),
            path: [{ say: text('the transition must end by {limit}', { limit: formatDay(limit) }), at: limitAt }, arrives],
            cure: text('Bring the move forward, or have whoever set the limit move it.'),
            fixes: by.begins ? [] : [writing(by.at, formatDay(limit))],
        });
        return;
    }
    const end = countedEnd(ask, contract);
    if (end.day === undefined) {
        yield unknown({
            at: by.at,
            message: text('The data are to be at {destination} by {day}; when the contract ends is not stated.', { destination: name, day }),
            path: [arrives],
            settle: [{ in: contract, write: 'term until {day}' }],
        });
    } else if (end.day !== 'never' && by.day > end.day + 1) {
        yield violated({
            at: by.at,
            message: text('The contract runs until {end}, and the data are to be at {destination} only by {day}.', {
                end: formatDay(end.day),
                destination: name,
                day,
            }),
            path: [
                ...end.at.slice(-1).map((place) => ({ say: text('the contract runs until {end}', { end: formatDay(end.day as Day) }), at: place })),
                arrives,
            ],
            cure: text('Close the gap: bring the move forward, or let the contract run until it is done.'),
            fixes: by.begins ? [] : [writing(by.at, formatDay(end.day))],
        });
    }
}

/** What the parties or the law demand of the host, they demand of the next one: certified on the day of the move, as far as that day is known. */
function* withScheme(ask: Ask, contract: Id, { to, at, by }: Destination): Generator<Outcome> {
    for (const { scheme, message, path, under } of demanded(ask, contract)) {
        const bare = servicesAt(ask, to).find((service) => !isCertifiedBy(ask, service, scheme, by));
        if (bare === undefined) continue;
        const names = { demand: message, service: called(ask, bare) };
        yield violated({
            at,
            message:
                by && inForce(ask, everHeld(ask, bare, scheme)).length > 0
                    ? text('{demand}, and {service}, where the data go, is certified no longer on {day}.', { ...names, day: formatDay(by.day) })
                    : text('{demand}, and {service}, where the data go, is not certified.', names),
            path: [...path, { say: text('{name}', { name: called(ask, bare) }), at: { id: bare, path: 'name' } }],
            under: [under],
            cap: 'warning',
            cure: text('Go where the certificate is held; if it is, state it: certified SCHEME until DATE source "…".'),
            fixes: statingIn({ in: bare, write: `certified ${nameOf(scheme)} until {day}` }),
        });
    }
}

interface Demand {
    readonly scheme: Id;
    readonly message: Message;
    readonly path: readonly Step[];
    readonly under: string;
}

/** The schemes that the contract requires, and the one that loi SREN, article 31, asks for: a derogation from it ends, and the data go on. */
function* demanded(ask: Ask, contract: Id): Generator<Demand> {
    for (const { schemes, at } of facts(ask, contract, 'Requires')) {
        for (const [i, scheme] of schemes.entries()) {
            const name = called(ask, scheme);
            const path = [{ say: text('required: {scheme}', { scheme: name }), at: part({ at }, `schemes.${i}`) }];
            yield { scheme, message: text('The contract requires {scheme}', { scheme: name }), path, under: 'contract' };
        }
    }
    const bound = sren31AsksForProof(ask) ? boundBySren31(ask, contract) : undefined;
    if (bound === undefined || !privateHostings(ask, contract).some(({ dataset }) => isOfParticularSensitivity(ask, dataset) === true)) return;
    const scheme = inLibrary(ask, 'SecNumCloud');
    const names = { norm: called(ask, inLibrary(ask, 'sren-31')), scheme: called(ask, scheme) };
    yield {
        scheme,
        message: text('{norm} asks for {scheme}', names),
        path: controllerSteps(ask, contract, [bound]),
        under: 'sren-31',
    };
}

/** On the day of the move, while that is still to come; once the data are there, now. */
function isCertifiedBy(ask: Ask, service: Id, scheme: Id, by: Destination['by']): boolean {
    const held = everHeld(ask, service, scheme);
    const isComing = by !== undefined && !ask.passed(by.day, by.at);
    return isComing ? held.some((one) => holdsOn(one, by.day)) : inForce(ask, held).length > 0;
}

/** The services at a destination: itself, or what the contract hosts on. */
const servicesAt = (ask: Ask, to: Id): readonly Id[] =>
    kindOf(ask, to) === 'Service' ? [to] : [...new Set(everStated(ask, to, 'Hosts').map(({ service }) => service))];

const unhosted = (ask: Ask, { to, at }: Destination): Outcome =>
    unknown({
        at,
        message: text('On which service {destination} hosts is not stated, so whether it is better than what the data leave.', {
            destination: called(ask, to),
        }),
        path: [],
        settle: [{ in: to, write: 'hosts {dataset} on {service}' }],
    });

/** The laws that sensitive data are to get away from. */
const lawsLeft = (ask: Ask, contract: Id): readonly Reach[] =>
    whyNotSensitive(ask, contract) ? [] : lawsOver(ask, [...new Set(providers(ask, contract).map(({ party }) => party))]);

/** Whether a law that the data are to get away from reaches where they go. The law of a country that is adequate as a whole drives nobody away. */
function* outOfReach(ask: Ask, contract: Id, { to, at }: Destination, left: readonly Reach[]): Generator<Outcome> {
    if (left.length === 0) return;
    const controllers = controllersOf(ask, contract);
    const moved = hostings(ask, contract);
    // Whoever works for the next host and reads what is stored has the data there as well.
    const hands = servicesAt(ask, to).flatMap((service) => stack(ask, service).flatMap((layer) => handsOn(ask, layer.service)));
    const reading = hands.filter(({ party, data }) => !controllers.includes(party) && moved.some(({ dataset }) => reads(ask, { data }, dataset)));
    const hosts = [...new Set(reading.map(({ party }) => party))];
    for (const party of hosts) {
        const same = lawsOver(ask, [party]).find(({ law }) => left.some((one) => one.law === law));
        if (same) {
            return yield violated({
                at,
                message: text('{law} reaches {party} as well, to whom the data go.', { law: called(ask, same.law), party: called(ask, party) }),
                path: [
                    namedStep(ask, to, at),
                    { say: text('{name}', { name: called(ask, party) }), at: { id: party, path: 'name' } },
                    ...reachSteps(ask, party, same),
                ],
                cure: text('Go to a host that this law does not reach.'),
            });
        }
    }
    for (const party of hosts) {
        const under = subjection(ask, party, (place) => !left.some((one) => liesIn(ask, place, one.place)));
        if (under.is !== 'open') continue;
        const path: Step[] = [namedStep(ask, to, at), { say: text('{name}', { name: called(ask, party) }), at: { id: party, path: 'name' } }];
        return yield unknown({
            at,
            message: text('Whether {law} reaches {party} as well, to whom the data go, is not known.', {
                law: called(ask, (left[0] as Reach).law),
                party: called(ask, party),
            }),
            path,
            settle: [under.settle],
        });
    }
}

/** The access laws that reach some parties by their seat or through those who control them. */
const lawsOver = (ask: Ask, parties: readonly Id[]): readonly Reach[] =>
    parties.flatMap((party) => [...reachBy(ask, party, 'seat'), ...reachBy(ask, party, 'control')]).filter(({ adequate }) => !adequate);
