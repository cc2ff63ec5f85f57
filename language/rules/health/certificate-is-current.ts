import type { Ask } from '../../model/ask.ts';
import { type Layer, layers } from '../../model/care.ts';
import { certificates, coversActivities, isOlder, settleVersion, versionOf } from '../../model/certificates.ts';
import { called } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { type Fix, statingIn } from '../../model/fixes.ts';
import { norm, parameter, whyNotYet } from '../../model/library.ts';
import { lastDayOfRun, latestNotice } from '../../model/time.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Decimal, type Duration, formatDay, formatDecimal, sayDuration } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply, type Outcome, unknown } from '../rule.ts';
import { aboutCare } from './scope.ts';

export const certificateIsCurrent = defineRule({
    id: 'health/certificate-is-current',
    on: 'Contract',
    summary: text('The HDS certificates behind a contract are of a version that counts, and valid for no longer than a certificate can be.'),
    why: text(
        'Since the end of the transition a certificate of version 1 is worth no more than none. One that claims to hold for longer than three years was misread, or was not looked up.',
    ),
    norms: ['hds-v2', 'hds-v2-only'],
    *judge(ask, contract) {
        const early = whyNotYet(ask, 'hds-v2');
        if (early) return yield doesNotApply(early);
        yield* aboutCare(ask, contract, function* (hosted) {
            let held = 0;
            for (const layer of layers(ask, contract, hosted)) {
                const stated = certificates(ask, layer.service, 'HDS').map((certificate) => ({
                    certificate,
                    troubles: [...troublesOf(ask, layer, certificate)],
                }));
                held += stated.length;
                const sound = stated.filter(({ troubles }) => troubles.length === 0).map(({ certificate }) => certificate);
                for (const { certificate, troubles } of stated) if (!sound.some((other) => coversActivities(ask, other, certificate))) yield* troubles;
            }
            if (held === 0) yield doesNotApply(text('No service that hosts the data states an HDS certificate in force.'));
        });
    },
});

function* troublesOf(ask: Ask, { service, hosting, path }: Layer, certificate: Fact<'Certified'>): Generator<Outcome> {
    const { from, until, at } = certificate;
    const version = versionOf(certificate);
    const name = called(ask, service);
    const steps = [...path, { say: text('its certificate'), at }];
    const change = norm(ask, 'hds-v2-only');
    if (change.applies) {
        const least = formatDecimal(parameter(ask, 'hds-v2-only', 'version-at-least') as Decimal);
        const names = { service: name, since: formatDay(change.from ?? 0), least };
        if (version === undefined) {
            yield unknown({
                at: hosting.at,
                message:
                    certificate.version === undefined
                        ? text('Of which version the HDS certificate of {service} is, is not stated; since {since} only {least} counts.', names)
                        : text('The HDS certificate of {service} is stated in version “{written}”, which is none; since {since} only {least} counts.', {
                              ...names,
                              written: certificate.version,
                          }),
                path: steps,
                settle: settleVersion(service, certificate),
            });
        } else if (isOlder(version, least)) {
            const message = text('The HDS certificate of {service} is of version {version}; since {since} only {least} counts.', { ...names, version });
            const cure = text('Ask the host for its certificate of version {least}, and state that one.', { least });
            const fixes = statingIn({ in: service, write: `certified HDS version "${least}" from {day} until {day}` });
            yield breach({ at: hosting.at, message, path: steps, under: ['hds-v2-only'], cure, fixes }, hosting.open);
        }
    }
    const longest = parameter(ask, 'hds-v2', 'certificate-at-most') as Duration;
    const length = sayDuration(longest);
    const misread = text('Read the dates of issue and of expiry off the certificate.');
    const wrong = (message: Message, cure = misread, fixes: readonly Fix[] = []) =>
        breach({ at: hosting.at, message, path: steps, under: ['hds-v2'], cure, fixes }, hosting.open);
    const limit = from === undefined ? undefined : lastDayOfRun(from, longest);
    if (from !== undefined && until !== undefined) {
        if (limit === undefined || until <= limit) return;
        const message = text('The HDS certificate of {service} is stated to hold from {from} until {until}; it can hold for {length}, until {limit}.', {
            service: name,
            from: formatDay(from),
            until: formatDay(until),
            length,
            limit: formatDay(limit),
        });
        return yield wrong(message);
    }
    // Whatever its end, that has come by now.
    if (from !== undefined && limit !== undefined && ask.passed(limit, at, 'ends')) {
        const message = text('The HDS certificate of {service} is stated to hold from {from}, and no end; it can hold for {length}, until {limit}.', {
            service: name,
            from: formatDay(from),
            length,
            limit: formatDay(limit),
        });
        const renewed = text('If {from} is the day of the first certification, state instead from when until when the certificate in force now is valid.', {
            from: formatDay(from),
        });
        const fixes = statingIn({ in: service, write: 'certified HDS version {text} from {day} until {day}' });
        return yield wrong(message, renewed, fixes);
    }
    // Whenever it began, it has begun by now: an end that lies further off than its whole length can be is wrong for sure.
    const earliest = until === undefined ? undefined : latestNotice(until + 1, longest);
    if (until !== undefined && earliest !== undefined && !ask.passed(earliest - 1, at)) {
        const message = text('The HDS certificate of {service} is stated to hold until {until}, longer from now than the {length} that it can hold.', {
            service: name,
            until: formatDay(until),
            length,
        });
        return yield wrong(message);
    }
    yield unknown({
        at: hosting.at,
        message: text('From when until when the HDS certificate of {service} is valid is not stated; it can hold for {length} at most.', {
            service: name,
            length,
        }),
        path: steps,
        settle: [{ in: service, write: from !== undefined ? 'until {day}' : until !== undefined ? 'from {day}' : 'from {day} until {day}', behind: at }],
    });
}
