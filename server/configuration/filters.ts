import ignore, { type Ignore } from 'ignore';
import type { Settings } from './settings.ts';

/** Which files a configuration wants judged: patterns as in `.gitignore`, and the folder that they are relative to. */
export interface Filter extends Pick<Settings, 'include' | 'exclude'> {
    readonly folder: string;
}

/** What the settings of a configuration filter, if they do. */
export const filterOf = (folder: string, { include, exclude }: Settings): readonly Filter[] =>
    include || exclude ? [{ folder, ...(include ? { include } : {}), ...(exclude ? { exclude } : {}) }] : [];

/**
 * Which files and folders are left out by configurations.
 *
 * @param below a place as a path below a folder, `/` between its steps and at the end of a folder's; nothing where it is not below it
 */
export function leftOutBy(filters: readonly Filter[], below: (folder: string, place: string, isFolder: boolean) => string | undefined) {
    const matchers = filters.map(({ folder, include, exclude }) => ({ folder, include: include && matcher(include), exclude: exclude && matcher(exclude) }));
    return (place: string, isFolder: boolean): boolean =>
        matchers.some(({ folder, include, exclude }) => {
            const path = below(folder, place, isFolder);
            if (path === undefined) return false;
            // A folder may hold what is included, so only files are held to it.
            return exclude?.ignores(path) === true || (include !== undefined && !isFolder && !include.ignores(path));
        });
}

const matcher = (patterns: readonly string[]): Ignore => ignore().add(patterns);
