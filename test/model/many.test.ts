import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { Judge, rules } from '../../language/index.ts';
import { all } from '../../language/model/declarations.ts';
import { day, workspaceOf } from '../harness/spec.ts';

/** More files than a call may have arguments, or a tree of addresses may spread. */
const many = 130_000;
const pathOf = (n: number) => `f${n}.terroir`;
const date = day('2026-11-23');

test(`${many} files are held, found by name, listed, judged and let go`, { timeout: 300_000 }, () => {
    const workspace = workspaceOf();
    const { engine } = workspace;
    const source = (n: number) => `dataset D${n} { category health }\n`;
    const set = (path: string, text: string) => workspace.set(path, text, parse(text));
    for (let n = 0; n < many; n++) set(pathOf(n), source(n));
    set('k.terroir', `import "./${pathOf(77_777)}"\nservice S by D1 { stores in FR }\ncontract K { hosts D77777, D5 on S }\n`);
    const judge = new Judge(workspace, rules);
    const codes = (path: string) => judge.file(path, date).findings.map(({ rule }) => rule);
    expect(codes(pathOf(5))).toContain('facts/are-used');
    expect(codes(pathOf(77_777))).not.toContain('facts/are-used');
    expect(codes('k.terroir')).toContain('names/not-imported');
    expect(all(engine.at(date), 'Dataset')).toHaveLength(many);
    const { questionsAnswered } = engine.work;
    set(pathOf(7), `${source(7)}// a remark\n`);
    expect(codes(pathOf(5))).toContain('facts/are-used');
    expect(engine.work.questionsAnswered).toBe(questionsAnswered);
    for (let n = 0; n < many; n++) workspace.remove(pathOf(n));
    expect(all(engine.at(date), 'Dataset')).toEqual([]);
    engine.sweep();
});
