import { type Adequacy, isWeak, sayReasons } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { type Hosting, hostings, servicesOfOthers } from '../../model/contracts.ts';
import { isPersonal, isUnderGdpr } from '../../model/data.ts';
import { called, inside, part } from '../../model/declarations.ts';
import { stating, statingTransfer } from '../../model/fixes.ts';
import { liesIn } from '../../model/library.ts';
import { isPlaced } from '../../model/places.ts';
import { datasetStep, namedStep, once } from '../../model/steps.ts';
import {
    adequacyOf,
    carriage,
    type Doubt,
    type Flow,
    flows,
    groundOf,
    isAbout,
    isAboutPersons,
    isToCome,
    type Sending,
    sendings,
} from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { text, type Value } from '../../syntax/message.ts';
import { defineRule, doesNotApply, type Outcome, underGdpr, unknown, violated } from '../rule.ts';
import { claimedAnonymous, isPseudonymForOthers } from './scope.ts';
import { whyNoChapterV } from './transfers.ts';

export const transferHasBasis = defineRule({
    id: 'gdpr/transfer-has-basis',
    on: 'Contract',
    summary: text('Personal data that go to another party outside the EEA go there on adequacy, or by a transfer that is stated with its basis.'),
    why: text(
        'Outside the EEA the GDPR protects nobody by itself. Data may go there only with a basis that carries the protection along, and whoever sends them must be able to name it.',
    ),
    norms: ['gdpr-44', 'gdpr-45', 'gdpr-46', 'edpb-05-2021'],
    *judge(ask, contract) {
        const over = whyNoChapterV(ask, contract);
        if (over) return yield doesNotApply(over);
        yield* underGdpr(contract, isUnderGdpr(ask, contract), () => judgeFlows(ask, contract));
    },
});

function* judgeFlows(ask: Ask, contract: Id): Generator<Outcome> {
    const { sure, doubtful } = flows(ask, contract);
    const stated = sendings(ask, contract).filter((sending) => isAboutPersons(ask, contract, sending) !== false);
    const found = [
        ...withoutBasis(
            ask,
            contract,
            stated.filter((sending) => !isToCome(ask, contract, sending)),
        ),
        ...withoutTransfer(ask, contract, sure),
        ...doubtful.flatMap((doubt) => unseated(ask, contract, doubt)),
        ...unplaced(ask, contract),
    ];
    yield* found.filter(({ isOpen }) => !isOpen).flatMap(({ outcome }) => outcome);
    if (found.some(({ isOpen }) => isOpen)) yield* claimedAnonymous(ask, contract, hostings(ask, contract));
    if (found.length + sure.length + doubtful.length + stated.length === 0) yield doesNotApply(text('No personal data are stated to leave the EEA.'));
}

type Uncovered = Exclude<Adequacy, { readonly covers: true }>;

/** Something to say, if the data are personal at all. */
interface Found {
    readonly outcome: readonly Outcome[];
    /** They are called anonymised by no stated method. */
    readonly isOpen: boolean;
}

/** Transfers that are stated without a basis, to where no adequacy decision makes one needless. */
function* withoutBasis(ask: Ask, contract: Id, stated: readonly Sending[]): Generator<Found> {
    for (const sending of stated) {
        if (carriage(ask, contract, sending)) continue;
        const covered = adequacyOf(ask, contract, sending);
        if (covered.covers) continue;
        const isOpen = isAboutPersons(ask, contract, sending) === undefined;
        const at = part(sending.stated, 'place');
        const place = called(ask, sending.stated.place);
        const ended = inside(sending.stated, 'Basis')[0];
        const path = ended ? [namedStep(ask, ended.tool, ended.at)] : [];
        if (covered.covers === undefined) {
            const message = text('The transfer to {place} states no basis, and whether “{decision}” covers it is not known: {why}.', {
                place,
                decision: called(ask, covered.decision),
                why: covered.why,
            });
            yield { isOpen, outcome: [unknown({ at, message, path, settle: [covered.settle] })] };
            continue;
        }
        yield {
            isOpen,
            outcome: [
                violated({
                    at,
                    message: ended
                        ? text('The transfer to {place} has no basis that is in force, and no adequacy decision covers it.', { place })
                        : text('The transfer to {place} states no basis, and no adequacy decision covers it.', { place }),
                    path,
                    under: ['gdpr-44'],
                    ...(isWeak(covered.reasons) ? { cap: 'warning' as const } : {}),
                    notes: sayReasons(ask, covered.reasons),
                    cure: text('Agree on a tool of Chapter V with the recipient and state it as the basis, or end the transfer.'),
                    fixes: [stating({ in: contract, write: 'basis {transfer-tool}', within: sending.stated.at })],
                }),
            ],
        };
    }
}

/** Flows for which no transfer is stated and which no adequacy decision covers: those of one kind together. */
function* withoutTransfer(ask: Ask, contract: Id, sure: readonly Flow[]): Generator<Found> {
    const groups = new Map<string, { readonly flows: Flow[]; readonly covered: Uncovered; readonly isOpen: boolean }>();
    for (const flow of sure) {
        const ground = groundOf(ask, contract, flow);
        if (ground.is !== 'unstated' || ground.adequacy.covers) continue;
        const isOpen = flow.dataset !== undefined && isPersonal(ask, flow.dataset) === undefined;
        const key = `${flow.top} ${flow.recipient} ${flow.place} ${ground.adequacy.covers} ${isOpen}`;
        const group = groups.get(key) ?? { flows: [], covered: ground.adequacy, isOpen };
        group.flows.push(flow);
        groups.set(key, group);
    }
    for (const { flows: all, covered, isOpen } of groups.values()) yield { isOpen, outcome: [unstated(ask, contract, all, covered)] };
}

