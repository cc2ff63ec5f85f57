import type { Id } from '../names/outline.ts';
import type { Ask } from './ask.ts';
import { owners, ownersAhead } from './parties.ts';
import { apart, joined, type Question } from './question.ts';
import { alike, identical } from './sameness.ts';

/*
 * Which parties own each other in a ring, and the order in which questions about owners are worked out. A party's ring rests on
 * whoever stands above it and on nobody else: what happens elsewhere wakes no question about it and ends no answer.
 */

/** Parties each of which stands above all others: a strongly connected component of the graph of owners. */
export interface Ring {
    /** The first in the order of identity: what is said of the ring as a whole is said of it. */
    readonly first: Id;
    readonly members: ReadonlySet<Id>;
    /** All members, each with who stands right above it, as text. */
    readonly written: string;
}

const ringAround: Question<Ring | undefined> = {
    name: 'ring of owners',
    overview: true,
    dated: true,
    same: (a, b) => a?.written === b?.written,
    answer: (ask, party) => {
        const ring = searched(ask, party);
        if (ring) ask.of(isWhole, ring.written);
        // From the party upwards, so that an owner who is none any more is not asked.
        else for (const owner of owners(ask, party).above) ringOf(ask, owner);
        return ring;
    },
};

/**
 * Whether some parties, each owned as it is written, still are a ring and all of it. Asked for all its members together, each of whom
 * would else read the owners of every other. Who stands above is asked only where nothing has changed among the members themselves:
 * else it may be one who rests on this.
 */
const isWhole: Question<boolean> = {
    name: 'whole ring of owners',
    overview: true,
    dated: true,
    same: identical,
    answer: (ask, written) => {
        const members = new Map<Id, readonly Id[]>(JSON.parse(written));
        const isAsWritten = [...members].every(([member, above]) => alike(owners(ask, member).above, above));
        const outside = new Set([...members.values()].flat().filter((owner) => !members.has(owner)));
        const [first] = members.keys();
        return isAsWritten && [...outside].every((owner) => !ringOf(ask, owner)?.members.has(first as Id));
    },
};

/** The ring of owners that a party is in; nothing where it is in none. */
export function ringOf(ask: Ask, party: Id): Ring | undefined {
    // Most parties are at the top, and need no answer of their own.
    return owners(ask, party).above.length === 0 ? undefined : ask.of(ringAround, party);
}

/** The rings found in the state as it is. */
const found = (): Map<Id, Ring | undefined> => new Map();

/**
 * Looks upwards from a party as far as nobody has looked before, by Tarjan's algorithm. It calls itself nowhere: chains of owners may
 * be longer than the stack is deep. Whoever stands above is answered on the way, from the top down.
 */
function searched(ask: Ask, party: Id): Ring | undefined {
    const rings = ask.notes(found);
    if (rings.has(party)) return rings.get(party);
    const isSettled = (one: Id) => rings.has(one) || (ask.isAtHand(ringAround, one) && ask.ahead(ringAround, one) === undefined);
    const index = new Map<Id, number>();
    const low = new Map<Id, number>();
    const open: Id[] = [];
    const isOpen = new Set<Id>();
    const work: { party: Id; owners: readonly Id[]; at: number }[] = [];
    const lower = (one: Id, to: number) => low.set(one, Math.min(low.get(one) as number, to));
    const enter = (one: Id) => {
        index.set(one, index.size);
        low.set(one, index.get(one) as number);
        open.push(one);
        isOpen.add(one);
        work.push({ party: one, owners: ownersAhead(ask, one), at: 0 });
    };
    enter(party);
    for (let top = work.at(-1); top; top = work.at(-1)) {
        const owner = top.owners[top.at++];
        if (owner !== undefined) {
            if (isOpen.has(owner)) lower(top.party, index.get(owner) as number);
            else if (!index.has(owner) && !isSettled(owner)) enter(owner);
            continue;
        }
        work.pop();
        const below = work.at(-1)?.party;
        if (below !== undefined) lower(below, low.get(top.party) as number);
        if (low.get(top.party) !== index.get(top.party)) continue;
        const members = open.splice(open.lastIndexOf(top.party));
        for (const member of members) isOpen.delete(member);
        const isRing = members.length > 1 || top.owners.includes(top.party);
        members.sort();
        const ring = isRing
            ? { first: members[0] as Id, members: new Set(members), written: JSON.stringify(members.map((member) => [member, ownersAhead(ask, member)])) }
            : undefined;
        for (const member of members) rings.set(member, ring);
        // The party itself is being asked about.
        if (top.party !== party) for (const member of members) if (ownersAhead(ask, member).length > 0) ask.ahead(ringAround, member);
    }
    return rings.get(party);
}

