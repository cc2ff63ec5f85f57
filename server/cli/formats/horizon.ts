import ical, { ICalCalendarMethod } from 'ical-generator';
import { type Message, type Outlook, say, sayOutlook, type Translate, text } from '../../../language/index.ts';
import type { Horizon, HorizonChange } from '../horizon.ts';
import { harmless, wrap } from './cells.ts';
import { cell } from './markdown.ts';
import type { Look, Style } from './style.ts';

const step = ({ before, after }: HorizonChange, translate: Translate): string => `${say(sayOutlook(before), translate)} → ${say(sayOutlook(after), translate)}`;

/** What changes of one declaration on one day, told once where many rules change alike. */
interface Turning {
    readonly day: string;
    readonly name: string;
    readonly subject: string;
    readonly file: string;
    readonly line: number;
    readonly causes: readonly string[];
    readonly steps: readonly { readonly step: string; readonly look: Look; readonly rules: readonly string[]; readonly says: readonly string[] }[];
}

function turnings({ changes }: Horizon, translate: Translate): readonly Turning[] {
    const found = new Map<
        string,
        { turning: Omit<Turning, 'steps' | 'causes'>; causes: Set<string>; steps: Map<string, { rules: string[]; change: HorizonChange }> }
    >();
    for (const change of changes) {
        const { day, subject, name, file, range } = change;
        const key = `${day} ${subject}`;
        const group = found.get(key) ?? { turning: { day, subject, name, file, line: range.start.line }, causes: new Set(), steps: new Map() };
        found.set(key, group);
        for (const cause of change.causes) group.causes.add(`${cause.text} (${cause.file}:${cause.range.start.line})`);
        const alike = `${step(change, translate)} ${change.says.join(' ')}`;
        const told = group.steps.get(alike) ?? { rules: [], change };
        told.rules.push(change.rule);
        group.steps.set(alike, told);
    }
    return [...found.values()].map(({ turning, causes, steps }) => ({
        ...turning,
        causes: [...causes],
        steps: [...steps.values()].map(({ rules, change }) => ({ step: step(change, translate), look: lookOf(change.after), rules, says: change.says })),
    }));
}

/** Where not everything could be read or judged that comes first: nobody may take what follows for all that is to come. */
const heading = (horizon: Horizon): Message =>
    horizon.incomplete ? text('Not everything could be read or judged. {found}', { found: counted(horizon) }) : counted(horizon);

function counted({ changes, judged: { asOf, until } }: Horizon): Message {
    if (changes.length === 0) return text('No verdict changes from {asOf} to {until}, as far as is stated.', { asOf, until });
    const n = changes.length;
    return n === 1
        ? text('1 verdict changes from {asOf} to {until}, as far as is stated.', { asOf, until })
        : text('{n} verdicts change from {asOf} to {until}, as far as is stated.', { n, asOf, until });
}

const lookOf = ({ verdict, open }: Outlook): Look =>
    verdict === 'unknown'
        ? 'unknown'
        : open.includes('error') || verdict === 'failed' || verdict === 'not judged'
          ? 'error'
          : open.includes('warning')
            ? 'warning'
            : verdict === 'violated' && open.length === 0
              ? 'waived'
              : 'information';

export function horizonText(
    horizon: Horizon,
    { translate, style, columns }: { readonly translate: Translate; readonly style: Style; readonly columns: number | undefined },
): string {
    const width = Math.max(40, Math.min(columns ?? 80, 110));
    const prose = (words: string, indent: number) => wrap(harmless(words), width - indent).map((line) => ' '.repeat(indent) + line);
    const because = say(text('because'), translate);
    const blocks = turnings(horizon, translate).map(({ day, name, file, line, causes, steps }) => [
        `${style('place', `${day}  ${harmless(name)}`)}  ${style('faint', `${harmless(file)}:${line}`)}`,
        ...causes.flatMap((cause) => {
            const [first = '', ...rest] = prose(`${because} ${cause}`, 2);
            return [first.replace(because, style('label', because)), ...rest];
        }),
        ...steps.flatMap(({ step, look, rules, says }) => [
            `  ${style(look, step)}`,
            ...prose(rules.join(', '), 4),
            ...says.flatMap((words) => prose(words, 6).map((one) => style('faint', one))),
        ]),
    ]);
    const head = prose(say(heading(horizon), translate), 0).map((line) => style('faint', line));
    return `${[head, ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

export function horizonMarkdown(horizon: Horizon, translate: Translate): string {
    const words = (message: Message) => say(message, translate);
    const head = [words(text('day')), words(text('declaration')), words(text('why')), words(text('change')), words(text('rules'))];
    const rows = turnings(horizon, translate).flatMap(({ day, name, file, line, causes, steps }) =>
        steps.map(({ step, rules }, i) => [
            i === 0 ? day : '',
            i === 0 ? `${cell(name)} (${cell(file)}:${line})` : '',
            i === 0 ? causes.map(cell).join('<br>') : '',
            step,
            rules.map((rule) => `\`${rule}\``).join('<br>'),
        ]),
    );
    const table = rows.length === 0 ? [] : ['', row(head), row(head.map(() => '---')), ...rows.map(row)];
    return `# ${words(text('Horizon'))}\n\n${[words(heading(horizon)), ...table].join('\n')}\n`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** One event of a whole day for each declaration that changes on it, for calendars to subscribe to. The same horizon gives the same bytes. */
export function horizonCalendar(horizon: Horizon, translate: Translate): string {
    const calendar = ical({
        name: say(text('Terroir: when verdicts change'), translate),
        prodId: { company: 'Terroir', product: 'horizon', language: horizon.language.toUpperCase() },
    });
    calendar.method(ICalCalendarMethod.PUBLISH);
    const { asOf } = horizon.judged;
    // Calendars show events and hardly anything else.
    if (horizon.incomplete) add(`${asOf}/incomplete`, asOf, { summary: say(heading(horizon), translate) });
    for (const { day, subject, name, causes, steps } of turnings(horizon, translate)) {
        add(`${day}/${encodeURIComponent(subject)}`, day, {
            summary: [name, ...causes.slice(0, 1)].join(': '),
            description: [...causes, ...steps.flatMap(({ step, rules, says }) => [`${step}: ${rules.join(', ')}`, ...says])].join('\n'),
        });
    }
    return calendar.toString().replace(/(?:\r\n)?$/, '\r\n');

    function add(id: string, day: string, told: { readonly summary: string; readonly description?: string }): void {
        calendar.createEvent({
            id: `${id}@terroir`,
            start: new Date(`${day}T00:00:00Z`),
            allDay: true,
            // When it was made is when it was judged: the clock of the run would make two runs differ.
            stamp: new Date(`${asOf}T00:00:00Z`),
            timezone: 'UTC',
            ...told,
        });
    }
}
