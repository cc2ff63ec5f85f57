import * as vscode from 'vscode';
import { demand, type FeatureChecks } from './asking.ts';

export const textDocumentContentChecks: FeatureChecks = {
    'the library is shown as documents, which are specs': async () => {
        const library = await vscode.workspace.openTextDocument(vscode.Uri.parse('terroir:/vocabularies.terroir'));
        demand(library.languageId === 'terroir', `the language is ${library.languageId}`);
        demand(library.getText().includes('vocabulary category'), library.getText().slice(0, 200));
    },
};
