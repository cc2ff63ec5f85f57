import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of health/* weigh, and until when they hold: the pages say where they stand.
 */

const world = `
organisation Clinic { seat FR  kind health-institution }
organisation AccessBody { seat FR  kind health-data-access-body, public-establishment }
organisation Heron { seat FR  kind cooperative }
organisation NimbusInc { seat US  kind company }
organisation Nimbus { seat IE  kind company  owned 100% by NimbusInc }
service HeronHealth by Heron { stores in FR  administered from FR  supported from FR }
service HeronAbroad by Heron { stores in IN  administered from IN  supported from FR }
service NimbusFrance by Nimbus { stores in FR }
dataset Records { category health  from care }
dataset Cohort { category health  persons 400_000  from snds  warehouse declared under cnil-eds on 2024-03-01 }
`;

const seventeen =
    'hds-scope, hds-services, hds-locations, hds-rights, hds-incident-contact, hds-service-levels, hds-subcontractors, hds-access-control, hds-changes, hds-failure, hds-no-other-use, hds-reversibility, hds-return, hds-destruction, hds-third-country-access, hds-third-country-laws, hds-transfer-map';

function judged(contract: string, asOf: string) {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { ${contract} }\n` });
    const judge = new Judge(workspace, rules);
    const { findings, notJudged } = judge.file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return { judge, findings };
}

/** Verdict and weight of each finding of a rule on the contract `C` of the clinic. */
const weigh = (rule: string, contract: string, asOf = '2026-11-23'): readonly string[] =>
    judged(`controller Clinic  ${contract}`, asOf)
        .findings.filter((finding) => finding.rule === rule)
        .map(({ verdict, severity }) => `${verdict}, ${severity}`);

test('storage abroad is a warning by the standard, and an error from the day of the decree', () => {
    expect(weigh('health/stored-in-eea', 'hosts Records on HeronAbroad', '2024-11-16')).toEqual(['violated, warning']);
    expect(weigh('health/stored-in-eea', 'hosts Records on HeronAbroad', '2026-09-25')).toEqual(['violated, warning']);
    expect(weigh('health/stored-in-eea', 'hosts Records on HeronAbroad', '2026-09-26')).toEqual(['violated, error']);
});

test('the warning says that it holds until the day before the decree', () => {
    const { findings } = judged('controller Clinic  hosts Records on HeronAbroad', '2026-09-01');
    expect(findings.find(({ rule }) => rule === 'health/stored-in-eea')?.holdsUntil).toBe(day('2026-09-25'));
});

test('remote access without a basis is a warning: the standard asks for it', () => {
    expect(weigh('health/remote-access-has-basis', 'hosts Records on HeronAbroad')).toEqual(['violated, warning']);
});

test('a clause of the code that is missing is an error, one of the standard alone a warning', () => {
    const drop = (name: string) => `hosts Records on HeronHealth  clauses ${seventeen.replace(`${name}, `, '')}`;
    expect(weigh('health/clauses-are-complete', drop('hds-return'))).toEqual(['violated, error']);
    expect(weigh('health/clauses-are-complete', drop('hds-third-country-laws'))).toEqual(['violated, warning']);
    expect(weigh('health/clauses-are-complete', `hosts Records on HeronHealth  clauses ${seventeen}`)).toEqual([]);
});

test('a contract that nobody has read is unknown', () => {
    const { judge } = judged('controller Clinic  hosts Records on HeronHealth', '2026-11-23');
    expect(judge.verdicts('spec.terroir#C', day('2026-11-23')).get('health/clauses-are-complete')).toBe('unknown');
});

test('a warehouse without an authorisation that it needs is an error', () => {
    expect(weigh('health/warehouse-is-authorised', 'hosts Cohort on HeronHealth')).toEqual(['violated, error']);
});

test('a large base with a provider under foreign control is information', () => {
    expect(weigh('health/large-base-under-european-law', 'hosts Cohort on NimbusFrance')).toEqual(['violated, information']);
});

test('data of the SNDS on a system without homologation, or for a forbidden purpose, are errors', () => {
    expect(weigh('health/snds-is-homologated', 'hosts Cohort on HeronHealth')).toEqual(['violated, error']);
    expect(weigh('health/snds-purpose-is-allowed', 'hosts Cohort on HeronHealth  purpose "Tariffs" as insurance-selection')).toEqual(['violated, error']);
});

test('the European Health Data Space gives an error from the day on which it applies', () => {
    const contract = 'controller AccessBody  hosts Cohort on HeronAbroad  purpose "Studies" as research-in-health';
    const { findings, judge } = judged(contract, '2029-03-26');
    const found = findings.filter(({ rule }) => rule === 'health/ehds-processing-is-in-union');
    expect(found.map(({ verdict, severity }) => `${verdict}, ${severity}`)).toEqual(['violated, error']);
    const why = judge.standings('spec.terroir#C', day('2026-11-23')).find(({ rule }) => rule.id === 'health/ehds-processing-is-in-union')?.because;
    expect(why && say(why)).toBe('Regulation (EU) 2025/327 (EHDS), Article 87 does not apply before 2029-03-26.');
});
