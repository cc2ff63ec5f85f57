import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { root } from '../harness/spec.ts';

/*
 * The kits for CI, run as that CI would: with its variables and its event file, by the steps that stand in the kit. What only the CI itself can
 * do (fetch actions, start containers) is not run here; docs/ci.md says so.
 */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const kit = (path: string) => parseYaml(readFileSync(join(root, path), 'utf8'));
const action = kit('action.yml') as Action;
const gitlab = kit('ci/gitlab.yml') as { terroir: GitLabJob };
const hooks = kit('.pre-commit-hooks.yaml') as readonly Hook[];

interface Action {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly outputs: Readonly<Record<string, { readonly value: string }>>;
    readonly runs: { readonly steps: readonly { readonly id?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>> }[] };
}
interface GitLabJob {
    readonly variables: Readonly<Record<string, string>>;
    readonly script: readonly string[];
    readonly artifacts: { readonly paths: readonly string[]; readonly reports: Readonly<Record<string, string>> };
}
interface Hook {
    readonly id: string;
    readonly entry: string;
    readonly language: string;
    readonly files: string;
    readonly pass_filenames?: boolean;
}

test.each([
    ['action.yml', 'github-action.json'],
    ['ci/gitlab.yml', 'gitlab-ci.json'],
    ['.pre-commit-hooks.yaml', 'pre-commit-hooks.schema.json'],
])('%s is what its schema describes', (path, schema) => {
    const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));
    const validate = ajv.compile(JSON.parse(readFileSync(join(root, 'test/schemas', schema), 'utf8')));
    validate(kit(path));
    expect(validate.errors ?? []).toEqual([]);
    // And the schema can tell.
    expect(validate({ runs: { using: 'composite', steps: [{ run: 1 }] }, terroir: { script: 1 } })).toBe(false);
});

// ---------------------------------------------------------------- a repository, and what is on the path of its CI

const clean = `organisation Clinic { seat FR  kind health-institution }
organisation Host { seat FR  managed from FR  kind cooperative }
service Cloud by Host { provides iaas  stores in FR  backs up in FR  administered from FR  supported from FR }
dataset Minutes { category administrative  subjects employees in FR  from employer }
`;
const contract = (name: string) => `
contract ${name} { controller Clinic  processor Host  hosts Minutes on Cloud  signed 2026-01-10  effective 2026-02-01  term 5 years }
`;

let bin: string;
let folder: string;
beforeAll(() => {
    if (!existsSync(join(root, 'dist/terroir.cjs'))) throw new Error('dist/terroir.cjs is not there: npm run build');
    bin = mkdtempSync(join(tmpdir(), 'terroir-bin-'));
    // As npm installs them.
    chmodSync(join(root, 'dist/terroir.cjs'), 0o755);
    symlinkSync(join(root, 'dist/terroir.cjs'), join(bin, 'terroir'));
    symlinkSync(join(root, 'ci/terroir.sh'), join(bin, 'terroir-ci'));
    folder = mkdtempSync(join(tmpdir(), 'terroir-kits-'));
});
afterAll(() => {
    for (const made of [bin, folder]) rmSync(made, { recursive: true, force: true });
});

type Variables = Readonly<Record<string, string>>;

/** Nothing of the CI in which these tests themselves run. */
const plain = { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, HOME: '/nonexistent', TERROIR_AS_OF: '2026-11-23', LANG: 'C' };

function run(command: string, cwd: string, variables: Variables) {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
        cwd,
        encoding: 'utf8',
        env: { ...plain, PATH: `${bin}:${plain.PATH}`, ...variables },
    });
    return { code: status, out: stdout, err: stderr };
}

/** A repository with a commit for each state of its files. */
function repository(name: string, ...states: readonly Readonly<Record<string, string>>[]) {
    const place = join(folder, name);
    mkdirSync(place);
    const git = (...words: readonly string[]) => {
        const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
        const { status, stdout, stderr } = spawnSync('git', [...identity, ...words], { cwd: place, encoding: 'utf8' });
        if (status !== 0) throw new Error(stderr);
        return stdout.trim();
    };
    git('init', '--quiet');
    const commits = states.map((files) => {
        for (const [path, text] of Object.entries(files)) {
            mkdirSync(dirname(join(place, path)), { recursive: true });
            writeFileSync(join(place, path), text);
        }
        git('add', '--all');
        git('commit', '--quiet', '--allow-empty', '--message', 'x');
        return git('rev-parse', 'HEAD');
    });
    return { place, commits };
}

