import { expect, test } from 'vitest';
import { formatDay } from '../../language/index.ts';
import { countedEnd, rounds } from '../../language/model/contracts.ts';
import { facts } from '../../language/model/declarations.ts';
import { writeDuration } from '../../language/syntax/values.ts';
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

/** The lengths of the first rounds of some renewals, one after another. */
function inTurn(...renewals: readonly string[]): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `contract K { ${renewals.map((one) => `renewal ${one}`).join(' ')} }\n` });
    const stated = facts(workspace.engine.at(day('2020-06-01')), 'spec.terroir#K', 'Renewal');
    const found: string[] = [];
    for (const { renewal } of rounds(stated, day('2020-12-31'), undefined)) if (found.push(writeDuration(renewal.length)) === 2) break;
    return found;
}

test.each([
    ['what was exercised, the earlier', 'exercised on 2020-03-01', 'exercised on 2020-03-02'],
    ['what was exercised on a day', 'exercised on 2020-03-02', 'exercised'],
    ['what was exercised on no stated day', 'exercised', 'tacit at most 1 times'],
    ['what comes by itself some times', 'tacit at most 1 times', 'at most 1 times'],
    ['what somebody may ask for', '', 'tacit'],
    ['what was exercised', 'exercised', 'tacit'],
])('of two renewals %s, “%s”, comes before “%s”, however they are stated', (_, first, second) => {
    for (const [one, other] of [
        ['1 month', '2 months'],
        ['2 months', '1 month'],
    ]) {
        expect(inTurn(`${one} ${first}`, `${other} ${second}`)).toEqual([one, other]);
        expect(inTurn(`${other} ${second}`, `${one} ${first}`)).toEqual([one, other]);
    }
});

test('of two renewals that nothing else tells apart the same one comes first, however they are stated', () => {
    // The month that begins on the 31st ends with February; ten days before or after it are not the same.
    const term = (...renewals: string[]) => ends(`term until 2020-01-30 ${renewals.map((one) => `renewal ${one} exercised`).join(' ')}`);
    expect(term('1 month', '10 days')).toBe(term('10 days', '1 month'));
    expect([term('1 month'), term('10 days')]).toEqual(['2020-02-29', '2020-02-09']);
});
