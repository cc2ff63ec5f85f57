import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { processIo } from '../../server/cli/io.ts';
import { terroir } from './terminal.ts';

/* What `terroir check --since` judges, in a real repository. Which files a change can affect: test/judging/affected.test.ts. */

let folder = '';
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } }).trim();
const write = (path: string, source: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
};
const commit = (message: string) => {
    // What .gitignore names may be in git all the same.
    git('add', '--all', '--force');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--allow-empty', '-m', message);
};
const check = (...argv: string[]) => terroir(['check', '--as-of', '2026-11-23', ...argv], {}, { cwd: folder, disk: processIo().disk });

/** The files that are judged, and what is said of the others. */
async function judgedBy(...argv: string[]) {
    const { code, out, err } = await check('--format', 'json', ...argv);
    const { files, part } = JSON.parse(out) as { files: { path: string; judged: boolean }[]; part: { is: string; since: string } };
    return { code, err, part, judged: files.flatMap(({ path, judged }) => (judged ? [path] : [])) };
}

const folders: string[] = [];
/** A repository with nothing in it, in which everything happens from now on. */
const begin = () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'terroir-')));
    folders.push(folder);
    git('init', '--quiet', '--initial-branch=main');
};

beforeAll(() => {
    begin();
    write('lib/parties.terroir', 'organisation Clinic { seat FR  kind mutual }\n');
    write('lib/host.terroir', 'organisation Host { seat FR  kind mutual }\n');
    write('a.terroir', 'import "./lib/parties.terroir"\ncontract A { controller Clinic }\n');
    write('b.terroir', 'import "./lib/host.terroir"\ncontract B { processor Host }\n');
    write('alone.terroir', 'organisation Alone { seat FR  kind mutual }\n');
    write('dropped.terroir', 'organisation Dropped { seat FR  kind mutual }\n');
    write('missing.terroir', 'import "./dropped.terroir"\ncontract M { controller Dropped }\n');
    commit('first');
});
afterAll(() => {
    for (const one of folders) rmSync(one, { recursive: true });
});

