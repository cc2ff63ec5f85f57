import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { defineRule, Judge, rules, text } from '../../language/index.ts';
import { facts } from '../../language/model/declarations.ts';
import { unknown, violated } from '../../language/rules/rule.ts';
import { day, workspaceOf } from '../harness/spec.ts';

// What a spec hears is about that spec: others judged beside it change nothing of it that does not rest on them.

const date = day('2026-11-23');

function told(files: Record<string, string>, path: string): string[] {
    const { findings, notJudged } = new Judge(workspaceOf(files), rules).file(path, date);
    return [...findings.map(({ rule, verdict, severity, holdsUntil }) => `${verdict} ${severity} ${rule} ${holdsUntil ?? 'for good'}`), ...notJudged];
}

const clinic = `import "terroir:providers"
organisation Clinic { seat FR  kind association }
dataset Stocks { category financial  sensitivity none }
contract ClinicHosting { controller Clinic  hosts Stocks on AWSEuropeanSovereignCloud  signed 2026-01-01  term 3 years }
`;

const ministry = `import "terroir:providers"
organisation Ministry { seat FR  kind state-administration }
dataset Files { category financial  sensitivity state-security }
contract MinistryHosting { controller Ministry  hosts Files on AWSEuropeanSovereignCloud  signed 2026-01-01  term 2 years }
`;

test('what one contract asks of a service of the library is not held against another contract on it', () => {
    const alone = told({ 'clinic.terroir': clinic }, 'clinic.terroir');
    expect(told({ 'clinic.terroir': clinic, 'ministry.terroir': ministry }, 'clinic.terroir')).toEqual(alone);
    expect(told({ 'clinic.terroir': clinic, 'ministry.terroir': ministry }, 'ministry.terroir').join('\n')).toMatch(
        /violated error secnumcloud\/stake-under-cap/,
    );
});

test('a broken name in a file that nobody imports takes no verdict away', () => {
    const hosting = clinic.replace('category financial  sensitivity none', 'category health');
    const alone = told({ 'a.terroir': hosting }, 'a.terroir');
    expect(alone.length).toBeGreaterThan(0);
    expect(told({ 'a.terroir': hosting, 'z.terroir': 'organisation ZZ { seat FRA  kind company }\n' }, 'a.terroir')).toEqual(alone);
});

test('a term that ends before it begins is found at its end, and the contract is judged all the same', () => {
    const source = ministry.replace('term 2 years', 'effective 2026-02-01  term until 2024-01-01');
    const workspace = workspaceOf({ 'a.terroir': source });
    const judge = new Judge(workspace, rules);
    const { findings, notJudged } = judge.file('a.terroir', date);
    expect(notJudged).toEqual([]);
    const [finding] = findings.filter(({ rule }) => rule === 'term/ends-after-it-starts');
    const span = finding && 'id' in finding.where ? workspace.span(finding.where) : undefined;
    expect(span && source.slice(span.start, span.end)).toBe('2024-01-01');
    expect(judge.verdicts('a.terroir#MinistryHosting', date).get('state/sensitive-data-is-shielded')).toBe('violated');
});

test('a rule on waivers cannot be waived', () => {
    const source = `organisation Clinic { seat FR  kind association }
waiver Old of waiver/is-live on Older { because "kept"  approved by Clinic on 2026-11-01  until 2026-12-01 }
waiver Older of reach/no-foreign-seat on Clinic { because "no other"  approved by Clinic on 2025-11-01  until 2025-12-01 }
`;
    const { findings } = new Judge(workspaceOf({ 'a.terroir': source }), rules).file('a.terroir', date);
    // `Old` is near its end as well, and told to silence nothing.
    expect(findings.map(({ rule, subject, waivedBy }) => `${rule} ${subject} ${waivedBy}`)).toEqual([
        'waiver/is-used a.terroir#Old undefined',
        'waiver/is-live a.terroir#Old undefined',
        'waiver/is-live a.terroir#Older undefined',
    ]);
});

