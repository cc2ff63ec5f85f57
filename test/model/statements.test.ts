import { expect, test } from 'vitest';
import { evidenceAt, evidenceOf, statementAt, statements, statementsAt } from '../../language/model/declarations.ts';
import { day, workspaceOf } from '../harness/spec.ts';

const spec = `organisation Clinic { seat FR }
contract C {
    effective 2026-01-01
    term 2 years
${'    stays in FR\n'.repeat(8)}
    award {
        procedure open source "The file" on 2025-06-01
        value 1_000 EUR
        source "The notice" on 2025-06-02
    }
}
`;

test('a place lies in its own statement and in those that this one stands in, and in no other whose number begins alike', () => {
    const workspace = workspaceOf({ 's.terroir': spec });
    const ask = workspace.engine.at(day('2026-11-29'));
    const id = 's.terroir#C';
    const all = statements(ask, id);
    const award = all.find(({ kind }) => kind === 'Award');
    expect(all.map(({ at }) => at.path)).toEqual(all.map((_, i) => `facts.${i}`));
    expect(award?.at.path).toBe('facts.10');

    const inside = { id, path: 'facts.10.facts.0.way' };
    expect(statementsAt(ask, inside).map(({ kind }) => kind)).toEqual(['Award', 'Procedure']);
    expect(statementAt(ask, inside)).toEqual({ id, path: 'facts.10.facts.0' });
    expect(statementAt(ask, { id, path: 'facts.1.length' })).toEqual({ id, path: 'facts.1' });
    expect(statementAt(ask, { id, path: 'facts.10' })).toEqual({ id, path: 'facts.10' });
    for (const path of ['name', '', 'facts.99', 'factsheet']) expect(statementAt(ask, { id, path }), path).toBeUndefined();
    // The source of the statement, not the one that the award has on a line of its own.
    expect(evidenceAt(ask, inside).map(({ text }) => text)).toEqual(['The file']);
});

test('a source on a line of its own is no statement but speaks for the declaration, wherever it stands in a block', () => {
    const first = 'contract C {\n    award {\n        source "The notice"\n        value 1_000 EUR\n    }\n}\n';
    const last = 'contract C {\n    award {\n        value 1_000 EUR\n        source "The notice"\n    }\n}\n';
    const said = [first, last].map((source) => {
        const ask = workspaceOf({ 's.terroir': source }).engine.at(day('2026-11-29'));
        const [award] = statements(ask, 's.terroir#C');
        return {
            within: (award?.['facts'] as { kind: string }[] | undefined)?.map(({ kind }) => kind),
            sources: evidenceOf(ask, 's.terroir#C').map(({ text }) => text),
        };
    });
    expect(said).toEqual(Array(2).fill({ within: ['Value'], sources: ['The notice'] }));
});
