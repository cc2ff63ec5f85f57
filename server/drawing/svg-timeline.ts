import {
    type Bar,
    type Day,
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
import { badge, type Drawn, heading, Links, legend, nothingToDraw, type Part, tellFindings } from './frame.ts';
import { element, lines, type Markup, maybe, picture, round, together } from './markup.ts';
import { scaleOf, ticksOf } from './scale.ts';
import { style } from './style.ts';
import { widthOf, wrap } from './widths.ts';

const margin = 20;
const labels = 268;
const chart = 720;
const gap = 16;
const left = labels + gap;
const whole = left + chart;
const head = 62;
/** Above the lines, from the top: the numbers of the days to come, the years, today. */
const [numbers, years, today] = [10, 32, 50];
const barHeight = 16;
const nameStep = 14;
const small = { size: 10 } as const;
/** How far a point reaches to each side, in pixels. */
const pointReach = 5;

/** Draws what runs until when: a line for each thing that is dated, today across them, and the days to come on which verdicts change. */
export function drawTimeline(shown: TimelinePicture, translate: Translate, language: string, within?: string): Drawn {
    const tell = (message: Message) => say(message, translate);
    const links = new Links();
    const scale = scaleOf(shown, chart);
    const subject = shown.contracts.length === 1 ? shown.groups[0]?.name : undefined;
    const title = subject ? text('Timeline: {name}', { name: subject }) : text('Timeline: {n} contracts', { n: shown.contracts.length });
    const about = [
        ...(shown.contracts.length === 0 ? [nothingToDraw] : []),
        text('Judged at {date}. What is stated runs so long; what runs on behind its limit, or without what it rests on, is hatched.', {
            date: formatDay(shown.date),
        }),
        ...(shown.left.contracts > 0
            ? [text('There is no room for {n} more contracts; those with the most violations are drawn.', { n: shown.left.contracts })]
            : []),
    ].map(tell);
    const top = heading(tell(title), about, whole);

    let y = head;
    const rows = shown.groups.flatMap((group, i) => {
        // One contract is the title already.
        const isNamed = shown.groups.length > 1 && !(subject && i === 0);
        const named = isNamed ? [groupName(tell(group.name))] : [];
        return [...named, ...group.rows.map((row) => rowOf(row))];
    });
    const height = y + 6;
    const turnings = turningsOf(height + 22);
    const foot = legend({ things: shown.groups.flatMap((group) => group.rows), ties: [] }, tell);

    const body = together([
        maybe(within === undefined, hatches),
        element('g', { transform: `translate(${margin} ${margin})` }, top.markup),
        element(
            'g',
            { transform: `translate(${margin} ${round(margin + top.height)})` },
            grid(height),
            marksOfTurnings(height),
            namesOfYears(),
            now(height),
            together(rows),
            turnings.markup,
            element('g', { transform: `translate(0 ${round(height + 22 + turnings.height)})` }, foot.markup),
        ),
    ]);
    const size = { width: whole + 2 * margin, height: top.height + height + 22 + turnings.height + foot.height + 2 * margin };
    const svg = picture(
        { ...size, title: tell(title), description: [...about, ...shown.turnings.map((one) => sayTurning(one).join(' '))].join(' '), language, within },
        style,
        body,
    );
    return { svg, title: tell(title), links };

    // ------------------------------------------------------------ lines

    function groupName(name: string): Markup {
        const drawn = lines(wrap(name, whole, { size: 13, bold: true }, 1), { x: 0, y: y + 20, step: 0, class: 'name' });
        y += 30;
        return drawn;
    }

    function rowOf(row: Row): Markup {
        const kind = tell(row.kind).toUpperCase();
        const name = wrap(tell(row.name), labels - 22, { size: 12 }, 2);
        const height = 20 + name.length * nameStep + 6;
        const at = y;
        y += height;
        const says = [`${tell(row.kind)}: ${tell(row.name)}`, ...row.bars.map(sayBar), ...row.points.map(({ day, say }) => `${formatDay(day)} ${tell(say)}`)];
        const middle = at + height / 2;
        return element(
            'g',
            { class: `row ${row.role} ${row.mark ?? ''}`.trim(), 'data-n': links.to(row.at[0]) },
            element('title', {}, [...says, ...tellFindings(row.findings, shown.findings, tell)].join('\n')),
            element('rect', { class: 'stripe', x: left, y: at + 2, width: chart, height: height - 4 }),
            element('rect', { class: 'ring', x: -4, y: at + 1, width: whole + 8, height: height - 2, rx: 3 }),
            element('text', { class: 'kind', x: 0, y: at + 14 }, kind),
            lines(name, { x: 0, y: at + 29, step: nameStep, class: 'dated' }),
            row.mark && badge(row.mark, labels - 6, middle),
            together(drawBars(row, middle)),
        );
    }

    function sayBar({ from, until, say: what }: Bar): string {
        return `${tell(what)}: ${from === undefined ? '…' : formatDay(from)} – ${until === undefined ? '…' : formatDay(until)}`;
    }

    function drawBars({ bars, points, mark }: Row, middle: number): Markup[] {
        const isInSight = (from: Day, until: Day) => from <= shown.until && until >= shown.from;
        const drawn = bars
            .filter(({ from, until }) => isInSight(from ?? shown.from, until ?? shown.until))
            .map((bar) => ({ bar, x: left + scale.at(bar.from ?? shown.from), end: left + scale.at((bar.until ?? shown.until) + 1) }));
        const seen = points.filter(({ day }) => isInSight(day, day)).map(({ day, say: what }) => ({ what, x: left + scale.at(day + 0.5) }));
        const shapes = drawn.map(({ bar, x, end }) => {
            const opens = bar.until === undefined || bar.until > shown.until;
            const begins = bar.from === undefined || bar.from < shown.from;
            const [x1, x2] = [Math.max(x, left), Math.min(Math.max(end, x + 2), left + chart)];
            return element('path', {
                class: bar.look === 'over' ? (mark === 'violated' ? 'over' : 'over calm') : `bar ${bar.look}`,
                d: barShape(x1, x2, middle, begins, opens),
            });
        });
        const marks = seen.map(({ what, x }) => {
            const words = tell(what);
            const end = x + 8 + widthOf(words, small);
            const isFree = end <= left + chart && drawn.every((other) => other.end < x || other.x > end);
            const shape = element('path', { class: 'point', d: `M${round(x)} ${round(middle - 6)}l4.5 6l-4.5 6l-4.5 -6z` });
            return isFree ? together([shape, said(words, x + 8, middle, 'start')]) : shape;
        });
        if (drawn.length === 0) return [...saidAtEdge(bars, middle), ...marks];
        return [
            ...shapes,
            ...saidInBars(
                drawn,
                seen.map(({ x }) => x),
                middle,
            ),
            ...marks,
        ];
    }

    /** Of what ended before the axis begins, or begins behind its end, an arrow leads there: a line without anything would say that nothing ran. */
    function saidAtEdge(bars: readonly Bar[], middle: number): Markup[] {
        const bar = bars.at(-1);
        if (bar === undefined) return [];
        const [words = ''] = wordsOf(bar);
        return (bar.until ?? shown.until) < shown.from
            ? [said(`← ${words}`, left + 6, middle, 'start')]
            : [said(`${words} →`, left + chart - 6, middle, 'end')];
    }

    /** What fits into a bar stands in it, clear of the points there, what does not, beside the last one; the rest is told by the title of the line. */
    function saidInBars(
        drawn: readonly { readonly bar: Bar; readonly x: number; readonly end: number }[],
        points: readonly number[],
        middle: number,
    ): Markup[] {
        return drawn.flatMap(({ bar, x, end }, i) => {
            const [x1, x2] = [Math.max(x, left), Math.min(end, left + chart)];
            const choices = wordsOf(bar);
            const [from, to] = widestBetween(x1, x2, points);
            const inside = choices.find((one) => widthOf(one, small) + 10 <= to - from);
            if (inside !== undefined) return [said(inside, (from + to) / 2, middle, 'middle')];
            const words = choices[0] ?? '';
            const isLast = drawn.slice(i + 1).every((other) => other.x < x);
            if (words !== '' && isLast && x2 + 6 + widthOf(words, small) <= left + chart) return [said(words, x2 + 6, middle, 'start')];
            const isFirst = i === 0;
            if (words !== '' && isFirst && x1 - 6 - widthOf(words, small) >= left) return [said(words, x1 - 6, middle, 'end')];
            return [];
        });
    }

    /** What a bar says, the fullest first. */
    function wordsOf({ from, until, look, say: what, length }: Bar): readonly string[] {
        if (look === 'over') return [tell(what), ...(length ? [tell(length)] : [])];
        if (from !== undefined && until !== undefined) return [`${formatDay(from)} – ${formatDay(until)}`, formatDay(until)];
        if (from !== undefined) return [tell(text('since {day}', { day: formatDay(from) }))];
        return [until === undefined ? tell(what) : tell(text('until {day}', { day: formatDay(until) }))];
    }

    function said(words: string, x: number, middle: number, anchor: 'start' | 'middle' | 'end'): Markup {
        const width = widthOf(words, small);
        const from = anchor === 'middle' ? x - width / 2 : anchor === 'start' ? x : x - width;
        return together([
            element('rect', { class: 'plate', x: from - 2, y: middle - 6.5, width: width + 4, height: 13, rx: 2 }),
            element('text', { class: 'day', x, y: middle + 3.5, 'text-anchor': anchor }, words),
        ]);
    }

    // ------------------------------------------------------------ days

    function grid(height: number): Markup {
        return together(
            ticksOf(shown, scale).map(({ day }) => {
                const x = left + scale.at(day);
                return element('line', { class: 'grid', x1: x, y1: years + 5, x2: x, y2: height });
            }),
        );
    }

    /** Each on a plate: the line of a day to come may run through it. */
    function namesOfYears(): Markup {
        return together(
            ticksOf(shown, scale)
                .filter(({ label }) => label !== '')
                .flatMap(({ day, label }) => {
                    const x = left + scale.at(day);
                    const half = widthOf(label, { size: 11 }) / 2;
                    return [
                        element('rect', { class: 'plate', x: x - half - 2, y: years - 10, width: 2 * half + 4, height: 13, rx: 2 }),
                        element('text', { class: 'faint', x, y: years, 'text-anchor': 'middle' }, label),
                    ];
                }),
        );
    }

    function now(height: number): Markup {
        const x = left + scale.at(shown.date + 0.5);
        const words = formatDay(shown.date);
        const half = widthOf(words, { size: 11, bold: true }) / 2;
        const at = Math.min(Math.max(x, left + half), left + chart - half);
        return element(
            'g',
            {},
            element('title', {}, tell(text('The date of judgement'))),
            element('line', { class: 'now', x1: x, y1: today + 4, x2: x, y2: height }),
            element('rect', { class: 'plate', x: at - half - 3, y: today - 11, width: 2 * half + 6, height: 14, rx: 3 }),
            element('text', { class: 'today', x: at, y: today, 'text-anchor': 'middle' }, words),
        );
    }

    function marksOfTurnings(height: number): Markup {
        // What comes close together keeps its numbers apart.
        let free = Number.NEGATIVE_INFINITY;
        return together(
            shown.turnings.map(({ day }, i) => {
                const x = left + scale.at(day);
                const at = Math.max(x, free);
                free = at + 18;
                return element(
                    'g',
                    {},
                    element('title', {}, sayTurning(shown.turnings[i] as Turning).join('\n')),
                    element('path', { class: 'turn', d: `M${round(at)} ${numbers + 8}L${round(x)} ${years - 12}V${round(height)}`, fill: 'none' }),
                    numberAt(i + 1, at, numbers),
                );
            }),
        );
    }

    function numberAt(n: number, x: number, y: number): Markup {
        return together([
            element('circle', { class: 'number', cx: x, cy: y, r: 8 }),
            element('text', { class: 'count', x, y: y + 3.8, 'text-anchor': 'middle' }, String(n)),
        ]);
    }

    function turningsOf(top: number): Part {
        if (shown.turnings.length === 0) {
            const words = tell(text('No verdict changes in the next years, as far as is stated.'));
            return { markup: element('text', { class: 'faint', x: 0, y: top + 12 }, words), width: whole, height: 28 };
        }
        const parts: Markup[] = [element('text', { class: 'name', x: 0, y: top + 13 }, tell(text('The next days on which verdicts change')))];
        let at = top + 26;
        for (const [i, turning] of shown.turnings.entries()) {
            const told = sayTurning(turning).flatMap((line) => wrap(line, whole - 26, { size: 11 }, 3));
            parts.push(
                element(
                    'g',
                    { class: 'turning', 'data-n': links.to(turning.causes[0]?.at ?? turning.steps[0]?.at ?? { id: '', path: '' }) },
                    element('title', {}, sayTurning(turning).join('\n')),
                    element('rect', { class: 'ring', x: -4, y: at - 2, width: whole + 8, height: told.length * 15 + 6, rx: 3 }),
                    numberAt(i + 1, 8, at + 8),
                    lines(told, { x: 26, y: at + 12, step: 15, class: 'told' }),
                ),
            );
            at += told.length * 15 + 9;
        }
        return { markup: together(parts), width: whole, height: at - top + 8 };
    }

    /** The day, why, and what becomes of what, told once for all rules that change alike. */
    function sayTurning({ day, causes, steps }: Turning): readonly string[] {
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
}

/** The widest stretch of a bar that no point stands on. */
function widestBetween(x1: number, x2: number, points: readonly number[]): readonly [number, number] {
    const cuts = points.filter((x) => x > x1 - pointReach && x < x2 + pointReach).sort((a, b) => a - b);
    const stretches = [x1, ...cuts.map((x) => x + pointReach)].map((from, i) => [from, i < cuts.length ? (cuts[i] as number) - pointReach : x2] as const);
    return stretches.reduce((widest, one) => (one[1] - one[0] > widest[1] - widest[0] ? one : widest));
}

/** A bar; open where it goes on outside, or where nobody says how far. */
function barShape(x1: number, x2: number, middle: number, begins: boolean, opens: boolean): string {
    const [top, bottom] = [middle - barHeight / 2, middle + barHeight / 2];
    const right = opens ? `H${round(x2 - 7)}L${round(x2)} ${round(middle)}L${round(x2 - 7)} ${round(bottom)}` : `H${round(x2)}V${round(bottom)}`;
    const back = begins ? `H${round(x1)}L${round(x1 + 7)} ${round(middle)}Z` : `H${round(x1)}Z`;
    return `M${round(x1)} ${round(top)}${right}${back}`;
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
