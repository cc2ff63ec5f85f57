import { hostings, whyNotAlive } from '../../model/contracts.ts';
import { called, facts, part } from '../../model/declarations.ts';
import { isA } from '../../model/library.ts';
import { datasetStep, once } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule, doesNotApply, unknown } from '../rule.ts';
import { fromSnds } from './snds.ts';

export const sndsPurposeIsAllowed = defineRule({
    id: 'health/snds-purpose-is-allowed',
    on: 'Contract',
    summary: text('Data of the SNDS serve no purpose that the law forbids.'),
    why: text(
        'The data were given for care, and by law. They may not be turned against a person, sell a product to doctors, or decide who is insured and for how much.',
    ),
    norms: ['csp-l1461-1'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const hosted = once(hostings(ask, contract), ({ dataset }) => dataset)
            .map(({ dataset }) => ({ dataset, found: fromSnds(ask, contract, dataset) }))
            .filter(({ found }) => found !== false)
            .sort((a, b) => Number(a.found !== true) - Number(b.found !== true));
        const first = hosted[0];
        if (!first) return yield doesNotApply(text('None of the hosted data come from the SNDS.'));
        const open = first.found === true || first.found === false ? undefined : first.found;
        const purposes = facts(ask, contract, 'Purpose');
        for (const { kinds, at } of purposes) {
            for (const [i, purpose] of kinds.entries()) {
                if (!isA(ask, purpose, 'trait.forbidden-for-snds')) continue;
                const names = { dataset: called(ask, first.dataset), purpose: called(ask, purpose) };
                yield breach(
                    {
                        at: part({ at }, `kinds.${i}`),
                        message: text('{dataset} comes from the SNDS, and may not serve this: {purpose}.', names),
                        path: [datasetStep(ask, first.dataset), { say: text('{name}', { name: names.purpose }), at }],
                        cure: text('Give up the purpose, or leave the data of the SNDS out of it.'),
                    },
                    open,
                );
            }
        }
        const vague = purposes.filter(({ kinds }) => kinds.length === 0);
        if (purposes.length > 0 && vague.length === 0) return;
        // Whether they come from the SNDS is asked by health/snds-is-homologated, and here where a forbidden purpose is stated.
        if (open) {
            const forbidden = purposes.some(({ kinds }) => kinds.some((purpose) => isA(ask, purpose, 'trait.forbidden-for-snds')));
            if (!forbidden) yield doesNotApply(text('None of the hosted data are stated to come from the SNDS.'));
            return;
        }
        const at = vague[0]?.at;
        yield unknown({
            at: at ?? { id: contract, path: 'name' },
            message: text('{dataset} comes from the SNDS; whether it serves a forbidden purpose is not stated.', { dataset: called(ask, first.dataset) }),
            path: [datasetStep(ask, first.dataset)],
            settle: [at ? { in: contract, write: 'as {purpose}', behind: at } : { in: contract, write: 'purpose {text} as {purpose}' }],
        });
    },
});
