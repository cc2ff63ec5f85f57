import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of data-act/* weigh: the pages say where they stand, not how serious they are.
 */

const world = `
organisation Mill { seat DE  kind company }
organisation Ministry { seat FR  kind state-administration }
organisation Condor { seat US  kind company }
organisation CondorEurope { seat IE  kind company  controlled by Condor }
organisation Family { seat FR  kind natural-person }
organisation Wing { seat IE  kind company  established in US  owned 100% by Family }
organisation Swift { seat IE  kind company  controlled by SwiftUK }
organisation SwiftUK { seat GB  kind company }
service Cloud by CondorEurope { stores in IE }
service WingCloud by Wing { stores in IE }
service SwiftCloud by Swift { stores in IE }
dataset Designs { category industrial  identifiability non-personal }
`;

/** The verdict and weight of each finding of a rule on the contract `C`. */
function weigh(rule: string, contract: string, asOf = '2026-11-23'): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { ${contract} }\n` });
    const { findings, notJudged } = new Judge(workspace, rules).file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken' || verdict === 'failed').map(({ message }) => say(message))).toEqual([]);
    return findings.filter((finding) => finding.rule === `data-act/${rule}`).map(({ verdict, severity }) => `${verdict}, ${severity}`);
}

const switching = (facts: string) => `controller Mill  hosts Designs on Cloud  switching { ${facts} }`;
const read = 'controller Mill  hosts Designs on Cloud  clauses reversibility';

test.each([
    ['notice 63 days', 'violated, error'],
    ['notice 60 days', 'violated, warning'],
    ['notice 60 days  requested 2026-01-15', 'violated, error'],
    ['notice 60 days  requested 2026-07-01', 'violated, warning'],
    ['transition 30 days', undefined],
])('notice: “%s” is %s', (facts, weight) => {
    expect(weigh('notice-within-limit', switching(facts))).toEqual(weight === undefined ? [] : [weight]);
});

test('what the contract lacks, or has beyond the limit, is an error', () => {
    expect(weigh('notice-within-limit', `${read}  switching { transition 30 days }`)).toEqual(['violated, error']);
    expect(weigh('transition-within-limit', switching('transition 1 month'))).toEqual(['violated, error']);
    expect(weigh('transition-within-limit', switching('transition 8 months  requested 2026-09-01  infeasible declared 2026-09-02 because "x"'))).toEqual([
        'violated, error',
    ]);
    expect(weigh('retrieval-is-long-enough', switching('retrieval 1 month after transition'))).toEqual(['violated, error']);
    expect(weigh('jurisdiction-is-published', read)).toEqual(['violated, error']);
    expect(weigh('exit-is-planned', read)).toEqual(['violated, error']);
});

test('a charge is an error from the day on which the law ends it', () => {
    expect(weigh('switching-is-free', switching('charges 5 EUR'), '2027-01-11')).toEqual(['unknown, information']);
    expect(weigh('switching-is-free', switching('charges 5 EUR'), '2027-01-12')).toEqual(['violated, error']);
    const french = switching('charges 5 EUR for transfer').replace('Mill', 'Ministry');
    expect(weigh('switching-is-free', french, '2025-11-16')).toEqual(['unknown, information']);
    expect(weigh('switching-is-free', french, '2025-11-17')).toEqual(['violated, error']);
});

test('a fee for ending early is never more than a warning', () => {
    expect(weigh('termination-fee-is-proportionate', switching('termination fee 20%'))).toEqual(['violated, warning']);
    expect(weigh('termination-fee-is-proportionate', `${switching('termination fee 20%')}  term indefinite`)).toEqual(['violated, warning']);
});

test('a plan that is missing or untested is information, and a missing one a warning for those whom the doctrine binds', () => {
    expect(weigh('exit-is-planned', switching('notice 2 months'))).toEqual(['violated, information']);
    expect(weigh('exit-is-planned', switching('plan 2026-01-15'))).toEqual(['violated, information']);
    expect(weigh('exit-is-planned', 'controller Ministry  hosts Designs on Cloud', '2024-02-01')).toEqual(['violated, warning']);
    expect(weigh('exit-is-planned', switching('plan 2026-01-15').replace('Mill', 'Ministry'))).toEqual(['violated, information']);
});

test('no measure against a law that reaches the host is an error; less where that law has a lesser hold', () => {
    expect(weigh('foreign-access-is-prevented', read)).toEqual(['violated, error']);
    expect(weigh('foreign-access-is-prevented', read.replace('Cloud', 'WingCloud'))).toEqual(['violated, information']);
    expect(weigh('foreign-access-is-prevented', read.replace('Cloud', 'SwiftCloud'))).toEqual(['violated, information']);
});

test('a contract that nobody has read is unknown to every rule on its text', () => {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Mill  hosts Designs on Cloud }\n` });
    const verdicts = new Judge(workspace, rules).verdicts('spec.terroir#C', day('2026-11-23'));
    const text = ['notice-within-limit', 'transition-within-limit', 'retrieval-is-long-enough', 'switching-is-free', 'termination-fee-is-proportionate'];
    for (const rule of [...text, 'jurisdiction-is-published', 'foreign-access-is-prevented']) expect(verdicts.get(`data-act/${rule}`), rule).toBe('unknown');
});

test('what is satisfied today says until when: the day on which charges end', () => {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { ${switching('charges 5 EUR for egress')} }\n` });
    const found = new Judge(workspace, rules).file('spec.terroir', day('2026-11-23')).findings.find(({ rule }) => rule === 'data-act/switching-is-free');
    expect(found?.holdsUntil).toBe(day('2027-01-11'));
});
