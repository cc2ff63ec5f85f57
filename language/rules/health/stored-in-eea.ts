import { layers } from '../../model/care.ts';
import { called } from '../../model/declarations.ts';
import { inEEA, norm, whyNotYet } from '../../model/library.ts';
import { copies, isPlaced } from '../../model/places.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule, doesNotApply, unsettled } from '../rule.ts';
import { aboutCare } from './scope.ts';

export const storedInEea = defineRule({
    id: 'health/stored-in-eea',
    on: 'Contract',
    summary: text('Health data collected in care that others host are stored, backed up and archived in the European Economic Area only.'),
    why: text(
        'What lies abroad is under the law and in the hands of the place where it lies, whoever owns the host. For health data the law no longer leaves the choice of the place to the parties.',
    ),
    norms: ['csp-r1111-9-1', 'hds-exi-28'],
    *judge(ask, contract) {
        yield* aboutCare(ask, contract, function* (hosted) {
            const over = norm(ask, 'csp-r1111-9-1').applies ? undefined : whyNotYet(ask, 'hds-exi-28');
            if (over) return yield doesNotApply(over);
            for (const { service, hosting, path } of layers(ask, contract, hosted)) {
                const abroad = copies(ask, service).filter(({ place }) => !inEEA(ask, place));
                if (abroad.length === 0) continue;
                const message = text('{service} keeps {dataset} outside the EEA: {where}.', {
                    service: called(ask, service),
                    dataset: called(ask, hosting.dataset),
                    where: abroad.map(({ say }) => say),
                });
                const cure = text('Have every copy kept in the EEA. That a country outside is adequate makes no difference here.');
                yield breach({ at: hosting.at, message, path: [...path, ...abroad], under: ['csp-r1111-9-1', 'hds-exi-28'], cure }, hosting.open);
            }
            const asked = new Set<Id>();
            for (const { service, at, path, open } of hosted) {
                // Where one service of a stack says where it stores, that goes for what is stored through it.
                if (asked.has(service) || isPlaced(ask, service)) continue;
                asked.add(service);
                const message = text('Where {service} stores the data is not stated.', { service: called(ask, service) });
                yield unsettled({ at, message, path, settle: [{ in: service, write: 'stores in {jurisdiction}' }] }, open);
            }
        });
    },
});
