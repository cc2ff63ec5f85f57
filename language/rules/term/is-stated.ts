import type { Ask } from '../../model/ask.ts';
import { clauses, contractsOn, countedEnd, hostings, servicesOfOthers, stage, whyNotAlive } from '../../model/contracts.ts';
import { isPersonal } from '../../model/data.ts';
import { called, fact, facts, inside, part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { clausesSteps, datasetStep, namedStep } from '../../model/steps.ts';
import { deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, formatDay } from '../../syntax/values.ts';
import { type Cited, defineRule, doesNotApply, type Outcome, unknown, unread, violated } from '../rule.ts';
import { frenchPublicBuyer } from './scope.ts';

export const isStated = defineRule({
    id: 'term/is-stated',
    on: 'Contract',
    summary: text('A contract says how long it runs, and hosts nothing once it has ended.'),
    why: text(
        'Without a term nobody knows until when the data may stay with the host. Once it is over nothing binds the host any more: not its instructions, not its secrecy, not its prices.',
    ),
    norms: ['gdpr-28-3', 'ccp-l2112-5', 'terroir-advice'],
    *judge(ask, contract) {
        if (stage(ask, contract) === 'over') return yield* afterTheEnd(ask, contract);
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        if (fact(ask, contract, 'TermLength') ?? fact(ask, contract, 'TermEnd')) return;
        const endless = fact(ask, contract, 'TermIndefinite');
        const buyer = endless && frenchPublicBuyer(ask, contract);
        if (buyer) {
            yield violated({
                at: endless.at,
                message: text('Nothing ends this contract; a public one is put out to competition again from time to time.'),
                path: [namedStep(ask, buyer, endless.at)],
                under: ['ccp-l2112-5'],
                // The article names no length, nor does it speak of contracts without any.
                cap: 'warning',
            });
        }
        if (endless) return;
        if (clauses(ask, contract) === undefined) return yield unread(contract);
        yield violated({
            at: { id: contract, path: 'name' },
            message: text('The contract does not say how long it runs.'),
            path: clausesSteps(ask, contract),
            under: demanding(ask, contract),
            fixes: ['term {duration}', 'term until {day}'].map((write) => stating({ in: contract, write })),
            cure: text('State its length, its last day, or that it has no end: term 3 years, term until DATE, term indefinite.'),
        });
    },
});

/** What demands a term of this contract: the GDPR where another party processes personal data, the code of procurement where a public body buys. */
function demanding(ask: Ask, contract: Id): readonly Cited[] {
    const processed = hostings(ask, contract).some(
        (hosting) => isPersonal(ask, hosting.dataset) === true && servicesOfOthers(ask, contract, hosting.service).length > 0,
    );
    return [...(processed ? ['gdpr-28-3'] : []), ...(frenchPublicBuyer(ask, contract) === undefined ? [] : ['ccp-l2112-5']), 'terroir-advice'];
}

/**
 * What a contract hosts after its counted end. That a fact states no period says nothing of the days behind the end: only a period that reaches
 * past it does. Where another contract has taken over, or the days to retrieve the data are not over, there is nothing to ask.
 */
function* afterTheEnd(ask: Ask, contract: Id): Generator<Outcome> {
    const { day: end, at } = countedEnd(ask, contract);
    if (typeof end !== 'number') return;
    const last = lastDayToRetrieve(ask, contract, end);
    if (!ask.passed(last, at.at(-1), 'is passed')) {
        return yield doesNotApply(text('The contract has ended, and the days to retrieve the data are not over.'));
    }
    let found = false;
    for (const stated of facts(ask, contract, 'Hosts')) {
        const { service, from, until } = stated;
        for (const [i, dataset] of stated.datasets.entries()) {
            const hosting = { dataset, service, at: stated.at };
            if (servicesOfOthers(ask, contract, hosting.service).length === 0) continue;
            if (contractsOn(ask, service).some((other) => takesOver(ask, other, contract, end, hosting))) continue;
            const names = { dataset: called(ask, dataset), service: called(ask, service), end: formatDay(end) };
            const here = part(stated, `datasets.${i}`);
            const path = [
                ...at.slice(-1).map((place) => ({ say: text('the contract ran until {end}', { end: names.end }), at: place })),
                datasetStep(ask, dataset),
                namedStep(ask, service, part(stated, 'service')),
            ];
            found = true;
            if (until !== undefined || (from !== undefined && from > end)) {
                yield violated({
                    at: here,
                    message: text('The contract ended on {end}, and {dataset} is on {service} all the same.', names),
                    path,
                    under: demanding(ask, contract),
                    cure: text(
                        'State the contract that followed, or the renewal; else have the data returned or erased, and state until when they were there.',
                    ),
                });
            } else {
                yield unknown({
                    at: here,
                    message: text('The contract ended on {end}; until when {dataset} was on {service} is not stated.', names),
                    path,
                    settle: [{ in: contract, write: 'until {day}', behind: stated.at }],
                });
            }
        }
    }
    if (!found) yield doesNotApply(text('The contract has ended before this date.'));
}

/** Whether another contract puts the same data on the same service now, or did so for longer. */
function takesOver(ask: Ask, other: Id, contract: Id, end: Day, { dataset, service }: { readonly dataset: Id; readonly service: Id }): boolean {
    if (other === contract || stage(ask, other) === 'not yet') return false;
    if (!hostings(ask, other).some((hosting) => hosting.dataset === dataset && hosting.service === service)) return false;
    const { day } = countedEnd(ask, other);
    return stage(ask, other) === 'alive' || (typeof day === 'number' && day > end);
}

/** The last day on which the customer may still take the data out. */
function lastDayToRetrieve(ask: Ask, contract: Id, end: Day): Day {
    const retrievals: readonly Fact<'Retrieval'>[] = facts(ask, contract, 'Switching').flatMap((switching) => inside(switching, 'Retrieval'));
    return Math.max(end, ...retrievals.map(({ length }) => deadline(end, length) ?? end));
}
