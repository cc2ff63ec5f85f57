import type { Id } from '../names/outline.ts';
import type { Ask } from './ask.ts';
import { compare, exceeds, plus, zero } from './decimal.ts';
import { everStated, listedByBooks } from './declarations.ts';
import type { Place } from './facts.ts';
import { half, type Measure, measures, nextInControl, type Share, unique } from './next-in-control.ts';
import { type Holding, isNaturalPerson, isState, owners, seat } from './parties.ts';
import type { Index, Question } from './question.ts';
import { Reachability } from './reachability.ts';
import { alike } from './sameness.ts';

/* Who controls whom, for whoever asks: found by going up from a party to those next in control, and kept nowhere. */

// ---------------------------------------------------------------- all in control

/** How a party is controlled by another: the facts on it that add up, and the hands through which. */
export interface Control {
    /** The direct owners that the controller is, or controls. */
    readonly through: readonly Id[];
    readonly at: readonly Place[];
    readonly by: 'capital' | 'votes' | 'appointment' | 'statement';
    /** How many steps up the nearest way is. */
    readonly distance: number;
}

/** Everyone who controls a party: enumerated or looked up by whoever wants it, and kept nowhere. */
export interface Controllers {
    has(controller: Id): boolean;
    keys(): IterableIterator<Id>;
    /** How one controls the party; nothing if he does not. */
    get(controller: Id): Control | undefined;
}

/**
 * Everyone who controls a party: with more than half of its capital or of its votes, held directly or summed over all that
 * he controls; by the right to appoint the majority; or by statement. 50/50 controls nothing, nor does float.
 */
export const controllers = (ask: Ask, party: Id): Controllers => ({
    has: (controller) => {
        for (const one of inControl(ask, party)) if (one === controller) return true;
        return false;
    },
    keys: () => inControl(ask, party),
    get: (controller) => new Hand(ask, party, controller).control(party),
});

function* inControl(ask: Ask, party: Id): IterableIterator<Id> {
    const seen = new Set([party]);
    const todo = [...nextInControl(ask, party)].reverse();
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
        if (seen.has(one)) continue;
        seen.add(one);
        yield one;
        todo.push(...[...nextInControl(ask, one)].reverse());
    }
}

/** Those of all who control a party whom nobody controls. */
export const heads = (ask: Ask, party: Id): readonly Id[] => [...inControl(ask, party)].filter((one) => nextInControl(ask, one).length === 0);

/**
 * Those who control a party, with the distance of each: the nearest first, then in the order of identity. Whoever wants few of them
 * says which: how far away one is, is worked out for those alone, and for as many as are taken.
 */
export function* nearestInControl(
    ask: Ask,
    party: Id,
    isWanted: (controller: Id) => boolean = () => true,
): Generator<{ readonly controller: Id; readonly distance: number }> {
    const all = new Set(inControl(ask, party));
    if (all.size === 0) return;
    const isOfGroup = new Reachability(
        (one: Id) => nextInControl(ask, one),
        (one) => all.has(one),
    );
    const seen = new Set([party]);
    const waiting = new Map<number, Id[]>();
    const wait = (controller: Id, distance: number) => {
        const others = waiting.get(distance);
        if (others) others.push(controller);
        else waiting.set(distance, [controller]);
    };
    const { places, placeOf } = lineAbove(ask, party);
    /** Who is so far up at least, and from which place in the line of control on the shortest way there is in the hand of whoever stands there. */
    let layer = new Map<Id, number>([[party, 0]]);
    for (let distance = 1; layer.size > 0 || waiting.size > 0; distance++) {
        const above = new Map<Id, number>();
        for (const [one, from] of layer) {
            const next = nextInControl(ask, one);
            const { above: owned, controlling } = owners(ask, one);
            for (const owner of owned) {
                if (seen.has(owner) || !(all.has(owner) || isOfGroup.test(owner))) continue;
                // Whoever stands above one next in control has all that this one has, and what he holds beside counts from where both are in one hand.
                const isCounted = next.length === 1 && controlling.length === 0;
                const place = next.includes(owner) ? 0 : isCounted ? Math.max(placeOf(owner), placeOf(next[0] as Id)) : Number.POSITIVE_INFINITY;
                above.set(owner, Math.min(above.get(owner) ?? Number.POSITIVE_INFINITY, Math.max(from, place)));
            }
        }
        for (const [owner, from] of above) {
            seen.add(owner);
            if (!all.has(owner) || !isWanted(owner)) continue;
            const isSure = from <= (places.get(owner) ?? 0);
            wait(owner, isSure ? distance : (new Hand(ask, party, owner).control(party)?.distance ?? distance));
        }
        const here = (waiting.get(distance) ?? []).sort();
        waiting.delete(distance);
        for (const controller of here) yield { controller, distance };
        layer = above;
    }
}

