import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type BuildOptions, build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cells, widthOf } from '../../server/cli/formats/cells.ts';
import { excerpt } from '../../server/cli/formats/excerpt.ts';
import { processIo } from '../../server/cli/io.ts';
import { Lines } from '../../server/cli/positions.ts';
import { holds } from '../harness/generators.ts';
import { terroir } from './terminal.ts';

const root = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'docs/report.schema.json'), 'utf8'));
const isReport = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const onDisk = { cwd: root, disk: processIo().disk };

const dates = ['2024-02-01', '2026-11-23'];
const odd: Readonly<Record<string, string | Uint8Array>> = {
    'broken.terroir': 'organisation A { seat XX }\ncontract { signd 2026-01-01\n',
    'binary.terroir': Uint8Array.of(0, 1, 2),
    'waived.terroir': 'import "./gone.terroir"\nwaiver W of reach/no-foreign-control on C { because "x" }',
};

describe('the report for machines', () => {
    test.each(dates)('on every example at %s is what its schema says, in both languages', async (date) => {
        for (const language of ['en', 'fr']) {
            const { out } = await terroir(['check', 'examples', '--format', 'json', '--as-of', date, '--lang', language], {}, onDisk);
            const report = JSON.parse(out);
            expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
            expect(report).toMatchObject({ language, judged: { asOf: date } });
            expect(report.files.length).toBeGreaterThan(2);
        }
    });

    test('on what cannot be judged, too', async () => {
        const { out } = await terroir(['check', '.', 'gone', '--format', 'json'], odd);
        const report = JSON.parse(out);
        expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
        expect(new Set(report.findings.map(({ verdict }: { verdict: string }) => verdict))).toEqual(new Set(['broken', 'failed']));
    });

    test('says whether a past day was judged with the knowledge of today', async () => {
        const knowing = async (date: string) =>
            JSON.parse((await terroir(['check', '--format', 'json', '--as-of', date], { 'a.terroir': '' })).out).judged.withTodaysKnowledge;
        expect([await knowing('2026-11-22'), await knowing('2026-11-23'), await knowing('2026-11-24')]).toEqual([true, false, false]);
    });

    test('has its findings in the order of file, place and rule, and its keys in that of the schema', async () => {
        const { out } = await terroir(['check', 'examples', '--format', 'json', '--as-of', '2026-11-23'], {}, onDisk);
        const report = JSON.parse(out);
        const keys = report.findings.map((one: { file: string; range: { start: { offset: number } }; rule: string }) => [
            one.file,
            one.range.start.offset,
            one.rule,
        ]);
        const sorted = [...keys].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0)));
        expect(keys).toEqual(sorted);
        expect(Object.keys(report)).toEqual(schema.required);
        for (const finding of report.findings) expect(Object.keys(finding)).toEqual(schema.$defs.finding.required);
    });

    test('points with lines and columns at what the offsets point at', async () => {
        const source = 'organisation A "𝄞é" { seat XX }\r\n/* 𝄞 */ organisation B "𝄞" { seat XX }';
        const [one, other] = JSON.parse((await terroir(['check', '--format', 'json'], { 'a.terroir': source })).out).findings;
        expect(one.range.start).toEqual({ line: 1, column: 28, offset: 28 });
        expect(other.range).toEqual({ start: { line: 2, column: 35, offset: 70 }, end: { line: 2, column: 37, offset: 72 } });
    });

    test('has its last line beside it, so that both can be read', async () => {
        const { out, err } = await terroir(['check', '--format', 'json'], { 'a.terroir': '' });
        expect(() => JSON.parse(out)).not.toThrow();
        expect(err).toBe('0 violated, 0 unknown, 0 waived in 1 file: no rule applies to anything there as of 2026-11-23.\n');
    });
});

