import { type Id, idOf, nameOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import { type Day, type Decimal, type Duration, formatDay, type Money } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { ambientCell, called, everStated, evidence, facts, header, outlineCell, publishedAt, title } from './declarations.ts';
import type { Evidence, Place } from './facts.ts';
import type { Question } from './question.ts';
import { remembered } from './remembered.ts';
import { alike, identical } from './sameness.ts';

/** The declaration of the ambient library that has a name. Rules cite norms by name; where they stand is the library's affair. */
const named: Question<Id> = {
    name: 'library name',
    dated: false,
    same: identical,
    answer: (ask, name) => {
        for (const path of ask.read(ambientCell, '')) {
            const found = ask.read(outlineCell, path)?.declares.get(name);
            if (found) return found.id;
        }
        throw new Error(`The library declares no ${name}.`);
    },
};

export const inLibrary = (ask: Ask, name: string): Id => ask.of(named, name);

// ---------------------------------------------------------------- terms

const kindsOfTerm: Question<ReadonlySet<string>> = {
    name: 'what a term is',
    dated: false,
    same: alike,
    answer: (ask, start) => {
        const found = new Set<string>();
        const seen = new Set<Id>();
        for (const todo = [start]; todo.length > 0; ) {
            const id = todo.pop() as Id;
            const name = nameOf(id);
            if (seen.has(id)) continue;
            seen.add(id);
            found.add(name);
            todo.push(...(header<ast.Term>(ask, id).is ?? []), ...sameInLibrary(ask, id));
        }
        return found;
    },
};

/** The library's own term of that name: a spec may add to what it is, and take nothing away. */
function sameInLibrary(ask: Ask, id: Id): readonly Id[] {
    const name = nameOf(id);
    const dot = name.indexOf('.');
    const declares = (path: string) =>
        ask
            .read(outlineCell, path)
            ?.terms.get(name.slice(0, dot))
            ?.has(name.slice(dot + 1)) === true;
    return ask
        .read(ambientCell, '')
        .filter(declares)
        .map((path) => idOf(path, name));
}

/** All that a term is, by itself or through `is`, each with its vocabulary: `category.special`. */
export const whatIs = (ask: Ask, term: Id): ReadonlySet<string> => ask.of(kindsOfTerm, term);

/** Whether a term is one of the library, or is one by `is`. A word of the spec's own that is none tells rules nothing. */
export const isKnownTerm = (ask: Ask, term: Id): boolean => isLibraryPath(term) || whatIs(ask, term).size > 1 || sameInLibrary(ask, term).length > 0;

/** Whether a term is another one, by itself or through `is`. The other is named with its vocabulary: `category.special`. */
export const isA = (ask: Ask, term: Id, other: `${string}.${string}`): boolean => whatIs(ask, term).has(other);

/** Whether a term is one of some others. */
export function isAnyOf(ask: Ask, term: Id, others: readonly `${string}.${string}`[]): boolean {
    const is = whatIs(ask, term);
    return others.some((other) => is.has(other));
}

// ---------------------------------------------------------------- places

const around: Question<ReadonlySet<Id>> = {
    name: 'around a place',
    dated: true,
    same: alike,
    answer: (ask, start) => {
        const found = new Set<Id>();
        for (const todo = [start]; todo.length > 0; ) {
            const id = todo.pop() as Id;
            if (found.has(id)) continue;
            found.add(id);
            todo.push(...facts(ask, id, 'Membership').map((membership) => membership.place));
        }
        return found;
    },
};

/** A place and all that it lies in at the date: Réunion, France, the EU, the EEA. */
export const regionsAround = (ask: Ask, place: Id): ReadonlySet<Id> => ask.of(around, place);

/** Whether a place is, or lies in, another at the date. */
export const liesIn = (ask: Ask, place: Id, region: Id): boolean => regionsAround(ask, place).has(region);

export const inEEA = (ask: Ask, place: Id): boolean => liesIn(ask, place, inLibrary(ask, 'EEA'));

// ---------------------------------------------------------------- norms

/** How hard a norm binds. */
export type Degree = 'law' | 'doctrine' | 'recommendation' | 'proposal';

/** A norm as it stands at the date of judgement. */
export interface Norm {
    readonly id: Id;
    readonly name: string;
    readonly title: string;
    readonly of: Id | undefined;
    readonly degree: Degree;
    readonly applies: boolean;
    /** The first day on which it applies; nothing if it always did, as far as is stated. */
    readonly from: Day | undefined;
    /** When someone last read the text. What nobody has read is known from hearsay. */
    readonly verified: Day | undefined;
    readonly url: string | undefined;
    readonly sources: readonly Evidence[];
}

const normOf: Question<Norm> = {
    name: 'norm',
    dated: true,
    same: alike,
    answer: (ask, id) => {
        const applications = everStated(ask, id, 'Applies');
        const inForce = applications.length === 0 || applications.some(({ from, until, at }) => ask.within(from, until, at));
        return {
            id,
            name: nameOf(id),
            title: title(ask, id),
            of: header<ast.Norm>(ask, id).place,
            degree: (facts(ask, id, 'Force')[0]?.degree ?? 'recommendation') as Degree,
            applies: inForce,
            from: applications.reduce<Day | undefined>((first, { from }) => (first === undefined || (from ?? first) < first ? from : first), undefined),
            verified: facts(ask, id, 'Verified')[0]?.on,
            url: publishedAt(ask, id),
            sources: evidence(ask, { at: { id, path: '' } }),
        };
    },
};

/** A norm of the library, by name. */
export const norm: (ask: Ask, name: string) => Norm = remembered('norm by name', (ask, name) => ask.of(normOf, inLibrary(ask, name)));

export const normById = (ask: Ask, id: Id): Norm => ask.of(normOf, id);

/** Why a rule on a norm has nothing to say at the date; nothing where the norm applies. */
export const whyNotYet = (ask: Ask, name: string): Message | undefined => (norm(ask, name).applies ? undefined : notBefore(ask, name));

export function notBefore(ask: Ask, name: string): Message {
    const { id, from } = norm(ask, name);
    return text('{norm} does not apply before {day}.', { norm: called(ask, id), day: formatDay(from ?? 0) });
}

/** A number of the law, and the day since which it is so. */
interface Parameter {
    readonly value: Duration | Money | Decimal;
    readonly from: Day | undefined;
}

const parametersOf = remembered('parameters of a norm', (ask, normName): ReadonlyMap<string, Parameter> => {
    const found = new Map<string, Parameter>();
    for (const { name, value, from } of facts(ask, inLibrary(ask, normName), 'Parameter'))
        if (!found.has(name)) found.set(name, { value: value as Parameter['value'], from });
    return found;
});

/** A number of the law at the date, such as `notice-at-most`; nothing where the law has none then. */
export const parameterSince = (ask: Ask, normName: string, name: string): Parameter | undefined => parametersOf(ask, normName).get(name);

/** The same; fails if the library has none then: no rule may guess one. */
export function parameter(ask: Ask, normName: string, name: string): Duration | Money | Decimal {
    const found = parameterSince(ask, normName, name);
    if (!found) throw new Error(`The norm ${normName} has no parameter ${name} at this date.`);
    return found.value;
}

/** A number of the law with the days on which it is known; nothing is known of the days between. */
export interface ParameterPeriod {
    readonly value: Duration | Money | Decimal;
    readonly from: Day | undefined;
    readonly until: Day | undefined;
    readonly at: Place;
}

/** A number of the law in all its periods: for what is measured by another day than that of the judgement. */
export const parameterPeriods = (ask: Ask, normName: string, name: string): readonly ParameterPeriod[] =>
    everStated(ask, inLibrary(ask, normName), 'Parameter')
        .filter((stated) => stated.name === name)
        .map(({ value, from, until, at }) => ({ value: value as Duration | Money | Decimal, from, until, at }));

/** Whether a norm is about parties of these kinds, whenever it comes into force. */
export const isBoundKind = (ask: Ask, normName: string, kinds: readonly Id[]): boolean => kinds.some((kind) => isAnyOf(ask, kind, boundKinds(ask, normName)));

const boundKinds = remembered('kinds bound by a norm', (ask, normName): readonly `${string}.${string}`[] =>
    facts(ask, inLibrary(ask, normName), 'Binds').flatMap((stated) => stated.kinds.map((bound) => nameOf(bound) as `${string}.${string}`)),
);
