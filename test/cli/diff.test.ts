import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ask, defineRule, type Id, type Place, say, text, unknown, violated } from '../../language/index.ts';
import { facts } from '../../language/model/declarations.ts';
import { processIo } from '../../server/cli/io.ts';
import type { Run } from '../../server/cli/report.ts';
import { settingsChanged } from '../../server/cli/setting-changes.ts';
import { filterOf } from '../../server/configuration/filters.ts';
import type { Settings } from '../../server/configuration/settings.ts';
import { corpus, reordered } from '../harness/corpus.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, workspaceOf } from '../harness/spec.ts';
import { diskOf, terroir } from './terminal.ts';

const spec = readFileSync(join(import.meta.dirname, 'formats.terroir'), 'utf8');
const sound = spec.slice(0, spec.indexOf('// Broken'));
const asOf = ['--as-of', '2026-11-23'];

/** What is said of two states of one spec. */
const between = (before: string, after: string, ...argv: string[]) =>
    terroir(['diff', 'old', 'new', ...asOf, ...argv], { 'old/a.terroir': before, 'new/a.terroir': after });

interface Difference {
    readonly declarations: readonly unknown[];
    readonly verdicts: readonly {
        is: string;
        rule: string;
        range: { start: { offset: number }; end: { offset: number } };
        before: { holdsUntil: string } | null;
        after: { holdsUntil: string } | null;
    }[];
    readonly settings: readonly unknown[];
    readonly weakened: readonly string[];
    readonly notCompared: readonly unknown[];
}

async function differenceBetween(before: string, after: string, ...argv: string[]): Promise<Difference> {
    return JSON.parse((await between(before, after, '--format', 'json', ...argv)).out);
}

/** A rule that finds something at some places of each contract, in the same words. */
const ofContracts = (id: string, severity: 'warning' | 'hint', places: (ask: Ask, contract: Id) => readonly Place[]) =>
    defineRule({
        id,
        on: 'Contract',
        summary: text('It is there.'),
        why: text('To find it.'),
        norms: [],
        severity,
        *judge(ask, contract) {
            for (const at of places(ask, contract)) yield violated({ at, message: text('It is there.'), path: [] });
        },
    });

const terms = ofContracts('test/counts', 'warning', (ask, id) => facts(ask, id, 'TermLength').map(({ at }) => at));

/** A sound spec, mended and made worse in some places. */
const changed = `organisation Other { seat US  kind company }\n${sound}`
    .replace('stores in FR', 'stores in FR  backs up in FR')
    .replace('term 2 years', 'term 3 years')
    .replace('until 2026-12-31', 'until 2026-11-22')
    .replace('organisation CloudInc "Cloud, Inc."', '// moved nowhere\norganisation CloudInc "Cloud | <b>Inc.</b>"');

describe.each([
    ['text', 'en', 'txt'],
    ['text', 'fr', 'txt'],
    ['markdown', 'en', 'md'],
    ['markdown', 'fr', 'md'],
    ['json', 'en', 'json'],
])('%s in %s', (format, lang, ending) => {
    test('is what was read and found right', async () => {
        const { out, code } = await between(sound, changed, '--format', format, '--lang', lang);
        expect(code).toBe(0);
        await expect(out).toMatchFileSnapshot(`golden/diff/difference.${lang}.${ending}`);
    });
});

