import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, selectionsAt } from '../../language/editing.ts';
import { tokensOf } from '../../language/syntax/tokens.ts';
import { corpus } from '../harness/corpus.ts';
import { holds } from '../harness/generators.ts';

const source = `import "./a.terroir" as p
// Who
/** The clinic: one of two. */
organisation Clinic "The Clinic" {
    seat FR from 2024-01-01
    kind company, p.bank
}
contract Hosting {
    term 2 years 6 months
    award {
        procedure open
    }
}
`;

/** What a selection at `|` grows through, up to the file; of several lines the first and the last. */
const grows = (text: string, marked: string): string[] => {
    const plain = marked.replace('|', '');
    const offset = text.indexOf(plain) + marked.indexOf('|');
    const around = selectionsAt(text, parse(text), offset).map(({ start, end }) => text.slice(start, end));
    expect(around.at(-1)).toBe(text);
    return around.slice(0, -1).map((piece) => piece.replace(/\n[\s\S]*\n */, ' … ').replace(/\n */, ' … '));
};

const clinic = ['organisation Clinic "The Clinic" { … }', '// Who … }'];

test('a name grows through its value, list and fact to the block and the declaration with its comments', () => {
    expect(grows(source, 'p.ba|nk')).toEqual([
        'bank',
        'p.bank',
        'company, p.bank',
        'kind company, p.bank',
        'seat FR from 2024-01-01 … kind company, p.bank',
        '{ … }',
        ...clinic,
    ]);
    expect(grows(source, '6 mo|nths').slice(0, 4)).toEqual(['months', '6 months', '2 years 6 months', 'term 2 years 6 months']);
});

test('a block in a block', () => {
    expect(grows(source, 'op|en')).toEqual(['open', 'procedure open', '{ … }', 'award { … }', 'term 2 years 6 months … }', '{ … }', 'contract Hosting { … }']);
});

test('a text without its quotes and with them, a comment without its marks and with them', () => {
    expect(grows(source, 'The Cli|nic"')).toEqual(['Clinic', 'The Clinic', '"The Clinic"', ...clinic]);
    expect(grows(source, 'o|ne of')).toEqual(['one', 'The clinic: one of two.', '/** The clinic: one of two. */', '// Who … }']);
    expect(grows(source, './a|.terr')).toEqual(['a', './a.terroir', '"./a.terroir"', 'import "./a.terroir" as p']);
});

test('between words the fact is the first', () => {
    expect(grows(source, 'seat| FR')[0]).toBe('seat');
    expect(grows('contract C { term   3 years }\n', 'term | ')).toEqual(['term   3 years', '{ term   3 years }', 'contract C { term   3 years }']);
});

test('a term with what is said above it', () => {
    expect(grows('vocabulary v {\n    a\n\n    /** Rare. */\n    b "B" is a\n}\n', '|b "B"').slice(0, 3)).toEqual([
        'b',
        'b "B" is a',
        '/** Rare. */ … b "B" is a',
    ]);
});

test('in broken text the line takes the place of the fact', () => {
    expect(grows('contract C {\n    tterm 3 years // x\n    award {\n        by Clinic\n', '3 ye|ars')).toEqual([
        'years',
        'tterm 3 years',
        'tterm 3 years // x … by Clinic',
        '{ … by Clinic',
        'contract C { … by Clinic',
    ]);
});

test('anywhere in any text each selection holds the one before, and the last is the file', () => {
    const texts = corpus.map((block) => block.source).filter((text) => text.length < 2000);
    const torn = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat()).map(([text, n, at]) => {
        const tokens = tokensOf(text);
        const { start, end } = tokens[n % tokens.length] ?? { start: 0, end: 0 };
        const left = text.slice(0, start) + text.slice(end);
        return { text: n % 3 === 0 ? text : left, at: at % left.length };
    });
    holds(
        fc.property(torn, ({ text, at }) => {
            const around = selectionsAt(text, parse(text), at);
            expect(around.at(-1)).toEqual({ start: 0, end: text.length });
            let inner = { start: at, end: at };
            for (const one of around) {
                expect(one.start <= inner.start && inner.end <= one.end && one.end - one.start > inner.end - inner.start).toBe(true);
                inner = one;
            }
        }),
        300,
    );
});
