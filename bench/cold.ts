import { type Cost, cpus, inTurns, peakOf, ratioOf, type Spread, spreadOf, walls } from './measure.ts';
import { missedProfiles } from './missed.ts';
import { figure } from './page.ts';
import { contractPath } from './register.ts';
import type { Findings } from './results.ts';
import { peers } from './tools.ts';
import { bare, command, sizes, slowRounds, type Workbench } from './workbench.ts';

/** A start from nothing, against the start of Node. */
export async function cold(bench: Workbench): Promise<Findings> {
    const cwd = bench.terroir(1);
    const check = command(['check', '--no-cache', `${contractPath(0)}.terroir`], { cwd });
    const version = command(['--version']);
    const ours = {
        'node -e 0': bare,
        'terroir --version': version,
        'terroir check, one file': check,
        'the same, with nothing kept of what was compiled': { ...check, env: { ...check.env, TERROIR_CACHE: 'off' } },
        'terroir rules': command(['rules']),
    };
    // The first start of each fills the caches of the disk.
    inTurns(ours, 1);
    const costs = inTurns(ours, sizes.rounds);
    const toBare = (name: keyof typeof ours): Spread => ratioOf(walls(costs[name]), walls(costs['node -e 0']));
    const rows = [
        { key: 'G1', value: toBare('terroir --version') },
        {
            key: 'G2',
            value: toBare('terroir check, one file'),
            note: 'no earlier run is kept, but what was compiled of the program is, as it is from the second run on.',
        },
    ];
    const { there, missing } = peers();
    const alone = Object.fromEntries(Object.values(there).map(({ name, single }) => [name, single(bench)]));
    const theirs: Readonly<Record<string, Cost[]>> = inTurns<string>({ 'node -e 0': bare, ...alone }, slowRounds);
    const table: string[][] = [];
    for (const [name, one] of [...Object.entries(ours), ...Object.entries(alone)]) {
        const [mine, base] = name in ours ? [costs[name as keyof typeof ours], costs['node -e 0']] : [theirs[name] ?? [], theirs['node -e 0'] ?? []];
        table.push([
            name.startsWith('node') ? `\`${name}\`` : name,
            figure(spreadOf(walls(mine)).median * 1000),
            ...[walls, cpus].map((part) => figure(ratioOf(part(mine), part(base)).median)),
            figure(await peakOf(one)),
        ]);
    }
    return {
        rows,
        tables: [
            {
                title: 'A cold start',
                about: 'One contract with all that it leads to: nine files in each language. × is against `node -e 0` in the same round.',
                head: ['command', 'ms', '× time', '× processor', 'most MiB'],
                rows: table,
            },
        ],
        profiles: missedProfiles(rows, { G1: ['`terroir --version`', version], G2: ['`terroir check` of one file', check] }),
        leftOut: missing.map((name) => `${name} is not installed.`),
    };
}
