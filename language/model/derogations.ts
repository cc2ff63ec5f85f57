import type { Id } from '../names/outline.ts';
import type { Day, Duration } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { facts, inside, isDone } from './declarations.ts';
import type { Fact, Place } from './facts.ts';
import { inLibrary, norm, parameter } from './library.ts';
import { deadline } from './time.ts';

/** Loi SREN, article 31: by the law, or by the decree that says how to derogate from it. */
export const fromSren31: readonly string[] = ['sren-31', 'sren-31-derogation'];
/** The doctrine under which a minister's word was enough. */
const firstCircular = 'circular-6282';
/** The cloud doctrine of the State, in whichever of its circulars. */
export const fromDoctrine: readonly string[] = [firstCircular, 'circular-6404', 'circular-6519'];

/** Whether a derogation is from one of some norms. */
export const isFrom = (ask: Ask, stated: Fact<'Derogation'>, norms: readonly string[]): boolean =>
    inside(stated, 'Under').some(({ norm }) => norms.some((name) => inLibrary(ask, name) === norm));

/** The derogations of a contract from some norms, in the order of the text. */
export const derogationsFrom = (ask: Ask, contract: Id, norms: readonly string[]): readonly Fact<'Derogation'>[] =>
    facts(ask, contract, 'Derogation').filter((stated) => isFrom(ask, stated, norms));

/** A derogation from some norms, and since when it is validated: the validated one where several are stated, nothing if none is. */
export function derogation(ask: Ask, contract: Id, norms: readonly string[]): { readonly at: Place; readonly validated: Day | undefined } | undefined {
    const found = derogationsFrom(ask, contract, norms).map((stated) => ({ at: stated.at, validated: validatedOn(ask, stated) }));
    return found.find(({ validated }) => validated !== undefined) ?? found[0];
}

const validatedOn = (ask: Ask, stated: Fact<'Derogation'>): Day | undefined =>
    [...inside(stated, 'Validated'), ...(asksForNoValidation(ask, stated) ? inside(stated, 'Minister') : [])].find(isDone(ask))?.on;

/** Whether a derogation from loi SREN, article 31, gives leave at the date: a validated one, for a project begun before, that has not ended. */
export const hasLeaveOfSren31 = (ask: Ask, contract: Id): boolean =>
    derogationsFrom(ask, contract, fromSren31).some((stated) => {
        const end = endOf(ask, stated, 'sren-31-derogation');
        return (
            validatedOn(ask, stated) !== undefined && !isBegunTooLate(ask, stated) && !(end?.limit !== undefined && ask.passed(end.limit, end.offer.at, 'ends'))
        );
    });

/** Whether the project began when the decree on derogations applied already. */
export function isBegunTooLate(ask: Ask, stated: Fact<'Derogation'>): boolean {
    const { from } = norm(ask, 'sren-31-derogation');
    const start = inside(stated, 'ProjectStart')[0];
    return from !== undefined && start !== undefined && start.on >= from;
}

/** The last day of a derogation by the norm that limits it. The first acceptable offer starts the clock, whatever came after it; nothing where none is stated. */
export function endOf(ask: Ask, stated: Fact<'Derogation'>, limiting: string) {
    const [offer] = [...inside(stated, 'CompliantOffer')].sort((a, b) => a.on - b.on);
    return offer && { offer, limit: deadline(offer.on, parameter(ask, limiting, 'derogation-at-most') as Duration) };
}

/** Whether a derogation needs no validation beside the minister's own decision: the first circular alone asked for none. */
export const asksForNoValidation = (ask: Ask, stated: Fact<'Derogation'>): boolean =>
    inside(stated, 'Under').every(({ norm }) => norm === inLibrary(ask, firstCircular));
