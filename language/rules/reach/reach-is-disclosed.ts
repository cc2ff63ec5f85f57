import { adequacy, type Sent } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { certificates, isOlder } from '../../model/certificates.ts';
import { inSeries } from '../../model/clauses.ts';
import { clauses, controllersOf, hostings, operator, processors, servicesOfOthers, stack, whyNotAlive } from '../../model/contracts.ts';
import { concernsHealth, isFromCare, isOfService, isPersonal } from '../../model/data.ts';
import { called, everStated, facts } from '../../model/declarations.ts';
import type { Fact, Open } from '../../model/facts.ts';
import { type Fix, nameIn } from '../../model/fixes.ts';
import { asksForSecNumCloud } from '../../model/immunity.ts';
import { inLibrary, norm, normById, parameter } from '../../model/library.ts';
import { reads } from '../../model/places.ts';
import { type Reach, reach } from '../../model/reach.ts';
import { namedStep, reachSteps, type Step } from '../../model/steps.ts';
import { type Id, pathOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Decimal, formatDecimal } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply, unread } from '../rule.ts';

export const reachIsDisclosed = defineRule({
    id: 'reach/reach-is-disclosed',
    on: 'Contract',
    summary: text('A host that HDS or SecNumCloud binds has told its customer of every third-country law that reaches it.'),
    why: text(
        'A certificate by itself keeps no foreign law out. What it does ask is that the host says which laws can compel it, so that whoever entrusts health data to it decides with open eyes.',
    ),
    norms: ['secnumcloud-5-3', 'hds-exi-30'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const asked = hostsAsked(ask, contract);
        if (asked.length === 0) return yield doesNotApply(text('Neither HDS nor SecNumCloud asks the host to list laws of third countries.'));
        const lists = facts(ask, contract, 'ListsLaw');
        const listed = new Set(lists.flatMap(({ norms }) => norms));
        const isUnread = everStated(ask, contract, 'ListsLaw').length === 0 && clauses(ask, contract) === undefined;
        for (const { party, demands, path } of asked) {
            const found = [...lack(ask, party, demands, listed)];
            if (found.length === 0) continue;
            if (isUnread) return yield unread(contract);
            const at = lists[0]?.at ?? { id: contract, path: 'name' };
            for (const { reaches, under, open } of found) {
                const [first] = reaches;
                const steps = [...path, ...reachSteps(ask, party, first), ...lists.map((stated) => ({ say: text('the laws that are listed'), at: stated.at }))];
                const message = text('Laws of third countries reach {host}, and the contract does not list them: {laws}.', {
                    host: called(ask, party),
                    laws: inSeries(
                        ask,
                        reaches.map(({ law }) => law),
                    ),
                });
                const cure = text(
                    'Have the host name these laws, what it does against them and which risk is left, and state them, such as: lists law cloud-act.',
                );
                // Of a law that nobody has read it is not certain that it belongs on the list.
                const cap = reaches.every(({ law }) => normById(ask, law).verified === undefined) ? { cap: 'information' as const } : {};
                yield breach(
                    {
                        at,
                        message,
                        path: steps,
                        under,
                        ...cap,
                        cure,
                        fixes: listing(
                            ask,
                            contract,
                            reaches.map(({ law }) => law),
                        ),
                    },
                    open,
                );
            }
        }
    },
});

/** A framework that asks a host to list laws; with what is not known of whether it does. */
interface Demand {
    readonly norm: 'secnumcloud-5-3' | 'hds-exi-30';
    readonly dataset: Id;
    readonly open: Open | undefined;
}

interface HostAsked {
    readonly party: Id;
    readonly demands: readonly Demand[];
    readonly path: readonly Step[];
}

/** Everyone whose reach must be told, each once: whoever runs a service that hosts for another, or works for it and gets at the data. */
function hostsAsked(ask: Ask, contract: Id): readonly HostAsked[] {
    const controllers = controllersOf(ask, contract);
    const found = new Map<Id, HostAsked>();
    const add = (party: Id, demands: readonly Demand[], path: readonly Step[]) => {
        if (controllers.includes(party)) return;
        const known = found.get(party);
        found.set(party, { party, demands: [...(known?.demands ?? []), ...demands], path: known?.path ?? path });
    };
    for (const hosting of hostings(ask, contract)) {
        for (const service of servicesOfOthers(ask, contract, hosting.service)) {
            const demands = demandsOn(ask, contract, service, hosting.dataset);
            if (demands.length === 0) continue;
            const start = namedStep(ask, service, { id: service, path: 'name' });
            for (const layer of stack(ask, service)) {
                const runner = operator(ask, layer.service);
                if (runner !== undefined) add(runner, demands, [start, namedStep(ask, runner, { id: layer.service, path: 'operator' })]);
                for (const subcontractor of facts(ask, layer.service, 'Subcontractor')) {
                    const bound = demands.filter((demand) => getsAt(ask, subcontractor, demand));
                    if (bound.length > 0) add(subcontractor.party, bound, [start, namedStep(ask, subcontractor.party, subcontractor.at)]);
                }
            }
            for (const { party, at } of processors(ask, contract)) add(party, demands, [start, namedStep(ask, party, at)]);
        }
    }
    return [...found.values()];
}

