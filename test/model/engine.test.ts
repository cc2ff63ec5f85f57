import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parse } from '../../language/editing.ts';
import { type Day, formatDay, Judge, lookedInto, rules, type Workspace } from '../../language/index.ts';
import { Aside } from '../../language/model/aside.ts';
import { Engine } from '../../language/model/engine.ts';
import type { Cell, Index, Question } from '../../language/model/question.ts';
import { alike, identical } from '../../language/model/sameness.ts';
import {
    freshWorkspace,
    holds,
    type NamedEdit,
    parsedOnce,
    printed,
    seen,
    seenBy,
    seenOfFile,
    seenOfFinding,
    someEdit,
    startingWorld,
    type TextFile,
} from '../harness/generators.ts';
import { day, example, workspaceOf } from '../harness/spec.ts';

// Properties take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const date = day('2026-11-23');

/** Sets what changed, as a host does. */
function show(workspace: Workspace, before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): void {
    for (const path of Object.keys(before)) if (!(path in after)) workspace.remove(path);
    for (const [path, source] of Object.entries(after)) if (before[path] !== source) workspace.set(path, source, parsedOnce(source));
}

const script = (longest: number) =>
    fc
        .array(someEdit, { minLength: 1, maxLength: longest })
        .map((edits) => Object.assign(edits, { [fc.toStringMethod]: () => edits.map(({ name }) => name).join(' | ') }));

