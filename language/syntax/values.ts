import { grouped, type Message, text } from './message.ts';

/** A calendar day, as the number of days since 1970-01-01 (Gregorian, without time zone). */
export type Day = number;

/** A length of time as it was written. Weeks are counted as days; hours and working days are kept apart, never converted. */
export interface Duration {
    readonly years: number;
    readonly months: number;
    readonly days: number;
    readonly workingDays: number;
    readonly hours: number;
}

/** An exact decimal number, `digits` × 10^-`scale`: shares and money are never rounded. */
export interface Decimal {
    readonly digits: bigint;
    readonly scale: number;
}

export interface Money {
    readonly amount: Decimal;
    readonly currency: string;
}

export type Read<T> = { readonly value: T } | { readonly problem: Message };

const dayMilliseconds = 86_400_000;

/** The day of a date, or nothing if the calendar has no such day. Month is 1 to 12. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
    // Date.UTC reads the years 0 to 99 as 1900 to 1999; setUTCFullYear does not.
    return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / dayMilliseconds);
}

export function daysInMonth(year: number, month: number): number {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

export function partsOf(day: Day): { year: number; month: number; day: number } {
    const date = new Date(day * dayMilliseconds);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** `2023-12-21`. */
export function formatDay(day: Day): string {
    const { year, month, day: dayOfMonth } = partsOf(day);
    return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

/** Reads `2023-12-21`; says what is wrong with anything else that looks like a date. */
export function readDay(written: string): Read<Day> {
    const [, years, months, days] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written) ?? [];
    if (days === undefined) return { problem: text('A date is written year-month-day, such as 2023-12-21; {written} is not.', { written }) };
    const [year, month, day] = [Number(years), Number(months), Number(days)];
    if (year < 1) return { problem: text('There is no year 0: years run from 0001 to 9999.') };
    if (month < 1 || month > 12) return { problem: text('There is no month {month}: months run from 01 to 12.', { month }) };
    const value = dayOf(year, month, day);
    if (value === undefined) {
        return {
            problem: text('There is no day {written}: month {month} of {year} has {days} days.', { written, month, year, days: daysInMonth(year, month) }),
        };
    }
    return { value };
}

/** Reads digits with `_` between them and one decimal mark. */
export function readDecimal(written: string): Decimal {
    const [whole = '0', fraction = ''] = written.replace(/_/g, '').replace(',', '.').split('.');
    return { digits: BigInt(whole + fraction), scale: fraction.length };
}

/** Reads an amount or a count. With three digits behind its mark one person reads thousands, and another one a part of one. */
export function readNumber(written: string): Read<Decimal> {
    if (!/[.,]\d{3}$/.test(written)) return { value: readDecimal(written) };
    return { problem: text('{written} can be read in two ways: thousands are set apart by _, as in 143_000.', { written }) };
}

/** Nobody states a share more exactly; and where shares are multiplied along a chain of owners so are their digits. */
const mostDigits = 100;

/** Reads `24.5%`. A share above the whole is refused. */
export function readShare(written: string): Read<Decimal> {
    const digits = written.replace(/[^0-9]/g, '').length;
    if (digits > mostDigits) return { problem: text('A share has {most} digits at most; this one has {digits}.', { most: mostDigits, digits }) };
    const value = readDecimal(written.replace(/\s*%$/, ''));
    if (value.digits > 100n * 10n ** BigInt(value.scale)) {
        return { problem: text('A share is at most 100 %; {written} is more than the whole.', { written }) };
    }
    return { value };
}

export function formatDecimal({ digits, scale }: Decimal): string {
    if (scale === 0) return digits.toString();
    const padded = digits.toString().padStart(scale + 1, '0');
    return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** A number as people read it, in the language of whoever is told: `143,000`. In a spec `_` may stand there, in a file for programs nothing does. */
export function sayDecimal(value: Decimal): Message {
    const [whole = '', part] = formatDecimal(value).split('.');
    const said = grouped(whole);
    return part === undefined ? said : text('{whole}.{part}', { whole: said, part });
}

/** `143,000 EUR`. */
export const sayMoney = ({ amount, currency }: Money): Message => text('{amount} {currency}', { amount: sayDecimal(amount), currency });

const none: Duration = { years: 0, months: 0, days: 0, workingDays: 0, hours: 0 };

/** Adds one part, such as `6 months`, to a duration read so far. */
export function readDurationPart(so: Duration, amount: string, unit: string): Read<Duration> {
    if (!/^[0-9][0-9_]*$/.test(amount)) {
        return { problem: text('A duration is counted in whole units; {amount} is not a whole number.', { amount }) };
    }
    const n = Number(amount.replace(/_/g, ''));
    if (n > 100_000) return { problem: text('{amount} {unit} is longer than any calendar here reaches.', { amount, unit }) };
    // A data type rule gives its words without the blank between them.
    switch (unit.replace(/\s+/g, '').replace(/s$/, '')) {
        case 'year':
            return { value: { ...so, years: so.years + n } };
        case 'month':
            return { value: { ...so, months: so.months + n } };
        case 'week':
            return { value: { ...so, days: so.days + 7 * n } };
        case 'day':
            return { value: { ...so, days: so.days + n } };
        case 'hour':
            return { value: { ...so, hours: so.hours + n } };
        case 'workingday':
            return { value: { ...so, workingDays: so.workingDays + n } };
        default:
            return { problem: text('{unit} is no unit of time: write years, months, weeks, days, working days or hours.', { unit }) };
    }
}

export const emptyDuration = none;

/** A duration in words, to be translated: `2 years 6 months`. */
export function sayDuration(length: Duration): Message {
    const words: Message[] = [];
    const { years, months, days, workingDays, hours } = length;
    if (years) words.push(years === 1 ? text('1 year') : text('{n} years', { n: years }));
    if (months) words.push(months === 1 ? text('1 month') : text('{n} months', { n: months }));
    if (days) words.push(days === 1 ? text('1 day') : text('{n} days', { n: days }));
    if (workingDays) words.push(workingDays === 1 ? text('1 working day') : text('{n} working days', { n: workingDays }));
    if (hours) words.push(hours === 1 ? text('1 hour') : text('{n} hours', { n: hours }));
    return text('{duration}', { duration: words.length ? words : text('0 days') });
}

/** A duration as it is written in a spec: `2 years 6 months`. */
export function writeDuration({ years, months, days, workingDays, hours }: Duration): string {
    const part = (n: number, unit: string) => (n === 0 ? [] : [`${n} ${unit}${n === 1 ? '' : 's'}`]);
    const parts = [...part(years, 'year'), ...part(months, 'month'), ...part(days, 'day'), ...part(workingDays, 'working day'), ...part(hours, 'hour')];
    return parts.length > 0 ? parts.join(' ') : '0 days';
}

/** A day that every year has, or every leap year: 29 February is one. */
export interface DayOfYear {
    /** 1 to 12. */
    readonly month: number;
    readonly day: number;
}

/** `31 December`, to be translated. */
export function sayDayOfYear({ month, day }: DayOfYear): Message {
    const name = monthNames[month - 1] ?? '';
    return day === 1 ? text('1 {month}', { month: name }) : text('{day} {month}', { day, month: name });
}

const monthNames: readonly Message[] = [
    text('January'),
    text('February'),
    text('March'),
    text('April'),
    text('May'),
    text('June'),
    text('July'),
    text('August'),
    text('September'),
    text('October'),
    text('November'),
    text('December'),
];
