import { type Id, nameOf } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import { formatDay } from '../syntax/values.ts';
import { type Adequacy, adequacy, decisionFit, decisionsOn, type Fault, type Fit, type Reason, type Sent, type Shipment } from './adequacy.ts';
import type { Ask } from './ask.ts';
import { libraryTerms } from './clauses.ts';
import { clauses, controllersOf, type Hosting, hostings, operator, processors, servicesOfOthers, stack } from './contracts.ts';
import { isBesideHosted, isOfHosted, isPersonal } from './data.ts';
import { called, everStated, facts, header, inForce, inside, kindOf, part } from './declarations.ts';
import type { Fact, Place, Settle } from './facts.ts';
import { inEEA, inLibrary, isA, liesIn, normById, whatIs } from './library.ts';
import { inOneGroup } from './ownership.ts';
import { seat } from './parties.ts';
import { accesses, copies } from './places.ts';
import type { Question } from './question.ts';
import { remembered } from './remembered.ts';
import { alike } from './sameness.ts';
import { datasetStep, namedStep, type Step, together } from './steps.ts';

/*
 * Transfers, as GDPR Chapter V means them (EDPB, Guidelines 05/2021): data come to another party, and that party has them in a
 * third country. Who owns or controls the host makes no transfer, nor does the staff abroad of whoever has the data already.
 */

// ---------------------------------------------------------------- what goes out

/** Data that are somewhere outside the EEA, or are read there. */
export interface Arrival extends Sent {
    readonly place: Id;
    /** Who has them there, as far as it is stated. */
    readonly recipient: Id | undefined;
    /** Nobody of that place is named: they are there on premises of the recipient, who is at home elsewhere, or with staff of no stated employer. */
    readonly isOwnSite: boolean;
    /** The service from which they go. */
    readonly service: Id;
}

/** Data of a contract that come to another party outside the EEA. */
export interface Flow extends Arrival {
    readonly recipient: Id;
    /** The service contracted for, on whose stack the data are. */
    readonly top: Id;
    /** Where the contract names the service that it hosts on. */
    readonly at: Place;
    readonly path: readonly Step[];
    /** They are there, or are read there by those who run the service or work for them, for as long as they are hosted; nothing of what may be once. */
    readonly lasts: 'kept' | 'read' | undefined;
}

/** Data that go out of the EEA if the party who gets at them is at home there; where it is, nobody says. */
export interface Doubt extends Omit<Flow, 'place'> {
    /** Where it gets at them; nothing where that is not stated either. */
    readonly place: Id | undefined;
}

/** What goes out of the EEA under a contract, as far as it is personal or may be. */
export interface Flows {
    readonly sure: readonly Flow[];
    readonly doubtful: readonly Doubt[];
}

const flowsOf: Question<Flows> = {
    name: 'flows out of the EEA',
    dated: true,
    same: alike,
    answer: (ask, contract) => {
        const controllers = controllersOf(ask, contract);
        const sure: Flow[] = [];
        const doubtful: Doubt[] = [];
        for (const hosting of hostings(ask, contract)) {
            const out = stack(ask, hosting.service).flatMap((layer) =>
                movements(ask, layer.service).flatMap((movement) => leaving(ask, controllers, hosting, layer.service, layer.at.at(-1), movement)),
            );
            for (const { flow, isCopy, isSure } of out) {
                if (!isSure) doubtful.push(flow);
                else if (!isCopy || !isHeldBelow(flow, out)) sure.push(flow as Flow);
            }
        }
        return { sure, doubtful };
    },
};

export const flows = (ask: Ask, contract: Id): Flows => ask.of(flowsOf, contract);

/** Whether a party is a controller to whom nobody passes what he has: of several, one who is at home abroad is another party to the rest. */
export function hasThemAsOne(ask: Ask, controllers: readonly Id[], party: Id): boolean {
    if (!controllers.includes(party)) return false;
    const home = seat(ask, party)?.place;
    return controllers.length === 1 || home === undefined || inEEA(ask, home);
}

