import { readFileSync } from 'node:fs';
import { GrammarAST } from 'langium';
import { expect, test } from 'vitest';
import { TerroirGrammar } from '../../language/syntax/generated/grammar.ts';
import { parse } from '../../language/syntax/parse.ts';

type Snippet = { readonly prefix: string; readonly body: readonly string[] };
const snippets: Record<string, Snippet> = JSON.parse(readFileSync(new URL('../../syntaxes/terroir.code-snippets.json', import.meta.url), 'utf8'));

/** Facts of a contract stand in one; `source` stands in any declaration. */
const inContract = new Set(['transfer', 'switching', 'award', 'derogation', 'source']);

/** What the editor inserts when every placeholder keeps its default. */
function inserted(body: readonly string[]): string {
    return body
        .join('\n')
        .replaceAll('$CURRENT_YEAR', '2026')
        .replaceAll('$CURRENT_MONTH', '11')
        .replaceAll('$CURRENT_DATE', '23')
        .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
        .replace(/\$\{\d+:([^}]*)\}/g, '$1')
        .replaceAll('$0', '');
}

test.each(Object.values(snippets))('the snippet $prefix parses as it is inserted', ({ prefix, body }) => {
    const text = inserted(body);
    expect(text).not.toContain('$');
    expect(parse(inContract.has(prefix) ? `contract C {\n${text}}\n` : text).problems).toEqual([]);
});

test('every kind of declaration has a snippet', () => {
    const declaration = TerroirGrammar().rules.find((rule) => rule.name === 'Declaration');
    if (!declaration || !GrammarAST.isParserRule(declaration) || !GrammarAST.isAlternatives(declaration.definition)) throw new Error('no kinds');
    const kinds = declaration.definition.elements.filter(GrammarAST.isRuleCall).map((call) => call.rule.$refText.toLowerCase());
    expect(kinds.length).toBeGreaterThanOrEqual(13);
    expect(Object.values(snippets).map((snippet) => snippet.prefix)).toEqual(expect.arrayContaining(kinds));
});
