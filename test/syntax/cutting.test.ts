import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut } from '../../language/syntax/cutting.ts';
import { changeOf } from '../../language/syntax/fast-reader.ts';
import { holds } from '../harness/generators.ts';

const pieces = [
    'contract A {',
    '    hosts',
    '}',
    '\n',
    '\n',
    '  ',
    ' ',
    'service',
    'contract',
    'import',
    'x',
    'é',
    '"',
    '"in quotes"',
    '/',
    '// ',
    '/* a */',
    '{',
    '1',
    '2026-01-31',
];

const mixture = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''));

/** Whoever calls has closed all comments. */
const isClosed = (source: string) => !/\/\*(?!.*\*\/)/s.test(source);

test('a text that was changed is cut as if for the first time', () => {
    holds(
        fc.property(mixture, mixture, mixture, mixture, (before, gone, come, behind) => {
            const [old, now] = [before + gone + behind, before + come + behind];
            fc.pre(isClosed(old) && isClosed(now));
            expect(cut(now, { cuts: cut(old), change: changeOf(old, now) }), JSON.stringify([old, now])).toEqual(cut(now));
        }),
        5000,
    );
});

test('what is cut alike again behind a change, and what is cut before it, is not looked at again', () => {
    const one = 'contract A {\n}\n';
    const [old, now] = [one.repeat(9), `${one.repeat(4)}contract A {\n    title\n}\n${one.repeat(4)}`];
    expect(cut(old)).toEqual([...Array(9).keys()].map((n) => n * one.length));
    // Nobody who read these pieces would cut them so.
    const cuts = cut(old).map((start, n) => (n === 1 || n === 7 ? start + 2 : start));
    const moved = now.length - old.length;
    expect(cut(now, { cuts, change: changeOf(old, now) })).toEqual(cuts.map((start, n) => (n > 4 ? start + moved : start)));
});
