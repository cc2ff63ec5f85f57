import { expect, test } from 'vitest';
import { Judge, rules } from '../../../language/index.ts';
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
