import type { Id } from '../names/outline.ts';
import { idOf, nameOf } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import type { Day, Decimal, Duration, Money } from '../syntax/values.ts';
import { all, ambientCell, everStated, evidence, facts, header, outlineCell, title } from './declarations.ts';
import { type Ask, alike, identical, type Question } from './engine.ts';
import type { Evidence } from './facts.ts';

/** The declaration of the ambient library that has a name. Rules cite norms by name; where they stand is the library's affair. */
const named: Question<Id> = {
    name: 'library name',
    dated: false,
    same: identical,
    answer: (ask, name) => {
        for (const path of ask.read(ambientCell, '')) {
            if (ask.read(outlineCell, path)?.declares.has(name)) return idOf(path, name);
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

/** Whether a term is another one, by itself or through `is`. The other is named with its vocabulary: `category.special`. */
export const isA = (ask: Ask, term: Id, other: `${string}.${string}`): boolean => ask.of(kindsOfTerm, term).has(other);

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

/** Whether a place is, or lies in, another at the date: Réunion in France in the EU in the EEA. */
export const liesIn = (ask: Ask, place: Id, region: Id): boolean => ask.of(around, place).has(region);

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
        const inForce = applications.length === 0 || applications.some(({ from, until }) => ask.within(from, until));
        return {
            id,
            name: nameOf(id),
            title: title(ask, id),
            of: header<ast.Norm>(ask, id).place,
            degree: (facts(ask, id, 'Force')[0]?.degree ?? 'recommendation') as Degree,
            applies: inForce,
            from: applications.reduce<Day | undefined>((first, { from }) => (first === undefined || (from ?? first) < first ? from : first), undefined),
            verified: facts(ask, id, 'Verified')[0]?.on,
            url: facts(ask, id, 'Url')[0]?.address,
            sources: evidence(ask, { at: { id, path: '' } }),
        };
    },
};

/** A norm of the library, by name. */
export const norm = (ask: Ask, name: string): Norm => ask.of(normOf, inLibrary(ask, name));

export const normById = (ask: Ask, id: Id): Norm => ask.of(normOf, id);

/** A number of the law at the date, such as `notice-at-most`; fails if the library has none then: no rule may guess one. */
export function parameter(ask: Ask, normName: string, name: string): Duration | Money | Decimal {
    const found = facts(ask, inLibrary(ask, normName), 'Parameter').find((stated) => stated.name === name);
    if (!found) throw new Error(`The norm ${normName} has no parameter ${name} at this date.`);
    return found.value as Duration | Money | Decimal;
}

/** Whether a norm in force at the date binds a party of these kinds. */
export function binds(ask: Ask, normName: string, kinds: readonly Id[]): boolean {
    const { applies, id } = norm(ask, normName);
    return (
        applies &&
        facts(ask, id, 'Binds').some((stated) => stated.kinds.some((bound) => kinds.some((kind) => isA(ask, kind, nameOf(bound) as `${string}.${string}`))))
    );
}

// ---------------------------------------------------------------- adequacy

/** Whether the Commission found the protection of a whole country adequate, with no limit on whom or what it covers. */
const wholly: Question<boolean> = {
    name: 'wholly adequate',
    dated: true,
    same: identical,
    answer: (ask, place) =>
        all(ask, 'Adequacy').some(
            (id) =>
                header<ast.Adequacy>(ask, id).place === place &&
                ask.of(normOf, id).applies &&
                facts(ask, id, 'Adherents').length === 0 &&
                facts(ask, id, 'LimitedTo').length === 0,
        ),
};

export const isWhollyAdequate = (ask: Ask, place: Id): boolean => ask.of(wholly, place);