// ---------------------------------------------------------------- GitHub

/** Runs the step of the action that judges, with the inputs of a workflow and the variables and files of a runner. */
function onGitHub(place: string, inputs: Variables, payload: object, more: Variables = {}) {
    const runner = mkdtempSync(join(folder, 'runner-'));
    const files = { GITHUB_EVENT_PATH: 'event.json', GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary.md' };
    writeFileSync(join(runner, 'event.json'), JSON.stringify(payload));
    const step = action.runs.steps.find(({ id }) => id === 'judge') ?? expect.unreachable('no step judges');
    const given = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? expect.unreachable(`there is no input ${name}`);
    const env = Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => given(input)),
    ]);
    const { code, out, err } = run(step.run ?? '', place, {
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: root,
        RUNNER_TEMP: runner,
        ...Object.fromEntries(Object.entries(files).map(([variable, file]) => [variable, join(runner, file)])),
        ...Object.fromEntries(env),
        TERROIR_AS_OF: '2026-11-23',
        ...more,
    });
    const read = (file: string) => (existsSync(join(runner, file)) ? readFileSync(join(runner, file), 'utf8') : '');
    const outputs = Object.fromEntries(
        read('output')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ) as Variables;
    // From stop-commands on to its token the runner takes nothing for a command.
    const heard = out.replace(/^::stop-commands::(\w{32})\n.*?^::\1::$/gms, '');
    return { code, out, err, outputs, summary: read('summary.md'), annotations: heard.split('\n').filter((line) => line.startsWith('::')) };
}

const pullRequest = (base: string | undefined) => ({
    action: 'synchronize',
    number: 7,
    pull_request: { number: 7, base: { ref: 'main', sha: base }, head: { ref: 'x' } },
});

