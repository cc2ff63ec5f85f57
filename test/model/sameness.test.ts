import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alike } from '../../language/model/sameness.ts';

/* What is told apart is told apart by Node, too, and nothing else: whoever takes two different answers for one shows what no longer holds. */

const word = fc.constantFrom('a', 'b', '');
const leaf = fc.constantFrom<unknown>(undefined, null, 0, -0, 1, Number.NaN, '', 'a', true, false);
class Kind {
    readonly a: unknown;

    constructor(a: unknown) {
        this.a = a;
    }
}
/** Few of each sort, so that two are often the same, or nearly. */
const { answer } = fc.letrec<{ answer: unknown }>((tie) => ({
    answer: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('answer'), { maxLength: 2 }),
        fc.dictionary(word, tie('answer'), { maxKeys: 2, noNullPrototype: true }),
        fc.array(fc.tuple(word, tie('answer')), { maxLength: 2 }).map((some) => new Map(some)),
        fc.array(leaf, { maxLength: 2 }).map((some) => new Set(some)),
        tie('answer').map((one) => new Kind(one)),
    ),
}));
/** The same again, in which something may have become otherwise. */
const changed = (one: unknown, other: unknown): unknown[] => {
    if (Array.isArray(one)) return [[...one], [...one, other], one.slice(1), one.map((value, i) => (i === 0 ? other : value))];
    if (one instanceof Map)
        return [
            new Map([...one].reverse()),
            new Map([...one, ['c', other]]),
            new Map([...one].map(([key]) => [key, other])),
            new Map([...one].map(([, value]) => ['c', value])),
        ];
    if (one instanceof Set) return [new Set([...one].reverse()), new Set([...one, 'c']), new Set([...one].slice(1))];
    if (one instanceof Kind) return [new Kind(one.a), new Kind(other), { a: one.a }];
    if (typeof one !== 'object' || one === null) return [one];
    const entries = Object.entries(one);
    return [[...entries].reverse(), [...entries, ['c', other]], entries.slice(1), entries.map(([key]) => [key, other])].map((some) => Object.fromEntries(some));
};

test('answers are alike that are equal all the way down, and no others', () => {
    let same = 0;
    fc.assert(
        fc.property(answer, answer, (one, other) => {
            for (const again of [other, ...changed(one, other), ...changed([one], other)]) {
                for (const [a, b] of [
                    [one, again],
                    [again, one],
                    [[one], again],
                ]) {
                    const expected = isDeepStrictEqual(a, b);
                    if (expected) same++;
                    expect([a, b, alike(a, b)]).toEqual([a, b, expected]);
                }
            }
        }),
        { seed: 20261130, numRuns: 1000 },
    );
    expect(same).toBeGreaterThan(1000);
});