function unstated(ask: Ask, contract: Id, all: readonly Flow[], covered: Uncovered): Outcome {
    const [{ recipient, place, at }] = all as [Flow];
    const names = { data: dataOf(ask, all), recipient: called(ask, recipient), place: called(ask, place) };
    const path = stepsOf(all);
    if (covered.covers === undefined) {
        return unknown({
            at,
            message: text('{recipient} has {data} in {place}, and no transfer there is stated; whether “{decision}” covers it is not known: {why}.', {
                ...names,
                decision: called(ask, covered.decision),
                why: covered.why,
            }),
            path,
            settle: [covered.settle],
        });
    }
    const isBlind = all.every(({ dataset, kind }) => kind === undefined && dataset !== undefined && isPseudonymForOthers(ask, contract, dataset));
    const isOwnSite = all.every((flow) => flow.isOwnSite);
    const others = sendings(ask, contract).filter((sending) => liesIn(ask, place, sending.stated.place));
    return violated({
        at,
        message: text('{recipient} has {data} in {place}; no transfer there is stated, and no adequacy decision covers it.', names),
        path,
        under: ['gdpr-44'],
        ...(isBlind || isOwnSite || isWeak(covered.reasons) ? { cap: 'warning' as const } : {}),
        notes: [
            ...(others.length > 0 ? [text('A transfer to {place} is stated, to another recipient or of other data.', { place: names.place })] : []),
            ...sayReasons(ask, covered.reasons),
            ...(isOwnSite
                ? [
                      text('{recipient} is not stated to be at home outside the EEA. Whether its own premises abroad are a transfer is disputed.', {
                          recipient: names.recipient,
                      }),
                  ]
                : []),
            ...(isBlind
                ? [text('The recipient may hold that data whose key only the controller has are not personal for it. For the controller they are.')]
                : []),
        ],
        fixes: [statingTransfer(ask, contract, place, recipient)],
        cure: text('Agree on a tool of Chapter V with {recipient} and state the transfer with it, or keep the data in the EEA.', {
            recipient: names.recipient,
        }),
    });
}

/** A party that gets at data, of whom nobody says where it is at home. */
function unseated(ask: Ask, contract: Id, doubt: Doubt): Found[] {
    const { place, recipient, at, dataset } = doubt;
    const isCarried =
        place === undefined
            ? sendings(ask, contract).some((sending) => isAbout(ask, contract, sending, doubt))
            : isGood(groundOf(ask, contract, { ...doubt, place }));
    if (isCarried) return [];
    const names = { recipient: called(ask, recipient), data: dataOf(ask, [doubt]) };
    const message =
        place === undefined
            ? text('{recipient} receives {data}; where it is, is not stated, so whether they leave the EEA.', names)
            : text('{recipient} gets at {data} from {place}; where it has its seat is not stated, so whether they come to a third country.', {
                  ...names,
                  place: called(ask, place),
              });
    const outcome = [unknown({ at, message, path: doubt.path, settle: [{ in: recipient, write: 'seat {jurisdiction}' }] })];
    return [{ isOpen: dataset !== undefined && isPersonal(ask, dataset) === undefined, outcome }];
}

/** Whether nothing is left to ask about a flow here: what is stated with a basis is another rule’s to judge. */
const isGood = (ground: ReturnType<typeof groundOf>): boolean => ground.is !== 'unstated' || ground.adequacy.covers === true;

/** Services that others run and that nowhere say where they store. */
function* unplaced(ask: Ask, contract: Id): Generator<Found> {
    const told = new Set<string>();
    for (const hosting of hostings(ask, contract)) {
        const personal = isPersonal(ask, hosting.dataset);
        const key = `${hosting.service} ${personal}`;
        if (personal === false || told.has(key)) continue;
        const [first] = servicesOfOthers(ask, contract, hosting.service).filter((service) => !isPlaced(ask, service));
        if (first === undefined || isPlaced(ask, hosting.service)) continue;
        told.add(key);
        yield { isOpen: personal === undefined, outcome: [unplacedAt(ask, hosting, first)] };
    }
}

function unplacedAt(ask: Ask, hosting: Hosting, service: Id): Outcome {
    return unknown({
        at: part(hosting, 'service'),
        message: text('Where {service} stores {dataset} is not stated, so whether it leaves the EEA.', {
            service: called(ask, service),
            dataset: called(ask, hosting.dataset),
        }),
        path: [datasetStep(ask, hosting.dataset), namedStep(ask, hosting.service, part(hosting, 'service'))],
        settle: [{ in: service, write: 'stores in {jurisdiction}' }],
    });
}

/** What flows, by name: datasets, and kinds of data where those are what flows. */
const dataOf = (ask: Ask, all: readonly (Flow | Doubt)[]): Value =>
    [...new Set(all.map(({ dataset, kind }) => kind ?? dataset))].flatMap((one) => (one === undefined ? [] : [called(ask, one)]));

/** The steps of several flows, each once. */
function stepsOf(all: readonly Flow[]): Flow['path'] {
    return once(
        all.flatMap(({ path }) => path),
        ({ at }) => `${at.id} ${at.path}`,
    );
}
