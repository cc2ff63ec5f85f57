import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { defineRule, type Severity, text, unknown, violated } from '../../language/index.ts';
import { linked } from '../../server/cli/formats/html.ts';
import { processIo } from '../../server/cli/io.ts';
import { isSarif } from './sarif-schema.ts';
import { diskOf, terroir } from './terminal.ts';

const root = join(import.meta.dirname, '../..');
const onDisk = { cwd: root, disk: processIo().disk };
const schema = (name: string): string => readFileSync(join(root, 'test/schemas', name), 'utf8');

/*
 * The reports that machines and people take from a pipeline. Each is written for the same small spec, which has a violation of
 * each weight, an unknown, a waiver and a broken declaration; `golden/` holds what was read and found right.
 */

const spec = readFileSync(join(import.meta.dirname, 'formats.terroir'), 'utf8');
const files = { 'specs/hospital.terroir': spec, 'specs/öffentlich & "quoted".terroir': 'organisation A "<script>alert(1)</script> %0A, : ]]>" { seat XX }\n' };
const names = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'] as const;
const report = (format: string, more: readonly string[] = [], given: Parameters<typeof terroir>[2] = {}) =>
    terroir(['check', 'specs', '--as-of', '2026-11-23', '--format', format, ...more], files, given);

type Sarif = {
    runs: {
        tool: { driver: { rules: { id: string; help: { markdown: string } }[] } };
        columnKind: string;
        invocations: { executionSuccessful: boolean; toolExecutionNotifications?: unknown[] }[];
        results: {
            ruleId: string;
            ruleIndex: number;
            kind?: string;
            level: string;
            suppressions: { justification?: string }[];
            partialFingerprints: Record<string, string>;
            codeFlows?: { threadFlows: { locations: unknown[] }[] }[];
            locations: { physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: Record<string, number> } }[];
        }[];
    }[];
};
const isGitlab = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(JSON.parse(schema('gitlab-code-quality.schema.json')));

test('the schemas are the ones that their table names', () => {
    const rows = [...schema('README.md').matchAll(/^\| (\S+\.(?:json|xsd)) \|.*\| ([0-9a-f]{64}) \|$/gm)];
    expect(rows).toHaveLength(6);
    for (const [, name = '', hash] of rows) expect(createHash('sha256').update(schema(name)).digest('hex'), name).toBe(hash);
});

describe.each(names)('%s', (format) => {
    test('is what was read and found right', async () => {
        const { library } = JSON.parse((await report('json')).out);
        const { out } = await report(format);
        // Pictures are held to those of terroir draw elsewhere; the hash of the library changes with every word in it.
        const fit = out.replace(/<svg [\s\S]*?<\/svg>/g, '<svg/>').replaceAll(library.hash, '<hash of the library>');
        await expect(fit).toMatchFileSnapshot(`golden/formats/report.${format}`);
    });

    test('is the same bytes in any time zone, locale and folder', async () => {
        const { out } = await report(format, ['--lang', 'en']);
        const before = process.env['TZ'];
        try {
            process.env['TZ'] = 'Pacific/Kiritimati';
            const there = await terroir(['check', '/specs/specs', '--root', '/specs', '--as-of', '2026-11-23', '--format', format, '--lang', 'en'], files, {
                cwd: '/',
                env: { LC_ALL: 'fr_FR.UTF-8', LANG: 'tr_TR.UTF-8' },
            });
            expect(there.out).toBe(out);
        } finally {
            if (before === undefined) delete process.env['TZ'];
            else process.env['TZ'] = before;
        }
    });

    test('says where every finding begins', async () => {
        const findings = JSON.parse((await report('json')).out).findings as {
            rule: string;
            severity: string;
            waivedBy: string | null;
            range: { start: { line: number } };
        }[];
        const { out } = await report(format, ['--hints']);
        for (const { rule, waivedBy, range } of findings) {
            if (waivedBy !== null && (format === 'github' || format === 'gitlab')) continue;
            expect(out.replaceAll('/<wbr>', '/'), `${rule} at ${range.start.line}`).toContain(rule);
        }
        if (['junit', 'markdown', 'html'].includes(format)) expect(out).not.toContain('<script>alert');
    });
});

