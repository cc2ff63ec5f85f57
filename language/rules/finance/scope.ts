import type { Ask } from '../../model/ask.ts';
import { controllersOf, hostings, processors, servicesOfOthers, whyNotAlive } from '../../model/contracts.ts';
import { called, facts } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { whyNotYet } from '../../model/library.ts';
import { binds, mayBeBound } from '../../model/parties.ts';
import { remembered } from '../../model/remembered.ts';
import { controllerSteps, type Step } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { controllerUnknown, doesNotApply, type Outcome, unknown } from '../rule.ts';

/**
 * Judges a contract by which a financial entity has ICT services from somebody else. A provider of the same group is somebody
 * else: nothing in Articles 28 to 30 lets it off. Where it is not stated what kind of body the customer is, what would be wrong
 * is unknown.
 *
 * @param judge what follows for the controllers that the norm binds
 */
export function* aboutFinance(ask: Ask, contract: Id, normName: string, judge: (bound: readonly Id[]) => Iterable<Outcome>): Generator<Outcome> {
    const over = whyNotAlive(ask, contract) ?? whyNotYet(ask, normName);
    if (over) return yield doesNotApply(over);
    if (!isServedByOthers(ask, contract)) return yield doesNotApply(text('Nobody but the controller provides the service.'));
    const controllers = controllersOf(ask, contract);
    const bound = controllers.filter((controller) => binds(ask, normName, controller));
    if (bound.length > 0) return yield* judge(bound);
    const silent = controllers.find((controller) => mayBeBound(ask, normName, controller));
    if (silent === undefined && controllers.length > 0) return yield doesNotApply(text('No controller is a financial entity of the Union.'));
    const outcomes = [...judge(silent === undefined ? [] : [silent])];
    const isTrouble = (outcome: Outcome) => outcome.verdict === 'violated' || (outcome.verdict === 'unknown' && outcome.unread === true);
    if (!outcomes.some(isTrouble)) {
        // What else is open matters to a financial entity only; finance/contract-is-complete asks whether this is one.
        if (outcomes.some(({ verdict }) => verdict === 'unknown')) return yield doesNotApply(text('No controller is stated to be a financial entity.'));
        return yield* outcomes;
    }
    yield controllerUnknown(
        contract,
        silent,
        text('Who the controller is, is not stated, so whether DORA binds it.'),
        text('What kind of body {name} is, is not stated, so whether DORA binds it.', { name: silent === undefined ? '' : called(ask, silent) }),
    );
}

/** Whether somebody else than the controllers has a part in a contract. One that names nobody is with somebody all the same. */
const isServedByOthers = remembered('is served by others', (ask, contract): boolean => {
    const controllers = controllersOf(ask, contract);
    const hosted = hostings(ask, contract);
    const named = processors(ask, contract);
    if (named.some(({ party }) => !controllers.includes(party))) return true;
    if (hosted.length === 0) return named.length === 0;
    return hosted.some((hosting) => servicesOfOthers(ask, contract, hosting.service).length > 0);
});

/**
 * The same where the contract serves a critical or important function: some rules ask for more there, and whether it does is unknown where nothing says so.
 *
 * @param judge what follows, with the first steps of a proof, where the function is stated, and the controllers that the norm binds
 */
export function* aboutCriticalFunction(
    ask: Ask,
    contract: Id,
    normName: string,
    judge: (path: readonly Step[], at: Place, bound: readonly Id[]) => Iterable<Outcome>,
): Generator<Outcome> {
    yield* aboutFinance(ask, contract, normName, function* (bound) {
        const stated = facts(ask, contract, 'CriticalFunction');
        const critical = stated.find(({ none }) => !none) ?? stated[0];
        if (!critical) {
            return yield unknown({
                at: { id: contract, path: 'name' },
                message: text(
                    'Whether the contract serves a critical or important function is not stated: serves critical function, or serves no critical function.',
                ),
                path: [],
                settle: [{ in: contract, write: 'serves critical function' }],
            });
        }
        if (critical.none) return yield doesNotApply(text('The contract serves no critical or important function.'));
        const { at } = critical;
        yield* judge([...controllerSteps(ask, contract, bound), { say: text('a critical or important function'), at }], at, bound);
    });
}
