import type { Ask } from '../model/ask.ts';
import {
    authorisationEnd,
    closedDays,
    commitmentDeadline,
    endOfTerm,
    isCounted,
    isReversed,
    nextTacitRound,
    rounds,
    start,
    timesOf,
    transition,
} from '../model/contracts.ts';
import { called, fact, facts, kindOf, part, statementsAt } from '../model/declarations.ts';
import type { Place } from '../model/facts.ts';
import { mentionsFrom } from '../model/mentions.ts';
import { controllers, heads } from '../model/ownership.ts';
import { seat } from '../model/parties.ts';
import { controlSteps, type Step } from '../model/steps.ts';
import { type Id, plainName } from '../names/outline.ts';
import { purchase } from '../rules/procurement/scope.ts';
import { europeanHeight } from '../rules/procurement/value.ts';
import { type Message, text } from '../syntax/message.ts';
import { formatDay, sayDuration, sayMoney } from '../syntax/values.ts';

/** Kinds of hints, each of which a reader may do without. */
export const hintKinds = ['ends', 'notice', 'control', 'thresholds'] as const;
export type HintKind = (typeof hintKinds)[number];

/** What follows from a statement and does not stand there. */
export interface Hint {
    readonly kind: HintKind;
    /** The part of a statement that it is shown behind. */
    readonly behind: Place;
    readonly say: Message;
    /** Where what fills a hole of it leads. */
    readonly leads: Readonly<Record<string, Place>>;
    /** How it comes about. */
    readonly why: Message;
    readonly steps: readonly Step[];
}

/**
 * What follows from the statements of a declaration at the date and is not obvious from them: the day behind a length of time, who
 * is behind a party, the threshold behind an amount. Nothing where it is not known, or where it stands there already.
 */
export const hintsOn = (ask: Ask, id: Id): readonly Hint[] => [...(endsOf[kindOf(ask, id)]?.(ask, id) ?? []), ...controlling(ask, id)];

const endsOf: Readonly<Record<string, (ask: Ask, id: Id) => readonly Hint[]>> = {
    Contract: (ask, id) => [...term(ask, id), ...renewals(ask, id), ...notice(ask, id), ...transitional(ask, id), ...threshold(ask, id)],
    Authorisation: (ask, id) => {
        const end = authorisationEnd(ask, id);
        const lasts = fact(ask, id, 'Lasts');
        const given = fact(ask, id, 'Given');
        if (!end || !lasts || !given) return [];
        const why = text('Given on {from}, it lapses after {day}.', { from: formatDay(given.on), day: formatDay(end.day) });
        return [{ ...until(end.day, given.at), behind: part(lasts, 'length'), why }];
    },
    Commitment: (ask, id) => {
        const due = commitmentDeadline(ask, id);
        const within = fact(ask, id, 'Within');
        const made = fact(ask, id, 'Made');
        if (!due || !within || !made) return [];
        const why = text('Promised on {from}: the last day to keep it is {day}.', { from: formatDay(made.on), day: formatDay(due.day) });
        return [{ ...until(due.day, made.at), behind: part(within, 'length'), why }];
    },
};

// ---------------------------------------------------------------- days

/** `until 2026-12-20`, which leads to where the counting began. */
const until = (day: number, from: Place): Pick<Hint, 'kind' | 'say' | 'leads' | 'steps'> => ({
    kind: 'ends',
    say: text('until {day}', { day: formatDay(day) }),
    leads: { day: from },
    steps: [],
});

function term(ask: Ask, contract: Id): readonly Hint[] {
    const length = fact(ask, contract, 'TermLength');
    const begins = start(ask, contract);
    const { day, at } = endOfTerm(ask, contract);
    if (!length || !begins || typeof day !== 'number' || !at.some(({ path }) => path === length.at.path)) return [];
    const why = text('The contract runs from {from}, so the last day of its term is {day}.', { from: formatDay(begins.day), day: formatDay(day) });
    return [{ ...until(day, begins.at), behind: part(length, 'length'), why }];
}

/** Behind each renewal the last day of its last round: of those that count by themselves, then of those that somebody may ask for. */
function renewals(ask: Ask, contract: Id): readonly Hint[] {
    const stated = facts(ask, contract, 'Renewal');
    const { day: end, at } = endOfTerm(ask, contract);
    const from = at.at(-1);
    if (typeof end !== 'number' || from === undefined || stated.length === 0 || isReversed(ask, contract)) return [];
    const closed = closedDays(ask, contract);
    const endless = stated.filter((renewal) => timesOf(renewal) === Number.POSITIVE_INFINITY);
    if (endless.length > 0) {
        const why = text('It comes by itself, and no number of times is stated: nothing ends the contract.');
        return endless.map((renewal) => ({ kind: 'ends', behind: part(renewal, 'length'), say: text('without end'), leads: {}, why, steps: [] }));
    }
    const last = new Map([...rounds(stated, end, closed)].map(({ renewal, ends }) => [renewal, ends]));
    return [...last].flatMap(([renewal, ends]): readonly Hint[] => {
        if (ends === undefined) return [];
        const days = { end: formatDay(end), day: formatDay(ends) };
        const why = isCounted(renewal)
            ? text('The term ends on {end}; with this renewal, as often as it counts, the contract runs until {day}.', days)
            : text('The term ends on {end}; if this renewal is asked for, as often as it may be, the contract runs until {day}.', days);
        const say = isCounted(renewal) ? text('until {day}', { day: days.day }) : text('until {day} if asked for', { day: days.day });
        return [{ ...until(ends, from), behind: part(renewal, 'length'), say, why }];
    });
}

