import { whyNotAlive } from '../../model/contracts.ts';
import { controlGap, type Gap, wayToGap } from '../../model/control-gap.ts';
import { called } from '../../model/declarations.ts';
import { unseated } from '../../model/ownership.ts';
import { owners } from '../../model/parties.ts';
import { providers } from '../../model/providers.ts';
import { namedStep, once } from '../../model/steps.ts';
import { type Message, text, type Value } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown } from '../rule.ts';

export const ownersAreKnown = defineRule({
    id: 'reach/owners-are-known',
    on: 'Contract',
    summary: text('It is known who, in the end, controls the host, and where they are.'),
    why: text(
        'Whose law reaches the data depends on who owns the host. A chain of owners that ends in the dark leaves that open, however European its first link.',
    ),
    norms: ['edpb-01-2020'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        for (const provider of once(providers(ask, contract), ({ party }) => party)) {
            const gap = controlGap(ask, provider.party);
            const homeless = gap ? undefined : unseated(ask, provider.party);
            const way = gap ? wayToGap(ask, provider.party) : (homeless?.at ?? []);
            const path = [
                namedStep(ask, provider.party, provider.at),
                ...way.map((at) => {
                    const { holdings, controlling } = owners(ask, at.id);
                    const owner = [...controlling, ...holdings].find((one) => one.at.path === at.path)?.owner ?? at.id;
                    return { say: text('held by {name}', { name: called(ask, owner) }), at };
                }),
            ];
            const host = called(ask, provider.party);
            if (gap) {
                yield unknown({
                    at: provider.at,
                    message: because(gap, host, called(ask, gap.party)),
                    path,
                    settle: [{ in: gap.party, write: gap.why === 'open' ? 'owned 51% by {organisation}' : 'controlled by {organisation}' }],
                });
            } else if (homeless) {
                yield unknown({
                    at: provider.at,
                    message: text('{party} controls {host}, and where it has its seat is not stated.', { host, party: called(ask, homeless.party) }),
                    path,
                    settle: [{ in: homeless.party, write: 'seat {jurisdiction}' }],
                });
            }
        }
    },
});

function because(gap: Gap, host: Value, party: Value): Message {
    switch (gap.why) {
        case 'unstated':
            return text('Who controls {host} is not known: nothing is stated about the owners of {party}.', { host, party });
        case 'unknown':
            return text('Who controls {host} is not known: the owners of {party} are stated as unknown.', { host, party });
        case 'open':
            return text('Who controls {host} is not known: the shares stated of {party} leave it open.', { host, party });
        case 'ring':
            return text('Who controls {host} is not known: the owners of {party} lead back to itself.', { host, party });
    }
}
