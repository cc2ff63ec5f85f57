import { resolve } from 'node:path';
import { atLeast, formatDay, type Message, say, text } from '../../language/index.ts';
import { changesOf, type Judged, type OpenBaseline, openBaseline, updated, withBaseline, writtenBaseline } from './baseline.ts';
import { stepSummary } from './formats/github.ts';
import { inBulk, those } from './formats/pieces.ts';
import { styleOf } from './formats/style.ts';
import { textReport } from './formats/text.ts';
import { lastLine } from './formats/words.ts';
import { type Gravity, gravityOf } from './gravity.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { couldWrite, formatNames, type Gate, isForMachines, type Output, placeOf, readOutputs, written } from './outputs.ts';
import type { Reading, Report, Texts } from './report.ts';
import { kindOf, type runOptions, type Told } from './run.ts';
import { isThere } from './sources.ts';
import { type Language, languages, translateTo } from './translation.ts';

/** What is done with a report: where it goes, what it is held to, when it fails the run. */
export const conclusionOptions = {
    format: { takes: 'text', many: true, suggests: formatNames },
    'fail-on': { takes: ['error', 'warning', 'information', 'never'] },
    'fail-on-unknown': { takes: 'nothing' },
    hints: { takes: 'nothing' },
    'max-findings': { takes: 'number' },
    baseline: { takes: 'file' },
    'update-baseline': { takes: 'nothing' },
    'accept-new': { takes: 'nothing' },
    'no-wrap': { takes: 'nothing' },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
    quiet: { takes: 'nothing', short: 'q' },
} as const;

/** What is to be done with a report that is not there yet: where each goes, and the baseline that it is held to. */
export interface Intent {
    readonly outputs: readonly Output[];
    readonly baseline: OpenBaseline | undefined;
}

type Asked = Pick<Told<typeof runOptions & typeof conclusionOptions>, 'configuration' | 'root'> & { readonly options: Options<typeof conclusionOptions> };

/** Reads what is to be done with a report, so that nothing is judged in vain where it cannot be; or says why. */
export function intentOf({ options, configuration: { settings } }: Asked, io: Io): Intent | { readonly problem: Message } {
    const outputs = readOutputs(options.format ?? []);
    if ('problem' in outputs) return outputs;
    const baseline = openBaseline(options, settings, io);
    return baseline && 'problem' in baseline ? baseline : { outputs, baseline };
}

/** What a run came to, in any language that is asked for. */
export interface Outcome {
    readonly reading: Reading;
    readonly texts: Texts;
    readonly reportIn: (language: Language) => Report;
    /** What is said where no file was judged. */
    readonly nothing: Message;
    /** What the findings amount to, where that is known without putting them into words. */
    readonly gravity?: Gravity;
}

