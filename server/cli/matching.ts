import { Minimatch } from 'minimatch';

/** How paths fare with a pattern; `/` between their steps, whatever the system. */
export interface Matching {
    readonly fits: (path: string) => boolean;
    /** Whether something in a folder, or below it, may fit. */
    readonly mayFitIn: (folder: string) => boolean;
}

/** Reads `*`, `?`, `[…]`, `{a,b}` and `**`; nothing else has a meaning. What begins with a dot fits, too: whether it is looked at is not for a pattern to say. */
export function matching(pattern: string): Matching {
    const read = new Minimatch(pattern.normalize('NFC'), { dot: true, nocomment: true, nonegate: true, noext: true, platform: 'linux' });
    return { fits: (path) => read.match(path.normalize('NFC')), mayFitIn: (folder) => read.match(folder.normalize('NFC'), true) };
}