describe('no change in meaning', () => {
    test('layout, comments, order, moves, and the order of files', async () => {
        const isSound = (source: string) => parsedOnce(source).problems.length === 0;
        // Of what a spec says in two ways that cannot both be the first counts, so there the order has a meaning.
        const specs = corpus.filter(({ source, page }, i) => i % 9 === 0 && isSound(source) && !page.includes('facts/')).map(({ source }) => source);
        expect(specs.length).toBeGreaterThan(50);
        const old = Object.fromEntries(specs.map((source, i) => [`old/${i}.terroir`, source]));
        const turned = Object.fromEntries(
            specs.map((source, i) => [`new/${i}.terroir`, `/* laid out otherwise */\n${reordered(source, (list) => [...list].reverse())}`]).reverse(),
        );
        const { code, out } = await terroir(['diff', 'old', 'new', ...asOf, '--fail-on', 'weakened'], { ...old, ...turned });
        expect(out).toBe('old and new compared, both judged as of 2026-11-23.\n\nNothing changes in meaning.\n');
        expect(code).toBe(0);
    });

    test('a file that is called otherwise, its findings included', async () => {
        const { out, code } = await terroir(['diff', 'a.terroir', 'b.terroir', ...asOf], { 'a.terroir': spec, 'b.terroir': spec });
        expect(out).toContain('Nothing changes in meaning.');
        expect(code).toBe(0);
    });
});

describe('a verdict', () => {
    test('that holds until another day is one that has changed, and no weaker state', async () => {
        const { verdicts, weakened } = await differenceBetween(sound, sound.replace('2026-12-31', '2026-12-30'));
        expect(verdicts.map(({ is, rule, before, after }) => [is, rule, before?.holdsUntil, after?.holdsUntil])).toEqual([
            ['changed', 'gdpr/lawful-basis-is-stated', '2026-12-31', '2026-12-30'],
        ]);
        expect(weakened).toEqual([]);
    });

    test.each(['text', 'markdown'])(
        'that weighs otherwise, since it is set so, has changed in %s, and is not one that holds until another day',
        async (format) => {
            const files = { 'old/a.terroir': sound, 'new/a.terroir': sound, 'new/terroir.json': '{ "rules": { "gdpr/special-basis-is-stated": "error" } }' };
            const { out } = await terroir(['diff', 'old', 'new', ...asOf, '--format', format], files);
            expect(out).toMatch(/warning, holds until \d{4}-\d\d-\d\d → error, holds until/);
            expect(out).not.toContain('Verdicts that hold until');
        },
    );

    test('that another waiver silences is one that has changed', async () => {
        const { verdicts } = await differenceBetween(sound, sound.replace('waiver W-1', 'waiver W-2'));
        expect(verdicts.map(({ is, rule }) => `${is} ${rule}`)).toEqual(['changed gdpr/lawful-basis-is-stated']);
    });

    test('that is told otherwise has changed where something is stated otherwise, and is the same one where nothing is', async () => {
        const lost = (name: string, seat: string) => `import "./${name}.terroir"\norganisation Clinic { seat ${seat}  kind mutual }\n`;
        const told = async (before: string, after: string) => {
            const { verdicts } = await differenceBetween(before, after);
            return verdicts.flatMap(({ is, rule }) => (rule === 'names/missing-import' ? [is] : []));
        };
        expect(await told(lost('gone', 'FR'), lost('away', 'DE'))).toEqual(['changed']);
        expect(await told(lost('gone', 'FR'), lost('away', 'FR'))).toEqual([]);
    });

    test.each([
        ['has come', 'term 2 years', 'term 1 year  term 2 years', 'new', 'term 1 year'],
        ['has gone', 'term 1 year  term 2 years', 'term 2 years', 'gone', 'term 1 year'],
    ])('that %s is told from one that stays, however alike they are', async (_, before, after, is, told) => {
        const [old, now] = [before, after].map((stated) => `contract C { ${stated} }\n`) as [string, string];
        const { out } = await terroir(['diff', 'old', 'new', '--format', 'json'], { 'old/a.terroir': old, 'new/a.terroir': now }, { rules: [terms] });
        const { verdicts } = JSON.parse(out) as Difference;
        const there = is === 'new' ? now : old;
        expect(
            verdicts.flatMap(({ is, rule, range: { start, end } }) => (rule === 'test/counts' ? [[is, there.slice(start.offset, end.offset)]] : [])),
        ).toEqual([[is, told]]);
    });

    test('that stands elsewhere than what was judged stays where it is when that moves to another file', async () => {
        const atServices = ofContracts('test/services', 'warning', (ask, id) => facts(ask, id, 'Hosts').map(({ service }) => ({ id: service, path: 'name' })));
        const services = 'organisation A { seat FR  kind mutual }\nservice S by A { }\n';
        const using = 'import "./services.terroir"\n';
        const contract = 'dataset D { }\ncontract C { hosts D on S }\n';
        const files = {
            'old/services.terroir': services,
            'old/a.terroir': `${using}contract B { controller A }\n${contract}`,
            'new/services.terroir': services,
            'new/a.terroir': `${using}contract B { controller A }\n`,
            'new/b.terroir': using + contract,
        };
        const { out } = await terroir(['diff', 'old', 'new', ...asOf, '--format', 'json'], files, { rules: [atServices] });
        expect((JSON.parse(out) as Difference).verdicts.map(({ is, rule }) => [is, rule])).toEqual([]);
    });

    test('is not a hint, unless a waiver silences it', async () => {
        const hinting = ofContracts('test/hints', 'hint', (_, id) => [{ id, path: 'name' }]);
        const bare = 'organisation A { seat FR  kind mutual }\n';
        const hinted = `${bare}contract C { controller A }\n`;
        const waived = `${hinted}waiver W of test/hints on C { because "x"  approved by A on 2026-11-01  until 2026-12-01 }\n`;
        const told = async (before: string, after: string) => {
            const files = { 'old/a.terroir': before, 'new/a.terroir': after };
            const { verdicts, weakened } = JSON.parse((await terroir(['diff', 'old', 'new', ...asOf, '--format', 'json'], files, { rules: [hinting] })).out);
            return [verdicts.map(({ is, rule }: Difference['verdicts'][number]) => `${is} ${rule}`), weakened];
        };
        expect(await told(bare, hinted)).toEqual([[], []]);
        expect(await told(hinted, waived)).toEqual([['new test/hints'], ['W silences test/hints on C.', 'The waiver W is new.']]);
    });

    test('on what is underlined otherwise is the same one', async () => {
        const [old, now] = ['1 year', '2 years'].map((term) => `contract C { term ${term} }\n`) as [string, string];
        const { out } = await terroir(['diff', 'old', 'new', '--format', 'json'], { 'old/a.terroir': old, 'new/a.terroir': now }, { rules: [terms] });
        const { declarations, verdicts } = JSON.parse(out) as Difference;
        expect([declarations.length, verdicts.filter(({ rule }) => rule === 'test/counts')]).toEqual([1, []]);
    });
});

