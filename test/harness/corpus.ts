import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node } from '../../language/syntax/tree.ts';
import { parsedOnce } from './generators.ts';
import { type Block, blocksOf, unmarked } from './marks.ts';
import { root } from './spec.ts';

/*
 * Every spec that is written down somewhere with an expectation: the pages of the rules and their corner cases. Properties that must
 * hold of any spec are tried on these, too, since each was thought of for a reason.
 */

export interface Written extends Block {
    readonly page: string;
}

export const corpus: readonly Written[] = ['docs/rules', 'test/rules'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.md') && file.includes('/'))
        .sort()
        .flatMap((file) =>
            blocksOf(readFileSync(join(root, folder, file), 'utf8')).map((block) => ({ ...block, source: unmarked(block.source), page: `${folder}/${file}` })),
        ),
);

/** The kinds of declaration whose block is a set of facts. */
const withFacts: ReadonlySet<string> = new Set(['Organisation', 'Service', 'Dataset', 'Commitment', 'Authorisation', 'Contract', 'Waiver']);

/** The same spec with its declarations, the facts in each, and those in each block in another order. */
export function reordered(source: string, order: <T>(list: readonly T[]) => readonly T[]): string {
    const { tree } = parsedOnce(source);
    const imports = (tree.imports ?? []).map(({ $start, $end }) => source.slice($start, $end));
    const declarations = ((tree.declarations ?? []) as readonly Node[]).map((node) =>
        withFacts.has(node.$type) ? block(node) : source.slice(node.$start, node.$end),
    );
    return `${[...order(imports), ...order(declarations)].join('\n')}\n`;

    function block(node: Node): string {
        const facts = (node['facts'] ?? []) as readonly Node[];
        const [first] = facts;
        if (!first) return source.slice(node.$start, node.$end);
        // Comments between the brace and the first fact would hide what follows them on one line.
        const head = source.slice(node.$start, first.$start).replace(/\/\/[^\n]*\n|\/\*[\s\S]*?\*\//g, '\n');
        return `${head}\n${apart(order(facts.flatMap(fact))).join('\n')}\n}`;
    }

    /** Behind an amount that was ordered `on` is the day on which that was counted: the day of the award goes before it. */
    function apart(facts: readonly string[]): readonly string[] {
        const i = facts.findIndex((one, n) => /^on\s/.test(one) && /\bordered\s+\S+\s+[A-Z]+$/.test(facts[n - 1] ?? ''));
        return i < 0 ? facts : facts.with(i, facts[i - 1] ?? '').with(i - 1, facts[i] ?? '');
    }

    /** A fact, and the sources behind it that stand on lines of their own: those speak for the declaration. */
    function fact(node: Node): readonly string[] {
        const apart = ((node['sources'] ?? []) as readonly Node[]).filter(({ ownLine }) => ownLine === true);
        const own = Array.isArray(node['facts']) ? block(node) : source.slice(node.$start, node.$end);
        return [own, ...apart.map(({ $start, $end }) => source.slice($start, $end))];
    }
}
