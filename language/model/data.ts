import { type Id, nameOf } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import { formatDay } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { controllersOf, hostings, operator, processors, stack, whyNothingHosted } from './contracts.ts';
import { called, facts } from './declarations.ts';
import type { Open, Settle } from './facts.ts';
import { inEEA, inLibrary, isA, isAnyOf, isKnownTerm } from './library.ts';
import { footings, isIn } from './parties.ts';
import { remembered } from './remembered.ts';

/** What a dataset is about, and where it comes from, in words that tell rules something: the library's, or those that are one of them. */
export const categoriesOf = (ask: Ask, dataset: Id): readonly Id[] =>
    facts(ask, dataset, 'Category').flatMap(({ categories }) => categories.filter((one) => isKnownTerm(ask, one)));
export const originsOf = (ask: Ask, dataset: Id): readonly Id[] =>
    facts(ask, dataset, 'Origin').flatMap(({ origins }) => origins.filter((one) => isKnownTerm(ask, one)));

/**
 * Whether a dataset is about persons: not if it is stated as anonymised by a method, as non-personal, or as about none but
 * companies or the dead. Nothing where anonymisation is claimed and no method stated: that is a word, and no fact.
 */
export const isPersonal = remembered('is personal', (ask, dataset): boolean | undefined => {
    const subjects = facts(ask, dataset, 'Subjects').flatMap((stated) => stated.subjects);
    if (subjects.length > 0 && subjects.every((subject) => isA(ask, subject, 'trait.not-personal'))) return false;
    if (isAnonymous(ask, dataset)) return false;
    return isCalledAnonymised(ask, dataset) ? undefined : true;
});

/**
 * Whether reach over a dataset matters: special categories, offences, minors, particular sensitivity. Nothing where what is
 * stated does not tell.
 */
export const isSensitive = remembered('is sensitive', (ask, dataset): boolean | undefined => {
    const categories = categoriesOf(ask, dataset);
    const subjects = facts(ask, dataset, 'Subjects').flatMap((stated) => stated.subjects);
    const secrets = facts(ask, dataset, 'Sensitivity').flatMap((stated) => stated.secrets);
    // What loi SREN protects need not be about persons; the rest is sensitive because of the person it is about.
    if (secrets.some((secret) => isA(ask, secret, 'trait.sensitive'))) return true;
    const personal = isPersonal(ask, dataset);
    if (personal === false) return false;
    if ([...categories, ...subjects].some((term) => isA(ask, term, 'trait.sensitive'))) return personal;
    return categories.length > 0 || secrets.some((secret) => isA(ask, secret, 'secret.none')) ? false : undefined;
});

/** What would tell whether data are sensitive, where what is stated does not: what they are about, or by what method they are about nobody. */
export function whatTellsSensitivity(ask: Ask, dataset: Id): Settle {
    const isClaim = categoriesOf(ask, dataset).length > 0 && isPersonal(ask, dataset) === undefined;
    return { in: dataset, write: isClaim ? 'anonymised method {text}' : 'category {category}' };
}

/**
 * Whether a breach would hurt what loi SREN art. 31 protects. Nothing where no sensitivity is stated, or only in a word of the spec's own
 * that is neither a secret of the law nor none.
 */
export const isOfParticularSensitivity = remembered('is of particular sensitivity', (ask, dataset): boolean | undefined => {
    const secrets = facts(ask, dataset, 'Sensitivity').flatMap((stated) => stated.secrets);
    if (secrets.some((secret) => isA(ask, secret, 'trait.particular-sensitivity'))) return true;
    return secrets.some((secret) => isA(ask, secret, 'secret.none')) ? false : undefined;
});

const isCalledAnonymised = (ask: Ask, dataset: Id): boolean =>
    facts(ask, dataset, 'Identifiability').some(({ degree }) => isA(ask, degree, 'identifiability.anonymised'));

