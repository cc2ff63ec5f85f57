import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goals, heldByTests } from '../../bench/goals.ts';
import { figure, isMet, page } from '../../bench/page.ts';
import { kept, type Result } from '../../bench/results.ts';
import { root } from '../harness/spec.ts';

test('docs/performance.md is what the kept results say; `npm run bench -- page` writes it', () => {
    expect(readFileSync(join(root, 'docs/performance.md'), 'utf8')).toBe(page(kept()));
});

test('what is kept is for goals that there are', () => {
    const known = new Map(goals.map(({ key, part }) => [key, part]));
    for (const { part, rows } of kept()) for (const { key } of rows) expect(known.get(key), key).toBe(part);
});

const result = (median: number, more: Partial<Result> = {}): Result => ({
    part: 'cold',
    day: '2026-11-27',
    machine: 'a machine',
    load: [0.5, 1],
    sizes: { BENCH_ROUNDS: 15 },
    rows: [{ key: 'G2', value: { median, low: median - 0.1, high: median + 0.1 }, note: 'one file.' }],
    tables: [],
    ...more,
});
const rowOf = (written: string, key: string): string[] =>
    (written.split('\n').find((line) => line.startsWith(`| ${key} `)) ?? '').split('|').map((cell) => cell.trim());

test('a goal is met, missed or not measured, by what was measured and not by what is shown of it', () => {
    expect(rowOf(page([result(1.5)]), 'G2')).toEqual(['', 'G2', '**1.50**', '≤ 1.80, better 1.30', '1.40 – 1.60', 'met', '2026-11-27', expect.any(String), '']);
    expect(rowOf(page([result(1.802)]), 'G2')[5]).toBe('**missed**');
    expect(rowOf(page([result(1.5)]), 'G4').slice(2, 6)).toEqual(['', '≥ 30, better 60', '', 'not measured']);
    const spectral = goals.find(({ key }) => key === 'G4');
    expect([29.9, 30].map((value) => spectral && isMet(spectral, value))).toEqual([false, true]);
});

test('what was measured on less than its goal speaks of says so', () => {
    const of = (files: number): Result => ({
        ...result(2.4),
        part: 'unchanged',
        sizes: { BENCH_FILES: files },
        rows: [{ key: 'G6 unchanged', value: { median: 2.4, low: 2, high: 3 } }],
    });
    expect([1000, 10_000, 20_000].map((files) => rowOf(page([of(files)]), 'G6 unchanged')[5])).toEqual(['met **on less**', 'met', 'met']);
});

test('what was left out is said, and where the time of what is missed goes', () => {
    const profile = { command: 'terroir check', functions: [{ of: 'read (a.ts)', share: 0.25 }], files: [{ of: 'a.ts', share: 0.5 }] };
    const written = page([result(2, { leftOut: ['Spectral is not installed.'], profiles: [profile] })]);
    expect(written).toContain('- cold: Spectral is not installed.');
    expect(written).toContain('| `read (a.ts)` | 25.0 % | `a.ts` | 50.0 % |');
    expect(written).toContain('- G2: one file.');
});

test('figures have three digits', () => {
    expect([0, 7, 0.04567, 1.2345, 12.345, 123.45, 1234.5, 10_000, 1_234_567].map(figure)).toEqual([
        '0', '7', '0.046', '1.23', '12.3', '123', '1\u00A0235', '10\u00A0000', '1\u00A0234\u00A0567',
    ]); // biome-ignore format: a table
});

test('the tests that are said to hold a goal are there', () => {
    expect(heldByTests.length).toBeGreaterThan(0);
    for (const { test: file } of heldByTests) expect(existsSync(join(root, file)), file).toBe(true);
});
