import { everStated, header } from '../../model/declarations.ts';
import { nameOf } from '../../names/outline.ts';
import type * as ast from '../../syntax/generated/ast.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, unknown, violated } from '../rule.ts';

export const isLive = defineRule({
    id: 'waiver/is-live',
    on: 'Waiver',
    summary: text('A waiver that stands in a spec has not ended.'),
    why: text('A waiver is a decision for a time. One whose time is over reads as if somebody still vouched for it, and nobody does.'),
    norms: ['terroir-practice'],
    pass: 2,
    *judge(ask, waiver) {
        const end = everStated(ask, waiver, 'WaiverEnd')[0];
        const { rule, subject } = header<ast.Waiver>(ask, waiver);
        if (!end) {
            return yield unknown({
                at: { id: waiver, path: 'name' },
                message: text('Until when this waiver holds is not stated; it silences nothing.'),
                path: [],
                settle: { in: waiver, write: 'until ' },
            });
        }
        if (!ask.passed(end.until)) return;
        yield violated({
            at: end.at,
            message: text('The waiver ended on {day}: {rule} on {subject} is no longer silenced by it.', {
                day: formatDay(end.until),
                rule: rule ?? '',
                subject: nameOf(subject ?? ''),
            }),
            path: [],
            cure: text('Take the waiver out, or have it approved again with a new end.'),
            fixes: [{ title: text('Remove the waiver that has ended'), changes: [{ removeDeclaration: waiver }] }],
        });
    },
});
