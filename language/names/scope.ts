import { type Declares, type Id, type Import, idOf, type Outline } from './outline.ts';
import { kindsOf, traits } from './vocabularies.ts';

/** The files that a name is looked up in. Whoever looks is free to record it. */
export interface Files {
    outline(path: string): Outline | undefined;
    /** What a file sees of others. */
    sight(path: string): Sight;
    /** The library files that every spec sees without an import. */
    ambient(): readonly string[];
    /** What these declare, together. */
    shown(): Shown;
    /** The files that declare a name, seen or not; in a stable order. */
    declaring(name: string): readonly string[];
}

/** What a file shows itself, and what those show that it imports: all that is needed, beside the library, to look up a name in it. */
export interface Sight {
    readonly own: Outline | undefined;
    /** For each import, in the order of the text; nothing where there is no such file. */
    readonly imported: readonly (Outline | undefined)[];
}

export function sightOf(path: string, outline: (path: string) => Outline | undefined): Sight {
    const own = outline(path);
    return { own, imported: own?.imports.map((one) => outline(one.path)) ?? [] };
}

/**
 * Whether a file that mentions some names finds all of them as before in what it imports. It imports the same files.
 *
 * @param isMentioned whether the file has a name in its text, be it in a remark
 */
export const areSeenAlike = (before: Sight, now: Sight, isMentioned: (name: string) => boolean): boolean =>
    before.imported.every((outline, i) => {
        const other = now.imported[i];
        return outline === other || (outline !== undefined && other !== undefined && !namesThatDiffer(outline, other).some(isMentioned));
    });

/** The names and terms that two files, or one at two times, do not show alike. Very many may see the same file. */
function namesThatDiffer(one: Outline, other: Outline): readonly string[] {
    if (differences?.one !== one || differences.other !== other) {
        const names = new Set<string>();
        for (const [a, b] of [
            [one, other],
            [other, one],
        ] as const) {
            for (const [name, declared] of a.declares) if (!isSame(declared, b.declares.get(name))) names.add(name);
            for (const [vocabulary, terms] of a.terms) for (const term of terms) if (!hasTerm(b, vocabulary, term)) names.add(term);
        }
        differences = { one, other, names: [...names] };
    }
    return differences.names;
}

const isSame = (one: Declares, other: Declares | undefined): boolean => one.id === other?.id && one.kind === other.kind;

/** The last ones that were found. */
let differences: { readonly one: Outline; readonly other: Outline; readonly names: readonly string[] } | undefined;

/** What several files declare: for each name all that are called so, in the order of the files, and each term of each vocabulary. */
export interface Shown {
    readonly declares: ReadonlyMap<string, readonly Declares[]>;
    readonly terms: ReadonlyMap<string, ReadonlyMap<string, Id>>;
}

