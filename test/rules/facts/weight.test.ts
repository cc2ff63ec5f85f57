import { expect, test } from 'vitest';
import { formatDay, Judge, rules, say, type Workspace } from '../../../language/index.ts';
import { deadline } from '../../../language/model/time.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of facts/* weigh, what they count for, and when the library itself grows old.
 */

const world = `
organisation Clinic { seat FR  kind health-institution }
organisation Nimbus { seat US  kind company }
service NimbusCloud by Nimbus { stores in FR }
dataset Records { category health }
`;

function findingsOf(workspace: Workspace, rule: string, asOf: string) {
    return new Judge(workspace, rules).file('spec.terroir', day(asOf)).findings.filter((finding) => finding.rule === rule);
}

const weigh = (rule: string, source: string, asOf = '2026-11-23'): string[] =>
    findingsOf(workspaceOf({ 'spec.terroir': source }), rule, asOf).map(({ verdict, severity }) => `${verdict}, ${severity}`);

test('a contradiction is an error', () => {
    expect(weigh('facts/are-consistent', 'organisation A { seat FR  seat US }')).toEqual(['violated, error']);
});

test('what has no source, or has grown old, is information', () => {
    expect(weigh('facts/are-sourced', 'organisation A { seat FR  seat US }')).toEqual(['violated, information']);
    expect(weigh('facts/are-fresh', 'organisation A { seat FR  verified 2020-01-01 }')).toEqual(['violated, information']);
});

test('what is not used is a hint, counts as no violation, and is shown faded', () => {
    const workspace = workspaceOf({ 'spec.terroir': 'organisation A { seat FR  kind mutual }' });
    const { findings, counts } = new Judge(workspace, rules).file('spec.terroir', day('2026-11-23'));
    expect(findings.map(({ rule, severity, unnecessary }) => `${rule} ${severity} ${unnecessary}`)).toEqual(['facts/are-used hint true']);
    expect(counts).toMatchObject({ violated: 0, hints: 1, satisfied: 0 });
});

test('a contract that nobody has read is one unknown, and every rule on its text keeps its own', () => {
    const workspace = workspaceOf({ 'spec.terroir': `${world}contract C { controller Clinic  processor Nimbus  hosts Records on NimbusCloud }` });
    const judge = new Judge(workspace, rules);
    const { findings, counts } = judge.file('spec.terroir', day('2026-11-23'));
    const unread = findings.filter(({ message }) => say(message).startsWith('The text of this contract has not been read'));
    expect(unread.map(({ rule, verdict, severity }) => `${rule} ${verdict} ${severity}`)).toEqual(['facts/contract-is-read unknown information']);
    expect(counts.unknown).toBe(findings.filter(({ verdict }) => verdict === 'unknown').length);
    const waiting = [...judge.verdicts('spec.terroir#C', day('2026-11-23'))].filter(([rule, verdict]) => rule.startsWith('gdpr/') && verdict === 'unknown');
    expect(waiting.length).toBeGreaterThan(2);
    // The number that is told is that of the rules that wait.
    const n = Number(/wait for it: (\d+)/.exec(say(unread[0]?.message ?? { template: '', values: {} }))?.[1]);
    expect(n).toBeGreaterThanOrEqual(waiting.length - 1);
});

test('the library’s norms are fresh for as long as it says, to the day', () => {
    const source = `${world}contract C { controller Clinic  hosts Records on NimbusCloud  term indefinite }`;
    const workspace = workspaceOf({ 'spec.terroir': source });
    const cited = new Judge(workspace, rules)
        .file('spec.terroir', day('2026-11-23'))
        .findings.filter(({ subject, rule }) => subject === 'spec.terroir#C' && !rule.startsWith('facts/'))
        .flatMap(({ norms }) => norms)
        .filter(({ name }) => !name.startsWith('terroir-'));
    const readings = cited.flatMap(({ verified }) => (verified === undefined ? [] : [verified]));
    expect(readings.length).toBeGreaterThan(0);
    const year = { years: 0, months: 12, days: 0, workingDays: 0, hours: 0 };
    const last = deadline(Math.min(...readings), year) ?? 0;
    expect(findingsOf(workspace, 'facts/are-fresh', formatDay(last))).toEqual([]);
    const stale = findingsOf(workspace, 'facts/are-fresh', formatDay(last + 1));
    expect(stale.map(({ subject, severity }) => `${subject} ${severity}`)).toEqual(['spec.terroir#C information']);
    // Terroir's own limits are no text that somebody could read again.
    for (const { at } of stale[0]?.path ?? []) expect(at.id).not.toMatch(/terroir-(practice|advice)$/);
    expect(stale[0]?.path.every(({ at }) => at.id.startsWith('terroir:/'))).toBe(true);
});

test('a homologation and a declared infeasibility that end before they begin are periods, too', () => {
    const codes = (source: string) =>
        new Judge(workspaceOf({ 'spec.terroir': source }), rules)
            .file('spec.terroir', day('2026-11-23'))
            .findings.flatMap(({ rule, verdict }) => (verdict === 'broken' ? [rule] : []));
    const service = (until: string) => `organisation A { seat FR }\nservice S by A { homologated snds-2024 on 2026-01-02 until ${until} }`;
    const contract = (until: string) => `contract C { switching { infeasible declared 2026-01-02 until ${until} } }`;
    for (const spec of [service, contract]) {
        expect(codes(spec('2026-01-02'))).toEqual([]);
        expect(codes(spec('2026-01-01'))).toEqual(['syntax/period-reversed']);
    }
});
