import type { Ask } from '../../model/ask.ts';
import { isUnderFrenchLaw } from '../../model/care.ts';
import { isQualified } from '../../model/certificates.ts';
import { controllersOf, whyNotAlive } from '../../model/contracts.ts';
import { categoriesOf, claimedAnonymity, concernsHealth, isPersonal } from '../../model/data.ts';
import { compare } from '../../model/decimal.ts';
import { called, facts } from '../../model/declarations.ts';
import type { Open } from '../../model/facts.ts';
import { inEEA, isA, parameter, whyNotYet } from '../../model/library.ts';
import { providers } from '../../model/providers.ts';
import { type Shield, shield } from '../../model/reach.ts';
import { subjection } from '../../model/subjection.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Decimal, readDecimal, sayDecimal } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply, unknown } from '../rule.ts';

export const largeBaseUnderEuropeanLaw = defineRule({
    id: 'health/large-base-under-european-law',
    on: 'Contract',
    summary: text('Large bases of health data, and data on offences or minors, are with providers exclusively under European law.'),
    why: text(
        'Of the data that would do most harm in foreign hands the CNIL advises to leave no copy within reach of a third State. A provider that nobody outside Europe controls is the plainest way.',
    ),
    norms: ['cnil-2024-07-19', 'terroir-practice'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotYet(ask, 'cnil-2024-07-19');
        if (over) return yield doesNotApply(over);
        const french = isUnderFrenchLaw(ask, contract);
        if (french === false) return yield doesNotApply(text('No controller is seated in France.'));
        const controllers = controllersOf(ask, contract);
        let applies = false;
        for (const { party, dataset, service, top, at, path } of providers(ask, contract)) {
            const grave = isMostSensitive(ask, dataset);
            if (grave === false) continue;
            applies = true;
            // What is encrypted before it arrives is within nobody's reach.
            const qualified = isQualified(ask, service);
            const sealed = shield(ask, top, service, controllers);
            if (controllers.includes(party) || sealed === 'shut') continue;
            const under = subjection(ask, party, (place) => inEEA(ask, place));
            // A qualification answers for what is not stated of the owners, never for what is.
            if (under.is === 'exclusive' || (under.is === 'open' && qualified)) continue;
            const open = grave === true ? (french === true ? undefined : french) : grave;
            const names = { host: called(ask, party), dataset: called(ask, dataset) };
            if (under.is === 'open') {
                if (open) {
                    // What the data are comes first; who their host is may not matter.
                    yield unknown({ at, message: open.say, path, settle: [open.settle] });
                    continue;
                }
                const message = text(
                    '{dataset} is best with a provider exclusively under European law; whether {host} is one is not known: what is stated ends at {party}.',
                    {
                        ...names,
                        party: called(ask, under.party),
                    },
                );
                yield unknown({ at, message, path, settle: [under.settle] });
                continue;
            }
            yield breach(
                {
                    at,
                    message: text(
                        '{dataset} is among the data that are best with a provider exclusively under European law, and {host} is not one ({subject}, {place}).',
                        {
                            ...names,
                            subject: called(ask, under.subject),
                            place: called(ask, under.place),
                        },
                    ),
                    path: [...path, ...under.path],
                    under: ['cnil-2024-07-19'],
                    notes: concernsHealth(ask, dataset)
                        ? [
                              text('The CNIL gives no number; {least} persons or more are a large base by house practice.', {
                                  least: sayDecimal(leastOf(ask)),
                              }),
                          ]
                        : [],
                    cure: text(
                        'Host with a provider that nobody outside the EEA controls, such as one qualified SecNumCloud, or encrypt before storage with keys out of reach.',
                    ),
                },
                open ?? unsealed(ask, sealed),
            );
        }
        if (!applies) yield doesNotApply(text('No large base of health data, and no data on offences or minors, is hosted.'));
    },
});

/** Encryption before storage of which it is not stated whether it keeps the host out. */
function unsealed(ask: Ask, sealed: Shield): Open | undefined {
    if (typeof sealed !== 'object') return undefined;
    const { unknown: what, on, settle } = sealed;
    const names = { service: called(ask, on), party: called(ask, settle.in) };
    if (what === 'reading') return { say: text('Whether {service} ever reads the encrypted data in clear is not stated.', names), settle };
    if (settle.in === on) {
        return { say: text('Who holds the keys of the client-side encryption on {service}, and where, is not stated.', names), settle };
    }
    const say = text(
        'Under whose law the holder of the keys of the client-side encryption on {service} is, is not known: what is stated ends at {party}.',
        names,
    );
    return { say, settle };
}

const leastOf = (ask: Ask): Decimal => parameter(ask, 'terroir-practice', 'large-scale-at-least') as Decimal;

/** Whether the CNIL counts data among the most sensitive: offences, minors, health of many. What would tell, where that is not stated. */
function isMostSensitive(ask: Ask, dataset: Id): boolean | Open {
    if (isPersonal(ask, dataset) === false) return false;
    const categories = categoriesOf(ask, dataset);
    const subjects = facts(ask, dataset, 'Subjects').flatMap((stated) => stated.subjects);
    const grave = categories.some((category) => isA(ask, category, 'category.offences')) || subjects.some((subject) => isA(ask, subject, 'subject.minors'));
    if (grave) return claimedAnonymity(ask, dataset) ?? true;
    const name = called(ask, dataset);
    if (categories.length === 0) {
        return { say: text('Whether {dataset} concerns health is not stated.', { dataset: name }), settle: { in: dataset, write: 'category {category}' } };
    }
    if (!concernsHealth(ask, dataset)) return false;
    const counts = facts(ask, dataset, 'Persons').map(({ count }) => readDecimal(count));
    if (counts.length === 0) {
        return { say: text('How many persons {dataset} is about is not stated.', { dataset: name }), settle: { in: dataset, write: 'persons {number}' } };
    }
    if (!counts.some((count) => compare(count, leastOf(ask)) >= 0)) return false;
    return claimedAnonymity(ask, dataset) ?? true;
}