describe('--fail-on weakened ends with 1 where', () => {
    const waiver = 'waiver X of reach/no-foreign-control on Hosting { because "x"  approved by Clinic on 2026-11-01  until 2026-12-01 }\n';
    test.each<[string, (source: string) => string, RegExp]>([
        ['a finding has come', (s) => s.replace('stores in FR', 'stores in US'), /^reach\/no-foreign-location is newly found on Hosting\.$|is newly found on/m],
        ['a verdict is unknown now', (s) => s.replace('  certified HDS', '').replace('from care', ''), /is unknown now\.|newly found/],
        ['an import leads nowhere', (s) => `import "./gone.terroir"\n${s}`, /^names\/missing-import is newly found on a\.terroir\.$/m],
        ['a waiver is new', (s) => s + waiver, /^The waiver X is new\.$/m],
        ['a waiver silences what stood', (s) => s + waiver, /^X silences reach\/no-foreign-control on Hosting\.$/m],
        [
            'a waiver lasts longer',
            (s) => s.replace('until 2026-12-31', 'until 2027-02-01'),
            /^W-1: the waiver lasts longer \(2027-02-01; it was 2026-12-31\)\.$/m,
        ],
        [
            'a waiver has ended',
            (s) => s.replace('until 2026-12-31', 'until 2026-11-20'),
            /^Nothing silences gdpr\/lawful-basis-is-stated on Hosting any more\.$/m,
        ],
        ['a term lasts longer', (s) => s.replace('2 years', '3 years'), /^Hosting: the term lasts longer \(2029-01-09; it was 2028-01-09\)\.$/m],
        [
            'a term never ends',
            (s) => s.replace('term 2 years', 'term indefinite'),
            /^Hosting: the term lasts longer \(nothing ends it; it was 2028-01-09\)\.$/m,
        ],
        [
            'something can no longer be judged',
            (s) => s.replace('kind company }', 'kind compny }'),
            /^CloudInc can no longer be judged\.$|can no longer be judged/m,
        ],
    ])('%s', async (_, change, said) => {
        const { weakened } = await differenceBetween(sound, change(sound));
        expect(weakened.join('\n')).toMatch(said);
        expect((await between(sound, change(sound), '--fail-on', 'weakened')).code).toBe(1);
        expect((await between(sound, change(sound), '--fail-on', 'never')).code).toBe(0);
    });

    test.each([
        ['the limit of a transition is put off', 'at most 2 years', ['Hosting: the transition lasts longer (2028-01-10; it was 2027-01-10).']],
        ['a transition has no limit any more', '', ['Hosting: the transition lasts longer (nothing ends it; it was 2027-01-10).']],
        ['no sooner: a transition stays as it was', 'at most 12 months', []],
    ])('%s', async (_, limit, expected) => {
        const [before, after] = ['at most 1 year', limit].map((now) => sound.replace('term 2 years', `term 2 years  transitional ${now}`)) as [string, string];
        const { weakened } = await differenceBetween(before, after);
        expect(weakened.filter((one) => one.includes('the transition'))).toEqual(expected);
    });

    test.each([
        ['what was not known is violated', 1, 2, ['test/weighs on C weighs more than before.']],
        ['what is violated is a warning, and was an information', 2, 3, ['test/weighs on C weighs more than before.']],
        ['what was violated is not known', 3, 1, ['Whether test/weighs holds of C is unknown now.']],
        ['it is but an information, and was a warning', 3, 2, []],
    ])('a finding stays, and %s', async (_, before, after, expected) => {
        const weighing = defineRule({
            id: 'test/weighs',
            on: 'Contract',
            summary: text('It weighs.'),
            why: text('To weigh more, or less.'),
            norms: [],
            severity: 'error',
            *judge(ask, id) {
                const found = { at: { id, path: 'name' }, message: text('It weighs.'), path: [] };
                for (const { length } of facts(ask, id, 'TermLength'))
                    yield length.years === 1 ? unknown({ ...found, settle: [] }) : violated({ ...found, cap: length.years === 2 ? 'information' : 'warning' });
            },
        });
        const [old, now] = [before, after].map((years) => `contract C { term ${years} years }\n`) as [string, string];
        const { out } = await terroir(['diff', 'old', 'new', '--format', 'json'], { 'old/a.terroir': old, 'new/a.terroir': now }, { rules: [weighing] });
        const { verdicts, weakened } = JSON.parse(out) as Difference;
        expect(verdicts.map(({ is, rule }) => `${is} ${rule}`)).toEqual(['changed test/weighs']);
        expect(weakened.filter((one) => one.includes('test/weighs'))).toEqual(expected);
    });

    test('and with 0 where the state is the stronger one', async () => {
        const stronger = sound
            .replace('2 years', '1 year')
            .replace('certified HDS', 'certified HDS  backs up in FR')
            .replace(/waiver W-1[\s\S]*/, '')
            .replace('processor Cloud', 'processor Cloud  lawful basis public-task');
        const { weakened, verdicts } = await differenceBetween(sound, stronger);
        expect(weakened).toEqual([]);
        expect(verdicts.filter(({ is }) => is === 'gone').length).toBeGreaterThan(1);
        expect((await between(sound, stronger, '--fail-on', 'weakened')).code).toBe(0);
    });

    test.each(['indefinite', '2 years'])('and where a term that nothing ended is now stated as %s', async (term) => {
        const [before, after] = ['term indefinite', `term ${term}  governed by law of FR`].map((now) => sound.replace('term 2 years', now)) as [string, string];
        const { declarations, weakened } = await differenceBetween(before, after);
        expect(declarations).toHaveLength(1);
        expect(weakened).toEqual([]);
    });

    test('and where nothing was stated of a term that is stated to have no end', async () => {
        const [before, after] = ['', 'term indefinite'].map((now) => sound.replace('term 2 years', now)) as [string, string];
        const { declarations, weakened } = await differenceBetween(before, after);
        expect(declarations).toHaveLength(1);
        expect(weakened.filter((one) => one.includes('the term'))).toEqual([]);
    });
});

