import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { defineRule, Judge, nameOf, type Rule, rules, type Severity, say, text, violated } from '../../language/index.ts';
import { facts } from '../../language/model/declarations.ts';
import type { Question } from '../../language/model/question.ts';
import { reach } from '../../language/model/reach.ts';
import type { Violated } from '../../language/rules/rule.ts';
import { freshWorkspace, parsedOnce, seen } from '../harness/generators.ts';
import { day, example, workspaceOf } from '../harness/spec.ts';

/*
 * Every rule's verdict on both examples at both dates. Read against the law, not copied from the program: docs/examples.md
 * says why each stands. What is in no list does not apply.
 */
type Told = Readonly<Record<'violated' | 'unknown' | 'satisfied', readonly string[]>>;

const emc2 = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
const clinic = example('examples/clinic.terroir');

/** The verdicts on a spec: `rule`, and the declaration where it is not the contract; how serious, where it is violated. */
function verdicts(files: Record<string, string>, date: string): Told {
    const workspace = workspaceOf(files);
    const judge = new Judge(workspace, rules);
    const told: Record<string, string[]> = { violated: [], unknown: [], satisfied: [], 'does not apply': [] };
    for (const path of Object.keys(files)) {
        for (const id of workspace.files.get(path)?.ids ?? []) {
            for (const { rule, verdict, findings } of judge.standings(id, day(date))) {
                // That nothing is unused is no verdict on the case.
                if (rule.id === 'facts/are-used' && verdict === 'satisfied') continue;
                const name = workspace.node(id)?.$type === 'Contract' ? rule.id : `${rule.id} ${nameOf(id)}`;
                told[verdict]?.push(verdict === 'violated' ? `${name}: ${[...new Set(findings.map(({ severity }) => severity))].sort().join(', ')}` : name);
            }
        }
    }
    const { violated = [], unknown = [], satisfied = [] } = told;
    return { violated: violated.sort(), unknown: unknown.sort(), satisfied: satisfied.sort() };
}

/** The text of the contract is not public: whatever asks for it waits. */
const unread = ['gdpr/breach-notice-is-prompt', 'gdpr/disclosure-under-union-law-only', 'gdpr/processor-contract-is-complete', 'health/clauses-are-complete'];

/** What public sources do not say, at either date. */
const untold = [
    'facts/contract-is-read',
    'gdpr/basis-fits-recipient',
    'gdpr/impact-is-assessed',
    'health/certificate-covers-activities',
    'health/snds-purpose-is-allowed',
    'procurement/central-purchase-in-scope',
    'procurement/competition-was-held',
    'reach/no-foreign-access',
    'reach/owners-are-known',
    'residency/every-copy-is-placed',
    'term/certificate-outlasts-contract',
    'term/change-of-control-is-covered',
    'term/retention-within-limit',
];

const alwaysViolated = [
    'gdpr/fragile-basis-has-fallback: information',
    'gdpr/lawful-basis-is-stated: warning',
    'gdpr/special-basis-is-stated: warning',
    'reach/no-foreign-disclosure: warning',
    'term/commitment-is-kept LeaveAzure: warning',
    'term/transition-has-destination: warning',
    'term/transition-within-limit: warning',
];

const alwaysSatisfied = [
    'facts/are-fresh',
    'gdpr/transfer-has-basis',
    'health/host-is-certified',
    'health/warehouse-is-authorised',
    'reach/no-foreign-presence',
    'reach/no-foreign-seat',
    'residency/stored-in-eea',
    'term/authorisation-covers-data',
    'term/ends-after-it-starts',
    'term/is-stated',
    'term/transition-has-limit',
];

test('EMC2 on 2024-02-01', () => {
    expect(verdicts(emc2, '2024-02-01')).toEqual({
        violated: [...alwaysViolated, 'reach/no-foreign-control: warning'].sort(),
        unknown: [...unread, ...untold].sort(),
        satisfied: [...alwaysSatisfied, 'term/authorisation-outlasts-contract'].sort(),
    });
});

