import { expect, test } from 'vitest';
import { explained, sentenceOn } from '../../language/edits/keywords.ts';
import { createServices } from '../../language/services.ts';

/** Rules that read no statement: values, groups of statements, and names. */
const silent =
    /^(Spec|Declaration|.*Fact|Claim|Day|Quantity|Duration|DurationPart|Share|Money|Count|Degree|Trigger|Unit|CaseOutcome|RecipientRole|SubprocessingMode|RetrievalStart|QualifiedName|Name|Term)$/;

test('every statement of the language has a sentence', () => {
    const rules = createServices()
        .terroir.Grammar.rules.filter(({ $type }) => $type === 'ParserRule')
        .map(({ name }) => name);
    const statements = rules.filter((name) => !silent.test(name));
    expect(statements.length).toBeGreaterThan(100);
    expect(statements.filter((name) => !sentenceOn(name))).toEqual([]);
    expect(explained.filter((name) => !rules.includes(name))).toEqual([]);
});
