import type { Place } from '../model/facts.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import type { Message } from '../syntax/message.ts';
import type { Stretch } from '../syntax/parsed.ts';
import { tokensOf } from '../syntax/tokens.ts';
import { type Node, parts } from '../syntax/tree.ts';
import { expectedAt } from './expected.ts';
import { sentenceOn, sentenceWithin } from './sentences.ts';

/** A word or a value of the language in a text. */
export interface Written {
    readonly start: number;
    readonly end: number;
    /** What it says there. */
    readonly says: Message;
    /** The statement that it stands in, or the smallest part of one that says something; nothing where the text is broken. */
    readonly at: Place | undefined;
}

/** The word or value of the language at an offset. Texts in quotes and comments are none; a name that means nothing is told like a word. */
export function writtenAt(workspace: Workspace, file: SpecFile, offset: number): Written | undefined {
    const { source, parsed } = file;
    const tokens = tokensOf(source);
    const token = tokens.find(({ kind, start, end }) => start <= offset && offset <= end && (kind === 'word' || kind === 'name' || kind === 'value'));
    if (!token) return undefined;
    const { start, end } = token;
    const word = source.slice(start, end);
    const found = partsAround(workspace, file, token).findLast(({ node }) => sentenceOn(node.$type) !== undefined);
    // What stands in the block of a broken declaration and in none of its statements could not be read.
    const isUnread =
        parsed.problems.length > 0 && tokens.some((one) => source[one.start] === '{' && (found?.node.$start ?? start) < one.start && one.start < start);
    if (found && !isUnread) {
        const { $type, $start } = found.node;
        const says = $start === start ? sentenceOn($type) : sentenceWithin($type, word);
        return says && { start, end, says, at: found.at };
    }
    // The grammar says which statement may go on like this.
    const expected = parsed.problems.length > 0 ? expectedAt(source, start).words.find(({ phrase }) => phrase.split(' ')[0] === word) : undefined;
    const says = expected && (expected.begins ? sentenceOn(expected.rule) : sentenceWithin(expected.rule, word));
    return says && { start, end, says, at: undefined };
}

/** The place of a name or a value in its declaration; nothing where it could not be read, and for imports. */
export const placeAt = (workspace: Workspace, file: SpecFile, stretch: Stretch): Place | undefined => partsAround(workspace, file, stretch).at(-1)?.at;

interface Part {
    /** Nothing for a part of an import. */
    readonly at: Place | undefined;
    readonly node: Node;
}

/** The parts of a declaration or an import around a stretch of its text, the smallest last. */
function partsAround(workspace: Workspace, { path, ids, parsed }: SpecFile, { start, end }: Stretch): readonly Part[] {
    const isAround = ({ $start, $end }: Node) => $start <= start && end <= $end;
    const declarations = ids.flatMap((id): Part[] => {
        const node = workspace.node(id);
        return node && node.$type !== 'Term' && id.startsWith(path) ? [{ at: { id, path: '' }, node }] : [];
    });
    const imports = ((parsed.tree.imports ?? []) as readonly Node[]).map((node): Part => ({ at: undefined, node }));
    const found: Part[] = [];
    for (let part = [...declarations, ...imports].find(({ node }) => isAround(node)); part; part = inside(part)) found.push(part);
    return found;

    function inside({ at, node }: Part): Part | undefined {
        const inner = [...parts(node)].find(([, one]) => isAround(one));
        return inner && { at: at && { id: at.id, path: at.path === '' ? inner[0] : `${at.path}.${inner[0]}` }, node: inner[1] };
    }
}
