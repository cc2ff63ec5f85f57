import type { Id } from '../names/outline.ts';
import type { Decimal } from '../syntax/values.ts';
import { compare, exceeds, minus, one, plus, times, truncate, zero } from './decimal.ts';
import { all, everStated } from './declarations.ts';
import { type Ask, alike, type Question } from './engine.ts';
import type { Place } from './facts.ts';
import { inLibrary, liesIn } from './library.ts';
import { footings, isNaturalPerson, isOwnerless, isState, owners, seat } from './parties.ts';

/*
 * Who controls whom, and how much of a party is in whose hands. Every answer is one party's and is worked out from the
 * answers of its direct owners, never by walking paths, so the work is linear in the shares stated. Where parties own each
 * other in a ring, the ring is answered at once, by the least fixed point: nobody controls by holding himself.
 */

// ---------------------------------------------------------------- the order of the work

interface Order {
    /** Owners before those they own. */
    readonly parties: readonly Id[];
    /** For a party in a ring of owners, the ring, in the order of identity. */
    readonly rings: ReadonlyMap<Id, readonly Id[]>;
    /** Owners one above the other, at most. */
    readonly longest: number;
}

const order: Question<Order> = {
    name: 'order of ownership',
    overview: true,
    dated: true,
    same: alike,
    answer: (ask) => {
        const parties = all(ask, 'Organisation');
        return stronglyConnected(parties, (party) => above(ask, party));
    },
};

const ringOf: Question<readonly Id[] | undefined> = {
    name: 'ring of owners',
    dated: true,
    same: alike,
    answer: (ask, party) => ask.of(order, '').rings.get(party),
};

function above(ask: Ask, party: Id): readonly Id[] {
    const { holdings, controlling } = owners(ask, party);
    return [...new Set([...holdings, ...controlling].map(({ owner }) => owner))];
}

/** How long a chain of owners may be before the stack is spared it. */
const shallow = 100;

/** Answers for all owners from the top down, so that no question has to wait for a long chain of others. */
export function prepareOwnership(ask: Ask): void {
    const { parties, longest } = ask.of(order, '');
    // Short chains are answered where they are asked for.
    if (longest <= shallow) return;
    const region = inLibrary(ask, 'EU');
    for (const party of parties) {
        ask.of(controllersOf, party);
        ask.of(gapOf, party);
        ask.of(interestsOf, party);
        ask.of(provenanceOf, `${region} ${party}`);
    }
}

/** Tarjan's algorithm without recursion: chains of owners may be longer than the stack is deep. */
function stronglyConnected(nodes: readonly Id[], next: (node: Id) => readonly Id[]): Order {
    const index = new Map<Id, number>();
    const low = new Map<Id, number>();
    const onStack = new Set<Id>();
    const stack: Id[] = [];
    const parties: Id[] = [];
    const rings = new Map<Id, readonly Id[]>();
    for (const root of nodes) {
        if (index.has(root)) continue;
        const work: { node: Id; edges: readonly Id[]; at: number }[] = [];
        const enter = (node: Id) => {
            index.set(node, index.size);
            low.set(node, index.get(node) as number);
            stack.push(node);
            onStack.add(node);
            work.push({ node, edges: next(node), at: 0 });
        };
        enter(root);
        for (let top = work.at(-1); top; top = work.at(-1)) {
            const { node, edges } = top;
            const target = edges[top.at++];
            if (target !== undefined) {
                if (!index.has(target)) enter(target);
                else if (onStack.has(target)) low.set(node, Math.min(low.get(node) as number, index.get(target) as number));
                continue;
            }
            work.pop();
            const parent = work.at(-1)?.node;
            if (parent !== undefined) low.set(parent, Math.min(low.get(parent) as number, low.get(node) as number));
            if (low.get(node) !== index.get(node)) continue;
            const members: Id[] = [];
            for (let member = stack.pop() as Id; ; member = stack.pop() as Id) {
                onStack.delete(member);
                members.push(member);
                if (member === node) break;
            }
            parties.push(...members);
            if (members.length > 1 || edges.includes(node)) {
                members.sort();
                for (const member of members) rings.set(member, members);
            }
        }
    }
    const height = new Map<Id, number>();
    for (const party of parties) height.set(party, 1 + next(party).reduce((most, owner) => Math.max(most, height.get(owner) ?? 0), 0));
    return { parties, rings, longest: parties.reduce((most, party) => Math.max(most, height.get(party) ?? 0), 0) };
}

/** Rounds times members squared: rings are small in life, and a contrived one must not hang. */
const mostRingWork = 100_000;

