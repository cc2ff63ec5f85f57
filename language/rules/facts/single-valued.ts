import type { Ask } from '../../model/ask.ts';
import { start } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import type { AnyFact, Fact, FactKind } from '../../model/facts.ts';
import { lastDayOfRun } from '../../model/time.ts';
import { text, type Value } from '../../syntax/message.ts';
import { type Day, type Decimal, type Duration, formatDay, type Money, readDecimal, sayDecimal, sayDuration, sayMoney } from '../../syntax/values.ts';

/** Statements of which a declaration, or a block in it, has one value at a date. */
export interface Single {
    /** The grammar rules that state it, as alternatives to each other. */
    readonly kinds: readonly string[];
    /** How the statement begins. */
    readonly word: string;
    /** The value, for people. */
    readonly value: (ask: Ask, fact: AnyFact) => Value;
    /** What two of them must have in common to say the same. */
    readonly means: (ask: Ask, fact: AnyFact) => unknown;
    /** Where there is one value for each of something else, such as a parameter's name: which. */
    readonly of: (fact: AnyFact) => string;
    readonly isEach: boolean;
    /** It counts on every day: its `until` is what it states, and not how long it holds. */
    readonly timeless: boolean;
}

function single<K extends FactKind>(
    kinds: readonly K[],
    word: string,
    value: (ask: Ask, fact: Fact<K>) => Value,
    more: { readonly of?: (fact: Fact<K>) => string | undefined; readonly means?: (ask: Ask, fact: Fact<K>) => unknown; readonly timeless?: true } = {},
): Single {
    const typed = (fact: AnyFact) => fact as unknown as Fact<K>;
    return {
        kinds,
        word,
        value: (ask, fact) => value(ask, typed(fact)),
        means: (ask, fact) => (more.means ? more.means(ask, typed(fact)) : saying(fact)),
        of: (fact) => more.of?.(typed(fact)) ?? '',
        isEach: more.of !== undefined,
        timeless: more.timeless === true,
    };
}

/** What a statement says, without where it stands, since when, and who says so. */
function saying({ at: _at, from: _from, until: _until, sources: _sources, ...rest }: AnyFact): unknown {
    return rest;
}

const day = ({ on }: { readonly on: Day }): Value => formatDay(on);
const length = (_: Ask, { length }: { readonly length: Duration }): Value => sayDuration(length);
const share = (percentage: Decimal): Value => text('{n} %', { n: sayDecimal(percentage) });

/**
 * What has one value at a date, each because the model reads one and would pass over a second, or because the world has but one.
 * What is not here adds up: holders, places, certificates, sources, clauses, renewals, assessments, tests of a plan, approvers.
 */
