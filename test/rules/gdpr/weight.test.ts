import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of gdpr/* weigh: the pages say where they stand, not how serious they are.
 */

const world = `
organisation Clinic { seat FR  kind health-institution }
organisation Faculty { seat FR  kind university }
organisation Heron { seat FR  kind company }
organisation Helpdesk { seat PL  kind company }
service HeronCloud by Heron { stores in FR  subcontractor Helpdesk in PL }
dataset Records { category health  persons 410_000 }
dataset Cohort { category health  identifiability pseudonymised by Clinic }
`;

/** Verdict and weight of each finding of a rule on the contract `C`. */
function weigh(rule: string, contract: string, asOf = '2026-11-23'): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Clinic  processor Heron  ${contract} }\n` });
    const judge = new Judge(workspace, rules);
    const { findings, notJudged } = judge.file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return findings.filter((finding) => finding.rule === rule).map(({ verdict, severity }) => `${verdict}, ${severity}`);
}

test('what is missing in a contract of Article 28 is an error', () => {
    expect(weigh('gdpr/processor-contract-is-complete', 'hosts Records on HeronCloud  clauses audit')).toEqual(['violated, error']);
});

test('it is a warning where only the controller holds the key', () => {
    expect(weigh('gdpr/processor-contract-is-complete', 'hosts Cohort on HeronCloud  clauses audit')).toEqual(['violated, warning']);
    expect(weigh('gdpr/processor-contract-is-complete', 'hosts Cohort, Records on HeronCloud  clauses audit')).toEqual(['violated, error']);
});

test('an unauthorised processor is an error', () => {
    expect(weigh('gdpr/subprocessors-are-authorised', 'hosts Records on HeronCloud  subprocessing none')).toEqual(['violated, error']);
    expect(weigh('gdpr/subprocessors-are-authorised', 'hosts Records on HeronCloud  subprocessing general notice 0 days')).toEqual(['violated, error']);
});

test('late notice of a breach is a warning, none is information', () => {
    expect(weigh('gdpr/breach-notice-is-prompt', 'hosts Records on HeronCloud  breach notice 72 hours')).toEqual(['violated, warning']);
    expect(weigh('gdpr/breach-notice-is-prompt', 'hosts Records on HeronCloud  clauses audit')).toEqual(['violated, information']);
});

test('disclosure under any law is an error', () => {
    expect(weigh('gdpr/disclosure-under-union-law-only', 'hosts Records on HeronCloud  clauses applicable-law-disclosure')).toEqual(['violated, error']);
});

test('articles that nobody has read again give no more than a warning', () => {
    const contract = 'hosts Records on HeronCloud  controller Faculty';
    for (const rule of ['gdpr/joint-controllers-have-arrangement', 'gdpr/lawful-basis-is-stated', 'gdpr/special-basis-is-stated', 'gdpr/impact-is-assessed']) {
        expect(weigh(rule, contract), rule).toEqual(['violated, warning']);
    }
});

test('an assessment older than the host is a warning', () => {
    const moved = 'hosts Records on HeronCloud from 2026-04-01  hosts Records on Old until 2026-03-31  impact assessment 2023-06-01';
    const workspace = workspaceOf({ 'spec.terroir': `${world}service Old by Heron { stores in FR }\ncontract C { controller Clinic  ${moved} }\n` });
    const found = new Judge(workspace, rules).file('spec.terroir', day('2026-11-23')).findings.find(({ rule }) => rule === 'gdpr/impact-is-assessed');
    expect(found?.severity).toBe('warning');
});

test('a contract that nobody has read is unknown to every rule on its text', () => {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Clinic  processor Heron  hosts Records on HeronCloud }\n` });
    const verdicts = new Judge(workspace, rules).verdicts('spec.terroir#C', day('2026-11-23'));
    for (const rule of [
        'gdpr/processor-contract-is-complete',
        'gdpr/subprocessors-are-authorised',
        'gdpr/breach-notice-is-prompt',
        'gdpr/disclosure-under-union-law-only',
    ]) {
        expect(verdicts.get(rule), rule).toBe('unknown');
    }
});

test('a general authorisation without notice, in a contract that nobody has read, is unknown', () => {
    const workspace = workspaceOf({
        'spec.terroir': `${world}contract C { controller Clinic  processor Heron  hosts Records on HeronCloud  subprocessing general }\n`,
    });
    expect(new Judge(workspace, rules).verdicts('spec.terroir#C', day('2026-11-23')).get('gdpr/subprocessors-are-authorised')).toBe('unknown');
});

