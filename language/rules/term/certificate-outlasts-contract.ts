import type { Ask } from '../../model/ask.ts';
import { careHostings, isUnderFrenchLaw, layers } from '../../model/care.ts';
import { type Lasting, lastings } from '../../model/certificates.ts';
import { inSeries } from '../../model/clauses.ts';
import { clauses, controllersOf, hostedByOthers, hostings, operator, whyNotAlive } from '../../model/contracts.ts';
import { isOfParticularSensitivity } from '../../model/data.ts';
import { called, facts, part } from '../../model/declarations.ts';
import { isUnderSren31 } from '../../model/exposure.ts';
import type { Open, Place } from '../../model/facts.ts';
import { endingTermOn, statingClause, statingIn } from '../../model/fixes.ts';
import { inLibrary, isA, norm } from '../../model/library.ts';
import { hasKind } from '../../model/parties.ts';
import { datasetStep, namedStep, type Step, together } from '../../model/steps.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { isLibraryPath } from '../../names/paths.ts';
import { type Message, text, type Value } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { breach, type Cited, defineRule, doesNotApply, type Outcome, unknown, unsettled, violated } from '../rule.ts';
import { endSteps, type HostedUntil, hostedUntil, isPast, weightiest, whyNotCounted } from './scope.ts';

export const certificateOutlastsContract = defineRule({
    id: 'term/certificate-outlasts-contract',
    on: 'Contract',
    summary: text('A certificate that must be held is held for as long as the contract runs.'),
    why: text(
        'A certificate that is valid on the day of the signature and lapses in the second year leaves the data where they may no longer be. Renewing one takes a host months, moving away takes a customer longer.',
    ),
    norms: ['hds-l1111-8', 'sren-31', 'sren-31-qualification'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const demanded = demands(ask, contract);
        if (demanded.length === 0) return yield doesNotApply(text('Nothing demands a certificate of the services that host the data.'));
        let judged = false;
        for (const alike of demanded) {
            const [demand] = alike;
            const states = lastings(ask, demand.service, demand.scheme);
            judged ||= states.length > 0 || demand.isAskedHere;
            for (const state of states) yield* weightiest(alike.map((one) => [...judgeOne(ask, contract, one, state)]));
            if (states.length === 0 && demand.isAskedHere) yield withoutAny(ask, demand);
        }
        if (!judged) yield doesNotApply(text('No service that needs a certificate holds one; whether it must is said by another rule.'));
    },
});

/** A certificate that a norm, or the contract, demands of a service. */
interface Demand {
    readonly service: Id;
    readonly scheme: Id;
    /** Where the contract names the service that it hosts on. */
    readonly at: Place;
    readonly path: readonly Step[];
    readonly under: readonly Cited[];
    readonly open: Open | undefined;
    /** No other rule says where none is held at all. */
    readonly isAskedHere: boolean;
}

/** What the parties demand and the host does not have: the promise is broken from the first day. */
function withoutAny(ask: Ask, { service, scheme, at, path, under }: Demand): Outcome {
    return violated({
        at,
        message: text('The contract requires {scheme}. {service} states no such certificate of its own that is in force.', {
            scheme: called(ask, scheme),
            service: called(ask, service),
        }),
        path,
        under,
        cure: text('State the certificate; if there is none, host on a service that holds one.'),
        fixes: statingIn({ in: service, write: `certified ${nameOf(scheme)} from {day} until {day}` }),
    });
}

function* judgeOne(ask: Ask, contract: Id, { service, scheme, at, path, under, open }: Demand, state: Lasting): Generator<Outcome> {
    const names = { scheme: nameOf(scheme), service: called(ask, service) };
    const limits = isLibraryPath(scheme) ? [] : facts(ask, scheme, 'Valid');
    const steps = [...path, { say: text('its certificate'), at: state.at }, ...limits.map((limit) => namedStep(ask, scheme, limit.at))];
    if (state.is === 'over') {
        const lapsed = { ...names, day: formatDay(state.day), activities: inSeries(ask, state.activities) };
        if (!state.isProvided) {
            const message = text(
                'The {scheme} certificate of {service} for {activities} lapsed on {day}, and none in force is for that; which activities the service provides is not stated.',
                lapsed,
            );
            return yield unsettled({ at, message, path: steps, settle: [{ in: service, write: 'provides {activity}' }] }, open);
        }
        yield breach(
            {
                at,
                message:
                    state.activities.length === 0
                        ? text('The {scheme} certificate of {service} lapsed on {day}, and the contract goes on.', lapsed)
                        : text(
                              'The {scheme} certificate of {service} for {activities} lapsed on {day}, none in force is for that, and the contract goes on.',
                              lapsed,
                          ),
                path: steps,
                under,
                cure: text('State the certificate that followed; if there is none, leave the service.'),
                fixes: statingIn({ in: service, write: `certified ${nameOf(scheme)} from {day} until {day}` }),
            },
            open,
        );
        return;
    }
    const reversed = whyNotCounted(ask, contract);
    if (reversed) return yield doesNotApply(reversed);
    const end = hostedUntil(ask, contract, at);
    if (state.is === 'open') {
        if (state.atLeast !== undefined && end.day !== undefined && !isPast(end.day, state.atLeast)) return;
        yield unknown({
            at,
            message: text('Until when the {scheme} certificate of {service} is valid is not stated.', names),
            path: steps,
            settle: [{ in: service, write: 'until {day}', behind: state.at }, ...(end.day === undefined ? [{ in: contract, write: 'term until {day}' }] : [])],
        });
        return;
    }
    const lapses = { ...names, day: formatDay(state.day) };
    if (end.day === undefined) {
        yield unknown({
            at,
            message: text('The {scheme} certificate of {service} lapses on {day}; when the contract ends is not stated.', lapses),
            path: steps,
            settle: [{ in: contract, write: 'term until {day}' }],
        });
    } else if (isPast(end.day, state.day)) {
        const maintained = clauses(ask, contract)?.some((clause) => isA(ask, clause, 'clause.certificate-maintained')) ?? false;
        yield breach(
            {
                at,
                message: beforeTheEnd(end, lapses),
                path: [...steps, ...endSteps(end)],
                under,
                cap: maintained ? 'information' : 'warning',
                fixes: [
                    // A first clause would say that the whole contract has been read.
                    ...(maintained || clauses(ask, contract) === undefined ? [] : [statingClause(ask, contract, 'certificate-maintained')]),
                    ...(end.day === 'never'
                        ? endingTermOn(ask, contract, state.day)
                        : statingIn({ in: service, write: `certified ${nameOf(scheme)} from {day} until {day}` })),
                ],
                cure: maintained
                    ? text('Ask the host for the next certificate before {day}, and state it.', { day: lapses.day })
                    : text(
                          'Agree that certificates are maintained, with a right to leave (clauses certificate-maintained), and ask for the next one before {day}.',
                          {
                              day: lapses.day,
                          },
                      ),
            },
            open,
        );
    }
}

