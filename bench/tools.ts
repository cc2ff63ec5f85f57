import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './measure.ts';
import type { Workbench } from './workbench.ts';

/*
 * The peers: tools that read the same content. They are installed by the bench in a folder of its own, and what is not there
 * is left out by name.
 */

const folder = join(import.meta.dirname, 'peers');

export interface Peer {
    /** Its name and the version that is installed. */
    readonly name: string;
    /** What it makes of a register of so many contracts. */
    readonly command: (bench: Workbench, contracts: number) => Command;
    /** The same for one file. */
    readonly single: (bench: Workbench) => Command;
    /** Files of a register in a second are too few to wait for a large one. */
    readonly isSlow?: true;
}

const binary = (name: string): string => join(folder, 'node_modules/.bin', name);
const script = (name: string): string => join(folder, name);

/** Reads the bytes of a register and does nothing with them: the measure of what a register costs. */
export const reading = (at: string): Command => ({ argv: [process.execPath, script('read.mjs'), at, '.terroir'] });

const known: Readonly<Record<string, { readonly package: string; readonly peer: Omit<Peer, 'name'> }>> = {
    'JSON + ajv': {
        package: 'ajv',
        peer: {
            command: (bench, n) => ({ argv: [process.execPath, script('validate.mjs'), bench.json(n), '.json', bench.schema(n)] }),
            single: (bench) => ({ argv: [process.execPath, script('validate.mjs'), bench.json(1), '.json', bench.schema(1)] }),
        },
    },
    Biome: {
        package: '@biomejs/biome',
        peer: {
            command: (bench, n) => ({ argv: [binary('biome'), 'lint', '--max-diagnostics=20', '.'], cwd: bench.typescript(n), ends: [0, 1] }),
            single: (bench) => ({ argv: [binary('biome'), 'lint', '.'], cwd: bench.typescript(1), ends: [0, 1] }),
        },
    },
    tsc: {
        package: 'typescript',
        peer: {
            command: (bench, n) => ({ argv: [binary('tsc'), '-p', bench.typescript(n)] }),
            single: (bench) => ({ argv: [binary('tsc'), '-p', bench.typescript(1)] }),
        },
    },
    'YAML + ajv': {
        package: 'yaml',
        peer: {
            command: (bench, n) => ({ argv: [process.execPath, script('validate.mjs'), bench.yaml(n), '.yaml', bench.schema(n)] }),
            single: (bench) => ({ argv: [process.execPath, script('validate.mjs'), bench.yaml(1), '.yaml', bench.schema(1)] }),
            isSlow: true,
        },
    },
    LikeC4: {
        package: 'likec4',
        peer: {
            command: (bench, n) => ({ argv: [process.execPath, binary('likec4'), 'validate', '--no-layout', bench.likec4(n)] }),
            single: (bench) => ({ argv: [process.execPath, binary('likec4'), 'validate', '--no-layout', bench.likec4(1)] }),
            isSlow: true,
        },
    },
    Spectral: {
        package: '@stoplight/spectral-cli',
        peer: {
            command: (bench, n) => spectral(bench.yaml(n)),
            single: (bench) => spectral(bench.yaml(1)),
            isSlow: true,
        },
    },
};

const spectral = (at: string): Command => ({
    argv: [process.execPath, binary('spectral'), 'lint', '--quiet', '--ruleset', script('spectral.yaml'), `${at}/**/*.yaml`],
    ends: [0, 1],
});

/** Installs what is missing, from the lock; says why where that cannot be done. */
export function installPeers(): string | undefined {
    if (process.env['BENCH_PEERS'] === 'off') return 'BENCH_PEERS is off';
    if (Object.values(known).every((one) => versionOf(one.package) !== undefined)) return undefined;
    const { status, error } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    return status === 0 ? undefined : `npm could not install them (${error?.message ?? `it ended with ${status}`})`;
}

/** The peers that are there, and the names of those that are not. */
export function peers(): { readonly there: Readonly<Record<string, Peer>>; readonly missing: readonly string[] } {
    const off = process.env['BENCH_PEERS'] === 'off';
    const all = Object.entries(known).map(([key, one]) => [key, one.peer, off ? undefined : versionOf(one.package)] as const);
    return {
        there: Object.fromEntries(all.flatMap(([key, peer, version]) => (version === undefined ? [] : [[key, { ...peer, name: `${key} ${version}` }]]))),
        missing: all.flatMap(([key, , version]) => (version === undefined ? [key] : [])),
    };
}

function versionOf(name: string): string | undefined {
    const file = join(folder, 'node_modules', name, 'package.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : undefined;
}
