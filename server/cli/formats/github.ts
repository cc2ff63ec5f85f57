import { nameOf, type Severity, say, text } from '../../../language/index.ts';
import type { Writing } from '../outputs.ts';
import type { Range, Report, ReportedFinding } from '../report.ts';
import { atMost, saysMore } from './at-most.ts';
import { those } from './pieces.ts';
import { markdown } from './report-markdown.ts';
import { notJudgedIn, remarksOn } from './words.ts';

/*
 * Workflow commands of GitHub Actions:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands. A step shows few of them, so the step
 * summary has them all.
 */

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

/** One annotation a line: for what was not judged, for each finding that stands, and for those that are left out. */
export function* github(report: Report, writing: Writing): Generator<string> {
    const { translate, most } = writing;
    for (const { id, file, range, message } of notJudgedIn(report, writing)) yield command('error', file, range, nameOf(id), [message]);
    const told = those(report.findings, ({ waivedBy, origin }) => waivedBy === null && origin !== 'known');
    const { shown, more } = atMost(told, most);
    for (const finding of shown) yield annotation(finding);
    if (more > 0) yield `::notice::${data(say(saysMore(more), translate))}\n`;

    function annotation(finding: ReportedFinding): string {
        const title = finding.subject === null ? finding.rule : say(text('{rule} on {name}', { rule: finding.rule, name: nameOf(finding.subject) }), translate);
        return command(levels[finding.severity], finding.file, finding.range, title, [finding.message, ...remarksOn(finding, translate)]);
    }
}

function command(level: string, file: string, { start, end }: Range, title: string, lines: readonly string[]): string {
    // Columns are taken for a single line only.
    const columns = start.line === end.line && end.column > start.column ? { col: start.column, endColumn: end.column } : {};
    const properties = { file, line: start.line, endLine: end.line, ...columns, title };
    const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
    return `::${level} ${listed.join(',')}::${data(lines.join('\n'))}\n`;
}

const data = (words: string): string => words.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const property = (words: string): string => data(words).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** A step summary may have this many bytes; GitHub drops a longer one whole. */
const mostBytes = 1_000_000;

/** The report for the page of the run; the end of a report that is too long gives way to a line that says so. */
export function stepSummary(report: Report, writing: Writing): string {
    const pieces: Buffer[] = [];
    let length = 0;
    for (const piece of markdown(report, writing)) {
        pieces.push(Buffer.from(piece));
        length += pieces.at(-1)?.length ?? 0;
        if (length > mostBytes) break;
    }
    const whole = Buffer.concat(pieces);
    if (length <= mostBytes) return whole.toString('utf8');
    const cut = whole.subarray(0, mostBytes).toString('utf8');
    const more = say(text('The rest of the report did not fit here.'), writing.translate);
    return `${cut.slice(0, cut.lastIndexOf('\n'))}\n\n${more}\n`;
}
