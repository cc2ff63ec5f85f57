import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of procurement/* weigh: the pages say where they stand, not how serious they are.
 */

const world = `
organisation City { seat FR  kind local-public-body }
organisation Town { seat DE  kind local-public-body }
organisation Water { seat FR  kind contracting-entity, company }
organisation Stadtwerke { seat DE  kind contracting-entity, company }
organisation Guild { seat FR  kind central-purchasing-body }
organisation Bund { seat DE  kind central-purchasing-body }
organisation Catalogue { seat FR  kind company }
organisation Parent { seat US  kind company }
organisation Branch { seat IE  kind company  owned 100% by Parent }
service BranchCloud by Branch { stores in FR }
dataset Records { category health }
`;

/** Verdict and weight of each finding of a rule on a contract whose award is stated so. */
function weigh(rule: string, controller: string, award: string, more = 'signed 2026-02-10', asOf = '2026-11-23'): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller ${controller}  ${more}  award { ${award} } }\n` });
    const { findings, notJudged } = new Judge(workspace, rules).file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return findings.filter((finding) => finding.rule === rule).map(({ verdict, severity }) => `${verdict}, ${severity}`);
}

test('no competition is an error; a warning for utilities outside France', () => {
    const direct = 'procedure direct  estimated 900_000 EUR';
    for (const buyer of ['City', 'Town', 'Water']) expect(weigh('procurement/competition-was-held', buyer, direct), buyer).toEqual(['violated, error']);
    expect(weigh('procurement/competition-was-held', 'Stadtwerke', direct)).toEqual(['violated, warning']);
    expect(weigh('procurement/competition-was-held', 'City', 'procedure direct  estimated 100_000 EUR')).toEqual(['violated, error']);
});

test('what a dispute leaves open is no more than information', () => {
    const through = 'procedure central-purchasing  by Guild disputed by Guild';
    expect(weigh('procurement/competition-was-held', 'City', through)).toEqual(['unknown, information']);
    expect(weigh('procurement/central-purchase-in-scope', 'City', through)).toEqual(['unknown, information']);
});

test('an exemption without alternatives is an error, one without a reason a warning', () => {
    const ground = 'procedure direct  estimated 900_000 EUR  ground technical-reasons';
    expect(weigh('procurement/exemption-is-justified', 'City', ground)).toEqual(['violated, error']);
    expect(weigh('procurement/exemption-is-justified', 'Town', ground)).toEqual(['violated, error']);
    expect(weigh('procurement/exemption-is-justified', 'Stadtwerke', ground)).toEqual(['violated, warning']);
    expect(weigh('procurement/exemption-is-justified', 'City', `${ground} alternatives considered "Four clouds"`)).toEqual(['violated, warning']);
});

test('a framework agreement that is too long is an error; a warning for utilities outside France', () => {
    const framework = 'procedure open  framework "F" from 2026-03-01 until 2035-02-28';
    for (const buyer of ['City', 'Town', 'Water']) expect(weigh('procurement/framework-within-limit', buyer, framework), buyer).toEqual(['violated, error']);
    expect(weigh('procurement/framework-within-limit', 'Stadtwerke', framework)).toEqual(['violated, warning']);
});

test('that a framework agreement would be too long if it were renewed is information', () => {
    const renewed = (renewal: string) => weigh('procurement/framework-within-limit', 'City', 'procedure open  framework "F"', `signed 2026-02-10  ${renewal}`);
    expect(renewed('term 4 years  renewal 1 year')).toEqual(['violated, information']);
    expect(renewed('term 4 years  renewal 1 year tacit at most 1 times')).toEqual(['violated, error']);
});

test('what the Court said of ceilings is known from knowledge: an error in France only', () => {
    const framework = 'procedure open  framework "F" from 2026-03-01 until 2028-02-28 ceiling 1_000_000 EUR ordered 2_000_000 EUR on 2026-10-01';
    expect(weigh('procurement/framework-within-limit', 'City', framework)).toEqual(['violated, error']);
    expect(weigh('procurement/framework-within-limit', 'Town', framework)).toEqual(['violated, warning']);
});

test('an order out of scope is an error under a French agreement', () => {
    const ordered = (by: string, framework: string) =>
        `procedure central-purchasing  by ${by}  on 2026-02-01  buys hosting  framework "F" ${framework} ceiling 9_000_000 EUR ordered 1_000_000 EUR on 2026-10-01`;
    for (const framework of ['for hosting until 2025-12-31', 'for consulting until 2027-12-31']) {
        expect(weigh('procurement/central-purchase-in-scope', 'City', ordered('Guild', framework)), framework).toEqual(['violated, error']);
        // Under the agreement of a central body abroad the law of that State decides.
        expect(weigh('procurement/central-purchase-in-scope', 'City', ordered('Bund', framework)), framework).toEqual(['violated, warning']);
    }
    expect(weigh('procurement/central-purchase-in-scope', 'City', ordered('Catalogue', 'for hosting until 2027-12-31'))).toEqual(['violated, warning']);
});

test('an order above the ceiling is an error where it shows that it is this one', () => {
    const ordered = (total: string) =>
        `procedure framework-call-off  on 2026-02-01  buys hosting  framework "F" for hosting until 2027-12-31 ceiling 9_000_000 EUR ${total}`;
    expect(weigh('procurement/central-purchase-in-scope', 'City', ordered('ordered 9_500_000 EUR on 2026-01-31'))).toEqual(['violated, error']);
    expect(weigh('procurement/central-purchase-in-scope', 'City', ordered('ordered 9_500_000 EUR on 2026-10-01'))).toEqual(['violated, warning']);
});

test('changes above their limit are errors, a second one under the same ground is a warning', () => {
    const changed = (changes: string) => `procedure open  value 1_000_000 EUR  ${changes}`;
    const capped = 'amended 2026-04-01 by 400_000 EUR ground necessary-additions  amended 2026-05-01 by 400_000 EUR ground necessary-additions';
    for (const buyer of ['City', 'Town']) {
        expect(weigh('procurement/amendments-within-limit', buyer, changed('amended 2026-04-01 by 120_000 EUR')), buyer).toEqual(['violated, error']);
        expect(weigh('procurement/amendments-within-limit', buyer, changed('amended 2026-04-01 by 600_000 EUR ground necessary-additions'))).toEqual([
            'violated, error',
        ]);
        expect(weigh('procurement/amendments-within-limit', buyer, changed(capped)), buyer).toEqual(['violated, warning']);
    }
    // Of unforeseen circumstances the directive is known from knowledge, the French code was read.
    const unforeseen = changed('amended 2026-04-01 by 600_000 EUR ground unforeseen-circumstances');
    expect(weigh('procurement/amendments-within-limit', 'City', unforeseen)).toEqual(['violated, error']);
    expect(weigh('procurement/amendments-within-limit', 'Town', unforeseen)).toEqual(['violated, warning']);
    expect(weigh('procurement/amendments-within-limit', 'Stadtwerke', changed('amended 2026-04-01 by 120_000 EUR'))).toEqual(['violated, warning']);
});

test('an award that is not published is a warning, a late notice information', () => {
    const award = 'procedure open  estimated 900_000 EUR';
    for (const buyer of ['City', 'Stadtwerke']) expect(weigh('procurement/award-is-published', buyer, award), buyer).toEqual(['violated, warning']);
    expect(weigh('procurement/award-is-published', 'City', `${award}  result "26-1" on 2026-06-01`)).toEqual(['violated, information']);
});

test('a demand without a reason is a warning', () => {
    expect(weigh('procurement/demand-is-justified', 'City', 'demands stored-in FR')).toEqual(['violated, warning']);
    expect(weigh('procurement/demand-is-justified', 'City', 'demands controlled-from EU')).toEqual(['violated, warning']);
});

test('case 26: the central body is looked at as a buyer, the host as a host', () => {
    const award =
        'procedure central-purchasing  by Guild  on 2026-02-01  buys hosting  framework "F" for hosting until 2027-12-31 ceiling 9_000_000 EUR ordered 1_000_000 EUR on 2026-10-01';
    const contract = 'signed 2026-02-10  processor Branch  hosts Records on BranchCloud';
    expect(weigh('procurement/central-purchase-in-scope', 'City', award, contract)).toEqual([]);
    expect(weigh('reach/no-foreign-control', 'City', award, contract)).toEqual(['violated, warning']);
});
