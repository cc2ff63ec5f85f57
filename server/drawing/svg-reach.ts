import { Graph, layout } from '@dagrejs/dagre';
import { formatDay, type Marked, type Message, type Place, type ReachPicture, say, type Thing, type Tie, type Translate, text } from '../../language/index.ts';
import { baselines, bullet, type Card, cardOf, fonts, kindOf, pad, stepOf } from './cards.ts';
import { badge, type Drawn, heading, Links, legend, nothingToDraw, type Tell, tellFindings } from './frame.ts';
import { element, lines, type Markup, maybe, picture, round, together } from './markup.ts';
import { style } from './style.ts';
import { widthOf, wrap } from './widths.ts';

const margin = 20;
const labelWidth = 150;
const labelStep = 13;

interface Spot {
    readonly x: number;
    readonly y: number;
}

interface Box extends Spot {
    readonly width: number;
    readonly height: number;
}

/** Draws who gets at what: from the contracts above down to the laws that get hold of somebody. */
export function drawReach(shown: ReachPicture, translate: Translate, language: string, within?: string): Drawn {
    const tell: Tell = (message) => say(message, translate);
    const links = new Links();
    const cards = new Map(shown.things.map((thing) => [thing.id, { thing, card: cardOf(thing, translate) }]));
    const labels = new Map(shown.ties.map((tie) => [tie, labelOf(tie, tell)]));
    const { boxes, ways, width, height } = arranged(shown, cards, labels);

    const subject = shown.contracts.length === 1 ? shown.things.find(({ id }) => id === shown.contracts[0])?.name : undefined;
    const title = subject ? text('Reach: {name}', { name: subject }) : text('Reach: {n} contracts', { n: shown.contracts.length });
    const about = [
        ...(shown.contracts.length === 0 ? [nothingToDraw] : []),
        text('Judged at {date}. Read downwards: where the data lie, who holds them, whose law gets there.', { date: formatDay(shown.date) }),
        ...leftOut(shown),
    ].map(tell);
    const found = tell(summary(shown));
    const top = heading(tell(title), [...about, found], Math.max(width, 600));
    const foot = legend(shown, tell);
    const whole = Math.max(width + 2 * margin, top.width + 2 * margin, foot.width + 2 * margin);
    const shift = { x: (whole - width) / 2, y: top.height + margin };

    const body = together([
        element('g', { transform: `translate(${margin} ${margin})` }, top.markup),
        element(
            'g',
            { transform: `translate(${round(shift.x)} ${round(shift.y)})` },
            together(shown.ties.map((tie) => drawTie(tie))),
            together(shown.things.map((thing) => drawThing(thing))),
        ),
        element('g', { transform: `translate(${margin} ${round(shift.y + height + margin)})` }, foot.markup),
    ]);
    const size = { width: whole, height: shift.y + height + margin + foot.height + margin };
    const svg = picture({ ...size, title: tell(title), description: [...about, found].join(' '), language, within }, style, body);
    return { svg, title: tell(title), links };

    function drawTie(tie: Marked<Tie>): Markup {
        const label = labels.get(tie) ?? [];
        const way = ways.get(tie);
        if (!way) throw new Error('A tie has not been laid out.');
        const [from, to] = [tie.from, tie.to].map((id) => {
            const thing = cards.get(id)?.thing;
            return thing ? tell(thing.name) : id;
        });
        const says = `${from} → ${to}${tie.says.length > 0 ? `: ${tie.says.map(tell).join(', ')}` : ''}`;
        const at = tie.at[0] as Place;
        const line = tie.from === tie.to ? loop(way.points) : curve(way.points);
        return element(
            'g',
            { class: `tie ${tie.mark ?? ''}`.trim(), 'data-n': links.to(at) },
            element('title', {}, [says, ...tellFindings(tie.findings, shown.findings, tell)].join('\n')),
            element('path', { class: 'ring', d: line }),
            element('path', { class: 'way', d: line }),
            arrowhead(way.points),
            maybe(label.length > 0 || tie.mark !== undefined, () => {
                const w = Math.max(...label.map((line) => widthOf(line, fonts.strong)), 0);
                const top = way.label.y - (label.length * labelStep) / 2;
                return together([
                    element('rect', { class: 'plate', x: way.label.x - w / 2 - 3, y: top - 1, width: w + 6, height: label.length * labelStep + 3, rx: 3 }),
                    lines(label, { x: way.label.x, y: top + 10, step: labelStep, class: 'say', anchor: 'middle' }),
                    tie.mark && badge(tie.mark, label.length > 0 ? way.label.x - w / 2 - 12 : way.label.x, way.label.y),
                ]);
            }),
        );
    }

    function drawThing(thing: Marked<Thing>): Markup {
        const box = boxes.get(thing.id);
        const card = cards.get(thing.id)?.card;
        if (!box || !card) throw new Error(`${thing.id} has not been laid out.`);
        const { x, y, width, height } = box;
        const at = baselines(card);
        const radius = { contract: 2, dataset: 2, service: 12, organisation: 4, place: 16 }[thing.kind];
        const outline = { x, y, width, height, rx: radius };
        const about = [`${tell(kindOf(thing))}: ${tell(thing.name)}`, ...thing.lines.map(tell), ...tellFindings(thing.findings, shown.findings, tell)];
        return together([
            element(
                'g',
                { class: `thing ${thing.kind} ${thing.mark ?? ''}`.trim(), 'data-n': links.to(thing.at) },
                element('title', {}, about.join('\n')),
                element('rect', { class: 'back', ...outline }),
                element('rect', { class: 'tint', ...outline }),
                ornament(thing.kind, box),
                element('rect', { class: 'ring', x: x - 3, y: y - 3, width: width + 6, height: height + 6, rx: radius + 3 }),
                element('text', { class: 'kind', x: x + pad, y: y + at.kind }, card.kind),
                lines(card.name, { x: x + pad, y: y + at.name, step: stepOf.name, class: 'name' }),
                lines(card.lines, { x: x + pad, y: y + at.lines, step: stepOf.line, class: 'faint' }),
                thing.mark && badge(thing.mark, x + width - 15, y + at.kind - 3.5),
            ),
            ...card.laws.map(({ text: words, law }, i) => drawLaw(card, words, law, x + pad, y + at.laws + i * stepOf.line)),
        ]);
    }

    function drawLaw(card: Card, words: string, law: Thing['laws'][number] | undefined, x: number, y: number): Markup {
        if (!law) return element('text', { class: 'faint', x: x + bullet, y }, words);
        return element(
            'g',
            { class: `law ${law.mark ?? ''}`.trim(), 'data-n': links.to(law.at) },
            element('title', {}, [`${tell(text('access law'))}: ${tell(law.name)}`, ...tellFindings(law.findings, shown.findings, tell)].join('\n')),
            element('rect', { class: 'ring', x: x - 4, y: y - 11, width: card.width - 2 * pad + 8, height: 15, rx: 3 }),
            law.mark ? badge(law.mark, x + 3.5, y - 3.8, 5) : element('circle', { class: 'head', cx: x + 3.5, cy: y - 3.8, r: 2 }),
            element('text', { class: 'say', x: x + bullet, y }, words),
        );
    }
}