test.each([
    ['', 'waived'],
    ['bogus', 'violated'],
    ['source "x" on 2026-02-30', 'violated'],
])('a waiver that cannot be read whole silences nothing, though all that it takes is stated: with “%s” the finding is %s', (more, expected) => {
    const source = `organisation Clinic { seat FR  kind association }
contract Bridge { controller Clinic  effective 2026-01-01  term 1 year  transitional }
waiver W of term/transition-has-limit on Bridge { because "x"  approved by Clinic on 2026-11-01  until 2026-12-31  ${more} }
`;
    const { findings } = new Judge(workspaceOf({ 'a.terroir': source }), rules).file('a.terroir', date);
    const [finding] = findings.filter(({ rule }) => rule === 'term/transition-has-limit');
    expect(finding?.waivedBy === undefined ? finding?.verdict : 'waived').toBe(expected);
});

/** Finds nothing, whatever the seat of a party is. */
const lookingAt = (party: string) =>
    defineRule({
        id: `reach/looks-at-${party.toLowerCase()}`,
        on: 'Contract',
        summary: text('It looks.'),
        why: text('To find nothing.'),
        norms: ['gdpr-48'],
        judge: (ask, id) => {
            facts(ask, id.replace('#Hosting', `#${party}`), 'Seat');
            return [];
        },
    });
const seated = (clinic: string, host = 'FR') =>
    `organisation Clinic { seat ${clinic} }\norganisation Host { seat ${host} }\ncontract Hosting { controller Clinic  processor Host }\n`;

test('of what rests on a declaration that cannot be read whole nothing is called satisfied, though nothing was found and no day matters', () => {
    const looking = lookingAt('Clinic');
    const verdictsWith = (seat: string) => {
        const judge = new Judge(workspaceOf({ 'a.terroir': seated(seat) }), [looking]);
        const { counts, notJudged } = judge.file('a.terroir', date);
        return [judge.verdicts('a.terroir#Hosting', date).get(looking.id), counts.satisfied, counts.doesNotApply, notJudged];
    };
    expect(verdictsWith('FR')).toEqual(['satisfied', 1, 0, []]);
    expect(verdictsWith('FRA')).toEqual(['not judged', 0, 0, ['a.terroir#Clinic', 'a.terroir#Hosting']]);
});

test('what is violated by what can be read stays so, and is seen by rules that look at others; whether it is unknown nobody knows', () => {
    const about = { on: 'Contract', summary: text('It looks.'), why: text('To find something.'), norms: [], severity: 'warning' } as const;
    const finding = (verdict: 'violated' | 'unknown') =>
        defineRule({
            ...about,
            id: `reach/is-${verdict}`,
            judge: (ask, id) => {
                facts(ask, 'a.terroir#Clinic', 'Seat');
                const found = { at: { id, path: 'name' }, message: text('It looks.'), path: [] };
                return [verdict === 'violated' ? violated(found) : unknown({ ...found, settle: [] })];
            },
        });
    const seen: string[] = [];
    const looking = defineRule({
        ...about,
        id: 'reach/looks-at-others',
        pass: 2,
        judge: (_, id, others) => {
            seen.push(...others.on(id).map(({ rule }) => rule.id));
            return [];
        },
    });
    const judge = new Judge(workspaceOf({ 'a.terroir': seated('FRA') }), [finding('violated'), finding('unknown'), looking]);
    const { findings, notJudged } = judge.file('a.terroir', date);
    expect(findings.filter(({ subject }) => subject === 'a.terroir#Hosting').map(({ rule }) => rule)).toEqual(['reach/is-violated']);
    expect(notJudged).toEqual(['a.terroir#Clinic', 'a.terroir#Hosting']);
    expect(seen).toEqual(['reach/is-violated']);
});

test.each([true, false])('nor any more once it cannot be read whole, whatever else cannot; at work on the file: %s', (isAtWork) => {
    const workspace = workspaceOf();
    const judge = new Judge(workspace, [lookingAt('Clinic'), lookingAt('Host')], { isAtWork: () => isAtWork });
    for (const [clinic, host, satisfied] of [
        ['FR', 'FR', 2],
        ['FRA', 'FR', 1],
        ['FRA', 'FRA', 0],
        ['FR', 'FRA', 1],
        ['FR', 'DE', 2],
    ] as const) {
        const source = seated(clinic, host);
        workspace.set('a.terroir', source, parse(source));
        expect(judge.file('a.terroir', date).counts.satisfied, source).toBe(satisfied);
    }
});
