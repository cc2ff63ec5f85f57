import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from '../../language/syntax/parse.ts';
import { colours } from './colouring.ts';
import { sentences } from './sentences.ts';

const examples = new URL('../../examples/', import.meta.url);
const example = (path: string) => readFileSync(new URL(path, examples), 'utf8');

/** The scope of the first character of `word` in its first place after `after`. */
async function scope(source: string, word: string, after = ''): Promise<string> {
    const at = source.indexOf(word, source.indexOf(after) + after.length);
    expect(at, `“${word}” after “${after}”`).toBeGreaterThanOrEqual(0);
    return (await colours(source))[at] ?? '';
}

describe('the colours of the examples', async () => {
    const emc2 = example('emc2/emc2.terroir');
    const parties = example('emc2/parties.terroir');
    const clinic = example('clinic.terroir');
    test.each([
        [emc2, '', 'import', 'keyword.control.import.terroir'],
        [emc2, 'import', '"./parties', 'string.quoted.double.terroir'],
        [emc2, '', '/** Health', 'comment.block.documentation.terroir'],
        [emc2, '', 'dataset', 'keyword.declaration.terroir'],
        [emc2, '\ndataset', 'EMC2', 'entity.name.type.terroir'],
        [emc2, 'category', 'health', 'variable.other.terroir'],
        [emc2, 'dataset EMC2', 'warehouse\n', 'keyword.other.fact.terroir'],
        [emc2, 'subjects', 'patients', 'variable.other.terroir'],
        [emc2, 'n° 2023-146" on ', '2023-12-21', 'constant.other.date.terroir'],
        [emc2, '', 'authorisation', 'keyword.declaration.terroir'],
        [emc2, '\nauthorisation', 'CNIL-2023-146', 'entity.name.type.terroir'],
        [emc2, 'lasts', '3', 'constant.numeric.terroir'],
        [emc2, 'lasts 3', 'years', 'keyword.other.unit.terroir'],
        [emc2, 'case "492369"', 'from', 'keyword.other.fact.terroir'],
        [emc2, 'until 2024-03-22', 'dismissed', 'keyword.other.fact.terroir'],
        [emc2, 'authorised by', 'CNIL-2023-146', 'variable.other.terroir'],
        [emc2, 'transfer to US {', 'data', 'keyword.other.fact.terroir'],
        [emc2, 'data', 'technical-data', 'variable.other.terroir'],
        [parties, 'organisation INDS', 'kind', 'keyword.other.fact.terroir'],
        [parties, 'kind public', 'public-interest-group', 'variable.other.terroir'],
        [clinic, 'owned', '100%', 'constant.numeric.percentage.terroir'],
        [clinic, 'persons', '410_000', 'constant.numeric.terroir'],
        [clinic, 'value 480_000', 'EUR', 'constant.other.currency.terroir'],
        [clinic, 'switching {', 'notice', 'keyword.other.fact.terroir'],
        [clinic, 'toward LagoonHealth\n    ', '}', 'punctuation.section.block.end.terroir'],
    ])('%#', async (source, after, word, expected) => {
        expect(await scope(source, word, after)).toBe(expected);
    });

    test('every character of every example has a scope of its own, but for spaces', async () => {
        const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.terroir'));
        expect(files.length).toBeGreaterThanOrEqual(3);
        for (const path of files) {
            const source = example(path);
            const found = await colours(source);
            const plain = [...found.keys()].filter((i) => /\S/.test(source[i] ?? ' ') && /^(source|meta)\./.test(found[i] ?? ''));
            expect(plain.map((i) => `${path} at ${i}: ${source.slice(i, i + 20)}`)).toEqual([]);
        }
    });
});

test('every keyword of the grammar is coloured where it stands for one, and no name is', async () => {
    const seen = new Set<string>();
    for (const words of [...sentences('Import'), ...sentences('Declaration')]) {
        const source = words.map((word) => word.text).join(' ');
        expect(parse(source).problems, source).toEqual([]);
        const scopes = await colours(source);
        let at = 0;
        for (const word of words) {
            const scope = scopes[at] ?? '';
            if (word.keyword) {
                expect(scope, `“${word.text}” in: ${source}`).toMatch(/^keyword\./);
                seen.add(word.text);
            } else expect(scope, `“${word.text}” in: ${source}`).not.toMatch(/^(keyword|source|meta)\./);
            at += word.text.length + 1;
        }
    }
    expect(seen.size).toBeGreaterThan(180);
});

test('a declaration that is not closed does not spoil the colours of the next', async () => {
    const source = 'contract A {\n    award {\n        by B\n\norganisation C { seat FR }\n';
    expect(await scope(source, 'organisation')).toBe('keyword.declaration.terroir');
    expect(await scope(source, 'seat')).toBe('keyword.other.fact.terroir');
});

test('a keyword that names a thing is coloured as a name', async () => {
    const source = 'vocabulary category {\n    law "Law" is service\n}\nnorm force { force law }\nwaiver seat of reach/x on a.law { until 2027-01-01 }\n';
    expect(await scope(source, 'category')).toBe('entity.name.type.terroir');
    expect(await scope(source, 'law')).toBe('variable.other.terroir');
    expect(await scope(source, 'service')).toBe('variable.other.terroir');
    expect(await scope(source, 'force', 'norm')).toBe('entity.name.type.terroir');
    expect(await scope(source, 'law', '{ force')).toBe('keyword.other.fact.terroir');
    expect(await scope(source, 'reach/x')).toBe('constant.other.rule.terroir');
    for (const part of ['a.law', '.law', 'law {']) expect(await scope(source, part, ' on')).toBe('variable.other.terroir');
});