/** What leaves the EEA, or may. */
interface Leaving {
    readonly flow: Doubt;
    readonly isCopy: boolean;
    /** It goes to another party in a place that is stated. */
    readonly isSure: boolean;
}

/** Whether what a service of the EEA keeps abroad is kept on another one that says so itself: told once, of the one who has it there. */
const isHeldBelow = ({ isOwnSite, place }: Doubt, all: readonly Leaving[]): boolean =>
    isOwnSite && all.some(({ flow, isCopy, isSure }) => isSure && isCopy && !flow.isOwnSite && flow.place === place);

/** Somebody who has or gets data of a service, as it says itself. */
interface Movement {
    readonly party: Id;
    /** Nothing where it is not stated. */
    readonly place: Id | undefined;
    /** The kinds of data; empty: all that is stored. */
    readonly data: readonly Id[];
    readonly isCopy: boolean;
    /** The party gets at the data from there, and has them nowhere else than before. */
    readonly isGlance: boolean;
    readonly lasts: Flow['lasts'];
    readonly step: Step;
}

/** Everything that a service says of who has or gets data, and where. */
const movements = remembered('movements', (ask, service): readonly Movement[] => {
    const found: Movement[] = [];
    const runner = operator(ask, service);
    if (runner !== undefined)
        for (const { place, say, at } of copies(ask, service))
            found.push({ party: runner, place, data: [], isCopy: true, isGlance: false, lasts: 'kept', step: { say, at } });
    for (const { party, as, place, data, say, at } of accesses(ask, service)) {
        if (party === undefined) continue;
        found.push({ party, place, data, isCopy: false, isGlance: as !== 'subcontractor', lasts: as === 'reader' ? undefined : 'read', step: { say, at } });
    }
    for (const { recipient, place, data, at } of facts(ask, service, 'Discloses')) {
        const say = text('discloses {data} to {recipient}', { data: data.map((kind) => called(ask, kind)), recipient: called(ask, recipient) });
        found.push({ party: recipient, place, data, isCopy: false, isGlance: false, lasts: undefined, step: { say, at } });
    }
    return found;
});

/** What of a hosting leaves the EEA, or may, by one movement on a layer of its stack. */
function leaving(ask: Ask, controllers: readonly Id[], hosting: Hosting, service: Id, below: Place | undefined, movement: Movement): readonly Leaving[] {
    const sent = sentOf(ask, hosting.dataset, movement.data).filter(({ dataset }) => isPersonal(ask, hosting.dataset) !== false || dataset === undefined);
    if (sent.length === 0) return [];
    const { party: recipient, isCopy, lasts } = movement;
    const isRunner = recipient === operator(ask, service);
    const isController = controllers.includes(recipient);
    // Whoever is the only controller has the data already, wherever it keeps and reads them itself.
    if (isController && isRunner && controllers.length === 1) return [];
    const home = seat(ask, recipient)?.place;
    const place = movement.place ?? home;
    if (place !== undefined && inEEA(ask, place)) return [];
    // People and machines abroad of a party of the EEA that has the data anyway are no other party.
    const hasThemAnyway = movement.isGlance || isController || (isRunner && !isCopy);
    const isSure = place !== undefined && (!hasThemAnyway || home !== undefined);
    const isOwnSite = isSure && (home === undefined || inEEA(ask, home));
    if (isSure && hasThemAnyway && isOwnSite) return [];
    const here = part(hosting, 'service');
    const way = [datasetStep(ask, hosting.dataset), namedStep(ask, hosting.service, here), ...(below ? [namedStep(ask, service, below)] : [])];
    const path = [...way, movement.step];
    return sent.map(({ dataset, kind }) => ({
        flow: { dataset, kind, place, recipient, isOwnSite, service, top: hosting.service, at: here, path, lasts },
        isCopy,
        isSure,
    }));
}

