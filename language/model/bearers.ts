import { type Id, nameOf } from '../names/outline.ts';
import type { Ask } from './ask.ts';
import { all, everStated, kindOf, part } from './declarations.ts';
import type { Place } from './facts.ts';
import { mentionsOf } from './mentions.ts';

/**
 * What bears a declaration out: the facts by which a promise is kept, a permission used, data hosted, a norm relied on. Which
 * those are depends on what it is; whatever their period, since whoever asks wants to see them all.
 */
export function bearersOf(ask: Ask, id: Id): readonly Place[] {
    const kind = kindOf(ask, id);
    const counts = borneBy[kind] ?? [];
    const named = mentionsOf(ask, id)
        .filter(({ as }) => counts === 'any mention' || counts.includes(as))
        .map(({ at }) => at);
    const found = new Map([...named, ...(besides[kind]?.(ask, id) ?? [])].map((place) => [`${place.id} ${place.path}`, place]));
    return [...found.values()];
}

/** The mentions that bear a declaration out, by its kind. */
const borneBy: Readonly<Record<string, readonly string[] | 'any mention'>> = {
    // Narrower terms; and what a transfer rests on.
    Term: ['Term.is', 'Basis.tool', 'Fallback.tool'],
    Jurisdiction: ['Membership.place', 'TerritoryOf.place'],
    Norm: 'any mention',
    Scheme: ['Certified.scheme', 'Seeks.scheme'],
    Adequacy: ['Basis.tool', 'Fallback.tool', 'Adheres.adequacy'],
    Calendar: ['WorkingDays.calendar'],
    // What it runs, and what it works on for others.
    Organisation: ['Service.operator', 'Processor.parties', 'Subcontractor.party'],
    Service: ['Hosts.service', 'RunsOn.service', 'Transitional.toward', 'Toward.destination'],
    Dataset: ['Hosts.datasets'],
    Commitment: ['Transitional.under'],
    Authorisation: ['AuthorisedBy.authorisation', 'Transitional.under'],
    Contract: ['Transitional.toward', 'Toward.destination'],
};

/** What bears a declaration out without naming it. */
const besides: Readonly<Record<string, (ask: Ask, id: Id) => readonly Place[]>> = {
    /** Wherever terms are added to it. */
    Vocabulary: (ask, id) =>
        all(ask, 'Vocabulary')
            .filter((other) => other !== id && nameOf(other) === nameOf(id))
            .map(named),
    /** The services on which it is carried out. */
    Contract: (ask, id) => everStated(ask, id, 'Hosts').map(({ service }) => named(service)),
    /** The services that hold it. */
    Dataset: (ask, id) =>
        mentionsOf(ask, id)
            .filter(({ as }) => as === 'Hosts.datasets')
            .flatMap(({ at }) => everStated(ask, at.id, 'Hosts').filter((stated) => stated.at.path === at.path))
            .map(({ service }) => named(service)),
    /** What was promised was done, and the data go where the transition leads. */
    Commitment: (ask, id) => [
        ...everStated(ask, id, 'Fulfilled').map(({ at }) => at),
        ...mentionsOf(ask, id)
            .filter(({ as }) => as === 'Transitional.under')
            .flatMap(({ at }) => everStated(ask, at.id, 'Transitional').filter((stated) => stated.at.path === at.path))
            .flatMap((stated) => (stated.toward === undefined ? [] : [part(stated, 'toward')])),
    ],
};

const named = (id: Id): Place => ({ id, path: 'name' });
