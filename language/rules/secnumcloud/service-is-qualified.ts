import type { Ask } from '../../model/ask.ts';
import {
    leastSecNumCloud,
    longestQualification,
    type Qualification,
    qualification,
    qualifiedSiblings,
    settleVersion,
    traceStep,
} from '../../model/certificates.ts';
import { hostings, servicesOfOthers, stack, whyNotAlive } from '../../model/contracts.ts';
import { called, everStated, facts, kindOf, part } from '../../model/declarations.ts';
import { requiresSecNumCloud } from '../../model/exposure.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { statingIn } from '../../model/fixes.ts';
import { livingContractsOn } from '../../model/immunity.ts';
import { inLibrary, parameter, whyNotYet } from '../../model/library.ts';
import { sren31MissesQualification } from '../../model/shielding.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import { latestNotice } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';

export const serviceIsQualified = defineRule({
    id: 'secnumcloud/service-is-qualified',
    on: ['Contract', 'Service'],
    summary: text('A service that must be qualified SecNumCloud, or says that it is, holds the qualification itself, in force, in a version that counts.'),
    why: text(
        'A qualification is given to one service of one company for a time. What was never given, has ended, or belongs to the service next door protects nobody, whatever the brochure says.',
    ),
    norms: ['secnumcloud-qualification', 'secnumcloud-19-6'],
    *judge(ask, subject) {
        const early = whyNotYet(ask, 'secnumcloud-19-6');
        if (early) return yield doesNotApply(early);
        yield* kindOf(ask, subject) === 'Contract' ? judgeContract(ask, subject) : judgeService(ask, subject);
    },
});

// ---------------------------------------------------------------- what a contract requires

function* judgeContract(ask: Ask, contract: Id): Iterable<Outcome> {
    const over = whyNotAlive(ask, contract);
    if (over) return yield doesNotApply(over);
    if (!requiresSecNumCloud(ask, contract)) {
        return yield doesNotApply(
            text('The contract does not require SecNumCloud; what loi SREN, article 31, demands, state/sensitive-data-is-shielded judges.'),
        );
    }
    const places = new Map<Id, Place>();
    for (const hosting of hostings(ask, contract)) {
        for (const service of servicesOfOthers(ask, contract, hosting.service)) {
            if (!places.has(service)) places.set(service, part(hosting, 'service'));
        }
    }
    if (places.size === 0) return yield doesNotApply(text('Nobody hosts data for the controller.'));
    // Where the law is broken for the same reason, the law speaks.
    const left = [...places].filter(([service]) => !sren31MissesQualification(ask, contract, service));
    if (left.length === 0) return yield doesNotApply(text('What loi SREN, article 31, demands of these services, state/sensitive-data-is-shielded judges.'));
    const demand = facts(ask, contract, 'Requires').find(({ schemes }) => schemes.includes(inLibrary(ask, 'SecNumCloud')));
    const required = demand ? [{ say: text('the contract requires SecNumCloud'), at: demand.at }] : [];
    for (const [service, at] of left) {
        const found = qualification(ask, service);
        if (found.is === 'held') continue;
        const path = [...required, namedStep(ask, service, at), ...stepOf(ask, found)];
        const complaint = say(ask, service, found);
        if (found.is === 'open') yield unknown({ at, message: complaint, path, settle: settleVersion(service, found.by) });
        else {
            yield violated({
                at,
                message: text('The contract requires SecNumCloud. {complaint}', { complaint }),
                path,
                under: ['contract'],
                notes: lendNothing(ask, service),
                fixes: statingIn({ in: service, write: `certified SecNumCloud version "${leastSecNumCloud(ask)}" until {day}` }),
                cure: text(
                    'Host on a service qualified SecNumCloud {version}; if this one is, state it: certified SecNumCloud version "{version}" until DATE.',
                    {
                        version: leastSecNumCloud(ask),
                    },
                ),
            });
        }
    }
}

/** The services that are qualified, near one that is not. */
function lendNothing(ask: Ask, service: Id): readonly Message[] {
    const below = stack(ask, service)
        .slice(1)
        .map((layer) => layer.service)
        .filter((one) => qualification(ask, one).is === 'held');
    return [
        ...qualifiedSiblings(ask, service).map((other) =>
            text('{other}, of the same provider, is qualified; a qualification is lent to no other service.', { other: called(ask, other) }),
        ),
        ...below.map((other) => text('{other}, on which it runs, is qualified; a qualification is lent to no service above.', { other: called(ask, other) })),
    ];
}

// ---------------------------------------------------------------- what a service states