function beforeTheEnd({ day, sooner }: HostedUntil, lapses: { readonly scheme: string; readonly service: Value; readonly day: string }): Message {
    if (typeof day !== 'number') return text('The {scheme} certificate of {service} lapses on {day}, and nothing ends the contract.', lapses);
    const end = formatDay(day);
    return sooner
        ? text('The {scheme} certificate of {service} lapses on {day}, before the data leave it on {end}.', { ...lapses, end })
        : text('The {scheme} certificate of {service} lapses on {day}, before the contract ends on {end}.', { ...lapses, end });
}

/** What is demanded, by certificate and service: what the law says comes before what the parties say, and what is certain before what is not. */
function demands(ask: Ask, contract: Id): readonly (readonly [Demand, ...Demand[]])[] {
    const all = [...forCare(ask, contract), ...forTheState(ask, contract), ...byTheParties(ask, contract)];
    const sure = [...all].sort((a, b) => Number(a.open !== undefined) - Number(b.open !== undefined));
    return together(sure, ({ service, scheme }) => `${service} ${scheme}`);
}

/** HDS, for health data collected in care that others host for a controller under French law. */
function forCare(ask: Ask, contract: Id): readonly Demand[] {
    const french = isUnderFrenchLaw(ask, contract);
    if (french === false) return [];
    const hosted = careHostings(ask, contract, french === true ? undefined : french);
    // Each dataset by itself: one may stay on a service when another has left it.
    return hosted
        .flatMap((one) => layers(ask, contract, [one]))
        .map(({ service, hosting, path }) => ({
            service,
            scheme: inLibrary(ask, 'HDS'),
            at: hosting.at,
            path,
            under: ['hds-l1111-8'],
            open: hosting.open,
            isAskedHere: false,
        }));
}

/** SecNumCloud, where loi SREN, article 31, protects the data and the qualification is demanded. */
function forTheState(ask: Ask, contract: Id): readonly Demand[] {
    if (!norm(ask, 'sren-31-qualification').applies) return [];
    const controllers = controllersOf(ask, contract);
    const isPublic = (party: Id) => controllers.includes(party) || hasKind(ask, party, 'trait.public-body');
    return hostings(ask, contract)
        .filter(({ dataset }) => isUnderSren31(ask, contract, dataset))
        .flatMap((hosting) =>
            hostedByOthers(ask, hosting.service, isPublic).map((service) => ({
                service,
                scheme: inLibrary(ask, 'SecNumCloud'),
                at: part(hosting, 'service'),
                path: [datasetStep(ask, hosting.dataset), namedStep(ask, service, part(hosting, 'service'))],
                under: ['sren-31', 'sren-31-qualification'],
                open: isOfParticularSensitivity(ask, hosting.dataset)
                    ? undefined
                    : {
                          say: text('Whether {dataset} is of particular sensitivity is not stated.', { dataset: called(ask, hosting.dataset) }),
                          settle: { in: hosting.dataset, write: 'sensitivity {secret}' },
                      },
                isAskedHere: false,
            })),
        );
}

/** What the contract itself requires of the services that it hosts on. */
function byTheParties(ask: Ask, contract: Id): readonly Demand[] {
    return facts(ask, contract, 'Requires').flatMap(({ schemes, at }) =>
        schemes.flatMap((scheme, i) =>
            hostings(ask, contract).map((hosting) => ({
                service: hosting.service,
                scheme,
                at: part(hosting, 'service'),
                path: [
                    { say: text('required: {scheme}', { scheme: called(ask, scheme) }), at: part({ at }, `schemes.${i}`) },
                    namedStep(ask, hosting.service, part(hosting, 'service')),
                ],
                under: ['contract'],
                open: undefined,
                // Whoever hosts for himself owes the parties nothing as a host.
                isAskedHere: scheme !== inLibrary(ask, 'SecNumCloud') && !controllersOf(ask, contract).includes(operator(ask, hosting.service) ?? ''),
            })),
        ),
    );
}