/**
 * A question about a party that is answered from its owners' answers; within a ring by repetition from `bottom` until
 * nothing changes, at most `rounds` times.
 */
function fromOwners<R>(recipe: {
    name: string;
    bottom: R;
    rounds: number;
    answer: (ask: Ask, about: string, party: Id, ofOwner: (owner: Id) => R, inRing: boolean) => R;
    /** What is asked besides the party, such as a region; `about` is then `besides party`. */
    besides?: boolean;
}): Question<R> {
    const split = (about: string): [besides: string, party: Id] => {
        const space = recipe.besides ? about.indexOf(' ') : -1;
        return [about.slice(0, Math.max(space, 0)), about.slice(space + 1)];
    };
    const join = (besides: string, party: Id) => (recipe.besides ? `${besides} ${party}` : party);
    const ring: Question<ReadonlyMap<Id, R>> = {
        name: `${recipe.name}, in a ring`,
        dated: true,
        same: alike,
        answer: (ask, about) => {
            const [besides, first] = split(about);
            const members = ask.of(ringOf, first) ?? [];
            let now = new Map<Id, R>(members.map((member) => [member, recipe.bottom]));
            for (let round = 0; round < Math.min(recipe.rounds, mostRingWork / members.length ** 2); round++) {
                const next = new Map<Id, R>();
                for (const member of members) {
                    const ofOwner = (owner: Id) => (now.has(owner) ? (now.get(owner) as R) : ask.of(question, join(besides, owner)));
                    next.set(member, recipe.answer(ask, besides, member, ofOwner, true));
                }
                if (alike(now, next)) break;
                now = next;
            }
            return now;
        },
    };
    const question: Question<R> = {
        name: recipe.name,
        dated: true,
        same: alike,
        answer: (ask, about) => {
            const [besides, party] = split(about);
            const members = ask.of(ringOf, party);
            if (members) return ask.of(ring, join(besides, members[0] as Id)).get(party) ?? recipe.bottom;
            return recipe.answer(ask, besides, party, (owner) => ask.of(question, join(besides, owner)), false);
        },
    };
    return question;
}

// ---------------------------------------------------------------- control

/** How a party is controlled by another: the facts on it that add up, and the hands through which. */
export interface Control {
    /** The direct owners that the controller is, or controls. */
    readonly through: readonly Id[];
    readonly at: readonly Place[];
    readonly by: 'capital' | 'votes' | 'appointment' | 'statement';
    /** How many steps up the nearest way is. */
    readonly distance: number;
}

/**
 * Everyone who controls a party: with more than half of its capital or of its votes, held directly or summed over all that
 * he controls; by the right to appoint the majority; or by statement. 50/50 controls nothing, nor does float.
 */
const controllersOf: Question<ReadonlyMap<Id, Control>> = fromOwners<ReadonlyMap<Id, Control>>({
    name: 'controllers',
    bottom: new Map(),
    rounds: 1000,
    answer: (ask, _, party, ofOwner) => {
        const { holdings, controlling } = owners(ask, party);
        const found = new Map<Id, Control>();
        const inHand = new Map<Id, Hand[]>();
        for (const { owner, capital, votes, at } of holdings) {
            for (const [holder, distance] of hands(owner, ofOwner)) {
                const held = inHand.get(holder) ?? [];
                held.push({ owner, capital, votes, at, distance });
                inHand.set(holder, held);
            }
        }
        for (const { owner, at, appoints } of controlling) {
            for (const [holder, distance] of hands(owner, ofOwner)) {
                keepNearest(found, holder, { through: [owner], at: [at], by: appoints ? 'appointment' : 'statement', distance });
            }
        }
        for (const [holder, held] of inHand) {
            const control = majority(held, 'capital') ?? majority(held, 'votes');
            if (control) keepNearest(found, holder, control);
        }
        // A party does not control itself, not even through a ring: somebody outside would have to.
        found.delete(party);
        return found;
    },
});

const half: Decimal = { digits: 5n, scale: 1 };

/** A direct holding that is in somebody's hand, his own or through a party he controls. */
interface Hand {
    readonly owner: Id;
    readonly capital: Decimal;
    readonly votes: Decimal;
    readonly at: Place;
    readonly distance: number;
}

/** The fewest holdings that together are more than half, the nearest and largest first; nothing if all are not enough. */
function majority(held: readonly Hand[], by: 'capital' | 'votes'): Control | undefined {
    const taken: Hand[] = [];
    let sum = zero;
    for (const hand of [...held].sort((a, b) => a.distance - b.distance || compare(b[by], a[by]))) {
        taken.push(hand);
        sum = plus(sum, hand[by]);
        if (!exceeds(sum, half)) continue;
        return {
            through: [...new Set(taken.map(({ owner }) => owner))],
            at: taken.map(({ at }) => at),
            by,
            distance: Math.min(...taken.map(({ distance }) => distance)),
        };
    }
    return undefined;
}

