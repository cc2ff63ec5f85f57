import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineRule, rules, say, text } from '../../language/index.ts';
import { readConfiguration } from '../../server/configuration/read.ts';
import { keys, over, type Settings } from '../../server/configuration/settings.ts';
import { diskOf, findings, terroir } from './terminal.ts';

/** A contract with a foreign controller (warning), no lawful basis (warning), and a waiver of 60 days. */
const spec = readFileSync(join(import.meta.dirname, 'formats.terroir'), 'utf8').split('// Broken')[0] ?? '';
const clean = 'organisation A { seat FR }\n';
const violations = async (argv: readonly string[], files: Record<string, string>, given: Parameters<typeof findings>[2] = {}) =>
    (await findings(argv, files, given)).report.findings
        .filter(({ severity }) => severity !== 'information')
        .map(({ rule, severity }) => `${rule} ${severity}`);

describe('terroir.json', () => {
    test('lets rules and categories weigh what it says, a rule before its category', async () => {
        const config =
            '{ "rules": { "reach": "error", "reach/no-foreign-control": "hint", "gdpr": "error", "gdpr/special-basis-is-stated": "off" } } // comments may stand here';
        const found = await violations(['.'], { 'a.terroir': spec, 'terroir.json': config });
        expect(found).toContain('reach/no-foreign-control hint');
        expect(found).toContain('gdpr/lawful-basis-is-stated error');
        expect(found.join()).not.toContain('gdpr/special-basis');
        expect(await violations(['.'], { 'a.terroir': spec })).toContain('reach/no-foreign-control warning');
    });

    test('never in silence: each report says what is set', async () => {
        const files = { 'a.terroir': spec, 'terroir.json': '{ "rules": { "reach": "off" }, "waivers": { "maxDays": 30 } }' };
        for (const format of ['text', 'markdown', 'html']) {
            const { out } = await terroir(['check', '--format', format], files);
            expect(out).toMatch(/Set for this run: reach: off\./);
            expect(out).toMatch(/a waiver may last 30 days/);
        }
        const report = JSON.parse((await terroir(['check', '--format', 'json'], files)).out);
        expect(report.configuration).toMatchObject({ rules: { reach: 'off' }, waiverMaxDays: 30, files: [{ path: 'terroir.json' }] });
    });

    test('makes waivers shorter or longer', async () => {
        const found = async (days: number) => violations(['.'], { 'a.terroir': spec, 'terroir.json': `{ "waivers": { "maxDays": ${days} } }` });
        expect((await found(59)).join()).toContain('waiver/is-dated');
        expect((await found(60)).join()).not.toContain('waiver/is-dated');
    });

    test('says how and when to judge, and what fails', async () => {
        const files = { 'a.terroir': spec, 'terroir.json': '{ "asOf": "2026-12-01", "language": "fr", "failOn": "warning", "failOnUnknown": true }' };
        const { out, code } = await terroir(['check'], files);
        expect(out).toMatch(/^Jug.* 2026-12-01/);
        expect(out).toMatch(/dispenses\u00a0: 1/);
        expect(code).toBe(1);
        expect((await terroir(['check', '--fail-on', 'never'], files)).code).toBe(3);
    });

    test('is the nearest one upwards, builds on others, and is left aside on demand', async () => {
        const files = {
            'terroir.json': '{ "failOn": "warning" }',
            'deep/er/terroir.json': '{ "extends": ["../../base.json", "../two.json"], "rules": { "gdpr": "off" } }',
            'base.json': '{ "rules": { "gdpr": "error", "term": "hint" }, "failOn": "never" }',
            'deep/two.json': '{ "failOn": "error" }',
            'deep/er/a.terroir': spec,
        };
        const at = (cwd: string, ...more: string[]) => terroir(['check', '--print-config', ...more], files, { cwd });
        expect((await at('/specs/deep')).out).toMatch(/^failOn\s+"warning" {2}\(\.\.\/terroir\.json:1\)$/m);
        const { out } = await at('/specs/deep/er');
        expect(out).toMatch(/^failOn\s+"error" {2}\(\.\.\/two\.json:1\)$/m);
        expect(out).toMatch(/^rules\.gdpr\s+"off" {2}\(terroir\.json:1\)$/m);
        expect(out).toMatch(/^rules\.term\s+"hint" {2}\(\.\.\/\.\.\/base\.json:1\)$/m);
        expect(out).toMatch(/^horizonYears\s+5 {2}\(default\)$/m);
        expect((await at('/specs/deep/er', '--no-config')).out).toMatch(/^failOn\s+"error" {2}\(default\)$/m);
        expect((await at('/specs', '--config', 'base.json')).out).toMatch(/^failOn\s+"never" {2}\(base\.json:1\)$/m);
    });

    test('stands below the environment, and that below flags', async () => {
        const files = { 'a.terroir': clean, 'terroir.json': '{ "failOn": "warning", "asOf": "2026-01-01" }' };
        const shown = async (env: Record<string, string>, ...more: string[]) => (await terroir(['check', '--print-config', ...more], files, { env })).out;
        expect(await shown({ TERROIR_FAIL_ON: 'never' })).toMatch(/^failOn\s+"never" {2}\(TERROIR_FAIL_ON\)$/m);
        expect(await shown({ TERROIR_FAIL_ON: 'never' }, '--fail-on', 'error')).toMatch(/^failOn\s+"error" {2}\(--fail-on\)$/m);
        expect(await shown({ TERROIR_CONFIG: 'none.json' })).toBe('');
        expect((await terroir(['check'], files, { env: { TERROIR_AS_OF: 'soon' } })).err).toContain('TERROIR_AS_OF');
    });
});

