import { type Id, idOf, type Outline } from './outline.ts';
import { kindsOf, traits } from './vocabularies.ts';

/** The files that a name is looked up in. Whoever looks is free to record it. */
export interface Files {
    outline(path: string): Outline | undefined;
    /** The library files that every spec sees without an import. */
    ambient(): readonly string[];
    /** The files that declare a name, seen or not; in a stable order. */
    declaring(name: string): readonly string[];
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
    const own = files.outline(path);
    let scopes: readonly (readonly string[])[];
    let plain = name;
    if (dot >= 0) {
        const alias = name.slice(0, dot);
        plain = name.slice(dot + 1);
        const targets = own?.imports.filter((i) => i.alias === alias).map((i) => i.path) ?? [];
        if (targets.length === 0) return { problem: 'no-such-alias' };
        scopes = [targets];
    } else scopes = [[path], own?.imports.filter((i) => i.alias === undefined).map((i) => i.path) ?? [], files.ambient()];

    let other: { id: Id; kind: string } | undefined;
    for (const scope of scopes) {
        const found: Id[] = [];
        for (const file of new Set(scope)) {
            const kind = files.outline(file)?.declares.get(plain);
            if (kind === undefined) continue;
            if (kinds.includes(kind)) found.push(idOf(file, plain));
            else other ??= { id: idOf(file, plain), kind };
        }
        if (found.length > 1) return { problem: 'ambiguous', ids: found };
        if (found[0] !== undefined) return { found: found[0] };
    }
    if (other) return { problem: 'wrong-kind', ...other };
    const elsewhere = files.declaring(plain).filter((file) => kinds.includes(files.outline(file)?.declares.get(plain) ?? ''));
    return elsewhere.length > 0 ? { problem: 'not-imported', files: elsewhere } : { problem: 'unknown' };
}

/** Terms add up: every visible file may extend a vocabulary. The nearest file that has the term wins. */
function resolveTerm(files: Files, path: string, name: string, vocabulary: string, withTraits: boolean): Resolution | undefined {
    const own = files.outline(path);
    const dot = name.indexOf('.');
    const plain = name.slice(dot + 1);
    const visible =
        dot >= 0
            ? (own?.imports.filter((i) => i.alias === name.slice(0, dot)).map((i) => i.path) ?? [])
            : [path, ...(own?.imports.filter((i) => i.alias === undefined).map((i) => i.path) ?? []), ...files.ambient()];
    for (const wanted of withTraits ? [vocabulary, traits] : [vocabulary]) {
        for (const file of visible) {
            if (files.outline(file)?.terms.get(wanted)?.has(plain)) return { found: idOf(file, `${wanted}.${plain}`) };
        }
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
