import { expect, test } from 'vitest';
import { filling, fixEdits, parse, template } from '../../language/editing.ts';
import type { Settle } from '../../language/model/facts.ts';
import { workspaceOf } from '../harness/spec.ts';

const gap = (hole: string) => ({ day: '2027-01-31', text: '"2.0"', jurisdiction: 'FR', organisation: 'B' })[hole] ?? 'X';

/** The text once a statement is put where it belongs. */
function settled(source: string, settle: Omit<Settle, 'in'>, fill: (hole: string) => string = gap): string | undefined {
    const workspace = workspaceOf({ 'spec.terroir': source });
    const [edit] = fixEdits(workspace, { changes: [{ state: { in: 'spec.terroir#S', ...settle } }] }, filling(fill));
    return edit && source.slice(0, edit.start) + edit.text + source.slice(edit.end);
}
const behind = { id: 'spec.terroir#S', path: 'facts.0' };

test.each([
    [
        'a fact of its own, in a block of many lines',
        'service S by A {\n  reads in clear\n}\n',
        { write: 'stores in {jurisdiction}' },
        'service S by A {\n  reads in clear\n  stores in FR\n}\n',
    ],
    [
        'one in a block of one line',
        'service S by A { reads in clear }\n',
        { write: 'stores in {jurisdiction}' },
        'service S by A { reads in clear  stores in FR }\n',
    ],
    [
        'the rest of a fact, at its end',
        'service S by A { certified HDS  reads in clear }\n',
        { write: 'version {text}', behind },
        'service S by A { certified HDS version "2.0"  reads in clear }\n',
    ],
    [
        'before the period and the source that it ends with',
        'service S by A { certified HDS until 2027-01-01 source "List" on 2026-01-01 }\n',
        { write: 'version {text}', behind },
        'service S by A { certified HDS version "2.0" until 2027-01-01 source "List" on 2026-01-01 }\n',
    ],
    [
        'before a source only',
        'service S by A { certified HDS version "2.0" source "List" }\n',
        { write: 'until {day}', behind },
        'service S by A { certified HDS version "2.0" until 2027-01-31 source "List" }\n',
    ],
    [
        'behind the last of a list',
        'service S by A { encrypts at-rest, in-transit from 2026-01-01 }\n',
        { write: 'keys held by {organisation}', behind },
        'service S by A { encrypts at-rest, in-transit keys held by B from 2026-01-01 }\n',
    ],
    [
        'between comments',
        'service S by A { certified HDS /* , } { "q" so far */until 2027-01-01 // until, then\n }\n',
        { write: 'version {text}', behind },
        'service S by A { certified HDS version "2.0" /* , } { "q" so far */until 2027-01-01 // until, then\n }\n',
    ],
])('%s', (_, source, settle, expected) => {
    const text = settled(source, settle);
    expect(text).toBe(expected);
    expect(parse(text ?? '').problems).toEqual([]);
});

test('what stands in the library is nobody’s to change', () => {
    const workspace = workspaceOf({ 'spec.terroir': '' });
    const jurisdiction = { id: 'terroir:/jurisdictions.terroir#FR', path: 'facts.0' };
    expect(fixEdits(workspace, { changes: [{ state: { in: jurisdiction.id, write: 'in {jurisdiction}' } }] })).toEqual([]);
    expect(fixEdits(workspace, { changes: [{ state: { in: jurisdiction.id, write: 'until {day}', behind: jurisdiction } }] })).toEqual([]);
});

test('words that a template would take for its own are made harmless, holes are not', () => {
    const workspace = workspaceOf({ 'spec.terroir': 'contract S { }\n' });
    const settle = { in: 'spec.terroir#S', write: 'award { procedure {procedure} }' };
    const [edit] = fixEdits(workspace, { changes: [{ state: settle }] }, template());
    expect(edit?.text.trim()).toBe('award { procedure ${1:procedure} \\}');
});
