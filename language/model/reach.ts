import type { Id } from '../names/outline.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { isWhollyAdequate } from './adequacy.ts';
import type { Ask } from './ask.ts';
import { operator, stack } from './contracts.ts';
import { controlGap } from './control-gap.ts';
import { everStated, fact, facts, header, listedByBooks } from './declarations.ts';
import type { Place, Settle } from './facts.ts';
import { inEEA, isA, normById, regionsAround } from './library.ts';
import { controlled, controlPath, inOneGroup, nearestInControl, unseated } from './ownership.ts';
import { type Footing, footings, isNaturalPerson, seat } from './parties.ts';
import type { Index, Question } from './question.ts';
import { remembered } from './remembered.ts';
import { alike } from './sameness.ts';

/** How an access law gets hold of a party. */
export type Hold = 'seat' | 'control' | 'presence';

/** One access law that reaches one party, and the facts by which it does. */
export interface Reach {
    readonly law: Id;
    readonly hold: Hold;
    /** The party that is under the law itself: the one reached, one who controls it, or, for presence, one that it controls. */
    readonly subject: Id;
    /** Where that party is. */
    readonly place: Id;
    /** From the party reached up, or down, to the one under the law, then where that one is. */
    readonly at: readonly Place[];
    /** The law's country is adequate as a whole: that ends no reach, it lowers what follows from it. */
    readonly adequate: boolean;
}

/** Norms that can compel somebody to something, by the place whose law they are. */
export const compellingNorms: Index = listedByBooks({
    name: 'compelling norms',
    kinds: ['Norm'],
    keys: (ask, id) => {
        const { place } = header<ast.Norm>(ask, id);
        return place !== undefined && everStated(ask, id, 'Compels').length > 0 ? [place] : [];
    },
});

/** Foreign access laws that reach data because they lie in a place. */
export const lawsAtPlace = (ask: Ask, place: Id): readonly Id[] =>
    ask
        .of(foreignLawsAt, place)
        .filter(({ by }) => by.includes('location'))
        .map(({ id }) => id);

/**
 * The foreign access laws of the country that a place lies in, in force at the date; texts that somebody has read come first. An access law is a norm
 * that can compel disclosure; a foreign one is not of the EEA. Drafts compel nobody.
 */
const foreignLawsAt: Question<readonly { readonly id: Id; readonly of: Id; readonly by: readonly string[] }[]> = {
    name: 'foreign access laws at a place',
    dated: true,
    same: alike,
    answer: (ask, place) =>
        [...regionsAround(ask, place)]
            .filter((region) => !inEEA(ask, region))
            .flatMap((of) => ask.under(compellingNorms, of).map((id) => ({ id, of })))
            // Before anybody looks at days: when a law begins that compels to something else is nothing that a verdict waits for.
            .filter(({ id }) => compelsDisclosure(ask, id))
            .map(({ id, of }) => ({ id, of, norm: normById(ask, id) }))
            .filter(({ id, norm }) => norm.applies && norm.degree !== 'proposal' && facts(ask, id, 'Compels').length > 0)
            .sort((a, b) => Number(a.norm.verified === undefined) - Number(b.norm.verified === undefined) || (a.id < b.id ? -1 : 1))
            .map(({ id, of }) => ({ id, of, by: facts(ask, id, 'Reaches').flatMap((stated) => stated.by) })),
};

const compelsDisclosure = (ask: Ask, id: Id): boolean =>
    everStated(ask, id, 'Compels').some(({ powers }) => powers.some((power) => isA(ask, power, 'power.disclosure')));

/** Every foreign access law that reaches a party: at its own seat, through those who control it, or where it or whom it controls is established. The shortest way first. */
const reachOf: Question<readonly Reach[]> = {
    name: 'reach',
    dated: true,
    same: alike,
    answer: (ask, party) => {
        const found: Reach[] = [];
        /** The laws that get hold in a way in which they have got hold of nobody nearer. */
        const furtherAt = (place: Id, hold: Hold) =>
            ask.of(foreignLawsAt, place).filter(({ id, by }) => by.includes(hold) && !found.some((reach) => reach.law === id && reach.hold === hold));
        // The way is looked for only where a law stands at its end.
        const reachedFrom = (subject: Id, hold: Hold, wayTo: () => readonly Place[], from: readonly Footing[]) => {
            for (const { place, at } of from) {
                for (const { id, of } of furtherAt(place, hold)) {
                    found.push({ law: id, hold, subject, place, at: [...wayTo(), at], adequate: isWhollyAdequate(ask, of) });
                }
            }
        };
        reachedFrom(party, 'seat', () => [], footings(ask, party));
        reachedFrom(party, 'presence', () => [], establishments(ask, party));
        // A person's home puts his company under no access law: only entities carry reach on.
        const isUnderFurther = (one: Id) => !isNaturalPerson(ask, one) && footings(ask, one).some(({ place }) => furtherAt(place, 'control').length > 0);
        for (const { controller } of nearestInControl(ask, party, isUnderFurther)) {
            reachedFrom(controller, 'control', () => controlPath(ask, party, controller).map(({ at }) => at), footings(ask, controller));
        }
        for (const held of controlled(ask, party)) {
            const wayDown = () =>
                controlPath(ask, held, party)
                    .map(({ at }) => at)
                    .reverse();
            reachedFrom(held, 'presence', wayDown, [...footings(ask, held), ...establishments(ask, held)]);
        }
        // By length, then in the order of the laws of the place.
        return found
            .map((reach, i) => ({ reach, i }))
            .sort((a, b) => a.reach.at.length - b.reach.at.length || a.i - b.i)
            .map(({ reach }) => reach);
    },
};

