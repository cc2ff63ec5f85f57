// Builds dist/ if it is missing or older than a source, so that a newcomer's first command just works. Says nothing on the
// standard output, which belongs to whatever runs next.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const sources = ['client', 'server', 'language', 'syntaxes', 'esbuild.js', 'package.json', 'package-lock.json'];

function newest(path: string): number {
    const stats = statSync(path);
    if (!stats.isDirectory()) return stats.mtimeMs;
    // The folder itself changes when a file is added or taken out.
    return readdirSync(path).reduce((so, name) => Math.max(so, newest(join(path, name))), stats.mtimeMs);
}

/** The last thing that a build writes. */
const built = join(root, 'dist/THIRD-PARTY-LICENSES.txt');

export function buildWhenStale(): void {
    const isFresh =
        existsSync(built) && existsSync(join(root, 'dist/terroir.cjs')) && sources.every((source) => newest(join(root, source)) <= statSync(built).mtimeMs);
    if (isFresh) return;
    const { status } = spawnSync(process.execPath, ['esbuild.js'], { cwd: root, stdio: ['ignore', process.stderr, process.stderr] });
    if (status !== 0) throw new Error('The build failed.');
}

if (import.meta.main) buildWhenStale();
