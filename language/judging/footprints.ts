import { servicesByOperator } from '../model/certificates.ts';
import { contractsByService } from '../model/contracts.ts';
import { brokenCell, declaration, judgeable, outlineCell } from '../model/declarations.ts';
import { partiesByOwner } from '../model/ownership.ts';
import type { Index } from '../model/question.ts';
import { compellingNorms } from '../model/reach.ts';
import { namers, unread } from '../model/references.ts';
import { type Contents, contentsWith, isReadWhole } from '../model/shelf.ts';
import { waiversByTarget } from '../model/waivers.ts';
import { optIn, type Workspace } from '../model/workspace.ts';
import { type Id, type Import, pathOf, plainName } from '../names/outline.ts';
import { contractsAbout } from '../rules/term/commitment-is-kept.ts';
import type { Node } from '../syntax/tree.ts';

/*
 * A footprint is plain data that stands for a file wherever it matters what others may rest on, and can be kept from one run to the next. There may be
 * very many: whoever looks for something in them asks by a word in which files it stands, and opens those alone.
 */

/** All of a file that can matter to the judgement of others, and what of them matters to it. */
export interface Footprint {
    readonly imports: readonly Import[];
    /** What it shows to whoever imports it, each name with its kind. */
    readonly shows: readonly string[];
    /** Its text can be read from its beginning to its end, and no name stands in it twice. */
    readonly isSound: boolean;
    /** The files that it names something of. */
    readonly speaksOf: readonly string[];
    readonly stated: readonly Statement[];
}

/** A declaration in a footprint. */
export interface Statement {
    readonly id: Id;
    readonly kind: string;
    /** Its text, or what stands for it. */
    readonly text: string;
    /** It can be judged. */
    readonly isWhole: boolean;
    /** What it names. */
    readonly names: readonly Id[];
    /** The names in it that mean nothing. */
    readonly missed: readonly string[];
    /** What indexes list it under, by their names. */
    readonly keys: Readonly<Record<string, readonly string[]>>;
    /** Its text as far as those read it who find it in an index, by the names of the indexes; nothing where they may read all of it. */
    readonly seen: Readonly<Record<string, string>>;
}

/** The indexes that rules look into, but for who names what: that stands in a footprint anyway. */
const indexes: readonly Index[] = [contractsByService, servicesByOperator, partiesByOwner, compellingNorms, contractsAbout, waiversByTarget];

/** The statements of a declaration that those read who find it in an index, where they do not read all of it. */
export const readThrough: ReadonlyMap<Index, ReadonlySet<string>> = new Map([
    // Whether it lives, what it puts on the service, and whether that must be immune from foreign law.
    [
        contractsByService,
        new Set(['Signed', 'Effective', 'TermLength', 'TermEnd', 'TermIndefinite', 'Renewal', 'WorkingDays', 'Hosts', 'Requires', 'Controller', 'Derogation']),
    ],
]);

/** All that a judgement looks into. */
export const lookedInto: readonly Index[] = [...indexes, namers, unread];

/**
 * The footprint of a file of a workspace; nothing where there is no such file.
 *
 * @param textOf what stands for the text of a declaration: for another text another one
 */
export function footprintOf(workspace: Workspace, path: string, textOf: (source: string) => string = (source) => source): Footprint | undefined {
    const file = workspace.files.get(path);
    const outline = workspace.engine.get(outlineCell, path);
    if (!file || !outline) return undefined;
    const ask = workspace.engine.at(Number.NaN);
    const speaksOf = new Set<string>();
    const stated = file.ids.flatMap((id): Statement[] => {
        const node = workspace.node(id);
        const read = ask.of(declaration, id);
        if (!node || !read) return [];
        for (const name of read.names) speaksOf.add(pathOf(name));
        const keys: Record<string, readonly string[]> = {};
        const seen: Record<string, string> = {};
        for (const index of indexes) {
            if (!index.kinds.includes(read.kind)) continue;
            keys[index.name] = [...new Set(index.keys(ask, id))];
            const kinds = readThrough.get(index);
            if (kinds) seen[index.name] = textOf(statementsOf(node, file.source, kinds));
        }
        return [
            {
                id,
                kind: read.kind,
                text: textOf(file.source.slice(node.$start, node.$end)),
                isWhole: judgeable(ask, id),
                names: [...read.names],
                missed: read.problems.flatMap(({ name }) => (name ? [lastOf(name.text)] : [])),
                keys,
                seen,
            },
        ];
    });
    const terms = [...outline.terms].flatMap(([vocabulary, names]) => [...names].map((name) => `${vocabulary}.${name} Term`));
    return {
        imports: outline.imports,
        shows: [...[...outline.declares].map(([name, { kind }]) => `${name} ${kind}`), ...terms],
        isSound: isReadWhole(file.parsed) && !file.ids.some((id) => workspace.engine.get(brokenCell, id)),
        speaksOf: [...speaksOf],
        stated,
    };
}

const lastOf = (written: string): string => written.slice(written.lastIndexOf('.') + 1);

/** Some statements of a declaration as they are written. */
const statementsOf = (node: Node, source: string, kinds: ReadonlySet<string>): string =>
    (node['facts'] as readonly Node[]).flatMap(({ $type, $start, $end }) => (kinds.has($type) ? [source.slice($start, $end)] : [])).join('\n');

