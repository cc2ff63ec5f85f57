import { describe, expect, test, vi } from 'vitest';
import { defineRule, rules, text, unknown, violated, Workspace } from '../../language/index.ts';
import { findings, terroir } from './terminal.ts';

const sound = 'organisation Clinic { seat FR  kind mutual }\n';
const misspelt = 'organisation Clinic { seet FR }\n';

const about = { on: 'Organisation', summary: text('{name}', { name: 'x' }), why: text('{name}', { name: 'x' }) } as const;
const throwing = defineRule({
    ...about,
    id: 'test/throws',
    norms: [],
    judge: () => {
        throw new Error('out of order');
    },
});
const unsure = defineRule({
    ...about,
    id: 'test/unsure',
    norms: [],
    *judge(_, id) {
        yield unknown({
            at: { id, path: 'name' },
            message: text('{name}', { name: 'unsure' }),
            path: [],
            settle: [{ in: id, write: 'controlled by {organisation}' }],
        });
    },
});
const warning = defineRule({
    ...about,
    id: 'test/warns',
    norms: [],
    severity: 'warning',
    *judge(_, id) {
        yield violated({ at: { id, path: 'name' }, message: text('{name}', { name: 'warned' }), path: [] });
    },
});

describe('0: nothing to say', () => {
    test('a sound file', async () => {
        const { code, out, err } = await terroir(['check'], { 'a.terroir': sound });
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toMatch(/^0 violated, 0 unknown, 0 waived in 1 file: no rule applies to anything there as of 2026-11-23\.$/m);
    });

    test('findings below --fail-on, which are said all the same', async () => {
        const { code, out } = await terroir(['check'], { 'a.terroir': sound }, { rules: [warning] });
        expect(code).toBe(0);
        expect(out).toContain('a.terroir:1:14 warning test/warns');
        expect((await terroir(['check', '--fail-on', 'never'], { 'a.terroir': sound }, { rules: [warning] })).code).toBe(0);
    });

    test('an unknown without --fail-on-unknown, but without a word of success', async () => {
        const { code, out } = await terroir(['check'], { 'a.terroir': sound }, { rules: [unsure] });
        expect(code).toBe(0);
        expect(out.trimEnd().split('\n').at(-1)).toBe('0 violated, 1 unknown, 0 waived in 1 file, judged as of 2026-11-23.');
        expect(out).not.toMatch(/well|success|passed|satisfied|✓|ok\b/i);
    });
});

describe('0: hints', () => {
    const files = {
        'a.terroir': `${sound}contract C { controller Clinic  effective 2026-01-01  term until 2027-12-31 }\norganisation Idle { seat FR  kind mutual }\n`,
    };

    test('are in no report for people, and take nothing from its last line', async () => {
        const { code, out } = await terroir(['check', '--fail-on', 'information'], files);
        expect(code).toBe(0);
        expect(out).not.toContain('facts/are-used');
        expect(out).toMatch(/^0 violated, 0 unknown, 0 waived in 1 file: [^\n]* as of 2026-11-23\.$/m);
    });

    test('make no success where no other rule applies', async () => {
        const { out } = await terroir(
            ['check'],
            { 'a.terroir': `${sound}contract C { controller Clinic  effective 2026-01-01  term until 2027-12-31 }\n` },
            { rules: rules.filter(({ severity }) => severity === 'hint') },
        );
        expect(out).toMatch(/^0 violated, 0 unknown, 0 waived in 1 file: no rule applies to anything there as of 2026-11-23\.$/m);
    });

    test('are shown and counted when they are asked for, and fail nothing then either', async () => {
        const { code, out } = await terroir(['check', '--hints', '--fail-on', 'information'], files);
        expect(code).toBe(0);
        expect(out).toContain('a.terroir:3:14 hint facts/are-used\n  Nothing in the files that were read refers to Idle.');
        expect(out).toMatch(/^0 violated, 0 unknown, 0 waived, 1 hint in 1 file, judged as of 2026-11-23\.$/m);
        const more = { 'a.terroir': `${files['a.terroir']}organisation Idler { seat FR  kind mutual }\n` };
        expect((await terroir(['check', '--hints'], more)).out).toMatch(/^0 violated, 0 unknown, 0 waived, 2 hints in 1 file, judged as of 2026-11-23\.$/m);
    });

    test('are in every report for machines', async () => {
        const { out, err } = await terroir(['check', '--format', 'json'], files);
        const { findings, counts } = JSON.parse(out);
        expect(findings.map(({ rule, severity }: { rule: string; severity: string }) => `${rule} ${severity}`)).toEqual(['facts/are-used hint']);
        expect(counts).toMatchObject({ violated: 0, hints: 1 });
        expect(err).not.toContain('hint');
    });
});

