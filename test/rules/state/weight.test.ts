import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of state/* weigh, and how they share the work: the pages say where they stand.
 */

const world = `
organisation Ministry { seat FR  kind state-administration }
organisation Museum { seat FR  kind public-establishment, state-supervised-body }
organisation PrimeMinister { seat FR  kind state-administration }
organisation Heron { seat FR  kind cooperative }
service HeronCloud by Heron { stores in FR }
dataset Files { sensitivity medical-secret }
`;

/** Rule, verdict and weight of each finding of state/*, and of whether the service is qualified, on a contract. */
function weigh(contract: string, asOf = '2026-11-23'): readonly string[] {
    const judge = new Judge(workspaceOf({ 'spec.terroir': `${world}contract C { hosts Files on HeronCloud  ${contract} }\n` }), rules);
    const { findings, notJudged } = judge.file('spec.terroir', day(asOf));
    expect(notJudged).toEqual([]);
    expect(findings.filter(({ verdict }) => verdict === 'broken').map(({ message }) => say(message))).toEqual([]);
    return findings
        .filter(({ rule }) => rule.startsWith('state/') || rule === 'secnumcloud/service-is-qualified')
        .map(({ rule, verdict, severity }) => `${rule} ${verdict}, ${severity}`);
}

/** It ends before any derogation here must. */
const term = 'term until 2027-03-31';
const signed = 'minister Ministry on 2026-05-01  validated by PrimeMinister on 2026-06-01';

test('the law is an error, the doctrine a warning, and they never speak together', () => {
    expect(weigh('controller Ministry')).toEqual(['state/sensitive-data-is-shielded violated, error']);
    expect(weigh('controller Museum')).toEqual(['state/doctrine-is-followed violated, warning']);
    expect(weigh('controller Ministry, Museum')).toEqual(['state/sensitive-data-is-shielded violated, error']);
    expect(weigh('controller Ministry', '2026-08-14')).toEqual(['state/doctrine-is-followed violated, warning']);
});

test('where the law is broken for want of the qualification, the contract’s own demand is not said again', () => {
    expect(weigh('controller Ministry  requires SecNumCloud')).toEqual(['state/sensitive-data-is-shielded violated, error']);
    expect(weigh('controller Museum  requires SecNumCloud')).toEqual([
        'secnumcloud/service-is-qualified violated, error',
        'state/doctrine-is-followed violated, warning',
    ]);
});

test('a derogation from the law that lacks something is an error, one from the doctrine a warning, advice is information', () => {
    const offer = 'compliant offer since 2026-04-23';
    expect(weigh(`controller Ministry  ${term}  derogation { under sren-31  ${signed}  ${offer} }`)).toEqual(['state/derogation-is-complete violated, error']);
    expect(weigh(`controller Museum  ${term}  derogation { under circular-6404  validated by PrimeMinister on 2026-06-01  ${offer} }`)).toEqual([
        'state/derogation-is-complete violated, warning',
    ]);
    expect(weigh(`controller Ministry  derogation { under sren-31  ${signed}  project start 2023-01-01 }`)).toEqual([
        'state/derogation-is-complete violated, information',
        'state/derogation-within-limit unknown, information',
    ]);
    expect(weigh(`controller Museum  derogation { ${signed} }`)).toEqual([
        'state/derogation-is-complete violated, warning',
        'state/doctrine-is-followed violated, warning',
    ]);
});

test('past its time a derogation from the law is an error, from the doctrine a warning, and before it both warn', () => {
    const derogation = (under: string, offer: string) => `derogation { under ${under}  ${signed}  project start 2023-01-01  compliant offer since ${offer} }`;
    expect(weigh(`controller Ministry  ${derogation('sren-31', '2025-01-01')}`)).toEqual(['state/derogation-within-limit violated, error']);
    expect(weigh(`controller Museum  ${derogation('circular-6404', '2025-01-01')}`)).toEqual(['state/derogation-within-limit violated, warning']);
    expect(weigh(`controller Ministry  term indefinite  ${derogation('sren-31', '2026-01-01')}`)).toEqual(['state/derogation-within-limit violated, warning']);
});

test('a project begun after the decree is an error; one begun after the law and before the decree a warning', () => {
    const derogation = (start: string) => `derogation { under sren-31  ${signed}  project start ${start}  compliant offer since 2026-01-01 }`;
    expect(weigh(`controller Ministry  ${term}  ${derogation('2026-04-17')}`)).toEqual(['state/derogation-within-limit violated, error']);
    expect(weigh(`controller Ministry  ${term}  ${derogation('2024-05-22')}`)).toEqual(['state/derogation-within-limit violated, warning']);
    expect(weigh(`controller Ministry  ${term}  ${derogation('2024-05-21')}`)).toEqual([]);
});
