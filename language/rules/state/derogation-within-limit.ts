import { countedEnd } from '../../model/contracts.ts';
import { called, inside, part } from '../../model/declarations.ts';
import type { Ask } from '../../model/engine.ts';
import { endingTermOn } from '../../model/fixes.ts';
import { norm, parameter } from '../../model/library.ts';
import { deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { aboutDerogations, type Derogating } from './scope.ts';

export const derogationWithinLimit = defineRule({
    id: 'state/derogation-within-limit',
    on: 'Contract',
    summary: text(
        'A derogation from the State’s duty to use qualified clouds is for a project begun before the law applied, and ends in time once an acceptable offer exists.',
    ),
    why: text(
        'The derogation bridges the time until somebody offers what the law asks for. When an offer is there the clock runs; whoever stays where he is after that has no leave any more.',
    ),
    norms: ['sren-31-derogation', 'circular-6404', 'circular-6282'],
    *judge(ask, contract) {
        yield* aboutDerogations(
            ask,
            contract,
            () => doesNotApply(text('No derogation says from which norm it is; state/derogation-is-complete says so.')),
            function* (derogating) {
                yield* judgeStart(ask, derogating);
                yield* judgeEnd(ask, contract, derogating);
            },
        );
    },
});

/** A project that was begun when the law applied already is none that it lets go on. Whether its own day counts or that of its decree is not certain. */
function* judgeStart(ask: Ask, { stated, isFromLaw }: Derogating): Iterable<Outcome> {
    // That no day is stated, state/derogation-is-complete says; the circular asks for none.
    const start = inside(stated, 'ProjectStart')[0];
    if (!isFromLaw || !start) return;
    const [law, decree] = [norm(ask, 'sren'), norm(ask, 'sren-31-derogation')];
    if (law.from === undefined || decree.from === undefined || start.on < law.from) return;
    const names = { day: formatDay(start.on), decree: called(ask, decree.id), since: formatDay(decree.from) };
    const path = [{ say: text('the project began on {day}', { day: names.day }), at: start.at }];
    const cure = text('Move to a service that is qualified, or show that the project began earlier.');
    if (start.on >= decree.from) {
        yield violated({
            at: part(start, 'on'),
            message: text('The project began on {day}; a derogation is for projects begun before {since} ({decree}).', names),
            path,
            under: ['sren-31-derogation'],
            cure,
        });
        return;
    }
    yield violated({
        at: part(start, 'on'),
        message: text('The project began on {day}, after the law was published and before its decree applied: whether it may still derogate is not certain.', {
            day: names.day,
        }),
        path,
        under: ['sren-31-derogation'],
        cap: 'warning',
        notes: [
            text('Published on {day}: {law}. Applied from {since}: {decree}. The sources speak of projects begun before the decree; the text decides.', {
                day: formatDay(law.from),
                law: called(ask, law.id),
                since: names.since,
                decree: names.decree,
            }),
        ],
        cure: text('Read the article and its decree for the day that counts, and write down why the project is in time.'),
    });
}

function* judgeEnd(ask: Ask, contract: Id, { stated, at, norm: name }: Derogating): Iterable<Outcome> {
    const length = parameter(ask, name, 'derogation-at-most') as Duration;
    const offers = inside(stated, 'CompliantOffer');
    // The first offer starts the clock, whatever came after it.
    const offer = [...offers].sort((a, b) => a.on - b.on)[0];
    const under = inside(stated, 'Under')[0];
    // That there was none is known as of the day on which somebody looked; how old that may be is the market study's question.
    const none = inside(stated, 'NoOffer').some(({ on, at: place }) => ask.passed(on - 1, place, 'begins'));
    if (!offer && none) return;
    if (!offer) {
        yield unknown({
            at,
            message: text(
                'The derogation ends {length} after an acceptable offer is available in France; since when there is one, or that there was none, is not stated.',
                {
                    length: sayDuration(length),
                },
            ),
            path: [{ say: text('a derogation'), at: stated.at }],
            settle: [{ in: contract, write: 'compliant offer since {day}', ...(under ? { behind: under.at } : {}) }],
        });
        return;
    }
    const limit = deadline(offer.on, length);
    if (limit === undefined) return;
    const names = { limit: formatDay(limit), length: sayDuration(length), day: formatDay(offer.on) };
    const path = [{ say: text('an acceptable offer is available since {day}', { day: names.day }), at: offer.at }];
    const cure = text('Move what the derogation covers to a service that is qualified, by {limit}.', { limit: names.limit });
    if (ask.passed(limit, offer.at, 'ends')) {
        yield violated({
            at: part(offer, 'on'),
            message: text('The derogation ended on {limit}, {length} after an acceptable offer was available, and the contract goes on.', names),
            path,
            under: [name],
            cure: text('Move to a service that is qualified; the derogation is over.'),
        });
        return;
    }
    const end = countedEnd(ask, contract);
    if (end.day === undefined || (end.day !== 'never' && end.day <= limit)) return;
    yield violated({
        at: part(offer, 'on'),
        message:
            end.day === 'never'
                ? text('The derogation ends on {limit}, {length} after an acceptable offer was available, and nothing ends the contract.', names)
                : text('The derogation ends on {limit}, {length} after an acceptable offer was available, before the contract ends on {end}.', {
                      ...names,
                      end: formatDay(end.day),
                  }),
        path: [...path, ...end.at.slice(-1).map((place) => ({ say: text('the contract runs on'), at: place }))],
        under: [name],
        cap: 'warning',
        cure,
        fixes: endingTermOn(ask, contract, limit),
    });
}