/** The places of those who control a party, where they are one line, and from which of them on another is in the hand of whoever stands there. */
function lineAbove(ask: Ask, party: Id): { readonly places: ReadonlyMap<Id, number>; readonly placeOf: (one: Id) => number } {
    const places = new Map<Id, number>();
    for (let here: Id | undefined = party, next = nextInControl(ask, party); here !== undefined; next = nextInControl(ask, here)) {
        if (next.length > 1) return { places: new Map(), placeOf: () => Number.POSITIVE_INFINITY };
        here = next[0];
        if (here === undefined || here === party || places.has(here)) break;
        places.set(here, places.size + 1);
    }
    const known = new Map<Id, number>(places);
    const placeOf = (one: Id): number => {
        const way: Id[] = [];
        let here: Id | undefined = one;
        while (here !== undefined && !known.has(here)) {
            way.push(here);
            known.set(here, Number.POSITIVE_INFINITY);
            const next: readonly Id[] = nextInControl(ask, here);
            here = next.length === 1 ? next[0] : undefined;
        }
        const place = here === undefined ? Number.POSITIVE_INFINITY : (known.get(here) as number);
        for (const passed of way) known.set(passed, place);
        return place;
    };
    return { places, placeOf };
}

/** All of a party and of those above it that is in the hand of one who controls it: his own, or held by whom he controls. */
class Hand {
    private readonly ask: Ask;
    private readonly holder: Id;
    private readonly isInHand: Reachability<Id>;
    private readonly distances = new Map<Id, number>();

    constructor(ask: Ask, party: Id, holder: Id) {
        this.ask = ask;
        this.holder = holder;
        this.isInHand = new Reachability(
            (one: Id) => nextInControl(ask, one),
            (one) => one === holder,
        );
        if (party !== holder && this.isInHand.test(party)) this.measure(party);
    }

    private holds(party: Id): boolean {
        return party === this.holder || this.isInHand.test(party);
    }

    /** Distances are counted from the holder downwards, along those facts alone by which he controls. */
    private measure(party: Id): void {
        const below = new Map<Id, Id[]>();
        const seen = new Set([party]);
        for (const one of seen) {
            if (one === this.holder) continue;
            const { held, stated } = this.facts(one);
            const ways = [...stated, ...(majorityOf(held) ? held : [])];
            for (const { owner } of ways) {
                if (owner === one) continue;
                const down = below.get(owner);
                if (down) down.push(one);
                else below.set(owner, [one]);
                seen.add(owner);
            }
        }
        this.distances.set(this.holder, 0);
        for (const [one, distance] of this.distances) {
            for (const owned of below.get(one) ?? []) if (!this.distances.has(owned)) this.distances.set(owned, distance + 1);
        }
    }

    private facts(party: Id) {
        const { holdings, controlling } = owners(this.ask, party);
        return { held: holdings.filter(({ owner }) => this.holds(owner)), stated: controlling.filter(({ owner }) => this.holds(owner)) };
    }

    /** How the holder controls the party, or one on the way up from it to him; nothing if he does not. */
    control(party: Id): Control | undefined {
        if (party === this.holder || !this.distances.has(party)) return undefined;
        const { held, stated } = this.facts(party);
        const far = (owner: Id) => (this.distances.get(owner) ?? Number.POSITIVE_INFINITY) + 1;
        let found: Control | undefined;
        const keepNearest = (control: Control) => {
            if (!found || control.distance < found.distance) found = control;
        };
        for (const { owner, at, appoints } of stated) {
            keepNearest({ through: [owner], at: [at], by: appoints ? 'appointment' : 'statement', distance: far(owner) });
        }
        const by = majorityOf(held);
        if (by) keepNearest(fewest(held, by, far));
        return found;
    }
}

