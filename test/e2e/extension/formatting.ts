import * as vscode from 'vscode';
import { until } from '../until.ts';
import { demand, type FeatureChecks } from './asking.ts';

const untidy = 'organisation A {\n  seat   FR\n  kind company\n}\ndataset   D { warehouse }\n';
const options = { tabSize: 4, insertSpaces: true };

/** A fresh text with the edits that a command gives for it. */
async function after(command: string, ...rest: readonly unknown[]): Promise<string> {
    const document = await vscode.workspace.openTextDocument({ language: 'terroir', content: untidy });
    const edits = await until(`edits by ${command}`, async () => {
        const found = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(command, document.uri, ...rest, options);
        return found && found.length > 0 && found;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    return document.getText();
}

const expected = (command: string, found: string, wanted: string) => demand(found === wanted, `${command} gave ${JSON.stringify(found)}`);

export const formattingChecks: FeatureChecks = {
    'a document is laid out': async () => {
        const command = 'vscode.executeFormatDocumentProvider';
        expected(command, await after(command), 'organisation A {\n    seat FR\n    kind company\n}\ndataset D { warehouse }\n');
    },

    'a selection is laid out, and nothing else': async () => {
        const command = 'vscode.executeFormatRangeProvider';
        const found = await after(command, new vscode.Range(1, 0, 2, 0));
        expected(command, found, 'organisation A {\n    seat FR\n  kind company\n}\ndataset   D { warehouse }\n');
    },

    'a block is laid out when its brace is typed': async () => {
        const command = 'vscode.executeFormatOnTypeProvider';
        const found = await after(command, new vscode.Position(3, 1), '}');
        expected(command, found, 'organisation A {\n    seat FR\n    kind company\n}\ndataset   D { warehouse }\n');
    },
};
