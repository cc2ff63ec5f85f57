import { type Id, nameOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { text } from '../syntax/message.ts';
import { type Day, type Decimal, type Duration, formatDay, formatDecimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { operator } from './contracts.ts';
import { called, everStated, fact, facts, header, inForce } from './declarations.ts';
import type { Fact, Place, Settle } from './facts.ts';
import { inLibrary, isA, norm, parameter } from './library.ts';
import type { Index } from './question.ts';
import { remembered } from './remembered.ts';
import type { Step } from './steps.ts';
import { coveredUntil, lastDayOfRun } from './time.ts';

/**
 * The certificates of a scheme that a service holds at the date. A certificate attaches to the service, and to the company
 * that runs it: one that a sister company holds is not this service's, nor is one of a service it runs on.
 */
export function certificates(ask: Ask, service: Id, scheme: string): readonly Fact<'Certified'>[] {
    const wanted = inLibrary(ask, scheme);
    return facts(ask, service, 'Certified').filter((stated) => stated.scheme === wanted && isOwn(ask, service, stated));
}

const isOwn = (ask: Ask, service: Id, { holder }: Fact<'Certified'>): boolean => holder === undefined || holder === operator(ask, service);

/** Whether an activity is one of some, or of those that one of them sums up. */
export const isAmong = (ask: Ask, activity: Id, some: readonly Id[]): boolean => some.some((one) => isA(ask, activity, nameOf(one) as `${string}.${string}`));

const covers = (ask: Ask, { activities }: Fact<'Certified'>, activity: Id): boolean => activities.length === 0 || isAmong(ask, activity, activities);

/** Whether a certificate is for all that another one is for, as far as their activities are stated. */
export const coversActivities = (ask: Ask, certificate: Fact<'Certified'>, other: Fact<'Certified'>): boolean =>
    other.activities.every((activity) => covers(ask, certificate, activity));

/** How long what a service is certified for stays certified. */
export type Lasting =
    /** It is certified at the date, and no longer than until the day. */
    | { readonly is: 'ending'; readonly day: Day; readonly at: Place }
    /** It is certified at the date; of one certificate the end is not stated. */
    | { readonly is: 'open'; readonly at: Place; readonly atLeast: Day | undefined }
    /** It was certified, until the day: for some activities only, where for others it still is. That it still provides these may not be stated. */
    | { readonly is: 'over'; readonly day: Day; readonly at: Place; readonly activities: readonly Id[]; readonly isProvided: boolean };

/** The certificates of a scheme that a service ever holds by itself. Older versions of SecNumCloud than count are none. */
export function everHeld(ask: Ask, service: Id, scheme: Id): readonly Fact<'Certified'>[] {
    const isTooOld = (one: Fact<'Certified'>) => {
        const version = versionOf(one);
        return scheme === inLibrary(ask, 'SecNumCloud') && version !== undefined && isOlder(version, leastSecNumCloud(ask));
    };
    return everStated(ask, service, 'Certified')
        .filter((one) => one.scheme === scheme && isOwn(ask, service, one) && !isTooOld(one))
        .map((one) => withinScheme(ask, scheme, one));
}

/** A certificate of a spec's own scheme ends when the scheme lets it, whatever is stated of its end. Those of the library have rules for that. */
function withinScheme(ask: Ask, scheme: Id, one: Fact<'Certified'>): Fact<'Certified'> {
    const length = isLibraryPath(scheme) ? undefined : fact(ask, scheme, 'Valid')?.length;
    const last = one.from === undefined || length === undefined ? undefined : lastDayOfRun(one.from, length);
    return last === undefined || (one.until !== undefined && one.until <= last) ? one : { ...one, until: last };
}

/**
 * How long the certificates of a scheme last that a service holds by itself, each continued by those that follow it without a gap for the same
 * activities. Empty where it never held one.
 */
export function lastings(ask: Ask, service: Id, scheme: Id): readonly Lasting[] {
    const stated = everHeld(ask, service, scheme);
    const held = inForce(ask, stated);
    const ended = stated.filter(({ until, at }) => until !== undefined && ask.passed(until, at, 'ends'));
    if (held.length === 0) {
        const last = ended.reduce<Fact<'Certified'> | undefined>((so, one) => (so === undefined || (one.until ?? 0) > (so.until ?? 0) ? one : so), undefined);
        return last?.until === undefined ? [] : [{ is: 'over', day: last.until, at: last.at, activities: [], isProvided: true }];
    }
    const found = new Map<string, Lasting>();
    for (const one of held) {
        const rivals = stated.filter((other) => coversActivities(ask, other, one));
        const now = rivals.filter((rival) => held.includes(rival)).flatMap(({ until }) => until ?? []);
        const dated = rivals.filter(({ until }) => until !== undefined);
        const reached = now.length === 0 ? undefined : (coveredUntil(Math.max(...now), dated) as Day);
        const open = rivals.find(
            (rival) => rival.until === undefined && (held.includes(rival) || (reached !== undefined && (rival.from ?? reached) <= reached + 1)),
        );
        if (open) found.set(open.at.path, { is: 'open', at: open.at, atLeast: reached });
        else if (reached !== undefined) {
            const last = dated.find(({ until }) => until === reached) ?? one;
            found.set(last.at.path, { is: 'ending', day: reached, at: last.at });
        }
    }
    return [...found.values(), ...lapsedBeside(ask, service, held, ended)];
}

/** The certificates that have ended for activities that none of those in force is for, unless the service is stated not to provide these. */
function lapsedBeside(ask: Ask, service: Id, held: readonly Fact<'Certified'>[], ended: readonly Fact<'Certified'>[]): readonly Lasting[] {
    const provided = facts(ask, service, 'Provides').flatMap(({ activities }) => activities);
    return ended.flatMap((one): readonly Lasting[] => {
        const later = ended.filter((other) => (other.until ?? 0) > (one.until ?? 0));
        const lapsed = one.activities.filter((activity) => ![...held, ...later].some((other) => covers(ask, other, activity)));
        const activities = provided.length === 0 ? lapsed : lapsed.filter((activity) => isAmong(ask, activity, provided));
        if (activities.length === 0 || one.until === undefined) return [];
        return [{ is: 'over', day: one.until, at: one.at, activities, isProvided: provided.length > 0 }];
    });
}

/** The oldest version of SecNumCloud that counts. */
export const leastSecNumCloud = (ask: Ask): string => formatDecimal(parameter(ask, 'secnumcloud-qualification', 'version-at-least') as Decimal);

/** How a service stands with SecNumCloud at the date, by the certificate that comes nearest. */
export type Qualification =
    | { readonly is: 'held'; readonly by: Fact<'Certified'> }
    /** Held, in a version that is not stated. */
    | { readonly is: 'open'; readonly by: Fact<'Certified'> }
    | { readonly is: 'older'; readonly by: Fact<'Certified'>; readonly version: string }
    | { readonly is: 'of another'; readonly by: Fact<'Certified'>; readonly holder: Id }
    | { readonly is: 'ended'; readonly by: Fact<'Certified'>; readonly last: Day }
    | { readonly is: 'coming'; readonly by: Fact<'Certified'>; readonly first: Day }
    /** Applied for. */
    | { readonly is: 'sought'; readonly by: Fact<'Seeks'> }
    | { readonly is: 'not stated' };

/** What is stated of a certificate that a service does not hold by itself at the date. */
export type Trace = Extract<Qualification, { readonly is: 'ended' | 'of another' | 'sought' }>;

export function traceStep(ask: Ask, trace: Trace): Step {
    const { at } = trace.by;
    switch (trace.is) {
        case 'ended':
            return { say: text('a certificate that ended on {day}', { day: formatDay(trace.last) }), at };
        case 'of another':
            return { say: text('a certificate of {holder}', { holder: called(ask, trace.holder) }), at };
        case 'sought':
            return { say: text('a certificate that is applied for, and not held'), at };
    }
}

/** The certificates of a scheme in force that a service states and somebody else than its operator holds. */
export const heldByOthers = (ask: Ask, service: Id, scheme: string): readonly Extract<Trace, { readonly is: 'of another' }>[] =>
    facts(ask, service, 'Certified').flatMap((by) =>
        by.scheme === inLibrary(ask, scheme) && by.holder !== undefined && !isOwn(ask, service, by) ? [{ is: 'of another', by, holder: by.holder }] : [],
    );

/** What a service without a certificate states of one all the same: it has ended, somebody else holds it, it is applied for. */
export function tracesOf(ask: Ask, service: Id, scheme: string): readonly Trace[] {
    const wanted = inLibrary(ask, scheme);
    return [
        ...everStated(ask, service, 'Certified').flatMap((by): readonly Trace[] =>
            by.scheme === wanted && by.until !== undefined && ask.passed(by.until, by.at, 'ends') ? [{ is: 'ended', by, last: by.until }] : [],
        ),
        ...heldByOthers(ask, service, scheme),
        ...facts(ask, service, 'Seeks').flatMap((by): readonly Trace[] => (by.scheme === wanted ? [{ is: 'sought', by }] : [])),
    ];
}

const nearness: readonly Qualification['is'][] = ['held', 'open', 'older', 'of another', 'ended', 'coming', 'sought', 'not stated'];

/** What is stated with the number of its version says more than what is stated with a year. */
const rank = (one: Qualification): number => nearness.indexOf(one.is) + (one.is === 'open' && one.by.version !== undefined ? 1.5 : 0);

/** The last day that a qualification can hold, whatever is stated of its end: it is given for a time. */
export const longestQualification = (ask: Ask, { from }: Fact<'Certified'>): Day | undefined =>
    from === undefined ? undefined : lastDayOfRun(from, parameter(ask, 'secnumcloud-qualification', 'qualification-at-most') as Duration);

export const qualification = remembered('qualification', (ask, service): Qualification => {
    const wanted = inLibrary(ask, 'SecNumCloud');
    const found: Qualification[] = [
        ...everStated(ask, service, 'Certified')
            .filter(({ scheme }) => scheme === wanted)
            .map((by) => standing(ask, service, by)),
        ...facts(ask, service, 'Seeks')
            .filter(({ scheme }) => scheme === wanted)
            .map((by) => ({ is: 'sought' as const, by })),
        { is: 'not stated' },
    ];
    return found.reduce((best, one) => (rank(one) < rank(best) || isLater(one, best) ? one : best));
});

/** Of those that have ended, the last one tells how things stand. */
const isLater = (one: Qualification, than: Qualification): boolean => one.is === 'ended' && than.is === 'ended' && one.last > than.last;

function standing(ask: Ask, service: Id, by: Fact<'Certified'>): Qualification {
    const { from, until, holder, at } = by;
    const version = versionOf(by);
    if (from !== undefined && !ask.passed(from - 1, at, 'begins')) return { is: 'coming', by, first: from };
    const last = [until, longestQualification(ask, by)].filter((day) => day !== undefined).sort((a, b) => a - b)[0];
    if (last !== undefined && ask.passed(last, at, 'ends')) return { is: 'ended', by, last };
    if (holder !== undefined && holder !== operator(ask, service)) return { is: 'of another', by, holder };
    // Before the version that counts was published, whichever there was did.
    if (!norm(ask, 'secnumcloud-19-6').applies) return { is: 'held', by };
    if (version === undefined) return { is: 'open', by };
    return isOlder(version, leastSecNumCloud(ask)) ? { is: 'older', by, version } : { is: 'held', by };
}

/** Whether a service is qualified SecNumCloud in a version that counts. Nothing: it is, in a version that is not stated. */
export function isQualified(ask: Ask, service: Id): boolean | undefined {
    const { is } = qualification(ask, service);
    return is === 'open' ? undefined : is === 'held';
}

export const servicesByOperator: Index = {
    name: 'services by operator',
    kinds: ['Service'],
    keys: (ask, service) => [header<ast.Service>(ask, service).operator ?? ''],
};

/** The other services of a service's operator that are qualified SecNumCloud: they lend it nothing. */
export function qualifiedSiblings(ask: Ask, service: Id): readonly Id[] {
    const party = operator(ask, service);
    return party === undefined ? [] : ask.under(servicesByOperator, party).filter((other) => other !== service && isQualified(ask, other) === true);
}

/** The version that a certificate is stated to be of; nothing where that is no number of a version: a year tells when a text came out, and not which one. */
export const versionOf = ({ version }: Fact<'Certified'>): string | undefined =>
    Number(/\d+/.exec(version ?? '')?.[0] ?? 'none') < 1000 ? version : undefined;

/** What would tell the version. Where something else stands in its place that is to be mended: nothing that is added would end the doubt. */
export const settleVersion = (service: Id, { at, version }: Fact<'Certified'>): readonly Settle[] =>
    version === undefined ? [{ in: service, write: 'version {text}', behind: at }] : [];

/** Whether a version such as 3.1 comes before another: number by number, so that 3.10 is newer than 3.2. */
export function isOlder(version: string, than: string): boolean {
    const [a, b] = [version, than].map((one) =>
        one
            .split(/[^0-9]+/)
            .filter(Boolean)
            .map(Number),
    ) as [number[], number[]];
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
        const difference = (a[i] ?? 0) - (b[i] ?? 0);
        if (difference !== 0) return difference < 0;
    }
    return false;
}
