import { describe, expect, test } from 'vitest';
import { defineRule, type Rule, rules, text, unknown, violated } from '../../language/index.ts';
import { terroir } from './terminal.ts';

const parties = 'organisation Clinic { seat FR  kind health-institution }\n';
const bridge = `import "./parties.terroir"

contract Bridge "Bridge to the new host" { controller Clinic  effective 2026-01-01  term 1 year  transitional }
contract Ferry { controller Clinic  effective 2026-01-01  term 1 year  transitional at most 1 year }

waiver W-1 of term/transition-has-limit on Bridge {
    because "The limit is being negotiated with the new host, and the board decides on it in January"
    approved by Clinic on 2026-09-01
    until 2026-12-31
}
`;
const files = { 'parties.terroir': parties, 'bridge.terroir': bridge };
const more = (waiver: string) => ({ ...files, 'more.terroir': `import "./bridge.terroir"\nimport "./parties.terroir"\n${waiver}\n` });

const unused = 'waiver W-3 of term/transition-has-limit on Ferry { because "Mended"  approved by Clinic on 2026-10-01  until 2027-01-31 }';
const over = 'waiver W-4 of term/transition-has-limit on Bridge { because "Old"  approved by Clinic on 2025-10-01  until 2026-01-31 }';

describe('the list for people', () => {
    test('says of each waiver what it silences, where, by whom, why and how long', async () => {
        const { code, out, err } = await terroir(['waivers', 'bridge.terroir'], files);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toBe(`Judged as of 2026-11-23 (today, UTC).

bridge.terroir:6:8 live W-1
  term/transition-has-limit on Bridge, in bridge.terroir

  because   The limit is being negotiated with the new host, and the board
            decides on it in January
  approved  by Clinic on 2026-09-01
  until     2026-12-31: 39 days left, the last one included
  silences  bridge.terroir:3:98 warning
              The contract is transitional, and nothing says until when.

Waivers: 1 live in 1 file as of 2026-11-23.
`);
    });

    /** What is said of a waiver, without its first line and the last one of all. */
    const said = async (waiver: string, argv: string[] = []) => {
        const { out } = await terroir(['waivers', 'more.terroir', ...argv], more(waiver));
        return out.split('\n').slice(2, -3).join('\n');
    };

    test('marks what silences nothing', async () => {
        expect(await said(unused)).toBe(`more.terroir:3:8 unused W-3
  term/transition-has-limit on Ferry, in bridge.terroir

  because   Mended
  approved  by Clinic on 2026-10-01
  until     2027-01-31: 70 days left, the last one included
  silences  nothing: take it out`);
    });

    test('says why a waiver that lives cannot be called unused', async () => {
        const waiver = 'waiver W-8 of reach/no-foreign-seat on Ferry { because "No data yet"  approved by Clinic on 2026-10-01  until 2027-03-31 }';
        expect(await said(waiver)).toMatch(
            /^more\.terroir:3:8 live W-8\n[\s\S]*\n {2}silences {2}nothing now: reach\/no-foreign-seat does not apply to Ferry at this\n {12}date\.$/,
        );
    });

    test('says what has ended, and counts the last day', async () => {
        expect(await said(over)).toMatch(/^more\.terroir:3:8 over W-4\n[\s\S]*\n {2}until {5}2026-01-31, which is past$/);
        expect(await said(over, ['--as-of', '2026-01-31'])).toMatch(/ live W-4\n[\s\S]*\n {2}until {5}2026-01-31: the last day\n/);
        expect(await said(over, ['--as-of', '2026-01-30'])).toMatch(/ live W-4\n[\s\S]*\n {2}until {5}2026-01-31: 2 days left, the last one included\n/);
        expect(await said(over, ['--as-of', '2026-02-01'])).toMatch(/ over W-4\n/);
    });

    test('says what a waiver lacks', async () => {
        expect(await said('waiver W-5 of term/transition-has-limit on Bridge { approved by Clinic }')).toBe(`more.terroir:3:8 incomplete W-5
  term/transition-has-limit on Bridge, in bridge.terroir

  because   no reason is stated
  approved  by Clinic, on no day
  until     no end is stated`);
        expect(await said('waiver W-5 of term/transition-has-limit on Bridge { because "x"  until 2027-01-31 }')).toMatch(
            / {2}approved {2}by nobody\n {2}until {5}2027-01-31$/,
        );
    });

    test('takes blanks for no reason', async () => {
        expect(await said('waiver W-5 of term/transition-has-limit on Bridge { because "  "  approved by Clinic on 2026-11-01  until 2026-12-31 }')).toMatch(
            /^more\.terroir:3:8 incomplete W-5\n/,
        );
    });

    test('says what lasts too long, and what is approved for later', async () => {
        const long = 'waiver W-6 of term/transition-has-limit on Bridge { because "For good"  approved by Clinic on 2026-10-01  until 2036-01-31 }';
        expect(await said(long)).toMatch(
            /^more\.terroir:3:8 too-long W-6\n[\s\S]*\n {2}until {5}2036-01-31, which is further from its approval than is allowed$/,
        );
        const { waivers } = JSON.parse((await terroir(['waivers', 'more.terroir', '--format', 'json'], more(long))).out);
        expect(waivers[0]).toMatchObject({ state: 'too long', daysLeft: null });
        const next = 'waiver W-7 of term/transition-has-limit on Bridge { because "Next"  approved by Clinic on 2027-01-01  until 2027-01-10 }';
        expect(await said(next)).toMatch(/^more\.terroir:3:8 not-yet W-7\n[\s\S]*\n {2}until {5}2027-01-10: 10 days left, the last one included$/);
    });

    test('counts them in its last line', async () => {
        const last = async (waivers: string) => (await terroir(['waivers'], more(waivers))).out.trimEnd().split('\n').at(-1);
        expect(await last('')).toBe('Waivers: 1 live in 3 files as of 2026-11-23.');
        expect(await last(`${unused}\n${over}`)).toBe('Waivers: 1 live, 1 unused, 1 over in 3 files as of 2026-11-23.');
        expect((await terroir(['waivers', 'parties.terroir'], files)).out.trimEnd().split('\n').at(-1)).toBe('No waiver in 1 file as of 2026-11-23.');
    });

    test('speaks French', async () => {
        const { out } = await terroir(['waivers', '--lang', 'fr'], more(unused));
        expect(out).toContain('  couvre     rien\u00a0: retirez-la\n');
        expect(out).toContain('  jusqu’au   2026-12-31\u00a0: 39 jours restants, le dernier compris\n');
        expect(out).toMatch(/^Dispenses\u00a0: en cours\u00a0: 1, inutiles\u00a0: 1 dans 3 fichiers au 2026-11-23\.$/m);
    });

    test('cannot be made to drive the terminal by what a waiver says', async () => {
        const waiver = unused.replace('Mended', 'M\u001b[2Jended\u202e');
        expect((await terroir(['waivers'], more(waiver))).out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    });
});

test('two waivers of one finding both silence it, though the finding names one', async () => {
    const twice = bridge.slice(bridge.indexOf('waiver')).replace('W-1', 'W-2');
    const { out } = await terroir(['waivers', '--format', 'json'], more(twice));
    const { waivers } = JSON.parse(out);
    expect(waivers.map(({ waiver, use, silences }: { waiver: string; use: string; silences: { rule: string }[] }) => [waiver, use, silences.length])).toEqual([
        ['bridge.terroir#W-1', 'used', 1],
        ['more.terroir#W-2', 'used', 1],
    ]);
});

test('the list for machines has every part, and nothing where nothing is stated', async () => {
    const bare = 'waiver W-5 of term/transition-has-limit on Bridge {}';
    const report = JSON.parse((await terroir(['waivers', 'bridge.terroir', 'more.terroir', '--format', 'json', '--as-of', '2026-11-22'], more(bare))).out);
    expect(Object.keys(report)).toEqual(['schemaVersion', 'tool', 'judged', 'language', 'files', 'waivers', 'incomplete']);
    expect(report).toMatchObject({ judged: { asOf: '2026-11-22', withTodaysKnowledge: true }, language: 'en', files: 2, incomplete: false });
    expect(report.waivers).toEqual([
        {
            waiver: 'bridge.terroir#W-1',
            file: 'bridge.terroir',
            range: { start: { line: 6, column: 8, offset: 249 }, end: { line: 6, column: 11, offset: 252 } },
            state: 'live',
            use: 'used',
            whyNotEvaluated: null,
            rule: 'term/transition-has-limit',
            subject: 'bridge.terroir#Bridge',
            reason: 'The limit is being negotiated with the new host, and the board decides on it in January',
            approvedBy: 'Clinic',
            approvedOn: '2026-09-01',
            until: '2026-12-31',
            daysLeft: 40,
            silences: [
                {
                    rule: 'term/transition-has-limit',
                    severity: 'warning',
                    message: 'The contract is transitional, and nothing says until when.',
                    file: 'bridge.terroir',
                    range: { start: { line: 3, column: 98, offset: 125 }, end: { line: 3, column: 110, offset: 137 } },
                },
            ],
        },
        {
            waiver: 'more.terroir#W-5',
            file: 'more.terroir',
            range: { start: { line: 3, column: 8, offset: 60 }, end: { line: 3, column: 11, offset: 63 } },
            state: 'incomplete',
            use: null,
            whyNotEvaluated: null,
            rule: 'term/transition-has-limit',
            subject: 'bridge.terroir#Bridge',
            reason: null,
            approvedBy: null,
            approvedOn: null,
            until: null,
            daysLeft: null,
            silences: [],
        },
    ]);
});

describe('the exit code', () => {
    const code = async (argv: string[], waivers: string, given: Parameters<typeof terroir>[2] = {}) =>
        (await terroir(['waivers', ...argv], more(waivers), given)).code;

    test('is 0 whatever is listed, unless something else was asked for', async () => {
        expect(await code([], `${unused}\n${over}`)).toBe(0);
    });

    test('is 1 for a waiver that is unused or has ended, where that was asked for', async () => {
        expect(await code(['--fail-on-unused'], unused)).toBe(1);
        expect(await code(['--fail-on-unused'], over)).toBe(0);
        expect(await code(['--fail-on-expired'], over)).toBe(1);
        expect(await code(['--fail-on-expired'], unused)).toBe(0);
        expect(await code(['--fail-on-expired', '--as-of', '2026-01-31'], over)).toBe(0);
    });

    test('is 2 where waivers may be missing or told wrongly, and the others are listed', async () => {
        const broken = await terroir(['waivers', '--fail-on-unused'], more(`${unused}\nwaiver of {}`));
        expect(broken.code).toBe(2);
        expect(broken.out).toContain('unused W-3');
        expect(broken.err).toBe(
            'terroir: Not everything could be judged, so waivers may be missing here or be told wrongly: terroir check says what is wrong.\n',
        );
        const unnamed = unused.replace('on Ferry', 'on Fery');
        expect(await code([], unnamed)).toBe(2);
        expect((await terroir(['waivers'], more(unnamed))).out).toContain(
            'more.terroir:3:8 not-judged W-3\n  term/transition-has-limit on nothing that is declared\n',
        );
        expect((await terroir(['waivers', 'gone.terroir'], files)).code).toBe(2);
        expect((await terroir(['waivers', 'parties.terroir', '--as-of', '2026-02-30'], files)).code).toBe(2);
    });

    test('is 2 where a rule failed', async () => {
        const about = { on: 'Organisation', summary: text('{name}', { name: 'x' }), why: text('{name}', { name: 'x' }), norms: [] } as const;
        const failing = defineRule({
            ...about,
            id: 'test/fails',
            judge: () => {
                throw new Error('out of order');
            },
        });
        expect(await code([], unused, { rules: [...rules, failing] })).toBe(2);
    });
});

test('a waiver silences what its rule found, by whatever name it calls the rule, and nothing that another one does', async () => {
    const about = { on: 'Contract', summary: text('{name}', { name: 'x' }), why: text('{name}', { name: 'x' }), norms: [], severity: 'warning' } as const;
    const [one, other] = (['test/one', 'test/other'] as const).map((id) =>
        defineRule({
            ...about,
            id,
            formerly: [`${id}-formerly`],
            *judge(_, contract) {
                yield violated({ at: { id: contract, path: 'name' }, message: text('{name}', { name: id }), path: [] });
            },
        }),
    ) as [Rule, Rule];
    const terms = '{ because "x"  approved by Clinic on 2026-11-01  until 2026-12-31 }';
    const waivers = `waiver V-1 of test/one-formerly on Ferry ${terms}\nwaiver V-2 of test/other on Ferry ${terms}`;
    const { out } = await terroir(['waivers', 'more.terroir', '--format', 'json'], more(waivers), { rules: [one, other] });
    expect(JSON.parse(out).waivers.map(({ silences }: { silences: { rule: string }[] }) => silences.map(({ rule }) => rule))).toEqual([
        ['test/one'],
        ['test/other'],
    ]);
});

test('a waiver silences what is violated, and nothing that is not known', async () => {
    const about = { on: 'Contract', summary: text('{name}', { name: 'x' }), why: text('{name}', { name: 'x' }), norms: [], severity: 'warning' } as const;
    const halfKnown = defineRule({
        ...about,
        id: 'test/half-known',
        *judge(_, contract) {
            const at = { id: contract, path: 'name' } as const;
            yield unknown({ at, message: text('{name}', { name: 'unknown' }), path: [], settle: [] });
            yield violated({ at, message: text('{name}', { name: 'violated' }), path: [] });
        },
    });
    const waiver = 'waiver V of test/half-known on Ferry { because "x"  approved by Clinic on 2026-11-01  until 2026-12-31 }';
    const { out } = await terroir(['waivers', 'more.terroir', '--format', 'json'], more(waiver), { rules: [halfKnown] });
    expect(JSON.parse(out).waivers).toMatchObject([{ use: 'used', silences: [{ message: 'violated' }] }]);
});

/** A rule that finds something in each contract. */
const ofEach = (id: string, severity: 'warning' | 'hint') =>
    defineRule({
        id,
        on: 'Contract',
        summary: text('{name}', { name: 'x' }),
        why: text('{name}', { name: 'x' }),
        norms: [],
        severity,
        *judge(_, contract) {
            yield violated({ at: { id: contract, path: 'name' }, message: text('{name}', { name: 'x' }), path: [] });
        },
    });

test('a hint that a waiver silences is told of as whatever else it silences, asked for or not', async () => {
    const hinting = ofEach('test/hints', 'hint');
    const waiver = 'waiver V of test/hints on Ferry { because "x"  approved by Clinic on 2026-11-01  until 2026-12-31 }';
    const { out } = await terroir(['check'], more(waiver), { rules: [hinting] });
    expect(out).toMatch(/^bridge\.terroir:4:\d+ waived test\/hints$/m);
    expect(out).toContain('1 waived');
    expect(out).not.toContain('bridge.terroir:3:');
});

test('a rule that is not there evaluates nothing', async () => {
    const other = ofEach('test/warns', 'warning');
    const some = [other, ...rules.filter(({ id }) => id === 'waiver/is-used')];
    const { out } = await terroir(['waivers', 'bridge.terroir', '--format', 'json'], files, { rules: some });
    expect(JSON.parse(out).waivers[0]).toMatchObject({ use: 'not evaluated', whyNotEvaluated: 'There is no rule term/transition-has-limit.', silences: [] });
});