describe('a workspace that changes', () => {
    const play = (edits: readonly NamedEdit[], dates: (step: number) => Day): void => {
        let world: Map<string, TextFile> = startingWorld();
        let files = printed(world);
        const workspace = freshWorkspace(files);
        const judge = new Judge(workspace, rules);
        seenBy(judge, workspace, dates(0));
        edits.forEach(({ name, edit }, step) => {
            world = edit(world);
            const after = printed(world);
            show(workspace, files, after);
            files = after;
            const on = dates(step + 1);
            const fresh = seen(freshWorkspace(files), on);
            expect(
                seenBy(judge, workspace, on),
                `after “${name}”, on ${formatDay(on)}:\n${Object.entries(files)
                    .map(([path, source]) => `// ${path}\n${source}`)
                    .join('\n')}`,
            ).toEqual(fresh);
        });
    };

    test('is judged as a new one with the same texts would be, after any edits', () => {
        holds(
            fc.property(script(8), (edits) => play(edits, () => date)),
            80,
        );
    });

    test('so it is when the date moves between the edits', () => {
        const dates = [date, day('2026-11-20'), day('2026-12-06'), day('2026-11-23'), day('2027-02-01'), day('2020-01-01')];
        holds(
            fc.property(script(6), (edits) => play(edits, (step) => dates[step % dates.length] as Day)),
            40,
        );
    });

    test('is told of file by file: what is not due is as it was when somebody last looked', () => {
        let looks = 0;
        let all = 0;
        holds(
            fc.property(script(8), (edits) => {
                let world = startingWorld();
                let files = printed(world);
                const workspace = freshWorkspace(files);
                const judge = new Judge(workspace, rules, { isAtWork: (path, again) => path === 'a.terroir' || (again && path !== 'c/d.terroir') });
                const { engine } = workspace;
                const shown = new Map<string, unknown>();
                const look = (path: string): void => {
                    looks++;
                    shown.set(
                        path,
                        engine.follow(path, date, (ask) => seenOfFile(workspace, judge.file(path, date, ask))),
                    );
                };
                for (const path of Object.keys(files)) look(path);
                for (const { name, edit } of edits) {
                    world = edit(world);
                    const after = printed(world);
                    show(workspace, files, after);
                    for (const path of Object.keys(files)) {
                        if (path in after) continue;
                        shown.delete(path);
                        engine.unfollow(path);
                    }
                    files = after;
                    const fresh = freshWorkspace(files);
                    const expected = new Judge(fresh, rules);
                    for (const path of Object.keys(files)) {
                        all++;
                        if (!shown.has(path) || (engine.due.has(path) && engine.isOutdated(path))) look(path);
                        engine.due.delete(path);
                        // Where what it leads to stands in other files is told by whoever shows it.
                        expect(withoutPlaces(shown.get(path)), `${path} after “${name}”`).toEqual(withoutPlaces(seenOfFile(fresh, expected.file(path, date))));
                    }
                    engine.sweep();
                }
            }),
            60,
        );
        // It would prove nothing if every file were always due.
        expect(looks).toBeLessThan(all);
    });

    /** What is seen of a file, but for the way that proves a finding. */
    const withoutPlaces = (judgement: unknown): unknown => {
        const { findings, ...rest } = judgement as { findings: { path: { say: string }[] }[] };
        return { ...rest, findings: findings.map((finding) => ({ ...finding, path: finding.path.map(({ say }) => say) })) };
    };

    test('is as it was once an edit is taken back', () => {
        holds(
            fc.property(someEdit, ({ edit }) => {
                const world = startingWorld();
                const files = printed(world);
                const workspace = freshWorkspace(files);
                const before = seen(workspace, date);
                const edited = printed(edit(world));
                show(workspace, files, edited);
                seen(workspace, date);
                show(workspace, edited, files);
                expect(seen(workspace, date)).toEqual(before);
            }),
            60,
        );
    });

    test('does not mind being shown its files in another order', () => {
        const files = printed(startingWorld());
        const turned = Object.fromEntries(Object.entries(files).reverse());
        expect(seen(freshWorkspace(turned), date)).toEqual(seen(freshWorkspace(files), date));
    });

    test('without its library reports no fault of its own as the fault of a spec, and takes the library when it comes', () => {
        const files = example('examples/clinic.terroir');
        const workspace = workspaceOf();
        const library = [...workspace.files.values()];
        for (const { path } of library) workspace.remove(path);
        for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
        expect(() => seen(workspace, date)).not.toThrow();
        for (const { path, source, parsed } of library) workspace.set(path, source, parsed);
        expect(seen(workspace, date)).toEqual(seen(freshWorkspace(files), date));
    });
});

describe('work', () => {
    const files = { ...example('examples/clinic.terroir', 'examples/emc2/parties.terroir', 'examples/emc2/emc2.terroir') };
    const worked = (change: (source: string) => string, path = 'examples/emc2/emc2.terroir') => {
        const workspace = freshWorkspace(files);
        const judge = new Judge(workspace, rules);
        judge.all(date);
        const before = { ...workspace.engine.work };
        const source = change(files[path] ?? '');
        expect(source).not.toBe(files[path]);
        workspace.set(path, source, parsedOnce(source));
        judge.all(date);
        const { work } = workspace.engine;
        return { facts: work.factsChanged - before.factsChanged, questions: work.questionsAnswered - before.questionsAnswered };
    };
    const verdictsAsked = (change: (source: string) => string, path = 'examples/emc2/emc2.terroir'): string[] => {
        const workspace = freshWorkspace(files);
        const asked: string[] = [];
        const watched = rules.map((rule) => ({
            ...rule,
            *judge(...args: Parameters<typeof rule.judge>) {
                asked.push(`${rule.id} on ${args[1]}`);
                yield* rule.judge(...args);
            },
        }));
        const judge = new Judge(workspace, watched);
        judge.all(date);
        asked.length = 0;
        const source = change(files[path] ?? '');
        workspace.set(path, source, parsedOnce(source));
        judge.all(date);
        return asked;
    };

    test.each([
        ['a comment before a fact', (source: string) => source.replace('    category health', '    // a remark\n    category health')],
        ['a doc comment changed', (source: string) => source.replace('/** Health data of', '/** Some health data of')],
        ['a block comment in the middle of a fact', (source: string) => source.replace('signed 2020-04-15', 'signed /* long ago */ 2020-04-15')],
        ['blank lines at the top', (source: string) => `\n\n\n${source}`],
        ['another indentation', (source: string) => source.replaceAll('    ', '\t')],
        ['CRLF', (source: string) => source.replaceAll('\n', '\r\n')],
    ])('%s: no fact changes and no question is asked', (_, change) => {
        expect(worked(change)).toEqual({ facts: 0, questions: 0 });
    });

    const moved = (source: string): string => {
        const [head = '', ...rest] = source.split(/\n(?=\/\*\* )/);
        return `${[head, ...rest.reverse()].map((part) => part.trimEnd()).join('\n\n')}\n`;
    };

    test('moving declarations about in their file asks no rule again', () => {
        expect(moved(files['examples/emc2/emc2.terroir'] ?? '')).toContain('contract EMC2Hosting');
        expect(verdictsAsked(moved)).toEqual([]);
    });

    test('a changed label asks those rules whose answers name it, and no rule of another contract', () => {
        const asked = verdictsAsked((source) => source.replace('"Microsoft Corporation"', '"Microsoft Corp."'), 'examples/emc2/parties.terroir');
        expect(asked.filter((one) => one.includes('clinic.terroir'))).toEqual([]);
        expect(asked).toContain('reach/no-foreign-control on examples/emc2/emc2.terroir#EMC2Hosting');
    });

    test('a changed seat wakes no rule of a contract that has nothing to do with the party', () => {
        const asked = verdictsAsked(
            (source) => source.replace('organisation Caisse "Caisse régionale" { seat FR', 'organisation Caisse "Caisse régionale" { seat DE'),
            'examples/clinic.terroir',
        );
        expect(asked.filter((one) => one.includes('emc2'))).toEqual([]);
    });

    test('judging again asks nothing', () => {
        const workspace = freshWorkspace(files);
        const judge = new Judge(workspace, rules);
        judge.all(date);
        const { questionsAnswered } = workspace.engine.work;
        judge.all(date);
        expect(workspace.engine.work.questionsAnswered).toBe(questionsAnswered);
    });

    describe('a name more in a file on which others depend', () => {
        const hub = 'organisation Owner { seat FR  kind state }\n';
        const more = `${hub}organisation Newcomer { seat FR  kind company }\n`;
        const importer = (i: number, remark = ''): string =>
            `import "./hub.terroir"\n${remark}organisation O${i} { seat FR  kind company  owned 60% by Owner }\n`;
        const playing = (remark?: string) => {
            const files: Record<string, string> = { 'hub.terroir': hub };
            for (let i = 0; i < 20; i++) files[`f${i}.terroir`] = importer(i, remark);
            const workspace = freshWorkspace(files);
            const judge = new Judge(workspace, rules);
            seenBy(judge, workspace, date);
            workspace.keepIndexed(lookedInto);
            /** How many questions are asked again before anybody asks what follows. */
            const set = (path: string, source: string): number => {
                files[path] = source;
                const before = workspace.engine.work.questionsAnswered;
                workspace.set(path, source, parse(source, workspace.files.get(path)));
                workspace.keepIndexed(lookedInto);
                return workspace.engine.work.questionsAnswered - before;
            };
            const isAsAnew = () => expect(seenBy(judge, workspace, date)).toEqual(seen(freshWorkspace(files), date));
            return { set, isAsAnew };
        };

        test('is looked for in the texts of these: where it is not, nothing else is asked', () => {
            const { set, isAsAnew } = playing();
            const asked = set('hub.terroir', more);
            isAsAnew();
            const mentioned = playing('/** Beside Newcomer. */\n');
            const askedWhereMentioned = mentioned.set('hub.terroir', more);
            mentioned.isAsAnew();
            // Of each file what it sees; there also what it declares.
            expect(asked).toBeLessThan(20 + 15);
            expect(askedWhereMentioned).toBeGreaterThanOrEqual(asked + 20);
        });

        test('is known to those who mention it afterwards, and missed by them when it goes', () => {
            const { set, isAsAnew } = playing();
            set('hub.terroir', more);
            isAsAnew();
            set('f1.terroir', importer(1).replace('by Owner', 'by Newcomer'));
            isAsAnew();
            set('f2.terroir', importer(2).replace('by Owner', 'by Newcome\u0301r'));
            isAsAnew();
            set('hub.terroir', hub);
            isAsAnew();
            set('hub.terroir', hub.replace('Owner', 'Newcom\u00e9r'));
            isAsAnew();
            set('hub.terroir', hub);
            isAsAnew();
        });
    });

    test('an edit in one of many files asks as much as in one of few', () => {
        const questionsAfterEdit = (count: number): number => {
            const many = Object.fromEntries(
                Array.from({ length: count }, (_, i) => [
                    `f${i}.terroir`,
                    `organisation O${i} { seat FR kind company owned 60% by P${i} }\norganisation P${i} { seat FR kind state }\ndataset D${i} { category health }\nservice S${i} by O${i} { stores in FR }\ncontract K${i} { controller P${i} hosts D${i} on S${i} signed 2026-01-01 term 2 years }\n`,
                ]),
            );
            const workspace = freshWorkspace(many);
            const judge = new Judge(workspace, rules);
            judge.all(date);
            const before = workspace.engine.work.questionsAnswered;
            const edited = (many['f1.terroir'] ?? '').replace('category health', 'category genetic');
            workspace.set('f1.terroir', edited, parsedOnce(edited));
            judge.file('f1.terroir', date);
            return workspace.engine.work.questionsAnswered - before;
        };
        expect(questionsAfterEdit(60)).toBe(questionsAfterEdit(6));
    });
});

/** The case of stale diagnostics: a rule reads facts several files away from the one that is edited. */
describe('five files', () => {
    const files = (share: string): Record<string, string> => ({
        'a.terroir': 'organisation A { seat US  kind company  float 100% }\n',
        'b.terroir': `import "./a.terroir"\norganisation B { seat IE  kind company  owned ${share} by A  owned 40% by State }\norganisation State { seat IE  kind state }\n`,
        'c.terroir': 'import "./b.terroir"\norganisation C { seat FR  kind company  owned 100% by B }\nservice Cloud by C { stores in FR }\n',
        'buyer.terroir': 'organisation Buyer { seat FR  kind state-administration }\ndataset Records { category health }\n',
        'd.terroir':
            'import "./c.terroir"\nimport "./buyer.terroir"\ncontract Hosting { controller Buyer  processor C  hosts Records on Cloud  signed 2026-01-01  term 3 years }\n',
    });
    const ofD = (workspace: Workspace) => new Judge(workspace, rules).file('d.terroir', date).findings.map((finding) => seenOfFinding(workspace, finding));

    test('a share that is changed three files away makes a finding appear and disappear, as a new judgement would', () => {
        const before = files('5%');
        const after = files('60%');
        const workspace = freshWorkspace(before);
        const ruleIds = () => ofD(workspace).map((finding) => `${finding['rule']} ${finding['verdict']}`);
        expect(ruleIds()).not.toContain('reach/no-foreign-control violated');
        show(workspace, before, after);
        expect(ruleIds()).toContain('reach/no-foreign-control violated');
        expect(ofD(workspace)).toEqual(ofD(freshWorkspace(after)));
        const control = ofD(workspace).find((finding) => finding['rule'] === 'reach/no-foreign-control');
        expect(JSON.stringify(control?.['path'])).toContain('60 % owned by A');
        expect(JSON.stringify(control?.['path'])).toContain('seat in United States');
        show(workspace, after, before);
        expect(ruleIds()).not.toContain('reach/no-foreign-control violated');
        expect(ofD(workspace)).toEqual(ofD(freshWorkspace(before)));
    });

    test('so does the seat at the top of the chain', () => {
        const before = files('60%');
        const after = { ...before, 'a.terroir': (before['a.terroir'] ?? '').replace('US', 'FR') };
        const workspace = freshWorkspace(before);
        ofD(workspace);
        show(workspace, before, after);
        expect(ofD(workspace)).toEqual(ofD(freshWorkspace(after)));
        expect(ofD(workspace).map((finding) => finding['rule'])).not.toContain('reach/no-foreign-control');
    });

    test('so does the file at the top of the chain, gone and come back', () => {
        const before = files('60%');
        const { 'a.terroir': _, ...without } = before;
        const workspace = freshWorkspace(before);
        const first = ofD(workspace);
        show(workspace, before, without);
        expect(ofD(workspace)).toEqual(ofD(freshWorkspace(without)));
        show(workspace, without, before);
        expect(ofD(workspace)).toEqual(first);
    });
});

describe('until when a verdict holds', () => {
    const told = (workspace: Workspace, on: Day): Map<string, { until: Day | undefined; text: string }> => {
        const found = new Map<string, { until: Day | undefined; text: string }>();
        for (const { findings } of new Judge(workspace, rules).all(on)) {
            for (const finding of findings) {
                // Why a rule failed is no verdict, and holds for no time.
                if (finding.verdict === 'failed') continue;
                const { rule, verdict, severity, subject, message, where, holdsUntil } = seenOfFinding(workspace, finding);
                const text = JSON.stringify({ rule, verdict, severity, subject, message, where });
                found.set(text, { until: holdsUntil as Day | undefined, text });
            }
        }
        return found;
    };
    /** Days to look at: each of the next weeks, some further on, and the last one. */
    const daysTo = (until: Day): Day[] => {
        const days = new Set<Day>();
        for (let n = date; n <= Math.min(until, date + 45); n++) days.add(n);
        for (let n = date + 45; n <= Math.min(until, date + 1200); n += 97) days.add(n);
        days.add(until);
        return [...days];
    };

    test('the same is said on every day up to it', () => {
        holds(
            fc.property(script(10), (edits) => {
                const world = edits.reduce((so, { edit }) => edit(so), startingWorld());
                const workspace = freshWorkspace(printed(world));
                const now = told(workspace, date);
                const byDay = new Map<Day, Set<string>>();
                for (const { until, text } of now.values()) {
                    const last = Math.min(until ?? date + 1200, day('9999-12-31'));
                    expect(last).toBeGreaterThanOrEqual(date);
                    for (const on of daysTo(last)) {
                        let said = byDay.get(on);
                        if (!said) byDay.set(on, (said = new Set(told(workspace, on).keys())));
                        expect(
                            said.has(text),
                            `${text}\nholds until ${until === undefined ? 'for ever' : formatDay(until)}, and is not said on ${formatDay(on)}`,
                        ).toBe(true);
                    }
                }
            }),
            12,
        );
    });

    test.each([
        ['the end of a contract', 'term until 2026-12-31', '2026-12-31'],
        ['the last day of a run', 'effective 2026-01-01 term 1 year', '2026-12-31'],
        ['the day before an owner leaves', 'term 3 years', undefined],
    ])('%s ends it', (_, term, end) => {
        const source = `organisation Host { seat FR kind company owned 100% by Parent${end === undefined ? ' until 2026-12-09' : ''} }
organisation Parent { seat US kind company float 100% }
organisation Buyer { seat FR kind state-administration }
dataset Records { category health }
service Cloud by Host { stores in FR }
contract Hosting { controller Buyer hosts Records on Cloud signed 2026-01-01 ${term} }
`;
        const workspace = freshWorkspace({ 'spec.terroir': source });
        const finding = new Judge(workspace, rules).file('spec.terroir', date).findings.find(({ rule }) => rule === 'reach/no-foreign-control');
        expect(finding?.holdsUntil === undefined ? undefined : formatDay(finding.holdsUntil)).toBe(end ?? '2026-12-09');
    });

    const waived = (approved: string) => `organisation Host { seat FR kind company owned 100% by Parent }
organisation Parent { seat US kind company float 100% }
organisation Buyer { seat FR kind state-administration }
dataset Records { category health }
service Cloud by Host { stores in FR }
contract Hosting { controller Buyer hosts Records on Cloud signed 2026-01-01 term indefinite }
waiver W of reach/no-foreign-control on Hosting { because "no offer" approved by Buyer on ${approved} until 2026-12-31 }
`;
    const control = (source: string, on: Day) =>
        new Judge(freshWorkspace({ 'spec.terroir': source }), rules).file('spec.terroir', on).findings.find(({ rule }) => rule === 'reach/no-foreign-control');

    test('the end of a waiver ends it, for those who read what is waived', () => {
        const finding = control(waived('2026-11-01'), date);
        expect(finding?.waivedBy).toBe('spec.terroir#W');
        expect(finding?.holdsUntil).toBe(day('2026-12-31'));
    });

    test('so does the beginning of one', () => {
        const finding = control(waived('2026-12-01'), date);
        expect(finding?.waivedBy).toBeUndefined();
        expect(control(waived('2026-12-01'), day('2026-12-01'))?.waivedBy).toBe('spec.terroir#W');
        expect(finding?.holdsUntil).toBe(day('2026-11-30'));
    });
});

describe('the engine by itself', () => {
    const cell: Cell<number> = { name: 'cell', none: 0, same: identical };
    const asking = <R>(name: string, answer: Question<R>['answer'], same: Question<R>['same'] = alike, dated = false): Question<R> => ({
        name,
        dated,
        same,
        answer,
    });

    test('random cells and questions: the remembered answer is the one that a new engine gives', () => {
        // Each question adds up some cells and some questions with a greater number, and looks at a period or throws at times.
        const question = fc.record({
            cells: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
            of: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
            onlyIf: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
            modulo: fc.integer({ min: 1, max: 3 }),
            from: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
            throwsAt: fc.option(fc.nat({ max: 3 }), { nil: undefined, freq: 4 }),
        });
        const edit = fc.record({ cell: fc.nat({ max: 4 }), value: fc.nat({ max: 3 }), ask: fc.nat({ max: 7 }), date: fc.integer({ min: 0, max: 6 }) });
        holds(
            fc.property(fc.array(question, { minLength: 3, maxLength: 8 }), fc.array(edit, { minLength: 1, maxLength: 12 }), (recipes, edits) => {
                const questions: Question<number>[] = recipes.map((recipe, i) =>
                    asking(
                        `q${i}`,
                        (ask) => {
                            let sum = 0;
                            if (recipe.onlyIf !== undefined && ask.read(cell, `c${recipe.onlyIf}`) % 2 === 0) return sum;
                            for (const one of recipe.cells) sum += ask.read(cell, `c${one}`);
                            for (const step of recipe.of) {
                                const other = questions[i + step];
                                if (other) sum += ask.of(other, '');
                            }
                            if (ask.within(recipe.from, undefined, undefined)) sum += 10;
                            if (recipe.throwsAt !== undefined && sum === recipe.throwsAt) throw new Error(`q${i} at ${sum}`);
                            return sum % (recipe.modulo * 7);
                        },
                        identical,
                        true,
                    ),
                );
                const engine = new Engine();
                const stated = new Map<string, number>();
                const answer = (of: Engine, which: Question<number>, on: Day) => {
                    try {
                        const { value, holds: interval } = of.at(on).whole(which, '');
                        return { value, interval };
                    } catch (error) {
                        return { error: (error as Error).message };
                    }
                };
                for (const { cell: which, value, ask, date: on } of edits) {
                    engine.set(cell, `c${which}`, value);
                    stated.set(`c${which}`, value);
                    const fresh = new Engine();
                    for (const [about, one] of stated) fresh.set(cell, about, one);
                    const asked = questions[ask % questions.length] as Question<number>;
                    expect(answer(engine, asked, on)).toEqual(answer(fresh, asked, on));
                }
            }),
            1500,
        );
    });

    test('random cells, indexes and questions, some answered at once, and somebody who follows: all is as a new engine has it, and nothing is forgotten that counts', () => {
        // The first questions are answered at once and rest on cells and on one another; the others rest on those, on cells and on an index.
        const recipe = fc.record({
            cells: fc.array(fc.nat({ max: 4 }), { maxLength: 2 }),
            of: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
            under: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
            modulo: fc.integer({ min: 1, max: 3 }),
            keepsAside: fc.boolean(),
            slight: fc.boolean(),
            foremost: fc.boolean(),
        });
        const edit = fc.record({
            cell: fc.nat({ max: 4 }),
            value: fc.nat({ max: 3 }),
            ask: fc.nat({ max: 11 }),
            what: fc.constantFrom('set', 'set', 'set', 'enter', 'leave', 'sweep', 'date', 'forget', 'list'),
        });
        const scripts = fc.tuple(
            fc.array(recipe, { minLength: 4, maxLength: 12 }),
            fc.integer({ min: 1, max: 6 }),
            fc.array(edit, { minLength: 1, maxLength: 20 }),
        );
        holds(
            fc.property(scripts, fc.constantFrom(0, 1, 2000), ([recipes, prompt, edits], mostAtOnce) => {
                const turned = [...recipes].reverse();
                const aboutOf = (i: number): string => `${i % 3}`;
                /** @param aside where some of them keep what they find out on the way */
                const asked = (aside?: Aside): readonly Question<number>[] => {
                    const promptly = (one: (typeof turned)[number]) =>
                        one.foremost
                            ? ({ atOnce: true, foremost: true } as const)
                            : ({ atOnce: true, ...(one.slight ? { slight: true as const } : {}) } as const);
                    const questions: Question<number>[] = turned.map((one, i) => ({
                        name: `q${i}`,
                        // Questions answered at once come last here, for each asks such as come after it.
                        dated: i < turned.length - prompt,
                        ...(i < turned.length - prompt ? {} : promptly(one)),
                        same: identical,
                        answer: (asking) => {
                            const ask = aside && one.keepsAside && i < turned.length - prompt ? asking.aside(aside) : asking;
                            let sum = 0;
                            for (const which of one.cells) sum += ask.read(cell, `c${which}`);
                            for (const step of one.of) {
                                const other = questions[i + step];
                                // What is answered before all others rests on cells alone.
                                if (other && !questions[i]?.foremost) sum += ask.of(other, aboutOf(i + step));
                            }
                            if (one.under !== undefined && i < turned.length - prompt) sum += ask.under(index, `${one.under}`).length;
                            return sum % (one.modulo * 3);
                        },
                    }));
                    // It rests on most of what is answered at once.
                    const longest = Math.max(0, turned.length - prompt);
                    const most = questions[longest] as Question<number>;
                    const index: Index = {
                        name: 'by value',
                        kinds: ['Thing'],
                        keys: (ask, member) => [`${ask.read(cell, member)}`, `${ask.of(most, aboutOf(longest))}`],
                    };
                    return questions;
                };
                const questions = asked();
                const keeping = asked(new Aside((about) => about !== '0'));
                const engine = new Engine(mostAtOnce);
                const untracked = new Engine(mostAtOnce, false);
                const stated = new Map<string, number>();
                const members = new Set<string>();
                const seen = new Map<number, number>();
                let date = 0;
                const look = (of: Engine, which: number): number =>
                    of.at(date).of((of === engine ? keeping : questions)[which] as Question<number>, aboutOf(which));
                const follow = (which: number): number => engine.follow(`${which}`, date, (by) => by.of(keeping[which] as Question<number>, aboutOf(which)));
                for (const { cell: changed, value, ask, what } of edits) {
                    const about = `c${changed}`;
                    if (what === 'set') {
                        for (const one of [engine, untracked]) one.set(cell, about, value);
                        stated.set(about, value);
                    } else if (what === 'enter') {
                        for (const one of [engine, untracked]) one.enter('Thing', about);
                        members.add(about);
                    } else if (what === 'leave') {
                        for (const one of [engine, untracked]) one.leave('Thing', about);
                        members.delete(about);
                    } else if (what === 'sweep') engine.sweep();
                    else if (what === 'list') engine.listOnly(value > 1 ? undefined : (about) => about !== '0');
                    else if (what === 'forget') untracked.forget(['0', '1'], () => value > 1);
                    else {
                        date = 1 - date;
                        engine.keepDates(new Set([date]));
                    }
                    const fresh = new Engine();
                    for (const [one, is] of stated) fresh.set(cell, one, is);
                    for (const one of members) fresh.enter('Thing', one);
                    const which = ask % questions.length;
                    expect(look(engine, which)).toBe(look(fresh, which));
                    expect(look(untracked, which), 'where nobody keeps track').toBe(look(fresh, which));
                    for (const followed of seen.keys()) {
                        const key = `${followed}`;
                        if (engine.due.has(key) && engine.isOutdated(key)) seen.set(followed, follow(followed));
                        engine.due.delete(key);
                        expect(seen.get(followed), `what is followed, ${followed}`).toBe(look(fresh, followed));
                    }
                    if (value === 0) seen.set(which, follow(which));
                }
            }),
            3000,
        );
    });

    test('what is answered at once may rest on nothing that is not, so that it is never answered twice', () => {
        const engine = new Engine();
        const later = asking('later', (ask) => ask.read(cell, 'n'));
        const now: Question<number> = { ...asking('now', (ask) => ask.of(later, '')), atOnce: true };
        expect(() => engine.at(0).of(now, '')).toThrow('answered at once, asks later');
        const index: Index = { name: 'index', kinds: [], keys: () => [] };
        const looking: Question<number> = { ...asking('looking', (ask) => ask.under(index, '').length), atOnce: true };
        expect(() => engine.at(0).of(looking, '')).toThrow('looks into the index');
        const first: Question<number> = { ...asking('first', (ask) => ask.of(now, '')), atOnce: true, foremost: true };
        expect(() => engine.at(0).of(first, '')).toThrow('answered before all others, asks now');
    });

    test('of very many questions that are answered before all others each is, and where it comes to the same nothing behind it is marked', () => {
        const engine = new Engine(2);
        const parity: Question<number> = { ...asking('parity', (ask) => ask.read(cell, 'n') % 2), atOnce: true, foremost: true };
        const behind: Question<number> = { ...asking('behind', (ask, about) => ask.of(parity, about) + 1), atOnce: true };
        engine.set(cell, 'n', 1);
        const many = Array.from({ length: 10 }, (_, i) => `${i}`);
        for (const about of many) engine.follow(about, 0, (ask) => ask.of(behind, about));
        const marked = () => {
            const before = engine.work.answersMarked;
            const { size } = engine.due;
            return [engine.work.answersMarked - before, size];
        };
        engine.set(cell, 'n', 3);
        expect(marked()).toEqual([0, 0]);
        engine.set(cell, 'n', 4);
        // What rests on them is marked when they have been answered: one more each, and whoever follows it.
        expect(marked()).toEqual([20, 10]);
        for (const about of many) expect(engine.follow(about, 0, (ask) => ask.of(behind, about))).toBe(1);
    });

    test('a change that a question answered at once makes nothing of marks nothing behind it', () => {
        const engine = new Engine();
        const parity: Question<number> = { ...asking('parity', (ask) => ask.read(cell, 'n') % 2), atOnce: true };
        const above = asking('above', (ask) => ask.of(parity, '') * 100, alike, true);
        engine.set(cell, 'n', 1);
        engine.follow('key', 0, (ask) => ask.of(above, ''));
        engine.set(cell, 'n', 3);
        expect([...engine.due]).toEqual([]);
        engine.set(cell, 'n', 4);
        expect([...engine.due]).toEqual(['key']);
        expect(engine.isOutdated('key')).toBe(true);
    });

    describe('what somebody keeps to himself', () => {
        const own = (count: () => void) =>
            asking(
                'own',
                (ask, about) => {
                    count();
                    return ask.read(cell, about);
                },
                alike,
                true,
            );

        test('leads to what he rests on, and nobody else holds it', () => {
            const held = [true, false].map((isKept) => {
                const engine = new Engine();
                const aside = new Aside((about) => about !== 'x');
                let asked = 0;
                const below = own(() => {});
                const shared = asking('shared', (ask) => ask.of(below, 'x'), alike, true);
                const above = asking(
                    'above',
                    (ask, about) => {
                        asked++;
                        const by = isKept ? ask.aside(aside) : ask;
                        return by.of(below, about) + by.of(shared, '');
                    },
                    alike,
                    true,
                );
                engine.set(cell, 'x', 1);
                const look = (about: string) => engine.follow(about, 0, (ask) => ask.of(above, about));
                for (const about of ['a', 'b']) look(about);
                engine.sweep();
                const { held } = engine;
                engine.set(cell, 'b', 5);
                expect([...engine.due]).toEqual(['b']);
                expect(look('b')).toBe(6);
                engine.set(cell, 'x', 2);
                expect([...engine.due].sort()).toEqual(['a', 'b']);
                expect([look('a'), look('b')]).toEqual([2, 7]);
                expect(asked).toBe(5);
                expect([...engine.restsOn(above, 'a', 0)]).toEqual(expect.arrayContaining(['cell a', 'cell x']));
                return held;
            });
            // What is below `a` and `b`, and what is shared; what is about `x` is not his own.
            expect((held[1] as number) - (held[0] as number)).toBe(3);
        });

        test('is found out once, until anything is stated anew; and what others rest on is not found out again', () => {
            const engine = new Engine();
            const aside = new Aside(() => true);
            let asked = 0;
            const below = own(() => asked++);
            const above = (name: string) => asking(name, (ask, about) => ask.aside(aside).of(below, about), alike, true);
            const [one, two, three] = [above('one'), above('two'), above('three')];
            const look = (question: Question<number>, about: string, date = 0) => engine.at(date).of(question, about);
            for (const question of [one, two]) look(question, 'a');
            expect(asked).toBe(1);
            engine.set(cell, 'b', 5);
            look(three, 'a');
            expect(asked).toBe(2);
            look(three, 'a', 1);
            expect(asked).toBe(3);
            look(below, 'b');
            for (const question of [one, two]) look(question, 'b');
            expect(asked).toBe(4);
        });

        test('goes with the answers of its day, on which it may rest', () => {
            const engine = new Engine();
            const aside = new Aside((about) => about === 'a');
            const between = asking('between', (ask) => ask.read(cell, 'x'), alike, true);
            const below = asking('below', (ask) => ask.of(between, 'b'), alike, true);
            const above = asking('above', (ask) => ask.aside(aside).of(below, 'a'), alike, true);
            const look = () => engine.at(0).of(above, '');
            expect(look()).toBe(0);
            for (const date of [1, 0]) engine.keepDates(new Set([date]));
            expect(look()).toBe(0);
            engine.set(cell, 'x', 5);
            expect(look()).toBe(5);
        });

        test('is right for the asker alone who asks through it: whoever else asks between has it from the engine', () => {
            const engine = new Engine();
            const aside = new Aside((about) => about === 'a');
            const below = own(() => {});
            const between = asking('between', (ask) => ask.of(below, 'a') * 10, alike, true);
            const above = asking('above', (ask) => ask.aside(aside).of(below, 'a') + ask.aside(aside).of(between, 'b'), alike, true);
            engine.set(cell, 'a', 1);
            expect(engine.at(0).of(above, 'a')).toBe(11);
            engine.set(cell, 'a', 2);
            expect(engine.at(0).of(between, 'b')).toBe(20);
            expect(engine.at(0).of(above, 'a')).toBe(22);
        });
    });

    test('what says texts in other words is let go of once something rests on it, and told again without being asked anew', () => {
        const engine = new Engine();
        const told: string[] = [];
        const saying: Question<readonly number[]> = {
            ...asking<readonly number[]>('saying', (ask, about) => {
                told.push(about);
                return [ask.read(cell, about)];
            }),
            atOnce: true,
            retold: true,
        };
        const keys: Question<number> = { ...asking('keys', (ask, about) => ask.of(saying, about).length), atOnce: true };
        const above = asking('above', (ask, about) => ask.of(saying, about)[0] ?? 0, alike, true);
        for (const about of ['a', 'b']) {
            engine.set(cell, about, 1);
            engine.at(0).of(keys, about);
        }
        engine.follow('key', 0, (ask) => ask.of(above, 'a'));
        const { questionsAnswered } = engine.work;
        for (const about of ['a', 'b']) engine.release(about);
        told.length = 0;
        for (const about of ['a', 'b']) expect(engine.at(0).of(saying, about)).toEqual([1]);
        // Of `b` nothing was made yet but what is answered at once.
        expect(told).toEqual(['a']);
        expect(engine.work.questionsAnswered).toBe(questionsAnswered);
        expect([...engine.due]).toEqual([]);
        // Nobody is about to make something of it any more.
        engine.release('b', false);
        told.length = 0;
        expect(engine.at(0).of(saying, 'b')).toEqual([1]);
        expect(told).toEqual(['b']);
        engine.release('a');
        engine.set(cell, 'a', 2);
        expect([...engine.due]).toEqual(['key']);
        expect(engine.at(0).of(above, 'a')).toBe(2);
    });

    test('of the way to what an index lists nothing is kept where that is all that somebody wants, but for what it is about', () => {
        const engine = new Engine();
        const own: Question<number> = { ...asking('own', (ask, about) => ask.read(cell, about)), atOnce: true };
        const shared: Question<number> = { ...asking('shared', (ask, about) => ask.read(cell, about)), atOnce: true };
        const above: Question<number> = { ...asking('above', (ask, about) => ask.of(own, about) + ask.of(shared, 'all')), atOnce: true };
        const listed: Index = { name: 'listed', kinds: ['Thing'], keys: (ask, member) => [`${ask.of(above, member)}`] };
        const isKept = (question: Question<number>, about: string) => engine.wasAsked(question, about, 0);
        engine.listOnly((about) => about !== 'all');
        for (const about of ['a', 'b']) {
            engine.set(cell, about, 1);
            engine.enter('Thing', about);
        }
        const under = (key: number) => engine.at(0).under(listed, `${key}`);
        expect([under(1), under(2)]).toEqual([['a', 'b'], []]);
        const { questionsAnswered } = engine.work;
        expect([isKept(own, 'a'), isKept(above, 'a'), isKept(shared, 'all')]).toEqual([false, false, true]);
        engine.set(cell, 'a', 2);
        expect([under(1), under(2)]).toEqual([['b'], ['a']]);
        // What `a` is listed under, and the two on the way.
        expect(engine.work.questionsAnswered - questionsAnswered).toBe(3);
        expect(isKept(above, 'a')).toBe(false);
        engine.set(cell, 'all', 1);
        expect([under(2), under(3)]).toEqual([['b'], ['a']]);
        engine.listOnly(undefined);
        engine.set(cell, 'b', 2);
        expect([under(2), under(3)]).toEqual([[], ['a', 'b']]);
        expect([isKept(own, 'b'), isKept(above, 'b'), isKept(above, 'a')]).toEqual([true, true, false]);
    });

    test('nothing is kept of what has come and gone, however often', () => {
        const engine = new Engine();
        const own: Question<number> = { ...asking('own', (ask, about) => ask.read(cell, about)), atOnce: true };
        const listed: Index = { name: 'listed', kinds: ['Thing'], keys: (ask, member) => [`${ask.of(own, member)}`] };
        const dated = asking('dated', (ask, about) => ask.of(own, about) + ask.under(listed, '1').length, alike, true);
        const come = (n: number): void => {
            engine.set(cell, `c${n}`, 1);
            engine.enter('Thing', `c${n}`);
            engine.follow(`${n}`, 0, (ask) => ask.of(dated, `c${n}`));
        };
        const go = (n: number): void => {
            engine.leave('Thing', `c${n}`);
            engine.set(cell, `c${n}`, 0);
            engine.unfollow(`${n}`);
        };
        come(0);
        engine.sweep();
        const { held } = engine;
        for (let n = 1; n < 200; n++) {
            come(n);
            if (n % 3 === 0) engine.sweep();
            go(n);
        }
        engine.follow('0', 0, (ask) => ask.of(dated, 'c0'));
        engine.sweep();
        expect(engine.held).toBe(held);
    });

    test('an answer knows the first and the last day on which it stays as it is', () => {
        const engine = new Engine();
        const dated = asking('dated', (ask) => ask.within(3, 5, undefined), identical, true);
        const above = asking('above', (ask) => ask.of(dated, '') || ask.passed(9, undefined), identical, true);
        const holding = (on: Day) => {
            const { since, until } = engine.at(on).whole(above, '').holds;
            return { since, until };
        };
        const [never, ever] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
        expect([1, 2].map(holding)).toEqual([
            { since: never, until: 2 },
            { since: never, until: 2 },
        ]);
        expect([3, 4, 5].map(holding)).toEqual([3, 4, 5].map(() => ({ since: 3, until: 5 })));
        expect([6, 9].map(holding)).toEqual([6, 9].map(() => ({ since: 6, until: 9 })));
        expect(holding(10)).toEqual({ since: 10, until: ever });
    });

    test('of the parts of an answer it is known how long each holds; the answer holds no longer than they do, and who takes one only as long as that one', () => {
        const engine = new Engine();
        const parts = asking(
            'parts',
            (ask) => [
                ask.part(() => ask.within(3, 5, undefined)),
                ask.part(() => ask.passed(9, undefined)),
                ask.part(() => {
                    throw new Error('no part');
                }),
            ],
            identical,
            true,
        );
        const taking = asking(
            'taking',
            (ask) => {
                const second = ask.inParts(parts, '')[1];
                if (second) ask.rely(second);
                return second && 'value' in second && second.value;
            },
            identical,
            true,
        );
        const { value, holds: whole } = engine.at(4).whole(parts, '');
        expect(value.map((part) => ('error' in part ? part.error : [part.value, part.holds.since, part.holds.until]))).toEqual([
            [true, 3, 5],
            [false, Number.NEGATIVE_INFINITY, 9],
            new Error('no part'),
        ]);
        expect([whole.since, whole.until]).toEqual([3, 5]);
        const taken = engine.at(4).whole(taking, '');
        expect([taken.value, taken.holds.since, taken.holds.until]).toEqual([false, Number.NEGATIVE_INFINITY, 9]);
    });

    test('an engine that keeps no track answers anew after a change, lets nobody follow, and forgets what it is told to', () => {
        const engine = new Engine(undefined, false);
        let asked = 0;
        const counting = asking('counting', (ask) => {
            asked++;
            return ask.read(cell, 'n');
        });
        engine.set(cell, 'n', 1);
        const look = (about: string) => engine.at(0).of(counting, about);
        expect([look('a'), look('a'), look('b'), asked]).toEqual([1, 1, 1, 2]);
        engine.set(cell, 'n', 2);
        expect([look('a'), look('b'), asked]).toEqual([2, 2, 4]);
        engine.forget(['a'], () => false);
        expect([look('b'), asked]).toEqual([2, 4]);
        expect([look('a'), asked]).toEqual([2, 5]);
        engine.forget([], (about) => about === 'a');
        expect([look('a'), look('b'), asked]).toEqual([2, 2, 6]);
        expect(() => engine.follow('key', 0, () => undefined)).toThrow('keeps no track');
        expect(() => engine.restsOn(counting, 'a', 0)).toThrow('keeps no track');
        expect(() => new Engine().forget([], () => true)).toThrow('keeps them');
    });

    test('an engine that keeps no track forgets all but what it is to keep, and asks its suppliers again for the rest', () => {
        const engine = new Engine(undefined, false);
        const supplied: string[] = [];
        const answered: string[] = [];
        let said = 5;
        engine.supply(cell, (about) => {
            supplied.push(about);
            return about === 'nothing' ? 0 : said;
        });
        const reading = asking('reading', (ask, about) => {
            answered.push(about);
            return ask.read(cell, about);
        });
        const look = () => ['a', 'b', 'own', 'nothing'].map((about) => engine.at(0).of(reading, about));
        engine.set(cell, 'own', 7);
        expect([look(), look()]).toEqual([
            [5, 5, 7, 0],
            [5, 5, 7, 0],
        ]);
        expect([supplied.splice(0), answered.splice(0)]).toEqual([
            ['own', 'a', 'b', 'nothing'],
            ['a', 'b', 'own', 'nothing'],
        ]);
        said = 6;
        engine.forgetAllBut((about) => about === 'b');
        // What a host has set stays set.
        expect(look()).toEqual([6, 5, 7, 0]);
        expect([supplied.splice(0), answered.splice(0)]).toEqual([
            ['a', 'nothing'],
            ['a', 'own', 'nothing'],
        ]);
        engine.resupply();
        expect(look()).toEqual([6, 6, 7, 0]);
        for (const no of [() => new Engine().forgetAllBut(() => true), () => new Engine().resupply()]) expect(no).toThrow('keeps them');
    });

    test('members are taken into an index bit by bit, and then nobody asks for the keys of all', () => {
        const engine = new Engine(undefined, false);
        const told: string[] = [];
        const index: Index = {
            name: 'numbers',
            kinds: ['Number'],
            keys: (ask, member) => {
                told.push(member);
                return [String(ask.read(cell, member) % 2)];
            },
        };
        for (const [i, one] of ['one', 'two', 'three'].entries()) {
            engine.enter('Number', one);
            engine.set(cell, one, i + 1);
        }
        engine.takeIn(index, ['three', 'something else']);
        engine.takeIn(index, ['one', 'two']);
        expect(['0', '1'].map((key) => engine.at(0).under(index, key))).toEqual([['two'], ['one', 'three']]);
        expect(told).toEqual(['three', 'one', 'two']);
        engine.set(cell, 'one', 4);
        expect(['0', '1'].map((key) => engine.at(0).under(index, key))).toEqual([['one', 'two'], ['three']]);
        expect(() => new Engine().takeIn(index, [])).toThrow('keeps them');
    });

    test('whoever knows what an index lists may say so, until something changes', () => {
        const engine = new Engine(undefined, false);
        const index: Index = { name: 'numbers', kinds: ['Number'], keys: (ask, member) => [String(ask.read(cell, member))] };
        engine.enter('Number', 'one');
        engine.set(cell, 'one', 1);
        engine.enter('Number', 'other');
        engine.set(cell, 'other', 3);
        const asked: string[] = [];
        engine.supplyMembers({ isOf: (member) => member === 'one', under: (_, key) => [...(asked.push(key) && key === 'known' ? ['one'] : [])] });
        const under = (key: string) => engine.at(0).under(index, key);
        expect([under('known'), under('1'), under('3'), under('known')]).toEqual([['one'], [], ['other'], ['one']]);
        expect(asked).toEqual(['known', '1', '3']);
        engine.set(cell, 'one', 2);
        expect([under('known'), under('2'), under('3')]).toEqual([[], ['one'], ['other']]);
        expect(() => new Engine().supplyMembers({ isOf: () => false, under: () => [] })).toThrow('keeps track');
    });

    test('somebody may know of more declarations of a kind than have entered, and is asked once somebody looks', () => {
        const engine = new Engine(undefined, false);
        const index: Index = { name: 'numbers', kinds: ['Number'], keys: (ask, member) => [String(ask.read(cell, member))] };
        const asked: string[] = [];
        engine.supplyKinds((kind) => (asked.push(kind) > 0 && kind === 'Number' ? ['two', 'one'] : []));
        engine.enter('Number', 'three');
        engine.set(cell, 'two', 2);
        expect(asked).toEqual([]);
        expect([engine.kind('Letter').items, engine.kind('Number').items, engine.kind('Number').items]).toEqual([
            [],
            ['one', 'three', 'two'],
            ['one', 'three', 'two'],
        ]);
        expect(asked).toEqual(['Letter', 'Number']);
        expect([engine.at(0).under(index, '0'), engine.at(0).under(index, '2')]).toEqual([['one', 'three'], ['two']]);
        engine.leave('Number', 'one');
        expect(() => new Engine().supplyKinds(() => [])).toThrow('keeps them');
    });

    test('an answer that comes out the same stops the change there', () => {
        const engine = new Engine();
        let asked = 0;
        const parity = asking('parity', (ask) => ask.read(cell, 'n') % 2);
        const above = asking('above', (ask) => {
            asked++;
            return ask.of(parity, '') * 100;
        });
        engine.set(cell, 'n', 1);
        expect(engine.at(0).of(above, '')).toBe(100);
        engine.set(cell, 'n', 3);
        expect(engine.at(0).of(above, '')).toBe(100);
        expect(asked).toBe(1);
        engine.set(cell, 'n', 4);
        expect(engine.at(0).of(above, '')).toBe(0);
        expect(asked).toBe(2);
    });

    test('a question that asks itself says so, and answers again once it no longer does', () => {
        const engine = new Engine();
        const self: Question<number> = asking('self', (ask) => (ask.read(cell, 'n') > 0 ? ask.of(self, '') : 7));
        engine.set(cell, 'n', 1);
        expect(() => engine.at(0).of(self, '')).toThrow('asks itself');
        engine.set(cell, 'n', 0);
        expect(engine.at(0).of(self, '')).toBe(7);
    });

    test('an undated question may neither look at the date nor ask a dated one', () => {
        const engine = new Engine();
        const dated = asking('dated', (ask) => ask.within(3, undefined, undefined), alike, true);
        expect(() =>
            engine.at(0).of(
                asking('peeks', (ask) => ask.within(3, undefined, undefined)),
                '',
            ),
        ).toThrow('looks at the date');
        expect(() =>
            engine.at(0).of(
                asking('asks', (ask) => ask.of(dated, '')),
                '',
            ),
        ).toThrow('asks the dated');
    });

    test('a long chain of remembered answers is checked without running out of stack', () => {
        const engine = new Engine();
        const chain: Question<number> = asking('chain', (ask, about) => (about === '0' ? ask.read(cell, 'n') : ask.of(chain, String(Number(about) - 1))));
        for (let i = 0; i <= 50_000; i++) engine.at(0).of(chain, String(i));
        engine.set(cell, 'n', 5);
        expect(engine.at(0).of(chain, '50000')).toBe(5);
    });

    test('forgotten dates are answered anew, and the same', () => {
        const engine = new Engine();
        const dated = asking('dated', (ask) => (ask.within(3, 5, undefined) ? ask.read(cell, 'n') : -1), identical, true);
        engine.set(cell, 'n', 9);
        const answers = () => [2, 3, 5, 6].map((on) => engine.at(on).of(dated, ''));
        expect(answers()).toEqual([-1, 9, 9, -1]);
        const { questionsAnswered } = engine.work;
        engine.keepDates(new Set([3]));
        expect(answers()).toEqual([-1, 9, 9, -1]);
        expect(engine.work.questionsAnswered).toBe(questionsAnswered + 3);
    });
});

test('alike is what is equal in every part, and nothing else', () => {
    const leaf = fc.constantFrom<unknown>(undefined, null, 0, 1, Number.NaN, '', 'a', 1n, true);
    const { value } = fc.letrec((tie) => ({
        value: fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            leaf,
            fc.array(tie('value'), { maxLength: 3 }),
            fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
            fc.array(fc.tuple(fc.constantFrom('a', 'b'), tie('value')), { maxLength: 2 }).map((entries) => new Map(entries)),
            fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }).map((entries) => new Set(entries)),
        ),
    }));
    let equal = 0;
    const compare = (a: unknown, b: unknown) => {
        const is = isDeepStrictEqual(a, b);
        if (is) equal++;
        expect(alike(a, b)).toBe(is);
    };
    holds(
        fc.property(value, value, (a, b) => {
            compare(a, b);
            // The same in other objects, and the same but for what is not said.
            compare(a, structuredClone(a));
            compare({ a, b }, { a, b: structuredClone(b) });
            compare({ a }, { a, b: undefined });
            compare({ a, b: undefined }, { a, c: undefined });
        }),
        2_000,
    );
    expect(equal).toBeGreaterThan(2_000);
});

test('whoever looks at what ends an answer learns of another cause on the same day', () => {
    const engine = new Engine();
    const where: Cell<string> = { name: 'where', none: 'a', same: identical };
    const dated: Question<boolean> = {
        name: 'dated',
        dated: true,
        same: identical,
        answer: (ask) => ask.within(undefined, 5, { id: ask.read(where, ''), path: 'facts.0' }),
    };
    const causes: Question<string> = {
        name: 'causes',
        dated: true,
        same: identical,
        answer: (ask) =>
            ask
                .whole(dated, '')
                .holds.turns.map(({ at }) => at.id)
                .join(),
    };
    expect(engine.at(3).of(causes, '')).toBe('a');
    engine.set(where, '', 'b');
    expect(engine.at(3).of(causes, '')).toBe('b');
});
