import * as vscode from 'vscode';
import { until } from '../until.ts';
import { codes, demand, type FeatureChecks } from './asking.ts';

/** Runs a command that opens a text, and gives the document that is then in front. */
async function opened(command: string, languageId: string): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand(command);
    return until(`a document by ${command}`, () => {
        const document = vscode.window.activeTextEditor?.document;
        return document?.languageId === languageId && document.getText() !== '' && document;
    });
}

/** Leaves it without asking whether it is to be saved. */
const discard = () => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');

export const draftChecks: FeatureChecks = {
    'a new spec is opened unsaved, with places to fill, and is judged': async () => {
        const document = await opened('terroir.newSpec', 'terroir');
        demand(document.isUntitled, `it is saved as ${document.uri}`);
        demand(!document.getText().includes('${'), document.getText());
        await until('findings', () => codes(document.uri).includes('facts/contract-is-read'));
        await discard();
    },

    'the practice spec shows its mistakes': async () => {
        const document = await opened('terroir.practice', 'terroir');
        demand(document.isUntitled, `it is saved as ${document.uri}`);
        for (const code of ['names/unknown', 'reach/no-foreign-control', 'term/certificate-outlasts-contract'])
            await until(code, () => codes(document.uri).includes(code));
        await discard();
    },

    'an issue is prepared, with versions and settings, and goes nowhere': async () => {
        const document = await opened('terroir.reportIssue', 'markdown');
        const text = document.getText();
        demand(text.includes(vscode.version) && text.includes('"asOf":"2026-11-23"'), text);
        await discard();
    },

    'the tour opens': async () => {
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        await vscode.commands.executeCommand('terroir.tour');
        // What is in it no API tells; the checks of the window look at it.
        await until('its tab', () => vscode.window.tabGroups.activeTabGroup.activeTab !== undefined);
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    },
};