/** An owner and all who control it, each with its distance from the party owned. */
function* hands(owner: Id, ofOwner: (owner: Id) => ReadonlyMap<Id, Control>): Generator<[Id, number]> {
    yield [owner, 1];
    for (const [controller, { distance }] of ofOwner(owner)) yield [controller, distance + 1];
}

function keepNearest(found: Map<Id, Control>, holder: Id, control: Control): void {
    const other = found.get(holder);
    if (!other || control.distance < other.distance) found.set(holder, control);
}

/** Everyone who controls a party, with how. */
export const controllers = (ask: Ask, party: Id): ReadonlyMap<Id, Control> => ask.of(controllersOf, party);

/** The facts that lead from a party up to one who controls it, nearest first; shared hands are named once. */
export function controlPath(ask: Ask, party: Id, controller: Id): readonly { readonly party: Id; readonly owner: Id; readonly at: Place }[] {
    const steps: { party: Id; owner: Id; at: Place }[] = [];
    const seen = new Set<Id>([controller]);
    const todo = [party];
    for (let here = todo.shift(); here !== undefined; here = todo.shift()) {
        const control = controllers(ask, here).get(controller);
        if (!control) continue;
        const places = new Set(control.at.map(({ id, path }) => `${id} ${path}`));
        const { holdings, controlling } = owners(ask, here);
        for (const { owner, at } of [...controlling, ...holdings]) {
            if (!control.through.includes(owner) || !places.has(`${at.id} ${at.path}`)) continue;
            steps.push({ party: here, owner, at });
            if (!seen.has(owner)) todo.push(owner);
            seen.add(owner);
        }
    }
    return steps;
}

// ---------------------------------------------------------------- downwards

/** Whom each party has ever stood right above. One look at all shares, so that nobody has to search for those he holds. */
const below: Question<ReadonlyMap<Id, readonly Id[]>> = {
    name: 'parties below each',
    overview: true,
    dated: false,
    same: alike,
    answer: (ask) => {
        const found = new Map<Id, Id[]>();
        for (const party of all(ask, 'Organisation')) {
            const stated = [...everStated(ask, party, 'Owned'), ...everStated(ask, party, 'Controlled'), ...everStated(ask, party, 'Appointed')];
            for (const owner of new Set(stated.map((one) => one.owner))) {
                const held = found.get(owner);
                if (held) held.push(party);
                else found.set(owner, [party]);
            }
        }
        return found;
    },
};

const rightBelow: Question<readonly Id[]> = {
    name: 'parties right below',
    dated: false,
    same: alike,
    answer: (ask, party) => ask.of(below, '').get(party) ?? [],
};

/** Whom a party has ever stood right above. */
export const heldBy = (ask: Ask, party: Id): readonly Id[] => ask.of(rightBelow, party);

const controlledOf: Question<readonly Id[]> = {
    name: 'controlled parties',
    dated: true,
    same: alike,
    answer: (ask, party) => {
        const found = new Set<Id>();
        // Whoever is controlled is held by the controller or by another whom he controls: the way down never leaves his hands.
        for (const todo = [party]; todo.length > 0; ) {
            for (const held of ask.of(rightBelow, todo.shift() as Id)) {
                if (held === party || found.has(held) || !controllers(ask, held).has(party)) continue;
                found.add(held);
                todo.push(held);
            }
        }
        return [...found];
    },
};

/** Everyone whom a party controls, the nearest first. */
export const controlled = (ask: Ask, party: Id): readonly Id[] => ask.of(controlledOf, party);

/** Whether two parties are of one group: one controls the other, or one entity controls both. What a person or a State owns is no group. */
export function inOneGroup(ask: Ask, one: Id, other: Id): boolean {
    const heads = (party: Id) => [party, ...[...controllers(ask, party).keys()].filter((head) => !isNaturalPerson(ask, head) && !isState(ask, head))];
    const others = new Set(heads(other));
    return heads(one).some((head) => others.has(head));
}

// ---------------------------------------------------------------- is control known

/** Why nobody can say who controls a party. */
export interface Gap {
    /** The party whose owners are not known. */
    readonly party: Id;
    readonly why: 'unstated' | 'unknown' | 'open' | 'ring';
    /** The facts that lead to it, nearest first. */
    readonly at: readonly Place[];
}

