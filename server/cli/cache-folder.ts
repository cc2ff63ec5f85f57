import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What says where things are kept. */
interface Where {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly cwd: string;
}

/** The folder that runs are kept in: that of TERROIR_CACHE, else one of the user's; nothing where that is `off` or nobody's home is known. */
export function cacheFolder({ env, cwd }: Where, platform: NodeJS.Platform = process.platform): string | undefined {
    const { TERROIR_CACHE: given, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
    if (given === 'off') return undefined;
    if (given !== undefined && given !== '') return resolve(cwd, given);
    if (platform === 'win32') return local ? join(local, 'terroir', 'cache') : undefined;
    const home = env['HOME'] || homedir();
    return platform === 'darwin' ? join(home, 'Library', 'Caches', 'terroir') : join(xdg || join(home, '.cache'), 'terroir');
}

/**
 * Has Node keep what it compiles of a program, beside the runs, so that the next run need not compile it again. The Node of an
 * editor may be too old for that. What it cannot write is compiled again, and nothing else follows from it.
 *
 * @param program what tells the program from every other; of the others nothing is kept any more
 */
export function keepCompiled(program: () => string, where: Where): void {
    const folder = cacheFolder(where);
    // Loaded only here: the first stage says its version without.
    const enableCompileCache = process.getBuiltinModule?.('node:module').enableCompileCache;
    if (folder === undefined || enableCompileCache === undefined) return;
    const compiled = join(folder, 'compiled');
    const own = join(compiled, program());
    try {
        if (!existsSync(own)) rmSync(compiled, { recursive: true, force: true });
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        return;
    }
    enableCompileCache(own);
}