describe('a check of what has changed', () => {
    test('judges nothing where nothing has, and says so', async () => {
        const { code, err, judged, part } = await judgedBy('--changed');
        expect({ code, judged, part }).toEqual({ code: 0, judged: [], part: { is: 'changes', since: git('rev-parse', 'HEAD') } });
        expect(err).toContain('terroir: Nothing was judged: nothing of it can be affected by what has changed.\n');
        expect(err).toMatch(/Left out, since nothing that has changed since [0-9a-f]{12} can affect it: 7 of 7 files\.\n {2}a\.terroir\n {2}alone\.terroir\n/);
    });

    test('names twenty of the files that it leaves out, and says how many more there are; with --quiet it names none', async () => {
        const before = folder;
        begin();
        for (let i = 0; i < 23; i++) write(`f${i + 10}.terroir`, 'organisation O { seat FR }\n');
        commit('many');
        const { err } = await judgedBy('--changed');
        const names = Array.from({ length: 20 }, (_, i) => `  f${i + 10}.terroir\n`).join('');
        expect(err).toContain(`: 23 of 23 files.\n${names}  and 3 more\n`);
        expect((await judgedBy('--changed', '--quiet')).err).toMatch(/: 23 of 23 files\.\n(?! )/);
        write('f10.terroir', 'organisation O { seat DE }\n');
        write('f11.terroir', 'organisation O { seat DE }\n');
        write('f12.terroir', 'organisation O { seat DE }\n');
        expect((await judgedBy('--changed')).err).not.toContain('more');
        folder = before;
    });

    test('files that changed, came untracked, were renamed or deleted, and what rests on them', async () => {
        write('lib/host.terroir', 'organisation Host { seat US  kind mutual }\n');
        expect((await judgedBy('--changed')).judged).toEqual(['b.terroir', 'lib/host.terroir']);
        write('fresh.terroir', 'import "./lib/parties.terroir"\ncontract F { controller Clinic }\n');
        expect((await judgedBy('--changed')).judged).toEqual(['b.terroir', 'fresh.terroir', 'lib/host.terroir', 'lib/parties.terroir']);
        commit('second');
        renameSync(join(folder, 'alone.terroir'), join(folder, 'renamed.terroir'));
        rmSync(join(folder, 'dropped.terroir'));
        write('a.terroir', 'import "./lib/parties.terroir"\r\ncontract A { controller Clinic }\r\n');
        const { judged, err, code } = await judgedBy('--changed');
        expect({ judged, code }).toEqual({ judged: ['missing.terroir', 'renamed.terroir'], code: 1 });
        expect((await judgedBy('--changed', '{a,b,m,r,d,f}*.terroir')).judged).toEqual(judged);
        expect(err).toMatch(/: 5 of 7 files\.\n {2}a\.terroir\n {2}b\.terroir\n/);
        expect((await judgedBy('--since', 'HEAD~1')).judged).toEqual([
            'b.terroir',
            'fresh.terroir',
            'lib/host.terroir',
            'lib/parties.terroir',
            'missing.terroir',
            'renamed.terroir',
        ]);
        expect((await judgedBy('--since', 'HEAD~1', 'lib')).judged).toEqual(['lib/host.terroir']);
        expect((await check('--changed')).out.replace(/\s+/g, ' ')).toMatch(
            /What has changed since [0-9a-f]{12} and what that can affect\. Files judged: 2; read: 7\./,
        );
        expect((await check('--changed', '--quiet')).err).toMatch(/: 5 of 7 files\.\n$/);
    });

    test('everything where the settings have', async () => {
        write('terroir.json', '{ "rules": { "reach": "warning" } }');
        expect((await judgedBy('--changed')).judged).toHaveLength(7);
        rmSync(join(folder, 'terroir.json'));
    });

    test('everything where nobody can read what the settings were', async () => {
        write('terroir.json', '{ "rules": ');
        commit('broken settings');
        write('terroir.json', '{}');
        const since = git('rev-parse', 'HEAD');
        expect((await judgedBy('--changed')).judged).toHaveLength(7);
        rmSync(join(folder, 'terroir.json'));
        commit('no settings');
        expect((await judgedBy('--since', since)).judged).toHaveLength(7);
    });

    test('a contract whose host controls a company that it does not import', async () => {
        write('cloud.terroir', 'import "./lib/host.terroir"\nservice Cloud by Host { stores in FR }\n');
        write('held.terroir', 'import "./lib/host.terroir"\norganisation Held { seat FR  kind company  owned 100% by Host }\n');
        write('data.terroir', 'import "./cloud.terroir"\ndataset D { category health }\ncontract C { hosts D on Cloud }\n');
        commit('hosting');
        write('held.terroir', 'import "./lib/host.terroir"\norganisation Held { seat CA  kind company  owned 100% by Host }\n');
        expect((await judgedBy('--changed')).judged).toEqual(['b.terroir', 'cloud.terroir', 'data.terroir', 'held.terroir']);
    });

    test.each([
        [['--since', 'no-such-branch'], /git knows no commit no-such-branch/],
        [['--since', 'HEAD', '--changed'], /--since and --changed cannot stand beside each other/],
        [['--changed', '--shard', '1/2'], /--changed and --shard cannot stand beside each other/],
        [['--since', 'HEAD', '--shard', '1/2'], /--since and --shard cannot stand beside each other/],
        [['--changed', '-'], /the standard input is no file that it knows/],
        [['--changed', '--verify', 'x.json'], /--changed cannot stand beside it/],
    ])('%j is refused', async (argv, said) => {
        const { code, out, err } = await terroir(['check', ...argv], {}, { cwd: folder, disk: processIo().disk });
        expect([code, out]).toEqual([2, '']);
        expect(err).toMatch(said);
    });
});

