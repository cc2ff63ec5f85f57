import type { Finding } from '../judging/judge.ts';
import type { Ask } from '../model/ask.ts';
import { authorisationsAhead } from '../model/authorisations.ts';
import {
    authorisationEnd,
    closedDays,
    commitmentDeadline,
    countedEnd,
    endOfTerm,
    hostings,
    isCounted,
    rounds,
    stack,
    start,
    transition,
} from '../model/contracts.ts';
import { called, everStated, fact, facts, inside, kindOf } from '../model/declarations.ts';
import type { Place } from '../model/facts.ts';
import { parameterSince } from '../model/library.ts';
import { coveredUntil, deadline, latestNotice, type Period } from '../model/time.ts';
import { terms } from '../model/waivers.ts';
import { type Id, nameOf } from '../names/outline.ts';
import { type Message, text, type Value } from '../syntax/message.ts';
import { type Day, type Duration, emptyDuration, sayDuration } from '../syntax/values.ts';

/** One line of a timeline: what is dated, and the stretches and days that it is dated by. */
export interface Dated {
    /** What it is to the contract: itself, what limits it, what it rests on, who made an exception, the law around it. */
    readonly role: 'contract' | 'limit' | 'ground' | 'exception' | 'law';
    /** What it is: `certificate`, `waiver` … */
    readonly kind: Message;
    readonly name: Message;
    /** The statements that it is read from; the first is where to look. */
    readonly at: readonly [Place, ...Place[]];
    readonly bars: readonly Bar[];
    readonly points: readonly Point[];
}

export interface Bar {
    /** Nothing where it is not stated, or has none. */
    readonly from: Day | undefined;
    readonly until: Day | undefined;
    /** `over` is a stretch behind a limit, or without what it rests on; `perhaps` what comes only if somebody asks for it. */
    readonly look: 'plain' | 'again' | 'perhaps' | 'over';
    readonly say: Message;
    /** How long what runs on does so. */
    readonly length?: Message;
}

export interface Point {
    readonly day: Day;
    readonly say: Message;
}

/** A renewal that follows itself for ever is drawn so often; the bar says that it goes on. */
const mostRounds = 12;

/** What is dated around a contract: first its own term, then what limits it, what it rests on, and who made an exception. */
export function datedAround(ask: Ask, contract: Id, subjects: readonly Id[], date: Day): readonly Dated[] {
    const runs = { from: start(ask, contract)?.day, until: countedEnd(ask, contract).day };
    return [
        term(ask, contract),
        ...transitions(ask, contract, runs, date),
        ...commitments(ask, subjects, date),
        ...authorisations(ask, contract, runs),
        ...derogations(ask, contract, runs),
        ...frameworks(ask, contract),
        ...certificates(ask, contract, runs),
        ...adequacies(ask, contract, runs),
        ...waivers(ask, subjects),
    ];
}

/** From when until when a contract runs. */
interface Run {
    readonly from: Day | undefined;
    readonly until: Day | 'never' | undefined;
}

const named = (ask: Ask, id: Id): Message => text('{name}', { name: called(ask, id) });

// ---------------------------------------------------------------- the contract

