import { GrammarAST } from 'langium';
import { TerroirGrammar } from '../../language/syntax/generated/grammar.ts';

export type Word = { readonly text: string; readonly keyword: boolean };

const samples: Record<string, string> = {
    Name: 'Abc',
    QualifiedName: 'Abc',
    PERCENT: '24.5%',
    DATE: '2024-02-29',
    NUMBER: '3',
    STRING: '"text"',
    RULE_ID: 'reach/no-foreign-seat',
    ID: 'EUR',
};

/**
 * Sentences of a rule of the grammar that together hold every keyword in every place where the grammar has one. What is
 * optional is always there: a place that is never reached proves nothing.
 */
export function sentences(ruleName: string): Word[][] {
    const sample = samples[ruleName];
    if (sample !== undefined) return [[{ text: sample, keyword: false }]];
    const rule = TerroirGrammar().rules.find((candidate) => candidate.name === ruleName);
    if (!rule || !GrammarAST.isParserRule(rule)) throw new Error(`no sample for the terminal ${ruleName}`);
    return variants(rule.definition);
}

function variants(element: GrammarAST.AbstractElement): Word[][] {
    if (GrammarAST.isKeyword(element)) return [[{ text: element.value, keyword: /^\p{L}/u.test(element.value) }]];
    if (GrammarAST.isAssignment(element)) return variants(element.terminal);
    if (GrammarAST.isAction(element)) return [[]];
    if (GrammarAST.isCrossReference(element)) return sentences('QualifiedName');
    if (GrammarAST.isRuleCall(element)) return sentences(element.rule.$refText);
    if (GrammarAST.isAlternatives(element)) return element.elements.flatMap(variants);
    if (GrammarAST.isGroup(element)) {
        const parts = element.elements.map(variants);
        const count = Math.max(...parts.map((part) => part.length));
        return Array.from({ length: count }, (_, i) => parts.flatMap((part) => part[i % part.length] ?? []));
    }
    throw new Error(`the generator does not know ${element.$type}`);
}
