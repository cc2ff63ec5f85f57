import { text } from '../../syntax/message.ts';
import { defineRule } from '../rule.ts';
import { judgeStakes } from './stakes.ts';

export const stakeUnderCap = defineRule({
    id: 'secnumcloud/stake-under-cap',
    on: 'Service',
    summary: text('No holder seated outside the EU has more than a capped part of the operator’s capital or votes.'),
    why: text('Whoever has a large stake is heard, and his country through him. The cap keeps each single foreign voice small.'),
    norms: ['secnumcloud-19-6'],
    judge: (ask, service) => judgeStakes(ask, service, 'individual-at-most'),
});
