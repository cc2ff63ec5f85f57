import { type Message, nameOf, pathOf, plainName, say, type Translate, text } from '../../../language/index.ts';
import { baselineLine } from '../baseline.ts';
import type { Report, ReportedFinding, ReportedNorm, Texts } from '../report.ts';
import { atMost, saysMore } from './at-most.ts';
import { harmless, widthOf, wrap } from './cells.ts';
import { excerpt } from './excerpt.ts';
import { those } from './pieces.ts';
import type { Look, Style } from './style.ts';
import { forces, lastLine, saysNotJudged, settingsOf } from './words.ts';

/** How a report is drawn for people. */
export interface Drawing {
    /** The day of the run, UTC. */
    readonly today: string;
    readonly translate: Translate;
    readonly style: Style;
    /** The width of the terminal; nothing where there is none. */
    readonly columns: number | undefined;
    /** How many findings are shown at most; all of them if not given. */
    readonly most?: number | undefined;
    /** Each message stands on one line, however long, for tools that read the text. */
    readonly wholeMessages?: boolean;
}

const indent = '  ';
/** Longer lines are hard to read, however wide the screen. */
const widest = 110;

export const widthFor = ({ columns }: Pick<Drawing, 'columns'>): number => Math.max(40, Math.min(columns ?? 80, widest));

/** The report for people, from its date to its last line. */
export function* textReport(report: Report, texts: Texts, drawing: Drawing): Generator<string> {
    const { style, translate, most } = drawing;
    const width = widthFor(drawing);
    const head = [dateLine(report.judged.asOf, drawing), ...settingsOf(report, translate)].flatMap((line) => wrap(harmless(line), width));
    const { shown, more } = atMost(
        those(report.findings, ({ origin }) => origin !== 'known'),
        most,
    );
    const block = (lines: readonly string[]): string => `${lines.join('\n')}\n\n`;
    yield block(head.map((line) => style('faint', line)));
    for (const finding of shown) yield block(drawFinding(finding, texts, drawing));
    if (more > 0) yield block(wrap(say(saysMore(more), translate), width));
    const { notJudged } = report;
    if (notJudged.length > 0) yield block(wrap(harmless(say(saysNotJudged(notJudged.map((id) => `${plainName(id)} (${pathOf(id)})`)), translate)), width));
    yield `${[...baselineLine(report, translate), lastLine(report, translate, style)].join('\n')}\n`;
}

/** Where it is and what it weighs, what was found, the text itself, and why. */
function drawFinding(finding: ReportedFinding, texts: Texts, drawing: Drawing): readonly string[] {
    const { style, wholeMessages } = drawing;
    const look = lookOf(finding);
    const { file, range } = finding;
    const place = `${harmless(file)}:${range.start.line}:${range.start.column}`;
    const message = harmless(finding.message);
    const lines = [
        `${style('place', place)} ${style(look, look)} ${finding.rule}`,
        ...(wholeMessages ? [message] : wrap(message, widthFor(drawing) - indent.length)).map((line) => indent + line),
    ];
    if (finding.waivedBy === null && (finding.verdict !== 'failed' || finding.subject !== null)) lines.push('', ...sourceLines(finding, texts, drawing));
    const more = sections(finding, drawing);
    if (more.length > 0) lines.push('', ...more);
    return lines;
}

/** The line that a finding is about, marked where it is. */
function sourceLines(finding: ReportedFinding, texts: Texts, drawing: Drawing): readonly string[] {
    const { file, range } = finding;
    const { style } = drawing;
    const lines = texts.lines(file);
    if (!lines) return [];
    const number = String(range.start.line);
    const gutter = indent.length + number.length + 3;
    const { line, marks } = excerpt(lines, range, widthFor(drawing) - gutter);
    // Only the marks are coloured, not the blanks before them.
    const blanks = marks.length - marks.trimStart().length;
    const marked = marks.slice(0, blanks) + style(lookOf(finding), marks.slice(blanks));
    const bar = style('faint', '|');
    return [`${indent}${style('faint', number)} ${bar} ${line}`, `${indent}${' '.repeat(number.length)} ${bar} ${marked}`];
}

