import type { Ask } from '../../model/ask.ts';
import { controllersOf } from '../../model/contracts.ts';
import { controlGap } from '../../model/control-gap.ts';
import { isSensitive, whatTellsSensitivity } from '../../model/data.ts';
import { called } from '../../model/declarations.ts';
import { exposures, immunityDemanded } from '../../model/exposure.ts';
import { unseated } from '../../model/ownership.ts';
import { type Provider, providers } from '../../model/providers.ts';
import { type Hold, type Reach, reachBy, type Shield, shield } from '../../model/reach.ts';
import { reachSteps, type Step } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { inTurn, type Message, text } from '../../syntax/message.ts';
import { type Outcome, type Unknown, unknown, violated } from '../rule.ts';

/**
 * Judges the providers of a contract that a foreign access law gets hold of in one way. Returns those of whom nothing worse could come
 * to light: the law of an adequate country leaves open whether another one reaches them, too.
 *
 * @param say what is wrong, of an exposure and the reach that weighs most
 */
export function* judgeExposures(
    ask: Ask,
    contract: Id,
    hold: Hold,
    say: (provider: Provider, first: Reach) => Message,
    cure: Message,
): Generator<Outcome, ReadonlySet<Id>> {
    const reached = new Set<Id>();
    for (const { provider, reaches, sensitive, shield } of exposures(ask, contract, hold)) {
        const first = reaches[0];
        if (!first?.adequate) reached.add(provider.party);
        if (!first || sensitive === false || shield === 'shut') continue;
        const path = [...provider.path, ...reachSteps(ask, provider.party, first)];
        if (sensitive === undefined) {
            yield unsettledSensitivity(ask, provider, path);
            continue;
        }
        if (typeof shield === 'object') {
            yield unsettledShield(ask, provider, shield, path);
            continue;
        }
        const duties = immunityDemanded(ask, contract, provider.dataset);
        yield violated({
            at: provider.at,
            message: say(provider, first),
            path,
            notes: furtherLaws(ask, reaches),
            // Adequacy lowers a concern; it lifts no duty to be immune.
            ...(duties.length > 0 ? { under: duties } : first.adequate ? { cap: 'information' as const } : {}),
            cure,
        });
    }
    return reached;
}

/** A provider within reach, where what is stated about the data does not tell whether that matters. */
function unsettledSensitivity(ask: Ask, { party, dataset, at }: Provider, path: readonly Step[]): Unknown {
    const message = text('The law of a third country reaches {host}; whether {dataset} is sensitive is not stated.', {
        host: called(ask, party),
        dataset: called(ask, dataset),
    });
    return unknown({ at, message, path, settle: [whatTellsSensitivity(ask, dataset)] });
}

/** A provider within reach, where client-side encryption may or may not keep the law out. */
export function unsettledShield(ask: Ask, { party, service, at }: Provider, shield: Exclude<Shield, string>, path: readonly Step[]): Unknown {
    const names = { host: called(ask, party), service: called(ask, service) };
    const say = (): Message => {
        switch (shield.unknown) {
            case 'holder':
                return text(
                    'The law of a third country reaches {host}; who holds the keys of the client-side encryption on {service}, and where, is not stated.',
                    names,
                );
            case 'control':
                return text(
                    'The law of a third country reaches {host}; who controls the holder of the keys of the client-side encryption on {service} is not known.',
                    names,
                );
            case 'reading':
                return text('The law of a third country reaches {host}; whether {service} ever reads the encrypted data in clear is not stated.', names);
        }
    };
    return unknown({ at, message: say(), path, settle: [shield.settle] });
}

/** The laws beside the first that get hold of a party in the same way. */
export function furtherLaws(ask: Ask, reaches: readonly Reach[]): readonly Message[] {
    const others = reaches.slice(1).map(({ law }) => called(ask, law));
    return others.length === 0 ? [] : [text('So can, by the same way: {laws}.', { laws: inTurn(others) })];
}

/** A provider of whom nobody can say whether someone abroad controls it, where that would matter. */
export function* darkProviders(ask: Ask, contract: Id, known: ReadonlySet<Id>): Generator<Unknown> {
    const controllers = controllersOf(ask, contract);
    for (const { party, dataset, service, top, at, path } of providers(ask, contract)) {
        if (known.has(party) || isSensitive(ask, dataset) === false || shield(ask, top, service, controllers) === 'shut') continue;
        // Whom the law reaches at his own seat, it reaches whoever owns him.
        if (reachBy(ask, party, 'seat').some(({ adequate }) => !adequate)) continue;
        const end = controlGap(ask, party)?.party ?? unseated(ask, party)?.party;
        if (end === undefined) continue;
        yield unknown({
            at,
            message: text('Whether someone under the law of a third country controls {host} is not known: what is stated ends at {party}.', {
                host: called(ask, party),
                party: called(ask, end),
            }),
            path,
            settle: [{ in: end, write: controlGap(ask, party) ? 'controlled by {organisation}' : 'seat {jurisdiction}' }],
        });
    }
}
