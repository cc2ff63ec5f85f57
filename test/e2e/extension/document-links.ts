import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demand, emc2, type FeatureChecks, open } from './asking.ts';

export const documentLinksChecks: FeatureChecks = {
    'imports and addresses are links; a cited norm is none, for a click on it leads into the library': async () => {
        const document = await open(emc2);
        const links = await until('the links', async () => {
            const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri, 100);
            return found.length > 0 && found;
        });
        const led = links.map(({ range, target }) => `${document.getText(range)} → ${target?.path.split('/').at(-1)}`);
        demand(led.join() === './parties.terroir → parties.terroir', led.join(' | '));
        const library = await vscode.workspace.openTextDocument(vscode.Uri.parse('terroir:/norms-france.terroir'));
        await until('addresses in the library', async () => {
            const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', library.uri, 100);
            return found.some(({ target }) => target?.scheme === 'https');
        });
    },
};