/** What some files show together. Of a term the first that has it wins. */
export function shownBy(paths: readonly string[], outline: (path: string) => Outline | undefined): Shown {
    const declares = new Map<string, Declares[]>();
    const terms = new Map<string, Map<string, Id>>();
    for (const path of paths) {
        for (const [name, one] of outline(path)?.declares ?? []) declares.set(name, [...(declares.get(name) ?? []), one]);
        for (const [vocabulary, names] of outline(path)?.terms ?? []) {
            const known = terms.get(vocabulary) ?? new Map<string, Id>();
            for (const name of names) if (!known.has(name)) known.set(name, idOf(path, `${vocabulary}.${name}`));
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
    /** With the import that brings it in, if one does. */
    | { readonly found: Id; readonly through?: Import | undefined }
    | { readonly problem: 'unknown' }
    | { readonly problem: 'no-such-alias' }
    /** It exists, in files that are not imported. */
    | { readonly problem: 'not-imported'; readonly files: readonly string[] }
    | { readonly problem: 'wrong-kind'; readonly id: Id; readonly kind: string }
    /** Two imports bring it in. */
    | { readonly problem: 'ambiguous'; readonly ids: readonly Id[] };

/** Whether a declaration of a kind may stand where a kind or a group of kinds is looked for. */
const fits = (kind: string, wanted: Wanted): boolean => kind === wanted.kind || kindsOf[wanted.kind]?.includes(kind) === true;

/** Whom a name means at a place of a file: the file itself, then its imports, then the ambient library. The nearest wins. */
export function resolve(files: Files, path: string, name: string, wanted: Wanted): Resolution {
    const sight = files.sight(path);
    const dot = name.indexOf('.');
    const alias = dot < 0 ? undefined : name.slice(0, dot);
    const plain = name.slice(dot + 1);
    if (fits('Term', wanted)) {
        const term = resolveTerm(files, path, sight, alias, plain, wanted);
        if (term || wanted.kind === 'Term') return term ?? { problem: 'unknown' };
    }
    const own = alias === undefined ? sight.own?.declares.get(plain) : undefined;
    if (own && fits(own.kind, wanted)) return { found: own.id };
    let other = own;
    let found: Declares | undefined;
    let through: Import | undefined;
    let isAlias = alias === undefined;
    const imports = sight.own?.imports ?? [];
    for (let i = 0; i < imports.length; i++) {
        if (imports[i]?.alias !== alias) continue;
        isAlias = true;
        const one = sight.imported[i]?.declares.get(plain);
        if (!one) continue;
        if (!fits(one.kind, wanted)) other ??= one;
        else if (!found) [found, through] = [one, imports[i]];
        else if (one.id !== found.id) return { problem: 'ambiguous', ids: meantBy(sight, alias, plain, wanted) };
    }
    if (found) return { found: found.id, through };
    if (!isAlias) return { problem: 'no-such-alias' };
    const shown = (alias === undefined && files.shown().declares.get(plain)) || [];
    const fitting = shown.filter(({ kind }) => fits(kind, wanted));
    if (fitting.length > 1) return { problem: 'ambiguous', ids: fitting.map(({ id }) => id) };
    if (fitting[0]) return { found: fitting[0].id };
    other ??= shown[0];
    if (other) return { problem: 'wrong-kind', ...other };
    const elsewhere = files.declaring(plain).filter((file) => fits(files.outline(file)?.declares.get(plain)?.kind ?? '', wanted));
    return elsewhere.length > 0 ? { problem: 'not-imported', files: elsewhere } : { problem: 'unknown' };
}

/** All that a name may mean that several imports bring in. */
function meantBy({ own, imported }: Sight, alias: string | undefined, plain: string, wanted: Wanted): readonly Id[] {
    const brought = (own?.imports ?? []).map((one, i) => (one.alias === alias ? imported[i]?.declares.get(plain) : undefined));
    return [...new Set(brought.flatMap((one) => (one && fits(one.kind, wanted) ? [one.id] : [])))];
}

/** Terms add up: every visible file may extend a vocabulary. The nearest file that has the term wins. */
function resolveTerm(files: Files, path: string, { own, imported }: Sight, alias: string | undefined, plain: string, wanted: Wanted): Resolution | undefined {
    const { vocabulary = '' } = wanted;
    const imports = own?.imports ?? [];
    for (let second = false; ; second = true) {
        const words = second ? traits : vocabulary;
        if (alias === undefined && hasTerm(own, words, plain)) return { found: idOf(path, `${words}.${plain}`) };
        for (let i = 0; i < imports.length; i++) {
            const through = imports[i] as Import;
            if (through.alias === alias && hasTerm(imported[i], words, plain)) return { found: idOf(through.path, `${words}.${plain}`), through };
        }
        const found = alias === undefined ? files.shown().terms.get(words)?.get(plain) : undefined;
        if (found !== undefined) return { found };
        if (second || !wanted.traits) return undefined;
    }
}

const hasTerm = (outline: Outline | undefined, vocabulary: string, name: string): boolean => outline?.terms.get(vocabulary)?.has(name) === true;

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
        for (const [declared, { id, kind }] of outline.declares) {
            const name = prefix + declared;
            if (kinds.includes(kind) && !seen.has(name)) {
                yield { name, id };
                seen.add(name);
            }
        }
    }
}
