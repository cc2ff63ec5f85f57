import { type Picture, type Place, say, type Translate, text } from '../../language/index.ts';
import type { Drawn, Tell } from './frame.ts';
import { element } from './markup.ts';
import { page } from './page.ts';
import { style } from './style.ts';
import { drawReach } from './svg-reach.ts';
import { drawTimeline, hatches } from './svg-timeline.ts';
import { reachTables, timelineTables } from './tables.ts';

/*
 * The door of the drawing room. With the library that lays pictures out it is a bundle of its own, which both the command and the
 * language server load when somebody wants a picture.
 */

/**
 * A picture as SVG that stands for itself. The same picture in the same language gives the same bytes.
 *
 * @param isPartial something could not be read or judged
 */
export const drawSvg = (picture: Picture, isPartial: boolean, translate: Translate, language: string, within?: string): Drawn =>
    picture.view === 'reach'
        ? drawReach(picture.shown, isPartial, translate, language, within)
        : drawTimeline(picture.shown, isPartial, translate, language, within);

/** The same as a part of a page that has what pictures share, and tells by itself what is missing; `within` tells it from the other pictures there. */
export const drawWithin = (picture: Picture, translate: Translate, language: string, within: string): string =>
    drawSvg(picture, false, translate, language, within).svg;

/** What the pictures of a page share: their style and patterns. It stands before them, takes no room, and nobody hears of it. */
export const sharedByPictures = (): string =>
    element('svg', { class: 'terroir-picture shared', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' }, hatches(), {
        markup: `\n<style>${style}</style>\n`,
    }).markup;

/** What an editor has to say for a page of it. */
export interface Asked {
    /** Of the script and the styles: whatever else gets into the page does not run. */
    readonly nonce: string;
    /** Something could not be read or judged. */
    readonly isPartial: boolean;
    /** What may be drawn instead, and what is drawn. */
    readonly scopes: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[];
    /** Where a place is, as the editor takes it; nothing where it cannot show it. */
    readonly locate: (place: Place) => unknown;
}

/** The page of a view: the picture, the same as tables, and what can be done with them. */
export function drawPage(
    picture: Picture,
    { nonce, isPartial, scopes, locate }: Asked,
    translate: Translate,
    language: string,
): { readonly title: string; readonly html: string } {
    const tell: Tell = (message) => say(message, translate);
    const { svg, title, links } = drawSvg(picture, isPartial, translate, language);
    const tables = picture.view === 'reach' ? reachTables(picture.shown, links, tell) : timelineTables(picture.shown, links, tell);
    const words = {
        scope: tell(text('What is drawn')),
        svg: tell(text('Save as SVG')),
        png: tell(text('Save as PNG')),
        larger: tell(text('Larger')),
        smaller: tell(text('Smaller')),
        fit: tell(text('Fit the width')),
        table: tell(text('The same as tables')),
    };
    const places = links.places.map((place) => locate(place) ?? null);
    return { title, html: page({ language, title, svg, tables, places, scopes, nonce, file: picture.view, words }) };
}