/** What is sent of a dataset: it, or data of some kinds, each tied to the dataset that it is of, if it is of one. */
const sentOf = (ask: Ask, dataset: Id, kinds: readonly Id[]): readonly Sent[] =>
    kinds.length === 0
        ? [{ dataset, kind: undefined }]
        : kinds.filter((kind) => !isA(ask, kind, 'trait.not-personal')).map((kind) => ({ kind, dataset: isBesideHosted(ask, kind) ? undefined : dataset }));

// ---------------------------------------------------------------- what a contract states

/** A transfer as a contract states it, with what is in force at the date. */
export interface Sending {
    readonly stated: Fact<'Transfer'>;
    readonly exporter: Fact<'Exporter'> | undefined;
    readonly recipient: Fact<'Recipient'> | undefined;
    readonly bases: readonly Fact<'Basis'>[];
    readonly fallbacks: readonly Fact<'Fallback'>[];
    /** The kinds of data; empty where none is stated, and so all that are hosted. */
    readonly data: readonly Id[];
}

/** The transfers to third countries that a contract states. */
export const sendings = remembered('transfers stated', (ask, contract): readonly Sending[] => {
    return facts(ask, contract, 'Transfer')
        .filter(({ place }) => !inEEA(ask, place))
        .map((stated) => ({
            stated,
            exporter: inForce(ask, inside(stated, 'Exporter'))[0],
            recipient: inForce(ask, inside(stated, 'Recipient'))[0],
            bases: inForce(ask, inside(stated, 'Basis')),
            fallbacks: inForce(ask, inside(stated, 'Fallback')),
            data: inForce(ask, inside(stated, 'TransferData')).flatMap(({ data }) => data),
        }));
});

/** Whether what is sent is about persons: not if it is said to be none, or is the hosted data and they are not. */
export function isAboutPersons(ask: Ask, contract: Id, { data }: Sending): boolean | undefined {
    const left = data.filter((kind) => !isA(ask, kind, 'trait.not-personal'));
    if (data.length > 0 && left.length === 0) return false;
    if (left.some((kind) => isBesideHosted(ask, kind))) return true;
    const hosted = hostings(ask, contract).map(({ dataset }) => isPersonal(ask, dataset));
    if (hosted.length === 0 || hosted.includes(true)) return true;
    return hosted.includes(undefined) ? undefined : false;
}

/** Whether a stated transfer is about a flow: to that place, to that recipient, of those data. */
export function isAbout(ask: Ask, contract: Id, sending: Sending, flow: Arrival | Doubt): boolean {
    const { stated, recipient } = sending;
    if (flow.place === undefined ? recipient?.party !== flow.recipient : !liesIn(ask, flow.place, stated.place)) return false;
    if (recipient !== undefined && recipient.party !== flow.recipient && !maySpeakFor(ask, contract, recipient.party, flow)) return false;
    return isWith(ask, sending, flow);
}

/** Whether some data are among what a stated transfer sends: it names them, or says nothing of what it sends. */
export const isWith = (ask: Ask, { data }: Sending, sent: Sent): boolean => data.length === 0 || data.some((kind) => holds(ask, kind, sent));

/** Whether all bases of a stated transfer are of a later day, and nothing flows under it yet: it begins with the first of them. */
export function isToCome(ask: Ask, contract: Id, sending: Sending): boolean {
    const bases = inside(sending.stated, 'Basis');
    const { sure, doubtful } = flows(ask, contract);
    return (
        bases.length > 0 &&
        bases.every(({ from, at }) => from !== undefined && !ask.passed(from - 1, at, 'begins')) &&
        ![...sure, ...doubtful].some((flow) => isAbout(ask, contract, sending, flow))
    );
}

/**
 * Whether a party may be the one who has data on premises, or by staff, of which no employer is stated: a transfer says that better
 * than a service. A party that gets data from the services in a way of its own is named for that.
 */