/**
 * Whether it is known who controls a party: nothing where it is, else where the knowledge ends. Shares that leave less
 * than a majority to unknown hands settle it.
 */
const gapOf: Question<Gap | undefined> = fromOwners<Gap | undefined>({
    name: 'gap in control',
    bottom: undefined,
    rounds: 1000,
    answer: (ask, _, party, ofOwner, inRing) => {
        if (isOwnerless(ask, party)) return undefined;
        const { holdings, controlling, float, unknown, unstated } = owners(ask, party);
        if (unstated) return { party, why: 'unstated', at: [] };
        const beyond = (owner: Id, at: Place): Gap | undefined => {
            const gap = ofOwner(owner);
            return gap && { ...gap, at: [at, ...gap.at] };
        };
        // A ring in which each is controlled by the next, and nobody by anyone outside: whoever rules it cannot be told.
        if (inRing && isRuledByItself(ask, party)) return { party, why: 'ring', at: [] };
        for (const { owner, at } of controlling) {
            const gap = beyond(owner, at);
            if (gap) return gap;
        }
        if (controlling.length > 0) return undefined;
        // Who controls it is known even where nobody knows all who own it; the other way round it is not.
        if (unknown) return { party, why: 'unknown', at: [] };
        for (const measure of ['capital', 'votes'] as const) {
            const holder = holdings.find((holding) => exceeds(holding[measure], half));
            if (holder) {
                const gap = beyond(holder.owner, holder.at);
                if (gap) return gap;
                continue;
            }
            // Whoever is not stated may be one hand, with those whose own controllers nobody knows, or with the largest holder who is known.
            const stated = holdings.reduce((sum, holding) => plus(sum, holding[measure]), float);
            let dark = compare(stated, one) < 0 ? minus(one, stated) : zero;
            let largest = zero;
            let first: Gap | undefined;
            for (const { owner, at, [measure]: share } of holdings) {
                const gap = beyond(owner, at);
                if (!gap) {
                    if (exceeds(share, largest)) largest = share;
                    continue;
                }
                dark = plus(dark, share);
                if (!first || gap.at.length < first.at.length || (gap.at.length === first.at.length && gap.party < first.party)) first = gap;
            }
            if (dark.digits > 0n && exceeds(plus(dark, largest), half)) return first ?? { party, why: 'open', at: [] };
        }
        return undefined;
    },
});

/** Whether whoever controls a party, and whoever controls him, leads back into the ring, and no controller stands outside. */
function isRuledByItself(ask: Ask, party: Id): boolean {
    const ring = ask.of(ringOf, party) ?? [];
    if ([...controllers(ask, party).keys()].some((controller) => !ring.includes(controller))) return false;
    const seen = new Set<Id>();
    for (let here: Id | undefined = party; here !== undefined && ring.includes(here); here = ruler(ask, here)?.owner) {
        if (seen.has(here)) return true;
        seen.add(here);
    }
    return false;
}

/** The direct owner who alone controls a party, with the fact that says so. */
function ruler(ask: Ask, party: Id): { readonly owner: Id; readonly at: Place } | undefined {
    const { holdings, controlling } = owners(ask, party);
    return controlling[0] ?? holdings.find(({ capital, votes }) => exceeds(capital, half) || exceeds(votes, half));
}

/**
 * The ring in which each party is in the hands of the next and nobody outside controls any, from a party back to itself; nothing
 * where the party is in no such ring.
 */
export function closedRing(ask: Ask, party: Id): readonly { readonly party: Id; readonly at: Place }[] | undefined {
    if (!ask.of(ringOf, party) || !isRuledByItself(ask, party)) return undefined;
    const way: { party: Id; at: Place }[] = [];
    let here = party;
    do {
        const up = ruler(ask, here);
        // Whoever is held by a ring and is not in it comes by his owners to no end.
        if (!up || way.some((step) => step.party === here)) return undefined;
        way.push({ party: here, at: up.at });
        here = up.owner;
    } while (here !== party);
    return way;
}

/** Where knowledge of who controls a party ends; nothing if it is known. */
export const controlGap = (ask: Ask, party: Id): Gap | undefined => ask.of(gapOf, party);

/** Someone who controls a party and whose seat is not stated, with the facts that lead to him; nothing if all are placed. */
export function unseated(ask: Ask, party: Id): { readonly party: Id; readonly at: readonly Place[] } | undefined {
    for (const controller of controllers(ask, party).keys()) {
        // Only entities carry reach on, so where a person lives changes nothing.
        if (seat(ask, controller) || isNaturalPerson(ask, controller)) continue;
        return { party: controller, at: controlPath(ask, party, controller).map(({ at }) => at) };
    }
    return undefined;
}

