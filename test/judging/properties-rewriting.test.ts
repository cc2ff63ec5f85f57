import { expect, test, vi } from 'vitest';
import { type Day, Judge, nameOf, rules } from '../../language/index.ts';
import { corpus, type Written } from '../harness/corpus.ts';
import { freshWorkspace, parsedOnce } from '../harness/generators.ts';
import { additions, rewritings } from '../harness/rewriting.ts';
import { day } from '../harness/spec.ts';

/*
 * The same truth in other words comes to the same, and nothing that is no harm to anybody takes a finding away. Tried on every fourth spec of
 * the pages, each in one of the ways; PROPERTY_RUNS=8 tries them all, and PROPERTY_SEED=1 in the next way.
 */

vi.setConfig({ testTimeout: 600_000 });

const runs = Number(process.env['PROPERTY_RUNS'] ?? 1);
const stride = Math.max(1, Math.round(4 / runs));
const turn = Number(process.env['PROPERTY_SEED'] ?? 0);
const shared = freshWorkspace({});
const judge = new Judge(shared, rules);

/** What rules come to, by the name of the declaration and the rule: the verdict, and how serious what is found is. Rules on how a spec is written have more, or less, to say. */
function verdicts(files: Readonly<Record<string, string>>, date: Day): ReadonlyMap<string, { readonly verdict: string; readonly found: string }> {
    for (const path of [...shared.files.keys()]) if (!path.startsWith('terroir:') && !(path in files)) shared.remove(path);
    for (const [path, source] of Object.entries(files)) shared.set(path, source, parsedOnce(source));
    const ids = Object.keys(files).flatMap((path) => shared.files.get(path)?.ids ?? []);
    return new Map(
        ids
            .flatMap((id) => judge.standings(id, date))
            .filter(({ rule }) => !/^(facts|waiver)\//.test(rule.id))
            .map(({ rule, subject, verdict, findings }) => {
                const found = [...new Set(findings.map((finding) => `${finding.verdict} ${finding.severity}`))].sort().join(', ');
                return [`${nameOf(subject)} ${rule.id}`, { verdict, found }];
            }),
    );
}

/** The verdicts that differ where a spec is written in other ways. */
function differing(
    ways: typeof rewritings,
    isWrong: (was: { readonly verdict: string; readonly found: string }, is: { readonly verdict: string; readonly found: string } | undefined) => boolean,
) {
    const names = Object.keys(ways);
    const wrong: string[] = [];
    const tried = new Map<string, number>();
    const look = ({ source, asOf, page, line }: Written, way: string) => {
        const other = ways[way]?.(source);
        if (!other) return;
        tried.set(way, (tried.get(way) ?? 0) + 1);
        const before = verdicts({ 'spec.terroir': source }, day(asOf));
        const after = verdicts(other, day(asOf));
        for (const [of, was] of before) {
            const is = after.get(of);
            if (isWrong(was, is)) wrong.push(`${page}:${line} ${way}: ${of} was ${was.verdict} (${was.found}), is ${is?.verdict} (${is?.found})`);
        }
    };
    for (const [i, written] of corpus.entries()) {
        if (parsedOnce(written.source).problems.length > 0) continue;
        if (i % stride === 0) look(written, names[(i / stride + turn) % names.length] as string);
    }
    // It would be no test if there were nothing to rewrite.
    for (const way of names) expect(tried.get(way), way).toBeGreaterThan(5 * runs);
    return wrong;
}

test('the same in other words comes to the same', () => {
    // That there is nothing to say, and that there would be nothing to say, is the same to whoever reads it.
    const heard = (verdict: string) => (verdict === 'does not apply' ? 'satisfied' : verdict);
    const wrong = differing(rewritings, (was, is) => heard(was.verdict) !== heard(is?.verdict ?? '') || was.found !== is?.found);
    expect(wrong.slice(0, 5).join('\n'), `${wrong.length}`).toBe('');
});

test('what is no harm to anybody takes no finding away', () => {
    const weight = (verdict: string | undefined) => ['unknown', 'violated'].indexOf(verdict ?? '');
    const wrong = differing(additions, (was, is) => weight(is?.verdict) < weight(was.verdict));
    expect(wrong.slice(0, 5).join('\n'), `${wrong.length}`).toBe('');
});
