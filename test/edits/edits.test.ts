import { expect, test } from 'vitest';
import { fixEdits, importEdit, parse, type TextEdit, waiverEdit } from '../../language/editing.ts';
import { Judge, rules, type Workspace } from '../../language/index.ts';
import { day, workspaceOf } from '../harness/spec.ts';

const path = 'spec.terroir';
const id = (name: string) => `${path}#${name}`;

function applied(workspace: Workspace, edits: readonly (TextEdit | undefined)[]): string {
    let source = workspace.files.get(path)?.source ?? '';
    const sorted = edits.filter((edit) => edit !== undefined).toSorted((a, b) => b.start - a.start);
    for (const edit of sorted) source = source.slice(0, edit.start) + edit.text + source.slice(edit.end);
    return source;
}

const inserted = (source: string, name = 'A', fact = 'seat FR') => {
    const workspace = workspaceOf({ [path]: source });
    const after = applied(workspace, fixEdits(workspace, { changes: [{ state: { in: id(name), write: fact } }] }));
    expect(parse(after).problems).toEqual([]);
    return after;
};

test.each([
    ['an empty block', 'organisation A {}', 'organisation A { seat FR }'],
    ['a blank block', 'organisation A { }', 'organisation A { seat FR }'],
    ['a block of one line', 'organisation A { kind company }', 'organisation A { kind company  seat FR }'],
    ['a tight block of one line', 'organisation A {kind company}', 'organisation A {kind company  seat FR }'],
    ['a block of lines', 'organisation A {\n    kind company\n}', 'organisation A {\n    kind company\n    seat FR\n}'],
    ['another indentation', 'organisation A {\n\tkind company\n\tfloat 10%\n}', 'organisation A {\n\tkind company\n\tfloat 10%\n\tseat FR\n}'],
    ['an empty block of lines', 'organisation A {\n}', 'organisation A {\n    seat FR\n}'],
    ['a comment at the end', 'organisation A {\n  kind company // so far\n}', 'organisation A {\n  kind company // so far\n  seat FR\n}'],
    ['a brace behind the last fact', 'organisation A {\n    kind company }', 'organisation A {\n    kind company\n    seat FR }'],
    ['a brace in a text', 'organisation A "{ }" {\n  kind company\n}', 'organisation A "{ }" {\n  kind company\n  seat FR\n}'],
    ['a brace in a comment', 'organisation A /* { */ { kind company }', 'organisation A /* { */ { kind company  seat FR }'],
    ['a block behind a line comment', 'organisation A // note\n{\n    kind company\n}', 'organisation A // note\n{\n    kind company\n    seat FR\n}'],
    ['a block behind a line comment, with the line ends of old', 'organisation A // {\r{ kind company }', 'organisation A // {\r{ kind company  seat FR }'],
    ['lines with the line ends of old', 'organisation A {\r\tkind company // so far\r}', 'organisation A {\r\tkind company // so far\n\tseat FR\r}'],
    ['other line ends', 'organisation A {\r\n    kind company\r\n}\r\n', 'organisation A {\r\n    kind company\r\n    seat FR\r\n}\r\n'],
    ['several line ends, as the first', 'organisation A {\r\n    kind company\n}\n', 'organisation A {\r\n    kind company\r\n    seat FR\n}\n'],
    ['the first of two', 'organisation A { kind company }\norganisation B { }', 'organisation A { kind company  seat FR }\norganisation B { }'],
])('a fact goes into %s', (_, before, after) => expect(inserted(before)).toBe(after));

test('a block of several statements has a line for each, but in a block of one line', () => {
    const block = 'switching { notice 2 months  transition 30 days }';
    expect(inserted('contract A {\n    signed 2026-01-01\n}', 'A', block)).toBe(
        'contract A {\n    signed 2026-01-01\n    switching {\n        notice 2 months\n        transition 30 days\n    }\n}',
    );
    expect(inserted('contract A { signed 2026-01-01 }', 'A', block)).toBe(`contract A { signed 2026-01-01  ${block} }`);
});

test('a declaration without a block gets one', () => {
    expect(inserted('jurisdiction J in EU\n', 'J', 'verified 2026-01-01')).toBe('jurisdiction J in EU {\n    verified 2026-01-01\n}\n');
});

test('nothing is inserted into what is not closed, or is not ours', () => {
    const workspace = workspaceOf({ [path]: 'organisation A { kind company\n' });
    expect(fixEdits(workspace, { changes: [{ state: { in: id('A'), write: 'seat FR' } }] })).toEqual([]);
    expect(fixEdits(workspace, { changes: [{ state: { in: 'terroir:/jurisdictions.terroir#FR', write: 'verified 2026-01-01' } }] })).toEqual([]);
});

