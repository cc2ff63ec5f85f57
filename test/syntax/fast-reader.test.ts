import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { type AstNode, AstUtils, GrammarAST } from 'langium';
import { expect, test, vi } from 'vitest';
import { createServices, parse } from '../../language/editing.ts';
import { changeOf, movedBy, readChanged, readSound } from '../../language/syntax/fast-reader.ts';
import { readTree } from '../../language/syntax/read.ts';
import { tokensOf } from '../../language/syntax/tokens.ts';
import type { Node, SpecTree } from '../../language/syntax/tree.ts';
import { holds } from '../harness/generators.ts';
import { blocksOf } from '../harness/marks.ts';
import { root } from '../harness/spec.ts';

/*
 * Two readers come from one grammar: Langium's parser, which is slow and explains, and the fast reader, which reads what is
 * sound. They accept the same texts and make the same trees of them.
 */

vi.setConfig({ testTimeout: 600_000 });

const { terroir, shared } = createServices({ recovering: false });

/** What Langium's parser makes of a text; nothing where it finds an error. */
function slowly(source: string): SpecTree | undefined {
    const { value, lexerErrors, parserErrors } = terroir.parser.LangiumParser.parse(source);
    if (lexerErrors.length > 0 || parserErrors.length > 0) return undefined;
    const types = shared.AstReflection.types as Record<string, { properties: Record<string, { referenceType?: string }> }>;
    const expected = (node: AstNode, property: string) => types[node.$type]?.properties[property]?.referenceType ?? '';
    return readTree(value, source, expected);
}

/** Both, as texts: the order of parts counts, too. */
function expectSame(source: string): boolean {
    const tree = readSound(source);
    expect(JSON.stringify(tree), source).toEqual(JSON.stringify(slowly(source)));
    return tree !== undefined;
}

const files = (folder: string, ending: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
        .map((file) => join(root, folder, file));
const specs = ['examples', 'language/library', 'server/templates', 'test']
    .flatMap((folder) => files(folder, '.terroir'))
    .map((file) => readFileSync(file, 'utf8'));
const pages = ['docs', 'test/rules', 'test/judging']
    .flatMap((folder) => files(folder, '.md'))
    .flatMap((file) => blocksOf(readFileSync(file, 'utf8')))
    .map(({ source }) => source);
const corpus = [...new Set([...specs, ...pages])];

test('every spec, page and example is read alike by both', () => {
    expect(specs.length).toBeGreaterThan(40);
    expect(pages.length).toBeGreaterThan(1000);
    const sound = corpus.filter(expectSame);
    expect(sound.length).toBeGreaterThan(0.9 * corpus.length);
});

const declarations = [
    ...new Set(
        corpus.flatMap((source) => ((readSound(source)?.declarations ?? []) as unknown as Node[]).map(({ $start, $end }) => source.slice($start, $end))),
    ),
];

const keywords = [
    ...new Set(
        AstUtils.streamAllContents(terroir.Grammar)
            .filter(GrammarAST.isKeyword)
            .map(({ value }) => value),
    ),
];
const others = 'x é name a.b "text" "\\"" "é\\n" 1 1.5 1_000,5 24.5% 24 % 2026-01-31 1-2-3 2026-01 reach/x a/ // /**/ /* */ \uFEFF \u00A0 \r\n'.split(' ');
const words = [...keywords, ...others, '\n', '\t', ' ', '%', '/', '"', '\\', ';', '\u2028', '-', '_', '·', '😀', 'e\u0301'];

/** One slip of the fingers: which, where, and with which word. */
const slip = fc.record({ is: fc.constantFrom('put', 'replace', 'drop', 'double', 'swap', 'cut'), at: fc.nat(), word: fc.constantFrom(...words) });
type Slip = typeof slip extends fc.Arbitrary<infer S> ? S : never;

function slipped(source: string, { is, at, word }: Slip): string {
    const tokens = tokensOf(source);
    const n = at % Math.max(1, tokens.length);
    const { start, end } = tokens[n] ?? { start: 0, end: source.length };
    const next = tokens[n + 1];
    switch (is) {
        case 'put':
            return `${source.slice(0, start)}${word} ${source.slice(start)}`;
        case 'replace':
            return source.slice(0, start) + word + source.slice(end);
        case 'drop':
            return source.slice(0, start) + source.slice(end);
        case 'double':
            return `${source.slice(0, end)} ${source.slice(start)}`;
        case 'swap':
            return next
                ? source.slice(0, start) +
                      source.slice(next.start, next.end) +
                      source.slice(end, next.start) +
                      source.slice(start, end) +
                      source.slice(next.end)
                : source;
        case 'cut':
            return source.slice(0, at % (source.length + 1)) + source.slice((at % (source.length + 1)) + 1);
    }
}

/** Of each run; whoever searches far, as CI does, tries 100 000. */
const texts = Number(process.env['PROPERTY_RUNS'] ?? 1) >= 8 ? 12_500 : 4000;

test('texts with slips are accepted by both, and then read alike, or by neither', () => {
    let accepted = 0;
    let tried = 0;
    holds(
        fc.property(fc.nat(), fc.array(slip, { minLength: 1, maxLength: 3 }), (n, slips) => {
            const source = slips.reduce(slipped, declarations[n % declarations.length] ?? '');
            if (expectSame(source)) accepted++;
            tried++;
        }),
        texts,
    );
    // Both happen often, or nothing was tried.
    expect(accepted).toBeGreaterThan(0.05 * tried);
    expect(accepted).toBeLessThan(0.95 * tried);
});

test('any text is cut into the same tokens by both', () => {
    const piece = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4, unit: 'grapheme' }), fc.string({ maxLength: 4, unit: 'binary' }));
    holds(
        fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom('', ' '), (pieces, between) => {
            const source = pieces.join(between);
            const { tokens, hidden, errors } = terroir.parser.Lexer.tokenize(source);
            const expected = [
                ...errors.map(({ offset, length }) => ({ start: offset, end: offset + length })),
                ...[...tokens, ...hidden].map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length })),
            ].sort((a, b) => a.start - b.start);
            expect(
                tokensOf(source).map(({ start, end }) => ({ start, end })),
                JSON.stringify(source),
            ).toEqual(expected);
        }),
        3000,
    );
});

