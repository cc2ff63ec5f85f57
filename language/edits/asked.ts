import type { CitedNorm, Finding } from '../judging/judge.ts';
import type { Settle } from '../model/facts.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Id, pathOf } from '../names/outline.ts';
import type { Message } from '../syntax/message.ts';
import { parse } from '../syntax/parse.ts';
import { type Node, partAt } from '../syntax/tree.ts';
import { openingBrace } from './blocks.ts';
import { filled, sampled } from './gaps.ts';

/** A statement that is not there and that a rule asks for: what it finds, or does not know, would be settled by it. */
export interface Asked {
    /** The rule that asks. */
    readonly by: string;
    readonly because: Message;
    readonly norms: readonly CitedNorm[];
    /** The grammar rules of the statement, by the block that it stands in: `Contract` → `Award`, `Award` → `Value`. */
    readonly statements: ReadonlyMap<string, ReadonlySet<string>>;
    /** What goes on behind a fact that is there, by the path of that fact. */
    readonly behind: string | undefined;
    /** How it is written, with holes. */
    readonly write: string;
}

/** What the findings ask to be stated in a declaration, the weightiest first. */
export function askedFor(workspace: Workspace, findings: readonly Finding[], id: Id): readonly Asked[] {
    const node = workspace.node(id);
    const source = workspace.files.get(pathOf(id))?.source;
    if (!node || source === undefined) return [];
    return findings
        .filter(({ waivedBy }) => waivedBy === undefined)
        .toSorted((a, b) => weight(a) - weight(b))
        .flatMap(({ rule, message, norms, settle, fixes }) => {
            const wanted = [...settle, ...fixes.flatMap(({ changes }) => changes.flatMap((change) => ('state' in change ? [change.state] : [])))];
            return wanted
                .filter((one) => one.in === id)
                .map((one) => ({ by: rule, because: message, norms, statements: statementsOf(source, node, one), behind: one.behind?.path, write: one.write }));
        });
}

const severities = ['error', 'warning', 'information', 'hint'];

/** What is violated comes before what is not known. */
const weight = ({ verdict, severity }: Finding): number => (verdict === 'violated' ? severities.indexOf(severity) : severities.length);

/** Which statements a text states, and in which blocks. */
function statementsOf(source: string, declaration: Node, { write, behind, within }: Settle): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    if (behind) return found;
    const around = within ? [declaration, partAt(declaration, within.path)] : [declaration];
    const look = (kind: string, facts: readonly Node[]) => {
        for (const fact of facts) {
            found.set(kind, (found.get(kind) ?? new Set()).add(fact.$type));
            look(fact.$type, (fact['facts'] ?? []) as readonly Node[]);
        }
    };
    look(around.at(-1)?.$type ?? '', factsIn(source, around, write));
    return found;
}

/** The facts that a text states in a block, with what leads into that. */
function factsIn(source: string, around: readonly Node[], write: string): readonly Node[] {
    const firstLines = around.map((block) => source.slice(block.$start, (openingBrace(source, block) ?? block.$end) + 1)).join(' ');
    const { tree } = parse(`${firstLines} ${filled(write, sampled())} ${'}'.repeat(around.length)}`);
    return around.reduce(
        (facts, _) => facts.flatMap((block) => (block['facts'] ?? []) as readonly Node[]),
        (tree.declarations ?? []) as unknown as readonly Node[],
    );
}

/** Where an offset lies in a declaration, for what may be stated there. */
export interface Around {
    readonly id: Id;
    /** The innermost block, as `Contract` or `Award`. */
    readonly block: string;
    /** The grammar rules of what the innermost block states already. */
    readonly stated: ReadonlySet<string>;
    /** The path of the statement that the offset is in or behind; nothing at the beginning of a block. */
    readonly behind: string | undefined;
}

/** The innermost block around an offset, be it closed or not. Nothing outside declarations. */
export function around(workspace: Workspace, path: string, offset: number): Around | undefined {
    const id = workspace.files.get(path)?.ids.findLast((one) => (workspace.node(one)?.$start ?? offset) < offset && workspace.node(one)?.$type !== 'Term');
    const declaration = id === undefined ? undefined : workspace.node(id);
    if (id === undefined || !declaration) return undefined;
    let block = declaration;
    let behind = '';
    for (;;) {
        const facts = (block['facts'] ?? []) as readonly Node[];
        const i = facts.findLastIndex(({ $start }) => $start < offset);
        const last = facts[i];
        if (!last) break;
        behind = `${behind}${behind === '' ? '' : '.'}facts.${i}`;
        if (!Array.isArray(last['facts']) || offset > last.$end) break;
        block = last;
    }
    const stated = new Set(((block['facts'] ?? []) as readonly Node[]).map(({ $type }) => $type));
    return { id, block: block.$type, stated, behind: behind === '' ? undefined : behind };
}
