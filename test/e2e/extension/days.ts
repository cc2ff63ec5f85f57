import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, codes, emc2, type FeatureChecks, file, finding, open, texts } from './asking.ts';

export const dayChecks: FeatureChecks = {
    'another day is chosen: findings and hovers speak of it, and of the day of the settings when that is chosen again': async () => {
        const document = await open(emc2);
        await finding(document.uri, 'state/sensitive-data-is-shielded');
        await vscode.commands.executeCommand('terroir.judgeAt', '2023-12-31');
        await until('the duty that did not apply yet to go', () => !codes(file(emc2)).includes('state/sensitive-data-is-shielded'));
        await until('the hover to say the day', async () => {
            const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, 'EMC2Hosting'));
            return hovers.some((hover) => texts(hover.contents).includes('2023-12-31'));
        });
        await vscode.commands.executeCommand('terroir.judgeAt', '2026-11-23');
        await finding(document.uri, 'state/sensitive-data-is-shielded');
    },
};
