import type { Id } from '../names/outline.ts';
import type { Decimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { fraction, plus, zero } from './decimal.ts';
import { fact, facts } from './declarations.ts';
import type { Place } from './facts.ts';
import { inLibrary, isA, isBoundKind, isKnownTerm, liesIn, norm } from './library.ts';
import type { Question } from './question.ts';
import { remembered } from './remembered.ts';
import { alike } from './sameness.ts';

/** A place that a party is under, with the fact that says so. */
export interface Footing {
    readonly place: Id;
    readonly at: Place;
}

/** Where a party has its seat and, where that differs, its central administration. Empty: neither is stated. */
export const footings = remembered('footings', (ask, party): readonly Footing[] =>
    [...facts(ask, party, 'Seat'), ...facts(ask, party, 'Managed')].map(({ place, at }) => ({ place, at })),
);

export const seat = (ask: Ask, party: Id): Footing | undefined => fact(ask, party, 'Seat');

/** Of what kinds a party is. A word of the spec's own that is no kind of the library leaves open what the party is, as silence does. */
export const kinds = remembered('kinds of a party', (ask, party): readonly Id[] =>
    facts(ask, party, 'Kind').flatMap((stated) => stated.kinds.filter((kind) => isKnownTerm(ask, kind))),
);

export const hasKind = (ask: Ask, party: Id, kind: `${string}.${string}`): boolean => kinds(ask, party).some((one) => isA(ask, one, kind));

/** Whether a party has its seat, its administration or an establishment in a place. */
export const isIn = (ask: Ask, party: Id, region: Id): boolean =>
    [...footings(ask, party).map(({ place }) => place), ...facts(ask, party, 'Established').flatMap(({ places }) => places)].some((place) =>
        liesIn(ask, place, region),
    );

/** Whether a party may be under a norm by where it is: the law of one State is not about the bodies of another. Whose seat is not stated may be. */
export function mayBeUnder(ask: Ask, normName: string, party: Id): boolean {
    const { of } = norm(ask, normName);
    // What the Union makes law, the European Economic Area may have taken over.
    return of === undefined || seat(ask, party) === undefined || isIn(ask, party, of === inLibrary(ask, 'EU') ? inLibrary(ask, 'EEA') : of);
}

/** Whether a norm may be about a party for all that is stated: it is of no stated kind, and not elsewhere. */
export const mayBeBound = (ask: Ask, normName: string, party: Id): boolean => kinds(ask, party).length === 0 && mayBeUnder(ask, normName, party);

/** Whether a norm is about a party, by its kinds and by where it is, whenever it comes into force. */
export const isBoundBy = (ask: Ask, normName: string, party: Id): boolean => isBoundKind(ask, normName, kinds(ask, party)) && mayBeUnder(ask, normName, party);

/** Whether a norm in force at the date binds a party. */
export const binds = (ask: Ask, normName: string, party: Id): boolean => norm(ask, normName).applies && isBoundBy(ask, normName, party);

/** Persons, States and bodies that nobody owns: chains of ownership end with them. Which kinds those are, the library says. */
export const isOwnerless = (ask: Ask, party: Id): boolean => hasKind(ask, party, 'trait.ownerless');

const forms = ['trait.commercial', 'trait.public-body', 'trait.ownerless'] as const;

/** Whether the kinds of a party say what it does, such as care, and leave open whether as a business, a public body or neither. */
export const isOfNoForm = (ask: Ask, party: Id): boolean => !forms.some((form) => hasKind(ask, party, form));

export const isNaturalPerson = (ask: Ask, party: Id): boolean => hasKind(ask, party, 'party-kind.natural-person');

/** A State or a part of it: what it owns is no group of companies. */
export const isState = (ask: Ask, party: Id): boolean => hasKind(ask, party, 'trait.central-government');

/** One holder of a party. Shares are fractions of the whole. */
export interface Holding {
    readonly owner: Id;
    readonly capital: Decimal;
    readonly votes: Decimal;
    readonly veto: boolean;
    readonly at: Place;
}

/** Who stands right above a party at the date. */
export interface Owners {
    readonly holdings: readonly Holding[];
    /** Those who control it by statement or by the right to appoint the majority, whatever their share. */
    readonly controlling: readonly { readonly owner: Id; readonly at: Place; readonly appoints: boolean }[];
    /** All of these, each once. */
    readonly above: readonly Id[];
    /** In free float: nobody's to control with, and nobody knows whose. */
    readonly float: Decimal;
    readonly unknown: boolean;
    /** Nothing at all is stated about its owners, though it is of a kind that has some. */
    readonly unstated: boolean;
}

const ownersOf: Question<Owners> = {
    name: 'owners',
    dated: true,
    same: alike,
    answer: (ask, party) => {
        const owned = facts(ask, party, 'Owned');
        const holdings = owned.map(({ owner, share, votes, veto, at }) => ({
            owner,
            capital: fraction(share),
            votes: fraction(votes ?? share),
            veto: veto === true,
            at,
        }));
        const controlling = [
            ...facts(ask, party, 'Controlled').map(({ owner, at }) => ({ owner, at, appoints: false })),
            ...facts(ask, party, 'Appointed').map(({ owner, at }) => ({ owner, at, appoints: true })),
            ...owned.filter(({ appoints }) => appoints).map(({ owner, at }) => ({ owner, at, appoints: true })),
        ];
        const float = facts(ask, party, 'Float').reduce((sum, { share }) => plus(sum, fraction(share)), zero);
        const unknown = facts(ask, party, 'OwnersUnknown').length > 0;
        const unstated = !unknown && holdings.length === 0 && controlling.length === 0 && float.digits === 0n && !isOwnerless(ask, party);
        const above = [...new Set([...holdings, ...controlling].map(({ owner }) => owner))];
        return { holdings, controlling, above, float, unknown, unstated };
    },
};

export const owners = (ask: Ask, party: Id): Owners => ask.of(ownersOf, party);

/** The owners and controllers right above a party, looked at before their turn and not recorded. */
export const ownersAhead = (ask: Ask, party: Id): readonly Id[] => ask.ahead(ownersOf, party)?.above ?? [];