const majorityOf = (held: readonly Share[]): Measure | undefined =>
    measures.find((measure) =>
        exceeds(
            held.reduce((sum, share) => plus(sum, share[measure]), zero),
            half,
        ),
    );

/** The fewest holdings that together are more than half, the nearest and largest first. */
function fewest(held: readonly Holding[], by: Measure, far: (owner: Id) => number): Control {
    const taken: Holding[] = [];
    let sum = zero;
    for (const holding of [...held].sort((a, b) => far(a.owner) - far(b.owner) || compare(b[by], a[by]))) {
        if (exceeds(sum, half)) break;
        taken.push(holding);
        sum = plus(sum, holding[by]);
    }
    return {
        through: unique(taken.map(({ owner }) => owner)),
        at: taken.map(({ at }) => at),
        by,
        distance: Math.min(...taken.map(({ owner }) => far(owner))),
    };
}

/** The facts that lead from a party up to one who controls it, nearest first; shared hands are named once. */
export function controlPath(ask: Ask, party: Id, controller: Id): readonly { readonly party: Id; readonly owner: Id; readonly at: Place }[] {
    const steps: { party: Id; owner: Id; at: Place }[] = [];
    const hand = new Hand(ask, party, controller);
    const seen = new Set<Id>([party]);
    for (const here of seen) {
        const control = hand.control(here);
        if (!control) continue;
        const through = new Set(control.through);
        const places = new Set(control.at.map(({ id, path }) => `${id} ${path}`));
        const { holdings, controlling } = owners(ask, here);
        for (const { owner, at } of [...controlling, ...holdings]) {
            if (!through.has(owner) || !places.has(`${at.id} ${at.path}`)) continue;
            steps.push({ party: here, owner, at });
            seen.add(owner);
        }
    }
    return steps;
}

// ---------------------------------------------------------------- downwards

export const partiesByOwner: Index = listedByBooks({
    name: 'parties by owner',
    kinds: ['Organisation'],
    keys: (ask, party) =>
        [...everStated(ask, party, 'Owned'), ...everStated(ask, party, 'Controlled'), ...everStated(ask, party, 'Appointed')].map(({ owner }) => owner),
});

/** Whom a party has ever stood right above. */
export const heldBy = (ask: Ask, party: Id): readonly Id[] => ask.under(partiesByOwner, party);

const controlledOf: Question<readonly Id[]> = {
    name: 'controlled parties',
    dated: true,
    same: alike,
    answer: (ask, party) => {
        const isControlled = new Reachability(
            (one: Id) => nextInControl(ask, one),
            (one) => one === party,
        );
        const found = new Set<Id>();
        // Whoever is controlled is held by the controller or by another whom he controls: the way down never leaves his hands.
        const look = (owner: Id) => {
            for (const held of heldBy(ask, owner)) if (held !== party && !found.has(held) && isControlled.test(held)) found.add(held);
        };
        look(party);
        for (const one of found) look(one);
        return [...found];
    },
};

/** Everyone whom a party controls, the nearest first. */
export const controlled = (ask: Ask, party: Id): readonly Id[] => ask.of(controlledOf, party);

/** Whether two parties are of one group: one controls the other, or one entity controls both. What a person or a State owns is no group. */
export function inOneGroup(ask: Ask, one: Id, other: Id): boolean {
    const heads = (party: Id) => [party, ...[...inControl(ask, party)].filter((head) => !isNaturalPerson(ask, head) && !isState(ask, head))];
    const others = new Set(heads(other));
    return heads(one).some((head) => others.has(head));
}

/** Someone who controls a party and whose seat is not stated, with the facts that lead to him; nothing if all are placed. */
export function unseated(ask: Ask, party: Id): { readonly party: Id; readonly at: readonly Place[] } | undefined {
    for (const controller of inControl(ask, party)) {
        // Only entities carry reach on, so where a person lives changes nothing.
        if (seat(ask, controller) || isNaturalPerson(ask, controller)) continue;
        return { party: controller, at: controlPath(ask, party, controller).map(({ at }) => at) };
    }
    return undefined;
}
