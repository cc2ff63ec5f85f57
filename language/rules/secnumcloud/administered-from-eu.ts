import { stack } from '../../model/contracts.ts';
import { called, facts, part } from '../../model/declarations.ts';
import { qualificationVouches } from '../../model/immunity.ts';
import { namedStep } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unknown, violated } from '../rule.ts';
import { aboutQualified, inUnion } from './scope.ts';

export const administeredFromEU = defineRule({
    id: 'secnumcloud/administered-from-eu',
    on: 'Service',
    summary: text('A service is administered and supervised from the EU.'),
    why: text(
        'Whoever administers a service can do with it whatever its owner can. Hands outside the Union are under the law of the place where they are, however well the machines are kept at home.',
    ),
    norms: ['secnumcloud-19-2'],
    *judge(ask, service) {
        yield* aboutQualified(ask, service, 'secnumcloud-19-2', function* () {
            const isIn = inUnion(ask);
            // What a service runs on is administered with it.
            for (const layer of stack(ask, service)) {
                const below = layer.at[0] && part({ at: layer.at[0] }, 'service');
                const name = called(ask, layer.service);
                const steps = below ? [namedStep(ask, layer.service, below)] : [];
                const administered = facts(ask, layer.service, 'Administered');
                for (const { places, at } of administered) {
                    for (const [i, { place }] of places.entries()) {
                        if (isIn(place)) continue;
                        const here = part({ at }, `places.${i}.place`);
                        yield violated({
                            at: below ?? here,
                            message: text('{service} is administered from {place}, outside the EU.', { service: name, place: called(ask, place) }),
                            path: [...steps, { say: text('administered from {place}', { place: called(ask, place) }), at: here }],
                            cure: text('Have it administered from the EU. Support may come from elsewhere, if it is listed, and supervised from the EU.'),
                        });
                    }
                }
                // The agency that gave a qualification has looked at what is not stated here.
                if (qualificationVouches(ask, service) || qualificationVouches(ask, layer.service)) continue;
                if (administered.length === 0) {
                    yield unknown({
                        at: below ?? { id: service, path: 'name' },
                        message: text('From where {service} is administered is not stated.', { service: name }),
                        path: steps,
                        settle: [{ in: layer.service, write: 'administered from {jurisdiction}' }],
                    });
                }
                for (const { places, at } of facts(ask, layer.service, 'Supported')) {
                    for (const [i, { place, withoutAccess, at: staff }] of places.entries()) {
                        if (withoutAccess || isIn(place)) continue;
                        const here = part({ at }, `places.${i}.place`);
                        yield unknown({
                            at: below ?? here,
                            message: text(
                                '{service} is supported from {place}, outside the EU, with access; whether that is listed, and supervised from the EU, is not stated.',
                                { service: name, place: called(ask, place) },
                            ),
                            path: [...steps, { say: text('supported from {place}', { place: called(ask, place) }), at: here }],
                            settle: [{ in: layer.service, write: 'without access', behind: staff }],
                        });
                    }
                }
            }
        });
    },
});
