import type { Ask } from '../../model/ask.ts';
import { operator } from '../../model/contracts.ts';
import type { Place } from '../../model/facts.ts';
import { isHeldToSecNumCloud } from '../../model/immunity.ts';
import { inLibrary, liesIn, whyNotYet } from '../../model/library.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { doesNotApply, type Outcome } from '../rule.ts';

/** Judges a service by a requirement of SecNumCloud: one that states the certificate, or that hosts for a contract which demands it. */
export function* aboutQualified(ask: Ask, service: Id, requirement: string, judge: (party: Id, at: Place) => Iterable<Outcome>): Generator<Outcome> {
    const early = whyNotYet(ask, requirement);
    if (early) return yield doesNotApply(early);
    if (!isHeldToSecNumCloud(ask, service)) {
        return yield doesNotApply(text('The service states no SecNumCloud certificate, and hosts for no contract that demands it.'));
    }
    const party = operator(ask, service);
    if (party !== undefined) yield* judge(party, { id: service, path: 'operator' });
}

/** Whether a place is in the European Union: the European Economic Area is not enough, nor is adequacy. */
export const inUnion =
    (ask: Ask) =>
    (place: Id): boolean =>
        liesIn(ask, place, inLibrary(ask, 'EU'));
