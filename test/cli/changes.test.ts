import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processIo } from '../../server/cli/io.ts';
import { terroir } from './terminal.ts';

/* What `terroir check --since` judges, in a real repository. Which files a change can affect: test/model/affected.test.ts. */

let folder = '';
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } }).trim();
const write = (path: string, source: string) => writeFileSync(join(folder, path), source);
const commit = (message: string) => {
    git('add', '--all');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', message);
};
const check = (...argv: string[]) => terroir(['check', '--as-of', '2026-11-23', ...argv], {}, { cwd: folder, disk: processIo().disk });

/** The files that are judged, and what is said of the others. */
async function judgedBy(...argv: string[]) {
    const { code, out, err } = await check('--format', 'json', ...argv);
    const { files, part } = JSON.parse(out) as { files: { path: string; judged: boolean }[]; part: { is: string; since: string } };
    return { code, err, part, judged: files.flatMap(({ path, judged }) => (judged ? [path] : [])) };
}

beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'terroir-')));
    git('init', '--quiet', '--initial-branch=main');
    mkdirSync(join(folder, 'lib'));
    write('lib/parties.terroir', 'organisation Clinic { seat FR  kind mutual }\n');
    write('lib/host.terroir', 'organisation Host { seat FR  kind mutual }\n');
    write('a.terroir', 'import "./lib/parties.terroir"\ncontract A { controller Clinic }\n');
    write('b.terroir', 'import "./lib/host.terroir"\ncontract B { processor Host }\n');
    write('alone.terroir', 'organisation Alone { seat FR  kind mutual }\n');
    write('dropped.terroir', 'organisation Dropped { seat FR  kind mutual }\n');
    write('missing.terroir', 'import "./dropped.terroir"\ncontract M { controller Dropped }\n');
    commit('first');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a check of what has changed', () => {
    test('judges nothing where nothing has, and says so', async () => {
        const { code, err, judged, part } = await judgedBy('--changed');
        expect({ code, judged, part }).toEqual({ code: 0, judged: [], part: { is: 'changes', since: git('rev-parse', 'HEAD') } });
        expect(err).toContain('terroir: Nothing was judged: nothing of it can be affected by what has changed.\n');
        expect(err).toMatch(/Left out, since nothing that has changed since [0-9a-f]{12} can affect it: 7 of 7 files\.\n {2}a\.terroir\n {2}alone\.terroir\n/);
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
            /What has changed since [0-9a-f]{12} and what that can affect: 2 of 7 files that were read\./,
        );
        expect((await check('--changed', '--quiet')).err).toMatch(/: 5 of 7 files\.\n$/);
    });

    test('everything where the settings have', async () => {
        write('terroir.json', '{ "rules": { "reach": "warning" } }');
        expect((await judgedBy('--changed')).judged).toHaveLength(7);
        rmSync(join(folder, 'terroir.json'));
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
        [['--changed', '-'], /the standard input is no file that it knows/],
        [['--changed', '--verify', 'x.json'], /--changed cannot stand beside it/],
    ])('%j is refused', async (argv, said) => {
        const { code, out, err } = await terroir(['check', ...argv], {}, { cwd: folder, disk: processIo().disk });
        expect([code, out]).toEqual([2, '']);
        expect(err).toMatch(said);
    });
});
