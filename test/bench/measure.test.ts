import { expect, test } from 'vitest';
import { inTurns, peakOf, quantile, ratioOf, run, spreadOf } from '../../bench/measure.ts';
import { shownTitle } from '../../bench/typing.ts';

test('medians and quarters', () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
    expect(spreadOf([1, 2, 3, 4])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 });
    expect(quantile([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110], 0.95)).toBeCloseTo(105);
    expect(() => spreadOf([])).toThrow('Nothing was measured.');
});

test('a ratio is taken round by round: what slows a whole round down changes nothing', () => {
    expect(ratioOf([2, 20, 200], [1, 10, 100])).toEqual({ median: 2, low: 2, high: 2 });
    // The ratio of the medians would be 3.
    expect(ratioOf([1, 3, 100], [1, 1, 50]).median).toBe(2);
    expect(() => ratioOf([1, 2], [1])).toThrow('2 measurements of one and 1 of the other');
});

const node = (code: string) => ({ argv: [process.execPath, '-e', code] });

test.runIf(process.platform === 'linux')('what a command took is measured from outside, its children with it', () => {
    const busy = 'const until = process.cpuUsage().user + 150_000; while (process.cpuUsage().user < until);';
    const parent = node(`require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(busy)}])`);
    expect(run(parent).cpu).toBeGreaterThan(0.15);
    expect(run(node('setTimeout(() => {}, 200)')).wall).toBeGreaterThan(0.2);
    expect(() => run(node('process.exit(3)'))).toThrow('ended with 3');
    expect(run({ ...node('process.exit(3)'), ends: [3] }).wall).toBeGreaterThan(0);
});

test.runIf(process.platform === 'linux')('commands run in turns', () => {
    const order: string[] = [];
    const noted = (name: string) => ({ ...node('0'), before: () => order.push(name) });
    const costs = inTurns({ a: noted('a'), b: noted('b') }, 2);
    expect(order).toEqual(['a', 'b', 'a', 'b']);
    expect([costs.a.length, costs.b.length]).toEqual([2, 2]);
    // Whoever has no patience gets one round.
    expect(inTurns({ a: node('0') }, 5, 0).a).toHaveLength(1);
});

test.runIf(process.platform === 'linux')('the most memory of a command is what it had, not what it has at its end', async () => {
    const bare = await peakOf(node('0'));
    const large = await peakOf(node('let kept = Buffer.alloc(100e6, 1); kept = undefined'));
    expect(large - bare).toBeGreaterThan(80);
});

test('the title in which keys are typed is one that a finding quotes, and that stands there once', () => {
    const text = 'organisation A "Harbour 1" {\n}\norganisation B "Harbour 12" {\n}\ndataset C "Staff" {\n}\ndataset D "Staff" {\n}\n';
    const shown = (message: string) => [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, message }];
    expect(shownTitle(text, shown('Who owns Harbour 1 is not known.'))).toEqual({ line: 0, character: 25 });
    expect(shownTitle(text, shown('Who owns Harbour 12 is not known.'))).toEqual({ line: 2, character: 26 });
    expect(shownTitle(text, shown('Staff is stored abroad.'))).toBeUndefined();
});
