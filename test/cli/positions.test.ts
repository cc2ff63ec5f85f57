import { expect, test } from 'vitest';
import { Lines } from '../../server/cli/positions.ts';

/* Lines end as editors have them end, whatever system wrote them; a column counts what people see as one character. */

const source = 'é😀a\r\nb\rc\n\n😀';
const lines = new Lines(source);

test.each<[what: string, offset: number, line: number, column: number]>([
    ['the first character', 0, 1, 1],
    ['one of two halves', source.indexOf('😀'), 1, 2],
    ['what follows one', source.indexOf('a'), 1, 3],
    ['what stands behind CR LF', source.indexOf('b'), 2, 1],
    ['what stands behind CR', source.indexOf('c'), 3, 1],
    ['an empty line', source.indexOf('\n\n') + 1, 4, 1],
    ['what follows halves in lines before', source.lastIndexOf('😀'), 5, 1],
    ['the end', source.length, 5, 2],
])('%s has its line and column', (_, offset, line, column) => {
    expect(lines.at(offset)).toEqual({ line, column, offset });
});

test('what lies outside of the text is its beginning or its end', () => {
    expect([lines.at(-1), lines.at(source.length + 7)]).toEqual([lines.at(0), lines.at(source.length)]);
});

test('a line is told without what ends it, and there is nothing behind the last one', () => {
    expect([1, 2, 3, 4, 5, 6].map((line) => lines.line(line))).toEqual([
        { text: 'é😀a', start: 0 },
        { text: 'b', start: source.indexOf('b') },
        { text: 'c', start: source.indexOf('c') },
        { text: '', start: source.indexOf('\n\n') + 1 },
        { text: '😀', start: source.lastIndexOf('😀') },
        { text: '', start: source.length },
    ]);
});
