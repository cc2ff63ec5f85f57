import type { Ask } from '../../model/ask.ts';
import { controllersOf, whyNotAlive, whyNothingHosted } from '../../model/contracts.ts';
import { isPersonal, isSensitive, isSpecial } from '../../model/data.ts';
import { called } from '../../model/declarations.ts';
import { normById } from '../../model/library.ts';
import { controlled } from '../../model/ownership.ts';
import { seat } from '../../model/parties.ts';
import { providers } from '../../model/providers.ts';
import { type Reach, reach, shield } from '../../model/reach.ts';
import { reachSteps } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, unknown, violated } from '../rule.ts';
import { furtherLaws, unsettledShield } from './exposure.ts';

export const noForeignPresence = defineRule({
    id: 'reach/no-foreign-presence',
    on: 'Contract',
    summary: text('The host has no establishment, and controls no company, under the access law of a third country.'),
    why: text(
        'A court does not need the parent: an office or a subsidiary on its soil gives it somebody to order about. In 2025 a Canadian court so ordered a French group to hand over data kept in France.',
    ),
    norms: ['edpb-01-2020', 'gdpr-48'],
    severity: 'warning',
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNothingHosted(ask, contract);
        if (over) return yield doesNotApply(over);
        const controllers = controllersOf(ask, contract);
        const hosts = providers(ask, contract).filter(({ party, dataset }) => !controllers.includes(party) && isWorthAsking(ask, dataset));
        if (hosts.length === 0) return yield doesNotApply(text('Nobody else hosts data about persons, or of particular sensitivity.'));
        let isSaidByOthers = true;
        for (const provider of hosts) {
            const { party, dataset, service, top, at, path } = provider;
            const { found, isPresent } = presences(ask, party);
            if (!isPresent || found.length > 0) isSaidByOthers = false;
            const kept = shield(ask, top, service, controllers);
            if (kept === 'shut') continue;
            const [first] = found;
            if (!first) {
                for (const held of controlled(ask, party)) {
                    if (seat(ask, held)) continue;
                    isSaidByOthers = false;
                    yield unknown({
                        at,
                        message: text('{host} controls {party}; where that one has its seat, and so under whose law {host} is there, is not stated.', {
                            host: called(ask, party),
                            party: called(ask, held),
                        }),
                        path,
                        settle: [{ in: held, write: 'seat {jurisdiction}' }],
                    });
                }
                continue;
            }
            const steps = [...path, ...reachSteps(ask, party, first)];
            if (typeof kept === 'object') {
                yield unsettledShield(ask, provider, kept, steps);
                continue;
            }
            const names = { host: called(ask, party), dataset: called(ask, dataset), place: called(ask, first.place), law: called(ask, first.law) };
            yield violated({
                at,
                message:
                    first.subject === party
                        ? text('{host} holds {dataset} and is established in {place}: {law} can compel it to disclose.', names)
                        : text('{host} holds {dataset} and controls {company} in {place}: {law} can compel it to disclose.', {
                              ...names,
                              company: called(ask, first.subject),
                          }),
                path: steps,
                notes: furtherLaws(ask, found),
                ...(isSpecial(ask, dataset) && !first.adequate ? {} : { cap: 'information' as const }),
                cure: text(
                    'Choose a host that is not in that country, have it show that whoever is there can reach no data, or encrypt before storage with keys out of reach.',
                ),
            });
        }
        if (isSaidByOthers) {
            yield doesNotApply(text('The countries in which the host is established reach it by its seat, or through those who control it, all the same.'));
        }
    },
});

/** Presence is a light concern: of data about nobody it is none, unless the law protects them from other States. */
const isWorthAsking = (ask: Ask, dataset: Id): boolean => isPersonal(ask, dataset) !== false || isSensitive(ask, dataset) === true;

/** The laws that reach a party by presence, those of countries without adequacy first; not where the country reaches it by more than that. */
function presences(ask: Ask, party: Id): { readonly found: readonly Reach[]; readonly isPresent: boolean } {
    const all = reach(ask, party);
    const country = ({ law }: Reach) => normById(ask, law).of;
    const nearer = new Set(all.filter(({ hold }) => hold !== 'presence').map(country));
    const present = all.filter(({ hold }) => hold === 'presence');
    const found = present.filter((one) => !nearer.has(country(one))).sort((a, b) => Number(a.adequate) - Number(b.adequate));
    return { found, isPresent: present.length > 0 };
}
