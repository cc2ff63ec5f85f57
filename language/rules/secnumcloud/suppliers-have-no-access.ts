import type { Ask } from '../../model/ask.ts';
import { operator, stack } from '../../model/contracts.ts';
import { isOfService } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Place, Settle } from '../../model/facts.ts';
import { qualificationVouches } from '../../model/immunity.ts';
import { shield } from '../../model/reach.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import { settlesOf, subjection } from '../../model/subjection.ts';
import type { Id } from '../../names/outline.ts';
import { text, type Value } from '../../syntax/message.ts';
import { defineRule, type Outcome, unknown, violated } from '../rule.ts';
import { aboutQualified, inUnion } from './scope.ts';

export const suppliersHaveNoAccess = defineRule({
    id: 'secnumcloud/suppliers-have-no-access',
    on: 'Service',
    summary: text('No supplier who is seated, or controlled from, outside the EU can obtain customer data or technical data of a service.'),
    why: text(
        'A host that is immune itself hands the key away if those who work for it are not. What a supplier cannot technically obtain, nobody can compel him to give.',
    ),
    norms: ['secnumcloud-19-6'],
    *judge(ask, service) {
        yield* aboutQualified(ask, service, 'secnumcloud-19-6', function* (party) {
            for (const supplier of suppliers(ask, service)) {
                if (supplier.party !== party) yield* judgeSupplier(ask, service, supplier);
            }
        });
    },
});

/** Somebody who can obtain data of a service: a subcontractor, a recipient, or who runs what the service runs on. */
interface Supplier {
    readonly party: Id;
    readonly of: Id;
    readonly data: Value;
    /** The service for which it works. The agency that qualified that one has looked at what is not stated here. */
    readonly layer: Id;
    /** What is underlined. */
    readonly at: Place;
    readonly path: readonly Step[];
    /** What would tell whether encryption before storage keeps the data from it. */
    readonly doubt?: Settle | undefined;
}

function* suppliers(ask: Ask, top: Id): Iterable<Supplier> {
    for (const { service, at: way } of stack(ask, top)) {
        const below = way[0] && part({ at: way[0] }, 'service');
        const steps = below ? [namedStep(ask, service, below)] : [];
        const party = operator(ask, service);
        const cover = below ? shield(ask, top, service, []) : 'open';
        if (below && party !== undefined && cover !== 'shut') {
            const path = [...steps, namedStep(ask, party, { id: service, path: 'operator' })];
            const doubt = typeof cover === 'object' ? cover.settle : undefined;
            yield { party, of: top, layer: service, data: text('what it stores'), at: below, path, doubt };
        }
        for (const { party: subcontractor, data, withoutAccess, at } of facts(ask, service, 'Subcontractor')) {
            const kinds = data.filter((kind) => isOfService(ask, kind)).map((kind) => called(ask, kind));
            if (withoutAccess || (data.length > 0 && kinds.length === 0)) continue;
            const here = part({ at }, 'party');
            const path = [...steps, { say: text('subcontractor {name}', { name: called(ask, subcontractor) }), at: here }];
            yield { party: subcontractor, of: service, layer: service, data: kinds.length > 0 ? kinds : text('the data'), at: below ?? here, path };
        }
        for (const { recipient, data, at } of facts(ask, service, 'Discloses')) {
            const kinds = data.filter((kind) => isOfService(ask, kind)).map((kind) => called(ask, kind));
            if (kinds.length === 0) continue;
            const here = part({ at }, 'recipient');
            const path = [...steps, { say: text('discloses {data} to {recipient}', { data: kinds, recipient: called(ask, recipient) }), at }];
            yield { party: recipient, of: service, layer: service, data: kinds, at: below ?? here, path };
        }
    }
}

function* judgeSupplier(ask: Ask, service: Id, { party, of, layer, data, at, path, doubt }: Supplier): Iterable<Outcome> {
    const held = subjection(ask, party, inUnion(ask));
    const names = { supplier: called(ask, party), service: called(ask, of), data };
    if (held.is === 'shared' && doubt) {
        yield unknown({
            at,
            message: text('{supplier} stores data of {service} and is not of the EU; whether their encryption keeps them from it is not stated.', {
                supplier: names.supplier,
                service: names.service,
            }),
            path: [...path, ...held.path],
            settle: [doubt],
        });
    } else if (held.is === 'shared') {
        const place = called(ask, held.place);
        yield violated({
            at,
            message:
                held.subject === party
                    ? text('{supplier}, at home in {place}, can obtain {data} of {service}.', { ...names, place })
                    : text('{supplier}, which {owner} controls from {place}, can obtain {data} of {service}.', {
                          ...names,
                          place,
                          owner: called(ask, held.subject),
                      }),
            path: [...path, ...held.path],
            cure: text('Keep the data from it by technical means, and state that it is without access; or take a supplier seated and controlled in the EU.'),
        });
    } else if (held.is === 'open' && !qualificationVouches(ask, service) && !qualificationVouches(ask, layer)) {
        yield unknown({
            at,
            message: text('{supplier} can obtain {data} of {service}; whether it is of the EU is not known: what is stated ends at {end}.', {
                ...names,
                end: called(ask, held.party),
            }),
            path,
            settle: settlesOf(ask, party, held),
        });
    }
}
