import { expect, test } from 'vitest';
import { colouredNames } from '../../language/editing.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { corpus } from '../harness/corpus.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, workspaceOf } from '../harness/spec.ts';

test('of every spec that is written down each name is told once, over its own text, and every kind of declaration is met', () => {
    const kinds = new Set<string>();
    const files: [path: string, source: string][] = corpus.filter((_, i) => i % 10 === 0).map(({ source }) => ['spec.terroir', source]);
    const workspace = workspaceOf();
    for (const [path, text] of [...files, ...libraryFiles.map((file): [string, string] => [file.path, file.source])]) {
        if (path === 'spec.terroir') workspace.set(path, text, parsedOnce(text));
        let end = 0;
        for (const name of colouredNames(workspace, path, day('2026-11-24'))) {
            expect(name.start).toBeGreaterThanOrEqual(end);
            expect(text.slice(name.start, name.end)).toMatch(/^[\p{L}_][\p{L}\p{M}\p{N}_·/-]*$/u);
            kinds.add(name.kind);
            end = name.end;
        }
    }
    for (const kind of [
        'Organisation',
        'Service',
        'Dataset',
        'Contract',
        'Jurisdiction',
        'Norm',
        'Adequacy',
        'Scheme',
        'Commitment',
        'Authorisation',
        'Waiver',
    ]) {
        expect([...kinds]).toContain(kind);
    }
});
