import { decisionsOn, isForAdherents } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { hostings, operator, servicesOfOthers, stack } from '../../model/contracts.ts';
import { claimedAnonymity, isPersonal } from '../../model/data.ts';
import { called, everStated, header, inForce, inside, kindOf, part } from '../../model/declarations.ts';
import type { Open, Place } from '../../model/facts.ts';
import { type Fix, nameIn, stating, statingTransfer } from '../../model/fixes.ts';
import { inEEA, isA, whyNotYet } from '../../model/library.ts';
import { footings } from '../../model/parties.ts';
import { accesses, copies, reads } from '../../model/places.ts';
import { datasetStep, namedStep, type Step, together } from '../../model/steps.ts';
import { coveredUntil, holdsOn, type Period } from '../../model/time.ts';
import { groundOf, isAboutPersons, type Sending, sendings, toolFit } from '../../model/transfers.ts';
import { type Id, pathOf } from '../../names/outline.ts';
import type * as ast from '../../syntax/generated/ast.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, formatDay } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply, type Outcome, unknown } from '../rule.ts';
import { endSteps, hostedUntil, isPast, weightiest, whyNotCounted } from './scope.ts';

export const basisOutlastsContract = defineRule({
    id: 'term/basis-outlasts-contract',
    on: 'Contract',
    summary: text('An adequacy decision on which data go abroad holds for as long as they do, or a fallback is agreed.'),
    why: text(
        'An adequacy decision can end on a day that is known years before. Data that rest on it alone must come home, or onto clauses, on that very day; nobody is given time.',
    ),
    norms: ['gdpr-45'],
    *judge(ask, contract) {
        const over = whyNotCounted(ask, contract) ?? whyNotYet(ask, 'gdpr-45');
        if (over) return yield doesNotApply(over);
        const resting = [...byTransfer(ask, contract).map((flow) => [flow]), ...byPlace(ask, contract)];
        if (resting.length === 0) return yield doesNotApply(text('No personal data go abroad on an adequacy decision that is in force.'));
        for (const alike of resting) yield* weightiest(alike.map((flow) => [...judgeOne(ask, contract, flow)]));
    },
});

function* judgeOne(ask: Ask, contract: Id, flow: Flow): Generator<Outcome> {
    const lapse = firstLapse(ask, flow);
    if (!lapse || flow.others.some((tool) => standsOn(ask, tool, flow.recipient, lapse.day + 1))) return;
    const end = hostedUntil(ask, contract, flow.hosting);
    const path = [...flow.path, { say: text('{name}', { name: called(ask, flow.adequacy) }), at: lapse.at }];
    if (end.day === undefined) {
        yield unknown({
            at: flow.at,
            message: text('{lapse} When the contract ends is not stated.', { lapse: lapse.say }),
            path,
            settle: [{ in: contract, write: 'term until {day}' }],
        });
    } else if (isPast(end.day, lapse.day)) {
        yield breach(
            {
                at: flow.at,
                message:
                    end.day === 'never'
                        ? text('{lapse} Nothing ends the contract, and no fallback is stated.', { lapse: lapse.say })
                        : text('{lapse} The data are there until {end}, and no fallback is stated.', { lapse: lapse.say, end: formatDay(end.day) }),
                path: [...path, ...endSteps(end)],
                under: ['gdpr-45'],
                cap: 'warning',
                cure: text('Agree on standard contractual clauses now, and state them as the fallback of a transfer: fallback scc.'),
                fixes: [flow.fix],
            },
            flow.open,
        );
    }
}

/** Data that go to a third country on the basis of an adequacy decision. */
interface Flow {
    readonly adequacy: Id;
    /** To whom; where a decision covers adherents only, it must be one. */
    readonly recipient: Id | undefined;
    /** The period for which the parties say that they rest on it. */
    readonly stated: (Period & { readonly at: Place }) | undefined;
    /** On what else it rests. */
    readonly others: readonly Tool[];
    /** Where the contract puts the data there; the contract itself where it does not say. */
    readonly hosting: Place;
    readonly fix: Fix;
    readonly at: Place;
    readonly path: readonly Step[];
    readonly open: Open | undefined;
}

