import type { Ask } from '../../model/ask.ts';
import { hostings, whyNotAlive } from '../../model/contracts.ts';
import { called, everStated, part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { statingIn } from '../../model/fixes.ts';
import { inLibrary, whyNotYet } from '../../model/library.ts';
import { datasetStep, namedStep } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { breach, defineRule, doesNotApply } from '../rule.ts';
import { fromSnds } from './snds.ts';

export const sndsIsHomologated = defineRule({
    id: 'health/snds-is-homologated',
    on: 'Contract',
    summary: text('Data of the SNDS are on systems that are homologated to its security standard of 2024.'),
    why: text(
        'The SNDS knows the care of everybody in France. Its security standard binds every system that holds a part of it, and the homologation is where somebody answers for that in person.',
    ),
    norms: ['snds-2024-for-all', 'snds-2024', 'csp-l1461-1'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotYet(ask, 'snds-2024-for-all');
        if (over) return yield doesNotApply(over);
        let applies = false;
        for (const hosting of hostings(ask, contract)) {
            const { dataset, service } = hosting;
            const found = fromSnds(ask, contract, dataset);
            if (found === false) continue;
            applies = true;
            const stated = homologations(ask, service);
            if (stated.some((one) => isLive(ask, one))) continue;
            const at = part(hosting, 'service');
            const names = { service: called(ask, service), dataset: called(ask, dataset) };
            const last = stated.at(-1);
            const path = [
                datasetStep(ask, dataset),
                namedStep(ask, service, at),
                ...everStated(ask, service, 'Homologated').map((one) => ({
                    say: text('homologated to {framework} on {day}', { framework: called(ask, one.framework), day: formatDay(one.on) }),
                    at: one.at,
                })),
            ];
            const message =
                last?.until !== undefined && ask.passed(last.until, last.at, 'ends')
                    ? text('{service} holds {dataset}, and its homologation to the security standard of 2024 ended on {day}.', {
                          ...names,
                          day: formatDay(last.until),
                      })
                    : last
                      ? text('{service} holds {dataset}, and is homologated to the security standard of 2024 only on {day}.', {
                            ...names,
                            day: formatDay(last.on),
                        })
                      : text('{service} holds {dataset}, and no homologation to the security standard of 2024 is stated.', names);
            const cure = text('Have the system homologated, and state it: homologated snds-2024 on DATE until DATE.');
            const fixes = last && last.until === undefined ? [] : statingIn({ in: service, write: 'homologated snds-2024 on {day} until {day}' });
            yield breach({ at, message, path, under: ['snds-2024-for-all'], cure, fixes }, found === true ? undefined : found);
        }
        if (!applies) yield doesNotApply(text('None of the hosted data come from the SNDS.'));
    },
});

/** The homologations of a service to the standard of 2024, whatever their period. One of a service below is that one's own. */
const homologations = (ask: Ask, service: Id): readonly Fact<'Homologated'>[] =>
    everStated(ask, service, 'Homologated').filter(({ framework }) => ['snds-2024', 'snds-2024-for-all'].some((name) => framework === inLibrary(ask, name)));

const isLive = (ask: Ask, { on, until, at }: Fact<'Homologated'>): boolean => ask.within(on, until, at);
