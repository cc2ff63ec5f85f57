import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fromCache } from '../../server/cli/cache.ts';
import type { Io } from '../../server/cli/io.ts';
import { main } from '../../server/cli/main.ts';
import { processOutside } from '../../server/cli/outside.ts';
import { terroir } from './terminal.ts';

/* What a run reads it writes nothing over: a spec that a report took the place of would be lost. */

const folders: string[] = [];
afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const clinic = 'organisation Clinic { seat FR  kind mutual }\n';
const contract = 'import "./parts/clinic.txt"\ncontract Hosting { controller Clinic }\n';

/** A folder with specs, one of them imported and called otherwise, and with all else that a run may read. */
async function laidOut(): Promise<{ folder: string; run: (...argv: readonly string[]) => ReturnType<typeof terroir> }> {
    const folder = mkdtempSync(join(tmpdir(), 'terroir-over-'));
    folders.push(folder);
    mkdirSync(join(folder, 'parts'));
    const files = {
        'a.terroir': contract,
        'parts/clinic.txt': clinic,
        'terroir.json': '{ "extends": "./base.json" }\n',
        'base.json': '{}\n',
        'plan.json': JSON.stringify({ format_version: '1.2', planned_values: { root_module: {} } }),
        'map.json': '{}\n',
        'other.terroir': clinic.replace('Clinic', 'Other'),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    symlinkSync('a.terroir', join(folder, 'link.json'));
    const { disk } = processOutside();
    const run = (...argv: readonly string[]) => terroir(argv, {}, { cwd: folder, disk });
    for (const n of [1, 2]) await run('check', '--shard', `${n}/2`, '--format', `json:${n}.json`, '--fail-on', 'never');
    await run('check', '--baseline', 'known.json', '--update-baseline', '--fail-on', 'never');
    return { folder, run };
}

const over: readonly (readonly [over: string, argv: readonly string[]])[] = [
    ['a.terroir', ['check', '--format', 'json:a.terroir']],
    ['./a.terroir', ['check', 'a.terroir', '--format', 'text', '--format', 'html:./a.terroir']],
    ['other.terroir', ['check', 'a.terroir', '--format', 'json:other.terroir']],
    ['parts/clinic.txt', ['check', 'a.terroir', '--format', 'json:parts/clinic.txt']],
    ['link.json', ['check', 'a.terroir', '--format', 'json:link.json']],
    ['terroir.json', ['check', '--format', 'json:terroir.json']],
    ['base.json', ['check', '--format', 'json:base.json']],
    ['known.json', ['check', '--baseline', 'known.json', '--format', 'json:known.json']],
    ['2.json', ['merge', '1.json', '2.json', '--format', 'json:2.json']],
    ['plan.json', ['reconcile', 'plan.json', '--format', 'json:plan.json']],
    ['map.json', ['reconcile', 'plan.json', '--map', 'map.json', '--format', 'json:map.json']],
    ['a.terroir', ['draw', 'reach', '--output', 'a.terroir']],
    ['parts/clinic.txt', ['draw', 'timeline', '--output', 'parts/clinic.txt']],
    ['a.terroir', ['export', '--to', 'json', '--output', 'a.terroir']],
    ['base.json', ['export', '--to', 'json', '--output', 'base.json']],
];

test.each(over)('%s: %j', async (name, argv) => {
    const { folder, run } = await laidOut();
    const before = readFileSync(join(folder, name), 'utf8');
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
        `terroir: ${name} is a spec, or something else that is read here: nothing is written over it.\nSee terroir ${argv[0]} --help for what may stand there.\n`,
    );
    expect(readFileSync(join(folder, name), 'utf8')).toBe(before);
});

test('a folder that is judged is no file that could be lost, only none that can be written', async () => {
    const { folder, run } = await laidOut();
    mkdirSync(join(folder, 'specs'));
    writeFileSync(join(folder, 'specs/b.terroir'), clinic);
    const { code, err } = await run('check', 'specs', '--format', 'json:specs');
    expect([code, err]).toEqual([2, expect.stringContaining('terroir: specs cannot be written: ')]);
});

test('the report of the run before is none of what a run reads', async () => {
    const { folder, run } = await laidOut();
    for (const _ of [1, 2]) expect((await run('check', 'a.terroir', '--format', 'json:report.json', '--fail-on', 'never')).code).toBe(0);
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toContain('"schemaVersion": 1');
});

test('that it was asked for the place of a report keeps no run from being said again', async () => {
    const { folder } = await laidOut();
    const silent = { isTerminal: false, columns: undefined, write: () => {} };
    const outside = { ...processOutside(), cwd: folder, env: { TERROIR_CACHE: join(folder, '.cache') }, stdout: silent, stderr: silent };
    const argv = ['check', 'a.terroir', '--format', 'json:report.json', '--fail-on', 'never'];
    let judged = 0;
    const run = (recorded: Partial<Io>) => {
        judged++;
        return main(argv, recorded);
    };
    for (const _ of [1, 2]) expect(await fromCache(argv, () => 'test', { run, tell: () => {} }, outside)).toBe(0);
    expect(judged).toBe(1);
});
