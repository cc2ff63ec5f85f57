import type { Ask } from '../../model/ask.ts';
import { clauses, controllersOf, operator, processors, stack } from '../../model/contracts.ts';
import { claimedAnonymity, isPersonal } from '../../model/data.ts';
import { called, facts } from '../../model/declarations.ts';
import { statingClause } from '../../model/fixes.ts';
import { inEEA, inLibrary, isA, liesIn } from '../../model/library.ts';
import { copies } from '../../model/places.ts';
import { type Provider, providers } from '../../model/providers.ts';
import { type Reach, reach, type Shield, shield } from '../../model/reach.ts';
import { once, reachSteps, type Step } from '../../model/steps.ts';
import { subjection } from '../../model/subjection.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, type Outcome, unknown, unread, unsettled, violated } from '../rule.ts';
import { aboutCloud } from './scope.ts';

export const foreignAccessIsPrevented = defineRule({
    id: 'data-act/foreign-access-is-prevented',
    on: 'Contract',
    summary: text('Who keeps non-personal data in the Union under the law of a third country has measures against access by its authorities.'),
    why: text(
        'Trade secrets, research and public data are no less wanted because no person is in them. The GDPR does not protect them; the Data Act makes the provider do so.',
    ),
    norms: ['data-act-32'],
    *judge(ask, contract) {
        yield* aboutCloud(ask, contract, 'data-act-32', function* () {
            const controllers = controllersOf(ask, contract);
            const others = providers(ask, contract).filter(({ party, dataset }) => !controllers.includes(party) && isPersonal(ask, dataset) !== true);
            if (others.length === 0) return yield doesNotApply(text('All data that others host are personal: the GDPR protects them.'));
            const held = others.filter(({ top }) => isHeldInUnion(ask, top) !== false);
            if (held.length === 0) return yield doesNotApply(text('No non-personal data are held in the Union.'));
            for (const provider of once(held, ({ party, top, dataset }) => `${party} ${top} ${dataset}`)) yield* judgeProvider(ask, contract, provider);
        });
    },
});

/** Whether a service, or one that it runs on, keeps something in the Union; nothing where none of them says where it stores. */
function isHeldInUnion(ask: Ask, top: Id): boolean | undefined {
    const union = inLibrary(ask, 'EU');
    const kept = stack(ask, top).flatMap(({ service }) => copies(ask, service));
    return kept.length === 0 ? undefined : kept.some(({ place }) => liesIn(ask, place, union));
}

function* judgeProvider(ask: Ask, contract: Id, provider: Provider): Generator<Outcome> {
    const { party, dataset, top, at, path } = provider;
    const barrier = barrierOf(ask, contract, provider);
    if (barrier === 'stands') return;
    // The nearest hold of a law whose country is not adequate weighs most.
    const first = [...reach(ask, party)].sort((a, b) => Number(a.adequate) - Number(b.adequate) || Number(isPresence(a)) - Number(isPresence(b)))[0];
    const names = { host: called(ask, party), dataset: called(ask, dataset) };
    if (!first || (isPresence(first) && subjection(ask, party, (place) => inEEA(ask, place)).is === 'open')) {
        const under = subjection(ask, party, (place) => inEEA(ask, place));
        if (under.is !== 'open') return;
        return yield unknown({
            at,
            message: text('Whether {host}, which keeps or reads {dataset}, is under the law of a third country is not known: what is stated ends at {party}.', {
                ...names,
                party: called(ask, under.party),
            }),
            path,
            settle: [under.settle],
        });
    }
    const steps = [...path, ...reachSteps(ask, party, first)];
    const open = isPersonal(ask, dataset) === undefined ? claimedAnonymity(ask, dataset) : undefined;
    if (open) {
        const message = text('The law of a third country reaches {host}.', { host: names.host });
        return yield unsettled({ at, message, path: steps, settle: [] }, open);
    }
    if (isHeldInUnion(ask, top) === undefined) {
        return yield unknown({
            at,
            message: text('The law of a third country reaches {host}; whether {dataset} is kept in the Union is not stated.', names),
            path: steps,
            settle: [{ in: top, write: 'stores in {jurisdiction}' }],
        });
    }
    if (typeof barrier === 'object') return yield unsettledKeys(ask, contract, provider, barrier.unknown, steps);
    if (clauses(ask, contract) === undefined) return yield unread(contract);
    const all = { ...names, law: called(ask, first.law) };
    const isHeld = stack(ask, top).some((layer) => operator(ask, layer.service) === party) || processors(ask, contract).some((one) => one.party === party);
    yield violated({
        at,
        message: isHeld
            ? text('{host} keeps {dataset} in the Union and is under {law}; no measure against access from there is stated.', all)
            : text('{host} can read {dataset}, kept in the Union, and is under {law}; no measure against access from there is stated.', all),
        path: steps,
        // Presence, or the law of a country that is adequate as a whole, is a lesser hold.
        ...(isPresence(first) || first.adequate ? { cap: 'information' as const } : {}),
        cure: text(
            'Encrypt before the host receives the data and keep the keys, or have the provider’s measures put in the contract and state: clauses government-access-measures.',
        ),
        fixes: [statingClause(ask, contract, 'government-access-measures')],
    });
}