/** What tells a kind without its colour: the folded corner of a paper, the lid of a store. */
function ornament(kind: Thing['kind'], { x, y, width, height }: Box): Markup | undefined {
    switch (kind) {
        case 'contract':
            return element('path', { class: 'edge', d: `M${round(x + width)} ${round(y + height - 13)}v13h-13z` });
        case 'dataset':
            return element('path', { class: 'edge', d: `M${round(x)} ${round(y)}h${round(width)}v4h${round(-width)}z` });
        case 'organisation':
            return element('path', { class: 'edge', d: `M${round(x)} ${round(y + 3)}h3.5v${round(height - 6)}h-3.5z` });
        default:
            return undefined;
    }
}

// ---------------------------------------------------------------- where things stand

/** What an arrow says, in lines. */
function labelOf({ says, mark }: Marked<Tie>, tell: Tell): readonly string[] {
    const words = says.map(tell).join(', ');
    return words === '' ? [] : wrap(words, labelWidth, mark ? fonts.strong : fonts.line, 3);
}

interface Arranged {
    readonly boxes: ReadonlyMap<string, Box>;
    readonly ways: ReadonlyMap<Tie, Way>;
    readonly width: number;
    readonly height: number;
}

/** Where everything stands. The library sees things in the order of the text, so the same picture comes out the same. */
function arranged({ things, ties }: ReachPicture, cards: ReadonlyMap<string, { readonly card: Card }>, labels: ReadonlyMap<Tie, readonly string[]>): Arranged {
    const graph = new Graph({ multigraph: true }).setGraph({ rankdir: 'TB', nodesep: 34, edgesep: 18, ranksep: 46, acyclicer: 'greedy' });
    const name = new Map(things.map(({ id }, i) => [id, String(i)]));
    for (const { id } of things) {
        const card = cards.get(id)?.card;
        if (card) graph.setNode(name.get(id) ?? '', { width: card.width, height: card.height });
    }
    const above = new Set(ties.filter(({ manner }) => manner === 'is controller of').map(({ from }) => from));
    // What leads back to a controller, such as the keys that he holds, must not pull him down below his contract.
    const upwards = ties.map((tie) => above.has(tie.to));
    for (const [i, tie] of ties.entries()) {
        const label = labels.get(tie) ?? [];
        const width = label.length === 0 ? 8 : Math.max(...label.map((line) => widthOf(line, fonts.strong))) + (tie.mark ? 34 : 8);
        const [upper, lower] = upwards[i] ? [tie.to, tie.from] : [tie.from, tie.to];
        const weight = tie.mark === 'violated' ? 4 : tie.manner === 'lies in' ? 1 : 2;
        const size = { width, height: Math.max(1, label.length) * labelStep + 6, labelpos: 'c', weight };
        graph.setEdge(name.get(upper) ?? '', name.get(lower) ?? '', size, String(i));
    }
    layout(graph);
    const boxes = new Map(
        things.map(({ id }) => {
            const { x = 0, y = 0, width, height } = graph.node(name.get(id) ?? '');
            return [id, { x: x - width / 2, y: y - height / 2, width, height }];
        }),
    );
    const laidOut = ties.map((tie, i) => {
        const [upper, lower] = upwards[i] ? [tie.to, tie.from] : [tie.from, tie.to];
        const { points, x, y } = graph.edge(name.get(upper) ?? '', name.get(lower) ?? '', String(i)) as { points: Spot[]; x: number; y: number };
        const own = boxes.get(tie.from);
        if (own && tie.from === tie.to) return { tie, points: besides(own, { x, y }), label: { x, y } };
        return { tie, points: upwards[i] ? [...points].reverse() : points, label: { x, y } };
    });
    const rows = new Rows([...boxes.values(), ...graph.edges().map((edge) => standing(graph.edge(edge)))]);
    const { width = 0, height = 0 } = things.length > 0 ? graph.graph() : {};
    return { boxes, ways: upright(docked(laidOut, boxes), boxes, rows), width, height };
}

