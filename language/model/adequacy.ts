import { type Id, nameOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import { formatDay } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { libraryTerms } from './clauses.ts';
import { isAboutStaff } from './data.ts';
import { all, called, everStated, evidence, facts, header, part } from './declarations.ts';
import type { Fact, Place, Settle } from './facts.ts';
import { inEEA, inLibrary, isA, isAnyOf, liesIn, normById } from './library.ts';
import { isOfNoForm, kinds, seat } from './parties.ts';
import type { Question } from './question.ts';
import { alike, identical } from './sameness.ts';
import { namedStep, type Step } from './steps.ts';

/*
 * Adequacy is a function of the day, the recipient and the data, never a list of countries.
 */

/** What is sent: a hosted dataset, data of a kind, or data of a kind from a dataset. */
export interface Sent {
    readonly dataset: Id | undefined;
    readonly kind: Id | undefined;
}

/** Who sends what to whom, and where that one is. */
export interface Shipment {
    readonly place: Id;
    /** Nothing where nobody says who receives. */
    readonly recipient: Id | undefined;
    readonly data: readonly Sent[];
    /** Those who send, as far as they are known. */
    readonly exporters: readonly Id[];
}

/** Whether an adequacy decision, or another tool, carries a transfer. */
export type Fit =
    | { readonly fits: true }
    | { readonly fits: false; readonly faults: readonly [Fault, ...Fault[]] }
    /** What is stated does not tell. */
    | { readonly fits: undefined; readonly why: Message; readonly steps: readonly Step[]; readonly settle: Settle };

/** Something that keeps a tool from carrying a transfer. */
export interface Fault {
    /** A clause about the tool: `it ended on 2031-12-27`. */
    readonly why: Message;
    readonly steps: readonly Step[];
    /** What shows it, where that is another part of the transfer than its tool. */
    readonly at?: Place;
    /** A matter of time: the tool carries no more, or not yet. */
    readonly lapsed?: true;
    /** Known by heart only, or a matter of dispute. */
    readonly weak?: true;
    /** The text of the contract would say more. */
    readonly unsaid?: true;
    readonly under: readonly string[];
}

/** A tool that does not carry a transfer, and what keeps it from doing so. */
export interface Reason {
    readonly tool: Id;
    readonly fault: Fault;
}

/** Why what there is does not carry a transfer, each tool with its fault. */
export const sayReasons = (ask: Ask, reasons: readonly Reason[]): Message[] =>
    reasons.map(({ tool, fault }) => text('{decision}: {why}.', { decision: called(ask, tool), why: fault.why }));

/** Whether only what is known by heart, or is disputed, keeps one of the tools from carrying it. */
export const isWeak = (reasons: readonly Reason[]): boolean => reasons.some(({ tool }) => reasons.every((one) => one.tool !== tool || one.fault.weak === true));

/** A decision that does not cover a transfer, and why. */
const fault = (why: Message, steps: readonly Step[], more: Partial<Pick<Fault, 'lapsed' | 'weak' | 'unsaid'>> = {}): Fit => ({
    fits: false,
    faults: [{ why, steps, under: ['gdpr-45'], ...more }],
});

/** The decisions of the Commission on a place; what a spec calls one counts where a transfer says that it rests on it. */
const decisionsOf: Question<readonly Id[]> = {
    name: 'adequacy decisions on a place',
    dated: true,
    same: alike,
    answer: (ask, place) =>
        all(ask, 'Adequacy').filter((id) => {
            const about = isLibraryPath(id) ? header<ast.Adequacy>(ask, id).place : undefined;
            return about !== undefined && liesIn(ask, place, about) && !standsAs(ask, id, 'standing.of-another-order');
        }),
};

export const decisionsOn = (ask: Ask, place: Id): readonly Id[] => ask.of(decisionsOf, place);

const standsAs = (ask: Ask, decision: Id, standing: `${string}.${string}`): boolean => standingAs(ask, decision, standing) !== undefined;

const standingAs = (ask: Ask, decision: Id, standing: `${string}.${string}`): Fact<'Standing'> | undefined =>
    facts(ask, decision, 'Standing').find(({ state }) => isA(ask, state, standing));

/** Whether a decision covers only those who adhere to it. */
export const isForAdherents = (ask: Ask, decision: Id): boolean => facts(ask, decision, 'Adherents').length > 0;

const wholly: Question<boolean> = {
    name: 'wholly adequate',
    dated: true,
    same: identical,
    answer: (ask, place) =>
        decisionsOn(ask, place).some(
            (id) =>
                normById(ask, id).applies && !isForAdherents(ask, id) && facts(ask, id, 'LimitedTo').length === 0 && !standsAs(ask, id, 'trait.without-effect'),
        ),
};

/**
 * Whether the Commission found the protection of a country adequate, and not only that of some who join in, or of one kind of
 * recipient. It is a word about the country; whether a recipient there is covered is for `adequacy` to say.
 */
export const isWhollyAdequate = (ask: Ask, place: Id): boolean => ask.of(wholly, place);

/** Whether the Commission found the protection adequate for a transfer, and why not where it did not. */
export type Adequacy =
    | { readonly covers: true; readonly decision: Id }
    | { readonly covers: false; readonly reasons: readonly Reason[] }
    | { readonly covers: undefined; readonly decision: Id; readonly why: Message; readonly settle: Settle };

/** What the adequacy decisions on a place do for a transfer to it, at the date. */
export function adequacy(ask: Ask, shipment: Shipment): Adequacy {
    const decisions = decisionsOn(ask, shipment.place).map((decision) => ({ decision, fit: decisionFit(ask, decision, shipment) }));
    const covering = decisions.find(({ fit }) => fit.fits === true);
    if (covering) return { covers: true, decision: covering.decision };
    for (const { decision, fit } of decisions) if (fit.fits === undefined) return { covers: undefined, decision, why: fit.why, settle: fit.settle };
    return {
        covers: false,
        reasons: decisions.flatMap(({ decision, fit }) => (fit.fits === false ? fit.faults.map((one) => ({ tool: decision, fault: one })) : [])),
    };
}

/** What makes a decision one that may be gone tomorrow; nothing where it stands firm. */
export const fragility = (ask: Ask, decision: Id): Fact<'Standing'> | undefined => standingAs(ask, decision, 'standing.fragile');

/** Whether a decision covers a transfer, at the date. */
export function decisionFit(ask: Ask, decision: Id, { place, recipient, data, exporters }: Shipment): Fit {
    const about = header<ast.Adequacy>(ask, decision);
    if (about.place === undefined || !liesIn(ask, place, about.place)) {
        return fault(text('it is about {country}', { country: about.place === undefined ? '' : called(ask, about.place) }), [
            namedStep(ask, decision, part(about, 'place')),
        ]);
    }
    const untimely = outOfTime(ask, decision);
    if (untimely) return untimely;
    const dead = standingAs(ask, decision, 'trait.without-effect');
    if (dead) return fault(text('it carries nothing from the EEA: {standing}', { standing: called(ask, dead.state) }), [namedStep(ask, decision, dead.at)]);
    if (recipient === undefined) {
        const isForAll = (['Adherents', 'LimitedTo', 'Excludes'] as const).every((kind) => facts(ask, decision, kind).length === 0);
        if (!isForAll) return fault(text('it does not cover everybody, and no recipient is stated'), [], { unsaid: true });
        return outsideAgreement(ask, decision, exporters) ?? { fits: true };
    }
    return unadhered(ask, decision, recipient, data) ?? leftOut(ask, decision, recipient) ?? outsideAgreement(ask, decision, exporters) ?? { fits: true };
}

/** A decision that does not apply yet, or no more. */
function outOfTime(ask: Ask, decision: Id): Fit | undefined {
    if (normById(ask, decision).applies) return undefined;
    const stated = everStated(ask, decision, 'Applies');
    const ended = stated.find(({ until, at }) => until !== undefined && ask.passed(until, at, 'ends'));
    const first = stated[0];
    const steps = [ended ?? first].flatMap((one) => (one ? [namedStep(ask, decision, one.at)] : []));
    const why =
        ended?.until !== undefined
            ? text('it ended on {day}', { day: formatDay(ended.until) })
            : text('it applies only from {day}', { day: formatDay(first?.from ?? 0) });
    return fault(why, steps, { lapsed: true });
}

/** What keeps a decision that covers adherents only from covering a recipient and the data. */
function unadhered(ask: Ask, decision: Id, recipient: Id, data: readonly Sent[]): Fit | undefined {
    if (!isForAdherents(ask, decision)) return undefined;
    const name = called(ask, recipient);
    const adhered = facts(ask, recipient, 'Adheres').filter((one) => one.adequacy === decision);
    if (adhered.length === 0) return notOnTheList(ask, decision, recipient);
    if (adhered.some((one) => one.data.length === 0)) return undefined;
    const listed = adhered.flatMap((one) => one.data);
    const steps = adhered.map(({ at, data: kindsListed }) => ({
        say: text('{recipient} adheres to it for {data}', { recipient: name, data: kindsListed.map((kind) => called(ask, kind)) }),
        at,
    }));
    const left = data.map((sent) => ({ sent, covered: isListed(ask, listed, sent) })).filter(({ covered }) => covered !== true);
    if (left.some(({ covered }) => covered === false)) {
        return fault(text('{recipient} adheres to it for {data} only', { recipient: name, data: listed.map((kind) => called(ask, kind)) }), steps);
    }
    const open = left[0]?.sent.dataset;
    if (open === undefined) return undefined;
    return {
        fits: undefined,
        why: text('{recipient} adheres to it for {data}, and whether {dataset} is about staff is not stated', {
            recipient: name,
            data: listed.map((kind) => called(ask, kind)),
            dataset: called(ask, open),
        }),
        steps,
        settle: { in: open, write: 'category {category}' },
    };
}

/** A recipient who adheres to a decision at no time, at another time, or to something else; nobody knows where nothing is said. */
function notOnTheList(ask: Ask, decision: Id, recipient: Id): Fit {
    const name = called(ask, recipient);
    const stated = everStated(ask, recipient, 'Adheres');
    const here = stated.filter((one) => one.adequacy === decision);
    const ended = here.find(({ until, at }) => until !== undefined && ask.passed(until, at, 'ends'));
    if (ended?.until !== undefined) {
        const why = text('{recipient} adhered to it until {day}', { recipient: name, day: formatDay(ended.until) });
        return fault(why, [namedStep(ask, recipient, ended.at)], { lapsed: true });
    }
    const coming = here[0];
    if (coming) {
        const why = text('{recipient} adheres to it only from {day}', { recipient: name, day: formatDay(coming.from ?? 0) });
        return fault(why, [namedStep(ask, recipient, coming.at)], { lapsed: true });
    }
    // Whoever looked into the list and found another row there would have stated this one, too.
    const country = header<ast.Adequacy>(ask, decision).place;
    const other = stated.find((one) => header<ast.Adequacy>(ask, one.adequacy).place === country);
    if (other) {
        const why = text('{recipient} adheres to “{other}”, and not to it', { recipient: name, other: called(ask, other.adequacy) });
        return fault(why, [namedStep(ask, recipient, other.at)]);
    }
    const home = seat(ask, recipient);
    if (home && inEEA(ask, home.place)) {
        const why = text('only organisations of the country can adhere to it, and {recipient} has its seat in {place}', {
            recipient: name,
            place: called(ask, home.place),
        });
        return fault(why, [namedStep(ask, recipient, home.at)]);
    }
    return {
        fits: undefined,
        why: text('whether {recipient} adheres to it is not stated', { recipient: name }),
        steps: [],
        settle: { in: recipient, write: `adheres to ${nameOf(decision)}` },
    };
}

/** Whether data are among the kinds for which a recipient adheres. Nothing where what is stated of a dataset does not tell. */
function isListed(ask: Ask, listed: readonly Id[], { dataset, kind }: Sent): boolean | undefined {
    const names = listed.map((term) => nameOf(term) as `data-kind.${string}`);
    if (kind !== undefined && isAnyOf(ask, kind, names)) return true;
    if (kind !== undefined && isAnyOf(ask, kind, ['data-kind.hr-data', 'data-kind.non-hr-data'])) return false;
    if (dataset === undefined) return false;
    if (names.includes('data-kind.hosted-data')) return true;
    const staff = isAboutStaff(ask, dataset);
    const [forStaff, forOthers] = [names.includes('data-kind.hr-data'), names.includes('data-kind.non-hr-data')];
    if (forStaff === forOthers) return forStaff;
    return staff === undefined ? undefined : staff === forStaff;
}

/** What keeps a decision from covering a recipient of his kind. */
function leftOut(ask: Ask, decision: Id, recipient: Id): Fit | undefined {
    const limits = facts(ask, decision, 'LimitedTo');
    const exclusions = facts(ask, decision, 'Excludes');
    if (limits.length + exclusions.length === 0) return undefined;
    const name = called(ask, recipient);
    const own = facts(ask, recipient, 'Kind');
    const steps = own.map(({ kinds: stated, at }) => ({
        say: text('{name} ({kinds})', { name, kinds: stated.map((kind) => called(ask, kind)) }),
        at,
    }));
    if (kinds(ask, recipient).length === 0) {
        return {
            fits: undefined,
            why: text('what kind of body {recipient} is, is not stated', { recipient: name }),
            steps: [],
            settle: { in: recipient, write: 'kind {party-kind}' },
        };
    }
    const isOf = (term: Id) => kinds(ask, recipient).some((kind) => isAnyOf(ask, kind, marksOf(ask, term)));
    for (const one of exclusions) {
        const out = one.terms.find(isOf);
        if (out === undefined) continue;
        const why = text('it leaves out such bodies as {recipient}: {kinds}', { recipient: name, kinds: called(ask, out) });
        return fault(why, [...steps, namedStep(ask, decision, one.at)], heard(ask, one));
    }
    for (const one of limits) {
        if (one.terms.some(isOf)) continue;
        if (isOfNoForm(ask, recipient) && one.terms.some((term) => marksOf(ask, term).includes('trait.commercial'))) {
            return {
                fits: undefined,
                why: text('whether {recipient} does business is not stated, and it covers none but those who do', { recipient: name }),
                steps: [...steps, namedStep(ask, decision, one.at)],
                settle: { in: recipient, write: 'kind company' },
            };
        }
        const why = text('{recipient} is none of those that it covers: {kinds}', { recipient: name, kinds: one.terms.map((term) => called(ask, term)) });
        return fault(why, [...steps, namedStep(ask, decision, one.at)], heard(ask, one));
    }
    return undefined;
}

/** What nobody has read is known by heart, and no more than a warning. */
const heard = (ask: Ask, limit: Fact<'LimitedTo' | 'Excludes'>): { readonly weak?: true } => (evidence(ask, limit).length > 0 ? {} : { weak: true });

/** The marks that a kind of recipient stands for. */
const marksOf = (ask: Ask, term: Id): readonly `trait.${string}`[] =>
    libraryTerms(ask, 'trait')
        .map((mark) => nameOf(mark) as `trait.${string}`)
        .filter((mark) => isA(ask, term, mark));

/** A decision that the EEA Agreement does not have yet, for those who send from Iceland, Liechtenstein or Norway. */
function outsideAgreement(ask: Ask, decision: Id, exporters: readonly Id[]): Fit | undefined {
    const waiting = standingAs(ask, decision, 'standing.outside-eea-agreement');
    if (!waiting) return undefined;
    for (const exporter of exporters) {
        const home = seat(ask, exporter);
        if (!home || !inEEA(ask, home.place) || liesIn(ask, home.place, inLibrary(ask, 'EU'))) continue;
        const why = text('it is not known to be part of the EEA Agreement yet, and {exporter} has its seat in {place}', {
            exporter: called(ask, exporter),
            place: called(ask, home.place),
        });
        return fault(why, [namedStep(ask, exporter, home.at), namedStep(ask, decision, waiting.at)], { weak: true });
    }
    const homeless = exporters.find((exporter) => seat(ask, exporter) === undefined);
    if (homeless === undefined) return undefined;
    return {
        fits: undefined,
        why: text('it is not known to be part of the EEA Agreement yet, and where {exporter} has its seat is not stated', { exporter: called(ask, homeless) }),
        steps: [namedStep(ask, decision, waiting.at)],
        settle: { in: homeless, write: 'seat {jurisdiction}' },
    };
}
