import type { Ask } from '../../model/ask.ts';
import { clauses, start, whyNothingHosted } from '../../model/contracts.ts';
import { claimedAnonymity, isPersonal } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { statingClause } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { datasetStep } from '../../model/steps.ts';
import { coveredSince, deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply, type Outcome, unknown, unread } from '../rule.ts';
import { endSteps, hostedOn, hostedUntil, isPast, whyNotCounted } from './scope.ts';

export const retentionWithinLimit = defineRule({
    id: 'term/retention-within-limit',
    on: 'Contract',
    summary: text('Data whose time is up before the contract ends are erased under the contract.'),
    why: text(
        'Data are kept no longer than they are needed. If their time runs out while a host still holds them, only a clause on erasure makes him let go of them.',
    ),
    norms: ['gdpr-5'],
    *judge(ask, contract) {
        const over = whyNotCounted(ask, contract) ?? whyNothingHosted(ask, contract);
        if (over) return yield doesNotApply(over);
        const personal = facts(ask, contract, 'Hosts').flatMap((hosts) =>
            hosts.datasets.flatMap((dataset, i) => (isPersonal(ask, dataset) === false ? [] : [{ hosts, dataset, at: part(hosts, `datasets.${i}`) }])),
        );
        if (personal.length === 0) return yield doesNotApply(text('None of the hosted data are about persons.'));
        const stated = clauses(ask, contract);
        if (stated?.some((clause) => isA(ask, clause, 'clause.erasure'))) return;
        const outcomes = personal.flatMap((one) => [...judgeOne(ask, contract, one)]);
        // What the clauses would change is worth asking only where it would matter.
        if (stated === undefined && outcomes.length > 0) return yield unread(contract);
        yield* outcomes;
    },
});

interface Hosted {
    readonly hosts: Fact<'Hosts'>;
    readonly dataset: Id;
    readonly at: Place;
}

function* judgeOne(ask: Ask, contract: Id, { hosts, dataset, at }: Hosted): Generator<Outcome> {
    const name = called(ask, dataset);
    const retentions = facts(ask, dataset, 'Retention');
    if (retentions.length === 0) {
        return yield unknown({
            at,
            message: text('How long {dataset} is kept is not stated, and no clause asks for erasure.', { dataset: name }),
            path: [datasetStep(ask, dataset)],
            settle: [{ in: dataset, write: 'retention {duration}' }],
        });
    }
    const since = hosts.from === undefined ? 'ever' : coveredSince(hosts.from, hostedOn(ask, contract, hosts.service, [dataset]));
    const begins = since === 'ever' ? start(ask, contract) : { day: since, at: hosts.at };
    const end = hostedUntil(ask, contract, hosts.at, dataset);
    for (const retention of retentions) {
        // Counted from the end, it cannot be up before.
        if (retention.event !== undefined && isA(ask, retention.event, 'event.end-of-contract')) continue;
        const path = [datasetStep(ask, dataset), { say: text('kept for {length}', { length: sayDuration(retention.length) }), at: retention.at }];
        const due = begins && deadline(begins.day, inDays(retention.length));
        if (end.day === undefined || (begins === undefined && end.day !== 'never')) {
            yield unknown({
                at,
                message: text('Whether the time of {dataset} is up before the contract ends cannot be counted: its start or its end is not stated.', {
                    dataset: name,
                }),
                path,
                settle: [
                    ...(begins === undefined ? [{ in: contract, write: 'effective {day}' }] : []),
                    ...(end.day === undefined ? [{ in: contract, write: 'term until {day}' }] : []),
                ],
            });
        } else if (begins === undefined || (due !== undefined && isPast(end.day, due))) {
            yield breach(
                {
                    at,
                    message:
                        due === undefined || end.day === 'never'
                            ? text('{dataset} is kept for {length}, nothing ends the contract, and no clause asks for erasure.', {
                                  dataset: name,
                                  length: sayDuration(retention.length),
                              })
                            : text(
                                  '{dataset} is kept for {length}: what is there from the start is due on {day}, before {end}, and no clause asks for erasure.',
                                  {
                                      dataset: name,
                                      length: sayDuration(retention.length),
                                      day: formatDay(due),
                                      end: formatDay(end.day),
                                  },
                              ),
                    path: [...path, ...endSteps(end)],
                    cure: text('Agree on erasure when the time of the data is up, and state the clause: erasure.'),
                    fixes: [statingClause(ask, contract, 'erasure')],
                },
                claimedAnonymity(ask, dataset),
            );
        }
    }
}

/** The shortest time in whole days that a length can be. */
const inDays = (length: Duration): Duration => ({
    ...length,
    days: length.days + length.workingDays + Math.floor(length.hours / 24),
    workingDays: 0,
    hours: 0,
});
