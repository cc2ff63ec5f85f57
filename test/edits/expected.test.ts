import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Expected, expectedAt } from '../../language/edits/expected.ts';
import { createServices } from '../../language/services.ts';
import { root, specs } from '../harness/spec.ts';

/*
 * What is offered at a place must hold what somebody wrote there: every word of every spec of the repository is looked for
 * among what may stand where it stands. So completion and grammar cannot part ways.
 */

const { Lexer } = createServices().terroir.parser;
const words = (source: string) =>
    Lexer.tokenize(source).tokens.map(({ image, tokenType, startOffset }) => ({ image, type: tokenType.name, start: startOffset }));

const offers = ({ words, names, values, isNewName }: Expected, image: string, type: string): boolean =>
    words.some(({ phrase }) => phrase.split(' ')[0] === image) ||
    values.some(({ token }) => token === type) ||
    (/^[\p{L}_]/u.test(image) && (names.length > 0 || isNewName));

test.each(specs())('%s holds nothing that is not offered', (_, source) => {
    const complaints: string[] = [];
    const written = words(source).filter(({ image }) => !/^[{},.]$/.test(image));
    // Of the large files one word in a few: each question reads all that stands before.
    const step = Math.ceil(written.length / 400);
    for (let i = 0; i < written.length; i += step) {
        const { image, type, start } = written[i] as (typeof written)[number];
        // Only what stands before counts, be the rest there or not.
        if (!offers(expectedAt(source, start), image, type)) complaints.push(`${start}: ${source.slice(Math.max(0, start - 60), start)}|${image}`);
    }
    expect(written.length).toBeGreaterThan(10);
    expect(complaints.slice(0, 5)).toEqual([]);
});

test('a fact that is broken costs no fact behind it its offers', () => {
    const source = readFileSync(join(root, 'examples/emc2/emc2.terroir'), 'utf8');
    for (const broken of ['seat', 'blah ;', '@', 'signed 2024', 'owned % by', '"not closed']) {
        const text = source.replace('    purpose ', `    ${broken}\n    purpose `);
        for (const word of [
            'purpose',
            'signed',
            'effective',
            'term',
            'transitional',
            'authorised',
            'award',
            'procedure',
            'transfer',
            'recipient',
            'fallback',
        ]) {
            const at = text.indexOf(word, text.indexOf(broken) + broken.length);
            const offered = expectedAt(text, at).words.map(({ phrase }) => phrase.split(' ')[0]);
            expect(offered, `${word} behind ${broken}`).toContain(word);
        }
    }
});

test('it answers at every place of every text', () => {
    const source = readFileSync(join(root, 'examples/emc2/emc2.terroir'), 'utf8');
    const some = words(source).map(({ image }) => image);
    fc.assert(
        fc.property(fc.array(fc.constantFrom(...some, '{', '}', '"', '\n', '//', '/*', '@', '.', ','), { maxLength: 60 }), fc.nat(400), (pieces, at) => {
            const text = pieces.join(' ');
            const { start } = expectedAt(text, Math.min(at, text.length));
            expect(start).toBeLessThanOrEqual(Math.min(at, text.length));
        }),
        { numRuns: 500 },
    );
});
