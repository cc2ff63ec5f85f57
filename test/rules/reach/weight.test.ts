import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of reach/* weigh: the pages say where they stand, not how serious they are.
 */

const world = `
organisation Clinic { seat FR  kind health-institution }
organisation Ministry { seat FR  kind state-administration }
organisation PrimeMinister { seat FR  kind state-administration }
organisation Operator { seat FR  kind company, essential-entity }
organisation Lotus { seat CN  kind company }
organisation Heron { seat FR  kind cooperative }
organisation Abroad { seat FR  kind cooperative  established in US }
organisation London { seat FR  kind cooperative  established in GB }
organisation Thistle { seat GB  kind cooperative }
organisation Kyoto { seat JP  kind university }
service KyotoDesk by Heron { stores in FR  administered from FR  supported from FR  accessed from JP by Kyoto }
organisation Lausanne { seat CH  kind company  owned 100% by Heron }
service HeronCloud by Heron { stores in FR  technology of Lotus without autonomy }
service HeronShield by Heron { stores in FR  technology of Lotus without autonomy  certified SecNumCloud version "3.2" until 2028-12-16 }
service AbroadCloud by Abroad { stores in FR  supported from US  encrypts at-rest, provider-managed  certified HDS version "2.0" until 2028-02-28 }
service LondonCloud by London { stores in FR }
service BritishLogs by Heron { discloses logs to Thistle in GB }
service IndianLogs by Heron { discloses logs to Thistle in IN }
service CareFiles by Heron { discloses health-data to Thistle in IN }
service LotusCloud by Lotus { stores in FR  encrypts at-rest, provider-managed  certified HDS version "2.0" until 2028-02-28 }
service ThistleCloud by Thistle { stores in FR  encrypts at-rest, provider-managed }
service LausanneCloud by Lausanne { stores in FR }
dataset Records { category health  from care }
dataset Minors { category contact-details  subjects minors }
dataset Letters { category contact-details }
`;

/** Verdict and weight of each finding of a rule on the contract `C`. */
function weigh(rule: string, contract: string, controller = 'Clinic', asOf = '2026-11-23'): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller ${controller}  ${contract} }\n` });
    const judge = new Judge(workspace, rules);
    const { findings, notJudged } = judge.file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return findings.filter((finding) => finding.rule === rule).map(({ verdict, severity }) => `${verdict}, ${severity}`);
}

test('presence is a warning for special categories, else information', () => {
    expect(weigh('reach/no-foreign-presence', 'hosts Records on AbroadCloud')).toEqual(['violated, warning']);
    expect(weigh('reach/no-foreign-presence', 'hosts Minors on AbroadCloud')).toEqual(['violated, information']);
    expect(weigh('reach/no-foreign-presence', 'hosts Letters on AbroadCloud')).toEqual(['violated, information']);
});

test('presence in an adequate country is information', () => {
    expect(weigh('reach/no-foreign-presence', 'hosts Records on LondonCloud')).toEqual(['violated, information']);
});

test('a disclosure to an adequate country is information, one to the same company elsewhere a warning', () => {
    expect(weigh('reach/no-foreign-disclosure', 'hosts Records on BritishLogs')).toEqual(['violated, information']);
    expect(weigh('reach/no-foreign-disclosure', 'hosts Records on IndianLogs')).toEqual(['violated, warning']);
});

test('whoever discloses what is hosted is not told to keep technical data', () => {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Clinic  hosts Records on CareFiles }\n` });
    const { findings } = new Judge(workspace, rules).file('spec.terroir', day('2026-11-23'));
    const [disclosed] = findings.filter(({ rule }) => rule === 'reach/no-foreign-disclosure');
    expect(say(disclosed?.message ?? { template: '', values: {} })).toContain('discloses Health data');
    expect(say(disclosed?.cure ?? { template: '', values: {} })).toMatch(/^Keep these data /);
});

test('presence is no error where immunity is a duty', () => {
    expect(weigh('reach/no-foreign-presence', 'hosts Records on AbroadCloud  requires SecNumCloud')).toEqual(['violated, warning']);
    expect(weigh('reach/no-foreign-presence', 'hosts Records on AbroadCloud', 'Ministry')).toEqual(['violated, warning']);
});

