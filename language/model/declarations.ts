import type { AstNode } from 'langium';
import { type Id, type Outline, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { areSeenAlike, type Files, type Shown, type Sight, shownBy, sightOf } from '../names/scope.ts';
import { label, type Value } from '../syntax/message.ts';
import { type Node, sameTree } from '../syntax/tree.ts';
import type { Day } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { build, type Declaration } from './build.ts';
import type { AnyFact, Evidence, Fact, FactKind, FactOf, Place } from './facts.ts';
import { emptyListing, type Listing } from './listing.ts';
import type { Cell, Index, Question } from './question.ts';
import { alike, identical } from './sameness.ts';
import type { Listings } from './shelf.ts';

// ---------------------------------------------------------------- what a host states

/** What a file shows to others; nothing while there is no such file. */
export const outlineCell: Cell<Outline | undefined> = { name: 'outline', none: undefined, same: alike };

/** The files that one imports, in the order of its text, be they there or not: for whoever follows imports and asks for nothing else of a file. */
export const importsCell: Cell<readonly string[]> = { name: 'imports', none: [], same: alike };

/** The text of a file as it is now, with where everything stands in it; nothing while there is no such file. */
export const textCell: Cell<unknown> = { name: 'text', none: undefined, same: identical, positional: true };

/** The tree of one declaration. Moving it about in its file is no change. */
export const treeCell: Cell<Node | undefined> = { name: 'tree', none: undefined, same: sameTree };

/** Whether a declaration cannot be judged because its text is broken or its name stands twice. */
export const brokenCell: Cell<boolean> = { name: 'broken', none: false, same: identical };

/** The library files that every spec sees. */
export const ambientCell: Cell<readonly string[]> = { name: 'ambient', none: [], same: alike };

/** The files that declare a name. */
export const declaringCell: Cell<Listing> = { name: 'declaring', none: emptyListing, same: identical };

/** Every declaration of a kind, in the order of its identity. */
export const kindCell: Cell<Listing> = { name: 'kind', none: emptyListing, same: identical };

/** What a book of the library says that indexes list of it; nothing of any other file. */
export const listingsCell: Cell<Listings | undefined> = { name: 'listings', none: undefined, same: identical };

// ---------------------------------------------------------------- what follows

/** An index of which the books of the library say what it lists of them, so that nobody has to read all of these to look up one. */
export const listedByBooks = (index: Index): Index => ({
    ...index,
    keys: (ask, id) => (isLibraryPath(id) ? ask.read(listingsCell, pathOf(id))?.keys(index.name, id) : undefined) ?? index.keys(ask, id),
});

/** How the names in a file are looked up. One declaration has many, so it is asked but once what they are all looked up in. */
function filesOf(ask: Ask, path: string): Files {
    let seen: Sight | undefined;
    let shared: Shown | undefined;
    return {
        outline: (other) => ask.read(outlineCell, other),
        sight: (from) => (from === path ? (seen ??= ask.of(sight, from)) : ask.of(sight, from)),
        ambient: () => ask.read(ambientCell, ''),
        shown: () => (shared ??= ask.of(shown, '')),
        declaring: (name) => ask.read(declaringCell, name).items,
    };
}

/**
 * What a file sees of others: what it declares rests on this one thing, and not each on all that it imports. Where a file that very many see shows another
 * name, it is the same for all that do not mention this. A declaration that mentions it from now on has another tree, and looks again.
 */
const sight: Question<Sight> = {
    name: 'sight',
    dated: false,
    atOnce: true,
    foremost: true,
    newest: true,
    same: (before, now, path, get) =>
        alike(before.own, now.own) && areSeenAlike(before, now, (name) => isIn(name, (get(textCell, path) as { readonly source: string }).source)),
    answer: (ask, path) => sightOf(path, (one) => ask.read(outlineCell, one)),
};

/** Names are known with their letters composed; a text may have them otherwise. */
const isIn = (name: string, source: string): boolean => source.includes(name) || source.normalize().includes(name);

/** Whether there is a file: whoever wants to know no more of one on which all depend need not look again at every name that it shows. */
export const isThere: Question<boolean> = {
    name: 'is there',
    dated: false,
    atOnce: true,
    slight: true,
    same: identical,
    answer: (ask, path) => ask.read(outlineCell, path) !== undefined,
};

/** What the library shows to every spec. */
export const shown: Question<Shown> = {
    name: 'shown to all',
    dated: false,
    atOnce: true,
    same: alike,
    answer: (ask) => shownBy(ask.read(ambientCell, ''), (path) => ask.read(outlineCell, path)),
};

/** A declaration with its names resolved; nothing if it is gone. */
export const declaration: Question<Declaration | undefined> = {
    name: 'declaration',
    dated: false,
    atOnce: true,
    retold: true,
    same: alike,
    answer: (ask, id) => {
        const node = ask.read(treeCell, id);
        return node && build(id, node, filesOf(ask, pathOf(id)));
    },
};

/** The facts of one kind in a declaration. */
interface Stated {
    readonly all: readonly AnyFact[];
    /** All of them are stated without a period, as most are. */
    readonly always: boolean;
}

/** What a declaration states, by kind. What is stated in one that could not be read whole is doubtful. */
const byKindOf: Question<ReadonlyMap<string, Stated>> = {
    name: 'facts by kind',
    dated: false,
    atOnce: true,
    retold: true,
    // Whoever reads the facts of a kind compares those.
    same: identical,
    answer: (ask, id) => {
        if (isBroken(ask, id)) ask.doubt();
        const found = new Map<string, { readonly all: AnyFact[]; always: boolean }>();
        for (const fact of ask.of(declaration, id)?.facts ?? []) {
            const always = isWithoutPeriod(fact);
            const same = found.get(fact.kind);
            if (!same) found.set(fact.kind, { all: [fact], always });
            else {
                same.all.push(fact);
                same.always &&= always;
            }
        }
        return found;
    },
};

/**
 * For each kind of fact, the question for those of a declaration: whoever reads the seat of a party need not look again when its
 * owners change.
 */
const factsOfKinds = new Map<string, Question<Stated>>();

function factsOf(kind: string): Question<Stated> {
    let question = factsOfKinds.get(kind);
    if (!question) {
        question = {
            name: `facts ${kind}`,
            dated: false,
            atOnce: true,
            slight: true,
            same: alike,
            answer: (ask, id) => ask.of(byKindOf, id).get(kind) ?? none,
        };
        factsOfKinds.set(kind, question);
    }
    return question;
}

const none: Stated = { all: [], always: true };

const isWithoutPeriod = (one: Lasting): boolean => one.from === undefined && one.until === undefined;

const headerOf: Question<AnyFact | undefined> = {
    name: 'header',
    dated: false,
    atOnce: true,
    slight: true,
    same: alike,
    answer: (ask, id) => ask.of(declaration, id)?.header,
};

const titleOf: Question<string> = {
    name: 'title',
    dated: false,
    atOnce: true,
    slight: true,
    same: identical,
    answer: (ask, id) => {
        const stated = ask.of(declaration, id);
        return stated?.label ?? stated?.name ?? id;
    },
};

const sourcesOf: Question<readonly Evidence[]> = {
    name: 'sources',
    dated: false,
    atOnce: true,
    slight: true,
    same: alike,
    answer: (ask, id) => ask.of(declaration, id)?.sources ?? [],
};

/** Broken: it has a problem of its own, such as text that cannot be read, a name that means nothing, a date that does not exist. */
type Condition = 'absent' | 'broken' | 'whole';

/** What rests on nothing else of a declaration need not be looked at whenever anything of it changes. */
const conditionOf: Question<Condition> = {
    name: 'condition',
    dated: false,
    atOnce: true,
    same: identical,
    answer: (ask, id) => {
        if (ask.read(treeCell, id) === undefined) return 'absent';
        return ask.read(brokenCell, id) || (ask.of(declaration, id)?.problems.length ?? 0) > 0 ? 'broken' : 'whole';
    },
};

/** Whether a declaration has a problem of its own. */
export const isBroken = (ask: Ask, id: Id): boolean => ask.of(conditionOf, id) === 'broken';

/** The facts of a kind that are in force at the date of judgement, in the order of the text. */
export function facts<K extends FactKind>(ask: Ask, id: Id, kind: K): readonly Fact<K>[] {
    const { all, always } = ask.of(factsOf(kind), id);
    return (always ? all : inForce(ask, all)) as unknown as readonly Fact<K>[];
}

/** The facts of a kind whatever their period. */
export const everStated = <K extends FactKind>(ask: Ask, id: Id, kind: K): readonly Fact<K>[] => ask.of(factsOf(kind), id).all as unknown as readonly Fact<K>[];

/** The one fact of a kind in force; the first where several are stated. */
export function fact<K extends FactKind>(ask: Ask, id: Id, kind: K): Fact<K> | undefined {
    return facts(ask, id, kind)[0];
}

interface Lasting {
    readonly from?: number | undefined;
    readonly until?: number | undefined;
    readonly at?: Place;
}

/** What is done on a day. */
export interface Dated {
    readonly on: Day;
    readonly at: Place;
}

/** Whether what is stated to be done on a day is done at the date. */
export const isDone =
    (ask: Ask) =>
    ({ on, at }: Dated): boolean =>
        ask.passed(on - 1, at, 'begins');

/** Those of some facts that are in force at the date of judgement. */
export function inForce<F extends Lasting | object>(ask: Ask, stated: readonly F[]): readonly F[] {
    if ((stated as readonly Lasting[]).every(isWithoutPeriod)) return stated;
    return stated.filter((one) => {
        const { from, until, at } = one as Lasting;
        return isWithoutPeriod(one as Lasting) || ask.within(from, until, at);
    });
}

/** The facts inside a block, such as an award or a derogation, of one kind. */
export function inside<B extends { readonly facts: readonly { readonly kind: string }[] }, K extends B['facts'][number]['kind']>(
    block: B,
    kind: K,
): readonly Extract<B['facts'][number], { readonly kind: K }>[] {
    return block.facts.filter((one) => one.kind === kind) as unknown as readonly Extract<B['facts'][number], { readonly kind: K }>[];
}

/** The first line of a declaration, as a fact: the operator of a service, the jurisdiction of a norm. */
export function header<T extends AstNode>(ask: Ask, id: Id): Omit<Partial<FactOf<T>>, 'at'> & { readonly at: Place } {
    return (ask.of(headerOf, id) ?? { kind: '', at: { id, path: '' } }) as never;
}

/** What a declaration is called: its label, else its name. */
export function title(ask: Ask, id: Id): string {
    return ask.of(titleOf, id);
}

/** Where a fact comes from: its own sources, else those of its declaration. Empty: the fact is asserted only. */
export function evidence(ask: Ask, of: { readonly at: Place; readonly sources?: readonly Evidence[] }): readonly Evidence[] {
    return of.sources && of.sources.length > 0 ? of.sources : ask.of(sourcesOf, of.at.id);
}

/** The statements that a place lies in, the outermost first; none for a name or the first line of a declaration. */
export function statementsAt(ask: Ask, { id, path }: Place): readonly AnyFact[] {
    const found: AnyFact[] = [];
    if (!path.startsWith('facts.')) return found;
    let among = ask.of(declaration, id)?.facts ?? [];
    for (;;) {
        const next = among.find(({ at }) => path.startsWith(at.path) && (path.length === at.path.length || path[at.path.length] === '.'));
        if (!next) return found;
        found.push(next);
        among = Array.isArray(next['facts']) ? (next['facts'] as readonly AnyFact[]) : [];
    }
}

/** The statement that a place belongs to; nothing for a name and for the first line of a declaration. */
export const statementAt = (ask: Ask, place: Place): Place | undefined => statementsAt(ask, place).at(-1)?.at;

/** Where what stands at a place comes from: the sources of the statement there, else those of the declaration. */
export function evidenceAt(ask: Ask, place: Place): readonly Evidence[] {
    const sources = statementsAt(ask, place).findLast((one) => one.sources && one.sources.length > 0)?.sources;
    return sources ?? ask.of(sourcesOf, place.id);
}

/** Everything that a declaration states, whatever its kind and its period. */
export function statements(ask: Ask, id: Id): readonly AnyFact[] {
    if (isBroken(ask, id)) ask.doubt();
    return ask.of(declaration, id)?.facts ?? [];
}

/**
 * Whether what stands at a place is evidenced: it, what it stands in, or its declaration names a source. What the library
 * states is so where it says who read it when, or where it can be read.
 */
export function isEvidenced(ask: Ask, place: Place): boolean {
    return (
        evidenceAt(ask, place).length > 0 ||
        (isLibraryPath(place.id) && [...everStated(ask, place.id, 'Verified'), ...everStated(ask, place.id, 'Url')].length > 0)
    );
}

/** The sources that a declaration names as a whole. */
export const evidenceOf = (ask: Ask, id: Id): readonly Evidence[] => ask.of(sourcesOf, id);

/** The last day on which somebody said that they read what a declaration states. */
export const verifiedOn = (ask: Ask, id: Id): Day | undefined =>
    everStated(ask, id, 'Verified').reduce<Day | undefined>((last, { on }) => (last === undefined || on > last ? on : last), undefined);

/** Where its text is published, as far as it says so. */
export const publishedAt = (ask: Ask, id: Id): string | undefined => everStated(ask, id, 'Url')[0]?.address;

/** The kinds of the library whose labels have a French twin. */
const saidInTheReadersLanguage: ReadonlySet<string> = new Set(['Jurisdiction', 'Term', 'Norm', 'Adequacy', 'Scheme']);

/**
 * What a declaration is called when people are spoken to. What the library declares is called in their language; companies and
 * all that a spec declares, by the name given there.
 */
export const called = (ask: Ask, id: Id): Value => ask.of(calledOf, id);

const calledOf: Question<Value> = {
    name: 'called',
    dated: false,
    slight: true,
    same: alike,
    answer: (ask, id) => {
        const name = title(ask, id);
        return isLibraryPath(id) && saidInTheReadersLanguage.has(kindOf(ask, id)) ? label(name) : name;
    },
};

/** What a declaration is: `Organisation`, `Norm` …; empty if it is gone. */
export const kindOf = (ask: Ask, id: Id): string => ask.of(headerOf, id)?.kind ?? '';

/** Every declaration of a kind that a host has read, the library included. */
export function all(ask: Ask, kind: string): readonly Id[] {
    return ask.read(kindCell, kind).items;
}

/** Whether a declaration exists and can be judged. */
export const judgeable = (ask: Ask, id: Id): boolean => ask.of(conditionOf, id) === 'whole';

/** A part of a fact's place: where its name or value stands, for a squiggle that is no longer than needed. */
export function part(of: { readonly at: Place }, path: string): Place {
    return { id: of.at.id, path: of.at.path === '' ? path : `${of.at.path}.${path}` };
}
