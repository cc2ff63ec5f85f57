import { leastSecNumCloud } from '../../model/certificates.ts';
import { controllerPlace, controllersOf, whyNotAlive } from '../../model/contracts.ts';
import { isOfParticularSensitivity } from '../../model/data.ts';
import { called, facts, inside, part } from '../../model/declarations.ts';
import { derogation, derogationsFrom, fromDoctrine, fromSren31, isFrom } from '../../model/derogations.ts';
import type { Ask } from '../../model/engine.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { stating, statingIn } from '../../model/fixes.ts';
import { norm } from '../../model/library.ts';
import { binds, hasKind, kinds, mayBeUnder } from '../../model/parties.ts';
import { boundBySren31, privateHostings, sren31AsksForProof, unshielded } from '../../model/shielding.ts';
import { datasetStep, namedStep } from '../../model/steps.ts';
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
    for (const { dataset, service, host, at, sensitive, qualified } of unshielded(ask, contract)) {
        if (bound === undefined) return yield whoIsBound();
        const names = { service: called(ask, service), dataset: called(ask, dataset) };
        const path = [namedStep(ask, bound, controllerPlace(ask, contract, bound)), datasetStep(ask, dataset), namedStep(ask, service, at)];
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
        const exempt = derogation(ask, contract, derogable);
        if (exempt?.validated !== undefined) continue;
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

/** Whether loi SREN, article 31, may bind a body: it states no kind, or one of which the law binds some by name, where it is not stated whether this is one of them. */
export const mayBeBoundBySren31 = (ask: Ask, body: Id): boolean =>
    mayBeUnder(ask, 'sren-31', body) &&
    (kinds(ask, body).length === 0 || (hasKind(ask, body, 'trait.bound-by-name') && !hasKind(ask, body, 'party-kind.group-not-named-by-decree')));

/** Whether a body may be under a circular of the State: it is of no stated kind, and not of another State. */
export const mayBeUnderDoctrine = (ask: Ask, circular: string, body: Id): boolean => kinds(ask, body).length === 0 && mayBeUnder(ask, circular, body);

/** The circular that the cloud doctrine of the State stands in at the date: each has replaced the one before. */
export const circularInForce = (ask: Ask): string | undefined => ['circular-6404', 'circular-6282'].find((name) => norm(ask, name).applies);

/** A derogation that a contract states and needs. */
export interface Derogating {
    readonly stated: Fact<'Derogation'>;
    /** Where it names the norm that it is from. */
    readonly at: Place;
    /** The norm that says how long it lasts: the decree, or the circular in force. */
    readonly norm: string;
    readonly isFromLaw: boolean;
}

/**
 * Judges the derogations of a contract, from the law or from the doctrine, where one is needed. Of several the one with which
 * least is wrong speaks for the contract.
 *
 * @param nameless what follows from one that names no norm
 */
export function* aboutDerogations(
    ask: Ask,
    contract: Id,
    nameless: (stated: Fact<'Derogation'>) => Outcome,
    judge: (derogating: Derogating) => Iterable<Outcome>,
): Generator<Outcome> {
    const over = whyNotAlive(ask, contract);
    if (over) return yield doesNotApply(over);
    const stated = facts(ask, contract, 'Derogation');
    if (stated.length === 0) return yield doesNotApply(text('The contract states no derogation.'));
    if (unshielded(ask, contract).length === 0) return yield doesNotApply(text('Nothing that the contract hosts needs a derogation.'));
    const judged = [...relevant(ask, contract)].map((derogating) => [...judge(derogating)]);
    const [best] = judged.sort((a, b) => weight(a) - weight(b));
    if (best) return yield* best;
    const bare = stated.find((one) => inside(one, 'Under').length === 0);
    yield bare ? nameless(bare) : doesNotApply(text('No derogation is from a norm that binds a controller at this date.'));
}

/** The derogations from a norm that is in force and may bind a controller. Where the law binds, one from the doctrine gives no leave. */
function* relevant(ask: Ask, contract: Id): Generator<Derogating> {
    const controllers = controllersOf(ask, contract);
    const decree = 'sren-31-derogation';
    const isBound = boundBySren31(ask, contract) !== undefined;
    if (norm(ask, decree).applies && (isBound || controllers.length === 0 || controllers.some((controller) => mayBeBoundBySren31(ask, controller)))) {
        for (const stated of derogationsFrom(ask, contract, fromSren31)) yield { stated, at: placeOf(stated), norm: decree, isFromLaw: true };
    }
    const circular = circularInForce(ask);
    if (circular === undefined || (isBound && sren31AsksForProof(ask))) return;
    if (controllers.length > 0 && !controllers.some((controller) => mayBeUnderDoctrine(ask, circular, controller) || binds(ask, circular, controller))) return;
    for (const stated of derogationsFrom(ask, contract, fromDoctrine)) {
        if (!isFrom(ask, stated, fromSren31)) yield { stated, at: placeOf(stated), norm: circular, isFromLaw: false };
    }
}

const placeOf = (stated: Fact<'Derogation'>): Place => {
    const [under] = inside(stated, 'Under');
    return under ? part(under, 'norm') : stated.at;
};

/** How much is wrong: what is violated weighs more than what is only unknown, and that more than advice. */
const weight = (outcomes: readonly Outcome[]): number =>
    outcomes.reduce((sum, outcome) => sum + (outcome.verdict !== 'violated' ? 10 : outcome.cap === 'information' ? 1 : 100), 0);
