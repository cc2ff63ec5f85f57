import type { Id } from '../names/outline.ts';
import type { Day } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { certificates, isQualified } from './certificates.ts';
import { contractsOn, hostings, stage } from './contracts.ts';
import { exceeds, fraction, minus, one } from './decimal.ts';
import { everStated, facts } from './declarations.ts';
import { isUnderSren31, requiresSecNumCloud } from './exposure.ts';
import type { Fact, Place } from './facts.ts';
import { inLibrary } from './library.ts';
import { half, measures } from './next-in-control.ts';
import { controllers } from './ownership.ts';
import { isNaturalPerson, owners } from './parties.ts';
import { remembered } from './remembered.ts';
import { holders, isOf, nothing, type Part, provenance, scale, sideByOwners, sideOf, stake, sum, unknownPart, unplaced } from './stakes.ts';

/** Whether a contract asks for SecNumCloud: by its own words, or because loi SREN, article 31, protects data of it. */
export const asksForSecNumCloud = remembered(
    'asks for SecNumCloud',
    (ask, contract): boolean => requiresSecNumCloud(ask, contract) || hostings(ask, contract).some(({ dataset }) => isUnderSren31(ask, contract, dataset)),
);

/** The living contracts that host on a service at the date. */
export const livingContractsOn = remembered('living contracts on a service', (ask, service): readonly Id[] =>
    contractsOn(ask, service).filter((contract) => stage(ask, contract) === 'alive' && hostings(ask, contract).some((hosting) => hosting.service === service)),
);

/** Whether a living contract that asks for SecNumCloud hosts on a service. */
const mustBeImmune = (ask: Ask, service: Id): boolean => livingContractsOn(ask, service).some((contract) => asksForSecNumCloud(ask, contract));

/** Whether the conditions of SecNumCloud are asked of a service: it states the certificate, or hosts where immunity is demanded. */
export const isHeldToSecNumCloud = remembered(
    'is held to SecNumCloud',
    (ask, service): boolean => certificates(ask, service, 'SecNumCloud').length > 0 || mustBeImmune(ask, service),
);

/** A holder from outside the EU and what it has of a party, by capital and by votes. */
export interface ForeignHolder {
    readonly holder: Id;
    readonly part: Part;
    readonly at: readonly Place[];
}

/** How a party is held from outside the EU at the date. */
export interface ForeignStakes {
    /** Entities seated or managed outside; each with what it holds directly and indirectly. */
    readonly entities: readonly ForeignHolder[];
    /** Persons who live outside. The requirement speaks of entities, so whether they count is for a human being to decide. */
    readonly persons: readonly ForeignHolder[];
    readonly entitiesTogether: Part;
    readonly personsTogether: Part;
    /** The part that is in hands nobody knows: float, a holder without seat, a chain that ends in the dark. */
    readonly unknown: Part;
    /** Who controls it from outside by statement, without a share that could be measured. */
    readonly unmeasured: { readonly holder: Id; readonly owner: Id; readonly at: Place } | undefined;
    /** Options that can be exercised later and give something to entities outside, the earliest first. */
    readonly pending: readonly (Gain & { readonly from: Day; readonly owner: Id; readonly at: Place })[];
}

/** What an option gives: to each who stands behind it, and from outside the EU altogether. */
interface Gain {
    readonly parts: readonly (readonly [holder: Id, part: Part])[];
    readonly outside: Part;
    readonly persons: Part;
    readonly unknown: Part;
}

