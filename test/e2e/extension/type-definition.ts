import { at, demand, emc2, type FeatureChecks, leadsTo, open } from './asking.ts';

export const typeDefinitionChecks: FeatureChecks = {
    'a term leads to its vocabulary in the library': async () => {
        const document = await open(emc2);
        const led = await leadsTo('TypeDefinition', document, at(document, 'health', 'category '));
        demand(led.join() === '/vocabularies.terroir: vocabulary category "What the data are about" {', led.join(' | '));
    },
};
