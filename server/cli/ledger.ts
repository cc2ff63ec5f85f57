import { type Footprint, type Footprints, hashOf, type Word, wordsOf } from '../../language/index.ts';
import type { Kept } from './outside.ts';

/*
 * What is kept of files from one run to the next, so that one that changes hardly anything reads hardly anything of it: of every file a line at hand,
 * a table in which files a word stands, and all else in groups of files, which are unpacked when somebody looks into them.
 */

/** What is kept of a file. */
export interface Entry {
    readonly digest: string;
    /** All of its text can be read. */
    readonly isSound: boolean;
    /** The paths that it imports. */
    readonly imports: readonly string[];
    /** How it was judged, without what was found; nothing if it was not judged. */
    readonly summary: string;
    /** What is new of it; all else is as it was. */
    readonly footprint?: Printed | undefined;
    readonly findings?: string | undefined;
}

/** A footprint to be kept, with the words by which it is found. */
export interface Printed {
    readonly text: string;
    readonly words: Uint32Array;
}

export const printed = (footprint: Footprint): Printed => ({ text: JSON.stringify(footprint), words: wordsOf(footprint) });

/** So many files are kept together. */
const perGroup = 16;

export class Ledger implements Footprints {
    readonly entries = new Map<string, Entry>();
    private readonly places: Places;
    private readonly groups: readonly Group[];
    private readonly opened = new Map<string, Footprint>();

    /** @param parts as `following` gave them; none where nothing was kept */
    constructor(parts: readonly Kept[]) {
        const [heads, places, ...groups] = parts;
        const lines = heads ? new TextDecoder().decode(heads.bytes).split('\n') : [];
        const elsewhere = lines.length > 0 ? (JSON.parse(lines.shift() as string) as readonly string[]) : [];
        const cells = lines.map((line) => line.split('\t'));
        const paths = cells.map(([path = '']) => JSON.parse(path) as string);
        const pathAt = (number: string) => paths[Number(number)] ?? (elsewhere[Number(number) - paths.length] as string);
        for (const [i, [, digest = '', sound = '', imports = '', summary = '']] of cells.entries()) {
            const imported = imports === '' ? [] : imports.split(' ').map(pathAt);
            this.entries.set(paths[i] as string, { digest, isSound: sound === 'sound', imports: imported, summary });
        }
        this.places = new Places(paths, places?.bytes);
        this.groups = inGroups(paths, groups.length / 2).map((some, i) => new Group(some, groups[2 * i] as Kept, groups[2 * i + 1] as Kept));
    }

    get paths(): Iterable<string> {
        return this.entries.keys();
    }

    of(path: string): Footprint | undefined {
        if (!this.entries.has(path)) return undefined;
        let footprint = this.opened.get(path);
        if (!footprint) this.opened.set(path, (footprint = JSON.parse(this.groupOf(path).footprint(path)) as Footprint));
        return footprint;
    }

    with(word: Word): Iterable<string> {
        return this.places.with(word);
    }

    /** What was found in a file that was judged. */
    findings(path: string): string {
        return this.groupOf(path).found(path);
    }

    /** What is to be kept where these are the files. */
    following(entries: ReadonlyMap<string, Entry>): readonly (string | Uint8Array | Kept)[] {
        const paths = [...entries.keys()].sort();
        const entry = (path: string) => entries.get(path) as Entry;
        const numbers = new Map(paths.map((path, number) => [path, number]));
        const elsewhere = new Set(paths.flatMap((path) => entry(path).imports.filter((one) => !numbers.has(one))));
        for (const path of elsewhere) numbers.set(path, numbers.size);
        const heads = paths.map((path) => {
            const { digest, isSound, imports, summary } = entry(path);
            return [JSON.stringify(path), digest, isSound ? 'sound' : '', imports.map((one) => numbers.get(one)).join(' '), summary].join('\t');
        });
        const fresh = new Map(paths.flatMap((path) => (entry(path).footprint ? [[path, (entry(path).footprint as Printed).words] as const] : [])));
        const groups = inGroups(paths, groupsFor(paths.length));
        const isAsBefore = groups.length === this.groups.length;
        return [
            new TextEncoder().encode([JSON.stringify([...elsewhere]), ...heads].join('\n')),
            this.places.following(paths, fresh),
            ...groups.flatMap((some, i): readonly (string | Kept)[] => {
                const known = isAsBefore ? this.groups[i]?.keptOf(some, entry) : undefined;
                return [
                    known?.footprints ?? some.map((path) => entry(path).footprint?.text ?? this.groupOf(path).footprint(path)).join('\n'),
                    known?.findings ?? some.map((path) => entry(path).findings ?? (entry(path).summary === '' ? '' : this.findings(path))).join('\n'),
                ];
            }),
        ];
    }

