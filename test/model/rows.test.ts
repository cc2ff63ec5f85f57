import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rows } from '../../language/model/rows.ts';

const about = fc.constantFrom('a', 'b', 'c');
const column = fc.constantFrom('x', 'y');
const step = fc.oneof(
    fc.record({ does: fc.constant('set' as const), about, column, value: fc.nat(9) }),
    fc.record({ does: fc.constant('delete' as const), about, column }),
    fc.record({ does: fc.constant('deleteRow' as const), about }),
    fc.record({ does: fc.constant('look' as const), about, column }),
    fc.record({ does: fc.constant('clear' as const) }),
);

describe('values by row and column', () => {
    test('random steps: there is what a map by both has', () => {
        fc.assert(
            fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
                const rows = new Rows<string, number>();
                const known = new Map<string, number>();
                const inRow = (about: string) => [...known].filter(([key]) => key.startsWith(about)).map(([, value]) => value);
                for (const one of steps) {
                    if (one.does === 'clear') {
                        rows.clear();
                        known.clear();
                        continue;
                    }
                    if (one.does === 'set') {
                        rows.set(one.about, one.column, one.value);
                        known.set(one.about + one.column, one.value);
                    } else if (one.does === 'delete') {
                        rows.delete(one.about, one.column);
                        known.delete(one.about + one.column);
                    } else if (one.does === 'deleteRow') {
                        rows.deleteRow(one.about);
                        for (const column of ['x', 'y']) known.delete(one.about + column);
                    } else expect(rows.get(one.about, one.column)).toBe(known.get(one.about + one.column));
                    expect([...rows.valuesOn(one.about)].sort()).toEqual(inRow(one.about).sort());
                    expect(rows.hasRow(one.about)).toBe(inRow(one.about).length > 0);
                }
                expect(rows.size).toBe(known.size);
                expect(rows.isEmpty).toBe(known.size === 0);
                expect([...rows.values()].sort()).toEqual([...known.values()].sort());
                expect([...rows.abouts()].sort()).toEqual(['a', 'b', 'c'].filter((about) => inRow(about).length > 0));
            }),
        );
    });
});
