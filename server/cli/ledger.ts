import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Footprint, type Footprints, hashOf, type Word, wordsOf } from '../../language/index.ts';
import type { Kept } from './outside.ts';

/*
 * What is kept of files from one run to the next, so that one that changes hardly anything reads and writes hardly anything of it. It lies in groups.
 * A file belongs to one by its path: of each the group has a line at hand, and its footprint and what was found in it, unpacked when somebody looks.
 * A word belongs to one by itself: of each the group has in which files it stands.
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
    readonly findings?: Line | undefined;
}

/** A text on one line, as bytes: there are very many, and beside the heap there is room for them. */
export type Line = Uint8Array;

/** Plain data as a line: JSON has no end of a line in it. */
export const lineOf = (value: unknown): Line => Buffer.from(JSON.stringify(value));

/** A footprint to be kept, with the words by which it is found. */
export interface Printed {
    readonly line: Line;
    readonly words: Uint32Array;
}

export const printed = (footprint: Footprint): Printed => ({ line: lineOf(footprint), words: wordsOf(footprint) });

/** So many files are kept together. */
const perGroup = 16;

export class Ledger implements Footprints {
    readonly entries = new Map<string, Entry>();
    private readonly groups: readonly Group[];
    private readonly others: Kept | undefined;
    /** Paths by their numbers: the files, one group after the other, and then the `others`, which were imported and not there. */
    private readonly numbered: readonly string[];
    private readonly opened = new Map<string, Footprint>();

    /** @param parts as `following` gave them; none where nothing was kept */
    constructor(parts: readonly Kept[]) {
        [this.others] = parts;
        this.groups = Array.from({ length: (parts.length - 1) / partsOfGroup }, (_, i) =>
            groupFrom(parts.slice(1 + partsOfGroup * i, 1 + partsOfGroup * (i + 1))),
        );
        const others = this.others ? (JSON.parse(this.others.content) as readonly string[]) : [];
        this.numbered = [...this.groups.flatMap(({ paths }) => paths), ...others];
        for (const { paths, lines } of this.groups) {
            for (const [i, [, digest = '', sound = '', imports = '', summary = '']] of lines.entries()) {
                const imported = imports === '' ? [] : imports.split(' ').map((number) => this.numbered[Number(number)] as string);
                this.entries.set(paths[i] as string, { digest, isSound: sound === 'sound', imports: imported, summary });
            }
        }
    }

    get paths(): Iterable<string> {
        return this.entries.keys();
    }

    of(path: string): Footprint | undefined {
        if (!this.entries.has(path)) return undefined;
        let footprint = this.opened.get(path);
        if (!footprint) this.opened.set(path, (footprint = read(this.groupOf(path).footprint(path)) as Footprint));
        return footprint;
    }

    *with(word: Word): Generator<string> {
        const { places } = this.groups[numberOfGroup(word, this.groups.length)] ?? { places: nowhere };
        let [from, to] = [0, places.length / 2];
        while (from < to) {
            const middle = (from + to) >>> 1;
            if ((places[2 * middle] as number) < word) from = middle + 1;
            else to = middle;
        }
        for (let i = 2 * from; places[i] === word; i += 2) yield this.numbered[places[i + 1] as number] as string;
    }

    /** What was found in a file that was judged. */
    findings(path: string): Line {
        return this.groupOf(path).found(path);
    }

