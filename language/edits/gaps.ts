/** How the text of a change is written: what is known, and what stands for what people are to fill in. */
export interface Write {
    /** By the name of the hole and its number in the whole change, from 1. */
    readonly fill: (hole: string, n: number) => string;
    /** For whoever gives the text a meaning of its own, such as a template with places to fill. */
    readonly escaped: (text: string) => string;
    /** How many holes were filled so far. */
    filled: number;
}

const asItIs = (text: string): string => text;

/** Each hole is left open, for people to see. */
export const leftOpen = (): Write => filling(() => '…');

/** Each hole is filled. */
export const filling = (fill: Write['fill'], escaped = asItIs): Write => ({ fill, escaped, filled: 0 });

/** A template as some editors take it: `seat ${1:jurisdiction}`. */
export const template = (): Write =>
    filling(
        (hole, n) => `\${${n}:${hole}}`,
        (text) => text.replace(/[\\$}]/g, '\\$&'),
    );

/** A text with its holes, `{day}`, filled. */
export const filled = (text: string, write: Write): string =>
    text
        .split(/(\{[a-z-]+\})/)
        .map((part, i) => (i % 2 === 1 ? write.fill(part.slice(1, -1), ++write.filled) : write.escaped(part)))
        .join('');
