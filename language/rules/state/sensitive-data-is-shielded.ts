import type { Ask } from '../../model/ask.ts';
import { controllersOf, whyNotAlive } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import { fromSren31 } from '../../model/derogations.ts';
import { norm, whyNotYet } from '../../model/library.ts';
import { hasKind, kinds } from '../../model/parties.ts';
import { boundBySren31 } from '../../model/shielding.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { controllerUnknown, defineRule, doesNotApply, type Unknown, unknown } from '../rule.ts';
import { judgeShield, mayBeBoundBySren31 } from './scope.ts';

export const sensitiveDataIsShielded = defineRule({
    id: 'state/sensitive-data-is-shielded',
    on: 'Contract',
    summary: text(
        'The State’s data of particular sensitivity are on the cloud of a private provider only if it is qualified SecNumCloud, or under a validated derogation.',
    ),
    why: text('The State may not leave what its citizens confide to it within reach of other States. The qualification is the proof the law accepts.'),
    norms: ['sren-31', 'sren-31-qualification'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotYet(ask, 'sren-31');
        if (over) return yield doesNotApply(over);
        const proof = norm(ask, 'sren-31-qualification');
        if (!proof.applies) {
            return yield doesNotApply(
                text('The qualification is demanded from {day} ({norm}).', { norm: called(ask, proof.id), day: formatDay(proof.from ?? 0) }),
            );
        }
        const controllers = controllersOf(ask, contract);
        const bound = boundBySren31(ask, contract);
        const silent = controllers.find((controller) => mayBeBoundBySren31(ask, controller));
        if (!bound && !silent && controllers.length > 0) return yield doesNotApply(text('No controller is a body that loi SREN, article 31, binds.'));
        yield* judgeShield(ask, contract, {
            bound,
            whoIsBound: () => unknownController(ask, contract, silent),
            derogable: fromSren31,
            under: ['sren-31', 'sren-31-qualification'],
        });
    },
});

function unknownController(ask: Ask, contract: Id, silent: Id | undefined): Unknown {
    const name = silent === undefined ? '' : called(ask, silent);
    if (silent !== undefined && kinds(ask, silent).length > 0) {
        const named = hasKind(ask, silent, 'trait.bound-by-name') ? 'group-named-by-decree' : 'state-operator';
        const message = text('Loi SREN, article 31, binds some bodies of the kind of {name}, by name; whether it is one of them is not stated.', { name });
        return unknown({ at: { id: contract, path: 'name' }, message, path: [], settle: [{ in: silent, write: `kind ${named}` }] });
    }
    return controllerUnknown(
        contract,
        silent,
        text('Who the controller is, is not stated, so whether loi SREN, article 31, binds it.'),
        text('What kind of body {name} is, is not stated, so whether loi SREN, article 31, binds it.', { name }),
    );
}
