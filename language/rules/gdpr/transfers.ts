import { fragility } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { hostings, whyNotAlive } from '../../model/contracts.ts';
import { whyNotYet } from '../../model/library.ts';
import { adequacyOf, isAboutPersons, type Sending, sendings } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { doesNotApply, type Outcome } from '../rule.ts';
import { claimedAnonymous } from './scope.ts';

/** Why rules on transfers have nothing to say of a contract at the date; nothing where they may have. */
export const whyNoChapterV = (ask: Ask, contract: Id): Message | undefined => whyNotAlive(ask, contract) ?? whyNotYet(ask, 'gdpr-44');

/** What is to be done where the law of the country is not assessed. */
export const assessing = text('Assess the law and the practice of the country for this recipient and these data, and state the day: assessed DATE.');

/**
 * Judges the transfers to third countries that a contract states, where they are about persons.
 *
 * @param none why the rule has nothing to say where it finds itself concerned by no transfer
 * @param judge what follows for one of them; nothing where it is not concerned
 */
export function* aboutTransfers(ask: Ask, contract: Id, none: Message, judge: (sending: Sending) => Iterable<Outcome> | undefined): Generator<Outcome> {
    const over = whyNoChapterV(ask, contract);
    if (over) return yield doesNotApply(over);
    const abroad = sendings(ask, contract);
    if (abroad.length === 0) return yield doesNotApply(text('No transfer to a third country is stated.'));
    let concerned = false;
    let doubtful = false;
    for (const sending of abroad) {
        const personal = isAboutPersons(ask, contract, sending);
        if (personal === false) continue;
        const found = judge(sending);
        if (!found) continue;
        concerned = true;
        const outcomes = [...found];
        if (personal) yield* outcomes;
        else if (outcomes.length > 0) doubtful = true;
    }
    if (doubtful) yield* claimedAnonymous(ask, contract, hostings(ask, contract));
    if (!concerned) yield doesNotApply(none);
}

/** Whether a decision that stands firm covers the recipient and the data: then the Commission has looked at the law of the country. */
export function isSafeAnyway(ask: Ask, contract: Id, sending: Sending): boolean {
    const covered = adequacyOf(ask, contract, sending);
    return covered.covers === true && fragility(ask, covered.decision) === undefined;
}
