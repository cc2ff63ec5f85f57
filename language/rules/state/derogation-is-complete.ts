import { stating } from '../../model/fixes.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, violated } from '../rule.ts';
import { aboutDerogations } from './derogations.ts';

export const derogationIsComplete = defineRule({
    id: 'state/derogation-is-complete',
    on: 'Contract',
    summary: text('A derogation from the State’s duty to use qualified clouds says who answers for it, who validated it, and when the project began.'),
    why: text(
        'The exception is lawful because somebody signs for it. One that names no minister, no validation or no project is a wish, and protects nobody who relies on it.',
    ),
    norms: ['sren-31-derogation', 'circular-6404', 'terroir-advice'],
    *judge(ask, contract) {
        yield* aboutDerogations(ask, contract, 'complete', ({ at }) =>
            violated({
                at: { id: contract, path: 'name' },
                message: text('The derogation of this contract does not say from which norm it is: it gives leave from none.'),
                path: [{ say: text('a derogation that names no norm'), at }],
                under: ['terroir-practice'],
                cure: text('Name the norm in the derogation: under sren-31.'),
                fixes: [stating({ in: contract, write: 'under {norm}', within: at })],
            }),
        );
    },
});
