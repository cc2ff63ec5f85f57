import type { Ask } from '../../model/ask.ts';
import { closedDays } from '../../model/contracts.ts';
import { part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { lengthAgainst } from '../../model/lengths.ts';
import { parameter } from '../../model/library.ts';
import type { Step } from '../../model/steps.ts';
import { deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration, writeDuration } from '../../syntax/values.ts';
import { calendarUnknown, defineRule, type Outcome, unknown, violated } from '../rule.ts';
import { aboutCloud, closedOrNone, judgeTerm, onSwitching, saySeasons } from './scope.ts';

export const switchingTransitionWithinLimit = defineRule({
    id: 'data-act/transition-within-limit',
    on: 'Contract',
    summary: text('A switch takes no longer than the Data Act allows, or the provider has said in time why less is not feasible.'),
    why: text(
        'While a transition lasts the customer pays twice and works on two systems. The law gives the provider a number of days, and one way to ask for more: at once, with reasons, and for months that are counted, too.',
    ),
    norms: ['data-act-25', 'data-act-25-4'],
    *judge(ask, contract) {
        yield* aboutCloud(ask, contract, 'data-act-25', function* () {
            const limit = parameter(ask, 'data-act-25', 'transition-at-most') as Duration;
            const excuses = onSwitching(ask, contract, 'Infeasible').filter(
                ({ on, until, at }) => ask.passed(on - 1, at, 'begins') && (until === undefined || !ask.passed(until, at, 'ends')),
            );
            let isLong = false;
            const lacking = {
                message: text('The contract says how to switch, and not how long the transition takes; the law allows {limit} at most.', {
                    limit: sayDuration(limit),
                }),
                cure: text('Agree on a transition of no more than {limit}, and state it within switching.', { limit: sayDuration(limit) }),
                fixes: [stating({ in: contract, write: `switching { transition ${writeDuration(limit)} }` })],
            };
            const terms = onSwitching(ask, contract, 'Transition');
            yield* judgeTerm(ask, contract, terms, lacking, function* (transition) {
                const { longer, exact } = lengthAgainst(ask, contract, transition.length, limit);
                if (longer !== 'none') isLong = true;
                if (longer !== 'none' && excuses.length > 0) yield* longest(ask, contract, transition);
                else if (longer !== 'none') yield tooLong(ask, contract, transition, limit);
                else if (!exact) yield calendarUnknown(contract, { at: part(transition, 'length'), path: [stepOf(transition)] });
            });
            for (const excuse of excuses) if (isLong || excuse.until !== undefined) yield* judgeExcuse(ask, contract, excuse, limit);
        });
    },
});

const stepOf = ({ length, at }: Fact<'Transition'>): Step => ({ say: text('transition of {length}', { length: sayDuration(length) }), at });

/** A transition above the days that the law gives, and nobody has said that less is not feasible. */
function tooLong(ask: Ask, contract: Id, transition: Fact<'Transition'>, limit: Duration): Outcome {
    const { longer, most } = lengthAgainst(ask, contract, transition.length, limit);
    const names = { length: sayDuration(transition.length), limit: sayDuration(limit) };
    const at = part(transition, 'length');
    return violated({
        at,
        message:
            typeof longer === 'string'
                ? text('A transition of {length} is longer than the {limit} that the law allows.', names)
                : text('A transition of {length} can last {most} days, more than the {limit} that the law allows: if it begins {seasons}.', {
                      ...names,
                      most,
                      seasons: saySeasons(longer),
                  }),
        path: [stepOf(transition)],
        under: ['data-act-25'],
        cure: text(
            'Agree on a transition of no more than {limit}. If that is technically not feasible, the provider has to say so once the switch is asked for.',
            {
                limit: names.limit,
            },
        ),
        fixes: [{ title: text('Write {name}', { name: writeDuration(limit) }), changes: [{ replace: at, with: writeDuration(limit) }] }],
    });
}

/** Even where less is not feasible, there is a longest transition. */
function* longest(ask: Ask, contract: Id, transition: Fact<'Transition'>): Generator<Outcome> {
    const limit = parameter(ask, 'data-act-25-4', 'transition-at-most') as Duration;
    const { longer, exact } = lengthAgainst(ask, contract, transition.length, limit);
    const at = part(transition, 'length');
    const names = { length: sayDuration(transition.length), limit: sayDuration(limit) };
    if (longer === 'none') {
        if (!exact) yield calendarUnknown(contract, { at, path: [stepOf(transition)] });
        return;
    }
    yield violated({
        at,
        message:
            typeof longer === 'string'
                ? text('A transition of {length} is longer than the {limit} that the law allows where less is not feasible.', names)
                : text('A transition of {length} can be longer than the {limit} that the law allows where less is not feasible: if it begins {seasons}.', {
                      ...names,
                      seasons: saySeasons(longer),
                  }),
        path: [stepOf(transition)],
        under: ['data-act-25-4'],
        cure: text('Agree on a transition of no more than {limit}.', { limit: names.limit }),
        fixes: [{ title: text('Write {name}', { name: writeDuration(limit) }), changes: [{ replace: at, with: writeDuration(limit) }] }],
    });
}

/** Whether a provider has said in time, with reasons and until a day that the law allows, that less is not feasible. */
function* judgeExcuse(ask: Ask, contract: Id, excuse: Fact<'Infeasible'>, limit: Duration): Generator<Outcome> {
    const { on, until, because, at } = excuse;
    const declared = { say: text('declared infeasible on {day}', { day: formatDay(on) }), at };
    if (because === undefined || because.trim() === '') {
        yield violated({
            at: part(excuse, 'on'),
            message: text('That {limit} are not feasible was declared on {day} without reasons; the law asks for them.', {
                limit: sayDuration(limit),
                day: formatDay(on),
            }),
            path: [declared],
            under: ['data-act-25-4'],
            cure: text('State the reasons that the provider gave: because "…".'),
            fixes: because === undefined ? [stating({ in: contract, write: 'because {text}', behind: at })] : [],
        });
    }
    const requests = [...onSwitching(ask, contract, 'Requested')].sort((a, b) => a.on - b.on);
    // Of several requests the one that this answers: the last one before it.
    const request = requests.filter((one) => one.on <= on).at(-1) ?? requests[0];
    if (!request) {
        return yield unknown({
            at: part(excuse, 'on'),
            message: text('Whether that was declared in time is not known: when the customer asked to switch is not stated.'),
            path: [declared],
            settle: [{ in: contract, write: 'switching { requested {day} }' }],
        });
    }
    const path = [{ say: text('requested on {day}', { day: formatDay(request.on) }), at: request.at }, declared];
    const time = parameter(ask, 'data-act-25-4', 'declared-within') as Duration;
    const last = deadline(request.on, time, closedOrNone(ask, contract));
    if (last !== undefined && on > last) {
        // Holidays that no calendar states can only move the last day back.
        if (!closedDays(ask, contract)) yield calendarUnknown(contract, { at: part(excuse, 'on'), path });
        else {
            yield violated({
                at: part(excuse, 'on'),
                message: text('The provider had {time} from the request of {day} to declare this, until {last}.', {
                    time: sayDuration(time),
                    day: formatDay(request.on),
                    last: formatDay(last),
                }),
                path,
                under: ['data-act-25-4'],
                cure: text('What is declared too late does not count: hold the provider to {limit}.', { limit: sayDuration(limit) }),
            });
        }
    }
    if (until !== undefined) yield* judgeEnd(ask, contract, excuse, until, request.on, path);
}

/** Whether the day that a provider names lies within the months that the law allows from the end of the notice. */
function* judgeEnd(ask: Ask, contract: Id, excuse: Fact<'Infeasible'>, until: Day, requested: Day, path: readonly Step[]): Generator<Outcome> {
    const longestAllowed = parameter(ask, 'data-act-25-4', 'transition-at-most') as Duration;
    const lastFrom = (begins: Day | undefined): Day => (begins === undefined ? undefined : deadline(begins, longestAllowed)) ?? Number.POSITIVE_INFINITY;
    // Without any notice the months begin with the request.
    if (until <= lastFrom(requested)) return;
    const notice = onSwitching(ask, contract, 'SwitchingNotice')[0];
    const at = part(excuse, 'until');
    if (!notice) {
        return yield unknown({
            at,
            message: text('Whether the transition may last until {day} is not known: what notice comes before it is not stated.', { day: formatDay(until) }),
            path,
            settle: [{ in: contract, write: 'switching { notice {duration} }' }],
        });
    }
    const begins = deadline(
        requested,
        { ...notice.length, hours: 0, days: notice.length.days + Math.ceil(notice.length.hours / 24) },
        closedOrNone(ask, contract),
    );
    const last = lastFrom(begins);
    if (until <= last) return;
    if (notice.length.workingDays > 0 && !closedDays(ask, contract)) return yield calendarUnknown(contract, { at, path });
    yield violated({
        at,
        message: text('The provider takes until {day}; {limit} from the end of the notice are over on {last}.', {
            day: formatDay(until),
            limit: sayDuration(longestAllowed),
            last: formatDay(last),
        }),
        path: [...path, { say: text('notice of {length}', { length: sayDuration(notice.length) }), at: notice.at }],
        under: ['data-act-25-4'],
        cure: text('Agree on an end by {day}.', { day: formatDay(last) }),
        fixes: [{ title: text('Write {name}', { name: formatDay(last) }), changes: [{ replace: at, with: formatDay(last) }] }],
    });
}
