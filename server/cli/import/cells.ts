import { folded } from './columns.ts';
import type { LibraryWords, Sort } from './library-words.ts';

/** What became of a cell: what a spec can say of it, and what it cannot. */
export interface Understood<T> {
    readonly found: readonly T[];
    readonly lost: readonly string[];
}

/** The values of a cell: behind semicolons, on lines or as bullets of their own. */
export const valuesIn = (cell: string): readonly string[] =>
    cell
        .split(/[;\r\n•]+/)
        .map((one) => one.replace(/^\s*[-–]\s+/, '').trim())
        .filter((one) => one !== '');

/** What a cell calls by names of its own. That there is none is no name. */
export function namesIn(words: LibraryWords, cell: string): Understood<string> {
    const values = valuesIn(cell);
    const isNone = (value: string) => words.find('nobody', value) !== undefined;
    return { found: values.filter((value) => !isNone(value)), lost: values.filter(isNone) };
}

/** What says how a party is reached, with or without a word before it. */
const contact = /^(?:[\p{L}\s.-]+:\s*)?(?:\S+@\S+|(?:https?:\/\/|www\.)\S+|\+?[\d\s()./-]{6,})$/u;

/** Parties that a cell names; registers have contact details below them. A street may be a name as well, and stays one. */
export function partiesIn(words: LibraryWords, cell: string): Understood<string> {
    const { found, lost } = namesIn(words, cell);
    return { found: found.filter((value) => !contact.test(value)), lost: [...lost, ...found.filter((value) => contact.test(value))] };
}

/** Words of the library that a cell names. What is no word as a whole is looked through at its commas. */
export function wordsIn(words: LibraryWords, sort: Sort, cell: string): Understood<string> {
    const found = new Set<string>();
    const lost: string[] = [];
    for (const value of valuesIn(cell)) {
        const whole = words.find(sort, value);
        const pieces = whole === undefined ? value.split(/,\s+/) : [value];
        for (const piece of pieces) {
            const name = words.find(sort, piece);
            if (name === undefined) lost.push(piece);
            else found.add(name);
        }
    }
    return { found: [...found], lost };
}

const units: readonly (readonly [RegExp, string])[] = [
    [/^(working days?|jours? ouvres?)/, 'working days'],
    [/^(years?|ans?|annees?)\b/, 'years'],
    [/^(months?|mois)\b/, 'months'],
    [/^(weeks?|semaines?)\b/, 'weeks'],
    [/^(days?|jours?)\b/, 'days'],
    [/^(hours?|heures?)\b/, 'hours'],
];

/** A length of time at the start of a text, as a spec has it, and what stands behind it. */
function lengthIn(written: string): { readonly length: string; readonly rest: string } | undefined {
    const parts: string[] = [];
    let rest = folded(written);
    for (;;) {
        const [all, n] = /^(?:,|and |et )?\s*(\d{1,5}) /.exec(rest) ?? [];
        const behind = all === undefined ? '' : rest.slice(all.length);
        const unit = all === undefined ? undefined : units.find(([pattern]) => pattern.test(behind));
        if (unit === undefined || n === undefined) break;
        parts.push(`${n} ${unit[1]}`);
        rest = behind.replace(unit[0], '').trimStart();
    }
    return parts.length === 0 ? undefined : { length: parts.join(' '), rest };
}

/** How long data are kept, with the event that it counts from, where that is a word of the library. Of several times no one can be stated for all. */
export function retentionIn(words: LibraryWords, cell: string): Understood<string> {
    const found = new Set<string>();
    const lost: string[] = [];
    const values = valuesIn(cell);
    for (const value of values) {
        // What stands before a colon names the data, where there are several.
        const [, named = '', time = value] = /^([^:]*?)\s*:\s+(?=\d)(.*)$/.exec(value) ?? [];
        const read = lengthIn(time);
        const [, event = ''] = /^(?:since|depuis|after|apres|from|a compter d[eu']|a partir d[eu'])\s*:?\s*(.*)$/.exec(read?.rest ?? '') ?? [];
        const name = event === '' ? undefined : words.find('event', event);
        if (read) found.add(`retention ${read.length}${name === undefined ? '' : ` since ${name}`}`);
        if (!read || named !== '' || (name === undefined && read.rest !== '')) lost.push(value);
    }
    return found.size > 1 ? { found: [], lost: values } : { found: [...found], lost };
}

/** Transfers: a place, and behind a colon what each rests on; else what the cell of safeguards says of all. */
export function transfersIn(words: LibraryWords, cell: string, safeguards: string): Understood<string> {
    const lost: string[] = [];
    const toolsIn = (written: readonly string[]) =>
        written.flatMap((one) => {
            const name = words.find('Adequacy', one) ?? words.find('transfer-tool', one);
            if (name === undefined) lost.push(one);
            return name === undefined ? [] : [name];
        });
    const shared = toolsIn(valuesIn(safeguards));
    const found = valuesIn(cell).flatMap((value) => {
        const [, place = value, tools = ''] = /^(.*?)\s*:\s+(.*)$/.exec(value) ?? [];
        const places = words.find('Jurisdiction', place) === undefined ? place.split(/,\s+/) : [place];
        const own = tools === '' ? shared : toolsIn(tools.split(' + '));
        lost.push(...own.slice(2));
        return places.flatMap((one) => {
            const name = words.find('Jurisdiction', one);
            if (name === undefined) lost.push(value);
            const says = [...(own[0] ? [`basis ${own[0]}`] : []), ...(own[1] ? [`fallback ${own[1]}`] : [])];
            return name === undefined ? [] : [`transfer to ${name} {${says.map((one) => ` ${one} `).join(' ')}}`];
        });
    });
    if (found.length === 0) lost.push(...shared);
    return { found, lost: [...new Set(lost)] };
}
