import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, codeOf, codes, demand, emc2, type FeatureChecks, file, finding, open } from './asking.ts';

export const mainChecks: FeatureChecks = {
    'the extension starts when a spec is opened': async () => {
        await open(emc2);
        const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === 'terroir');
        demand(extension, 'the extension is not there');
        await until('the extension to be active', () => extension.isActive);
    },

    'the EMC2 contract is found to be within reach of foreign control': async () => {
        const found = await finding(file(emc2), 'reach/no-foreign-control');
        demand(found.source === 'terroir', `the source is ${found.source}`);
        await finding(file(emc2), 'state/sensitive-data-is-shielded');
    },

    'the clinic, which got it right, has no error and no warning': async () => {
        const clinic = await open('clinic.terroir');
        // A fault that comes and goes shows that the file is judged: silence alone would prove nothing.
        const fault = new vscode.WorkspaceEdit();
        fault.insert(clinic.uri, new vscode.Position(0, 0), 'organisation Extra { seat Atlantis }\n');
        await vscode.workspace.applyEdit(fault);
        await until('the fault', () => codes(clinic.uri).some((code) => code.startsWith('names/')));
        const mend = new vscode.WorkspaceEdit();
        mend.delete(clinic.uri, new vscode.Range(0, 0, 1, 0));
        await vscode.workspace.applyEdit(mend);
        await until('the fault to go', () => !codes(clinic.uri).some((code) => code.startsWith('names/')));
        const bad = vscode.languages.getDiagnostics(clinic.uri).filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
        demand(bad.length === 0, bad.map((diagnostic) => `${codeOf(diagnostic)}: ${diagnostic.message}`).join('\n'));
    },

    'an edit changes the findings, and undoing it brings them back': async () => {
        const document = await open(emc2);
        await finding(document.uri, 'state/sensitive-data-is-shielded');
        const line = document.lineAt(at(document, 'sensitivity medical-secret').line);
        const edit = new vscode.WorkspaceEdit();
        edit.replace(document.uri, line.range, '    sensitivty medical-secret');
        await vscode.workspace.applyEdit(edit);
        await until('a syntax finding', () => codes(document.uri).some((code) => code.startsWith('syntax/')));
        const back = new vscode.WorkspaceEdit();
        back.replace(document.uri, document.lineAt(line.lineNumber).range, line.text);
        await vscode.workspace.applyEdit(back);
        await until('the syntax finding to go', () => !codes(document.uri).some((code) => code.startsWith('syntax/')));
        await finding(document.uri, 'state/sensitive-data-is-shielded');
    },

    'another day of judgement gives other findings': async () => {
        const settings = vscode.workspace.getConfiguration('terroir');
        await settings.update('asOf', '2023-12-31', vscode.ConfigurationTarget.Workspace);
        await until(
            'state/sensitive-data-is-shielded to go: the duty did not apply yet',
            () => !codes(file(emc2)).includes('state/sensitive-data-is-shielded'),
        );
        await settings.update('asOf', undefined, vscode.ConfigurationTarget.Workspace);
        await finding(file(emc2), 'state/sensitive-data-is-shielded');
    },

    'the server comes back after a restart': async () => {
        await vscode.commands.executeCommand('terroir.restart');
        await open(emc2);
        await finding(file(emc2), 'reach/no-foreign-control');
    },
};
