import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spreadOf } from './measure.ts';
import { figure } from './page.ts';
import { contractPath } from './register.ts';
import type { Findings } from './results.ts';
import { command, type Workbench } from './workbench.ts';

const dist = join(import.meta.dirname, '../dist');

interface Meta {
    readonly outputs: Readonly<Record<string, { readonly bytes: number; readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;
}

/** What the command loads of its bundles to judge a valid spec: asked of the process itself, weighed by what the build says of them. */
export function bundle(bench: Workbench): Findings {
    // Node itself knows what it has loaded only where nothing is kept of what was compiled.
    const { argv, env } = command(['check', `${contractPath(0)}.terroir`], { env: { TERROIR_CACHE: 'off' } });
    const [node, ...words] = argv;
    const teller = join(import.meta.dirname, 'loaded.cjs');
    const { stderr } = spawnSync(node as string, ['--require', teller, ...words], { cwd: bench.terroir(1), env: { ...process.env, ...env }, encoding: 'utf8' });
    const loaded = JSON.parse(stderr.trim().split('\n').at(-1) ?? '[]') as string[];
    const parts = loaded.filter((path) => path.startsWith(dist)).map((path) => weigh(relative(dist, path)));
    if (parts.length === 0) throw new Error(`The command loaded nothing from ${pathToFileURL(dist)}.`);
    const all = parts.reduce((sum, { code }) => sum + code, 0);
    return {
        rows: [{ key: 'G17', value: spreadOf([all / 1000]) }],
        tables: [
            {
                title: 'What the command loads',
                about: 'To judge one valid spec: the bundles, in KB, minified. Packages are what of them was built from `node_modules`.',
                head: ['bundle', 'code', 'of it packages', 'library'],
                rows: parts.map(({ name, code, packages, library }) => [`\`${name}\``, ...[code, packages, library].map((bytes) => figure(bytes / 1000))]),
            },
        ],
    };
}

function weigh(name: string): { name: string; code: number; packages: number; library: number } {
    const file = join(dist, 'meta', `${name}.json`);
    if (!existsSync(file)) throw new Error(`The build says nothing of ${name}, which the command loads.`);
    const [output] = Object.entries((JSON.parse(readFileSync(file, 'utf8')) as Meta).outputs)
        .filter(([path]) => !path.endsWith('.map'))
        .map(([, one]) => one);
    if (!output) throw new Error(`dist/meta/${name}.json names no output.`);
    const sum = (test: RegExp): number =>
        Object.entries(output.inputs).reduce((so, [path, { bytesInOutput }]) => (test.test(path) ? so + bytesInOutput : so), 0);
    const library = sum(/(^|\/)language\/library\//);
    return { name, code: output.bytes - library, packages: sum(/(^|\/)node_modules\//), library };
}