test.each<[string, Settings, Settings, readonly string[]]>([
    ['a rule weighs less', { rules: { term: 'warning' } }, { rules: { term: 'hint' } }, ['The setting rules.term is hint; it was warning.']],
    ['a rule weighs more', { rules: { term: 'hint' } }, { rules: { term: 'warning' } }, []],
    ['a rule is switched off that nothing was set of', {}, { rules: { term: 'off' } }, ['The setting rules.term is off; it was not set.']],
    [
        'a rule is a warning of which the law had said what it weighs',
        {},
        { rules: { term: 'warning' } },
        ['The setting rules.term is warning; it was not set.'],
    ],
    ['a rule is an error of which the law had said what it weighs', {}, { rules: { term: 'error' } }, []],
    ['a rule was an error, and the law says what it weighs', { rules: { term: 'error' } }, {}, ['The setting rules.term is not set; it was error.']],
    ['a rule was a warning, and the law says what it weighs', { rules: { term: 'warning' } }, {}, []],
    ['waivers may last longer', { waivers: { maxDays: 30 } }, { waivers: { maxDays: 31 } }, ['The setting waivers.maxDays is 31; it was 30.']],
    ['waivers may last as long as the library lets them', { waivers: { maxDays: 30 } }, {}, ['The setting waivers.maxDays is not set; it was 30.']],
    ['waivers may last less long', { waivers: { maxDays: 31 } }, { waivers: { maxDays: 30 } }, []],
    ['waivers may last less long than the library lets them', {}, { waivers: { maxDays: 30 } }, []],
    ['waivers may last longer than the library lets them', {}, { waivers: { maxDays: 366 } }, ['The setting waivers.maxDays is 366; it was not set.']],
    ['waivers may no longer last longer than the library lets them', { waivers: { maxDays: 366 } }, {}, []],
    ['something is left out', {}, { exclude: ['a/'] }, ['The setting exclude is ["a/"]; it was not set.']],
    ['something else is included', { include: ['a/'] }, { include: ['b/'] }, ['The setting include is ["b/"]; it was ["a/"].']],
    ['nothing changes', { rules: { term: 'off' }, exclude: ['a/'] }, { rules: { term: 'off' }, exclude: ['a/'] }, []],
])('of settings it makes a state weaker where %s', (_, before, after, expected) => {
    const run = (settings: Settings) => {
        const workspace = workspaceOf({});
        workspace.longestWaiver(settings.waivers?.maxDays);
        return { configuration: { settings, filters: filterOf('/specs', settings) }, workspace, date: day('2026-11-23') } as unknown as Run;
    };
    expect(settingsChanged(run(before), run(after)).flatMap(({ weakens }) => (weakens ? [say(weakens)] : []))).toEqual(expected);
});