const nimbus = 'organisation Nimbus { seat IE  kind company }\nservice NimbusCloud by Nimbus {}\n';
const ministry = `import "./n.terroir"
organisation Ministry { seat FR  kind state-administration }
organisation Watchdog { seat FR  kind supervisory-authority }
commitment LeaveNimbus by Ministry to Watchdog { made 2020-11-19  within 2 years  leave Nimbus }
`;
const records = `import "../specs/s.terroir"
import "../specs/n.terroir"
dataset Records { category health }
contract RecordsHosting { signed 2020-04-15 controller Ministry hosts Records on NimbusCloud }
`;

describe('what was read then is not what is read now', () => {
    beforeEach(() => {
        begin();
        write('specs/n.terroir', nimbus);
        write('specs/s.terroir', ministry);
        write('lib/y.terroir', records);
    });

    test('a file that has not changed comes to be imported, and goes', async () => {
        write('specs/x.terroir', '');
        write('specs/alone.terroir', 'organisation Alone { seat FR  kind mutual }\n');
        commit('apart');
        write('specs/x.terroir', 'import "../lib/y.terroir"\n');
        const all = ['specs/n.terroir', 'specs/s.terroir', 'specs/x.terroir'];
        const { code, judged } = await judgedBy('specs', '--changed', '--fail-on', 'warning');
        expect({ code, judged }).toEqual({ code: 1, judged: all });
        commit('together');
        write('specs/x.terroir', '');
        expect((await judgedBy('specs', '--changed')).judged).toEqual(all);
    });

    test('a file comes to be imported by way of another, and goes', async () => {
        write('specs/x.terroir', 'import "../lib/way.terroir"\n');
        write('lib/way.terroir', '');
        commit('apart');
        write('lib/way.terroir', 'import "./y.terroir"\n');
        const all = ['specs/n.terroir', 'specs/s.terroir', 'specs/x.terroir'];
        expect((await judgedBy('specs', '--changed')).judged).toEqual(all);
        commit('together');
        write('lib/way.terroir', '');
        expect((await judgedBy('specs', '--changed')).judged).toEqual(all);
    });

    test('a file that is imported as before, and one that nobody has read on either side', async () => {
        write('specs/x.terroir', 'import "../lib/y.terroir"\n');
        write('lib/unread.terroir', records.replaceAll('Records', 'Unread'));
        commit('together');
        write('specs/x.terroir', '// A remark.\nimport "../lib/y.terroir"\n');
        rmSync(join(folder, 'lib/unread.terroir'));
        expect((await judgedBy('specs', '--changed')).judged).toEqual(['specs/x.terroir']);
    });

    test('.gitignore named a file that it names no longer', async () => {
        write('drafts/d.terroir', 'import "./none.terroir"\n');
        write('drafts/imported.terroir', 'import "./none.terroir"\n');
        write('specs/x.terroir', 'import "../drafts/imported.terroir"\n');
        write('.gitignore', 'drafts/\n');
        commit('left out');
        expect((await judgedBy('--changed')).judged).toEqual([]);
        rmSync(join(folder, '.gitignore'));
        const { code, judged } = await judgedBy('--changed');
        expect({ code, judged }).toEqual({ code: 1, judged: ['drafts/d.terroir', 'drafts/imported.terroir'] });
    });

    test.each([
        ['not UTF-8', new Uint8Array([0x6f, 0xe9, 0x6f])],
        ['no text', '// \0\n'],
        ['too large', `// ${'x'.repeat(1000)}\n`],
        ['too deep', '{'.repeat(30)],
    ])('a file could not be read, since it was %s, and is gone', async (_, content) => {
        write('lib/bad.terroir', content);
        write('specs/x.terroir', 'import "../lib/bad.terroir"\n');
        commit('unreadable');
        const limits = ['--max-size', '1000', '--max-depth', '20'];
        expect((await judgedBy('specs', '--changed', ...limits)).judged).toEqual([]);
        rmSync(join(folder, 'lib/bad.terroir'));
        const { code, judged } = await judgedBy('specs', '--changed', ...limits);
        expect({ code, judged }).toEqual({ code: 1, judged: ['specs/x.terroir'] });
    });
});

