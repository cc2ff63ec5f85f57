import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { say, sayDay } from '../../language/index.ts';
import { day } from '../harness/spec.ts';

/* What an editor says of a day that is written in a spec. */

const said = (written: string): string | undefined => {
    const message = sayDay(written, day('2026-11-23'));
    return message && say(message);
};

test.each([
    ['2026-11-23', 'Monday, the date of judgement'],
    ['2026-11-24', 'Tuesday, the day after the date of judgement'],
    ['2026-11-25', 'Wednesday, 2 days after the date of judgement'],
    ['2026-11-22', 'Sunday, the day before the date of judgement'],
    ['2026-11-21', 'Saturday, 2 days before the date of judgement'],
    // Long before the days are counted from.
    ['0001-01-01', 'Monday, 739,942 days before the date of judgement'],
    ['2026-02-29', undefined],
    ['tomorrow', undefined],
])('%s is %s', (written, expected) => {
    expect(said(written)).toBe(expected);
});

test('every day of the week has its name, on either side of the first day that is counted', () => {
    const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    for (const first of ['1969-12-18', '2026-11-23'])
        for (let n = 0; n < 14; n++) {
            const date = Temporal.PlainDate.from(first).add({ days: n });
            expect(said(date.toString())).toMatch(new RegExp(`^${names[date.dayOfWeek - 1]}, `));
        }
});
