import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { spreadOf } from './measure.ts';
import { figure } from './page.ts';
import { filesOf } from './register.ts';
import type { Findings } from './results.ts';
import { asOf, few, sizes, type Workbench } from './workbench.ts';

interface Held {
    readonly files: number;
    readonly held: number;
    readonly judged: number;
}

/** What a register takes while it is held, after whatever can be thrown away is thrown away. */
export function memory(bench: Workbench): Findings {
    const day = Date.parse(asOf) / 86_400_000;
    const measure = (contracts: number, by: 'editor' | 'command'): Held => {
        const words = ['--expose-gc', '--max-old-space-size=16000', join(import.meta.dirname, 'holding.ts'), bench.terroir(contracts), String(day), by];
        const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8' });
        if (status !== 0) throw new Error(`${filesOf(contracts)} files could not be held: ${stderr}`);
        return JSON.parse(stdout) as Held;
    };
    const measured = [sizes.files, few].map((contracts) => ({ editor: measure(contracts, 'editor'), command: measure(contracts, 'command') }));
    const whole = (measured[0] as { readonly editor: Held }).editor;
    return {
        rows: [
            {
                key: 'G7 heap',
                value: spreadOf([whole.held / whole.files / 1000]),
                note: `${figure(whole.files)} files as the editor holds them, read and not yet judged: all texts, and what was read of some 1 000 of them at most.`,
            },
        ],
        tables: [
            {
                title: 'Memory of what is held',
                about: 'KB per file: `heapUsed` and `arrayBuffers` after collecting, less what the library takes. As the editor has them: read, and with every verdict and what it rests on; how verdicts came about is kept of no more than 3 000 files. As `terroir check` has them once it has let go of what it can find out again: read, and after the judgement, findings not counted.',
                head: ['files', 'editor: read', 'judged', 'command: read', 'judged'],
                rows: measured.map(({ editor, command }) =>
                    [editor.files, ...[editor.held, editor.judged, command.held, command.judged].map((bytes) => bytes / editor.files / 1000)].map(figure),
                ),
            },
        ],
    };
}