test('half a fix is none', () => {
    const workspace = workspaceOf({ [path]: 'organisation A { kind company }\n' });
    const changes = [{ replace: { id: id('A'), path: 'facts.0' }, with: 'seat FR' }, { state: { in: id('Gone'), write: 'seat FR' } }];
    expect(fixEdits(workspace, { changes })).toEqual([]);
    expect(applied(workspace, fixEdits(workspace, { changes: changes.slice(0, 1) }))).toBe('organisation A { seat FR }\n');
});

test.each([
    ['a line to itself', 'organisation A {\n    kind company\n    seat FR\n}\n', 'facts.0', 'organisation A {\n    seat FR\n}\n'],
    ['the last of a block', 'organisation A {\n    kind company\n    seat FR }\n', 'facts.1', 'organisation A {\n    kind company }\n'],
    [
        'the last of a block, behind a line comment',
        'organisation A {\n    kind company // so far\n    seat FR }\n',
        'facts.1',
        'organisation A {\n    kind company // so far\n    }\n',
    ],
    ['the first of a line', 'organisation A { kind company  seat FR }\n', 'facts.0', 'organisation A { seat FR }\n'],
    ['the last of a line', 'organisation A { kind company  seat FR }\n', 'facts.1', 'organisation A { kind company }\n'],
    ['its comment stays', 'organisation A {\n    kind company // so far\n    seat FR\n}\n', 'facts.0', 'organisation A {\n    // so far\n    seat FR\n}\n'],
    ['other line ends', 'organisation A {\r\n    kind company\r\n    seat FR\r\n}\r\n', 'facts.1', 'organisation A {\r\n    kind company\r\n}\r\n'],
    [
        'a first one behind which there is an empty line',
        'organisation A {\n    kind company\n\n    seat FR\n}\n',
        'facts.0',
        'organisation A {\n    seat FR\n}\n',
    ],
    [
        'a last one before which there is an empty line',
        'organisation A {\n    kind company\n\n    seat FR\n}\n',
        'facts.1',
        'organisation A {\n    kind company\n}\n',
    ],
    [
        'one between empty lines',
        'organisation A {\n    kind company\n\n    seat FR\n\n    float 10%\n}\n',
        'facts.1',
        'organisation A {\n    kind company\n\n    float 10%\n}\n',
    ],
    ['the only one', 'organisation A {\r\n\r\n    seat FR\r\n\r\n}\r\n', 'facts.0', 'organisation A {\r\n}\r\n'],
    ['the first of a list', 'organisation A { established in FR, DE }\n', 'facts.0.places.0', 'organisation A { established in DE }\n'],
    ['the last of a list', 'organisation A { established in FR, DE }\n', 'facts.0.places.1', 'organisation A { established in FR }\n'],
    [
        'the first of a list with comments',
        'organisation A { established in FR /* , */, DE }\n',
        'facts.0.places.0',
        'organisation A { established in /* , */ DE }\n',
    ],
    [
        'the last of a list with comments',
        'organisation A {\n    established in FR, // ,\n        DE\n}\n',
        'facts.0.places.1',
        'organisation A {\n    established in FR // ,\n        \n}\n',
    ],
    ['the only one of a list', 'organisation A { kind company  established in FR }\n', 'facts.1.places.0', 'organisation A { kind company }\n'],
])('taken out: %s', (_, before, place, after) => {
    const workspace = workspaceOf({ [path]: before });
    expect(applied(workspace, fixEdits(workspace, { changes: [{ remove: { id: id('A'), path: place } }] }))).toBe(after);
});

test.each([
    ['organisation A { }\n\n/** Doc. */\norganisation B { }\n\norganisation C { }\n', 'organisation A { }\n\norganisation C { }\n'],
    ['organisation A { }\norganisation B { } // note\norganisation C { }\n', 'organisation A { }\n// note\norganisation C { }\n'],
    ['/** Doc. */\norganisation A { }\n// see */\norganisation B { }\n', '/** Doc. */\norganisation A { }\n// see */\n'],
    ['organisation B { }\n', ''],
    ['organisation A { }\n\norganisation B { }\n', 'organisation A { }\n'],
    ['organisation A { }\n\norganisation B { }\n\n\norganisation C { }\n', 'organisation A { }\n\norganisation C { }\n'],
    ['organisation A { }\n\n/** Doc. */\norganisation B { }', 'organisation A { }\n'],
    ['\n\norganisation B { }\n\norganisation C { }\n', '\n\norganisation C { }\n'],
])('a declaration is taken out with its comment and its line', (before, after) => {
    const workspace = workspaceOf({ [path]: before });
    expect(applied(workspace, fixEdits(workspace, { changes: [{ remove: { id: id('B'), path: '' } }] }))).toBe(after);
});

