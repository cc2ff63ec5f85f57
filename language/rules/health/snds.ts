import type { Ask } from '../../model/ask.ts';
import { isUnderFrenchLaw } from '../../model/care.ts';
import { claimedAnonymity, concernsHealth, isAnonymous, originsOf } from '../../model/data.ts';
import { called } from '../../model/declarations.ts';
import type { Open } from '../../model/facts.ts';
import { isA } from '../../model/library.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';

/** Whether data come from the SNDS by their origin; what would tell, where none is stated. */
export function originIsSnds(ask: Ask, dataset: Id): boolean | Open {
    const origins = originsOf(ask, dataset);
    if (origins.length > 0) return origins.some((origin) => isA(ask, origin, 'origin.snds'));
    return {
        say: text('Whether {dataset} comes from the SNDS is not stated.', { dataset: called(ask, dataset) }),
        settle: { in: dataset, write: 'from {origin}' },
    };
}

/**
 * Whether the law on data of the SNDS is about a dataset; what would tell, where that is not stated. Data of nobody's health, or of
 * a controller who is not in France, are not asked about: theirs say so.
 */
export function fromSnds(ask: Ask, contract: Id, dataset: Id): boolean | Open {
    if (isAnonymous(ask, dataset)) return false;
    const found = originIsSnds(ask, dataset);
    if (found === true) return claimedAnonymity(ask, dataset) ?? true;
    if (found === false || concernsHealth(ask, dataset) !== true || isUnderFrenchLaw(ask, contract) === false) return false;
    return found;
}
