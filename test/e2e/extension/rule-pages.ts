import * as vscode from 'vscode';
import { demand, type FeatureChecks } from './asking.ts';

export const rulePagesChecks: FeatureChecks = {
    'the page of a rule opens': async () => {
        const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('terroir-rule:/reach/no-foreign-control.md'));
        demand(page.getText().includes('reach/no-foreign-control'), `the page is “${page.getText().slice(0, 200)}”`);
        await vscode.commands.executeCommand('terroir.showRule', 'reach/no-foreign-control');
    },
};
