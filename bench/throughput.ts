import { type Command, cpus, inTurns, peakOf, ratioOf, spreadOf, walls } from './measure.ts';
import { missedProfiles } from './missed.ts';
import { figure } from './page.ts';
import { filesOf } from './register.ts';
import type { Findings, Row } from './results.ts';
import { peers, reading } from './tools.ts';
import { bare, command, few, sizes, slowRounds, type Workbench } from './workbench.ts';

const ours = 'terroir check';
const bytes = 'read the bytes';

/** The whole register, by everything that is fast enough to wait for. */
export const throughput = (bench: Workbench): Promise<Findings> => compare(bench, sizes.files, false);

/** A tenth of it, by everything. */
export const slowPeers = (bench: Workbench): Promise<Findings> => compare(bench, few, true);

async function compare(bench: Workbench, contracts: number, all: boolean): Promise<Findings> {
    const { there, missing } = peers();
    const cwd = bench.terroir(contracts);
    const check = command(['check', '--no-cache', '--quiet'], { cwd });
    const run = Object.values(there).filter(({ isSlow }) => all || !isSlow);
    const commands: Record<string, Command> = {
        [bytes]: reading(cwd),
        [ours]: check,
        ...(all ? { 'terroir check, every finding in words': command(['check', '--no-cache'], { cwd }) } : {}),
        ...Object.fromEntries(run.map((peer) => [peer.name, peer.command(bench, contracts)])),
    };
    const costs = inTurns(commands, slowRounds);
    const of = (name: string | undefined, part = walls): number[] => part(costs[name ?? ''] ?? []);
    const to = (key: string): string | undefined => there[key]?.name;

    const peaks: Record<string, number> = {};
    for (const [name, one] of Object.entries(commands)) peaks[name] = await peakOf(one);
    const files = filesOf(contracts);
    const about = `${figure(files)} files of some 80 lines`;
    const rows: Row[] = all
        ? to('Spectral') === undefined
            ? []
            : [{ key: 'G4', value: ratioOf(of(to('Spectral'), cpus), of(ours, cpus)), note: `${about}.` }]
        : [
              { key: 'G3', value: ratioOf(of(ours), of(bytes)), note: `${about}, the last line of the report only (\`--quiet\`); ${of(ours).length} rounds.` },
              ...(to('Biome') ? [{ key: 'G5 Biome', value: ratioOf(of(ours), of(to('Biome'))) }] : []),
              ...(to('tsc') ? [{ key: 'G5 tsc', value: ratioOf(of(to('tsc')), of(ours)), note: `${to('tsc')}.` }] : []),
              ...(to('JSON + ajv') ? [{ key: 'G5 JSON', value: ratioOf(of(ours), of(to('JSON + ajv'))) }] : []),
              { key: 'G7 RSS', value: spreadOf([(peaks[ours] ?? 0) / (await peakOf(bare))]), note: 'one run each.' },
          ];
    return {
        rows,
        tables: [
            {
                title: all ? 'A smaller register, with the slow peers' : 'The whole register',
                about: `${about}. The same content in the language of each tool; × is against \`terroir check\` in the same round. Only \`tsc\` and LikeC4 follow names from file to file as Terroir does; none follows owners.`,
                head: ['', 's', '× time', '× processor', 'files/s', 'most MiB'],
                rows: Object.keys(commands).map((name) => {
                    const seconds = spreadOf(of(name)).median;
                    return [
                        name,
                        figure(seconds),
                        figure(ratioOf(of(name), of(ours)).median),
                        figure(ratioOf(of(name, cpus), of(ours, cpus)).median),
                        figure(Math.round(files / seconds)),
                        figure(Math.round(peaks[name] ?? 0)),
                    ];
                }),
            },
        ],
        profiles: missedProfiles(rows, Object.fromEntries(['G3', 'G4', 'G5 Biome', 'G5 tsc', 'G5 JSON'].map((key) => [key, profiled(contracts, check)]))),
        leftOut: missing.map((name) => `${name} is not installed.`),
    };
}

const titles = new Map<number, readonly [string, Command]>();
/** One and the same pair, so that it is profiled once. */
function profiled(contracts: number, check: Command): readonly [string, Command] {
    const known = titles.get(contracts) ?? ([`\`terroir check\` of ${figure(contracts)} contracts`, check] as const);
    titles.set(contracts, known);
    return known;
}
