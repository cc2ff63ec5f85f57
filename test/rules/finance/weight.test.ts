import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of finance/* weigh, and what a contract that nobody has read is to them.
 */

const world = `
organisation Bank { seat FR  kind bank }
organisation Customer { seat FR }
organisation Heron { seat FR  kind cooperative }
service HeronCloud by Heron { stores in FR }
dataset Accounts { category financial }
`;

const rulesOfFinance = ['finance/contract-is-complete', 'finance/critical-contract-is-complete', 'finance/exit-is-tested'] as const;

function judged(contract: string) {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { processor Heron  hosts Accounts on HeronCloud  ${contract} }\n` });
    const judge = new Judge(workspace, rules);
    const { findings, notJudged } = judge.file('spec.terroir', day('2026-11-23'));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return { findings, verdicts: judge.verdicts('spec.terroir#C', day('2026-11-23')) };
}

/** Verdict and weight of each finding of a rule on the contract `C`. */
const weigh = (rule: string, contract: string): readonly string[] =>
    judged(contract)
        .findings.filter((finding) => finding.rule === rule)
        .map(({ verdict, severity }) => `${verdict}, ${severity}`);

test('what DORA asks for and a contract lacks is an error', () => {
    for (const rule of rulesOfFinance) {
        expect(weigh(rule, 'controller Bank  serves critical function  clauses confidentiality'), rule).toEqual(['violated, error']);
    }
});

test('a service that is placed anywhere in the world is an error', () => {
    expect(weigh('finance/contract-is-complete', 'controller Bank  stays in worldwide')).toEqual(['violated, error']);
});

test('a contract that nobody has read is unknown to the rules on its text, in no finding of theirs', () => {
    const { findings, verdicts } = judged('controller Bank  serves critical function  switching { plan 2025-06-01 tested 2026-04-15 }');
    expect(findings.filter(({ rule }) => rule.startsWith('finance/'))).toEqual([]);
    expect(rulesOfFinance.map((rule) => verdicts.get(rule))).toEqual(['unknown', 'unknown', 'satisfied']);
});

test('of a customer of whom nothing is stated, one rule asks what it is', () => {
    const { verdicts } = judged('controller Customer  clauses confidentiality');
    expect(rulesOfFinance.map((rule) => verdicts.get(rule))).toEqual(['unknown', 'does not apply', 'does not apply']);
});
