import type { Ask } from '../../model/ask.ts';
import { clauses } from '../../model/contracts.ts';
import { part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { type Fix, stating } from '../../model/fixes.ts';
import { lengthAgainst } from '../../model/lengths.ts';
import { parameter } from '../../model/library.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Duration, sayDuration, writeDuration } from '../../syntax/values.ts';
import { calendarUnknown, defineRule, type Outcome, unknown, violated } from '../rule.ts';
import { aboutCloud, judgeTerm, onSwitching, saySeasons } from './scope.ts';

export const retrievalIsLongEnough = defineRule({
    id: 'data-act/retrieval-is-long-enough',
    on: 'Contract',
    summary: text('After the transition, data can be retrieved for as long as the Data Act asks.'),
    why: text(
        'What was forgotten in the move is found in the weeks after it. A period that is shorter, or that has run out before the transition ends, leaves nothing to go back for.',
    ),
    norms: ['data-act-25'],
    *judge(ask, contract) {
        yield* aboutCloud(ask, contract, 'data-act-25', function* () {
            const limit = parameter(ask, 'data-act-25', 'retrieval-at-least') as Duration;
            const lacking = {
                message: text('The contract says how to switch, and not for how long data can be retrieved; the law asks for {limit} at least.', {
                    limit: sayDuration(limit),
                }),
                cure: text('Agree on {limit} from the end of the transition, and state them within switching.', {
                    limit: sayDuration(limit),
                }),
                fixes: [stating({ in: contract, write: `switching { retrieval ${writeDuration(limit)} after transition }` })],
            };
            yield* judgeTerm(ask, contract, onSwitching(ask, contract, 'Retrieval'), lacking, function* (retrieval) {
                yield* judgeLength(ask, contract, retrieval, limit);
                yield* judgeBeginning(ask, contract, retrieval, limit);
            });
        });
    },
});

function* judgeLength(ask: Ask, contract: Id, { length, at }: Fact<'Retrieval'>, limit: Duration): Generator<Outcome> {
    const { shorter, least, exact } = lengthAgainst(ask, contract, length, limit);
    if (shorter === 'none') return;
    const here = part({ at }, 'length');
    const path = [{ say: text('retrieval for {length}', { length: sayDuration(length) }), at }];
    if (!exact) return yield calendarUnknown(contract, { at: here, path });
    const names = { length: sayDuration(length), limit: sayDuration(limit) };
    yield violated({
        at: here,
        message:
            typeof shorter === 'string'
                ? text('Data can be retrieved for {length}, less than the {limit} that the law asks for.', names)
                : text('Retrieval for {length} can last no more than {least} days, less than the {limit} that the law asks for: if it begins {seasons}.', {
                      ...names,
                      least,
                      seasons: saySeasons(shorter),
                  }),
        path,
        cure: text('Agree on {limit} or more.', { limit: names.limit }),
        fixes: [{ title: text('Write {name}', { name: writeDuration(limit) }), changes: [{ replace: here, with: writeDuration(limit) }] }],
    });
}

function* judgeBeginning(ask: Ask, contract: Id, retrieval: Fact<'Retrieval'>, limit: Duration): Generator<Outcome> {
    const { after, at, length, sources } = retrieval;
    if (after === 'transition') return;
    const path = [{ say: text('retrieval for {length}', { length: sayDuration(length) }), at }];
    const cure = text('Count the retrieval from the end of the transition: after transition.');
    const kept = `${writeDuration(length)} after transition`;
    const fix = (changes: Fix['changes']): Fix => ({ title: text('Write {name}', { name: kept }), changes });
    if (after === 'notice') {
        return yield violated({
            at,
            message: text(
                'The retrieval period of {length} runs from the notice, when the transition has yet to come and may be extended; the law asks for {limit} after it.',
                {
                    length: sayDuration(length),
                    limit: sayDuration(limit),
                },
            ),
            path,
            cure,
            fixes: sources.length > 0 ? [] : [fix([{ replace: at, with: `retrieval ${kept}` }])],
        });
    }
    if (clauses(ask, contract) === undefined) {
        return yield unknown({
            at,
            message: text('From when the retrieval period of {length} runs is not stated; the law counts from the end of the transition.', {
                length: sayDuration(length),
            }),
            path,
            settle: [{ in: contract, write: 'after transition', behind: at }],
        });
    }
    yield violated({
        at,
        message: text('The contract does not say from when the retrieval period of {length} runs; the law asks for {limit} from the end of the transition.', {
            length: sayDuration(length),
            limit: sayDuration(limit),
        }),
        path,
        cure,
        fixes: [fix([{ replace: part({ at }, 'length'), with: kept }])],
    });
}
