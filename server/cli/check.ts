import { resolve } from 'node:path';
import { atLeast, formatDay, type Severity, say, text } from '../../language/index.ts';
import { changesOf, type OpenBaseline, openBaseline, updated, withBaseline, writtenBaseline } from './baseline.ts';
import { printConfiguration } from './configuration.ts';
import { stepSummary } from './formats/github.ts';
import { styleOf } from './formats/style.ts';
import { lastLine, textReport } from './formats/text.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { couldWrite, type Gate, isForMachines, type Output, placeOf, readOutputs, written } from './outputs.ts';
import { type Report, type Run, reportOf, Texts } from './report.ts';
import { isThere, languageIn, readTold, runOf, runOptions } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';
import { verify } from './verify.ts';

export const checkOptions = {
    ...runOptions,
    format: { takes: 'text', many: true },
    'fail-on': { takes: ['error', 'warning', 'information', 'never'] },
    'fail-on-unknown': { takes: 'nothing' },
    hints: { takes: 'nothing' },
    'print-config': { takes: 'nothing' },
    baseline: { takes: 'text' },
    'update-baseline': { takes: 'nothing' },
    'accept-new': { takes: 'nothing' },
    verify: { takes: 'text' },
    'no-wrap': { takes: 'nothing' },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
    quiet: { takes: 'nothing', short: 'q' },
} as const;

/** `terroir check`: judges files at a date and says what it found, in as many reports as are asked for. */
export function check(args: readonly string[], io: Io, environment: Language, misused: Misused): number {
    const told = readTold(args, checkOptions, io);
    if ('problem' in told) return misused(told.problem);
    const { options, operands, root, configuration } = told;
    const { settings } = configuration;
    const spoken = languageIn(told, environment);
    if (options['print-config']) {
        io.stdout.write(printConfiguration(configuration, say(text('default'), translateTo[spoken])));
        return 0;
    }
    if (options.verify !== undefined) {
        const more = operands[0] ?? (options['as-of'] === undefined ? undefined : '--as-of');
        if (more !== undefined) return misused(text('--verify judges what its report judged, at its date; {more} cannot stand beside it.', { more }));
        return verify(options.verify, told, io, environment, misused);
    }
    const outputs = readOutputs(options.format ?? []);
    if ('problem' in outputs) return misused(outputs.problem);
    const gate: Gate = { failOn: settings.failOn ?? 'error', failOnUnknown: settings.failOnUnknown === true };
    const baseline = openBaseline(options, settings, io);
    if (baseline && 'problem' in baseline) return misused(baseline.problem);
    const made = runOf(told, io);
    if ('problem' in made) return misused(made.problem);
    const run: Run = made;
    const judged = new Set(run.judgements.map(({ path }) => path));
    const isJudged = (file: string) => judged.has(file) || !isThere(io, resolve(root, file));
    const texts = new Texts(run.workspace);
    const reports = new Map<Language, Report>();
    const reportIn = (language: Language): Report => {
        const plain = () => reportOf(run, texts, language, translateTo[language]);
        const report =
            reports.get(language) ??
            (baseline?.before ? withBaseline(plain(), baseline.before, settings.baseline?.reopenOnChange !== false, isJudged) : plain());
        reports.set(language, report);
        return report;
    };
    const translate = translateTo[spoken];
    const seen = settings.hints ? reportIn(spoken) : withoutHints(reportIn(spoken));
    let unwritten = 0;
    for (const output of outputs) {
        const words = draw(output);
        if (output.file === undefined) io.stdout.write(words);
        else if (!wrote(output.file, words)) unwritten++;
    }
    // Where the standard output is not for people, they still learn what the run came to.
    if (!outputs.some(({ format, file }) => format === 'text' && file === undefined)) io.stderr.write(`${lastLine(seen, translate)}\n`);
    const report = reportIn(spoken);
    if (report.counts.files === 0) io.stderr.write(`terroir: ${say(text('Nothing was judged: no file could be read.'), translate)}\n`);
    if (baseline && options['update-baseline']) updateBaseline(baseline, report);
    return unwritten > 0 ? 2 : exitCode(report, gate.failOn, gate.failOnUnknown);

    /** What goes into the baseline is said, finding by finding: nothing is absorbed in silence. */
    function updateBaseline({ place, shown, before }: OpenBaseline, report: Report): void {
        if (report.counts.failed > 0) {
            io.stderr.write(`terroir: ${say(text('The baseline stays as it is, since not everything could be judged.'), translate)}\n`);
            return;
        }
        const next = updated(report, before, options['accept-new'] === true, isJudged);
        if (couldWrite(shown, io, translate, () => io.disk.write(place, writtenBaseline(next)))) io.stderr.write(changesOf(shown, before, next, translate));
        else unwritten++;
    }

    function draw({ format, file }: Output): string {
        if (format === 'text') {
            if (options.quiet && file === undefined) return `${lastLine(seen, translate)}\n`;
            const style = file === undefined ? styleOf(options.color ?? 'auto', io) : styleOf('never', io);
            const columns = file === undefined ? io.stdout.columns : undefined;
            return textReport(seen, texts, { today: formatDay(run.today), translate, style, columns, wholeMessages: options['no-wrap'] === true });
        }
        // A report for machines does not change with the machine's locale.
        const language = isForMachines(format) ? (options.lang ?? 'en') : spoken;
        const whole = reportIn(language);
        const report = isForMachines(format) || settings.hints ? whole : withoutHints(whole);
        const writing = { run, texts, translate: translateTo[language], gate };
        const summary = io.env['GITHUB_STEP_SUMMARY'];
        if (format === 'github' && summary !== undefined && summary !== '' && !appended(summary, stepSummary(report, writing))) unwritten++;
        return written(format, report, writing);
    }

    // A report that cannot be written fails the run, and the other reports are written.
    function wrote(file: string, words: string): boolean {
        return couldWrite(file, io, translate, () => io.disk.write(placeOf(file, io), words));
    }

    function appended(file: string, words: string): boolean {
        return couldWrite(file, io, translate, () => io.disk.append(placeOf(file, io), words));
    }
}

/** A report for people who have not asked for hints: there is then nothing of them in it, not even their number. */
function withoutHints(report: Report): Report {
    const findings = report.findings.filter(({ severity, waivedBy }) => severity !== 'hint' || waivedBy !== null);
    return { ...report, findings, counts: { ...report.counts, hints: 0 } };
}

/** Could not judge before findings before undecided before clean: what is worst for whoever relies on the run comes first. */
export function exitCode({ findings, counts }: Report, failOn: Severity | 'never', failOnUnknown: boolean): 0 | 1 | 2 | 3 {
    if (counts.failed > 0) return 2;
    const fails = findings.some(
        ({ verdict, severity, waivedBy, origin }) =>
            (verdict === 'violated' || verdict === 'broken') && waivedBy === null && origin !== 'known' && failOn !== 'never' && atLeast(severity, failOn),
    );
    if (fails) return 1;
    // What rests on text that cannot be read is not even known to be unknown.
    return counts.notJudged > 0 || (failOnUnknown && findings.some(({ verdict, origin }) => verdict === 'unknown' && origin !== 'known')) ? 3 : 0;
}
