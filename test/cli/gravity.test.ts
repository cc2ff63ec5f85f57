import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast } from '../../language/index.ts';
import { gravityOf, together } from '../../server/cli/gravity.ts';

/* What many findings amount to says of a gate what looking at each of them says, in one go or file by file. */

const severity = fc.constantFrom('error' as const, 'warning' as const, 'information' as const, 'hint' as const);
const finding = fc.record({
    verdict: fc.constantFrom('violated' as const, 'unknown' as const, 'broken' as const, 'failed' as const),
    severity,
    waivedBy: fc.constantFrom(null, undefined, 'a.terroir#W'),
});

test('a gate fails by what findings amount to where it fails by one of them', () => {
    fc.assert(
        fc.property(fc.array(fc.array(finding, { maxLength: 5 }), { maxLength: 4 }), severity, (files, limit) => {
            const all = files.flat();
            const { gravest, isUnsettled, failed } = together(files.map(gravityOf));
            expect(gravest !== undefined && atLeast(gravest, limit)).toBe(
                all.some((one) => (one.verdict === 'violated' || one.verdict === 'broken') && !one.waivedBy && atLeast(one.severity, limit)),
            );
            expect(isUnsettled).toBe(all.some(({ verdict }) => verdict === 'unknown'));
            expect(failed).toBe(all.filter(({ verdict }) => verdict === 'failed').length);
        }),
    );
});
