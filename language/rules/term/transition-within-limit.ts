import type { Ask } from '../../model/ask.ts';
import { countedEnd, endOfTerm, isCounted, stage, transition } from '../../model/contracts.ts';
import { called, fact, facts, kindOf } from '../../model/declarations.ts';
import type { Settle } from '../../model/facts.ts';
import { endingTermOn } from '../../model/fixes.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';
import { whyNotCounted } from './scope.ts';

export const transitionWithinLimit = defineRule({
    id: 'term/transition-within-limit',
    on: 'Contract',
    summary: text('A transitional term ends by the limit that was set for it.'),
    why: text('A transition is accepted because it ends. A term that runs past its limit makes the exception the rule, and the undertaking behind it void.'),
    norms: ['terroir-practice'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotCounted(ask, contract);
        if (over) return yield doesNotApply(over);
        const transitional = transition(ask, contract);
        if (!transitional) return yield doesNotApply(text('The contract is not transitional.'));
        const { at, limit, length, since, under } = transitional;
        if (length === undefined) return yield doesNotApply(text('The transition has no limit to keep; term/transition-has-limit says so.'));
        if (limit === undefined) {
            return yield unknown({
                at,
                message:
                    since === undefined
                        ? text('When the transition must end cannot be counted: neither the day it runs from nor the start of the contract is stated.')
                        : text('When the transition must end cannot be counted in days: {length}.', { length: sayDuration(length) }),
                path: [],
                settle:
                    since === undefined
                        ? [{ in: contract, write: 'effective {day}' }]
                        : length.workingDays > 0 && length.hours === 0
                          ? [{ in: contract, write: 'working days by {calendar}' }]
                          : [],
            });
        }
        const end = countedEnd(ask, contract);
        const limitStep = {
            say: text('at most {length} from {since}: until {limit}', { length: sayDuration(length), since: formatDay(since as Day), limit: formatDay(limit) }),
            at,
        };
        const setBy = under ? [{ say: text('set by “{name}”', { name: called(ask, under) }), at: { id: at.id, path: `${at.path}.under` } }] : [];
        // A commitment is politics until a contract carries it; an authorisation or a norm binds.
        const binding = under !== undefined && kindOf(ask, under) !== 'Commitment' ? { under: ['contract'] } : {};
        const cure = text('End the contract by {limit}, or have whoever set the limit move it.', { limit: formatDay(limit) });
        if (typeof end.day === 'number' ? end.day > limit : end.day === 'never') {
            const message =
                end.day === 'never'
                    ? text('The transition must end by {limit}, and nothing ends this contract.', { limit: formatDay(limit) })
                    : text('The transition must end by {limit}; counted with its renewals the contract runs until {end}.', {
                          limit: formatDay(limit),
                          end: formatDay(end.day as Day),
                      });
            const runs = end.at.map((place) => ({
                say: end.day === 'never' ? text('the contract has no end') : text('the contract runs until {end}', { end: formatDay(end.day as Day) }),
                at: place,
            }));
            return yield violated({ at, message, path: [limitStep, ...setBy, ...runs.slice(-1)], ...binding, cure, fixes: endingTermOn(ask, contract, limit) });
        }
        if (ask.passed(limit, transitional.at) && stage(ask, contract) === 'alive') {
            const message = text('The transition had to end by {limit}, and the contract still lives.', { limit: formatDay(limit) });
            return yield violated({ at, message, path: [limitStep, ...setBy], ...binding, cure });
        }
        if (end.day === undefined) {
            return yield unknown({
                at,
                message: text('The transition must end by {limit}; when the contract ends is not stated.', { limit: formatDay(limit) }),
                path: [limitStep, ...setBy],
                settle: uncounted(ask, contract),
            });
        }
    },
});

/** What would tell when the contract ends: its term, or the calendar by which the working days of a renewal are counted. */
function uncounted(ask: Ask, contract: Id): readonly Settle[] {
    if (endOfTerm(ask, contract).day === undefined && fact(ask, contract, 'TermLength') === undefined) return [{ in: contract, write: 'term until {day}' }];
    const lengths = [...facts(ask, contract, 'Renewal').filter(isCounted), ...facts(ask, contract, 'TermLength')].map(({ length }) => length);
    const isCountable = lengths.every(({ hours }) => hours === 0) && lengths.some(({ workingDays }) => workingDays > 0);
    return isCountable ? [{ in: contract, write: 'working days by {calendar}' }] : [];
}
