import { endOfTerm, isReversed, start, whyNotAlive } from '../../model/contracts.ts';
import { fact, part } from '../../model/declarations.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';

export const endsAfterItStarts = defineRule({
    id: 'term/ends-after-it-starts',
    on: 'Contract',
    summary: text('A contract ends after it starts, and is signed before it takes effect.'),
    why: text(
        'Dates in the wrong order are a slip of the pen, or a contract written for days that were past. Either way nobody can tell from it when the data were under a contract.',
    ),
    norms: ['terroir-advice'],
    *judge(ask, contract) {
        const begins = start(ask, contract);
        const end = endOfTerm(ask, contract);
        const length = fact(ask, contract, 'TermLength');
        const last = fact(ask, contract, 'TermEnd');
        // Such a contract has no day of life on which it could be judged, so this is said on every day.
        if (begins && typeof end.day === 'number' && isReversed(ask, contract)) {
            const begun = { say: text('the contract begins on {from}', { from: formatDay(begins.day) }), at: begins.at };
            return yield violated({
                at: last ? part(last, 'end') : length ? part(length, 'length') : { id: contract, path: 'name' },
                message: text('The term ends on {until}, before the contract begins on {from}.', {
                    until: formatDay(end.day),
                    from: formatDay(begins.day),
                }),
                path: [begun],
                under: ['contract'],
                cure: text('Read both days off the contract.'),
            });
        }
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const signed = fact(ask, contract, 'Signed');
        const effective = fact(ask, contract, 'Effective');
        if (signed && effective && signed.on > effective.on) {
            yield violated({
                at: part(signed, 'on'),
                message: text('The contract takes effect on {from} and is signed only on {day}.', {
                    from: formatDay(effective.on),
                    day: formatDay(signed.on),
                }),
                path: [{ say: text('in effect from {from}', { from: formatDay(effective.on) }), at: effective.at }],
                under: ['terroir-advice'],
                cure: text('Say under which contract the data were in between; sign the next one before it takes effect.'),
            });
        } else if (last && !begins) {
            yield unknown({
                at: part(last, 'end'),
                message: text('The term ends on {until}; when the contract begins is not stated.', { until: formatDay(last.end) }),
                path: [],
                settle: [{ in: contract, write: 'effective {day}' }],
            });
        } else if (end.day === undefined && !length) yield doesNotApply(text('The contract states no term; term/is-stated says so.'));
    },
});
