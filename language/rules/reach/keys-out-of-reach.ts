import { isWhollyAdequate } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { controllersOf, hostings, operator, whyNotAlive } from '../../model/contracts.ts';
import { isSensitive, isSpecial, whatTellsSensitivity } from '../../model/data.ts';
import { called, facts } from '../../model/declarations.ts';
import { whyNotSensitive } from '../../model/exposure.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { inEEA, isA, isAnyOf } from '../../model/library.ts';
import { seat } from '../../model/parties.ts';
import { type Keeper, keepers } from '../../model/places.ts';
import { type Reach, reach, shield, tieTo, unknownReach } from '../../model/reach.ts';
import { reachSteps, type Step } from '../../model/steps.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';

export const keysOutOfReach = defineRule({
    id: 'reach/keys-out-of-reach',
    on: 'Contract',
    summary: text('The keys to encrypted data are held by nobody whom the law of a third country can compel to use them.'),
    why: text(
        'Encryption protects from whoever has no key. A host that keeps the keys, or has them used for it, can be made to open what it holds, and the buyer is told that the data are encrypted all the same.',
    ),
    norms: ['edpb-01-2020', 'gdpr-32'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotSensitive(ask, contract);
        if (over) return yield doesNotApply(over);
        const controllers = controllersOf(ask, contract);
        const sensitive = hostings(ask, contract).filter(({ dataset }) => isSensitive(ask, dataset) !== false);
        const encrypted = keepers(ask, sensitive).flatMap((keeper) => {
            const host = operator(ask, keeper.service);
            const sets = host === undefined || controllers.includes(host) ? [] : keySets(ask, keeper.service, host);
            return host === undefined || sets.length === 0 ? [] : [{ keeper, host, sets }];
        });
        if (encrypted.length === 0) return yield doesNotApply(text('No encryption of what others store is stated.'));
        for (const { keeper, host, sets } of encrypted) {
            // What is sealed before it arrives stays sealed, whoever has the keys of a second lock.
            if (shield(ask, keeper.top, keeper.service, controllers) === 'shut') continue;
            for (const set of sets) yield* judgeKeys(ask, keeper, host, set, controllers);
        }
    },
});

/** Keys to what a service stores. */
interface KeySet {
    readonly way: Id;
    readonly at: Place;
    /** Nothing where it is not stated. */
    readonly holder: Id | undefined;
    readonly place: Id | undefined;
    /** The keys lie with the host, or it decrypts in memory, whoever else holds them. */
    readonly use: 'at the host' | 'in memory' | undefined;
}

const atTheHost = ['encryption.provider-managed', 'encryption.customer-managed', 'encryption.imported-key'] as const;
const inMemory = ['encryption.external-key-manager', 'encryption.confidential-computing'] as const;

function keySets(ask: Ask, service: Id, host: Id): readonly KeySet[] {
    const isNeverClear = facts(ask, service, 'Reads').some(({ never }) => never === true);
    const locks = facts(ask, service, 'Encrypts').filter(({ ways }) => !ways.every((way) => isA(ask, way, 'encryption.in-transit')));
    return locks.flatMap((lock): readonly KeySet[] => {
        const find = (names: readonly `${string}.${string}`[]) => lock.ways.find((way) => isAnyOf(ask, way, names));
        const kept = find(atTheHost);
        if (kept !== undefined) return [{ way: kept, at: lock.at, holder: host, place: undefined, use: 'at the host' }];
        const used = find(inMemory);
        if (used !== undefined && !isNeverClear) return [{ way: used, at: lock.at, holder: lock.holder, place: lock.place, use: 'in memory' }];
        // Said again with a holder, a way to encrypt is no second lock.
        if (lock.holder === undefined && locks.some((other) => other.holder !== undefined && isSaidBy(lock, other))) return [];
        const way = lock.ways.find((one) => !isA(ask, one, 'encryption.in-transit')) as Id;
        return [{ way, at: lock.at, holder: lock.holder, place: lock.place, use: undefined }];
    });
}

const isSaidBy = (lock: Fact<'Encrypts'>, other: Fact<'Encrypts'>): boolean => lock.ways.some((way) => other.ways.includes(way));

