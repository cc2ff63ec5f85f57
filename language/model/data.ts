import type { Id } from '../names/outline.ts';
import { facts } from './declarations.ts';
import type { Ask } from './engine.ts';
import { isA } from './library.ts';

/**
 * Whether a dataset is about persons: not if it is stated as anonymised by a method, as non-personal, or as about none but
 * companies or the dead. Nothing where anonymisation is claimed and no method stated: that is a word, and no fact.
 */
export function isPersonal(ask: Ask, dataset: Id): boolean | undefined {
    const subjects = facts(ask, dataset, 'Subjects').flatMap((stated) => stated.subjects);
    if (subjects.length > 0 && subjects.every((subject) => isA(ask, subject, 'trait.not-personal'))) return false;
    const degrees = facts(ask, dataset, 'Identifiability').map(({ degree }) => degree);
    if (degrees.some((degree) => isA(ask, degree, 'trait.not-personal'))) return false;
    if (degrees.some((degree) => isA(ask, degree, 'identifiability.anonymised'))) {
        return facts(ask, dataset, 'AnonymisedBy').length > 0 ? false : undefined;
    }
    return true;
}

/**
 * Whether reach over a dataset matters: special categories, offences, minors, particular sensitivity. Nothing where what is
 * stated does not tell.
 */
export function isSensitive(ask: Ask, dataset: Id): boolean | undefined {
    const categories = facts(ask, dataset, 'Category').flatMap((stated) => stated.categories);
    const subjects = facts(ask, dataset, 'Subjects').flatMap((stated) => stated.subjects);
    const secrets = facts(ask, dataset, 'Sensitivity').flatMap((stated) => stated.secrets);
    // What loi SREN protects need not be about persons; the rest is sensitive because of the person it is about.
    if (secrets.some((secret) => isA(ask, secret, 'trait.sensitive'))) return true;
    const personal = isPersonal(ask, dataset);
    if (personal === false) return false;
    if ([...categories, ...subjects].some((term) => isA(ask, term, 'trait.sensitive'))) return personal;
    return categories.length > 0 || secrets.length > 0 ? false : undefined;
}

/** Whether a breach would hurt what loi SREN art. 31 protects. Nothing where no sensitivity is stated. */
export function isOfParticularSensitivity(ask: Ask, dataset: Id): boolean | undefined {
    const secrets = facts(ask, dataset, 'Sensitivity').flatMap((stated) => stated.secrets);
    if (secrets.length === 0) return undefined;
    return secrets.some((secret) => isA(ask, secret, 'trait.particular-sensitivity'));
}

/** Whether a dataset is stated to be about nobody: anonymised by a method, or not personal. Of the dead it is still about somebody. */
export function isAnonymous(ask: Ask, dataset: Id): boolean {
    return facts(ask, dataset, 'Identifiability').some(
        ({ degree }) =>
            isA(ask, degree, 'trait.not-personal') || (isA(ask, degree, 'identifiability.anonymised') && facts(ask, dataset, 'AnonymisedBy').length > 0),
    );
}

/** Whether a dataset concerns health. Nothing where no category is stated. */
export function concernsHealth(ask: Ask, dataset: Id): boolean | undefined {
    const categories = facts(ask, dataset, 'Category').flatMap((stated) => stated.categories);
    return categories.length === 0 ? undefined : categories.some((category) => isA(ask, category, 'category.health'));
}

/** Whether a dataset was collected in care, by its origin. Nothing where no origin is stated. */
export function isFromCare(ask: Ask, dataset: Id): boolean | undefined {
    const origins = facts(ask, dataset, 'Origin').flatMap((stated) => stated.origins);
    return origins.length === 0 ? undefined : origins.some((origin) => isA(ask, origin, 'trait.care-record'));
}
