import type { Ask } from '../../model/ask.ts';
import { exceeds, fraction, minus, one, percentage, plus, zero } from '../../model/decimal.ts';
import { called } from '../../model/declarations.ts';
import type { Place, Settle } from '../../model/facts.ts';
import { type ForeignStakes, foreignStakes, qualificationVouches } from '../../model/immunity.ts';
import { parameter } from '../../model/library.ts';
import { isOwnerless, owners } from '../../model/parties.ts';
import { nothing, type Part, sum, unknownPart } from '../../model/stakes.ts';
import { holdingStep, namedStep } from '../../model/steps.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { type Message, text, type Value } from '../../syntax/message.ts';
import { type Decimal, formatDay, formatDecimal, sayDecimal } from '../../syntax/values.ts';
import { type Outcome, unknown, violated } from '../rule.ts';
import { aboutQualified } from './scope.ts';

type Cap = 'individual-at-most' | 'collective-at-most';
type Measure = 'capital' | 'votes';

/** SecNumCloud 3.2, 19.6.b: the two caps, each on capital and on votes. They differ in whether holders are taken singly or together. */
export function* judgeStakes(ask: Ask, service: Id, which: Cap): Iterable<Outcome> {
    yield* aboutQualified(ask, service, 'secnumcloud-19-6', (party, at) => judgeHolders(ask, service, which, party, at));
}

function* judgeHolders(ask: Ask, service: Id, which: Cap, party: Id, at: Place): Iterable<Outcome> {
    const cap = parameter(ask, 'secnumcloud-19-6', which) as Decimal;
    const stakes = foreignStakes(ask, party);
    const step = namedStep(ask, party, at);
    const limit = sayDecimal(cap);
    const names = { party: called(ask, party), limit };
    for (const group of [...groups(ask, stakes, which, false), ...groups(ask, stakes, which, true)]) {
        const measure = (['capital', 'votes'] as const).find((one) => exceeds(group.part[one], fraction(cap)));
        if (!measure) continue;
        const share = percent(group.part[measure]);
        return yield violated({
            at,
            message: over(measure, { ...names, who: group.who, share }),
            path: [step, ...group.places.map((place) => holdingStep(ask, place.id, place))],
            ...(group.withPersons
                ? {
                      cap: 'warning' as const,
                      notes: [text('The requirement speaks of entities; whether a person who lives outside the EU counts, a human being decides.')],
                  }
                : {}),
            cure: text('Only a service whose operator keeps within the cap can be qualified.'),
        });
    }
    const later = new Map(stakes.entities.map(({ holder, part }) => [holder, part]));
    let together = stakes.entitiesTogether;
    for (const { owner, from, at: stated, parts, outside } of stakes.pending) {
        together = sum(together, outside);
        for (const [holder, part] of parts) later.set(holder, sum(later.get(holder) ?? nothing, part));
        const reached = parts.map(([holder]) => ({ holder, part: which === 'individual-at-most' ? (later.get(holder) as Part) : together }));
        const over = reached.find(({ part }) => exceeds(part.capital, fraction(cap)) || exceeds(part.votes, fraction(cap)));
        if (!over) continue;
        const share = percent(exceeds(over.part.votes, over.part.capital) ? over.part.votes : over.part.capital);
        yield violated({
            at,
            message: text(
                'From {day} an option of {holder}, outside the EU, can bring what is held of {party} from there to {share} %, above the cap of {limit} %.',
                {
                    ...names,
                    day: formatDay(from),
                    holder: called(ask, over.holder),
                    share,
                },
            ),
            path: [step, { say: text('an option of {holder}', { holder: called(ask, owner) }), at: stated }],
            cap: 'warning',
            cure: text('Have the option given up before the day.'),
        });
        break;
    }
    if (qualificationVouches(ask, service)) return;
    if (stakes.unmeasured) {
        yield unknown({
            at,
            message: text('{holder}, outside the EU, controls {party}; which share of it that is, is not stated.', {
                holder: called(ask, stakes.unmeasured.holder),
                party: called(ask, party),
            }),
            path: [step, { say: text('controlled by {name}', { name: called(ask, stakes.unmeasured.holder) }), at: stakes.unmeasured.at }],
            settle: [{ in: party, write: `owned {share} by ${nameOf(stakes.unmeasured.owner)}` }],
        });
        return;
    }
    for (const measure of ['capital', 'votes'] as const) {
        // Whoever is unknown may be one holder, or the hand of one who is known.
        const most = [...groups(ask, stakes, which, false), ...groups(ask, stakes, which, true)].reduce<Decimal>(
            (so, { part }) => (exceeds(part[measure], so) ? part[measure] : so),
            zero,
        );
        if (stakes.unknown[measure].digits === 0n || !exceeds(plus(most, stakes.unknown[measure]), fraction(cap))) continue;
        return yield unknown({
            at,
            message: text('Of {party}, {share} % is in hands that nobody knows: enough to pass the cap of {limit} % from outside the EU.', {
                ...names,
                share: percent(stakes.unknown[measure]),
            }),
            path: [step],
            settle: whatTells(ask, service, party, measure),
        });
    }
}