test.each(['junit', 'github', 'gitlab', 'sarif', 'text', 'markdown'])(
    '%s calls what was not judged as it is called in the text, be it the second of a name',
    async (format) => {
        const twice = { 'a.terroir': 'organisation Ours { seat FR  kind company }\norganisation Ours { seat US  kind company }\n' };
        const { out } = await terroir(['check', '--format', format], twice);
        expect(out).toMatch(/rests on what could not be read: Ours\b(?!~)/);
    },
);

test.each(['junit', 'github', 'gitlab', 'sarif', 'text', 'markdown'])(
    '%s tells what was not judged, even where the cause lies in a file that was not asked for',
    async (format) => {
        const world = {
            'a.terroir': 'organisation A { seat XX }',
            'b.terroir': 'import "./a.terroir"\nservice S by A { stores in FR }\ncontract C { controller A  hosts D on S }\ndataset D {}\n',
        };
        const { code, out } = await terroir(['check', 'b.terroir', '--fail-on', 'never', '--format', format], world);
        expect(code).toBe(3);
        expect(out).toContain('Not judged, since it rests on what could not be read: ');
    },
);

describe('SARIF', () => {
    test.each(['en', 'fr'])('is valid on every example, in %s', async (language) => {
        for (const date of ['2024-02-01', '2026-11-23']) {
            const { out } = await terroir(['check', 'examples', '--format', 'sarif', '--as-of', date, '--lang', language], {}, onDisk);
            expect(isSarif(JSON.parse(out)), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true);
        }
    });

    test('has the path as a code flow, waivers as suppressions with their reason, unknowns as open', async () => {
        const run = (JSON.parse((await report('sarif')).out) as Sarif).runs[0];
        expect(isSarif(JSON.parse((await report('sarif')).out)), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true);
        const on = (rule: string) => run?.results.find(({ ruleId }) => ruleId === rule);
        expect(on('reach/no-foreign-control')?.codeFlows?.[0]?.threadFlows[0]?.locations.length).toBeGreaterThan(2);
        expect(run?.results.filter(({ suppressions }) => suppressions.length > 0).map(({ suppressions }) => suppressions[0]?.justification)).toEqual([
            'No offer — Clinic of the Two Rivers',
        ]);
        expect(run?.results.filter(({ kind }) => kind === 'open').every(({ level }) => level === 'none')).toBe(true);
        expect(run?.columnKind).toBe('unicodeCodePoints');
        for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
        for (const { id, help } of run?.tool.driver.rules ?? []) expect(help.markdown.length, id).toBeGreaterThan(20);
    });

    test('addresses are relative, and hold what an address may hold', async () => {
        const results = (JSON.parse((await report('sarif')).out) as Sarif).runs[0]?.results ?? [];
        const uris = new Set(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri));
        expect([...uris].sort()).toEqual(['specs/%C3%B6ffentlich%20&%20%22quoted%22.terroir', 'specs/hospital.terroir']);
    });

    test('addresses lead to the file, whatever it is called', async () => {
        const names = ['#7 hosting.terroir', 'what?.terroir', 'c:d.terroir', 'C#/100%.terroir'];
        const { out } = await terroir(['check', '--format', 'sarif'], Object.fromEntries(names.map((name) => [name, 'organisation A { seat XX }'])));
        const uris = (JSON.parse(out) as Sarif).runs[0]?.results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? '');
        const found = uris?.map((uri) => decodeURIComponent(new URL(uri, 'file:///root/').pathname).replace('/root/', ''));
        expect(new Set(found)).toEqual(new Set(names));
    });

    test('of a clean folder is a run without results, so that old alerts close; of a failed one it says so', async () => {
        const clean = JSON.parse((await terroir(['check', '--format', 'sarif'], { 'a.terroir': '' })).out) as Sarif;
        expect(clean.runs[0]?.results).toEqual([]);
        expect(clean.runs[0]?.invocations[0]?.executionSuccessful).toBe(true);
        const failed = await terroir(['check', '.', 'gone', '--format', 'sarif'], { 'a.terroir': '' });
        const run = (JSON.parse(failed.out) as Sarif).runs[0];
        expect(isSarif(JSON.parse(failed.out)), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true);
        expect(run?.invocations[0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ descriptor: { id: 'input/unreadable' } }] });
        expect(failed.code).toBe(2);
    });
});