function notice(ask: Ask, contract: Id): readonly Hint[] {
    const next = isReversed(ask, contract) ? undefined : nextTacitRound(ask, contract);
    const length = next?.renewal.notice;
    if (!next || !length || next.lastNotice === undefined) return [];
    const day = formatDay(next.lastNotice);
    const why = text('The contract is renewed on {begins} unless notice is given {length} before it ends: by {day} at the latest.', {
        begins: formatDay(next.begins),
        length: sayDuration(length),
        day,
    });
    return [{ kind: 'notice', behind: part(next.renewal, 'notice'), say: text('by {day}', { day }), leads: {}, why, steps: [] }];
}

function transitional(ask: Ask, contract: Id): readonly Hint[] {
    const stated = fact(ask, contract, 'Transitional');
    const found = transition(ask, contract);
    if (!stated || found?.limit === undefined || found.since === undefined) return [];
    // What is counted from is either stated right here, and then it is told what demands it, or the start of the contract.
    const demands = found.under === undefined ? stated.at : { id: found.under, path: 'name' };
    const from = stated.since === undefined ? start(ask, contract)?.at : demands;
    const why = text('Counted from {from}, the transition must not pass {day}.', { from: formatDay(found.since), day: formatDay(found.limit) });
    return [{ ...until(found.limit, from ?? stated.at), behind: part(stated, stated.since === undefined ? 'limit' : 'since'), why }];
}

// ---------------------------------------------------------------- thresholds

/** Behind the amount that counts: whether it reaches the European threshold that binds the buyer on the day that decides. */
function threshold(ask: Ask, contract: Id): readonly Hint[] {
    const bought = purchase(ask, contract);
    const height = bought && europeanHeight(ask, bought);
    if (!height || height.is === 'open') return [];
    const amount = sayMoney(height.threshold.money);
    const isCeiling = statementsAt(ask, height.sum.at).at(-1)?.kind === 'Framework';
    return [
        {
            kind: 'thresholds',
            behind: part(height.sum, isCeiling ? 'ceiling' : 'amount'),
            say: height.is === 'reached' ? text('reaches the threshold of {amount}', { amount }) : text('below the threshold of {amount}', { amount }),
            leads: { amount: height.threshold.at },
            why: text('The European threshold from which procurement law binds whoever buys here.'),
            steps: [...bought.path, ...height.path],
        },
    ];
}

// ---------------------------------------------------------------- control

/** The parts of statements that name a party of whom it matters who is behind it. */
const parties: ReadonlySet<string> = new Set([
    'Service.operator',
    'Subcontractor.party',
    'Discloses.recipient',
    'Accessed.reader',
    'Encrypts.holder',
    'Processor.parties',
    'Recipient.party',
]);

/** Behind a party who is at the head of those that control it, once in each declaration; behind its own name only where its own facts do not say so. */
function controlling(ask: Ask, id: Id): readonly Hint[] {
    const found: Hint[] = [];
    if (kindOf(ask, id) === 'Organisation') {
        const isObvious = (head: Id) => controllers(ask, id).get(head)?.distance === 1;
        found.push(...behindParty(ask, id, { id, path: 'name' }, isObvious));
    }
    for (const [party, mentions] of mentionsFrom(ask, id)) {
        const first = mentions.find(({ as }) => parties.has(as));
        if (first) found.push(...behindParty(ask, party, first.name, () => false));
    }
    return found;
}

function behindParty(ask: Ask, party: Id, behind: Place, isObvious: (head: Id) => boolean): readonly Hint[] {
    const [head, ...others] = heads(ask, party);
    if (head === undefined || others.length > 0 || isObvious(head)) return [];
    const name = called(ask, head);
    const place = seat(ask, head)?.place;
    return [
        {
            kind: 'control',
            behind,
            say: place === undefined ? text('controlled by {name}', { name }) : text('controlled from {place} by {name}', { name, place: plainName(place) }),
            leads: { name: { id: head, path: 'name' } },
            why: text('{name} is at the head of those known to control {party}.', { name, party: called(ask, party) }),
            steps: controlSteps(ask, party, head),
        },
    ];
}