/** Holders from outside the EU, by SecNumCloud 3.2, requirement 19.6.b: capital and votes, direct and indirect. */
export function foreignStakes(ask: Ask, party: Id): ForeignStakes {
    const region = inLibrary(ask, 'EU');
    const isForeign = (holder: Id) => isOf(ask, holder, region) === false;
    const direct = owners(ask, party);
    // What is not seen as a whole as somebody's from outside is looked through: an option on it counts as far as it has of the party.
    const all = holders(ask, party);
    const companies = [party, ...[...all].filter((one) => one !== party && sideOf(ask, one, region) === undefined)];
    const exercised = companies.flatMap((company) => facts(ask, company, 'Option'));
    const parts = new Map<Id, Part>();
    const add = (holder: Id, part: Part) => parts.set(holder, sum(parts.get(holder) ?? nothing, part));
    for (const holder of all) if (isForeign(holder)) add(holder, stake(ask, party, holder));
    let { outside, persons } = provenance(ask, party, region);
    let unknown = unknownPart(ask, party);
    for (const option of exercised) {
        // From the day it can be exercised an option counts as what it gives.
        const gain = gainOf(ask, party, option, region);
        for (const [holder, part] of gain.parts) if (isForeign(holder)) add(holder, part);
        outside = sum(outside, gain.outside);
        persons = sum(persons, gain.persons);
        unknown = sum(unknown, gain.unknown);
    }
    const ways = [...direct.holdings, ...exercised].map(({ owner, at }) => ({ at, leadsTo: allBehind(ask, owner) }));
    const foreign = [...parts]
        .map(([holder, part]) => ({ holder, part, at: ways.filter(({ leadsTo }) => leadsTo.has(holder)).map(({ at }) => at) }))
        .sort((a, b) => (a.holder < b.holder ? -1 : 1));
    const unmeasured = direct.controlling
        .filter(({ owner }) => !direct.holdings.some((holding) => holding.owner === owner))
        .flatMap(({ owner, at }) => [owner, ...controllers(ask, owner).keys()].map((holder) => ({ holder, owner, at })))
        .find(({ holder }) => isForeign(holder) && !isNaturalPerson(ask, holder));
    const pending = companies
        .flatMap((company) => everStated(ask, company, 'Option'))
        .flatMap((option) => {
            const { from, owner, at } = option;
            if (from === undefined || ask.passed(from - 1, at, 'begins')) return [];
            const gain = gainOf(ask, party, option, region);
            const parts = gain.parts.filter(([holder]) => isForeign(holder) && !isNaturalPerson(ask, holder));
            return parts.length === 0 ? [] : [{ ...gain, parts, from, owner, at }];
        })
        .sort((a, b) => a.from - b.from);
    return {
        entities: foreign.filter(({ holder }) => !isNaturalPerson(ask, holder)),
        persons: foreign.filter(({ holder }) => isNaturalPerson(ask, holder)),
        entitiesTogether: outside,
        personsTogether: persons,
        unknown,
        unmeasured,
        pending,
    };
}

function gainOf(ask: Ask, party: Id, { owner, share, at }: Fact<'Option'>, region: Id): Gain {
    const given = { capital: fraction(share), votes: fraction(share) };
    const company = at.id;
    const inControl = new Set([owner, ...controllers(ask, owner).keys()]);
    const side = sideOf(ask, owner, region);
    const sides = side ?? sideByOwners(ask, owner, provenance(ask, owner, region));
    const passedOn = (gained: Part) => (company === party ? gained : scale(gained, stake(ask, party, company)));
    // Whoever comes to control a company above has all that it has, and not his part of it.
    const before = company === party ? [] : [...inControl].map((one) => stake(ask, company, one));
    const taken = before.find((had) => measures.some((measure) => exceeds(sum(had, given)[measure], half)));
    const part = passedOn(taken ? restOf(taken) : given);
    return {
        parts: [...allBehind(ask, owner)].map((holder) => [holder, inControl.has(holder) ? part : scale(part, stake(ask, owner, holder))]),
        outside: scale(taken && side ? passedOn(restOf(provenance(ask, company, region).outside)) : passedOn(given), sides.outside),
        persons: scale(part, sides.persons),
        unknown: scale(part, unplaced(sides)),
    };
}

const restOf = ({ capital, votes }: Part): Part => ({ capital: minus(one, capital), votes: minus(one, votes) });

/** A holder, and all who have a part of what is his or control him. */
const allBehind = (ask: Ask, holder: Id): ReadonlySet<Id> => new Set([holder, ...holders(ask, holder), ...controllers(ask, holder).keys()]);

/** A qualification in force answers for what is not stated of the owners: the agency has looked. */
export const qualificationVouches = (ask: Ask, service: Id): boolean => isQualified(ask, service) === true;
