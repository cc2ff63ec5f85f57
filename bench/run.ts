// Measures Terroir and its peers, keeps what it finds in bench/results, and writes docs/performance.md of all that is kept.
// Words are the parts to measure; without one it is everything but the million.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale } from '../scripts/build-when-stale.ts';
import { bundle } from './bundle.ts';
import { cold } from './cold.ts';
import { memory } from './memory.ts';
import { million } from './million.ts';
import { ownership } from './ownership.ts';
import { page } from './page.ts';
import { type Findings, keep, kept } from './results.ts';
import { slowPeers, throughput } from './throughput.ts';
import { installPeers } from './tools.ts';
import { typing } from './typing.ts';
import { unchanged } from './unchanged.ts';
import { Workbench } from './workbench.ts';

const parts: Readonly<Record<string, (bench: Workbench) => Findings | Promise<Findings>>> = {
    bundle,
    cold,
    throughput,
    unchanged,
    memory,
    owners: ownership,
    typing,
    million,
    peers: slowPeers,
};
const apart: readonly string[] = ['million', 'page'];

const asked = process.argv.slice(2);
const strange = asked.filter((name) => name !== 'page' && !(name in parts));
if (strange.length > 0) throw new Error(`There is no part ${strange.join(', ')}; there are ${[...Object.keys(parts), 'page'].join(', ')}.`);
const chosen = asked.length > 0 ? asked : Object.keys(parts).filter((name) => !apart.includes(name));

if (chosen.some((name) => name !== 'page')) {
    buildWhenStale();
    const why = installPeers();
    if (why !== undefined) console.error(`Without peers: ${why}.`);
}
const bench = new Workbench();
try {
    for (const name of chosen) {
        const measure = parts[name];
        if (!measure) continue;
        const start = performance.now();
        await keep(name, () => measure(bench));
        console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    }
} finally {
    bench.close();
}
const written = page(kept());
writeFileSync(join(import.meta.dirname, '../docs/performance.md'), written);
console.log(written);
