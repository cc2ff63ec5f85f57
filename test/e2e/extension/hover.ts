import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, emc2, type FeatureChecks, open, texts } from './asking.ts';

export const hoverChecks: FeatureChecks = {
    'hovering a contract tells what it is': async () => {
        const document = await open(emc2);
        await until('a hover', async () => {
            const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, 'EMC2Hosting'));
            return hovers.some((hover) => texts(hover.contents).includes('Hosting of the EMC2 warehouse'));
        });
    },
};
