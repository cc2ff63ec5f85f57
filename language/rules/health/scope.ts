import type { Ask } from '../../model/ask.ts';
import { type CareHosting, careHostings, isUnderFrenchLaw } from '../../model/care.ts';
import { whyNotAlive } from '../../model/contracts.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { doesNotApply, type Outcome } from '../rule.ts';

/**
 * Judges a contract by the health data collected in care that others host for a French controller: the law on the hosting of
 * health data is about no others. Hostings of which it is not stated whether they are such are among them, marked so.
 */
export function* aboutCare(ask: Ask, contract: Id, judge: (hosted: readonly CareHosting[]) => Iterable<Outcome>): Generator<Outcome> {
    const over = whyNotAlive(ask, contract);
    if (over) return yield doesNotApply(over);
    const french = isUnderFrenchLaw(ask, contract);
    if (french === false) return yield doesNotApply(text('No controller is seated in France.'));
    const hosted = careHostings(ask, contract, french === true ? undefined : french);
    if (hosted.length === 0) return yield doesNotApply(text('No health data collected in care are hosted by a third party.'));
    yield* judge(hosted);
}
