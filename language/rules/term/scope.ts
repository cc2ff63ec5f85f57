import type { Ask } from '../../model/ask.ts';
import { type CountedEnd, controllersOf, countedEnd, isReversed, whyNotAlive } from '../../model/contracts.ts';
import { everStated, facts, inside } from '../../model/declarations.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { inLibrary, isA, liesIn } from '../../model/library.ts';
import { hasKind, seat } from '../../model/parties.ts';
import type { Step } from '../../model/steps.ts';
import { coveredUntil } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, formatDay } from '../../syntax/values.ts';
import type { Outcome } from '../rule.ts';

/** Why rules that count with the end of a contract have nothing to say at the date. */
export const whyNotCounted = (ask: Ask, contract: Id): Message | undefined =>
    whyNotAlive(ask, contract) ??
    (isReversed(ask, contract) ? text('The term ends before the contract begins; term/ends-after-it-starts says so.') : undefined);

/** Whether an end lies past a day. */
export const isPast = (end: Day | 'never', day: Day): boolean => end === 'never' || end > day;

/**
 * Until when data stay on a service under a contract: to its counted end, or as long as the contract says that it hosts them there.
 *
 * @param hosting where the contract puts them there: the fact, or a part of it
 * @param dataset the data in question, where not all that are put there
 */
export function hostedUntil(ask: Ask, contract: Id, hosting: Place, dataset?: Id): HostedUntil {
    const end = countedEnd(ask, contract);
    const stated = facts(ask, contract, 'Hosts').find(({ at }) => hosting.path === at.path || hosting.path.startsWith(`${at.path}.`));
    if (stated?.until === undefined) return { ...end, sooner: false };
    // What is there the next day by another statement has not left.
    const further = hostedOn(ask, contract, stated.service, dataset === undefined ? stated.datasets : [dataset]);
    const until = coveredUntil(stated.until, further);
    if (until === 'never' || (typeof end.day === 'number' && end.day <= until)) return { ...end, sooner: false };
    return { day: until, at: [(further.find((one) => one.until === until) ?? stated).at], sooner: true };
}

/** The statements by which a contract ever puts some data on a service. */
export const hostedOn = (ask: Ask, contract: Id, service: Id, some: readonly Id[]): readonly Fact<'Hosts'>[] =>
    everStated(ask, contract, 'Hosts').filter((stated) => stated.service === service && stated.datasets.some((dataset) => some.includes(dataset)));

export interface HostedUntil extends CountedEnd {
    /** The data leave before the contract ends. */
    readonly sooner: boolean;
}

/** Of what is found of the same thing for data that leave it on different days, what weighs most: a breach, else anything that is to be said. */
export const weightiest = (found: readonly (readonly Outcome[])[]): readonly Outcome[] =>
    found.find((outcomes) => outcomes.some(({ verdict }) => verdict === 'violated')) ?? found.find((outcomes) => outcomes.length > 0) ?? [];

/** The end as the last step of a proof. */
export function endSteps({ day, at, sooner }: HostedUntil): readonly Step[] {
    if (day === undefined) return [];
    const say =
        day === 'never'
            ? text('the contract has no end')
            : sooner
              ? text('the data stay there until {end}', { end: formatDay(day) })
              : text('the contract runs until {end}', { end: formatDay(day) });
    return at.slice(-1).map((place) => ({ say, at: place }));
}

/** A public body seated in France that buys by a contract: its controller, or whoever awarded it. What it has done in-house it does not buy. */
export const frenchPublicBuyer = (ask: Ask, contract: Id): Id | undefined =>
    awarded(ask, contract, 'Procedure').some(({ way }) => isA(ask, way, 'procedure.in-house'))
        ? undefined
        : [...controllersOf(ask, contract), ...named(ask, contract)].find((party) => isFrenchPublic(ask, party));

/** By whose law a framework agreement ends what is ordered under it: that of whoever is named as having awarded it, else of the controllers; between companies by their word alone. */
export function lawOfFramework(ask: Ask, contract: Id): 'ccp-r2162-5' | 'directive-2014-24-33' | 'contract' {
    const holders = [named(ask, contract), controllersOf(ask, contract)].find((parties) => parties.length > 0) ?? [];
    if (holders.some((party) => isFrenchPublic(ask, party))) return 'ccp-r2162-5';
    const isFree = (party: Id) => hasKind(ask, party, 'trait.commercial') && !hasKind(ask, party, 'party-kind.contracting-entity');
    return holders.length > 0 && [...holders, ...controllersOf(ask, contract)].every(isFree) ? 'contract' : 'directive-2014-24-33';
}

const awarded = <K extends Fact<'Award'>['facts'][number]['kind']>(ask: Ask, contract: Id, kind: K) =>
    facts(ask, contract, 'Award').flatMap((award) => inside(award, kind));

const named = (ask: Ask, contract: Id): readonly Id[] => awarded(ask, contract, 'AwardBy').map(({ buyer }) => buyer);

function isFrenchPublic(ask: Ask, party: Id): boolean {
    const place = seat(ask, party)?.place;
    return hasKind(ask, party, 'trait.public-body') && place !== undefined && liesIn(ask, place, inLibrary(ask, 'FR'));
}
