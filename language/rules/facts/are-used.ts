import { called, facts } from '../../model/declarations.ts';
import { isNamed } from '../../model/references.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';

export const areUsed = defineRule({
    id: 'facts/are-used',
    on: ['Organisation', 'Service', 'Dataset', 'Commitment', 'Authorisation', 'Calendar'],
    summary: text('What is declared is used somewhere.'),
    why: text('A party or a service that nothing refers to changes no verdict. Often it was meant to be named somewhere, and is not.'),
    norms: ['terroir-advice'],
    severity: 'hint',
    pass: 2,
    *judge(ask, id) {
        const used = isNamed(ask, id);
        if (used) return;
        if (used === undefined) return yield doesNotApply(text('Whether something refers to it cannot be told: what might is broken.'));
        if (facts(ask, id, 'Leave').length > 0) return yield doesNotApply(text('A promise to leave somebody counts whether a contract names it or not.'));
        yield violated({
            at: { id, path: 'name' },
            message: text('Nothing in the files that were read refers to {name}.', { name: called(ask, id) }),
            path: [],
            cure: text('Name it where it belongs, or take it out.'),
            fixes: [{ title: text('Take out {name}', { name: called(ask, id) }), changes: [{ remove: { id, path: '' } }], isConcession: true }],
            unnecessary: true,
        });
    },
});