    private groupOf(path: string): Group {
        return this.groups[groupOf(path, this.groups.length)] as Group;
    }
}

/** A power of two, so that a few files more or less move none from its group. */
const groupsFor = (files: number): number => 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, files) / perGroup)));

const groupOf = (path: string, groups: number): number => hashOf(path) % groups;

/** Some paths by their groups, in their order. */
function inGroups(paths: readonly string[], groups: number): readonly (readonly string[])[] {
    const all = Array.from({ length: groups }, (): string[] => []);
    for (const path of paths) all[groupOf(path, groups)]?.push(path);
    return all;
}

/** Some files as they were kept: of each a line with its footprint, and one with what was found in it. */
class Group {
    private readonly paths: readonly string[];
    private readonly keptFootprints: Kept;
    private readonly keptFindings: Kept;
    private footprints: readonly string[] | undefined;
    private findings: readonly string[] | undefined;

    constructor(paths: readonly string[], footprints: Kept, findings: Kept) {
        this.paths = paths;
        this.keptFootprints = footprints;
        this.keptFindings = findings;
    }

    footprint(path: string): string {
        this.footprints ??= this.keptFootprints.content.split('\n');
        return this.footprints[this.paths.indexOf(path)] as string;
    }

    found(path: string): string {
        this.findings ??= this.keptFindings.content.split('\n');
        return this.findings[this.paths.indexOf(path)] as string;
    }

    /** What of it can be kept as it is where these are its files. */
    keptOf(paths: readonly string[], entry: (path: string) => Entry): { readonly footprints: Kept | undefined; readonly findings: Kept | undefined } {
        const isSame = paths.length === this.paths.length && paths.every((path, i) => path === this.paths[i]);
        return {
            footprints: isSame && paths.every((path) => !entry(path).footprint) ? this.keptFootprints : undefined,
            findings: isSame && paths.every((path) => entry(path).findings === undefined && entry(path).summary !== '') ? this.keptFindings : undefined,
        };
    }
}

/** In which files a word stands: each word and behind it the number of a file, in the order of the words. */
class Places {
    private readonly paths: readonly string[];
    private readonly all: Uint32Array;

    constructor(paths: readonly string[], bytes: Uint8Array | undefined) {
        this.paths = paths;
        // A copy stands where numbers may stand.
        this.all = bytes ? new Uint32Array(new Uint8Array(bytes).buffer) : new Uint32Array();
    }

    *with(word: Word): Generator<string> {
        const { all } = this;
        let [from, to] = [0, all.length / 2];
        while (from < to) {
            const middle = (from + to) >>> 1;
            if ((all[2 * middle] as number) < word) from = middle + 1;
            else to = middle;
        }
        for (let i = 2 * from; all[i] === word; i += 2) yield this.paths[all[i + 1] as number] as string;
    }

    /** The same for other files, where it is known in which of them other words stand now than before. */
    following(paths: readonly string[], fresh: ReadonlyMap<string, Uint32Array>): Uint8Array {
        const numbers = new Map(paths.map((path, number) => [path, number]));
        // The numbers of files that stay as they are; the others begin anew.
        const now = this.paths.map((path) => (fresh.has(path) ? -1 : (numbers.get(path) ?? -1)));
        const more = new Float64Array([...fresh.values()].reduce((sum, some) => sum + some.length, 0));
        let next = 0;
        for (const [path, some] of fresh) for (const word of some) more[next++] = word * mostFiles + (numbers.get(path) as number);
        const { all } = this;
        const merged = new Uint32Array(all.length + 2 * more.length);
        let length = 0;
        let i = 0;
        const put = (word: Word, number: number): void => {
            merged[length++] = word;
            merged[length++] = number;
        };
        const putUpTo = (word: Word): void => {
            for (; i < all.length && (all[i] as number) < word; i += 2) {
                const number = now[all[i + 1] as number] as number;
                if (number >= 0) put(all[i] as number, number);
            }
        };
        for (const one of more.sort()) {
            const word = Math.floor(one / mostFiles);
            putUpTo(word);
            put(word, one % mostFiles);
        }
        putUpTo(Number.POSITIVE_INFINITY);
        return new Uint8Array(merged.buffer, 0, length * merged.BYTES_PER_ELEMENT);
    }
}

/** More than can be kept. A word and a number below it make one whole number. */
const mostFiles = 2 ** 21;
