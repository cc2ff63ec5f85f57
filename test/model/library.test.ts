import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { Judge, say, Workspace } from '../../language/index.ts';
import { rules } from '../../language/rules/index.ts';
import { day, workspaceOf } from '../harness/spec.ts';

const workspace = workspaceOf();

test('the library reads without a problem: every name, date and share in it means something', () => {
    const judge = new Judge(workspace, []);
    const problems = [...workspace.files.keys()].flatMap((path) =>
        judge.file(path, day('2026-11-23')).findings.map(({ rule, message }) => `${path} ${rule}: ${say(message)}`),
    );
    expect(workspace.files.size).toBeGreaterThan(6);
    expect(problems).toEqual([]);
});

test('every norm that a rule cites is in the library', () => {
    const ask = new Judge(workspace, rules);
    const names = new Set([...workspace.files.values()].flatMap(({ ids }) => ids.map((id) => id.slice(id.indexOf('#') + 1))));
    for (const rule of ask.rules) for (const norm of rule.norms) expect(names, `${rule.id} cites ${norm}`).toContain(norm);
});

test('without the library rules that rest on it fail, and say what it lacks', () => {
    const source = 'organisation A { }\ndataset R { }\nservice S by A { }\ncontract C { controller A  processor A  hosts R on S  signed 2024-01-01 }\n';
    const bare = new Workspace();
    bare.set('a.terroir', source, parse(source));
    const { findings, counts } = new Judge(bare, rules).file('a.terroir', day('2026-11-23'));
    expect(counts).toMatchObject({ violated: 0, unknown: 0, broken: 0 });
    const failed = findings.filter(({ verdict }) => verdict === 'failed').map(({ message }) => say(message));
    expect(failed.length).toBeGreaterThan(5);
    for (const message of failed) expect(message).toMatch(/The library declares no [\w-]+\./);
});