function maySpeakFor(ask: Ask, contract: Id, party: Id, { isOwnSite, recipient, service }: Arrival | Doubt): boolean {
    if (!isOwnSite) return false;
    if (recipient !== undefined && inOneGroup(ask, party, recipient)) return true;
    const works = (one: Id) => facts(ask, one, 'Subcontractor').some((stated) => stated.party === party);
    const gets = (one: Id) =>
        operator(ask, one) === party ||
        facts(ask, one, 'Accessed').some(({ reader }) => reader === party) ||
        facts(ask, one, 'Discloses').some((stated) => stated.recipient === party);
    if (works(service) || stack(ask, service).some((layer) => operator(ask, layer.service) === party)) return true;
    return !hostings(ask, contract).some((hosting) => stack(ask, hosting.service).some((layer) => works(layer.service) || gets(layer.service)));
}

/** Whether data of a kind, as a transfer states it, are what flows. */
const holds = (ask: Ask, stated: Id, { dataset, kind }: Sent): boolean =>
    (kind !== undefined && isA(ask, kind, nameOf(stated) as `data-kind.${string}`)) || (dataset !== undefined && isOfHosted(ask, stated, dataset));

// ---------------------------------------------------------------- who, in what role

export type Role = 'controller' | 'processor';

/** Those who send under a stated transfer: unstated, the controller to its processor, its processor to anybody else. */
function exportersOf(ask: Ask, contract: Id, sending: Sending): readonly Id[] {
    if (sending.exporter) return [sending.exporter.party];
    const hosts = hostsOf(ask, contract);
    const receivers = receiversOf(ask, contract, sending);
    const isToHost = receivers.length > 0 && receivers.every((party) => hosts.includes(party));
    return hosts.length === 0 || isToHost ? controllersOf(ask, contract) : hosts;
}

/** Those who receive under a stated transfer: its recipient, or where it names none, those at home abroad to whom data flow there. */
function receiversOf(ask: Ask, contract: Id, sending: Sending): readonly Id[] {
    if (sending.recipient) return [sending.recipient.party];
    const there = flows(ask, contract).sure.filter((flow) => !flow.isOwnSite && isAbout(ask, contract, sending, flow));
    return [...new Set(there.map((flow) => flow.recipient))];
}

/** Those who process for the controllers first: the processors named, or those who run the services. */
const hostsOf = remembered('hosts of a contract', (ask, contract): readonly Id[] => {
    const controllers = controllersOf(ask, contract);
    const named = processors(ask, contract).map(({ party }) => party);
    const running = hostings(ask, contract)
        .flatMap((hosting) => servicesOfOthers(ask, contract, hosting.service))
        .map((service) => operator(ask, service));
    return [...new Set([...named, ...running])].filter((party) => party !== undefined && !controllers.includes(party)) as Id[];
});

/** Controllers are those that the contract names, and whoever has the benefit of the data. */
const isController = (ask: Ask, contract: Id, party: Id): boolean =>
    controllersOf(ask, contract).includes(party) || facts(ask, contract, 'Beneficiary').some(({ parties }) => parties.includes(party));

/** In which role the exporters send. Nothing where nobody is known to, or nobody knows to whom. */
function exporterRole(ask: Ask, contract: Id, sending: Sending): Role | undefined {
    if (!sending.exporter && receiversOf(ask, contract, sending).length === 0) return undefined;
    const [first] = exportersOf(ask, contract, sending);
    if (first === undefined) return undefined;
    return isController(ask, contract, first) ? 'controller' : 'processor';
}

