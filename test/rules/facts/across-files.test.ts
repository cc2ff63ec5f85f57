import { expect, test } from 'vitest';
import { Judge, rules, say } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * What facts/are-used makes of references in other files: each file is a valid fragment, and whoever looks at one alone must
 * not be told that half of it is idle.
 */

const parties = 'organisation Clinic { seat FR  kind health-institution }\norganisation Heron { seat FR  kind company }\n';
const contract = 'import "./parties.terroir"\ncontract C { controller Clinic  processor Heron }\n';

/** The verdict of facts/are-used on the parties of `parties.terroir`. */
function verdicts(files: Record<string, string>): string[] {
    const judge = new Judge(workspaceOf(files), rules);
    return ['Clinic', 'Heron'].map((name) => judge.verdicts(`parties.terroir#${name}`, day('2026-11-23')).get('facts/are-used') ?? '');
}

test('a reference from another file counts', () => {
    expect(verdicts({ 'parties.terroir': parties })).toEqual(['violated', 'violated']);
    expect(verdicts({ 'parties.terroir': parties, 'c.terroir': contract })).toEqual(['satisfied', 'satisfied']);
    expect(verdicts({ 'parties.terroir': parties, 'c.terroir': contract.replace('  processor Heron', '') })).toEqual(['satisfied', 'violated']);
});

test('so does one by the prefix of an import', () => {
    const prefixed = 'import "./parties.terroir" as p\ncontract C { controller p.Clinic }\n';
    expect(verdicts({ 'parties.terroir': parties, 'c.terroir': prefixed })).toEqual(['satisfied', 'violated']);
});

test('a party of the same name in another file is another party', () => {
    const other = 'organisation Heron { seat DE }\ncontract D { controller Heron }\n';
    expect(verdicts({ 'parties.terroir': parties, 'd.terroir': other })).toEqual(['violated', 'violated']);
});

test('nothing is said while a declaration that might refer to it is broken', () => {
    const broken = contract.replace('processor Heron', 'procesor Heron');
    expect(verdicts({ 'parties.terroir': parties, 'c.terroir': broken })).toEqual(['satisfied', 'does not apply']);
});

test('what is broken in a file that does not import it is no reason', () => {
    const elsewhere = 'contract D { procesor Heron }\n';
    expect(verdicts({ 'parties.terroir': parties, 'd.terroir': elsewhere })).toEqual(['violated', 'violated']);
});

test('a reference that is written later ends the hint at once', () => {
    const workspace = workspaceOf({ 'parties.terroir': parties });
    const judge = new Judge(workspace, rules);
    const hints = () => judge.file('parties.terroir', day('2026-11-23')).counts.hints;
    expect(hints()).toBe(2);
    workspace.set('c.terroir', contract, workspaceOf({ 'c.terroir': contract }).files.get('c.terroir')?.parsed as never);
    expect(hints()).toBe(0);
});

test('a ring of owners over two files is told once in each', () => {
    const a = 'import "./b.terroir"\norganisation A { seat FR  controlled by B }\norganisation A2 { seat FR  controlled by A }\n';
    const b = 'import "./a.terroir"\norganisation B { seat FR  controlled by A }\n';
    const judge = new Judge(workspaceOf({ 'a.terroir': a, 'b.terroir': b }), rules);
    const told = ['a.terroir', 'b.terroir'].flatMap((path) =>
        judge.file(path, day('2026-11-23')).findings.filter(({ rule }) => rule === 'facts/are-consistent'),
    );
    expect(told.map(({ subject, severity }) => `${subject} ${severity}`)).toEqual(['a.terroir#A error', 'b.terroir#B error']);
});

test('a long ring over very many files is told whole in one of them, by its ends in the others', () => {
    const count = 40;
    const file = (i: number) => `f${String(i).padStart(2, '0')}.terroir`;
    const files = Array.from({ length: count }, (_, i) => {
        const next = (i + 1) % count;
        return [file(i), `import "./${file(next)}"\norganisation P${i} { seat FR  owned 60% by P${next} }\n`] as const;
    });
    const workspace = workspaceOf(Object.fromEntries(files));
    const judge = new Judge(workspace, rules);
    const told = files.map(([path]) => judge.file(path, day('2026-11-23')).findings.filter(({ rule }) => rule === 'facts/are-consistent'));
    expect(told.map(({ length }) => length)).toEqual(Array.from({ length: count }, () => 1));
    const pathIn = (i: number) => told[i]?.[0]?.path.map(({ say: said }) => say(said, (key) => key)) ?? [];
    const step = (i: number) => `60 % owned by P${(i + 1) % count}`;
    expect(pathIn(0)).toEqual(Array.from({ length: count }, (_, i) => step(i)));
    expect(pathIn(3)).toEqual([...[3, 4, 5, 6, 7, 8, 9, 10].map(step), 'Steps in between, which P0 shows: 24', ...[35, 36, 37, 38, 39, 0, 1, 2].map(step)]);
    const message = told[3]?.[0]?.message;
    expect(message && say(message, (key) => key)).toBe(
        'Control goes round in a ring, P3, P4, P5, P6, P7, P8, P9, P10, …, P35, P36, P37, P38, P39, P0, P1, P2, and nobody outside it controls any of them: who does is left open.',
    );
    // What is left out of the way is no way that misleads: the first of its steps is the one that stands in the file.
    expect(told.map(([one]) => one?.path[0]?.at.id)).toEqual(files.map(([path], i) => `${path}#P${i}`));
});
