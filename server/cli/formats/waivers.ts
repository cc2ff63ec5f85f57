import { type Message, nameOf, pathOf, say, text } from '../../../language/index.ts';
import type { ReportedWaiver, WaiverReport } from '../waivers.ts';
import { harmless, wrap } from './cells.ts';
import type { Look } from './style.ts';
import { type Drawing, dateLine, type Labelled, labelled, widthFor } from './text.ts';
import { ofFiles } from './words.ts';

/** The waivers for people, from the date to the last line. */
export function waiversText(report: WaiverReport, drawing: Drawing): string {
    const { style, translate } = drawing;
    const width = widthFor(drawing);
    const blocks = [[style('faint', dateLine(report.judged.asOf, drawing))], ...report.waivers.map(draw), [lastLine()]];
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;

    function draw(waiver: ReportedWaiver): string[] {
        const { file, range, rule, subject } = waiver;
        const standing = standingOf(waiver);
        const on = subject === null ? text('nothing that is declared') : text('{name}, in {file}', { name: nameOf(subject), file: pathOf(subject) });
        const target = text('{rule} on {subject}', { rule: rule ?? '', subject: on });
        const place = `${harmless(file)}:${range.start.line}:${range.start.column}`;
        return [
            `${style('place', place)} ${style(looks[standing], standing)} ${harmless(nameOf(waiver.waiver))}`,
            ...wrap(harmless(say(target, translate)), width - 2).map((line) => `  ${line}`),
            '',
            ...labelled(sections(waiver), Object.values(labels), width, drawing),
        ];
    }

    function sections(waiver: ReportedWaiver): Labelled[] {
        const prose = (message: Message) => (room: number) => wrap(harmless(say(message, translate)), room);
        return [
            [labels.because, prose(waiver.reason === null ? text('no reason is stated') : text('{reason}', { reason: waiver.reason }))],
            [labels.approved, prose(approval(waiver))],
            [labels.until, prose(end(waiver))],
            ...(waiver.state === 'live' ? [[labels.silences, (room: number) => silenced(waiver, room)] as const] : []),
        ];
    }

    function silenced({ silences, use, whyNotEvaluated }: ReportedWaiver, room: number): readonly string[] {
        if (use === 'unused') return wrap(say(text('nothing: take it out'), translate), room);
        if (silences.length === 0) {
            const nothing = whyNotEvaluated === null ? text('nothing now') : text('nothing now: {why}', { why: whyNotEvaluated });
            return wrap(harmless(say(nothing, translate)), room);
        }
        return silences.flatMap(({ message, file, range, severity }) => [
            `${style('faint', `${harmless(file)}:${range.start.line}:${range.start.column}`)} ${style(severity, severity)}`,
            ...wrap(harmless(message), room - 2).map((line) => `  ${line}`),
        ]);
    }

    /** How many there are of each, in one line. */
    function lastLine(): string {
        const number = (wanted: Standing) => report.waivers.filter((waiver) => standingOf(waiver) === wanted).length;
        const parts: [Message, number, Standing][] = [
            [text('{n} live', { n: number('live') }), number('live'), 'live'],
            [text('{n} unused', { n: number('unused') }), number('unused'), 'unused'],
            [text('{n} over', { n: number('over') }), number('over'), 'over'],
            [text('{n} not yet approved', { n: number('not-yet') }), number('not-yet'), 'not-yet'],
            [text('{n} incomplete', { n: number('incomplete') }), number('incomplete'), 'incomplete'],
            [text('{n} too long', { n: number('too-long') }), number('too-long'), 'too-long'],
            [text('{n} not judged', { n: number('not-judged') }), number('not-judged'), 'not-judged'],
        ];
        const results = parts.filter(([, n]) => n > 0).map(([message, , standing]) => style(looks[standing], say(message, translate)));
        const files = ofFiles(report.files);
        const day = report.judged.asOf;
        return say(
            results.length === 0
                ? text('No waiver in {files} as of {day}.', { files, day })
                : text('Waivers: {results} in {files} as of {day}.', { results, files, day }),
            translate,
        );
    }
}

/** The word behind the place, the same in every language. */
type Standing = 'live' | 'unused' | 'over' | 'not-yet' | 'incomplete' | 'too-long' | 'not-judged';

function standingOf({ state, use }: ReportedWaiver): Standing {
    if (use === 'unused') return 'unused';
    if (state === 'not yet') return 'not-yet';
    if (state === 'too long') return 'too-long';
    return state === 'not judged' ? 'not-judged' : state;
}

const looks: Readonly<Record<Standing, Look>> = {
    live: 'waived',
    unused: 'warning',
    over: 'warning',
    'not-yet': 'information',
    incomplete: 'warning',
    'too-long': 'warning',
    'not-judged': 'error',
};

const labels = {
    because: text('because'),
    approved: text('approved'),
    until: text('until'),
    silences: text('silences'),
} as const;

function approval({ approvedBy, approvedOn }: ReportedWaiver): Message {
    if (approvedBy === null) return text('by nobody');
    return approvedOn === null ? text('by {party}, on no day', { party: approvedBy }) : text('by {party} on {day}', { party: approvedBy, day: approvedOn });
}

function end({ until, daysLeft, state }: ReportedWaiver): Message {
    if (until === null) return text('no end is stated');
    if (state === 'too long') return text('{day}, which is further from its approval than is allowed', { day: until });
    if (daysLeft === null) return text('{day}', { day: until });
    if (daysLeft === 0) return text('{day}, which is past', { day: until });
    return daysLeft === 1 ? text('{day}: the last day', { day: until }) : text('{day}: {n} days left, the last one included', { day: until, n: daysLeft });
}