/** A stretch that goes and what comes in its place. */
const edit = fc.record({
    at: fc.nat(),
    length: fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 200 })),
    text: fc.oneof(fc.constantFrom('', ...words), fc.constantFrom(...declarations)),
});

test('a text that is read again after a change is read as if for the first time', () => {
    const read: number[] = [];
    holds(
        fc.property(fc.nat(), fc.array(edit, { minLength: 1, maxLength: 5 }), (n, edits) => {
            let before = { source: corpus[n % corpus.length] ?? '', parsed: parse(corpus[n % corpus.length] ?? '') };
            for (const { at, length, text } of edits) {
                const from = at % (before.source.length + 1);
                const source = before.source.slice(0, from) + text + before.source.slice(from + length);
                const { since, ...parsed } = parse(source, before);
                const { since: _, ...expected } = parse(source);
                expect(JSON.stringify(parsed), JSON.stringify([before.source.slice(0, 2000), source.slice(0, 2000)])).toEqual(JSON.stringify(expected));
                expectOnlyRead(before.parsed.tree, parsed.tree, since);
                if (since) read.push(since.read.size / Math.max(1, parsed.tree.declarations?.length ?? 0));
                before = { source, parsed };
            }
        }),
        200,
    );
    expect(read.filter((share) => share < 0.5).length).toBeGreaterThan(0.3 * read.length);
});

/** What is said not to have been read anew stood there before. */
function expectOnlyRead(old: SpecTree, now: SpecTree, since: { readonly tree: SpecTree; readonly read: ReadonlySet<Node> } | undefined): void {
    if (!since) return;
    expect(since.tree).toBe(old);
    const meanings = new Set(((old.declarations ?? []) as unknown as Node[]).map((node) => JSON.stringify({ ...movedBy(-node.$start, node) })));
    for (const node of (now.declarations ?? []) as unknown as Node[])
        if (!since.read.has(node)) expect(meanings.has(JSON.stringify(movedBy(-node.$start, node)))).toBe(true);
}

test('a text that a change leaves open in the midst of a declaration cuts it shorter', () => {
    const source = 'plan {}\ncontract C {\n    controller X\n    purpose "one } two" as research-in-health\n}\n';
    const changed = source.replace('} two', '} tcontract D {\n    controller Y\n}wo');
    const { since: _, ...again } = parse(changed, { source, parsed: parse(source) });
    expect(again).toEqual(parse(changed));
});

