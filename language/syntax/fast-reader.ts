import { isAtImport, readDeclaration, readImport } from './generated/reader.ts';
import { kinds } from './generated/words.ts';
import type { ParsedSpec } from './parsed.ts';
import { is, stuck } from './reading.ts';
import { begin, finish, start as here } from './scanner.ts';
import { isNode, type Node, type SpecTree } from './tree.ts';

/** A text as it was read before it was changed. */
export interface Before {
    readonly source: string;
    readonly parsed: ParsedSpec;
}

/**
 * Reads a sound text, or a stretch of one, by the reader that is made from the grammar; nothing where it cannot, which need not
 * mean that the text is broken.
 *
 * @param isChanging what is read will be there when the text has gone
 */
export function readSound(source: string, from = 0, to = source.length, isChanging = false): SpecTree | undefined {
    begin(source, from, to, isChanging);
    return unlessStuck(() => {
        const imports = readImports();
        const declarations: Node[] = [];
        while (!isOver()) declarations.push(readDeclaration() as unknown as Node);
        return spec(from, to, imports, declarations);
    });
}

const isOver = (): boolean => is(kinds.end);

const readImports = (): Node[] => {
    const imports: Node[] = [];
    while (isAtImport()) imports.push(readImport() as unknown as Node);
    return imports;
};

const spec = ($start: number, $end: number, imports: readonly Node[], declarations: readonly Node[]): SpecTree =>
    ({ $type: 'Spec', $start, $end, ...(imports.length > 0 ? { imports, declarations } : { declarations, imports }) }) as unknown as SpecTree;

function unlessStuck<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (error !== stuck) throw error;
        return undefined;
    } finally {
        finish();
    }
}

/** The stretch of a text that was changed, and how far what stands behind it has moved. */
export interface Change {
    readonly start: number;
    readonly end: number;
    readonly moved: number;
}

/** A text that was changed, and which declarations had to be read for it. */
interface Changed {
    readonly tree: SpecTree;
    readonly read: ReadonlySet<Node>;
}

/**
 * Reads a text that was changed: what stands before and behind the change is not read again, only what the change may have made
 * another. `stuck` where whoever read all of it from the beginning would not get through either; nothing where that is not known.
 */
export function readChanged(source: string, before: Before): Changed | 'stuck' | undefined {
    const { tree, spoiled } = before.parsed;
    const old = (tree.declarations ?? []) as readonly Node[];
    const { start, end, moved } = changeOf(before.source, source);
    // A declaration ends where the next one begins: so far as that has not changed it is the same.
    let kept = 0;
    while (kept + 1 < old.length && beginsBefore(old[kept + 1] as Node, before.source, start)) kept++;
    const from = kept === 0 ? 0 : (old[kept] as Node).$start;
    const first = spoiled.reduce((least, one) => Math.min(least, one.start), Number.POSITIVE_INFINITY);
    // What is sound up to there is so still, and whoever reads from the beginning comes by.
    if (first < from) return isStuck(source, first) ? 'stuck' : undefined;
    const intact = new Map(old.flatMap((node, n) => (n >= kept && node.$start >= end ? [[node.$start + moved, n] as const] : [])));
    begin(source, from, source.length, true);
    const fresh = unlessStuck(() => {
        const imports = kept === 0 ? readImports() : ((tree.imports ?? []) as readonly Node[]);
        const read: Node[] = [];
        let n: number | undefined;
        while (!isOver() && (n = intact.get(here)) === undefined) read.push(readDeclaration() as unknown as Node);
        return { imports, read, behind: n === undefined ? [] : old.slice(n) };
    });
    if (!fresh) return 'stuck';
    const { imports, read, behind } = fresh;
    const edge = (behind[0] as Node | undefined)?.$start ?? before.source.length;
    const left = spoiled.filter((one) => one.end > edge);
    if (left.length > 0)
        return left.every((one) => one.start >= edge) && isStuck(source, Math.min(...left.map((one) => one.start)) + moved) ? 'stuck' : undefined;
    return { tree: spec(0, source.length, imports, [...old.slice(0, kept), ...read, ...behind.map((node) => movedBy(moved, node))]), read: new Set(read) };
}

/** Whether whoever reads from here on, where a declaration begins, does not get through. */
const isStuck = (source: string, from: number): boolean => readSound(source, from) === undefined;

const stretch = 1024;

export function changeOf(old: string, now: string): Change {
    const most = Math.min(old.length, now.length);
    // Long stretches first, then letter by letter.
    let start = 0;
    while (start + stretch <= most && old.slice(start, start + stretch) === now.slice(start, start + stretch)) start += stretch;
    while (start < most && old.charCodeAt(start) === now.charCodeAt(start)) start++;
    let behind = 0;
    const fromEnd = (text: string) => text.slice(text.length - behind - stretch, text.length - behind);
    while (behind + stretch <= most - start && fromEnd(old) === fromEnd(now)) behind += stretch;
    while (behind < most - start && old.charCodeAt(old.length - 1 - behind) === now.charCodeAt(now.length - 1 - behind)) behind++;
    return { start, end: old.length - behind, moved: now.length - old.length };
}

/** Whether the first word of a declaration, with what ends it, stands before an offset. */
function beginsBefore({ $start }: Node, source: string, offset: number): boolean {
    let end = $start;
    while (/[a-z]/.test(source[end] ?? '')) end++;
    return end < offset;
}

/** The same part so many characters further on. */
export function movedBy<N extends Node>(by: number, node: N): N {
    if (by === 0) return node;
    const copy: Record<string, unknown> = {};
    for (const key in node) {
        const value: unknown = node[key];
        if (key === '$start' || key === '$end' || key === '$nameStart') copy[key] = (value as number) + by;
        else if (Array.isArray(value)) copy[key] = value.map((one: unknown) => (isNode(one) ? movedBy(by, one) : one));
        else copy[key] = isNode(value) ? movedBy(by, value) : value;
    }
    return copy as N;
}