describe('what cannot be compared', () => {
    test('each of two folders is judged by the settings in it or above it, both at one date', async () => {
        const weaker = { 'new/terroir.json': '{ "rules": { "term": "off" } }', 'old/terroir.json': '{ "asOf": "2020-01-01" }' };
        const specs = { 'old/a.terroir': sound, 'new/a.terroir': sound, 'terroir.json': '{ "rules": { "term": "off" }, "asOf": "2026-11-23" }' };
        const run = (files: Record<string, string>, ...argv: string[]) =>
            terroir(['diff', 'old', 'new', '--fail-on', 'weakened', ...argv], { ...specs, ...files });
        expect(await run({})).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Nothing changes in meaning.') });
        const { code, out } = await run(weaker, '--format', 'json', '--as-of', '2026-11-23');
        expect([code, JSON.parse(out).settings]).toEqual([1, [{ key: 'rules.term', before: null, after: 'off' }]]);
        const stronger = await terroir(['diff', 'new', 'old', ...asOf, '--format', 'json'], { ...specs, ...weaker, 'terroir.json': '{}' });
        expect(JSON.parse(stronger.out).settings).toEqual([{ key: 'rules.term', before: 'off', after: null }]);
        // What is named counts for both, and is looked for from here.
        for (const argv of [['--config', 'terroir.json'], ['--no-config']])
            expect(await run(weaker, ...argv, '--as-of', '2026-11-23')).toMatchObject({ code: 0, out: expect.stringContaining('Nothing changes in meaning.') });
        const dated = JSON.parse((await run({ 'old/terroir.json': weaker['old/terroir.json'] }, '--format', 'json')).out) as Difference;
        expect(dated.verdicts.length).toBeGreaterThan(0);
        expect(dated.verdicts.filter(({ rule }) => !rule.startsWith('term/'))).toEqual([]);
    });

    test.each([
        [[], /Two files or folders are compared, the old one first/],
        [['old'], /the old one first/],
        [['old', 'new', 'more'], /the old one first/],
        [['old', 'gone'], /gone: there is no such file/],
        [['old', 'new', '--fail-on', 'error'], /takes weakened, never; not error/],
    ])('%j', async (argv, said) => {
        const { code, out, err } = await terroir(['diff', ...argv], { 'old/a.terroir': '', 'new/a.terroir': '' });
        expect([code, out]).toEqual([2, '']);
        expect(err).toMatch(said);
    });

    test('is said, the rest is compared, and the run ends with 2', async () => {
        const { code, out, err } = await terroir(['diff', 'old', 'new', ...asOf, '--fail-on', 'weakened'], {
            'old/a.terroir': sound,
            'new/a.terroir': changed,
            'new/b.terroir': Uint8Array.of(0),
        });
        expect(code).toBe(2);
        expect(err).toMatch(/^new: b\.terroir:1:1 error input\/not-text\n/);
        expect(out).toContain('+ term 3 years');
        expect(out).toContain('\nNot everything could be read or judged. Declarations: ');
    });

    test.each(['text', 'markdown', 'json'])('is no good news in %s', async (format) => {
        const failing = { 'old/a.terroir': sound, 'new/a.terroir': sound, 'new/b.terroir': Uint8Array.of(0) };
        const { code, out } = await terroir(['diff', 'old', 'new', ...asOf, '--format', format], failing);
        expect(code).toBe(2);
        expect(out).toContain(format === 'json' ? '"incomplete": true' : 'Not everything could be read or judged. In the rest no change was found.');
        // Nothing is read on either side, or nothing is there.
        for (const [file, content] of [['a.terroir', Uint8Array.of(0)] as const, ['a.md', ''] as const]) {
            const argv = ['diff', 'old', 'new', '--format', format, '--no-error-on-unmatched'];
            const { out } = await terroir(argv, { [`old/${file}`]: content, [`new/${file}`]: content });
            expect(out).toContain(format === 'json' ? '"files": 0' : 'Nothing was compared.');
            expect(out).not.toContain('Nothing changes');
        }
    });

    test('what is broken is listed', async () => {
        const { out } = await between(sound, sound.replace('term 2 years', 'trem 3 years'));
        expect(out).toMatch(/Broken, so not compared\n {2}- Hosting\n/);
    });

    test.each([
        ['text', 'Settings\n  - rules.term: not set, now off\n', 'Broken, so not compared\n  - Hosting\n'],
        ['markdown', '### Settings\n\n- rules.term: not set, now off\n', '### Broken, so not compared\n\n- Hosting\n'],
    ])('as %s what is set otherwise and what is broken stands under a title of its own', async (format, ...parts) => {
        const files = { 'old/a.terroir': sound, 'new/a.terroir': sound.replace('term 2 years', 'trem 3 years') };
        const { out } = await terroir(['diff', 'old', 'new', '--format', format], { ...files, 'new/terroir.json': '{ "rules": { "term": "off" } }' });
        for (const part of parts) expect(out).toContain(`\n\n${part}`);
    });

    test.each([
        ['in a declaration that was broken before', 'contract K { trem 2 years }', 'contract K { trem 9 years }', 'K'],
        ['outside of all', 'contrakt K { term 2 years }', 'contrakt K { term 9 years }', 'a.terroir'],
        ['among the imports', 'import "./b.terroir" trem', 'import "./b.terroir" drem', 'a.terroir'],
    ])('broken text that says something else is no text in which nothing changes: %s', async (_, before, after, name) => {
        expect((await between(before, after)).out).toContain(`\nBroken, so not compared\n  - ${name}\n`);
        expect((await between(before, `/* moved */\n${before.replaceAll(' ', '  ')}`)).out).toContain('Nothing changes in meaning.');
    });
});

