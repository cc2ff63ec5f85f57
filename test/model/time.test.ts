import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import {
    compareLengths,
    coveredSince,
    coveredUntil,
    deadline,
    endsLater,
    isWorkingDay,
    lastDayOfRun,
    latestNotice,
    type Season,
    type Starts,
} from '../../language/model/time.ts';
import { type Duration, dayOf, daysInMonth, emptyDuration, formatDay, partsOf, readDay } from '../../language/syntax/values.ts';
import { holds } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

// Properties take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const lasting = (length: Partial<Duration>): Duration => ({ ...emptyDuration, ...length });
const shown = (day: number | undefined): string | undefined => (day === undefined ? undefined : formatDay(day));
const epoch = Temporal.PlainDate.from('1970-01-01');
const numberOf = (date: Temporal.PlainDate): number => epoch.until(date, { largestUnit: 'day' }).days;
const dateOf = (day: number): Temporal.PlainDate => epoch.add({ days: day });

const firstDay = numberOf(Temporal.PlainDate.from('0001-01-01'));
const lastDay = numberOf(Temporal.PlainDate.from('9999-12-31'));
const anyDay = fc.oneof(
    fc.integer({ min: firstDay, max: lastDay }),
    fc.integer({ min: day('1995-01-01'), max: day('2035-12-31') }),
    // Ends of months and leap days, where counting goes wrong.
    fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 })).map(([year, month]) => dayOf(year, month, daysInMonth(year, month)) as number),
    fc.integer({ min: 1, max: 2499 }).map((n) => dayOf(4 * n, 2, daysInMonth(4 * n, 2)) as number),
);
/** Days far from both ends of the calendar, for counting that must not fall off it. */
const ordinaryDay = fc.integer({ min: day('1900-01-01'), max: day('2199-12-31') });
const endOfMonth = fc
    .tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => dayOf(year, month, daysInMonth(year, month)) as number);
const shortLength = fc.record({ years: fc.nat({ max: 30 }), months: fc.nat({ max: 40 }), days: fc.nat({ max: 800 }) }).map(lasting);
const noDays = fc.record({ years: fc.nat({ max: 120 }), months: fc.nat({ max: 200 }) }).map(lasting);

/** D + P as the Union's regulation and ISO 8601 calendars agree: years and months first, cut to the month, then days. */
const oracle = (from: number, { years, months, days }: Duration): number => numberOf(dateOf(from).add({ years, months, days }, { overflow: 'constrain' }));

describe('days', () => {
    test('a day and its date are one and the same, from year 1 to year 9999', () => {
        holds(
            fc.property(anyDay, (n) => {
                const date = dateOf(n);
                expect(formatDay(n)).toBe(date.toString());
                expect(partsOf(n)).toEqual({ year: date.year, month: date.month, day: date.day });
                expect(dayOf(date.year, date.month, date.day)).toBe(n);
                expect(readDay(formatDay(n))).toEqual({ value: n });
            }),
            2000,
        );
    });

    test('the years 1 to 99 are not those of the twentieth century', () => {
        for (let year = 1; year <= 99; year++) {
            const written = `${String(year).padStart(4, '0')}-03-01`;
            expect(shown(dayOf(year, 3, 1))).toBe(written);
            expect(dayOf(year, 3, 1)).toBe(numberOf(Temporal.PlainDate.from(written)));
        }
    });

    test('a date exists just where the calendar has it', () => {
        holds(
            fc.property(fc.nat({ max: 10_100 }), fc.nat({ max: 14 }), fc.nat({ max: 33 }), (year, month, dayOfMonth) => {
                let exists = year >= 1 && year <= 9999;
                try {
                    Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: 'reject' });
                } catch {
                    exists = false;
                }
                expect(dayOf(year, month, dayOfMonth) !== undefined).toBe(exists);
                const written = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(dayOfMonth).padStart(2, '0')].join('-');
                expect('value' in readDay(written)).toBe(exists);
            }),
            2000,
        );
    });

    test.each([
        '2025-2-3',
        '25-02-03',
        '02025-02-03',
        '2025-02-031',
        '2025-002-03',
        '2025/02/03',
        '2025-02-03 ',
        '',
        '٢٠٢٥-٠٢-٠٣',
        '-2025-02-03',
        '2025-02-03T00:00',
    ])('“%s” is not how a date is written', (written) => {
        expect('problem' in readDay(written)).toBe(true);
    });
});

