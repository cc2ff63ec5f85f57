import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTurns, ratioOf, walls } from './measure.ts';
import { missedProfiles } from './missed.ts';
import { contractPath, filesOf } from './register.ts';
import type { Findings } from './results.ts';
import { bare, command, sizes, slowRounds, type Workbench } from './workbench.ts';

/** A register that was judged before: as it was, and with one title changed. */
export function unchanged(bench: Workbench): Findings {
    const cwd = bench.toEdit(sizes.files);
    const cache = { cwd, env: { TERROIR_CACHE: bench.empty('cache') } };
    const file = join(cwd, `${contractPath(0)}.terroir`);
    let edits = 0;
    const edit = () => writeFileSync(file, readFileSync(file, 'utf8').replace(/^contract (\S+) "[^"]*"/m, `contract $1 "Edited ${++edits} times"`));
    const again = command(['check', '--quiet'], cache);
    const edited = { ...again, before: edit };
    // In each round a run without the edit comes behind one with it, and so finds what that kept.
    const costs = inTurns({ bare, edited, again }, slowRounds);
    const rows = [
        {
            key: 'G6 unchanged',
            value: ratioOf(walls(costs.again), walls(costs.bare)),
            note: `${filesOf(sizes.files) + 2} files; the cache is that of the command.`,
        },
        { key: 'G6 one', value: ratioOf(walls(costs.edited), walls(costs.bare)) },
    ];
    return {
        rows,
        tables: [],
        profiles: missedProfiles(rows, {
            'G6 unchanged': ['`terroir check` where nothing has changed', again],
            'G6 one': ['`terroir check` where one file has changed', edited],
        }),
    };
}
