import { everStated, facts } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { datasetStep } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, violated } from '../rule.ts';
import { aboutControllers } from './scope.ts';

export const lawfulBasisIsStated = defineRule({
    id: 'gdpr/lawful-basis-is-stated',
    on: 'Contract',
    summary: text('Personal data are processed on a lawful basis that is stated.'),
    why: text(
        'Without one of the six bases of the GDPR there is nothing to host. Which one it is decides what persons may ask for, and what they must be told.',
    ),
    norms: ['gdpr-6'],
    *judge(ask, contract) {
        yield* aboutControllers(ask, contract, function* (hosted) {
            if (facts(ask, contract, 'LawfulBasis').length > 0) return;
            const ended = everStated(ask, contract, 'LawfulBasis').find(({ until, at }) => until !== undefined && ask.passed(until, at, 'ends'));
            const datasets = [...new Set(hosted.map(({ dataset }) => dataset))];
            yield violated({
                at: { id: contract, path: 'name' },
                message:
                    ended?.until !== undefined
                        ? text('Personal data are hosted, and the lawful basis that is stated ended on {day}.', { day: formatDay(ended.until) })
                        : text('Personal data are hosted, and no lawful basis is stated.'),
                path: [
                    ...datasets.map((dataset) => datasetStep(ask, dataset)),
                    ...(ended?.until !== undefined ? [{ say: text('until {day}', { day: formatDay(ended.until) }), at: ended.at }] : []),
                ],
                cure: text('State the basis of Article 6(1) that the register of processing names, such as: lawful basis public-task.'),
                fixes: [stating({ in: contract, write: 'lawful basis {lawful-basis}' })],
            });
        });
    },
});
