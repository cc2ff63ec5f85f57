import { clauses } from '../../model/contracts.ts';
import { facts, part } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { isA, parameter } from '../../model/library.ts';
import { text } from '../../syntax/message.ts';
import { type Duration, sayDuration } from '../../syntax/values.ts';
import { defineRule, unread, violated } from '../rule.ts';
import { aboutControllers, nobodyProcesses, processing } from './scope.ts';

export const breachNoticeIsPrompt = defineRule({
    id: 'gdpr/breach-notice-is-prompt',
    on: 'Contract',
    summary: text('A processor tells of a breach while the controller still has time to notify it.'),
    why: text(
        'The controller’s own time to tell the authority is short. A processor who may take as long as the law gives the controller can use it all up before anybody knows.',
    ),
    norms: ['gdpr-33-2', 'gdpr-33'],
    *judge(ask, contract) {
        yield* aboutControllers(ask, contract, function* (hosted) {
            if (processing(ask, contract, hosted).length === 0) return yield nobodyProcesses;
            const limit = parameter(ask, 'gdpr-33', 'notice-at-most') as Duration;
            const cure = text('Agree on notice well within {limit}, counted in hours from when the processor knows.', { limit: sayDuration(limit) });
            const promised = facts(ask, contract, 'BreachNotice');
            for (const { length, at } of promised) {
                const names = { length: sayDuration(length), limit: sayDuration(limit) };
                const isLong = hours(length) >= hours(limit);
                if (!isLong && hours(length) + weekend(length) < hours(limit)) continue;
                yield violated({
                    at: part({ at }, 'length'),
                    message: isLong
                        ? text('The processor may take {length} to tell of a breach; the controller has {limit} to notify it.', names)
                        : text('Over a weekend {length} can last {limit} or more, all that the controller has to notify a breach.', names),
                    path: [{ say: text('notice of a breach within {length}', { length: names.length }), at }],
                    under: ['gdpr-33-2'],
                    cap: 'warning',
                    cure,
                    fixes: [{ title: text('Write a shorter time'), changes: [{ replace: part({ at }, 'length'), with: '{duration}' }] }],
                });
            }
            if (promised.length > 0) return;
            const stated = clauses(ask, contract);
            if (stated === undefined) return yield unread(contract);
            // The standard clauses say "without undue delay", as the law does.
            if (stated.some((clause) => isA(ask, clause, 'trait.processor-contract'))) return;
            yield violated({
                at: { id: contract, path: 'name' },
                message: text('The contract sets no time for the processor to tell of a breach; the controller has {limit} to notify it.', {
                    limit: sayDuration(limit),
                }),
                path: [],
                under: ['gdpr-33-2'],
                cap: 'information',
                cure,
                fixes: [stating({ in: contract, write: 'breach notice {duration}' })],
            });
        });
    },
});

/** The fewest hours that a length of time can be. */
const hours = ({ years, months, days, workingDays, hours }: Duration): number => hours + 24 * (days + workingDays + 28 * months + 365 * years);

/** What a weekend can add. */
const weekend = ({ workingDays }: Duration): number => (workingDays > 0 ? 48 : 0);
