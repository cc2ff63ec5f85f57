import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { diskOf, terroir } from './terminal.ts';

const spec = readFileSync(join(import.meta.dirname, 'formats.terroir'), 'utf8').split('// Broken')[0] ?? '';
const other = spec.replaceAll('Hosting', 'Sibling').replaceAll('W-1', 'W-2');

/** Files that stay between runs, as on a disk. */
function folder(files: Record<string, string>) {
    const disk = diskOf(files);
    const run = (...argv: string[]) => terroir(['check', '--baseline', 'known.json', '--fail-on', 'warning', ...argv], {}, { disk });
    const write = (path: string, text: string) => disk.write(`/specs/${path}`, text);
    const report = async (...argv: string[]) => {
        const { out, code } = await run('--format', 'json', ...argv);
        return { code, ...(JSON.parse(out) as { baseline: Record<string, unknown>; findings: { rule: string; origin: string | null }[] }) };
    };
    const standing = async (...argv: string[]) => {
        const { code, baseline } = await report(...argv);
        return { code, new: baseline['new'], reopened: baseline['reopened'], fixed: (baseline['fixed'] as unknown[]).length };
    };
    const read = () => new TextDecoder().decode(disk.read('/specs/known.json', 1e9));
    const known = () => (JSON.parse(read()) as { findings: unknown[] }).findings.length;
    return { run, write, read, report, standing, known };
}

const quiet = { code: 0, new: 0, reopened: 0, fixed: 0 };

/** A folder whose findings are all known. */
async function settled(files: Record<string, string> = { 'a.terroir': spec }) {
    const here = folder(files);
    const { err } = await here.run('--update-baseline');
    // Of the first baseline the findings are those of the report.
    expect(err).toMatch(/^known\.json: findings known: \d+; came in: \d+, reopened and accepted: 0, went: 0\.\n$/);
    expect(await here.standing()).toEqual(quiet);
    return here;
}

