import { explain } from './explain.ts';
import { readSound } from './fast-reader.ts';
import type { ParsedSpec } from './parsed.ts';

/** Reads a text, by the fast reader if it is sound; else Langium's parser says what is wrong with it, and where. */
export function parse(source: string): ParsedSpec {
    const tree = readSound(source);
    return tree ? { tree, problems: [], broken: [], spoiled: [] } : explain(source);
}