// ---------------------------------------------------------------- stakes

/** Fractions of capital and of votes. */
export interface Part {
    readonly capital: Decimal;
    readonly votes: Decimal;
}

/** How much of a party is in whose hands. */
export interface Interests {
    /** Each holder's stake, direct and indirect. What a controlled company holds counts in full as its controller's. */
    readonly holders: ReadonlyMap<Id, Part>;
}

const nothing: Part = { capital: zero, votes: zero };
const add = (a: Part, b: Part): Part => ({ capital: plus(a.capital, b.capital), votes: plus(a.votes, b.votes) });
const scale = (a: Part, b: Part): Part => ({ capital: times(a.capital, b.capital), votes: times(a.votes, b.votes) });
/**
 * Sums over a ring may never end as a decimal; what is cut off is far below any limit. A ring that gives next to nothing away
 * is not followed to the end: what is missing then counts as held by nobody known.
 */
const settle = (a: Part, inRing: boolean): Part => (inRing ? { capital: truncate(a.capital, 15), votes: truncate(a.votes, 15) } : a);

const interestsOf: Question<Interests> = fromOwners<Interests>({
    name: 'interests',
    bottom: { holders: new Map() },
    rounds: 20_000,
    answer: (ask, _, party, ofOwner, inRing) => {
        const holders = new Map<Id, Part>();
        for (const { owner, capital, votes } of owners(ask, party).holdings) {
            const direct = { capital, votes };
            holders.set(owner, add(holders.get(owner) ?? nothing, direct));
            const controlling = controllers(ask, owner);
            for (const controller of controlling.keys()) {
                if (controller !== party) holders.set(controller, add(holders.get(controller) ?? nothing, direct));
            }
            for (const [holder, stake] of ofOwner(owner).holders) {
                // What a holder has of itself makes its part in others no larger.
                if (controlling.has(holder) || holder === party || holder === owner) continue;
                holders.set(holder, add(holders.get(holder) ?? nothing, settle(scale(direct, stake), inRing)));
            }
        }
        return { holders };
    },
});

/** Each holder's stake in a party, direct and indirect. */
export const interests = (ask: Ask, party: Id): ReadonlyMap<Id, Part> => ask.of(interestsOf, party).holders;

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

const whole: Part = { capital: one, votes: one };

const provenanceOf: Question<Provenance> = fromOwners<Provenance>({
    name: 'provenance',
    besides: true,
    bottom: { outside: nothing, persons: nothing, inside: nothing },
    rounds: 20_000,
    answer: (ask, region, party, ofOwner, inRing) => {
        let outside = nothing;
        let persons = nothing;
        let inside = nothing;
        for (const { owner, capital, votes } of owners(ask, party).holdings) {
            const direct = { capital, votes };
            const part = provenanceOfHolder(ask, owner, region, ofOwner);
            outside = add(outside, settle(scale(direct, part.outside), inRing));
            persons = add(persons, settle(scale(direct, part.persons), inRing));
            inside = add(inside, settle(scale(direct, part.inside), inRing));
        }
        return { outside, persons, inside };
    },
});

/** How much of what a holder has counts as held from outside, and from inside. */
function provenanceOfHolder(ask: Ask, holder: Id, region: Id, ofOwner: (owner: Id) => Provenance): Provenance {
    const local = isOf(ask, holder, region);
    if (local === undefined) return unplacedHolder;
    const isPerson = isNaturalPerson(ask, holder);
    if (!local) return isPerson ? { ...unplacedHolder, persons: whole } : { ...unplacedHolder, outside: whole };
    if (isPerson || isOwnerless(ask, holder)) return { ...unplacedHolder, inside: whole };
    const abroad = [...controllers(ask, holder).keys()].filter((controller) => isOf(ask, controller, region) === false);
    if (abroad.some((controller) => !isNaturalPerson(ask, controller))) return { ...unplacedHolder, outside: whole };
    if (abroad.length > 0) return { ...unplacedHolder, persons: whole };
    return ofOwner(holder);
}

const unplacedHolder: Provenance = { outside: nothing, persons: nothing, inside: nothing };

/** How much of a party is held from outside a region and how much from inside, by capital and by votes. */
export const provenance = (ask: Ask, party: Id, region: Id): Provenance => ask.of(provenanceOf, `${region} ${party}`);

/** The part of a party that is in nobody's known hands. */
export function unplaced({ outside, persons, inside }: Provenance): Part {
    const rest = (measure: 'capital' | 'votes') => [outside, persons, inside].reduce((left, part) => minus(left, part[measure]), one);
    return { capital: rest('capital'), votes: rest('votes') };
}
