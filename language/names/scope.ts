import { type Id, idOf, type Outline } from './outline.ts';
import { kindsOf, traits } from './vocabularies.ts';

/** The files that a name is looked up in. Whoever looks is free to record it. */
export interface Files {
    outline(path: string): Outline | undefined;
    /** The library files that every spec sees without an import. */
    ambient(): readonly string[];
    /** What these declare, together. */
    shown(): Shown;
    /** The files that declare a name, seen or not; in a stable order. */
    declaring(name: string): readonly string[];
}

/** What several files declare: for each name, and for each term of each vocabulary, the files that have it, in their order. */
export interface Shown {
    readonly declares: ReadonlyMap<string, readonly string[]>;
    readonly terms: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** What some files show together. Of a term the first that has it wins. */
export function shownBy(paths: readonly string[], outline: (path: string) => Outline | undefined): Shown {
    const declares = new Map<string, string[]>();
    const terms = new Map<string, Map<string, string>>();
    for (const path of paths) {
        for (const name of outline(path)?.declares.keys() ?? []) declares.set(name, [...(declares.get(name) ?? []), path]);
        for (const [vocabulary, names] of outline(path)?.terms ?? []) {
            const known = terms.get(vocabulary) ?? new Map<string, string>();
            for (const name of names) if (!known.has(name)) known.set(name, path);
            terms.set(vocabulary, known);
        }
    }
    return { declares, terms };
}

/** What is looked for: a kind of declaration or group of kinds, and for terms the vocabulary. */
export interface Wanted {
    readonly kind: string;
    readonly vocabulary: string | undefined;
    /** Marks that rules ask for may stand here beside the terms of the vocabulary. */
    readonly traits?: boolean;
}

export type Resolution =
    | { readonly found: Id }
    | { readonly problem: 'unknown' }
    | { readonly problem: 'no-such-alias' }
    /** It exists, in files that are not imported. */
    | { readonly problem: 'not-imported'; readonly files: readonly string[] }
    | { readonly problem: 'wrong-kind'; readonly id: Id; readonly kind: string }
    /** Two imports bring it in. */
    | { readonly problem: 'ambiguous'; readonly ids: readonly Id[] };

/** Whom a name means at a place of a file: the file itself, then its imports, then the ambient library. */
export function resolve(files: Files, path: string, name: string, wanted: Wanted): Resolution {
    const kinds = kindsOf[wanted.kind] ?? [wanted.kind];
    if (kinds.includes('Term')) {
        const term = resolveTerm(files, path, name, wanted.vocabulary ?? '', wanted.traits === true);
        if (term || kinds.length === 1) return term ?? { problem: 'unknown' };
    }
    const dot = name.indexOf('.');
    const plain = name.slice(dot + 1);
    if (dot >= 0 && imported(files, path, name.slice(0, dot)).length === 0) return { problem: 'no-such-alias' };
    let other: { id: Id; kind: string } | undefined;
    const lookIn = (scope: readonly string[]): Resolution | undefined => {
        const found: Id[] = [];
        for (const file of scope) {
            const kind = files.outline(file)?.declares.get(plain);
            if (kind === undefined) continue;
            const id = idOf(file, plain);
            if (!kinds.includes(kind)) other ??= { id, kind };
            else if (!found.includes(id)) found.push(id);
        }
        if (found.length > 1) return { problem: 'ambiguous', ids: found };
        return found[0] === undefined ? undefined : { found: found[0] };
    };
    // The nearest first; each only if nothing was found before.
    const found =
        dot >= 0
            ? lookIn(imported(files, path, name.slice(0, dot)))
            : (lookIn([path]) ?? lookIn(imported(files, path, undefined)) ?? lookIn(files.shown().declares.get(name) ?? []));
    if (found) return found;
    if (other) return { problem: 'wrong-kind', ...other };
    const elsewhere = files.declaring(plain).filter((file) => kinds.includes(files.outline(file)?.declares.get(plain) ?? ''));
    return elsewhere.length > 0 ? { problem: 'not-imported', files: elsewhere } : { problem: 'unknown' };
}

/** The files that one imports under a name, or under none. */
function imported(files: Files, path: string, alias: string | undefined): readonly string[] {
    const found: string[] = [];
    for (const one of files.outline(path)?.imports ?? []) if (one.alias === alias) found.push(one.path);
    return found;
}

/** Terms add up: every visible file may extend a vocabulary. The nearest file that has the term wins. */
function resolveTerm(files: Files, path: string, name: string, vocabulary: string, withTraits: boolean): Resolution | undefined {
    const dot = name.indexOf('.');
    const plain = name.slice(dot + 1);
    const near = dot >= 0 ? imported(files, path, name.slice(0, dot)) : [path, ...imported(files, path, undefined)];
    for (const wanted of withTraits ? [vocabulary, traits] : [vocabulary]) {
        const has = (file: string) => files.outline(file)?.terms.get(wanted)?.has(plain) === true;
        const file = near.find(has) ?? (dot >= 0 ? undefined : files.shown().terms.get(wanted)?.get(plain));
        if (file !== undefined) return { found: idOf(file, `${wanted}.${plain}`) };
    }
    return undefined;
}

/** Every name that may stand at a place, nearest first; the first of a name hides the others. */
export function* visible(files: Files, path: string, wanted: Wanted): Generator<{ name: string; id: Id }> {
    const kinds = kindsOf[wanted.kind] ?? [wanted.kind];
    const own = files.outline(path);
    const seen = new Set<string>();
    const reachable: [prefix: string, file: string][] = [
        ['', path],
        ...(own?.imports ?? []).map((i): [string, string] => [i.alias === undefined ? '' : `${i.alias}.`, i.path]),
        ...files.ambient().map((file): [string, string] => ['', file]),
    ];
    for (const [prefix, file] of reachable) {
        const outline = files.outline(file);
        if (!outline) continue;
        if (kinds.includes('Term') && wanted.vocabulary !== undefined) {
            for (const term of outline.terms.get(wanted.vocabulary) ?? []) {
                const name = prefix + term;
                if (!seen.has(name)) yield { name, id: idOf(file, `${wanted.vocabulary}.${term}`) };
                seen.add(name);
            }
        }
        for (const [declared, kind] of outline.declares) {
            const name = prefix + declared;
            if (kinds.includes(kind) && !seen.has(name)) {
                yield { name, id: idOf(file, declared) };
                seen.add(name);
            }
        }
    }
}
