import { explain } from './explain.ts';
import { type Before, readChanged, readSound } from './fast-reader.ts';
import type { ParsedSpec } from './parsed.ts';

/**
 * Reads a text, by the fast reader if it is sound; else Langium's parser says what is wrong with it, and where.
 *
 * @param before the same file before it was changed: what was not changed is not read again
 */
export function parse(source: string, before?: Before): ParsedSpec {
    const changed = before && readChanged(source, before);
    const tree = changed?.tree ?? readSound(source);
    if (!tree) return explain(source, before);
    return { tree, problems: [], broken: [], spoiled: [], ...(changed ? { since: { tree: (before as Before).parsed.tree, read: changed.read } } : {}) };
}
