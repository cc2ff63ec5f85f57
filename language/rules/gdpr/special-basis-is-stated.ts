import { categoriesOf } from '../../model/data.ts';
import { called, everStated, facts } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { datasetStep } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';
import { aboutControllers, datasetPlace } from './scope.ts';

export const specialBasisIsStated = defineRule({
    id: 'gdpr/special-basis-is-stated',
    on: 'Contract',
    summary: text('Special categories of data are processed on a ground of GDPR Article 9(2) that is stated.'),
    why: text(
        'Processing data on health, origin, belief or sex life is forbidden unless one of ten grounds holds. The prohibition does not ask how many persons there are, or how small the controller is.',
    ),
    norms: ['gdpr-9'],
    *judge(ask, contract) {
        yield* aboutControllers(ask, contract, function* (hosted) {
            const stated = facts(ask, contract, 'SpecialBasis').length > 0;
            const special = hosted.filter(({ dataset }) => categoriesOf(ask, dataset).some((category) => isA(ask, category, 'category.special')));
            const first = special[0];
            if (first) {
                if (stated) return;
                const ended = everStated(ask, contract, 'SpecialBasis').find(({ until, at }) => until !== undefined && ask.passed(until, at, 'ends'));
                const datasets = [...new Set(special.map(({ dataset }) => dataset))];
                const names = datasets.map((dataset) => called(ask, dataset));
                return yield violated({
                    at: datasetPlace(ask, contract, first),
                    message:
                        ended?.until !== undefined
                            ? text('Special categories of data are hosted ({datasets}), and the ground that is stated for them ended on {day}.', {
                                  datasets: names,
                                  day: formatDay(ended.until),
                              })
                            : text('Special categories of data are hosted ({datasets}), and no ground of Article 9(2) is stated.', { datasets: names }),
                    path: [
                        ...datasets.map((dataset) => datasetStep(ask, dataset)),
                        ...(ended?.until !== undefined ? [{ say: text('until {day}', { day: formatDay(ended.until) }), at: ended.at }] : []),
                    ],
                    cure: text('State the ground of Article 9(2) that the register of processing names, such as: special basis health-care.'),
                    fixes: [stating({ in: contract, write: 'special basis {special-basis}' })],
                });
            }
            const bare = hosted.filter(({ dataset }) => categoriesOf(ask, dataset).length === 0);
            if (bare.length === 0) return yield doesNotApply(text('None of the hosted data are of a special category.'));
            if (stated) return;
            for (const dataset of new Set(bare.map((hosting) => hosting.dataset))) {
                yield unknown({
                    at: datasetPlace(ask, contract, bare.find((hosting) => hosting.dataset === dataset) as (typeof bare)[number]),
                    message: text('Whether {dataset} holds special categories of data is not stated; no ground of Article 9(2) is.', {
                        dataset: called(ask, dataset),
                    }),
                    path: [],
                    settle: [{ in: dataset, write: 'category {category}' }],
                });
            }
        });
    },
});
