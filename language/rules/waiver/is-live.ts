import type { Ask } from '../../model/ask.ts';
import { parameter } from '../../model/library.ts';
import { latestNotice } from '../../model/time.ts';
import { terms, waivingBy } from '../../model/waivers.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Seen, violated } from '../rule.ts';
import { sameTarget } from './target.ts';

export const isLive = defineRule({
    id: 'waiver/is-live',
    on: 'Waiver',
    summary: text('A waiver that stands in a spec has not ended.'),
    why: text('A waiver is a decision for a time. One whose time is over reads as if somebody still vouched for it, and nobody does.'),
    norms: ['terroir-practice', 'terroir-advice'],
    pass: 2,
    *judge(ask, waiver, seen) {
        const { rule = '', subject = '', end } = terms(ask, waiver);
        if (!end) return yield doesNotApply(text('The waiver states no end, so it silences nothing.'));
        const names = { day: formatDay(end.until), rule, subject: nameOf(subject) };
        if (ask.passed(end.until, end.at, 'ends')) {
            return yield violated({
                at: end.at,
                message: text('The waiver ended on {day}: {rule} on {subject} is no longer silenced by it.', names),
                path: [],
                cure: text('Take the waiver out, or have it approved again with a new end.'),
                fixes: [{ title: text('Remove the waiver that has ended'), changes: [{ remove: { id: waiver, path: '' } }] }],
            });
        }
        if (waivingBy(ask, waiver).state !== 'live' || isFollowed(ask, waiver, end.until, seen)) return;
        const early = parameter(ask, 'terroir-practice', 'waiver-notice') as Duration;
        const notice = latestNotice(end.until, early);
        if (notice === undefined || !ask.passed(notice, end.at)) return;
        yield violated({
            at: end.at,
            message: text('The waiver ends on {day}, in less than {length}; what it silences of {rule} on {subject} is reported from the next day on.', {
                ...names,
                length: sayDuration(early),
            }),
            path: [],
            under: ['terroir-advice'],
            cure: text('Mend what it silences, or have a new waiver approved, by {day}.', { day: names.day }),
        });
    },
});

/** Whether another waiver of the same, live or already approved for a later day, lasts longer and leaves no day between them. */
const isFollowed = (ask: Ask, waiver: Id, until: Day, seen: Seen): boolean =>
    sameTarget(ask, waiver, seen).some((other) => {
        const follows = other.state === 'live' || (other.state === 'not yet' && (terms(ask, other.waiver).approval?.on ?? until) <= until + 1);
        return follows && other.until !== undefined && other.until > until;
    });