test('of what settings say in several words each stands on top of its own: an empty one takes nothing away', () => {
    const base: Settings = { rules: { term: 'off' }, waivers: { maxDays: 10 }, baseline: { file: 'known.json', reopenOnChange: true }, hints: true };
    expect(over({ rules: {}, waivers: {}, baseline: {} }, base)).toEqual(base);
    expect(over({}, base)).toEqual(base);
    expect(over({ rules: { gdpr: 'hint' }, waivers: { maxDays: 20 }, baseline: { reopenOnChange: false }, hints: false }, base)).toEqual({
        rules: { term: 'off', gdpr: 'hint' },
        waivers: { maxDays: 20 },
        baseline: { file: 'known.json', reopenOnChange: false },
        hints: false,
    });
});

describe('what is wrong with it is said at its place, and ends the run with 2', () => {
    test.each([
        ['{ "failon": "error" }', 'terroir.json:1:3', 'There is no setting failon. Did you mean failOn?'],
        ['{\n  "failOn": "eror"\n}', 'terroir.json:2:13', 'Did you mean error?'],
        ['{ "rules": { "reach/no-foreign-seet": "off" } }', 'terroir.json:1:14', 'Did you mean reach/no-foreign-seat?'],
        ['{ "rules": { "reach": "of" } }', 'terroir.json:1:23', 'Did you mean off?'],
        // Of two letters two are all.
        ['{ "language": "de" }', 'terroir.json:1:15', 'language takes one of "en", "fr".\n'],
        ['{ "waivers": { "maxDays": 0 } }', 'terroir.json:1:27', 'waivers.maxDays takes a whole number from 1'],
        ['{ "waivers": { "maxdays": 3 } }', 'terroir.json:1:16', 'There is no setting waivers.maxdays. Did you mean maxDays?'],
        ['{ "asOf": "2026-02-30" }', 'terroir.json:1:11', 'asOf'],
        ['{ "hints": 1 }', 'terroir.json:1:12', 'hints takes true or false.'],
        ['{ "hints": true, "hints": false }', 'terroir.json:1:18', 'hints is set twice.'],
        ['{ "hints": ', 'terroir.json:1:12', 'This is not JSON: a value is missing here.'],
        ['{ "hints": true', 'terroir.json:1:16', 'This is not JSON: a bracket that was opened is not closed.'],
        ['{ "exclude": ["a"', 'terroir.json:1:18', 'This is not JSON: a bracket that was opened is not closed.'],
        ['{ hints: true }', 'terroir.json:1:3', 'This is not JSON: this means nothing here.'],
        ['{ 1: true }', 'terroir.json:1:3', 'This is not JSON: a name in quotes is missing here.'],
        ['{ "hints" true }', 'terroir.json:1:11', 'This is not JSON: a colon is missing here.'],
        ['{ "hints": true "asOf": "today" }', 'terroir.json:1:17', 'This is not JSON: a comma or a closing bracket is missing here.'],
        ['{ "asOf": "today }', 'terroir.json:1:11', 'This is not JSON: a text is not closed by a quote.'],
        ['{ /* }', 'terroir.json:1:3', 'This is not JSON: a comment is not closed.'],
        ['{} {}', 'terroir.json:1:4', 'This is not JSON: it has ended before this.'],
        ['{ "exclude": ["old/", "["] }', 'terroir.json:1:23', '"[" is no pattern: a bracket in it is not closed'],
        ['{ "include": "a\\\\" }', 'terroir.json:1:14', 'or a backslash stands at its end.'],
        ['['.repeat(100_000), 'terroir.json:1:1', 'This is nested too deeply.'],
        ['[]', 'terroir.json:1:1', 'A configuration is an object'],
        ['{ "extends": "./terroir.json" }', 'terroir.json', 'it extends itself'],
        ['{\n  "extends": ["./terroir.json"]\n}', 'terroir: terroir.json:2:3: terroir.json: ', 'it extends itself'],
        ['{ "extends": "./gone.json" }', 'terroir: terroir.json:1:3: gone.json: ', 'there is no such file.'],
        ['{ "extends": "." }', 'terroir: terroir.json:1:3: .: ', 'it is a folder, not a file.'],
        ['{ "baseline": { "file": "." } }', 'terroir: .: ', 'it is a folder, not a file.'],
    ])('%.80s', async (config, place, said) => {
        const { code, out, err } = await terroir(['check'], { 'a.terroir': clean, 'terroir.json': config });
        expect(code).toBe(2);
        expect(out).toBe('');
        expect(err).toContain(place);
        expect(err).toContain(said);
    });

    test.each([
        ['with its mark', '\uFEFF', (bytes: Buffer) => bytes],
        ['without a mark', '', (bytes: Buffer) => bytes],
        ['with its bytes the other way round', '\uFEFF', (bytes: Buffer) => bytes.swap16()],
    ])('UTF-16 is called so, where the file begins, and what to do: %s', async (_, mark, turned) => {
        const config = turned(Buffer.from(`${mark}{ "hints": true }\n`, 'utf16le'));
        const { code, out, err } = await terroir(['check'], { 'a.terroir': clean, 'terroir.json': config });
        expect([code, out, err.split('\n')[0]]).toEqual([2, '', 'terroir: terroir.json:1:1: The file seems to be UTF-16. Save it as UTF-8.']);
    });

    test('what is longer than any configuration is not read as far as it goes', async () => {
        const config = `{ "rules": { "gdpr": "off" } }${' '.repeat(1_000_000)}`;
        const { code, out, err } = await terroir(['check'], { 'a.terroir': clean, 'terroir.json': config });
        expect([code, out, err]).toEqual([2, '', expect.stringContaining('terroir.json: a configuration is not so long.')]);
    });

    test('what a rule was called once sets what it is called now', () => {
        const renamed = defineRule({
            id: 'test/now',
            formerly: ['test/once'],
            on: 'Contract',
            summary: text('It is renamed.'),
            why: text('To be found under its old name.'),
            norms: [],
            judge: () => [],
        });
        expect(readConfiguration('{ "rules": { "test/once": "off" } }', [renamed])).toMatchObject({ settings: { rules: { 'test/now': 'off' } } });
    });

    test.each(['a[b]', '[]]', '[!]a]', '[[:alpha:]]', '\\[', '[\\]]', 'a\\\\', ']', 'a/**/[0-9]?.terroir'])('%s is a pattern', (pattern) => {
        expect('settings' in readConfiguration(JSON.stringify({ exclude: [pattern] }), rules)).toBe(true);
    });

    test.each(['[', 'a[b', '[]', '[!]', '[^]', '[a\\]', '[\\', 'a\\', '[a][b'])('%s is none: git gives up on it, too', (pattern) => {
        expect('problems' in readConfiguration(JSON.stringify({ exclude: [pattern] }), rules)).toBe(true);
    });

    test('a prototype key is no setting', async () => {
        for (const key of ['__proto__', 'constructor', 'toString'])
            expect('problems' in readConfiguration(`{ "${key}": 1, "rules": { "${key}": "off" } }`, rules)).toBe(true);
    });
});

