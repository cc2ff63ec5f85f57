import { at, demand, emc2, type FeatureChecks, leadsTo, open } from './asking.ts';

export const declarationChecks: FeatureChecks = {
    'a name leads to the import that brings it in': async () => {
        const document = await open(emc2);
        const led = await leadsTo('Declaration', document, at(document, 'HDH', 'controller '));
        demand(led.join() === 'emc2/emc2.terroir: import "./parties.terroir"', led.join(' | '));
    },
};
