import * as vscode from 'vscode';

/** The command that comes with the extension, as a task: on a whole folder, or as a `tasks.json` says. */
export function offerTasks({ extensionUri }: vscode.ExtensionContext): vscode.Disposable {
    const command = vscode.Uri.joinPath(extensionUri, 'dist', 'terroir.cjs').fsPath;
    const task = (definition: vscode.TaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope, name: string) => {
        const { paths = ['.'], asOf, failOn, failOnUnknown } = definition;
        const options = [...(asOf ? ['--as-of', asOf] : []), ...(failOn ? ['--fail-on', failOn] : []), ...(failOnUnknown ? ['--fail-on-unknown'] : [])];
        const language = vscode.env.language.startsWith('fr') ? 'fr' : 'en';
        // The editor's own Node: nothing has to be installed, and nothing of the workspace is run.
        const execution = new vscode.ProcessExecution(process.execPath, [command, 'check', ...paths, ...options, '--lang', language, '--no-wrap'], {
            env: { ELECTRON_RUN_AS_NODE: '1' },
        });
        // No problem matcher: what the task finds in this folder the server has found already.
        return new vscode.Task(definition, scope, name, 'terroir', execution, []);
    };
    return vscode.tasks.registerTaskProvider('terroir', {
        provideTasks: () => (vscode.workspace.workspaceFolders ?? []).map((folder) => task({ type: 'terroir' }, folder, 'check')),
        resolveTask: ({ definition, scope, name }) => task(definition, scope ?? vscode.TaskScope.Workspace, name),
    });
}
