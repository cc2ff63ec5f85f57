import type { Id } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import { type Day, type Duration, readDecimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { everStated, fact, facts, header, isDone, part } from './declarations.ts';
import type { Fact, Place } from './facts.ts';
import { apart, type Index, joined, type Question } from './question.ts';
import { remembered } from './remembered.ts';
import { alike } from './sameness.ts';
import { deadline, lastDayOfRun, latestNotice } from './time.ts';

/** The day until which a contract runs, counted with its renewals. */
export interface CountedEnd {
    /** The last day, `'never'` where nothing ends it, nothing where what is stated does not tell. */
    readonly day: Day | 'never' | undefined;
    /** The facts that the day was counted from. */
    readonly at: readonly Place[];
}

/** The day from which a contract runs: when it takes effect, else when it was signed. */
export const start = remembered('start', (ask, contract): { readonly day: Day; readonly at: Place } | undefined => {
    const stated = fact(ask, contract, 'Effective') ?? fact(ask, contract, 'Signed');
    return stated && { day: stated.on, at: stated.at };
});

/**
 * The counted end: the term, plus each renewal that is tacit or stated as exercised. Tacit without `at most` has no end.
 * Source: docs/language.md, “Counted end”; periods by Regulation 1182/71.
 */
export const countedEnd = remembered('counted end', (ask, contract): CountedEnd => {
    const at: Place[] = [];
    const first = termEnd(ask, contract, at);
    if (first === 'never' || first === undefined) return { day: first, at };
    const counted = facts(ask, contract, 'Renewal').filter(isCounted);
    at.push(...counted.map((renewal) => renewal.at));
    if (counted.some((renewal) => timesOf(renewal) === Number.POSITIVE_INFINITY)) return { day: 'never', at };
    let day = first;
    for (const { ends } of rounds(counted, first, closedDays(ask, contract))) {
        if (ends === undefined) return { day: undefined, at };
        day = ends;
    }
    return { day, at };
});

/** Whether a renewal counts by itself: it is tacit, or stated as exercised. Others count once somebody has asked for them. */
export const isCounted = ({ tacit, exercised }: Fact<'Renewal'>): boolean => tacit === true || exercised === true;

/** How often a renewal can follow itself. Tacit without a number of times it has no end. */
export function timesOf({ tacit, times }: Fact<'Renewal'>): number {
    if (times === undefined) return tacit ? Number.POSITIVE_INFINITY : 1;
    return wholeNumber(times);
}

/** One round of a renewal. */
export interface Round {
    readonly renewal: Fact<'Renewal'>;
    readonly begins: Day;
    /** Nothing where its length cannot be counted in days; it is the last one then. */
    readonly ends: Day | undefined;
}

/** No contract of this world is renewed more often. */
const mostRounds = 10_000;

/**
 * The rounds of some renewals behind the last day of a term, each beginning the day after the one before it: first what was
 * exercised, by its day, then what comes by itself, then what somebody may ask for; what has no end comes last. The order in
 * which they are stated means nothing.
 *
 * @param closed the days on which nobody works, for renewals that are counted in working days
 */
export function* rounds(renewals: readonly Fact<'Renewal'>[], term: Day, closed: ReadonlySet<Day> | undefined): Generator<Round> {
    let last = term;
    for (const renewal of [...renewals].sort(inTurn)) {
        const times = Math.min(timesOf(renewal), mostRounds);
        for (let n = 0; n < times; n++) {
            const begins = last + 1;
            const ends = lastDayOfRun(begins, renewal.length, closed);
            yield { renewal, begins, ends };
            if (ends === undefined) return;
            last = ends;
        }
    }
}

function inTurn(a: Fact<'Renewal'>, b: Fact<'Renewal'>): number {
    const rank = (one: Fact<'Renewal'>) => (one.exercised ? 0 : timesOf(one) === Number.POSITIVE_INFINITY ? 3 : one.tacit ? 1 : 2);
    const meaning = ({ length, times, notice }: Fact<'Renewal'>) => JSON.stringify([length, times ?? null, notice ?? null]);
    const [first, second] = [meaning(a), meaning(b)];
    return rank(a) - rank(b) || (a.on ?? Number.POSITIVE_INFINITY) - (b.on ?? Number.POSITIVE_INFINITY) || (first < second ? -1 : first > second ? 1 : 0);
}

/** A number as it was written, `1_0` or `2,5`, without what is behind its mark. */
function wholeNumber(written: string): number {
    const { digits, scale } = readDecimal(written);
    return Number(digits / 10n ** BigInt(scale));
}

function termEnd(ask: Ask, contract: Id, at: Place[]): Day | 'never' | undefined {
    const until = fact(ask, contract, 'TermEnd');
    if (until) {
        at.push(until.at);
        return until.end;
    }
    const indefinite = fact(ask, contract, 'TermIndefinite');
    if (indefinite) {
        at.push(indefinite.at);
        return 'never';
    }
    const length = fact(ask, contract, 'TermLength');
    const begins = start(ask, contract);
    if (!length || !begins) return undefined;
    at.push(begins.at, length.at);
    return lastDayOfRun(begins.day, length.length, closedDays(ask, contract));
}

/** The end of a contract's term without its renewals. */
export const endOfTerm = remembered('end of term', (ask, contract): CountedEnd => {
    const at: Place[] = [];
    return { day: termEnd(ask, contract, at), at };
});

/** Whether the term, as it is stated, ends before the contract begins. Such an end ends nothing. */
export const isReversed = remembered('is reversed', (ask, contract): boolean => {
    const begins = start(ask, contract);
    const { day } = endOfTerm(ask, contract);
    return begins !== undefined && typeof day === 'number' && day < begins.day;
});

/** Whether a contract is signed at the date, or in effect where no signature is stated. */
export const hasBegun = remembered('has begun', (ask, contract): boolean => {
    const begins = fact(ask, contract, 'Signed') ?? fact(ask, contract, 'Effective');
    return begins === undefined || isDone(ask)(begins);
});

/** A round by which a contract goes on unless somebody says no in time. */
export interface TacitRound {
    readonly renewal: Fact<'Renewal'>;
    readonly begins: Day;
    /** The last day to say no; nothing where none lies early enough, or where it depends on working days that no calendar counts. */
    readonly lastNotice: Day | undefined;
}

/** The next tacit renewal that has not begun at the date; nothing where none lies ahead, or where the term before it cannot be counted. */
export function nextTacitRound(ask: Ask, contract: Id): TacitRound | undefined {
    const { day: term } = endOfTerm(ask, contract);
    if (typeof term !== 'number') return undefined;
    const closed = closedDays(ask, contract);
    for (const { renewal, begins } of rounds(facts(ask, contract, 'Renewal').filter(isCounted), term, closed)) {
        if (!renewal.tacit || ask.passed(begins - 1, renewal.at, 'ends')) continue;
        const { notice } = renewal;
        // Where no notice is asked for, the last day of the term is still in time.
        return { renewal, begins, lastNotice: notice === undefined ? begins - 1 : latestNotice(begins - 1, inDays(notice), closed) };
    }
    return undefined;
}

/** Hours of notice are given a day early: a day is the shortest step that dates know. */
const inDays = (length: Duration): Duration => ({ ...length, days: length.days + Math.ceil(length.hours / 24), hours: 0 });

/** Where a contract stands at the date: rules on it are about its life, from its signature to its counted end. */
export type Stage = 'not yet' | 'alive' | 'over';

export const stage = remembered('stage', (ask, contract): Stage => {
    if (!hasBegun(ask, contract)) return 'not yet';
    const { day, at } = countedEnd(ask, contract);
    return typeof day === 'number' && !isReversed(ask, contract) && ask.passed(day, at.at(-1), 'ends') ? 'over' : 'alive';
});

/** Why rules on a contract have nothing to say at the date; nothing where it lives. */
export const whyNotAlive = (ask: Ask, contract: Id): Message | undefined => notAlive[stage(ask, contract)];

const notAlive: Readonly<Record<Stage, Message | undefined>> = {
    'not yet': text('The contract is not signed yet at this date.'),
    over: text('The contract has ended before this date.'),
    alive: undefined,
};

/** A transitional term, and the day it must not pass. */
export interface Transition {
    readonly at: Place;
    /** Nothing where no limit is stated, or where it cannot be counted. */
    readonly limit: Day | undefined;
    readonly length: Duration | undefined;
    readonly since: Day | undefined;
    /** What set the limit: a commitment, an authorisation or a norm. */
    readonly under: Id | undefined;
}

/** The limit of a transition is S + D for `transitional at most D since S`; S is the contract's start where it is not stated. */
export const transition = remembered('transition', (ask, contract): Transition | undefined => {
    const stated = fact(ask, contract, 'Transitional');
    if (!stated) return undefined;
    const since = stated.since ?? start(ask, contract)?.day;
    const limit = stated.limit !== undefined && since !== undefined ? deadline(since, stated.limit, closedDays(ask, contract)) : undefined;
    return { at: stated.at, limit, length: stated.limit, since, under: stated.under };
});

/** One dataset that a contract puts on one service. */
export interface Hosting {
    readonly dataset: Id;
    readonly service: Id;
    readonly at: Place;
}

export const hostings = remembered('hostings', (ask, contract): readonly Hosting[] => {
    return facts(ask, contract, 'Hosts').flatMap(({ datasets, service, at }) => datasets.map((dataset) => ({ dataset, service, at })));
});

/** Why rules on what a contract hosts have nothing to say; nothing where it hosts something. */
export const whyNothingHosted = (ask: Ask, contract: Id): Message | undefined =>
    hostings(ask, contract).length === 0 ? text('The contract hosts no data at this date.') : undefined;

/** The contracts by the services that they ever put data on. */
export const contractsByService: Index = {
    name: 'contracts by service',
    kinds: ['Contract'],
    keys: (ask, contract) => everStated(ask, contract, 'Hosts').map((stated) => stated.service),
};

export const contractsOn = (ask: Ask, service: Id): readonly Id[] => ask.under(contractsByService, service);

/** Each once, however often it is named: who is named twice is no joint controller. */
export const controllersOf = remembered('controllers of a contract', (ask, contract): readonly Id[] => [
    ...new Set(facts(ask, contract, 'Controller').flatMap(({ parties }) => parties)),
]);

/** Where a contract names a controller. */
export function controllerPlace(ask: Ask, contract: Id, controller: Id): Place {
    const stated = facts(ask, contract, 'Controller').find(({ parties }) => parties.includes(controller));
    return stated ? part(stated, `parties.${stated.parties.indexOf(controller)}`) : { id: contract, path: 'name' };
}

export const processors = remembered('processors', (ask, contract): readonly { readonly party: Id; readonly at: Place }[] =>
    facts(ask, contract, 'Processor').flatMap(({ parties, at }) => parties.map((party, i) => ({ party, at: { id: at.id, path: `${at.path}.parties.${i}` } }))),
);

export const operator = (ask: Ask, service: Id): Id | undefined => header<ast.Service>(ask, service).operator;

/** A service and those below it that it runs on, each with the fact that leads there. A ring of services ends where it closes. */
export const stack = remembered('stack', (ask, service): readonly { readonly service: Id; readonly at: readonly Place[] }[] => {
    const layers: { service: Id; at: readonly Place[] }[] = [{ service, at: [] }];
    const seen = new Set([service]);
    for (let i = 0; i < layers.length; i++) {
        const layer = layers[i] as (typeof layers)[number];
        for (const below of facts(ask, layer.service, 'RunsOn')) {
            if (seen.has(below.service)) continue;
            seen.add(below.service);
            layers.push({ service: below.service, at: [...layer.at, below.at] });
        }
    }
    return layers;
});

/** The day an authorisation lapses: until when it was given, by its own words. Nothing where it does not say. */
export function authorisationEnd(ask: Ask, authorisation: Id): { readonly day: Day; readonly at: readonly Place[] } | undefined {
    const given = fact(ask, authorisation, 'Given');
    const lasts = fact(ask, authorisation, 'Lasts');
    const day = given && lasts ? deadline(given.on, lasts.length) : undefined;
    return day === undefined || !given || !lasts ? undefined : { day, at: [given.at, lasts.at] };
}

/** The last day to keep a commitment: when it was made and within what. */
export function commitmentDeadline(ask: Ask, commitment: Id): { readonly day: Day; readonly at: readonly Place[] } | undefined {
    const made = fact(ask, commitment, 'Made');
    const within = fact(ask, commitment, 'Within');
    const day = made && within ? deadline(made.on, within.length) : undefined;
    return day === undefined || !made || !within ? undefined : { day, at: [made.at, within.at] };
}

/** The public holidays of the calendar by which the parties count working days. Nothing where they name no calendar. */
export const closedDays = remembered('closed days', (ask, contract): ReadonlySet<Day> | undefined => {
    const named = fact(ask, contract, 'WorkingDays');
    return named && new Set(everStated(ask, named.calendar, 'Closed').flatMap(({ days }) => days));
});

/** The clauses of a contract. Nothing: its text has not been read, and nobody may say what it lacks. */
export const clauses = remembered('clauses', (ask, contract): readonly Id[] | undefined => {
    const stated = everStated(ask, contract, 'Clauses');
    return stated.length === 0 ? undefined : facts(ask, contract, 'Clauses').flatMap((one) => one.clauses);
});

/**
 * The first services that others run for a contract's data: the one contracted for, or, where that is run by those who do not
 * count, the ones that it runs on. Whoever hosts his own data hosts for nobody.
 *
 * @param hosted the service contracted for
 * @param countsNot whether an operator is looked past, such as a controller himself
 */
export function hostedByOthers(ask: Ask, hosted: Id, countsNot: (operator: Id) => boolean): readonly Id[] {
    const found: Id[] = [];
    const seen = new Set<Id>();
    for (const todo = [hosted]; todo.length > 0; ) {
        const service = todo.shift() as Id;
        if (seen.has(service)) continue;
        seen.add(service);
        const party = operator(ask, service);
        if (party !== undefined && countsNot(party)) todo.push(...facts(ask, service, 'RunsOn').map((below) => below.service));
        else found.push(service);
    }
    return found;
}

/** The same for a contract's data on a service: the first services that somebody else runs than its controllers. */
export const servicesOfOthers = (ask: Ask, contract: Id, service: Id): readonly Id[] => ask.of(runByOthers, joined(contract, service));

const runByOthers: Question<readonly Id[]> = {
    name: 'services of others',
    dated: true,
    same: alike,
    answer: (ask, about) => {
        const [contract, service] = apart(about) as [Id, Id];
        const controllers = controllersOf(ask, contract);
        return hostedByOthers(ask, service, (party) => controllers.includes(party));
    },
};