describe('JUnit', () => {
    test.each([
        ['the sample', () => report('junit')],
        ['the sample, strict', () => report('junit', ['--fail-on', 'information', '--fail-on-unknown'])],
        ['all examples', () => terroir(['check', 'examples', '--format', 'junit', '--as-of', '2026-11-23'], {}, onDisk)],
        [
            'what cannot be judged',
            () => terroir(['check', '.', 'gone', '--format', 'junit'], { 'b.terroir': Uint8Array.of(0), 'c.terroir': 'organisation \u0001 "\u{1F600}' }),
        ],
    ])('is valid: %s', async (_, run) => {
        const { out } = await run();
        const { valid, errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: out }], schema: [schema('junit-10.xsd')] });
        expect(errors).toEqual([]);
        expect(valid).toBe(true);
    });

    test('fails what fails the run, and counts what it holds', async () => {
        const { out, code } = await report('junit');
        expect(code).toBe(1);
        const suites = [...out.matchAll(/<testsuite name="[^"]*" tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)">([\s\S]*?)<\/testsuite>/g)];
        expect(suites).toHaveLength(2);
        for (const [, tests, failures, errors, skipped, body = ''] of suites) {
            const count = (pattern: RegExp) => String(body.match(pattern)?.length ?? 0);
            expect([tests, failures, errors, skipped]).toEqual([count(/<testcase /g), count(/<failure /g), count(/<error /g), count(/<skipped /g)]);
        }
        expect((await report('junit', ['--fail-on', 'never'])).out).not.toContain('<failure ');
    });

    /** What a reader makes of it: of each suite its cases, each with what has become of it and what is said of that. */
    const suitesIn = (out: string) =>
        Array.from(new DOMParser().parseFromString(out, 'text/xml').getElementsByTagName('testsuite'), (suite) => ({
            name: suite.getAttribute('name'),
            cases: Array.from(suite.getElementsByTagName('testcase'), (one) => {
                const [said] = Array.from(one.childNodes, (node) => node as { readonly tagName?: string; getAttribute?(name: string): string }).filter(
                    ({ tagName }) => tagName,
                );
                return { is: said?.tagName, said: said?.getAttribute?.('message'), of: said?.getAttribute?.('type') };
            }),
        }));

    test('a reader has every message as it is, its tabs and its ends of lines among it', async () => {
        const files = { 'a.terroir': spec.replace('Cloud, Inc.', 'Cloud\\t\\r\\nInc.') };
        const { findings } = JSON.parse((await terroir(['check', '--format', 'json'], files)).out) as { findings: { message: string }[] };
        const messages = findings.map(({ message }) => message);
        expect(messages.join()).toContain('Cloud\t\r\nInc.');
        const { out } = await terroir(['check', '--format', 'junit'], files);
        expect(suitesIn(out).flatMap(({ cases }) => cases.slice(2).map(({ said }) => said))).toEqual(messages.slice(1));
    });

    test('what could not be judged is an error whatever fails the run; what is only imported has no suite, and what is no file has the last', async () => {
        const files = { 'a.terroir': 'import "./lib/b.terroir"\n', 'lib/b.terroir': 'organisation A { }\n', 'c.terroir': Uint8Array.of(0), 'aa/x.txt': '' };
        const { out } = await terroir(['check', 'a.terroir', 'aa', 'c.terroir', 'gone', '--format', 'junit', '--fail-on', 'never'], files);
        expect(suitesIn(out).map(({ name, cases }) => [name, ...cases.map(({ is, of }) => [is, of])])).toEqual([
            ['a.terroir', [undefined, undefined]],
            ['c.terroir', ['error', 'input/not-text']],
            ['gone', ['error', 'input/unreadable']],
            ['aa', ['error', 'input/nothing-matched']],
        ]);
    });

    test('what a baseline knows is skipped', async () => {
        const disk = diskOf({ 'a.terroir': spec.split('// Broken')[0] ?? '' });
        const run = async (...argv: string[]) =>
            (await terroir(['check', '--format', 'junit', '--fail-on', 'information', '--fail-on-unknown', '--baseline', 'known.json', ...argv], {}, { disk }))
                .out;
        const kinds = (out: string) => new Set(suitesIn(out).flatMap(({ cases }) => cases.flatMap(({ is }) => is ?? [])));
        expect(kinds((await terroir(['check', '--format', 'junit', '--fail-on', 'information'], {}, { disk })).out)).toContain('failure');
        await run('--update-baseline');
        expect(kinds(await run())).toEqual(new Set(['skipped']));
    });
});

