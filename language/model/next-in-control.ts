import type { Id } from '../names/outline.ts';
import type { Decimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { exceeds, plus, zero } from './decimal.ts';
import { type Line, linesOf } from './lines.ts';
import { type Owners, owners, ownersAhead } from './parties.ts';
import type { Question } from './question.ts';
import { type Ring, ringOf, workAhead } from './rings.ts';
import { alike } from './sameness.ts';

/*
 * Control is transitive: whoever controls one who controls a party controls the party. So each party keeps only those next in
 * control, from whom all others are reached by going up from one to the next: what is kept is linear in the shares stated, however
 * long the chains are.
 */

export const half: Decimal = { digits: 5n, scale: 1 };
export const measures = ['capital', 'votes'] as const;
export type Measure = (typeof measures)[number];

/** What an owner has of a party, all its holdings together. */
export type Share = Readonly<Record<Measure, Decimal>>;

/** What can be told of control by looking at a party's own owners. */
interface Local {
    /** Those who control it by statement, and those who alone have the majority. */
    readonly next: readonly Id[];
    /** The measures by which several together have the majority: in one hand or not. */
    readonly open: readonly Measure[];
    readonly shares: ReadonlyMap<Id, Share>;
}

function localControl(party: Id, { holdings, controlling }: Owners): Local {
    const shares = new Map<Id, Share>();
    for (const { owner, capital, votes } of holdings) {
        const before = shares.get(owner);
        shares.set(owner, before ? { capital: plus(before.capital, capital), votes: plus(before.votes, votes) } : { capital, votes });
    }
    const next = new Set(controlling.map(({ owner }) => owner));
    const open: Measure[] = [];
    for (const measure of measures) {
        const single = [...shares].find(([, share]) => exceeds(share[measure], half));
        const others = [...shares].reduce((sum, [owner, share]) => (owner === party ? sum : plus(sum, share[measure])), zero);
        if (single) next.add(single[0]);
        else if (exceeds(others, half)) open.push(measure);
    }
    // A party does not control itself, not even through a ring: somebody outside would have to.
    next.delete(party);
    return { next: [...next], open, shares };
}

const nextQuestion: Question<readonly Id[]> = {
    name: 'next in control',
    dated: true,
    same: alike,
    answer: (ask, party) => {
        const local = localControl(party, owners(ask, party));
        // Where one owner has the majority, nobody who stands above him matters for it.
        if (local.open.length === 0) return local.next;
        const ring = ringOf(ask, party);
        if (ring) return ask.of(ringControl, ring.first).next.get(party) ?? [];
        workAhead(ask, nextQuestion, [party], (one) => ownersAhead(ask, one));
        const together = onOneLine(ask, party, local) ?? inOneHand(party, local, (one) => nextInControl(ask, one), unbounded);
        return unique([...local.next, ...together]);
    },
};

/** Those next in control of a party: they, and all who control them, are all who control it. */
export const nextInControl = (ask: Ask, party: Id): readonly Id[] => ask.of(nextQuestion, party);

/** Each once. */
export const unique = (parties: readonly Id[]): readonly Id[] => [...new Set(parties)];

// ---------------------------------------------------------------- together

const lines = linesOf(nextQuestion);

/** So many owners are compared with each other, at most. */
const mostCompared = 32;

/**
 * The nearest in whose hands owners are that have the majority together, where above each of them control goes up in one line. Two such
 * lines meet, and from there on they are one; where, is found without going up step by step. Nothing where control divides above somebody.
 */
function onOneLine(ask: Ask, party: Id, { shares, open }: Local): readonly Id[] | undefined {
    const under = new Map<Id, { readonly line: Line; readonly share: Share }[]>();
    for (const [owner, share] of shares) {
        if (owner === party) continue;
        const line = lines.of(ask, owner);
        if (!line) return undefined;
        const others = under.get(line.top);
        if (others) others.push({ line, share });
        else under.set(line.top, [{ line, share }]);
    }
    const found: Id[] = [];
    for (const group of under.values()) {
        for (const measure of open) {
            const total = group.reduce((sum, { share }) => plus(sum, share[measure]), zero);
            if (!exceeds(total, half)) continue;
            if (group.length > mostCompared) return undefined;
            let lowest: Line | undefined;
            for (const { line } of group) {
                const met = group.map((other) => ({ at: lines.meet(ask, line, other.line), share: other.share[measure] }));
                let sum = zero;
                for (const { at, share } of met.sort((a, b) => b.at.depth - a.at.depth)) {
                    sum = plus(sum, share);
                    if (!exceeds(sum, half)) continue;
                    if (!lowest || at.depth > lowest.depth) lowest = at;
                    break;
                }
            }
            if (lowest) found.push(lowest.node);
        }
    }
    return found;
}

/** How many more looks may be taken. */
interface Bound {
    left: number;
}

const unbounded: Bound = { left: Number.POSITIVE_INFINITY };

/** The nearest of those in whose hands owners are that have the majority together. */
function inOneHand(party: Id, { shares, open }: Local, next: (party: Id) => readonly Id[], bound: Bound): readonly Id[] {
    const sums = new Map<Id, Share>();
    for (const [owner, share] of shares) {
        if (owner === party) continue;
        const hands = new Set([owner]);
        for (const hand of hands) {
            const before = sums.get(hand);
            sums.set(hand, before ? { capital: plus(before.capital, share.capital), votes: plus(before.votes, share.votes) } : share);
            for (const one of next(hand)) hands.add(one);
            if (bound.left-- <= 0) return [];
        }
    }
    const isInControl = (hand: Id) => hand !== party && open.some((measure) => exceeds((sums.get(hand) as Share)[measure], half));
    const found: Id[] = [];
    const seen = new Set([...shares.keys()].filter((owner) => owner !== party));
    for (const hand of seen) {
        // Above one in control all are.
        if (isInControl(hand)) found.push(hand);
        else for (const one of next(hand)) seen.add(one);
    }
    return found;
}

/** The most that some owners of a party have in one hand: their own, or that of somebody who controls several of them. */
export function largestInOneHand(ask: Ask, party: Id, held: ReadonlyMap<Id, Decimal>): Decimal {
    const sums = new Map<Id, Decimal>();
    let largest = zero;
    for (const [owner, share] of held) {
        const hands = new Set([owner]);
        for (const hand of hands) {
            // Nobody holds himself by holding those who hold him.
            if (hand === party) continue;
            const sum = plus(sums.get(hand) ?? zero, share);
            sums.set(hand, sum);
            if (exceeds(sum, largest)) largest = sum;
            for (const above of nextInControl(ask, hand)) hands.add(above);
        }
    }
    return largest;
}

/** Control in a ring of owners. */
interface RingControl {
    /** Of those whose owners have the majority only together. */
    readonly next: ReadonlyMap<Id, readonly Id[]>;
    /** The ring is so tangled that the work was broken off: there may be more who control. */
    readonly tangled: boolean;
}

/** Looks in a ring, at most, before it is given up as too tangled: so many, and for each share so many more. */
const looks = 100_000;
const looksPerShare = 500;

/** The least fixed point: nobody controls in a ring by holding himself. */
const ringControl: Question<RingControl> = {
    name: 'control in a ring',
    dated: true,
    same: alike,
    answer: (ask, first) => {
        const { members } = ringOf(ask, first) ?? { members: new Set<Id>() };
        const locals = new Map<Id, Local>();
        let shares = 0;
        for (const member of members) {
            const local = localControl(member, owners(ask, member));
            if (local.open.length > 0) locals.set(member, local);
            shares += local.shares.size;
        }
        const now = new Map<Id, readonly Id[]>([...locals].map(([member, { next }]) => [member, next]));
        const bound: Bound = { left: looks + shares * looksPerShare };
        workAhead(ask, nextQuestion, members, (one) => ownersAhead(ask, one).filter((owner) => !members.has(owner)));
        for (let changed = true; changed && bound.left > 0; ) {
            changed = false;
            for (const [member, local] of locals) {
                const before = now.get(member) as readonly Id[];
                const after = unique([...local.next, ...inOneHand(member, local, (one) => now.get(one) ?? nextInControl(ask, one), bound)]);
                // Nobody loses control as more is known, so that what is told by nobody else any more stays.
                const next = unique([...before, ...after]);
                if (next.length === before.length) continue;
                now.set(member, next);
                changed = true;
            }
        }
        return { next: now, tangled: bound.left <= 0 };
    },
};

/** Whether a ring of owners is too tangled for anyone to tell who controls in it. */
export const isTangled = (ask: Ask, { first }: Ring): boolean => ask.of(ringControl, first).tangled;
