import { controllersOf, processors } from '../../model/contracts.ts';
import { called, inside } from '../../model/declarations.ts';
import { asksForNoValidation } from '../../model/derogations.ts';
import type { Ask } from '../../model/engine.ts';
import type { Place } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { norm, parameter } from '../../model/library.ts';
import { deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, type Outcome, violated } from '../rule.ts';
import { aboutDerogations, type Derogating } from './scope.ts';

export const derogationIsComplete = defineRule({
    id: 'state/derogation-is-complete',
    on: 'Contract',
    summary: text('A derogation from the State’s duty to use qualified clouds says who answers for it, who validated it, and when the project began.'),
    why: text(
        'The exception is lawful because somebody signs for it. One that names no minister, no validation or no project is a wish, and protects nobody who relies on it.',
    ),
    norms: ['sren-31-derogation', 'circular-6404', 'terroir-advice'],
    *judge(ask, contract) {
        yield* aboutDerogations(
            ask,
            contract,
            ({ at }) =>
                violated({
                    at: { id: contract, path: 'name' },
                    message: text('The derogation of this contract does not say from which norm it is: it gives leave from none.'),
                    path: [{ say: text('a derogation that names no norm'), at }],
                    under: ['terroir-practice'],
                    cure: text('Name the norm in the derogation: under sren-31.'),
                    fixes: [stating({ in: contract, write: 'under {norm}', within: at })],
                }),
            (derogating) => judgeOne(ask, contract, derogating),
        );
    },
});

function* judgeOne(ask: Ask, contract: Id, derogating: Derogating): Iterable<Outcome> {
    const { stated, at, norm: name, isFromLaw } = derogating;
    const [minister, validation, start] = [inside(stated, 'Minister')[0], inside(stated, 'Validated')[0], inside(stated, 'ProjectStart')[0]];
    const missing: Message[] = [];
    const hosts = processors(ask, contract).map(({ party }) => party);
    const parties = [...controllersOf(ask, contract), ...hosts];
    if (!minister) missing.push(text('the minister who answers for it'));
    else if (hosts.includes(minister.party))
        missing.push(text('a minister who answers for it: {party} is the processor', { party: called(ask, minister.party) }));
    else if (!isPast(ask, minister)) missing.push(text('the decision of the minister, which comes only on {day}', { day: formatDay(minister.on) }));
    if (isFromLaw || !asksForNoValidation(ask, stated)) {
        if (!validation) missing.push(text('the validation by the Prime Minister'));
        else if (parties.includes(validation.party)) {
            missing.push(text('the validation by the Prime Minister: {party} is a party to the contract', { party: called(ask, validation.party) }));
        } else if (!isPast(ask, validation)) {
            missing.push(text('the validation by the Prime Minister, which comes only on {day}', { day: formatDay(validation.on) }));
        }
    }
    // The decree is about projects begun before it; the circular asks for no such day.
    if (isFromLaw && !start) missing.push(text('the day on which the project began'));
    const path = [{ say: text('a derogation'), at: stated.at }];
    const lacking = [
        ...(minister ? [] : ['minister {organisation} on {day}']),
        ...(validation || !(isFromLaw || !asksForNoValidation(ask, stated)) ? [] : ['validated by {organisation} on {day}']),
        ...(start || !isFromLaw ? [] : ['project start {day}']),
    ];
    if (missing.length > 0) {
        yield violated({
            at,
            message: text('The derogation lacks: {missing}. It is from: {norm}.', { missing, norm: called(ask, norm(ask, name).id) }),
            path,
            under: [name],
            fixes: lacking.length === 0 ? [] : [stating({ in: contract, write: lacking.join('  '), within: stated.at })],
            cure: isFromLaw
                ? text('Obtain what is missing, and state it: minister ORGANISATION on DATE, validated by ORGANISATION on DATE, project start DATE.')
                : text('Obtain what is missing, and state it: minister ORGANISATION on DATE, validated by ORGANISATION on DATE.'),
        });
        return;
    }
    // Once an acceptable offer is known to exist, no study need look for one.
    if (inside(stated, 'CompliantOffer').length > 0) return;
    yield* adviseStudy(ask, derogating);
}

/** No text asks for a study of the market; whoever says that there is no acceptable offer should be able to show who looked, and when. */
function* adviseStudy(ask: Ask, { stated, at }: Derogating): Iterable<Outcome> {
    const studies = inside(stated, 'MarketStudy');
    const fresh = parameter(ask, 'terroir-advice', 'market-study-at-most') as Duration;
    const ages = studies.map(({ on }) => (on === undefined ? undefined : deadline(on, fresh)));
    if (ages.some((last, i) => last !== undefined && !ask.passed(last, studies[i]?.at, 'ends'))) return;
    const latest = studies.filter(({ on }) => on !== undefined).sort((a, b) => (b.on as Day) - (a.on as Day))[0] ?? studies[0];
    const found = (where: Place, message: Message): Outcome =>
        violated({
            at: where,
            message,
            path: [{ say: text('a derogation'), at: stated.at }],
            under: ['terroir-advice'],
            cap: 'information',
            notes: [text('This is advice of Terroir: no text that is known asks for it.')],
            cure: text('Have the market studied again, and state it: market study "…" on DATE.'),
            fixes: [stating({ in: stated.at.id, write: 'market study {text} on {day}', within: stated.at })],
        });
    if (latest === undefined) {
        yield found(at, text('The derogation rests on no study of the market; nobody can tell whether an acceptable offer is available.'));
    } else if (latest.on === undefined) {
        yield found(latest.at, text('The study of the market is undated; nobody can tell whether it still says what is on offer.'));
    } else {
        const names = { day: formatDay(latest.on), length: sayDuration(fresh) };
        yield found(latest.at, text('The study of the market is of {day}; after {length} it says little of what is on offer.', names));
    }
}

const isPast = (ask: Ask, { on, at }: { readonly on: Day; readonly at: Place }): boolean => ask.passed(on - 1, at, 'begins');
