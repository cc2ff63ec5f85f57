import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of secnumcloud/* weigh, and what they add: the pages say where they stand.
 */

const world = `
organisation Clinic { seat FR  kind health-institution }
organisation Egret { seat FR  kind cooperative }
organisation CirrusInc { seat US  kind company }
organisation Founder { seat US  kind natural-person }
dataset Records { category health }
`;

/** Verdict and weight of each finding of a rule. */
function findings(rule: string, source: string, asOf = '2026-11-23') {
    const judge = new Judge(workspaceOf({ 'spec.terroir': `${world}${source}\n` }), rules);
    const { findings, notJudged } = judge.file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return findings.filter((finding) => finding.rule === rule);
}
const weigh = (rule: string, source: string, asOf?: string): readonly string[] =>
    findings(rule, source, asOf).map(({ verdict, severity }) => `${verdict}, ${severity}`);

const operator = 'organisation Heron { seat FR  kind company  owned 90% by Egret  owned 10% by CirrusInc }';
const shield = (facts: string) => `${operator}\nservice HeronShield by Heron { certified SecNumCloud version "3.2"  ${facts} }`;
const demanded = 'contract C { controller Clinic  requires SecNumCloud  hosts Records on HeronCloud }';

test('a requirement that is broken is an error', () => {
    expect(weigh('secnumcloud/seat-in-eu', shield('').replace('seat FR  kind company', 'seat CH  kind company'))).toEqual(['violated, error']);
    expect(weigh('secnumcloud/administered-from-eu', shield('administered from US'))).toEqual(['violated, error']);
    expect(weigh('secnumcloud/suppliers-have-no-access', shield('subcontractor CirrusInc for logs'))).toEqual(['violated, error']);
    expect(weigh('secnumcloud/no-foreign-veto', shield('').replace('10% by CirrusInc', '10% by CirrusInc veto'))).toEqual(['violated, error']);
});

test('a person, and a right in the company above, are a warning', () => {
    expect(weigh('secnumcloud/no-foreign-veto', shield('').replace('10% by CirrusInc', '10% by Founder veto'))).toEqual(['violated, warning']);
    const above = `organisation Nest { seat FR  kind company  owned 90% by Egret  owned 10% by CirrusInc veto }
organisation Heron { seat FR  kind company  owned 100% by Nest }
service HeronShield by Heron { certified SecNumCloud version "3.2" }`;
    expect(weigh('secnumcloud/no-foreign-veto', above)).toEqual(['violated, warning']);
});

test('what the contract requires and does not get is an error; what a service claims is a warning, what it once had information', () => {
    const rule = 'secnumcloud/service-is-qualified';
    const service = (certificate: string) => `${operator}\nservice HeronCloud by Heron { ${certificate} }\n`;
    expect(weigh(rule, `${service('')}${demanded}`)).toEqual(['violated, error']);
    expect(weigh(rule, service('certified SecNumCloud version "3.1"'))).toEqual(['violated, warning']);
    expect(weigh(rule, service('certified SecNumCloud version "3.2" held by Egret'))).toEqual(['violated, warning']);
    expect(weigh(rule, service('certified SecNumCloud version "3.2" from 2025-01-01 until 2029-01-01'))).toEqual(['violated, warning']);
    expect(weigh(rule, service('certified SecNumCloud version "3.2" until 2026-01-01'))).toEqual(['violated, information']);
});

test('a bad certificate is reported once: on the contract that demands it', () => {
    const source = `${operator}\nservice HeronCloud by Heron { certified SecNumCloud version "3.1" }\n${demanded}`;
    expect(findings('secnumcloud/service-is-qualified', source).map(({ subject }) => subject)).toEqual(['spec.terroir#C']);
});

test('the qualified service next door is named', () => {
    const source = `${shield('')}\nservice HeronCloud by Heron { runs on EgretShield }\nservice EgretShield by Egret { certified SecNumCloud version "3.2" }\n${demanded}`;
    expect(findings('secnumcloud/service-is-qualified', source).flatMap(({ notes }) => notes.map((note) => say(note)))).toEqual([
        'HeronShield, of the same provider, is qualified; a qualification is lent to no other service.',
        'EgretShield, on which it runs, is qualified; a qualification is lent to no service above.',
    ]);
});

test('a qualification is known until its last day', () => {
    const judged = (certificate: string) =>
        findings('secnumcloud/service-is-qualified', `${operator}\nservice HeronCloud by Heron { ${certificate} }\n${demanded}`, '2026-11-23');
    expect(judged('certified SecNumCloud version "3.2" until 2026-11-23')).toEqual([]);
    const [coming] = judged('certified SecNumCloud version "3.2" from 2026-12-01');
    expect(coming?.holdsUntil).toBe(day('2026-11-30'));
});
