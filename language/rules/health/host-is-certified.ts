import { certificates } from '../../model/certificates.ts';
import { controllersOf, hostedByOthers, hostings, whyNotAlive } from '../../model/contracts.ts';
import { concernsHealth, isAnonymous, isFromCare } from '../../model/data.ts';
import { called, part } from '../../model/declarations.ts';
import { inLibrary, liesIn } from '../../model/library.ts';
import { seat } from '../../model/parties.ts';
import { datasetStep, namedStep } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';

export const hostIsCertified = defineRule({
    id: 'health/host-is-certified',
    on: 'Contract',
    summary: text('Health data collected in care are hosted for others only on a service certified HDS.'),
    why: text(
        'Whoever keeps patients’ data for a French hospital must hold the certificate; keeping them without is an offence. The hospital must make sure of it.',
    ),
    norms: ['hds-l1111-8', 'csp-r1111-8-8'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const controllers = controllersOf(ask, contract);
        const seats = controllers.map((controller) => seat(ask, controller)?.place);
        if (seats.length > 0 && seats.every((place) => place !== undefined && !liesIn(ask, place, inLibrary(ask, 'FR')))) {
            return yield doesNotApply(text('No controller is seated in France.'));
        }
        let applies = false;
        const hosted = hostings(ask, contract).flatMap((hosting) =>
            hostedByOthers(ask, hosting, (party) => controllers.includes(party)).map((service) => ({ ...hosting, service })),
        );
        for (const { dataset, service, at } of hosted) {
            const health = concernsHealth(ask, dataset);
            const fromCare = isFromCare(ask, dataset);
            if (health === false || fromCare === false || isAnonymous(ask, dataset)) continue;
            applies = true;
            const here = part({ at }, 'service');
            const names = { service: called(ask, service), dataset: called(ask, dataset) };
            const path = [datasetStep(ask, dataset), namedStep(ask, service, here)];
            if (certificates(ask, service, 'HDS').length > 0) continue;
            const unplaced = controllers.find((_, i) => seats[i] === undefined);
            if (health === undefined || fromCare === undefined) {
                const message =
                    health === undefined
                        ? text('{service} is not certified HDS; whether {dataset} concerns health is not stated.', names)
                        : text('{service} is not certified HDS; whether {dataset} was collected in care is not stated.', names);
                const write = health === undefined ? 'category ' : 'from ';
                yield unknown({ at: here, message, path, settle: { in: dataset, write } });
            } else if (controllers.length === 0 || unplaced !== undefined) {
                const message = text('{service} is not certified HDS; whether the controller is under French law is not stated.', names);
                const settle = unplaced === undefined ? { in: contract, write: 'controller ' } : { in: unplaced, write: 'seat FR' };
                yield unknown({ at: here, message, path, settle });
            } else {
                yield violated({
                    at: here,
                    message: text('{service} hosts {dataset} and is not certified HDS.', names),
                    path,
                    cure: text('Host on a service certified HDS; if this one is, state it: certified HDS version "2.0" until DATE source "…".'),
                });
            }
        }
        if (!applies) yield doesNotApply(text('No health data collected in care are hosted by a third party.'));
    },
});