function* judgeKeys(ask: Ask, keeper: Keeper, host: Id, set: KeySet, controllers: readonly Id[]): Generator<Outcome> {
    const { service, datasets, at, path } = keeper;
    const { way, holder, use } = set;
    const names = { service: called(ask, service), host: called(ask, host), way: called(ask, way) };
    const steps: Step[] = [
        ...path,
        {
            say: holder === undefined || use ? text('{way}', names) : text('{way}, keys held by {holder}', { way: names.way, holder: called(ask, holder) }),
            at: set.at,
        },
    ];
    const found = (message: Message, further: readonly Step[], heaviest: Reach | undefined): Outcome => {
        const unread = datasets.find((dataset) => isSensitive(ask, dataset) === undefined);
        if (unread !== undefined && datasets.every((dataset) => isSensitive(ask, dataset) === undefined)) {
            const open = text('{found} Whether {dataset} is sensitive is not stated.', { found: message, dataset: called(ask, unread) });
            return unknown({ at, message: open, path: [...steps, ...further], settle: [whatTellsSensitivity(ask, unread)] });
        }
        const isLight = heaviest?.adequate || (heaviest?.hold === 'presence' && !datasets.some((dataset) => isSpecial(ask, dataset)));
        return violated({
            at,
            message,
            path: [...steps, ...further],
            ...(isLight ? { cap: 'information' as const } : {}),
            cure: text(
                'Encrypt before the data reach the host, with keys that the controller, or somebody out of reach, holds in the EEA or an adequate country.',
            ),
        });
    };
    const overHost = heaviestReach(ask, host);
    const isRead = facts(ask, service, 'Reads').some(({ never }) => !never);
    if (use === 'at the host' || holder === host) {
        if (overHost) {
            const law = called(ask, overHost.law);
            const message = use
                ? text('“{way}” leaves the keys of {service} where {host} can use them, and {law} reaches it: no use case 1 of the EDPB.', { ...names, law })
                : text('{host} itself holds the keys of {service}, and {law} reaches it: no use case 1 of the EDPB.', { ...names, law });
            yield found(message, reachSteps(ask, host, overHost), overHost);
        } else yield* unknownHolder(ask, keeper, host, steps);
        return;
    }
    if (overHost && (use === 'in memory' || isRead)) {
        const law = called(ask, overHost.law);
        const message = use
            ? text('With “{way}” {service} still decrypts the data, and {law} reaches {host}: use case 6 of the EDPB, for which no measure helps.', {
                  ...names,
                  law,
              })
            : text('{service} reads the data in clear, and {law} reaches {host}: use case 6 of the EDPB, for which no keys help.', { ...names, law });
        return yield found(message, reachSteps(ask, host, overHost), overHost);
    }
    if (holder === undefined) {
        return yield unknown({
            at,
            message: text('Who holds the keys of {service} is not stated.', names),
            path: steps,
            settle: [{ in: service, write: `encrypts ${nameOf(way).slice('encryption.'.length)} keys held by {organisation}` }],
        });
    }
    const place = set.place ?? seat(ask, holder)?.place;
    if (place !== undefined && !inEEA(ask, place) && !isWhollyAdequate(ask, place)) {
        const message = text('The keys of {service} are held in {place}, outside the EEA and without adequacy: no use case 1 of the EDPB.', {
            ...names,
            place: called(ask, place),
        });
        return yield found(message, [], undefined);
    }
    if (use === 'in memory' || isRead) yield* unknownReader(ask, keeper, host, steps);
    if (controllers.includes(holder)) {
        if (place === undefined) yield* unknownHolder(ask, keeper, holder, steps);
        return;
    }
    const over = heaviestReach(ask, holder);
    if (over) {
        const message = text('The keys of {service} are held by {holder}, and {law} reaches it: no use case 1 of the EDPB.', {
            ...names,
            holder: called(ask, holder),
            law: called(ask, over.law),
        });
        return yield found(message, reachSteps(ask, holder, over), over);
    }
    const tie = overHost && tieTo(ask, service, host, holder);
    if (overHost && tie) {
        const held = { ...names, holder: called(ask, holder), law: called(ask, overHost.law) };
        const message =
            tie === 'group'
                ? text('The keys of {service} are held by {holder}, of the group of {host}, and {law} reaches that one: no use case 1 of the EDPB.', held)
                : text('The keys of {service} are held by {holder}, who works for {host}, and {law} reaches that one: no use case 1 of the EDPB.', held);
        return yield found(message, reachSteps(ask, host, overHost), overHost);
    }
    yield* unknownHolder(ask, keeper, holder, steps);
}

/** Whoever sees the data in clear without the keys, where what is stated does not tell whose law reaches him. */
function* unknownReader(ask: Ask, { service, at }: Keeper, host: Id, path: readonly Step[]): Generator<Outcome> {
    const end = unknownReach(ask, host);
    if (!end) return;
    yield unknown({
        at,
        message: text(
            'Whether the law of a third country reaches {host}, who sees the data of {service} in clear, is not known: what is stated ends at {party}.',
            {
                host: called(ask, host),
                service: called(ask, service),
                party: called(ask, end.party),
            },
        ),
        path,
        settle: [end.settle],
    });
}

/** Whoever holds the keys, where what is stated does not tell whose law reaches him. */
function* unknownHolder(ask: Ask, { service, at }: Keeper, holder: Id, path: readonly Step[]): Generator<Outcome> {
    const end = unknownReach(ask, holder);
    if (!end) return;
    yield unknown({
        at,
        message: text('Whether the law of a third country reaches {holder}, who holds the keys of {service}, is not known: what is stated ends at {party}.', {
            holder: called(ask, holder),
            service: called(ask, service),
            party: called(ask, end.party),
        }),
        path,
        settle: [end.settle],
    });
}

/** The law that weighs most of those that reach a party: one of a country that is not adequate, by more than presence. */
const heaviestReach = (ask: Ask, party: Id): Reach | undefined =>
    [...reach(ask, party)].sort((a, b) => Number(a.adequate) - Number(b.adequate) || Number(a.hold === 'presence') - Number(b.hold === 'presence'))[0];
