import type { SpecFile } from '../model/workspace.ts';
import type { Node } from '../syntax/tree.ts';
import { insertFact, lineEnd, withComments } from './blocks.ts';
import { filled, leftOpen, type Write } from './gaps.ts';
import type { TextEdit } from './text-edit.ts';

/** A declaration that is yet to be written. */
export interface Declaring {
    readonly kind: string;
    /** Of a term. */
    readonly vocabulary: string | undefined;
    readonly name: string;
}

/** What is first asked of a declaration, by its kind: a line for its head, and one for each fact. The law is nobody’s to declare in passing. */
const firstFacts: Readonly<Record<string, readonly string[]>> = {
    Organisation: ['', 'seat {jurisdiction}', 'kind {party-kind}'],
    Service: [' by {organisation}', 'stores in {jurisdiction}'],
    Dataset: ['', 'category {category}', 'subjects {subject}'],
    Commitment: [' by {organisation}', 'made {day}', 'within {duration}'],
    Authorisation: [' by {organisation}', 'given {day}', 'lasts {duration}'],
    Contract: ['', 'controller {organisation}', 'processor {organisation}'],
    Calendar: [' of {jurisdiction}', 'closed {day}'],
};

/** Declares a name, with places to fill, before another declaration or at the end of the file; nothing for what is not declared in passing. */
export function declareEdit(file: SpecFile, before: Node | undefined, { kind, vocabulary, name }: Declaring, write: Write = leftOpen()): TextEdit | undefined {
    const { path, source } = file;
    const eol = lineEnd(source);
    if (kind === 'Term') return vocabulary === undefined ? undefined : termEdit(file, before, vocabulary, name, write);
    const [head, ...facts] = firstFacts[kind] ?? [];
    if (head === undefined) return undefined;
    const lines = [`${kind.toLowerCase()} ${name}${head} {`, ...facts.map((fact) => `    ${fact}`)];
    const body = `${filled(lines.join(eol), write)}${eol}${write.escaped('}')}`;
    return placed(path, source, before, body, eol);
}

function termEdit(file: SpecFile, before: Node | undefined, vocabulary: string, name: string, write: Write): TextEdit | undefined {
    const { path, source } = file;
    const own = ((file.parsed.tree.declarations ?? []) as readonly Node[]).find((node) => node.$type === 'Vocabulary' && node['name'] === vocabulary);
    const term = filled(`${name} {text}`, write);
    if (own) {
        const insertion = insertFact(source, own, term);
        return insertion && { path, start: insertion.at, end: insertion.at, text: insertion.text };
    }
    return placed(path, source, before, `vocabulary ${vocabulary} ${write.escaped('{')} ${term} ${write.escaped('}')}`, lineEnd(source));
}

function placed(path: string, source: string, before: Node | undefined, body: string, eol: string): TextEdit {
    if (before) {
        const { start } = withComments(source, before);
        return { path, start, end: start, text: body + eol + eol };
    }
    const end = source.trimEnd().length;
    return { path, start: end, end: source.length, text: (end === 0 ? '' : eol + eol) + body + eol };
}