describe('the report for people', () => {
    test.each(['en', 'fr'])('on EMC2 in %s', async (language) => {
        for (const date of dates) {
            const { out } = await terroir(['check', 'examples/emc2', '--as-of', date, '--lang', language], {}, onDisk);
            await expect(out).toMatchFileSnapshot(`golden/emc2-${date}.${language}.txt`);
        }
    });

    test('has for each finding a line that editors read', async () => {
        const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
        const pattern = new RegExp(/```regex\n(.*)\n```/.exec(page)?.[1] ?? '(?!)');
        const { out } = await terroir(['check', 'examples', '--as-of', '2026-11-23'], {}, onDisk);
        const json = JSON.parse((await terroir(['check', 'examples', '--as-of', '2026-11-23', '--format', 'json'], {}, onDisk)).out);
        const read = out.split('\n').flatMap((line) => {
            const match = pattern.exec(line);
            return match ? [[match[1], Number(match[2]), Number(match[3]), match[5]]] : [];
        });
        const findings = json.findings as { file: string; range: { start: { line: number; column: number } }; rule: string }[];
        expect(read).toEqual(findings.map(({ file, range: { start }, rule }) => [file, start.line, start.column, rule]));
    });

    test('is coloured when it is told so, and says the same without', async () => {
        const files = { 'a.terroir': 'organisation A { seat XX }' };
        const coloured = async (argv: string[], env: Record<string, string>, isTerminal = false) =>
            (await terroir(['check', ...argv], files, { env, isTerminal })).out.includes('\u001b[');
        expect(await coloured([], {})).toBe(false);
        expect(await coloured([], {}, true)).toBe(true);
        expect(await coloured([], { NO_COLOR: '1' }, true)).toBe(false);
        expect(await coloured([], { TERM: 'dumb' }, true)).toBe(false);
        expect(await coloured([], { FORCE_COLOR: '1' })).toBe(true);
        expect(await coloured([], { FORCE_COLOR: '0' }, true)).toBe(false);
        expect(await coloured(['--color', 'always'], { NO_COLOR: '1' })).toBe(true);
        expect(await coloured(['--color', 'never'], { FORCE_COLOR: '1' }, true)).toBe(false);
        const plain = (await terroir(['check'], files)).out;
        const bright = (await terroir(['check', '--color', 'always'], files)).out;
        expect(bright.replace(/\u001b\[\d+m/g, '')).toBe(plain);
    });

    test('cannot be made to drive the terminal by what a spec says', async () => {
        const { out } = await terroir(['check'], { 'a.terroir': 'organisation A { seat \u001b[2J\u202eXX }\nimport "\u0007"' });
        expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    });

    test.each([['check', '--verbose'], ['horizon', '--verbose'], ['format'], ['diff', 'old', 'new']])(
        'nor by what a file is called that somebody put there: %s %s',
        async (...argv) => {
            const [sound, broken] = ['organisation A { seat FR }\n', 'organisation B { "\u001b[2J" }\n'];
            const files = Object.fromEntries(['old', 'new'].flatMap((folder) => [[`${folder}/a.terroir`, sound], [`${folder}/\u001b[31mb\nc.terroir`, broken], [`${folder}/\u001b[2Jd.terroir`, new Uint8Array(1)]])); // biome-ignore format: one table
            const { err } = await terroir([...argv], files);
            expect(err).toContain('\u241b[');
            expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
        },
    );

    test('is no wider than the terminal, but for addresses and the lines that are read by machines', async () => {
        for (const columns of [40, 60, 80, 200]) {
            const { out } = await terroir(['check', 'examples', '--as-of', '2026-11-23'], {}, { ...onDisk, columns });
            const lines = out.split('\n').slice(1, -2);
            for (const line of lines) if (!/^\S|:\/|\.terroir/.test(line)) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
        }
    });

    test('is as wide as eighty columns where there is no terminal, as in CI', async () => {
        const [narrow, none] = await Promise.all(
            [80, undefined].map((columns) => terroir(['check', 'examples/emc2', '--as-of', '2026-11-23'], {}, { ...onDisk, ...(columns ? { columns } : {}) })),
        );
        expect(none?.out).toBe(narrow?.out);
    });

    test('is its last line and no more under --quiet', async () => {
        expect((await terroir(['check', '--quiet'], odd)).out).toMatch(
            /^0 violated, 0 unknown, 0 waived, \d+ not judged, \d+ broken, 1 failed in 2 files, judged as of 2026-11-23\.\n$/,
        );
    });
});

describe('the line of a finding', () => {
    const marked = (source: string, from: number, to: number, width = 80) => {
        const lines = new Lines(source);
        const { line, marks } = excerpt(lines, { start: lines.at(from), end: lines.at(to) }, width);
        return `${line}\n${marks}`;
    };

    test('tabs, wide and joined characters', () => {
        expect(marked('\tseat XX', 6, 8)).toBe('    seat XX\n         ^^');
        expect(marked('"日本" XX', 5, 7)).toBe('"日本" XX\n       ^^');
        expect(marked('"日本" XX', 1, 3)).toBe('"日本" XX\n ^^^^');
        expect(marked('"e\u0301" XX', 5, 7)).toBe('"e\u0301" XX\n    ^^');
        expect(marked('"👩‍⚕️" XX', 8, 10)).toBe('"👩‍⚕️" XX\n     ^^');
    });

    test('ends of lines and of the file', () => {
        expect(marked('ab\r\ncd\r\n', 4, 6)).toBe('cd\n^^');
        expect(marked('ab\ncd\nef', 1, 7)).toBe('ab\n ^');
        expect(marked('ab', 2, 2)).toBe('ab\n  ^');
        expect(marked('', 0, 0)).toBe('\n^');
        expect(marked('ab\n', 3, 3)).toBe('\n^');
    });

    test('long lines', () => {
        const long = `${'a '.repeat(40)}NAME ${'b '.repeat(40)}`;
        expect(marked(long, 80, 84, 30)).toBe('… a a a a NAME b b b b b b b …\n          ^^^^');
        expect(marked(long, 0, 1, 30)).toBe(`${'a '.repeat(14)}…\n^`);
        expect(marked('x'.repeat(5_000_000), 4_999_999, 5_000_000, 20)).toBe(`…${'x'.repeat(18)}\n                  ^`);
    });

    test('a character that is measured without tables is as wide as with them, also beside others', () => {
        const tall = '日';
        for (let code = 0x20; code < 0x2100; code++) {
            const character = String.fromCharCode(code);
            const [, measured] = [...cells(`a${character}b${tall}`)].map((cell) => cell.width);
            if ([...cells(character)].length === 1 && [...cells(`a${character}b${tall}`)].length === 4)
                expect(widthOf(character), code.toString(16)).toBe(measured);
        }
        expect(['’', '…', '\u00a0', '€', '\u00ad', '日', '👍🏽'].map(widthOf)).toEqual([1, 1, 1, 1, 0, 2, 2]);
    });

    test('the marks stand under the range, and fit', () => {
        const character = fc.constantFrom(...'abc {}"\té日👍\u0301');
        const line = fc.array(character, { maxLength: 120 }).map((all) => all.join(''));
        const range = fc.tuple(fc.nat(200), fc.nat(40), fc.integer({ min: 20, max: 90 }));
        holds(
            fc.property(line, range, (source, [at, length, width]) => {
                const [from, to] = [Math.min(at, source.length), Math.min(at + length, source.length)];
                const lines = new Lines(source);
                const drawn = excerpt(lines, { start: lines.at(from), end: lines.at(to) }, width);
                expect(widthOf(drawn.line)).toBeLessThanOrEqual(width);
                expect(drawn.marks).toMatch(/^ *\^+$/);
                expect(drawn.marks.length).toBeLessThanOrEqual(Math.max(1, widthOf(drawn.line)) + 1);
                if (drawn.line.includes('…')) return;
                const before = [...cells(source)].filter((cell) => cell.offset < from && cell.offset + cell.character.length <= from);
                if (!source.includes('\t')) expect(drawn.marks.indexOf('^')).toBe(before.reduce((sum, cell) => sum + cell.width, 0));
            }),
            300,
        );
    });
});

describe('the command as it is built', () => {
    let folder = '';
    const run = (argv: string[], env: Record<string, string> = {}, cwd = root) =>
        spawnSync(process.execPath, [join(folder, 'terroir.cjs'), ...argv], {
            cwd,
            env: { PATH: process.env['PATH'] ?? '', TERROIR_CACHE: 'off', ...env },
            encoding: 'utf8',
        });

    beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'terroir-'));
        const options: BuildOptions = {
            bundle: true,
            platform: 'node',
            mainFields: ['module', 'main'],
            format: 'cjs',
            loader: { '.terroir': 'text' },
            logLevel: 'silent',
            absWorkingDir: root,
        };
        const define = { __TERROIR_VERSION__: '"1.2.3"' };
        await build({ ...options, define, entryPoints: ['server/cli/main.ts'], outfile: join(folder, 'server/cli.cjs') });
        await build({ ...options, define, entryPoints: ['server/cli/main-check.ts'], outfile: join(folder, 'server/check.cjs') });
        await build({ ...options, define, entryPoints: ['server/cli/cache.ts'], outfile: join(folder, 'server/cache.cjs') });
        await build({
            ...options,
            define,
            entryPoints: ['server/terroir.ts'],
            outfile: join(folder, 'terroir.cjs'),
            logOverride: {},
        });
        symlinkSync(root, join(folder, 'link'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('gives the same bytes in every time zone, locale and way to the folder', () => {
        const ask = (argv: string[], env: Record<string, string>, cwd?: string) =>
            run(['check', ...argv, '--format', 'json', '--as-of', '2026-11-23'], env, cwd);
        const one = ask(['examples'], {});
        expect(one.status).toBe(1);
        const others = [
            ask(['examples'], {}),
            ask(['./examples/'], { TZ: 'Pacific/Kiritimati', LC_ALL: 'fr_FR.UTF-8' }),
            ask([join(root, 'examples')], { TZ: 'America/Los_Angeles', LANG: 'tr_TR.UTF-8' }),
            ask(['examples/emc2', 'examples/clinic.terroir', 'examples'], { LC_ALL: 'C' }, join(folder, 'link')),
            ask([join(root, 'examples'), '--root', root], {}, folder),
        ];
        for (const other of others) expect(other.stdout).toBe(one.stdout);
    });

    test('is silent when its reader goes away, and keeps its exit code', async () => {
        const child = spawn(process.execPath, [join(folder, 'terroir.cjs'), 'check', 'examples', '--as-of', '2026-11-23'], {
            cwd: root,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        child.stdout.destroy();
        let said = '';
        child.stderr.on('data', (data) => {
            said += data;
        });
        const code = await new Promise((resolve) => child.on('close', resolve));
        expect({ code, said }).toEqual({ code: 1, said: '' });
        const shell = execFileSync('bash', ['-c', `"${process.execPath}" "${join(folder, 'terroir.cjs')}" check examples 2>&1 | head -1`], {
            cwd: root,
            encoding: 'utf8',
        });
        expect(shell).toMatch(/^Judged as of [^\n]*\n$/);
    });

    test('fails where its report cannot be written whole, and says so in the reader’s language', () => {
        const words = [process.execPath, join(folder, 'terroir.cjs'), 'check', 'examples', '--format', 'json', '--no-cache'];
        for (const [into, limit, en, fr] of [
            ['/dev/full', '', 'the disk is full', 'le disque est plein'],
            // Of a file that may have a thousand bytes.
            [join(folder, 'report.json'), 'ulimit -f 1; ', 'EFBIG', 'EFBIG'],
        ]) {
            const limited = `trap "" XFSZ; ${limit}exec "$@" > "$0"`;
            for (const [language, said] of [
                ['en', `terroir: What was to be printed cannot be written: ${en}.\n`],
                ['fr', `terroir: Ce qui devait être affiché ne peut pas être écrit\u00a0: ${fr}.\n`],
            ]) {
                const env = { ...process.env, LC_ALL: `${language}_FR.UTF-8` };
                const { status, stderr } = spawnSync('bash', ['-c', limited, into as string, ...words], { cwd: root, encoding: 'utf8', env });
                expect([status, stderr]).toEqual([2, expect.stringContaining(said as string)]);
            }
        }
        const version = spawnSync('bash', ['-c', '"$@" --version > /dev/full', 'bash', process.execPath, join(folder, 'terroir.cjs')], { encoding: 'utf8' });
        expect([version.status, version.stderr]).toEqual([2, expect.stringContaining('cannot be written: the disk is full.')]);
    });

    test.each(['SIGINT', 'SIGTERM'] as const)('ends by %s, as a shell expects it', async (signal) => {
        const child = spawn(process.execPath, [join(folder, 'terroir.cjs'), 'check', 'examples'], { cwd: root });
        await new Promise((resolve) => setTimeout(resolve, 100));
        child.kill(signal);
        expect(await new Promise((resolve) => child.on('close', (_, by) => resolve(by)))).toBe(signal);
    });

    test('knows its version without loading anything else', () => {
        for (const flag of ['--version', '-v']) expect(run([flag], { NODE_DEBUG: 'module' }).stdout).toBe('1.2.3\n');
        expect(run(['--version'], { NODE_DEBUG: 'module' }).stderr).not.toMatch(/(cli|check)\.cjs/);
    });

    test('says in one line what it fails of, and where only when asked', () => {
        const one = run(['lsp', '--stdio']);
        expect(one.status).toBe(2);
        expect(one.stderr).toMatch(/^terroir: Cannot find module '[^']*lsp-node.cjs'/);
        expect(one.stderr).not.toContain('    at ');
        expect(run(['lsp', '--stdio'], { TERROIR_DEBUG: '1' }).stderr).toContain('    at ');
    });

    test('starts no language server that nobody could talk to, and says so in the reader’s language', () => {
        expect(run(['lsp']).status).toBe(2);
        expect(run(['lsp']).stderr).toContain('terroir lsp --stdio');
        expect(run(['lsp'], { LC_ALL: 'fr_FR.UTF-8' }).stderr).toContain('l’entrée et la sortie standard');
    });

    test('is named in no report by where it stands', () => {
        expect(run(['check', 'examples', '--format', 'json', '--as-of', '2026-11-23']).stdout).not.toContain(relative('/', root));
    });
});