describe('since a commit', () => {
    let folder = '';
    const git = (...args: string[]) =>
        execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } }).trim();
    const run = (...argv: string[]) => terroir(['diff', ...asOf, ...argv], {}, { cwd: folder, disk: processIo().disk });
    const write = (path: string, source: string) => writeFileSync(join(folder, path), source);
    const commit = (message: string) => {
        git('add', '--all');
        git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', message);
    };

    beforeAll(() => {
        folder = realpathSync(mkdtempSync(join(tmpdir(), 'terroir-')));
        git('init', '--quiet', '--initial-branch=main');
        mkdirSync(join(folder, 'specs é'));
        write('specs é/parties.terroir', 'organisation Clinic { seat FR  kind mutual }\n');
        write('specs é/a.terroir', 'import "./parties.terroir"\ncontract C { controller Clinic  term 2 years  signed 2026-01-01 }\n');
        mkdirSync(join(folder, 'linked'));
        write('linked/more.terroir', 'organisation More { seat FR  kind mutual }\n');
        symlinkSync('linked', join(folder, 'link'));
        write('through.terroir', 'import "./link/more.terroir"\ncontract T { controller More }\n');
        write('gone.terroir', 'organisation Gone { seat FR  kind mutual }\n');
        write('terroir.json', '{ "rules": { "gdpr": "off" } }\n');
        commit('first');
        git('checkout', '--quiet', '-b', 'work');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('nothing has changed at first, whoever asks from where', async () => {
        for (const argv of [
            ['--since', 'HEAD'],
            ['--since', 'main', 'specs é'],
            ['--since', 'main', 'specs é/a.terroir'],
        ])
            expect(await run(...argv)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Nothing changes in meaning.') });
        const below = await terroir(['diff', ...asOf, '--since', 'HEAD'], {}, { cwd: join(folder, 'specs é'), disk: processIo().disk });
        expect(below).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Nothing changes in meaning.') });
    });

    test('files that changed, came untracked, were renamed or deleted; settings; and what others did since is no change', async () => {
        git('checkout', '--quiet', 'main');
        write('others.terroir', 'organisation Others { seat FR  kind mutual }\n');
        commit('what others did');
        git('checkout', '--quiet', 'work');
        write('specs é/a.terroir', 'import "./renamed.terroir"\ncontract C { controller Clinic  term 3 years  signed 2026-01-01 }\n');
        renameSync(join(folder, 'specs é/parties.terroir'), join(folder, 'specs é/renamed.terroir'));
        rmSync(join(folder, 'gone.terroir'));
        write('fresh.terroir', 'organisation Fresh { seat FR  kind mutual }\n');
        write('terroir.json', '{ "rules": { "gdpr": "off", "term": "off" } }\n');
        const { out, code, err } = await run('--since', 'main', '--format', 'json', '--fail-on', 'weakened');
        expect({ code, err }).toEqual({ code: 1, err: '' });
        const { before, declarations, settings, weakened } = JSON.parse(out);
        expect(before).toBe(git('rev-parse', 'main~1').slice(0, 12));
        expect(
            declarations.map(({ is, name, file, statements }: { is: string; name: string; file: string; statements: unknown[] }) => [
                is,
                name,
                file,
                statements.length,
            ]),
        ).toEqual([
            ['new', 'Fresh', 'fresh.terroir', 2],
            ['changed', 'C', 'specs é/a.terroir', 1],
            ['gone', 'Gone', 'gone.terroir', 0],
        ]);
        expect(settings).toEqual([{ key: 'rules.term', before: null, after: 'off' }]);
        expect(weakened).toContain('The setting rules.term is off; it was not set.');
        // A path that is there on one side only.
        expect((await run('--since', 'main', 'gone.terroir')).out).toContain('organisation Gone (gone)  gone.terroir:1');
        expect((await run('--since', 'main', 'fresh.terroir')).out).toContain('organisation Fresh (new)  fresh.terroir:1');
        // A pattern stands on each side for what is there.
        const { out: found } = await run('--since', 'main', '*.terroir');
        expect(found).toContain('organisation Gone (gone)  gone.terroir:1');
        expect(found).toContain('organisation Fresh (new)  fresh.terroir:1');
        expect(found).not.toContain('contract C');
        expect(await run('--since', 'main', 'x*')).toMatchObject({ code: 2, err: expect.stringContaining('x*:1:1 error input/nothing-matched') });
        expect(await run('--since', 'main', 'x*', '--no-error-on-unmatched')).toMatchObject({
            code: 0,
            err: 'terroir: Nothing was compared: there is no spec in what was given.\n',
        });
    });

    test('what git cannot tell is said in a sentence', async () => {
        const said = async (...argv: string[]) => {
            const { code, out, err } = await run(...argv);
            expect([code, out]).toEqual([2, '']);
            return err;
        };
        expect(await said('--since', 'no-such-branch')).toMatch(
            /^terroir: git knows no commit no-such-branch here\. Where not all of the history was fetched, fetch the rest\.\n/,
        );
        expect(await said('--since=--upload-pack=x')).toMatch(/git knows no commit --upload-pack=x here\./);
        expect(await said('--since', 'main', 'nowhere')).toMatch(/nowhere: it is not here, nor was it at [0-9a-f]{12}\./);
        const elsewhere = await terroir(['diff', '--since', 'HEAD'], {}, { cwd: tmpdir(), disk: processIo().disk });
        expect(elsewhere.code).toBe(2);
        expect(elsewhere.err).toMatch(/is in no git repository/);
        git('branch', 'alone', git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit-tree', '-m', 'of its own', 'HEAD^{tree}'));
        expect(await said('--since', 'alone')).toMatch(/^terroir: HEAD and alone have no commit in common here\. /);
        const real = processIo();
        for (const command of ['rev-parse', 'ls-tree']) {
            const refusing: typeof real.git = (args, ...rest) =>
                args[0] === command ? { status: 128, stdout: Buffer.alloc(0), stderr: 'fatal: detected dubious ownership\n' } : real.git(args, ...rest);
            const refused = await terroir(['diff', '--since', 'HEAD'], {}, { cwd: folder, disk: real.disk, git: refusing });
            expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/^terroir: git says: fatal: detected dubious ownership\.?\n/) });
        }
        const without = () => {
            throw Object.assign(new Error(), { code: 'ENOENT' });
        };
        const missing = await terroir(['diff', '--since', 'HEAD'], {}, { disk: diskOf({ 'a.terroir': '' }), git: without });
        expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('there is no program git here') });
    });
});
