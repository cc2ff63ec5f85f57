import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { DrawParams, DrawResult, PageMessage, View } from '../server/lsp/protocol.ts';
import { changed, draw } from '../server/lsp/protocol.ts';

/** The pages that the server draws, each in a panel beside the text. They are shown, kept fresh, and asked to do three things. */
export function openViews(client: BaseLanguageClient): vscode.Disposable[] {
    const open = new Map<View, { readonly panel: vscode.WebviewPanel; asked: DrawParams }>();

    async function show(view: View, from: unknown): Promise<void> {
        const editor = vscode.window.activeTextEditor;
        const uri = from instanceof vscode.Uri ? from : editor?.document.languageId === 'terroir' ? editor.document.uri : undefined;
        const isInText = uri !== undefined && editor?.document.uri.toString() === uri.toString();
        const place = { ...(uri && { uri: uri.toString() }), ...(isInText && { position: client.code2ProtocolConverter.asPosition(editor.selection.active) }) };
        const asked = { view, nonce: crypto.randomUUID(), ...place };
        const panel = open.get(view)?.panel ?? panelOf(view);
        open.set(view, { panel, asked });
        panel.reveal(undefined, true);
        await fill(view);
    }

    function panelOf(view: View): vscode.WebviewPanel {
        const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
        const panel = vscode.window.createWebviewPanel(`terroir.${view}`, 'Terroir', where, { enableScripts: true, localResourceRoots: [] });
        panel.onDidDispose(() => open.delete(view));
        panel.webview.onDidReceiveMessage((message: PageMessage) => heard(view, message));
        return panel;
    }

    /** Shows what the server draws now, unless that is what is shown already. */
    async function fill(view: View): Promise<void> {
        const shown = open.get(view);
        if (!shown) return;
        const { title, html, scope } = await client.sendRequest<DrawResult>(draw, shown.asked);
        if (open.get(view) !== shown) return;
        shown.asked = { ...shown.asked, scope };
        shown.panel.title = title;
        if (shown.panel.webview.html !== html) shown.panel.webview.html = html;
    }

    async function heard(view: View, { goTo, draw: scope, save: file }: PageMessage): Promise<void> {
        if (goTo) await reveal(client, goTo);
        if (file) await save(file);
        const shown = open.get(view);
        if (scope === undefined || !shown) return;
        open.set(view, { ...shown, asked: { ...shown.asked, scope } });
        await fill(view);
    }

    return [
        vscode.commands.registerCommand('terroir.showReach', (from) => show('reach', from)),
        vscode.commands.registerCommand('terroir.showTimeline', (from) => show('timeline', from)),
        client.onNotification(changed, async () => {
            await Promise.all([...open.keys()].map(fill));
        }),
        { dispose: () => [...open.values()].map(({ panel }) => panel.dispose()) },
    ];
}

async function reveal(client: BaseLanguageClient, { uri, range }: NonNullable<PageMessage['goTo']>): Promise<void> {
    const address = client.protocol2CodeConverter.asUri(uri);
    const seen = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === address.toString());
    const viewColumn = seen?.viewColumn ?? vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(address, { selection: client.protocol2CodeConverter.asRange(range), viewColumn });
}

async function save({ name, bytes }: NonNullable<PageMessage['save']>): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {});
    if (target) await vscode.workspace.fs.writeFile(target, bytes);
}
