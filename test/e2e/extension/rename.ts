import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, exists, type FeatureChecks, open } from './asking.ts';

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
        const document = await open(emc2);
        const rename = (name: string) =>
            until(`the renaming to ${name}`, async () => {
                const place = at(document, './', 'import ');
                return vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>('vscode.executeDocumentRenameProvider', document.uri, place, name);
            });
        for (const name of ['people', 'parties']) {
            await vscode.workspace.applyEdit(await rename(`./${name}`));
            await until(`the file ${name}`, () => exists(`emc2/${name}.terroir`));
            await until('the import', () => document.getText().includes(`import "./${name}.terroir"`));
            await document.save();
        }
    },
};
