import * as vscode from 'vscode';
import { until } from '../until.ts';
import { emc2, type FeatureChecks, file } from './asking.ts';

export const documentSymbolsChecks: FeatureChecks = {
    'the outline names the declarations': async () => {
        await until('the symbols', async () => {
            const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', file(emc2));
            return symbols?.some(({ name }) => name === 'EMC2Hosting') && symbols.some(({ name }) => name === 'LeaveAzure');
        });
    },
};
