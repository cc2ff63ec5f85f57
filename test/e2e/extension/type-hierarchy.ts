import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

export const typeHierarchyChecks: FeatureChecks = {
    'above a company stands who owns it, in another file': async () => {
        const document = await open(emc2);
        const root = await until('the company', async () => {
            const place = at(document, 'MicrosoftIreland', 'processor ');
            return (await vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>('vscode.prepareTypeHierarchy', document.uri, place))?.[0];
        });
        const above = await vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>('vscode.provideSupertypes', root);
        const told = above.map(({ name, detail }) => `${name}: ${detail}`);
        demand(told.join() === 'MicrosoftCorporation: in control', told.join());
        const below = await vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>('vscode.provideSubtypes', above[0]);
        demand(
            below.some(({ name }) => name === 'MicrosoftIreland'),
            below.map(({ name }) => name).join(),
        );
    },
};
