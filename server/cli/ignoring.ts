import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { defaultLimits } from '../../language/index.ts';
import { type Filter, leftOutBy } from '../configuration/filters.ts';
import { brokenLink, type Disk } from './outside.ts';

/** The error that a `.gitignore` is longer than may be read: of a part of it nobody could tell what is left out. */
export const tooLongToHeed = 'ERR_GITIGNORE_TOO_LONG';

/** What leaves a file or folder out. */
export type Leaving = '.gitignore' | 'settings';

/** Which files of a folder nobody wants judged: those that git does not look at, and those that the configuration leaves out. */
export class Ignoring {
    private readonly disk: Disk;
    private readonly isFiltered: (place: string, isFolder: boolean) => boolean;
    private readonly rules = new Map<string, Ignore | undefined>();
    private readonly repositories = new Map<string, string | undefined>();

    constructor(disk: Disk, filters: readonly Filter[] = []) {
        this.disk = disk;
        this.isFiltered = leftOutBy(filters, below);
    }

    /** What leaves out a file or folder that was met on the way; nothing where it stays. What was named by hand is not asked about. */
    leavesOut(place: string, isFolder: boolean): Leaving | undefined {
        if (this.isIgnored(place, isFolder)) return '.gitignore';
        return this.isFiltered(place, isFolder) ? 'settings' : undefined;
    }

    /** As git does: the nearest `.gitignore` that has something to say decides. */
    private isIgnored(place: string, isFolder: boolean): boolean {
        const start = dirname(place);
        const top = this.repositoryOf(start) ?? start;
        for (let folder = start; ; folder = dirname(folder)) {
            const rules = this.rulesIn(folder);
            const path = rules && below(folder, place, isFolder);
            const said = path === undefined ? undefined : rules?.test(path);
            if (said?.ignored) return true;
            if (said?.unignored || folder === top || dirname(folder) === folder) return false;
        }
    }

    private rulesIn(folder: string): Ignore | undefined {
        if (!this.rules.has(folder)) {
            const text = this.read(join(folder, '.gitignore'));
            this.rules.set(folder, text === undefined ? undefined : ignore().add(text));
        }
        return this.rules.get(folder);
    }

    /** The folder of the repository that a folder is in. Outside of one only its own `.gitignore` counts. */
    private repositoryOf(folder: string): string | undefined {
        if (!this.repositories.has(folder)) {
            const above = dirname(folder);
            this.repositories.set(folder, this.exists(join(folder, '.git')) ? folder : above === folder ? undefined : this.repositoryOf(above));
        }
        return this.repositories.get(folder);
    }

    private exists(place: string): boolean {
        return this.attempt(() => this.disk.look(place)) !== undefined;
    }

    private read(place: string): string | undefined {
        const { size: most } = defaultLimits;
        const bytes = this.attempt(() => this.disk.read(place, most + 1));
        if (bytes && bytes.length > most) throw Object.assign(new Error(place), { code: tooLongToHeed });
        return bytes && new TextDecoder('utf-8').decode(bytes);
    }

    private attempt<T>(look: () => T): T | undefined {
        try {
            return look();
        } catch (error) {
            if (['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR', 'ELOOP', brokenLink].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
            throw error;
        }
    }
}

/** A place as a path below a folder; nothing where it is not below it. */
function below(folder: string, place: string, isFolder: boolean): string | undefined {
    const path = pathBelow(folder, place);
    if (path === '' || path.startsWith('../') || path === '..') return undefined;
    return isFolder ? `${path}/` : path;
}

/** The way from a folder to a place, with `/` between its steps. */
export function pathBelow(folder: string, place: string): string {
    // Mostly it is below the folder, and there may be very many places.
    const path = place.startsWith(folder) && place[folder.length] === sep ? place.slice(folder.length + 1) : relative(folder, place);
    return sep === '/' ? path : path.split(sep).join('/');
}
