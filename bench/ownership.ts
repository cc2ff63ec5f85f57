import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from '../language/editing.ts';
import { Workspace } from '../language/index.ts';
import { controlGap } from '../language/model/control-gap.ts';
import { nextInControl } from '../language/model/next-in-control.ts';
import { provenance } from '../language/model/stakes.ts';
import { quantile, type Spread } from './measure.ts';
import { ownersRegister, type Shape } from './owners.ts';
import { figure } from './page.ts';
import type { Findings } from './results.ts';
import { asOf, sizes } from './workbench.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const shapes: readonly Shape[] = ['chain', 'two-parents', 'rings'];
const titles: Readonly<Record<Shape, string>> = { chain: 'one chain', 'two-parents': 'two parents each', rings: 'rings' };
const file = 'owners.terroir';
const folder = join(import.meta.dirname, '../language/library');
const library = readdirSync(folder)
    .filter((name) => name.endsWith('.terroir'))
    .map((name) => {
        const source = readFileSync(join(folder, name), 'utf8');
        return { path: `terroir:/${name}`, source, tree: parse(source) };
    });

/** How the time of all questions on owners grows with their number: each step twice as many, in turns. */
export function ownership(): Findings {
    const counts = [8, 4, 2, 1].map((part) => Math.ceil(sizes.owners / part));
    const rounds = 5;
    const rows: string[][] = [];
    let worst: Spread | undefined;
    for (const shape of shapes) {
        const parsed = counts.map((count) => {
            const source = ownersRegister(count, shape);
            return { source, tree: parse(source) };
        });
        const times = counts.map(() => [] as number[]);
        for (let round = 0; round < rounds; round++) {
            for (const [i, { source, tree }] of parsed.entries()) times[i]?.push(asked(source, tree));
        }
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
                      note: `${counts.map(figure).join(', ')} organisations; the columns beside it are the least and the most of ${rounds} rounds.`,
                  },
              ]
            : [],
        tables: [
            {
                title: 'Owners',
                about: 'Milliseconds to state all organisations of one text and to ask of each who is next in control of it, what of that is not known, and from where it is owned; reading the text is not counted. Then each time against the one before.',
                head: ['', ...counts.map(figure), ...counts.slice(1).map((count) => `× at ${figure(count)}`)],
                rows,
            },
        ],
    };
}

function asked(source: string, tree: ReturnType<typeof parse>): number {
    // What the time before has left behind is not part of this one.
    collect();
    const begin = performance.now();
    const workspace = new Workspace();
    for (const one of library) workspace.set(one.path, one.source, one.tree);
    workspace.set(file, source, tree);
    const ask = workspace.engine.at(Date.parse(asOf) / 86_400_000);
    let answers = 0;
    for (const id of workspace.files.get(file)?.ids ?? []) {
        nextInControl(ask, id);
        controlGap(ask, id);
        provenance(ask, id, 'terroir:/jurisdictions.terroir#EEA');
        answers++;
    }
    if (answers === 0) throw new Error('There was nobody to ask about.');
    return performance.now() - begin;
}
