import type { Ask } from '../model/ask.ts';
import { everHeld, type Lasting, lastings } from '../model/certificates.ts';
import { operator } from '../model/contracts.ts';
import { called, part, statementsAt } from '../model/declarations.ts';
import type { AnyFact, Fact, Place } from '../model/facts.ts';
import { controllers } from '../model/ownership.ts';
import { providers } from '../model/providers.ts';
import { reach } from '../model/reach.ts';
import { controlSteps, namedStep, reachSteps, type Step } from '../model/steps.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text, type Value } from '../syntax/message.ts';
import { type Day, formatDay, readDay } from '../syntax/values.ts';
import { hintsOn } from './hints.ts';

/** Something that follows from a statement, and how. */
export interface Following {
    readonly say: Message;
    readonly steps: readonly Step[];
}

/**
 * What follows at the date from the statement at a place, for a reader who points at a word or a value of it: the day behind a length of
 * time, the threshold behind an amount, who controls by a share, whom a law reaches.
 */
export function followingFrom(ask: Ask, place: Place): readonly Following[] {
    const stated = statementsAt(ask, place).at(-1);
    if (!stated) return [];
    // What is told behind its parts is behind the place itself, or within it where that is the whole statement.
    const isAt = ({ path }: Place) => `${path}.`.startsWith(`${place.path}.`);
    const hints = hintsOn(ask, place.id).filter(({ kind, behind }) => kind !== 'control' && isAt(behind));
    const told = hints.flatMap(({ kind, say, why, steps }): readonly Following[] => [
        // Of a threshold it is not obvious what it has to do with the amount.
        ...(kind === 'thresholds' ? [{ say, steps: [] }] : []),
        { say: why, steps },
    ]);
    return [...told, ...(byKind[stated.kind]?.(ask, stated, place) ?? [])];
}

type Follow = (ask: Ask, stated: AnyFact, pointedAt: Place) => readonly Following[];

const typed =
    <K extends 'Owned' | 'Option' | 'Certified' | 'ListsLaw'>(follow: (ask: Ask, stated: Fact<K>, pointedAt: Place) => readonly Following[]): Follow =>
    (ask, stated, pointedAt) =>
        follow(ask, stated as unknown as Fact<K>, pointedAt);

const byKind: Readonly<Record<string, Follow>> = {
    Owned: typed<'Owned'>((ask, { at, owner }) => control(ask, at.id, owner)),
    Option: typed<'Option'>((ask, { at, owner }) => control(ask, at.id, owner)),
    Certified: typed<'Certified'>(certificate),
    ListsLaw: typed<'ListsLaw'>((ask, stated, pointedAt) => {
        const one = stated.norms.filter((_, i) => part(stated, `norms.${i}`).path === pointedAt.path);
        return (one.length > 0 ? one : stated.norms).map((law) => lawReaches(ask, stated.at.id, law));
    }),
};

/** Whether an owner controls a party, by this share and all others together, and who does else. */
function control(ask: Ask, party: Id, owner: Id): readonly Following[] {
    const inControl = controllers(ask, party);
    const names = { owner: called(ask, owner), party: called(ask, party) };
    if (inControl.has(owner)) return [{ say: text('{owner} controls {party}.', names), steps: controlSteps(ask, party, owner) }];
    const others = [...inControl.keys()].map((one) => called(ask, one));
    const not: Following = { say: text('{owner} does not control {party}, by what is stated.', names), steps: [] };
    return others.length === 0 ? [not] : [not, { say: text('In control of {party}: {others}.', { party: names.party, others }), steps: [] }];
}

/** How long the service stays certified for the scheme. */
function certificate(ask: Ask, stated: Fact<'Certified'>): readonly Following[] {
    const { scheme, holder, version, at } = stated;
    const name = called(ask, scheme);
    if (holder !== undefined && holder !== operator(ask, at.id)) {
        return [{ say: text('A certificate of {holder}: it speaks for nobody else.', { holder: called(ask, holder) }), steps: [] }];
    }
    if (version !== undefined && !everHeld(ask, at.id, scheme).some((one) => one.at.path === at.path)) {
        return [{ say: text('Of version {version}, which counts no more.', { version }), steps: [] }];
    }
    return lastings(ask, at.id, scheme).map((lasting) => ({ say: sayLasting(lasting, name), steps: [] }));
}

function sayLasting(lasting: Lasting, name: Value): Message {
    if (lasting.is === 'open') return text('Certified {name}; until when is not stated.', { name });
    const names = { name, day: formatDay(lasting.day) };
    return lasting.is === 'over' ? text('Certified {name} until {day}, and no longer at this date.', names) : text('Certified {name} until {day}.', names);
}

/** Whom of those that hold the contract's data a law reaches, and by which way. */
function lawReaches(ask: Ask, contract: Id, law: Id): Following {
    for (const { party } of providers(ask, contract)) {
        const found = reach(ask, party).find((one) => one.law === law);
        if (!found) continue;
        const steps = [namedStep(ask, party, { id: party, path: 'name' }), ...reachSteps(ask, party, found).slice(0, -1)];
        return { say: text('{law} reaches {party}, who holds the data.', { law: called(ask, law), party: called(ask, party) }), steps };
    }
    return { say: text('{law} reaches nobody who holds the data, by what is stated.', { law: called(ask, law) }), steps: [] };
}

// ---------------------------------------------------------------- days

const weekdays: readonly Message[] = [text('Monday'), text('Tuesday'), text('Wednesday'), text('Thursday'), text('Friday'), text('Saturday'), text('Sunday')];

/** A day that is written in a spec: its weekday, and how far it is from the date of judgement. Nothing where there is no such day. */
export function sayDay(written: string, date: Day): Message | undefined {
    const read = readDay(written);
    if (!('value' in read)) return undefined;
    // 1970-01-01 was a Thursday.
    const weekday = weekdays[(((read.value + 3) % 7) + 7) % 7] as Message;
    const away = read.value - date;
    const n = Math.abs(away);
    if (away === 0) return text('{weekday}, the date of judgement', { weekday });
    if (n === 1)
        return away > 0
            ? text('{weekday}, the day after the date of judgement', { weekday })
            : text('{weekday}, the day before the date of judgement', { weekday });
    return away > 0
        ? text('{weekday}, {n} days after the date of judgement', { weekday, n })
        : text('{weekday}, {n} days before the date of judgement', { weekday, n });
}
