import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstUtils, GrammarAST } from 'langium';
import { expect, test } from 'vitest';
import { nameAt, parse, sentenceOn, writtenAt } from '../../language/editing.ts';
import { examples } from '../../language/edits/generated/examples.ts';
import { explained } from '../../language/edits/sentences.ts';
import { say } from '../../language/index.ts';
import { createServices } from '../../language/services.ts';
import { corpus } from '../harness/corpus.ts';
import { root, specs, workspaceOf } from '../harness/spec.ts';

const { Grammar, parser } = createServices().terroir;
const french: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, 'language/l10n/bundle.l10n.fr.json'), 'utf8'));

/** Rules that read no statement: values, groups of statements, and names. */
const silent =
    /^(Spec|Declaration|.*Fact|Claim|Day|Quantity|Duration|DurationPart|Share|Money|Count|Degree|Trigger|Unit|CaseOutcome|RecipientRole|SubprocessingMode|RetrievalStart|QualifiedName|Name|Term)$/;

test('every statement of the language has a sentence', () => {
    const rules = Grammar.rules.filter(({ $type }) => $type === 'ParserRule').map(({ name }) => name);
    const statements = rules.filter((name) => !silent.test(name));
    expect(statements.length).toBeGreaterThan(100);
    expect(statements.filter((name) => !sentenceOn(name))).toEqual([]);
    expect(explained.filter((name) => !rules.includes(name))).toEqual([]);
});

test('every statement has an example that can be read', () => {
    expect(explained.filter((rule) => examples[rule] === undefined)).toEqual([]);
});

/** The words of the language, but for those that only a name may be. */
function keywords(): ReadonlySet<string> {
    const found = Grammar.rules
        .filter(GrammarAST.isParserRule)
        .filter(({ name }) => name !== 'Name')
        .flatMap((rule) => AstUtils.streamAllContents(rule).filter(GrammarAST.isKeyword).toArray());
    return new Set(found.map(({ value }) => value).filter((value) => /^[a-z]/.test(value)));
}

/** How often a word is looked at: it stands in hundreds of places. */
const often = 6;

/** Words that no page has. */
const rare = 'contract C { breach notice 1 hour renewal 1 year notice 1 week }';

test('every word of the language tells what it says, in English and in French', () => {
    const told = new Map<string, Set<string>>();
    const looked = new Map<string, number>();
    const silent: string[] = [];
    const written: readonly (readonly [string, string])[] = [['rare', rare], ...specs(), ...corpus.map(({ page, source }) => [page, source] as const)];
    for (const [path, source] of written) {
        if (parse(source).problems.length > 0) continue;
        const fresh = parser.Lexer.tokenize(source).tokens.filter(
            ({ image, tokenType }) => tokenType.name !== 'ID' && /^[a-z][a-z-]*$/.test(image) && (looked.get(image) ?? 0) < often,
        );
        const workspace = fresh.length > 0 ? workspaceOf({ [path]: source }) : undefined;
        const file = workspace?.files.get(path);
        for (const { image, startOffset } of fresh) {
            if (!workspace || !file || nameAt(workspace, path, startOffset + 1)) continue;
            looked.set(image, (looked.get(image) ?? 0) + 1);
            const says = writtenAt(workspace, file, startOffset + 1)?.says;
            if (says) told.set(image, (told.get(image) ?? new Set()).add(say(says)));
            else silent.push(`${path}: ${source.slice(Math.max(0, startOffset - 30), startOffset)}|${image}`);
        }
    }
    expect(silent).toEqual([]);
    expect([...keywords()].filter((word) => !told.has(word))).toEqual([]);
    const sentences = [...told.values()].flatMap((some) => [...some]);
    expect(sentences.filter((sentence) => french[sentence] === undefined)).toEqual([]);
}, 120_000);