/** Writes the reports that were asked for, keeps the baseline, and gives the exit code. */
export async function conclude(
    { reading, texts, reportIn: plainIn, nothing, gravity }: Outcome,
    { outputs, baseline }: Intent,
    told: Asked,
    io: Io,
    spoken: Language,
): Promise<number> {
    const { options, root, configuration } = told;
    const { settings } = configuration;
    const gate: Gate = { failOn: settings.failOn ?? 'error', failOnUnknown: settings.failOnUnknown === true };
    const reports = new Map<Language, Report>();
    const reportIn = (language: Language): Report => {
        const known = reports.get(language);
        if (known) return known;
        const plain = plainIn(language);
        const report = baseline?.before ? withBaseline(plain, baseline.before, settings.baseline?.reopenOnChange !== false, isJudgedIn(plain)) : plain;
        reports.set(language, report);
        return report;
    };
    const translate = translateTo[spoken];
    const most = options['max-findings'];
    const seen = settings.hints ? reportIn(spoken) : withoutHints(reportIn(spoken));
    // Whoever wants no page does without what lays its pictures out.
    const drawing = outputs.some(({ format }) => format === 'html') ? await import('../drawing/draw.ts') : undefined;
    let unwritten = 0;
    for (const output of outputs) {
        const pieces = draw(output);
        if (output.file !== undefined) {
            if (!wrote(output.file, pieces)) unwritten++;
        } else for (const words of inBulk(pieces, 2 ** 16)) io.stdout.write(words);
    }
    // Where the standard output is not for people, they still learn what the run came to.
    if (!outputs.some(({ format, file }) => format === 'text' && file === undefined)) io.stderr.write(`${lastLine(seen, translate)}\n`);
    const report = reportIn(spoken);
    if (report.counts.files === 0) io.stderr.write(`terroir: ${say(nothing, translate)}\n`);
    if (baseline && options['update-baseline']) updateBaseline(baseline, report);
    // What a baseline knows weighs nothing, and which that is shows in the findings alone.
    const weighty = (baseline?.before ? undefined : gravity) ?? gravityOf(those(report.findings, ({ origin }) => origin !== 'known'));
    return unwritten > 0 ? 2 : exitCode(report.counts, weighty, gate);

    function isJudgedIn({ files }: Report): Judged {
        const judged = new Set(files.flatMap((file) => (file.judged ? [file.path] : [])));
        return (file) => judged.has(file) || !isThere(io.disk, resolve(root, file));
    }

    /** What goes into the baseline is said, finding by finding: nothing is absorbed in silence. */
    function updateBaseline({ place, shown, before }: OpenBaseline, report: Report): void {
        if (report.counts.failed > 0) {
            io.stderr.write(`terroir: ${say(text('The baseline stays as it is, since not everything could be judged.'), translate)}\n`);
            return;
        }
        const accepts = options['accept-new'] === true;
        const next = updated(report, before, accepts, isJudgedIn(report));
        const reopened = accepts ? those(report.findings, ({ origin }) => origin === 'reopened') : [];
        if (couldWrite(shown, io, translate, () => io.disk.write(place, writtenBaseline(next))))
            io.stderr.write(changesOf(shown, before, next, reopened, translate));
        else unwritten++;
    }

    function draw({ format, file }: Output): Iterable<string> {
        if (format === 'text') {
            if (options.quiet && file === undefined) return [`${lastLine(seen, translate)}\n`];
            const style = file === undefined ? styleOf(options.color ?? 'auto', io) : styleOf('never', io);
            const columns = file === undefined ? io.stdout.columns : undefined;
            return textReport(seen, texts, { today: formatDay(reading.today), translate, style, columns, most, wholeMessages: options['no-wrap'] === true });
        }
        // A report for machines does not change with the machine's locale.
        const language = isForMachines(format) ? (options.lang ?? 'en') : spoken;
        const whole = reportIn(language);
        const report = isForMachines(format) || settings.hints ? whole : withoutHints(whole);
        const writing = { reading, texts, translate: translateTo[language], gate, most, drawing };
        const summary = io.env['GITHUB_STEP_SUMMARY'];
        if (format === 'github' && summary !== undefined && summary !== '' && !appended(summary, stepSummary(report, writing))) unwritten++;
        return written(format, report, writing);
    }

    // A report that cannot be written fails the run, and the other reports are written.
    // It is written whole or not at all, unless it is longer than may be held.
    function wrote(file: string, pieces: Iterable<string>): boolean {
        const place = placeOf(file, io);
        const put = (how: 'write' | 'append', words: string): boolean => couldWrite(file, io, translate, () => io.disk[how](place, words));
        const bulk = inBulk(pieces, longest);
        let words = bulk.next().value as string;
        let how: 'write' | 'append' = 'write';
        for (const more of bulk) {
            // A pipe can be opened but once: whoever reads it takes its end for the end of the report.
            if (kindOf(io.disk, place) === 'other') words += more;
            else if (put(how, words)) [how, words] = ['append', more];
            else return false;
        }
        return put(how, words);
    }

    function appended(file: string, words: string): boolean {
        return couldWrite(file, io, translate, () => io.disk.append(placeOf(file, io), words));
    }
}

/** So many characters of a report are held at most. */
const longest = 2 ** 24;

/** A report for people who have not asked for hints: there is then nothing of them in it, not even their number. */
function withoutHints(report: Report): Report {
    const findings = those(report.findings, ({ severity, waivedBy }) => severity !== 'hint' || waivedBy !== null);
    const others = { findings: { value: findings, enumerable: true }, counts: { value: { ...report.counts, hints: 0 }, enumerable: true } };
    // What nobody asks for, such as the digest of the library, is not worked out for being copied.
    return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(report), ...others }) as Report;
}

/** Could not judge before findings before undecided before clean: what is worst for whoever relies on the run comes first. */
function exitCode({ failed, notJudged }: Report['counts'], { gravest, isUnsettled }: Gravity, { failOn, failOnUnknown }: Gate): 0 | 1 | 2 | 3 {
    if (failed > 0) return 2;
    if (gravest !== undefined && failOn !== 'never' && atLeast(gravest, failOn)) return 1;
    // What rests on text that cannot be read is not even known to be unknown.
    return notJudged > 0 || (failOnUnknown && isUnsettled) ? 3 : 0;
}
