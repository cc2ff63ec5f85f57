import type { Ask } from '../../model/ask.ts';
import { type Hosting, stack } from '../../model/contracts.ts';
import { categoriesOf } from '../../model/data.ts';
import { compare } from '../../model/decimal.ts';
import { called, everStated, facts, isDone, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { isA, parameter } from '../../model/library.ts';
import { datasetStep, namedStep, once } from '../../model/steps.ts';
import { coveredSince, type Period } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Day, type Decimal, formatDay, readDecimal, sayDecimal } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Unknown, unknown, violated } from '../rule.ts';
import { aboutControllers, datasetPlace } from './scope.ts';

export const impactIsAssessed = defineRule({
    id: 'gdpr/impact-is-assessed',
    on: 'Contract',
    summary: text('Special categories and offences at large scale have an impact assessment that knows the present host.'),
    why: text(
        'An assessment made before the processing is where the risk to many persons is seen in time. One that speaks of another host says nothing of this one.',
    ),
    norms: ['gdpr-35', 'terroir-practice'],
    *judge(ask, contract) {
        yield* aboutControllers(ask, contract, function* (hosted) {
            const least = parameter(ask, 'terroir-practice', 'large-scale-at-least') as Decimal;
            // Each dataset once, where it is first named.
            const open = once(hosted, ({ dataset }) => dataset)
                .map((hosting) => ({ ...hosting, grave: isGrave(ask, hosting.dataset), large: isLarge(ask, hosting.dataset, least) }))
                .filter(({ grave, large }) => grave !== false && large !== false);
            if (open.length === 0) return yield doesNotApply(text('No special categories and no offences are hosted at large scale.'));
            const assessed = facts(ask, contract, 'ImpactAssessment')
                .filter(isDone(ask))
                .sort((a, b) => b.on - a.on)[0];
            const certain = open.filter(({ grave, large }) => grave && large);
            if (!assessed && certain.length === 0) {
                for (const hosting of open) yield unsettled(ask, contract, hosting, least);
                return;
            }
            if (!assessed) {
                const coming = facts(ask, contract, 'ImpactAssessment')[0];
                for (const hosting of certain) {
                    const names = { dataset: called(ask, hosting.dataset), least: sayDecimal(least) };
                    const persons = facts(ask, hosting.dataset, 'Persons')[0];
                    yield violated({
                        at: datasetPlace(ask, contract, hosting),
                        message: coming
                            ? text('{dataset} is on a large scale, and its impact assessment is only of {day}.', { ...names, day: formatDay(coming.on) })
                            : text('{dataset} is on a large scale, and no impact assessment is stated.', names),
                        path: [
                            datasetStep(ask, hosting.dataset),
                            ...(persons ? [{ say: text('{n} persons', { n: sayDecimal(readDecimal(persons.count)) }), at: persons.at }] : []),
                            ...(coming ? [{ say: text('impact assessment of {day}', { day: formatDay(coming.on) }), at: coming.at }] : []),
                        ],
                        under: ['gdpr-35'],
                        notes: [text('The law gives no number; {least} persons or more are a large scale by house practice.', names)],
                        cure: text('Assess the impact before the processing goes on, and state the day: impact assessment DATE.'),
                        fixes: coming ? [] : [stating({ in: contract, write: 'impact assessment {day}' })],
                    });
                }
                return;
            }
            // One assessment speaks for all: whatever moved last makes it stale.
            for (const hosting of open) {
                const moved = changeOfHost(ask, contract, hosting);
                if (!moved || moved.day <= assessed.on) continue;
                if (!certain.includes(hosting)) {
                    yield unsettled(ask, contract, hosting, least);
                    continue;
                }
                const names = { dataset: called(ask, hosting.dataset), day: formatDay(moved.day), assessed: formatDay(assessed.on) };
                yield violated({
                    at: part(assessed, 'on'),
                    message: text('The impact assessment is of {assessed}; the host of {dataset} changed on {day}.', names),
                    path: [
                        datasetStep(ask, hosting.dataset),
                        { say: text('impact assessment of {day}', { day: names.assessed }), at: assessed.at },
                        namedStep(ask, moved.service, moved.at),
                    ],
                    under: ['gdpr-35'],
                    cap: 'warning',
                    cure: text('Look at the assessment again with the present host in mind, and state its new day.'),
                    fixes: [stating({ in: contract, write: 'impact assessment {day}' })],
                });
            }
        });
    },
});

/** A dataset that would need an assessment, or a newer one, if it is of the kind and the size that are not stated. */
function unsettled(ask: Ask, contract: Id, hosting: Hosting & { readonly grave: boolean | undefined }, least: Decimal): Unknown {
    const { dataset } = hosting;
    const names = { dataset: called(ask, dataset), least: sayDecimal(least) };
    const isBare = hosting.grave === undefined;
    return unknown({
        at: datasetPlace(ask, contract, hosting),
        message: isBare
            ? text('Whether {dataset} holds special categories of data, and so needs an impact assessment, is not stated.', names)
            : text('How many persons {dataset} is about is not stated; from {least} on, a house limit, it needs an impact assessment.', names),
        path: [datasetStep(ask, dataset)],
        settle: [{ in: dataset, write: isBare ? 'category {category}' : 'persons {number}' }],
    });
}

/** Whether a dataset is of a special category or about offences. Nothing where no category is stated. */
function isGrave(ask: Ask, dataset: Id): boolean | undefined {
    const categories = categoriesOf(ask, dataset);
    if (categories.length === 0) return undefined;
    return categories.some((category) => isA(ask, category, 'category.special') || isA(ask, category, 'category.offences'));
}

/** Whether a dataset is about many persons. Nothing where their number is not stated. */
function isLarge(ask: Ask, dataset: Id, least: Decimal): boolean | undefined {
    const counts = facts(ask, dataset, 'Persons').map(({ count }) => readDecimal(count));
    return counts.length === 0 ? undefined : counts.some((count) => compare(count, least) >= 0);
}

interface Move {
    readonly day: Day;
    readonly service: Id;
    readonly at: Place;
}

/** The last day on which a dataset came to another host: another service, or another one below it. */
function changeOfHost(ask: Ask, contract: Id, { dataset }: Hosting): Move | undefined {
    const ever = everStated(ask, contract, 'Hosts').filter(({ datasets }) => datasets.includes(dataset));
    const now = facts(ask, contract, 'Hosts').filter(({ datasets }) => datasets.includes(dataset));
    const moves = moved(now, ever);
    for (const { service } of now) {
        for (const layer of stack(ask, service)) moves.push(...moved(facts(ask, layer.service, 'RunsOn'), everStated(ask, layer.service, 'RunsOn')));
    }
    return moves.sort((a, b) => b.day - a.day)[0];
}

/** Of the services in use those that came after another one. What goes on by another statement comes from where the first one began. */
function moved(now: readonly Use[], ever: readonly Use[]): Move[] {
    return now.flatMap(({ service, from, at }) => {
        const of = (other: Use) => other.service === service;
        const since = from === undefined ? 'ever' : coveredSince(from, ever.filter(of));
        if (since === 'ever') return [];
        const came = ever.some((other) => !of(other) && (other.from === undefined || other.from < since));
        return came ? [{ day: since, service, at }] : [];
    });
}

/** A service in use for a time. */
interface Use extends Period {
    readonly service: Id;
    readonly at: Place;
}