test.each([
    ['at the top', 'organisation A { }\n', 'import "./b.terroir"\n\norganisation A { }\n'],
    ['behind the others', 'import "./a.terroir" // first\norganisation A { }\n', 'import "./a.terroir" // first\nimport "./b.terroir"\norganisation A { }\n'],
    [
        'behind what the file says of itself',
        '// About this file.\n// More.\n\n/** Doc. */\norganisation A { }\n',
        '// About this file.\n// More.\n\nimport "./b.terroir"\n\n/** Doc. */\norganisation A { }\n',
    ],
    ['before a doc comment', '/** Doc. */\norganisation A { }\n', 'import "./b.terroir"\n\n/** Doc. */\norganisation A { }\n'],
    ['behind the others, before what is on their line', 'import "./a.terroir" /* of\n   A */\n', 'import "./a.terroir"\nimport "./b.terroir" /* of\n   A */\n'],
    [
        'before a declaration between comments',
        '/* a */ organisation A { } /* b */\n\norganisation B { }\n',
        'import "./b.terroir"\n\n/* a */ organisation A { } /* b */\n\norganisation B { }\n',
    ],
    ['behind a byte order mark', '\uFEFForganisation A { }\n', '\uFEFFimport "./b.terroir"\n\norganisation A { }\n'],
])('an import goes %s', (_, before, after) => {
    const workspace = workspaceOf({ [path]: before, 'b.terroir': '' });
    expect(applied(workspace, [importEdit(workspace, path, 'b.terroir')])).toBe(after);
    expect(parse(after).problems).toEqual([]);
});

test('nothing is imported twice, and nothing imports itself', () => {
    const workspace = workspaceOf({ [path]: 'import "./b.terroir"\n', 'b.terroir': '' });
    expect(importEdit(workspace, path, 'b.terroir')).toBeUndefined();
    expect(importEdit(workspace, path, path)).toBeUndefined();
    expect(importEdit(workspace, path, 'terroir:/providers.terroir')?.text).toBe('\nimport "terroir:providers"');
});

test('a waiver is complete, within its limit, and live', () => {
    const source = [
        'organisation US1 { seat US  kind company  owned 100% by State }',
        'organisation State { seat US  kind state }',
        'organisation X { seat FR  kind foundation }',
        'service S by US1 { stores in FR }',
        'dataset D { category health }',
        'contract C { controller X  processor US1  hosts D on S  signed 2026-01-01  effective 2026-01-01  term 2 years }',
        'waiver W-1 of term/is-stated on C { }',
    ].join('\n');
    const workspace = workspaceOf({ [path]: source });
    const on = day('2026-11-24');
    const found = () => new Judge(workspace, rules).file(path, on).findings.find(({ rule }) => rule === 'reach/no-foreign-seat');
    expect(found()?.waivedBy).toBeUndefined();
    const edit = waiverEdit(workspace, { rule: 'reach/no-foreign-seat', subject: id('C'), on });
    const after = applied(workspace, [edit]);
    expect(after).toContain('waiver W-2 of reach/no-foreign-seat on C {\n    because "…"\n    approved by X on 2026-11-24\n    until 2027-02-22\n}');
    workspace.set(path, after, parse(after));
    expect(found()?.waivedBy).toBe(id('W-2'));
});

test.each([
    ['the comment on its line', 'service S by A { } // so far\n', /^service S by A \{ \} \/\/ so far\n\nwaiver /],
    [
        'the declaration, not into what follows on its line',
        'service S by A { } /* so\nfar */\n',
        /^service S by A \{ \}\n\nwaiver [\s\S]*\n\} \/\* so\nfar \*\/\n/,
    ],
])('a waiver goes behind %s', (_, before, after) => {
    const workspace = workspaceOf({ [path]: `${before}organisation A { }\n` });
    const text = applied(workspace, [waiverEdit(workspace, { rule: 'reach/no-foreign-seat', subject: id('S'), on: day('2026-11-24') })]);
    expect(text).toMatch(after);
    expect(parse(text).problems).toEqual([]);
});