describe('D + P', () => {
    test('is what Temporal adds', () => {
        holds(
            fc.property(fc.oneof(ordinaryDay, anyDay), fc.oneof(shortLength, noDays), (from, length) => {
                const reached = oracle(from, length);
                fc.pre(reached <= lastDay);
                expect(shown(deadline(from, length))).toBe(formatDay(reached));
            }),
            3000,
        );
    });

    test('never counts less for a longer length, nor arrives earlier from a later start', () => {
        holds(
            fc.property(
                ordinaryDay,
                shortLength,
                fc.constantFrom('years', 'months', 'days') as fc.Arbitrary<'years' | 'months' | 'days'>,
                (from, length, unit) => {
                    const longer = { ...length, [unit]: length[unit] + 1 };
                    expect(deadline(from, longer)).toBeGreaterThan(deadline(from, length) as number);
                    expect(deadline(from + 1, length)).toBeGreaterThanOrEqual(deadline(from, length) as number);
                },
            ),
            1000,
        );
    });

    test('ends with the calendar: what lies past 9999-12-31 is no day', () => {
        expect(shown(deadline(day('9998-12-31'), lasting({ years: 1 })))).toBe('9999-12-31');
        expect(shown(deadline(day('9999-12-30'), lasting({ days: 1 })))).toBe('9999-12-31');
        expect(deadline(day('9999-12-31'), lasting({ years: 1 }))).toBeUndefined();
        expect(deadline(day('9999-12-31'), lasting({ months: 1 }))).toBeUndefined();
        expect(deadline(day('2026-01-01'), lasting({ years: 100_000 }))).toBeUndefined();
    });

    test('in days, too, ends with the calendar', () => {
        expect(deadline(day('9999-12-31'), lasting({ days: 1 }))).toBeUndefined();
        expect(deadline(day('9999-12-31'), lasting({ workingDays: 1 }), new Set())).toBeUndefined();
    });

    test('is not known by the day for hours, nor for working days without a calendar', () => {
        expect(deadline(day('2026-01-01'), lasting({ hours: 72 }))).toBeUndefined();
        expect(deadline(day('2026-01-01'), lasting({ years: 1, hours: 1 }))).toBeUndefined();
        expect(deadline(day('2026-01-01'), lasting({ workingDays: 14 }))).toBeUndefined();
        expect(lastDayOfRun(day('2026-01-01'), lasting({ workingDays: 14 }))).toBeUndefined();
        expect(latestNotice(day('2026-01-01'), lasting({ workingDays: 14 }))).toBeUndefined();
        expect(latestNotice(day('2026-01-01'), lasting({ hours: 72 }))).toBeUndefined();
    });

    test.each([
        // The worked examples of docs/language.md, and the edges beside them.
        ['2023-12-21', { years: 3 }, '2026-12-21'],
        ['2024-02-29', { years: 3 }, '2027-02-28'],
        ['2024-02-29', { years: 4 }, '2028-02-29'],
        ['2023-02-28', { years: 1 }, '2024-02-28'],
        ['1896-02-29', { years: 4 }, '1900-02-28'],
        ['1996-02-29', { years: 4 }, '2000-02-29'],
        ['2020-11-19', { years: 2 }, '2022-11-19'],
        ['2026-01-31', { months: 1 }, '2026-02-28'],
        ['2024-01-31', { months: 1 }, '2024-02-29'],
        ['2026-08-31', { months: 6 }, '2027-02-28'],
        ['2026-12-31', { months: 2 }, '2027-02-28'],
        ['2026-03-31', { years: 2, months: 6 }, '2028-09-30'],
        ['2026-01-01', {}, '2026-01-01'],
    ] as const)('%s and %o end a deadline on %s', (from, length, end) => {
        expect(shown(deadline(day(from), lasting(length)))).toBe(end);
    });

    test('two months are between 59 and 62 days, never a fixed number', () => {
        const lengths = new Set<number>();
        for (let n = day('2024-01-01'); n <= day('2028-12-31'); n++) lengths.add((deadline(n, lasting({ months: 2 })) as number) - n);
        expect([...lengths].sort()).toEqual([59, 60, 61, 62]);
        // From 31 December the end is cut to the last of February.
        expect((deadline(day('2026-12-31'), lasting({ months: 2 })) as number) - day('2026-12-31')).toBe(59);
    });
});

