import type { Settle } from '../model/facts.ts';
import type { SpecFile } from '../model/workspace.ts';
import { parse } from '../syntax/parse.ts';
import { isComment, tokensOf } from '../syntax/tokens.ts';
import { type Node, partAt } from '../syntax/tree.ts';
import { insertFact } from './blocks.ts';
import { filled, sampled, type Write } from './gaps.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * States something where it belongs: a fact of its own, in a declaration or a block of one, or the rest of a fact that stands
 * there already. Nothing where it cannot be put.
 */
export function statement(file: SpecFile, declaration: Node, { write: wanted, behind, within }: Settle, write: Write): TextEdit | undefined {
    const text = wanted.trim();
    if (behind) return continued(file, declaration, partAt(declaration, behind.path), text, write);
    const block = within ? { node: partAt(declaration, within.path), text } : blockFor(declaration, text);
    const insertion = insertFact(file.source, block.node, filled(block.text, write));
    return insertion && { path: file.path, start: insertion.at, end: insertion.at, text: insertion.text };
}

/** Blocks that say together what one of them could say. */
const addUp: Readonly<Record<string, string>> = { switching: 'Switching', award: 'Award' };

/** Where a statement goes: what is a block itself, into the last block of that kind if there is one. */
function blockFor(declaration: Node, text: string): { readonly node: Node; readonly text: string } {
    const [, word = '', inner = ''] = /^(\w+) \{ (.*) \}$/.exec(text) ?? [];
    const facts = (declaration['facts'] ?? []) as readonly Node[];
    const block = facts.filter(({ $type }) => $type === addUp[word]).at(-1);
    return block ? { node: block, text: inner } : { node: declaration, text };
}

/** Behind a fact, before what every fact may end with: at the last place where the text can still be read. */
function continued({ path, source }: SpecFile, declaration: Node, fact: Node, text: string, write: Write): TextEdit | undefined {
    const problems = (at: number, more: string) => parse(source.slice(declaration.$start, at) + more + source.slice(at, declaration.$end)).problems.length;
    const tried = ` ${filled(text, sampled())}`;
    const before = problems(fact.$end, '');
    const written = source.slice(fact.$start, fact.$end);
    const words = tokensOf(written).filter((token) => !isComment(token) && !/[,.]/.test(written[token.start] ?? ''));
    const ends = words.map(({ end }) => fact.$start + end).reverse();
    const at = ends.find((end) => problems(end, tried) <= before);
    return at === undefined ? undefined : { path, start: at, end: at, text: ` ${filled(text, write)}` };
}
