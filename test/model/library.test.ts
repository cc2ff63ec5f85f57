import { expect, test } from 'vitest';
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

test('an empty workspace has no library, and says so instead of judging', () => {
    const bare = new Workspace();
    expect(() => new Judge(bare, rules).all(day('2026-11-23'))).not.toThrow();
});
