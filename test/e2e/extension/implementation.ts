import { at, demand, emc2, type FeatureChecks, leadsTo, open } from './asking.ts';

export const implementationChecks: FeatureChecks = {
    'a commitment leads to the transition under it': async () => {
        const document = await open(emc2);
        const led = await leadsTo('Implementation', document, at(document, 'LeaveAzure', 'commitment '));
        demand(led.join() === 'emc2/emc2.terroir: transitional at most 2 years since 2020-11-19 under LeaveAzure', led.join(' | '));
    },
};
