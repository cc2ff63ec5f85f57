import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, codeOf, codes, demand, emc2, type FeatureChecks, file, finding, open, texts } from './asking.ts';

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

    'hovering a contract tells what it is': async () => {
        const document = await open(emc2);
        await until('a hover', async () => {
            const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, 'EMC2Hosting'));
            return hovers.some((hover) => texts(hover.contents).includes('Hosting of the EMC2 warehouse'));
        });
    },

    'terms are proposed after `category`': async () => {
        const document = await open(emc2);
        const place = document.positionAt(document.getText().indexOf('category health') + 'category '.length);
        await until('the term genetic', async () => {
            const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, place);
            return list.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'genetic');
        });
    },

    'a finding is waived by a quick fix, and is then only a hint': async () => {
        const document = await open(emc2);
        const before = document.getText();
        const { range } = await finding(document.uri, 'reach/no-foreign-control');
        const edit = await until('the quick fix', async () => {
            // Edits are told when an action is asked about in full.
            const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, undefined, 100);
            return actions.find(({ title }) => title.startsWith('Waive reach/no-foreign-control'))?.edit;
        });
        await vscode.workspace.applyEdit(edit);
        await until(
            'the finding to be a hint',
            async () => (await finding(document.uri, 'reach/no-foreign-control')).severity === vscode.DiagnosticSeverity.Hint,
        );
        const back = new vscode.WorkspaceEdit();
        back.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), before);
        await vscode.workspace.applyEdit(back);
        await until(
            'the finding to be more than a hint',
            async () => (await finding(document.uri, 'reach/no-foreign-control')).severity < vscode.DiagnosticSeverity.Hint,
        );
    },

    'renaming a party changes both files': async () => {
        const document = await open(emc2);
        const edit = await until('the rename', async () => {
            const place = at(document, 'MicrosoftIreland');
            const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
                'vscode.executeDocumentRenameProvider',
                document.uri,
                place,
                'MicrosoftEire',
            );
            return found?.size > 0 && found;
        });
        const changed = edit.entries().map(([uri]) => uri.path.split('/').at(-1));
        demand(changed.includes('emc2.terroir') && changed.includes('parties.terroir'), `changed: ${changed.join(', ')}`);
    },

    'a term leads to its definition in the library': async () => {
        const document = await open(emc2);
        const target = await until('the definition', async () => {
            const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
                'vscode.executeDefinitionProvider',
                document.uri,
                at(document, 'health', 'category '),
            );
            return found[0];
        });
        const [uri, range] = 'uri' in target ? [target.uri, target.range] : [target.targetUri, target.targetSelectionRange ?? target.targetRange];
        demand(uri.scheme === 'terroir', `the definition is in ${uri}`);
        const library = await vscode.workspace.openTextDocument(uri);
        demand(library.languageId === 'terroir', `the language is ${library.languageId}`);
        demand(/^\s*health "/.test(library.lineAt(range.start.line).text), `the definition is “${library.lineAt(range.start.line).text}”`);
    },

    'the page of a rule opens': async () => {
        const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('terroir-rule:/reach/no-foreign-control.md'));
        demand(page.getText().includes('reach/no-foreign-control'), `the page is “${page.getText().slice(0, 200)}”`);
        await vscode.commands.executeCommand('terroir.showRule', 'reach/no-foreign-control');
    },

    'the outline names the declarations': async () => {
        await until('the symbols', async () => {
            const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', file(emc2));
            return symbols?.some(({ name }) => name === 'EMC2Hosting') && symbols.some(({ name }) => name === 'LeaveAzure');
        });
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