export const singleValued: readonly Single[] = [
    // An organisation: a register knows one seat, and there is one central administration and one principal establishment.
    single(['Seat'], 'seat', (ask, { place }) => called(ask, place)),
    single(['Managed'], 'managed from', (ask, { place }) => called(ask, place)),
    single(['MainEstablishment'], 'main establishment', (ask, { place }) => called(ask, place)),
    // A service either reads in clear or never does.
    single(['Reads'], 'reads in clear', (_, { never }) => (never ? text('never') : text('yes'))),
    // A dataset: one count of persons, one degree of identifiability, one length for each event it is counted from.
    single(['Persons'], 'persons', (_, { count }) => count, { means: (_, { count }) => readDecimal(count) }),
    single(['Identifiability'], 'identifiability', (ask, { degree }) => called(ask, degree)),
    single(['Retention'], 'retention', length, { of: ({ event }) => event }),
    // A promise: each of its days and lengths is counted from.
    single(['Made'], 'made', (_, fact) => day(fact)),
    single(['Within'], 'within', length),
    single(['Fulfilled'], 'fulfilled', (_, fact) => day(fact)),
    // An authorisation: its end is counted from these two.
    single(['Given'], 'given', (_, fact) => day(fact)),
    single(['Lasts'], 'lasts', length),
    // A contract: its life is counted from these; of the rest it can promise one thing at a time.
    single(['Signed'], 'signed', (_, fact) => day(fact)),
    single(['Effective'], 'effective', (_, fact) => day(fact)),
    single(
        ['TermLength', 'TermEnd', 'TermIndefinite'],
        'term',
        (_, fact) =>
            fact.kind === 'TermLength'
                ? sayDuration(fact.length)
                : fact.kind === 'TermEnd'
                  ? text('until {day}', { day: formatDay(fact.end) })
                  : text('indefinite'),
        { means: lastDay },
    ),
    single(['Transitional'], 'transitional', (_, { limit }) => (limit ? text('at most {length}', { length: sayDuration(limit) }) : text('no limit'))),
    single(['Subprocessing'], 'subprocessing', (_, { mode }) => mode),
    single(['BreachNotice'], 'breach notice', length),
    single(['CriticalFunction'], 'serves critical function', (_, { none }) => (none ? text('no') : text('yes'))),
    single(['WorkingDays'], 'working days by', (ask, { calendar }) => called(ask, calendar)),
    single(['GovernedBy'], 'governed by law of', (ask, { place }) => called(ask, place)),
    // An award: one procedure, one day, one amount of each kind in each currency.
    single(['Procedure'], 'procedure', (ask, { way }) => called(ask, way)),
    single(['AwardOn'], 'on', (_, fact) => day(fact)),
    single(['Estimated'], 'estimated', (_, { amount }) => sayMoney(amount), { of: ({ amount }) => amount.currency }),
    single(['Value'], 'value', (_, { amount }) => sayMoney(amount), { of: ({ amount }) => amount.currency }),
    // A derogation: the time it may last is counted from these.
    single(['ProjectStart'], 'project start', (_, fact) => day(fact)),
    single(['CompliantOffer'], 'compliant offer since', (_, fact) => day(fact)),
    // A transfer has two ends; another recipient is another transfer.
    single(['Exporter'], 'exporter', (ask, { party }) => called(ask, party)),
    single(['Recipient'], 'recipient', (ask, { party }) => called(ask, party)),
    // Switching: each period has one length.
    single(['Requested'], 'requested', (_, fact) => day(fact)),
    single(['SwitchingNotice'], 'notice', length),
    single(['Transition'], 'transition', length),
    single(['Retrieval'], 'retrieval', length),
    single(['TerminationFee'], 'termination fee', (_, fact) => (fact.share ? share(fact.share) : fact.amount ? sayMoney(fact.amount) : '')),
    single(['Charges'], 'charges', (_, { amount }) => (amount ? sayMoney(amount) : text('at cost')), { of: ({ what }) => what }),
    // The world: a norm has one force, each of its parameters one value, a decision one standing, a scheme one length, a territory one State.
    single(['Force'], 'force', (_, { degree }) => degree),
    single(['Parameter'], 'parameter', (_, { value }) => quantity(value as Duration | Money | Decimal), { of: ({ name }) => name }),
    single(['Standing'], 'standing', (ask, { state }) => called(ask, state)),
    single(['Valid'], 'valid', length),
    single(['TerritoryOf'], 'territory of', (ask, { place }) => called(ask, place)),
    // A waiver ends on one day.
    single(['WaiverEnd'], 'until', (_, { until }) => formatDay(until), { means: (_, { until }) => until, timeless: true }),
];

/** The statements of which only one can stand beside this one, itself included; nothing for what adds up, and where there is one value for each of something else. */
export const rivalsOf = (kind: string): readonly string[] => singleValued.find(({ kinds, isEach }) => !isEach && kinds.includes(kind))?.kinds ?? [];

/** A length and a day may say the same. */
function lastDay(ask: Ask, fact: Fact<'TermLength' | 'TermEnd' | 'TermIndefinite'>): unknown {
    if (fact.kind === 'TermIndefinite') return 'never';
    if (fact.kind === 'TermEnd') return fact.end;
    const begins = start(ask, fact.at.id);
    return (begins && lastDayOfRun(begins.day, fact.length)) ?? fact.length;
}

function quantity(value: Duration | Money | Decimal): Value {
    if ('currency' in value) return sayMoney(value);
    return 'digits' in value ? sayDecimal(value) : sayDuration(value);
}
