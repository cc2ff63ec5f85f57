import { clauses, controllersOf } from '../../model/contracts.ts';
import { called, facts, isDone } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { norm, parameter } from '../../model/library.ts';
import { binds } from '../../model/parties.ts';
import { clausesSteps, controllerSteps } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { type Duration, formatDay, writeDuration } from '../../syntax/values.ts';
import { defineRule, unread, violated } from '../rule.ts';
import { aboutCloud, onSwitching } from './scope.ts';

export const exitIsPlanned = defineRule({
    id: 'data-act/exit-is-planned',
    on: 'Contract',
    summary: text('The contract says how the customer can leave the cloud, and the customer has a plan to do it, tried once.'),
    why: text(
        'Whoever plans the exit when it is due depends on the one he leaves. The law gives the customer a contract that says how; a plan that was tried says that it works.',
    ),
    norms: ['data-act-25', 'circular-6404', 'terroir-advice'],
    *judge(ask, contract) {
        const bound = controllersOf(ask, contract).filter((controller) => binds(ask, 'circular-6404', controller));
        yield* aboutCloud(
            ask,
            contract,
            'data-act-25',
            function* () {
                const name = { id: contract, path: 'name' };
                const doctrine = bound.length > 0 ? ['circular-6404'] : [];
                const binding = controllerSteps(ask, contract, bound);
                const plans = onSwitching(ask, contract, 'ExitPlan');
                const isRead = clauses(ask, contract) !== undefined;
                if (norm(ask, 'data-act-25').applies && facts(ask, contract, 'Switching').length === 0) {
                    if (!isRead) yield unread(contract);
                    else {
                        const number = (parameterName: string) => writeDuration(parameter(ask, 'data-act-25', parameterName) as Duration);
                        const terms = `notice ${number('notice-at-most')}  transition ${number('transition-at-most')}  retrieval ${number('retrieval-at-least')} after transition`;
                        return yield violated({
                            at: name,
                            message: text(
                                'The contract says nothing on switching to another provider, neither notice nor transition nor retrieval; no plan for the exit is stated either.',
                            ),
                            path: [...binding, ...clausesSteps(ask, contract)],
                            under: ['data-act-25', ...doctrine],
                            cure: text('Agree on notice, transition and retrieval as the law asks, and state them within switching; then plan the exit.'),
                            fixes: [
                                {
                                    title: text('State what the law asks for'),
                                    changes: [{ state: { in: contract, write: `switching { ${terms} }` } }],
                                },
                            ],
                        });
                    }
                }
                const made = plans.filter(isDone(ask)).sort((a, b) => a.on - b.on);
                if (made.length === 0) {
                    const [next] = plans;
                    const cure = text('Plan the exit, and state it within switching: plan DATE tested DATE.');
                    return yield violated({
                        at: next?.at ?? name,
                        message: next
                            ? text('The exit is to be planned on {day}; until then there is no plan.', { day: formatDay(next.on) })
                            : bound.length > 0
                              ? text('No plan for the exit is stated; the doctrine of the State asks {customer} for one from the start of a project.', {
                                    customer: bound.map((controller) => called(ask, controller)),
                                })
                              : text('No plan for the exit is stated.'),
                        path: binding,
                        under: bound.length > 0 ? doctrine : ['terroir-advice'],
                        cure,
                        fixes: next ? [] : [stating({ in: contract, write: 'switching { plan {day} }' })],
                    });
                }
                if (made.some(({ on, tested, at }) => tested !== undefined && tested >= on && ask.passed(tested - 1, at, 'begins'))) return;
                for (const { on, tested, at } of made.slice(-1)) {
                    const day = formatDay(on);
                    yield violated({
                        at,
                        message:
                            tested === undefined || tested < on
                                ? text('The exit plan of {day} has never been tested.', { day })
                                : text('The exit plan of {day} is to be tested on {tested}; so far it never was.', { day, tested: formatDay(tested) }),
                        path: [{ say: text('exit plan of {day}', { day }), at }],
                        under: ['terroir-advice'],
                        cure: text('Test the exit, and state the day behind the plan: plan DATE tested DATE.'),
                        fixes: tested === undefined ? [stating({ in: contract, write: 'tested {day}', behind: at })] : [],
                    });
                }
            },
            bound.length > 0,
        );
    },
});
