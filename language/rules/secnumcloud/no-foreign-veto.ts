import type { Ask } from '../../model/ask.ts';
import { exceeds, fraction } from '../../model/decimal.ts';
import { called, facts } from '../../model/declarations.ts';
import type { Place, Settle } from '../../model/facts.ts';
import { qualificationVouches } from '../../model/immunity.ts';
import { controllers } from '../../model/ownership.ts';
import { isNaturalPerson, owners, seat } from '../../model/parties.ts';
import { stake } from '../../model/stakes.ts';
import { controlSteps, holdingStep, namedStep, type Step } from '../../model/steps.ts';
import { settlesOf, subjection } from '../../model/subjection.ts';
import type { Id } from '../../names/outline.ts';
import { type Message, text, type Value } from '../../syntax/message.ts';
import { defineRule, type Outcome, unknown, violated } from '../rule.ts';
import { aboutQualified, inUnion } from './scope.ts';

export const noForeignVeto = defineRule({
    id: 'secnumcloud/no-foreign-veto',
    on: 'Service',
    summary: text('Nobody from outside the EU has a veto in the operator of a service, or the right to appoint the majority of its bodies.'),
    why: text(
        'A small stake with a large right is no small stake. Whoever can forbid a decision, or choose those who take it, decides for the host, and his country’s law can tell him how.',
    ),
    norms: ['secnumcloud-19-6'],
    *judge(ask, service) {
        yield* aboutQualified(ask, service, 'secnumcloud-19-6', function* (party, at) {
            for (const right of rights(ask, party)) yield* judgeRight(ask, service, party, right, at);
        });
    },
});

/** What somebody may decide in the operator, or in a company that controls it. */
interface Right {
    readonly what: 'veto' | 'appointment' | 'control';
    readonly holder: Id;
    /** The company in which he has it. */
    readonly company: Id;
    readonly at: Place;
}

function* rights(ask: Ask, operator: Id): Iterable<Right> {
    const { holdings, controlling } = owners(ask, operator);
    for (const { owner, at, appoints } of controlling) yield { what: appoints ? 'appointment' : 'control', holder: owner, company: operator, at };
    const told = new Set(controlling.filter(({ appoints }) => appoints).map(({ owner }) => owner));
    for (const { owner, veto, at } of holdings) if (veto && !told.has(owner)) yield { what: 'veto', holder: owner, company: operator, at };
    for (const above of controllers(ask, operator).keys()) {
        const vetoes = owners(ask, above).holdings.filter(({ veto, owner }) => veto && owner !== operator);
        // Of one that is under foreign law itself, control is what is wrong.
        if (vetoes.length === 0 || handOf(ask, above).is === 'outside') continue;
        for (const { owner, at } of vetoes) yield { what: 'veto', holder: owner, company: above, at };
    }
}

function* judgeRight(ask: Ask, service: Id, operator: Id, right: Right, at: Place): Iterable<Outcome> {
    const hand = handOf(ask, right.holder);
    if (hand.is === 'inside') return;
    const names = { party: called(ask, operator), company: called(ask, right.company) };
    const steps: Step[] = [
        namedStep(ask, operator, at),
        ...(right.company === operator ? [] : controlSteps(ask, operator, right.company)),
        right.what === 'veto'
            ? { say: text('a veto of {name}', { name: called(ask, right.holder) }), at: right.at }
            : holdingStep(ask, right.company, right.at),
    ];
    if (hand.is === 'open') {
        // That nobody knows who holds the operator, the rules on stakes say.
        if (right.what === 'control' || qualificationVouches(ask, service)) return;
        yield unknown({
            at,
            message: text('{holder} has a right that decides in {company}; whether it is of the EU is not known: what is stated ends at {end}.', {
                holder: called(ask, right.holder),
                company: names.company,
                end: called(ask, hand.end),
            }),
            path: steps,
            settle: hand.settle,
        });
        return;
    }
    // Whoever has the majority is measured against the cap, and far above it.
    const held = stake(ask, operator, hand.subject);
    if (right.what === 'control' && (exceeds(held.capital, half) || exceeds(held.votes, half))) return;
    const notes = [
        ...(hand.isPerson ? [text('The requirement speaks of entities; whether a person who lives outside the EU counts, a human being decides.')] : []),
        ...(right.company === operator
            ? []
            : [text('The requirement speaks of rights in the operator; one in the company that controls it may come to the same.')]),
    ];
    yield violated({
        at,
        message: complaint(right, operator, { ...names, holder: called(ask, hand.subject) }),
        path: [...steps, ...hand.path],
        ...(notes.length > 0 ? { cap: 'warning' as const } : {}),
        notes,
        cure: text('Only a service in whose operator nobody from outside the EU decides can be qualified.'),
    });
}

function complaint({ what, company }: Right, operator: Id, names: { holder: Value; party: Value; company: Value }): Message {
    const { holder, party } = names;
    if (company !== operator) return text('{holder}, outside the EU, has a veto in {company}, which controls {party}.', names);
    if (what === 'veto') return text('{holder}, outside the EU, has a veto in {party}.', { holder, party });
    return what === 'appointment'
        ? text('{holder}, outside the EU, appoints the majority of the bodies of {party}.', { holder, party })
        : text('{holder}, outside the EU, controls {party}, by a stake above the cap or by a right: SecNumCloud allows neither.', { holder, party });
}

/** In whose hand a right is: the holder’s own, or that of somebody outside the EU who controls him. */
type Hand =
    | { readonly is: 'inside' }
    | { readonly is: 'outside'; readonly subject: Id; readonly isPerson: boolean; readonly path: readonly Step[] }
    | { readonly is: 'open'; readonly end: Id; readonly settle: readonly Settle[] };

function handOf(ask: Ask, holder: Id): Hand {
    const isIn = inUnion(ask);
    const held = subjection(ask, holder, isIn);
    if (held.is === 'shared') return { is: 'outside', subject: held.subject, isPerson: isNaturalPerson(ask, held.subject), path: held.path };
    const person = [...controllers(ask, holder).keys()].find((one) => isNaturalPerson(ask, one) && facts(ask, one, 'Seat').some(({ place }) => !isIn(place)));
    if (person !== undefined) {
        const home = seat(ask, person);
        const path = [...controlSteps(ask, holder, person), ...(home ? [{ say: text('seat in {name}', { name: called(ask, home.place) }), at: home.at }] : [])];
        return { is: 'outside', subject: person, isPerson: true, path };
    }
    return held.is === 'open' ? { is: 'open', end: held.party, settle: settlesOf(ask, holder, held) } : { is: 'inside' };
}

const half = fraction({ digits: 50n, scale: 0 });
