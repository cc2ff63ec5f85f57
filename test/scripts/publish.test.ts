import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../harness/spec.ts';

/* Publishing, on a house of its own, with tools that only write down what they were told. */

const ready = { name: 'terroir', version: '1.2.3', publisher: 'somebody', repository: { type: 'git', url: 'https://example.org/terroir.git' } };
const tokens = { VSCE_PAT: 'first-secret', OVSX_PAT: 'second-secret' };

let house: string;
let told: string;
beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), 'terroir-publish-'));
    told = join(house, 'bin/told');
    for (const folder of ['dist', 'bin']) mkdirSync(join(house, folder));
    writeFileSync(join(house, '.gitignore'), 'dist\nbin\n');
    writeFileSync(join(house, 'package.json'), JSON.stringify(ready));
    writeFileSync(join(house, 'CHANGELOG.md'), '# Changelog\n\n## 1.2.3 – 2026-12-01\n\nFirst.\n');
    pack(ready);
    for (const [tool, token] of [
        ['vsce', 'VSCE_PAT'],
        ['ovsx', 'OVSX_PAT'],
    ]) {
        // biome-ignore format: a table
        const script = `#!/bin/sh\necho "${tool} $* (token of \${#${token}} letters)" >> "${told}"\n[ ! -e "${house}/bin/${tool}-fails" ]\n`;
        writeFileSync(join(house, 'bin', tool ?? ''), script);
        chmodSync(join(house, 'bin', tool ?? ''), 0o755);
    }
    git('init', '--quiet');
    commit();
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

const git = (...argv: string[]) => execFileSync('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org', ...argv], { cwd: house });
const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'State');
};
const pack = (manifest: object) => writeFileSync(join(house, 'dist/terroir.vsix'), zipSync({ 'extension/package.json': strToU8(JSON.stringify(manifest)) }));
const change = (file: string, content: string) => {
    writeFileSync(join(house, file), content);
    commit();
};

function publish(argv: readonly string[] = [], env: Record<string, string> = tokens) {
    const { VSCE_PAT: _, OVSX_PAT: __, ...rest } = process.env;
    const path = `${join(house, 'bin')}${delimiter}${process.env['PATH']}`;
    const all = { ...rest, PATH: path, TERROIR_ROOT: house, ...env };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/publish.ts'), ...argv], { encoding: 'utf8', env: all });
    return { status, stdout, stderr, calls: existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : [] };
}

test('the same package goes to both, and no token is printed', () => {
    const { status, stdout, stderr, calls } = publish();
    expect([status, stderr]).toEqual([0, '']);
    const vsix = join(house, 'dist/terroir.vsix');
    expect(calls).toEqual([
        `vsce publish --packagePath ${vsix} --skip-duplicate (token of 12 letters)`,
        `ovsx publish ${vsix} --skip-duplicate (token of 13 letters)`,
    ]);
    expect(stdout).not.toContain('secret');
});

test('a dry run says what it would do, and does nothing', () => {
    const { status, stdout, calls } = publish(['--dry-run']);
    expect([status, calls]).toEqual([0, []]);
    expect(stdout).toContain('Would publish 1.2.3 to the Visual Studio Marketplace: vsce publish');
    expect(stdout).toContain('Would publish 1.2.3 to the Open VSX registry: ovsx publish');
});

test.each<[string, () => unknown, string]>([
    ['without the token of the one', () => ({ OVSX_PAT: 'x' }), 'VSCE_PAT is not set'],
    ['without the token of the other', () => ({ VSCE_PAT: 'x' }), 'OVSX_PAT is not set'],
    ['with an empty token', () => ({ ...tokens, OVSX_PAT: '' }), 'OVSX_PAT is not set'],
    ['without a package', () => rmSync(join(house, 'dist/terroir.vsix')), 'dist/terroir.vsix is not there'],
    ['with the package of another version', () => pack({ ...ready, version: '1.2.2' }), 'is of another version than package.json'],
    ['with a file that is not committed', () => writeFileSync(join(house, 'new.txt'), ''), '?? new.txt'],
    ['with a version that the changelog does not name', () => change('CHANGELOG.md', '## 1.2.2 – 2026-11-01\n'), 'no heading “## 1.2.3 – YYYY-MM-DD”'],
    ['with a version that the changelog does not date', () => change('CHANGELOG.md', '## 1.2.3 – unreleased\n'), 'no heading “## 1.2.3 – YYYY-MM-DD”'],
    [
        'with the placeholder for a publisher',
        () => change('package.json', JSON.stringify({ ...ready, publisher: 'x-placeholder' })),
        '“x-placeholder” is a placeholder',
    ],
    ['without a repository', () => change('package.json', JSON.stringify({ ...ready, repository: undefined })), 'names no repository'],
    ['outside a repository', () => rmSync(join(house, '.git'), { recursive: true }), 'cannot be told'],
])('%s nothing is published, and a dry run says so, too', (_, spoil, complaint) => {
    const env = (spoil() ?? tokens) as Record<string, string>;
    for (const argv of [[], ['--dry-run']]) {
        const { status, stderr, calls } = publish(argv, env);
        expect([status, calls]).toEqual([2, []]);
        expect(stderr).toContain(complaint);
    }
});

test('everything in the way is said at once', () => {
    rmSync(join(house, 'dist/terroir.vsix'));
    const { status, stderr } = publish([], {});
    expect(status).toBe(2);
    for (const complaint of ['VSCE_PAT', 'OVSX_PAT', 'dist/terroir.vsix']) expect(stderr).toContain(complaint);
});

test('where one does not take it the other is not asked, and it can be repeated', () => {
    writeFileSync(join(house, 'bin/vsce-fails'), '');
    const first = publish();
    expect([first.status, first.calls.length]).toEqual([1, 1]);
    expect(first.stderr).toContain('The Visual Studio Marketplace did not take it.');
    rmSync(join(house, 'bin/vsce-fails'));
    expect(publish().status).toBe(0);
});
