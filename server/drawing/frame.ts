import { type Finding, type Mark, type Message, type Place, text } from '../../language/index.ts';
import { element, lines, type Markup, together } from './markup.ts';
import { signs } from './style.ts';
import { widthOf, wrap } from './widths.ts';

/** Says a message in the language of the picture. */
export type Tell = (message: Message) => string;

/** A picture, and what it leads to. */
export interface Drawn {
    readonly svg: string;
    readonly title: string;
    /** The places behind what carries `data-n`, by that number. */
    readonly links: Links;
}

/** Places by number: a picture in a file names no file of whoever drew it. */
export class Links {
    readonly places: Place[] = [];
    private readonly known = new Map<string, number>();

    to(place: Place): number {
        const key = `${place.id} ${place.path}`;
        let n = this.known.get(key);
        if (n === undefined) {
            n = this.places.push(place) - 1;
            this.known.set(key, n);
        }
        return n;
    }
}

/** A part of a picture with the room that it takes. */
export interface Part {
    readonly markup: Markup;
    readonly width: number;
    readonly height: number;
}

/** The title of a picture and what is to be known before one looks at it. */
export function heading(title: string, about: readonly string[], room: number): Part {
    const large = { size: 19, bold: true } as const;
    const titles = wrap(title, room, large, 2);
    const small = about.flatMap((paragraph) => wrap(paragraph, room, { size: 11 }, 4));
    const width = Math.max(...titles.map((line) => widthOf(line, large)), ...small.map((line) => widthOf(line, { size: 11 })));
    const below = 4 + titles.length * 24;
    return {
        markup: together([lines(titles, { x: 0, y: 18, step: 24, class: 'heading' }), lines(small, { x: 0, y: below + 11, step: 15, class: 'faint' })]),
        width,
        height: below + small.length * 15 + 16,
    };
}

/** What comes before everything else that is to be known: nobody may take a picture for whole that may not be, nor an empty one for a picture of nothing. */
export const before = (contracts: number, isPartial: boolean): readonly Message[] =>
    isPartial
        ? [text('Not everything could be read or judged, so something may be missing here.')]
        : contracts === 0
          ? [text('No contract is declared here, so there is nothing to draw.')]
          : [];

/** What is said of contracts that are left out of a picture, if there are any. */
export const noRoomFor = (contracts: number): readonly Message[] =>
    contracts > 0 ? [text('Contracts that there is no room for: {n}; those with the most violations are drawn.', { n: contracts })] : [];

/** A small round sign that says how something stands. */
export const badge = (mark: Mark, x: number, y: number, radius = 7): Markup =>
    element(
        'g',
        { class: mark },
        element('circle', { class: 'badge', cx: x, cy: y, r: radius }),
        element('text', { class: 'sign', x, y: y + 3.8, 'text-anchor': 'middle' }, signs[mark]),
    );

const order: readonly Mark[] = ['violated', 'waived', 'unknown'];

export const sayMark = (mark: Mark): Message =>
    mark === 'violated' ? text('on the way of a violation') : mark === 'waived' ? text('violated, and waived') : text('not known');

/** What the marks mean that a picture has. */
export function legend({ things, ties }: { readonly things: readonly Shown[]; readonly ties: readonly Shown[] }, tell: Tell): Part {
    const marks = order.filter((mark) => [...things, ...ties].some((one) => one.mark === mark));
    let x = 0;
    const parts = marks.map((mark) => {
        const words = tell(sayMark(mark));
        const at = x;
        x += 62 + widthOf(words, { size: 11 }) + 24;
        return element(
            'g',
            { class: mark },
            element('path', { class: 'way', d: `M${at} 8h34` }),
            badge(mark, at + 46, 8),
            element('text', { x: at + 60, y: 12 }, words),
        );
    });
    return { markup: together(parts), width: x, height: marks.length > 0 ? 18 : 0 };
}

interface Shown {
    readonly mark: Mark | undefined;
}

/** What was found about something, a line each. */
export const tellFindings = (numbers: readonly number[], findings: readonly Finding[], tell: Tell): readonly string[] =>
    numbers.map((n) => findings[n]).flatMap((finding) => (finding ? [`${tell(finding.message)} (${finding.rule})`] : []));