/** In which role the recipient receives, as stated, or as his part in the contract shows. */
function recipientRole(ask: Ask, contract: Id, { recipient }: Sending): Role | undefined {
    if (!recipient) return undefined;
    if (recipient.role !== undefined) return recipient.role as Role;
    if (isController(ask, contract, recipient.party)) return 'controller';
    const works = (service: Id) =>
        operator(ask, service) === recipient.party || facts(ask, service, 'Subcontractor').some(({ party }) => party === recipient.party);
    const inStack = hostings(ask, contract).some((hosting) => stack(ask, hosting.service).some((layer) => works(layer.service)));
    return inStack || hostsOf(ask, contract).includes(recipient.party) ? 'processor' : undefined;
}

// ---------------------------------------------------------------- what carries it

type Tool = Fact<'Basis'> | Fact<'Fallback'>;

/** What a stated transfer rests on at the date, and whether that carries it. */
export interface Carriage {
    /** The tool spoken of: the one that carries, or the one that does not. */
    readonly tool: Tool;
    readonly fit: Fit;
    /** What is stated as its basis does not carry it, and this fallback would. */
    readonly spare: Tool | undefined;
}

/** Adequacy before safeguards before derogations, as Chapter V has them, whatever the order in which they are stated. */
function inLegalOrder(ask: Ask, stated: readonly Tool[]): readonly Tool[] {
    const rank = ({ tool }: Tool) => (kindOf(ask, tool) === 'Adequacy' ? 0 : isA(ask, tool, 'trait.safeguard') ? 1 : 2);
    return [...stated].sort((a, b) => rank(a) - rank(b) || (a.tool < b.tool ? -1 : 1));
}

/** What carries a stated transfer: a basis that fits, else the fallback of one whose time is over. Nothing where neither is stated. */
export function carriage(ask: Ask, contract: Id, sending: Sending): Carriage | undefined {
    const tried = (stated: readonly Tool[]) => inLegalOrder(ask, stated).map((tool) => ({ tool, fit: toolFit(ask, contract, sending, tool.tool) }));
    const fallbacks = tried(sending.fallbacks);
    const bases = sending.bases.length > 0 ? tried(sending.bases) : fallbacks;
    const good = bases.find(({ fit }) => fit.fits === true) ?? bases.find(({ fit }) => fit.fits === undefined);
    if (good) return { ...good, spare: undefined };
    const spare = fallbacks.find(({ fit }) => fit.fits === true);
    const [first] = bases;
    if (!first) return undefined;
    const isOver = bases.every(({ fit }) => fit.fits === false && fit.faults.every(({ lapsed }) => lapsed));
    return isOver && spare ? { ...spare, spare: undefined } : { ...first, spare: spare?.tool };
}

/** What a stated transfer rests on at the date: its bases, or the fallback that took over when their time was up. */
export function tools(ask: Ask, contract: Id, sending: Sending): readonly Tool[] {
    const carried = carriage(ask, contract, sending)?.tool;
    return carried?.kind === 'Fallback' ? [carried] : sending.bases;
}

/** Whether a tool carries a transfer that a contract states. */
export function toolFit(ask: Ask, contract: Id, sending: Sending, tool: Id): Fit {
    if (kindOf(ask, tool) !== 'Adequacy') return clauseFit(ask, contract, sending, tool);
    const fits = shipments(ask, contract, sending).map((shipment) => decisionFit(ask, tool, shipment));
    return fits.find(({ fits }) => fits === false) ?? fits.find(({ fits }) => fits === undefined) ?? { fits: true };
}

/** What a stated transfer sends to whom: to its recipient, or where it names none, to those to whom data flow there. */
function shipments(ask: Ask, contract: Id, sending: Sending) {
    const { stated, recipient, data } = sending;
    const known = flows(ask, contract).sure.filter((flow) => isAbout(ask, contract, sending, flow));
    const recipients = recipient ? [recipient.party] : [...new Set(known.map((flow) => flow.recipient))];
    const datasets = hostings(ask, contract)
        .map(({ dataset }) => dataset)
        .filter((dataset) => isPersonal(ask, dataset) !== false);
    const all: readonly Sent[] = [...new Set(datasets)].flatMap((dataset) => sentOf(ask, dataset, data));
    const alone = data.filter((kind) => isBesideHosted(ask, kind)).map((kind) => ({ dataset: undefined, kind }));
    return (recipients.length === 0 ? [undefined] : recipients).map((party) => ({
        place: stated.place,
        recipient: party,
        data: all.length === 0 ? alone : all,
        exporters: exportersOf(ask, contract, sending),
    }));
}