test.each([
    ['a comment that is closed at last, far behind', 'organisation C {\n    seat FR /* note\n}\norganisation D { seat FR }\n', 'FR }\n', 'FR }\n*/ }\n'],
    [
        'a comment that is opened above',
        'plan {}\norganisation A { seat FR }\norganisation B { seat }\n// */\norganisation C { seat FR }\n',
        'plan {}',
        '/* plan {}',
    ],
    ['the statement that was missing', 'organisation A { seat }\norganisation B { seat FR }\n', 'seat }', 'seat FR }'],
])('what was broken is sound again: %s', (_, source, old, fresh) => {
    const before = { source, parsed: parse(source) };
    expect(before.parsed.problems).not.toEqual([]);
    const changed = source.replace(old, fresh);
    const { since: _since, ...again } = parse(changed, before);
    expect(again).toEqual(parse(changed));
    expect(again.problems).toEqual([]);
});

test.each([
    ['of a declaration', 'organisation A { seat FR }\n"organisation B" { seat FR }\n', 'organisation A { seat FR }\n"organisation B { seat FR }\n'],
    ['of a word', 'organisation A { seat FR }\n"x" y\n', 'organisation A { seat FR }\n"x y\n'],
])('a text that is no longer closed where a piece that could not be read began before is told: %s', (_, source, changed) => {
    const { since: _since, ...again } = parse(changed, { source, parsed: parse(source) });
    expect(again.problems.map(({ start }) => start)).toEqual([source.indexOf('"')]);
    expect(again).toEqual(parse(changed));
});

test('a text that stays broken elsewhere is not read from the beginning in vain', () => {
    const sound = readFileSync(join(root, 'examples/bank.terroir'), 'utf8');
    for (const source of [`${sound}\norganisation Newcomer {\n    seat\n`, `organisation Newcomer {\n    seat\n\n${sound}`]) {
        const before = { source, parsed: parse(source) };
        const at = source.indexOf('"', source.indexOf('organisation Vlietmeer'));
        expect(readChanged(`${source.slice(0, at)} ${source.slice(at)}`, before)).toBe('stuck');
    }
    expect(readChanged(sound.replace('seat BE', 'seat'), { source: sound, parsed: parse(sound) })).toBe('stuck');
});

test('a key in a text of a declaration has that declaration read again, and no other', () => {
    const source = readFileSync(join(root, 'examples/bank.terroir'), 'utf8');
    const before = { source, parsed: parse(source) };
    const all = before.parsed.tree.declarations as unknown as Node[];
    for (const { $start, $end } of all) {
        const quote = source.indexOf('"', $start);
        if (quote < 0 || quote >= $end) continue;
        const { since, tree } = parse(`${source.slice(0, quote + 1)}x${source.slice(quote + 1)}`, before);
        expect([...(since?.read ?? [])].map((node) => node.$start)).toEqual([$start]);
        expect((tree.declarations as unknown as Node[]).filter((node) => all.includes(node)).map((node) => node.$start)).toEqual(
            all.filter((node) => node.$start < $start).map((node) => node.$start),
        );
    }
});

test.each([
    ['sound', ''],
    ['broken', 'organisation Newcomer {\n    seat\n'],
])('what was read of a text does not hold the text when it has been changed: %s', (_, end) => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => {
        collect();
        return process.memoryUsage().heapUsed;
    };
    const many = [...Array(40).keys()];
    const title = (n: number) => `A name that is long enough ${n}`;
    const length = 1_000_000;
    let source = `${many.map((n) => `organisation O${n} "${title(n)}" {\n    seat FR\n}\n`).join('')}// ${'x'.repeat(length)}\n${end}`;
    let before = { source, parsed: parse(source) };
    const first = held();
    for (const n of many) {
        source = source.replace(title(n), `${title(n)} now`);
        before = { source, parsed: parse(source, before) };
        expect(before.parsed.since?.read.size).toBeLessThan(3);
    }
    expect(held() - first).toBeLessThan(5 * length);
    expect(before.parsed.tree.declarations?.slice(0, 40).map((node) => (node as unknown as Node)['label'])).toEqual(many.map((n) => `${title(n)} now`));
});

test('of a change the least is told, however long the text is and however often it says the same', () => {
    const piece = fc.oneof(
        fc.string({ maxLength: 5, unit: fc.constantFrom('a', 'b') }),
        fc.nat({ max: 3000 }).map((times) => 'a'.repeat(times)),
    );
    holds(
        fc.property(piece, piece, piece, piece, (before, gone, come, behind) => {
            const [old, now] = [before + gone + behind, before + come + behind];
            const { start, end, moved } = changeOf(old, now);
            expect(old.slice(0, start) + now.slice(start, end + moved) + old.slice(end)).toBe(now);
            const isShorter = start === end || start === end + moved;
            if (!isShorter) expect([old[start] === now[start], old[end - 1] === now[end + moved - 1]]).toEqual([false, false]);
        }),
        300,
    );
});
