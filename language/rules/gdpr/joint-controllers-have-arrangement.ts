import { controllerPlace, controllersOf } from '../../model/contracts.ts';
import { called, facts, isDone } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { namedStep } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';
import { aboutControllers } from './scope.ts';

export const jointControllersHaveArrangement = defineRule({
    id: 'gdpr/joint-controllers-have-arrangement',
    on: 'Contract',
    summary: text('Joint controllers have an arrangement that says who answers for what.'),
    why: text(
        'A person may turn to either of two controllers, and each may point at the other. The arrangement says who informs, who answers and who notifies.',
    ),
    norms: ['gdpr-26'],
    *judge(ask, contract) {
        yield* aboutControllers(ask, contract, function* () {
            const controllers = controllersOf(ask, contract);
            if (controllers.length === 0) {
                return yield unknown({
                    at: { id: contract, path: 'name' },
                    message: text('Who the controller is, is not stated, so whether there are several.'),
                    path: [],
                    settle: [{ in: contract, write: 'controller {organisation}' }],
                });
            }
            const second = controllers[1];
            if (second === undefined) return yield doesNotApply(text('There is one controller.'));
            const arrangements = facts(ask, contract, 'Arrangement');
            if (arrangements.some(isDone(ask))) return;
            const coming = arrangements[0];
            const names = controllers.map((controller) => called(ask, controller));
            yield violated({
                at: controllerPlace(ask, contract, second),
                message: coming
                    ? text('{controllers} are joint controllers; their arrangement is only of {day}.', { controllers: names, day: formatDay(coming.on) })
                    : text('{controllers} are joint controllers; no arrangement between them is stated.', { controllers: names }),
                path: [
                    ...controllers.map((controller) => namedStep(ask, controller, controllerPlace(ask, contract, controller))),
                    ...(coming ? [{ say: text('arrangement of {day}', { day: formatDay(coming.on) }), at: coming.at }] : []),
                ],
                cure: text('Agree who does what, make its essence available to the persons concerned, and state its day: arrangement DATE.'),
                fixes: coming ? [] : [stating({ in: contract, write: 'arrangement {day}' })],
            });
        });
    },
});
