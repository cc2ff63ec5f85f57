import { text } from '../../syntax/message.ts';
import { defineRule } from '../rule.ts';
import { judgeStakes } from './stakes.ts';

export const stakesUnderCap = defineRule({
    id: 'secnumcloud/stakes-under-cap',
    on: 'Service',
    summary: text('All holders seated outside the EU together have no more than a capped part of the operator’s capital or votes.'),
    why: text('Small foreign stakes add up. Together they can decide what none of them could alone.'),
    norms: ['secnumcloud-19-6'],
    judge: (ask, service) => judgeStakes(ask, service, 'collective-at-most'),
});
