import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demand, type FeatureChecks } from './asking.ts';

const symbols = (query: string) => vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', query);

export const workspaceSymbolsChecks: FeatureChecks = {
    'symbols of the workspace are found by some of their letters': async () => {
        await until('the symbol', async () => {
            const found = await symbols('emc2h');
            return found.some(({ name, containerName }) => name === 'EMC2Hosting' && containerName === 'contract');
        });
    },

    'and by what kind they are': async () => {
        const found = await until('contracts', async () => {
            const all = await symbols(':contract');
            return all.length > 1 && all;
        });
        const kinds = new Set(found.map(({ containerName }) => containerName));
        demand([...kinds].join() === 'contract', `there are ${[...kinds].join()}`);
    },
};
