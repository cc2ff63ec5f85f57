import type { Id } from '../names/outline.ts';
import type { Duration } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { closedDays } from './contracts.ts';
import type { Question } from './question.ts';
import { alike } from './sameness.ts';
import { type Comparison, compareLengths } from './time.ts';

/** How a length of time that a contract states compares with one of the law. */
export interface LengthAgainst extends Comparison {
    /** Not so where working days are counted by no stated calendar: with its holidays the length can only get longer. */
    readonly exact: boolean;
}

/** Kept by the engine, since every start in some years is counted. */
const comparisonOf: Question<LengthAgainst> = {
    name: 'how lengths compare',
    dated: true,
    same: alike,
    answer: (ask, about) => {
        const [length, limit, contract] = JSON.parse(about) as [Duration, Duration, Id?];
        const closed = contract === undefined ? undefined : closedDays(ask, contract);
        return { ...compareLengths(length, limit, closed), exact: length.workingDays === 0 || closed !== undefined };
    },
};

/** Two lengths counted from whatever day, working days by the calendar of the contract. */
export const lengthAgainst = (ask: Ask, contract: Id, length: Duration, limit: Duration): LengthAgainst =>
    // Where no working days are counted, all contracts share the answer.
    ask.of(comparisonOf, JSON.stringify(length.workingDays > 0 ? [length, limit, contract] : [length, limit]));
