import type { Id } from '../names/outline.ts';
import { text } from '../syntax/message.ts';
import type { Ask } from './ask.ts';
import { controlGap } from './control-gap.ts';
import { called, fact } from './declarations.ts';
import type { Settle } from './facts.ts';
import { nearestInControl, unseated } from './ownership.ts';
import { footings, isNaturalPerson, seat } from './parties.ts';
import { controlSteps, type Step } from './steps.ts';

/** Whether the law of some places is the only one that a party is under: by its seat, its administration, and those who control it. */
export type Subjection =
    | { readonly is: 'exclusive' }
    /** It, or whoever controls it, is seated or managed elsewhere. */
    | { readonly is: 'shared'; readonly subject: Id; readonly place: Id; readonly path: readonly Step[] }
    /** What is stated ends at a party without seat or without owners. */
    | { readonly is: 'open'; readonly party: Id; readonly settle: Settle };

/** Under whose law a party is. Where a person who controls it lives, puts it under no law: only entities carry it on. */
export function subjection(ask: Ask, party: Id, isHome: (place: Id) => boolean): Subjection {
    const isAbroad = (one: Id) => footings(ask, one).some(({ place }) => !isHome(place));
    for (const subject of isAbroad(party) ? [party] : abroadInControl(ask, party, isAbroad)) {
        for (const { place, at } of footings(ask, subject)) {
            if (isHome(place)) continue;
            const name = called(ask, place);
            const say = fact(ask, subject, 'Seat')?.at.path === at.path ? text('seat in {name}', { name }) : text('managed from {name}', { name });
            return { is: 'shared', subject, place, path: [...(subject === party ? [] : controlSteps(ask, party, subject)), { say, at }] };
        }
    }
    const unplaced = seat(ask, party) ? unseated(ask, party)?.party : party;
    if (unplaced !== undefined) return { is: 'open', party: unplaced, settle: { in: unplaced, write: 'seat {jurisdiction}' } };
    const gap = controlGap(ask, party)?.party;
    if (gap !== undefined) return { is: 'open', party: gap, settle: { in: gap, write: 'controlled by {organisation}' } };
    return { is: 'exclusive' };
}

function* abroadInControl(ask: Ask, party: Id, isAbroad: (controller: Id) => boolean): Generator<Id> {
    for (const { controller } of nearestInControl(ask, party, (one) => !isNaturalPerson(ask, one) && isAbroad(one))) yield controller;
}

/** All that would settle under whose law a party is, where that is open: where it is at home, and who controls it. */
export function settlesOf(ask: Ask, party: Id, { settle }: Extract<Subjection, { readonly is: 'open' }>): readonly Settle[] {
    const gap = controlGap(ask, party)?.party;
    const owner = gap === undefined ? undefined : { in: gap, write: 'controlled by {organisation}' };
    return owner === undefined || (owner.in === settle.in && owner.write === settle.write) ? [settle] : [settle, owner];
}
