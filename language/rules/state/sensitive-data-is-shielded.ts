import { isQualified, leastSecNumCloud } from '../../model/certificates.ts';
import { controllerPlace, controllersOf, derogation, hostedByOthers, hostings, operator, whyNotAlive } from '../../model/contracts.ts';
import { isOfParticularSensitivity } from '../../model/data.ts';
import { called, part } from '../../model/declarations.ts';
import type { Ask } from '../../model/engine.ts';
import { binds, norm } from '../../model/library.ts';
import { hasKind, kinds } from '../../model/parties.ts';
import { datasetStep, namedStep } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Unknown, unknown, violated } from '../rule.ts';

export const sensitiveDataIsShielded = defineRule({
    id: 'state/sensitive-data-is-shielded',
    on: 'Contract',
    summary: text(
        'The State’s data of particular sensitivity are on the cloud of a private provider only if it is qualified SecNumCloud, or under a validated derogation.',
    ),
    why: text('The State may not leave what its citizens confide to it within reach of other States. The qualification is the proof the law accepts.'),
    norms: ['sren-31', 'sren-31-qualification'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const duty = norm(ask, 'sren-31');
        if (!duty.applies) return yield doesNotApply(text('{norm} does not apply before {day}.', { norm: duty.title, day: formatDay(duty.from ?? 0) }));
        const proof = norm(ask, 'sren-31-qualification');
        if (!proof.applies) {
            return yield doesNotApply(text('The qualification is demanded from {day} ({norm}).', { norm: proof.title, day: formatDay(proof.from ?? 0) }));
        }
        const controllers = controllersOf(ask, contract);
        const bound = controllers.find((controller) => binds(ask, 'sren-31', kinds(ask, controller)));
        // Of some kinds the decree binds only those that it names.
        const silent = controllers.find((controller) => kinds(ask, controller).length === 0 || mayBeNamed(ask, controller));
        if (!bound && !silent && controllers.length > 0) return yield doesNotApply(text('No controller is a body that loi SREN, article 31, binds.'));
        // The duty is about services that a private provider supplies; what public bodies run themselves is looked past.
        const isPublic = (party: Id) => controllers.includes(party) || hasKind(ask, party, 'trait.public-body');
        const hosted = hostings(ask, contract).flatMap((hosting) =>
            hostedByOthers(ask, hosting, isPublic).map((service) => ({ ...hosting, service, host: operator(ask, service) })),
        );
        if (hosted.length === 0) return yield doesNotApply(text('No private provider hosts the data.'));
        if (hosted.every(({ dataset }) => isOfParticularSensitivity(ask, dataset) === false)) {
            return yield doesNotApply(text('None of the hosted data are of particular sensitivity.'));
        }
        for (const { dataset, service, host, at } of hosted) {
            const here = part({ at }, 'service');
            const sensitive = isOfParticularSensitivity(ask, dataset);
            const qualified = isQualified(ask, service);
            if (sensitive === false || qualified) continue;
            if (!bound) {
                yield unknownController(ask, contract, silent);
                return;
            }
            const names = { service: called(ask, service), dataset: called(ask, dataset) };
            const path = [namedStep(ask, bound, controllerPlace(ask, contract, bound)), datasetStep(ask, dataset), namedStep(ask, service, here)];
            if (sensitive === undefined) {
                const message = text('{service} is not qualified SecNumCloud; whether {dataset} is of particular sensitivity is not stated.', names);
                yield unknown({ at: here, message, path, settle: { in: dataset, write: 'sensitivity ' } });
                continue;
            }
            if (host !== undefined && kinds(ask, host).length === 0) {
                const message = text('{service} is not qualified SecNumCloud; whether its operator is a private provider is not stated.', {
                    service: names.service,
                });
                yield unknown({ at: here, message, path, settle: { in: host, write: 'kind company' } });
                continue;
            }
            if (qualified === undefined) {
                const message = text('{service} is qualified SecNumCloud in a version that is not stated.', { service: names.service });
                yield unknown({ at: here, message, path, settle: { in: service, write: `certified SecNumCloud version "${leastSecNumCloud(ask)}"` } });
                continue;
            }
            const exempt = derogation(ask, contract, duty.id);
            if (exempt?.validated !== undefined) continue;
            yield violated({
                at: here,
                message: exempt
                    ? text('{service} hosts {dataset} and is not qualified SecNumCloud; the derogation stated is not validated by the Prime Minister.', names)
                    : text('{service} hosts {dataset} and is not qualified SecNumCloud; no derogation is stated.', names),
                path: exempt ? [...path, { say: text('a derogation that nobody validated'), at: exempt.at }] : path,
                under: ['sren-31', 'sren-31-qualification'],
                cure: text('Move to a service qualified SecNumCloud {version}; a validated derogation would satisfy.', { version: leastSecNumCloud(ask) }),
            });
        }
    },
});

/** A body of a kind of which the law binds some by name, where it is not stated whether this is one of them. */
const mayBeNamed = (ask: Ask, body: Id): boolean => hasKind(ask, body, 'trait.bound-by-name') && !hasKind(ask, body, 'party-kind.group-not-named-by-decree');

function unknownController(ask: Ask, contract: Id, silent: Id | undefined): Unknown {
    const at = { id: contract, path: 'name' };
    if (silent === undefined) {
        const message = text('Who the controller is, is not stated, so whether loi SREN, article 31, binds it.');
        return unknown({ at, message, path: [], settle: { in: contract, write: 'controller ' } });
    }
    const name = called(ask, silent);
    if (kinds(ask, silent).length > 0) {
        const message = text('Loi SREN, article 31, binds some bodies of the kind of {name}, by name; whether it is one of them is not stated.', { name });
        return unknown({ at, message, path: [], settle: { in: silent, write: 'kind group-named-by-decree' } });
    }
    const message = text('What kind of body {name} is, is not stated, so whether loi SREN, article 31, binds it.', { name });
    return unknown({ at, message, path: [], settle: { in: silent, write: 'kind ' } });
}
