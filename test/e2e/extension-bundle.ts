import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { out } from './checks.ts';

/** Bundles the checks of `extension/` for an extension host, those alone whose names hold a text; gives the path of the bundle. */
export async function bundleChecks(kind: 'node' | 'web', holding = ''): Promise<string> {
    const outfile = join(out, `extension/${kind}.cjs`);
    const options: BuildOptions = {
        entryPoints: [join(import.meta.dirname, 'extension/run.ts')],
        bundle: true,
        external: ['vscode'],
        format: 'cjs',
        logLevel: 'warning',
        // A browser's worker has neither arguments nor an environment.
        define: { HOLDING: JSON.stringify(holding) },
    };
    await build({ ...options, platform: kind === 'node' ? 'node' : 'browser', outfile });
    return outfile;
}