/** What a file is known to have in it by its footprint; nothing where not all of its text can be read. */
export function contentsBy({ imports, isSound, stated }: Footprint): Contents | undefined {
    return isSound ? contentsWith(imports, stated) : undefined;
}

// ---------------------------------------------------------------- many

/** The footprints of some files, and in which of them a word stands. */
export interface Footprints {
    readonly paths: Iterable<string>;
    of(path: string): Footprint | undefined;
    /** The files with a word, and perhaps others. */
    with(word: Word): Iterable<string>;
}

/** What stands for a word by which footprints are found: a number of 32 bits. Another word may have the same, so whoever finds a footprint looks into it. */
export type Word = number;

const word = (kind: string): ((text: string) => Word) => {
    const start = hashOf(kind);
    return (text) => hashOf(text, start);
};

const names: (id: Id) => Word = word('names');
const inIndex = new Map<Index, (key: string) => Word>([...indexes, unread].map((index) => [index, word(index.name)]));

export const words = {
    /** Something in it names a declaration. */
    names,
    /** Something in it is written with a name, whatever that means. */
    writes: word('writes'),
    /** It imports a file. */
    imports: word('imports'),
    /** It names something of a library file that must be imported. */
    speaksOf: word('speaks of'),
    /** It has a declaration of a kind. */
    has: word('has'),
    /** It has a declaration of a name. */
    declares: word('declares'),
    /** An index lists something in it under a key. */
    under: (index: Index, key: string): Word => (inIndex.get(index) ?? names)(key),
} as const;

/** All words by which a footprint is found, each once. */
export function wordsOf(footprint: Footprint): Uint32Array {
    const { imports, shows, speaksOf, stated } = footprint;
    const all = new Set<Word>();
    for (const { path } of imports) all.add(words.imports(path));
    for (const path of speaksOf) if (optIn.has(path)) all.add(words.speaksOf(path));
    for (const shown of shows) if (!shown.endsWith(' Term')) all.add(words.declares(shown.slice(0, shown.indexOf(' '))));
    for (const one of stated) {
        all.add(words.has(one.kind));
        for (const name of one.names) all.add(words.names(name)).add(words.writes(plainName(name)));
        for (const name of one.missed) all.add(words.writes(name));
        for (const [index, under] of inIndex) for (const key of keysIn(footprint, one, index)) all.add(under(key));
    }
    return Uint32Array.from(all);
}

/** FNV-1a: a number of 32 bits that is always the same for a text and spreads. */
export function hashOf(text: string, start = 0x811c9dc5): number {
    let hash = start;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash >>> 0;
}

/** What an index lists a declaration under. */
function keysIn({ imports }: Footprint, one: Statement, index: Index): readonly string[] {
    if (!index.kinds.includes(one.kind)) return [];
    if (index === namers) return one.names.filter((name) => name !== one.id);
    if (index === unread) return one.isWhole ? [] : [pathOf(one.id), ...imports.map(({ path }) => path)];
    return one.keys[index.name] ?? [];
}

/** The declarations that an index lists under a key. */
export function* listedUnder(footprints: Footprints, index: Index, key: string): Generator<Id> {
    for (const path of footprints.with(words.under(index, key))) {
        const footprint = footprints.of(path);
        for (const one of footprint?.stated ?? []) if (keysIn(footprint as Footprint, one, index).includes(key)) yield one.id;
    }
}

/** Footprints that are all at hand. */
export class Gathered implements Footprints {
    private readonly all: ReadonlyMap<string, Footprint>;
    private readonly places = new Map<Word, string[]>();
    private isSorted = false;

    constructor(all: ReadonlyMap<string, Footprint>) {
        this.all = all;
    }

    get paths(): Iterable<string> {
        return this.all.keys();
    }

    of(path: string): Footprint | undefined {
        return this.all.get(path);
    }

    with(word: Word): Iterable<string> {
        if (!this.isSorted) {
            for (const [path, footprint] of this.all) {
                for (const one of wordsOf(footprint)) {
                    const paths = this.places.get(one);
                    if (paths) paths.push(path);
                    else this.places.set(one, [path]);
                }
            }
            this.isSorted = true;
        }
        return this.places.get(word) ?? [];
    }
}

/** Footprints as they are now, where some have become others since. */
export class Renewed implements Footprints {
    readonly before: Footprints;
    /** What differs; nothing where a file is gone. */
    readonly differing: ReadonlyMap<string, Footprint | undefined>;
    private readonly fresh: Footprints;

    constructor(before: Footprints, differing: ReadonlyMap<string, Footprint | undefined>) {
        this.before = before;
        this.differing = differing;
        this.fresh = new Gathered(new Map([...differing].flatMap(([path, now]) => (now ? [[path, now] as const] : []))));
    }

    get paths(): Iterable<string> {
        return [...[...this.before.paths].filter((path) => !this.differing.has(path)), ...this.fresh.paths];
    }

    of(path: string): Footprint | undefined {
        return this.differing.has(path) ? this.differing.get(path) : this.before.of(path);
    }

    *with(word: Word): Generator<string> {
        for (const path of this.before.with(word)) if (!this.differing.has(path)) yield path;
        yield* this.fresh.with(word);
    }
}
