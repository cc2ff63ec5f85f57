import { changes, type Day, formatDay, isPartial, nameOf, type Outlook, readDay, say, sayCause, type Translate, text } from '../../language/index.ts';
import { horizonCalendar, horizonMarkdown, horizonText } from './formats/horizon.ts';
import { styleOf } from './formats/style.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { placeIn, type Range, type Run, reportOf, Texts } from './report.ts';
import { gateOf, languageIn, readRun, runOptions } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';
import { toolVersion } from './version.ts';

export const horizonOptions = {
    ...runOptions,
    until: { takes: 'text' },
    format: { takes: ['text', 'json', 'markdown', 'icalendar'] },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
} as const;

/** Every day on which a verdict changes, in one language, as plain data: `--format json` prints it, the others draw it. */
export interface Horizon {
    readonly schemaVersion: 1;
    readonly tool: { readonly name: 'terroir'; readonly version: string };
    readonly judged: { readonly asOf: string; readonly until: string };
    readonly language: Language;
    /** Not everything could be read or judged: what else changes nobody knows. */
    readonly incomplete: boolean;
    readonly changes: readonly HorizonChange[];
    readonly notJudged: readonly string[];
}

export interface HorizonChange {
    /** The first day on which it stands otherwise. */
    readonly day: string;
    readonly rule: string;
    readonly subject: string;
    readonly name: string;
    readonly file: string;
    readonly range: Range;
    readonly before: Outlook;
    readonly after: Outlook;
    readonly causes: readonly { readonly text: string; readonly file: string; readonly range: Range }[];
    /** What is said from that day on. */
    readonly says: readonly string[];
}

/** How far a horizon reaches that nobody gave an end: in years. */
const usualYears = 5;

/** `terroir horizon`: the days to come on which a verdict changes, and why. */
export function horizon(args: readonly string[], io: Io, environment: Language, misused: Misused): number {
    const read = readRun(args, horizonOptions, io);
    if ('problem' in read) return misused(read.problem);
    const { options, run } = read;
    const spoken = languageIn(run, environment);
    const asked = options.until === undefined ? { value: inYears(run.date, run.configuration.settings.horizonYears ?? usualYears) } : readDay(options.until);
    if ('problem' in asked) return misused(text('--until: {problem}', { problem: asked.problem }));
    if (asked.value < run.date) {
        return misused(text('--until: {until} lies before the day of judgement, {day}.', { until: formatDay(asked.value), day: formatDay(run.date) }));
    }
    const isForMachines = options.format === 'json' || options.format === 'icalendar';
    const language = isForMachines ? (options.lang ?? 'en') : spoken;
    const translate = translateTo[language];
    const report = reportOf(run, new Texts(run.workspace), language, translate);
    const seen = horizonOf(run, asked.value, isPartial(report.counts), language, translate);
    switch (options.format ?? 'text') {
        case 'json':
            io.stdout.write(`${JSON.stringify(seen, null, 2)}\n`);
            break;
        case 'markdown':
            io.stdout.write(horizonMarkdown(seen, translate));
            break;
        case 'icalendar':
            io.stdout.write(horizonCalendar(seen, translate));
            break;
        case 'text':
            io.stdout.write(horizonText(seen, { translate, style: styleOf(options.color ?? 'auto', io), columns: io.stdout.columns }));
    }
    return gateOf(run, report, io, translate);
}

/** The same day so many years on; 28 February where there is no 29th. */
function inYears(day: Day, years: number): Day {
    const [year = '', rest = ''] = [formatDay(day).slice(0, 4), formatDay(day).slice(4)];
    const later = String(Math.min(Number(year) + years, 9999)).padStart(4, '0');
    const read = readDay(`${later}${rest}`);
    return 'value' in read ? read.value : inYears(day - 1, years);
}

function horizonOf(run: Run, until: Day, incomplete: boolean, language: Language, translate: Translate): Horizon {
    const { workspace, judge, judgements, date } = run;
    const ids = judgements.flatMap(({ path }) => workspace.files.get(path)?.ids ?? []);
    const texts = new Texts(workspace);
    return {
        schemaVersion: 1,
        tool: { name: 'terroir', version: toolVersion() },
        judged: { asOf: formatDay(date), until: formatDay(until) },
        language,
        incomplete,
        changes: changes(judge, ids, date, until).map(({ day, rule, subject, before, after, causes, standing }) => ({
            day: formatDay(day),
            rule: rule.id,
            subject,
            name: nameOf(subject),
            ...placeIn(workspace, texts, { id: subject, path: 'name' }),
            before,
            after,
            causes: causes.map((turn) => ({ text: say(sayCause(workspace.engine.at(day), turn), translate), ...placeIn(workspace, texts, turn.at) })),
            says:
                standing.findings.length > 0
                    ? standing.findings.map(({ message }) => say(message, translate))
                    : standing.because
                      ? [say(standing.because, translate)]
                      : [],
        })),
        notJudged: judgements.flatMap(({ notJudged }) => notJudged),
    };
}
