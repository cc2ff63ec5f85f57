import { type Day, type Duration, dayOf, daysInMonth, partsOf } from '../syntax/values.ts';

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
    let day = moved + length.days;
    for (let left = length.workingDays; left > 0; ) {
        day++;
        if (isWorkingDay(day, closed ?? new Set())) left--;
    }
    return day > lastDay ? undefined : { day, cut: start.day > last };
}

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
    // N + P grows with N, so the greatest N is found by halving between two days that stand on either side.
    let low = end;
    for (let step = 1; !isInTime(low); step *= 2) {
        low -= step;
        if (low < firstDay) return undefined;
    }
    let high = end + 1;
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (isInTime(middle)) low = middle;
        else high = middle;
    }
    return low;
}

const firstDay = dayOf(1, 1, 1) as Day;
const lastDay = dayOf(9999, 12, 31) as Day;
