import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { openSession } from './session.ts';
import { offerTasks } from './tasks.ts';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server', 'lsp-node.cjs').fsPath;
    context.subscriptions.push(offerTasks(context));
    // As every other editor does: what is told of a long file comes at half the price (docs/decisions/0031-over-the-standard-output.md).
    const server = { module, transport: TransportKind.stdio };
    await openSession(context, (options) => (client = new LanguageClient('terroir', 'Terroir', server, options)));
}

export const deactivate = (): Promise<void> | undefined => (client?.isRunning() ? client.stop() : undefined);
