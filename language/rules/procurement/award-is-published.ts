import type { Ask } from '../../model/ask.ts';
import { fact } from '../../model/declarations.ts';
import type { Settle } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { parameter } from '../../model/library.ts';
import { deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { aboutPurchase, disputed, isAwardStated, order, type Purchase, procedure, stated } from './scope.ts';
import { awarded, earliest, europeanHeight, sayBelow } from './value.ts';

export const awardIsPublished = defineRule({
    id: 'procurement/award-is-published',
    on: 'Contract',
    summary: text('The award of a contract above the European threshold is published in the days that follow its conclusion.'),
    why: text('Who got the contract, and for how much, is what the losers need to go to court, and the public to judge. A notice that never comes hides both.'),
    norms: ['directive-2014-24-50', 'directive-2014-25-70'],
    *judge(ask, contract) {
        yield* aboutPurchase(ask, contract, (purchase) => judgeNotice(ask, purchase));
    },
});

function* judgeNotice(ask: Ask, purchase: Purchase): Generator<Outcome> {
    const { contract, isEntity, path: buyers } = purchase;
    if (!isAwardStated(ask, contract))
        return yield doesNotApply(text('How the contract was awarded is not stated; procurement/competition-was-held asks for it.'));
    if (procedure(ask, contract, 'procedure.central-purchasing') && disputed(ask, contract))
        return yield doesNotApply(text('That there was an order at all is disputed; procurement/competition-was-held says what follows.'));
    if (order(ask, contract)) return yield doesNotApply(text('An order under a framework agreement needs no award notice of its own.'));
    const value = europeanHeight(ask, purchase);
    if (value.is === 'below') return yield doesNotApply(sayBelow(value));
    const norm = isEntity ? 'directive-2014-25-70' : 'directive-2014-24-50';
    const within = parameter(ask, norm, 'notice-within') as Duration;
    const results = stated(ask, contract, 'Result');
    // One without a day is taken to be there; one with a later day is still to come.
    const published = results.filter(({ on, at }) => on === undefined || ask.passed(on - 1, at, 'begins'));
    const signed = fact(ask, contract, 'Signed');
    const concluded = signed ? { day: signed.on, at: signed.at } : awarded(ask, contract);
    if (!concluded) {
        if (published.length > 0) return;
        return yield unknown({
            at: { id: contract, path: 'name' },
            message: text('When the contract was concluded is not stated, so by when its award had to be published.'),
            path: buyers,
            settle: [{ in: contract, write: 'signed {day}' }],
        });
    }
    const { day, at } = concluded;
    const last = deadline(day, within);
    if (last === undefined) return;
    const names = { day: formatDay(day), last: formatDay(last) };
    const path = [...buyers, ...value.path, { say: text('concluded on {day}', names), at }, { say: text('to be published by {last}', names), at }];
    const dated = earliest(published.flatMap((one) => (one.on === undefined ? [] : [{ day: one.on, at: one.at }])));
    if (dated && dated.day > last) {
        if (value.is === 'open') return yield unknown({ at: dated.at, message: value.message, path, settle: openNotice(contract, value.settle, true) });
        return yield violated({
            at: dated.at,
            message: text('The award was published on {published}; it had to be by {last}.', { published: formatDay(dated.day), last: names.last }),
            path,
            under: [norm],
            // It cannot be undone, and everybody can read it now.
            cap: 'information',
        });
    }
    if (published.length > 0 || !ask.passed(last, at)) return;
    if (value.is === 'open') return yield unknown({ at, message: value.message, path, settle: openNotice(contract, value.settle, results.length > 0) });
    if (stated(ask, contract, 'Procedure').length === 0) {
        const message = text('No award notice is stated. An order needs none; by which procedure the contract was awarded is not stated.');
        return yield unknown({ at, message, path, settle: [{ in: contract, write: 'award { procedure {procedure} }' }] });
    }
    const coming = results[0];
    yield violated({
        at: coming ? coming.at : at,
        message: coming
            ? text('The award is published only on {published}; it had to be by {last}, {length} after the contract was concluded.', {
                  ...names,
                  published: formatDay(coming.on ?? 0),
                  length: sayDuration(within),
              })
            : text('No award notice is stated; it had to be published by {last}, {length} after the contract was concluded.', {
                  ...names,
                  length: sayDuration(within),
              }),
        path,
        under: [norm],
        fixes: coming ? [] : [stating({ in: contract, write: 'award { result {text} on {day} }' })],
        cure: text('Send the award notice to the Official Journal of the Union, and state it: result "…" on DATE.'),
    });
}

/**
 * Where a competition would settle whether one was held, an award notice settles whether it was published. Once there is one that is late or still to
 * come, nothing that can be stated tells what the library does not know: the threshold of that day.
 */
function openNotice(contract: Id, settle: Settle, isNoticed: boolean): readonly Settle[] {
    if (settle.write !== 'award { procedure open }') return [settle];
    return isNoticed ? [] : [{ in: contract, write: 'award { result {text} on {day} }' }];
}
