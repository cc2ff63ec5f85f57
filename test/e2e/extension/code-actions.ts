import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, codes, demand, emc2, exists, type FeatureChecks, finding, open } from './asking.ts';

/** The action at a place that begins with a title, with its edit. */
const actionAt = (document: vscode.TextDocument, place: vscode.Position, title: string, kind?: string): Promise<vscode.CodeAction> =>
    until(`the action “${title}”`, async () => {
        const range = new vscode.Range(place, place);
        const all = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind, 100);
        return all.find((one) => one.title.startsWith(title) && one.edit);
    });

/** Puts a text in the place of a document's, does something, and leaves the document as it was. */
async function during(document: vscode.TextDocument, text: string, work: () => Promise<void>): Promise<void> {
    const before = document.getText();
    const set = async (fresh: string) => {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), fresh);
        await vscode.workspace.applyEdit(edit);
    };
    await set(text);
    try {
        await work();
    } finally {
        await set(before);
        await document.save();
    }
}

const apply = async ({ edit, title }: vscode.CodeAction): Promise<void> => {
    demand(edit && (await vscode.workspace.applyEdit(edit)), `“${title}” could not be carried out`);
};

export const codeActionsChecks: FeatureChecks = {
    'a misspelt word is mended where it stands, in text that cannot be read': async () => {
        const document = await open('clinic.terroir');
        await during(document, document.getText().replace('seat FR', 'saet FR'), async () => {
            await until('a syntax finding', () => codes(document.uri).includes('syntax/unexpected-word'));
            await apply(await actionAt(document, at(document, 'saet'), 'Did you mean seat?'));
            await until('the finding to go', () => !codes(document.uri).includes('syntax/unexpected-word'));
        });
    },

    'on a save, what changes nothing that is stated is mended if the user wishes': async () => {
        const settings = vscode.workspace.getConfiguration('editor');
        await settings.update('codeActionsOnSave', { 'source.fixAll.terroir': 'explicit' }, vscode.ConfigurationTarget.Workspace);
        const document = await open('clinic.terroir');
        const before = document.getText();
        await during(document, `import "./clinic.terroir"\n${before}`, async () => {
            await until('the finding', () => codes(document.uri).includes('names/imports-itself'));
            await document.save();
            await until('the import to go', () => document.getText() === before);
        });
        await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    },

    'imports are put in order': async () => {
        const document = await open('clinic.terroir');
        const extra = 'organisation Extra { seat FR  kind company  owned 50% by MicrosoftCorporation  owned 50% by CNIL }\n';
        await during(document, `import "./emc2/parties.terroir"\nimport "terroir:providers"\n\n${document.getText()}\n${extra}`, async () => {
            const fix = await actionAt(document, new vscode.Position(0, 0), '', 'source.organizeImports');
            await apply(fix);
            await until('the library first', () => document.getText().startsWith('import "terroir:providers"\nimport "./emc2/parties.terroir"\n\n'));
        });
    },

    'a declaration moves to a file of its own, and comes back': async () => {
        const document = await open(emc2);
        const fresh = 'emc2/emc2-2.terroir';
        await during(document, document.getText(), async () => {
            await apply(await actionAt(document, at(document, 'EMC2', 'dataset '), 'Move EMC2 to a file of its own', 'refactor.move'));
            await vscode.workspace.saveAll(false);
            await until('the new file', () => exists(fresh));
            demand(document.getText().includes('import "./emc2-2.terroir"'), 'the new file is not imported');
            demand(!document.getText().includes('dataset EMC2'), 'the declaration is still here');
            await apply(await actionAt(document, at(document, 'EMC2', 'hosts '), 'Bring EMC2 into this file', 'refactor.inline'));
            await vscode.workspace.saveAll(false);
            await until('the file to go', async () => !(await exists(fresh)));
            demand(document.getText().includes('dataset EMC2'), 'the declaration is not back');
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
};
