import { called, part } from '../../model/declarations.ts';
import { stating, writing } from '../../model/fixes.ts';
import { inLibrary, isA, liesIn, norm } from '../../model/library.ts';
import { namedStep } from '../../model/steps.ts';
import { nameOf } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';
import { aboutPurchase, stated } from './scope.ts';

export const demandIsJustified = defineRule({
    id: 'procurement/demand-is-justified',
    on: 'Contract',
    summary: text('A public buyer that demands a place, or owners from a place, says why.'),
    why: text(
        'A call for tenders that asks for one country shuts out the rest of the Union, and one that asks for European owners shuts out bidders with rights under treaties. Both can be right, for a reason; without one the demand falls before a court, and the award with it.',
    ),
    norms: ['regulation-2018-1807-4', 'directive-2014-24-25', 'kolin', 'ccp-l2112-4'],
    *judge(ask, contract) {
        yield* aboutPurchase(ask, contract, function* ({ isFrench, path }) {
            const demands = stated(ask, contract, 'Demands');
            if (demands.length === 0) return yield doesNotApply(text('No demand of a place or of owners is stated.'));
            const union = inLibrary(ask, 'EU');
            for (const made of demands) {
                const { demand, place, because, at } = made;
                if (because !== undefined && because.trim() !== '') continue;
                const isAboutProvider = isA(ask, demand, 'trait.about-provider');
                // The whole of the Union or more: no Member State is preferred, and none shut out.
                if (!isAboutProvider && liesIn(ask, union, place)) continue;
                const names = { demand: called(ask, demand), place: called(ask, place) };
                yield violated({
                    at: part(made, 'place'),
                    message: isAboutProvider
                        ? text(
                              'The call demands “{demand}”, {place}, and says no reason; bidders from parties to agreements on procurement are shut out.',
                              names,
                          )
                        : text('The call demands “{demand}”, {place}, and says no reason; providers elsewhere in the Union are shut out.', names),
                    path: [...path, namedStep(ask, demand, at)],
                    under: isAboutProvider ? ['directive-2014-24-25'] : ['regulation-2018-1807-4'],
                    cap: 'warning',
                    fixes: [
                        ...(because === undefined ? [stating({ in: contract, write: 'because {text}', behind: at })] : []),
                        ...(isAboutProvider ? [] : [{ ...writing(part(made, 'place'), nameOf(union)), isConcession: true as const }]),
                    ],
                    cure: isAboutProvider
                        ? text('Name what allows it, such as a qualification that the law demands, or public security: because "…".')
                        : text('Demand the Union or the EEA as a whole, or name the reason: because "…".'),
                    notes: [
                        ...(isAboutProvider
                            ? [
                                  text('Bidders from countries without such an agreement have no right to equal treatment ({norm}).', {
                                      norm: called(ask, norm(ask, 'kolin').id),
                                  }),
                              ]
                            : []),
                        ...(isFrench && !isAboutProvider
                            ? [
                                  text('French law lets a buyer ask for means in the Member States, notably to secure information and supply ({norm}).', {
                                      norm: called(ask, inLibrary(ask, 'ccp-l2112-4')),
                                  }),
                              ]
                            : []),
                    ],
                });
            }
        });
    },
});