function* judgeService(ask: Ask, service: Id): Iterable<Outcome> {
    const wanted = inLibrary(ask, 'SecNumCloud');
    const stated = everStated(ask, service, 'Certified').filter(({ scheme }) => scheme === wanted);
    if (stated.length === 0) return yield doesNotApply(text('The service states no SecNumCloud certificate.'));
    const found = qualification(ask, service);
    yield* tooLong(ask, service, stated);
    if (found.is === 'held') return;
    if (found.is === 'coming') return yield doesNotApply(text('The SecNumCloud certificate begins only on {day}.', { day: formatDay(found.first) }));
    const asked = livingContractsOn(ask, service).some((contract) => requiresSecNumCloud(ask, contract) || sren31MissesQualification(ask, contract, service));
    if (asked) return yield doesNotApply(text('A contract that hosts on the service must have it qualified; what is wrong is said there.'));
    if (found.is === 'sought' || found.is === 'not stated') return;
    const { at } = found.by;
    const message = say(ask, service, found);
    if (found.is === 'open') {
        yield unknown({ at: part({ at }, 'scheme'), message, path: [], settle: settleVersion(service, found.by) });
        return;
    }
    yield violated({
        at: part({ at }, found.is === 'ended' ? (found.by.until === found.last ? 'until' : 'from') : found.is === 'older' ? 'scheme' : 'holder'),
        message,
        path: stepOf(ask, found),
        // No contract here relies on it; what once was true may stand in a spec.
        cap: found.is === 'ended' ? 'information' : 'warning',
        notes: lendNothing(ask, service),
        fixes: [{ title: text('Take the certificate out'), changes: [{ remove: at }], isConcession: true }],
        cure: text('State the qualification that the service itself holds now; leave the statement out if it holds none.'),
    });
}

/** A qualification that is stated to hold for longer than one is given for was misread. */
function* tooLong(ask: Ask, service: Id, stated: readonly Fact<'Certified'>[]): Iterable<Outcome> {
    const longest = parameter(ask, 'secnumcloud-qualification', 'qualification-at-most') as Duration;
    for (const certificate of stated) {
        const { from, until, at } = certificate;
        if (until === undefined) continue;
        const limit = longestQualification(ask, certificate);
        // Whenever it began, it has begun by now.
        const earliest = latestNotice(until + 1, longest);
        const isTooLong = limit !== undefined ? until > limit : earliest !== undefined && !ask.passed(earliest - 1, at);
        if (!isTooLong) continue;
        const names = { service: called(ask, service), until: formatDay(until), length: sayDuration(longest) };
        yield violated({
            at: part({ at }, 'until'),
            message:
                from !== undefined && limit !== undefined
                    ? text('The qualification of {service} is stated from {from} until {until}; one is given for {length}, so until {limit} at most.', {
                          ...names,
                          from: formatDay(from),
                          limit: formatDay(limit),
                      })
                    : text('The qualification of {service} is stated until {until}, longer from now than the {length} for which one is given.', names),
            path: [],
            cap: 'warning',
            cure: text('Read the days off the list of qualified services.'),
        });
    }
}

// ---------------------------------------------------------------- words

function say(ask: Ask, service: Id, found: Exclude<Qualification, { is: 'held' }>): Message {
    const name = called(ask, service);
    switch (found.is) {
        case 'open':
            return found.by.version === undefined
                ? text('{service} is qualified SecNumCloud in a version that is not stated.', { service: name })
                : text('{service} is stated to be qualified SecNumCloud in version “{written}”, which is no version of it.', {
                      service: name,
                      written: found.by.version,
                  });
        case 'older':
            return text('The qualification of {service} is of version {version}; only {least} and later count.', {
                service: name,
                version: found.version,
                least: leastSecNumCloud(ask),
            });
        case 'of another':
            return text('The qualification stated for {service} is held by {holder}, who does not run it.', {
                service: name,
                holder: called(ask, found.holder),
            });
        case 'ended':
            return text('The qualification of {service} ended on {day}.', { service: name, day: formatDay(found.last) });
        case 'coming':
            return text('The qualification of {service} begins only on {day}.', { service: name, day: formatDay(found.first) });
        case 'sought':
            return text('{service} has applied for the qualification, and does not hold it.', { service: name });
        case 'not stated':
            return text('{service} is not qualified.', { service: name });
    }
}

const stepOf = (ask: Ask, found: Qualification): readonly Step[] => {
    switch (found.is) {
        case 'not stated':
            return [];
        case 'ended':
        case 'of another':
        case 'sought':
            return [traceStep(ask, found)];
        default:
            return [{ say: text('its certificate'), at: found.by.at }];
    }
};