describe('HTML', () => {
    test('the gravest comes first: what could not be judged, then what is violated, then what is unknown, and last what is waived', async () => {
        const at = (id: string) => ({ at: { id, path: 'name' }, message: text('{name}', { name: id }), path: [] });
        const severities: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
        const about = { on: 'Organisation', summary: text('{name}', { name: '' }), why: text('{name}', { name: '' }), norms: [] } as const;
        const rules = [
            ...severities.map((severity) =>
                defineRule({
                    ...about,
                    id: `test/${severity}`,
                    severity,
                    *judge(_, id) {
                        yield violated(at(id));
                    },
                }),
            ),
            defineRule({
                ...about,
                id: 'test/doubt',
                *judge(_, id) {
                    yield unknown({ ...at(id), settle: [] });
                },
            }),
            defineRule({
                ...about,
                id: 'test/thrown',
                judge() {
                    throw new Error('out of order');
                },
            }),
            defineRule({
                ...about,
                id: 'test/waived',
                severity: 'error',
                *judge(_, id) {
                    yield violated(at(id));
                },
            }),
        ];
        const source = 'organisation A { seat FR }\nwaiver W of test/waived on A { because "x"  approved by A on 2026-11-01  until 2026-12-31 }\n';
        const { out } = await terroir(['check', '--format', 'html', '--hints', '--as-of', '2026-11-23'], { 'a.terroir': source }, { rules });
        const words = ['failed', 'error', 'warning', 'information', 'unknown', 'hint', 'waived'];
        expect([...out.matchAll(/<th scope="row"><span class="verdict \w+">([^<]*)</g)].map(([, word]) => word)).toEqual(words);
    });
});

test.each([
    ['https://example.org/law?a=1&b', '<a href="https://example.org/law?a=1&#38;b">A law &#38; more</a>'],
    ['javascript:alert(1)', 'A law &#38; more'],
    [null, 'A law &#38; more'],
])('a title in HTML leads to %s only if that is an address of the web', (url, drawn) => {
    expect(linked('A law & more', url)).toBe(drawn);
});

describe('GitLab', () => {
    test('is what its documentation asks for, each fingerprint once', async () => {
        const { out } = await terroir(['check', 'examples', '--format', 'gitlab', '--as-of', '2026-11-23'], {}, onDisk);
        const issues = JSON.parse(out) as { fingerprint: string }[];
        expect(isGitlab(issues), JSON.stringify(isGitlab.errors)).toBe(true);
        expect(issues.length).toBeGreaterThan(20);
        expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
        expect((await terroir(['check', '--format', 'gitlab'], { 'a.terroir': '' })).out).toBe('[]\n');
    });
});

describe('GitHub', () => {
    test('one line for each finding, nothing in it that could end it', async () => {
        const { out } = await report('github');
        for (const line of out.trimEnd().split('\n'))
            expect(line).toMatch(/^::(error|warning|notice) file=[^:,]+,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[^:,]+::\S/);
    });

    test('the step summary gets the whole report, behind what is there', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'terroir-'));
        try {
            const summary = join(folder, 'summary.md');
            writeFileSync(summary, 'Before.\n');
            await terroir(['check', 'examples/emc2', '--format', 'github', '--as-of', '2026-11-23'], {}, { ...onDisk, env: { GITHUB_STEP_SUMMARY: summary } });
            const { out } = await terroir(['check', 'examples/emc2', '--format', 'markdown', '--as-of', '2026-11-23'], {}, onDisk);
            expect(readFileSync(summary, 'utf8')).toBe(`Before.\n${out}`);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});

test.each([
    [
        ['check', '--format', 'json'],
        ['check', '--format', 'json:-'],
    ],
    [
        ['draw', 'reach'],
        ['draw', 'reach', '--output=-'],
    ],
    [
        ['export', '--to', 'json'],
        ['export', '--to', 'json', '--output=-'],
    ],
])('%j is %j: - is the standard output, and no file of that name', async (plain, named) => {
    const disk = diskOf({ 'a.terroir': 'organisation Clinic { seat FR }\n' });
    const { code, out } = await terroir(named, {}, { disk });
    expect([code, out]).toEqual([0, (await terroir(plain, {}, { disk })).out]);
    expect(() => disk.look('/specs/-')).toThrow('ENOENT');
});

