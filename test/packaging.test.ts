import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { ableEditor } from '../scripts/lsp-methods.ts';
import { withoutFiles } from '../scripts/package.ts';
import { offeredTo } from '../server/lsp/server.ts';
import { root } from './harness/spec.ts';

/* The package as it is published. It is never skipped: npm test packages before it tests. */

const built = (path: string) => join(root, 'dist', path);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const open = (path: string): Record<string, Uint8Array> => unzipSync(readFileSync(path));
const text = (files: Record<string, Uint8Array>, name: string): string => strFromU8(files[name] ?? expect.unreachable(`the package has no ${name}`));

let files: Record<string, Uint8Array>;
beforeAll(() => {
    if (!existsSync(built('terroir.vsix'))) throw new Error('dist/terroir.vsix is not there: npm run build && npm run package');
    files = open(built('terroir.vsix'));
});

describe('the packaged extension', () => {
    test('holds what is listed and nothing else', async () => {
        await expect(`${Object.keys(files).sort().join('\n')}\n`).toMatchFileSnapshot('packaging.txt');
    });

    test('holds no test, no source, no source map', () => {
        expect(Object.keys(files).filter((name) => /\.(map|ts|tsx)$|(^|\/)(test|node_modules|scripts)\//.test(name))).toEqual([]);
        for (const name of Object.keys(files)) if (/\.c?js$/.test(name)) expect(text(files, name), name).not.toContain('sourceMappingURL');
    });

    test('knows nothing of the machine on which it was built', () => {
        const here = [root, homedir(), tmpdir()].filter((path) => path.length > 4).map((path) => path.replace(/\/$/, ''));
        for (const name of Object.keys(files).filter((file) => !file.endsWith('.png')))
            for (const path of here) expect(text(files, name).includes(`${path}/`), `${name} names ${path}`).toBe(false);
    });

    test('is under 3 MB, and so is each bundle under its bound', () => {
        expect(statSync(built('terroir.vsix')).size).toBeLessThan(3_000_000);
        const bounds = { 'client/node.cjs': 500_000, 'client/web.cjs': 500_000, 'terroir.cjs': 5_000 };
        const servers = {
            'server/cache.cjs': 10_000,
            'server/check.cjs': 750_000,
            'server/cli.cjs': 1_000_000,
            'server/codes.cjs': 10_000,
            'server/drawing.cjs': 200_000,
            'server/explaining.cjs': 750_000,
            'server/french.cjs': 500_000,
            'server/git.cjs': 10_000,
            'server/helping.cjs': 100_000,
            'server/junit.cjs': 10_000,
            'server/matching.cjs': 50_000,
            'server/page.cjs': 10_000,
            'server/recording.cjs': 10_000,
            'server/rereading.cjs': 10_000,
            'server/settings.cjs': 20_000,
            'server/lsp-node.cjs': 2_000_000,
            'server/lsp-web.js': 2_000_000,
        };
        for (const [name, bound] of Object.entries({ ...bounds, ...servers })) expect(statSync(built(name)).size, name).toBeLessThan(bound);
        const bundles = Object.keys(files).filter((name) => /\.c?js$/.test(name));
        expect(bundles.sort()).toEqual(Object.keys({ ...bounds, ...servers }).sort().map((name) => `extension/dist/${name}`)); // biome-ignore format: one thought
    });

    test('the server in a browser speaks French in all that it says, and brings no word of the command', () => {
        const inputs = Object.keys((JSON.parse(readFileSync(built('meta/server/lsp-web.js.json'), 'utf8')) as { inputs: object }).inputs);
        expect(inputs.filter((input) => input.startsWith('server/cli/'))).toEqual([]);
        const sources = inputs.filter((input) => /^(language|server)\/.*\.(ts|terroir)$/.test(input)).map((input) => readFileSync(join(root, input), 'utf8'));
        const said = sources.join('\n');
        const server = readFileSync(built('server/lsp-web.js'), 'utf8');
        const french = Object.entries(JSON.parse(readFileSync(join(root, 'language/l10n/bundle.l10n.fr.json'), 'utf8')) as Record<string, string>);
        const missing = french.filter(([english, words]) => said.includes(english) && !server.includes(JSON.stringify(words).slice(1, -1)));
        expect(missing.filter(([, words]) => !/["'`\\]|\$\{/.test(words))).toEqual([]);
        expect(server).not.toContain('Rien n’a été comparé');
    });

    test('brings the licence of every package that is bundled', () => {
        const inputs = Object.keys(files)
            .filter((name) => /\.c?js$/.test(name))
            .map((name) => name.replace('extension/dist/', ''))
            .flatMap((name) => Object.keys(JSON.parse(readFileSync(built(`meta/${name}.json`), 'utf8')).inputs));
        const names = new Set(inputs.flatMap((input) => /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []));
        expect(names.size).toBeGreaterThan(10);
        const licences = text(files, 'extension/dist/THIRD-PARTY-LICENSES.txt');
        for (const name of names)
            expect(
                licences.split('\n').some((line) => line.startsWith(`${name} `)),
                name,
            ).toBe(true);
        expect(text(files, 'extension/LICENSE.txt')).toMatch(/^MIT License/);
    });

    test('is listed for machines: the same packages, with hashes and licences', () => {
        const sbom = JSON.parse(readFileSync(built('terroir.cdx.json'), 'utf8'));
        const listed: { name: string; version: string; hashes: { alg: string }[]; licenses: unknown[]; scope: string }[] = sbom.components;
        expect([sbom.bomFormat, sbom.metadata.component.name, sbom.metadata.component.version]).toEqual(['CycloneDX', 'terroir', manifest.version]);
        const licences = [...text(files, 'extension/dist/THIRD-PARTY-LICENSES.txt').matchAll(/^(\S+) (\d\S*) \(.+\)$/gm)].map(
            ([, name, version]) => `${name} ${version}`,
        );
        expect(listed.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(licences.sort());
        for (const { hashes, licenses, scope, name } of listed) expect([hashes.length, licenses.length, scope], name).toEqual([1, 1, 'required']);
        expect(JSON.stringify(sbom)).not.toContain(root);
    });
});

describe('the manifest', () => {
    const { contributes } = manifest;

    test('names what a marketplace shows', () => {
        expect(manifest.publisher).toMatch(/^[a-z0-9][a-z0-9-]*$/);
        expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
        expect([manifest.license, manifest.pricing, manifest.preview]).toEqual(['MIT', 'Free', undefined]);
        expect(manifest.galleryBanner).toEqual({ color: expect.stringMatching(/^#[0-9a-f]{6}$/), theme: 'dark' });
        expect(manifest.description.length).toBeLessThan(200);
        // The Marketplace takes thirty, with those that vsce adds of itself.
        expect(manifest.keywords.length).toBeGreaterThanOrEqual(5);
        const tags = /<Tags>([^<]*)<\/Tags>/.exec(text(files, 'extension.vsixmanifest'))?.[1]?.split(',') ?? [];
        expect(tags).toEqual(expect.arrayContaining(manifest.keywords));
        expect(tags.length).toBeLessThanOrEqual(30);
    });

    test('has an icon that is a square PNG of 128 pixels or more', () => {
        const icon = Buffer.from(files[`extension/${manifest.icon}`] ?? []);
        expect(icon.subarray(1, 4).toString()).toBe('PNG');
        expect(icon.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
        expect(icon.readUInt32BE(20)).toBe(icon.readUInt32BE(16));
    });

    test('claims the categories that are true, and all of them', () => {
        const offered = offeredTo({ processId: null, rootUri: null, capabilities: ableEditor });
        const truths: Readonly<Record<string, boolean>> = {
            'Programming Languages': contributes.languages.length > 0,
            Linters: true,
            Formatters: Boolean(offered.documentFormattingProvider),
            Snippets: contributes.snippets?.length > 0,
            Visualization: contributes.commands.some(({ command }: { command: string }) => command === 'terroir.showReach'),
        };
        expect([...manifest.categories].sort()).toEqual(Object.keys(truths).filter((category) => truths[category]).sort()); // biome-ignore format: one thought
    });

    test('runs in the oldest VS Code whose API it is checked against, and wakes for its files only', () => {
        expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
        expect(manifest.activationEvents).toEqual(['workspaceContains:**/*.terroir']);
    });

    test('runs nothing when it is installed, and needs nothing more', () => {
        const scripts = Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare|publish|pack)$|^vscode:/.test(name));
        expect([scripts, manifest.dependencies, manifest.extensionDependencies]).toEqual([[], undefined, undefined]);
    });
});

/** Where the kernel lets us, without any network at all. */
const alone = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];
if (alone.length === 0) console.log('That packaging needs no network is not tested: this system has no unshare, or does not allow it.');
const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
const offline = (argv: readonly string[], env: Record<string, string> = {}) => {
    const [command = '', ...rest] = [...alone, ...argv];
    return spawnSync(command, rest, { cwd: root, encoding: 'utf8', env: { ...process.env, PATH: path, ...env } });
};

test('vsce lists what is packaged', () => {
    const { status, stdout, stderr } = offline(['vsce', 'ls', '--no-dependencies']);
    expect([status, stderr]).toEqual([0, '']);
    const called: Record<string, string> = { 'CHANGELOG.md': 'changelog.md', LICENSE: 'LICENSE.txt', 'README.md': 'readme.md' };
    const listed = stdout.trim().split('\n').map((name) => `extension/${called[name] ?? name}`); // biome-ignore format: one thought
    expect(listed.sort()).toEqual(Object.keys(files).filter((name) => name.startsWith('extension/')).sort()); // biome-ignore format: one thought
});

describe('the read-me in the package', () => {
    const targets = (markdown: string): string[] =>
        [...markdown.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');

    test('without an address leads nowhere that is not there', () => {
        for (const name of ['readme.md', 'changelog.md']) {
            const shown = text(files, `extension/${name}`);
            expect(
                targets(shown).filter((target) => !/^(https:|#)/.test(target)),
                name,
            ).toEqual([]);
            expect(shown).not.toMatch(/!\[| · \n|^## .*\n\n(?=## )/m);
            expect(shown).not.toMatch(/En français|All of the command/);
        }
        // All else is as it was: the spec, the commands, the tables.
        const readme = readFileSync(join(root, 'README.md'), 'utf8');
        const blocks = (markdown: string) => markdown.match(/^```[\s\S]*?^```$/gm);
        expect(blocks(withoutFiles(readme))).toEqual(blocks(readme));
        expect(withoutFiles(readme)).toContain('The whole language is on one page.');
    });

    test('with an address gets it on every picture and link; packaged without a network', () => {
        const copy = mkdtempSync(join(tmpdir(), 'terroir-package-'));
        try {
            const parts = ['README.md', 'CHANGELOG.md', 'LICENSE', 'package-lock.json', 'package.nls.json', 'package.nls.fr.json', 'docs/images', 'syntaxes'];
            const rest = ['dist'].concat(Object.keys(files).flatMap((name) => /^extension\/(?!dist\/)([^/]+\/)/.exec(name)?.[1] ?? []));
            for (const part of new Set([...parts, ...rest])) cpSync(join(root, part), join(copy, part), { recursive: true });
            rmSync(join(copy, 'dist/terroir.vsix'));
            const repository = { type: 'git', url: 'https://github.com/example/terroir.git' };
            writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...manifest, repository }));
            const { status, stderr } = offline([process.execPath, join(root, 'scripts/package.ts')], { TERROIR_ROOT: copy });
            expect([status, stderr]).toEqual([0, '']);
            const packaged = open(join(copy, 'dist/terroir.vsix'));
            expect(Object.keys(packaged).sort()).toEqual(Object.keys(files).sort());
            const readme = text(packaged, 'extension/readme.md');
            expect(targets(readme).length).toBeGreaterThan(10);
            for (const target of targets(readme)) expect(target).toMatch(/^https:\/\//);
            expect(readme).toContain('](https://github.com/example/terroir/raw/HEAD/docs/images/editor.png)');
            expect(readme).toContain('](https://github.com/example/terroir/blob/HEAD/README.fr.md)');
        } finally {
            rmSync(copy, { recursive: true, force: true });
        }
    });
});