test('EMC2 on 2026-11-23', () => {
    expect(verdicts(emc2, '2026-11-23')).toEqual({
        violated: [
            ...alwaysViolated,
            'data-act/exit-is-planned: information',
            'facts/are-sourced AzureFrance: information',
            'facts/are-sourced: information',
            'health/snds-is-homologated: error',
            // From 17 April 2026 loi SREN, article 31, binds the platform of health data: immunity is a duty.
            'reach/no-foreign-control: error',
            'secnumcloud/no-foreign-veto AzureFrance: error',
            'secnumcloud/suppliers-have-no-access AzureFrance: error',
            'state/sensitive-data-is-shielded: error',
            // Within six months of its end.
            'term/authorisation-outlasts-contract: warning',
        ].sort(),
        unknown: [
            ...unread,
            ...untold,
            'data-act/jurisdiction-is-published',
            'data-act/notice-within-limit',
            'data-act/retrieval-is-long-enough',
            'data-act/switching-is-free',
            'data-act/termination-fee-is-proportionate',
            'data-act/transition-within-limit',
            'health/certificate-is-current',
            'health/large-base-under-european-law',
            'health/remote-access-has-basis',
            'reach/reach-is-disclosed',
            'secnumcloud/administered-from-eu AzureFrance',
            // Microsoft Corporation controls the operator; which share of it that is, the sources do not say.
            'secnumcloud/stake-under-cap AzureFrance',
            'secnumcloud/stakes-under-cap AzureFrance',
        ].sort(),
        satisfied: [...alwaysSatisfied, 'facts/are-fresh AzureFrance', 'health/stored-in-eea', 'secnumcloud/seat-in-eu AzureFrance'].sort(),
    });
});

test('the clinic on 2026-11-23: every rule is satisfied or does not apply', () => {
    const { violated, unknown, satisfied } = verdicts(clinic, '2026-11-23');
    expect({ violated, unknown }).toEqual({ violated: [], unknown: [] });
    // The families that have something to say about a hospital that buys: more than some, and each by name.
    const families = new Set(satisfied.map((name) => name.slice(0, name.indexOf('/'))));
    expect([...families]).toEqual(['data-act', 'facts', 'gdpr', 'health', 'procurement', 'reach', 'residency', 'secnumcloud', 'term']);
    expect(satisfied.length).toBe(48);
});

test('the clinic on 2024-02-01: its contract is not signed, its certificates not issued', () => {
    expect(verdicts(clinic, '2024-02-01')).toEqual({
        violated: [],
        unknown: [],
        satisfied: ['facts/are-consistent Founders', 'facts/are-consistent Harbour'],
    });
});

test('the path of the EMC2 case, step by step', () => {
    const workspace = workspaceOf(emc2);
    const finding = new Judge(workspace, rules)
        .file('examples/emc2/emc2.terroir', day('2024-02-01'))
        .findings.find(({ rule }) => rule === 'reach/no-foreign-control');
    expect(finding?.path.map(({ say: step }) => say(step))).toEqual([
        'EMC2 warehouse (Data concerning health)',
        'Microsoft Azure, data centres in France',
        'Microsoft Ireland Operations Limited',
        'controlled by Microsoft Corporation',
        'seat in United States',
        'CLOUD Act, 18 U.S.C. § 2713',
    ]);
    const places = finding?.path.map(({ at }) => {
        const span = workspace.span(at);
        return span && `${span.path}: ${workspace.files.get(span.path)?.source.slice(span.start, span.end)}`;
    });
    expect(places).toEqual([
        'examples/emc2/emc2.terroir: category health',
        'examples/emc2/emc2.terroir: AzureFrance',
        'examples/emc2/parties.terroir: MicrosoftIreland',
        'examples/emc2/parties.terroir: controlled by MicrosoftCorporation',
        'examples/emc2/parties.terroir: seat US',
        'terroir:/access-laws.terroir: cloud-act',
    ]);
});

test('the transition of the EMC2 case: its limit and its counted end', () => {
    const finding = new Judge(workspaceOf(emc2), rules)
        .file('examples/emc2/emc2.terroir', day('2024-02-01'))
        .findings.find(({ rule }) => rule === 'term/transition-within-limit');
    expect(say(finding?.message ?? { template: '', values: {} })).toBe(
        'The transition must end by 2022-11-19; counted with its renewals the contract runs until 2026-12-20.',
    );
});

