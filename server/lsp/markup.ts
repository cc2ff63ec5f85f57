import { type MarkupContent, MarkupKind } from 'vscode-languageserver';
import { isWebAddress } from '../../language/index.ts';
import type { Session } from './session.ts';

/** Text of specs is not to be read as Markdown: a label may hold a star or a link. */
export function escaped(text: string): string {
    return text.replace(/[\\`*_[\]<>#|~&]/g, '\\$&').replace(/^(\s*)([-+=]|\d+[.)])/gm, '$1\\$2');
}

/** Words of our own, in which backticks hold what stands in a spec. */
export function withCode(words: string): string {
    return words
        .split(/(`[^`]+`)/)
        .map((part, i) => (i % 2 === 1 ? part : escaped(part)))
        .join('');
}

/** A text that leads to an address of the web. Addresses of other kinds, such as commands, are told and not followed. */
export function linked(text: string, url: string): string {
    if (!isWebAddress(url)) return `${escaped(text)} ${escaped(url)}`;
    return `[${escaped(text)}](${url.replace(/[\s()<>"\\]/g, encodeURIComponent).replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))})`;
}

/** What an editor may show as Markdown in one place and not in another. */
export type Shown = 'hover' | 'completion' | 'signatureHelp';

/** Paragraphs for the editor; where it shows no Markdown it gets them without its marks. */
export function markup(session: Session, paragraphs: readonly string[], shown: Shown = 'hover'): MarkupContent {
    const markdown = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
    if (session.wishes.markdown.has(shown)) return { kind: MarkupKind.Markdown, value: markdown };
    const plain = markdown
        .replace(/^```.*\n?/gm, '')
        .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 $2')
        .replace(/(?<!\\)[*`]+/g, '')
        .replace(/\\([\\`*_[\]<>#|~&+=.)\d-])/g, '$1');
    return { kind: MarkupKind.PlainText, value: plain };
}
