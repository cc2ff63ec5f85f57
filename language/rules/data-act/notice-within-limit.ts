import type { Ask } from '../../model/ask.ts';
import { closedDays } from '../../model/contracts.ts';
import { isDone, part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { lengthAgainst } from '../../model/lengths.ts';
import { parameter } from '../../model/library.ts';
import { deadline, endsLater } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration, writeDuration } from '../../syntax/values.ts';
import { calendarUnknown, defineRule, type Outcome, violated } from '../rule.ts';
import { aboutCloud, closedOrNone, judgeTerm, onSwitching, saySeasons } from './scope.ts';

export const noticeWithinLimit = defineRule({
    id: 'data-act/notice-within-limit',
    on: 'Contract',
    summary: text('A customer who wants to switch has to give no longer notice than the Data Act allows.'),
    why: text(
        'Notice is the first wall around a customer. What the law counts in months and a contract in days is not the same: it depends on the day on which the notice is given.',
    ),
    norms: ['data-act-25'],
    *judge(ask, contract) {
        yield* aboutCloud(ask, contract, 'data-act-25', function* () {
            const limit = parameter(ask, 'data-act-25', 'notice-at-most') as Duration;
            const lacking = {
                message: text('The contract says how to switch, and not what notice that takes; the law allows {limit} at most.', {
                    limit: sayDuration(limit),
                }),
                cure: text('Agree on notice of no more than {limit}, and state it within switching.', { limit: sayDuration(limit) }),
                fixes: [stating({ in: contract, write: `switching { notice ${writeDuration(limit)} }` })],
            };
            yield* judgeTerm(ask, contract, onSwitching(ask, contract, 'SwitchingNotice'), lacking, (notice) => judgeNotice(ask, contract, notice, limit));
        });
    },
});

function* judgeNotice(ask: Ask, contract: Id, { length, at }: Fact<'SwitchingNotice'>, limit: Duration): Generator<Outcome> {
    const { longer, exact } = lengthAgainst(ask, contract, length, limit);
    const names = { length: sayDuration(length), limit: sayDuration(limit) };
    const here = part({ at }, 'length');
    const path = [{ say: text('notice of {length}', { length: names.length }), at }];
    const cure = text('Agree on notice of no more than {limit}.', { limit: names.limit });
    const fixes = [{ title: text('Write {name}', { name: writeDuration(limit) }), changes: [{ replace: here, with: writeDuration(limit) }] }];
    if (longer === 'all') {
        const message = text('Notice of {length} is longer than {limit} from whatever day it is given, and the law allows no more.', names);
        return yield violated({ at: here, message, path, cure, fixes });
    }
    const made = onSwitching(ask, contract, 'Requested').filter(isDone(ask));
    const late = made.find(({ on }) => endsLater(on, length, limit, closedDays(ask, contract)));
    if (late) {
        const until = (one: Duration) => formatDay(deadline(late.on, { ...one, hours: 0 }, closedOrNone(ask, contract)) as Day);
        return yield violated({
            at: here,
            message: text('From the request of {day} the notice of {length} runs until {end}; the {limit} that the law allows are over on {last}.', {
                ...names,
                day: formatDay(late.on),
                end: until(length),
                last: until(limit),
            }),
            path: [...path, { say: text('requested on {day}', { day: formatDay(late.on) }), at: late.at }],
            cure,
            fixes,
        });
    }
    if (!exact) return yield calendarUnknown(contract, { at: here, path });
    if (longer === 'none') return;
    yield violated({
        at: here,
        message: text('Notice of {length} can be longer than the {limit} that the law allows: if it is given {seasons}.', {
            ...names,
            seasons: saySeasons(longer),
        }),
        path,
        cap: 'warning',
        notes: made.map(({ on }) => text('For the request of {day} it is not.', { day: formatDay(on) })),
        cure,
        fixes,
    });
}
