import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importNames, meantBy, type Name, nameAt, namesIn, parse, renameEdits } from '../../language/editing.ts';
import { Judge, rules } from '../../language/index.ts';
import { corpus } from '../harness/corpus.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, workspaceOf } from '../harness/spec.ts';

/* Where the names of a text stand: in the text as it is written, comments and all, and in any stretch of it. */

const path = 'spec.terroir';
const other = 'organisation Z { seat FR }\n';

/** The last step of what a generator of steps does. */
function done<R>(steps: Generator<unknown, R>): R {
    for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
    }
}

/** A spec after a name in it has become `New`: the first that stands between marks. */
function renamed(marked: string): string {
    const offset = marked.indexOf('‹');
    const source = marked.replaceAll(/[‹›]/g, '');
    const workspace = workspaceOf({ [path]: source, 'b.terroir': other });
    expect(parse(source).problems).toEqual([]);
    const meant = meantBy(nameAt(workspace, path, offset) as Name, rules);
    if (!meant || 'file' in meant || 'rule' in meant) throw new Error('There is no name that could be another.');
    const renaming = done(renameEdits(workspace, meant, 'New'));
    if ('problem' in renaming) throw new Error(renaming.problem.template);
    let after = source;
    for (const { start, end, text } of renaming.edits.filter((one) => one.path === path).toSorted((a, b) => b.start - a.start))
        after = after.slice(0, start) + text + after.slice(end);
    return after;
}

test.each([
    ['a comment with a dot', 'import "./b.terroir" as b\norganisation A { seat FR controlled by b /* x.y */ . ‹Z› }\n'],
    ['a line comment with a dot', 'import "./b.terroir" as b\norganisation A { seat FR controlled by b // v1.0\n . ‹Z› }\n'],
    ['comments on both sides', 'import "./b.terroir" as b\norganisation A { seat FR controlled by b /* 😀 */ . /* . */ ‹Z› }\n'],
    ['an alias, and comments', 'import "./b.terroir" as ‹b›\norganisation A { seat FR controlled by ‹b› /* x.y */ . Z }\n'],
    ['letters of every script', 'organisation ‹A、B› { seat FR }\norganisation C { seat FR controlled by ‹A、B› }\n'],
    ['a long name', `organisation ‹${'A'.repeat(1500)}› { seat FR }\norganisation C { seat FR controlled by ‹${'A'.repeat(1500)}› }\n`],
    ['an alias of such letters', 'import "./b.terroir" as ‹c、d›\norganisation A { seat FR controlled by ‹c、d›.Z }\n'],
    ['an alias behind a comment that touches it', 'import "./b.terroir"as/**/‹b›\norganisation A { seat FR controlled by ‹b›.Z }\n'],
    ['an alias behind a comment and a blank', 'import "./b.terroir" as /* x */‹b›\norganisation A { seat FR controlled by ‹b›.Z }\n'],
    ['a name that is not composed', 'organisation ‹Cafe\u0301› { seat FR }\norganisation C { seat FR controlled by ‹Cafe\u0301› }\n'],
])('a new name leaves the rest as it is written: %s', (_, marked) => expect(renamed(marked)).toBe(marked.replaceAll(/‹[^›]*›/g, 'New')));

test('the path of an import is its own, and no text in a comment', () => {
    const workspace = workspaceOf({ [path]: 'import/* "q" */"./b.terroir" as b\norganisation A { seat FR }\n' });
    const [file] = [...importNames(workspace.files.get(path) as never)];
    expect(file).toMatchObject({ role: 'import', start: 15, end: 28, written: './b.terroir' });
});

test('the rule of a waiver stands behind its label, which may say the same, and behind comments', () => {
    const waiver = 'waiver W "About reach/no-foreign-contrl" /* reach/no-foreign-contrl */ of reach/no-foreign-contrl on K {\n    because "x"\n}\n';
    const source = `organisation K { seat FR }\n${waiver}`;
    const start = source.lastIndexOf('reach/no-foreign-contrl');
    const workspace = workspaceOf({ [path]: source });
    const finding = new Judge(workspace, rules).file(path, day('2026-11-24')).findings.find(({ rule }) => rule === 'names/unknown-rule');
    expect(finding?.where).toMatchObject({ start, end: start + 'reach/no-foreign-contrl'.length });
    expect([...namesIn(workspace, path)].filter(({ role }) => role === 'rule')).toMatchObject([{ start, rule: 'reach/no-foreign-contrl' }]);
});

test('a stretch has the names that touch it, whatever else stands in the file', () => {
    const workspace = workspaceOf();
    for (const { source } of corpus.filter((_, i) => i % 25 === 0)) {
        workspace.set(path, source, parsedOnce(source));
        const all = [...namesIn(workspace, path)];
        const offset = fc.nat(source.length);
        fc.assert(
            fc.property(offset, offset, (one, two) => {
                const [start, end] = [Math.min(one, two), Math.max(one, two)];
                expect([...namesIn(workspace, path, { start, end })]).toEqual(all.filter((name) => name.start <= end && start <= name.end));
            }),
            { numRuns: 20 },
        );
    }
});
