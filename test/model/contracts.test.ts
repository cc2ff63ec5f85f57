import { expect, test } from 'vitest';
import { formatDay } from '../../language/index.ts';
import { countedEnd } from '../../language/model/contracts.ts';
import { day, workspaceOf } from '../harness/spec.ts';

const ends = (facts: string): string | undefined => {
    const workspace = workspaceOf({ 'spec.terroir': `contract K { signed 2020-01-01 effective 2020-01-01 ${facts} }\n` });
    const end = countedEnd(workspace.engine.at(day('2020-06-01')), 'spec.terroir#K').day;
    return typeof end === 'number' ? formatDay(end) : end;
};

test.each([
    ['term 1 year', '2020-12-31'],
    ['term until 2024-02-29', '2024-02-29'],
    ['term indefinite', 'never'],
    ['', undefined],
    ['term 1 year renewal 1 year', '2020-12-31'],
    ['term 1 year renewal 1 year exercised', '2021-12-31'],
    ['term 1 year renewal 1 year tacit at most 2 times', '2022-12-31'],
    ['term 1 year renewal 1 year tacit', 'never'],
    ['term 2 months renewal 1 month tacit at most 12 times', '2021-02-28'],
    ['term until 2024-02-29 renewal 1 year exercised', '2025-02-28'],
    ['term 72 hours', undefined],
    ['term 1 year renewal 10 working days exercised', undefined],
])('a contract from 2020-01-01 with “%s” ends on %s', (facts, end) => {
    expect(ends(facts)).toBe(end);
});

test.each([
    ['tacit at most 1_0 times', '2030-12-31'],
    ['exercised at most 1_0 times', '2030-12-31'],
])('the times of “renewal 1 year %s” are a number as any other', (renewal, end) => {
    expect(ends(`term 1 year renewal 1 year ${renewal}`)).toBe(end);
});
