import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type Change, changes, type Day, formatDay, Judge, nameOf, outlook, rules, say, sayCause, type Workspace } from '../../language/index.ts';
import { freshWorkspace, holds, printed, someEdit, startingWorld } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

// Ten years are judged day by day.
vi.setConfig({ testTimeout: 300_000 });

const today = day('2026-11-23');
const idsOf = (workspace: Workspace) => [...workspace.files].filter(([path]) => !path.startsWith('terroir:')).flatMap(([, { ids }]) => ids);

/** What changes, told so that two ways of finding it can be compared. */
const told = (found: readonly Pick<Change, 'day' | 'rule' | 'subject' | 'before' | 'after'>[]): string[] =>
    found
        .map(({ day, rule, subject, before, after }) => `${formatDay(day)} ${subject} ${rule.id}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`)
        .sort();

/** The oracle: every rule on every declaration, on every day. */
function dayByDay(workspace: Workspace, from: Day, until: Day): string[] {
    const judge = new Judge(workspace, rules);
    const standingOn = (day: Day) =>
        new Map(idsOf(workspace).flatMap((id) => judge.standings(id, day).map((standing) => [`${id} ${standing.rule.id}`, standing] as const)));
    const found: Pick<Change, 'day' | 'rule' | 'subject' | 'before' | 'after'>[] = [];
    let before = standingOn(from);
    for (let day = from + 1; day <= until; day++) {
        workspace.engine.keepDates(new Set([day - 1]));
        const after = standingOn(day);
        for (const [key, standing] of after) {
            const [was, is] = [outlook(before.get(key) ?? standing), outlook(standing)];
            if (JSON.stringify(was) !== JSON.stringify(is)) found.push({ day, rule: standing.rule, subject: standing.subject, before: was, after: is });
        }
        before = after;
    }
    return told(found);
}

const world = (edits: readonly { readonly edit: (files: ReturnType<typeof startingWorld>) => ReturnType<typeof startingWorld> }[]) =>
    printed(edits.reduce((so, { edit }) => edit(so), startingWorld()));

test('over ten years it finds the days that judging each day finds', () => {
    const files = world([]);
    const until = today + 3653;
    const found = changes(new Judge(freshWorkspace(files), rules), idsOf(freshWorkspace(files)), today, until);
    expect(found.length).toBeGreaterThan(20);
    expect(told(found)).toEqual(dayByDay(freshWorkspace(files), today, until));
});

test('so it does on any spec, whenever it begins', () => {
    holds(
        fc.property(fc.array(someEdit, { minLength: 1, maxLength: 8 }), fc.integer({ min: -900, max: 900 }), (edits, later) => {
            const files = world(edits);
            const from = today + later;
            const workspace = freshWorkspace(files);
            const until = from + 3653;
            expect(told(changes(new Judge(workspace, rules), idsOf(workspace), from, until))).toEqual(dayByDay(freshWorkspace(files), from, until));
        }),
        3,
    );
});

const spec = `organisation Host { seat FR  kind company  owned 100% by Parent }
organisation Parent { seat US  kind company  float 100% }
organisation Buyer { seat FR  kind state-administration }
dataset Records { category health }
service Cloud by Host { stores in FR }
contract Hosting { controller Buyer  hosts Records on Cloud  signed 2026-01-01  term until 2027-06-30 }
waiver W of reach/no-foreign-control on Hosting { because "no offer"  approved by Buyer on 2026-11-01  until 2026-12-31 }
`;

/** The changes of one rule: `day: before → after because …`. */
function of(rule: string, source: string, until = '2030-01-01'): string[] {
    const workspace = freshWorkspace({ 'spec.terroir': source });
    return changes(new Judge(workspace, rules), idsOf(workspace), today, day(until))
        .filter((change) => change.rule.id === rule)
        .map(({ day, before, after, causes }) => {
            const reasons = causes.map((cause) => `${say(sayCause(workspace.engine.at(day), cause))} (${nameOf(cause.at.id)})`);
            return `${formatDay(day)}: ${before.verdict} ${before.open} ${before.waived} → ${after.verdict} ${after.open} ${after.waived} because ${reasons}`;
        });
}

test('a waiver ends, then the contract', () => {
    expect(of('reach/no-foreign-control', spec)).toEqual([
        '2027-01-01: violated  error → violated error  because the waiver W ends (W)',
        '2027-07-01: violated error  → does not apply   because Hosting ends (Hosting)',
    ]);
});

test('nothing is told of days behind the last one, and the last one is told', () => {
    expect(of('reach/no-foreign-control', spec, '2026-12-31')).toEqual([]);
    expect(of('reach/no-foreign-control', spec, '2027-01-01')).toHaveLength(1);
    expect(of('reach/no-foreign-control', spec, '2027-06-30')).toHaveLength(1);
    expect(of('reach/no-foreign-control', spec, '2027-07-01')).toHaveLength(2);
});

test('only so many days are told as are asked for', () => {
    const workspace = freshWorkspace({ 'spec.terroir': spec });
    const found = changes(new Judge(workspace, rules), ['spec.terroir#Hosting'], today, day('2040-01-01'), 1);
    expect(new Set(found.map(({ day }) => formatDay(day)))).toEqual(new Set(['2027-01-01']));
});

test('what cannot be judged is no verdict that changes, until the broken text no longer matters', () => {
    expect(of('reach/no-foreign-control', spec.replace('category health', 'category helth'))).toEqual([
        '2027-07-01: not judged   → does not apply   because Hosting ends (Hosting)',
    ]);
});
