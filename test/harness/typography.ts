/** What breaks French typography in a Markdown text, each with what stands around it: blanks before signs, after guillemets, apostrophes. */
export function typographyFaults(markdown: string): string[] {
    const prose = proseOf(markdown);
    const all = (pattern: RegExp): string[] => [...prose.matchAll(pattern)].map(([found]) => found);
    return [
        ...all(/.{0,20}[^\u00a0\s][ ]?[;!?»]/g).filter((found) => !/\u00a0[;!?»]$/.test(found)),
        ...all(/.{0,20} [:]/g),
        ...all(/«[^\u00a0].{0,20}/g),
        ...all(/.{0,20}\w'\w.{0,20}/g),
    ];
}

/** A Markdown text without what is no prose: specs, code, comments, addresses. */
export const proseOf = (markdown: string): string =>
    markdown
        .replace(/^```[\s\S]*?^```/gm, '')
        .replace(/<!--[\s\S]*?-->/g, '')
        .replace(/`[^`]*`|\]\([^)]*\)|<https?:[^>]*>/g, '');
