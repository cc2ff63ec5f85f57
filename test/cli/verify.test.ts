import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskOf, terroir } from './terminal.ts';

const spec = readFileSync(join(import.meta.dirname, 'formats.terroir'), 'utf8');
const parties = 'organisation Clinic { seat FR  kind health-institution }\n';
const files = { 'a.terroir': spec, 'parties.terroir': parties };

/** A folder with a report of what was found there, made in a language on a day. */
async function reported(argv: readonly string[] = []) {
    const disk = diskOf(files);
    const write = (path: string, text: string) => disk.write(`/specs/${path}`, text);
    const { out } = await terroir(['check', '--format', 'json', '--as-of', '2026-12-01', ...argv], {}, { disk });
    write('report.json', out);
    const verify = (...more: string[]) => terroir(['check', '--verify', 'report.json', ...more], {}, { disk });
    return { write, verify, report: JSON.parse(out) };
}

describe('a report judged again', () => {
    test('is the same, whatever the day, the language and the folder, and says so in a line', async () => {
        for (const argv of [[], ['--lang', 'fr'], ['a.terroir']]) {
            const { verify, report } = await reported(argv);
            expect(await verify()).toMatchObject({ code: 0, out: `The same comes out as of 2026-12-01. Findings: ${report.findings.length}.\n` });
        }
    });

    test('is read as PowerShell writes what is printed, in UTF-16, and so is a baseline', async () => {
        const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
        const { out } = await terroir(['check', '--format', 'json'], files);
        const verified = await terroir(['check', '--verify', 'report.json'], { ...files, 'report.json': utf16(out) });
        expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('The same comes out') });
        const known = ['check', '--baseline', 'known.json'];
        const disk = diskOf(files);
        await terroir([...known, '--update-baseline'], {}, { disk });
        const baseline = utf16(new TextDecoder().decode(disk.read('/specs/known.json', 1e6)));
        expect((await terroir(known, { ...files, 'known.json': baseline })).out).toMatch(/^Against the baseline: 0 new, 0 reopened, [1-9]/m);
    });

    test('tells each thing that differs', async () => {
        const { write, verify } = await reported();
        write(
            'a.terroir',
            `// A line more.\n${spec}`
                .replace('stores in FR', 'stores in FR  backs up in FR')
                .replace('term 2 years', 'term 3 years')
                .replace('2026-12-31', '2026-11-30'),
        );
        write('terroir.json', '{ "rules": { "reach/no-foreign-control": "hint" } }');
        const { code, out } = await verify();
        expect(code).toBe(1);
        expect(out).toMatch(/^the settings: [0-9a-f]{64} then, [0-9a-f]{64} now$/m);
        expect(out).toMatch(/^a\.terroir: its text is another one$/m);
        expect(out).toMatch(/^a\.terroir:11:22 residency\/every-copy-is-placed: not found now$/m);
        expect(out).toMatch(/^a\.terroir:12:22 reach\/no-foreign-control: violated warning 2028-01-09 then, violated hint 2029-01-09 now$/m);
        expect(out).toMatch(/gdpr\/lawful-basis-is-stated: violated warning a\.terroir#W-1 2026-12-31 then, violated warning 2029-01-09 now/);
        expect(out).toMatch(/^a\.terroir:\d+:\d+ waiver\/\S+: not found then$/m);
    });

    test('of another library or program says which', async () => {
        const { write, verify, report } = await reported();
        write('report.json', JSON.stringify({ ...report, tool: { ...report.tool, version: '0.0.9' }, library: { version: '2020.01.01', hash: 'x' } }));
        const { code, out } = await verify();
        expect(code).toBe(1);
        expect(out).toMatch(/^the program: 0\.0\.9 then/m);
        expect(out).toMatch(/^the library: 2020\.01\.01 \(x\) then/m);
    });

    test.each<[string, unknown]>([
        ['message', 'Something else.'],
        ['path', []],
        ['norms', []],
        ['cure', 'Do something else.'],
        ['settle', [{ in: 'a.terroir#Hosting', write: 'something else' }]],
        ['notes', ['Something else.']],
    ])('tells where the %s of a finding is another', async (part, other) => {
        const { write, verify, report } = await reported();
        const [finding] = report.findings.filter(({ path, norms }: Record<string, unknown[]>) => path?.length && norms?.length);
        const findings = report.findings.map((one: object) => (one === finding ? { ...one, [part]: other } : one));
        write('report.json', JSON.stringify({ ...report, findings }));
        const { file, range, rule } = finding;
        expect(await verify()).toMatchObject({ code: 1, out: `${file}:${range.start.line}:${range.start.column} ${rule}: said in other words\n` });
    });

    test.each(['text', 'evidence', 'file'])('tells where the %s of a step to a finding is another', async (part) => {
        const { write, verify, report } = await reported();
        const [finding] = report.findings.filter(({ path }: Record<string, unknown[]>) => path?.length);
        finding.path[0][part] = 'other';
        write('report.json', JSON.stringify(report));
        const { file, range, rule } = finding;
        expect(await verify()).toMatchObject({ code: 1, out: `${file}:${range.start.line}:${range.start.column} ${rule}: said in other words\n` });
    });

    test('tells of a file that was missed by one that was only imported, and is there now', async () => {
        const disk = diskOf({ 'a.terroir': `import "./b.terroir"\n${parties}`, 'b.terroir': 'import "./c.terroir"\n' });
        const { out } = await terroir(['check', 'a.terroir', '--format', 'json'], {}, { disk });
        disk.write('/specs/report.json', out);
        disk.write('/specs/c.terroir', 'organisation Late { seat FR }\n');
        const again = await terroir(['check', '--verify', 'report.json'], {}, { disk });
        expect([again.code, again.out]).toEqual([1, 'c.terroir: not read then\n']);
    });

    test('is the same where something of it could not be read, or had no spec in it, and could not be judged either time', async () => {
        const disk = diskOf({
            'a.terroir': `import "./imported.terroir"\n${parties}`,
            'imported.terroir': Uint8Array.of(0xff),
            'specs/bytes.terroir': Uint8Array.of(0),
            'empty/notes.md': '',
        });
        const { out } = await terroir(['check', 'a.terroir', 'specs', 'gone.terroir', 'empty', 'x*.terroir', '--format', 'json'], {}, { disk });
        const { findings } = JSON.parse(out) as { findings: { file: string; rule: string }[] };
        expect(findings.filter(({ rule }) => rule.startsWith('input/')).map(({ file }) => file)).toEqual([
            'empty',
            'gone.terroir',
            'imported.terroir',
            'specs/bytes.terroir',
            'x*.terroir',
        ]);
        disk.write('/specs/report.json', out);
        const again = await terroir(['check', '--verify', 'report.json'], {}, { disk });
        expect([again.code, again.out]).toEqual([2, `The same comes out as of 2026-11-23. Findings: ${findings.length}.\n`]);
    });

    test('of a file that is gone cannot be judged', async () => {
        const { write, verify, report } = await reported();
        write('report.json', JSON.stringify({ ...report, files: [...report.files, { path: 'gone.terroir', sha256: 'x', judged: true }] }));
        const { code, out } = await verify();
        expect(code).toBe(2);
        expect(out).toContain('gone.terroir:1:1 input/unreadable: not found then');
    });
});

