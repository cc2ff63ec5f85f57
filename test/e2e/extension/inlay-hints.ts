import * as vscode from 'vscode';
import { until } from '../until.ts';
import { emc2, type FeatureChecks, open } from './asking.ts';

async function hints(): Promise<string[]> {
    const document = await open(emc2);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const found = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, all);
    return (found ?? []).map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
}

export const inlayHintsChecks: FeatureChecks = {
    'behind a term stands its last day, behind a party who controls it': async () => {
        await until('the hints', async () => {
            const found = await hints();
            return found.includes('until 2026-12-20') && found.includes('controlled from US by Microsoft Corporation');
        });
    },

    'a kind of hints is switched off, and on again': async () => {
        const settings = vscode.workspace.getConfiguration('terroir');
        await settings.update('inlayHints.control', false, vscode.ConfigurationTarget.Workspace);
        await until('no control', async () => {
            const found = await hints();
            return found.length > 0 && !found.some((one) => one.startsWith('controlled'));
        });
        await settings.update('inlayHints.control', undefined, vscode.ConfigurationTarget.Workspace);
        await until('control again', async () => (await hints()).some((one) => one.startsWith('controlled')));
    },
};
