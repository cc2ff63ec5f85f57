import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Queue } from '../../language/model/queue.ts';

/* Whatever is put in, and however much is taken out in between, what comes next is what comes first of all that is there. The oracle is a sorted list. */

test('what is taken is the first of what is there', () => {
    // A number is put in; in its stead something is taken out.
    const deeds = fc.array(fc.option(fc.nat({ max: 20 }), { freq: 3 }), { maxLength: 60 });
    fc.assert(
        fc.property(deeds, (some) => {
            const queue = new Queue<number>((a, b) => a < b);
            let there: number[] = [];
            for (const one of [...some, ...some.map(() => null)]) {
                if (one === null) {
                    expect(queue.take()).toBe(there[0]);
                    there = there.slice(1);
                } else {
                    queue.add(one);
                    there = [...there, one].sort((a, b) => a - b);
                }
            }
        }),
        { seed: 20261130 },
    );
});
