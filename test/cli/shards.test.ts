import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds } from '../harness/generators.ts';
import { example } from '../harness/spec.ts';
import { diskOf, terroir } from './terminal.ts';

/*
 * A shard judges some of the files and reads all; what `terroir merge` makes of the reports of all shards is, to the byte, what one
 * run writes.
 */

const files = {
    ...example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir', 'examples/clinic.terroir', 'examples/ministry.terroir'),
    'formats.terroir': readFileSync(join(import.meta.dirname, 'formats.terroir'), 'utf8'),
    'bytes.terroir': Uint8Array.of(0x2f, 0x2f, 0xff),
    'parties.terroir': 'organisation Clinic { seat FR  kind health-institution }\n',
    'waiver.terroir':
        'import "./formats.terroir"\nwaiver Far of gdpr/special-basis-is-stated on Hosting { because "reason"  approved by Clinic on 2026-11-01  until 2027-01-31 }\n',
};
const formats = ['json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];
const everywhere = ['--format', 'text', ...formats.flatMap((format) => ['--format', `${format}:out/${format}`])];
const asOf = ['--as-of', '2026-11-23'];

/** A folder with the specs, in which shards leave their reports. */
function folder(more: Readonly<Record<string, string>> = {}) {
    const disk = diskOf({ ...files, ...more });
    const text = (path: string) => new TextDecoder().decode(disk.read(`/specs/${path}`, 1e9));
    const run = (...argv: string[]) => terroir(argv, {}, { disk });
    const shard = (number: number, of: number, ...argv: string[]) =>
        run('check', '--shard', `${number}/${of}`, '--format', `json:${number}-${of}.json`, ...asOf, ...argv);
    /** Everything that a run writes: what is printed, its exit code, and each report. */
    const whole = async (...argv: string[]) => {
        const { code, out, err } = await run(...argv, ...everywhere);
        return { code, out, err, ...Object.fromEntries(formats.map((format) => [format, text(`out/${format}`)])) };
    };
    return { disk, text, run, shard, whole };
}

const numbers = (of: number) => Array.from({ length: of }, (_, i) => i + 1);

test('any number of shards, merged in any order, gives what one run gives, in every format', async () => {
    const { shard, whole } = folder();
    const once = await whole('check', ...asOf);
    expect([once.code, once.out.length > 5000]).toEqual([2, true]);
    const most = 11;
    const orders = new Map<number, string[]>();
    const some = fc.integer({ min: 1, max: most }).chain((of) => fc.shuffledSubarray(numbers(of), { minLength: of, maxLength: of }));
    holds(
        fc.property(
            some,
            (order) =>
                void orders.set(
                    order.length,
                    order.map((number) => `${number}-${order.length}.json`),
                ),
        ),
        4,
    );
    expect(orders.size).toBeGreaterThan(1);
    for (const [of, reports] of orders) {
        for (const number of numbers(of)) await shard(number, of);
        expect(await whole('merge', ...reports), reports.join(' ')).toEqual(once);
    }
});

test('what shards know of a baseline counts for nothing where it is not named again', async () => {
    const { run, shard, whole } = folder();
    await run('check', 'examples', ...asOf, '--baseline', 'known.json', '--update-baseline');
    const once = await whole('check', 'examples', ...asOf);
    expect(once.code).toBe(1);
    for (const number of numbers(2)) expect((await shard(number, 2, 'examples', '--baseline', 'known.json')).code).toBe(0);
    expect(await whole('merge', '1-2.json', '2-2.json')).toEqual(once);
});

test('in French, with hints and a baseline, too', async () => {
    const options = ['--lang', 'fr', '--hints', '--baseline', 'known.json'];
    const { run, shard, whole, disk, text } = folder();
    disk.write('/specs/bytes.terroir', '// ÿ\n');
    await run('check', 'examples', ...asOf, '--baseline', 'known.json', '--update-baseline');
    const once = await whole('check', ...asOf, ...options);
    expect(once.out).toMatch(/Par rapport à la référence\s: nouveaux\s: [1-9]\d*, .* connus\s: [1-9]/);
    for (const number of numbers(3)) await shard(number, 3, ...options);
    expect(await whole('merge', '3-3.json', '1-3.json', '2-3.json', ...options)).toEqual(once);
    await run('merge', '3-3.json', '1-3.json', '2-3.json', '--baseline', 'known.json', '--update-baseline', '--accept-new');
    const merged = text('known.json');
    await run('check', ...asOf, '--baseline', 'known.json', '--update-baseline', '--accept-new');
    expect(text('known.json')).toBe(merged);
});

test('so it is from another root', async () => {
    const { run, whole } = folder();
    const from = ['--root', 'examples'];
    const once = await whole('check', 'examples', ...asOf, ...from);
    for (const number of [1, 2]) await run('check', 'examples', ...asOf, ...from, '--shard', `${number}/2`, '--format', `json:${number}.json`);
    expect(await whole('merge', '1.json', '2.json', ...from)).toEqual(once);
    expect(await run('check', '--verify', '2.json', ...from)).toMatchObject({ code: 0 });
});

test.each<[string, Parameters<typeof diskOf>[0]]>([
    ['no file could be read', { 'bytes.terroir': Uint8Array.of(0xff) }],
    // A folder that is empty has nothing that somebody failed to read.
    ['there is no spec in what was given', {}],
])('where %s, what is merged says so as one run does', async (why, files) => {
    const disk = diskOf(files);
    const run = (...argv: string[]) => terroir(argv, {}, { disk });
    const once = await run('check', ...asOf);
    expect([once.code, once.err]).toEqual([2, `terroir: Nothing was judged: ${why}.\n`]);
    for (const number of [1, 2]) await run('check', ...asOf, '--shard', `${number}/2`, '--format', `json:${number}.json`);
    expect(await run('merge', '1.json', '2.json')).toEqual(once);
});

test('files whose names are composed otherwise on the disk than in the reports are found there again', async () => {
    const there = 'hébergé/été.terroir'.normalize('NFD');
    const disk = diskOf({ [there]: 'organisation A { seat FR  kind company }\n', 'b.terroir': `import "./${there}"\ncontract B { controller A }\n` });
    const run = (...argv: string[]) => terroir(argv, {}, { disk });
    const once = await run('check', ...asOf);
    expect([once.code, once.out]).toEqual([0, expect.stringContaining(' in 2 files')]);
    for (const number of [1, 2]) await run('check', ...asOf, '--shard', `${number}/2`, '--format', `json:${number}.json`);
    expect(await run('merge', '1.json', '2.json')).toEqual(once);
    expect(await run('check', '--verify', '1.json')).toMatchObject({ code: 0 });
});

describe('a shard', () => {
    test('says which part it is, reads everything, and judges its part', async () => {
        const { shard, text, run } = folder();
        await shard(2, 3);
        const report = JSON.parse(text('2-3.json'));
        expect(report.part).toMatchObject({ is: 'shard', number: 2, of: 3 });
        expect(report.files).toHaveLength(8);
        expect(report.files.flatMap(({ path, judged }: { path: string; judged: boolean }) => (judged ? [path] : []))).toEqual([
            'examples/clinic.terroir',
            'examples/ministry.terroir',
            'waiver.terroir',
        ]);
        expect((await run('check', '--shard', '2/3')).out).toContain('Shard 2 of 3. Files judged here: 3; read: 8.');
    });

    test('that is left with nothing says so', async () => {
        const { code, err } = await terroir(['check', '--shard', '2/2'], { 'a.terroir': '' });
        expect({ code, err }).toEqual({ code: 0, err: 'terroir: This shard has nothing to judge: there are not so many files.\n' });
    });

    test('is verified as it was judged', async () => {
        const { disk, shard, run } = folder();
        disk.write('/specs/bytes.terroir', '// ÿ\n');
        await shard(2, 3);
        expect(await run('check', '--verify', '2-3.json')).toMatchObject({ code: 0 });
    });

    test('of which not every file can be read is verified as it was judged, too', async () => {
        const { shard, run } = folder({ 'import.terroir': 'import "./gone.terroir"\n' });
        for (const number of numbers(3)) {
            await shard(number, 3);
            const { code, out } = await run('check', '--verify', `${number}-3.json`);
            expect([code, out]).toEqual([2, expect.stringMatching(/^The same comes out as of 2026-11-23\. Findings: \d+\.\n$/)]);
        }
    });

    test.each([
        [['--shard', '0/2'], /which shard of how many, such as 2\/5; not 0\/2/],
        [['--shard', '3/2'], /not 3\/2/],
        [['--shard', '2'], /not 2\./],
        [['--shard', '1/2/2'], /not 1\/2\/2/],
        [['--shard', '1/1000000'], /not 1\/1000000/],
        [['--shard', '1/2', '-'], /the standard input is one/],
        [['--shard', '1/2', '--baseline', 'x', '--update-baseline'], /goes with terroir merge/],
        [['--shard', '1/2', '--verify', 'x'], /--shard cannot stand beside it/],
    ])('is refused with %j', async (argv, said) => {
        const { code, out, err } = await terroir(['check', ...argv], { 'a.terroir': '' });
        expect([code, out]).toEqual([2, '']);
        expect(err).toMatch(said);
    });
});

describe('merge refuses', () => {
    const small = { 'a.terroir': '', 'b.terroir': 'organisation Clinic { seat FR  kind mutual }\n' };

    /** What is said where the second of two reports is another one. */
    async function refused(change: (report: Record<string, never>) => object, more: readonly string[] = []) {
        const disk = diskOf(small);
        const run = (...argv: string[]) => terroir(argv, {}, { disk });
        for (const number of [1, 2]) await run('check', '--shard', `${number}/2`, '--format', `json:${number}.json`, ...asOf);
        const second = JSON.parse(new TextDecoder().decode(disk.read('/specs/2.json', 1e9)));
        disk.write('/specs/2.json', JSON.stringify({ ...second, ...change(second) }));
        const { code, out, err } = await run('merge', '1.json', '2.json', ...more);
        expect([code, out]).toEqual([2, '']);
        return err;
    }

    type Report = { part: object; tool: object; library: object; configuration: object; judged: object; files: { path: string; sha256: string }[] };
    const together = (what: string) => new RegExp(`^terroir: 1\\.json and 2\\.json do not belong together\\. What differs: ${what}`);
    test.each<[string, (report: Report) => object, RegExp]>([
        ['another program', ({ tool }) => ({ tool: { ...tool, version: '9.9.9' } }), together('the program: .* and 9\\.9\\.9\\.')],
        ['another version of the library', ({ library }) => ({ library: { ...library, version: '2020.01.01' } }), together('the library: .* 2020\\.01\\.01 ')],
        ['another library', ({ library }) => ({ library: { ...library, hash: 'other' } }), together('the library: .* other\\.')],
        ['other settings', ({ configuration }) => ({ configuration: { ...configuration, hash: 'other' } }), together('the settings: .* and other\\.')],
        [
            'settings that stand otherwise in their file',
            ({ configuration }) => ({ configuration: { ...configuration, files: [{ path: 'terroir.json', sha256: 'other' }] } }),
            together('the settings: .*, terroir\\.json other\\.'),
        ],
        [
            'a day that was over by then',
            ({ judged }) => ({ judged: { ...judged, withTodaysKnowledge: true } }),
            together('the date: 2026-11-23 and 2026-11-23 \\(past\\)\\.'),
        ],
        ['another date', ({ judged }) => ({ judged: { ...judged, asOf: '2026-11-24' } }), together('the date: 2026-11-23 and 2026-11-24\\.')],
        ['another language', () => ({ language: 'fr' }), together('the language: en and fr\\.')],
        ['another number of shards', ({ part }) => ({ part: { ...part, of: 3 } }), together('the number of shards: 2 and 3\\.')],
        ['other files asked for', ({ part }) => ({ part: { ...part, asked: 'other' } }), together('what was asked for')],
        ['another text', ({ files }) => ({ files: files.map((file) => ({ ...file, sha256: 'other' })) }), together('the text of a\\.terroir\\.')],
        ['a file more', ({ files }) => ({ files: [...files, { path: 'c.terroir', sha256: null, judged: false }] }), together('the text of c\\.terroir\\.')],
        ['the same shard twice', ({ part }) => ({ part: { ...part, number: 1 } }), /1\.json and 2\.json are both shard 1 of 2\./],
        ['a whole report', () => ({ part: null }), /2\.json: this is the report of no shard/],
    ])('%s', async (_, change, said) => expect(await refused(change as never)).toMatch(said));

    test('as many files, of which others were asked for: one would be judged by nobody', async () => {
        const disk = diskOf({
            'a.terroir': 'import "./b.terroir"\nimport "./c.terroir"\n',
            'b.terroir': 'import "./c.terroir"\n',
            'c.terroir': 'import "./b.terroir"\n',
        });
        const run = (...argv: string[]) => terroir(argv, {}, { disk });
        for (const [number, second] of [
            [1, 'b'],
            [2, 'c'],
        ] as const)
            await run('check', 'a.terroir', `${second}.terroir`, '--shard', `${number}/2`, '--format', `json:${number}.json`, ...asOf);
        const { code, err } = await run('merge', '1.json', '2.json');
        expect([code, err]).toEqual([2, expect.stringMatching(together('what was asked for'))]);
    });

    test('one thing that both tell, told in two ways', async () => {
        const disk = diskOf({ ...small, 'bytes.terroir': Uint8Array.of(0xff) });
        const run = (...argv: string[]) => terroir(argv, {}, { disk });
        for (const number of [1, 2]) await run('check', '--shard', `${number}/2`, '--format', `json:${number}.json`, ...asOf);
        expect(await run('merge', '1.json', '2.json')).toMatchObject({ code: 2, err: '' });
        const second = new TextDecoder().decode(disk.read('/specs/2.json', 1e9));
        disk.write('/specs/2.json', second.replace('"failed"', '"broken"'));
        const { code, out, err } = await run('merge', '1.json', '2.json');
        expect([code, out, err]).toEqual([2, '', expect.stringMatching(together('bytes\\.terroir input/not-utf8\\.'))]);
    });

    test('a shard that is missing, specs that have changed, and no report at all', async () => {
        const disk = diskOf(small);
        const run = (...argv: string[]) => terroir(argv, {}, { disk });
        for (const number of [1, 2]) await run('check', '--shard', `${number}/2`, '--format', `json:${number}.json`, ...asOf);
        const said = async (...argv: string[]) => {
            const { code, err } = await run('merge', ...argv);
            expect(code).toBe(2);
            return err;
        };
        expect(await said('2.json')).toMatch(/Of 2 shards some are missing: 1\./);
        expect(await said()).toMatch(/Name the reports of all shards/);
        expect(await said('1.json', '2.json', '--lang', 'fr')).toMatch(/dans une seule langue, en\s: donnez --lang fr/);
        disk.write('/specs/terroir.json', '{ "rules": { "reach": "off" } }');
        expect(await said('1.json', '2.json')).toMatch(/1\.json and what is here now do not belong together\. What differs: the settings/);
        disk.write('/specs/terroir.json', '{}');
        expect(await said('1.json', '2.json', '--no-config', 'gone.json')).toMatch(/gone\.json: there is no such file/);
        disk.write('/specs/b.terroir', '');
        expect(await said('1.json', '2.json', '--no-config')).toMatch(/What differs: the text of b\.terroir/);
    });
});
