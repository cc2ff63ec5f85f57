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

/** Words that the grammar takes for any hole. Names need not mean anything for that. */
const samples: Readonly<Record<string, string>> = { day: '2026-01-01', duration: '1 month', text: '"text"', number: '1', share: '1%', money: '1 EUR' };

/** Each hole is filled with something that can be read there, to find out what the grammar makes of the text. */
export const sampled = (): Write => filling((hole) => samples[hole] ?? 'Name');

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
