import { nameOf, type Severity, say, text } from '../../../language/index.ts';
import type { Writing } from '../outputs.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { atMost, saysMore } from './at-most.ts';
import { markdown } from './markdown-report.ts';
import { those } from './pieces.ts';
import { remarksOn } from './words.ts';

/*
 * Workflow commands of GitHub Actions:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands. A step shows few of them, so the step
 * summary has them all.
 */

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

/** One annotation a line for each finding that stands, and one for those that are left out. */
export function* github({ findings }: Report, { translate, most }: Writing): Generator<string> {
    const told = those(findings, ({ waivedBy, origin }) => waivedBy === null && origin !== 'known');
    const { shown, more } = atMost(told, most);
    for (const finding of shown) yield `${annotation(finding)}\n`;
    if (more > 0) yield `::notice::${data(say(saysMore(more), translate))}\n`;

    function annotation(finding: ReportedFinding): string {
        const { start, end } = finding.range;
        const title = finding.subject === null ? finding.rule : say(text('{rule} on {name}', { rule: finding.rule, name: nameOf(finding.subject) }), translate);
        // Columns are taken for a single line only.
        const columns = start.line === end.line && end.column > start.column ? { col: start.column, endColumn: end.column } : {};
        const properties = { file: finding.file, line: start.line, endLine: end.line, ...columns, title };
        const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
        const level = finding.verdict === 'unknown' ? 'notice' : levels[finding.severity];
        return `::${level} ${listed.join(',')}::${data([finding.message, ...remarksOn(finding, translate)].join('\n'))}`;
    }
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
