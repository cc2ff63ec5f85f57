import type { Ask } from '../../model/ask.ts';
import { controllersOf } from '../../model/contracts.ts';
import { isBesideHosted } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { isA } from '../../model/library.ts';
import { inOneGroup } from '../../model/ownership.ts';
import { type Provider, providers } from '../../model/providers.ts';
import { type Reach, reach } from '../../model/reach.ts';
import { namedStep, reachSteps, type Step } from '../../model/steps.ts';
import { isWith, type Sending, sendings, tools } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';
import { aboutPersons, isPseudonymForOthers } from './scope.ts';

export const measuresAreEffective = defineRule({
    id: 'gdpr/measures-are-effective',
    on: 'Contract',
    summary: text('Against the law of a third country, the measures stated include one that the EDPB holds effective.'),
    why: text(
        'A key that the host can use, a log or a promise does not stop an authority that can compel the host. Only what keeps the data unreadable for the host does.',
    ),
    norms: ['gdpr-28', 'schrems-ii', 'edpb-01-2020'],
    *judge(ask, contract) {
        yield* aboutPersons(ask, contract, function* (hosted) {
            const datasets = new Set(hosted.map(({ dataset }) => dataset));
            const dangers = [
                ...providers(ask, contract)
                    .filter(({ dataset }) => datasets.has(dataset))
                    .flatMap((provider) => ofProvider(ask, contract, provider)),
                ...sendings(ask, contract).flatMap((sending) => ofSending(ask, contract, sending, [...datasets])),
            ];
            if (dangers.length === 0) return yield doesNotApply(text('No law of a third country is known to reach those who hold the data.'));
            const measures = facts(ask, contract, 'Measures');
            const first = measures[0];
            let told = false;
            const seen = new Set<Id>();
            for (const { party, law, service, at, steps, ways, isClear, isBlind, hasKey, under } of dangers) {
                const helps = measures.some((stated) => stated.measures.some((measure) => isEffective(ask, measure, isClear, hasKey)));
                if (helps || isBlind || ways.some(({ way }) => shuts(ask, way, service, isClear))) continue;
                const names = { host: called(ask, party), law: called(ask, law) };
                const advice = {
                    under: [under],
                    cap: 'warning' as const,
                    cure: text(
                        'Encrypt before the data reach the host, with keys out of its hands, or pseudonymise them first; else choose a host out of reach.',
                    ),
                };
                if (first && !told) {
                    told = true;
                    yield violated({
                        at: first.at,
                        message: isClear
                            ? text('{law} reaches {host}, whose service reads the data in clear: there the measures stated keep nobody out.', names)
                            : hasKey
                              ? text('{law} reaches {host}, which holds the key of the pseudonyms: there the measures stated keep nobody out.', names)
                              : text('{law} reaches {host}; by itself none of the measures stated keeps out whoever can compel it.', names),
                        path: [...steps(), ...measures.map((stated) => ({ say: text('the measures that are stated'), at: stated.at }))],
                        ...advice,
                    });
                }
                const weak = ways.find(({ way }) => isA(ask, way, 'trait.ineffective-alone'));
                if (!weak || service === undefined || seen.has(service)) continue;
                seen.add(service);
                yield violated({
                    at,
                    message: text('{law} reaches {host}; “{way}” does not keep out whoever can compel it.', { ...names, way: called(ask, weak.way) }),
                    path: [...steps(), namedStep(ask, weak.way, weak.stated.at)],
                    ...advice,
                });
            }
            if (!first && dangers.every(({ ways }) => ways.every(({ way }) => !isClaim(ask, way)))) {
                yield doesNotApply(text('No measure and no encryption is stated against the law of a third country.'));
            }
        });
    },
});

/** A party that a law can compel, and what might stand between that law and the data. */
interface Danger {
    readonly party: Id;
    readonly law: Id;
    /** The service that holds the data, where it is a host that is in danger. */
    readonly service: Id | undefined;
    readonly at: Place;
    /** How the law gets hold of it: said of one of all who are in danger. */
    readonly steps: () => readonly Step[];
    readonly ways: readonly Way[];
    readonly isClear: boolean;
    /** What it holds are pseudonyms to which it has no key. */
    readonly isBlind: boolean;
    /** What it holds are pseudonyms to which it, or somebody of its group, has the key. */
    readonly hasKey: boolean;
    readonly under: string;
}

