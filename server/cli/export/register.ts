import Papa from 'papaparse';
import { type Activity, type Ask, called, type Id, type Message, say, sayDuration, type Translate, text, type Value } from '../../../language/index.ts';

/** The columns of a register, in order, with what GDPR Article 30(1) asks for: points (a) to (g). `terroir import` reads the same headings. */
export const columns = {
    activity: text('Processing activity'),
    controllers: text('Controller and joint controllers (a)'),
    representative: text('Representative (a)'),
    officer: text('Data protection officer (a)'),
    purposes: text('Purposes (b)'),
    subjects: text('Categories of data subjects (c)'),
    categories: text('Categories of personal data (c)'),
    processors: text('Recipients: processors (d)'),
    recipients: text('Recipients: others (d)'),
    transfers: text('Transfers to third countries and safeguards (e)'),
    retention: text('Time limits for erasure (f)'),
    measures: text('Security measures (g)'),
} as const;

export type Column = keyof typeof columns;
export const columnNames = Object.keys(columns) as readonly Column[];

/** The kinds of statement that have a cell. */
export const registerKinds: ReadonlySet<string> = new Set([
    ...['Controller', 'Processor', 'Beneficiary', 'Purpose', 'Hosts', 'Transfer', 'Recipient', 'Basis', 'Fallback'],
    ...['Category', 'Subjects', 'Retention', 'Measures'],
]);

/** What stands between two values of a cell. */
const between = '; ';

/** A register of processing activities as CSV (RFC 4180). A cell is empty where the spec says nothing. */
export function registerOf(ask: Ask, activities: readonly Activity[], translate: Translate): string {
    const headings = columnNames.map((column) => say(columns[column], translate));
    const rows = activities.map((activity) => columnNames.map((column) => cellsOf(ask, activity, translate)[column]));
    return csv([headings, ...rows]);
}

/** A spreadsheet must not take a cell for a formula; a byte order mark tells it that the text is UTF-8. */
const csv = (rows: readonly (readonly string[])[]): string => `\uFEFF${Papa.unparse(rows as string[][], { newline: '\r\n', escapeFormulae: true })}\r\n`;

function cellsOf(ask: Ask, activity: Activity, translate: Translate): Record<Column, string> {
    const { datasets, transfers } = activity;
    const spoken = (value: Value) => (typeof value === 'string' ? value : say(text('{value}', { value }), translate));
    const names = (ids: readonly Id[]) => [...new Set(ids)].map((id) => spoken(called(ask, id)));
    const several = datasets.filter(({ retention }) => retention.length > 0).length > 1;
    return {
        activity: activity.title,
        controllers: names(activity.controllers).join(between),
        representative: '',
        officer: '',
        purposes: activity.purposes.join(between),
        subjects: names(datasets.flatMap(({ subjects }) => subjects)).join(between),
        categories: names(datasets.flatMap(({ categories }) => categories)).join(between),
        processors: names(activity.processors).join(between),
        recipients: names(
            [...activity.beneficiaries, ...transfers.flatMap(({ recipients }) => recipients)].filter((id) => !activity.processors.includes(id)),
        ).join(between),
        transfers: transfers
            .map(({ place, bases }) => {
                const where = spoken(called(ask, place));
                return bases.length === 0 ? where : say(text('{place}: {bases}', { place: where, bases: names(bases).join(' + ') }), translate);
            })
            .join(between),
        retention: datasets
            .flatMap((data) =>
                data.retention.map(({ length, since }) => {
                    const limit = retained(say(sayDuration(length), translate), since === undefined ? undefined : spoken(called(ask, since)));
                    return several ? `${data.title}: ${say(limit, translate)}` : say(limit, translate);
                }),
            )
            .join(between),
        measures: names(activity.measures).join(between),
    };
}

const retained = (length: string, since: string | undefined): Message =>
    since === undefined ? text('{length}', { length }) : text('{length} since: {event}', { length, event: since });