interface Tool extends Period {
    readonly tool: Id;
}

/** The transfers that the contract states, as far as they are about persons. */
function byTransfer(ask: Ask, contract: Id): readonly Flow[] {
    const claimed = hostings(ask, contract).flatMap(({ dataset }) => claimedAnonymity(ask, dataset) ?? []);
    return sendings(ask, contract).flatMap((sending) => {
        const { stated, recipient, bases } = sending;
        const personal = isAboutPersons(ask, contract, sending);
        if (personal === false) return [];
        const tools = [...inside(stated, 'Basis'), ...inside(stated, 'Fallback')];
        return bases
            .filter(({ tool }) => kindOf(ask, tool) === 'Adequacy' && toolFit(ask, contract, sending, tool).fits === true)
            .map((basis) => ({
                adequacy: basis.tool,
                recipient: recipient?.party,
                stated: basis,
                others: tools.filter(({ at, tool }) => at.path !== basis.at.path && mayCarry(ask, contract, sending, tool)),
                hosting: { id: contract, path: 'name' },
                fix: stating({ in: contract, write: 'fallback {transfer-tool}', within: stated.at }),
                at: part(basis, 'tool'),
                path: [{ say: text('a transfer to {place}', { place: called(ask, stated.place) }), at: part(stated, 'place') }],
                open: personal ? undefined : claimed[0],
            }));
    });
}

/** Whether a tool may carry a transfer on some day: a safeguard that was made for other parties does so on none. */
function mayCarry(ask: Ask, contract: Id, sending: Sending, tool: Id): boolean {
    if (kindOf(ask, tool) === 'Adequacy') return true;
    const fit = toolFit(ask, contract, sending, tool);
    return fit.fits !== false || fit.faults.every(({ lapsed }) => lapsed);
}

/** Hosts abroad of whom no transfer is stated on a basis: the adequacy of their country is what the data rest on. By decision and service, what is certain first. */
function byPlace(ask: Ask, contract: Id): readonly (readonly Flow[])[] {
    const found: (Flow & { readonly key: string })[] = [];
    const seen = new Set<string>();
    for (const hosting of hostings(ask, contract)) {
        const { dataset } = hosting;
        if (isPersonal(ask, dataset) === false) continue;
        for (const top of servicesOfOthers(ask, contract, hosting.service)) {
            for (const { service } of stack(ask, top)) {
                for (const { place, recipient, isOwnSite, say, at } of spots(ask, service, dataset)) {
                    if (inEEA(ask, place)) continue;
                    const ground = groundOf(ask, contract, { place, recipient, isOwnSite, service, dataset, kind: undefined });
                    if (ground.is === 'stated' || ground.adequacy.covers !== true) continue;
                    const adequacy = ground.adequacy.decision;
                    const key = `${hosting.service} ${adequacy} ${isForAdherents(ask, adequacy) ? recipient : ''}`;
                    const open = claimedAnonymity(ask, dataset);
                    // Each statement that hosts there by itself: the data of one may stay when those of another have left.
                    const statement = `${key} ${hosting.at.path}`;
                    if (seen.has(statement) || (open && seen.has(`${statement} open`))) continue;
                    seen.add(open ? `${statement} open` : statement);
                    const others = decisionsOn(ask, place).filter((other) => other !== adequacy && !isForAdherents(ask, other));
                    const here = part(hosting, 'service');
                    const path = [datasetStep(ask, dataset), namedStep(ask, service, here), { say, at }];
                    const tools = others.map((tool) => ({ tool }));
                    const basis = nameIn(ask, pathOf(contract), adequacy) ?? '{transfer-tool}';
                    const fix = statingTransfer(ask, contract, place, recipient, `basis ${basis}  fallback {transfer-tool}`);
                    found.push({ key, fix, adequacy, recipient, stated: undefined, others: tools, hosting: hosting.at, at: here, path, open });
                }
            }
        }
    }
    const sure = [...found].sort((a, b) => Number(a.open !== undefined) - Number(b.open !== undefined));
    return together(sure, ({ key }) => key);
}

