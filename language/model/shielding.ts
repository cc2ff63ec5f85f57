import type { Id } from '../names/outline.ts';
import type { Ask } from './ask.ts';
import { isQualified } from './certificates.ts';
import { controllersOf, hostedByOthers, hostings, operator } from './contracts.ts';
import { isOfParticularSensitivity } from './data.ts';
import { part } from './declarations.ts';
import { derogation, fromSren31 } from './derogations.ts';
import type { Place } from './facts.ts';
import { norm } from './library.ts';
import { binds, hasKind, kinds } from './parties.ts';
import { remembered } from './remembered.ts';

/** A dataset of a contract on a service that a private provider runs, as far as is stated. */
export interface PrivateHosting {
    readonly dataset: Id;
    readonly service: Id;
    readonly host: Id | undefined;
    /** Where the contract names the service contracted for. */
    readonly at: Place;
}

/** What private providers host for a contract. What public bodies run themselves is looked past; the private cloud below it is not. */
export const privateHostings = remembered('private hostings', (ask, contract): readonly PrivateHosting[] => {
    const controllers = controllersOf(ask, contract);
    const isPublic = (party: Id) => controllers.includes(party) || hasKind(ask, party, 'trait.public-body');
    return hostings(ask, contract).flatMap((hosting) =>
        hostedByOthers(ask, hosting.service, isPublic).map((service) => ({
            dataset: hosting.dataset,
            service,
            host: operator(ask, service),
            at: part(hosting, 'service'),
        })),
    );
});

/** Data that are of particular sensitivity, or may be, on the service of a private provider that is not qualified, or may not be. */
export interface Unshielded extends PrivateHosting {
    /** Nothing: not stated. */
    readonly sensitive: true | undefined;
    /** Nothing: qualified in a version that is not stated. */
    readonly qualified: false | undefined;
}

export const unshielded = remembered('unshielded data', (ask, contract): readonly Unshielded[] => {
    return privateHostings(ask, contract).flatMap((hosting) => {
        const sensitive = isOfParticularSensitivity(ask, hosting.dataset);
        const qualified = isQualified(ask, hosting.service);
        return sensitive === false || qualified === true ? [] : [{ ...hosting, sensitive, qualified }];
    });
});

/** Whether the qualification is demanded by loi SREN, article 31: the duty is in force, and so is the text that says what proves it. */
export const sren31AsksForProof = (ask: Ask): boolean => norm(ask, 'sren-31').applies && norm(ask, 'sren-31-qualification').applies;

/** The controller of a contract that loi SREN, article 31, binds. */
export const boundBySren31 = remembered('bound by loi SREN', (ask, contract): Id | undefined =>
    controllersOf(ask, contract).find((controller) => binds(ask, 'sren-31', controller)),
);

/** Whether loi SREN, article 31, is broken by a contract for want of a service's qualification, or is for want of its version not known to be kept. */
export const sren31MissesQualification = (ask: Ask, contract: Id, service: Id): boolean =>
    sren31AsksForProof(ask) &&
    boundBySren31(ask, contract) !== undefined &&
    derogation(ask, contract, fromSren31)?.validated === undefined &&
    unshielded(ask, contract).some((one) => one.service === service && one.sensitive === true && (one.host === undefined || kinds(ask, one.host).length > 0));
