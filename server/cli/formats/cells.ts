/*
 * Text as a terminal shows it: in cells, of which a character takes none, one or two.
 */

/** What tells the characters apart of which not each takes one cell: made when such a text is first shown, since it takes its time. */
const tables = () => ({
    /** Characters that are two cells wide wherever they are shown: those of East Asian scripts and full-width forms. */
    wide: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u,
    picture: /^\p{Emoji_Presentation}|\ufe0f/u,
    invisible: /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u,
    graphemes: new Intl.Segmenter('en', { granularity: 'grapheme' }),
});
let made: ReturnType<typeof tables> | undefined;

/** The characters of a text as readers see them, each with its width and its offset. */
export function* cells(text: string): Generator<{ readonly character: string; readonly width: number; readonly offset: number }> {
    if (isPlain(text)) {
        for (let i = 0; i < text.length; i++) yield { character: text[i] as string, width: 1, offset: i };
        return;
    }
    const { graphemes, invisible, wide, picture } = (made ??= tables());
    for (const { segment, index } of graphemes.segment(text)) {
        const width = invisible.test(segment) ? 0 : wide.test(segment) || picture.test(segment) ? 2 : 1;
        yield { character: segment, width, offset: index };
    }
}

/** Letters, and the marks of typography: dashes, quotation marks, points. */
const isPlain = (text: string): boolean => /^[\x20-\x7e\xa0-\xac\xae-\u02af\u2010-\u2027\u2030-\u203b\u20ac]*$/.test(text);

export function widthOf(text: string): number {
    if (isPlain(text)) return text.length;
    let width = 0;
    for (const cell of cells(text)) width += cell.width;
    return width;
}

/**
 * Makes control characters visible: a spec is written by others, and its texts must not drive the terminal, nor turn the
 * direction of writing so that something else is read than stands there.
 */
export function harmless(text: string): string {
    return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (control) => {
        const code = control.charCodeAt(0);
        return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd';
    });
}

/** Breaks a text between words into lines of at most so many cells. A word that is longer, such as an address, stays whole. */
export function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    let line: string | undefined;
    let used = 0;
    for (const word of text.split(' ')) {
        const taken = widthOf(word);
        if (line !== undefined && used + 1 + taken <= width) {
            line += ` ${word}`;
            used += 1 + taken;
        } else {
            if (line !== undefined) lines.push(line);
            line = word;
            used = taken;
        }
    }
    return line === undefined ? lines : [...lines, line];
}