test.each([
    ['text', false],
    ['markdown', false],
    ['html', false],
    ['json', true],
    ['sarif', true],
])('%s holds hints where they are asked for; unasked: %s', async (format, isUnasked) => {
    const told = async (...argv: string[]) =>
        (await terroir(['check', '--format', format, ...argv], { 'a.terroir': 'organisation Idle { seat FR }\n' })).out.includes('Idle');
    expect([await told(), await told('--hints')]).toEqual([isUnasked, true]);
});

test.each([
    ['is empty', 'github', ''],
    ['is named to another report', 'json', 'summary.md'],
])('no step summary is written where its name %s', async (_, format, GITHUB_STEP_SUMMARY) => {
    const append = () => {
        throw Object.assign(new Error(), { code: 'EISDIR' });
    };
    const disk = { ...diskOf({ 'a.terroir': '' }), append };
    expect((await terroir(['check', '--format', format], {}, { disk, env: { GITHUB_STEP_SUMMARY } })).code).toBe(0);
});

describe('several reports in one run', () => {
    test('go where they are sent, and are those of single runs', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'terroir-'));
        try {
            const at = (name: string) => join(folder, 'deep', name);
            const one = async (format: string) => (await terroir(['check', 'examples/emc2', '--as-of', '2026-11-23', '--format', format], {}, onDisk)).out;
            const wanted = names.filter((name) => name !== 'text').flatMap((name) => ['--format', `${name}:${at(name)}`]);
            const { out, code } = await terroir(['check', 'examples/emc2', '--as-of', '2026-11-23', '--format', 'text', ...wanted], {}, onDisk);
            expect(code).toBe(1);
            expect(out).toBe(await one('text'));
            for (const name of names) if (name !== 'text') expect(readFileSync(at(name), 'utf8'), name).toBe(await one(name));
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    test.each([
        [['sarf'], /takes text, json.*Did you mean sarif\?/],
        [['sarif:'], /a file is missing/],
        [['sarif', 'text'], /could not be told apart.*sarif:report\.sarif/],
        [['json:a', 'html:a'], /same place/],
        [['json:a', 'html:./b/../a'], /same place/],
        [['json', 'json'], /same place/],
    ])('%j is refused', async (given, said) => {
        const { code, out, err } = await terroir(['check', ...given.flatMap((one) => ['--format', one])], { 'a.terroir': '' });
        expect(code).toBe(2);
        expect(out).toBe('');
        expect(err).toMatch(said);
    });

    test('in a file are whole, though the terminal is told no more than the last line', async () => {
        const disk = diskOf({ 'a.terroir': 'organisation A { seat Nowhere }\n' });
        const { out: whole } = await terroir(['check'], {}, { disk });
        const written = async (...argv: string[]) => {
            const { out } = await terroir(['check', ...argv, '--format', 'text:out.txt'], {}, { disk, columns: 40, isTerminal: true });
            return { out, file: new TextDecoder().decode(disk.read('/specs/out.txt', 1e6)) };
        };
        const { out, file } = await written('--quiet', '--format', 'text');
        expect([file, whole.endsWith(out), out.trimEnd().includes('\n')]).toEqual([whole, true, false]);
        // Nor is the file as narrow and as colourful as the terminal.
        expect(await written()).toEqual({ out: '', file: whole });
    });

    test('stand below each other where each is read line by line', async () => {
        const files = { 'a.terroir': 'organisation A { seat Nowhere }\n' };
        const one = async (...argv: string[]) => (await terroir(['check', ...argv], files)).out;
        const [forPeople, forGithub] = [await one('--format', 'text'), await one('--format', 'github')];
        expect(forGithub).toMatch(/^::error /);
        expect(await one('--format', 'text', '--format', 'github')).toBe(forPeople + forGithub);
    });

    test('a report that cannot be written is a failure, and the others are written', async () => {
        const disk = {
            ...onDisk.disk,
            write: () => {
                throw Object.assign(new Error('no'), { code: 'ENOSPC' });
            },
        };
        const { code, out, err } = await terroir(
            ['check', 'examples/clinic.terroir', '--as-of', '2026-11-23', '--format', 'json:x', '--format', 'text'],
            {},
            { ...onDisk, disk },
        );
        expect(code).toBe(2);
        expect(err).toContain('x cannot be written: the disk is full.');
        expect(out).toContain('nothing to report as of 2026-11-23');
    });

    test.each([
        ['EACCES', 'ce n’est pas autorisé'],
        ['EISDIR', 'c’est un dossier, et non un fichier'],
        ['ELOOP', 'ses liens symboliques forment une boucle'],
        ['ENOSPC', 'le disque est plein'],
        ['ENOTDIR', 'son chemin passe par un fichier, là où il faudrait un dossier'],
        ['EPERM', 'ce n’est pas autorisé'],
        ['EROFS', 'le disque est en lecture seule'],
        // Hardly anybody meets another one.
        ['EIO', 'EIO'],
    ])('why a report cannot be written is said in words: %s', async (code, reason) => {
        const disk = {
            ...onDisk.disk,
            write: () => {
                throw Object.assign(new Error('no'), { code });
            },
        };
        const { err } = await terroir(['check', 'examples/clinic.terroir', '--format', 'json:x', '--lang', 'fr'], {}, { ...onDisk, disk });
        expect(err.split('\n')[0]).toBe(`terroir: x ne peut pas être écrit\u00a0: ${reason}.`);
    });

    test('so is a step summary that cannot be written', async () => {
        const disk = {
            ...onDisk.disk,
            append: () => {
                throw Object.assign(new Error('no'), { code: 'ENOSPC' });
            },
        };
        const env = { GITHUB_STEP_SUMMARY: '/summary' };
        const argv = ['check', 'examples/clinic.terroir', '--as-of', '2026-11-23', '--format', 'github'];
        const { code, err } = await terroir(argv, {}, { ...onDisk, disk, env });
        expect([code, err]).toEqual([2, expect.stringContaining('/summary cannot be written: the disk is full.')]);
    });
});

