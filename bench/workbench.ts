import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, likec4, likec4Kinds, Shapes, typescript, yaml } from './forms.ts';
import type { Command } from './measure.ts';
import { hub, longSpec, register } from './register.ts';
import { terroir } from './spec.ts';
import { writeSpecs } from './write-register.ts';

const root = join(import.meta.dirname, '..');
const entry = join(root, 'dist/terroir.cjs');

const numberOf = (variable: string, otherwise: number): number => {
    const value = Number(process.env[variable] ?? otherwise);
    if (!Number.isFinite(value) || value < 1) throw new Error(`${variable} is no number.`);
    return Math.floor(value);
};

/** How much is measured. */
export const sizes = {
    /** Contracts in the register. */
    files: numberOf('BENCH_FILES', 10_000),
    rounds: numberOf('BENCH_ROUNDS', 15),
    keys: numberOf('BENCH_KEYS', 200),
    owners: numberOf('BENCH_OWNERS', 100_000),
    million: numberOf('BENCH_MILLION', 1_000_000),
};
/** The smaller register, for what is slow and for what must not depend on size. */
export const few = Math.max(60, Math.floor(sizes.files / 10));
/** Rounds of what takes seconds. */
export const slowRounds = Math.max(3, Math.floor(sizes.rounds / 3));

/** What starts Node alone. */
export const bare: Command = { argv: [process.execPath, '-e', '0'] };

/** Where the command keeps what was compiled of it; `--no-cache` keeps it from keeping runs there, too. */
const kept = join(tmpdir(), `terroir-bench-kept-${process.pid}`);

/** The command as it is shipped. */
export const command = (words: readonly string[], more: Partial<Command> = {}): Command => ({
    // By the option, as most people say it: who says it by a variable has the command load what reads settings.
    argv: [process.execPath, entry, ...words, ...(words[0] === 'check' ? ['--as-of', asOf] : [])],
    ends: [0, 1],
    ...more,
    env: { TERROIR_CACHE: kept, ...more.env },
});

/** The day at which everything is judged, so that figures do not change with the calendar. */
export const asOf = '2026-11-24';

/** Where registers are written; each once, when it is first asked for. */
export class Workbench {
    private readonly folder = mkdtempSync(join(tmpdir(), 'terroir-bench-'));

    /** The folder of a register in Terroir. */
    terroir(contracts: number): string {
        return this.made(`terroir-${contracts}`, (folder) => {
            writeSpecs(folder, register(contracts), 'terroir', terroir);
        });
    }

    /** A register of its own, to be changed, with a file of 1 000 lines and one of 10 000 in it. */
    toEdit(contracts: number): string {
        return this.made(`edited-${contracts}`, (folder) => {
            writeSpecs(folder, register(contracts), 'terroir', terroir);
            writeSpecs(
                folder,
                [1000, 10_000].map((lines) => longSpec(lines, terroir)),
                'terroir',
                terroir,
            );
        });
    }

    json(contracts: number): string {
        return this.made(`json-${contracts}`, (folder) => {
            writeSpecs(folder, register(contracts), 'json', json);
        });
    }

    yaml(contracts: number): string {
        return this.made(`yaml-${contracts}`, (folder) => {
            writeSpecs(folder, register(contracts), 'yaml', yaml);
        });
    }

    typescript(contracts: number): string {
        return this.made(`typescript-${contracts}`, (folder) => {
            writeSpecs(folder, register(contracts), 'ts', typescript);
            writeFileSync(join(folder, 'types.ts'), shapesOf(contracts).types());
            const compilerOptions = { strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler', target: 'es2022', types: [] };
            writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
            writeFileSync(join(folder, 'biome.json'), '{}');
        });
    }

    likec4(contracts: number): string {
        return this.made(`likec4-${contracts}`, (folder) => {
            writeSpecs(folder, register(contracts), 'c4', likec4);
            writeFileSync(join(folder, 'kinds.c4'), likec4Kinds);
        });
    }

    /** A JSON schema of the specs. */
    schema(contracts: number): string {
        const folder = this.made(`schema-${contracts}`, (made) => writeFileSync(join(made, 'schema.json'), JSON.stringify(shapesOf(contracts).schema())));
        return join(folder, 'schema.json');
    }

    /** An empty folder. */
    empty(name: string): string {
        const folder = join(this.folder, name);
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder, { recursive: true });
        return folder;
    }

    close(): void {
        for (const folder of [this.folder, kept]) rmSync(folder, { recursive: true, force: true });
    }

    private made(name: string, make: (folder: string) => void): string {
        const folder = join(this.folder, name);
        if (existsSync(folder)) return folder;
        mkdirSync(folder, { recursive: true });
        make(folder);
        return folder;
    }
}

export const hubFile = `${hub}.terroir`;

function shapesOf(contracts: number): Shapes {
    const shapes = new Shapes();
    for (const spec of register(contracts)) shapes.add(spec);
    return shapes;
}
