import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createServices, parse } from '../../language/editing.ts';
import { factWords } from '../../language/syntax/generated/shape.ts';
import { type Node, partAt, parts, type SpecTree, sameTree } from '../../language/syntax/tree.ts';
import { root } from '../harness/spec.ts';

const filesIn = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.terroir'))
        .sort()
        .map((name) => `${folder}/${name}`);
const texts = ['examples', 'language/library'].flatMap(filesIn).map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
const { parser } = createServices().terroir;
const named = (tree: SpecTree): Node[] => (tree.declarations ?? []) as unknown as Node[];

describe.each(texts)('$path', ({ source }) => {
    const { tree, problems, broken } = parse(source);

    test('parses without a problem', () => {
        expect(problems).toEqual([]);
        expect(broken).toEqual([]);
        expect(named(tree).length).toBeGreaterThan(0);
    });

    test('knows where each declaration and name stands', () => {
        let before = 0;
        for (const node of named(tree)) {
            const name = String(node['name']);
            const start = node['$nameStart'] as number;
            expect(source.slice(start, start + name.length)).toBe(name);
            expect(source.slice(node.$start, node.$end)).toMatch(new RegExp(`^${node.$type.toLowerCase()}\\b[\\s\\S]*[\\w"}]$`));
            expect(node.$start).toBeGreaterThanOrEqual(before);
            before = node.$end;
        }
    });

    test('has each part inside the part it belongs to, where a path leads back to it', () => {
        const walk = (node: Node, top: Node, path: string): void => {
            for (const [step, part] of parts(node)) {
                const below = path === '' ? step : `${path}.${step}`;
                expect(part.$start).toBeGreaterThanOrEqual(node.$start);
                // But for a source on a line of its own, which speaks for more than the fact before it.
                if (!part.ownLine) expect(part.$end).toBeLessThanOrEqual(node.$end);
                expect(partAt(top, below)).toBe(part);
                walk(part, top, below);
            }
        };
        for (const node of named(tree)) walk(node, node, '');
    });

    test('means the same with other blanks, line ends and comments between its words', () => {
        const { tokens } = parser.Lexer.tokenize(source);
        const spread = tokens.map(({ image }, i) => `${image}${i % 3 === 0 ? '/* a remark */' : ''}${i % 7 === 0 ? '// one more\r\n' : ' '}`).join('');
        const again = parse(spread);
        expect(again.problems).toEqual([]);
        // A source that begins a line speaks for the declaration, so line breaks before that word are kept out of this.
        const bare = (tree: SpecTree): unknown => JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'ownLine' ? undefined : value)));
        expect(sameTree(bare(again.tree), bare(tree))).toBe(true);
    });
});

test('a byte order mark at the beginning of a file is no part of its first word', () => {
    const source = 'organisation A { seat FR }\n';
    const { tree, problems } = parse(`\uFEFF${source}`);
    expect(problems).toEqual([]);
    expect(sameTree(tree, parse(source).tree)).toBe(true);
    expect(named(tree)[0]?.$start).toBe(1);
});

test('a source stands for the declaration where it begins its line, else for its fact', () => {
    const fact = (source: string): Node => (named(parse(source).tree)[0] as unknown as { facts: readonly Node[] }).facts[0] as Node;
    const ownLine = (source: string): unknown => (fact(source)['sources'] as Node[])[0]?.ownLine;
    expect(ownLine('organisation A {\n seat FR\n source "x"\n}')).toBe(true);
    expect(ownLine('organisation A {\r\n seat FR\r\n\tsource "x"\r\n}')).toBe(true);
    expect(ownLine('organisation A {\n seat FR source "x"\n}')).toBeUndefined();
    expect(ownLine('organisation A { seat FR source "x" }')).toBeUndefined();
});

test('every block of the language has words that begin its facts', () => {
    for (const kind of [
        'Organisation',
        'Service',
        'Dataset',
        'Contract',
        'Commitment',
        'Authorisation',
        'Waiver',
        'Norm',
        'Award',
        'Switching',
        'Derogation',
        'Transfer',
    ]) {
        expect(factWords(kind).length, kind).toBeGreaterThan(1);
    }
});
