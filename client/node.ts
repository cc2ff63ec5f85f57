import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { openSession } from './session.ts';
import { offerTasks } from './tasks.ts';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server', 'lsp-node.cjs').fsPath;
    context.subscriptions.push(offerTasks(context));
    const server = { module, transport: TransportKind.stdio }; // Why not over IPC: docs/decisions/0031-over-the-standard-output.md
    await openSession(context, (options) => (client = new LanguageClient('terroir', 'Terroir', server, options)));
}

export const deactivate = (): Promise<void> | undefined => (client?.isRunning() ? client.stop() : undefined);
