import { isWhollyAdequate } from '../../model/adequacy.ts';
import { controllersOf, hostings, stack, whyNotAlive } from '../../model/contracts.ts';
import { controlGap } from '../../model/control-gap.ts';
import { isBesideHosted, isPersonal, isSensitive } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import { isA } from '../../model/library.ts';
import { unseated } from '../../model/ownership.ts';
import { seat } from '../../model/parties.ts';
import { accesses } from '../../model/places.ts';
import { providers } from '../../model/providers.ts';
import { lawsAtPlace, reach, shield } from '../../model/reach.ts';
import { datasetStep, namedStep, once, reachSteps } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';
import { unsettledShield } from './exposure.ts';

export const noForeignDisclosure = defineRule({
    id: 'reach/no-foreign-disclosure',
    on: 'Contract',
    summary: text('No service hands technical or personal data to a party under the access law of a third country.'),
    why: text(
        'Logs, identities and telemetry tell who did what with the data. Sent to a parent abroad, they are where its law can take them, though the data themselves stay.',
    ),
    norms: ['gdpr-44', 'edpb-01-2020'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const controllers = controllersOf(ask, contract);
        // What a service sends is told once, however many datasets one statement puts on it.
        const told = new Set<string>();
        const holders = new Set<Id | undefined>(providers(ask, contract).map(({ party }) => party));
        for (const { dataset, service, at } of hostings(ask, contract)) {
            // Of what is stored nothing counts that is about nobody, and no secret.
            const isNothing = isPersonal(ask, dataset) === false && !isSensitive(ask, dataset);
            const isToldOf = (kind: Id) => !isA(ask, kind, 'trait.not-personal') && (!isNothing || isBesideHosted(ask, kind));
            for (const layer of stack(ask, service)) {
                const kept = shield(ask, service, layer.service, controllers);
                // Whoever may read what is stored is given it, if it can be read; of whoever holds it anyway other rules ask.
                const readers = accesses(ask, layer.service).filter(({ as, party }) => as === 'reader' && !holders.has(party));
                const handed = [
                    ...facts(ask, layer.service, 'Discloses').map(({ data, ...one }) => ({ ...one, data: data.filter(isToldOf) })),
                    ...(isNothing || kept === 'shut' ? [] : once(readers, ({ party }) => `${party}`)).map(({ party, say, at }) => ({
                        recipient: party as Id,
                        place: undefined,
                        data: [dataset],
                        say,
                        at,
                    })),
                ];
                for (const disclosed of handed) {
                    const data = disclosed.data.map((kind) => called(ask, kind));
                    // What the controller himself is given was his.
                    if (data.length === 0 || controllers.includes(disclosed.recipient)) continue;
                    const here = part({ at }, 'service');
                    const key = `${here.path} ${layer.service} ${disclosed.at.path} ${disclosed.data}`;
                    if (told.has(key)) continue;
                    told.add(key);
                    const names = { service: called(ask, layer.service), data, recipient: called(ask, disclosed.recipient) };
                    const say = 'say' in disclosed ? disclosed.say : text('discloses {data} to {recipient}', { data, recipient: names.recipient });
                    const path = [datasetStep(ask, dataset), namedStep(ask, layer.service, here), { say, at: disclosed.at }];
                    const reaches = reach(ask, disclosed.recipient);
                    const local = disclosed.place === undefined ? undefined : lawsAtPlace(ask, disclosed.place)[0];
                    const isLight = local === undefined || isWhollyAdequate(ask, disclosed.place as Id);
                    // The law of the place weighs more than that of an adequate country which reaches the recipient elsewhere.
                    const first = reaches.find(({ adequate }) => !adequate) ?? (isLight ? reaches[0] : undefined);
                    const law = first?.law ?? local;
                    if (law !== undefined) {
                        if ('say' in disclosed && typeof kept === 'object') {
                            const reader = { party: disclosed.recipient, dataset, service: layer.service, top: service, at: here, path };
                            yield unsettledShield(ask, reader, kept, path);
                            continue;
                        }
                        yield violated({
                            at: here,
                            message: text('{service} discloses {data} to {recipient}, which {law} reaches.', { ...names, law: called(ask, law) }),
                            path: first
                                ? [...path, ...reachSteps(ask, disclosed.recipient, first)]
                                : [...path, { say: text('{name}', { name: called(ask, law) }), at: { id: law, path: 'name' } }],
                            ...((first ? first.adequate : isLight) ? { cap: 'information' as const } : {}),
                            cure: text('Keep these data with the operator in the EEA, or show that they can be tied to nobody.'),
                        });
                        continue;
                    }
                    const dark = !seat(ask, disclosed.recipient) ? disclosed.recipient : undefined;
                    const end = dark ?? controlGap(ask, disclosed.recipient)?.party ?? unseated(ask, disclosed.recipient)?.party;
                    if (end === undefined) continue;
                    yield unknown({
                        at: here,
                        message: text(
                            'Whether a foreign access law reaches {recipient}, to whom {service} discloses {data}, is not known: what is stated ends at {party}.',
                            {
                                ...names,
                                party: called(ask, end),
                            },
                        ),
                        path,
                        settle: [{ in: end, write: seat(ask, end) ? 'controlled by {organisation}' : 'seat {jurisdiction}' }],
                    });
                }
            }
        }
    },
});
