/** Text of others in Markdown, as what it is and nothing else: no mark-up, no HTML, no end of a cell. */
export const cell = (words: string): string =>
    words.replace(/[\\`*_[\]<>#|~&]/g, (mark) => (mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`)).replace(/\s+/g, ' ');