describe('which files of a folder are judged', () => {
    const all = { 'a.terroir': clean, 'drafts/b.terroir': clean, 'drafts/keep/c.terroir': clean, 'old/d.terroir': clean };
    const judged = async (files: Record<string, string>, argv: readonly string[] = ['.'], cwd = '/specs') =>
        (await findings(argv, { ...all, ...files }, { cwd })).report as unknown as { files: { path: string; judged: boolean }[] };
    const paths = async (...given: Parameters<typeof judged>) => (await judged(...given)).files.filter((file) => file.judged).map(({ path }) => path);

    test('include and exclude, relative to the file that sets them', async () => {
        expect(await paths({ 'terroir.json': '{ "exclude": ["drafts/**", "!drafts/keep"] }' })).toEqual(['a.terroir', 'old/d.terroir']);
        expect(await paths({ 'terroir.json': '{ "include": "drafts/" }' })).toEqual(['drafts/b.terroir', 'drafts/keep/c.terroir']);
        expect(await paths({ 'terroir.json': '{ "include": "drafts/" }' }, ['.'], '/specs/drafts')).toEqual(['b.terroir', 'keep/c.terroir']);
        // A folder is gone into for what is included below it.
        expect(await paths({ 'terroir.json': '{ "include": "c.terroir" }' })).toEqual(['drafts/keep/c.terroir']);
        // What does not lie below the file that sets it is no matter of it.
        const beside = { 'drafts/terroir.json': '{ "include": "keep/" }' };
        expect(await paths(beside, ['.', '../old'], '/specs/drafts')).toEqual(['../old/d.terroir', 'keep/c.terroir']);
        // Nor is what is called much like its folder, or as long, nor that folder itself and those above it.
        const alike = { ...beside, 'drafts2/e.terroir': clean, 'others/f.terroir': clean };
        expect(await paths(alike, ['../drafts2', '../others'], '/specs/drafts')).toEqual(['../drafts2/e.terroir', '../others/f.terroir']);
        const inside = { 'drafts/terroir.json': '{ "exclude": "*" }' };
        expect(await paths(inside, ['../..'], '/specs/drafts')).toEqual(['../a.terroir', '../old/d.terroir']);
    });

    test('what leaves out folders leaves out no file of that name', async () => {
        const others = ['drafts/b.terroir', 'drafts/keep/c.terroir'];
        expect(await paths({ '.gitignore': 'a.terroir/\nold/\n' })).toEqual(['a.terroir', ...others]);
        expect(await paths({ 'terroir.json': '{ "exclude": ["a.terroir/", "old/"] }' })).toEqual(['a.terroir', ...others]);
    });

    test('.gitignore, nested, up to the repository', async () => {
        const git = { '.git/HEAD': '', '.gitignore': 'old/\ndrafts/*\n!drafts/keep\n' };
        expect(await paths(git)).toEqual(['a.terroir', 'drafts/keep/c.terroir']);
        expect(await paths(git, ['.'], '/specs/drafts')).toEqual(['keep/c.terroir']);
        expect(await paths({ ...git, 'drafts/.gitignore': '!b.terroir\n' })).toEqual(['a.terroir', 'drafts/b.terroir', 'drafts/keep/c.terroir']);
    });

    test('a .gitignore is read to its end, and one that is longer than any spec is told: what its end says would count', async () => {
        expect(await paths({ '.gitignore': `a.terroir\n${'#'.repeat(1_000_000)}\n!a.terroir\nold/\n` })).toEqual(Object.keys(all).slice(0, 3));
        const { code, found, report } = await findings(['.'], { ...all, '.gitignore': `a.terroir\n${'#'.repeat(5_000_000)}` });
        expect([code, found]).toEqual([2, ['.:1:1 input/unreadable']]);
        expect(report.findings[0]?.message).toMatch(/^A \.gitignore in it or above it has more than 5,000,000 bytes, so/);
        const longest = 'a.terroir\n#'.padEnd(5_000_000, '#');
        expect(await paths({ '.gitignore': longest })).toEqual(Object.keys(all).slice(1));
    });

    test('a .gitignore that the disk fails to read is told: what it says would count', async () => {
        const disk = diskOf({ ...all, '.gitignore': 'a.terroir' });
        const failing = {
            ...disk,
            read(path: string, most: number) {
                if (path.endsWith('.gitignore')) throw Object.assign(new Error(), { code: 'EIO' });
                return disk.read(path, most);
            },
        };
        const { code, found } = await findings(['.'], {}, { disk: failing });
        expect([code, found]).toEqual([2, ['.:1:1 input/unreadable']]);
    });

    test('outside of a repository a .gitignore says nothing of what lies deeper', async () => {
        expect(await paths({ '.gitignore': '*.terroir\n' })).toEqual(['drafts/b.terroir', 'drafts/keep/c.terroir', 'old/d.terroir']);
        expect(await paths({ '.git/HEAD': '', '.gitignore': '*.terroir\n!a.terroir\n' })).toEqual(['a.terroir']);
    });

    test('what is named by hand is judged in any case; a folder of which nothing is left is a failure that says why', async () => {
        const files = { 'terroir.json': '{ "exclude": "drafts" }', '.gitignore': 'old' };
        expect(await paths(files, ['drafts/b.terroir', 'old/d.terroir'])).toEqual(['drafts/b.terroir', 'old/d.terroir']);
        const { code, out } = await terroir(['check', 'drafts/keep'], { ...all, 'terroir.json': '{ "exclude": "*.terroir" }' });
        expect(code).toBe(2);
        expect(out).toContain('the configuration leaves out');
    });
});

