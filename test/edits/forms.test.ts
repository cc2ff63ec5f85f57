import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formsAt, parse } from '../../language/editing.ts';
import { say } from '../../language/index.ts';
import { createServices } from '../../language/services.ts';
import { type Node, parts } from '../../language/syntax/tree.ts';
import { root } from '../harness/spec.ts';

/** The forms at `|`, each as it reads, with what is being written in `**`. */
function forms(marked: string): string[] {
    const at = marked.indexOf('|');
    return formsAt(marked.replace('|', ''), at).map(({ pieces, active }) =>
        pieces
            .map(({ say: piece, slot }) => {
                const told = typeof piece === 'string' ? piece : say(piece);
                return slot !== undefined && slot === active ? `*${told}*` : told;
            })
            .join(' ')
            .replace(/([[(]) /g, '$1')
            .replace(/ ([\])])/g, '$1')
            .replace(/\* \*/g, ' '),
    );
}

const tail = '[from ‹date›] [until ‹date›] [source ‹text›]';

test.each([
    [
        'what comes next, in the order of the form',
        'contract C { transitional |',
        'transitional [*at most ‹duration›* [since ‹date›]] [under ‹commitment | authorisation | norm›] [toward ‹contract | service› [by ‹date›]] [source ‹text›]',
    ],
    [
        'behind what is filled in, what has been left out is passed over',
        'contract C { transitional under X |',
        'transitional [at most ‹duration› [since ‹date›]] [under ‹commitment | authorisation | norm›] [*toward ‹contract | service›* [by ‹date›]] [source ‹text›]',
    ],
    [
        'the word under the cursor, with what follows it there',
        'organisation X { owned 24% vo|tes 20% by Y }',
        `owned ‹share› [*votes ‹share›*] by ‹organisation› [veto] [appoints majority] ${tail}`,
    ],
    ['words to choose from', 'contract C { subprocessing |', `subprocessing *(general | specific | none)* [notice ‹duration›] ${tail}`],
    ['one of two values', 'contract C { switching { termination fee |', 'termination fee (*‹share›* | ‹amount›) [source ‹text›]'],
    [
        'words behind a value are its own',
        'contract C { renewal 1 year tacit at most 2 |',
        'renewal ‹duration› [tacit | exercised [on ‹date›]] [*at most ‹number› times*] [notice ‹duration›] [source ‹text›]',
    ],
    ['several of a kind', 'contract C { hosts D, |', `hosts *‹dataset› …* on ‹service› ${tail}`],
    [
        'a term of a vocabulary',
        'service S by X { certified HDS for |',
        `certified ‹scheme› [*for ‹activity› …*] [version ‹text›] [held by ‹organisation›] ${tail}`,
    ],
    [
        'a fact in a block',
        'contract C { award { framework "x" ceiling |',
        `framework ‹text› [for ‹purchase› …] [from ‹date›] [until ‹date›] [*ceiling ‹amount›*] [ordered ‹amount› [on ‹date›]] [source ‹text›]`,
    ],
    [
        'within a text in quotes',
        'contract C { award { framework "Clo|ud"',
        `framework *‹text›* [for ‹purchase› …] [from ‹date›] [until ‹date›] [ceiling ‹amount›] [ordered ‹amount› [on ‹date›]] [source ‹text›]`,
    ],
    ['the first line of a declaration', 'service S "x" by |', 'service ‹name› [‹text›] *by ‹organisation›* { … }'],
    ['the first line of a block', 'contract C { transfer |', 'transfer to ‹jurisdiction› [recurring] { … }'],
    ['a source', 'organisation X { seat FR source "x" |', 'source ‹text› [*url ‹text›*] [on ‹date›]'],
    ['a line that cannot end yet', 'contract C { hosts D\n    on |', `hosts ‹dataset› … *on ‹service›* ${tail}`],
])('%s', (_, marked, expected) => {
    expect(forms(marked)).toEqual([expected]);
});

test('all that the first words leave open', () => {
    expect(forms('contract C { term |')).toEqual(['term *‹duration›* [source ‹text›]', 'term until ‹date› [source ‹text›]', 'term indefinite [source ‹text›]']);
});

test.each([
    ['of one value and what every fact may end with', 'organisation X { seat |'],
    ['where a new statement may begin', 'organisation X { owned 24% by Y\n    |'],
    ['at the start of a block', 'contract C { transfer to US { |'],
    ['behind a block', 'contract C { award { procedure open } |'],
    ['in a comment', 'contract C { // renewal |'],
    ['in an empty text', '|'],
])('nothing %s', (_, marked) => {
    expect(forms(marked)).toEqual([]);
});

/** Every form told at a word of a spec is that of a statement which the parser finds around that word. */
test('a form is that of the statement around, in every spec', () => {
    const { Lexer } = createServices().terroir.parser;
    const specs = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.terroir') && !name.includes('twins'),
    );
    let told = 0;
    for (const spec of specs) {
        const source = readFileSync(join(root, 'examples', spec), 'utf8');
        const { tree } = parse(source);
        for (const { startOffset, image } of Lexer.tokenize(source).tokens.filter((_, i) => i % 3 === 0)) {
            const found = formsAt(source, startOffset + Math.min(1, image.length));
            if (found.length === 0) continue;
            told++;
            const around = kindsAround(tree as unknown as Node, startOffset);
            expect(
                found.some(({ rule }) => around.has(rule)),
                `${spec}: ${source.slice(startOffset - 40, startOffset + 20)}: ${found.map(({ rule }) => rule)}`,
            ).toBe(true);
        }
    }
    expect(told).toBeGreaterThan(200);
});

/** A source on a line of its own stands outside the fact that it was read with, so every node is looked at. */
function kindsAround(node: Node, offset: number): Set<string> {
    const found = new Set<string>();
    for (const todo = [node]; todo.length > 0; ) {
        const one = todo.pop() as Node;
        if (one.$start <= offset && offset < one.$end) found.add(one.$type);
        for (const [, part] of parts(one)) todo.push(part);
    }
    return found;
}
