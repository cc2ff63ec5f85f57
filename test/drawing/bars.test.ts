import { expect, test } from 'vitest';
import { type Bar, type Row, text } from '../../language/index.ts';
import { drawBars } from '../../server/drawing/bars.ts';
import { scaleOf } from '../../server/drawing/scale.ts';
import { day } from '../harness/spec.ts';

/** Some hundred pixels for each year, from 100 to 1 100. */
const scale = scaleOf({ from: day('2020-01-01'), until: day('2029-12-31') }, 100, 1100);

/** What is said on a line, and the pixel at which it begins, ends, or has its middle. */
function said(bars: readonly (readonly [from: string, until: string])[], points: readonly string[] = []): readonly string[] {
    const row: Row = {
        role: 'contract',
        kind: text('contract'),
        name: text('{name}', { name: 'K' }),
        at: [{ id: 'a.terroir#K', path: 'name' }],
        bars: bars.map(([from, until]): Bar => ({ from: day(from), until: day(until), look: 'plain', say: text('term') })),
        points: points.map((point) => ({ day: day(point), say: text('signature') })),
        mark: undefined,
        findings: [],
    };
    const drawn = drawBars(row, 50, scale, ({ template }) => template).map(({ markup }) => markup);
    return [...drawn.join('\n').matchAll(/<text class="day" x="([\d.]+)"[^>]* text-anchor="(\w+)">([^<]*)</g)].map(
        ([, x, anchor, words]) => `${Math.round(Number(x))} ${anchor} ${words}`,
    );
}

test('what a bar says stands in it, the shorter where there is no room for the longer', () => {
    expect(said([['2022-01-01', '2025-12-31']])).toEqual(['500 middle 2022-01-01 – 2025-12-31']);
    expect(said([['2022-01-01', '2022-12-31']])).toEqual(['350 middle 2022-12-31']);
});

test('what finds no room in a bar stands behind it, or before it where the axis ends', () => {
    expect(said([['2022-01-01', '2022-03-31']])).toEqual(['331 start 2022-01-01 – 2022-03-31']);
    expect(said([['2029-10-01', '2029-12-31']])).toEqual(['1069 end 2029-10-01 – 2029-12-31']);
});

test('nothing is said of a short bar between others', () => {
    const shorts = [
        ['2022-01-01', '2022-02-28'],
        ['2022-03-01', '2022-04-30'],
        ['2022-05-01', '2022-06-30'],
    ] as const;
    expect(said(shorts)).toEqual(['294 end 2022-01-01 – 2022-02-28', '356 start 2022-05-01 – 2022-06-30']);
});

test('a point says what it is behind itself, unless a bar is there or the axis ends', () => {
    expect(said([['2025-01-01', '2028-12-31']], ['2021-07-01'])).toContain('258 start signature');
    expect(
        said(
            [
                ['2020-01-01', '2020-12-31'],
                ['2021-01-01', '2028-12-31'],
            ],
            ['2023-07-01'],
        ).join(),
    ).not.toContain('signature');
    expect(said([['2020-01-01', '2020-12-31']], ['2029-12-01']).join()).not.toContain('signature');
});

test('of what has ended before the axis begins, or begins behind its end, an arrow leads there', () => {
    expect(said([['2010-01-01', '2012-12-31']])).toEqual(['106 start ← 2010-01-01 – 2012-12-31']);
    expect(said([['2031-01-01', '2032-12-31']])).toEqual(['1094 end 2031-01-01 – 2032-12-31 →']);
});
