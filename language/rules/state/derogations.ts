import type { Ask } from '../../model/ask.ts';
import { controllersOf, countedEnd, processors, whyNotAlive } from '../../model/contracts.ts';
import { called, facts, inside, isDone, part } from '../../model/declarations.ts';
import { asksForNoValidation, derogationsFrom, endOf, fromDoctrine, fromSren31, isBegunTooLate, isFrom } from '../../model/derogations.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { endingTermOn, stating } from '../../model/fixes.ts';
import { norm, parameter } from '../../model/library.ts';
import { binds, mayBeBound } from '../../model/parties.ts';
import { boundBySren31, sren31AsksForProof, unshielded } from '../../model/shielding.ts';
import { deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { circularInForce, mayBeBoundBySren31 } from './scope.ts';

/** A derogation that a contract states and needs. */
interface Derogating {
    readonly stated: Fact<'Derogation'>;
    /** Where it names the norm that it is from. */
    readonly at: Place;
    /** The norm that says how long it lasts: the decree, or the circular in force. */
    readonly norm: string;
    readonly isFromLaw: boolean;
}

/** What is wrong with a derogation, by what is asked of it. */
interface Judged {
    /** That it says who answers for it, who validated it, and when the project began. */
    readonly complete: readonly Outcome[];
    /** That it is for such a project, and has not ended. */
    readonly inTime: readonly Outcome[];
}

/**
 * Judges the derogations of a contract, from the law or from the doctrine, where one is needed. Of several the one with which
 * least is wrong speaks for the contract, in all that is asked of it: what one lacks, another does not make good.
 *
 * @param nameless what follows from one that names no norm
 */
export function* aboutDerogations(ask: Ask, contract: Id, asked: keyof Judged, nameless: (stated: Fact<'Derogation'>) => Outcome): Generator<Outcome> {
    const over = whyNotAlive(ask, contract);
    if (over) return yield doesNotApply(over);
    const stated = facts(ask, contract, 'Derogation');
    if (stated.length === 0) return yield doesNotApply(text('The contract states no derogation.'));
    if (unshielded(ask, contract).length === 0) return yield doesNotApply(text('Nothing that the contract hosts needs a derogation.'));
    const judged = [...relevant(ask, contract)].map(
        (one): Judged => ({ complete: [...judgeWhole(ask, contract, one)], inTime: [...judgeStart(ask, one), ...judgeEnd(ask, contract, one)] }),
    );
    // One that is whole gives leave for as long as it lasts; one that is not never did.
    const [best] = judged.sort(
        (a, b) => weight([...a.complete, ...a.inTime]) - weight([...b.complete, ...b.inTime]) || weight(a.complete) - weight(b.complete),
    );
    if (best) return yield* best[asked];
    const bare = stated.find((one) => inside(one, 'Under').length === 0);
    yield bare ? nameless(bare) : doesNotApply(text('No derogation is from a norm that binds a controller at this date.'));
}

function* relevant(ask: Ask, contract: Id): Generator<Derogating> {
    const controllers = controllersOf(ask, contract);
    const decree = 'sren-31-derogation';
    const isBound = boundBySren31(ask, contract) !== undefined;
    if (norm(ask, decree).applies && (isBound || controllers.length === 0 || controllers.some((controller) => mayBeBoundBySren31(ask, controller)))) {
        for (const stated of derogationsFrom(ask, contract, fromSren31)) yield { stated, at: placeOf(stated), norm: decree, isFromLaw: true };
    }
    const circular = circularInForce(ask);
    if (circular === undefined || (isBound && sren31AsksForProof(ask))) return;
    if (controllers.length > 0 && !controllers.some((controller) => mayBeBound(ask, circular, controller) || binds(ask, circular, controller))) return;
    for (const stated of derogationsFrom(ask, contract, fromDoctrine)) {
        if (!isFrom(ask, stated, fromSren31)) yield { stated, at: placeOf(stated), norm: circular, isFromLaw: false };
    }
}

const placeOf = (stated: Fact<'Derogation'>): Place => {
    const [under] = inside(stated, 'Under');
    return under ? part(under, 'norm') : stated.at;
};

/** How much is wrong: what is violated weighs more than what is only unknown, and that more than advice. */
const weight = (outcomes: readonly Outcome[]): number => outcomes.reduce((sum, outcome) => sum + weightOf(outcome), 0);

function weightOf(outcome: Outcome): number {
    if (outcome.verdict !== 'violated') return 10;
    return outcome.cap === undefined ? 1000 : outcome.cap === 'information' ? 1 : 100;
}

// ---------------------------------------------------------------- whole

function* judgeWhole(ask: Ask, contract: Id, derogating: Derogating): Iterable<Outcome> {
    const { stated, at, norm: name, isFromLaw } = derogating;
    const [minister, validation, start] = [inside(stated, 'Minister')[0], inside(stated, 'Validated')[0], inside(stated, 'ProjectStart')[0]];
    const missing: Message[] = [];
    const hosts = processors(ask, contract).map(({ party }) => party);
    const parties = [...controllersOf(ask, contract), ...hosts];
    if (!minister) missing.push(text('the minister who answers for it'));
    else if (hosts.includes(minister.party))
        missing.push(text('a minister who answers for it: {party} is the processor', { party: called(ask, minister.party) }));
    else if (!isDone(ask)(minister)) missing.push(text('the decision of the minister, which comes only on {day}', { day: formatDay(minister.on) }));
    const isValidated = isFromLaw || !asksForNoValidation(ask, stated);
    if (isValidated) {
        if (!validation) missing.push(text('the validation by the Prime Minister'));
        else if (parties.includes(validation.party)) {
            missing.push(text('the validation by the Prime Minister: {party} is a party to the contract', { party: called(ask, validation.party) }));
        } else if (!isDone(ask)(validation)) {
            missing.push(text('the validation by the Prime Minister, which comes only on {day}', { day: formatDay(validation.on) }));
        }
    }
    // The decree is about projects begun before it; the circular asks for no such day.
    if (isFromLaw && !start) missing.push(text('the day on which the project began'));
    const lacking = [
        ...(minister ? [] : ['minister {organisation} on {day}']),
        ...(validation || !isValidated ? [] : ['validated by {organisation} on {day}']),
        ...(start || !isFromLaw ? [] : ['project start {day}']),
    ];
    if (missing.length > 0) {
        yield violated({
            at,
            message: text('The derogation lacks: {missing}. It is from: {norm}.', { missing, norm: called(ask, norm(ask, name).id) }),
            path: [{ say: text('a derogation'), at: stated.at }],
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

// ---------------------------------------------------------------- in time

/** A project that was begun when the law applied already is none that it lets go on. Whether its own day counts or that of its decree is not certain. */
function* judgeStart(ask: Ask, { stated, isFromLaw }: Derogating): Iterable<Outcome> {
    // That no day is stated, state/derogation-is-complete says; the circular asks for none.
    const start = inside(stated, 'ProjectStart')[0];
    if (!isFromLaw || !start) return;
    const [law, decree] = [norm(ask, 'sren'), norm(ask, 'sren-31-derogation')];
    if (law.from === undefined || decree.from === undefined || start.on < law.from) return;
    const names = { day: formatDay(start.on), decree: called(ask, decree.id), since: formatDay(decree.from) };
    const what = { at: part(start, 'on'), path: [{ say: text('the project began on {day}', names), at: start.at }], under: ['sren-31-derogation'] };
    if (isBegunTooLate(ask, stated)) {
        return yield violated({
            ...what,
            message: text('The project began on {day}; a derogation is for projects begun before {since} ({decree}).', names),
            cure: text('Move to a service that is qualified, or show that the project began earlier.'),
        });
    }
    yield violated({
        ...what,
        message: text(
            'The project began on {day}, after the law was published and before its decree applied: whether it may still derogate is not certain.',
            names,
        ),
        cap: 'warning',
        notes: [
            text('Published on {day}: {law}. Applied from {since}: {decree}. The sources speak of projects begun before the decree; the text decides.', {
                ...names,
                day: formatDay(law.from),
                law: called(ask, law.id),
            }),
        ],
        cure: text('Read the article and its decree for the day that counts, and write down why the project is in time.'),
    });
}

function* judgeEnd(ask: Ask, contract: Id, { stated, at, norm: name }: Derogating): Iterable<Outcome> {
    const length = parameter(ask, name, 'derogation-at-most') as Duration;
    const last = endOf(ask, stated, name);
    const under = inside(stated, 'Under')[0];
    // That there was none is known as of the day on which somebody looked; how old that may be is the market study's question.
    const none = inside(stated, 'NoOffer').some(isDone(ask));
    if (!last) {
        if (none) return;
        return yield unknown({
            at,
            message: text(
                'The derogation ends {length} after an acceptable offer is available in France; since when there is one, or that there was none, is not stated.',
                {
                    length: sayDuration(length),
                },
            ),
            path: [{ say: text('a derogation'), at: stated.at }],
            settle: [{ in: contract, write: 'compliant offer since {day}', ...(under ? { behind: under.at } : {}) }],
        });
    }
    const { offer, limit } = last;
    if (limit === undefined) return;
    const names = { limit: formatDay(limit), length: sayDuration(length), day: formatDay(offer.on) };
    const what = { at: part(offer, 'on'), under: [name] };
    const path = [{ say: text('an acceptable offer is available since {day}', names), at: offer.at }];
    if (ask.passed(limit, offer.at, 'ends')) {
        return yield violated({
            ...what,
            message: text('The derogation ended on {limit}, {length} after an acceptable offer was available, and the contract goes on.', names),
            path,
            cure: text('Move to a service that is qualified; the derogation is over.'),
        });
    }
    const end = countedEnd(ask, contract);
    if (end.day === undefined) {
        return yield unknown({
            at: what.at,
            message: text('The derogation ends on {limit}, {length} after an acceptable offer was available; when the contract ends is not stated.', names),
            path,
            settle: [{ in: contract, write: 'term until {day}' }],
        });
    }
    if (end.day !== 'never' && end.day <= limit) return;
    yield violated({
        ...what,
        message:
            end.day === 'never'
                ? text('The derogation ends on {limit}, {length} after an acceptable offer was available, and nothing ends the contract.', names)
                : text('The derogation ends on {limit}, {length} after an acceptable offer was available, before the contract ends on {end}.', {
                      ...names,
                      end: formatDay(end.day),
                  }),
        path: [...path, ...end.at.slice(-1).map((place) => ({ say: text('the contract runs on'), at: place }))],
        cap: 'warning',
        cure: text('Move what the derogation covers to a service that is qualified, by {limit}.', names),
        fixes: endingTermOn(ask, contract, limit),
    });
}
