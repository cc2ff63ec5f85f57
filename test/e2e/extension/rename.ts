import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, exists, type FeatureChecks, file, open } from './asking.ts';

export const renameChecks: FeatureChecks = {
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

    'the path of an import renames its file, once': async () => {
        // Files of its own: one that has ever been open stays so for a while behind the editor's back, and with it its old name is taken.
        const write = (name: string, text: string) => vscode.workspace.fs.writeFile(file(`moving/${name}.terroir`), new TextEncoder().encode(text));
        await write('holding', 'organisation Holding { seat FR }\n');
        await write('daughter', 'import "./holding.terroir"\n\norganisation Daughter { seat FR  controlled by Holding }\n');
        const document = await open('moving/daughter.terroir');
        const edit = await until('the renaming', async () => {
            const place = at(document, './', 'import ');
            return vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>('vscode.executeDocumentRenameProvider', document.uri, place, './parent');
        });
        await vscode.workspace.applyEdit(edit);
        await until('the file', () => exists('moving/parent.terroir'));
        demand(!(await exists('moving/holding.terroir')), 'the old file is still there');
        await until('the import', () => document.getText() === 'import "./parent.terroir"\n\norganisation Daughter { seat FR  controlled by Holding }\n');
        await document.save();
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
        await vscode.workspace.fs.delete(file('moving'), { recursive: true });
    },
};
