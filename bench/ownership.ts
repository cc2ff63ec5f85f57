import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { quantile, type Spread } from './measure.ts';
import type { Shape } from './owners.ts';
import { figure } from './page.ts';
import type { Findings } from './results.ts';
import { asOf, sizes } from './workbench.ts';

const shapes: readonly Shape[] = ['chain', 'two-parents', 'rings'];
const titles: Readonly<Record<Shape, string>> = { chain: 'one chain', 'two-parents': 'two parents each', rings: 'rings' };

/** How the time of all questions on owners grows with their number: each step twice as many, in turns. */
export function ownership(): Findings {
    const counts = [8, 4, 2, 1].map((part) => Math.ceil(sizes.owners / part));
    const rounds = 3;
    const rows: string[][] = [];
    let worst: Spread | undefined;
    for (const shape of shapes) {
        const times = counts.map(() => [] as number[]);
        for (let round = 0; round < rounds; round++) for (const [i, count] of counts.entries()) times[i]?.push(asked(shape, count));
        const steps = times.slice(1).map((some, i) => some.map((time, round) => time / (times[i]?.[round] as number)));
        for (const step of steps) {
            const spread = { median: quantile(step, 0.5), low: Math.min(...step), high: Math.max(...step) };
            if (!worst || spread.median > worst.median) worst = spread;
        }
        rows.push([titles[shape], ...times.map((some) => figure(quantile(some, 0.5))), ...steps.map((step) => figure(quantile(step, 0.5)))]);
    }
    return {
        rows: worst
            ? [
                  {
                      key: 'G14',
                      value: worst,
                      note: `${counts.map(figure).join(', ')} organisations, each time in a process of its own; the columns beside it are the least and the most of ${rounds} rounds.`,
                  },
              ]
            : [],
        tables: [
            {
                title: 'Owners',
                about: 'Milliseconds to state all organisations of one text and to ask of each who is next in control of it, what of that is not known, and from where it is owned; starting and reading the text are not counted. Then each time against the one before.',
                head: ['', ...counts.map(figure), ...counts.slice(1).map((count) => `× at ${figure(count)}`)],
                rows,
            },
        ],
    };
}

/** A process that holds nothing but this: in one that holds the texts of other sizes, too, the largest was measured with the least memory left. */
function asked(shape: Shape, organisations: number): number {
    const date = Date.parse(asOf) / 86_400_000;
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(import.meta.dirname, 'owning.ts'), shape, String(organisations), String(date)], {
        encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${organisations} owners could not be asked about: ${stderr}`);
    return Number(stdout);
}
