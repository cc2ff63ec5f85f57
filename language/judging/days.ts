import type { Ask } from '../model/ask.ts';
import { authorisationEnd, commitmentDeadline, contractsOn, countedEnd, nextTacitRound, start, transition } from '../model/contracts.ts';
import { called, kindOf } from '../model/declarations.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Day } from '../syntax/values.ts';

/** A day that has a meaning for a declaration, and which. */
export interface MeantDay {
    readonly day: Day;
    readonly say: Message;
}

/** The days that follow from what a declaration states, for whoever is about to write one in it. */
export const daysOf = (ask: Ask, id: Id): readonly MeantDay[] => byKind[kindOf(ask, id)]?.(ask, id) ?? [];

const byKind: Readonly<Record<string, (ask: Ask, id: Id) => readonly MeantDay[]>> = {
    Contract: (ask, id) => [
        ...meant(start(ask, id)?.day, text('the contract starts')),
        ...endOf(ask, id, text('the contract ends')),
        ...meant(nextTacitRound(ask, id)?.lastNotice, text('the last day to give notice')),
        ...meant(transition(ask, id)?.limit, text('the transition must be over')),
    ],
    Service: (ask, id) => contractsOn(ask, id).flatMap((contract) => endOf(ask, contract, text('{contract} ends', { contract: called(ask, contract) }))),
    Authorisation: (ask, id) => meant(authorisationEnd(ask, id)?.day, text('the authorisation lapses')),
    Commitment: (ask, id) => meant(commitmentDeadline(ask, id)?.day, text('the last day to keep it')),
};

const meant = (day: Day | undefined, say: Message): readonly MeantDay[] => (day === undefined ? [] : [{ day, say }]);

function endOf(ask: Ask, contract: Id, say: Message): readonly MeantDay[] {
    const { day } = countedEnd(ask, contract);
    return typeof day === 'number' ? [{ day, say }] : [];
}