/**
 * What would tell whose the part is that nobody knows: the owner of the rest, where the shares stated do not add up; a qualification, where it
 * floats, since who holds it changes by the day, or would be an option's.
 */
function whatTells(ask: Ask, service: Id, party: Id, measure: Measure): readonly Settle[] {
    const least = formatDecimal(parameter(ask, 'secnumcloud-qualification', 'version-at-least') as Decimal);
    const qualified = [{ in: service, write: `certified SecNumCloud version "${least}"` }];
    const seen = new Set<Id>();
    for (let here: Id | undefined = party; here !== undefined && !seen.has(here); ) {
        seen.add(here);
        const { holdings, controlling, float, unknown } = owners(ask, here);
        if (float.digits > 0n || unknown) return qualified;
        const rest = holdings.reduce((left, holding) => minus(left, holding[measure]), one);
        if (rest.digits > 0n && !isOwnerless(ask, here)) return [{ in: here, write: `owned ${formatDecimal(percentage(rest))}% by {organisation}` }];
        here = [...holdings, ...controlling].map(({ owner }) => owner).find((owner) => unknownPart(ask, owner)[measure].digits > 0n);
    }
    return qualified;
}

interface Group {
    readonly who: Message;
    readonly part: Part;
    readonly places: readonly Place[];
    readonly withPersons: boolean;
}

/** What is measured against the cap: each holder by itself, or all as one; with persons who live outside the EU or without. */
function groups(ask: Ask, stakes: ForeignStakes, which: Cap, withPersons: boolean): readonly Group[] {
    if (which === 'individual-at-most') {
        const holders = withPersons ? stakes.persons : stakes.entities;
        return holders.map(({ holder, part, at }) => ({ who: text('{name}', { name: called(ask, holder) }), part, places: at, withPersons }));
    }
    const holders = withPersons ? [...stakes.entities, ...stakes.persons] : stakes.entities;
    const places = [...new Map(holders.flatMap(({ at }) => at).map((place) => [`${place.id} ${place.path}`, place])).values()];
    const part = withPersons ? sum(stakes.entitiesTogether, stakes.personsTogether) : stakes.entitiesTogether;
    return [{ who: text('holders together'), part, places, withPersons: withPersons && stakes.persons.length > 0 }];
}

function over(measure: Measure, values: { who: Message; share: Message; party: Value; limit: Message }): Message {
    return measure === 'capital'
        ? text('{share} % of the capital of {party} is held from outside the EU ({who}); the cap is {limit} %.', values)
        : text('{share} % of the votes in {party} is held from outside the EU ({who}); the cap is {limit} %.', values);
}

const percent = (part: Decimal): Message => sayDecimal(percentage(part));
