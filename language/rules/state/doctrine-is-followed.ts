import type { Ask } from '../../model/ask.ts';
import { controllersOf, whyNotAlive } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import { fromDoctrine, fromSren31 } from '../../model/derogations.ts';
import { notBefore } from '../../model/library.ts';
import { binds, mayBeBound } from '../../model/parties.ts';
import { boundBySren31, sren31AsksForProof } from '../../model/shielding.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { controllerUnknown, defineRule, doesNotApply, type Unknown } from '../rule.ts';
import { circularInForce, judgeShield } from './scope.ts';

export const doctrineIsFollowed = defineRule({
    id: 'state/doctrine-is-followed',
    on: 'Contract',
    summary: text(
        'A body under the cloud doctrine of the State puts data of particular sensitivity on the cloud of a private provider only if it is qualified SecNumCloud.',
    ),
    why: text(
        'The doctrine asks of every body of the State what the law asks of some. A body that the law does not reach has signed up to the same protection, and will be asked why it did without.',
    ),
    norms: ['circular-6404', 'circular-6282', 'circular-6519'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const circular = circularInForce(ask);
        if (circular === undefined) return yield doesNotApply(notBefore(ask, 'circular-6282'));
        const lawSpeaks = sren31AsksForProof(ask);
        if (lawSpeaks && boundBySren31(ask, contract) !== undefined) {
            return yield doesNotApply(text('Loi SREN, article 31, binds a controller itself; state/sensitive-data-is-shielded judges that.'));
        }
        const controllers = controllersOf(ask, contract);
        const bound = controllers.find((controller) => binds(ask, circular, controller));
        const silent = controllers.find((controller) => mayBeBound(ask, circular, controller));
        if (bound === undefined) {
            if (silent === undefined && controllers.length > 0)
                return yield doesNotApply(text('No controller is a body under the cloud doctrine of the State.'));
            if (lawSpeaks) {
                return yield doesNotApply(text('What kind of body the controller is, is not stated; state/sensitive-data-is-shielded asks for it.'));
            }
        }
        yield* judgeShield(ask, contract, {
            bound,
            whoIsBound: () => unknownController(ask, contract, silent),
            derogable: [...fromDoctrine, ...fromSren31],
            under: [circular],
        });
    },
});

const unknownController = (ask: Ask, contract: Id, silent: Id | undefined): Unknown =>
    controllerUnknown(
        contract,
        silent,
        text('Who the controller is, is not stated, so whether it is under the cloud doctrine of the State.'),
        text('What kind of body {name} is, is not stated, so whether it is under the cloud doctrine of the State.', {
            name: silent === undefined ? '' : called(ask, silent),
        }),
    );
