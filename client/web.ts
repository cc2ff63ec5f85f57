import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { openSession } from './session.ts';

/** All that is used here of the browser's own; its full typings would let the rest of the project use them too. */
declare class Worker {
    constructor(address: string);
    terminate(): void;
}

let client: LanguageClient | undefined;
let worker: Worker | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const address = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server', 'lsp-web.js').toString(true);
    const server = async () => {
        worker?.terminate();
        worker = new Worker(address);
        // Not the worker itself: the client asks whether it is an instance of `Worker`, and VS Code's stand-in for workers is not.
        return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    await openSession(context, (options) => (client = new LanguageClient('terroir', 'Terroir', server, options)));
}

export const deactivate = (): Promise<void> | undefined => (client?.isRunning() ? client.stop() : undefined);
