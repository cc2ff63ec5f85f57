/* How long an answer holds, and why no longer. Who holds whose shares is in parties.ts. */

import type { Day } from '../syntax/values.ts';
import type { Place } from './facts.ts';

/** The first and the last day on which an answer stays as it is. */
export interface Interval {
    readonly since: Day;
    readonly until: Day;
}

export const always: Interval = { since: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** Why an answer holds no longer than it does: what begins on the next day, or has its last one, or is passed. */
export interface Turn {
    readonly at: Place;
    readonly what: 'begins' | 'ends' | 'is passed';
}

/** Between which days an answer holds, and what turns on the day after the last one. */
export interface Holding extends Interval {
    readonly turns: readonly Turn[];
}

/** What is known of something that was found, beside what was found. */
export interface Standing {
    holds: Holding;
    /** Rests on a declaration that could not be read whole. */
    doubtful: boolean;
}

/** Something that was found, with how long it holds and whether it rests on a declaration that could not be read whole. */
export interface Part<R> {
    readonly value: R;
    readonly holds: Holding;
    readonly doubtful: boolean;
}

/** Why something could not be found, and how long that stays so. */
export interface FailedPart extends Omit<Part<unknown>, 'value'> {
    readonly error: unknown;
}

export const forEver: Holding = { ...always, turns: [] };

/** Whether something holds for as long, and ends for the same reasons. */
export const isSameHolds = (a: Holding, b: Holding): boolean =>
    a === b ||
    (a.since === b.since && a.until === b.until && a.turns.length === b.turns.length && a.turns.every((turn, i) => isSameTurn(turn, b.turns[i] as Turn)));

export const isSameTurn = (a: Turn, b: Turn): boolean => a.what === b.what && a.at.id === b.at.id && a.at.path === b.at.path;
