import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompletionItem, Hover } from 'vscode-languageserver/node';
import { createServices, parse } from '../../language/editing.ts';
import type { Node } from '../../language/syntax/tree.ts';
import { LspSession, pulling, uriOf } from '../harness/lsp-session.ts';
import { root } from '../harness/spec.ts';

/*
 * A broken spec is where people live: while they write, a word is missing somewhere. Each word of the spec of the tour is taken out
 * once, and one server is asked what it tells of every other declaration, and what it offers at the gap.
 */

const path = 'practice.terroir';
const source = readFileSync(join(root, 'server/templates', path), 'utf8');

interface Word {
    readonly image: string;
    readonly type: string;
    readonly start: number;
    readonly end: number;
}

const services = createServices().terroir;
const words: readonly Word[] = services.parser.Lexer.tokenize(source).tokens.map(({ image, tokenType, startOffset }) => ({
    image,
    type: tokenType.name,
    start: startOffset,
    end: startOffset + image.length,
}));

const declarations = parse(source).tree.declarations as unknown as readonly Node[];
const holds = ({ $start, $end }: Node, { start }: Word) => $start <= start && start < $end;
const around = (word: Word) => declarations.find((node) => holds(node, word)) as Node;
const nameOf = (node: Node) => String(node['name']);

/** The text with blanks in the place of a stretch, so that everything else stands where it stood. */
const without = ({ start, end }: { readonly start: number; readonly end: number }) => source.slice(0, start) + ' '.repeat(end - start) + source.slice(end);

/** A word with what stands before it on its line, for people to find it. */
const told = ({ image, start }: Word) => `${source.slice(source.lastIndexOf('\n', start) + 1, start).trimStart()}[${image}]`;

/** A word that is taken out, what is told of each declaration then, and what is offered in its place. */
interface Gap {
    readonly word: Word;
    readonly told: ReadonlyMap<string, string>;
    readonly offered: readonly string[];
}

let session: LspSession;
let sound: ReadonlyMap<string, string>;
const gaps: Gap[] = [];
beforeAll(async () => {
    session = await LspSession.start({ capabilities: pulling, isSilent: true });
    await session.open(path, source);
    sound = await hovers(source);
    for (const word of words) {
        const told = await hovers(without(word), around(word));
        const offered = (await ask<CompletionItem[]>('textDocument/completion', word.end)).map(({ label }) => label);
        gaps.push({ word, told, offered });
    }
}, 180_000);
afterAll(() => session.stop());

const ask = <R>(method: string, offset: number): Promise<R> =>
    session.client.sendRequest(method, { textDocument: { uri: uriOf(path) }, position: session.documents.get(path)?.positionAt(offset) });

/** What is told of each declaration of a text but one, by its name. */
async function hovers(text: string, but?: Node): Promise<ReadonlyMap<string, string>> {
    await session.write(path, text);
    const asked = declarations
        .filter((node) => node !== but)
        .map(async (node): Promise<[string, string]> => {
            const hover = await ask<Hover | null>('textDocument/hover', Number(node['$nameStart']));
            return [nameOf(node), hover ? (hover.contents as { value: string }).value : ''];
        });
    return new Map(await Promise.all(asked));
}

/** What is stated of a declaration and what follows; not what is judged: nothing is that rests on broken text, and the tests of the judge say so. */
const known = (hover: string): string =>
    hover
        .split('\n')
        .filter((line) => line !== '' && !/ \(`[a-z-]+\/[a-z-]+`\)$/.test(line) && !line.startsWith('- **Next changes:**'))
        .join('\n');

/** A declaration stands in the way of what is told of another if one of them speaks of the other, be it by way of a third. */
const restOn: Readonly<Record<string, readonly string[]>> = {
    Clinic: ['CloudFrance', 'Hosting'],
    Cloud: ['CloudFrance', 'Hosting'],
    CloudInc: ['Cloud', 'CloudFrance', 'Hosting'],
    CloudFrance: ['Records', 'Hosting'],
    Records: ['Hosting'],
    Hosting: ['Records'],
    Archive: [],
};

/** What a word belongs to: the fact that is spoiled without it, or the whole declaration if it stands in its first line. */
function spoiled(word: Word): { readonly start: number; readonly end: number } | undefined {
    const declaration = around(word);
    const fact = ((declaration['facts'] ?? []) as readonly Node[]).find((one) => holds(one, word));
    if (fact) return { start: fact.$start, end: fact.$end };
    // Without its first word or its name there is no declaration. What else is missing of the first line, or a brace, spoils nothing.
    return word.start <= Number(declaration['$nameStart']) ? { start: declaration.$start, end: declaration.$end } : undefined;
}

/** Without these the text is as good as with them and says something else, so there is nothing to compare: a label may be left out. */
const labels = declarations.map((node) => `${source.slice(node.$start, Number(node['$nameStart']))}${nameOf(node)} ["${node['label']}"]`);

test('without any one word but a label the text is broken', () => {
    const { LangiumParser } = services.parser;
    const valid = words.filter((word) => LangiumParser.parse(without(word)).parserErrors.length === 0);
    expect(words.length).toBeGreaterThan(140);
    expect(valid.map(told)).toEqual(labels);
});

test('a word that is missing changes nothing that is told of another declaration, but by the fact that it stood in', async () => {
    const complaints: string[] = [];
    for (const gap of gaps.filter(({ word }) => !labels.includes(told(word)))) {
        const own = around(gap.word);
        const stretch = spoiled(gap.word);
        let left: ReadonlyMap<string, string> | undefined;
        for (const other of declarations.filter((one) => one !== own).map(nameOf)) {
            const [is = '', was = ''] = [gap.told.get(other), sound.get(other)];
            if (is === was) continue;
            // The very same, to the last word, is told of what does not rest on it …
            if (!restOn[nameOf(own)]?.includes(other)) complaints.push(`${told(gap.word)}: ${other} is told otherwise:\n${is}`);
            if (known(is) === known(was)) continue;
            // … and of the rest what would be known without that one fact.
            left ??= await hovers(stretch ? without(stretch) : source);
            if (known(is) !== known(left.get(other) ?? '')) complaints.push(`${told(gap.word)}: more than its fact is lost for ${other}:\n${is}`);
        }
    }
    expect(complaints).toEqual([]);
}, 60_000);

/** What stands for a value that nobody can guess: a text, a number, a day that is written as days are. */
const like: Readonly<Record<string, RegExp>> = { STRING: /^"…"$/, NUMBER: /^\d[\d_]*( years)?$/, DATE: /^\d{4}-\d\d-\d\d$/ };

/**
 * Nobody can offer a name of one's own that nothing else speaks of, nor the one that is there by mistake: nothing is called `Clowd`.
 */
const isNobodysToOffer = ({ start, image }: Word) =>
    image === 'Clowd' || (declarations.some((node) => node['$nameStart'] === start) && words.every((word) => word.start === start || word.image !== image));

test('at the gap the missing word is offered, or what is like it', () => {
    const isOffered = ({ word: { image, type }, offered }: Gap) =>
        offered.some((label) => label === image || label.split(' ').includes(image) || like[type]?.test(label));
    const wrong = gaps.filter((gap) => isOffered(gap) === isNobodysToOffer(gap.word));
    expect(wrong.map(({ word, offered }) => `${told(word)}: ${offered.slice(0, 10).join(', ')}`)).toEqual([]);
});
