import type { Id } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import { sayDecimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { compare, percentage } from './decimal.ts';
import { facts, header, kindOf } from './declarations.ts';
import { mentionsOf } from './mentions.ts';
import { controllers, heldBy } from './ownership.ts';
import { owners } from './parties.ts';

/** Who stands right above or below a declaration at the date, and how; a step at a time, so that rings are walked round and no further. */
export interface Kin {
    readonly id: Id;
    /** What ties the two; nothing where that goes without saying. */
    readonly how: readonly Message[];
}

/** Those above: the owners of an organisation and those who control it directly; what a term is; what a place lies in. */
export function above(ask: Ask, id: Id): readonly Kin[] {
    switch (kindOf(ask, id)) {
        case 'Organisation': {
            const { holdings, controlling } = owners(ask, id);
            return [...new Set([...holdings, ...controlling].map(({ owner }) => owner))].map((owner) => ({ id: owner, how: tie(ask, owner, id) }));
        }
        case 'Term':
            return (header<ast.Term>(ask, id).is ?? []).map(plain);
        case 'Jurisdiction':
            return [...facts(ask, id, 'Membership'), ...facts(ask, id, 'TerritoryOf')].map(({ place }) => plain(place));
        default:
            return [];
    }
}

/** Those below: whom an organisation owns a part of or controls directly; narrower terms; the places that lie in a place. */
export function below(ask: Ask, id: Id): readonly Kin[] {
    switch (kindOf(ask, id)) {
        case 'Organisation':
            return heldBy(ask, id).flatMap((held) => (above(ask, held).some((kin) => kin.id === id) ? [{ id: held, how: tie(ask, id, held) }] : []));
        case 'Term':
            return saidOf(ask, id, ['Term.is']).map(plain);
        case 'Jurisdiction':
            return saidOf(ask, id, ['Membership.place', 'TerritoryOf.place'])
                .filter((place) => above(ask, place).some((kin) => kin.id === id))
                .map(plain);
        default:
            return [];
    }
}

const plain = (id: Id): Kin => ({ id, how: [] });

const saidOf = (ask: Ask, id: Id, as: readonly string[]): readonly Id[] => [
    ...new Set(
        mentionsOf(ask, id)
            .filter((mention) => as.includes(mention.as))
            .map(({ at }) => at.id),
    ),
];

/** `76 % of the capital, in control`: all that ties an owner to what he owns. */
function tie(ask: Ask, owner: Id, owned: Id): readonly Message[] {
    const { holdings } = owners(ask, owned);
    const found: Message[] = [];
    for (const { capital, votes, veto } of holdings.filter((holding) => holding.owner === owner)) {
        const [ofCapital, ofVotes] = [sayDecimal(percentage(capital)), sayDecimal(percentage(votes))];
        found.push(text('{share} % of the capital', { share: ofCapital }));
        if (compare(votes, capital) !== 0) found.push(text('{share} % of the votes', { share: ofVotes }));
        if (veto) found.push(text('a veto'));
    }
    if (controllers(ask, owned).has(owner)) found.push(text('in control'));
    return found;
}
