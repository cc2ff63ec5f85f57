import { expect, test } from 'vitest';
import { Judge, rules } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of residency/* weigh: the pages say where they stand, not how serious they are.
 */

const world = `
organisation Clinic { seat FR  kind health-institution }
organisation Heron { seat FR  kind cooperative }
organisation Kyoto { seat JP  kind university }
organisation Maple { seat CA  kind public-establishment }
service KyotoCloud by Kyoto { stores in JP }
service MapleCloud by Maple { stores in CA }
service HeronCloud by Heron { stores in IN  administered from FR  supported from FR }
dataset Records { category health }
dataset Letters { category contact-details }
`;

function weigh(rule: string, contract: string): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Clinic  ${contract} }\n` });
    const { findings, notJudged } = new Judge(workspace, rules).file('spec.terroir', day('2026-11-23'));
    expect(notJudged).toEqual([]);
    return findings.filter((finding) => finding.rule === rule).map(({ verdict, severity }) => `${verdict}, ${severity}`);
}

test('data abroad without a basis are an error, whatever their category', () => {
    expect(weigh('residency/stored-in-eea', 'hosts Records on HeronCloud')).toEqual(['violated, error']);
    expect(weigh('residency/stored-in-eea', 'hosts Letters on HeronCloud')).toEqual(['violated, error']);
});

test('what only something known by heart keeps a decision from covering is a warning', () => {
    expect(weigh('residency/stored-in-eea', 'hosts Records on KyotoCloud')).toEqual(['violated, warning']);
    expect(weigh('residency/stored-in-eea', 'hosts Records on MapleCloud')).toEqual(['violated, error']);
});

test('a broken promise of the contract is an error', () => {
    expect(weigh('residency/stays-where-promised', 'hosts Letters on HeronCloud  stays in EEA')).toEqual(['violated, error', 'unknown, information']);
});

test('a copy without a place is information', () => {
    expect(weigh('residency/every-copy-is-placed', 'hosts Letters on HeronCloud')).toEqual(['unknown, information']);
});
