import * as vscode from 'vscode';
import { until } from '../until.ts';
import { codes, demand, type FeatureChecks, file, open } from './asking.ts';

const write = (path: string, text: string) => vscode.workspace.fs.writeFile(file(path), new TextEncoder().encode(text));
const shows = (path: string, code: string) =>
    until(`${code} in ${path}; there is ${codes(file(path)).join(', ') || 'nothing'}`, () => codes(file(path)).includes(code));
const showsNothing = (path: string) => until(`${path} to show nothing; there is ${codes(file(path)).join(', ')}`, () => codes(file(path)).length === 0);

export const diagnosticsChecks: FeatureChecks = {
    'files that nobody opened show their problems, once, until they are mended or deleted': async () => {
        await write('made/one.terroir', 'organisation One { seat Nowhere }\n');
        await write('made/two.terroir', 'import "./one.terroir"\norganisation Two { seat FR  kind company  controlled by One  controlled by Gone }\n');
        await shows('made/one.terroir', 'names/unknown');
        await shows('made/two.terroir', 'names/unknown');
        const twice = codes(file('made/one.terroir')).filter((code) => code === 'names/unknown');
        demand(twice.length === 1, `the problem is shown ${twice.length} times`);
        await write('made/two.terroir', 'import "./one.terroir"\norganisation Two { seat FR  kind company  controlled by One }\n');
        await until('two to be mended', () => !codes(file('made/two.terroir')).includes('names/unknown'));
    },

    'an open file follows one that is not open': async () => {
        await open('made/two.terroir');
        await write('made/one.terroir', 'organisation Uno { seat FR  kind foundation }\n');
        await shows('made/two.terroir', 'names/unknown');
        await write('made/one.terroir', 'organisation One { seat FR  kind foundation }\n');
        await until('two to be mended', () => !codes(file('made/two.terroir')).includes('names/unknown'));
    },

    'what is closed without being saved shows the problems of what is on the disk': async () => {
        const document = await open('made/two.terroir');
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, new vscode.Position(1, 0), 'organisation Three { seat Nowhere }\n');
        await vscode.workspace.applyEdit(edit);
        await shows('made/two.terroir', 'names/unknown');
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        await until('the problem to go', () => !codes(file('made/two.terroir')).includes('names/unknown'));
    },

    'a deleted folder takes the problems of its files along': async () => {
        // Not one that a check has opened: VS Code keeps such documents for a while, and so long they count.
        await write('made/deep/three.terroir', 'organisation Three { seat Nowhere }\n');
        await shows('made/deep/three.terroir', 'names/unknown');
        await vscode.workspace.fs.delete(file('made'), { recursive: true });
        await showsNothing('made/deep/three.terroir');
    },
};
