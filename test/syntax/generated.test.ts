import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../harness/spec.ts';

/** Written by hand but for some tables; the last one is read for its examples. */
const documents = ['README.md', 'README.fr.md', 'docs/editors.md', 'docs/language.md'];

test('what is generated from the grammar, the rules, the server and the manifest is fresh; if not, run: npm run generate', () => {
    // The generator writes beside its sources, so it is run in a copy.
    const copy = mkdtempSync(join(tmpdir(), 'terroir-generate-'));
    try {
        const pages = ['docs/rules', 'docs/fr/rules', 'test/rules'];
        const sources = ['scripts', 'package.json', 'package.nls.json', 'package.nls.fr.json', 'language', 'server', 'examples', ...pages];
        for (const part of [...sources, ...documents]) cpSync(join(root, part), join(copy, part), { recursive: true });
        symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
        execFileSync(process.execPath, [join(copy, 'scripts/generate.ts')], { stdio: 'pipe' });
        const read = (folder: string): Record<string, string> => ({
            ...Object.fromEntries(
                ['docs/rules', 'docs/fr/rules'].flatMap((pages) =>
                    readdirSync(join(folder, pages), { recursive: true, encoding: 'utf8' })
                        .filter((name) => name.endsWith('.md'))
                        .sort()
                        .map((name) => [`${pages}/${name}`, readFileSync(join(folder, pages, name), 'utf8')]),
                ),
            ),
            ...Object.fromEntries(
                readdirSync(join(folder, 'language/syntax/generated'))
                    .sort()
                    .map((name) => [name, readFileSync(join(folder, 'language/syntax/generated', name), 'utf8')]),
            ),
            ...Object.fromEntries(documents.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
            'examples.ts': readFileSync(join(folder, 'language/edits/generated/examples.ts'), 'utf8'),
            'contents.ts': readFileSync(join(folder, 'language/library/generated/contents.ts'), 'utf8'),
            // A formatter may sort the imports.
            'rules/index.ts': readFileSync(join(folder, 'language/rules/index.ts'), 'utf8').split('\n').sort().join('\n'),
        });
        const fresh = read(copy);
        const kept = read(root);
        expect(Object.keys(kept), 'run: npm run generate').toEqual(Object.keys(fresh));
        for (const [name, text] of Object.entries(fresh)) expect(kept[name] === text, `${name} is stale; run: npm run generate`).toBe(true);
    } finally {
        rmSync(copy, { recursive: true, force: true });
    }
}, 90_000);
