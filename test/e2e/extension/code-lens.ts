import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demand, emc2, type FeatureChecks, open } from './asking.ts';

async function commands(): Promise<vscode.Command[]> {
    const document = await open(emc2);
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
    return found.flatMap(({ command }) => command ?? []);
}

export const codeLensChecks: FeatureChecks = {
    'above a contract stand its verdicts and how long it runs': async () => {
        await until('the lenses', async () => {
            const titles = (await commands()).map(({ title }) => title);
            return titles.some((title) => /^\d+ violations, \d+ unknowns$/.test(title)) && titles.some((title) => title.startsWith('runs until 2026-12-20'));
        });
    },

    'a lens leads to the references that it counts': async () => {
        const lens = await until('a lens with references', async () => (await commands()).find(({ title }) => title === '2 references'));
        demand(lens.command === 'terroir.showReferences', `the command is ${lens.command}`);
        await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
        await vscode.commands.executeCommand('closeReferenceSearch');
    },

    'lenses are switched off, and on again': async () => {
        const settings = vscode.workspace.getConfiguration('terroir');
        await settings.update('codeLens', false, vscode.ConfigurationTarget.Workspace);
        await until('no lenses', async () => (await commands()).length === 0);
        await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Workspace);
        await until('lenses', async () => (await commands()).length > 0);
    },
};