function term(ask: Ask, contract: Id): Dated {
    const begins = start(ask, contract);
    const ends = endOfTerm(ask, contract);
    const signed = fact(ask, contract, 'Signed');
    const renewals = facts(ask, contract, 'Renewal');
    const bars: Bar[] = [
        {
            from: begins?.day,
            until: typeof ends.day === 'number' ? ends.day : undefined,
            look: 'plain',
            say: ends.day === 'never' ? text('term without end') : ends.day === undefined ? text('term, whose end is not stated') : text('term'),
        },
    ];
    const points: Point[] = signed && signed.on !== begins?.day ? [{ day: signed.on, say: text('signed') }] : [];
    if (typeof ends.day === 'number') {
        const closed = closedDays(ask, contract);
        let n = 0;
        for (const { renewal, begins: from, ends: until } of rounds(renewals, ends.day, closed)) {
            const counted = isCounted(renewal);
            const say = counted ? text('renewal') : text('renewal, if it is asked for');
            bars.push({ from, until: n + 1 < mostRounds ? until : undefined, look: counted ? 'again' : 'perhaps', say });
            const last = renewal.tacit && renewal.notice && latestNotice(from - 1, inDays(renewal.notice), closed);
            if (last) points.push({ day: last, say: text('last day to give notice') });
            if (++n === mostRounds) break;
        }
    }
    const at = [...(begins ? [begins.at] : []), ...ends.at, ...renewals.map((renewal) => renewal.at)];
    return { role: 'contract', kind: text('contract'), name: named(ask, contract), at: [{ id: contract, path: 'name' }, ...at], bars, points };
}

/** Hours of notice are given a day early: a day is the shortest step that dates know. */
const inDays = (length: Duration): Duration => ({ ...length, days: length.days + Math.ceil(length.hours / 24), hours: 0 });

// ---------------------------------------------------------------- limits

/** What runs on behind a limit: until the contract ends, or for ever. */
function behind(limit: Day, { until }: Run, say: (length: Value) => Message, endless: Message): readonly Bar[] {
    if (until === undefined || (until !== 'never' && until <= limit)) return [];
    if (until === 'never') return [{ from: limit + 1, until: undefined, look: 'over', say: endless }];
    const length = sayDuration(between(limit, until));
    return [{ from: limit + 1, until, look: 'over', say: say(length), length }];
}

/** How long it is from one day to a later one: in years and months, or, where it is less than a year, in months and days. */
function between(from: Day, until: Day): Duration {
    let months = 0;
    const after = (n: number): Day => deadline(from, { ...emptyDuration, years: Math.floor(n / 12), months: n % 12 }) as Day;
    while (after(months + 1) <= until) months++;
    return { ...emptyDuration, years: Math.floor(months / 12), months: months % 12, days: months < 12 ? until - after(months) : 0 };
}

function transitions(ask: Ask, contract: Id, runs: Run, date: Day): readonly Dated[] {
    const stated = transition(ask, contract);
    if (!stated) return [];
    const { limit, since, under, at } = stated;
    // Where nobody knows when the contract ends, it is past its limit as long as it has been until now.
    const until = runs.until ?? (limit !== undefined && date > limit ? date : undefined);
    const over =
        limit === undefined
            ? []
            : behind(limit, { ...runs, until }, (length) => text('{length} past the limit', { length }), text('past the limit, without end'));
    const name = under === undefined ? text('transition') : text('under “{name}”', { name: called(ask, under) });
    return [
        {
            role: 'limit' as const,
            kind: text('transition'),
            name,
            at: [at],
            bars: [{ from: since, until: limit, look: 'plain', say: limit === undefined ? text('transitional, without a limit') : text('may last') }, ...over],
            points: [],
        },
    ];
}

function commitments(ask: Ask, subjects: readonly Id[], date: Day): readonly Dated[] {
    return subjects
        .filter((id) => kindOf(ask, id) === 'Commitment')
        .map((id) => {
            const made = fact(ask, id, 'Made');
            const due = commitmentDeadline(ask, id);
            const fulfilled = fact(ask, id, 'Fulfilled');
            const last = fulfilled?.on ?? date;
            const late: Bar[] =
                due && last > due.day
                    ? [{ from: due.day + 1, until: last, look: 'over', say: text('{length} late', { length: sayDuration(between(due.day, last)) }) }]
                    : [];
            return {
                role: 'limit' as const,
                kind: text('commitment'),
                name: named(ask, id),
                at: [{ id, path: 'name' }, ...(due?.at ?? [])] as const,
                bars: [{ from: made?.on, until: due?.day, look: 'plain' as const, say: text('to be kept') }, ...late],
                points: fulfilled ? [{ day: fulfilled.on, say: text('fulfilled') }] : [],
            };
        });
}

