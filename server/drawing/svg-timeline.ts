import {
    type Bar,
    formatDay,
    inTurn,
    type Message,
    type Row,
    say,
    sayOutlook,
    type TimelinePicture,
    type Translate,
    type Turning,
    text,
} from '../../language/index.ts';
import { drawBars } from './bars.ts';
import { badge, before, type Drawn, heading, Links, legend, noRoomFor, type Part, type Tell, tellFindings } from './frame.ts';
import { element, lines, type Markup, maybe, picture, round, together } from './markup.ts';
import { type Scale, scaleOf, ticksOf } from './scale.ts';
import { style } from './style.ts';
import { widthOf, wrap } from './widths.ts';

const margin = 20;
const labels = 268;
const gap = 16;
/** Where the axis begins and ends. */
const left = labels + gap;
const right = left + 720;
const whole = right;
const head = 62;
/** Above the lines, from the top: the numbers of the days to come, the years, today. */
const [numbers, years, today] = [10, 32, 50];
const nameStep = 14;

/** What every part of the picture is drawn with. */
interface Chart {
    readonly shown: TimelinePicture;
    readonly scale: Scale;
    readonly tell: Tell;
    readonly links: Links;
}

/** Draws what runs until when: a line for each thing that is dated, today across them, and the days to come on which verdicts change. */
export function drawTimeline(shown: TimelinePicture, isPartial: boolean, translate: Translate, language: string, within?: string): Drawn {
    const tell: Tell = (message) => say(message, translate);
    const links = new Links();
    const chart = { shown, scale: scaleOf(shown, left, right), tell, links };
    const title = tell(titleOf(shown));
    const about = aboutOf(shown, isPartial).map(tell);
    const top = heading(title, about, whole);
    const rows = drawRows(chart);
    const height = head + rows.height + 6;
    const below = height + 22;
    const turnings = drawTurnings(chart, below);
    const foot = legend({ things: shown.groups.flatMap((group) => group.rows), ties: [] }, tell);

    const body = together([
        maybe(within === undefined, hatches),
        element('g', { transform: `translate(${margin} ${margin})` }, top.markup),
        element(
            'g',
            { transform: `translate(${margin} ${round(margin + top.height)})` },
            grid(chart, height),
            marksOfTurnings(chart, height),
            namesOfYears(chart),
            now(chart, height),
            rows.markup,
            turnings.markup,
            element('g', { transform: `translate(0 ${round(below + turnings.height)})` }, foot.markup),
        ),
    ]);
    const size = { width: whole + 2 * margin, height: top.height + below + turnings.height + foot.height + 2 * margin };
    const description = [...about, ...shown.turnings.map((one) => sayTurning(one, tell).join(' '))].join(' ');
    return { svg: picture({ ...size, title, description, language, within }, style, body), title, links };
}

/** The only contract, which then needs no name above its lines; else how many there are. */
function titleOf({ contracts, groups }: TimelinePicture): Message {
    const only = contracts.length === 1 ? groups[0] : undefined;
    if (contracts.length === 0) return text('Timeline: no contract');
    return only ? text('Timeline: {name}', { name: only.name }) : text('Timeline: {n} contracts', { n: contracts.length });
}

/** What is to be known before one looks at the lines. */
const aboutOf = ({ contracts, date, left: missing }: TimelinePicture, isPartial: boolean): readonly Message[] => [
    ...before(contracts.length, isPartial),
    text('Judged at {date}. What is stated runs so long; what runs on behind its limit, or without what it rests on, is hatched.', { date: formatDay(date) }),
    ...noRoomFor(missing.contracts),
];

// ---------------------------------------------------------------- lines

/** All lines below each other, each group of them under its name. */
function drawRows(chart: Chart): Part {
    const { groups, contracts } = chart.shown;
    let y = head;
    const drawn: Markup[] = [];
    for (const [i, { name, rows }] of groups.entries()) {
        // One contract is the title already.
        if (groups.length > 1 && !(contracts.length === 1 && i === 0)) {
            drawn.push(lines(wrap(chart.tell(name), whole, { size: 13, bold: true }, 1), { x: 0, y: y + 20, step: 0, class: 'name' }));
            y += 30;
        }
        for (const row of rows) {
            const { markup, height } = drawRow(chart, row, y);
            drawn.push(markup);
            y += height;
        }
    }
    return { markup: together(drawn), width: whole, height: y - head };
}

/** One line: what it is and is called, and beside it what it is dated by. */
function drawRow({ shown, scale, tell, links }: Chart, row: Row, y: number): Part {
    const kind = tell(row.kind).toUpperCase();
    const name = wrap(tell(row.name), labels - 22, { size: 12 }, 2);
    const height = 20 + name.length * nameStep + 6;
    const middle = y + height / 2;
    const says = [
        `${tell(row.kind)}: ${tell(row.name)}`,
        ...row.bars.map((bar) => sayBar(bar, tell)),
        ...row.points.map(({ day, say }) => `${formatDay(day)} ${tell(say)}`),
        ...tellFindings(row.findings, shown.findings, tell),
    ];
    const markup = element(
        'g',
        { class: `row ${row.role} ${row.mark ?? ''}`.trim(), 'data-n': links.to(row.at[0]) },
        element('title', {}, says.join('\n')),
        element('rect', { class: 'stripe', x: left, y: y + 2, width: right - left, height: height - 4 }),
        element('rect', { class: 'ring', x: -4, y: y + 1, width: whole + 8, height: height - 2, rx: 3 }),
        element('text', { class: 'kind', x: 0, y: y + 14 }, kind),
        lines(name, { x: 0, y: y + 29, step: nameStep, class: 'dated' }),
        row.mark && badge(row.mark, labels - 6, middle),
        together(drawBars(row, middle, scale, tell)),
    );
    return { markup, width: whole, height };
}