describe('is refused', () => {
    test('a report that judged nothing', async () => {
        const { write, verify, report } = await reported();
        write('report.json', JSON.stringify({ ...report, files: [], findings: [] }));
        expect(await verify()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('this report judged nothing') });
    });

    test.each<[place: string, value: unknown, must: string, ...below: string[]]>([
        ['tool', undefined, 'an object'],
        ['library.hash', 7, 'a text'],
        ['configuration', null, 'an object'],
        ['files', {}, 'a list'],
        ['files.0', null, 'an object'],
        ['files.0.sha256', 7, 'a text'],
        ['findings', {}, 'a list'],
        ['findings.0', null, 'an object'],
        ['findings.0.fingerprint', undefined, 'a text'],
        ['findings.0.range', {}, 'an object', 'start'],
        ['findings.0.path', null, 'a list'],
        ['findings.0.norms', 'gdpr', 'a list'],
        ['findings.0.settle', null, 'a list'],
        ['findings.0.notes', {}, 'a list'],
        ['findings.0.cure', 7, 'a text'],
        ['judged.asOf', 20261123, 'a text'],
        ['counts.violated', '7', 'a number'],
        ['notJudged', 'none', 'a list'],
        ['part', 7, 'an object'],
        ['part', { is: 'shard', number: '1', of: 2 }, 'a number', 'number'],
    ])('one in which %s is %j', async (place, value, must, ...below) => {
        const { write, verify, report } = await reported();
        const steps = place.split('.');
        const last = steps.pop() as string;
        // biome-ignore lint/suspicious/noExplicitAny: what a report may hold is asked for
        steps.reduce((inside: any, step) => inside[step], report)[last] = value;
        write('report.json', JSON.stringify(report));
        const { code, out, err } = await verify();
        const path = [place, ...below].join('.');
        const said = `terroir: report.json: this is no report that terroir check --format json wrote: ${path} must be ${must}.`;
        expect([code, out, err.split('\n')[0]]).toEqual([2, '', said]);
    });

    test('a report that is longer than can be read at once', async () => {
        const disk = { ...diskOf({}), read: (_: string, most: number) => new Uint8Array(most) };
        const said = 'x.json: it is longer than 500 MB, and more than that cannot be read at once; --shard makes shorter reports.';
        for (const words of [
            ['check', '--verify', 'x.json', '--no-config'],
            ['merge', 'x.json', '--no-config'],
        ])
            expect(await terroir(words, {}, { disk })).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) });
    });

    test.each([
        [['--verify', 'none.json'], {}, /none\.json: there is no such file/],
        [['--verify', 'old'], { 'old/x.json': '{' }, /old: it is a folder, not a file\./],
        [['--verify', 'x.json'], { 'x.json': '{' }, /no report that terroir check --format json wrote/],
        [['--verify', 'x.json', 'a.terroir'], {}, /a\.terroir cannot stand beside it/],
        [['--verify', 'x.json', '--as-of', '2026-01-01'], {}, /--as-of cannot stand beside it/],
        [['--verify', 'x.json', '--format', 'json'], {}, /--format cannot stand beside it/],
        [['--verify', 'x.json', '--fail-on', 'never'], {}, /--fail-on cannot stand beside it/],
        [['--verify', 'x.json', '--fail-on-unknown'], {}, /--fail-on-unknown cannot stand beside it/],
        [['--verify', 'x.json', '--hints'], {}, /--hints cannot stand beside it/],
        [['--verify', 'x.json', '--max-findings', '1'], {}, /--max-findings cannot stand beside it/],
        [['--verify', 'x.json', '--baseline', 'b.json'], {}, /--baseline cannot stand beside it/],
        [['--verify', 'x.json', '--update-baseline'], {}, /--update-baseline cannot stand beside it/],
        [['--verify', 'x.json', '--accept-new'], {}, /--accept-new cannot stand beside it/],
    ])('%j', async (argv, more, said) => {
        const { code, out, err } = await terroir(['check', ...argv], { ...files, ...more } as Record<string, string>);
        expect([code, out]).toEqual([2, '']);
        expect(err).toMatch(said);
    });
});