function authorisations(ask: Ask, contract: Id, runs: Run): readonly Dated[] {
    const current = new Set(authorisationsAhead(ask, contract).map(({ authorisation }) => authorisation));
    return everStated(ask, contract, 'AuthorisedBy').map(({ authorisation: id, at }) => {
        const end = authorisationEnd(ask, id);
        const uncovered =
            end && current.has(id) ? behind(end.day, runs, (length) => text('{length} without it', { length }), text('without it, without end')) : [];
        return {
            role: 'ground' as const,
            kind: text('authorisation'),
            name: named(ask, id),
            at: [{ id, path: 'name' }, at, ...(end?.at ?? [])] as const,
            bars: [
                { from: fact(ask, id, 'Given')?.on, until: end?.day, look: 'plain' as const, say: end ? text('holds') : text('holds, no end is stated') },
                ...uncovered,
            ],
            points: [],
        };
    });
}

/** A derogation runs from the day on which it was validated, else decided, until the norm's limit behind the first acceptable offer. */
function derogations(ask: Ask, contract: Id, runs: Run): readonly Dated[] {
    return everStated(ask, contract, 'Derogation').map((stated) => {
        const from = [...inside(stated, 'Validated'), ...inside(stated, 'Minister')][0]?.on;
        const offer = inside(stated, 'CompliantOffer').reduce<Day | undefined>((first, { on }) => (first === undefined || on < first ? on : first), undefined);
        const norms = inside(stated, 'Under').map(({ norm }) => norm);
        const length = norms.flatMap((norm) => parameterSince(ask, derogationNorm(norm), 'derogation-at-most')?.value ?? [])[0] as Duration | undefined;
        const limit = offer !== undefined && length ? deadline(offer, length) : undefined;
        const over =
            limit === undefined ? [] : behind(limit, runs, (length) => text('{length} past the limit', { length }), text('past the limit, without end'));
        return {
            role: 'exception' as const,
            kind: text('derogation'),
            name: norms[0] === undefined ? text('derogation') : text('from {norm}', { norm: called(ask, norms[0]) }),
            at: [stated.at] as const,
            bars: [{ from, until: limit, look: 'plain' as const, say: limit === undefined ? text('holds, no end is stated') : text('holds') }, ...over],
            points: offer === undefined ? [] : [{ day: offer, say: text('an acceptable offer is there') }],
        };
    });
}

/** The law says that one may derogate; its decree, for how long. */
const derogationNorm = (norm: Id): string => (nameOf(norm) === 'sren-31' ? 'sren-31-derogation' : nameOf(norm));

function frameworks(ask: Ask, contract: Id): readonly Dated[] {
    return facts(ask, contract, 'Award')
        .flatMap((award) => inside(award, 'Framework'))
        .filter(({ from, until }) => from !== undefined || until !== undefined)
        .map(({ title, from, until, at }) => ({
            role: 'limit' as const,
            kind: text('framework agreement'),
            name: text('{name}', { name: title }),
            at: [at],
            bars: [{ from, until, look: 'plain', say: text('holds') }],
            points: [],
        }));
}

// ---------------------------------------------------------------- what it rests on

function certificates(ask: Ask, contract: Id, runs: Run): readonly Dated[] {
    const services = [...new Set(hostings(ask, contract).flatMap(({ service }) => stack(ask, service).map((layer) => layer.service)))];
    return services.flatMap((service) => {
        const held = everStated(ask, service, 'Certified');
        const schemes = [...new Set(held.map(({ scheme }) => scheme))];
        const homologated = everStated(ask, service, 'Homologated');
        return [
            ...schemes.map((scheme) => {
                const own = held.filter((one) => one.scheme === scheme);
                const name = text('{scheme}: {service}', { scheme: called(ask, scheme), service: called(ask, service) });
                return resting(text('certificate'), name, own, runs);
            }),
            ...homologated.map(({ framework, on, until, at }) => {
                const name = text('{scheme}: {service}', { scheme: called(ask, framework), service: called(ask, service) });
                return resting(text('homologation'), name, [{ from: on, until, at }], runs);
            }),
        ];
    });
}