test('a fingerprint survives moves and dates, and tells findings apart', async () => {
    const prints = async (source: string, day = '2026-11-23') => {
        const { out } = await terroir(['check', '--format', 'json', '--as-of', day], { 'a.terroir': source });
        return (JSON.parse(out).findings as { rule: string; fingerprint: string }[]).map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort();
    };
    const sound = spec.slice(0, spec.indexOf('// Broken'));
    const all = await prints(sound);
    expect(new Set(all).size).toBe(all.length);
    expect(await prints(`\n\n// moved\n${sound}`)).toEqual(all);
    expect(await prints(sound, '2026-11-24')).toEqual(all);
    expect((await prints(sound.replaceAll('Hosting', 'Other'))).filter((one) => all.includes(one) && one.startsWith('reach/'))).toEqual([]);
});

test.each(['en', 'fr'])('a fingerprint survives every amount in the message, however many digits it has, in %s', async (language) => {
    const told = async (language: string, value: string, first: string, second: string) => {
        const source = `organisation City { seat FR  kind local-public-body }
            contract Hosting {
                controller City
                signed 2026-02-10
                award {
                    procedure open
                    value ${value} EUR
                    amended 2026-04-01 by ${first} EUR ground small-change
                    amended 2026-05-01 by ${second} EUR ground small-change
                    amended 2026-06-01 by 400 EUR ground small-change
                }
            }`;
        const { out } = await terroir(['check', '--format', 'json', '--lang', language], { 'a.terroir': source });
        const findings = JSON.parse(out).findings as { rule: string; message: string; fingerprint: string }[];
        const [finding, ...others] = findings.filter(({ rule }) => rule === 'procurement/amendments-within-limit');
        expect(others).toEqual([]);
        return { message: finding?.message.replace(/\s/g, ' '), fingerprint: finding?.fingerprint };
    };
    const small = await told(language, '4_000', '100', '100');
    const large = await told(language, '900_000', '40_000', '49_700.50');
    expect(small.message).toContain('600 EUR');
    expect(large.message).toContain(language === 'fr' ? '90 100,50 EUR' : '90,100.50 EUR');
    expect(large.fingerprint).toBe(small.fingerprint);
    expect((await told('en', '9_000', '300', '300')).fingerprint).toBe(small.fingerprint);
});
