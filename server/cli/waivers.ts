import { formatDay, type ListedWaiver, listWaivers, nameOf, type Severity, say, type Translate, text } from '../../language/index.ts';
import { styleOf } from './formats/style.ts';
import { waiversText } from './formats/waivers.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { inWords, placeIn, type Range, type Run, Texts } from './report.ts';
import { languageIn, readRun, runOptions, whyNothing } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';
import { toolVersion } from './version.ts';

export const waiversOptions = {
    ...runOptions,
    format: { takes: ['text', 'json'] },
    'fail-on-unused': { takes: 'nothing' },
    'fail-on-expired': { takes: 'nothing' },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
} as const;

/** The waivers of some specs in one language, as plain data: `--format json` prints it. docs/cli.md describes it. */
export interface WaiverReport {
    readonly schemaVersion: 1;
    readonly tool: { readonly name: 'terroir'; readonly version: string };
    readonly judged: { readonly asOf: string; readonly withTodaysKnowledge: boolean };
    readonly language: Language;
    readonly files: number;
    readonly waivers: readonly ReportedWaiver[];
    /** Files that could not be read, rules that failed, text that means nothing: waivers may be missing above. */
    readonly incomplete: boolean;
}

export interface ReportedWaiver {
    readonly waiver: string;
    readonly file: string;
    readonly range: Range;
    readonly state: ListedWaiver['state'];
    readonly use: 'used' | 'unused' | 'not evaluated' | null;
    readonly whyNotEvaluated: string | null;
    readonly rule: string | null;
    readonly subject: string | null;
    readonly reason: string | null;
    readonly approvedBy: string | null;
    readonly approvedOn: string | null;
    readonly until: string | null;
    readonly daysLeft: number | null;
    readonly silences: readonly Silenced[];
}

export interface Silenced {
    readonly rule: string;
    readonly severity: Severity;
    readonly message: string;
    readonly file: string;
    readonly range: Range;
}

/** `terroir waivers`: every waiver with what it silences, and how long it still does. */
export function waivers(args: readonly string[], io: Io, environment: Language, misused: Misused): number {
    const read = readRun(args, waiversOptions, io);
    if ('problem' in read) return misused(read.problem);
    const { options, run } = read;
    const spoken = languageIn(run, environment);
    const language = options.format === 'json' ? (options.lang ?? 'en') : spoken;
    const translate = translateTo[language];
    const report = waiverReport(run, language, translate);
    if (options.format === 'json') io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else
        io.stdout.write(
            waiversText(report, { today: formatDay(run.today), translate, style: styleOf(options.color ?? 'auto', io), columns: io.stdout.columns }),
        );
    if (report.incomplete) {
        const message = text('Not everything could be judged, so waivers may be missing here or be told wrongly: {command} says what is wrong.', {
            command: 'terroir check',
        });
        io.stderr.write(`terroir: ${say(message, translate)}\n`);
        return 2;
    }
    if (report.files === 0) io.stderr.write(`terroir: ${say(whyNothing(run), translate)}\n`);
    const isFailure = report.waivers.some(
        ({ state, use }) => (use === 'unused' && options['fail-on-unused'] === true) || (state === 'over' && options['fail-on-expired'] === true),
    );
    return isFailure ? 1 : 0;
}

function waiverReport(run: Run, language: Language, translate: Translate): WaiverReport {
    const { workspace, judge, judgements, date } = run;
    const texts = new Texts(workspace);
    const { toFinding } = inWords(workspace, texts, translate);
    const paths = judgements.map(({ path }) => path);
    const listed = listWaivers(judge, workspace, paths, date);
    const isUnsound = ({ verdict, rule }: { verdict: string; rule: string }) => verdict === 'failed' || (verdict === 'broken' && rule.startsWith('syntax/'));
    return {
        schemaVersion: 1,
        tool: { name: 'terroir', version: toolVersion() },
        judged: { asOf: formatDay(date), withTodaysKnowledge: date < run.today },
        language,
        files: paths.length,
        waivers: listed.map(toWaiver),
        incomplete:
            run.unreadable.length > 0 || judgements.some(({ findings }) => findings.some(isUnsound)) || listed.some(({ state }) => state === 'not judged'),
    };

    function toWaiver(one: ListedWaiver): ReportedWaiver {
        return {
            waiver: one.id,
            ...placeIn(workspace, texts, { id: one.id, path: 'name' }),
            state: one.state,
            use: one.use ?? null,
            whyNotEvaluated: one.whyNotEvaluated ? say(one.whyNotEvaluated, translate) : null,
            rule: one.rule ?? null,
            subject: one.subject ?? null,
            reason: one.reason ?? null,
            approvedBy: one.approver === undefined ? null : nameOf(one.approver),
            approvedOn: one.approved === undefined ? null : formatDay(one.approved),
            until: one.until === undefined ? null : formatDay(one.until),
            daysLeft: one.daysLeft ?? null,
            silences: one.silences.map((finding) => {
                const { rule, severity, message, file, range } = toFinding(finding);
                return { rule, severity, message, file, range };
            }),
        };
    }
}
