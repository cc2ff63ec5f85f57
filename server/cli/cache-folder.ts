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
    if (given) return resolve(cwd, given);
    if (platform === 'win32') return local ? join(local, 'terroir', 'cache') : undefined;
    const home = env['HOME'] || homedir();
    // By the specification of XDG a path that is not whole counts as none.
    return platform === 'darwin' ? join(home, 'Library', 'Caches', 'terroir') : join(xdg?.startsWith('/') ? xdg : join(home, '.cache'), 'terroir');
}
