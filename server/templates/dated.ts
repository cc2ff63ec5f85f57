import { type Day, formatDay, readDay } from '../../language/index.ts';

/** The day as of which the dates of every template here were written. */
const writtenOn = '2026-11-23';

/** A template as seen from a day: each of its dates lies as far off as it did on the day on which it was written. */
export function datedFrom(spec: string, today: Day): string {
    const dayOf = (written: string): number => {
        const read = readDay(written);
        return 'value' in read ? read.value : Number.NaN;
    };
    const shift = today - dayOf(writtenOn);
    return spec.replace(/\b\d{4}-\d\d-\d\d\b/g, (written) => formatDay(dayOf(written) + shift));
}