/** Client-side encryption of which it is not stated whether the host can open it. */
function unsettledKeys(
    ask: Ask,
    contract: Id,
    { party, service: below, top, at }: Provider,
    what: 'holder' | 'control' | 'reading',
    path: readonly Step[],
): Outcome {
    const controllers = controllersOf(ask, contract);
    const service = [top, below].find((one) => typeof shield(ask, one, one, controllers) === 'object') ?? top;
    const names = { host: called(ask, party), service: called(ask, service) };
    const keys = facts(ask, service, 'Encrypts').filter(({ ways }) => ways.some((way) => isA(ask, way, 'encryption.client-side')));
    const held = keys.find(({ holder }) => holder === undefined);
    if (what === 'holder') {
        const message = text(
            'The law of a third country reaches {host}; who holds the keys of the client-side encryption on {service}, and where, is not stated.',
            names,
        );
        const settle = held
            ? { in: service, write: 'keys held by {organisation} in {jurisdiction}', behind: held.at }
            : { in: keys.find(({ place }) => place === undefined)?.holder ?? service, write: 'seat {jurisdiction}' };
        return unknown({ at, message, path, settle: [settle] });
    }
    const open = keys
        .flatMap(({ holder }) => (holder === undefined ? [] : [subjection(ask, holder, (place) => inEEA(ask, place))]))
        .find((under) => under.is === 'open');
    if (what === 'control' && open) {
        const message = text(
            'The law of a third country reaches {host}; who controls the holder of the keys of the client-side encryption on {service} is not known: what is stated ends at {party}.',
            { ...names, party: called(ask, open.party) },
        );
        return unknown({ at, message, path, settle: [open.settle] });
    }
    const message = text('The law of a third country reaches {host}; whether {service} ever reads the encrypted data in clear is not stated.', names);
    return unknown({ at, message, path, settle: [{ in: service, write: 'never reads in clear' }] });
}

const isPresence = ({ hold }: Reach): boolean => hold === 'presence';

/** What keeps the law of a third country from the data: encryption that the host cannot open, an effective measure, or measures that the contract describes. */
function barrierOf(ask: Ask, contract: Id, { top, service }: Provider): Shield | 'stands' {
    const measures = facts(ask, contract, 'Measures').flatMap((stated) => stated.measures);
    if (measures.some((measure) => isA(ask, measure, 'trait.effective'))) return 'stands';
    if (clauses(ask, contract)?.some((clause) => isA(ask, clause, 'clause.government-access-measures'))) return 'stands';
    const shut = shield(ask, top, service, controllersOf(ask, contract));
    return shut === 'shut' ? 'stands' : shut;
}