describe('0: a waiver that lives', () => {
    const waived = (until: string) => `${sound}waiver W of test/warns on Clinic {
    because "No other offer"
    approved by Clinic on 2026-01-01
    until ${until}
}
`;

    test('silences its finding, which is counted and shown as waived', async () => {
        const { code, out } = await terroir(['check', '--fail-on', 'warning'], { 'a.terroir': waived('2026-12-31') }, { rules: [warning] });
        expect(code).toBe(0);
        expect(out).toContain('a.terroir:1:14 waived test/warns\n  warned\n\n  waived by  W, in a.terroir\n  holds      until 2026-12-31');
        expect(out).toMatch(/^0 violated, 0 unknown, 1 waived in 1 file, judged as of 2026-11-23\.$/m);
    });

    test('no longer silences when it has ended, and the finding says so', async () => {
        const { code, out } = await terroir(['check', '--fail-on', 'warning'], { 'a.terroir': waived('2026-11-22') }, { rules: [warning] });
        expect(code).toBe(1);
        expect(out).toContain('The waiver W silenced this until 2026-11-22; it has ended.');
    });
});

describe('1: findings', () => {
    test('at or above --fail-on', async () => {
        for (const level of ['warning', 'information']) {
            expect((await terroir(['check', '--fail-on', level], { 'a.terroir': sound }, { rules: [warning] })).code).toBe(1);
        }
    });

    test('syntax, names and imports', async () => {
        expect((await findings([], { 'a.terroir': misspelt })).found).toEqual(['a.terroir:1:23 syntax/unexpected-word']);
        expect((await findings([], { 'a.terroir': 'organisation A { seat XX }' })).found).toEqual(['a.terroir:1:23 names/unknown']);
        expect((await findings([], { 'a.terroir': 'import "./b.terroir"' })).found).toEqual(['a.terroir:1:1 names/missing-import']);
        for (const source of [misspelt, 'organisation A { seat XX }', 'import "./b.terroir"'])
            expect((await terroir(['check'], { 'a.terroir': source })).code).toBe(1);
    });

    test('before an unknown', async () => {
        const run = await terroir(['check', '--fail-on', 'warning', '--fail-on-unknown'], { 'a.terroir': sound }, { rules: [warning, unsure] });
        expect(run.code).toBe(1);
    });
});

