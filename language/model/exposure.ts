import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Ask } from './ask.ts';
import { clauses, controllersOf, hostings, whyNothingHosted } from './contracts.ts';
import { isOfParticularSensitivity, isSensitive } from './data.ts';
import { facts } from './declarations.ts';
import { hasLeaveOfSren31 } from './derogations.ts';
import { inLibrary, isA } from './library.ts';
import { binds } from './parties.ts';
import { type Provider, providers } from './providers.ts';
import { type Hold, type Reach, reachBy, type Shield, shield } from './reach.ts';
import { remembered } from './remembered.ts';

/** A provider within reach of a foreign access law, and what stands between that law and the data. */
export interface Exposure {
    readonly provider: Provider;
    /** Every law that gets hold of it in this way, the shortest way first. */
    readonly reaches: readonly Reach[];
    readonly sensitive: boolean | undefined;
    readonly shield: Shield;
}

/** Why reach over a contract's data does not matter; nothing where it does, or may. */
export const whyNotSensitive = remembered('why not sensitive', (ask, contract): Message | undefined => {
    const none = whyNothingHosted(ask, contract);
    if (none) return none;
    return hostings(ask, contract).every(({ dataset }) => isSensitive(ask, dataset) === false) ? text('None of the hosted data are sensitive.') : undefined;
});

/** The providers of a contract that foreign access laws reach, by their seat or through those who control them. */
export function exposures(ask: Ask, contract: Id, hold: Hold): readonly Exposure[] {
    return providers(ask, contract).flatMap((provider) => {
        // A law of a country that is not adequate weighs more than a nearer one of a country that is.
        const reaches = [...reachBy(ask, provider.party, hold)].sort((a, b) => Number(a.adequate) - Number(b.adequate));
        if (reaches.length === 0) return [];
        return [
            {
                provider,
                reaches,
                sensitive: isSensitive(ask, provider.dataset),
                shield: shield(ask, provider.top, provider.service, controllersOf(ask, contract)),
            },
        ];
    });
}

/** Whether a contract asks for a service qualified SecNumCloud by its own words. */
export const requiresSecNumCloud = remembered('requires SecNumCloud', (ask, contract): boolean =>
    facts(ask, contract, 'Requires').some(({ schemes }) => schemes.includes(inLibrary(ask, 'SecNumCloud'))),
);

/**
 * Whether loi SREN, article 31, protects a dataset of a contract: it binds the controller, no derogation gives leave,
 * and nobody has looked and found the data of no particular sensitivity.
 */
export function isUnderSren31(ask: Ask, contract: Id, dataset: Id): boolean {
    return sren31Holds(ask, contract) && isOfParticularSensitivity(ask, dataset) !== false;
}

const sren31Holds = remembered(
    'loi SREN holds',
    (ask, contract): boolean => controllersOf(ask, contract).some((controller) => binds(ask, 'sren-31', controller)) && !hasLeaveOfSren31(ask, contract),
);

/**
 * What makes immunity from foreign law a duty for a dataset at the date: loi SREN, article 31, or the contract's own demand for
 * SecNumCloud or for no third-country law. Empty: nothing in force demands it.
 */
export function immunityDemanded(ask: Ask, contract: Id, dataset: Id): readonly string[] {
    const hasClause = clauses(ask, contract)?.some((clause) => isA(ask, clause, 'clause.no-third-country-law')) ?? false;
    return [...(isUnderSren31(ask, contract, dataset) ? ['sren-31'] : []), ...(requiresSecNumCloud(ask, contract) || hasClause ? ['contract'] : [])];
}