describe('a run', () => {
    test.each([
        ['2025-11-01', { years: 2 }, '2027-10-31'],
        ['2026-03-01', { years: 4 }, '2030-02-28'],
        ['2024-02-29', { years: 3 }, '2027-02-28'],
        ['2024-02-29', { years: 4 }, '2028-02-28'],
        ['2024-03-01', { years: 4 }, '2028-02-29'],
        ['2023-12-21', { years: 3 }, '2026-12-20'],
        ['2026-01-31', { months: 1 }, '2026-02-28'],
        ['2026-01-01', { days: 1 }, '2026-01-01'],
        ['2026-01-01', { days: 30 }, '2026-01-30'],
        ['2026-02-01', { months: 1 }, '2026-02-28'],
    ] as const)('from %s for %o has its last day on %s', (from, length, end) => {
        expect(shown(lastDayOfRun(day(from), lasting(length)))).toBe(end);
    });

    test('in years and months ends the day before D + P, or on it where the day number was cut', () => {
        holds(
            fc.property(ordinaryDay, noDays, (from, length) => {
                fc.pre(length.years + length.months > 0);
                const reached = oracle(from, length);
                const cut = dateOf(reached).day !== dateOf(from).day;
                expect(shown(lastDayOfRun(from, length))).toBe(formatDay(cut ? reached : reached - 1));
            }),
            2000,
        );
    });

    test('that is one day longer ends one day later', () => {
        holds(
            fc.property(fc.oneof(ordinaryDay, endOfMonth), noDays, fc.nat({ max: 2 }), (from, length, days) => {
                fc.pre(length.years + length.months > 0);
                const shorter = lastDayOfRun(from, { ...length, days }) as number;
                expect(lastDayOfRun(from, { ...length, days: days + 1 })).toBe(shorter + 1);
            }),
            1000,
        );
    });

    test('that follows another leaves no day between and has none in common: two years are twelve months twice', () => {
        holds(
            fc.property(ordinaryDay, fc.integer({ min: 1, max: 36 }), (from, months) => {
                fc.pre(dateOf(from).day <= 28);
                const first = lastDayOfRun(from, lasting({ months })) as number;
                expect(lastDayOfRun(first + 1, lasting({ months }))).toBe(lastDayOfRun(from, lasting({ months: 2 * months })));
            }),
            500,
        );
    });
});

describe('the last day to give notice', () => {
    const bruteForce = (end: number, length: Duration, closed?: ReadonlySet<number>): number | undefined => {
        for (let n = end; n > end - 3000; n--) {
            const arrives = deadline(n, length, closed);
            if (arrives !== undefined && arrives <= end) return n;
        }
        return undefined;
    };

    test('is the greatest day from which the notice still ends by the last day', () => {
        holds(
            fc.property(
                ordinaryDay,
                fc.record({ years: fc.nat({ max: 2 }), months: fc.nat({ max: 14 }), days: fc.nat({ max: 200 }) }).map(lasting),
                (end, length) => {
                    expect(shown(latestNotice(end, length))).toBe(shown(bruteForce(end, length)));
                },
            ),
            400,
        );
    });

    test.each([
        ['2027-10-31', { months: 2 }, '2027-08-31'],
        ['2027-02-28', { months: 1 }, '2027-01-31'],
        ['2027-02-27', { months: 1 }, '2027-01-27'],
        ['2028-02-29', { months: 2 }, '2027-12-31'],
        ['2027-04-30', { months: 2 }, '2027-02-28'],
        ['2026-12-21', { months: 12 }, '2025-12-21'],
        ['2026-12-21', {}, '2026-12-21'],
    ] as const)('before %s for %o is %s', (end, length, last) => {
        expect(shown(latestNotice(day(end), lasting(length)))).toBe(last);
    });

    test('in working days is found by counting them', () => {
        const calendars = fc.array(fc.integer({ min: -60, max: 10 }), { maxLength: 25 });
        holds(
            fc.property(ordinaryDay, fc.integer({ min: 1, max: 40 }), calendars, (end, workingDays, offsets) => {
                const closed = new Set(offsets.map((offset) => end + offset));
                expect(shown(latestNotice(end, lasting({ workingDays }), closed))).toBe(shown(bruteForce(end, lasting({ workingDays }), closed)));
            }),
            400,
        );
    });

    test('is found behind a long closing, such as a summer in which an authority does not sit', () => {
        const end = day('2026-09-01');
        const closed = new Set(Array.from({ length: 70 }, (_, i) => end - i));
        expect(shown(latestNotice(end, lasting({ workingDays: 1 }), closed))).toBe(shown(bruteForce(end, lasting({ workingDays: 1 }), closed)));
    });

    test('is a day from which the notice ends in time, wherever the calendar begins or ends', () => {
        const length = fc.record({ years: fc.nat({ max: 12 }), months: fc.nat({ max: 14 }) }).map(lasting);
        holds(
            fc.property(
                fc.oneof(fc.integer({ min: firstDay, max: firstDay + 9000 }), fc.integer({ min: lastDay - 9000, max: lastDay })),
                length,
                (end, notice) => {
                    const last = latestNotice(end, notice);
                    if (last === undefined) return;
                    expect(last).toBeGreaterThanOrEqual(firstDay);
                    expect(deadline(last, notice)).toBeLessThanOrEqual(end);
                },
            ),
            500,
        );
    });
});