/** Adequacy decisions that a transfer of the contract rests on. */
function adequacies(ask: Ask, contract: Id, runs: Run): readonly Dated[] {
    const tools = facts(ask, contract, 'Transfer').flatMap((transfer) => [...inside(transfer, 'Basis'), ...inside(transfer, 'Fallback')]);
    const decisions = [...new Map(tools.map((stated) => [stated.tool, stated])).values()].filter(({ tool }) => kindOf(ask, tool) === 'Adequacy');
    return decisions.flatMap(({ tool, at }) => {
        const applies = everStated(ask, tool, 'Applies');
        const [first, ...rest] = applies;
        if (!first) return [];
        const dated = resting(text('adequacy'), named(ask, tool), [first, ...rest], runs);
        return [{ ...dated, at: [at, ...dated.at] as const }];
    });
}

/** Something that holds in some periods, and what the contract runs on without it. */
function resting(kind: Message, name: Message, periods: readonly (Period & { readonly at: Place })[], runs: Run): Dated {
    const inOrder = [...periods].sort((a, b) => (a.from ?? Number.NEGATIVE_INFINITY) - (b.from ?? Number.NEGATIVE_INFINITY));
    const ends = inOrder.flatMap(({ until }) => until ?? []);
    const last = ends.length === inOrder.length ? coveredUntil(Math.max(...ends), inOrder) : 'never';
    return {
        role: 'ground',
        kind,
        name,
        at: inOrder.map(({ at }) => at) as [Place, ...Place[]],
        bars: [
            ...inOrder.map(({ from, until }, i) => ({
                from,
                until,
                look: i === 0 ? ('plain' as const) : ('again' as const),
                say: until === undefined ? text('holds, no end is stated') : text('holds'),
            })),
            ...(last === 'never' ? [] : behind(last, runs, (length) => text('{length} without it', { length }), text('without it, without end'))),
        ],
        points: [],
    };
}

function waivers(ask: Ask, subjects: readonly Id[]): readonly Dated[] {
    return subjects
        .filter((id) => kindOf(ask, id) === 'Waiver')
        .map((id) => {
            const { rule, approval, end } = terms(ask, id);
            return {
                role: 'exception' as const,
                kind: text('waiver'),
                name: text('{name} of {rule}', { name: nameOf(id), rule: rule ?? '…' }),
                at: [{ id, path: 'name' }, ...(approval ? [approval.at] : []), ...(end ? [end.at] : [])] as const,
                bars: [{ from: approval?.on, until: end?.until, look: 'plain' as const, say: text('silences') }],
                points: [],
            };
        });
}

// ---------------------------------------------------------------- the law

/** The norms that findings cite and that begin or end between two days. */
export function datedNorms(ask: Ask, findings: readonly Finding[], from: Day, until: Day): readonly Dated[] {
    const cited = new Map(findings.flatMap(({ norms }) => norms.slice(0, 1)).map(({ id }) => [id, everStated(ask, id, 'Applies')]));
    const isInside = (day: Day | undefined) => day !== undefined && day > from && day < until;
    return [...cited].flatMap(([id, applies]) => {
        const [first] = applies;
        if (!first || !applies.some((one) => isInside(one.from) || isInside(one.until))) return [];
        return [
            {
                role: 'law' as const,
                kind: text('norm'),
                name: named(ask, id),
                at: [{ id, path: 'name' }, ...applies.map(({ at }) => at)] as const,
                bars: applies.map((one) => ({ from: one.from, until: one.until, look: 'plain' as const, say: text('applies') })),
                points: [],
            },
        ];
    });
}