const abroad = `
organisation Lotus { seat IN  kind company }
organisation Nimbus { seat US  kind company  adheres to eu-us-dpf }
organisation Campus { seat JP  kind university }
organisation Police { seat BR  kind police }
organisation Fjord { seat NO  kind company }
service LotusCloud by Lotus { stores in IN }
service NimbusCloud by Nimbus { stores in US }
service OwnSite by Heron { stores in IN }
service Shared by Heron { stores in FR  accessed from JP by Campus  accessed from BR by Police }
service Rio by Beach { stores in BR }
organisation Beach { seat BR  kind company }
`;

/** Verdict and weight of each finding of a rule on a contract, beside those abroad. */
function weighAbroad(rule: string, contract: string, asOf = '2026-11-23'): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `${world}${abroad}contract C { ${contract} }\n` });
    const { findings, notJudged } = new Judge(workspace, rules).file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    return findings.filter((finding) => finding.rule === rule).map(({ verdict, severity }) => `${verdict}, ${severity}`);
}

test('data abroad without a basis are an error, and a warning where it is disputed that they are', () => {
    const rule = 'gdpr/transfer-has-basis';
    expect(weighAbroad(rule, 'controller Clinic  processor Lotus  hosts Records on LotusCloud')).toEqual(['violated, error']);
    expect(weighAbroad(rule, 'controller Clinic  processor Lotus  hosts Records on LotusCloud  transfer to IN { recipient Lotus }')).toEqual([
        'violated, error',
    ]);
    expect(weighAbroad(rule, 'controller Clinic  processor Heron  hosts Records on OwnSite')).toEqual(['violated, warning']);
    expect(weighAbroad(rule, 'controller Clinic  processor Lotus  hosts Cohort on LotusCloud')).toEqual(['violated, warning']);
    expect(weighAbroad(rule, 'controller Fjord  processor Beach  hosts Records on Rio')).toEqual(['violated, warning']);
});

test('what a decision leaves out is an error where it was read, a warning where it is known by heart', () => {
    const rule = 'gdpr/transfer-has-basis';
    expect(weighAbroad(rule, 'controller Clinic  processor Heron  hosts Records on Shared  transfer to BR { recipient Police  basis bcr }')).toEqual([
        'violated, warning',
    ]);
    expect(weighAbroad(rule, 'controller Clinic  processor Heron  hosts Records on Shared  transfer to JP { recipient Campus  basis bcr }')).toEqual([
        'violated, error',
    ]);
});

test('a basis that does not fit is an error, and a warning where a fallback fits or the GDPR binds the recipient itself', () => {
    const rule = 'gdpr/basis-fits-recipient';
    const stated = (transfer: string) => `controller Clinic  processor Lotus  hosts Records on LotusCloud  transfer to IN { ${transfer} }`;
    expect(weighAbroad(rule, stated('recipient Lotus  basis scc-2021-915'))).toEqual(['violated, error']);
    expect(weighAbroad(rule, stated('recipient Lotus  basis scc-module-1'))).toEqual(['violated, error']);
    expect(weighAbroad(rule, stated('recipient Lotus  basis scc-module-2  governed by law of IN'))).toEqual(['violated, error']);
    expect(weighAbroad(rule, stated('recipient Lotus  basis scc-module-1  fallback scc-module-2'))).toEqual(['violated, warning']);
    expect(weighAbroad(rule, stated('recipient Lotus under gdpr-3  basis scc-module-2'))).toEqual(['violated, warning']);
});

test('a fragile basis without a fallback is a warning, one without an assessment is information', () => {
    const rule = 'gdpr/fragile-basis-has-fallback';
    const stated = (more: string) =>
        `controller Clinic  processor Nimbus  hosts Records on NimbusCloud  transfer to US { recipient Nimbus  basis eu-us-dpf  ${more} }`;
    expect(weighAbroad(rule, stated(''))).toEqual(['violated, warning']);
    expect(weighAbroad(rule, stated('fallback scc-module-2'))).toEqual(['violated, information']);
    expect(weighAbroad(rule, 'controller Clinic  processor Nimbus  hosts Records on NimbusCloud')).toEqual(['violated, warning']);
});

test('a transfer to nobody, in a contract that nobody has read, is unknown', () => {
    const contract = 'contract C { controller Clinic  processor Heron  hosts Records on HeronCloud  transfer to US { basis eu-us-dpf } }';
    const workspace = workspaceOf({ 'spec.terroir': `${world}${contract}\n` });
    expect(new Judge(workspace, rules).verdicts('spec.terroir#C', day('2026-11-23')).get('gdpr/basis-fits-recipient')).toBe('unknown');
});