describe('working days', () => {
    test('are Monday to Friday but for the days a calendar closes', () => {
        holds(
            fc.property(anyDay, fc.boolean(), (n, isClosed) => {
                expect(isWorkingDay(n, new Set(isClosed ? [n] : []))).toBe(!isClosed && dateOf(n).dayOfWeek <= 5);
            }),
            1000,
        );
    });

    test('are counted one by one from the day after the start', () => {
        holds(
            fc.property(ordinaryDay, fc.integer({ min: 1, max: 60 }), fc.array(fc.nat({ max: 60 }), { maxLength: 20 }), (from, workingDays, offsets) => {
                const closed = new Set(offsets.map((offset) => from + offset));
                let left = workingDays;
                let at = from;
                while (left > 0) {
                    at++;
                    if (dateOf(at).dayOfWeek <= 5 && !closed.has(at)) left--;
                }
                expect(deadline(from, lasting({ workingDays }), closed)).toBe(at);
            }),
            300,
        );
    });

    test('are counted as fast by the thousand, and just as well', () => {
        const christmas = new Set(Array.from({ length: 30 }, (_, i) => day(`${2000 + i}-12-25`)));
        let left = 5000;
        let at = day('2001-12-22');
        while (left > 0) {
            at++;
            if (isWorkingDay(at, christmas)) left--;
        }
        expect(shown(deadline(day('2001-12-22'), lasting({ workingDays: 5000 }), christmas))).toBe(formatDay(at));
    });

    test.each([
        // 2026-12-25 is a Friday.
        ['2026-12-24', 1, ['2026-12-25'], '2026-12-28'],
        ['2026-12-24', 1, [], '2026-12-25'],
        ['2026-12-26', 1, [], '2026-12-28'],
        ['2026-12-18', 5, [], '2026-12-25'],
    ])('%s and %i working days, closed on %o, end on %s', (from, workingDays, closed, end) => {
        expect(shown(deadline(day(from), lasting({ workingDays }), new Set(closed.map(day))))).toBe(end);
    });
});

describe('periods that follow upon a day, or lead to it', () => {
    /** Periods of days as they are written: `3-7`, `3-` without an end, `-7` without a beginning. */
    const periods = (written: string) =>
        written.split(' ').map((one) => {
            const [from, until] = one.split('-').map((day) => (day === '' ? undefined : Number(day)));
            return { from, until };
        });

    test.each([
        ['without a gap', '11-20 21-30', 30],
        ['with a gap of a day', '11-20 22-30', 20],
        ['that begin too late', '12-20', 10],
        ['that ended before', '1-10', 10],
        ['that hold already', '1-20', 20],
        ['one within the other', '11-30 12-15', 30],
        ['one of which has no end', '11-20 15-', 'never'],
        ['one of which has none, behind a gap', '11-20 22-', 20],
        ['of which one has neither', '11-12 -', 'never'],
    ])('%s: %s carry the 10th to %s', (_, written, last) => {
        for (const some of [periods(written), periods(written).reverse()]) expect(coveredUntil(10, some)).toBe(last);
    });

    test.each([
        ['without a gap', '11-20 21-30', 11],
        ['with a gap of a day', '11-20 22-30', 22],
        ['that ended too early', '20-29', 31],
        ['that hold still', '20-40', 20],
        ['one within the other', '5-30 25-28', 5],
        ['one of which has no beginning', '-25 20-30', 'ever'],
        ['one of which has none, before a gap', '-18 20-30', 20],
        ['of which one has neither', '28-30 -', 'ever'],
    ])('%s: %s lead to the 31st from %s', (_, written, first) => {
        for (const some of [periods(written), periods(written).reverse()]) expect(coveredSince(31, some)).toBe(first);
    });
});

