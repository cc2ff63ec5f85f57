import { isWeak, sayReasons } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { controllersOf, hostings, operator, whyNotAlive } from '../../model/contracts.ts';
import { claimedAnonymity, isPersonal, isUnderGdpr, whyNothingPersonal } from '../../model/data.ts';
import { called, facts } from '../../model/declarations.ts';
import type { Settle } from '../../model/facts.ts';
import { statingTransfer } from '../../model/fixes.ts';
import { inEEA, isA, whyNotYet } from '../../model/library.ts';
import { footings } from '../../model/parties.ts';
import { type Access, accesses, byPlace, type Keeper, keepers, reads, unplacedStaff } from '../../model/places.ts';
import { shield } from '../../model/reach.ts';
import type { Step } from '../../model/steps.ts';
import { byLeave, hasThemAsOne, type Leave, leave } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, type Outcome, underGdpr, unknown, unread, violated } from '../rule.ts';

export const noForeignAccess = defineRule({
    id: 'reach/no-foreign-access',
    on: 'Contract',
    summary: text('Nobody reads personal data from a third country unless something allows the transfer that this is.'),
    why: text(
        'Data on a screen abroad are data abroad: whoever administers or supports a service from a third country can be made to look. Where the machines stand changes nothing about that.',
    ),
    norms: ['gdpr-44', 'edpb-05-2021'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotYet(ask, 'gdpr-44') ?? whyNothingPersonal(ask, contract);
        if (over) return yield doesNotApply(over);
        yield* underGdpr(contract, isUnderGdpr(ask, contract), () => judgeReaders(ask, contract));
    },
});

function* judgeReaders(ask: Ask, contract: Id): Generator<Outcome> {
    const personal = hostings(ask, contract).filter(({ dataset }) => isPersonal(ask, dataset) !== false);
    for (const keeper of keepers(ask, personal)) {
        yield* abroad(ask, contract, keeper);
        yield* unplaced(ask, contract, keeper);
    }
}

/** Whoever reads from outside the EEA, and nothing is known to allow it: one finding for each place, of what is stored and of what is not. */
function* abroad(ask: Ask, contract: Id, keeper: Keeper): Generator<Outcome> {
    const kept = shield(ask, keeper.top, keeper.service, controllersOf(ask, contract));
    for (const { place, ways: seen } of byPlace(glances(ask, contract, keeper))) {
        const stored = seen.filter(({ isStored }) => isStored);
        const personal = stored.filter(({ subject }) => isPersonal(ask, subject) === true);
        // What is encrypted before it arrives shows nothing to whoever runs the service; what that one knows of its users is not encrypted.
        if (kept !== 'shut') {
            for (const { leave, members } of byLeave(personal)) {
                yield typeof kept === 'object' ? sealed(ask, keeper, place, members, kept.settle) : uncovered(ask, contract, keeper, place, leave, members);
            }
            if (personal.length === 0) yield* doubtful(ask, keeper, stored);
        }
        const beside = seen.filter(({ isStored }) => !isStored);
        for (const { leave, members } of byLeave(beside)) yield uncovered(ask, contract, keeper, place, leave, members);
    }
}

/** A dataset, or a kind of data beside what is stored, in the eyes of somebody abroad, and what allows that. */
interface Glance extends Step {
    readonly place: Id;
    readonly way: Message;
    readonly party: Id | undefined;
    readonly subject: Id;
    readonly isStored: boolean;
    readonly leave: Exclude<Leave, { readonly given: true }>;
}

function glances(ask: Ask, contract: Id, { service, datasets }: Keeper): readonly Glance[] {
    const controllers = controllersOf(ask, contract);
    return accesses(ask, service).flatMap((access) => {
        const { place, party, way, say, at } = access;
        if (place === undefined || inEEA(ask, place) || isOneEntity(ask, access, service, controllers)) return [];
        return readable(ask, access, datasets).flatMap(({ subject, isStored }): readonly Glance[] => {
            const sent = isStored ? { dataset: subject, kind: undefined } : { dataset: undefined, kind: subject };
            const given = leave(ask, contract, { ...sent, place, recipient: party, service, isOwnSite: access.as === 'staff' });
            return given.given === true ? [] : [{ place, way, party, say, at, subject, isStored, leave: given }];
        });
    });
}

/** What somebody may read: the datasets that are stored, else what he gets beside them. Billing contacts are the host's own customers. */
function readable(ask: Ask, access: Access, datasets: readonly Id[]): readonly { readonly subject: Id; readonly isStored: boolean }[] {
    const stored = datasets.filter((dataset) => reads(ask, access, dataset));
    if (stored.length > 0) return stored.map((subject) => ({ subject, isStored: true }));
    return access.data
        .filter((kind) => !isA(ask, kind, 'trait.not-personal') && !isA(ask, kind, 'data-kind.billing-data'))
        .map((subject) => ({ subject, isStored: false }));
}