interface Spec {
    readonly imports: readonly string[];
    readonly body: string;
}
/** By its path each file that is there: a spec, or what can be no spec; and what .gitignore names. */
type World = ReadonlyMap<string, Spec | string>;

const spec = (source: string): Spec => {
    const lines = source.split('\n');
    const isImport = (line: string) => line.startsWith('import ');
    return {
        imports: lines.filter(isImport).map((line) => line.slice(line.lastIndexOf('/') + 1, -1)),
        body: lines.filter((line) => !isImport(line)).join('\n'),
    };
};
const held = 'import "../specs/n.terroir"\norganisation Held { seat CA  kind company  owned 100% by Nimbus }\n';
const waiver = `import "../specs/s.terroir"
waiver W of term/commitment-is-kept on LeaveNimbus { because "x"  approved by Ministry on 2026-11-01  until 2026-12-31 }
`;
/** What each file may state. */
const stating: Readonly<Record<string, readonly string[]>> = {
    'specs/n.terroir': [nimbus, nimbus.replace('IE', 'US')],
    'specs/s.terroir': [ministry, ministry.replace('2 years', '20 years')],
    'specs/x.terroir': ['', 'organisation X { seat FR  kind mutual }\n'],
    'lib/y.terroir': [records, records.replace('hosts Records on NimbusCloud', '')],
    'lib/held.terroir': [held, held.replace('100%', '10%')],
    'drafts/w.terroir': [waiver, waiver.replace('2026-12-31', '2026-11-02')],
};
const paths = Object.keys(stating);
const fileOf = (name: string) => paths.find((path) => path.endsWith(`/${name}`)) ?? name;
const aPath = fc.constantFrom(...paths);
const set = (path: string, content: Spec | string) => (world: World) => new Map([...world, [path, content]]);

/** Imports come and go more often than anything else does. */
const someChange: fc.Arbitrary<(world: World) => World> = fc.oneof(
    {
        weight: 5,
        arbitrary: fc.tuple(aPath, aPath).map(([path, other]) => (world: World) => {
            const was = world.get(path);
            if (typeof was !== 'object') return world;
            const name = other.slice(other.indexOf('/') + 1);
            const without = was.imports.filter((one) => one !== name);
            return set(path, { ...was, imports: without.length < was.imports.length ? without : [...without, name] })(world);
        }),
    },
    { weight: 2, arbitrary: aPath.chain((path) => fc.constantFrom(...(stating[path] ?? [])).map((source) => set(path, spec(source)))) },
    { weight: 2, arbitrary: aPath.map((path) => (world: World) => new Map([...world].filter(([one]) => one !== path))) },
    {
        weight: 2,
        arbitrary: fc.tuple(aPath, fc.constantFrom('\0', '{'.repeat(200), 'organisation {', `// ${'x'.repeat(2000)}`)).map(([path, no]) => set(path, no)),
    },
    { weight: 2, arbitrary: fc.constantFrom('drafts/\n', 'lib/\n', 'n.terroir\nw.terroir\n', '# nothing\n').map((rules) => set('.gitignore', rules)) },
);