describe('what is known does not fail the run', () => {
    test('and stays known when it moves within its file, whatever the day', async () => {
        const { write, standing } = await settled();
        write('a.terroir', `// first\n\n${spec.split('\n\n').reverse().join('\n\n')}`);
        expect(await standing()).toEqual(quiet);
        expect(await standing('--as-of', '2026-11-30')).toEqual(quiet);
    });

    test('but is new in another file, or when its contract is called something else', async () => {
        const { write, standing } = await settled();
        write('b.terroir', spec);
        expect(await standing()).toMatchObject({ code: 1, fixed: 0 });
        expect((await standing()).new).toBeGreaterThan(5);
        const renamed = await settled();
        renamed.write('a.terroir', other);
        expect(await renamed.standing()).toMatchObject({ code: 1 });
        expect((await renamed.standing()).fixed).toBeGreaterThan(5);
    });

    test('is reopened when what its declaration states changes, unless that is not wanted', async () => {
        const { write, standing } = await settled();
        write('a.terroir', spec.replace('term 2 years', 'term 3 years'));
        const now = await standing();
        expect(now).toMatchObject({ code: 1, new: 0, fixed: 0 });
        expect(now.reopened).toBeGreaterThan(5);
        write('terroir.json', '{ "baseline": { "reopenOnChange": false } }');
        expect(await standing()).toEqual(quiet);
    });

    test('what is reopened is accepted only where that is asked for, and each finding of it is listed', async () => {
        const { write, standing, run, known } = await settled();
        write('a.terroir', spec.replace('term 2 years', 'term 3 years'));
        const { reopened } = await standing();
        expect((await run('--update-baseline')).err).toContain('came in: 0, reopened and accepted: 0, went: 0.');
        expect(await standing()).toMatchObject({ reopened });
        const { err } = await run('--update-baseline', '--accept-new');
        expect(err).toContain(`findings known: ${known()}; came in: 0, reopened and accepted: ${reopened}, went: 0.`);
        expect(err.match(/^ {2}a\.terroir \S+ Hosting$/gm)?.length).toBe(reopened);
        expect(await standing()).toEqual(quiet);
    });

    test('what is fixed is told, and drops out of the file on demand; nothing new comes in with it', async () => {
        const { write, standing, run, known } = await settled({ 'a.terroir': spec, 'b.terroir': other });
        const before = known();
        write('a.terroir', 'organisation Clinic { seat FR }');
        write('b.terroir', other.replace('signed', 'lawful basis public-task  signed').replace('stores in FR', 'stores in US'));
        const { fixed, new: fresh } = await standing();
        expect(fixed).toBeGreaterThan(5);
        expect(fresh).toBeGreaterThan(0);
        const { err, code } = await run('--update-baseline');
        expect(code).toBe(1);
        expect(err).toMatch(new RegExp(`came in: 0, reopened and accepted: 0, went: ${fixed}`));
        expect(known()).toBe(before - Number(fixed));
        expect(await standing()).toMatchObject({ fixed: 0, new: fresh });
        const accepted = await run('--update-baseline', '--accept-new');
        expect(accepted.err.match(/^ {2}b\.terroir \S+ Sibling$/gm)?.length).toBeGreaterThan(0);
        expect(await standing()).toEqual(quiet);
    });

    test('files that were not judged keep what is known of them; what is deleted does not', async () => {
        const { standing, run, read } = await settled({ 'a/a.terroir': spec, 'b/b.terroir': other });
        const before = read();
        expect(await standing('a')).toEqual(quiet);
        await run('a', '--update-baseline');
        expect(read()).toBe(before);
        // Whatever was judged, each finding stays in its place, so that a review shows what came and went.
        await run('b', '--update-baseline', '--accept-new');
        expect(read()).toBe(before);
        const gone = await settled({ 'a/a.terroir': spec });
        gone.write(
            'known.json',
            gone
                .read()
                .replaceAll('a/a.terroir', 'gone.terroir')
                .replace(/"fingerprint": "./g, '"fingerprint": "_'),
        );
        expect((await gone.standing()).fixed).toBeGreaterThan(5);
    });

    test('a file that cannot be written fails the run, whatever was found', async () => {
        const disk = diskOf({ 'a.terroir': 'organisation Clinic { seat FR }' });
        const shut = {
            ...disk,
            write() {
                throw Object.assign(new Error(), { code: 'EACCES' });
            },
        };
        const { code, err } = await terroir(['check', '--baseline', 'known.json', '--update-baseline'], {}, { disk: shut });
        expect([code, err]).toEqual([2, 'terroir: known.json cannot be written: that is not permitted.\n']);
    });

    test('what cannot be judged is never known, and leaves the baseline as it is', async () => {
        const { write, run, known, report } = await settled();
        const before = known();
        write('b.terroir', 'organisation A { seat XX }');
        const { findings, code } = await report();
        expect(findings.find(({ rule }) => rule === 'names/unknown')?.origin).toBe(null);
        expect(code).toBe(1);
        write('c.terroir', '\0');
        const { err, code: failed } = await run('--update-baseline', '--accept-new');
        expect(failed).toBe(2);
        expect(err).toContain('The baseline stays as it is');
        expect(known()).toBe(before);
    });
});

describe('in reports', () => {
    test('each finding says whether it is known, and the report at the terminal counts what is', async () => {
        const { write, run, report } = await settled();
        write('b.terroir', other);
        const { findings } = await report();
        expect(new Set(findings.map(({ origin }) => origin))).toEqual(new Set(['new', 'known', null]));
        const isReport = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/report.schema.json'), 'utf8')));
        expect(isReport(await JSON.parse((await run('--format', 'json')).out)), JSON.stringify(isReport.errors)).toBe(true);
        const { out } = await run();
        expect(out).not.toMatch(/^a\.terroir:\d+:\d+ (error|warning|unknown)/m);
        expect(out).toMatch(/^b\.terroir:\d+:\d+ warning/m);
        expect(out).toMatch(/Against the baseline: \d+ new, 0 reopened, \d+ known, 0 fixed\./);
        const sarif = JSON.parse((await run('--format', 'sarif')).out).runs[0].results as { baselineState?: string }[];
        expect(new Set(sarif.map(({ baselineState }) => baselineState))).toEqual(new Set(['new', 'unchanged', undefined]));
        expect((await run('--format', 'github')).out).not.toContain('file=a.terroir');
    });
});

describe('is refused', () => {
    test.each([
        ['lists/known.json', 'lists/known.json: there is no such baseline;'],
        ['.', '.: it is a folder'],
    ])('and is called as it is called from here, where settings name it: %s', async (file, said) => {
        const { code, err } = await terroir(['check'], { 'a.terroir': spec, 'terroir.json': JSON.stringify({ baseline: { file } }) });
        expect([code, err.slice(0, said.length + 9)]).toEqual([2, `terroir: ${said}`]);
    });

    test.each([
        ['none there', {}, [], /known\.json: there is no such baseline; --update-baseline makes it/],
        ['no JSON', { 'known.json': 'x' }, [], /this is no baseline/],
        ['something else', { 'known.json': '{"schemaVersion":1,"findings":[{}]}' }, [], /this is no baseline/],
        ['of another version', { 'known.json': '{"schemaVersion":2,"findings":[]}' }, [], /this is no baseline/],
        ['accepting without updating', { 'known.json': '{"schemaVersion":1,"findings":[]}' }, ['--accept-new'], /goes with --update-baseline/],
    ])('%s', async (_, files, argv, said) => {
        const { code, err } = await folder({ 'a.terroir': spec, ...files } as Record<string, string>).run(...argv);
        expect(code).toBe(2);
        expect(err).toMatch(said);
    });

    test.each(['rule', 'file', 'fingerprint', 'subjectHash'])('what says in one of its findings no %s, or no text for it', async (part) => {
        const finding = { rule: 'gdpr/x', file: 'a.terroir', name: null, fingerprint: 'f', subjectHash: null };
        const checked = (last: object) => {
            const baseline = JSON.stringify({ schemaVersion: 1, findings: [finding, last] });
            return folder({ 'a.terroir': 'organisation Clinic { seat FR }', 'known.json': baseline }).run();
        };
        expect((await checked(finding)).code).toBe(0);
        for (const other of [undefined, 1]) {
            const { code, err } = await checked({ ...finding, [part]: other });
            expect([code, err]).toEqual([2, expect.stringMatching(/known\.json: this is no baseline/)]);
        }
    });

    test('one that is longer than can be read at once, and no part of it taken for the whole', async () => {
        const disk = diskOf({ 'a.terroir': spec, 'known.json': '' });
        const long = { ...disk, read: (path: string, most: number) => (path.endsWith('known.json') ? new Uint8Array(most) : disk.read(path, most)) };
        for (const more of [[], ['--update-baseline']]) {
            const { code, err } = await terroir(['check', '--no-config', '--baseline', 'known.json', ...more], {}, { disk: long });
            expect([code, err]).toEqual([2, expect.stringContaining('known.json: it is longer than 500 MB, and more than that cannot be read at once.\n')]);
        }
    });

    test('one that cannot be read', async () => {
        const disk = diskOf({ 'a.terroir': spec, 'known.json/in.md': '' });
        const { code, err } = await terroir(['check', '--no-config', '--baseline', 'known.json', '--update-baseline'], {}, { disk });
        expect([code, err]).toEqual([2, expect.stringContaining('known.json: it is a folder, not a file.\n')]);
    });

    test('updating none', async () => {
        const { code, err } = await terroir(['check', '--update-baseline'], { 'a.terroir': spec });
        expect([code, err]).toEqual([2, expect.stringContaining('name one with --baseline FILE')]);
    });
});
