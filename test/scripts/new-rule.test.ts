import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type * as Marks from '../harness/marks.ts';
import { root } from '../harness/spec.ts';

// The scaffold is tried on a copy of the house: the three files it writes must be a rule whose page passes as it stands.
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'terroir-new-rule-')));
for (const folder of ['language', 'test/harness']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (id: string) =>
    execFileSync(process.execPath, [join(root, 'scripts/new-rule.ts'), id], { env: { ...process.env, TERROIR_ROOT: copy }, encoding: 'utf8', stdio: 'pipe' });

test('a new rule is three files, and its page runs', async () => {
    run('reach/is-described');
    const { isDescribed } = await import(/* @vite-ignore */ join(copy, 'language/rules/reach/is-described.ts'));
    const { blocksOf, check } = (await import(/* @vite-ignore */ join(copy, 'test/harness/marks.ts'))) as typeof Marks;
    const blocks = blocksOf(readFileSync(join(copy, 'docs/rules/reach/is-described.md'), 'utf8'));
    expect(isDescribed.id).toBe('reach/is-described');
    expect(blocks.map(({ expect: wanted }) => wanted)).toEqual(['fails', 'passes']);
    // The specs of the French page are put there by the generator.
    expect(readFileSync(join(copy, 'docs/fr/rules/reach/is-described.md'), 'utf8').match(/^```terroir$/gm)).toHaveLength(blocks.length);
    for (const block of blocks) expect(check(block, isDescribed)).toEqual([]);
});

test('an existing rule is never overwritten, a bad name is refused', () => {
    run('reach/is-fresh');
    expect(() => run('reach/is-fresh')).toThrow(/exists already/);
    expect(() => run('Reach')).toThrow(/Say which rule/);
});
