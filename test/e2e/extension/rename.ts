import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, exists, type FeatureChecks, file, leadsTo, open } from './asking.ts';

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
        await write('owner', 'organisation Owner { seat FR }\n');
        await write('owned', 'import "./owner.terroir"\n\norganisation Owned { seat FR  controlled by Owner }\n');
        const document = await open('moving/owned.terroir');
        for (const name of ['parent', 'owner']) {
            const edit = await until(`the renaming to ${name}`, async () => {
                const place = at(document, './', 'import ');
                return vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
                    'vscode.executeDocumentRenameProvider',
                    document.uri,
                    place,
                    `./${name}`,
                );
            });
            await vscode.workspace.applyEdit(edit);
            await until(`the file ${name}`, () => exists(`moving/${name}.terroir`));
            await until('the import', () => document.getText().includes(`import "./${name}.terroir"`));
            await document.save();
            // The server learns from the disk, a moment later, which names are free again.
            await until('the other declaration', async () => (await leadsTo('Definition', document, at(document, 'Owner', 'controlled by '))).length === 1);
        }
        await vscode.workspace.fs.delete(file('moving'), { recursive: true });
    },
};