/** What adequacy does for a stated transfer: the least that it does for one of its recipients. */
export function adequacyOf(ask: Ask, contract: Id, sending: Sending): Adequacy {
    const found = shipments(ask, contract, sending).map((shipment) => adequacy(ask, shipment));
    const worst = found.find(({ covers }) => covers === false) ?? found.find(({ covers }) => covers === undefined) ?? found[0];
    return worst ?? { covers: false, reasons: [] };
}

/** Whether a tool beside adequacy carries a transfer. */
function clauseFit(ask: Ask, contract: Id, sending: Sending, tool: Id): Fit {
    const old = outdated(ask, tool);
    if (old) return { fits: false, faults: [old] };
    if (isA(ask, tool, 'trait.exceptional') || isA(ask, tool, 'transfer-tool.international-agreement')) return { fits: true };
    if (!isA(ask, tool, 'trait.safeguard')) {
        const why = isA(ask, tool, 'trait.processor-contract')
            ? text('it is a contract with a processor, and no tool for a transfer')
            : text('it is none of the tools that the GDPR knows for a transfer');
        return { fits: false, faults: [{ why, steps: [], under: ['gdpr-46'] }] };
    }
    const [first, ...more] = [...misplaced(ask, contract, sending, tool), ...foreignLaw(ask, contract, sending, tool), ...boundAnyway(ask, sending, tool)];
    return first ? { fits: false, faults: [first, ...more] } : { fits: true };
}

/** A tool whose decision applies no more, or not yet. */
function outdated(ask: Ask, tool: Id): Fault | undefined {
    const is = whatIs(ask, tool);
    const meant = [tool, ...libraryTerms(ask, 'transfer-tool').filter((known) => is.has(nameOf(known)))];
    for (const norm of new Set(meant.flatMap((one) => header<ast.Term>(ask, one).cites ?? []))) {
        if (normById(ask, norm).applies) continue;
        const stated = everStated(ask, norm, 'Applies');
        const ended = stated.find(({ until, at }) => until !== undefined && ask.passed(until, at, 'ends'));
        const why =
            ended?.until !== undefined
                ? text('it has had no effect since {day}', { day: formatDay(ended.until + 1) })
                : text('it applies only from {day}', { day: formatDay(stated[0]?.from ?? 0) });
        return { why, steps: [namedStep(ask, norm, ended?.at ?? { id: norm, path: 'name' })], lapsed: true, under: ['gdpr-46'] };
    }
    return undefined;
}

/** Between whom each module of the clauses is made. */
const modules: readonly (readonly [`transfer-tool.${string}`, Role, Role])[] = [
    ['transfer-tool.scc-module-1', 'controller', 'controller'],
    ['transfer-tool.scc-module-2', 'controller', 'processor'],
    ['transfer-tool.scc-module-3', 'processor', 'processor'],
    ['transfer-tool.scc-module-4', 'processor', 'controller'],
];

/** A module between parties of other roles. */
function* misplaced(ask: Ask, contract: Id, sending: Sending, tool: Id): Generator<Fault> {
    const module = modules.find(([name]) => isA(ask, tool, name));
    if (!module) return;
    const [, from, to] = module;
    const sends = exporterRole(ask, contract, sending);
    const receives = recipientRole(ask, contract, sending);
    if ((sends ?? from) === from && (receives ?? to) === to) return;
    const [exporter] = exportersOf(ask, contract, sending);
    yield {
        why: text('it is made for {made}, and this is {actual}', { made: between(from, to), actual: between(sends ?? from, receives ?? to) }),
        steps: [
            ...(exporter === undefined
                ? []
                : [{ say: text('sent by {name}', { name: called(ask, exporter) }), at: sending.exporter?.at ?? sending.stated.at }]),
            ...(sending.recipient ? [{ say: text('received by {name}', { name: called(ask, sending.recipient.party) }), at: sending.recipient.at }] : []),
        ],
        under: ['scc-2021-914', 'gdpr-46'],
    };
}