interface Spot extends Step {
    readonly place: Id;
    readonly recipient: Id | undefined;
    readonly isOwnSite: boolean;
}

/** Where a service puts a dataset, or from where it can be read; and where those are who run it. */
function spots(ask: Ask, service: Id, dataset: Id): readonly Spot[] {
    const recipient = operator(ask, service);
    const lying = copies(ask, service).map((copy) => ({ ...copy, recipient, isOwnSite: true }));
    const reading = accesses(ask, service).flatMap((access) =>
        access.place !== undefined && access.as !== 'reader' && reads(ask, access, dataset)
            ? [{ ...access, place: access.place, recipient: access.party, isOwnSite: access.as === 'staff' }]
            : [],
    );
    const home = recipient === undefined ? [] : footings(ask, recipient);
    return [...lying, ...reading, ...home.map(({ place, at }) => ({ ...namedStep(ask, place, at), place, recipient, isOwnSite: false }))];
}

/** The first day on which the decision stops to carry the flow, of those that are stated; nothing where none is. */
function firstLapse(ask: Ask, { adequacy, recipient, stated }: Flow): { readonly day: Day; readonly at: Place; readonly say: Message } | undefined {
    const decision = called(ask, adequacy);
    const applied = everStated(ask, adequacy, 'Applies');
    const lapses = [lastOf(ask, applied, { id: adequacy, path: 'name' })].flatMap((one) =>
        one ? [{ ...one, say: text('{decision} ends on {day}.', { decision, day: formatDay(one.day) }) }] : [],
    );
    if (recipient !== undefined && isForAdherents(ask, adequacy)) {
        const adhering = everStated(ask, recipient, 'Adheres').filter((one) => one.adequacy === adequacy);
        const left = lastOf(ask, adhering, { id: recipient, path: 'name' });
        const names = { party: called(ask, recipient), decision };
        if (left) lapses.push({ ...left, say: text('{party} adheres to {decision} until {day}.', { ...names, day: formatDay(left.day) }) });
    }
    if (stated?.until !== undefined) {
        lapses.push({ day: stated.until, at: stated.at, say: text('{decision} is the basis until {day}.', { decision, day: formatDay(stated.until) }) });
    }
    return lapses.sort((a, b) => a.day - b.day)[0];
}

/** The last day until which periods follow each other from the date on; nothing where none of those in force ends. */
function lastOf(ask: Ask, periods: readonly (Period & { readonly at?: Place })[], otherwise: Place): { readonly day: Day; readonly at: Place } | undefined {
    const now = inForce(ask, periods).map(({ until }) => until);
    const ends = now.filter((until) => until !== undefined);
    if (now.length === 0 || ends.length < now.length) return undefined;
    const day = coveredUntil(Math.max(...ends), periods);
    return day === 'never' ? undefined : { day, at: periods.find(({ until }) => until === day)?.at ?? otherwise };
}

/** Whether a tool carries a transfer on a day: a decision that applies then, to a recipient who adheres where it must, or a safeguard whose norm has not ended. */
function standsOn(ask: Ask, { tool, ...period }: Tool, recipient: Id | undefined, day: Day): boolean {
    if (!holdsOn(period, day)) return false;
    const applies = (id: Id) => {
        const applied = everStated(ask, id, 'Applies');
        return applied.length === 0 || applied.some((period) => holdsOn(period, day));
    };
    if (kindOf(ask, tool) === 'Adequacy') {
        if (!applies(tool)) return false;
        if (recipient === undefined || !isForAdherents(ask, tool)) return true;
        return everStated(ask, recipient, 'Adheres').some((one) => one.adequacy === tool && holdsOn(one, day));
    }
    return isA(ask, tool, 'trait.safeguard') && (header<ast.Term>(ask, tool).cites ?? []).every(applies);
}
