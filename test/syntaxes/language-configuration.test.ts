import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Pattern = { readonly pattern: string; readonly flags?: string };
const configuration = JSON.parse(readFileSync(new URL('../../syntaxes/language-configuration.json', import.meta.url), 'utf8'));
const compile = ({ pattern, flags }: Pattern) => new RegExp(pattern, flags);

test.each(['Île-de-France', 'CNIL-2023-146', 'données', '2026-11-23', '24.5%', '480_000', 'A_1'])('%s is one word', (word) => {
    const pattern = compile({ ...configuration.wordPattern, flags: 'gu' });
    expect([...`from ${word}, x`.matchAll(pattern)].map((match) => match[0])).toEqual(['from', word, 'x']);
});

test('a doc comment goes on when Enter is pressed in it', () => {
    const first = (before: string, after = ''): string | undefined =>
        configuration.onEnterRules.find(
            (rule: { beforeText: Pattern; afterText?: Pattern }) =>
                compile(rule.beforeText).test(before) && (!rule.afterText || compile(rule.afterText).test(after)),
        )?.action.appendText;
    expect(first('/** What this is', ' */')).toBe(' * ');
    expect(first('/** What this is')).toBe(' * ');
    expect(first(' * and why')).toBe('* ');
    expect(first('    seat FR')).toBeUndefined();
});

test('a block is indented', () => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    const opening = ['contract A {', 'contract A "a { b" {', '    award {', 'waiver W-1 of reach/no-foreign-control on A {', 'contract B { // why'];
    for (const line of opening) expect(line).toMatch(compile(increaseIndentPattern));
    for (const line of ['organisation A { seat FR }', '    purpose "a { b"', '// a {', 'seat FR // a {', '/* a {'])
        expect(line).not.toMatch(compile(increaseIndentPattern));
    expect('    }').toMatch(compile(decreaseIndentPattern));
});

test('regions fold', () => {
    const { start, end } = configuration.folding.markers;
    for (const line of ['// #region Parties', '    //#region', '// #region']) expect(line).toMatch(new RegExp(start));
    for (const line of ['// #endregion', '    //#endregion Parties']) expect(line).toMatch(new RegExp(end));
    for (const line of ['// #regional', '// a #region', 'region']) expect(line).not.toMatch(new RegExp(start));
});

test('what is opened is closed, but not within a text or a comment', () => {
    const { autoClosingPairs, surroundingPairs, brackets, comments } = configuration;
    expect(autoClosingPairs.map(({ open, close, notIn }: { open: string; close: string; notIn?: string[] }) => [open, close, ...(notIn ?? [])])).toEqual([
        ['{', '}'],
        ['"', '"', 'string', 'comment'],
        ['/**', ' */', 'string'],
    ]);
    expect([surroundingPairs, brackets]).toEqual([
        [
            ['{', '}'],
            ['"', '"'],
        ],
        [['{', '}']],
    ]);
    expect(comments).toEqual({ lineComment: '//', blockComment: ['/*', '*/'] });
});

test.each([
    ["l'hôpital", ['l', 'hôpital']],
    ['données de santé', ['données', 'de', 'santé']],
    ['EMC2Hosting.Leave', ['EMC2Hosting', 'Leave']],
    ['12_000,50 EUR', ['12_000,50', 'EUR']],
])('in “%s” a double click takes a word as it is written in French', (text, words) => {
    expect([...text.matchAll(compile({ ...configuration.wordPattern, flags: 'gu' }))].map((match) => match[0])).toEqual(words);
});
