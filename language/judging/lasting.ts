import type { Ask } from '../model/ask.ts';
import { commitmentDeadline, countedEnd, transition } from '../model/contracts.ts';
import { kindOf } from '../model/declarations.ts';
import { terms } from '../model/waivers.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Day } from '../syntax/values.ts';

/** Until when something is permitted or promised: its last day, or `never` where nothing ends it; nothing where no day follows from what is stated. */
export interface Lasting {
    readonly what: Message;
    readonly until: Day | 'never' | undefined;
}

/** The days by which a declaration lets go of what it permits: the later, the weaker it is. */
export function lasting(ask: Ask, id: Id): readonly Lasting[] {
    switch (kindOf(ask, id)) {
        case 'Contract': {
            const limit = transition(ask, id);
            return [
                { what: text('the term'), until: countedEnd(ask, id).day },
                { what: text('the transition'), until: limit && (limit.limit ?? 'never') },
            ];
        }
        case 'Commitment':
            return [{ what: text('the time to keep it'), until: commitmentDeadline(ask, id)?.day }];
        case 'Waiver':
            return [{ what: text('the waiver'), until: terms(ask, id).end?.until }];
        default:
            return [];
    }
}

/** Whether an end has been put off. What had no end before can get none that is later. */
export const isPutOff = (before: Lasting['until'], after: Lasting['until']): boolean =>
    before !== undefined && before !== 'never' && after !== undefined && (after === 'never' || after > before);
