import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of term/* weigh: the pages say where they stand, not how serious they are.
 */

const world = `
organisation Clinic { seat FR  kind health-institution }
organisation Town { seat FR  kind local-public-body }
organisation Heron { seat FR  kind company }
organisation NimbusInc { seat US  kind company }
organisation Heath { seat GB  kind company }
organisation Watchdog { seat FR  kind supervisory-authority }
service HeronCloud by Heron { stores in FR  certified HDS version "2.0" until 2027-12-31  certified ISO-27001 until 2026-11-22 }
service NimbusCloud by NimbusInc { stores in FR }
service NimbusBlue by NimbusInc { stores in FR }
service HeathCloud by Heath { stores in GB }
dataset Records { category health  from care  retention 1 year since collection }
dataset Cohort { category health  warehouse }
dataset Stocks { category financial  identifiability non-personal }
commitment Leave by Town to Watchdog { made 2025-01-01  within 2 years }
authorisation Permit by Watchdog { given 2026-01-01  lasts 2 years  covers Other  under lil-66 }
dataset Other { category health }
`;

/** Verdict and weight of each finding of a rule on the contract `C`. */
function weigh(rule: string, contract: string, asOf = '2026-11-23'): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { ${contract} }\n` });
    const { findings, notJudged } = new Judge(workspace, rules).file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return findings.filter((finding) => finding.rule === rule).map(({ verdict, severity }) => `${verdict}, ${severity}`);
}

test('no term is an error where the GDPR or the code of procurement asks for one, else information', () => {
    expect(weigh('term/is-stated', 'controller Clinic  hosts Records on HeronCloud  clauses audit')).toEqual(['violated, error']);
    expect(weigh('term/is-stated', 'controller Town  hosts Stocks on HeronCloud  clauses audit')).toEqual(['violated, error']);
    expect(weigh('term/is-stated', 'controller Clinic  hosts Stocks on HeronCloud  clauses audit')).toEqual(['violated, information']);
});

test('what is hosted after the end weighs as much', () => {
    const over = 'controller Clinic  signed 2025-01-01  term 1 year';
    expect(weigh('term/is-stated', `${over}  hosts Records on HeronCloud until 2027-06-30`)).toEqual(['violated, error']);
    expect(weigh('term/is-stated', `${over}  hosts Stocks on HeronCloud until 2027-06-30`)).toEqual(['violated, information']);
    expect(weigh('term/is-stated', `${over}  hosts Records on HeronCloud`)).toEqual(['unknown, information']);
});

test('a contract that nobody has read may have a term', () => {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Clinic  hosts Records on HeronCloud }\n` });
    const verdicts = new Judge(workspace, rules).verdicts('spec.terroir#C', day('2026-11-23'));
    for (const rule of ['term/is-stated', 'term/change-of-control-is-covered', 'term/retention-within-limit']) expect(verdicts.get(rule), rule).toBe('unknown');
});

test('nor is it known whether it asks for notice', () => {
    const workspace = workspaceOf({ 'spec.terroir': 'contract C { signed 2026-01-01  term 1 year  renewal 1 year tacit at most 1 times }\n' });
    expect(new Judge(workspace, rules).verdicts('spec.terroir#C', day('2026-11-23')).get('term/notice-is-still-possible')).toBe('unknown');
});

test('an end before the start is an error, a late signature information', () => {
    expect(weigh('term/ends-after-it-starts', 'signed 2026-01-01  term until 2025-12-31')).toEqual(['violated, error']);
    expect(weigh('term/ends-after-it-starts', 'signed 2026-01-02  effective 2026-01-01  term 2 years')).toEqual(['violated, information']);
});

test('a transition without a good destination is a warning, whatever is wrong with it', () => {
    const bridge = 'controller Clinic  hosts Records on NimbusCloud  effective 2026-01-01  term 1 year  requires SecNumCloud  transitional at most 1 year';
    expect(weigh('term/transition-has-destination', bridge)).toEqual(['violated, warning']);
    expect(weigh('term/transition-has-destination', `${bridge} toward NimbusBlue by 2027-06-30`)).toEqual([
        'violated, warning',
        'violated, warning',
        'violated, warning',
    ]);
});