test('a submodule is a folder of which git has nothing, whatever it is called, and links may have led round', async () => {
    begin();
    write('a.terroir', 'organisation A { seat FR }\n');
    mkdirSync(join(folder, 'sub.terroir'));
    git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub.terroir`);
    commit('first');
    expect(git('ls-tree', 'HEAD', 'sub.terroir')).toMatch(/^160000 /);
    expect(await judgedBy('--changed')).toMatchObject({ code: 0, judged: [] });
    symlinkSync('there.terroir', join(folder, 'here.terroir'));
    symlinkSync('here.terroir', join(folder, 'there.terroir'));
    commit('round');
    expect(await judgedBy('--changed')).toMatchObject({ code: 2, judged: [] });
    const { err } = await terroir(['diff', '--since', 'HEAD'], {}, { cwd: folder, disk: processIo().disk });
    // Of both, then and now.
    expect(err.match(/Its symbolic links lead round in a circle\./g)).toHaveLength(4);
    write('a.terroir', 'organisation A { seat DE }\n');
    expect((await judgedBy('--changed')).judged).toEqual(['a.terroir']);
});

test('a file of which git has lost what it was is told, and nothing is judged', async () => {
    begin();
    write('a.terroir', 'organisation A { seat FR }\n');
    write('picture.png', 'not a spec');
    commit('first');
    const lose = (path: string) => {
        const blob = git('rev-parse', `HEAD:${path}`);
        rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    };
    write('a.terroir', 'organisation A { seat DE }\n');
    lose('picture.png');
    expect((await judgedBy('--changed')).judged).toEqual(['a.terroir']);
    lose('a.terroir');
    const { code, out, err } = await check('--changed');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('git has no longer what a.terroir was then: fetch it again, or mend the repository.');
});

test('whatever comes, goes or is read otherwise, each file of which something else is said is judged', { timeout: 300_000 }, async () => {
    let [left, woken] = [0, 0];
    const put = (world: World) => {
        for (const path of ['specs', 'lib', 'drafts', '.gitignore']) rmSync(join(folder, path), { recursive: true, force: true });
        for (const [path, content] of world) {
            const imports = typeof content === 'string' ? [] : content.imports;
            write(path, typeof content === 'string' ? content : imports.map((name) => `import "../${fileOf(name)}"\n`).join('') + content.body);
        }
    };
    const said = async (operands: readonly string[], ...argv: string[]) => {
        const { out, code } = await check(...operands, ...argv, '--format', 'json', '--hints', '--max-size', '1000', '--max-depth', '100');
        const report = JSON.parse(out) as {
            files: { path: string; judged: boolean }[];
            findings: { file: string }[];
            notJudged: string[];
        };
        const of = new Map<string, string[]>(report.files.flatMap(({ path, judged }) => (judged ? [[path, []]] : [])));
        // Lines may be others where nothing else is.
        const what = ['rule', 'verdict', 'severity', 'subject', 'message', 'waivedBy', 'holdsUntil'];
        for (const finding of report.findings) of.get(finding.file)?.push(JSON.stringify(finding, what));
        for (const id of report.notJudged) of.get(id.slice(0, id.indexOf('#')))?.push(id);
        return { code, of: new Map([...of].map(([path, all]) => [path, all.sort()])) };
    };
    const aStep = fc.record({
        operands: fc.constantFrom([], ['specs'], ['specs', 'drafts'], ['specs/x.terroir'], ['{specs,lib}/*.terroir']),
        changes: fc.array(someChange, { minLength: 1, maxLength: 3 }),
    });
    begin();
    await fc.assert(
        fc.asyncProperty(fc.array(aStep, { minLength: 6, maxLength: 10 }), async (steps) => {
            let world: World = new Map(paths.map((path) => [path, spec(stating[path]?.[0] ?? '')]));
            for (const { operands, changes } of steps) {
                put(world);
                commit('before');
                const before = await said(operands);
                world = changes.reduce((so, change) => change(so), world);
                put(world);
                const now = await said(operands);
                const since = await said(operands, '--since', 'HEAD');
                for (const [path, findings] of now.of) {
                    if (since.of.has(path)) woken++;
                    else left++;
                    expect(since.of.get(path) ?? before.of.get(path), path).toEqual(findings);
                }
                // What could not be read is said of any run.
                if (now.code === 2) expect(since.code).toBe(2);
            }
        }),
        { numRuns: 12, seed: 20261129 },
    );
    // It would be no bound worth having if hardly anything were left out, nor a test if nothing ever changed.
    expect(left).toBeGreaterThan(100);
    expect(woken).toBeGreaterThan(100);
});