const standing = ({ x = 0, y = 0, width = 0, height = 0 }): Box => ({ x: x - width / 2, y: y - height / 2, width, height });

/** Cards and labels stand in rows, by their middles: each row is as high as the highest of them. */
class Rows {
    readonly #halves = new Map<number, number>();

    constructor(boxes: readonly Box[]) {
        for (const { y, height } of boxes) this.#halves.set(Math.round(y + height / 2), Math.max(this.halfAt(y + height / 2), height / 2));
    }

    halfAt(middle: number): number {
        return this.#halves.get(Math.round(middle)) ?? 0;
    }
}

/**
 * Lets lines go straight through each row and turn only between rows. Room is kept for a line beside the cards of a row; one that
 * turned there would run into a card that is higher than its own.
 */
function upright(ways: ReadonlyMap<Tie, Way>, boxes: ReadonlyMap<string, Box>, rows: Rows): ReadonlyMap<Tie, Way> {
    const through = ({ x, y }: Spot, down: boolean): Spot[] => {
        const half = down ? rows.halfAt(y) : -rows.halfAt(y);
        return [y - half, y + half].map((at) => ({ x, y: at }));
    };
    const outOf = (id: string, { x, y }: Spot): Spot[] => {
        const box = boxes.get(id) as Box;
        const middle = box.y + box.height / 2;
        const edge = y > middle ? middle + rows.halfAt(middle) : middle - rows.halfAt(middle);
        return edge === y ? [] : [{ x, y: edge }];
    };
    return new Map(
        [...ways].map(([tie, way]) => {
            const [first, last] = [way.points.at(0) as Spot, way.points.at(-1) as Spot];
            if (tie.from === tie.to) return [tie, way];
            const between = way.points.slice(1, -1).flatMap((spot) => through(spot, first.y < last.y));
            return [tie, { ...way, points: [first, ...outOf(tie.from, first), ...between, ...outOf(tie.to, last), last] }];
        }),
    );
}

interface Way {
    readonly tie: Tie;
    readonly points: readonly Spot[];
    readonly label: Spot;
}