/** Why it is so, what is to be done about it, and until when it holds, each under its label. */
function sections(finding: ReportedFinding, drawing: Drawing): readonly string[] {
    const { translate } = drawing;
    const parts: Labelled[] = [];
    const prose = (words: string) => (room: number) => wrap(harmless(words), room);
    const isWaived = finding.waivedBy !== null;
    if (!isWaived && finding.path.length > 0) parts.push([labels.path, (room) => stepLines(finding, room, drawing)]);
    if (!isWaived && finding.norms.length > 0) parts.push([labels.norm, (room) => finding.norms.flatMap((norm) => normLines(norm, room, drawing))]);
    if (finding.waivedBy !== null) {
        const waiver = say(text('{name}, in {file}', { name: nameOf(finding.waivedBy), file: pathOf(finding.waivedBy) }), translate);
        parts.push([labels.waived, prose(waiver)]);
    }
    if (!isWaived && finding.cure !== null) parts.push([labels.cure, prose(finding.cure)]);
    for (const { in: id, write } of finding.settle) {
        const settle = text('state it in {name} ({file}), such as: {fact}', { name: nameOf(id), file: pathOf(id), fact: write });
        parts.push([labels.settle, prose(say(settle, translate))]);
    }
    if (!isWaived) for (const note of finding.notes) parts.push([labels.note, prose(note)]);
    if (finding.verdict === 'violated' || finding.verdict === 'unknown') {
        const until =
            finding.holdsUntil === null
                ? text('until what is stated changes: no date known ends this')
                : text('until {day}, unless what is stated changes', { day: finding.holdsUntil });
        parts.push([labels.holds, prose(say(until, translate))]);
    }
    return labelled(parts, Object.values(labels), widthFor(drawing), drawing);
}

/** The steps of a proof, numbered, each with its place behind it or, where there is no room, below it. */
function stepLines({ path }: ReportedFinding, room: number, { style, translate }: Drawing): readonly string[] {
    const marks = { asserted: say(text('asserted'), translate), evidenced: say(text('evidenced'), translate) };
    const digits = String(path.length).length;
    return path.flatMap(({ text: words, evidence, file, range }, i) => {
        const number = `${String(i + 1).padStart(digits)}. `;
        const hang = ' '.repeat(number.length);
        const place = `${harmless(file)}:${range.start.line}, ${marks[evidence]}`;
        const lines = wrap(harmless(words), room - number.length);
        const last = lines.at(-1) ?? '';
        const fits = number.length + widthOf(last) + 2 + widthOf(place) <= room;
        const drawn = fits ? [...lines.slice(0, -1), `${last}  ${style('faint', place)}`] : [...lines, style('faint', place)];
        return drawn.map((line, n) => (n === 0 ? number : hang) + line);
    });
}

/** A norm with its weight and the day on which its text was last read, and below it where it is published. */
function normLines({ title, force, verified, url }: ReportedNorm, room: number, { style, translate }: Drawing): readonly string[] {
    const weight = forces[force] ?? force;
    const status = verified === null ? text('{force}; not verified', { force: weight }) : text('{force}; verified on {day}', { force: weight, day: verified });
    const [first = '', ...rest] = wrap(`${harmless(title)} (${say(status, translate)})`, room - indent.length);
    return [first, ...rest.map((line) => indent + line), ...(url === null ? [] : [indent + style('faint', harmless(url))])];
}

/** What is said under a label: lines that fit into so many cells. */
export type Labelled = readonly [label: Message, lines: (room: number) => readonly string[]];

/** Paragraphs with their labels in a column of their own, as wide as the widest label that there can be. */
export function labelled(
    parts: readonly Labelled[],
    all: readonly Message[],
    width: number,
    { style, translate }: Pick<Drawing, 'style' | 'translate'>,
): string[] {
    const column = Math.max(...all.map((label) => widthOf(say(label, translate)))) + 2;
    return parts.flatMap(([label, draw]) => {
        const word = say(label, translate);
        const first = indent + style('label', word) + ' '.repeat(column - widthOf(word));
        const rest = ' '.repeat(indent.length + column);
        return draw(width - indent.length - column).map((line, i) => (i === 0 ? first : rest) + line);
    });
}

const labels = {
    path: text('path'),
    norm: text('norm'),
    waived: text('waived by'),
    cure: text('to do'),
    settle: text('to settle'),
    note: text('note'),
    holds: text('holds'),
} as const;

/** The word behind the place, the same in every language: editors and scripts read it. */
const lookOf = ({ verdict, severity, waivedBy }: ReportedFinding): Look => (waivedBy !== null ? 'waived' : verdict === 'unknown' ? 'unknown' : severity);

/** When was judged, and with the knowledge of when. */
export function dateLine(asOf: string, { today, translate }: Pick<Drawing, 'today' | 'translate'>): string {
    if (asOf === today) return say(text('Judged as of {day} (today, UTC).', { day: asOf }), translate);
    if (asOf < today) return say(text('Judged as of {day} with the knowledge of today, {today} (UTC).', { day: asOf, today }), translate);
    return say(text('Judged as of {day} as far as is known today, {today} (UTC).', { day: asOf, today }), translate);
}
