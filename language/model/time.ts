import { type Day, type DayOfYear, type Duration, dayOf, daysInMonth, partsOf } from '../syntax/values.ts';

/** Where a period counted from a day arrives. */
interface Arrival {
    readonly day: Day;
    /** The month reached lacks the day number one started from, so the month's last day stands in. */
    readonly cut: boolean;
}

/**
 * D + P: the same day number P later, or that month's last day where the month lacks it.
 * Source: Regulation (EEC, Euratom) No 1182/71, Article 3(2)(c).
 *
 * Nothing for a length in hours, or in working days without a calendar: such ends are not known by the day.
 *
 * @param closed public holidays of the calendar that counts working days
 */
function add(from: Day, length: Duration, closed?: ReadonlySet<Day>): Arrival | undefined {
    if (length.hours > 0 || (length.workingDays > 0 && !closed)) return undefined;
    const start = partsOf(from);
    const months = start.year * 12 + (start.month - 1) + length.years * 12 + length.months;
    const year = Math.floor(months / 12);
    const month = (months % 12) + 1;
    if (year > 9999) return undefined;
    const last = daysInMonth(year, month);
    const moved = dayOf(year, month, Math.min(start.day, last));
    if (moved === undefined) return undefined;
    const day = addWorkingDays(moved + length.days, length.workingDays, closed ?? none);
    return day > lastDay ? undefined : { day, cut: start.day > last };
}

/** Whole weeks are passed at once, however many: five working days each, but for those that are closed. */
function addWorkingDays(from: Day, count: number, closed: ReadonlySet<Day>): Day {
    let day = from;
    let left = count;
    for (let weeks = wholeWeeks(left); weeks > 0; weeks = wholeWeeks(left)) {
        const next = day + 7 * weeks;
        left -= 5 * weeks;
        for (const one of closed) if (one > day && one <= next && isWorkingDay(one, none)) left++;
        day = next;
    }
    while (left > 0) {
        day++;
        if (isWorkingDay(day, closed)) left--;
    }
    return day;
}

/** The last of the days counted is a working day, so one at least is left to be found by itself. */
const wholeWeeks = (workingDays: number): number => Math.floor((workingDays - 1) / 5);

const none: ReadonlySet<Day> = new Set();

/** Monday to Friday, unless the calendar closes the day. 1970-01-01 was a Thursday. */
export function isWorkingDay(day: Day, closed: ReadonlySet<Day>): boolean {
    const weekday = (((day + 4) % 7) + 7) % 7;
    return weekday !== 0 && weekday !== 6 && !closed.has(day);
}

/**
 * The last day of a deadline: D + P. So ends what must be done `within` P, what `lasts` P, notice, transition, retrieval.
 * Nothing when the length cannot be counted in days.
 */
export function deadline(from: Day, length: Duration, closed?: ReadonlySet<Day>): Day | undefined {
    return add(from, length, closed)?.day;
}

/**
 * The last day of a run, which includes the day it starts on: D + P less one day, or D + P where the day number was cut.
 * So end terms, renewals, framework agreements and the validity of certificates.
 */
export function lastDayOfRun(from: Day, length: Duration, closed?: ReadonlySet<Day>): Day | undefined {
    const end = add(from, length, closed);
    return end && (end.cut ? end.day : end.day - 1);
}

/** The last day to act P before a last day E: the greatest N with N + P ≤ E. Nothing when P cannot be counted in days. */
export function latestNotice(end: Day, length: Duration, closed?: ReadonlySet<Day>): Day | undefined {
    const isInTime = (day: Day): boolean => {
        const arrives = deadline(day, length, closed);
        return arrives !== undefined && arrives <= end;
    };
    // N + P grows with N, so the greatest N is found by halving between two days that stand on either side. A month has 28 to 31 days.
    const { years, months, days, workingDays } = length;
    let low = Math.max(firstDay, end - (years * 366 + months * 31 + days + 2 * workingDays));
    for (let step = 1; !isInTime(low); step *= 2) {
        low -= step;
        if (low < firstDay) return undefined;
    }
    let high = end - (years * 365 + months * 28 + days + workingDays) + 1;
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (isInTime(middle)) low = middle;
        else high = middle;
    }
    return low;
}

/** A stretch of days; it is open where no day is stated. */
export interface Period {
    readonly from?: Day | undefined;
    readonly until?: Day | undefined;
}

export const holdsOn = ({ from, until }: Period, day: Day): boolean => (from === undefined || from <= day) && (until === undefined || day <= until);

/** The last day until which periods follow upon a day without a gap; `'never'` where one of them has no end. */
export function coveredUntil(day: Day, periods: readonly Period[]): Day | 'never' {
    let last = day;
    for (;;) {
        const next = periods.find((period) => holdsOn(period, last + 1));
        if (next === undefined) return last;
        if (next.until === undefined) return 'never';
        last = next.until;
    }
}

/** The first day from which periods lead to a day without a gap; `'ever'` where one of them has no beginning. */
export function coveredSince(day: Day, periods: readonly Period[]): Day | 'ever' {
    let first = day;
    for (;;) {
        const before = periods.find((period) => holdsOn(period, first - 1));
        if (before === undefined) return first;
        if (before.from === undefined) return 'ever';
        first = before.from;
    }
}

// ---------------------------------------------------------------- lengths against each other

/** A stretch of the year, by its first and its last day; it may run over the turn of the year. */
export interface Season {
    readonly from: DayOfYear;
    readonly to: DayOfYear;
}

