import type { Ask } from '../../model/ask.ts';
import { called, facts } from '../../model/declarations.ts';
import { qualificationVouches } from '../../model/immunity.ts';
import { seat } from '../../model/parties.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unknown, violated } from '../rule.ts';
import { aboutQualified, inUnion } from './scope.ts';

export const seatInEU = defineRule({
    id: 'secnumcloud/seat-in-eu',
    on: 'Service',
    summary: text('The operator of a service has its seat, its central administration and its main establishment in the EU.'),
    why: text(
        'A company answers to the courts of the place where it is at home, and to those of the place from which it is led. Each of them must be a court of the Union.',
    ),
    norms: ['secnumcloud-19-6'],
    *judge(ask, service) {
        yield* aboutQualified(ask, service, 'secnumcloud-19-6', function* (party, at) {
            const step = namedStep(ask, party, at);
            const name = called(ask, party);
            const outside = homes(ask, party);
            if (outside.length > 0) {
                yield violated({
                    at,
                    message: text('{party} is not wholly at home in the EU: {places}.', { party: name, places: outside.map(({ say }) => say) }),
                    path: [step, ...outside],
                    cure: text('Only a service whose operator is seated and led in the EU can be qualified.'),
                });
            } else if (!seat(ask, party) && !qualificationVouches(ask, service)) {
                yield unknown({
                    at,
                    message: text('Where {party} has its seat is not stated, so nobody can say whether it is at home in the EU.', { party: name }),
                    path: [step],
                    settle: [{ in: party, write: 'seat {jurisdiction}' }],
                });
            }
        });
    },
});

/** Where a party is at home outside the EU. Where it is led, and where it mainly works, is where it has its seat unless stated. */
function homes(ask: Ask, party: Id): readonly Step[] {
    const isIn = inUnion(ask);
    const places = <F extends { readonly place: Id }>(stated: readonly F[]) => stated.filter(({ place }) => !isIn(place));
    return [
        ...places(facts(ask, party, 'Seat')).map(({ place, at }) => ({ say: text('seat in {name}', { name: called(ask, place) }), at })),
        ...places(facts(ask, party, 'Managed')).map(({ place, at }) => ({ say: text('managed from {name}', { name: called(ask, place) }), at })),
        ...places(facts(ask, party, 'MainEstablishment')).map(({ place, at }) => ({
            say: text('main establishment in {name}', { name: called(ask, place) }),
            at,
        })),
    ];
}
