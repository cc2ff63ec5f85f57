import type { Ask } from '../../model/ask.ts';
import { authorisationsAhead } from '../../model/authorisations.ts';
import { authorisationEnd, closedDays, endOfTerm, isCounted, type Round, rounds, timesOf, transition } from '../../model/contracts.ts';
import { called, facts, inside, kindOf, part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { type Fix, stating } from '../../model/fixes.ts';
import type { Step } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { type Day, formatDay, writeDuration } from '../../syntax/values.ts';
import { type Cited, calendarUnknown, defineRule, doesNotApply, type Severity, unknown, violated } from '../rule.ts';
import { frenchPublicBuyer, lawOfFramework, whyNotCounted } from './scope.ts';

export const renewalsWithinLimit = defineRule({
    id: 'term/renewals-within-limit',
    on: 'Contract',
    summary: text('Renewals, tacit ones included, do not carry a contract past a limit that its term keeps.'),
    why: text(
        'A short term that renews itself is a long one. The limit of a transition, of an authorisation, of a framework agreement binds what the contract comes to in the end.',
    ),
    norms: ['ccp-r2112-4', 'ccp-l2112-5', 'ccp-r2162-5', 'directive-2014-24-33', 'lil-66', 'terroir-practice'],
    *judge(ask, contract) {
        const over = whyNotCounted(ask, contract);
        if (over) return yield doesNotApply(over);
        const renewals = facts(ask, contract, 'Renewal');
        if (renewals.length === 0) return yield doesNotApply(text('The contract states no renewal.'));
        const limits = limitsOf(ask, contract);
        const isPublic = frenchPublicBuyer(ask, contract) !== undefined;
        if (limits.length === 0 && !isPublic) return yield doesNotApply(text('Nothing that is stated limits the renewals.'));
        const endless = renewals.find((renewal) => timesOf(renewal) === Number.POSITIVE_INFINITY);
        if (endless && isPublic) {
            yield violated({
                at: endless.at,
                message: text(
                    'This renewal is tacit and may follow itself for ever; renewals of a public contract are counted when it is opened to competition.',
                ),
                path: [],
                under: ['ccp-r2112-4', 'ccp-l2112-5'],
                cure: text('Limit how often it renews itself: renewal … tacit at most 2 times.'),
                fixes: [stating({ in: contract, write: 'at most {number} times', behind: endless.at })],
            });
        }
        const { day: term } = endOfTerm(ask, contract);
        if (limits.length === 0) return;
        if (term === 'never') return yield doesNotApply(text('The contract has no end that a renewal could move.'));
        if (term === undefined) {
            return yield unknown({
                at: part(renewals[0] as Fact<'Renewal'>, 'length'),
                message: text('Until when the contract runs before its renewals is not stated.'),
                path: [],
                settle: [{ in: contract, write: 'term until {day}' }],
            });
        }
        let isPassed = false;
        for (const limit of limits) {
            // A term that passes the limit by itself is another rule's affair.
            if (limit.ofTerm && term > limit.day) continue;
            const passing = [renewals.filter(isCounted), renewals]
                .map((some) => firstPast(rounds(some, term, closedDays(ask, contract)), limit))
                .find((one) => one !== undefined);
            if (!passing) continue;
            isPassed = true;
            const { renewal, begins, ends } = passing.round;
            const end = formatDay(ends);
            const renewed = isCounted(renewal)
                ? text('With this renewal the contract runs until {end}.', { end })
                : text('If this renewal is asked for, the contract runs until {end}.', { end });
            const cap: Severity | undefined = isCounted(renewal) ? limit.cap(begins) : 'information';
            yield violated({
                at: part(renewal, 'length'),
                message: text('{renewed} {limit}', { renewed, limit: limit.say }),
                path: [limit.step],
                under: limit.under,
                ...(cap ? { cap } : {}),
                cure: text('Renew no further than {limit}, or have the limit moved first.', { limit: formatDay(limit.day) }),
                fixes: fewer(renewal, passing.kept),
            });
        }
        // One that cannot be counted lets nobody off what those before it come to.
        if (isPassed) return;
        const working = closedDays(ask, contract) ? undefined : renewals.find(({ length }) => length.workingDays > 0);
        if (working) yield calendarUnknown(contract, { at: part(working, 'length'), path: [] });
        else if (renewals.some(({ length }) => length.hours > 0)) yield doesNotApply(text('The renewals are not counted in days, months or years.'));
    },
});

interface Limit {
    readonly day: Day;
    readonly say: Message;
    readonly step: Step;
    readonly under: readonly Cited[];
    /** It holds for the term without renewals, too. */
    readonly ofTerm: boolean;
    /** By the day on which the renewal begins that passes it. */
    readonly cap: (begins: Day) => Severity | undefined;
}

function limitsOf(ask: Ask, contract: Id): readonly Limit[] {
    const limits: Limit[] = [];
    const transitional = transition(ask, contract);
    if (transitional?.limit !== undefined) {
        const { limit, under, at } = transitional;
        const names = { limit: formatDay(limit) };
        limits.push({
            day: limit,
            say: text('Its transition must end by {limit}.', names),
            step: { say: text('the transition must end by {limit}', names), at },
            // A commitment is politics until a contract carries it; an authorisation or a norm binds.
            under: under !== undefined && kindOf(ask, under) !== 'Commitment' ? ['contract'] : ['terroir-practice'],
            ofTerm: true,
            cap: () => undefined,
        });
    }
    for (const { authorisation } of authorisationsAhead(ask, contract)) {
        const lapses = authorisationEnd(ask, authorisation);
        const at = lapses?.at.at(-1);
        if (!lapses || !at) continue;
        const names = { name: called(ask, authorisation), day: formatDay(lapses.day) };
        limits.push({
            day: lapses.day,
            say: text('{name} lapses on {day}.', names),
            step: { say: text('{name} lapses on {day}', names), at },
            under: ['lil-66'],
            ofTerm: true,
            cap: () => 'warning',
        });
    }
    const law = lawOfFramework(ask, contract);
    const agreements = facts(ask, contract, 'Award').flatMap((award) => inside(award, 'Framework'));
    for (const { title, until, at } of agreements) {
        if (until === undefined) continue;
        const names = { title, day: formatDay(until) };
        limits.push({
            day: until,
            say: text('The framework agreement “{title}” ends on {day}.', names),
            step: { say: text('the framework agreement ends on {day}', { day: names.day }), at: part({ at }, 'until') },
            under: [law],
            // An order may be carried out after the agreement has ended; it may not be placed, nor renewed.
            ofTerm: false,
            cap: (begins) => (law === 'contract' ? 'information' : begins > until ? undefined : 'warning'),
        });
    }
    return limits;
}

/**
 * Of some rounds, one after the other, the one that tells most: the first that begins past a limit which it may not, else the first
 * that ends past it; and how many rounds of the same renewal the limit leaves.
 */
function firstPast(some: Iterable<Round>, { day, ofTerm }: Limit): { readonly round: Round & { readonly ends: Day }; readonly kept: number } | undefined {
    const within: Round[] = [];
    let found: (Round & { readonly ends: Day }) | undefined;
    for (const { renewal, begins, ends } of some) {
        if (ends === undefined) break;
        const round = { renewal, begins, ends };
        if (ends <= day) {
            within.push(round);
            continue;
        }
        found = round;
        // Whatever follows begins past the limit, too.
        if (ofTerm || begins > day) break;
    }
    const { renewal } = found ?? {};
    return found && { round: found, kept: within.filter((round) => round.renewal === renewal).length };
}

/** As many rounds as the limit leaves a renewal; none at all, and it goes. */
function fewer(renewal: Fact<'Renewal'>, times: number): readonly Fix[] {
    const { at, length, tacit, notice, sources } = renewal;
    // What says how often it may be renewed would not say that it may be less often.
    if (sources.length > 0) return [];
    if (times === 0) return [{ title: text('Take the renewal out'), changes: [{ remove: at }] }];
    const title = times === 1 ? text('Renew at most once') : text('Renew at most {n} times', { n: times });
    if (timesOf(renewal) === Number.POSITIVE_INFINITY) return [{ title, changes: [{ state: { in: at.id, write: `at most ${times} times`, behind: at } }] }];
    const words = [
        'renewal',
        writeDuration(length),
        ...(tacit ? ['tacit'] : []),
        `at most ${times} times`,
        ...(notice ? ['notice', writeDuration(notice)] : []),
    ];
    return renewal.exercised ? [] : [{ title, changes: [{ replace: at, with: words.join(' ') }] }];
}