/** Who sees what, each once: the names for a message, and the steps that prove it. */
function told(ask: Ask, { service, path }: Keeper, place: Id, seen: readonly Glance[]) {
    const ways = [...new Map(seen.map((one) => [one.at.path, one])).values()];
    const data = [...new Set(seen.map(({ subject }) => subject))].map((subject) => called(ask, subject));
    return {
        names: { data, service: called(ask, service), place: called(ask, place), ways: ways.map(({ way }) => way) },
        path: [...path, ...ways.map(({ say, at }) => ({ say, at }))],
    };
}

function uncovered(ask: Ask, contract: Id, keeper: Keeper, place: Id, leave: Glance['leave'], seen: readonly Glance[]): Outcome {
    const { at } = keeper;
    const { names, path } = told(ask, keeper, place, seen);
    if (leave.given === 'unread') return unread(contract);
    if (leave.given === undefined) {
        const message = text(
            '{data} can be read from {place}, outside the European Economic Area ({service}: {ways}); whether “{tool}” allows that is not known: {why}.',
            { ...names, tool: called(ask, leave.tool), why: leave.why },
        );
        return unknown({ at, message, path, settle: [leave.settle] });
    }
    return violated({
        at,
        message: text('{data} can be read from {place}, outside the European Economic Area ({service}: {ways}), and nothing stated allows that.', names),
        path,
        ...(isWeak(leave.reasons) ? { cap: 'warning' as const } : {}),
        notes: sayReasons(ask, leave.reasons),
        cure: text('Have it done from the EEA or without access, or agree on a basis for it and state the transfer to {place}.', { place: names.place }),
        fixes: [statingTransfer(ask, contract, place, seen[0]?.party)],
    });
}

function sealed(ask: Ask, keeper: Keeper, place: Id, seen: readonly Glance[], settle: Settle): Outcome {
    const { names, path } = told(ask, keeper, place, seen);
    const message = text('Whether {data}, encrypted before they reach {service}, can be read there from {place} is not known.', names);
    return unknown({ at: keeper.at, message, path, settle: [settle] });
}

/** What is read is called anonymised, and nothing else is read. */
function* doubtful(ask: Ask, { at, path }: Keeper, seen: readonly Glance[]): Generator<Outcome> {
    for (const [dataset, { say, at: place }] of new Map(seen.map((one) => [one.subject, one]))) {
        const open = claimedAnonymity(ask, dataset);
        if (open) yield unknown({ at, message: open.say, path: [...path, { say, at: place }], settle: [open.settle] });
    }
}

/**
 * Whether the data stay with one legal entity: the controller himself, or the host where it reads from another of its places
 * than one in the EEA. Without a second party there is no transfer (EDPB, Guidelines 05/2021).
 */
function isOneEntity(ask: Ask, { party, as }: Access, service: Id, controllers: readonly Id[]): boolean {
    if (party === undefined) return false;
    if (controllers.includes(party)) return hasThemAsOne(ask, controllers, party);
    // Of staff only the place is stated, and abroad it is seldom the host's own.
    if (as === 'staff' || party !== operator(ask, service)) return false;
    const places = [...footings(ask, party).map(({ place }) => place), ...facts(ask, party, 'Established').flatMap((stated) => stated.places)];
    return places.some((place) => inEEA(ask, place));
}

/** From where a service is run, or where somebody works for it, is not stated. */
function* unplaced(ask: Ask, contract: Id, { service, top, datasets, at, path }: Keeper): Generator<Outcome> {
    const controllers = controllersOf(ask, contract);
    const runner = operator(ask, service);
    const isShut = shield(ask, top, service, controllers) === 'shut';
    const name = called(ask, service);
    if (!isShut && (runner === undefined || !controllers.includes(runner))) {
        const open = unplacedStaff(ask, service);
        if (open.length > 0) {
            yield unknown({
                at,
                message: text('From where the data on {service} can be read is not stated ({ways}).', { service: name, ways: open.map(({ way }) => way) }),
                path,
                settle: open.map(({ settle }) => settle),
            });
        }
    }
    for (const access of accesses(ask, service)) {
        if (access.place !== undefined || isOneEntity(ask, access, service, controllers)) continue;
        const seen = readable(ask, access, datasets);
        if (access.party === undefined || !seen.some(({ isStored }) => !isStored || !isShut)) continue;
        yield unknown({
            at,
            message: text('From where {party}, who works for {service}, can read data is not stated.', { party: called(ask, access.party), service: name }),
            path: [...path, { say: access.way, at: access.at }],
            settle: [{ in: service, write: 'in {jurisdiction}', behind: access.at }],
        });
    }
}