describe('2: could not judge', () => {
    const bad: [what: string, argv: string[], said: RegExp][] = [
        ['no command', [], /^Terroir checks/],
        ['an unknown command', ['chek'], /There is no command chek\. Did you mean check\?/],
        ['an option before the command', ['--lang', 'en', 'check'], /A command comes first/],
        ['an unknown option', ['check', '--as-off', '2026-01-01'], /There is no option --as-off\. Did you mean --as-of\?/],
        ['a language that is none', ['check', '--lang', 'de'], /--lang takes en, fr; not de\.\n/],
        ['a misspelt format', ['check', '--format', 'jsn'], /--format takes text, json, sarif, .*; not jsn\. Did you mean json\?/],
        ['an option without its value', ['check', '--as-of'], /--as-of needs a value/],
        ['an option instead of a value', ['check', '--as-of', '--quiet'], /--as-of needs a value/],
        ['an empty path', ['check', ''], /One of the words is empty.* If this folder is meant, give \. for it\./],
        ['nothing that comes in, from a command that failed', ['check', '-'], /Nothing was judged: nothing came in.* --stdin-path/],
        ['a value where none is taken', ['check', '--quiet=yes'], /--quiet takes no value/],
        ['a size that is no number', ['check', '--max-size', '5MB'], /takes a whole number; 5MB is none/],
        ['a root that does not exist', ['check', '--root', 'nowhere'], /--root: there is no folder nowhere/],
        ['a root that does not exist, to lay out', ['format', '--root', 'nowhere'], /--root: there is no folder nowhere/],
        ['a root that does not exist, to merge', ['merge', '--root', 'nowhere'], /--root: there is no folder nowhere/],
        ['a date that does not exist', ['check', '--as-of', '2026-02-30'], /--as-of: There is no day 2026-02-30: month 2 of 2026 has 28 days/],
        ['the year 0', ['check', '--as-of', '0000-01-01'], /There is no year 0/],
        ['a date in other words', ['check', '--as-of', '1/2/2026'], /written year-month-day/],
        [
            'an unknown rule',
            ['explain', 'reach/no-foreign-contrl'],
            /There is no rule named “reach\/no-foreign-contrl”\. Did you mean reach\/no-foreign-control\?/,
        ],
        ['nothing to explain', ['explain'], /name one/],
        ['names for rules', ['rules', 'reach'], /takes no names/],
        ['help on nothing', ['help', 'chek'], /Did you mean check\?/],
    ];
    test.each(bad)('%s', async (_, argv, said) => {
        const { code, out, err } = await terroir(argv, { 'a.terroir': sound });
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(err).toMatch(said);
    });

    test('nothing matched', async () => {
        const run = await findings(['empty'], { 'a.terroir': sound, 'empty/readme.md': '' });
        expect(run).toMatchObject({ code: 2, found: ['empty:1:1 input/nothing-matched'] });
        expect(run.err).toContain('Nothing was judged');
        expect((await terroir(['check'], {})).code).toBe(2);
    });

    test('a given file that is not there, and the others are judged', async () => {
        const { code, found } = await findings(['gone.terroir', 'a.terroir'], { 'a.terroir': misspelt });
        expect(code).toBe(2);
        expect(found).toEqual(['a.terroir:1:23 syntax/unexpected-word', 'gone.terroir:1:1 input/unreadable']);
    });

    test('a rule that throws is one finding; the other rules are run', async () => {
        const { code, out } = await terroir(['check'], { 'a.terroir': sound }, { rules: [throwing, warning] });
        expect(code).toBe(2);
        expect(out).toContain('a.terroir:1:14 error internal/rule-failed\n  The rule test/throws could not judge Clinic (out of order). This is a fault of');
        expect(out).toContain('a.terroir:1:14 warning test/warns');
        expect(out).toMatch(/^1 violated, 0 unknown, 0 waived, 1 failed in 1 file/m);
    });

    test('before findings and unknowns', async () => {
        const run = await terroir(['check', '--fail-on', 'warning', '--fail-on-unknown'], { 'a.terroir': sound }, { rules: [throwing, unsure, warning] });
        expect(run.code).toBe(2);
    });

    test('a crash outside the rules costs its file only', async () => {
        let asked = 0;
        const crashing = defineRule({
            ...warning,
            get formerly(): string[] {
                if (asked++ === 0) throw new Error('no names');
                return [];
            },
        });
        const { code, found } = await findings([], { 'a.terroir': sound, 'b.terroir': sound }, { rules: [crashing] });
        expect({ code, found }).toEqual({ code: 2, found: ['a.terroir:1:1 internal/file-failed', 'b.terroir:1:14 test/warns'] });
    });

    test('so does one while a file is read into the workspace', async () => {
        const { lend } = Workspace.prototype;
        vi.spyOn(Workspace.prototype, 'lend').mockImplementation(function (this: Workspace, path, ...more) {
            if (path === 'a.terroir') throw new Error('no room');
            lend.call(this, path, ...more);
        });
        const { code, found } = await findings([], { 'a.terroir': sound, 'b.terroir': sound }, { rules: [warning] });
        vi.restoreAllMocks();
        expect({ code, found }).toEqual({ code: 2, found: ['a.terroir:1:1 internal/file-failed', 'b.terroir:1:14 test/warns'] });
    });
});