/** Whether a dataset is stated to be about nobody: anonymised by a method, which is no plan, or not personal. Of the dead it is still about somebody. */
export const isAnonymous = remembered(
    'is anonymous',
    (ask, dataset): boolean =>
        facts(ask, dataset, 'Identifiability').some(({ degree }) => isA(ask, degree, 'trait.not-personal')) ||
        (isCalledAnonymised(ask, dataset) && facts(ask, dataset, 'AnonymisedBy').some(({ on, at }) => on === undefined || ask.passed(on - 1, at, 'begins'))),
);

/** Whether a dataset holds personal data of a special category, as far as is stated. */
export const isSpecial = remembered(
    'is of a special category',
    (ask, dataset): boolean =>
        isPersonal(ask, dataset) === true &&
        facts(ask, dataset, 'Category').some(({ categories }) => categories.some((category) => isA(ask, category, 'category.special'))),
);

/** Whether a dataset concerns health. Nothing where no category is stated. */
export const concernsHealth = remembered('concerns health', (ask, dataset): boolean | undefined => {
    const categories = categoriesOf(ask, dataset);
    return categories.length === 0 ? undefined : categories.some((category) => isA(ask, category, 'category.health'));
});

/** Whether a dataset was collected in care, by its origin. Nothing where no origin is stated. */
export const isFromCare = remembered('is from care', (ask, dataset): boolean | undefined => {
    const origins = originsOf(ask, dataset);
    return origins.length === 0 ? undefined : origins.some((origin) => isA(ask, origin, 'trait.care-record'));
});

/** Whether a dataset is about staff, in their employment: what adequacy frameworks call human resources data. Nothing where neither what it is about nor whom is stated. */
export const isAboutStaff = remembered('is about staff', (ask, dataset): boolean | undefined => {
    const categories = categoriesOf(ask, dataset);
    const subjects = facts(ask, dataset, 'Subjects').flatMap((stated) => stated.subjects);
    if (categories.some((category) => isA(ask, category, 'category.employment'))) return true;
    if (subjects.some((subject) => isA(ask, subject, 'subject.employees') || isA(ask, subject, 'subject.job-applicants'))) return true;
    return categories.length + subjects.length > 0 ? false : undefined;
});

/** What is open of data that are called anonymised by no stated method, or by one of a later day: they may still be about persons. Nothing of any others. */
export function claimedAnonymity(ask: Ask, dataset: Id): Open | undefined {
    if (!isCalledAnonymised(ask, dataset) || isAnonymous(ask, dataset)) return undefined;
    const day = facts(ask, dataset, 'AnonymisedBy')[0]?.on;
    const name = called(ask, dataset);
    return {
        say:
            day === undefined
                ? text('Whether {dataset} is about persons is not known: it is called anonymised, and no method is stated.', { dataset: name })
                : text('Whether {dataset} is about persons is not known: it is called anonymised, by a method that is only of {day}.', {
                      dataset: name,
                      day: formatDay(day),
                  }),
        settle: { in: dataset, write: 'anonymised method {text}' },
    };
}

/** Why rules on personal data have nothing to say of what a contract hosts; nothing where they may have. */
export const whyNothingPersonal = remembered('why nothing personal', (ask, contract): Message | undefined => {
    const none = whyNothingHosted(ask, contract);
    if (none) return none;
    const isAboutNobody = hostings(ask, contract).every(({ dataset }) => isPersonal(ask, dataset) === false);
    return isAboutNobody ? text('None of the hosted data are about persons.') : undefined;
});

// ---------------------------------------------------------------- kinds of data in a flow

/** What a service knows of those who use it: personal whatever they store on it, and no part of that. */
const besideHosted = ['data-kind.technical-data', 'data-kind.support-data', 'data-kind.billing-data'] as const;

export const isBesideHosted = (ask: Ask, kind: Id): boolean => isAnyOf(ask, kind, besideHosted);

/** What SecNumCloud calls customer data and technical data. Who is billed and who asked for help are neither; from where support is given is another requirement. */
export const isOfService = (ask: Ask, kind: Id): boolean => !isA(ask, kind, 'data-kind.billing-data') && !isA(ask, kind, 'data-kind.support-data');

