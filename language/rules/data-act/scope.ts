import type { Ask } from '../../model/ask.ts';
import { clauses, closedDays, controllersOf, hostings, servicesOfOthers, whyNotAlive, whyNothingHosted } from '../../model/contracts.ts';
import { called, facts, inForce, inside } from '../../model/declarations.ts';
import type { Fact, Open } from '../../model/facts.ts';
import type { Fix } from '../../model/fixes.ts';
import { inLibrary, isA, whyNotYet } from '../../model/library.ts';
import { isIn, seat } from '../../model/parties.ts';
import { remembered } from '../../model/remembered.ts';
import type { Season } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { sayDayOfYear } from '../../syntax/values.ts';
import { breach, doesNotApply, type Outcome, unread, violated } from '../rule.ts';

/** Why rules on the price of leaving have nothing to say of a contract. */
export const madeToOrder = text('The services are made to order: the Data Act does not ask them to be free to leave.');

/**
 * Judges a contract by which customers in the Union have data on services that somebody else runs and that they call up on
 * demand: the Data Act calls those data processing services, whatever the data are about. A service that does not say what it
 * does is taken for one. Where it is not stated whether a customer is in the Union, what would be wrong is unknown.
 *
 * @param judge what follows for the services of others
 * @param isAskedAnyway whether a norm beside the Data Act asks for the same
 */
export function* aboutCloud(
    ask: Ask,
    contract: Id,
    law: string,
    judge: (services: readonly Id[]) => Iterable<Outcome>,
    isAskedAnyway = false,
): Generator<Outcome> {
    const over = whyNotAlive(ask, contract) ?? (isAskedAnyway ? undefined : whyNotYet(ask, law)) ?? whyNothingHosted(ask, contract);
    if (over) return yield doesNotApply(over);
    const others = providedByOthers(ask, contract);
    if (others.length === 0) return yield doesNotApply(text('Nobody but the controller provides the service.'));
    const services = onDemand(ask, contract);
    if (services.length === 0) return yield doesNotApply(text('The services that are provided are none that a customer calls up on demand.'));
    const open = whetherInUnion(ask, contract);
    if (open === false) return yield doesNotApply(text('No customer is seated or established in the Union.'));
    const outcomes = judge(services);
    yield* open === true ? outcomes : doubted(outcomes, open);
}

const providedByOthers = remembered('services provided by others', (ask, contract): readonly Id[] => [
    ...new Set(hostings(ask, contract).flatMap(({ service }) => servicesOfOthers(ask, contract, service))),
]);

const onDemand = remembered('services on demand', (ask, contract): readonly Id[] =>
    providedByOthers(ask, contract).filter((service) => isOnDemand(ask, service)),
);

/** Room in a data centre and the work of people are bought; they are not called up. */
const isOnDemand = remembered('is on demand', (ask, service): boolean => {
    const activities = facts(ask, service, 'Provides').flatMap((stated) => stated.activities);
    return activities.length === 0 || activities.some((activity) => !isA(ask, activity, 'trait.not-on-demand'));
});

/** Whether a customer is in the Union; what would tell, where that is not stated. */
const whetherInUnion = remembered('customer in the Union', (ask, contract): boolean | Open => {
    if (isCustomerIn(ask, contract, 'EU')) return true;
    const controllers = controllersOf(ask, contract);
    const unplaced = controllers.find((controller) => seat(ask, controller) === undefined);
    if (unplaced === undefined && controllers.length > 0) return false;
    return unplaced === undefined
        ? {
              say: text('Who the customer is, and so whether it is in the Union, is not stated.'),
              settle: { in: contract, write: 'controller {organisation}' },
          }
        : {
              say: text('Whether {name} is in the Union is not stated.', { name: called(ask, unplaced) }),
              settle: { in: unplaced, write: 'seat {jurisdiction}' },
          };
});

/** Whether a controller, the customer, is in a place. */
export const isCustomerIn = (ask: Ask, contract: Id, place: string): boolean =>
    controllersOf(ask, contract).some((controller) => isIn(ask, controller, inLibrary(ask, place)));

/** What is wrong if the law applies, where it is not stated whether it does. */
function* doubted(outcomes: Iterable<Outcome>, open: Open): Generator<Outcome> {
    for (const outcome of outcomes) yield outcome.verdict === 'violated' ? breach(outcome, open) : outcome;
}

/** The facts of a kind in what a contract states on switching, in one block or several. */
export const onSwitching = <K extends Fact<'Switching'>['facts'][number]['kind']>(ask: Ask, contract: Id, kind: K) =>
    facts(ask, contract, 'Switching').flatMap((block) => inForce(ask, inside(block, kind)));

/**
 * Judges what a contract says on one point of switching. A contract that has been read and states something on switching, but
 * not this, lacks it; one that states nothing at all is for data-act/exit-is-planned.
 */
export function* judgeTerm<F>(
    ask: Ask,
    contract: Id,
    stated: readonly F[],
    lacking: { readonly message: Message; readonly cure: Message; readonly fixes: readonly Fix[] },
    judge: (term: F) => Iterable<Outcome>,
): Generator<Outcome> {
    for (const term of stated) yield* judge(term);
    if (stated.length > 0) return;
    if (clauses(ask, contract) === undefined) return yield unread(contract);
    if (facts(ask, contract, 'Switching').length === 0) {
        return yield doesNotApply(text('The contract states nothing on switching; data-act/exit-is-planned says so.'));
    }
    yield violated({ at: { id: contract, path: 'name' }, ...lacking, path: [], under: ['data-act-25'] });
}

/** The days closed by the contract’s calendar, or none: with a calendar, what is counted in working days can only end later. */
export const closedOrNone = (ask: Ask, contract: Id): ReadonlySet<number> => closedDays(ask, contract) ?? new Set();

/** `from 31 December to 28 February`, one behind the other. */
export const saySeasons = (seasons: readonly Season[]): readonly Message[] =>
    seasons.map(({ from, to }) =>
        from.month === to.month && from.day === to.day
            ? text('on {day}', { day: sayDayOfYear(from) })
            : text('from {from} to {to}', { from: sayDayOfYear(from), to: sayDayOfYear(to) }),
    );
