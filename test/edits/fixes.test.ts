import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { filling, fixEdits, parse, type Write } from '../../language/editing.ts';
import { type Finding, hasGaps, Judge, nameOf, rules, type Severity, say, type Workspace } from '../../language/index.ts';
import type { Fix } from '../../language/model/fixes.ts';
import { corpus, type Written } from '../harness/corpus.ts';
import { carriedOut } from '../harness/edited.ts';
import { fillings, withExtras } from '../harness/fillings.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, root, workspaceOf } from '../harness/spec.ts';

/*
 * What must hold of every fix on every page: it ends the finding that it is offered for, and brings no other of the same weight. Each
 * spec that fails on a page of a rule is judged, each fix of that rule carried out, and the spec judged again.
 */

vi.setConfig({ testTimeout: 600_000 });

const path = 'spec.terroir';
const workspace: Workspace = workspaceOf();
const judge = new Judge(workspace, rules);

function findings(source: string, { asOf }: Written): readonly Finding[] {
    workspace.set(path, source, parsedOnce(source));
    return judge.file(path, day(asOf)).findings;
}

/** The text that a fix makes of a spec. */
function mended(source: string, fix: Fix, write?: Write): string {
    workspace.set(path, source, parsedOnce(source));
    return carriedOut({ [path]: source }, fixEdits(workspace, fix, write))[path] ?? '';
}

const ranks: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const count = (found: readonly Finding[], is: (finding: Finding) => boolean): number => found.filter(is).length;

/** Whether a rule says one time less of a declaration what it said. What it has to say next, when that is mended, is another finding. */
const isEnded = (before: readonly Finding[], after: readonly Finding[], { rule, subject, message }: Finding): boolean => {
    const isIt = (one: Finding) => one.rule === rule && one.subject === subject && one.message.template === message.template;
    return count(after, isIt) < count(before, isIt);
};

/** What weighs as much as the finding that was mended, or more, and was not there before. */
function brought(before: readonly Finding[], after: readonly Finding[], { severity }: Finding): readonly Finding[] {
    const isHeavy = (one: Finding) => ranks.indexOf(one.severity) <= ranks.indexOf(severity);
    return after.filter(isHeavy).filter((one) => {
        const isIt = (other: Finding) => other.rule === one.rule && other.subject === one.subject && other.severity === one.severity;
        return count(after, isIt) > count(before, isIt);
    });
}

/** Where a fix leaves something behind, and why that is right. */
const leaves: Readonly<Record<string, string>> = {
    'term/certificate-outlasts-contract State the clause “{clause}”': 'the clause is what can be agreed on; that the certificate lapses is still good to know',
};

interface Tried {
    readonly block: Written;
    readonly finding: Finding;
    readonly fix: Fix;
    readonly before: readonly Finding[];
}

const ruleOf = ({ page }: Written): string => page.replace(/^(docs|test)\/rules\//, '').replace(/\.md$/, '');

/** What the rule of a page finds in its specs that fail. */
const failing = corpus
    .filter(({ expect }) => expect === 'fails')
    .flatMap((block) => {
        const before = findings(block.source, block);
        const own = before.filter(({ rule, verdict, waivedBy }) => rule === ruleOf(block) && verdict === 'violated' && waivedBy === undefined);
        return own.map((finding) => ({ block, finding, before }));
    });

const tried: readonly Tried[] = failing.flatMap((one) => one.finding.fixes.map((fix) => ({ ...one, fix })));

const named = ({ block: { page, line }, fix }: Tried): string => `${page}:${line} “${say(fix.title)}”`;
const told = ({ rule, severity, subject = '', message }: Finding): string => `${severity} ${rule} on ${nameOf(subject)}: ${say(message)}`;

const whole = tried.filter(({ fix }) => !hasGaps(fix));
const open = tried.filter(({ fix }) => hasGaps(fix));

test('there are fixes to try', () => {
    expect([...new Set(whole.map(({ finding }) => finding.rule))].length).toBeGreaterThan(10);
});

test.each(whole.map((one) => [named(one), one] as const))('%s ends what it is for, and nothing else appears', (_, { block, finding, fix, before }) => {
    const text = mended(block.source, fix);
    expect(text).not.toBe(block.source);
    expect(parse(text).problems.map(({ message }) => say(message))).toEqual([]);
    const after = findings(text, block);
    const reason = leaves[`${finding.rule} ${fix.title.template}`];
    if (!reason) expect(isEnded(before, after, finding), `still there:\n${after.map(told).join('\n')}\n${text}`).toBe(true);
    expect(
        brought(before, after, finding)
            .filter((one) => leaves[`${finding.rule} → ${one.rule}`] === undefined)
            .map(told),
        text,
    ).toEqual([]);
});

/** Up to so many ways to fill the holes are tried. */
const mostWays = 120;

/** Ways to fill the holes of a statement, each one a choice for each hole. */
function* ways(source: string, fix: Fix): Generator<readonly string[]> {
    workspace.set(path, source, parsedOnce(source));
    const written = fix.changes.map((change) => ('state' in change ? change.state.write : 'replace' in change ? change.with : '')).join(' ');
    const choices = [...written.matchAll(/\{([a-z-]+)\}/g)].map(([, hole = '']) => fillings(workspace, hole, written));
    const total = choices.reduce((so, { length }) => so * length, 1);
    // Spread over all of them, where they are many.
    const step = total <= mostWays ? 1 : Math.floor(total / mostWays) | 1;
    for (let n = 0; n < total; n += step) {
        let rest = n;
        yield choices.map((some) => {
            const one = some[rest % some.length] as string;
            rest = Math.floor(rest / some.length);
            return one;
        });
    }
}

test.each(open.map((one) => [named(one), one] as const))('%s ends it once it is filled in rightly', (_, { block, finding, fix }) => {
    const written = fix.changes.map((change) => ('state' in change ? change.state.write : '')).join(' ');
    const source = withExtras(block.source, written);
    const before = findings(source, block);
    let last = '';
    for (const way of ways(source, fix)) {
        last = mended(
            source,
            fix,
            filling((_, n) => way[n - 1] ?? '…'),
        );
        expect(
            parse(last).problems.map(({ message }) => say(message)),
            last,
        ).toEqual([]);
        if (isEnded(before, findings(last, block), finding)) return;
    }
    throw new Error(`Nothing ends it, such as:\n${last}`);
});

test('a rule that has nothing to offer says on its page why, and no other does', () => {
    const offering = new Set(tried.map(({ finding }) => finding.rule));
    const silent = new Set(failing.map(({ finding }) => finding.rule).filter((rule) => !offering.has(rule)));
    const says = rules.filter(({ id }) => /^No fix: [a-z].*\.$/m.test(readFileSync(join(root, `docs/rules/${id}.md`), 'utf8'))).map(({ id }) => id);
    expect(says).toEqual([...silent].sort());
    expect(offering.size).toBeGreaterThan(60);
});

test('every exception is needed', () => {
    const offered = new Set(tried.flatMap(({ finding, fix }) => [`${finding.rule} ${fix.title.template}`, finding.rule]));
    expect(Object.keys(leaves).filter((key) => !offered.has(key) && !offered.has(key.split(' → ')[0] ?? ''))).toEqual([]);
});
