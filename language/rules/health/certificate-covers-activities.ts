import type { Ask } from '../../model/ask.ts';
import { type Layer, layers } from '../../model/care.ts';
import { certificates, heldByOthers, isAmong } from '../../model/certificates.ts';
import { inSeries, termsThatAre } from '../../model/clauses.ts';
import { operator } from '../../model/contracts.ts';
import { called, facts } from '../../model/declarations.ts';
import { isA } from '../../model/library.ts';
import { copies } from '../../model/places.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule, doesNotApply, type Outcome, unknown } from '../rule.ts';
import { aboutCare } from './scope.ts';

export const certificateCoversActivities = defineRule({
    id: 'health/certificate-covers-activities',
    on: 'Contract',
    summary: text('The HDS certificates behind a contract are the hosts’ own, and cover every activity that they provide.'),
    why: text(
        'An HDS certificate names the activities it is for, from the building to the administration of the system. What a host does beside them, it does uncertified.',
    ),
    norms: ['hds-l1111-8', 'csp-r1111-9'],
    *judge(ask, contract) {
        yield* aboutCare(ask, contract, function* (hosted) {
            const found = layers(ask, contract, hosted);
            if (!found.some(({ service }) => certificates(ask, service, 'HDS').length > 0 || heldByOthers(ask, service, 'HDS').length > 0)) {
                return yield doesNotApply(text('No service that hosts the data states an HDS certificate in force.'));
            }
            for (const layer of found) yield* judgeLayer(ask, layer);
        });
    },
});

function* judgeLayer(ask: Ask, { service, above, hosting, path }: Layer): Generator<Outcome> {
    const { at, open } = hosting;
    const name = called(ask, service);
    const own = certificates(ask, service, 'HDS');
    const foreign = heldByOthers(ask, service, 'HDS')[0];
    if (own.length === 0 && foreign) {
        const message = text('The HDS certificate of {service} is held by {holder}; {operator}, who runs the service, holds none.', {
            service: name,
            holder: called(ask, foreign.holder),
            operator: called(ask, operator(ask, service) ?? service),
        });
        const cure = text('Host on a service whose operator is certified; a certificate speaks for nobody but its holder.');
        yield breach({ at, message, path: [...path, { say: text('its certificate'), at: foreign.by.at }], cure }, open);
        return;
    }
    // A host may have its certificate stretch over what others do for it below; never the other way round.
    const held = [...above.flatMap((one) => certificates(ask, one, 'HDS')), ...own];
    // Without any, health/host-is-certified has said so.
    if (held.length === 0) return;
    for (const certificate of own) {
        if (certificate.activities.length > 0) continue;
        yield unknown({
            at,
            message: text('For which activities {service} is certified HDS is not stated.', { service: name }),
            path: [...path, { say: text('its certificate'), at: certificate.at }],
            settle: [{ in: service, write: 'for {activity}', behind: certificate.at }],
        });
    }
    const isCovered = (activity: Id) => held.some(({ activities }) => isAmong(ask, activity, activities));
    const provided = facts(ask, service, 'Provides');
    const six = termsThatAre(ask, 'activity', 'activity.hds');
    const isHds = (activity: Id) => isA(ask, activity, 'activity.hds');
    // Software or infrastructure as a service is none of the six, and tells of none; who hosts for others does one of them.
    if (!provided.some(({ activities }) => activities.some(isHds))) {
        if (six.every(isCovered)) return;
        const message = text('Which HDS activities {service} provides is not stated, so whether a certificate covers them.', { service: name });
        return yield unknown({ at, message, path, settle: [{ in: service, write: provided.length > 0 ? 'provides hds' : 'provides {activity}' }] });
    }
    // The word for all of them stands for each.
    const activities = [...new Set(provided.flatMap((stated) => stated.activities).flatMap((one) => (nameOf(one) === 'activity.hds' ? six : [one])))];
    const uncovered = activities.filter((activity) => isHds(activity) && !isCovered(activity));
    if (held.some((certificate) => certificate.activities.length === 0)) return;
    // Where data lie there are premises and machines: the host's own, or those of another service that his runs on.
    const ground = six.filter(
        (one) => ['activity.hds-1', 'activity.hds-2'].includes(nameOf(one)) && !isCovered(one) && !activities.some((other) => isAmong(ask, other, [one])),
    );
    if (ground.length > 0 && copies(ask, service).length > 0 && facts(ask, service, 'RunsOn').length === 0) {
        yield unknown({
            at,
            message: text('{service} keeps data; who provides what they lie on is not stated, so whether a certificate covers it: {activities}.', {
                service: name,
                activities: inSeries(ask, ground),
            }),
            path,
            settle: [{ in: service, write: 'runs on {service}' }],
        });
    }
    if (uncovered.length === 0) return;
    const names = { service: name, activities: inSeries(ask, uncovered) };
    const certificate = held.at(-1);
    yield breach(
        {
            at,
            message:
                own.length > 0
                    ? text('{service} provides what its HDS certificate is not for: {activities}.', names)
                    : text('{service} is below, not certified HDS, and provides what no certificate above is for: {activities}.', names),
            path: [
                ...path,
                ...provided.map((stated) => ({ say: text('the activities that it provides'), at: stated.at })),
                ...(certificate ? [{ say: own.length > 0 ? text('its certificate') : text('the certificate above it'), at: certificate.at }] : []),
            ],
            cure: text('Have the certificate extended to the activity, or have somebody certified for it carry it out.'),
        },
        open,
    );
}
