import type { Id } from '../names/outline.ts';
import type { Day, Decimal } from '../syntax/values.ts';
import type { Ask } from './ask.ts';
import { certificates, isQualified } from './certificates.ts';
import { contractsOn, hostings, stage } from './contracts.ts';
import { fraction } from './decimal.ts';
import { everStated, facts } from './declarations.ts';
import { isUnderSren31, requiresSecNumCloud } from './exposure.ts';
import type { Place } from './facts.ts';
import { inLibrary } from './library.ts';
import { controllers } from './ownership.ts';
import { isNaturalPerson, owners } from './parties.ts';
import { remembered } from './remembered.ts';
import { holders, isOf, nothing, type Part, provenance, stake, sum, unknownPart } from './stakes.ts';

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
    /** Options of entities outside that can be exercised later, the earliest first. */
    readonly pending: readonly { readonly holder: Id; readonly share: Decimal; readonly from: Day; readonly at: Place }[];
}

/** Holders from outside the EU, by SecNumCloud 3.2, requirement 19.6.b: capital and votes, direct and indirect. */
export function foreignStakes(ask: Ask, party: Id): ForeignStakes {
    const region = inLibrary(ask, 'EU');
    const isForeign = (holder: Id) => isOf(ask, holder, region) === false;
    const direct = owners(ask, party);
    const exercised = facts(ask, party, 'Option');
    const parts = new Map<Id, Part>();
    for (const holder of holders(ask, party)) if (isForeign(holder)) parts.set(holder, stake(ask, party, holder));
    let { outside, persons } = provenance(ask, party, region);
    for (const { owner, share } of exercised) {
        // From the day it can be exercised an option counts as what it gives.
        const part = { capital: fraction(share), votes: fraction(share) };
        parts.set(owner, sum(parts.get(owner) ?? nothing, part));
        if (isForeign(owner) && isNaturalPerson(ask, owner)) persons = sum(persons, part);
        else if (isForeign(owner)) outside = sum(outside, part);
    }
    const ways = [...direct.holdings, ...exercised].map(({ owner, at }) => ({ at, leadsTo: allBehind(ask, owner) }));
    const foreign = [...parts]
        .filter(([holder]) => isForeign(holder))
        .map(([holder, part]) => ({ holder, part, at: ways.filter(({ leadsTo }) => leadsTo.has(holder)).map(({ at }) => at) }))
        .sort((a, b) => (a.holder < b.holder ? -1 : 1));
    const unmeasured = direct.controlling
        .filter(({ owner }) => !direct.holdings.some((holding) => holding.owner === owner))
        .flatMap(({ owner, at }) => [owner, ...controllers(ask, owner).keys()].map((holder) => ({ holder, owner, at })))
        .find(({ holder }) => isForeign(holder) && !isNaturalPerson(ask, holder));
    const pending = everStated(ask, party, 'Option')
        .filter(({ owner, from, at }) => isForeign(owner) && !isNaturalPerson(ask, owner) && from !== undefined && !ask.passed(from - 1, at, 'begins'))
        .map(({ owner, share, from, at }) => ({ holder: owner, share: fraction(share), from: from as Day, at }))
        .sort((a, b) => a.from - b.from);
    return {
        entities: foreign.filter(({ holder }) => !isNaturalPerson(ask, holder)),
        persons: foreign.filter(({ holder }) => isNaturalPerson(ask, holder)),
        entitiesTogether: outside,
        personsTogether: persons,
        unknown: unknownPart(ask, party),
        unmeasured,
        pending,
    };
}

/** A holder, and all who have a part of what is his or control him. */
const allBehind = (ask: Ask, holder: Id): ReadonlySet<Id> => new Set([holder, ...holders(ask, holder), ...controllers(ask, holder).keys()]);

/** A qualification in force answers for what is not stated of the owners: the agency has looked. */
export const qualificationVouches = (ask: Ask, service: Id): boolean => isQualified(ask, service) === true;
