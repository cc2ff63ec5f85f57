import { Queue } from './queue.ts';

/*
 * Sums that rest on each other, as those of owners in a ring do: x = a·x + b·y + c, one such equation for each unknown, all numbers
 * at least zero. They are worked out on whole numbers of units, each step rounded down. Since every step grows with what goes into
 * it, no sum comes out larger than it is.
 */

/** How many units one is. */
export const unit = 10n ** 40n;

/** One unknown: what it has of the others, and what it has of its own, of as many sorts as are asked for. */
export interface Equation<N> {
    readonly parts: Map<N, bigint>;
    readonly own: readonly bigint[];
}

interface Row<N> {
    readonly parts: Map<N, bigint>;
    readonly own: bigint[];
}

const times = (a: bigint, b: bigint): bigint => (a * b) / unit;

/** Changes of a coefficient per coefficient that is stated, at most, before the rest is approached from below. */
const changesPerPart = 64;

/** Rounds over what could not be taken out one by one. */
const rounds = 64;

/**
 * The least sums that satisfy the equations; where these hang together too closely to be solved in a time that grows with their
 * number, sums that are no larger than those.
 */
export function balanced<N>(equations: ReadonlyMap<N, Equation<N>>): ReadonlyMap<N, readonly bigint[]> {
    const rows = new Map<N, Row<N>>([...equations].map(([unknown, { parts, own }]) => [unknown, { parts: new Map(parts), own: [...own] }]));
    const { taken, left } = takenOut(rows);
    const sums = approached(left, rows);
    // Backwards: each rests on those that were taken out after it.
    for (const unknown of taken.reverse()) sums.set(unknown, summed(rows.get(unknown) as Row<N>, sums));
    return sums;
}

/** Puts one unknown after the other in place of what others have of it, those with the fewest ties first. */
function takenOut<N>(rows: ReadonlyMap<N, Row<N>>): { readonly taken: N[]; readonly left: ReadonlySet<N> } {
    const users = new Map<N, Set<N>>([...rows.keys()].map((unknown) => [unknown, new Set<N>()]));
    let changes = 0;
    for (const [unknown, { parts }] of rows) {
        for (const part of parts.keys()) users.get(part)?.add(unknown);
        changes += parts.size * changesPerPart;
    }
    const ties = (unknown: N) => (rows.get(unknown) as Row<N>).parts.size * (users.get(unknown) as Set<N>).size;
    const queue = new Queue<{ readonly unknown: N; readonly ties: number }>((a, b) => a.ties < b.ties);
    for (const unknown of rows.keys()) queue.add({ unknown, ties: ties(unknown) });
    const taken: N[] = [];
    const left = new Set(rows.keys());
    for (let next = queue.take(); next; next = queue.take()) {
        const { unknown } = next;
        if (!left.has(unknown)) continue;
        const now = ties(unknown);
        if (now > next.ties) {
            queue.add({ unknown, ties: now });
            continue;
        }
        if (now > changes) break;
        changes -= now;
        const row = rows.get(unknown) as Row<N>;
        withoutItself(unknown, row);
        left.delete(unknown);
        taken.push(unknown);
        for (const part of row.parts.keys()) users.get(part)?.delete(unknown);
        for (const user of users.get(unknown) as Set<N>) {
            if (user === unknown) continue;
            const other = rows.get(user) as Row<N>;
            const factor = other.parts.get(unknown) as bigint;
            other.parts.delete(unknown);
            for (const [part, coefficient] of row.parts) {
                other.parts.set(part, (other.parts.get(part) ?? 0n) + times(factor, coefficient));
                users.get(part)?.add(user);
            }
            for (let sort = 0; sort < row.own.length; sort++) other.own[sort] = (other.own[sort] as bigint) + times(factor, row.own[sort] as bigint);
            queue.add({ unknown: user, ties: ties(user) });
        }
    }
    return { taken, left };
}

/** What an unknown has of itself makes all else of it larger. One that has all of itself has nothing of anybody. */
function withoutItself<N>(unknown: N, row: Row<N>): void {
    const self = row.parts.get(unknown);
    if (self === undefined) return;
    row.parts.delete(unknown);
    const rest = unit - self;
    const grown = (n: bigint) => (rest <= 0n ? 0n : (n * unit) / rest);
    for (const [part, coefficient] of row.parts) row.parts.set(part, grown(coefficient));
    for (const [sort, n] of row.own.entries()) row.own[sort] = grown(n);
}

/** From nothing upwards, round by round. */
function approached<N>(left: ReadonlySet<N>, rows: ReadonlyMap<N, Row<N>>): Map<N, readonly bigint[]> {
    const sums = new Map<N, readonly bigint[]>();
    for (const unknown of left) withoutItself(unknown, rows.get(unknown) as Row<N>);
    for (let round = 0; round < rounds && left.size > 0; round++) {
        for (const unknown of left) sums.set(unknown, summed(rows.get(unknown) as Row<N>, sums));
    }
    return sums;
}

function summed<N>({ parts, own }: Row<N>, sums: ReadonlyMap<N, readonly bigint[]>): readonly bigint[] {
    const total = [...own];
    for (const [part, coefficient] of parts) {
        const sum = sums.get(part);
        if (sum) for (let sort = 0; sort < total.length; sort++) total[sort] = (total[sort] as bigint) + times(coefficient, sum[sort] as bigint);
    }
    return total;
}