/** Whether data of a kind may be a dataset that is stored, as far as is stated of either. */
export function mayBeOf(ask: Ask, kind: Id, dataset: Id): boolean {
    if (isBesideHosted(ask, kind)) return false;
    if (isA(ask, kind, 'trait.not-personal')) return isPersonal(ask, dataset) !== true;
    return isOfStaff(ask, kind, dataset) ?? true;
}

/** Whether data of a kind are stated to be a dataset that is stored, or one like it. */
export const isOfHosted = (ask: Ask, kind: Id, dataset: Id): boolean => isA(ask, kind, 'data-kind.hosted-data') || (isOfStaff(ask, kind, dataset) ?? false);

/** Whether a dataset may be what is meant by human resources data, or by all others; nothing of kinds that mean neither. */
function isOfStaff(ask: Ask, kind: Id, dataset: Id): boolean | undefined {
    if (isA(ask, kind, 'data-kind.hosted-data')) return undefined;
    const name = nameOf(kind);
    if (name === 'data-kind.hr-data') return isAboutStaff(ask, dataset) !== false;
    return name === 'data-kind.non-hr-data' ? isAboutStaff(ask, dataset) !== true : undefined;
}

/**
 * Whether the GDPR binds anybody under a contract, by its Article 3: whoever is established in the European Economic Area, or has
 * data of persons there. What would tell, where nobody who is stated is there, and of the persons it is not said where they are.
 */
export const isUnderGdpr = remembered('is under the GDPR', (ask, contract): boolean | Open => {
    const processing = [
        ...processors(ask, contract).map(({ party }) => party),
        ...hostings(ask, contract).flatMap(({ service }) => stack(ask, service).flatMap((layer) => operator(ask, layer.service) ?? [])),
    ];
    const bound = bindsControllers(ask, contract);
    if (bound === true || processing.some((party) => isInEEA(ask, party))) return true;
    const unplaced = processing.find((party) => isUnplaced(ask, party));
    if (bound === false && unplaced === undefined) return false;
    const say = text(
        'No controller is in the European Economic Area; whether a processor or the persons are, and so whether the GDPR binds anybody, is not stated.',
    );
    if (unplaced !== undefined) return { say, settle: { in: unplaced, write: 'seat {jurisdiction}' } };
    return bound && { say, settle: bound.settle };
});

/**
 * Whether the GDPR binds a controller of a contract: one who is established in the European Economic Area, or has data of persons there.
 * A processor who is there binds himself, and nobody for whom he works. Whose seat is not stated is taken to be there.
 */
export const bindsControllers = remembered('is a controller under the GDPR', (ask, contract): boolean | Open => {
    const controllers = controllersOf(ask, contract);
    if (controllers.length === 0 || controllers.some((party) => isUnplaced(ask, party) || isInEEA(ask, party))) return true;
    const persons = hostings(ask, contract)
        .filter(({ dataset }) => isPersonal(ask, dataset) !== false)
        .map(({ dataset }) => ({ dataset, stated: facts(ask, dataset, 'Subjects') }));
    if (persons.some(({ stated }) => stated.some(({ places }) => places.some((place) => inEEA(ask, place))))) return true;
    const bare = persons.find(({ stated }) => stated.length === 0 || stated.some(({ places }) => places.length === 0));
    if (!bare) return false;
    const { dataset, stated } = bare;
    const behind = stated.find(({ places }) => places.length === 0)?.at;
    return {
        say: text('No controller is in the European Economic Area; whether the persons are, and so whether the GDPR binds a controller, is not stated.'),
        settle: behind ? { in: dataset, write: 'in {jurisdiction}', behind } : { in: dataset, write: 'subjects {subject} in {jurisdiction}' },
    };
});

const isInEEA = (ask: Ask, party: Id): boolean =>
    isIn(ask, party, inLibrary(ask, 'EEA')) || facts(ask, party, 'MainEstablishment').some(({ place }) => inEEA(ask, place));

const isUnplaced = (ask: Ask, party: Id): boolean => footings(ask, party).length === 0;