function between(from: Role, to: Role): Message {
    if (from === 'controller') return to === 'controller' ? text('controller to controller') : text('controller to processor');
    return to === 'controller' ? text('processor to controller') : text('processor to processor');
}

/** The clauses of 2021 are under the law of a Member State; only those of a processor with its controller may be under another. */
function* foreignLaw(ask: Ask, contract: Id, sending: Sending, tool: Id): Generator<Fault> {
    if (!isOf2021(ask, tool) || isA(ask, tool, 'transfer-tool.scc-module-4')) return;
    const isNamed = modules.some(([name]) => isA(ask, tool, name));
    const mayBeModule4 = !isNamed && exporterRole(ask, contract, sending) !== 'controller' && recipientRole(ask, contract, sending) !== 'processor';
    if (mayBeModule4) return;
    for (const law of inForce(ask, inside(sending.stated, 'GovernedBy'))) {
        if (inEEA(ask, law.place)) continue;
        yield {
            why: text('the clauses are under the law of a Member State, and these are under that of {place}', { place: called(ask, law.place) }),
            steps: [{ say: text('governed by the law of {place}', { place: called(ask, law.place) }), at: law.at }],
            at: part(law, 'place'),
            under: ['scc-2021-914', 'gdpr-46'],
        };
    }
}

/** A recipient whom the GDPR binds by itself: the clauses of 2021 were not made for him, and none are that were. */
function* boundAnyway(ask: Ask, { recipient }: Sending, tool: Id): Generator<Fault> {
    if (!recipient || recipient.norm === undefined || !isOf2021(ask, tool)) return;
    const of = normById(ask, recipient.norm).of;
    if (of === undefined || !liesIn(ask, of, inLibrary(ask, 'EU'))) return;
    yield {
        why: text('the clauses are not made for a recipient like {recipient}, whom the GDPR binds itself', { recipient: called(ask, recipient.party) }),
        steps: [{ say: text('under {norm}', { norm: called(ask, recipient.norm) }), at: recipient.at }],
        at: part(recipient, 'norm'),
        weak: true,
        under: ['scc-2021-914'],
    };
}

const isOf2021 = (ask: Ask, tool: Id): boolean => isA(ask, tool, 'transfer-tool.scc') && !isA(ask, tool, 'transfer-tool.scc-2010');

// ---------------------------------------------------------------- what a flow rests on

/** What carries a flow out of the EEA at the date. */
export type Ground =
    /** The contract states a transfer with a basis; whether that fits is another question. */
    | { readonly is: 'stated'; readonly sending: Sending; readonly carriage: Carriage }
    /** It states the transfer and no basis. */
    | { readonly is: 'bare'; readonly sending: Sending; readonly adequacy: Adequacy }
    /** It states none; adequacy may make that needless. */
    | { readonly is: 'unstated'; readonly adequacy: Adequacy };

/** What carries a flow: a stated transfer whose basis carries it before one whose basis does not, else adequacy. */
export function groundOf(ask: Ask, contract: Id, flow: Arrival): Ground {
    const about = sendings(ask, contract).filter((sending) => isAbout(ask, contract, sending, flow));
    const carried = about.flatMap((sending) => {
        const found = carriage(ask, contract, sending);
        return found ? [{ sending, carriage: found }] : [];
    });
    const best = carried.find((one) => one.carriage.fit.fits === true) ?? carried.find((one) => one.carriage.fit.fits === undefined) ?? carried[0];
    if (best) return { is: 'stated', ...best };
    const covered = adequacy(ask, shipmentOf(ask, contract, flow));
    const [bare] = about;
    return bare ? { is: 'bare', sending: bare, adequacy: covered } : { is: 'unstated', adequacy: covered };
}

