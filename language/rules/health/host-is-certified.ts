import { certificates, traceStep, tracesOf } from '../../model/certificates.ts';
import { called } from '../../model/declarations.ts';
import { statingIn } from '../../model/fixes.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule } from '../rule.ts';
import { aboutCare } from './scope.ts';

export const hostIsCertified = defineRule({
    id: 'health/host-is-certified',
    on: 'Contract',
    summary: text('Health data collected in care are hosted for others only on a service certified HDS.'),
    why: text(
        'Whoever keeps patients’ data for a French hospital must hold the certificate; keeping them without is an offence. The hospital must make sure of it.',
    ),
    norms: ['hds-l1111-8', 'csp-r1111-8-8', 'csp-l1115-1'],
    *judge(ask, contract) {
        yield* aboutCare(ask, contract, function* (hosted) {
            for (const { dataset, service, at, path, open } of hosted) {
                if (certificates(ask, service, 'HDS').length > 0) continue;
                const message = text('{service} hosts {dataset} and is not certified HDS.', { service: called(ask, service), dataset: called(ask, dataset) });
                const cure = text('Host on a service certified HDS; if this one is, state it: certified HDS version "2.0" until DATE source "…".');
                const fixes = statingIn({ in: service, write: 'certified HDS version {text} until {day}' });
                yield breach({ at, message, path: [...path, ...tracesOf(ask, service, 'HDS').map((trace) => traceStep(ask, trace))], cure, fixes }, open);
            }
        });
    },
});
