import { expect, test } from 'vitest';
import { Judge, nameOf, rules, say } from '../../language/index.ts';
import { day, example, workspaceOf } from '../harness/spec.ts';

/*
 * Every rule's verdict on both examples at both dates. Read against the law, not copied from the program: docs/examples.md
 * says why each stands.
 */
type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

const emc2 = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
const clinic = example('examples/clinic.terroir');

function verdicts(files: Record<string, string>, date: string): Table {
    const workspace = workspaceOf(files);
    const judge = new Judge(workspace, rules);
    const table: Record<string, Record<string, string>> = {};
    for (const path of Object.keys(files).sort()) {
        for (const id of workspace.files.get(path)?.ids ?? []) {
            const severities = new Map(
                judge
                    .file(path, day(date))
                    .findings.filter(({ subject }) => subject === id)
                    .map((f) => [f.rule, f.severity]),
            );
            for (const [rule, verdict] of judge.verdicts(id, day(date))) {
                table[rule] ??= {};
                (table[rule] as Record<string, string>)[nameOf(id)] = verdict === 'violated' ? `violated, ${severities.get(rule)}` : verdict;
            }
        }
    }
    return table;
}

test('EMC2 on 2024-02-01', () => {
    expect(verdicts(emc2, '2024-02-01')).toEqual({
        'health/host-is-certified': { EMC2Hosting: 'satisfied' },
        'reach/no-foreign-control': { EMC2Hosting: 'violated, warning' },
        'reach/no-foreign-disclosure': { EMC2Hosting: 'violated, warning' },
        'reach/no-foreign-seat': { EMC2Hosting: 'satisfied' },
        'reach/owners-are-known': { EMC2Hosting: 'unknown' },
        'secnumcloud/stake-under-cap': { AzureFrance: 'does not apply' },
        'secnumcloud/stakes-under-cap': { AzureFrance: 'does not apply' },
        'state/sensitive-data-is-shielded': { EMC2Hosting: 'does not apply' },
        'term/authorisation-outlasts-contract': { EMC2Hosting: 'satisfied' },
        'term/commitment-is-kept': { LeaveAzure: 'violated, warning' },
        'term/transition-has-limit': { EMC2Hosting: 'satisfied' },
        'term/transition-within-limit': { EMC2Hosting: 'violated, warning' },
    });
});

test('EMC2 on 2026-11-23', () => {
    expect(verdicts(emc2, '2026-11-23')).toEqual({
        'health/host-is-certified': { EMC2Hosting: 'satisfied' },
        'reach/no-foreign-control': { EMC2Hosting: 'violated, error' },
        'reach/no-foreign-disclosure': { EMC2Hosting: 'violated, warning' },
        'reach/no-foreign-seat': { EMC2Hosting: 'satisfied' },
        'reach/owners-are-known': { EMC2Hosting: 'unknown' },
        // Microsoft Corporation controls the operator; which share of it that is, the sources do not say.
        'secnumcloud/stake-under-cap': { AzureFrance: 'unknown' },
        'secnumcloud/stakes-under-cap': { AzureFrance: 'unknown' },
        'state/sensitive-data-is-shielded': { EMC2Hosting: 'violated, error' },
        // Within six months of its end.
        'term/authorisation-outlasts-contract': { EMC2Hosting: 'violated, warning' },
        'term/commitment-is-kept': { LeaveAzure: 'violated, warning' },
        'term/transition-has-limit': { EMC2Hosting: 'satisfied' },
        'term/transition-within-limit': { EMC2Hosting: 'violated, warning' },
    });
});

const clinicTable: Table = {
    'health/host-is-certified': { RecordsHosting: 'satisfied' },
    'reach/no-foreign-control': { RecordsHosting: 'satisfied' },
    'reach/no-foreign-disclosure': { RecordsHosting: 'satisfied' },
    'reach/no-foreign-seat': { RecordsHosting: 'satisfied' },
    'reach/owners-are-known': { RecordsHosting: 'satisfied' },
    'secnumcloud/stake-under-cap': { HarbourHealth: 'satisfied', LagoonHealth: 'does not apply' },
    'secnumcloud/stakes-under-cap': { HarbourHealth: 'satisfied', LagoonHealth: 'does not apply' },
    'state/sensitive-data-is-shielded': { RecordsHosting: 'does not apply' },
    'term/authorisation-outlasts-contract': { RecordsHosting: 'does not apply' },
    'term/transition-has-limit': { RecordsHosting: 'does not apply' },
    'term/transition-within-limit': { RecordsHosting: 'does not apply' },
};

test('the clinic on 2026-11-23', () => expect(verdicts(clinic, '2026-11-23')).toEqual(clinicTable));

test('the clinic on 2024-02-01: its contract is not signed, its certificates not issued', () => {
    const table = verdicts(clinic, '2024-02-01');
    for (const [rule, subjects] of Object.entries(table)) {
        for (const [subject, verdict] of Object.entries(subjects)) expect(`${rule} ${subject}: ${verdict}`).toMatch(/: does not apply$/);
    }
    expect(Object.keys(table).sort()).toEqual(Object.keys(clinicTable).sort());
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
