import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from './harness/spec.ts';

/*
 * A newcomer's first minutes, from the tarball as it is published to npm: install it where there is nothing and no network, begin, judge, break
 * something, and see it in every report that a CI reads. npm test builds before it tests.
 */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let project: string;
let tarball: string;

/** A machine without a network, without a home and without anything of npm's in a cache. */
function run(command: string, cwd = project) {
    const env = {
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        HOME: folder,
        LANG: 'C',
        npm_config_cache: join(folder, 'cache'),
        npm_config_registry: 'http://127.0.0.1:9',
        npm_config_update_notifier: 'false',
    };
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd, env, encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
    if (!existsSync(join(root, 'dist/terroir.cjs'))) throw new Error('dist/terroir.cjs is not there: npm run build');
    folder = mkdtempSync(join(tmpdir(), 'terroir-newcomer-'));
    project = join(folder, 'project');
    mkdirSync(project);
    // Without scripts: the bundles are those that the other tests look at.
    const { out, err } = run(`npm pack --ignore-scripts --silent --pack-destination '${folder}'`, root);
    tarball = join(folder, out.trim());
    if (!existsSync(tarball)) throw new Error(err);
    const installed = run(`npm install --offline --no-audit --no-fund '${tarball}'`);
    // Not even a warning.
    expect([installed.code, installed.err]).toEqual([0, '']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the tarball', () => {
    test('holds what is listed and nothing else', async () => {
        const { out } = run(`tar -tzf '${tarball}'`);
        await expect(`${out.trim().split('\n').sort().join('\n')}\n`).toMatchFileSnapshot('newcomer.txt');
    });

    test('brings nothing along, and runs nothing when it is installed', () => {
        const { dependencies, scripts } = JSON.parse(readFileSync(join(project, 'node_modules/terroir/package.json'), 'utf8'));
        expect(dependencies).toBeUndefined();
        expect(Object.keys(scripts).filter((name) => /^((pre|post)?install|prepare)$/.test(name))).toEqual([]);
        expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['terroir']);
    });

    test('has the licences of what is bundled, and its own', () => {
        const inside = (path: string) => readFileSync(join(project, 'node_modules/terroir', path), 'utf8');
        const names = [...inside('dist/THIRD-PARTY-LICENSES.txt').matchAll(/^(\S+) \d\S* \(.+\)$/gm)].map(([, name]) => name);
        expect(names).toEqual(expect.arrayContaining(['langium', 'chevrotain', 'ignore', 'jsonc-parser', '@dagrejs/dagre', 'diff', 'ical-generator']));
        expect(inside('LICENSE')).toMatch(/^MIT License/);
    });
});

test('begin, judge, break it, and see it in every report of a CI', () => {
    // Which commands there are now.
    expect(run('npx terroir --version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });

    const begunWith = 'parties.terroir\ncontracts.terroir\nterroir.json\n';
    expect(run('npx terroir init --template hospital')).toMatchObject({ code: 0, out: begunWith, err: expect.stringContaining('npx terroir check') });
    const begun = run('npx terroir check');
    expect([begun.code, begun.out]).toEqual([0, expect.stringMatching(/^0 violated, 7 unknown, 0 waived in 2 files, judged as of \d{4}-\d\d-\d\d\.$/m)]);

    // Somebody has looked up who owns the host.
    const parties = join(project, 'parties.terroir');
    const written = readFileSync(parties, 'utf8');
    const known = written.replace(/(organisation Host "[^"]*" \{\n)/, '$1    owned 100% by HostInc\n');
    expect(known).not.toBe(written);
    writeFileSync(parties, `${known}\norganisation HostInc "Vallorgne Inc." { seat US  kind company }\n`);

    const files = { gitlab: 'gitlab.json', sarif: 'terroir.sarif', junit: 'junit.xml', markdown: 'report.md', html: 'report.html', json: 'report.json' };
    const formats = Object.entries(files).map(([format, file]) => `--format ${format}:out/${file}`);
    const broken = run(`npx terroir check --format text --format github ${formats.join(' ')}`);
    expect(broken.code).toBe(1);
    const place = /^contracts\.terroir:(\d+):\d+ warning reach\/no-foreign-control$/m.exec(broken.out);
    expect(broken.out).toContain(`::warning file=contracts.terroir,line=${place?.[1]},`);
    const rule = 'reach/no-foreign-control';
    const read = (format: keyof typeof files) => readFileSync(join(project, 'out', files[format]), 'utf8');
    expect(JSON.parse(read('gitlab'))).toContainEqual(expect.objectContaining({ check_name: rule, severity: 'major' }));
    expect(JSON.parse(read('sarif')).runs[0].results).toContainEqual(expect.objectContaining({ ruleId: rule, level: 'warning' }));
    expect(JSON.parse(read('json')).findings).toContainEqual(expect.objectContaining({ rule, verdict: 'violated' }));
    expect(read('junit')).toMatch(new RegExp(`<testcase [^>]*${rule}[^>]*>\\s*<failure`));
    for (const format of ['markdown', 'html'] as const) expect(read(format).replace('<wbr>', ''), format).toMatch(/reach\/(<wbr>)?no-foreign-control/);

    // As the kits call it.
    expect(run('npx terroir-ci')).toMatchObject({ code: 1, out: expect.stringContaining(rule) });
});
