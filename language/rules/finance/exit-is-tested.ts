import { facts, inside, isDone } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, violated } from '../rule.ts';
import { aboutCriticalFunction } from './scope.ts';

type Plan = Extract<Fact<'Switching'>['facts'][number], { readonly kind: 'ExitPlan' }>;

export const exitIsTested = defineRule({
    id: 'finance/exit-is-tested',
    on: 'Contract',
    summary: text('The exit from a provider that serves a critical or important function is planned and tested.'),
    why: text(
        'An exit that was never tried takes as long as it takes. A financial entity whose critical function hangs on one provider must know beforehand that it can leave.',
    ),
    norms: ['dora-28-8'],
    *judge(ask, contract) {
        yield* aboutCriticalFunction(ask, contract, 'dora-28-8', function* (path, at) {
            const plans = facts(ask, contract, 'Switching').flatMap((block) => inside(block, 'ExitPlan'));
            // The plan that stands is the last one made. A test of an earlier day was of another.
            const standing = plans.filter(isDone(ask)).reduce<Plan | undefined>((last, one) => (last && last.on > one.on ? last : one), undefined);
            const tests = plans.flatMap(({ tested, at }) => (tested !== undefined && ask.passed(tested - 1, at, 'begins') ? [tested] : []));
            if (standing && tests.some((day) => day >= standing.on)) return;
            const last = standing ?? plans.at(-1);
            const tried = tests.length === 0 ? undefined : Math.max(...tests);
            const cure = text('Test the exit, and state the day behind the plan: plan DATE tested DATE.');
            if (!last) {
                const message = text('The contract serves a critical or important function, and no plan for the exit is stated.');
                const fixes = [stating({ in: contract, write: 'switching { plan {day} tested {day} }' })];
                return yield violated({ at, message, path, cure, fixes });
            }
            const day = formatDay(last.on);
            const message =
                tried !== undefined
                    ? text(
                          'The exit plan of {day} has not been tested since it was made: the last test was on {tried}, and the contract serves a critical or important function.',
                          { day, tried: formatDay(tried) },
                      )
                    : last.tested === undefined
                      ? text('The exit plan of {day} has not been tested, and the contract serves a critical or important function.', { day })
                      : text('The exit plan of {day} is to be tested on {tested}, and the contract serves a critical or important function.', {
                            day,
                            tested: formatDay(last.tested),
                        });
            const fixes = last.tested === undefined ? [stating({ in: contract, write: 'tested {day}', behind: last.at })] : [];
            yield violated({
                at: last.at,
                message,
                path: [...path, { say: text('exit plan of {day}', { day }), at: last.at }],
                cure,
                fixes,
                ...(tried === undefined ? {} : { cap: 'warning' as const }),
            });
        });
    },
});
