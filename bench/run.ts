// Measures Terroir and its peers, keeps what it finds in bench/results, and writes docs/performance.md of all that is kept.
// Words are the parts to measure; without one it is everything but the million.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale } from '../scripts/build-when-stale.ts';
import { asking } from './asking.ts';
import { bundle } from './bundle.ts';
import { cold } from './cold.ts';
import { memory } from './memory.ts';
import { million } from './million.ts';
import { ownership } from './ownership.ts';
import { page } from './page.ts';
import { reports } from './reports.ts';
import { type Findings, keep, kept } from './results.ts';
import { slowPeers, throughput } from './throughput.ts';
import { installPeers } from './tools.ts';
import { typing } from './typing.ts';
import { unchanged } from './unchanged.ts';
import { sizes, Workbench } from './workbench.ts';

interface Part {
    readonly measure: (bench: Workbench) => Findings | Promise<Findings>;
    /** What of it can be chosen. */
    readonly by: readonly (keyof typeof sizes)[];
}

const parts: Readonly<Record<string, Part>> = {
    bundle: { measure: bundle, by: [] },
    cold: { measure: cold, by: ['rounds'] },
    throughput: { measure: throughput, by: ['files', 'rounds'] },
    unchanged: { measure: unchanged, by: ['files', 'rounds'] },
    peers: { measure: slowPeers, by: ['files', 'rounds'] },
    memory: { measure: memory, by: ['files'] },
    reports: { measure: reports, by: ['files'] },
    owners: { measure: ownership, by: ['owners'] },
    typing: { measure: typing, by: ['files', 'keys'] },
    asking: { measure: asking, by: ['files', 'keys'] },
    million: { measure: million, by: ['million'] },
};
/** Not measured unless it is asked for by name. */
const apart: readonly string[] = ['million'];

const asked = process.argv.slice(2);
const strange = asked.filter((name) => name !== 'page' && !(name in parts));
if (strange.length > 0) throw new Error(`There is no part ${strange.join(', ')}; there are ${[...Object.keys(parts), 'page'].join(', ')}.`);
const chosen = (asked.length > 0 ? asked : Object.keys(parts).filter((name) => !apart.includes(name))).filter((name) => name !== 'page');

if (chosen.length > 0) {
    buildWhenStale();
    const why = installPeers();
    if (why !== undefined) console.error(`Without peers: ${why}.`);
}
const bench = new Workbench();
// Whoever interrupts it wants its registers gone, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.once('exit', () => bench.close());
for (const [name, { measure, by }] of Object.entries(parts)) {
    if (!chosen.includes(name)) continue;
    const start = performance.now();
    try {
        const measuredWith = Object.fromEntries(by.map((size) => [`BENCH_${size.toUpperCase()}`, sizes[size]]));
        await keep(name, measuredWith, () => measure(bench));
        console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    } catch (error) {
        // What was kept of it before stays as it is, with its day.
        console.error(`${name} could not be measured:`, error);
        process.exitCode = 1;
    }
}
const written = page(kept());
writeFileSync(join(import.meta.dirname, '../docs/performance.md'), written);
console.log(written);
