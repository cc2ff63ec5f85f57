import type { Ask } from '../../model/ask.ts';
import { countedEnd, start } from '../../model/contracts.ts';
import { called, fact, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { endingTermOn, stating } from '../../model/fixes.ts';
import { isA, parameter } from '../../model/library.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import { lastDayOfRun } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { aboutPurchase, type Purchase, procedure, stated } from './scope.ts';
import { awarded, europeanHeight, frenchHeight, sayBelow } from './value.ts';

export const exemptionIsJustified = defineRule({
    id: 'procurement/exemption-is-justified',
    on: 'Contract',
    summary: text('A buyer who holds no competition because only one provider can deliver has looked for others, and has not shut them out itself.'),
    why: text(
        '“Only they can do it” is what every long-standing customer believes. The law accepts it where somebody looked for alternatives, found none that is reasonable, and did not write the need so that only one could meet it.',
    ),
    norms: ['directive-2014-24-32', 'ccp-r2122-3', 'ccp-r2122-1', 'ccp-r2122-4', 'directive-2014-25-50'],
    *judge(ask, contract) {
        yield* aboutPurchase(ask, contract, (purchase) => judgeGrounds(ask, purchase));
    },
});

function* judgeGrounds(ask: Ask, purchase: Purchase): Generator<Outcome> {
    const { contract, isFrench, isEntity, path: buyers } = purchase;
    const grounds = stated(ask, contract, 'Exemption').filter(({ ground }) => isA(ask, ground, 'trait.without-competition'));
    if (grounds.length === 0) return yield doesNotApply(text('No ground for an award without competition is stated.'));
    if (procedure(ask, contract, 'trait.competitive')) return yield doesNotApply(text('A competition was held; no ground for holding none is needed.'));
    const lowest = isFrench ? frenchHeight(ask, purchase) : europeanHeight(ask, purchase);
    if (lowest.is === 'below') return yield doesNotApply(sayBelow(lowest));
    const studied = isMarketStudied(ask, purchase);
    for (const exemption of grounds) {
        const { ground, at } = exemption;
        const needsAlternatives = isA(ask, ground, 'trait.needs-alternatives');
        const name = called(ask, ground);
        const here = part(exemption, 'ground');
        const path = [...buyers, namedStep(ask, ground, at)];
        const isUrgent = isA(ask, ground, 'award-ground.extreme-urgency');
        const under = {
            under: isEntity && !isFrench ? ['directive-2014-25-50'] : ['directive-2014-24-32', ...(isFrench ? [isUrgent ? 'ccp-r2122-1' : 'ccp-r2122-3'] : [])],
        };
        if (isFrench && !isEntity && isA(ask, ground, 'award-ground.additional-supplies')) yield* judgeLength(ask, contract, here, path);
        if (exemption.selfMade && (needsAlternatives || isUrgent)) {
            yield violated({
                at: here,
                message: isUrgent
                    ? text('“{ground}” holds only where the buyer did not bring the urgency about; it is stated as self-made.', { ground: name })
                    : text('“{ground}” holds only where the buyer did not narrow the market itself; it is stated as self-made.', { ground: name }),
                path,
                ...under,
                cure: text('Describe the need so that others can meet it, and hold a competition.'),
            });
        } else if (needsAlternatives && !isText(exemption.alternatives) && !studied) {
            yield violated({
                at: here,
                message: text('“{ground}” holds only where no reasonable alternative exists; no alternatives that were considered are stated.', {
                    ground: name,
                }),
                path,
                ...under,
                cure: text('Say what was looked at and why it was not reasonable: alternatives considered "…".'),
                fixes: exemption.alternatives === undefined ? [stating({ in: contract, write: 'alternatives considered {text}', behind: at })] : [],
            });
        } else if (needsAlternatives && !isText(exemption.because)) {
            yield violated({
                at: here,
                message: text('Why “{ground}” holds here is not stated.', { ground: name }),
                path,
                ...under,
                cap: 'warning',
                cure: text('Say why only this provider can deliver: because "…".'),
                fixes: exemption.because === undefined ? [stating({ in: contract, write: 'because {text}', behind: at })] : [],
            });
        }
    }
}

/** What is added to earlier supplies may be bought so for some years, renewals included. */
function* judgeLength(ask: Ask, contract: Id, at: Place, path: readonly Step[]): Generator<Outcome> {
    const length = parameter(ask, 'ccp-r2122-4', 'additional-at-most') as Duration;
    const begins = start(ask, contract);
    const { day: end } = countedEnd(ask, contract);
    const last = begins && lastDayOfRun(begins.day, length);
    if (last === undefined || end === undefined) {
        const message = text('Until when the contract runs before its renewals is not stated.');
        return yield unknown({ at, message, path, settle: [{ in: contract, write: begins ? 'term until {day}' : 'effective {day}' }] });
    }
    if (end !== 'never' && end <= last) return;
    yield violated({
        at,
        message: text('Additional supplies may be bought for {length}, here until {limit}; the contract runs longer.', {
            length: sayDuration(length),
            limit: formatDay(last),
        }),
        path,
        under: ['ccp-r2122-4'],
        cure: text('Put the additional need out to competition.'),
        fixes: endingTermOn(ask, contract, last),
    });
}

/** Whether somebody asked what the market offers before the contract was awarded: where no day is stated for that, before it was signed, or ran. */
function isMarketStudied(ask: Ask, { contract }: Purchase): boolean {
    const signed = fact(ask, contract, 'Signed') ?? fact(ask, contract, 'Effective');
    const last: Day = awarded(ask, contract)?.day ?? signed?.on ?? Infinity;
    return stated(ask, contract, 'MarketStudy').some(({ on }) => on === undefined || on <= last);
}

const isText = (written: string | undefined): boolean => written !== undefined && written.trim() !== '';