/** Where a party is established beside its seat. */
const establishments = (ask: Ask, party: Id): readonly Footing[] =>
    facts(ask, party, 'Established').flatMap(({ places, at }) => places.map((place, i) => ({ place, at: { id: at.id, path: `${at.path}.places.${i}` } })));

export const reach = (ask: Ask, party: Id): readonly Reach[] => ask.of(reachOf, party);

export const reachBy = (ask: Ask, party: Id, hold: Hold): readonly Reach[] => reach(ask, party).filter((one) => one.hold === hold);

/** Where knowledge ends of who controls a party and where that one is, and what would tell; nothing where all is known. */
const unknownControl = remembered('control that is not known', (ask, party): { readonly party: Id; readonly settle: Settle } | undefined => {
    const gap = controlGap(ask, party)?.party;
    if (gap !== undefined) return { party: gap, settle: { in: gap, write: 'controlled by {organisation}' } };
    const unplaced = unseated(ask, party)?.party;
    return unplaced === undefined ? undefined : { party: unplaced, settle: { in: unplaced, write: 'seat {jurisdiction}' } };
});

/** Where knowledge ends of whose law reaches a party, and what would tell; nothing where all is known. */
export const unknownReach = remembered('reach that is not known', (ask, party): { readonly party: Id; readonly settle: Settle } | undefined => {
    return seat(ask, party) ? unknownControl(ask, party) : { party, settle: { in: party, write: 'seat {jurisdiction}' } };
});

// ---------------------------------------------------------------- keys

/** What encryption does for data that are only stored: EDPB Recommendations 01/2020, Annex 2, use cases 1 and 6. */
export type Shield =
    /** Encrypted before it arrives, with keys out of reach, on a service that never reads in clear: use case 1. */
    | 'shut'
    /** The host has, or may be made to use, what opens it: use case 6. */
    | 'open'
    /** Client-side encryption is stated, but not who holds the keys, or whether the service reads in clear; with the service that it is stated on, and what would tell. */
    | { readonly unknown: 'holder' | 'control' | 'reading'; readonly on: Id; readonly settle: Settle };

/** What stands between a host and the data that reach it through a service on top: whichever of the two is encrypted before. */
export function shield(ask: Ask, top: Id, service: Id, controllerIds: readonly Id[]): Shield {
    const shields = [...new Set([top, service])].map((one) => shieldOf(ask, one, controllerIds));
    return shields.find((one) => one === 'shut') ?? shields.find((one) => typeof one === 'object') ?? 'open';
}

function shieldOf(ask: Ask, service: Id, controllerIds: readonly Id[]): Shield {
    const sealed = facts(ask, service, 'Encrypts').filter((stated) => stated.ways.some((way) => isA(ask, way, 'encryption.client-side')));
    if (sealed.length === 0) return 'open';
    const reads = fact(ask, service, 'Reads');
    if (reads && !reads.never) return 'open';
    // Every set of keys opens: one that is within reach is enough. Where a holder is stated, the same said without one adds nothing.
    const held = sealed.filter(({ holder }) => holder !== undefined);
    let doubt: Shield | undefined;
    for (const { holder, place: stated } of held.length > 0 ? held : sealed) {
        const place = stated ?? (holder && footings(ask, holder)[0]?.place);
        if (place !== undefined && !inEEA(ask, place) && !isWhollyAdequate(ask, place)) return 'open';
        if (holder === undefined) {
            doubt ??= { unknown: 'holder', on: service, settle: { in: service, write: 'encrypts client-side keys held by {organisation}' } };
        } else if (place === undefined) {
            doubt ??= { unknown: 'holder', on: service, settle: { in: holder, write: 'seat {jurisdiction}' } };
        } else if (!controllerIds.includes(holder)) {
            for (const one of handsOn(ask, service, holder)) {
                // What only the law of an adequate country reaches is in trusted hands.
                if (reach(ask, one).some(({ adequate }) => !adequate)) return 'open';
                const end = unknownControl(ask, one);
                if (end) doubt ??= { unknown: 'control', on: service, settle: end.settle };
            }
        }
    }
    return doubt ?? (reads ? 'shut' : { unknown: 'reading', on: service, settle: { in: service, write: 'never reads in clear' } });
}

/** Who can be made to bring a key: its holder, and the host to whom the holder is close. */
function handsOn(ask: Ask, service: Id, holder: Id): readonly Id[] {
    const host = operator(ask, service);
    return host !== undefined && tieTo(ask, service, host, holder) ? [holder, host] : [holder];
}

/** What makes the holder of a key do as the host is told: they are of one group, or the holder works for the host on the service, or runs one that it runs on. */
export function tieTo(ask: Ask, service: Id, host: Id, holder: Id): 'group' | 'work' | undefined {
    if (inOneGroup(ask, host, holder)) return 'group';
    const works = facts(ask, service, 'Subcontractor').some(({ party }) => party === holder);
    return works || stack(ask, service).some((layer) => layer.at.length > 0 && operator(ask, layer.service) === holder) ? 'work' : undefined;
}