test('a renewal weighs as the limit that it passes', () => {
    const rule = 'term/renewals-within-limit';
    const year = 'effective 2026-01-01  term 1 year';
    expect(weigh(rule, `${year}  renewal 1 year tacit at most 1 times  transitional at most 1 year under Leave`)).toEqual(['violated, warning']);
    expect(weigh(rule, `${year}  renewal 1 year tacit at most 1 times  transitional at most 1 year under Permit`)).toEqual(['violated, error']);
    expect(weigh(rule, `${year}  renewal 1 year  transitional at most 1 year`)).toEqual(['violated, information']);
    expect(weigh(rule, `${year}  renewal 2 years tacit at most 1 times  authorised by Permit`)).toEqual(['violated, warning']);
    expect(weigh(rule, `${year}  controller Town  renewal 1 year tacit`)).toEqual(['violated, error']);
    expect(weigh(rule, `${year}  renewal 1 year exercised  award { framework "F" until 2027-06-30 }`)).toEqual(['violated, warning']);
    expect(weigh(rule, `${year}  renewal 1 year exercised  award { framework "F" until 2026-06-30 }`)).toEqual(['violated, error']);
    expect(weigh(rule, `${year}  controller Town  renewal 1 year exercised  award { framework "F" until 2026-06-30 }`)).toEqual(['violated, error']);
    expect(weigh(rule, `${year}  renewal 1 year tacit at most 2 times  award { framework "F" until 2027-06-30 }`)).toEqual(['violated, error']);
    // Between companies it is their word, and no law.
    expect(weigh(rule, `${year}  controller Heron  renewal 1 year exercised  award { framework "F" until 2026-06-30 }`)).toEqual(['violated, information']);
});

test('an order is renewed under the law of whoever concluded its framework agreement', () => {
    const citedFirst = (body: string) => {
        const order = 'effective 2026-01-01  term 1 year  controller Town  renewal 1 year exercised';
        const award = `award { procedure central-purchasing  by ${body}  framework "F" until 2026-06-30 }`;
        const bodies = 'organisation Guild { seat FR  kind central-purchasing-body }\norganisation Bund { seat DE  kind central-purchasing-body }\n';
        const workspace = workspaceOf({ 'spec.terroir': `${world}${bodies}contract C { ${order}  ${award} }\n` });
        const { findings } = new Judge(workspace, rules).file('spec.terroir', day('2026-11-23'));
        return findings.find(({ rule }) => rule === 'term/renewals-within-limit')?.norms[0]?.id;
    };
    expect(citedFirst('Guild')).toMatch(/#ccp-r2162-5$/);
    expect(citedFirst('Bund')).toMatch(/#directive-2014-24-33$/);
});

test('a warehouse that is not covered is an error, other data a warning', () => {
    const study = 'effective 2026-01-01  term 1 year  authorised by Permit';
    expect(weigh('term/authorisation-covers-data', `${study}  hosts Cohort on HeronCloud`)).toEqual(['violated, error']);
    expect(weigh('term/authorisation-covers-data', `${study}  hosts Records on HeronCloud`)).toEqual(['violated, warning']);
});

test('a certificate that lapses is a warning before, lighter with the clause, an error after', () => {
    const hosting = 'controller Clinic  hosts Records on HeronCloud  effective 2026-01-01  term 3 years';
    expect(weigh('term/certificate-outlasts-contract', hosting)).toEqual(['violated, warning']);
    expect(weigh('term/certificate-outlasts-contract', `${hosting}  clauses certificate-maintained`)).toEqual(['violated, information']);
    expect(weigh('term/certificate-outlasts-contract', `${hosting}  clauses certificate-maintained`, '2028-01-01')).toEqual(['violated, error']);
    const required = 'hosts Stocks on HeronCloud  effective 2026-01-01  term 3 years  requires ISO-27001';
    expect(weigh('term/certificate-outlasts-contract', required, '2026-11-22')).toEqual(['violated, warning']);
    expect(weigh('term/certificate-outlasts-contract', required)).toEqual(['violated, error']);
    expect(weigh('term/certificate-outlasts-contract', required.replace('ISO-27001', 'C5'))).toEqual(['violated, error']);
});

test('an adequacy decision that ends is a warning', () => {
    const hosting = 'controller Clinic  hosts Records on HeathCloud  effective 2026-01-01  term indefinite';
    expect(weigh('term/basis-outlasts-contract', hosting)).toEqual(['violated, warning']);
});

test('the last day to give notice is information before and a warning after', () => {
    const renewing = 'signed 2026-01-01  term 1 year  renewal 1 year tacit at most 2 times notice 3 months';
    expect(weigh('term/notice-is-still-possible', renewing, '2026-09-30')).toEqual(['violated, information']);
    expect(weigh('term/notice-is-still-possible', renewing, '2026-10-01')).toEqual(['violated, warning']);
});

test('data that outstay their time are a warning: the text of Article 5 was not read again', () => {
    const hosting = 'controller Clinic  hosts Records on HeronCloud  effective 2026-01-01  term 3 years  clauses security';
    expect(weigh('term/retention-within-limit', hosting)).toEqual(['violated, warning']);
});

test('a contract without a clause for a change of control is information', () => {
    const hosting = 'controller Clinic  hosts Records on HeronCloud  effective 2026-01-01  term 3 years  clauses security';
    expect(weigh('term/change-of-control-is-covered', hosting)).toEqual(['violated, information']);
});
