import type { Id } from '../names/outline.ts';
import type { Decimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { balanced, type Equation, unit } from './balance.ts';
import { controlGap } from './control-gap.ts';
import { minus, one, plus, power, times, truncate, zero } from './decimal.ts';
import { inLibrary, liesIn } from './library.ts';
import { isTangled, measures, nextInControl } from './next-in-control.ts';
import { footings, isNaturalPerson, isOwnerless, owners, ownersAhead, seat } from './parties.ts';
import { apart, joined, type Question } from './question.ts';
import { Reachability } from './reachability.ts';
import { fromAbove, type Ring, ringOf } from './rings.ts';
import { alike } from './sameness.ts';

/*
 * How much of a party is in whose hands. What counts for every party, how much is held from outside a region, is kept for each and
 * worked out from its direct owners; who holds how much is worked out for those alone who are asked about.
 */

/** Fractions of capital and of votes. */
export interface Part {
    readonly capital: Decimal;
    readonly votes: Decimal;
}

export const nothing: Part = { capital: zero, votes: zero };
export const sum = (a: Part, b: Part): Part => ({ capital: plus(a.capital, b.capital), votes: plus(a.votes, b.votes) });
const whole: Part = { capital: one, votes: one };

/**
 * Shares multiply exactly as long as people write them. Down a chain of a hundred owners nothing is left that a limit could see: what
 * is cut off then counts as held by nobody known, as all does that is missing.
 */
const exactPlaces = 100;
export const scale = (a: Part, b: Part): Part => ({
    capital: truncate(times(a.capital, b.capital), exactPlaces),
    votes: truncate(times(a.votes, b.votes), exactPlaces),
});

/** Sums over a ring may never end as a decimal. */
const placesInRing = 15;

/** What the members of a ring have, each of the others and of those above the ring. */
function partsInRing(
    ring: Ring,
    holdings: (member: Id) => readonly { readonly owner: Id; readonly part: Part }[],
    /** How much each sort has of an owner; nothing where that rests on the ring. */
    own: (owner: Id) => readonly Part[] | undefined,
    sorts: number,
): ReadonlyMap<Id, readonly Part[]> {
    const found = new Map<Id, Part[]>([...ring.members].map((member) => [member, Array.from({ length: sorts }, () => nothing)]));
    for (const measure of measures) {
        const equations = new Map<Id, Equation<Id>>();
        for (const member of ring.members) {
            const parts = new Map<Id, bigint>();
            const all = Array.from({ length: sorts }, () => zero);
            for (const { owner, part } of holdings(member)) {
                const direct = part[measure];
                const sides = own(owner);
                if (!sides) parts.set(owner, (parts.get(owner) ?? 0n) + units(direct));
                else for (const [i, side] of sides.entries()) all[i] = plus(all[i] as Decimal, times(direct, side[measure]));
            }
            equations.set(member, { parts, own: all.map(units) });
        }
        for (const [member, sums] of balanced(equations)) {
            const sides = found.get(member) as Part[];
            for (const [i, n] of sums.entries()) sides[i] = { ...(sides[i] as Part), [measure]: truncate({ digits: n, scale: unitPlaces }, placesInRing) };
        }
    }
    return found;
}

const unitPlaces = String(unit).length - 1;
const units = (part: Decimal): bigint => (part.digits * unit) / power(part.scale);

// ---------------------------------------------------------------- of one holder

const stakeOf: Question<Part> = {
    name: 'stake',
    dated: true,
    same: alike,
    answer: (ask, about) => {
        const [holder = '', party = ''] = apart(about);
        return stakeIn(ask, party, holder);
    },
};

/** A holder's stake in a party, direct and indirect. What a controlled company holds counts in full as its controller's. */
export const stake = (ask: Ask, party: Id, holder: Id): Part => ask.of(stakeOf, joined(holder, party));

/** From the party upwards as far as what is held is not in the holder's hand, then down again, each answered after its owners. */
function stakeIn(ask: Ask, party: Id, holder: Id): Part {
    const reach = new Reachability(
        (one: Id) => nextInControl(ask, one),
        (one) => one === holder,
    );
    const isInHand = (one: Id) => one === holder || reach.test(one);
    const stakes = new Map<Id, Part>();
    const seen = new Set<Id>([holder]);
    const work: { readonly members: ReadonlySet<Id>; readonly ring: Ring | undefined; readonly todo: Id[] }[] = [];
    const holdings = (one: Id) => owners(ask, one).holdings.map(({ owner, capital, votes }) => ({ owner, part: { capital, votes } }));
    const enter = (one: Id) => {
        const ring = ringOf(ask, one);
        const members = ring?.members ?? new Set([one]);
        for (const member of members) seen.add(member);
        work.push({ members, ring, todo: [...members].flatMap((member) => holdings(member).map(({ owner }) => owner)) });
    };
    // What a party has of itself is what it holds directly, and makes nobody's part in it larger.
    if (party === holder)
        return holdings(party)
            .filter(({ owner }) => owner === party)
            .reduce((so, { part }) => sum(so, part), nothing);
    enter(party);
    for (let top = work.at(-1); top; top = work.at(-1)) {
        const owner = top.todo.pop();
        if (owner !== undefined) {
            if (!seen.has(owner) && !isInHand(owner)) enter(owner);
            continue;
        }
        work.pop();
        const { members, ring } = top;
        const known = (one: Id): Part | undefined => (isInHand(one) ? whole : members.has(one) ? undefined : stakes.get(one));
        if (ring) {
            const parts = partsInRing(ring, holdings, (one) => (isInHand(one) || !members.has(one) ? [known(one) ?? nothing] : undefined), 1);
            for (const [member, [part]] of parts) stakes.set(member, part ?? nothing);
        } else {
            for (const member of members) {
                stakes.set(
                    member,
                    holdings(member).reduce((so, { owner, part }) => sum(so, scale(part, known(owner) ?? nothing)), nothing),
                );
            }
        }
    }
    return stakes.get(party) ?? nothing;
}

/** Everyone who has a stake in a party, however small: by holdings of holdings, or by control of whoever has one. */
export function holders(ask: Ask, party: Id): ReadonlySet<Id> {
    const held = new Set([party]);
    const found = new Set<Id>();
    for (const one of held) {
        for (const { owner } of owners(ask, one).holdings) {
            held.add(owner);
            found.add(owner);
        }
    }
    for (const one of found) for (const above of nextInControl(ask, one)) found.add(above);
    if (!owners(ask, party).holdings.some(({ owner }) => owner === party)) found.delete(party);
    return found;
}

// ---------------------------------------------------------------- of a region

/** How much of a party is held from outside a region, how much from inside; the rest is in hands nobody knows. */
export interface Provenance {
    /** By entities that are seated or managed outside, or controlled by such. */
    readonly outside: Part;
    /** By persons who live outside: a limit on entities seated there does not speak of them. */
    readonly persons: Part;
    readonly inside: Part;
}

/** Whether a party is of a region: by its seat and central administration. Nothing if no seat is stated. */
export function isOf(ask: Ask, party: Id, region: Id): boolean | undefined {
    if (footings(ask, party).some(({ place }) => !liesIn(ask, place, region))) return false;
    return seat(ask, party) ? true : undefined;
}

/** Who controls a party from outside a region. */
type FromOutside = 'an entity' | 'a person' | 'nobody';

const weightier = (a: FromOutside, b: FromOutside): FromOutside => (a === 'an entity' || b === 'an entity' ? 'an entity' : a === 'nobody' ? b : a);

function outsider(ask: Ask, party: Id, region: Id): FromOutside {
    if (isOf(ask, party, region) !== false) return 'nobody';
    return isNaturalPerson(ask, party) ? 'a person' : 'an entity';
}

const controlFromOutside = fromAbove<FromOutside>({
    name: 'control from outside',
    answer: (ask, party, above, region) =>
        nextInControl(ask, party).reduce<FromOutside>((so, next) => weightier(so, weightier(outsider(ask, next, region), above(next))), 'nobody'),
    inRing: (ask, { members }, above, region) => {
        const found = new Map<Id, FromOutside>();
        const below = new Map<Id, Id[]>();
        const todo: Id[] = [];
        const add = (member: Id, more: FromOutside) => {
            const before = found.get(member) ?? 'nobody';
            const after = weightier(before, more);
            if (after === before) return;
            found.set(member, after);
            todo.push(member);
        };
        for (const member of members) {
            found.set(member, 'nobody');
            for (const next of nextInControl(ask, member)) {
                const others = below.get(next);
                if (others) others.push(member);
                else below.set(next, [member]);
            }
        }
        for (const [next, held] of below) {
            const more = weightier(outsider(ask, next, region), members.has(next) ? 'nobody' : above(next));
            for (const member of held) add(member, more);
        }
        for (let member = todo.pop(); member !== undefined; member = todo.pop()) {
            for (const one of below.get(member) ?? []) add(one, found.get(member) as FromOutside);
        }
        return found;
    },
    next: (ask, party) => ownersAhead(ask, party),
});

/** How much of what a holder has counts as held from outside, and from inside; nothing where that follows from his own owners. */
export function sideOf(ask: Ask, holder: Id, region: Id): Provenance | undefined {
    const local = isOf(ask, holder, region);
    if (local === undefined) return unplacedHolder;
    const isPerson = isNaturalPerson(ask, holder);
    if (!local) return isPerson ? { ...unplacedHolder, persons: whole } : { ...unplacedHolder, outside: whole };
    if (isPerson || (isOwnerless(ask, holder) && owners(ask, holder).above.length === 0)) return { ...unplacedHolder, inside: whole };
    switch (controlFromOutside.of(ask, holder, region)) {
        case 'an entity':
            return { ...unplacedHolder, outside: whole };
        case 'a person':
            return { ...unplacedHolder, persons: whole };
        case 'nobody':
            // Sums round a ring know nothing of what is nobody's.
            return isRestItsOwn(ask, holder) && ringOf(ask, holder) ? { ...unplacedHolder, inside: whole } : undefined;
    }
}

/** The same, where it follows from his own owners: what nobody has of a body without owners is its own. */
export const sideByOwners = (ask: Ask, holder: Id, held: Provenance): Provenance =>
    isRestItsOwn(ask, holder) ? { ...held, inside: sum(held.inside, unplaced(held)) } : held;

/** Whether what is not stated to be held of a party is nobody's: it is a body without owners, in the hands of nobody of whom more could come to light. */
const isRestItsOwn = (ask: Ask, party: Id): boolean => isOwnerless(ask, party) && !controlGap(ask, party);

const unplacedHolder: Provenance = { outside: nothing, persons: nothing, inside: nothing };

const provenances = fromAbove<Provenance>({
    name: 'provenance',
    answer: (ask, party, above, region) => {
        let { outside, persons, inside } = unplacedHolder;
        for (const { owner, capital, votes } of owners(ask, party).holdings) {
            const direct = { capital, votes };
            const part = sideOf(ask, owner, region) ?? sideByOwners(ask, owner, above(owner));
            outside = sum(outside, scale(direct, part.outside));
            persons = sum(persons, scale(direct, part.persons));
            inside = sum(inside, scale(direct, part.inside));
        }
        return { outside, persons, inside };
    },
    inRing: (ask, ring, above, region) => {
        const isUntold = isTangled(ask, ring);
        const sides = new Map<Id, readonly Part[] | undefined>();
        const side = (owner: Id): readonly Part[] | undefined => {
            if (sides.has(owner)) return sides.get(owner);
            const isMember = ring.members.has(owner);
            const known =
                isUntold && isMember ? unplacedHolder : (sideOf(ask, owner, region) ?? (isMember ? undefined : sideByOwners(ask, owner, above(owner))));
            const parts = known && [known.outside, known.persons, known.inside];
            sides.set(owner, parts);
            return parts;
        };
        const holdings = (member: Id) => owners(ask, member).holdings.map(({ owner, capital, votes }) => ({ owner, part: { capital, votes } }));
        const parts = partsInRing(ring, holdings, side, 3);
        return new Map(
            [...parts].map(([member, [outside = nothing, persons = nothing, inside = nothing]]) => [
                member,
                // Who is inside may be controlled from outside in a way that nobody has followed to its end.
                { outside, persons, inside: isUntold ? nothing : inside },
            ]),
        );
    },
    next: (ask, party) => ownersAhead(ask, party),
});

/** How much of a party is held from outside a region and how much from inside, by capital and by votes. */
export const provenance = (ask: Ask, party: Id, region: Id): Provenance => provenances.of(ask, party, region);

/** The part that is in nobody's known hands. */
export function unplaced({ outside, persons, inside }: Provenance): Part {
    const rest = (measure: 'capital' | 'votes') => {
        const left = [outside, persons, inside].reduce((so, part) => minus(so, part[measure]), one);
        return left.digits < 0n ? zero : left;
    };
    return { capital: rest('capital'), votes: rest('votes') };
}

/** The part of a party that nobody knows whose it is. */
export function unknownPart(ask: Ask, party: Id): Part {
    if (isRestItsOwn(ask, party)) return nothing;
    return unplaced(provenance(ask, party, inLibrary(ask, 'EU')));
}
