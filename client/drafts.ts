import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { DraftParams, DraftResult } from '../server/lsp/protocol.ts';
import { draft } from '../server/lsp/protocol.ts';

/** Opens a text of the server's as a document that is not saved anywhere; a template with its places to fill. */
export async function openDraft(client: BaseLanguageClient, params: DraftParams): Promise<void> {
    const { language, text, isTemplate } = await client.sendRequest<DraftResult>(draft, params);
    const document = await vscode.workspace.openTextDocument({ language, content: isTemplate ? '' : text });
    const editor = await vscode.window.showTextDocument(document);
    if (isTemplate) await editor.insertSnippet(new vscode.SnippetString(text));
}

/** What an issue says of this side: versions, and the settings of Terroir alone. */
export function aboutEditor({ extension }: vscode.ExtensionContext): Readonly<Record<string, string>> {
    const { appHost, appName, language, remoteName } = vscode.env;
    return {
        Terroir: extension.packageJSON.version,
        [appName]: [vscode.version, appHost, ...(remoteName ? [remoteName] : []), language].join(', '),
        terroir: JSON.stringify(vscode.workspace.getConfiguration('terroir')),
    };
}
