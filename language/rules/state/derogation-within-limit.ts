import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply } from '../rule.ts';
import { aboutDerogations } from './derogations.ts';

export const derogationWithinLimit = defineRule({
    id: 'state/derogation-within-limit',
    on: 'Contract',
    summary: text(
        'A derogation from the State’s duty to use qualified clouds is for a project begun before the law applied, and ends in time once an acceptable offer exists.',
    ),
    why: text(
        'The derogation bridges the time until somebody offers what the law asks for. When an offer is there the clock runs; whoever stays where he is after that has no leave any more.',
    ),
    norms: ['sren-31-derogation', 'circular-6404', 'circular-6282'],
    *judge(ask, contract) {
        const nameless = doesNotApply(text('No derogation says from which norm it is; state/derogation-is-complete says so.'));
        yield* aboutDerogations(ask, contract, 'inTime', () => nameless);
    },
});
