import { atLeast, formatDay, type Severity, say, text } from '../../language/index.ts';
import { json } from './formats/json.ts';
import { styleOf } from './formats/style.ts';
import { lastLine, textReport } from './formats/text.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { type Report, reportOf, Texts } from './report.ts';
import { readRun, runOptions } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const checkOptions = {
    ...runOptions,
    format: { takes: ['text', 'json'] },
    'fail-on': { takes: ['error', 'warning', 'information', 'never'] },
    'fail-on-unknown': { takes: 'nothing' },
    hints: { takes: 'nothing' },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
    quiet: { takes: 'nothing', short: 'q' },
} as const;

/** `terroir check`: judges files at a date and says what it found. */
export function check(args: readonly string[], io: Io, spoken: Language, misused: Misused): number {
    const read = readRun(args, checkOptions, io);
    if ('problem' in read) return misused(read.problem);
    const { options, run } = read;
    // A report for machines does not change with the machine's locale.
    const language = options.format === 'json' ? (options.lang ?? 'en') : spoken;
    const translate = translateTo[language];
    const texts = new Texts(run.workspace);
    const report = reportOf(run, texts, language, translate);
    const drawn = options.hints ? report : withoutHints(report);

    if (options.format === 'json') {
        io.stdout.write(json(report));
        io.stderr.write(`${lastLine(drawn, translate)}\n`);
    } else if (options.quiet) io.stdout.write(`${lastLine(drawn, translate)}\n`);
    else
        io.stdout.write(
            textReport(drawn, texts, { today: formatDay(run.today), translate, style: styleOf(options.color ?? 'auto', io), columns: io.stdout.columns }),
        );
    if (report.counts.files === 0) io.stderr.write(`terroir: ${say(text('Nothing was judged: no file could be read.'), translate)}\n`);
    return exitCode(report, options['fail-on'] ?? 'error', options['fail-on-unknown'] === true);
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
        ({ verdict, severity, waivedBy }) =>
            (verdict === 'violated' || verdict === 'broken') && waivedBy === null && failOn !== 'never' && atLeast(severity, failOn),
    );
    if (fails) return 1;
    // What rests on text that cannot be read is not even known to be unknown.
    return counts.notJudged > 0 || (failOnUnknown && counts.unknown > 0) ? 3 : 0;
}
