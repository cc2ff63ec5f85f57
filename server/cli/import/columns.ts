import Papa from 'papaparse';
import { type Message, say, text } from '../../../language/index.ts';
import { type Column, columnNames, columns } from '../export/register.ts';
import { translateTo } from '../translation.ts';
import headings from './headings.json' with { type: 'json' };

/** A line of a register, cell by cell; empty where the register says nothing. */
export interface Row {
    /** Its number, as a spreadsheet counts: the headings are row 1. */
    readonly row: number;
    readonly cells: Readonly<Record<ImportColumn, string>>;
}

/** What a column may be: one of those that an export has, or safeguards in a column of their own. */
export type ImportColumn = Column | 'safeguards';
const importColumns: readonly ImportColumn[] = [...columnNames, 'safeguards'];

/** A register, read, with the headings that nothing was made of, and what stands under none. */
export interface Register {
    readonly rows: readonly Row[];
    readonly unread: readonly string[];
    readonly stray: readonly { readonly row: number; readonly value: string }[];
}

/** From headings, folded, to columns, or to null for those that are to be passed over. */
export type ColumnMap = ReadonlyMap<string, ImportColumn | null>;

/** Letters without accents and case, with single blanks: what people write in many ways is one. */
export const folded = (written: string): string =>
    written.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, "'").toLowerCase().replace(/\s+/g, ' ').trim();

/** What columns are called, by whoever writes registers. It takes all of the French, which no other command needs. */
const knownHeadings = (): ReadonlyMap<string, ImportColumn> =>
    new Map([
        ...Object.entries(headings).flatMap(([column, written]) => written.map((one) => [folded(one), column as ImportColumn] as const)),
        // Those that an export writes, in both languages.
        ...columnNames.flatMap((column) => (['en', 'fr'] as const).map((language) => [folded(say(columns[column], translateTo[language])), column] as const)),
    ]);

/** Reads a map of headings; or says why it is none. */
export function readColumnMap(source: string): ColumnMap | { readonly problem: Message } {
    let read: unknown;
    try {
        read = JSON.parse(source);
    } catch {
        return { problem: text('it is not whole JSON') };
    }
    const isMap = typeof read === 'object' && read !== null && !Array.isArray(read);
    const isColumn = (one: unknown) => one === null || importColumns.includes(one as ImportColumn);
    if (!isMap || !Object.values(read as object).every(isColumn))
        return { problem: text('it must be an object from headings to null or one of: {columns}', { columns: [...importColumns] }) };
    return new Map(Object.entries(read as Record<string, ImportColumn | null>).map(([heading, column]) => [folded(heading), column]));
}

/** Reads a register: its separator is found out, its headings are looked up; or says why it is none. */
export function readRegister(source: string, map: ColumnMap): Register | { readonly problem: Message } {
    if (source.includes('\0')) return { problem: text('it is no text: a spreadsheet has to be saved as CSV') };
    const known = knownHeadings();
    const columnOf = (heading: string) => (map.has(folded(heading)) ? map.get(folded(heading)) : known.get(folded(heading)));
    // Lines end in one way: of a register put together from several the parser would join lines that end in another.
    const whole = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    // A spreadsheet shows no such line, but heeds it.
    const [line = '', said] = /^sep=(.)\n/i.exec(whole) ?? [];
    const written = whole.slice(line.length);
    const delimiter = said ?? separatorOf(written, (heading) => columnOf(heading) !== undefined);
    const { data, errors } = Papa.parse<string[]>(written, { delimiter });
    const broken = errors.find(({ type }) => type === 'Quotes');
    if (broken) return { problem: text('a quotation mark in row {row} is never closed, or stands where none can', { row: (broken.row ?? 0) + 1 }) };
    const [first = [], ...rest] = data;
    if (first.every((heading) => heading.trim() === '')) return { problem: text('it has no headings in its first row') };
    const found = first.map(columnOf);
    if (!found.includes('activity')) {
        return {
            problem: text('no heading in its first row names the processing activity; it has: {headings}. Say with --map which one does', {
                headings: first.flatMap((one) => (one.trim() === '' ? [] : [`“${one.trim()}”`])),
            }),
        };
    }
    const rows = rest.flatMap((cells, i): readonly Row[] => {
        if (cells.every((cell) => cell.trim() === '')) return [];
        const values = Object.fromEntries(importColumns.map((column) => [column, ''])) as Record<ImportColumn, string>;
        for (const [n, column] of found.entries()) {
            const cell = plain(cells[n] ?? '');
            if (column && cell !== '') values[column] = values[column] === '' ? cell : `${values[column]}; ${cell}`;
        }
        return [{ row: i + 2, cells: values }];
    });
    const stray = rest.flatMap((cells, i) =>
        cells.filter((cell, n) => !first[n]?.trim() && cell.trim() !== '').map((cell) => ({ row: i + 2, value: cell.replace(/\s+/g, ' ').trim() })),
    );
    return { rows, stray, unread: first.filter((heading, n) => found[n] === undefined && heading.trim() !== '').map((heading) => heading.trim()) };
}

/** What stands between cells: that by which most headings are known, else that by which there are most of them. */
function separatorOf(written: string, isKnown: (heading: string) => boolean): string {
    const ranked = [',', ';', '\t', '|'].map((delimiter) => {
        const [headings = []] = Papa.parse<string[]>(written, { delimiter, preview: 1 }).data;
        return { delimiter, known: headings.filter(isKnown).length, all: headings.length };
    });
    return ranked.sort((a, b) => b.known - a.known || b.all - a.all)[0]?.delimiter ?? ',';
}

/** A cell without the mark that keeps spreadsheets from taking it for a formula. */
const plain = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\n])/, '').trim();