describe('3: undecided', () => {
    test('an unknown under --fail-on-unknown', async () => {
        expect((await terroir(['check', '--fail-on-unknown'], { 'a.terroir': sound }, { rules: [unsure] })).code).toBe(3);
    });

    test('a contract whose text nobody has read, by itself', async () => {
        const text = rules.filter(({ id }) => ['gdpr/breach-notice-is-prompt', 'facts/contract-is-read'].includes(id));
        const source = (clauses: string) => `${sound}organisation Host { seat FR  kind company }
dataset D { category health }
service S by Host { stores in FR }
contract C { controller Clinic  processor Host  hosts D on S  breach notice 24 hours  ${clauses} }
`;
        const judged = async (argv: string[], spec: string) => terroir(['check', ...argv], { 'a.terroir': spec }, { rules: text });
        const unread = source('').replace('breach notice 24 hours', '');
        const { out } = await judged([], unread);
        expect(out).toContain('a.terroir:5:10 unknown facts/contract-is-read\n  The text of this contract has not been read: no clauses are stated.');
        expect(out).not.toContain('gdpr/breach-notice-is-prompt\n');
        expect(out).toMatch(/^0 violated, 1 unknown, 0 waived in 1 file, judged as of 2026-11-23\.$/m);
        expect((await judged([], unread)).code).toBe(0);
        expect((await judged(['--fail-on-unknown'], unread)).code).toBe(3);
        expect((await judged(['--fail-on-unknown'], source('clauses audit'))).code).toBe(0);
    });

    test('a declaration that could not be judged, whatever fails', async () => {
        expect((await terroir(['check', '--fail-on', 'never'], { 'a.terroir': misspelt })).code).toBe(3);
    });

    test('a declaration that rests on a broken import, though its own file has no finding', async () => {
        const files = {
            'emc2.terroir': `import "./parties.terroir"
dataset D { category health  subjects patients in FR }
service S by Host { stores in FR }
contract C { controller Clinic processor Host hosts D on S signed 2026-01-01 term 2 years }`,
            'parties.terroir': 'organisation Host { seat FR controled by Who }\norganisation Clinic { seat FR kind mutual }',
        };
        const { code, report, found } = await findings(['emc2.terroir'], files, { rules });
        expect(found.filter((one) => /syntax|names/.test(one))).toEqual([]);
        expect(report).toMatchObject({ notJudged: expect.arrayContaining(['emc2.terroir#C']) });
        expect(code).toBe(3);
    });
});

describe('--quiet', () => {
    const waived = `organisation Clinic { seat FR  kind health-institution }
contract Bridge { controller Clinic  effective 2026-01-01  term 1 year  transitional }
waiver W-1 of term/transition-has-limit on Bridge { because "A bridge"  approved by Clinic on 2026-01-01  until 2026-11-30 }
`;
    const files = { 'a.terroir': sound, 'b.terroir': waived };
    const cases: [string, Record<string, string>, readonly (typeof warning)[]][] = [
        ['nothing', { 'a.terroir': sound }, rules],
        ['findings, unknowns and a waiver', files, rules],
        ['a warning', { 'a.terroir': sound }, [warning]],
        ['an unknown', { 'a.terroir': sound }, [unsure]],
        ['a rule that throws', { 'a.terroir': sound }, [throwing, warning]],
        ['broken text', { 'a.terroir': misspelt, 'b.terroir': sound }, rules],
    ];
    test.each(cases)('says the last line of the report and ends as it does: %s', async (_, files, rules) => {
        for (const more of [[], ['--fail-on', 'warning'], ['--fail-on', 'never', '--fail-on-unknown'], ['--hints', '--fail-on', 'information']]) {
            const whole = await terroir(['check', ...more], files, { rules });
            const quiet = await terroir(['check', '--quiet', ...more], files, { rules });
            expect(quiet).toEqual({ ...whole, out: `${whole.out.trimEnd().split('\n').at(-1)}\n` });
        }
    });
});

describe('the words for help', () => {
    test.each([[['--help']], [['-h']], [['help']], [['check', '--help']], [['check', '-h']], [['help', 'check']], [['explain', '--help']], [['rules', '-h']]])(
        '%j',
        async (argv) => {
            const { code, out, err } = await terroir(argv);
            expect({ code, err }).toEqual({ code: 0, err: '' });
            expect(out).toContain('Usage:');
        },
    );

    test.each([
        [['help', '--lang', 'fr'], 'Commandes'],
        [['help', '--lang', 'fr', 'check'], 'Usage : terroir check'],
        [['help', 'check', '--lang', 'fr'], 'Usage : terroir check'],
    ])('%j: in the language that is asked for', async (argv, said) => {
        const { code, out } = await terroir(argv);
        expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(said) });
    });

    test.each(['--help', '-h'])('are paths behind --: check -- %s', async (path) => {
        const { code, out } = await terroir(['check', '--', path], { 'a.terroir': sound });
        expect({ code, out }).toMatchObject({ code: 2, out: expect.stringContaining(`${path}:1:1 error input/unreadable`) });
        expect((await terroir(['check', '--', path], { [path]: sound })).code).toBe(0);
    });
});
