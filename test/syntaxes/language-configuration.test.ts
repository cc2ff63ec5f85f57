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
    for (const line of ['contract A {', 'contract A "a { b" {', '    award {']) expect(line).toMatch(compile(increaseIndentPattern));
    for (const line of ['organisation A { seat FR }', '    purpose "a { b"', '// a {']) expect(line).not.toMatch(compile(increaseIndentPattern));
    expect('    }').toMatch(compile(decreaseIndentPattern));
});
