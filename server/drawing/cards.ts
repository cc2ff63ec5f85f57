import { type Message, type Thing, text } from '../../language/index.ts';
import type { Tell } from './frame.ts';
import { elide, type Font, widthOf, wrap } from './widths.ts';

/*
 * What stands on the cards of a picture, broken into lines, and how large that makes them. Text that finds no room is told in full
 * by the card's title, which screens show to whoever points there.
 */

export const fonts = {
    kind: { size: 9.5, bold: true, spacing: 0.6 },
    name: { size: 13, bold: true },
    line: { size: 11 },
    strong: { size: 11, bold: true },
} as const satisfies Record<string, Font>;

export const pad = 12;
const [narrowest, widest] = [150, 226];
const widestWithLaws = 300;
/** From one line of a card to the next. */
export const stepOf = { kind: 16, name: 16, line: 14 };
const mostLaws = 8;

export interface Card {
    readonly kind: string;
    readonly name: readonly string[];
    readonly lines: readonly string[];
    readonly laws: readonly { readonly text: string; readonly law: Thing['laws'][number] | undefined }[];
    readonly width: number;
    readonly height: number;
}

/** Breaks what a card says into lines. */
export function cardOf(thing: Thing, tell: Tell): Card {
    const room = (thing.laws.length > 0 ? widestWithLaws : widest) - 2 * pad;
    const kind = elide(tell(kindOf(thing)).toUpperCase(), room, fonts.kind);
    const name = wrap(tell(thing.name), Math.min(room, widest - 2 * pad), fonts.name, 3);
    const about = thing.lines.map(tell).join(' · ');
    const lines = about === '' ? [] : wrap(about, Math.min(room, widest - 2 * pad), fonts.line, 3);
    const shown = thing.laws.slice(0, thing.laws.length > mostLaws ? mostLaws - 1 : mostLaws);
    const laws = [
        ...shown.map((law) => ({ text: elide(tell(law.name), room - bullet, law.mark ? fonts.strong : fonts.line), law })),
        ...(shown.length < thing.laws.length ? [{ text: tell(text('and {n} more', { n: thing.laws.length - shown.length })), law: undefined }] : []),
    ];
    const widths = [
        widthOf(kind, fonts.kind) + badge,
        ...name.map((line) => widthOf(line, fonts.name)),
        ...lines.map((line) => widthOf(line, fonts.line)),
        ...laws.map(({ text, law }) => bullet + widthOf(text, law?.mark ? fonts.strong : fonts.line)),
    ];
    return {
        kind,
        name,
        lines,
        laws,
        width: Math.ceil(Math.max(narrowest, ...widths.map((width) => width + 2 * pad))),
        height: pad + stepOf.kind + name.length * stepOf.name + (lines.length + laws.length) * stepOf.line + (laws.length > 0 ? 4 : 0) + pad - 4,
    };
}

/** Room in front of a law, and beside the kind for a badge. */
export const bullet = 12;
const badge = 20;

/** The baseline of each part of a card, from its upper edge. */
export function baselines(card: Card): { readonly kind: number; readonly name: number; readonly lines: number; readonly laws: number } {
    const kind = pad + 9;
    const name = kind + stepOf.kind + 1;
    const lines = name + (card.name.length - 1) * stepOf.name + stepOf.line + 2;
    const laws = lines + card.lines.length * stepOf.line + 4;
    return { kind, name, lines, laws };
}

/** The word above a name. */
export function kindOf({ kind, stands }: Pick<Thing, 'kind' | 'stands'>): Message {
    switch (kind) {
        case 'contract':
            return text('contract');
        case 'dataset':
            return text('data');
        case 'service':
            return text('service');
        case 'organisation':
            return text('organisation');
        case 'place':
            return stands === 'inside' ? text('place in the EEA') : stands === 'adequate' ? text('adequate country') : text('third country');
    }
}
