import type { Ask } from '../../model/ask.ts';
import { clauses, closedDays, endOfTerm, isCounted, nextTacitRound } from '../../model/contracts.ts';
import { facts, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { parameter } from '../../model/library.ts';
import { latestNotice } from '../../model/time.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unknown, unread, violated } from '../rule.ts';
import { whyNotCounted } from './scope.ts';

export const noticeIsStillPossible = defineRule({
    id: 'term/notice-is-still-possible',
    on: 'Contract',
    summary: text('A tacit renewal can still be prevented, and the day to do so is not close.'),
    why: text(
        'A contract that renews itself does so unless somebody says no in time. The day is easily missed, and the price is a whole term more with a host one wanted to leave.',
    ),
    norms: ['terroir-practice'],
    *judge(ask, contract) {
        const over = whyNotCounted(ask, contract);
        if (over) return yield doesNotApply(over);
        const counted = facts(ask, contract, 'Renewal').filter(isCounted);
        const tacit = counted.find((renewal) => renewal.tacit);
        if (!tacit) return yield doesNotApply(text('No renewal is tacit.'));
        const { day: term } = endOfTerm(ask, contract);
        if (term === 'never') return yield doesNotApply(text('The contract has no end that a renewal could move.'));
        if (term === undefined) {
            return yield unknown({
                at: part(tacit, 'length'),
                message: text('Until when the contract runs before its renewals is not stated.'),
                path: [],
                settle: [{ in: contract, write: 'term until {day}' }],
            });
        }
        const next = nextTacitRound(ask, contract);
        if (!next) return yield doesNotApply(text('No tacit renewal lies ahead.'));
        const { renewal, begins, lastNotice } = next;
        const { notice } = renewal;
        if (notice === undefined && clauses(ask, contract) === undefined) return yield unread(contract);
        if (notice !== undefined && notice.workingDays > 0 && closedDays(ask, contract) === undefined) {
            return yield unknown({
                at: part(renewal, 'notice'),
                message: text('By when the renewal of {begins} can be prevented depends on working days, and no calendar is stated.', {
                    begins: formatDay(begins),
                }),
                path: [],
                settle: [{ in: contract, write: 'working days by {calendar}' }],
            });
        }
        const at = part(renewal, notice === undefined ? 'length' : 'notice');
        const path = [{ say: text('the contract is renewed on {begins}', { begins: formatDay(begins) }), at: renewal.at }];
        if (lastNotice === undefined || ask.passed(lastNotice, renewal.at)) {
            return yield violated({
                at,
                message:
                    lastNotice === undefined
                        ? text('No day lies early enough to prevent the renewal of {begins}.', { begins: formatDay(begins) })
                        : text('The last day to prevent the renewal of {begins} was {day}.', { begins: formatDay(begins), day: formatDay(lastNotice) }),
                path,
                cure: text('Agree with the host on an earlier end, or see that the next day to give notice is not missed.'),
            });
        }
        const ahead = parameter(ask, 'terroir-practice', 'look-ahead') as Duration;
        if (!isWithin(ask, lastNotice, ahead, renewal.at)) return;
        yield violated({
            at,
            message: text('The last day to prevent the renewal of {begins} is {day}, in less than {length}.', {
                begins: formatDay(begins),
                day: formatDay(lastNotice),
                length: sayDuration(ahead),
            }),
            path,
            cap: 'information',
            cure: text('Decide by {day} whether the contract goes on; to end it, give notice by then.', { day: formatDay(lastNotice) }),
        });
    },
});

/** Whether a day is no further ahead than a length of time. */
function isWithin(ask: Ask, day: Day, length: Duration, at: Place): boolean {
    const earliest = latestNotice(day, length);
    return earliest === undefined || ask.passed(earliest - 1, at);
}