/** The days on which something can start so that a thing is true of it: none, all, or those in some stretches of the year. */
export type Starts = 'none' | 'all' | readonly Season[];

/** How two lengths of time compare: two months are 59 to 62 days, as they start. */
export interface Comparison {
    /** The days that the first lasts, from whatever day: at least and at most. */
    readonly least: number;
    readonly most: number;
    /** The starts from which the first ends later than the second. */
    readonly longer: Starts;
    /** The starts from which it ends earlier. */
    readonly shorter: Starts;
}

/**
 * Compares two lengths by counting both from every day of some years, of which at least one is a leap year: the years that the
 * calendar has closed days in where working days are counted by one, else as many as it takes for each date to fall on each weekday.
 */
export function compareLengths(a: Duration, b: Duration, closed: ReadonlySet<Day> = none): Comparison {
    const [one, other] = [alwaysLasting(a), alwaysLasting(b)];
    if (one !== undefined && other !== undefined)
        return { least: Math.floor(one), most: Math.ceil(one), longer: one > other ? 'all' : 'none', shorter: one < other ? 'all' : 'none' };
    const countsWorkingDays = a.workingDays + b.workingDays > 0;
    const { first, last } = yearsToTry(countsWorkingDays, closed);
    const longer = new StartsFound();
    const shorter = new StartsFound();
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for (let start = first, alike = 1; start <= last; start += alike) {
        const end = endOf(start, a, closed);
        const other = endOf(start, b, closed);
        // Every month has that many days: from each of them months and days last as long as from the first.
        const isAlike = !countsWorkingDays && partsOf(start).day === 1 && Math.max(end, other) + shortestMonth <= lastDay;
        alike = isAlike ? shortestMonth : 1;
        least = Math.min(least, Math.floor(end - start));
        most = Math.max(most, Math.ceil(end - start));
        longer.add(start, alike, end > other);
        shorter.add(start, alike, end < other);
    }
    return { least, most, longer: longer.starts(), shorter: shorter.starts() };
}

/** How many days a length lasts whenever it begins; nothing where that depends on the day, or where it may last longer than any calendar. */
const alwaysLasting = ({ years, months, days, workingDays, hours }: Duration): number | undefined =>
    years + months + workingDays > 0 || days > 1_000_000 ? undefined : days + hours / 24;

/** Whether, from one day, a length ends later than another. */
export const endsLater = (from: Day, length: Duration, than: Duration, closed?: ReadonlySet<Day>): boolean =>
    endOf(from, length, closed ?? none) > endOf(from, than, closed ?? none);

/** D + P with the hours as parts of a day; past the end of the calendar, never. */
function endOf(from: Day, length: Duration, closed: ReadonlySet<Day>): number {
    const days = deadline(from, { ...length, hours: 0 }, closed);
    return days === undefined ? Number.POSITIVE_INFINITY : days + length.hours / 24;
}

function yearsToTry(countsWorkingDays: boolean, closed: ReadonlySet<Day>): { first: Day; last: Day } {
    const years = [...closed].map((day) => partsOf(day).year);
    // A common leap year begins the cycle where no calendar says which years are meant; after 28 years the weekdays come round.
    const first = countsWorkingDays && years.length > 0 ? Math.min(...years) : 2000;
    const count = !countsWorkingDays ? 4 : years.length > 0 ? Math.min(28, Math.max(...years) - first + 1) : 28;
    return { first: dayOf(first, 1, 1) as Day, last: Math.min(lastDay, dayOf(Math.min(9999, first + count - 1), 12, 31) as Day) };
}

/** Days of which something is true or not, gathered as stretches of the year. */
class StartsFound {
    /** By the place of the day in a leap year. */
    private readonly days: boolean[] = Array.from({ length: daysInLeapYear }, () => false);
    private some = false;
    private every = true;

    /** @param days that many days of one month, from the start on */
    add(start: Day, days: number, isTrue: boolean): void {
        if (!isTrue) {
            this.every = false;
            return;
        }
        this.some = true;
        const { month, day } = partsOf(start);
        const at = (dayOf(leapYear, month, day) as Day) - newYear;
        this.days.fill(true, at, at + days);
    }

    starts(): Starts {
        if (!this.some) return 'none';
        if (this.every) return 'all';
        const isIn = (i: number): boolean => this.days[((i % daysInLeapYear) + daysInLeapYear) % daysInLeapYear] === true;
        // What a week or less lies between is one stretch, for people.
        const beginsAt = (i: number): boolean => isIn(i) && ![1, 2, 3, 4, 5, 6, 7].some((back) => isIn(i - back));
        const begins = [...this.days.keys()].filter(beginsAt);
        if (begins.length === 0) return [{ from: dayOfYear(0), to: dayOfYear(daysInLeapYear - 1) }];
        return begins.map((begin) => {
            let end = begin;
            for (let i = begin + 1; i < begin + daysInLeapYear && !beginsAt(i); i++) if (isIn(i)) end = i;
            return { from: dayOfYear(begin), to: dayOfYear(end % daysInLeapYear) };
        });
    }
}

function dayOfYear(i: number): DayOfYear {
    const { month, day } = partsOf(newYear + i);
    return { month, day };
}

const shortestMonth = 28;
const leapYear = 2000;
const daysInLeapYear = 366;
const newYear = dayOf(leapYear, 1, 1) as Day;
const firstDay = dayOf(1, 1, 1) as Day;
const lastDay = dayOf(9999, 12, 31) as Day;
