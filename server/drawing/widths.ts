/*
 * How wide text is, without a screen to ask. The table is that of a wide sans-serif (Verdana, DejaVu Sans), so that in the usual
 * fonts of an editor or a browser text is narrower than the room that is kept for it, and never wider.
 */

/** Widths of the characters from U+0020 to U+007E, in hundredths of the font size. */
const regular = [
    32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58,
    77, 75, 30, 30, 66, 56, 86, 75, 79, 60, 79, 70, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97,
    63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 53, 64, 34, 64, 84,
];
const bold = [
    35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84, 58, 100, 77, 76, 73, 83, 68,
    68, 82, 84, 37, 37, 77, 64, 100, 84, 85, 73, 85, 77, 72, 68, 81, 77, 110, 77, 73, 73, 46, 37, 46, 84, 50, 50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67,
    34, 104, 71, 69, 72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84,
];

export interface Font {
    readonly size: number;
    readonly bold?: true;
    /** Between letters, in the unit of the size. */
    readonly spacing?: number;
}

/** A width that the text will not be wider than, in the unit of the font's size. */
export function widthOf(words: string, { size, bold: isBold, spacing = 0 }: Font): number {
    let hundredths = 0;
    let n = 0;
    for (const character of words.normalize('NFD')) {
        const w = widthOfCharacter(character, isBold ? bold : regular);
        hundredths += w;
        if (w > 0) n++;
    }
    return (hundredths / 100) * size + n * spacing;
}

function widthOfCharacter(character: string, table: readonly number[]): number {
    const code = character.codePointAt(0) ?? 0;
    const known = table[code - 0x20];
    if (known !== undefined) return known;
    // What stands on another letter, or is seen only by what it does to others.
    if (/^[\p{M}\p{Cf}]$/u.test(character)) return 0;
    if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303f\uff00-\uffef]$/u.test(character))
        return 130;
    // Quotes, dashes, spaces, dots.
    if (/^[\u00a0\u2000-\u200a\u202f\u2018\u2019\u00b7]$/.test(character)) return 36;
    if (/^[\u2013\u201c\u201d\u00ab\u00bb\u00a7\u00b0\u00ba]$/.test(character)) return 62;
    return 104;
}

/** Breaks text into lines no wider than `width`, between words where that can be; the last line says by … that there is more. */
export function wrap(words: string, width: number, font: Font, most: number): readonly string[] {
    const found: string[] = [];
    let line = '';
    const fits = (some: string) => widthOf(some, font) <= width;
    // A word that is too long for a line is broken anywhere.
    const pieces = words
        .replace(/\s+/g, (space) => (/^[\u00a0\u202f]+$/.test(space) ? space : ' '))
        .trim()
        .split(' ')
        .flatMap((word) => (fits(word) ? [word] : [...broken(word, fits)]));
    for (const piece of pieces) {
        const longer = line === '' ? piece : `${line} ${piece}`;
        if (line === '' || fits(longer)) line = longer;
        else {
            found.push(line);
            line = piece;
        }
    }
    found.push(line);
    if (found.length <= most) return found;
    return [...found.slice(0, most - 1), elide(`${found[most - 1]} ${found[most]}`, width, font)];
}

function* broken(word: string, fits: (some: string) => boolean): Generator<string> {
    let piece = '';
    for (const { segment } of graphemes.segment(word)) {
        if (piece !== '' && !fits(piece + segment)) {
            yield piece;
            piece = '';
        }
        piece += segment;
    }
    yield piece;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** As much of a text as there is room for on one line. */
export function elide(words: string, width: number, font: Font): string {
    if (widthOf(words, font) <= width) return words;
    let kept = '';
    for (const { segment } of graphemes.segment(words)) {
        if (widthOf(`${kept}${segment}…`, font) > width) break;
        kept += segment;
    }
    return `${kept.trimEnd()}…`;
}
