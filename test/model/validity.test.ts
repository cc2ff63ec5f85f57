import { expect, test } from 'vitest';
import type { Place } from '../../language/model/facts.ts';
import { forEver, type Holding, isSameHolds, type Turn } from '../../language/model/validity.ts';

/* What is shown of an answer rests on how long it holds, and why no longer: whoever takes two for the same shows a day that has passed. */

const turn = (what: Turn['what'], id = 'a.terroir#A', path = 'until'): Turn => ({ at: { id, path } as Place, what });
const holding = (): Holding => ({ since: 10, until: 20, turns: [turn('ends'), turn('begins')] });

test('answers that hold for as long, and end for the same reasons, do so though each was worked out by itself', () => {
    expect(isSameHolds(holding(), holding())).toBe(true);
    expect(isSameHolds(forEver, { ...forEver })).toBe(true);
});

test.each<[string, Partial<Holding>]>([
    ['another first day', { since: 11 }],
    ['another last day', { until: 21 }],
    ['a reason less', { turns: [turn('ends')] }],
    ['a reason more', { turns: [turn('ends'), turn('begins'), turn('is passed')] }],
    ['another kind of reason', { turns: [turn('ends'), turn('is passed')] }],
    ['a reason in another declaration', { turns: [turn('ends'), turn('begins', 'a.terroir#B')] }],
    ['a reason in another place of it', { turns: [turn('ends'), turn('begins', 'a.terroir#A', 'from')] }],
])('%s makes a difference, on either side', (_, other) => {
    expect(isSameHolds(holding(), { ...holding(), ...other })).toBe(false);
    expect(isSameHolds({ ...holding(), ...other }, holding())).toBe(false);
});
