import type { Ask } from '../../model/ask.ts';
import { controllersOf, hostings, operator, whyNotAlive, whyNothingHosted } from '../../model/contracts.ts';
import { isOfHosted } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Fact, Settle } from '../../model/facts.ts';
import { type Fix, nameIn } from '../../model/fixes.ts';
import { inLibrary, liesIn } from '../../model/library.ts';
import { type Access, accesses, byPlace, copies, type Keeper, keepers, reads, unplacedStaff } from '../../model/places.ts';
import { once, type Step, together } from '../../model/steps.ts';
import { type Id, pathOf } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';

export const staysWherePromised = defineRule({
    id: 'residency/stays-where-promised',
    on: 'Contract',
    summary: text('The data stay where the contract promises: they are stored, backed up, archived and read nowhere else.'),
    why: text(
        'A promise of place is often why a host was chosen. It is worth what every service underneath keeps of it, the backups and the people who can look included.',
    ),
    norms: ['gdpr-28-3'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNothingHosted(ask, contract);
        if (over) return yield doesNotApply(over);
        // What is said twice is promised once, and hosted once. Whoever promises that data stay anywhere promises nothing.
        const anywhere = inLibrary(ask, 'worldwide');
        const stated = facts(ask, contract, 'StaysIn').filter(({ places }) => !places.includes(anywhere));
        const promises = together(stated, ({ places }) => [...places].sort().join(' '));
        const hosting = together(hostings(ask, contract), ({ at }) => at.path);
        const hosted = once(hosting, (some) =>
            some
                .map(({ dataset, service }) => `${dataset} ${service}`)
                .sort()
                .join('\n'),
        ).flat();
        if (promises.length === 0) return yield doesNotApply(text('The contract promises no place.'));
        for (const keeper of keepers(ask, hosted)) {
            // Each promise is one of its own: whoever promises France and the EEA promises France.
            for (const same of promises) yield* broken(ask, contract, keeper, same);
            yield* unplaced(ask, contract, keeper, stated[0] as Fact<'StaysIn'>);
        }
    },
});

/** What is done there, each word of it once: the path has all the facts. */
const inWords = (ways: readonly { readonly way: Message }[]) => once(ways, ({ way }) => JSON.stringify(way)).map(({ way }) => way);

function* broken(ask: Ask, contract: Id, { service, datasets, at, path }: Keeper, same: readonly [Fact<'StaysIn'>, ...Fact<'StaysIn'>[]]): Generator<Outcome> {
    const [promise] = same;
    const isOutside = ({ place }: { readonly place: Id }) => !promise.places.some((promised) => liesIn(ask, place, promised));
    const promised = promise.places.map((place) => called(ask, place));
    const end: Step = { say: text('the promise: {promised}', { promised }), at: promise.at };
    const cure = text('Hold the host to the promise, or agree on the places where the data really are.');
    const kept = byPlace(copies(ask, service).filter(isOutside)).map((there) => ({ ...there, isRead: false }));
    const seen = byPlace(readings(ask, contract, service, datasets).filter(hasPlace).filter(isOutside)).map((there) => ({ ...there, isRead: true }));
    for (const { place, ways, isRead } of [...kept, ...seen]) {
        const names = {
            service: called(ask, service),
            data: datasets.map((dataset) => called(ask, dataset)),
            promised,
            place: called(ask, place),
            ways: inWords(ways),
        };
        const message = isRead
            ? text('{data} can be read from {place} ({service}: {ways}); the contract promises that they stay in {promised}.', names)
            : text('{service} keeps {data} in {place} ({ways}); the contract promises that they stay in {promised}.', names);
        yield violated({ at, message, path: [...path, ...ways, end], under: ['contract'], cure, fixes: widened(ask, same, place) });
    }
}

/** The promise with one place more, wherever it stands. */
function widened(ask: Ask, same: readonly Fact<'StaysIn'>[], place: Id): readonly Fix[] {
    const changes = same.flatMap(({ places, at }) => {
        const names = [...places.slice(-1), place].map((one) => nameIn(ask, pathOf(at.id), one));
        return names.every((name) => name !== undefined) ? [{ replace: part({ at }, `places.${places.length - 1}`), with: names.join(', ') }] : [];
    });
    return changes.length < same.length ? [] : [{ title: text('Promise {place} as well', { place: called(ask, place) }), changes, isConcession: true }];
}

type Reading = Pick<Access, 'party' | 'place' | 'way' | 'say' | 'at'>;

const hasPlace = (reading: Reading): reading is Reading & { readonly place: Id } => reading.place !== undefined;

/** Whoever reads what is stored, or is given it; where the controller himself reads is his own affair. */
function readings(ask: Ask, contract: Id, service: Id, datasets: readonly Id[]): readonly Reading[] {
    const read = accesses(ask, service).filter((access) => datasets.some((dataset) => reads(ask, access, dataset)));
    const given = facts(ask, service, 'Discloses').flatMap(({ recipient, place, data, at }): readonly Reading[] => {
        const kinds = data.filter((kind) => datasets.some((dataset) => isOfHosted(ask, kind, dataset)));
        const way = text('disclosure of {data}', { data: kinds.map((kind) => called(ask, kind)) });
        return kinds.length === 0 ? [] : [{ party: recipient, place, way, say: way, at }];
    });
    return [...read, ...given].filter(({ party }) => party === undefined || !controllersOf(ask, contract).includes(party));
}

/** What a service does with the data in a place that is not stated: whether it keeps the promise, nobody can say. */
function* unplaced(ask: Ask, contract: Id, { service, datasets, at, path, rests }: Keeper, promise: Fact<'StaysIn'>): Generator<Outcome> {
    const isOwn = controllersOf(ask, contract).includes(operator(ask, service) ?? '');
    const open: { readonly way: Message; readonly settle: Settle }[] = [];
    const want = (kind: 'Stores' | 'BacksUp', way: Message, write: string) => {
        if (facts(ask, service, kind).length === 0) open.push({ way, settle: { in: service, write } });
    };
    // What rests on another service is stored by that one, unless it says to store something itself.
    if (!rests) want('Stores', text('storage'), 'stores in {jurisdiction}');
    if (!rests || facts(ask, service, 'Stores').length > 0) want('BacksUp', text('backup'), 'backs up in {jurisdiction}');
    if (!isOwn) open.push(...unplacedStaff(ask, service));
    for (const access of readings(ask, contract, service, datasets)) {
        if (access.place === undefined) open.push({ way: access.way, settle: { in: service, write: 'in {jurisdiction}', behind: access.at } });
    }
    if (open.length === 0) return;
    yield unknown({
        at,
        message: text('Whether {service} keeps the promise that the data stay in {promised} is not known; not stated are the places of: {ways}.', {
            service: called(ask, service),
            promised: promise.places.map((place) => called(ask, place)),
            ways: inWords(open),
        }),
        path: [...path, { say: text('the promise: {promised}', { promised: promise.places.map((place) => called(ask, place)) }), at: promise.at }],
        settle: open.map(({ settle }) => settle),
    });
}
