import type { Ask } from '../model/ask.ts';
import { countedEnd, start, whyNotAlive } from '../model/contracts.ts';
import { facts, inside, kindOf, title } from '../model/declarations.ts';
import type { Fact } from '../model/facts.ts';
import { copies } from '../model/places.ts';
import type { Id } from '../names/outline.ts';
import type { Message } from '../syntax/message.ts';
import type { Day, Duration } from '../syntax/values.ts';

/*
 * What a contract says of a processing of personal data, as registers and vocabularies of others know it: who, why, whose data, where to,
 * for how long. Nothing is added: what a spec does not state is an empty list.
 */

/** A processing activity: a contract with what it hosts. */
export interface Activity {
    readonly contract: Id;
    readonly title: string;
    readonly controllers: readonly Id[];
    readonly processors: readonly Id[];
    readonly beneficiaries: readonly Id[];
    readonly purposes: readonly string[];
    readonly bases: readonly Id[];
    readonly specialBases: readonly Id[];
    readonly datasets: readonly ProcessedData[];
    readonly transfers: readonly SentData[];
    readonly measures: readonly Id[];
    /** Where the parties promise that the data stay; each promise is one of its own. */
    readonly stays: readonly (readonly Id[])[];
    /** Where the services contracted for say to keep the data. */
    readonly kept: readonly Id[];
    readonly from: Day | undefined;
    /** The last day, renewals counted; nothing where it is not known or never comes. */
    readonly until: Day | undefined;
}

export interface ProcessedData {
    readonly dataset: Id;
    readonly title: string;
    readonly categories: readonly Id[];
    readonly subjects: readonly Id[];
    readonly retention: readonly Retained[];
}

export interface Retained {
    readonly length: Duration;
    readonly since: Id | undefined;
}

export interface SentData {
    readonly place: Id;
    readonly recipients: readonly Id[];
    /** Adequacy decisions and transfer tools; what stands by in case one falls comes last. */
    readonly bases: readonly Id[];
}

/** Why a contract is no activity at the date; nothing where it is one. */
export const whyNoActivity = (ask: Ask, contract: Id): Message | undefined => whyNotAlive(ask, contract);

export function activityOf(ask: Ask, contract: Id): Activity {
    const hosts = facts(ask, contract, 'Hosts');
    const unique = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];
    const end = countedEnd(ask, contract).day;
    return {
        contract,
        title: title(ask, contract),
        controllers: unique(facts(ask, contract, 'Controller').flatMap(({ parties }) => parties)),
        processors: unique(facts(ask, contract, 'Processor').flatMap(({ parties }) => parties)),
        beneficiaries: unique(facts(ask, contract, 'Beneficiary').flatMap(({ parties }) => parties)),
        purposes: facts(ask, contract, 'Purpose').map(({ text }) => text),
        bases: unique(facts(ask, contract, 'LawfulBasis').flatMap(({ grounds }) => grounds)),
        specialBases: unique(facts(ask, contract, 'SpecialBasis').flatMap(({ grounds }) => grounds)),
        datasets: unique(hosts.flatMap(({ datasets }) => datasets)).map((dataset) => dataIn(ask, dataset)),
        transfers: facts(ask, contract, 'Transfer').map((transfer) => sentBy(transfer)),
        measures: unique(facts(ask, contract, 'Measures').flatMap(({ measures }) => measures)),
        stays: facts(ask, contract, 'StaysIn').map(({ places }) => places),
        kept: unique(hosts.flatMap(({ service }) => copies(ask, service).map(({ place }) => place))),
        from: start(ask, contract)?.day,
        until: typeof end === 'number' ? end : undefined,
    };
}

const dataIn = (ask: Ask, dataset: Id): ProcessedData => ({
    dataset,
    title: title(ask, dataset),
    categories: [...new Set(facts(ask, dataset, 'Category').flatMap(({ categories }) => categories))],
    subjects: [...new Set(facts(ask, dataset, 'Subjects').flatMap(({ subjects }) => subjects))],
    retention: facts(ask, dataset, 'Retention').map(({ length, event }) => ({ length, since: event })),
});

const sentBy = (transfer: Fact<'Transfer'>): SentData => ({
    place: transfer.place,
    recipients: inside(transfer, 'Recipient').map(({ party }) => party),
    bases: [...inside(transfer, 'Basis').map(({ tool }) => tool), ...inside(transfer, 'Fallback').map(({ tool }) => tool)],
});

/** Whether a basis of a transfer is a decision that a country is adequate. */
export const isAdequacy = (ask: Ask, basis: Id): boolean => kindOf(ask, basis) === 'Adequacy';
