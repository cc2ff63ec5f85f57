import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GrammarAST } from 'langium';
import { expect, test } from 'vitest';
import { type Filler, parse, type Snippet, snippets, snippetTemplate } from '../../language/editing.ts';
import { english, say } from '../../language/index.ts';
import { createServices } from '../../language/services.ts';
import { root } from '../harness/spec.ts';
import { inserted } from '../harness/templates.ts';

const french: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, 'language/l10n/bundle.l10n.fr.json'), 'utf8'));

const filler = (translate = english, names: readonly string[] = []): Filler => ({
    say: (message) => say(message, translate),
    days: { day: '2026-11-24', 'last-day': '2027-02-22' },
    choices: (expected) => (expected.names.length > 0 ? names : []),
});

/** What is read, with what a block of a contract stands in. */
const around = ({ within }: Snippet, text: string): string => (within === 'Spec' ? text : `contract C {\n${text}\n}\n`);

const named = snippets.map((snippet) => [`${snippet.word} ${snippet.variant ? say(snippet.variant) : ''}`, snippet] as const);

test.each(named)('%s can be read as it is inserted, in either language, and with the names that there are', (_, snippet) => {
    for (const one of [filler(), filler((template) => french[template] ?? template), filler(english, ['Clinic', 'Cloud'])]) {
        const text = inserted(snippetTemplate(snippet, one));
        expect(text).not.toMatch(/\$|\\/);
        expect(
            parse(around(snippet, text)).problems.map(({ message }) => say(message)),
            text,
        ).toEqual([]);
    }
});

test('every kind of declaration has a snippet', () => {
    const declaration = createServices().terroir.Grammar.rules.find((rule) => rule.name === 'Declaration');
    if (!declaration || !GrammarAST.isParserRule(declaration) || !GrammarAST.isAlternatives(declaration.definition)) throw new Error('no kinds');
    const kinds = declaration.definition.elements.filter(GrammarAST.isRuleCall).map((call) => call.rule.$refText.toLowerCase());
    expect(kinds.length).toBeGreaterThanOrEqual(13);
    expect(snippets.map(({ word }) => word)).toEqual(expect.arrayContaining(kinds));
});

test('the plainest of a word comes first, and the others say what they are for', () => {
    for (const { word, variant } of snippets) {
        const first = snippets.find((one) => one.word === word);
        expect(first?.variant, word).toBeUndefined();
        if (variant) expect(say(variant)).not.toBe('');
    }
    expect(new Set(snippets.map(({ word, variant }) => `${word} ${variant ? say(variant) : ''}`)).size).toBe(snippets.length);
});

const contract = snippets.find(({ word }) => word === 'contract') as Snippet;

test('where names are known they are there to choose from', () => {
    expect(snippetTemplate(contract, filler(english, ['Clinic', 'Cloud']))).toContain('controller ${3|Clinic,Cloud|}');
    expect(snippetTemplate(contract, filler(english, ['Clinic']))).toContain('controller ${3:Clinic}');
    expect(snippetTemplate(contract, filler())).toContain('controller ${3:Party}');
});

test('too many names are no choice', () => {
    const many = Array.from({ length: 60 }, (_, i) => `Party${i}`);
    expect(snippetTemplate(contract, filler(english, many))).toContain('controller ${3:Party0}');
});
