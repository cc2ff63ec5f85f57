import type { Id } from '../names/outline.ts';
import type { Day } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { facts, inside, isDone } from './declarations.ts';
import type { Fact, Place } from './facts.ts';
import { inLibrary } from './library.ts';

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
    const found = derogationsFrom(ask, contract, norms).map((stated) => ({
        at: stated.at,
        validated: [...inside(stated, 'Validated'), ...(asksForNoValidation(ask, stated) ? inside(stated, 'Minister') : [])].find(isDone(ask))?.on,
    }));
    return found.find(({ validated }) => validated !== undefined) ?? found[0];
}

/** Whether a derogation needs no validation beside the minister's own decision: the first circular alone asked for none. */
export const asksForNoValidation = (ask: Ask, stated: Fact<'Derogation'>): boolean =>
    inside(stated, 'Under').every(({ norm }) => norm === inLibrary(ask, firstCircular));
