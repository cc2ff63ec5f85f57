import { fragility } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { hostings } from '../../model/contracts.ts';
import { isPersonal } from '../../model/data.ts';
import { called, inside, isDone, kindOf, part } from '../../model/declarations.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { type Fix, nameIn, stating, statingTransfer } from '../../model/fixes.ts';
import { isA, norm } from '../../model/library.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import { adequacyOf, type Carriage, carriage, flows, groundOf, isAboutPersons, type Sending, sendings, toolFit } from '../../model/transfers.ts';
import { type Id, pathOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, violated } from '../rule.ts';
import { claimedAnonymous } from './scope.ts';
import { assessing, whyNoChapterV } from './transfers.ts';

export const fragileBasisHasFallback = defineRule({
    id: 'gdpr/fragile-basis-has-fallback',
    on: 'Contract',
    summary: text('A transfer that rests on a fragile adequacy decision has a fallback that can take over at once.'),
    why: text(
        'Two decisions on the United States were annulled, each from one day to the next. Whoever has signed nothing else by then sends data without a basis, or stops.',
    ),
    norms: ['terroir-practice', 'terroir-advice', 'gdpr-45', 'schrems-ii'],
    *judge(ask, contract) {
        const over = whyNoChapterV(ask, contract);
        if (over) return yield doesNotApply(over);
        const found = [...ofSendings(ask, contract), ...ofFlows(ask, contract)];
        yield* found.filter(({ isOpen }) => !isOpen).flatMap(({ outcome }) => outcome);
        if (found.some(({ isOpen, outcome }) => isOpen && outcome.length > 0)) yield* claimedAnonymous(ask, contract, hostings(ask, contract));
        if (found.length === 0) yield doesNotApply(text('No transfer is known to rest on a fragile adequacy decision.'));
    },
});

/** What a transfer that rests on a fragile decision comes to. */
interface Found {
    readonly outcome: readonly Outcome[];
    /** Whether the data are about persons is not known. */
    readonly isOpen: boolean;
}

/** Transfers as the contract states them. */
function* ofSendings(ask: Ask, contract: Id): Generator<Found> {
    for (const sending of sendings(ask, contract)) {
        const personal = isAboutPersons(ask, contract, sending);
        if (personal === false) continue;
        const found = carriage(ask, contract, sending);
        const isOpen = personal === undefined;
        if (!found) {
            const covered = adequacyOf(ask, contract, sending);
            const standing = covered.covers ? fragility(ask, covered.decision) : undefined;
            if (covered.covers && standing) {
                const fixes = [falling(ask, contract, sending.stated)];
                yield { isOpen, outcome: [alone(ask, covered.decision, standing, sending.stated.place, part(sending.stated, 'place'), [], fixes)] };
            }
            continue;
        }
        const standing = found.fit.fits === false ? undefined : fragile(ask, found.tool.tool);
        if (standing) yield { isOpen, outcome: [...judgeFallback(ask, contract, sending, found, standing)] };
    }
}

/** The standing of a tool that is a fragile decision. */
const fragile = (ask: Ask, tool: Id): Fact<'Standing'> | undefined => (kindOf(ask, tool) === 'Adequacy' ? fragility(ask, tool) : undefined);

/** Whether a tool goes on when a decision is gone: a safeguard, or a decision that stands firm. */
const endures = (ask: Ask, contract: Id, sending: Sending, tool: Id): boolean =>
    toolFit(ask, contract, sending, tool).fits === true &&
    (kindOf(ask, tool) === 'Adequacy' ? fragility(ask, tool) === undefined : isA(ask, tool, 'trait.safeguard'));

