import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, type Change, type FormatOptions, formatBehindBrace, formatBehindNewline, formatChanges, parse } from '../../language/editing.ts';
import { isComment, type Token, tokensOf } from '../../language/syntax/tokens.ts';
import { sameTree } from '../../language/syntax/tree.ts';
import { corpus } from '../harness/corpus.ts';
import { holds } from '../harness/generators.ts';
import { root } from '../harness/spec.ts';

const format = (source: string, options: FormatOptions = {}): string => applyChanges(source, formatChanges(source, parse(source), options));

const filesIn = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.terroir'))
        .map((file) => `${folder}/${file}`);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const shipped = [...filesIn('examples'), ...filesIn('language/library')];
const documents = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`)]
    .filter((file) => file.endsWith('.md') && !file.startsWith('docs/rules/'))
    .flatMap((file) => [...read(file).matchAll(/^```terroir\n([\s\S]*?)^```/gm)].map((match) => ({ page: file, source: match[1] ?? '' })));

// ---------------------------------------------------------------- the style

describe('the style of the house', () => {
    const cases: [what: string, before: string, after: string][] = [
        ['a block of one line stays one', 'organisation A{seat FR   kind company}\n', 'organisation A { seat FR  kind company }\n'],
        ['an empty block', 'dataset D { }\n', 'dataset D {}\n'],
        [
            'a block of lines has one statement on each',
            'organisation A { seat FR kind company\nfloat 5% }',
            'organisation A {\n    seat FR\n    kind company\n    float 5%\n}\n',
        ],
        ['a brace on a line of its own comes up', 'organisation A\n{\n  seat FR\n}\n', 'organisation A {\n    seat FR\n}\n'],
        [
            'blocks in blocks',
            'contract C {\naward {\nprocedure open\n}\nswitching { notice 2 months }\n}\n',
            'contract C {\n    award {\n        procedure open\n    }\n    switching { notice 2 months }\n}\n',
        ],
        [
            'an empty line stays, a second one goes',
            'organisation A {\n\n\n    seat FR\n\n\n\n    kind company\n\n}\n\n\n\ndataset D {}\n\n\n',
            'organisation A {\n    seat FR\n\n    kind company\n}\n\ndataset D {}\n',
        ],
        [
            'declarations and imports begin lines',
            'import "./a.terroir" import "./b.terroir" dataset A {} dataset B {}',
            'import "./a.terroir"\nimport "./b.terroir"\ndataset A {}\ndataset B {}\n',
        ],
        [
            'commas and dots',
            'import "./p.terroir" as p\ndataset D { category health,genetic , p . rare }\n',
            'import "./p.terroir" as p\ndataset D { category health, genetic, p.rare }\n',
        ],
        [
            'a list that is wrapped stays so',
            'contract C {\n  clauses audit,\n  security\n  , confidentiality\n}\n',
            'contract C {\n    clauses audit,\n            security,\n            confidentiality\n}\n',
        ],
        ['a statement that is wrapped stays so', 'organisation A {\n  owned 5%\n  by B\n}\n', 'organisation A {\n    owned 5%\n        by B\n}\n'],
        [
            'comments stay where they are',
            '// top\n\n/** doc */\norganisation A { // head\n// first\nseat FR // why\n/* last */ }\n// end',
            '// top\n\n/** doc */\norganisation A { // head\n    // first\n    seat FR // why\n    /* last */\n}\n// end\n',
        ],
        [
            'a doc comment moves with its star',
            'vocabulary category {\n/**\n* One.\n   * Two.\n*/\nrare "Rare"\n}\n',
            'vocabulary category {\n    /**\n     * One.\n     * Two.\n     */\n    rare "Rare"\n}\n',
        ],
        [
            'the lines of another comment keep their distance',
            'vocabulary category {\n/* One.\n     Two. */\nrare\n}\n',
            'vocabulary category {\n    /* One.\n         Two. */\n    rare\n}\n',
        ],
        [
            'a comment stands behind its statement',
            'organisation A {   // x\n seat FR        // y\n kind company // z\n}\n',
            'organisation A { // x\n    seat FR // y\n    kind company // z\n}\n',
        ],
        [
            'comments below each other stay so',
            'organisation A {\n  seat FR      // x\n  kind company // y\n}\n',
            'organisation A {\n    seat FR      // x\n    kind company // y\n}\n',
        ],
        [
            'and move aside together',
            'dataset D {\n category health,genetic  // x\n warehouse                // y\n}\n',
            'dataset D {\n    category health, genetic // x\n    warehouse                // y\n}\n',
        ],
        [
            'a source on its line stays the fact’s',
            'organisation A {\n seat FR   source "x"\n  source "y" }\n',
            'organisation A {\n    seat FR source "x"\n    source "y"\n}\n',
        ],
        ['the line ends of Windows', 'dataset D {\r\nwarehouse\r\n}', 'dataset D {\r\n    warehouse\r\n}\r\n'],
        ['a byte order mark', '\uFEFF\n dataset D {}', '\uFEFFdataset D {}\n'],
        ['a comment behind a byte order mark', '\uFEFF/* a\n   b */\n', '\uFEFF/* a\n   b */\n'],
        ['nothing', '', ''],
        ['nothing but blanks', ' \n\n ', ''],
        ['texts are not touched', 'organisation A "a   {b}  // c" { source "x,y  z" }\n', 'organisation A "a   {b}  // c" { source "x,y  z" }\n'],
    ];
    test.each(cases)('%s', (_, before, after) => {
        expect(format(before)).toBe(after);
        expect(format(after)).toBe(after);
    });

    test('a line that is too long becomes a block of lines, the blocks in it as long as they fit', () => {
        const long = `contract Hosting "${'x'.repeat(100)}" { controller Clinic  transfer to US { recipient Cloud  basis scc }  term 3 years }\n`;
        expect(format(long).split('\n')).toEqual([
            `contract Hosting "${'x'.repeat(100)}" {`,
            '    controller Clinic',
            '    transfer to US { recipient Cloud  basis scc }',
            '    term 3 years',
            '}',
            '',
        ]);
        const fits = `organisation A "${'x'.repeat(160 - 'organisation A "" { seat FR }'.length)}" { seat FR }\n`;
        expect(format(fits)).toBe(fits);
        expect(format(fits.replace('xx', 'xxx'))).toContain('{\n    seat FR\n}');
    });

    test('what the editor wishes', () => {
        const source = 'organisation A {\n    seat FR // x  \n    owned 5%\n        by B\n}\n\n\n';
        expect(format(source, { insertSpaces: false })).toBe('organisation A {\n\tseat FR // x\n\towned 5%\n\t\tby B\n}\n');
        expect(format(source, { tabSize: 2 })).toBe('organisation A {\n  seat FR // x\n  owned 5%\n    by B\n}\n');
        expect(format(source, { trimTrailingWhitespace: false })).toContain('// x  \n');
        expect(format(source, { trimFinalNewlines: false })).toMatch(/\}\n\n\n$/);
        expect(format('dataset D {}', { insertFinalNewline: false })).toBe('dataset D {}');
    });
});

// ---------------------------------------------------------------- the shipped texts

test.each(shipped)('%s is laid out so', (path) => {
    const source = read(path);
    expect(format(source)).toBe(source);
});

test('the specs in the documents and on the pages of the rules are laid out so', () => {
    const pages = corpus.filter(({ page }) => page.startsWith('docs/'));
    expect(pages.length).toBeGreaterThan(300);
    expect(documents.length).toBeGreaterThan(1);
    for (const { page, source } of [...documents, ...pages]) expect(format(source), page).toBe(source);
});

// ---------------------------------------------------------------- what holds of every text

const sources = [...new Set([...shipped.map(read), ...documents.map(({ source }) => source), ...corpus.map(({ source }) => source)])];
const image = (source: string, { start, end }: Token): string => source.slice(start, end);
const words = (source: string): string[] =>
    tokensOf(source)
        .filter((token) => !isComment(token))
        .map((token) => image(source, token));
/** Comments without their indentation and the blanks at the ends of their lines, in order, each with the number of words before it. */
const comments = (source: string): string[] => {
    let before = 0;
    return tokensOf(source).flatMap((token) => {
        if (!isComment(token)) before++;
        return isComment(token)
            ? [
                  `${before} ${image(source, token)
                      .replace(/[ \t]*(\r\n|\r|\n)[ \t]*/g, '\n')
                      .trimEnd()}`,
              ]
            : [];
    });
};

/** Everything that formatting must leave as it was, and that once is enough. */
function expectKept(source: string, options: FormatOptions = {}): void {
    const before = parse(source);
    const changes = formatChanges(source, before, options);
    for (const change of changes) expect(source.slice(change.start, change.end) + change.text, JSON.stringify(change)).toMatch(/^\s*$/);
    for (const [i, change] of changes.entries()) expect(change.start).toBeGreaterThanOrEqual(changes[i - 1]?.end ?? 0);
    const formatted = applyChanges(source, changes);
    expect(words(formatted)).toEqual(words(source));
    expect(comments(formatted)).toEqual(comments(source));
    const after = parse(formatted);
    expect(sameTree(after.tree, before.tree), formatted).toBe(true);
    for (const { start, end } of before.spoiled) expect(formatted).toContain(source.slice(start, end).trim());
    expect(applyChanges(formatted, formatChanges(formatted, after, options))).toBe(formatted);
}

test('every spec that is written down somewhere', () => {
    expect(sources.length).toBeGreaterThan(1500);
    for (const source of sources) expectKept(source);
});

const someOptions: fc.Arbitrary<FormatOptions> = fc.record(
    {
        tabSize: fc.integer({ min: 1, max: 8 }),
        insertSpaces: fc.boolean(),
        trimTrailingWhitespace: fc.boolean(),
        insertFinalNewline: fc.boolean(),
        trimFinalNewlines: fc.boolean(),
    },
    { requiredKeys: [] },
);
const blank = fc.constantFrom(' ', '  ', '\t', '\n', '\n\n', '\n\n\n  ', '\r\n', '\r', '\u00A0', '\n\u00A0', '\f', '\n   \t');
const comment = fc.constantFrom('/* c */', '// c\n', '/** d */', '// c  \n\n', '/* c\n  d */', '\n/**\n * d\n */\n', '\n    // c\n', '      // c\n');
const someSource = fc.constantFrom(...sources.filter((source) => source.length < 3000));

/** A text with other blanks and some comments between its tokens. */
const shaken: fc.Arbitrary<string> = fc
    .tuple(
        someSource,
        fc.infiniteStream(fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 3, arbitrary: blank }, { weight: 1, arbitrary: comment })),
    )
    .map(([source, stream]) => {
        let text = stream.next().value === undefined ? '' : '\uFEFF';
        let at = 0;
        for (const { start, end } of tokensOf(source)) {
            const put = stream.next().value as string | undefined;
            const there = source.slice(at, start);
            text += put === undefined ? there : put.includes('c') || put.includes('d') ? there + put : put;
            text += source.slice(start, end);
            at = end;
        }
        return text + source.slice(at);
    });

test('a source speaks for whom it spoke before, whatever stands before it', () => {
    const gaps = [' ', '\n', '\n\u00A0', '\u00A0', ' /* c */ ', '\n/* c */ ', ' // c\n', ' // c\n\u00A0', '\n// c\n', '\f'];
    for (const gap of gaps) {
        for (const next of gaps) {
            expectKept(`organisation A {\n    seat FR${gap}source "x"${next}source "y"\n    kind company\n}\n`);
            expectKept(`organisation A {${gap}source "x"${next}seat FR }\n`);
            expectKept(`norm N { verified 2026-01-01${gap}source "x"${next}force law }\n`);
            expectKept(`jurisdiction A in FR${gap}source "x"${next}source "y"\njurisdiction B\n`);
        }
    }
});

test('any blanks and comments, any wishes', () => {
    holds(fc.property(shaken, someOptions, expectKept), 250);
});

/** A text without one of its tokens: mostly broken. */
const torn: fc.Arbitrary<string> = fc.tuple(fc.oneof(someSource, shaken), fc.nat()).map(([source, n]) => {
    const tokens = tokensOf(source);
    const token = tokens[n % Math.max(1, tokens.length)];
    return token ? source.slice(0, token.start) + source.slice(token.end) : source;
});

test('with a token taken out nothing is lost, and what is broken stays as it is', () => {
    holds(fc.property(torn, someOptions, expectKept), 150);
});

test('a broken declaration keeps no other from being laid out', () => {
    const broken = 'organisation   B {\n  seet   FR\n   }\n';
    expect(format(`dataset A {   warehouse }\n${broken}dataset C {   warehouse }\n`)).toBe(`dataset A { warehouse }\n${broken}dataset C { warehouse }\n`);
});

// ---------------------------------------------------------------- a part of a text

const outside = (source: string, { start, end }: { start: number; end: number }, changes: readonly Change[]): string => {
    const shift = changes.reduce((sum, change) => sum + change.text.length - (change.end - change.start), 0);
    const after = applyChanges(source, changes);
    return after.slice(0, start) + after.slice(end + shift);
};

test('formatting a part touches nothing else, and means the same', () => {
    const partOf = fc.tuple(shaken, fc.nat(), fc.nat()).map(([source, a, b]) => {
        const [start, end] = [a % (source.length + 1), b % (source.length + 1)].sort((x, y) => x - y) as [number, number];
        return { source, start, end };
    });
    holds(
        fc.property(partOf, ({ source, start, end }) => {
            const before = parse(source);
            const changes = formatChanges(source, before, {}, [{ start, end }]);
            expect(outside(source, { start, end }, changes)).toBe(source.slice(0, start) + source.slice(end));
            expect(sameTree(parse(applyChanges(source, changes)).tree, before.tree)).toBe(true);
        }),
        300,
    );
});

test('the indentation of the first line belongs to it, the empty lines above do not', () => {
    const source = 'organisation A {\n\n\n  seat FR\n  kind company\n}\n';
    const start = source.indexOf('  seat');
    const changes = formatChanges(source, parse(source), {}, [{ start, end: source.indexOf('\n  kind') }]);
    expect(applyChanges(source, changes)).toBe('organisation A {\n\n\n    seat FR\n  kind company\n}\n');
});

// ---------------------------------------------------------------- while typing

/** What becomes of a text when the character before `|` has just been typed. */
const typed = (marked: string, behind: typeof formatBehindBrace): string => {
    const offset = marked.indexOf('|');
    const source = marked.replace('|', '');
    return applyChanges(source, behind(source, parse(source), offset));
};

test('a block that is closed is laid out, and no other', () => {
    const before = 'dataset   D {}\ncontract C {\n  term   3 years\n  award {\nprocedure   open\n  }|\n  signed   2026-01-01\n}\n';
    const after = 'dataset   D {}\ncontract C {\n  term   3 years\n    award {\n        procedure open\n    }\n  signed   2026-01-01\n}\n';
    expect(typed(before, formatBehindBrace)).toBe(after);
    expect(typed('dataset   D {   warehouse}|', formatBehindBrace)).toBe('dataset D { warehouse }');
    expect(typed('contract C { award { procedure   open }|\n', formatBehindBrace)).toBe('contract C { award { procedure   open }\n');
    expect(typed('organisation A "}|" {  seat FR }', formatBehindBrace)).toBe('organisation A "}" {  seat FR }');
});

test('the line that is left is laid out, and the new one indented', () => {
    expect(typed('organisation A {\n  seat   FR  \n|\n}\n', formatBehindNewline)).toBe('organisation A {\n    seat FR\n    \n}\n');
    expect(typed('contract C {\n    award {\n|', formatBehindNewline)).toBe('contract C {\n    award {\n        ');
    expect(typed('contract C {\n    award {\n|    }\n}\n', formatBehindNewline)).toBe('contract C {\n    award {\n    }\n}\n');
    expect(typed('contract C {\n    clauses audit,\n|', formatBehindNewline)).toBe('contract C {\n    clauses audit,\n            ');
    expect(typed('contract C {\n    term 3 years\n}\n|', formatBehindNewline)).toBe('contract C {\n    term 3 years\n}\n');
    expect(typed('/**\n * doc\n|', formatBehindNewline)).toBe('/**\n * doc\n');
    expect(typed('contract C {\n    /** doc\n| */\n}\n', formatBehindNewline)).toBe('contract C {\n    /** doc\n */\n}\n');
});