test('the State’s data: no derogation is stated, and a validated one would satisfy', () => {
    const source = emc2['examples/emc2/emc2.terroir'] ?? '';
    const judged = (spec: string) =>
        new Judge(workspaceOf({ ...emc2, 'examples/emc2/emc2.terroir': spec }), rules)
            .file('examples/emc2/emc2.terroir', day('2026-11-23'))
            .findings.filter(({ rule }) => rule === 'state/sensitive-data-is-shielded');
    const [finding] = judged(source);
    expect(say(finding?.message ?? { template: '', values: {} })).toContain('no derogation is stated');
    expect(say(finding?.cure ?? { template: '', values: {} })).toContain('a validated derogation would satisfy');
    const derogation =
        'derogation { under sren-31 minister HealthMinistry on 2026-05-01 validated by HealthMinistry on 2026-06-01 project start 2019-12-01 compliant offer since 2026-04-23 }';
    expect(judged(source.replace('    term 3 years', `    term 3 years\n    ${derogation}`))).toEqual([]);
});

test('a verdict that stays and ends on another day than before is told with that day, though another one ends sooner', () => {
    const until = (id: string, kind: 'Effective' | 'Signed', end: (on: number) => number) =>
        defineRule({
            id,
            on: 'Contract',
            summary: text('It ends.'),
            why: text('To see until when it holds.'),
            norms: [],
            judge(ask, contract) {
                for (const { on, at } of facts(ask, contract, kind)) ask.within(undefined, end(on), at);
                return [];
            },
        });
    const some = [until('facts/ends-soon', 'Signed', (on) => on + 10), until('facts/ends-late', 'Effective', (on) => on + 1000)];
    const workspace = workspaceOf({});
    const judge = new Judge(workspace, some);
    const told = (effective: string) => {
        const source = `contract C { signed 2026-11-20  effective ${effective} }\n`;
        workspace.set('a.terroir', source, parsedOnce(source));
        return judge.standings('a.terroir#C', day('2026-11-23')).map(({ rule, until }) => [rule.id, until]);
    };
    for (const effective of ['2026-11-20', '2026-11-21', '2026-11-20'])
        expect(told(effective).sort()).toEqual([
            ['facts/ends-late', day(effective) + 1000],
            ['facts/ends-soon', day('2026-11-20') + 10],
        ]);
});

test('rules stand in the order of their ids, those that look at what others came to behind them, however they are given', () => {
    const workspace = workspaceOf(clinic);
    const [contract] = (workspace.files.get('examples/clinic.terroir')?.ids ?? []).filter((id) => workspace.node(id)?.$type === 'Contract') as [string];
    const order = (some: readonly Rule[]) => new Judge(workspace, some).standings(contract, day('2026-11-23')).map(({ rule }) => rule);
    const found = order([...rules].reverse());
    const of = (pass: number) => found.filter((rule) => (rule.pass ?? 1) === pass).map(({ id }) => id);
    expect(found.map(({ id }) => id)).toEqual([...of(1).sort(), ...of(2).sort()]);
    expect([of(1).length, of(2).length].every((n) => n > 1)).toBe(true);
    expect(order(rules)).toEqual(found);
});

/** Somebody in a country of whose law the library says nothing. */
const far = 'organisation Far { seat BR  kind company }\nservice Away by Far { stores in FR }\ndataset F { category health }\ncontract C { hosts F on Away }\n';

test.each<[what: string, own: Severity | undefined, found: Partial<Violated>, asOf: string, weight: Severity]>([
    ['a law in force', undefined, { under: ['gdpr-28-3'] }, '2026-11-23', 'error'],
    ['a law that is not in force yet', undefined, { under: ['gdpr-28-3'] }, '2018-05-24', 'information'],
    ['the rule itself, where no law is in force yet', 'hint', { under: ['gdpr-28-3'] }, '2018-05-24', 'hint'],
    ['a law before the rule itself', 'hint', { under: ['gdpr-28-3'] }, '2026-11-23', 'error'],
    ['the norms of a rule that says nothing else', undefined, {}, '2026-11-23', 'error'],
    ['what is no more than proposed', undefined, { under: ['eucs'] }, '2026-11-23', 'hint'],
    ['a promise', undefined, { under: ['contract'] }, '2018-05-24', 'error'],
    ['no more than is allowed', undefined, { under: ['gdpr-28-3'], cap: 'warning' }, '2026-11-23', 'warning'],
    ['less than is allowed', 'information', { cap: 'warning' }, '2026-11-23', 'information'],
])('%s gives a violation its weight', (_, own, found, asOf, weight) => {
    const rule = defineRule({
        id: 'reach/weighs',
        on: 'Organisation',
        summary: text('It finds.'),
        why: text('To weigh what it finds.'),
        norms: ['gdpr-28-3'],
        ...(own ? { severity: own } : {}),
        judge: (_, id) => [violated({ at: { id, path: 'name' }, message: text('It finds.'), path: [], ...found })],
    });
    const { findings } = new Judge(workspaceOf({ 'a.terroir': 'organisation A { seat FR }\n' }), [rule]).file('a.terroir', day(asOf));
    expect(findings.map(({ severity }) => severity)).toEqual([weight]);
});