    /** What is to be kept where these are the files; what has not changed of it is kept as it is. */
    following(entries: ReadonlyMap<string, Entry>): readonly (string | Line | Kept)[] {
        const isAsNumbered = entries.size === this.entries.size && [...entries.keys()].every((path) => this.entries.has(path));
        const files = isAsNumbered ? this.groups.map(({ paths }) => paths) : inGroups(entries.keys());
        // Of more or fewer groups none is what it was, and with another file others have another number.
        const before = files.length === this.groups.length ? this.groups : undefined;
        const entry = (path: string): Entry => entries.get(path) as Entry;
        const isAsBefore = (path: string): boolean => entry(path) === this.entries.get(path);

        const numbers = new Map<string, number>();
        for (const path of isAsNumbered ? this.numbered : files.flat()) numbers.set(path, numbers.size);
        const known = numbers.size;
        for (const path of entries.keys()) {
            if (!isAsNumbered || !isAsBefore(path)) for (const one of entry(path).imports) if (!numbers.has(one)) numbers.set(one, numbers.size);
        }
        const line = (path: string): string => {
            const { digest, isSound, imports, summary } = entry(path);
            return [JSON.stringify(path), digest, isSound ? 'sound' : '', imports.map((one) => numbers.get(one)).join(' '), summary].join('\t');
        };
        const moves = this.moves(entries, files.length, numbers, isAsNumbered);
        return [
            isAsNumbered && numbers.size === known && this.others ? this.others : JSON.stringify([...numbers.keys()].slice(entries.size)),
            ...files.flatMap((paths, i): readonly (Uint8Array | Kept)[] => {
                const group = before?.[i];
                const own = group && isSameList(paths, group.paths) ? group.kept : undefined;
                const isWhole = paths.every(isAsBefore);
                return [
                    own && isAsNumbered && isWhole ? own.lines : new TextEncoder().encode(paths.map(line).join('\n')),
                    own && paths.every((path) => !entry(path).footprint)
                        ? own.footprints
                        : packed(paths.map((path) => entry(path).footprint?.line ?? this.groupOf(path).footprint(path))),
                    own && isWhole
                        ? own.findings
                        : packed(paths.map((path) => entry(path).findings ?? (entry(path).summary === '' ? nothing : this.findings(path)))),
                    group && moves.isAsBefore(i) ? group.kept.places : moves.places(i, group?.places ?? nowhere),
                ];
            }),
        ];
    }

    /** In which files words stand now otherwise than before. */
    private moves(entries: ReadonlyMap<string, Entry>, groups: number, numbers: ReadonlyMap<string, number>, isAsNumbered: boolean): Moves {
        const isRegrouped = groups !== this.groups.length;
        const number = (path: string): number => (entries.has(path) ? (numbers.get(path) as number) : gone);
        const moves = new Moves(groups, isAsNumbered ? undefined : this.numbered.map(number));
        for (const [path, { footprint }] of entries) {
            if (!footprint && !isRegrouped) continue;
            const old = this.of(path);
            const [was, is] = [isRegrouped || !old ? [] : wordsOf(old), footprint?.words ?? wordsOf(old as Footprint)];
            moves.ofFile(numbers.get(path) as number, new Set(was), new Set(is));
        }
        return moves;
    }

    private groupOf(path: string): Group {
        return this.groups[numberOfGroup(hashOf(path), this.groups.length)] as Group;
    }
}

/** A power of two, so that a few files more or less move none from its group. */
const groupsFor = (files: number): number => 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, files) / perGroup)));

const numberOfGroup = (hash: number, groups: number): number => hash % groups;

/** Files by their groups, in their order. */
function inGroups(files: Iterable<string>): readonly (readonly string[])[] {
    const paths = [...files];
    const all = Array.from({ length: groupsFor(paths.length) }, (): string[] => []);
    for (const path of paths) all[numberOfGroup(hashOf(path), all.length)]?.push(path);
    for (const some of all) some.sort();
    return all;
}

const isSameList = (some: readonly string[], others: readonly string[]): boolean => some.length === others.length && some.every((one, i) => one === others[i]);

/** What a line says. */
export const read = (line: Line): unknown => JSON.parse(new TextDecoder().decode(line));

const nothing: Line = new Uint8Array();
const lineEnd = 0x0a;

/** Names are said over and over: a tenth is left, and is written and summed up sooner. Each group by itself, so that never all of it is unpacked. */
const packed = (lines: readonly Line[]): Uint8Array => deflateRawSync(Buffer.concat(lines.flatMap((line) => [line, Buffer.of(lineEnd)])), { level: 1 });

function unpacked({ bytes }: Kept): readonly Line[] {
    const all = inflateRawSync(bytes);
    const lines: Line[] = [];
    for (let at = 0; at < all.length; ) {
        const end = all.indexOf(lineEnd, at);
        lines.push(all.subarray(at, end));
        at = end + 1;
    }
    return lines;
}

