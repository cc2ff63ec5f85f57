import { expect, test } from 'vitest';
import { walkTo } from '../../language/edits/walking.ts';

/* How far a text is walked, and that a long one leads to no more places of the grammar than a short one: counted, as clocks are noise. */

const party = (n: number) => `organisation O${n} { seat FR  kind company } service S${n} by O${n} { stores in FR }`;
const parties = Array.from({ length: 50 }, (_, n) => party(n));
const begun = 'organisation X { seat ';

test.each([
    ['each declaration on a line', '\n'],
    ['all in one line', ' '],
    ['all in one line, without a blank', ''],
])('only the declaration at the offset is walked: %s', (_, between) => {
    const text = [...parties, begun].join(between);
    expect(walkTo(text, text.length)?.words.map(({ image }) => image)).toEqual(['organisation', 'X', '{', 'seat']);
});

test('a name that is a word of the language begins no declaration', () => {
    for (const text of ['contract contract { ', `${party(1)} contract contract { `]) {
        expect(walkTo(text, text.length)?.words.map(({ image }) => image)).toEqual(['contract', 'contract', '{']);
    }
});

test.each([
    ['statements', 'service S by O { ', 'stores in FR  processes in FR  '],
    ['items of a list', 'service S by O { stores in FR', ', FR, DE'],
    ['declarations', '', `${party(1)}\n`],
])('many %s lead to the place of the grammar to which some do', (_, start, more) => {
    const [some, many] = [2, 200].map((n) => start + more.repeat(n)).map((text) => walkTo(text, text.length)?.next ?? []);
    expect(some?.length).toBeGreaterThan(0);
    expect(many?.map(({ text }) => text)).toEqual(some?.map(({ text }) => text));
    for (const [i, { next }] of (many ?? []).entries()) expect(next === some?.[i]?.next).toBe(true);
});
