import type { Id } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { text } from '../syntax/message.ts';
import { formatDay } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { authorisationEnd, hostings } from './contracts.ts';
import { called, type Dated, everStated, fact, facts, header, isDone } from './declarations.ts';
import type { Fact } from './facts.ts';
import { inLibrary } from './library.ts';
import { hasKind, kinds } from './parties.ts';
import { remembered } from './remembered.ts';
import type { Step } from './steps.ts';
import { holdsOn } from './time.ts';

/**
 * What keeps an authorisation from allowing something with a dataset at the date, as a step of a proof; nothing where it allows it.
 *
 * @param under the norm that demands the authorisation, which also says who gives it
 * @param isInTime whether what is done on a day is done soon enough
 */
export function whyNotAuthorised(ask: Ask, authorisation: Id, dataset: Id, under: string, isInTime: (stated: Dated) => boolean): Step | undefined {
    const name = called(ask, authorisation);
    const norms = facts(ask, authorisation, 'Under');
    const other = norms.find(({ norm }) => norm !== inLibrary(ask, under));
    if (other && norms.every(({ norm }) => norm !== inLibrary(ask, under))) {
        return { say: text('{name} is given under {norm}', { name, norm: called(ask, other.norm) }), at: other.at };
    }
    const { authority } = header<ast.Authorisation>(ask, authorisation);
    // Where the text is named that says who gives it, the wider word for him is enough.
    const giver = norms.length > 0 ? 'party-kind.authority' : 'party-kind.supervisory-authority';
    if (authority !== undefined && kinds(ask, authority).length > 0 && !hasKind(ask, authority, giver)) {
        return {
            say: text('{name} is given by {authority}, no supervisory authority', { name, authority: called(ask, authority) }),
            at: { id: authorisation, path: 'authority' },
        };
    }
    const [first] = facts(ask, authorisation, 'Covers');
    if (first && !covers(ask, authorisation, dataset)) {
        return { say: text('{name} does not cover {dataset}', { name, dataset: called(ask, dataset) }), at: first.at };
    }
    const given = fact(ask, authorisation, 'Given');
    if (given && !isInTime(given)) return { say: text('{name} is given only on {day}', { name, day: formatDay(given.on) }), at: given.at };
    const annulled = annulment(ask, authorisation);
    if (annulled) return { say: text('{name} was annulled by {court}', { name, court: called(ask, annulled.court) }), at: annulled.at };
    const end = authorisationEnd(ask, authorisation);
    const place = end?.at.at(-1);
    if (end && place && ask.passed(end.day, place, 'ends')) return { say: text('{name} lapsed on {day}', { name, day: formatDay(end.day) }), at: place };
    return undefined;
}

/** Whether an authorisation is for a dataset. One that names no data is taken at its word: it is for what the contract hosts. */
export function covers(ask: Ask, authorisation: Id, dataset: Id): boolean {
    const datasets = named(ask, authorisation);
    return datasets.length === 0 || datasets.includes(dataset);
}

const named = (ask: Ask, authorisation: Id): readonly Id[] => facts(ask, authorisation, 'Covers').flatMap(({ datasets }) => datasets);

/** The challenge that an authorisation did not survive. */
export const annulment = (ask: Ask, authorisation: Id): Fact<'Challenged'> | undefined =>
    everStated(ask, authorisation, 'Challenged').find(
        ({ outcome, until, at }) => outcome === 'upheld' && (until === undefined || ask.passed(until, at, 'ends')),
    );

/** The authorisations that a contract rests on at the date, without those that others have taken over, together where need be, for the data that it hosts. */
export const authorisationsOf = remembered('authorisations of a contract', (ask, contract): readonly Fact<'AuthorisedBy'>[] =>
    untaken(ask, contract, facts(ask, contract, 'AuthorisedBy')),
);

/** The same, looking ahead: with those that it is stated to rest on only later, but no later than the day after one of the others lapses. */
export function authorisationsAhead(ask: Ask, contract: Id): readonly Fact<'AuthorisedBy'>[] {
    const stated = facts(ask, contract, 'AuthorisedBy');
    const ends = stated.flatMap(({ authorisation }) => authorisationEnd(ask, authorisation)?.day ?? []);
    const coming = everStated(ask, contract, 'AuthorisedBy').filter(
        (one) => ends.some((day) => holdsOn(one, day + 1)) && !ask.passed((one.from ?? 0) - 1, one.at, 'begins'),
    );
    return untaken(ask, contract, stated, coming);
}

/** Those of some statements that no other of them takes over: one that is in force, or one to come on the day after the other lapses. */
const untaken = (
    ask: Ask,
    contract: Id,
    stated: readonly Fact<'AuthorisedBy'>[],
    coming: readonly Fact<'AuthorisedBy'>[] = [],
): readonly Fact<'AuthorisedBy'>[] =>
    [...stated, ...coming].filter(({ authorisation: before }) => {
        const lapses = authorisationEnd(ask, before)?.day;
        const there = [...stated, ...coming.filter((one) => lapses !== undefined && holdsOn(one, lapses + 1))];
        const next = there.map(({ authorisation }) => authorisation).filter((one) => outlasts(ask, one, before));
        const hosted = hostings(ask, contract).flatMap(({ dataset }) => (covers(ask, before, dataset) ? [dataset] : []));
        const needed = hosted.length > 0 ? hosted : named(ask, before);
        const isTakenOver =
            needed.length > 0 ? needed.every((dataset) => next.some((one) => covers(ask, one, dataset))) : next.some((one) => named(ask, one).length === 0);
        return !isTakenOver;
    });

/** Whether another authorisation of a contract came before one that is not given yet, for all of the data that this one is for. */
export function follows(ask: Ask, contract: Id, coming: Id): boolean {
    const before = facts(ask, contract, 'AuthorisedBy').filter(({ authorisation }) => isGiven(ask, authorisation));
    const hosted = hostings(ask, contract).flatMap(({ dataset }) => (covers(ask, coming, dataset) ? [dataset] : []));
    const needed = hosted.length > 0 ? hosted : named(ask, coming);
    return needed.length > 0
        ? needed.every((dataset) => before.some(({ authorisation }) => covers(ask, authorisation, dataset)))
        : before.some(({ authorisation }) => named(ask, authorisation).length === 0);
}

/** Whether an authorisation is given at the date, be it lapsed or not. One that states no day is taken at its word. */
function isGiven(ask: Ask, authorisation: Id): boolean {
    const given = fact(ask, authorisation, 'Given');
    return given === undefined || isDone(ask)(given);
}

/** Whether an authorisation, already given, lasts longer than another one. */
function outlasts(ask: Ask, next: Id, before: Id): boolean {
    if (next === before || !fact(ask, next, 'Given') || !isGiven(ask, next) || annulment(ask, next)) return false;
    const [ends, ended] = [authorisationEnd(ask, next), authorisationEnd(ask, before)];
    return ended !== undefined && (fact(ask, next, 'Lasts') === undefined || (ends !== undefined && ends.day > ended.day));
}
