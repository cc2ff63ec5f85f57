import type { Id } from '../names/outline.ts';
import { pathOf } from '../names/outline.ts';
import type { Decimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { compare, exceeds, minus, one, plus, zero } from './decimal.ts';
import type { Place } from './facts.ts';
import { half, isTangled, largestInOneHand, type Measure, measures, nextInControl } from './next-in-control.ts';
import { isOwnerless, type Owners, owners, ownersAhead } from './parties.ts';
import type { Question } from './question.ts';
import { Queue } from './queue.ts';
import { fromAbove, type Ring, ringOf } from './rings.ts';
import { alike } from './sameness.ts';

/* Whether it is known who controls a party, and where that knowledge ends. */

/** Why nobody can say who controls a party. */
export interface Gap {
    /** The party whose owners are not known. */
    readonly party: Id;
    readonly why: 'unstated' | 'unknown' | 'open' | 'ring';
    /** How many facts lead to it. */
    readonly distance: number;
    /** The first of them; nothing where the owners of the party itself are not known. Each party keeps one step: the way is as long as the chain. */
    readonly step: { readonly owner: Id; readonly at: Place } | undefined;
}

/**
 * Whether it is known who controls a party: nothing where it is, else where the knowledge ends. Shares that leave less
 * than a majority to unknown hands settle it.
 */
function gapOf(ask: Ask, party: Id, above: (owner: Id) => Gap | undefined): Gap | undefined {
    const { holdings, controlling, float, unknown, unstated } = owners(ask, party);
    // What is not stated of a body without owners is nobody's. Whoever is stated to control it has owners of his own.
    const isWhole = isOwnerless(ask, party);
    const here = (why: Gap['why']): Gap => ({ party, why, distance: 0, step: undefined });
    if (unstated) return here('unstated');
    const beyond = (owner: Id, at: Place): Gap | undefined => {
        const gap = above(owner);
        return gap && { party: gap.party, why: gap.why, distance: gap.distance + 1, step: { owner, at } };
    };
    for (const { owner, at } of controlling) {
        const gap = beyond(owner, at);
        if (gap) return gap;
    }
    if (controlling.length > 0) return undefined;
    // Who controls it is known even where nobody knows all who own it; the other way round it is not.
    if (unknown && !isWhole) return here('unknown');
    for (const measure of measures) {
        const held = heldBy(holdings, measure);
        const holder = holdings.find(({ owner }) => exceeds(held.get(owner) ?? zero, half));
        if (holder) {
            const gap = beyond(holder.owner, holder.at);
            if (gap) return gap;
            continue;
        }
        if (isWhole) continue;
        // Whoever is not stated may be one hand, with those whose own controllers nobody knows, or with whoever has most in his who is known.
        const stated = holdings.reduce((sum, holding) => plus(sum, holding[measure]), float);
        let dark = compare(stated, one) < 0 ? minus(one, stated) : zero;
        let first: Gap | undefined;
        for (const { owner, at, [measure]: share } of holdings) {
            const gap = beyond(owner, at);
            if (!gap) continue;
            held.delete(owner);
            dark = plus(dark, share);
            if (!first || isNearer(gap, first)) first = gap;
        }
        if (dark.digits > 0n && mayReachHalf(ask, party, held, dark)) return first ?? here('open');
    }
    return undefined;
}

/** What each owner has, all its holdings together. */
function heldBy(holdings: Owners['holdings'], measure: Measure): Map<Id, Decimal> {
    const held = new Map<Id, Decimal>();
    for (const holding of holdings) held.set(holding.owner, plus(held.get(holding.owner) ?? zero, holding[measure]));
    return held;
}

/** Whether a part in unknown hands can be a majority, with what owners who are known have in one hand. */
function mayReachHalf(ask: Ask, party: Id, held: ReadonlyMap<Id, Decimal>, dark: Decimal): boolean {
    const all = [...held.values()].reduce(plus, dark);
    if (!exceeds(all, half)) return false;
    const known = largestInOneHand(ask, party, held);
    // Two hands never have the majority at a time.
    return !exceeds(known, half) && exceeds(plus(dark, known), half);
}

const isNearer = (gap: Gap, other: Gap): boolean => gap.distance < other.distance || (gap.distance === other.distance && gap.party < other.party);

/**
 * In a ring, the gaps that are nearest are settled first: a party learns of a gap through one who has learnt of it before, and no way
 * goes round the ring.
 */
function gapsInRing(ask: Ask, ring: Ring, above: (owner: Id) => Gap | undefined): ReadonlyMap<Id, Gap | undefined> {
    const { members } = ring;
    const settled = new Map<Id, Gap | undefined>();
    const held = new Map<Id, Id[]>();
    for (const member of members) {
        for (const owner of owners(ask, member).above) {
            const others = held.get(owner);
            if (others) others.push(member);
            else held.set(owner, [member]);
        }
    }
    const ruled = ruledByThemselves(ask, ring);
    const queue = new Queue<{ readonly member: Id; readonly gap: Gap }>((a, b) =>
        a.gap.distance !== b.gap.distance ? a.gap.distance < b.gap.distance : a.member < b.member,
    );
    const look = (member: Id) => {
        if (settled.has(member)) return;
        const isUntold = (isTangled(ask, ring) || ruled.has(member)) && !isOwnerless(ask, member) && !owners(ask, member).unstated;
        const gap: Gap | undefined = isUntold
            ? { party: member, why: 'ring', distance: 0, step: undefined }
            : gapOf(ask, member, (owner) => (members.has(owner) ? settled.get(owner) : above(owner)));
        if (gap) queue.add({ member, gap });
    };
    for (const member of members) look(member);
    for (let nearest = queue.take(); nearest; nearest = queue.take()) {
        const { member, gap } = nearest;
        if (settled.has(member)) continue;
        settled.set(member, gap);
        for (const one of held.get(member) ?? []) look(one);
    }
    return settled;
}

const gaps = fromAbove<Gap | undefined>({
    name: 'gap in control',
    answer: (ask, party, above) => gapOf(ask, party, above),
    inRing: (ask, ring, above) => gapsInRing(ask, ring, above),
    next: ownersAhead,
});

/** Where knowledge of who controls a party ends; nothing if it is known. */
export const controlGap = (ask: Ask, party: Id): Gap | undefined => gaps.of(ask, party);

/** The facts that lead from a party to where knowledge of who controls it ends, nearest first. */
export function wayToGap(ask: Ask, party: Id): readonly Place[] {
    const way: Place[] = [];
    for (let step = controlGap(ask, party)?.step; step; step = controlGap(ask, step.owner)?.step) way.push(step.at);
    return way;
}

// ---------------------------------------------------------------- rings that rule themselves

/** The direct owner who alone controls a party, with the fact that says so. */
function ruler({ holdings, controlling }: Owners): { readonly owner: Id; readonly at: Place } | undefined {
    if (controlling[0]) return controlling[0];
    const all = measures.map((measure) => heldBy(holdings, measure));
    return holdings.find(({ owner }) => all.some((held) => exceeds(held.get(owner) ?? zero, half)));
}

/** A ring in which each party is in the hands of the next and nobody outside controls any. */
export interface ClosedRing {
    /** From one up to the next, the first in the order of identity first; the last is in the hands of the first. */
    readonly parties: readonly Id[];
    /** In each file that declares some of them, the first in the order of identity. */
    readonly firstIn: ReadonlyMap<string, Id>;
}

interface RuledByThemselves {
    /** Those whose controllers lead back into the ring, and who have none outside of it. */
    readonly all: ReadonlySet<Id>;
    readonly rings: ReadonlyMap<Id, ClosedRing>;
}

const ruledInRing: Question<RuledByThemselves> = {
    name: 'ring that rules itself',
    dated: true,
    same: alike,
    answer: (ask, first) => {
        const { members } = ringOf(ask, first) ?? { members: new Set<Id>() };
        // From outside comes control to whoever is next to it, and to all below.
        const inControl = new Map<Id, Id[]>();
        const fromOutside = new Set<Id>();
        for (const member of members) {
            for (const next of nextInControl(ask, member)) {
                if (!members.has(next)) fromOutside.add(member);
                const others = inControl.get(next);
                if (others) others.push(member);
                else inControl.set(next, [member]);
            }
        }
        for (const member of fromOutside) for (const one of inControl.get(member) ?? []) fromOutside.add(one);
        const rings = new Map<Id, ClosedRing>();
        const leadsBack = new Map<Id, boolean>();
        for (const member of members) {
            const way = new Set<Id>();
            let here: Id | undefined = member;
            while (here !== undefined && members.has(here) && !leadsBack.has(here) && !way.has(here)) {
                way.add(here);
                here = ruler(owners(ask, here))?.owner;
            }
            const isBack: boolean = here !== undefined && (way.has(here) || leadsBack.get(here) === true);
            for (const one of way) leadsBack.set(one, isBack);
            if (here === undefined || !way.has(here)) continue;
            const parties = [...way].slice([...way].indexOf(here));
            if (parties.some((party) => fromOutside.has(party))) continue;
            const ring = closedRingOf(parties);
            for (const party of parties) rings.set(party, ring);
        }
        return { all: new Set([...members].filter((member) => leadsBack.get(member) && !fromOutside.has(member))), rings };
    },
};

function closedRingOf(parties: readonly Id[]): ClosedRing {
    const sorted = [...parties].sort();
    const at = parties.indexOf(sorted[0] as Id);
    const firstIn = new Map<string, Id>();
    for (const party of sorted) if (!firstIn.has(pathOf(party))) firstIn.set(pathOf(party), party);
    return { parties: [...parties.slice(at), ...parties.slice(0, at)], firstIn };
}

const ruledByThemselves = (ask: Ask, { first }: Ring): ReadonlySet<Id> => ask.of(ruledInRing, first).all;

/** The closed ring that a party is in; nothing where it is in none. */
export function closedRing(ask: Ask, party: Id): ClosedRing | undefined {
    const ring = ringOf(ask, party);
    return ring && ask.of(ruledInRing, ring.first).rings.get(party);
}

/** Of a longer way round its ends are told: that of a thousand parties would be said in the file of each of them. */
const mostAtEnds = 8;

/** A closed ring from one of its parties back to itself: those at both ends, and how many stand between them. */
export function endsRound({ parties }: ClosedRing, from: Id): { readonly up: readonly Id[]; readonly between: number; readonly back: readonly Id[] } {
    const start = parties.indexOf(from);
    const round = [...parties.slice(start), ...parties.slice(0, start)];
    const between = Math.max(0, round.length - 2 * mostAtEnds);
    return between === 0 ? { up: round, between, back: [] } : { up: round.slice(0, mostAtEnds), between, back: round.slice(-mostAtEnds) };
}

/** The facts that put parties of a closed ring in the hands of the next. */
export const stepsOf = (ask: Ask, parties: readonly Id[]): readonly { readonly party: Id; readonly at: Place }[] =>
    parties.flatMap((party) => {
        const up = ruler(owners(ask, party));
        return up ? [{ party, at: up.at }] : [];
    });