test('a norm that somebody declares reaches whom it is about from then on, and as long as it does', () => {
    const law = (place: string, powers = 'disclosure', force = 'law') => `norm far-law of ${place} { force ${force}  reaches seat  compels ${powers} }\n`;
    const workspace = freshWorkspace({ 'far.terroir': far, 'law.terroir': law('ZA') });
    const isReached = () => reach(workspace.engine.at(day('2026-11-23')), 'far.terroir#Far').map((one) => one.law);
    expect(isReached()).toEqual([]);
    for (const [source, laws] of [
        [law('BR'), ['law.terroir#far-law']],
        [law('BR', 'secrecy'), []],
        [law('BR', 'secrecy, disclosure'), ['law.terroir#far-law']],
        [law('BR', 'disclosure', 'proposal'), []],
        [law('Nowhere'), []],
        [law('BR').replace('}', '} norm'), ['law.terroir#far-law']],
        [law('FR'), []],
    ] as const) {
        workspace.set('law.terroir', source, parsedOnce(source));
        expect(isReached(), source).toEqual(laws);
        expect(isReached()).toEqual(
            reach(freshWorkspace({ 'far.terroir': far, 'law.terroir': source }).engine.at(day('2026-11-23')), 'far.terroir#Far').map((one) => one.law),
        );
        expect(seen(workspace, day('2026-11-23'))).toEqual(seen(freshWorkspace({ 'far.terroir': far, 'law.terroir': source }), day('2026-11-23')));
    }
    workspace.set('law.terroir', law('BR'), parsedOnce(law('BR')));
    expect(isReached()).toEqual(['law.terroir#far-law']);
    workspace.remove('law.terroir');
    expect(isReached()).toEqual([]);
});

test('a law that is to come ends a verdict where it compels disclosure, and no other does', () => {
    const until = (powers: string) => {
        const law = `norm far-law of BR { force law  reaches seat  compels ${powers}  applies from 2026-11-30 }\n`;
        const asked: Question<unknown> = { name: 'who is reached', dated: true, same: () => false, answer: (ask) => reach(ask, 'far.terroir#Far') };
        return freshWorkspace({ 'far.terroir': far, 'law.terroir': law }).engine.at(day('2026-11-23')).whole(asked, '').holds.until;
    };
    expect(until('disclosure')).toBe(day('2026-11-29'));
    expect(until('secrecy')).toBe(Number.POSITIVE_INFINITY);
});

test('a transfer in a spec that was taken away and has come back is found to be the one that it was', () => {
    const parties = 'organisation Clinic { seat FR }\norganisation Heron { seat FR  kind company }\norganisation Nimbus { seat US  kind company }\n';
    const service = 'service HeronCloud by Heron { stores in FR  subcontractor Nimbus for technical-data in US }\ndataset Records { category health }\n';
    const facts = 'controller Clinic  processor Heron  hosts Records on HeronCloud  clauses confidentiality  transfer to US { basis scc-module-3 }';
    const spec = `${parties}${service}contract C { ${facts} }\n`;
    const workspace = freshWorkspace({});
    const judge = new Judge(workspace, rules);
    const rule = new Set(rules.filter(({ id }) => id === 'gdpr/processor-contract-is-complete'));
    for (let n = 0; n < 3; n++) {
        workspace.set('spec.terroir', spec, parse(spec));
        expect(judge.standings('spec.terroir#C', day('2026-11-23'), rule).map(({ verdict }) => verdict)).toEqual(['violated']);
        judge.standings('spec.terroir#C', day('2026-11-23'));
        workspace.remove('spec.terroir');
        workspace.set('other.terroir', spec, parse(spec));
        judge.standings('other.terroir#C', day('2026-11-23'));
        workspace.remove('other.terroir');
    }
});