/** What is kept of a group, as bytes. */
interface GroupKept {
    readonly lines: Kept;
    readonly footprints: Kept;
    readonly findings: Kept;
    readonly places: Kept;
}
const partsOfGroup = 4;

const groupFrom = ([lines, footprints, findings, places]: readonly Kept[]): Group => new Group({ lines, footprints, findings, places } as GroupKept);

/** Some files and some words as they were kept: of each file a line at hand, one with its footprint, and one with what was found in it. */
class Group {
    readonly kept: GroupKept;
    /** Each cell by cell, the path first. */
    readonly lines: readonly (readonly string[])[];
    readonly paths: readonly string[];
    private footprints: readonly Line[] | undefined;
    private findings: readonly Line[] | undefined;
    private standing: Uint32Array | undefined;

    constructor(kept: GroupKept) {
        this.kept = kept;
        const lines = new TextDecoder().decode(kept.lines.bytes);
        this.lines = lines === '' ? [] : lines.split('\n').map((line) => line.split('\t'));
        this.paths = this.lines.map(([path = '']) => JSON.parse(path) as string);
    }

    footprint(path: string): Line {
        this.footprints ??= unpacked(this.kept.footprints);
        return this.footprints[this.paths.indexOf(path)] as Line;
    }

    found(path: string): Line {
        this.findings ??= unpacked(this.kept.findings);
        return this.findings[this.paths.indexOf(path)] as Line;
    }

    /** Where words stand: each word and behind it the number of a file, in the order of the words. */
    get places(): Uint32Array {
        // A copy stands where numbers may stand.
        return (this.standing ??= new Uint32Array(new Uint8Array(this.kept.places.bytes).buffer));
    }
}

const nowhere = new Uint32Array();
/** The number of a file that is there no longer. */
const gone = -1;
/** More than can be kept. A word and a number below it make one whole number. */
const mostFiles = 2 ** 21;

/** How it changes in which files words stand. */
class Moves {
    private readonly added: number[][];
    private readonly lost: Set<number>[];
    /** The number that a file has now, by the one that it had; nothing where each has its own. */
    private readonly renumbered: readonly number[] | undefined;

    constructor(groups: number, renumbered: readonly number[] | undefined) {
        this.added = Array.from({ length: groups }, () => []);
        this.lost = Array.from({ length: groups }, () => new Set());
        this.renumbered = renumbered;
    }

    /** A file has other words than it had. */
    ofFile(number: number, was: ReadonlySet<Word>, is: ReadonlySet<Word>): void {
        for (const word of is) if (!was.has(word)) this.added[numberOfGroup(word, this.added.length)]?.push(word * mostFiles + number);
        for (const word of was) if (!is.has(word)) this.lost[numberOfGroup(word, this.lost.length)]?.add(word * mostFiles + number);
    }

    isAsBefore(group: number): boolean {
        return this.renumbered === undefined && this.added[group]?.length === 0 && this.lost[group]?.size === 0;
    }

    /** Where the words of a group stand now. */
    places(group: number, before: Uint32Array): Uint8Array {
        const { renumbered } = this;
        const lost = this.lost[group] as ReadonlySet<number>;
        const added = Float64Array.from(this.added[group] as number[]).sort();
        const now = new Uint32Array(before.length + 2 * added.length);
        let length = 0;
        let next = 0;
        const put = (word: Word, number: number): void => {
            now[length++] = word;
            now[length++] = number;
        };
        const putAddedUpTo = (word: Word): void => {
            for (; next < added.length && (added[next] as number) < word * mostFiles; next++)
                put(Math.floor((added[next] as number) / mostFiles), (added[next] as number) % mostFiles);
        };
        for (let i = 0; i < before.length; i += 2) {
            const word = before[i] as number;
            const known = before[i + 1] as number;
            const number = renumbered ? (renumbered[known] as number) : known;
            if (number === gone || lost.has(word * mostFiles + number)) continue;
            putAddedUpTo(word);
            put(word, number);
        }
        putAddedUpTo(Number.POSITIVE_INFINITY);
        return new Uint8Array(now.buffer, 0, length * now.BYTES_PER_ELEMENT);
    }
}