/** Lets lines begin and end on the upper and lower sides of their cards, beside each other in the order in which they come. */
function docked(ways: readonly Way[], boxes: ReadonlyMap<string, Box>): ReadonlyMap<Tie, Way> {
    const points = new Map(ways.map(({ tie, points }) => [tie, [...points]]));
    const sides = new Map<
        string,
        { readonly box: Box; readonly isLower: boolean; readonly ends: { readonly way: Way; readonly end: 0 | -1; readonly x: number }[] }
    >();
    for (const way of ways) {
        if (way.tie.from === way.tie.to) continue;
        for (const end of [0, -1] as const) {
            const id = end === 0 ? way.tie.from : way.tie.to;
            const box = boxes.get(id);
            const next = way.points.at(end === 0 ? 1 : -2);
            if (!box || !next) continue;
            const isLower = next.y > box.y + box.height / 2;
            const key = `${id} ${isLower}`;
            const side = sides.get(key) ?? { box, isLower, ends: [] };
            sides.set(key, side);
            side.ends.push({ way, end, x: next.x });
        }
    }
    for (const { box, isLower, ends } of sides.values()) {
        const inOrder = [...ends].sort((a, b) => a.x - b.x);
        for (const [i, { way, end }] of inOrder.entries()) {
            const x = box.x + (box.width * (i + 1)) / (inOrder.length + 1);
            const own = points.get(way.tie) as Spot[];
            own[end === 0 ? 0 : own.length - 1] = { x, y: isLower ? box.y + box.height : box.y };
        }
    }
    return new Map(ways.map((way) => [way.tie, { ...way, points: points.get(way.tie) ?? way.points }]));
}

/** A line through some points that leaves and arrives upright. */
function curve(points: readonly Spot[]): string {
    const [first, ...rest] = points as [Spot, ...Spot[]];
    let before = first;
    const parts = [`M${round(first.x)} ${round(first.y)}`];
    for (const { x, y } of rest) {
        const middle = (before.y + y) / 2;
        parts.push(x === before.x ? `V${round(y)}` : `C${round(before.x)} ${round(middle)} ${round(x)} ${round(middle)} ${round(x)} ${round(y)}`);
        before = { x, y };
    }
    return parts.join('');
}

/** Of who holds shares in himself: out of the right side of his card, past what is said of it, and in again. */
const besides = ({ x, y, width, height }: Box, label: Spot): Spot[] => [
    { x: x + width, y: y + (3 * height) / 4 },
    { x: label.x, y: y + height / 4 },
    { x: x + width, y: y + height / 4 },
];

function loop(points: readonly Spot[]): string {
    const [from, turn, to] = points as [Spot, Spot, Spot];
    // A curve reaches three quarters of the way to what bends it.
    const far = round(from.x + ((turn.x - from.x) * 4) / 3);
    return `M${round(from.x)} ${round(from.y)}C${far} ${round(from.y)} ${far} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

function arrowhead(points: readonly Spot[]): Markup {
    const [before, tip] = points.slice(-2) as [Spot, Spot];
    if (tip.y === before.y) return element('path', { class: 'head', d: `M${round(tip.x)} ${round(tip.y)}l8 -4.5v9z` });
    const back = tip.y >= before.y ? -8 : 8;
    return element('path', { class: 'head', d: `M${round(tip.x)} ${round(tip.y)}l-4.5 ${back}h9z` });
}

// ---------------------------------------------------------------- words

function leftOut({ left }: ReachPicture): readonly Message[] {
    return [
        ...(left.contracts > 0 ? [text('There is no room for {n} more contracts; those with the most violations are drawn.', { n: left.contracts })] : []),
        ...(left.owners > 0 ? [text('There is no room for {n} more owners.', { n: left.owners })] : []),
    ];
}

function summary({ ways, findings }: ReachPicture): Message {
    const count = (verdict: string, waived: boolean) =>
        findings.filter((finding) => finding.verdict === verdict && (finding.waivedBy !== undefined) === waived).length;
    const laws = new Set(ways.map(({ law }) => JSON.stringify(law))).size;
    const names = { violated: count('violated', false), waived: count('violated', true), unknown: count('unknown', false) };
    return laws === 0
        ? text(
              'No access law of a third country reaches anybody here, as far as is stated. On these ways: {violated} violated, {waived} waived, {unknown} not known.',
              names,
          )
        : text('Access laws of third countries that reach somebody here: {laws}. On these ways: {violated} violated, {waived} waived, {unknown} not known.', {
              laws,
              ...names,
          });
}