test('the schema for editors takes and refuses what the reader does', () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/terroir.schema.json'), 'utf8'));
    expect(Object.keys(schema.properties)).toEqual(Object.keys(keys));
    const isConfiguration = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const value = fc.oneof(
        fc.boolean(),
        fc.integer({ min: -1, max: 40_000 }),
        fc.constantFrom('error', 'warning', 'never', 'off', 'en', 'fr', 'x', '2026-01-31', 'a/b'),
        fc.array(fc.constantFrom('x', 'y')),
        fc.constantFrom({}, { maxDays: 5 }, { maxDays: 'x' }, { other: 1 }, null),
    );
    const key = fc.constantFrom(...Object.keys(keys).filter((name) => name !== 'rules'), 'other');
    fc.assert(
        fc.property(fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }), (settings) => {
            expect('settings' in readConfiguration(JSON.stringify(settings), rules)).toBe(isConfiguration(settings));
        }),
        { numRuns: 2000 },
    );
    const levels = { rules: { reach: 'off', 'reach/no-foreign-control': 'hint' } };
    expect(isConfiguration(levels) && 'settings' in readConfiguration(JSON.stringify(levels), rules)).toBe(true);
    const read = readConfiguration('{ "rules": { "reach": "loud" } }', rules);
    expect('problems' in read && say(read.problems[0]?.message ?? { template: '', values: {} })).toContain('A level is one of');
});

