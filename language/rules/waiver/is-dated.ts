import { part } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { latestEnd, longestWaiver, terms } from '../../model/waivers.ts';
import { text } from '../../syntax/message.ts';
import { formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';

export const isDated = defineRule({
    id: 'waiver/is-dated',
    on: 'Waiver',
    summary: text('A waiver has an end, and not too far from its approval.'),
    why: text('A waiver without an end is a rule switched off for good. An end makes somebody decide again while the decision is still remembered.'),
    norms: ['terroir-practice'],
    pass: 2,
    *judge(ask, waiver) {
        const said = terms(ask, waiver);
        const { approval, end } = said;
        const latest = latestEnd(ask, said);
        if (!end) {
            return yield violated({
                at: { id: waiver, path: 'name' },
                message: text('This waiver has no end; it silences nothing.'),
                path: [],
                cure: text('State its last day: until DATE, at most {length} after the approval.', { length: sayDuration(longestWaiver(ask)) }),
                fixes:
                    latest === undefined
                        ? [stating({ in: waiver, write: 'until {day}' })]
                        : [
                              {
                                  title: text('End the waiver on {day}', { day: formatDay(latest) }),
                                  changes: [{ state: { in: waiver, write: `until ${formatDay(latest)}` } }],
                              },
                          ],
            });
        }
        if (approval?.on === undefined || latest === undefined) {
            return yield doesNotApply(text('How long the waiver lasts cannot be told: the day of its approval is not stated.'));
        }
        const path = [{ say: text('approved on {day}', { day: formatDay(approval.on) }), at: approval.at }];
        if (end.until < approval.on) {
            return yield violated({
                at: part(end, 'until'),
                message: text('The waiver ends on {end}, before it is approved on {day}: it never silences anything.', {
                    end: formatDay(end.until),
                    day: formatDay(approval.on),
                }),
                path,
                cure: text('Correct one of the two days.'),
            });
        }
        if (end.until <= latest) return;
        yield violated({
            at: part(end, 'until'),
            message: text('The waiver ends on {end}, more than {length} after its approval; it silences nothing. Its last day can be {latest}.', {
                end: formatDay(end.until),
                length: sayDuration(longestWaiver(ask)),
                latest: formatDay(latest),
            }),
            path,
            cure: text('End it by {latest}, and have it approved again if it is still needed then.', { latest: formatDay(latest) }),
            fixes: [
                {
                    title: text('End the waiver on {day}', { day: formatDay(latest) }),
                    changes: [{ replace: part(end, 'until'), with: formatDay(latest) }],
                },
            ],
        });
    },
});
