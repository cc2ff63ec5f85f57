import { type Id, nameOf, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { type Message, text } from '../syntax/message.ts';
import { type Day, formatDay } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { libraryTerms } from './clauses.ts';
import { start } from './contracts.ts';
import { ambientCell, called, fact, outlineCell } from './declarations.ts';
import type { Place, Settle } from './facts.ts';

/*
 * What would end a finding. A fix may change what the parties promise each other; of the world it says nothing that nobody has said.
 * What only people can know it leaves open, for them to fill in.
 */

/** A change of the text that ends a finding, in terms of places. `edits/` makes text edits of it. */
export interface Fix {
    readonly title: Message;
    readonly changes: readonly Change[];
    /** It gives something up that was promised or known, or is one of several that would do: nobody's first choice unasked. */
    readonly isConcession?: true;
}

/** What is written may have holes, as statements that settle an unknown have: `{day}` is for people to fill. */
export type Change =
    | { readonly replace: Place; readonly with: string }
    | { readonly state: Settle }
    /** A fact, or a member of its list; the declaration itself where the path is empty. */
    | { readonly remove: Place };

/** What people are to fill in. */
const hole = /\{[a-z-]+\}/;

/** A statement with its holes left open, for people: `seat …`. */
export const withGaps = ({ write }: Settle): string => write.replace(new RegExp(hole, 'g'), '…');

/** Whether a fix leaves something for people to fill in. */
export const hasGaps = ({ changes }: Fix): boolean =>
    changes.some((change) => ('state' in change && hole.test(change.state.write)) || ('replace' in change && hole.test(change.with)));

/** A statement that ends a finding once it is true. */
export const stating = (settle: Settle): Fix => ({
    title: text('State “{statement}” in {name}', { statement: withGaps(settle), name: nameOf(settle.in) }),
    changes: [{ state: settle }],
});

/** The same of what a spec says; of what the library says, nobody can state more. */
export const statingIn = (settle: Settle): readonly Fix[] => (isLibraryPath(pathOf(settle.in)) ? [] : [stating(settle)]);

/** Another value in the place of one. */
export const writing = (replace: Place, value: string): Fix => ({ title: text('Write {name}', { name: value }), changes: [{ replace, with: value }] });

/** Clauses that a contract lacks, by their identity in the library. */
export function statingClauses(ask: Ask, contract: Id, clauses: readonly Id[]): Fix {
    const [first] = clauses;
    const title =
        clauses.length === 1 && first !== undefined ? text('State the clause “{clause}”', { clause: called(ask, first) }) : text('State the missing clauses');
    const names = clauses.map((clause) => nameOf(clause).slice('clause.'.length));
    return { title, changes: [{ state: { in: contract, write: `clauses ${names.join(', ')}` } }] };
}

/** The same of one clause, by its name. */
export const statingClause = (ask: Ask, contract: Id, name: string): Fix =>
    statingClauses(
        ask,
        contract,
        libraryTerms(ask, 'clause').filter((clause) => nameOf(clause) === `clause.${name}`),
    );

/** Ends the term of a contract on a day, where that still leaves a term and no renewal carries it further. */
export function endingTermOn(ask: Ask, contract: Id, day: Day): readonly Fix[] {
    const begins = start(ask, contract);
    const term = fact(ask, contract, 'TermLength') ?? fact(ask, contract, 'TermEnd') ?? fact(ask, contract, 'TermIndefinite');
    if (!begins || !term || begins.day > day || fact(ask, contract, 'Renewal')) return [];
    return [{ title: text('End the term on {limit}', { limit: formatDay(day) }), changes: [{ replace: term.at, with: `term until ${formatDay(day)}` }] }];
}

/** A transfer that is yet to be agreed on, with the tool that carries it left open. */
export function statingTransfer(ask: Ask, contract: Id, place: Id, recipient: Id | undefined, tools = 'basis {transfer-tool}'): Fix {
    const whom = (recipient === undefined ? undefined : nameIn(ask, pathOf(contract), recipient)) ?? '{organisation}';
    return stating({ in: contract, write: `transfer to ${nameIn(ask, pathOf(contract), place) ?? '{jurisdiction}'} { recipient ${whom}  ${tools} }` });
}

/** How a file calls a declaration; nothing where it does not see it. */
export function nameIn(ask: Ask, path: string, id: Id): string | undefined {
    const name = nameOf(id).split('.').at(-1) ?? '';
    const target = pathOf(id);
    if (target === path || ask.read(ambientCell, '').includes(target)) return name;
    const found = ask.read(outlineCell, path)?.imports.filter((one) => one.path === target) ?? [];
    const plain = found.find(({ alias }) => alias === undefined) ?? found[0];
    return plain && (plain.alias === undefined ? name : `${plain.alias}.${name}`);
}