test('a derogation from loi SREN lowers an error for as long as it lasts, and none for a project begun too late', () => {
    const under = (terms: string, asOf: string) => {
        const signed = 'minister Ministry on 2026-05-01  validated by PrimeMinister on 2026-06-01';
        return weigh('reach/no-foreign-seat', `hosts Records on LotusCloud  derogation { under sren-31  ${signed}  ${terms} }`, 'Ministry', asOf);
    };
    const offer = 'project start 2023-01-01  compliant offer since 2026-04-23';
    expect(under(offer, '2027-10-23')).toEqual(['violated, warning']);
    expect(under(offer, '2027-10-24')).toEqual(['violated, error']);
    expect(under('project start 2026-04-16', '2026-11-23')).toEqual(['violated, warning']);
    expect(under('project start 2026-04-17', '2026-11-23')).toEqual(['violated, error']);
});

test('access without a basis is an error', () => {
    expect(weigh('reach/no-foreign-access', 'hosts Records on AbroadCloud')).toContain('violated, error');
});

test('access that only something known by heart keeps a decision from covering is a warning', () => {
    expect(weigh('reach/no-foreign-access', 'hosts Records on KyotoDesk')).toEqual(['violated, warning']);
});

test('keys within reach are a warning; where only presence or the law of an adequate country reaches, less', () => {
    expect(weigh('reach/keys-out-of-reach', 'hosts Records on LotusCloud')).toEqual(['violated, warning']);
    expect(weigh('reach/keys-out-of-reach', 'hosts Minors on LotusCloud')).toEqual(['violated, warning']);
    expect(weigh('reach/keys-out-of-reach', 'hosts Records on AbroadCloud')).toEqual(['violated, warning']);
    expect(weigh('reach/keys-out-of-reach', 'hosts Minors on AbroadCloud')).toEqual(['violated, information']);
    expect(weigh('reach/keys-out-of-reach', 'hosts Records on ThistleCloud')).toEqual(['violated, information']);
});

test('a law that is not listed is a warning under HDS, an error under SecNumCloud', () => {
    expect(weigh('reach/reach-is-disclosed', 'hosts Records on LotusCloud  clauses audit')).toEqual(['violated, warning']);
    expect(weigh('reach/reach-is-disclosed', 'hosts Records on LotusCloud  clauses audit  requires SecNumCloud')).toEqual(['violated, error']);
    expect(weigh('reach/reach-is-disclosed', 'hosts Records on LotusCloud  clauses audit', 'Ministry')).toEqual(['violated, error']);
});

test('it is information where all that is missing is known from hearsay', () => {
    expect(weigh('reach/reach-is-disclosed', 'hosts Records on LotusCloud  lists law cn-nil')).toEqual(['violated, information']);
    expect(weigh('reach/reach-is-disclosed', 'hosts Records on LausanneCloud  clauses audit  requires SecNumCloud')).toEqual(['violated, information']);
});

test('a contract that nobody has read is unknown, in the one finding that says so', () => {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Clinic  hosts Records on LotusCloud }\n` });
    const judge = new Judge(workspace, rules);
    expect(judge.verdicts('spec.terroir#C', day('2026-11-23')).get('reach/reach-is-disclosed')).toBe('unknown');
    expect(judge.file('spec.terroir', day('2026-11-23')).findings.filter(({ rule }) => rule === 'reach/reach-is-disclosed')).toEqual([]);
});

test('dependence on a vendor is never more than a warning', () => {
    expect(weigh('reach/supply-is-autonomous', 'hosts Letters on HeronCloud')).toEqual(['violated, warning']);
    expect(weigh('reach/supply-is-autonomous', 'hosts Letters on HeronCloud', 'Operator')).toEqual(['violated, warning']);
    expect(weigh('reach/supply-is-autonomous', 'hosts Letters on HeronShield')).toEqual(['violated, warning']);
});

test('it rests on what demands autonomy, and else on a rule of the house', () => {
    const norms = (contract: string, controller: string) => {
        const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller ${controller}  ${contract} }\n` });
        const found = new Judge(workspace, rules).file('spec.terroir', day('2026-11-23')).findings;
        return found
            .filter(({ rule }) => rule === 'reach/supply-is-autonomous')
            .flatMap((finding) => finding.norms.map(({ name }) => name))
            .slice(0, 2);
    };
    // What gives the weight comes first, then the other norms of the rule.
    expect(norms('hosts Letters on HeronCloud', 'Clinic')).toEqual(['terroir-practice', 'secnumcloud-19-6']);
    expect(norms('hosts Letters on HeronCloud', 'Operator')).toEqual(['nis2-21', 'secnumcloud-19-6']);
    expect(norms('hosts Letters on HeronShield', 'Operator')).toEqual(['secnumcloud-19-6', 'nis2-21']);
});
