import { transition, whyNotAlive } from '../../model/contracts.ts';
import { fact } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { text } from '../../syntax/message.ts';
import { sayDuration, writeDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';

export const transitionHasLimit = defineRule({
    id: 'term/transition-has-limit',
    on: 'Contract',
    summary: text('A transitional contract says how long its transition may last.'),
    why: text('“Temporary” without a date is permanent with a good conscience. Only a stated limit lets anybody see that it has passed.'),
    norms: ['terroir-practice'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const transitional = transition(ask, contract);
        if (!transitional) return yield doesNotApply(text('The contract is not transitional.'));
        if (transitional.length !== undefined) return;
        const term = fact(ask, contract, 'TermLength');
        const length = term && term.length.hours + term.length.workingDays === 0 ? writeDuration(term.length) : undefined;
        yield violated({
            at: transitional.at,
            message: text('The contract is transitional, and nothing says until when.'),
            path: [],
            cure: text('Write the limit behind it: transitional at most 2 years since 2025-01-01.'),
            fixes:
                term && length
                    ? [
                          {
                              title: text('Limit the transition to the term of the contract ({length})', { length: sayDuration(term.length) }),
                              changes: [{ state: { in: contract, write: `at most ${length}`, behind: transitional.at } }],
                          },
                      ]
                    : [stating({ in: contract, write: 'at most {duration}', behind: transitional.at })],
        });
    },
});