describe('the GitHub Action', () => {
    test('annotates, sums up, and hands on what it promises; files are called as the repository calls them', () => {
        const { place } = repository('github', { 'specs/two words/hosting.terroir': clean + contract('Hosting'), 'other.terroir': 'nothing' });
        const inputs = { 'working-directory': 'specs', paths: 'two words\n', 'fail-on': 'warning', 'only-new': 'true' };
        const { code, annotations, summary, outputs, out, err } = onGitHub(join(place, 'specs'), inputs, { ref: 'refs/heads/main' });
        expect(code).toBe(1);
        expect(annotations.find((line) => line.startsWith('::warning'))).toMatch(/^::warning file=specs\/two words\/hosting\.terroir,line=6,/);
        expect(out).toContain('specs/two words/hosting.terroir:6:10 warning gdpr/lawful-basis-is-stated');
        expect(summary).toContain('gdpr/lawful-basis-is-stated');
        expect(outputs).toMatchObject({ 'exit-code': '1', violated: '2', unknown: '1', waived: '0' });
        const { runs } = JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8'));
        expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('specs/two%20words/hosting.terroir');
        expect(readFileSync(outputs['html'] ?? '', 'utf8')).toContain('<h1>');
        const promised = Object.values(action.outputs).map(({ value }) => /^\$\{\{ steps\.judge\.outputs\.([\w-]+) \}\}$/.exec(value)?.[1]);
        expect(Object.keys(outputs).sort()).toEqual(promised.sort());
        // A push is against nothing.
        expect(err).toContain('This is no pull or merge request, so everything counts.');
    });

    test('takes no path for a command, and what is not there for no pass', () => {
        const { place } = repository('quoted', { 'x.terroir': clean });
        expect(onGitHub(place, { paths: '$(touch pwned); `touch pwned`\n' }, {})).toMatchObject({ code: 2, outputs: { 'exit-code': '2' } });
        expect(existsSync(join(place, 'pwned'))).toBe(false);
    });

    test('takes nothing that a spec says for a command to the runner', () => {
        const { place } = repository('commanding', { '::add-mask::x.terroir': clean + contract('Hosting') });
        const { out, annotations } = onGitHub(place, { 'fail-on': 'warning' }, {});
        expect(out).toMatch(/^::add-mask::x\.terroir:6:10 warning/m);
        expect(annotations.length).toBeGreaterThan(0);
        expect(annotations.filter((line) => !/^::(error|warning|notice) file=/.test(line))).toEqual([]);
    });

    test('hands on no report of a step before it', () => {
        const { place } = repository('twice', { 'x.terroir': clean });
        mkdirSync(join(place, 'reports'));
        for (const file of ['terroir.sarif', 'report.html']) writeFileSync(join(place, 'reports', file), 'of a step before');
        const { code, outputs } = onGitHub(place, { 'fail-on': 'everything' }, {}, { TERROIR_REPORTS: join(place, 'reports') });
        expect([code, outputs]).toEqual([2, { 'exit-code': '2' }]);
    });

    describe('of a pull request with only-new', () => {
        const inputs = { 'only-new': 'true', 'fail-on': 'warning' };

        test('fails for what it brings in, and annotates that alone', () => {
            const { place, commits } = repository(
                'brings',
                { 'x.terroir': clean + contract('Old') },
                { 'x.terroir': clean + contract('Fresh') + contract('Old') },
            );
            const { code, annotations, summary } = onGitHub(place, inputs, pullRequest(commits[0]));
            expect(code).toBe(1);
            expect(annotations.length).toBeGreaterThan(0);
            expect(annotations.filter((line) => !line.includes(' on Fresh'))).toEqual([]);
            expect(summary).toContain('Old');
        });

        test('passes where it brings in nothing, even if it moves what was there', () => {
            const { place, commits } = repository('moves', { 'x.terroir': clean + contract('Old') }, { 'x.terroir': `// moved\n\n${contract('Old')}${clean}` });
            expect(onGitHub(place, inputs, pullRequest(commits[0]))).toMatchObject({ code: 0, annotations: [] });
        });

        test('knows what was there of a path that is given from the top of the disk', () => {
            const old = { 'specs/x.terroir': clean + contract('Old') };
            const { place, commits } = repository('whole', old, { 'specs/x.terroir': clean + contract('Old') + contract('Fresh') });
            const { annotations } = onGitHub(place, { ...inputs, paths: `${realpathSync(place)}/specs` }, pullRequest(commits[0]));
            expect(annotations.length).toBeGreaterThan(0);
            expect(annotations.filter((line) => !line.includes(' on Fresh'))).toEqual([]);
        });

        test('is measured against a branch that is only where the clone is from', () => {
            const { place } = repository('from', { 'x.terroir': clean + contract('Old') });
            const clone = join(folder, 'clone');
            const git = `git clone --quiet --depth 1 'file://${place}' '${clone}' && cd '${clone}' && git -C '${place}' branch elsewhere`;
            expect(run(git, folder, {})).toMatchObject({ code: 0 });
            expect(onGitHub(clone, inputs, {}, { TERROIR_BASE: 'elsewhere' })).toMatchObject({ code: 0, annotations: [] });
        });

        test('lets everything count where the base has no spec', () => {
            const { place, commits } = repository('first', { 'README.md': '' }, { 'x.terroir': clean + contract('Old') });
            expect(onGitHub(place, inputs, pullRequest(commits[0]))).toMatchObject({ code: 1, err: expect.stringContaining('so everything counts as new') });
        });

        test('cannot judge where the base is not there: exit code 2, and what to do', () => {
            const { place } = repository('shallow', { 'x.terroir': clean + contract('Old') });
            const { code, err } = onGitHub(place, inputs, pullRequest('0123456789012345678901234567890123456789'));
            expect([code, err]).toEqual([2, expect.stringContaining('fetch-depth: 0')]);
        });
    });
});

// ---------------------------------------------------------------- GitLab

