import { inTurns, peakOf, ratioOf, spreadOf, walls } from './measure.ts';
import { figure } from './page.ts';
import { filesOf } from './register.ts';
import type { Findings } from './results.ts';
import { command, few, sizes, type Workbench } from './workbench.ts';

const formats = ['text', 'json', 'sarif', 'junit', 'gitlab', 'markdown'] as const;

/** Every finding of the register told in each form: what the words take beside the judgement, and what is held on the way. */
export async function reports(bench: Workbench): Promise<Findings> {
    const quiet = 'the last line only';
    const commandsIn = (cwd: string) => ({
        [quiet]: command(['check', '--no-cache', '--quiet'], { cwd }),
        ...Object.fromEntries(formats.map((format) => [format, command(['check', '--no-cache', '--format', format], { cwd })])),
    });
    const large = commandsIn(bench.terroir(sizes.files));
    const small = commandsIn(bench.terroir(few));
    const costs = inTurns(large, 3);
    const rows: string[][] = [];
    for (const name of [quiet, ...formats]) {
        const [all, some] = [large, small].map((commands) => commands[name as keyof typeof commands]);
        if (!all || !some) throw new Error(`There is no command for ${name}.`);
        const spent = walls(costs[name as keyof typeof costs]);
        rows.push([name, ...[spreadOf(spent).median, ratioOf(spent, walls(costs[quiet])).median, await peakOf(some), await peakOf(all)].map(figure)]);
    }
    return {
        rows: [],
        tables: [
            {
                title: 'Reports of every finding',
                about: `${figure(filesOf(sizes.files))} files of some 80 lines, \`terroir check\` without its cache. Words are written as they are made, and what was read for them is let go of: × is against the run that says no more than its last line. The first memory is that of ${figure(filesOf(few))} files, the second of all.`,
                head: ['', 's', '× time', 'most MiB of few', 'most MiB'],
                rows,
            },
        ],
    };
}
