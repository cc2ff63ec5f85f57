import { performance } from 'node:perf_hooks';
import { peakOf, spreadOf } from './measure.ts';
import { figure } from './page.ts';
import { filesOf } from './register.ts';
import type { Findings } from './results.ts';
import { command, sizes, type Workbench } from './workbench.ts';

/** One process that judges ever more files: what each further one leaves in memory. */
export async function million(bench: Workbench): Promise<Findings> {
    const rows: string[][] = [];
    const peaks: { files: number; peak: number }[] = [];
    const leftOut: string[] = [];
    for (const contracts of [sizes.million / 10, sizes.million / 2, sizes.million].map(Math.ceil)) {
        const files = filesOf(contracts);
        const cwd = bench.terroir(contracts);
        const begin = performance.now();
        try {
            const peak = await peakOf(command(['check', '--no-cache', '--quiet'], { cwd }));
            const seconds = (performance.now() - begin) / 1000;
            peaks.push({ files, peak });
            rows.push([files, seconds, Math.round(files / seconds), Math.round(peak)].map(figure));
        } catch (error) {
            leftOut.push(`${figure(files)} files: ${error instanceof Error ? error.message : String(error)}`);
            break;
        }
    }
    const [before, last] = peaks.slice(-2);
    return {
        rows:
            before && last
                ? [
                      {
                          key: 'G15',
                          value: spreadOf([((last.peak - before.peak) * 1024 * 1.024) / (last.files - before.files)]),
                          note: `from ${figure(before.files)} to ${figure(last.files)} files, by the most memory that the process had.`,
                      },
                  ]
                : [],
        tables: [
            { title: 'Ever more files', about: 'One process, `terroir check --quiet` without its cache.', head: ['files', 's', 'files/s', 'most MiB'], rows },
        ],
        leftOut,
    };
}
