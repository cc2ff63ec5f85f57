import type { Id } from '../names/outline.ts';
import { declarationKinds } from '../names/vocabularies.ts';
import type { Ask } from './ask.ts';
import { declaration, kindOf, part } from './declarations.ts';
import type { AnyFact, Place } from './facts.ts';
import type { Index, Question } from './question.ts';
import { namesIn } from './references.ts';
import { alike } from './sameness.ts';

/** A declaration named by another one: where, and as what. */
export interface Mention {
    /** The kind of fact and the part of it, `Transitional.under`; for the first line of a declaration the kind of that: `Service.operator`. */
    readonly as: string;
    /** The statement that names it, or the name of the declaration whose first line does. */
    readonly at: Place;
    /** The name itself. */
    readonly name: Place;
}

const kinds = [...declarationKinds, 'Term'];

const mentionsIn: Question<ReadonlyMap<Id, readonly Mention[]>> = {
    name: 'what a declaration names',
    dated: false,
    same: alike,
    answer: (ask, id) => {
        const stated = ask.of(declaration, id);
        const found = new Map<Id, Mention[]>();
        if (!stated) return found;
        const note = (value: unknown, as: string, at: Place, name: Place) => {
            if (typeof value === 'string' && stated.names.has(value)) found.set(value, [...(found.get(value) ?? []), { as, at, name }]);
        };
        const look = (one: AnyFact, at: Place) => {
            for (const [property, value] of Object.entries(one)) {
                const here = part(one, property);
                const items = Array.isArray(value)
                    ? value.map((item, i): [unknown, Place] => [item, { ...here, path: `${here.path}.${i}` }])
                    : [[value, here] as const];
                for (const [item, name] of items) {
                    // What stands in a block is a statement of its own; the places of staff are parts of theirs.
                    if (isFact(item)) look(item, property === 'facts' ? item.at : at);
                    else note(item, `${one.kind}.${property}`, at, name);
                }
            }
        };
        look(stated.header, { id, path: 'name' });
        for (const one of stated.facts) look(one, one.at);
        return found;
    },
};

const isFact = (value: unknown): value is AnyFact => typeof value === 'object' && value !== null && 'kind' in value && 'at' in value;

/** Declarations by what they name. */
const mentioning: Index = { name: 'who mentions it', kinds, keys: namesIn };

/** Every place where a declaration is named by another one, or by itself. */
export const mentionsOf = (ask: Ask, id: Id): readonly Mention[] =>
    inOrderOfKinds(ask, ask.under(mentioning, id)).flatMap((other) => ask.of(mentionsIn, other).get(id) ?? []);

function inOrderOfKinds(ask: Ask, ids: readonly Id[]): readonly Id[] {
    const rank = new Map(ids.map((id) => [id, kinds.indexOf(kindOf(ask, id))]));
    return [...ids].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

/** Everything that a declaration names, with where it does. */
export const mentionsFrom = (ask: Ask, id: Id): ReadonlyMap<Id, readonly Mention[]> => ask.of(mentionsIn, id);
