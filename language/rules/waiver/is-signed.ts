import { called, part } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { terms } from '../../model/waivers.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, violated } from '../rule.ts';

export const isSigned = defineRule({
    id: 'waiver/is-signed',
    on: 'Waiver',
    summary: text('A waiver says who approved it, and on which day.'),
    why: text('To live with a violation is somebody’s decision. A waiver that nobody signed is an open finding that was hidden.'),
    norms: ['terroir-practice'],
    pass: 2,
    *judge(ask, waiver) {
        const { approval } = terms(ask, waiver);
        if (!approval) {
            yield violated({
                at: { id: waiver, path: 'name' },
                message: text('Nobody has approved this waiver; it silences nothing.'),
                path: [],
                cure: text('Have it approved by whoever may decide it, and write who and when: approved by … on DATE.'),
                fixes: [stating({ in: waiver, write: 'approved by {organisation} on {day}' })],
            });
        } else if (approval.on === undefined) {
            yield violated({
                at: part(approval, 'party'),
                message: text('On which day {party} approved this waiver is not stated; it silences nothing.', { party: called(ask, approval.party) }),
                path: [],
                cure: text('Write the day of the approval: approved by … on DATE.'),
                fixes: [stating({ in: waiver, write: 'on {day}', behind: approval.at })],
            });
        }
    },
});
