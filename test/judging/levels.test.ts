import { expect, test, vi } from 'vitest';
import { Judge, type Levels, type Rule, rules, text, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { doesNotApply } from '../../language/rules/rule.ts';
import { corpus } from '../harness/corpus.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

vi.setConfig({ testTimeout: 120_000 });

const date = day('2026-11-23');
const categories = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('/'))))];

function judgeOf(some: readonly Rule[], files: Readonly<Record<string, string>>) {
    const workspace = new Workspace();
    workspace.shelve(libraryFiles);
    for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
    return new Judge(workspace, some, { known: [...rules, ...some] });
}

// The oracle is a judge who has never heard of the rules: the command and the editor once ran them all and kept silent about what they found.
test('what is switched off is as if it were not there, whatever others would have made of it', () => {
    const files = Object.fromEntries(corpus.filter((_, i) => i % 20 === 0).map(({ source }, i) => [`own/${String(i).padStart(3, '0')}.terroir`, source]));
    const switched = judgeOf(rules, files);
    const all = switched.all(date);
    let differ = 0;
    for (const category of categories) {
        switched.levels = { [category]: 'off' };
        const without = judgeOf(
            rules.filter(({ id }) => !id.startsWith(`${category}/`)),
            files,
        );
        const said = switched.all(date);
        expect(said, category).toEqual(without.all(date));
        if (JSON.stringify(said) !== JSON.stringify(all)) differ++;
    }
    expect(differ).toBe(categories.length);
});

const spec = `organisation City { seat FR  kind health-institution }
contract C { controller City }
waiver W-1 of own/counted on C { because "A trial"  approved by City on 2026-06-01  until 2027-03-01 }
`;

/** A rule that finds nothing, and how often it has looked. */
function counted() {
    let looks = 0;
    const rule: Rule = {
        id: 'own/counted',
        on: 'Contract',
        summary: text('{name}', { name: 'Counts' }),
        why: text('{name}', { name: 'To be counted' }),
        norms: [],
        *judge() {
            looks++;
            yield doesNotApply(text('{name}', { name: 'Never' }));
        },
    };
    return { rule, looks: () => looks };
}

test('a rule that is switched off does not look at anything; one that weighs otherwise need not look again', () => {
    const { rule, looks } = counted();
    const judge = judgeOf([rule], { 'c.terroir': spec });
    const lookedAt = (level: Levels[string]) => {
        judge.levels = { own: level };
        judge.all(date);
        return looks();
    };
    expect((['off', 'error', 'hint', 'off', 'warning'] as const).map(lookedAt)).toEqual([0, 1, 1, 1, 1]);
});

test('of a waiver of what is switched off it is not said that it silences nothing', () => {
    const used = rules.filter(({ id }) => id === 'waiver/is-used');
    const quiet: Rule = {
        ...counted().rule,
        *judge() {
            // Nothing is wrong.
        },
    };
    const judge = judgeOf([quiet, ...used], { 'c.terroir': spec });
    const said = () => judge.all(date).map(({ findings, notJudged }) => [findings.map((one) => one.rule), notJudged]);
    expect(said()).toEqual([[['waiver/is-used'], []]]);
    judge.levels = { own: 'off' };
    expect(said()).toEqual([[[], []]]);
});
