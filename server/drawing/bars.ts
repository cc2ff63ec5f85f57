import { type Bar, type Day, formatDay, type Row, text } from '../../language/index.ts';
import type { Tell } from './frame.ts';
import { element, type Markup, round, together } from './markup.ts';
import type { Scale } from './scale.ts';
import { widthOf } from './widths.ts';

/*
 * What stands on one line of a timeline: bars for what runs, points for single days, and their words wherever there is room for them. What finds no room
 * is told by the title of the line.
 */

const barHeight = 16;
const small = { size: 10 } as const;
/** How far a point reaches to each side, in pixels. */
const pointReach = 5;

/** A bar of which something is in sight. Its ends may lie outside of the axis. */
interface Run {
    readonly bar: Bar;
    readonly x: number;
    readonly end: number;
}

/** A point in sight. */
interface Spot {
    readonly words: string;
    readonly x: number;
}

/** Words with their place on the line. */
interface Said {
    readonly words: string;
    readonly x: number;
    readonly anchor: 'start' | 'middle' | 'end';
}

/** Draws bars and points with what they say; `middle` is how far down their line lies. */
export function drawBars({ bars, points, mark }: Row, middle: number, scale: Scale, tell: Tell): Markup[] {
    const runs = bars
        .filter(({ from, until }) => isInSight(from ?? scale.from, until ?? scale.until, scale))
        .map((bar) => ({ bar, x: scale.at(bar.from ?? scale.from), end: scale.at((bar.until ?? scale.until) + 1) }));
    const spots = points.filter(({ day }) => isInSight(day, day, scale)).map(({ day, say }) => ({ words: tell(say), x: scale.at(day + 0.5) }));
    const said = runs.length > 0 ? saidInBars(runs, spots, scale, tell) : saidAtEdge(bars, scale, tell);
    return [
        ...runs.map((run) => drawRun(run, mark === 'violated', middle, scale)),
        ...said.map((words) => drawSaid(words, middle)),
        ...spots.map((spot) => drawSpot(spot, runs, middle, scale)),
    ];
}

const isInSight = (from: Day, until: Day, scale: Scale): boolean => from <= scale.until && until >= scale.from;

/** A bar; open where it goes on outside, or where nobody says how far. */
function drawRun({ bar, x, end }: Run, isViolated: boolean, middle: number, { from, until, left, right }: Scale): Markup {
    const opens = bar.until === undefined || bar.until > until;
    const begins = bar.from === undefined || bar.from < from;
    const [x1, x2] = [Math.max(x, left), Math.min(Math.max(end, x + 2), right)];
    const [top, bottom] = [middle - barHeight / 2, middle + barHeight / 2];
    const front = opens ? `H${round(x2 - 7)}L${round(x2)} ${round(middle)}L${round(x2 - 7)} ${round(bottom)}` : `H${round(x2)}V${round(bottom)}`;
    const back = begins ? `H${round(x1)}L${round(x1 + 7)} ${round(middle)}Z` : `H${round(x1)}Z`;
    const over = isViolated ? 'over' : 'over calm';
    return element('path', { class: bar.look === 'over' ? over : `bar ${bar.look}`, d: `M${round(x1)} ${round(top)}${front}${back}` });
}

/** A point, with its words behind it where no bar is in their way. */
function drawSpot({ words, x }: Spot, runs: readonly Run[], middle: number, { right }: Scale): Markup {
    const end = x + 8 + widthOf(words, small);
    const isFree = end <= right && runs.every((run) => run.end < x || run.x > end);
    const shape = element('path', { class: 'point', d: `M${round(x)} ${round(middle - 6)}l4.5 6l-4.5 6l-4.5 -6z` });
    return isFree ? together([shape, drawSaid({ words, x: x + 8, anchor: 'start' }, middle)]) : shape;
}

/** Words on a plate: lines of the grid run beneath them. */
function drawSaid({ words, x, anchor }: Said, middle: number): Markup {
    const width = widthOf(words, small);
    const from = anchor === 'middle' ? x - width / 2 : anchor === 'start' ? x : x - width;
    return together([
        element('rect', { class: 'plate', x: from - 2, y: middle - 6.5, width: width + 4, height: 13, rx: 2 }),
        element('text', { class: 'day', x, y: middle + 3.5, 'text-anchor': anchor }, words),
    ]);
}

/** Of what ended before the axis begins, or begins behind its end, an arrow leads there: a line without anything would say that nothing ran. */
function saidAtEdge(bars: readonly Bar[], { from, until, left, right }: Scale, tell: Tell): readonly Said[] {
    const bar = bars.at(-1);
    if (bar === undefined) return [];
    const [words = ''] = wordsOf(bar, tell);
    return (bar.until ?? until) < from ? [{ words: `← ${words}`, x: left + 6, anchor: 'start' }] : [{ words: `${words} →`, x: right - 6, anchor: 'end' }];
}

/** What fits into a bar stands in it, clear of the points there; what does not, behind the last bar or before the first. */
function saidInBars(runs: readonly Run[], spots: readonly Spot[], { left, right }: Scale, tell: Tell): readonly Said[] {
    return runs.flatMap(({ bar, x, end }, i): Said[] => {
        const [x1, x2] = [Math.max(x, left), Math.min(end, right)];
        const choices = wordsOf(bar, tell);
        const [from, to] = widestBetween(x1, x2, spots);
        const inside = choices.find((one) => widthOf(one, small) + 10 <= to - from);
        if (inside !== undefined) return [{ words: inside, x: (from + to) / 2, anchor: 'middle' }];
        const words = choices[0] ?? '';
        if (words === '') return [];
        const width = widthOf(words, small);
        const isLast = runs.slice(i + 1).every((other) => other.x < x);
        if (isLast && x2 + 6 + width <= right) return [{ words, x: x2 + 6, anchor: 'start' }];
        if (i === 0 && x1 - 6 - width >= left) return [{ words, x: x1 - 6, anchor: 'end' }];
        return [];
    });
}

/** What a bar says, the fullest first. */
function wordsOf({ from, until, look, say, length }: Bar, tell: Tell): readonly string[] {
    if (look === 'over') return [tell(say), ...(length ? [tell(length)] : [])];
    if (from !== undefined && until !== undefined) return [`${formatDay(from)} – ${formatDay(until)}`, formatDay(until)];
    if (from !== undefined) return [tell(text('since {day}', { day: formatDay(from) }))];
    return [until === undefined ? tell(say) : tell(text('until {day}', { day: formatDay(until) }))];
}

/** The widest stretch of a bar that no point stands on. */
function widestBetween(x1: number, x2: number, spots: readonly Spot[]): readonly [number, number] {
    const cuts = spots
        .map(({ x }) => x)
        .filter((x) => x > x1 - pointReach && x < x2 + pointReach)
        .sort((a, b) => a - b);
    const stretches = [x1, ...cuts.map((x) => x + pointReach)].map((from, i) => [from, i < cuts.length ? (cuts[i] as number) - pointReach : x2] as const);
    return stretches.reduce((widest, one) => (one[1] - one[0] > widest[1] - widest[0] ? one : widest));
}