describe('the GitLab template', () => {
    const { variables, script, artifacts } = gitlab.terroir;
    const onGitLab = (place: string, more: Variables) => run(script.join('\n'), place, { GITLAB_CI: 'true', CI_PROJECT_DIR: place, ...variables, ...more });

    test('fails for what a merge request brings in, and leaves behind every report that its artifacts name', () => {
        const old = { 'x.terroir': clean + contract('Old') };
        const { place, commits } = repository('gitlab', old, { 'x.terroir': clean + contract('Old') + contract('Fresh') });
        const { code } = onGitLab(place, { TERROIR_ONLY_NEW: 'true', TERROIR_FAIL_ON: 'warning', CI_MERGE_REQUEST_DIFF_BASE_SHA: commits[0] ?? '' });
        expect(code).toBe(1);
        for (const path of [...artifacts.paths, ...Object.values(artifacts.reports)]) expect(existsSync(join(place, path)), path).toBe(true);
        const quality = JSON.parse(readFileSync(join(place, artifacts.reports['codequality'] ?? ''), 'utf8'));
        expect(quality[0]).toMatchObject({ location: { path: 'x.terroir' } });
    });
});

// ---------------------------------------------------------------- pre-commit

describe('the pre-commit hooks', () => {
    const hook = (id: string) => hooks.find((one) => one.id === id) ?? expect.unreachable(`there is no hook ${id}`);
    /** As pre-commit calls it: with the names of the files that are to be committed, where the hook takes them. */
    const called = ({ entry, files, pass_filenames }: Hook, place: string, changed: readonly string[]) => {
        const meant = changed.filter((file) => new RegExp(files).test(file));
        return run(`"${root}"/${entry} ${pass_filenames === false ? '' : meant.map((file) => `'${file}'`).join(' ')}`, place, { PRE_COMMIT: '1' });
    };

    test('the judge looks at the whole repository: the change of one file may turn the verdict on another', () => {
        const { place } = repository('hooked', {
            'terroir.json': '{ "failOn": "warning" }',
            'parties.terroir': clean,
            'x.terroir': `import "./parties.terroir"${contract('Hosting')}`,
        });
        const { code, out } = called(hook('terroir'), place, ['parties.terroir']);
        expect([code, out.includes('x.terroir:2:10 warning')]).toEqual([1, true]);
        // Somebody who wants it quicker lets it have the names.
        expect(called({ ...hook('terroir'), pass_filenames: true }, place, ['parties.terroir', 'notes.md']).code).toBe(0);
    });

    test('the formatter lays out what is to be committed, and nothing else', () => {
        const { place } = repository('laid-out', { 'a b.terroir': 'organisation   A { seat FR }\n', 'b.terroir': 'organisation   B { seat FR }\n' });
        expect(called(hook('terroir-format'), place, ['a b.terroir', 'notes.md']).code).toBe(0);
        expect(readFileSync(join(place, 'a b.terroir'), 'utf8')).toBe('organisation A { seat FR }\n');
        expect(readFileSync(join(place, 'b.terroir'), 'utf8')).toBe('organisation   B { seat FR }\n');
    });
});

// ---------------------------------------------------------------- all of them

test('every kit does nothing but call the one script', () => {
    const { bin, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(gitlab.terroir.variables['TERROIR_PACKAGE']).toBe(`terroir@${version}`);
    expect(bin).toEqual({ terroir: 'dist/terroir.cjs', 'terroir-ci': 'ci/terroir.sh' });
    expect(action.runs.steps.find(({ id }) => id === 'judge')?.run).toBe('"$GITHUB_ACTION_PATH/ci/terroir.sh"');
    expect(gitlab.terroir.script).toEqual(['terroir-ci']);
    for (const { entry, language } of hooks) expect([entry.split(' ')[0], language]).toEqual(['ci/terroir.sh', 'script']);
    expect(readFileSync(join(root, 'ci/Containerfile'), 'utf8')).toMatch(/^ENTRYPOINT \["terroir-ci"\]$/m);
});

test('the script says what is missing where Terroir is neither built nor installed', () => {
    const alone = join(folder, 'alone/ci');
    mkdirSync(alone, { recursive: true });
    cpSync(join(root, 'ci/terroir.sh'), join(alone, 'terroir.sh'));
    const { code, err } = run(`"${alone}/terroir.sh"`, folder, { PATH: '/usr/bin:/bin' });
    expect([code, err]).toEqual([2, expect.stringMatching(/^terroir-ci: terroir is neither built \(.*\) nor installed \(.*\)\.\n$/)]);
});
