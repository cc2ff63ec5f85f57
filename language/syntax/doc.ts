import type { Stretch } from './parsed.ts';

/** The doc comment that stands right before an offset, without its stars; nothing if there is none. */
export function docBefore(source: string, offset: number): string | undefined {
    const doc = docCommentBefore(source, offset);
    if (!doc) return undefined;
    return source
        .slice(doc.start + 3, doc.end - 2)
        .split(/\r\n|\r|\n/)
        .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
        .join('\n')
        .trim();
}

export function docCommentBefore(source: string, offset: number): Stretch | undefined {
    const [nearest] = commentsBefore(source, offset);
    return nearest && source.startsWith('/**', nearest.start) ? nearest : undefined;
}

/** Comments, and the texts in quotes that may hold what looks like one. */
const commentsAndTexts = /"(?:\\.|[^"\\\r\n])*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** The comments that stand right before an offset with nothing but blanks between, the nearest first. */
export function commentsBefore(source: string, offset: number): readonly Stretch[] {
    const before = source.slice(0, offset).trimEnd();
    const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
    if (!line.includes('//') && !line.endsWith('*/')) return [];
    // What is a comment can only be told from the beginning on.
    const found: Stretch[] = [];
    let begins = offset;
    for (const { 0: image, index: start } of [...before.matchAll(commentsAndTexts)].reverse()) {
        const end = start + image.length;
        if (image.startsWith('"') || source.slice(end, begins).trim() !== '') break;
        found.push({ start, end });
        begins = start;
    }
    return found;
}
