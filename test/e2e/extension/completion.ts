import * as vscode from 'vscode';
import { until } from '../until.ts';
import { emc2, type FeatureChecks, open } from './asking.ts';

export const completionChecks: FeatureChecks = {
    'terms are proposed after `category`': async () => {
        const document = await open(emc2);
        const place = document.positionAt(document.getText().indexOf('category health') + 'category '.length);
        await until('the term genetic', async () => {
            const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, place);
            return list.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'genetic');
        });
    },
};
