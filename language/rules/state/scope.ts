import type { Ask } from '../../model/ask.ts';
import { leastSecNumCloud } from '../../model/certificates.ts';
import { isOfParticularSensitivity } from '../../model/data.ts';
import { called } from '../../model/declarations.ts';
import { derogation } from '../../model/derogations.ts';
import { stating, statingIn } from '../../model/fixes.ts';
import { isA, norm } from '../../model/library.ts';
import { hasKind, kinds, mayBeUnder } from '../../model/parties.ts';
import { privateHostings, unshielded } from '../../model/shielding.ts';
import { controllerSteps, datasetStep, namedStep } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { doesNotApply, type Outcome, type Unknown, unknown, violated } from '../rule.ts';

/** A duty to keep data of particular sensitivity on qualified services, and whom it binds. */
export interface Duty {
    /** The controller that it binds; nothing where that is not known. */
    readonly bound: Id | undefined;
    /** What to say where it is not known whether it binds anybody. */
    readonly whoIsBound: () => Unknown;
    /** The norms that a derogation may be from. */
    readonly derogable: readonly string[];
    readonly under: readonly string[];
}

/** All that a derogation says. */
const wholeDerogation = (norm: string): string =>
    `derogation { under ${norm}  minister {organisation} on {day}  validated by {organisation} on {day}  project start {day} }`;

/** Judges the data of particular sensitivity that a contract puts on the services of private providers. */
export function* judgeShield(ask: Ask, contract: Id, { bound, whoIsBound, derogable, under }: Duty): Generator<Outcome> {
    const hosted = privateHostings(ask, contract);
    if (hosted.length === 0) return yield doesNotApply(text('No private provider hosts the data.'));
    if (hosted.every(({ dataset }) => isOfParticularSensitivity(ask, dataset) === false)) {
        return yield doesNotApply(text('None of the hosted data are of particular sensitivity.'));
    }
    // Until when a derogation gives leave, state/derogation-within-limit judges.
    const exempt = derogation(ask, contract, derogable);
    if (exempt?.validated !== undefined) return;
    for (const { dataset, service, host, at, sensitive, qualified } of unshielded(ask, contract)) {
        if (bound === undefined) return yield whoIsBound();
        const names = { service: called(ask, service), dataset: called(ask, dataset) };
        const path = [...controllerSteps(ask, contract, [bound]), datasetStep(ask, dataset), namedStep(ask, service, at)];
        if (sensitive === undefined) {
            const message = text('{service} is not qualified SecNumCloud; whether {dataset} is of particular sensitivity is not stated.', names);
            yield unknown({ at, message, path, settle: [{ in: dataset, write: 'sensitivity {secret}' }] });
            continue;
        }
        if (host !== undefined && kinds(ask, host).length === 0) {
            const message = text('{service} is not qualified SecNumCloud; whether its operator is a private provider is not stated.', {
                service: names.service,
            });
            yield unknown({ at, message, path, settle: [{ in: host, write: 'kind {party-kind}' }] });
            continue;
        }
        if (qualified === undefined) {
            const message = text('{service} is qualified SecNumCloud in a version that is not stated.', { service: names.service });
            yield unknown({ at, message, path, settle: [{ in: service, write: `certified SecNumCloud version "${leastSecNumCloud(ask)}"` }] });
            continue;
        }
        yield violated({
            at,
            message: exempt
                ? text('{service} hosts {dataset} and is not qualified SecNumCloud; the derogation stated is not validated by the Prime Minister.', names)
                : text('{service} hosts {dataset} and is not qualified SecNumCloud; no derogation is stated.', names),
            path: exempt ? [...path, { say: text('a derogation that nobody validated'), at: exempt.at }] : path,
            under,
            fixes: [
                ...statingIn({ in: service, write: `certified SecNumCloud version "${leastSecNumCloud(ask)}" until {day}` }),
                ...(exempt ? [] : [stating({ in: contract, write: wholeDerogation(derogable[0] ?? '{norm}') })]),
            ],
            cure: text('Move to a service qualified SecNumCloud {version}; a validated derogation would satisfy.', { version: leastSecNumCloud(ask) }),
        });
    }
}

/**
 * Whether loi SREN, article 31, may bind a body: it states no kind, or one of which the law binds some by name, where it is not stated whether this is one of
 * them. Of what only teaches or does research nobody can tell whether it is private, or on the list of operators of the State.
 */
export const mayBeBoundBySren31 = (ask: Ask, body: Id): boolean =>
    mayBeUnder(ask, 'sren-31', body) &&
    (kinds(ask, body).every((kind) => isA(ask, kind, 'trait.academic')) ||
        (hasKind(ask, body, 'trait.bound-by-name') && !hasKind(ask, body, 'party-kind.group-not-named-by-decree')));

/** The circular that the cloud doctrine of the State stands in at the date: each has replaced the one before. */
export const circularInForce = (ask: Ask): string | undefined => ['circular-6404', 'circular-6282'].find((name) => norm(ask, name).applies);
