import type { Ask } from '../../model/ask.ts';
import { commitmentDeadline, hasBegun, hostings, processors, stage } from '../../model/contracts.ts';
import { called, everStated, fact, facts, header, isDone, judgeable, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { controllers } from '../../model/ownership.ts';
import { providers } from '../../model/providers.ts';
import type { Index } from '../../model/question.ts';
import type { Id } from '../../names/outline.ts';
import type * as ast from '../../syntax/generated/ast.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';

export const commitmentIsKept = defineRule({
    id: 'term/commitment-is-kept',
    on: 'Commitment',
    summary: text('What was promised by a day is done by that day.'),
    why: text('A promise to an authority buys time. Past its day it buys nothing, and the contract that rests on what was to be left has lost its excuse.'),
    norms: ['terroir-practice'],
    severity: 'warning',
    *judge(ask, commitment) {
        const leaving = facts(ask, commitment, 'Leave');
        const due = commitmentDeadline(ask, commitment);
        const fulfilled = fact(ask, commitment, 'Fulfilled');
        const made = fact(ask, commitment, 'Made');
        if (made && !isDone(ask)(made)) return yield doesNotApply(text('The commitment is not made yet at this date.'));
        if (!due) {
            return yield unknown({
                at: { id: commitment, path: 'name' },
                message: text('By when this must be done is not stated.'),
                path: [],
                settle: [{ in: commitment, write: made ? 'within {duration}' : 'made {day}' }],
            });
        }
        if (!ask.passed(due.day, due.at.at(-1)) || (fulfilled && isDone(ask)(fulfilled))) return;
        if (leaving.length === 0 && fulfilled) {
            return yield violated({
                at: fulfilled.at,
                message: text('This was to be done by {day}, and is done only on {late}.', { day: formatDay(due.day), late: formatDay(fulfilled.on) }),
                path: due.at.map((place) => ({ say: text('to be done by {day}', { day: formatDay(due.day) }), at: place })).slice(-1),
                cure: text('Do it sooner, or have the authority grant more time, and put the new commitment in place of this one.'),
            });
        }
        if (leaving.length === 0) {
            return yield unknown({
                at: { id: commitment, path: 'name' },
                message: text('The day to keep this commitment, {day}, is past; whether it was kept is not stated.', { day: formatDay(due.day) }),
                path: due.at.map((place) => ({ say: text('to be done by {day}', { day: formatDay(due.day) }), at: place })).slice(-1),
                settle: [{ in: commitment, write: 'fulfilled {day}' }],
            });
        }
        for (const { party, at } of leaving) {
            for (const resting of restingContracts(ask, commitment, party))
                yield violated({
                    at: part({ at }, 'party'),
                    message: text('{promisor} promised to leave {party} by {day}; {contract} still uses its services.', {
                        promisor: called(ask, header<ast.Commitment>(ask, commitment).promisor ?? ''),
                        party: called(ask, party),
                        day: formatDay(due.day),
                        contract: called(ask, resting.contract),
                    }),
                    path: [
                        ...due.at.slice(-1).map((place) => ({ say: text('to be done by {day}', { day: formatDay(due.day) }), at: place })),
                        { say: text('{name}', { name: called(ask, resting.contract) }), at: resting.at },
                    ],
                    fixes: fulfilled ? [] : [stating({ in: commitment, write: 'fulfilled {day}' })],
                    cure: text(
                        'Leave the host, then write the day: fulfilled DATE. Or have the authority grant more time, and put the new commitment in place of this one.',
                    ),
                });
        }
    },
});

/**
 * The contracts that the commitment is about and that rest on a party: as their processor, as the operator of what they
 * host on, or as a subcontractor there who reads what is stored. A counted end changes nothing here: nobody has left the host just because the paper has run out.
 */
function restingContracts(ask: Ask, commitment: Id, party: Id): { contract: Id; at: Place }[] {
    const promisor = header<ast.Commitment>(ask, commitment).promisor ?? '';
    const some = new Set([commitment, promisor, anybodys].flatMap((key) => ask.under(contractsAbout, key)));
    return [...some].sort().flatMap((contract) => {
        if (!isAbout(ask, commitment, contract)) return [];
        const at = restsOn(ask, contract, party);
        return at && hasBegun(ask, contract) ? [{ contract, at }] : [];
    });
}

/** Contracts that name no controller, or not at every date, or cannot be read whole. */
const anybodys = '';

/** Contracts by the commitments and by the parties that they may be about. */
export const contractsAbout: Index = {
    name: 'contracts about',
    kinds: ['Contract'],
    keys: (ask, contract) => {
        const controllers = everStated(ask, contract, 'Controller');
        const isSomebodys = judgeable(ask, contract) && controllers.some(({ from, until }) => from === undefined && until === undefined);
        return [
            ...(isSomebodys ? [] : [anybodys]),
            ...everStated(ask, contract, 'Transitional').flatMap(({ under }) => under ?? []),
            ...[...controllers, ...everStated(ask, contract, 'Beneficiary'), ...everStated(ask, contract, 'Processor')].flatMap(({ parties }) => parties),
        ];
    },
};

/** A contract that names the commitment, or one of whoever promised. One that names no controller cannot be told apart. */
function isAbout(ask: Ask, commitment: Id, contract: Id): boolean {
    if (facts(ask, contract, 'Transitional').some(({ under }) => under === commitment)) return true;
    const promisor = header<ast.Commitment>(ask, commitment).promisor ?? '';
    if (facts(ask, contract, 'Controller').length === 0) return true;
    const parties = [...facts(ask, contract, 'Controller'), ...facts(ask, contract, 'Beneficiary'), ...facts(ask, contract, 'Processor')];
    return parties.some((stated) => stated.parties.includes(promisor));
}

function restsOn(ask: Ask, contract: Id, party: Id): Place | undefined {
    // Who leaves a parent leaves what it controls; and who leaves a host, whoever took its place.
    const isIt = (one: Id) => standsFor(ask, one, party) || controllers(ask, one).has(party);
    const hosted = hostings(ask, contract);
    // Who has taken the data out has left, once the contract is over, too.
    const isLeft = hosted.length === 0 && everStated(ask, contract, 'Hosts').length > 0 && stage(ask, contract) === 'over';
    const processor = isLeft ? undefined : processors(ask, contract).find((one) => isIt(one.party));
    if (processor) return processor.at;
    return providers(ask, contract).find((one) => isIt(one.party))?.at;
}

/** Whether a party is another one, or has taken its place, be it through others. */
function standsFor(ask: Ask, one: Id, party: Id): boolean {
    const before = new Set([one]);
    for (const each of before)
        for (const { predecessor, on, at } of facts(ask, each, 'Succeeds')) if (on === undefined || isDone(ask)({ on, at })) before.add(predecessor);
    return before.has(party);
}
