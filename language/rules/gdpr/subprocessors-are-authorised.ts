import type { Ask } from '../../model/ask.ts';
import { clauses, controllersOf, type Hosting, operator, stack } from '../../model/contracts.ts';
import { called, fact, facts, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { stating } from '../../model/fixes.ts';
import { isA } from '../../model/library.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import type { Duration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, unread, violated } from '../rule.ts';
import { aboutPersons, nobodyProcesses, processing } from './scope.ts';

export const subprocessorsAreAuthorised = defineRule({
    id: 'gdpr/subprocessors-are-authorised',
    on: 'Contract',
    summary: text('A processor engages others only with the controller’s authorisation, and tells of changes in time to object.'),
    why: text(
        'The data are in the hands of whoever the processor passes them to. A controller who is not asked, or not told, cannot say no before it has happened.',
    ),
    norms: ['gdpr-28-2', 'gdpr-28-4'],
    *judge(ask, contract) {
        yield* aboutPersons(ask, contract, function* (hosted) {
            const parties = processing(ask, contract, hosted);
            if (parties.length === 0) return yield nobodyProcesses;
            const engaged = engagedBy(ask, hosted, new Set([...parties.map(({ party }) => party), ...controllersOf(ask, contract)]));
            const authorised = fact(ask, contract, 'Subprocessing');
            if (authorised?.mode === 'general') {
                if (authorised.notice !== undefined && !isNothing(authorised.notice)) return;
                if (authorised.notice === undefined && clauses(ask, contract) === undefined) return yield unread(contract);
                return yield violated({
                    at: authorised.at,
                    message: text('The processor may engage others and need not tell of them in advance: nobody can object in time.'),
                    path: engaged.flatMap(({ steps }) => steps.slice(-1)),
                    under: ['gdpr-28-2'],
                    cure: text('Agree how long before a change the processor tells of it: subprocessing general notice 30 days.'),
                    fixes: authorised.notice === undefined ? [stating({ in: contract, write: 'notice {duration}', behind: authorised.at })] : [],
                });
            }
            if (engaged.length === 0) return yield doesNotApply(text('No other processor is stated.'));
            if (authorised?.mode === 'specific') return;
            if (!authorised && clauses(ask, contract) === undefined) return yield unread(contract);
            for (const { service, at, others, steps } of engaged) {
                const names = { service: called(ask, service), others: others.map((other) => called(ask, other)) };
                yield violated({
                    at,
                    message: authorised
                        ? text('For {service} the processor engages {others}; the contract allows no other processor.', names)
                        : text('For {service} the processor engages {others}; no authorisation is stated.', names),
                    path: authorised ? [...steps, { say: text('no other processor'), at: authorised.at }] : steps,
                    under: authorised ? ['gdpr-28-2', 'contract'] : ['gdpr-28-2'],
                    cure: text('Obtain the controller’s authorisation in writing, for each or in general with notice, or do without.'),
                    fixes: authorised ? [] : [stating({ in: contract, write: 'subprocessing general notice {duration}' })],
                });
            }
        });
    },
});

interface Engaged {
    /** The service contracted for, and where the contract names it. */
    readonly service: Id;
    readonly at: Place;
    readonly others: readonly Id[];
    readonly steps: readonly Step[];
}

/** Those who process personal data further down, for each service that a contract hosts on. */
function engagedBy(ask: Ask, hosted: readonly Hosting[], known: ReadonlySet<Id>): readonly Engaged[] {
    const found = new Map<Id, Engaged>();
    for (const { service, at } of hosted) {
        if (found.has(service)) continue;
        const here = part({ at }, 'service');
        const others = new Map<Id, Step>();
        for (const layer of stack(ask, service)) {
            const runner = operator(ask, layer.service);
            if (runner !== undefined && !known.has(runner)) others.set(runner, namedStep(ask, runner, { id: layer.service, path: 'operator' }));
            for (const stated of facts(ask, layer.service, 'Subcontractor')) {
                if (stated.withoutAccess || known.has(stated.party) || !processesForTheController(ask, stated.data)) continue;
                if (!others.has(stated.party)) others.set(stated.party, namedStep(ask, stated.party, stated.at));
            }
        }
        if (others.size > 0) found.set(service, { service, at: here, others: [...others.keys()], steps: [namedStep(ask, service, here), ...others.values()] });
    }
    return [...found.values()];
}

/** Billing contacts are the processor’s own customers: for them it is a controller itself. */
const processesForTheController = (ask: Ask, data: readonly Id[]): boolean =>
    data.length === 0 || data.some((kind) => !isA(ask, kind, 'trait.not-personal') && !isA(ask, kind, 'data-kind.billing-data'));

const isNothing = ({ years, months, days, workingDays, hours }: Duration): boolean => years + months + days + workingDays + hours === 0;
