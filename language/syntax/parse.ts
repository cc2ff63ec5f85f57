import { explain } from './explain.ts';
import { type Before, readChanged, readSound } from './fast-reader.ts';
import type { ParsedSpec } from './parsed.ts';
import type { SpecTree } from './tree.ts';

/**
 * Reads a text, by the fast reader if it is sound; else Langium's parser says what is wrong with it, and where.
 *
 * @param before the same file before it was changed: what was not changed is not read again
 */
export function parse(source: string, before?: Before): ParsedSpec {
    const changed = before && readChanged(source, before);
    if (before && typeof changed === 'object') return { ...sound(changed.tree), since: { tree: before.parsed.tree, read: changed.read } };
    const tree = changed === 'stuck' ? undefined : readSound(source);
    return tree ? sound(tree) : explain(source, before);
}

const sound = (tree: SpecTree): ParsedSpec => ({ tree, problems: [], broken: [], spoiled: [] });