/**
 * Answers a question for all whom the answer about some parties will ask, from the top down: chains may be longer than the stack is deep.
 *
 * @param next whom the answer about a party asks, or more than those; not recorded
 * @param about what the question is asked about, for a party
 */
export function workAhead<R>(
    ask: Ask,
    question: Question<R>,
    parties: Iterable<Id>,
    next: (party: Id) => Iterable<Id>,
    about: (party: Id) => string = (party) => party,
): void {
    const seen = new Set<Id>(parties);
    const work: { party: Id | undefined; todo: Id[] }[] = [];
    const enter = (party: Id | undefined, members: ReadonlySet<Id>) => {
        for (const member of members) seen.add(member);
        work.push({ party, todo: [...members].flatMap((member) => [...next(member)]) });
    };
    enter(undefined, new Set(seen));
    for (let top = work.at(-1); top; top = work.at(-1)) {
        const party = top.todo.pop();
        if (party !== undefined) {
            if (!seen.has(party) && !ask.isAtHand(question, about(party))) enter(party, ringAhead(ask, party)?.members ?? new Set([party]));
            continue;
        }
        work.pop();
        if (top.party !== undefined) ask.ahead(question, about(top.party));
    }
}

const ringAhead = (ask: Ask, party: Id): Ring | undefined => (ownersAhead(ask, party).length === 0 ? undefined : ask.ahead(ringAround, party));

/** A question about a party that is answered from the answers of those above it; in a ring, for all its members at once. */
export function fromAbove<R>(recipe: {
    readonly name: string;
    readonly answer: (ask: Ask, party: Id, above: (party: Id) => R, besides: string) => R;
    readonly inRing: (ask: Ask, ring: Ring, above: (party: Id) => R, besides: string) => ReadonlyMap<Id, R>;
    /** Whom the answer about a party asks, or more than those; not recorded. */
    readonly next: (ask: Ask, party: Id) => Iterable<Id>;
}): { readonly of: (ask: Ask, party: Id, besides?: string) => R; readonly question: Question<R> } {
    const ahead = (ask: Ask, parties: Iterable<Id>, besides: string) =>
        workAhead(
            ask,
            question,
            parties,
            (party) => recipe.next(ask, party),
            (party) => joined(besides, party),
        );
    const of = (ask: Ask, party: Id, besides = '') => ask.of(question, joined(besides, party));
    const ringQuestion: Question<ReadonlyMap<Id, R>> = {
        name: `${recipe.name}, in a ring`,
        dated: true,
        same: alike,
        answer: (ask, about) => {
            const [besides = '', first = ''] = apart(about);
            const ring = ringOf(ask, first);
            // Where it is none any more, nobody asks.
            if (!ring) return new Map();
            ahead(ask, ring.members, besides);
            return recipe.inRing(ask, ring, (party) => of(ask, party, besides), besides);
        },
    };
    const question: Question<R> = {
        name: recipe.name,
        dated: true,
        same: alike,
        answer: (ask, about) => {
            const [besides = '', party = ''] = apart(about);
            const ring = ringOf(ask, party);
            if (ring) return ask.of(ringQuestion, joined(besides, ring.first)).get(party) as R;
            ahead(ask, [party], besides);
            return recipe.answer(ask, party, (owner) => of(ask, owner, besides), besides);
        },
    };
    return { of, question };
}
