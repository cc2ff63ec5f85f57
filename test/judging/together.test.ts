import { expect, test, vi } from 'vitest';
import { Judge, judgedTogether, lookedInto, type Rule, rules, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { Aside } from '../../language/model/aside.ts';
import { joined } from '../../language/model/question.ts';
import { targetOf } from '../../language/model/waivers.ts';
import { corpus } from '../harness/corpus.ts';
import { failingNowAndThen } from '../harness/failing-rule.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

/* The command has rule after rule look at several files before it judges them one by one. The oracle is to judge them one by one. */

vi.setConfig({ testTimeout: 120_000 });

const date = day('2026-11-23');

const failing = failingNowAndThen(3);

/** Every so manieth spec of the pages, each in a file of its own; one that cannot be read, and one that imports and waives. */
const files: Readonly<Record<string, string>> = {
    ...Object.fromEntries(corpus.filter((_, i) => i % 25 === 0).map(({ source }, i) => [`own/${String(i).padStart(3, '0')}.terroir`, source])),
    'broken.terroir': 'dataset D { category health }\ncontract C { hosts D on ',
    'parties.terroir': 'organisation Clinic { seat FR  kind mutual }\norganisation Clinic { seat DE }\n',
    'waived.terroir': `organisation Clinic { seat FR  kind health-institution }
contract Bridge { controller Clinic  effective 2026-01-01  term 1 year  transitional }
waiver W-1 of term/transition-has-limit on Bridge { because "A bridge"  approved by Clinic on 2026-01-01  until 2026-11-30 }
`,
};

/** What is said of each file, and how much is held afterwards, where so many are judged together; where it is one, by itself. */
function judged(atOnce: number) {
    const workspace = new Workspace(false);
    workspace.shelve(libraryFiles);
    for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
    const judge = new Judge(workspace, [...rules, failing]);
    const paths = Object.keys(files);
    const said = [];
    for (let i = 0; i < paths.length; i += atOnce) {
        const some = paths.slice(i, i + atOnce);
        if (atOnce > 1) expect([...judge.together(some, date)].length).toBeGreaterThan(0);
        for (const path of some) said.push(judge.file(path, date));
        judge.leave(some);
    }
    return { said, held: workspace.engine.held };
}

test('several files looked at together are judged as each by itself, and no more is held of how', () => {
    const [alone, inFives, all] = [1, 5, Object.keys(files).length].map(judged) as [
        ReturnType<typeof judged>,
        ReturnType<typeof judged>,
        ReturnType<typeof judged>,
    ];
    expect(alone.said.length).toBeGreaterThan(30);
    const verdicts = new Set(alone.said.flatMap(({ findings }) => findings.map(({ verdict, waivedBy }) => (waivedBy === undefined ? verdict : 'waived'))));
    expect([...verdicts].sort()).toEqual(['broken', 'failed', 'unknown', 'violated', 'waived']);
    expect(inFives.said).toEqual(alone.said);
    expect(all.said).toEqual(alone.said);
    expect(inFives.held).toBeLessThanOrEqual(alone.held);
    expect(all.held).toBeLessThanOrEqual(alone.held);
});

test('with a file goes whatever it or one of its declarations has a part in', () => {
    const workspace = new Workspace(false);
    const forget = vi.spyOn(workspace.engine, 'forget');
    new Judge(workspace, rules).leave(['a.terroir', 'b.terroir']);
    const isOwn = forget.mock.calls[0]?.[1] as (about: string) => boolean;
    const own = [
        'a.terroir',
        joined('c.terroir', 'a.terroir'),
        'a.terroir#A',
        'b.terroir#B',
        joined('c.terroir#C', 'b.terroir#B'),
        targetOf('term/is-stated', 'a.terroir#A'),
    ];
    const others = ['c.terroir#C', 'other/a.terroir#A', joined('c.terroir#C', 'terroir:/norms.terroir#N'), 'c.terroir'];
    expect(own.filter((about) => !isOwn(about))).toEqual([]);
    expect(others.filter(isOwn)).toEqual([]);
});

test('so they are where somebody keeps track, of files that nobody is at work on; those that somebody is at work on are left out', () => {
    const judge = (isAtWork: boolean) => {
        const workspace = new Workspace();
        workspace.shelve(libraryFiles);
        for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
        workspace.keepIndexed(lookedInto);
        return { workspace, judge: new Judge(workspace, rules, { isAtWork: () => isAtWork }) };
    };
    const paths = Object.keys(files).slice(0, 2 * judgedTogether);
    // A rule that sees no other.
    const judgeOfAll = vi.spyOn(rules.find(({ id }) => id === 'facts/are-consistent') as Rule, 'judge');
    const atWork = judge(true);
    expect([...atWork.judge.together(paths, date)]).toEqual([]);
    const alone = paths.map((path) => atWork.judge.file(path, date));
    const atRest = judge(false);
    const said = [paths.slice(0, judgedTogether), paths.slice(judgedTogether)].flatMap((some) => {
        expect([...atRest.judge.together(some, date)].length).toBeGreaterThan(50);
        const looked = judgeOfAll.mock.calls.length;
        const found = some.map((path) => atRest.judge.file(path, date));
        // What the rules came to is at hand.
        expect(judgeOfAll.mock.calls.length).toBe(looked);
        // What was judged is not looked at ahead once more.
        expect([...atRest.judge.together(some, date)]).toEqual([]);
        return found;
    });
    expect(judgeOfAll.mock.calls.length).toBeGreaterThan(paths.length);
    judgeOfAll.mockRestore();
    expect(said).toEqual(alone);
    expect(atRest.workspace.engine.held).toBeLessThan(atWork.workspace.engine.held);
});

test('where nobody is at work, what was found out on the way is let go of file by file, but for those that are just being judged', () => {
    const workspace = new Workspace();
    workspace.shelve(libraryFiles);
    for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
    const judge = new Judge(workspace, rules, { isAtWork: () => false });
    const { forget } = Aside.prototype;
    const asides = new Set<Aside>();
    const forgetting = vi.spyOn(Aside.prototype, 'forget').mockImplementation(function (this: Aside) {
        forget.call(this);
        asides.add(this);
    });
    const paths = Object.keys(files).filter((path) => path.startsWith('own/'));
    for (const path of paths) judge.file(path, date);
    forgetting.mockRestore();
    expect(paths.length).toBeGreaterThan(3 * judgedTogether);
    // Each has been emptied at least once, before anything was kept in it: so all are known here.
    expect(asides.size).toBe(paths.length);
    expect([...asides].filter(({ answers }) => answers.size > 0).length).toBe(2 * judgedTogether);
});

test('of what has become otherwise while they were looked at, nothing is said that was found before', () => {
    const world = (some: Readonly<Record<string, string>>, isAtWork: boolean) => {
        const workspace = new Workspace();
        workspace.shelve(libraryFiles);
        for (const [path, source] of Object.entries(some)) workspace.set(path, source, parsedOnce(source));
        return { workspace, judge: new Judge(workspace, rules, { isAtWork: () => isAtWork }) };
    };
    const waived = files['waived.terroir'] as string;
    const before = { 'other.terroir': waived, 'waived.terroir': waived };
    const after = { ...before, 'waived.terroir': waived.replace('term 1 year', 'term 4 years').replace('kind health-institution', 'kind company') };
    const { judge: fresh } = world(after, true);
    const expected = fresh.file('waived.terroir', date);
    expect(expected).not.toEqual(world(before, true).judge.file('waived.terroir', date));
    const steps = [...world(before, false).judge.together(['waived.terroir'], date)].length;
    expect(steps).toBeGreaterThan(50);
    for (let changedAt = 1; changedAt <= steps; changedAt++) {
        const { workspace, judge } = world(before, false);
        // Of a register that has been judged nothing is looked into for the first time.
        judge.file('other.terroir', date);
        const looking = judge.together(['waived.terroir'], date);
        for (let i = 0; i < changedAt; i++) looking.next();
        workspace.set('waived.terroir', after['waived.terroir'], parsedOnce(after['waived.terroir']));
        for (const _ of looking);
        expect(judge.file('waived.terroir', date), `changed after ${changedAt} steps`).toEqual(expected);
    }
});
