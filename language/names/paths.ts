import { detached } from '../syntax/detached.ts';

/** Where the files of the library live; no file of a workspace can have such a path. */
export const libraryScheme = 'terroir:/';

/** `terroir:providers` → `terroir:/providers.terroir`. */
export function libraryPath(name: string): string {
    return `${libraryScheme}${name}.terroir`;
}

export function isLibraryPath(path: string): boolean {
    return path.startsWith(libraryScheme);
}

/** A document that was never saved, in the folder that it is taken to lie in, or in none. Of a file on a disk `:` is escaped: none has such a path. */
export const isUnsaved = (path: string): boolean => /(?:^|\/)untitled:/.test(path);

/** Whether a file can say in an import where another one lies, in words that still hold once both are on a disk. */
export const canImport = (from: string, to: string): boolean => isLibraryPath(to) || (!isUnsaved(to) && !from.startsWith('untitled:'));

/** The folders that lead to the one that paths are relative to, itself the last. Addresses are relative to none. */
export type Home = readonly string[];

export const nowhere: Home = [];

/**
 * The file an import means. Paths are opaque but for `/`: relative to a root on the command line, addresses in an editor.
 * A path that climbs above the root keeps its `..`, so that it names no other file by accident; if it comes back into the root it has no need to climb, and
 * the file has one name only.
 */
export function resolveImport(from: string, given: string, home: Home = nowhere): string {
    const scheme = /^[a-z][\w+.-]+:\/(?:\/[^/]*\/?)?|^\//i.exec(from)?.[0] ?? '';
    const folder = from.slice(0, Math.max(from.lastIndexOf('/') + 1, scheme.length));
    // The files of a folder mostly import the same, and come one after another.
    if (folder !== here.folder || home !== here.home || here.meant.size >= mostMeant) here = { folder, home, meant: new Map() };
    let meant = here.meant.get(given);
    if (meant === undefined) here.meant.set(detached(given), (meant = meantIn(folder, scheme, given, home)));
    return meant;
}

let here: { readonly folder: string; readonly home: Home; readonly meant: Map<string, string> } = { folder: '', home: nowhere, meant: new Map() };
const mostMeant = 1000;

function meantIn(folder: string, scheme: string, given: string, home: Home): string {
    // Composed before it is escaped, as addresses are.
    const written = given.normalize('NFC');
    const library = /^terroir:(?!\/)([\w-]+)$/.exec(written);
    if (library?.[1]) return libraryPath(library[1]);
    if (written.startsWith('/') || /^[a-z][\w+.-]+:/i.test(written)) return written;
    const steps = folder.slice(scheme.length).split('/').slice(0, -1);
    for (const step of encoded(written, scheme !== '').split('/')) {
        if (step === '.' || step === '') continue;
        if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
        else steps.push(step);
    }
    for (let up = steps.lastIndexOf('..') + 1; up > 0 && up <= home.length && steps[up] === home.at(-up); up--) steps.splice(up - 1, 2);
    const path = (scheme + steps.join('/')).normalize('NFC');
    // A folder may be called as the library's scheme is; it is still a folder.
    return isLibraryPath(path) && !isLibraryPath(folder) ? `./${path}` : path;
}

/** In an editor paths are addresses: a blank or an accent in the import is escaped there as it is in the address. */
const encoded = (written: string, isAddress: boolean): string => (isAddress ? written.split('/').map(encodeStep).join('/') : written);

/** A step of an address, escaped as editors do: more than the platform does. Half a character is none, and no file is called so. */
export const encodeStep = (step: string): string =>
    encodeURIComponent(step.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** A file as people know it: one of the library by what it is imported as. */
export const asImported = (path: string): string => (isLibraryPath(path) ? `terroir:${path.slice(libraryScheme.length).replace(/\.terroir$/, '')}` : path);

/** How a file would be written in an import of another one. */
export function importOf(from: string, to: string, home: Home = nowhere): string {
    if (isLibraryPath(to)) return asImported(to);
    // From a document that was never saved, or from another server, no relative path leads there.
    if (serverOf(to) !== undefined && serverOf(to) !== serverOf(from)) return to;
    // Out of a folder above the root the way back leads through the folders that the root lies in.
    const highest = Math.max(above(from), above(to));
    const whole = (path: string) =>
        highest > home.length ? path.split('/') : [...home.slice(home.length - highest, home.length - above(path)), ...path.split('/').slice(above(path))];
    const here = whole(from).slice(0, -1);
    const there = whole(to);
    let common = 0;
    while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++;
    const up = here.length - common;
    const isAddress = /^[a-z][\w+.-]+:\/\//i.test(to);
    const rest = there
        .slice(common)
        .map((step) => (isAddress ? decoded(step) : step))
        .join('/');
    return up === 0 ? `./${rest}` : '../'.repeat(up) + rest;
}

/** How far a path climbs above the root. */
const above = (path: string): number => path.split('/').lastIndexOf('..') + 1;

const serverOf = (path: string): string | undefined => /^[a-z][\w+.-]+:\/\/[^/]*/i.exec(path)?.[0].toLowerCase();

const decoded = (step: string): string => {
    try {
        return decodeURIComponent(step);
    } catch (error) {
        if (error instanceof URIError) return step;
        throw error;
    }
};