const sayBar = ({ from, until, say }: Bar, tell: Tell): string =>
    `${tell(say)}: ${from === undefined ? '…' : formatDay(from)} – ${until === undefined ? '…' : formatDay(until)}`;

// ---------------------------------------------------------------- days

function grid({ scale }: Chart, height: number): Markup {
    return together(
        ticksOf(scale).map(({ day }) => {
            const x = scale.at(day);
            return element('line', { class: 'grid', x1: x, y1: years + 5, x2: x, y2: height });
        }),
    );
}

/** Each on a plate: the line of a day to come may run through it. */
function namesOfYears({ scale }: Chart): Markup {
    return together(
        ticksOf(scale)
            .filter(({ label }) => label !== '')
            .flatMap(({ day, label }) => {
                const x = scale.at(day);
                const half = widthOf(label, { size: 11 }) / 2;
                return [
                    element('rect', { class: 'plate', x: x - half - 2, y: years - 10, width: 2 * half + 4, height: 13, rx: 2 }),
                    element('text', { class: 'faint', x, y: years, 'text-anchor': 'middle' }, label),
                ];
            }),
    );
}

function now({ shown, scale, tell }: Chart, height: number): Markup {
    const x = scale.at(shown.date + 0.5);
    const words = formatDay(shown.date);
    const half = widthOf(words, { size: 11, bold: true }) / 2;
    const at = Math.min(Math.max(x, left + half), right - half);
    return element(
        'g',
        {},
        element('title', {}, tell(text('The date of judgement'))),
        element('line', { class: 'now', x1: x, y1: today + 4, x2: x, y2: height }),
        element('rect', { class: 'plate', x: at - half - 3, y: today - 11, width: 2 * half + 6, height: 14, rx: 3 }),
        element('text', { class: 'today', x: at, y: today, 'text-anchor': 'middle' }, words),
    );
}

// ---------------------------------------------------------------- days to come on which verdicts change

/** Where they stand on the axis: a line through all others, with the number under which the day is told below. */
function marksOfTurnings({ shown, scale, tell }: Chart, height: number): Markup {
    // What comes close together keeps its numbers apart.
    let free = Number.NEGATIVE_INFINITY;
    return together(
        shown.turnings.map((turning, i) => {
            const x = scale.at(turning.day);
            const at = Math.max(x, free);
            free = at + 18;
            return element(
                'g',
                {},
                element('title', {}, sayTurning(turning, tell).join('\n')),
                element('path', { class: 'turn', d: `M${round(at)} ${numbers + 8}L${round(x)} ${years - 12}V${round(height)}`, fill: 'none' }),
                numberAt(i + 1, at, numbers),
            );
        }),
    );
}

/** What happens on them, below the lines. */
function drawTurnings({ shown, tell, links }: Chart, top: number): Part {
    if (shown.turnings.length === 0) {
        const words = tell(text('No verdict changes in the next years, as far as is stated.'));
        return { markup: element('text', { class: 'faint', x: 0, y: top + 12 }, words), width: whole, height: 28 };
    }
    const parts: Markup[] = [element('text', { class: 'name', x: 0, y: top + 13 }, tell(text('The next days on which verdicts change')))];
    let at = top + 26;
    for (const [i, turning] of shown.turnings.entries()) {
        const says = sayTurning(turning, tell);
        const told = says.flatMap((line) => wrap(line, whole - 26, { size: 11 }, 3));
        parts.push(
            element(
                'g',
                { class: 'turning', 'data-n': links.to(turning.causes[0]?.at ?? turning.steps[0]?.at ?? { id: '', path: '' }) },
                element('title', {}, says.join('\n')),
                element('rect', { class: 'ring', x: -4, y: at - 2, width: whole + 8, height: told.length * 15 + 6, rx: 3 }),
                numberAt(i + 1, 8, at + 8),
                lines(told, { x: 26, y: at + 12, step: 15, class: 'told' }),
            ),
        );
        at += told.length * 15 + 9;
    }
    return { markup: together(parts), width: whole, height: at - top + 8 };
}

function numberAt(n: number, x: number, y: number): Markup {
    return together([
        element('circle', { class: 'number', cx: x, cy: y, r: 8 }),
        element('text', { class: 'count', x, y: y + 3.8, 'text-anchor': 'middle' }, String(n)),
    ]);
}

/** The day, why, and what becomes of what, told once for all rules that change alike. */
function sayTurning({ day, causes, steps }: Turning, tell: Tell): readonly string[] {
    const because = tell(inTurn(causes.map((cause) => cause.say)));
    const alike = new Map<string, string[]>();
    for (const { rule, before, after } of steps) {
        const step = `${tell(sayOutlook(before))} → ${tell(sayOutlook(after))}`;
        alike.set(step, [...(alike.get(step) ?? []), rule]);
    }
    const told = [...alike].map(([change, found]) => {
        const rules = [...new Set(found)];
        return tell(text('{change}: {rules}', { change, rules: rules.length <= 3 ? rules : text('{n} rules', { n: rules.length }) }));
    });
    return [`${formatDay(day)}${because === '' ? '' : `  ${because}`}`, told.join(' · ')];
}

/** The patterns of what runs on. */
export const hatches = (): Markup =>
    element(
        'defs',
        {},
        ...(['hatch', 'hatch calm'] as const).map((look) =>
            element(
                'pattern',
                {
                    id: look === 'hatch' ? 'terroir-over' : 'terroir-over-calm',
                    width: 7,
                    height: 7,
                    patternUnits: 'userSpaceOnUse',
                    patternTransform: 'rotate(45)',
                },
                element('line', { class: look, x1: 0, y1: 0, x2: 0, y2: 7 }),
            ),
        ),
    );
