import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, demand, emc2, type FeatureChecks, open } from './asking.ts';

const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => input instanceof vscode.TabInputWebview);

/** The tab of a view; its title is the server's, so it has drawn the picture. */
const shown = (title: string): Promise<vscode.Tab> =>
    until(`the view “${title}”; there are ${tabs().map(({ label }) => label)}`, () => tabs().find(({ label }) => label === title));

/** What a view shows is looked at in `view-checks.ts`: not every host gives its frames a page of their own. */
export const drawChecks: FeatureChecks = {
    'the views of a contract open from its text, one of each': async () => {
        const document = await open(emc2);
        const editor = await vscode.window.showTextDocument(document);
        const place = at(document, 'controller HDH');
        editor.selection = new vscode.Selection(place, place);
        for (const [command, view] of [
            ['terroir.showReach', 'Reach'],
            ['terroir.showTimeline', 'Timeline'],
            ['terroir.showReach', 'Reach'],
        ]) {
            await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
            await vscode.commands.executeCommand(command as string);
            await shown(`${view}: Hosting of the EMC2 warehouse`);
        }
        demand(tabs().length === 2, `there are ${tabs().length} views`);
    },

    'an open view follows an edit': async () => {
        const document = await open(emc2);
        const place = at(document, 'Hosting of the EMC2');
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, place, 'x');
        await vscode.workspace.applyEdit(edit);
        await shown('Timeline: Hxosting of the EMC2 warehouse');
        const back = new vscode.WorkspaceEdit();
        back.delete(document.uri, new vscode.Range(place, place.translate(0, 1)));
        await vscode.workspace.applyEdit(back);
        await shown('Timeline: Hosting of the EMC2 warehouse');
    },

    'a spec in the explorer is drawn as a file': async () => {
        const { uri } = await open('bank.terroir');
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
        await vscode.commands.executeCommand('terroir.showReach', uri);
        await shown('Reach: 2 contracts');
        await vscode.window.tabGroups.close(tabs());
        await until('the views to close', () => tabs().length === 0);
    },
};
