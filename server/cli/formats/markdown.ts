/** Text of others in Markdown, as what it is and nothing else: no mark-up, no HTML, no end of a cell. Blanks that bind stay what they are. */
export const cell = (words: string): string =>
    words.replace(/[\\`*_[\]<>#|~&]/g, (mark) => (mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`)).replace(/[^\S\u00a0]+/g, ' ');
