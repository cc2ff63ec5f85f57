import { type Day, formatDay, readDay } from '../../language/index.ts';

/** Where a day stands on an axis. A library of scales would bring its own calendar; days are whole numbers here, and that is all it takes. */
export interface Scale {
    /** The first and the last day of the axis. */
    readonly from: Day;
    readonly until: Day;
    /** Where the axis begins and ends in the picture. */
    readonly left: number;
    readonly right: number;
    readonly at: (day: Day) => number;
    /** How many days are as wide as a label. */
    readonly daysPerLabel: number;
}

export function scaleOf({ from, until }: { readonly from: Day; readonly until: Day }, left: number, right: number): Scale {
    const perDay = (right - left) / Math.max(1, until - from + 1);
    return { from, until, left, right, at: (day) => left + (day - from) * perDay, daysPerLabel: 64 / perDay };
}

export interface Tick {
    readonly day: Day;
    readonly label: string;
}

/** Months between two lines, from the finest on; the first with room for its labels is taken. */
const steps = [1, 3, 6, 12, 24, 60, 120];

/** The first days of months, quarters or years, as close as labels leave them readable. */
export function ticksOf({ from, until, daysPerLabel }: Scale): readonly Tick[] {
    const step = steps.find((months) => months * 30.4 >= daysPerLabel) ?? 120;
    const [year = 0, month = 1] = formatDay(from).split('-').map(Number);
    const first = Math.floor((year * 12 + month - 1) / step) * step;
    const found: Tick[] = [];
    for (let months = first; ; months += step) {
        const written = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
        const read = readDay(`${written}-01`);
        if (!('value' in read) || read.value > until) return found;
        if (read.value >= from) found.push({ day: read.value, label: step % 12 === 0 ? written.slice(0, 4) : written });
    }
}
