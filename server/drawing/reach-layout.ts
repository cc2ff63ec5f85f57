import { Graph, layout } from '@dagrejs/dagre';
import type { Marked, ReachPicture, Tie } from '../../language/index.ts';
import { type Card, fonts } from './cards.ts';
import type { Tell } from './frame.ts';
import { widthOf, wrap } from './widths.ts';

/*
 * Where the cards of a picture of reach stand, and which way the arrows between them go.
 */

const labelWidth = 150;
export const labelStep = 13;

export interface Spot {
    readonly x: number;
    readonly y: number;
}

export interface Box extends Spot {
    readonly width: number;
    readonly height: number;
}

/** What an arrow says, in lines. */
export function labelOf({ says, mark }: Marked<Tie>, tell: Tell): readonly string[] {
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
export function arranged(
    { things, ties }: ReachPicture,
    cards: ReadonlyMap<string, { readonly card: Card }>,
    labels: ReadonlyMap<Tie, readonly string[]>,
): Arranged {
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

/** Of who holds shares in himself: out of the right side of his card, past what is said of it, and in again. */
const besides = ({ x, y, width, height }: Box, label: Spot): Spot[] => [
    { x: x + width, y: y + (3 * height) / 4 },
    { x: label.x, y: y + height / 4 },
    { x: x + width, y: y + height / 4 },
];
