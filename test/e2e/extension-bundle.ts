import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { out } from './checks.ts';

/** Bundles the checks of `extension/` for an extension host; gives the path of the bundle. */
export async function bundleChecks(kind: 'node' | 'web'): Promise<string> {
    const outfile = join(out, `extension/${kind}.cjs`);
    const options: BuildOptions = {
        entryPoints: [join(import.meta.dirname, 'extension/run.ts')],
        bundle: true,
        external: ['vscode'],
        format: 'cjs',
        logLevel: 'warning',
    };
    await build({ ...options, platform: kind === 'node' ? 'node' : 'browser', outfile });
    return outfile;
}
