import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { terroir } from '../cli/terminal.ts';
import { example, root } from '../harness/spec.ts';

/*
 * The problem matcher of the manifest, line by line as VS Code runs it, over what the command prints: each finding of the
 * report is a problem, and nothing else is.
 */

type Part = 'file' | 'line' | 'column' | 'severity' | 'code' | 'message';
type Pattern = { readonly regexp: string } & Partial<Record<Part, number>>;
type Problem = Partial<Record<Part, string>>;

const [matcher, ...others] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).contributes.problemMatchers;

function problemsIn(output: string): Problem[] {
    const patterns: Pattern[] = matcher.pattern;
    const lines = output.split('\n');
    const found: Problem[] = [];
    for (let i = 0; i + patterns.length <= lines.length; i++) {
        const matches = patterns.map(({ regexp }, n) => new RegExp(regexp).exec(lines[i + n] ?? ''));
        if (matches.includes(null)) continue;
        const problem: Problem = {};
        for (const [n, { regexp, ...parts }] of patterns.entries())
            for (const [part, group] of Object.entries(parts)) problem[part as Part] = (matches[n]?.[group] ?? '').trim();
        found.push(problem);
    }
    return found;
}

const files = {
    ...example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir', 'examples/twins/bank-no-fallback.terroir'),
    'unused.terroir': 'organisation Z { seat FR  kind company }\n',
    'broken.terroir': 'organisation X { seat Nowhere }\norganisation Y { seat }\n',
};

interface Reported {
    readonly file: string;
    readonly range: { readonly start: { readonly line: number; readonly column: number } };
    readonly rule: string;
    readonly verdict: string;
    readonly severity: string;
    readonly message: string;
    readonly waivedBy: string | null;
}

const asProblem = ({ file, range: { start }, rule, verdict, severity, message }: Reported): Problem => ({
    file,
    line: String(start.line),
    column: String(start.column),
    severity: verdict === 'unknown' ? 'unknown' : severity,
    code: rule,
    message,
});

test.each(['en', 'fr'])('every finding, and nothing else, is a problem of the task (%s)', async (lang) => {
    const { out } = await terroir(['check', '--no-wrap', '--hints', '--lang', lang], files);
    const { out: json } = await terroir(['check', '--format', 'json', '--lang', lang], files);
    const reported = (JSON.parse(json).findings as Reported[]).filter(({ waivedBy }) => waivedBy === null).map(asProblem);
    const severities = new Set(reported.map(({ severity }) => severity));
    expect([...severities].sort()).toEqual(['error', 'hint', 'information', 'unknown', 'warning']);
    expect(problemsIn(out)).toEqual(reported);
});

test('of a message that is broken into lines the first is taken', async () => {
    const { out } = await terroir(['check', '--lang', 'en'], files, { columns: 60 });
    const whole = await terroir(['check', '--lang', 'en', '--no-wrap'], files, { columns: 60 });
    const first = problemsIn(out);
    const all = problemsIn(whole.out);
    expect(first.length).toBeGreaterThan(20);
    expect(first.map(({ file, line, code }) => [file, line, code])).toEqual(all.map(({ file, line, code }) => [file, line, code]));
    for (const [i, { message = '' }] of first.entries()) expect(all[i]?.message?.startsWith(message)).toBe(true);
    expect(first.some(({ message }, i) => message !== all[i]?.message)).toBe(true);
});

test('VS Code reads every severity: what it does not know is an information', () => {
    expect(others).toEqual([]);
    expect(matcher).toMatchObject({ name: 'terroir', severity: 'info' });
});

test('what the task finds does not pass for what the server finds, and is not shown on files that are open', () => {
    expect(matcher).toMatchObject({ owner: 'terroir-task', source: 'terroir check', applyTo: 'closedDocuments' });
});