function* judgeFallback(ask: Ask, contract: Id, sending: Sending, found: Carriage, standing: Fact<'Standing'>): Generator<Outcome> {
    const { stated, bases, fallbacks } = sending;
    const spare = [...bases, ...fallbacks].find(({ tool }) => endures(ask, contract, sending, tool));
    const at = part(found.tool, 'tool');
    if (!spare) {
        const idle = fallbacks.find((fallback) => fallback.at.path !== found.tool.at.path);
        const fixes = [falling(ask, contract, stated)];
        return yield alone(ask, found.tool.tool, standing, stated.place, at, [namedStep(ask, found.tool.tool, found.tool.at)], fixes, idle);
    }
    // A safeguard binds nobody but the parties: it takes over only once the law of the country has been looked at.
    const assessments = inside(stated, 'Assessed');
    const needsNone = kindOf(ask, spare.tool) === 'Adequacy' || isA(ask, spare.tool, 'transfer-tool.scc-module-4') || !norm(ask, 'schrems-ii').applies;
    if (needsNone || assessments.some(isDone(ask))) return;
    const coming = assessments[0];
    const names = { place: called(ask, stated.place), tool: called(ask, spare.tool) };
    yield violated({
        at: part(spare, 'tool'),
        message: coming
            ? text('“{tool}” could not take over for the transfer to {place} at once: the law of the country is assessed only on {day}.', {
                  ...names,
                  day: formatDay(coming.on),
              })
            : text('“{tool}” could not take over for the transfer to {place} at once: no assessment of the law of the country is stated.', names),
        path: [namedStep(ask, found.tool.tool, found.tool.at), namedStep(ask, standing.state, standing.at), namedStep(ask, spare.tool, spare.at)],
        under: ['terroir-advice'],
        fixes: coming ? [] : [stating({ in: contract, write: 'assessed {day}', within: stated.at })],
        cure: assessing,
    });
}

/** Data that flow on a fragile decision without any transfer that is stated. */
function* ofFlows(ask: Ask, contract: Id): Generator<Found> {
    const told = new Set<string>();
    for (const flow of flows(ask, contract).sure) {
        const ground = groundOf(ask, contract, flow);
        if (ground.is !== 'unstated' || !ground.adequacy.covers) continue;
        const { decision } = ground.adequacy;
        const standing = fragility(ask, decision);
        const isOpen = flow.dataset !== undefined && isPersonal(ask, flow.dataset) === undefined;
        const key = `${flow.top} ${flow.recipient} ${decision} ${isOpen}`;
        if (!standing || told.has(key)) continue;
        told.add(key);
        const tools = `basis ${nameIn(ask, pathOf(contract), decision) ?? '{transfer-tool}'}  fallback {transfer-tool}  assessed {day}`;
        const fixes = [statingTransfer(ask, contract, flow.place, flow.recipient, tools)];
        yield { isOpen, outcome: [alone(ask, decision, standing, flow.place, flow.at, flow.path, fixes)] };
    }
}

/** A fallback for a transfer that is stated, and the assessment that it needs. */
const falling = (ask: Ask, contract: Id, stated: Sending['stated']): Fix => {
    const isAssessed = inside(stated, 'Assessed').some(isDone(ask));
    return stating({ in: contract, write: `fallback {transfer-tool}${isAssessed ? '' : '  assessed {day}'}`, within: stated.at });
};

/** A fragile decision with nothing behind it. */
function alone(
    ask: Ask,
    decision: Id,
    standing: Fact<'Standing'>,
    place: Id,
    at: Place,
    path: readonly Step[],
    fixes: readonly Fix[],
    idle?: Fact<'Fallback'>,
): Outcome {
    const names = { place: called(ask, place), decision: called(ask, decision) };
    return violated({
        at,
        message: idle
            ? text('The transfer to {place} rests on “{decision}”, which is fragile, and “{fallback}” could not take over.', {
                  ...names,
                  fallback: called(ask, idle.tool),
              })
            : text('The transfer to {place} rests on “{decision}”, which is fragile, and has no fallback.', names),
        path: [...path, ...(idle ? [namedStep(ask, idle.tool, idle.at)] : []), namedStep(ask, standing.state, standing.at)],
        under: ['terroir-practice'],
        fixes,
        notes: standing.because === undefined ? [] : [text('{state}: {because}', { state: called(ask, standing.state), because: standing.because })],
        cure: text('Sign standard contractual clauses beside it, assess the law of the country, and state both: fallback scc, assessed DATE.'),
    });
}
