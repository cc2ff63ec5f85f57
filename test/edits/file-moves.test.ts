import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importEdits, movedBy } from '../../language/editing.ts';
import { importOf, resolveImport } from '../../language/index.ts';
import { workspaceOf } from '../harness/spec.ts';

/** Wherever files and folders go, every import leads to the file that it led to. */
test('no move breaks an import', () => {
    const folders = ['', 'a/', 'a/b/', 'c/'];
    const names = ['one', 'two', 'three é', 'four'];
    fc.assert(
        fc.property(
            fc.uniqueArray(fc.tuple(fc.constantFrom(...folders), fc.constantFrom(...names)), {
                minLength: 2,
                maxLength: 6,
                selector: ([folder, name]) => folder + name,
            }),
            fc.constantFrom('a', 'c', 'a/b'),
            fc.constantFrom('d', 'c/e', 'f/g/h'),
            fc.boolean(),
            (files, folder, to, single) => {
                const paths = files.map(([place, name]) => `${place}${name}.terroir`);
                const specs = Object.fromEntries(paths.map((path) => [path, paths.map((other) => `import "${importOf(path, other)}"\n`).join('')]));
                const workspace = workspaceOf(specs);
                const first = paths[0] as string;
                const moved = movedBy([single ? { from: first, to: `${to}/${first}` } : { from: folder, to }]);
                const steps = importEdits(workspace, moved);
                let step = steps.next();
                while (!step.done) step = steps.next();
                for (const path of paths) {
                    let text = specs[path] ?? '';
                    for (const edit of step.value.filter((one) => one.path === path).sort((a, b) => b.start - a.start))
                        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
                    const led = [...text.matchAll(/"([^"]*)"/g)].map(([, written]) => resolveImport(moved(path), written ?? ''));
                    expect(led, path).toEqual(paths.map(moved));
                }
            },
        ),
        { numRuns: 300 },
    );
});