/** Whether a subcontractor gets at what a framework protects: HDS the health data, SecNumCloud those of the customer and technical ones. */
const getsAt = (ask: Ask, { withoutAccess, data }: Fact<'Subcontractor'>, { norm, dataset }: Demand): boolean =>
    !withoutAccess && (norm === 'hds-exi-30' ? reads(ask, { data }, dataset) : data.length === 0 || data.some((kind) => isOfService(ask, kind)));

function demandsOn(ask: Ask, contract: Id, service: Id, dataset: Id): readonly Demand[] {
    const demands: Demand[] = [];
    const isQualified = certificates(ask, service, 'SecNumCloud').length > 0 || asksForSecNumCloud(ask, contract);
    if (isQualified && norm(ask, 'secnumcloud-5-3').applies) demands.push({ norm: 'secnumcloud-5-3', dataset, open: undefined });
    const open = underHds(ask, contract, service, dataset);
    if (open !== false) demands.push({ norm: 'hds-exi-30', dataset, open: open === true ? undefined : open });
    return demands;
}

/** Whether requirement 30 of the HDS standard, version 2.0, binds a host; what would tell, where that is not stated. */
function underHds(ask: Ask, contract: Id, service: Id, dataset: Id): boolean | Open {
    if (!norm(ask, 'hds-exi-30').applies) return false;
    if (facts(ask, contract, 'Requires').some(({ schemes }) => schemes.includes(inLibrary(ask, 'HDS')))) return true;
    const held = certificates(ask, service, 'HDS');
    const health = concernsHealth(ask, dataset);
    if (held.length === 0 || health === false || isFromCare(ask, dataset) === false || isPersonal(ask, dataset) === false) return false;
    const name = called(ask, dataset);
    if (health === undefined) {
        return { say: text('Whether {dataset} concerns health is not stated.', { dataset: name }), settle: { in: dataset, write: 'category {category}' } };
    }
    if (norm(ask, 'hds-v2-only').applies) return true;
    // In the transition a certificate of version 1 counted, and that version asked for no list.
    const least = formatDecimal(parameter(ask, 'hds-v2-only', 'version-at-least') as Decimal);
    if (held.some(({ version }) => version !== undefined && !isOlder(version, least))) return true;
    const silent = held.find(({ version }) => version === undefined);
    if (!silent) return false;
    return {
        say: text('Of which version the HDS certificate of {service} is, is not stated.', { service: called(ask, service) }),
        settle: { in: service, write: 'version {text}', behind: silent.at },
    };
}

interface Lack {
    readonly reaches: readonly [Reach, ...Reach[]];
    readonly under: readonly string[];
    readonly open: Open | undefined;
}

/** The laws that reach a party and that somebody asks to be listed, and that are not. */
function* lack(ask: Ask, party: Id, demands: readonly Demand[], listed: ReadonlySet<Id>): Generator<Lack> {
    const missing = [...new Map(reach(ask, party).map((one) => [one.law, one] as const)).values()].filter(({ law }) => !listed.has(law));
    const asksForAll = demands.some(({ norm }) => norm === 'secnumcloud-5-3');
    // HDS asks for the laws of countries that are not adequate for that host; SecNumCloud, for those of every third country.
    const data = demands.map(({ dataset }) => ({ dataset, kind: undefined }));
    const without = missing.map((one) => ({ one, covered: isCovered(ask, one, data) }));
    const certain = asksForAll ? missing : without.filter(({ covered }) => covered === false).map(({ one }) => one);
    const [first, ...rest] = certain;
    if (first) {
        const under = demands.filter(({ norm }) => norm === 'secnumcloud-5-3' || without.some(({ covered }) => covered === false)).map(({ norm }) => norm);
        // One dataset of which it is certain that HDS binds its host is enough.
        const open = asksForAll || demands.some((demand) => !demand.open) ? undefined : demands[0]?.open;
        yield { reaches: [first, ...rest], under: [...new Set(under)], open };
    }
    if (asksForAll) return;
    const [doubtful, ...others] = without.filter(({ covered }) => typeof covered === 'object');
    if (doubtful && typeof doubtful.covered === 'object') yield { reaches: [doubtful.one, ...others.map(({ one }) => one)], under: [], open: doubtful.covered };
}

/** Whether adequacy covers whoever is under a law, and the data; what would tell, where that is not stated. */
function isCovered(ask: Ask, { law, subject, place }: Reach, data: readonly Sent[]): boolean | Open {
    const found = adequacy(ask, { place: normById(ask, law).of ?? place, recipient: subject, data, exporters: [] });
    if (found.covers !== undefined) return found.covers;
    return {
        say: text('Whether “{adequacy}” covers {party} is not known: {why}; if it does, HDS asks for no list.', {
            adequacy: called(ask, found.decision),
            party: called(ask, subject),
            why: found.why,
        }),
        settle: found.settle,
    };
}

/** The laws that the contract is to list, by the names that its file has for them. */
function listing(ask: Ask, contract: Id, laws: readonly Id[]): readonly Fix[] {
    const names = laws.map((law) => nameIn(ask, pathOf(contract), law));
    if (!names.every((name) => name !== undefined)) return [];
    return [{ title: text('List these laws in the contract'), changes: [{ state: { in: contract, write: `lists law ${names.join(', ')}` } }] }];
}
