import { part } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { terms } from '../../model/waivers.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, violated } from '../rule.ts';

export const isReasoned = defineRule({
    id: 'waiver/is-reasoned',
    on: 'Waiver',
    summary: text('A waiver says why what it silences is accepted.'),
    why: text(
        'Whoever reads the spec a year later must be able to tell whether the reason still holds. Without one nobody can end the waiver, or dare to renew it.',
    ),
    norms: ['terroir-practice'],
    pass: 2,
    *judge(ask, waiver) {
        const { reason } = terms(ask, waiver);
        // What an editor's proposal leaves to be filled in, "…", is no reason; nor is a dash.
        if (reason && /[\p{L}\p{N}]/u.test(reason.reason)) return;
        yield violated({
            at: reason ? part(reason, 'reason') : { id: waiver, path: 'name' },
            message: reason ? text('The reason of this waiver is yet to be written.') : text('This waiver gives no reason; it silences nothing.'),
            path: [],
            cure: text('Write why the violation is accepted, and until what: because "…".'),
            fixes: reason ? [] : [stating({ in: waiver, write: 'because {text}' })],
        });
    },
});