describe('the standard input', () => {
    const stdin = () => new TextEncoder().encode('import "./parties.terroir"\nservice S by A { stores in XX }\n');
    test('is judged as the file that it is said to be, with what that imports', async () => {
        const { out } = await terroir(
            ['check', '-', '--stdin-path', 'deep/a.terroir'],
            { 'deep/parties.terroir': 'organisation A { seat FR }', 'deep/a.terroir': '' },
            { stdin },
        );
        expect(out).toMatch(/^deep\/a\.terroir:2:28 error names\/unknown$/m);
        expect(out).not.toMatch(/missing-import|not-imported/);
        expect(out).toMatch(/in 1 file,/);
    });

    test('stands alone', async () => {
        const { code, err } = await terroir(['check', '-', 'a.terroir'], { 'a.terroir': clean }, { stdin });
        expect([code, err]).toEqual([2, expect.stringContaining('no path can stand beside it')]);
        expect((await terroir(['check', '--stdin-path', 'a.terroir'], { 'a.terroir': clean }, { stdin })).err).toContain('give - as the path');
    });
});

test('to print the settings nothing is judged, nor even looked at', async () => {
    const disk = diskOf({ 'a.terroir': clean });
    let looked = 0;
    const list = (folder: string) => {
        looked++;
        return disk.list(folder);
    };
    const { code, out } = await terroir(['check', '--print-config'], {}, { disk: { ...disk, list } });
    expect([code, looked, out]).toEqual([0, 0, expect.stringContaining('failOn')]);
});
