import { describe, expect, test } from 'vitest';
import { defineRule, type Severity, text, violated } from '../../language/index.ts';
import { diskOf, terroir } from './terminal.ts';

/** A rule for each severity, on organisations that are called so. */
const rules = (['error', 'warning', 'information'] as const).map((severity) =>
    defineRule({
        on: 'Organisation',
        id: `test/${severity}`,
        summary: text('{name}', { name: severity }),
        why: text('{name}', { name: severity }),
        norms: [],
        severity: severity satisfies Severity,
        *judge(_, id) {
            if (id.includes(`#${severity}`)) yield violated({ at: { id, path: 'name' }, message: text('{name}', { name: id }), path: [] });
        },
    }),
);
const files = {
    'a.terroir': 'organisation warning1 { seat FR }\norganisation error1 { seat FR }\n',
    'b.terroir': 'organisation information1 { seat FR }\norganisation error2 { seat FR }\norganisation warning2 { seat FR }\n',
};
const check = (argv: string[], more: Parameters<typeof terroir>[2] = {}) => terroir(['check', ...argv], files, { rules, ...more });
const shown = (out: string): string[] => [...out.matchAll(/^(?:\S+#| {2}\S+#)(\w+)$/gm)].map(([, name = '']) => name);

describe('--max-findings', () => {
    const cases: [most: number, shown: string[], more: string | undefined][] = [
        [0, [], '5 more findings are not shown, by --max-findings.'],
        [1, ['error1'], '4 more findings are not shown, by --max-findings.'],
        [4, ['error1', 'error2', 'warning1', 'information1'], '1 more finding is not shown, by --max-findings.'],
        [5, ['error1', 'error2', 'warning1', 'information1', 'warning2'], undefined],
        [9, ['error1', 'error2', 'warning1', 'information1', 'warning2'], undefined],
    ];
    test.each(cases)('%d shows the errors first, then what comes first, and how many more there are', async (most, found, more) => {
        const { code, out } = await check(['--max-findings', String(most)]);
        expect(shown(out)).toEqual(found);
        expect(out.match(/^.*by --max-findings\.$/m)?.[0]).toBe(more);
        // What all of it came to is told as ever, and weighed.
        expect(out.trimEnd().split('\n').at(-1)).toBe('5 violated, 0 unknown, 0 waived in 2 files, judged as of 2026-11-23.');
        expect(code).toBe(1);
    });

    test('no error that is waived or known comes before what stands first', async () => {
        const waiver = 'waiver W of test/error on error1 { because "x"  approved by error1 on 2026-11-01  until 2026-12-31 }\n';
        const first = async (argv: string[], disk: ReturnType<typeof diskOf>) => {
            const { out } = await terroir(['check', '--format', 'markdown', '--max-findings', '1', ...argv], {}, { rules, disk });
            return [...out.matchAll(/^\| .*\(([^ ]*)\) \|/gm)].map(([, name]) => name);
        };
        const a = 'organisation warning1 { seat FR }\n';
        expect(await first([], diskOf({ 'a.terroir': `${a}organisation error1 { seat FR }\n${waiver}` }))).toEqual(['warning1']);
        const disk = diskOf({ 'b.terroir': 'organisation error1 { seat FR }\n' });
        await terroir(['check', '--baseline', 'known.json', '--update-baseline'], {}, { rules, disk });
        disk.write('/specs/a.terroir', a);
        expect(await first(['--baseline', 'known.json'], disk)).toEqual(['warning1']);
        expect(await first([], disk)).toEqual(['error1']);
    });

    test('without it everything is shown, in its order', async () => {
        expect(shown((await check([])).out)).toEqual(['warning1', 'error1', 'information1', 'error2', 'warning2']);
    });

    test('holds in Markdown, and in annotations and the summary of GitHub', async () => {
        const rows = (out: string) => [...out.matchAll(/^\| .*#(\w+) \|/gm)].map(([, name]) => name);
        const { out } = await check(['--max-findings', '3', '--format', 'markdown']);
        expect(rows(out)).toEqual(['error1', 'warning1', 'error2']);
        expect(out).toContain('\n\n2 more findings are not shown, by --max-findings.\n');
        const github = await check(['--max-findings', '3', '--format', 'github']);
        expect(github.out.split('\n').map((line) => /^::\w+/.exec(line)?.[0])).toEqual(['::error', '::error', '::warning', '::notice', undefined]);
        expect(github.out).toContain('::notice::2 more findings are not shown, by --max-findings.\n');
    });

    test.each(['json', 'sarif', 'junit', 'gitlab', 'html'])('changes nothing in %s', async (format) => {
        const whole = await check(['--format', format]);
        expect(await check(['--format', format, '--max-findings', '1'])).toEqual(whole);
    });

    test('says so in French', async () => {
        expect((await check(['--max-findings', '4', '--lang', 'fr'])).out).toContain('\n1 constat de plus n’est pas montré, du fait de --max-findings.\n');
        expect((await check(['--max-findings', '2', '--lang', 'fr'])).out).toContain('\n3 constats de plus ne sont pas montrés, du fait de --max-findings.\n');
    });

    test('takes a number', async () => {
        expect(await check(['--max-findings', 'few'])).toMatchObject({ code: 2, out: '' });
        expect(await check(['--max-findings', '-1'])).toMatchObject({ code: 2, out: '' });
    });
});
