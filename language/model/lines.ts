import type { Id } from '../names/outline.ts';
import type { Ask } from './ask.ts';
import type { Question } from './question.ts';
import { fromAbove } from './rings.ts';

/** A party in the line of those who control it, where each has at most one next in control. */
export interface Line {
    /** The party; of several who control each other in a ring, at the top, the first stands for all. */
    readonly node: Id;
    /** How many control it, those at the top as one. */
    readonly depth: number;
    readonly top: Id;
    /** One far above, so that going up any way takes few steps: about as many as the depth has digits in binary. */
    readonly jump: Id;
}

/** The lines that a question gives, which tells for a party who is next. Nothing for a party above whom it tells several. */
export function linesOf(next: Question<readonly Id[]>) {
    const atTop = (node: Id): Line => ({ node, depth: 0, top: node, jump: node });
    const under = (node: Id, above: Line, line: (party: Id) => Line | undefined): Line => {
        const near = line(above.jump) as Line;
        const far = line(near.jump) as Line;
        const isEven = above.depth - near.depth === near.depth - far.depth;
        return { node, depth: above.depth + 1, top: above.top, jump: isEven ? near.jump : above.node };
    };

    const lines = fromAbove<Line | undefined>({
        name: 'line of control',
        answer: (ask, party, line) => {
            const [one, ...others] = ask.of(next, party);
            if (one === undefined) return atTop(party);
            const above = others.length > 0 ? undefined : line(one);
            return above && under(party, above, line);
        },
        inRing: (ask, { members }, outside) => {
            const found = new Map<Id, Line | undefined>();
            const line = (party: Id) => (members.has(party) ? found.get(party) : outside(party));
            for (const member of members) {
                const way = new Set<Id>();
                let here: Id | undefined = member;
                while (here !== undefined && members.has(here) && !found.has(here) && !way.has(here)) {
                    way.add(here);
                    const nexts: readonly Id[] = ask.of(next, here);
                    if (nexts.length > 1) {
                        found.set(here, undefined);
                        break;
                    }
                    here = nexts[0];
                }
                if (here !== undefined && way.has(here) && !found.has(here)) {
                    const round = [...way].slice([...way].indexOf(here));
                    const top = atTop([...round].sort()[0] as Id);
                    for (const one of round) found.set(one, top);
                }
                for (const one of [...way].reverse()) {
                    if (found.has(one)) continue;
                    const [up] = ask.of(next, one);
                    const above = up === undefined ? undefined : line(up);
                    found.set(one, up === undefined ? atTop(one) : above && under(one, above, line));
                }
            }
            return found;
        },
        next: (ask, party) => ask.ahead(next, party) ?? [],
    });

    const of = (ask: Ask, party: Id): Line | undefined => lines.of(ask, party);
    const jumped = (ask: Ask, { jump }: Line): Line => of(ask, jump) as Line;
    const up = (ask: Ask, { node }: Line): Line => of(ask, ask.of(next, node)[0] as Id) as Line;

    /** Where two lines to the same top meet. */
    const meet = (ask: Ask, one: Line, other: Line): Line => {
        let [a, b] = one.depth >= other.depth ? [one, other] : [other, one];
        while (a.depth > b.depth) {
            const far = jumped(ask, a);
            a = far.depth >= b.depth ? far : up(ask, a);
        }
        while (a.node !== b.node) {
            const [farA, farB] = [jumped(ask, a), jumped(ask, b)];
            [a, b] = farA.node === farB.node ? [up(ask, a), up(ask, b)] : [farA, farB];
        }
        return a;
    };
    return { of, meet };
}
