import { type Message, nameOf, say, text } from '../../../language/index.ts';
import { baselineLine } from '../baseline.ts';
import type { Writing } from '../outputs.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { atMost, saysMore } from './at-most.ts';
import { cell } from './markdown.ts';
import { lastLine, remarksOn, saysJudged, saysNotJudged, settingsOf, verdictOf } from './words.ts';

/** The report for a merge request: a table for each file, what fails first; then what could not be judged. */
export function* markdown(report: Report, { translate, most }: Writing): Generator<string> {
    const words = (message: Message) => say(message, translate);
    const head = [text('place'), text('verdict'), text('rule'), text('what'), text('holds until')].map(words);
    const { shown, more } = atMost(report.findings, most);
    const notJudged = report.notJudged.length === 0 ? [] : [cell(words(saysNotJudged(report.notJudged.map(nameOf))))];
    yield [
        `# ${words(text('What was judged'))}`,
        words(saysJudged(report.judged.asOf)),
        `**${cell(lastLine(report, translate))}**`,
        ...[...baselineLine(report, translate), ...settingsOf(report, translate)].map(cell),
    ].join('\n\n');
    let last: string | undefined;
    for (const finding of most === undefined ? shown : byFile([...shown])) {
        const { file } = finding;
        if (file !== last) yield `\n\n${[`## ${cell(file)}`, '', row(head), row(head.map(() => '---'))].join('\n')}`;
        yield `\n${rowOf(finding)}`;
        last = file;
    }
    for (const part of [...(more > 0 ? [cell(words(saysMore(more)))] : []), ...notJudged]) yield `\n\n${part}`;
    yield '\n';

    function rowOf(finding: ReportedFinding): string {
        const { range, rule, subject, holdsUntil } = finding;
        const about = [finding.message, ...remarksOn(finding, translate)];
        const name = subject === null ? '' : ` (${cell(nameOf(subject))})`;
        return row([
            `${range.start.line}:${range.start.column}`,
            `**${words(verdictOf(finding))}**`,
            `\`${rule}\`${name}`,
            about.map(cell).join('<br>'),
            holdsUntil ?? '',
        ]);
    }
}

/** Findings by their files: where errors come first a file may come twice, and has one table all the same. */
function byFile(shown: readonly ReportedFinding[]): readonly ReportedFinding[] {
    const places = new Map<string, number>();
    for (const { file } of shown) if (!places.has(file)) places.set(file, places.size);
    const placeOf = ({ file }: ReportedFinding): number => places.get(file) ?? 0;
    return shown.toSorted((a, b) => placeOf(a) - placeOf(b));
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
