import { type Id, idOf, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { Ask } from './ask.ts';
import { throughImport } from './build.ts';
import { ambientCell, declaration, importsCell, isThere, judgeable, outlineCell } from './declarations.ts';
import type { Question } from './question.ts';
import { alike, identical } from './sameness.ts';

/**
 * Imports that bring in nothing that anything rests on, by their number in the file: nothing of them is named, or they stand there
 * twice, and what is read because of them speaks of itself only. Nothing is idle in a file whose names are not all understood.
 */
export const idleImports: Question<readonly number[]> = {
    name: 'idle imports',
    dated: false,
    same: alike,
    answer: (ask, path) => {
        const imports = ask.read(outlineCell, path)?.imports ?? [];
        const ids = declaredIn(ask, path);
        // A file that only imports is a list of files to read.
        if (imports.length === 0 || ids.length === 0 || !ids.every((id) => judgeable(ask, id))) return [];
        const used = new Set(ids.flatMap((id) => ask.of(through, id)));
        const keys = imports.map(throughImport);
        return keys.flatMap((key, i) => {
            const target = imports[i]?.path ?? '';
            // An import of the file itself, or of none, has a problem of its own.
            if (target === path || !ask.of(isThere, target)) return [];
            if (keys.indexOf(key) < i) return [i];
            const others = imports.filter((_, j) => j !== i).map((one) => one.path);
            return !used.has(key) && isIdle(ask, path, target, others) ? [i] : [];
        });
    },
};

/** By which imports of its file a declaration reaches what it names: that rarely changes when something else of it does. */
const through: Question<readonly string[]> = {
    name: 'through which imports',
    dated: false,
    atOnce: true,
    retold: true,
    same: alike,
    answer: (ask, id) => [...(ask.of(declaration, id)?.through ?? [])],
};

const declaredIn = (ask: Ask, path: string): readonly Id[] => {
    const outline = ask.read(outlineCell, path);
    const terms = [...(outline?.terms ?? [])].flatMap(([vocabulary, names]) => [...names].map((name) => idOf(path, `${vocabulary}.${name}`)));
    return [...Array.from(outline?.declares.values() ?? [], ({ id }) => id), ...terms];
};

/** The kinds of declaration that count for others without being named by them: the law, the world, waivers. */
const countUnnamed: ReadonlySet<string> = new Set(['Jurisdiction', 'Vocabulary', 'Norm', 'Adequacy', 'Scheme', 'Calendar', 'Waiver']);

/** Whether what is read only because of an import, and not of others of its file, names nothing but itself and the law. */
function isIdle(ask: Ask, path: string, target: string, others: readonly string[]): boolean {
    if (others.length === 0) return ask.of(idleAlone, target);
    const elsewhere = reachable(ask, others);
    const isLedBack = !elsewhere.has(path) && ask.read(importsCell, target).includes(path);
    return speaksOfItself(ask, target, elsewhere, isLedBack ? path : undefined);
}

/** The same of an import that is the only one: all who import nothing else share the answer, be it a list of very many files. */
const idleAlone: Question<boolean> = {
    name: 'idle alone',
    dated: false,
    same: identical,
    answer: (ask, target) => speaksOfItself(ask, target, new Set()),
};

/**
 * Whether a file and all that it imports, but for what is read anyway, names nothing else but the law.
 *
 * @param elsewhere what is read anyway, with all that it imports
 * @param first a file among them that is to be looked at before the others, since it is known to name things of elsewhere
 */
function speaksOfItself(ask: Ask, target: string, elsewhere: ReadonlySet<string>, first?: string): boolean {
    // The library is always read. What it says of real companies other files may speak of, too; of the law nobody says more by naming it.
    const isRead = (path: string) => isLibraryPath(path) || elsewhere.has(path);
    const isHarmless = (path: string): boolean => ask.of(spokenOf, path)?.every((named) => !isRead(named)) === true;
    const found = new Set([target]);
    if (first !== undefined && !isHarmless(first)) return false;
    for (const path of found) {
        // Whatever is read anyway brings all that it imports.
        if (isRead(path)) continue;
        if (!isHarmless(path)) return false;
        for (const next of ask.read(importsCell, path)) found.add(next);
    }
    return true;
}

/**
 * The files of which something is named in one, but for what everybody sees; nothing where the file counts without being named, or not all
 * of it is understood. Each file keeps its own: whoever goes through very many looks at none of what they declare, nor looks again when it changes.
 */
const spokenOf: Question<readonly string[] | undefined> = {
    name: 'files spoken of',
    dated: false,
    same: alike,
    answer: (ask, path) => {
        if ([...(ask.read(outlineCell, path)?.declares.values() ?? [])].some(({ kind }) => countUnnamed.has(kind))) return undefined;
        const ambient = new Set(ask.read(ambientCell, ''));
        const named = new Set<string>();
        for (const id of declaredIn(ask, path)) {
            if (!judgeable(ask, id)) return undefined;
            // All that a file names it imports, or is of the library that everybody sees.
            for (const name of ask.of(declaration, id)?.names ?? []) if (!ambient.has(pathOf(name))) named.add(pathOf(name));
        }
        return [...named];
    },
};

/** Files, and all that they import. */
function reachable(ask: Ask, paths: readonly string[]): ReadonlySet<string> {
    const found = new Set(paths);
    for (const path of found) for (const next of ask.read(importsCell, path)) found.add(next);
    return found;
}