/** A flow, as sent by the controller to its host, and by its host to anybody else. */
export function shipmentOf(ask: Ask, contract: Id, flow: Arrival): Shipment {
    const hosts = hostsOf(ask, contract);
    const isToHost = hosts.length === 0 || (flow.recipient !== undefined && hosts.includes(flow.recipient));
    return { place: flow.place, recipient: flow.recipient, data: [flow], exporters: isToHost ? controllersOf(ask, contract) : hosts };
}

/** Whether something allows data to be where they are. */
export type Leave =
    | { readonly given: true }
    | { readonly given: false; readonly reasons: readonly Reason[] }
    | { readonly given: undefined; readonly tool: Id; readonly why: Message; readonly settle: Settle }
    /** A transfer is stated and not to whom: the text of the contract, which nobody has read, says more. */
    | { readonly given: 'unread' };

/**
 * Whether something allows a flow: a transfer that the contract states on a basis, or a fallback, that carries it, or adequacy.
 *
 * @param counts which tools beside adequacy do
 */
export function leave(ask: Ask, contract: Id, flow: Arrival, counts: (tool: Id) => boolean = () => true): Leave {
    const about = sendings(ask, contract).filter((sending) => isAbout(ask, contract, sending, flow));
    const sent = shipmentOf(ask, contract, flow);
    const stated = about.flatMap((sending) => {
        // Who has the data there is whom the transfer names; of premises and staff the recipient's own name says nothing.
        const to = sending.recipient?.party ?? (flow.isOwnSite ? undefined : flow.recipient);
        const shipment = { ...sent, recipient: to, exporters: exportersOf(ask, contract, sending) };
        return [...sending.bases, ...sending.fallbacks].flatMap(({ tool }): readonly Tried[] => {
            if (kindOf(ask, tool) === 'Adequacy') return [{ tool, fit: decisionFit(ask, tool, shipment) }];
            return counts(tool) ? [{ tool, fit: clauseFit(ask, contract, sending, tool) }] : [];
        });
    });
    const recipients = new Set([flow.recipient, ...about.map(({ recipient }) => recipient?.party ?? flow.recipient)]);
    const decided = [...recipients].flatMap((recipient) =>
        decisionsOn(ask, flow.place).map((tool) => ({ tool, fit: decisionFit(ask, tool, { ...sent, recipient }) })),
    );
    const tried = [...stated, ...decided];
    if (tried.some(({ fit }) => fit.fits === true)) return { given: true };
    for (const { tool, fit } of tried) if (fit.fits === undefined) return { given: undefined, tool, why: fit.why, settle: fit.settle };
    const isUnsaid = stated.some(({ fit }) => fit.fits === false && fit.faults.some(({ unsaid }) => unsaid));
    if (isUnsaid && clauses(ask, contract) === undefined) return { given: 'unread' };
    const firstOfEach = new Map([...tried].reverse().map(({ tool, fit }) => [tool, fit]));
    return {
        given: false,
        reasons: [...firstOfEach].reverse().flatMap(([tool, fit]) => (fit.fits === false ? fit.faults.map((fault) => ({ tool, fault })) : [])),
    };
}

interface Tried {
    readonly tool: Id;
    readonly fit: Fit;
}

/** What is allowed, or not, for the same reason, together. */
export const byLeave = <T extends { readonly leave: Leave }>(found: readonly T[]): readonly { readonly leave: T['leave']; readonly members: readonly T[] }[] =>
    together(found, ({ leave }) => (leave.given === undefined ? `${leave.settle.in} ${leave.settle.write}` : `${leave.given}`)).map((members) => ({
        leave: members[0].leave,
        members,
    }));