interface Way {
    readonly way: Id;
    readonly stated: Fact<'Encrypts'>;
}

function ofProvider(ask: Ask, contract: Id, { party, dataset, top, service, at, path }: Provider): readonly Danger[] {
    const found = worst(ask, party);
    if (!found) return [];
    const ways = [...new Set([service, top])].flatMap((one) => facts(ask, one, 'Encrypts').flatMap((stated) => stated.ways.map((way) => ({ way, stated }))));
    const isClear = facts(ask, service, 'Reads').some(({ never }) => !never);
    return [
        {
            party,
            law: found.law,
            service,
            at,
            steps: () => [...path, ...reachSteps(ask, party, found)],
            ways,
            isClear,
            ...pseudonyms(ask, contract, party, [dataset]),
            under: 'gdpr-28',
        },
    ];
}

/** Whoever receives data under safeguards in a country whose authorities can compel him. */
function ofSending(ask: Ask, contract: Id, sending: Sending, hosted: readonly Id[]): readonly Danger[] {
    const { stated, recipient, data } = sending;
    const found = recipient && worst(ask, recipient.party);
    if (!recipient || !found || !tools(ask, contract, sending).some(({ tool }) => isA(ask, tool, 'trait.safeguard'))) return [];
    const { party } = recipient;
    const steps = () => [namedStep(ask, party, part(recipient, 'party')), ...reachSteps(ask, party, found)];
    const sent = hosted.filter((dataset) => isWith(ask, sending, { dataset, kind: undefined }));
    const seen = pseudonyms(ask, contract, party, sent);
    // What a service knows of its users is pseudonymised by nobody.
    const isBlind = seen.isBlind && !data.some((kind) => isBesideHosted(ask, kind));
    return [{ party, law: found.law, service: undefined, at: stated.at, steps, ways: [], isClear: false, ...seen, isBlind, under: 'schrems-ii' }];
}

/** Whether a party holds nothing but pseudonyms, the key to all of which a controller has; or has, alone or by its group, a key to some. */
function pseudonyms(ask: Ask, contract: Id, party: Id, datasets: readonly Id[]): Pick<Danger, 'isBlind' | 'hasKey'> {
    const holders = datasets.flatMap((dataset) => facts(ask, dataset, 'Identifiability')).flatMap(({ holder }) => holder ?? []);
    const controllers = controllersOf(ask, contract);
    const hasKey = holders.some((holder) => holder === party || (!controllers.includes(holder) && inOneGroup(ask, party, holder)));
    return { hasKey, isBlind: !hasKey && datasets.length > 0 && datasets.every((dataset) => isPseudonymForOthers(ask, contract, dataset)) };
}

/** The law that gets hold of a party and does most harm: one of a country that is not adequate. */
const worst = (ask: Ask, party: Id): Reach | undefined => reach(ask, party).find(({ hold, adequate }) => hold !== 'presence' && !adequate);

/**
 * Data that must be read in clear are not helped by encryption before; what cannot be tied to a person, or is split, still is.
 * Whoever has the key to pseudonyms can tie them.
 */
const isEffective = (ask: Ask, measure: Id, isClear: boolean, hasKey: boolean): boolean =>
    isA(ask, measure, 'trait.effective') &&
    !(isClear && isA(ask, measure, 'measure.client-side-encryption')) &&
    !(hasKey && isA(ask, measure, 'measure.pseudonymisation'));

const isClaim = (ask: Ask, way: Id): boolean => isA(ask, way, 'trait.ineffective-alone') || isA(ask, way, 'trait.client-side-only');

/** Whether a way to encrypt may keep the host out; who then holds the keys is for reach/keys-out-of-reach to say. */
const shuts = (ask: Ask, way: Id, service: Id | undefined, isClear: boolean): boolean =>
    !isClear &&
    (isA(ask, way, 'trait.client-side-only') ||
        (isA(ask, way, 'encryption.external-key-manager') && service !== undefined && facts(ask, service, 'Reads').some(({ never }) => never === true)));