describe('lengths against each other', () => {
    const written = (starts: Starts): string =>
        typeof starts === 'string' ? starts : starts.map(({ from, to }: Season) => `${from.month}-${from.day} to ${to.month}-${to.day}`).join(', ');
    const twoMonths = lasting({ months: 2 });
    const thirtyDays = lasting({ days: 30 });

    test.each([
        // Two months last 59 to 62 days.
        [{ days: 59 }, twoMonths, 'none'],
        [{ days: 60 }, twoMonths, '12-31 to 2-28'],
        [{ days: 61 }, twoMonths, '12-30 to 2-29'],
        [{ days: 62 }, twoMonths, '7-31 to 11-30, 12-29 to 6-30'],
        [{ days: 63 }, twoMonths, 'all'],
        [{ months: 2 }, twoMonths, 'none'],
        [{ months: 2, days: 1 }, twoMonths, 'all'],
        [{ months: 2, hours: 1 }, twoMonths, 'all'],
        [{ hours: 59 * 24 }, twoMonths, 'none'],
        [{ years: 100_000 }, twoMonths, 'all'],
        // One month lasts 28 to 31 days.
        [{ months: 1 }, thirtyDays, '3-1 to 3-30, 5-1 to 5-30, 7-1 to 8-30, 10-1 to 10-30, 12-1 to 1-29'],
        [{ days: 30 }, thirtyDays, 'none'],
        [{ days: 30, hours: 1 }, thirtyDays, 'all'],
    ] as const)('%o is longer than %o from %s', (length, than, starts) => {
        expect(written(compareLengths(lasting(length), than).longer)).toBe(starts);
    });

    test('one month is less than 30 days in February, and from the last days of January', () => {
        const month = compareLengths(lasting({ months: 1 }), thirtyDays);
        expect([written(month.shorter), month.least, month.most]).toEqual(['1-30 to 2-29', 28, 31]);
        expect(written(compareLengths(lasting({ days: 29, hours: 23 }), thirtyDays).shorter)).toBe('all');
    });

    test('working days count by the calendar, or without holidays where there is none', () => {
        // Twenty working days are four weeks at most where nothing is closed.
        const twenty = lasting({ workingDays: 20 });
        expect(compareLengths(twenty, thirtyDays)).toMatchObject({ most: 28, longer: 'none' });
        expect(compareLengths(lasting({ workingDays: 46 }), twoMonths).longer).toBe('all');
        const closed = new Set(['2026-12-24', '2026-12-25', '2026-12-31', '2027-01-01'].map(day));
        const overChristmas = compareLengths(twenty, thirtyDays, closed);
        expect(overChristmas.longer).toEqual([{ from: { month: 11, day: 26 }, to: { month: 12, day: 26 } }]);
    });

    test('a calendar with closed days in every year that there is does not take for ever', () => {
        const closed = new Set([firstDay, lastDay]);
        expect(compareLengths(lasting({ workingDays: 100_000 }), twoMonths, closed).longer).toBe('all');
        expect(compareLengths(lasting({ workingDays: 1 }), twoMonths, new Set([lastDay])).shorter).not.toBe('none');
    });

    test('a start is among them just where Temporal counts so', () => {
        const length = fc.record({ months: fc.nat({ max: 3 }), days: fc.nat({ max: 70 }) }).map(lasting);
        const some = fc.integer({ min: day('2000-01-01'), max: day('2003-12-31') });
        holds(
            fc.property(length, length, some, (a, b, start) => {
                const { longer, shorter, least, most } = compareLengths(a, b);
                const [end, other] = [oracle(start, a), oracle(start, b)];
                expect(end - start).toBeGreaterThanOrEqual(least);
                expect(end - start).toBeLessThanOrEqual(most);
                expect(endsLater(start, a, b)).toBe(end > other);
                for (const [starts, isTrue] of [
                    [longer, end > other],
                    [shorter, end < other],
                ] as const) {
                    if (starts === 'none') expect(isTrue).toBe(false);
                    else if (starts === 'all') expect(isTrue).toBe(true);
                    else if (isTrue) expect(starts.some((season) => lies(start, season))).toBe(true);
                }
            }),
            300,
        );
    });

    /** Whether a day lies in a stretch of the year. */
    function lies(start: number, { from, to }: Season): boolean {
        const { month, day } = dateOf(start);
        const [here, first, last] = [month * 100 + day, from.month * 100 + from.day, to.month * 100 + to.day];
        return first <= last ? here >= first && here <= last : here >= first || here <= last;
    }
});
