import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Location, Position } from 'vscode-languageclient';
import type {
    FindFilesResult,
    InitializationOptions,
    LibraryFileParams,
    LibraryFileResult,
    ReadFileParams,
    ReadFileResult,
    RulePageParams,
    RulePageResult,
} from '../server/lsp/protocol.ts';
import { findFiles, libraryFile, readFile, rulePage } from '../server/lsp/protocol.ts';
import { restarting } from './crashes.ts';
import { chooseDay, showStatus } from './status.ts';

const language = 'terroir';

/** One server and what the editor shows of it. The two starters differ only in how the server is started. */
export async function openSession(context: vscode.ExtensionContext, start: (options: LanguageClientOptions) => BaseLanguageClient): Promise<void> {
    const initializationOptions: InitializationOptions = {
        libraryRoot: vscode.Uri.joinPath(context.extensionUri, 'dist', 'library').toString(),
        ...(vscode.l10n.bundle && { l10n: vscode.l10n.bundle }),
        terroirScheme: true,
        terroirCommands: true,
        terroirStatus: true,
    };
    // Named one by one: a spec seen through `git:` in a diff is a past text, not to be judged as today's. `terroir` is the library.
    const documentSelector = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'terroir'].map((scheme) => ({ scheme, language }));
    const client = start({
        documentSelector,
        initializationOptions,
        errorHandler: restarting(context),
        markdown: { isTrusted: { enabledCommands: ['terroir.showRule'] } },
    });
    // Before the start: a server without a file system asks while it initialises.
    client.onRequest(readFile, ({ uri }: ReadFileParams) => read(uri));
    client.onRequest(findFiles, find);
    context.subscriptions.push(
        showStatus(client, documentSelector),
        vscode.workspace.registerTextDocumentContentProvider('terroir', { provideTextDocumentContent: (uri) => libraryText(client, uri) }),
        vscode.workspace.registerTextDocumentContentProvider('terroir-rule', { provideTextDocumentContent: (uri) => ruleText(client, uri) }),
        vscode.commands.registerCommand('terroir.showRule', showRule),
        vscode.commands.registerCommand('terroir.showReferences', (uri: string, at: Position, places: Location[]) => showReferences(client, uri, at, places)),
        vscode.commands.registerCommand('terroir.copy', (line: string) => vscode.env.clipboard.writeText(line)),
        vscode.commands.registerCommand('terroir.showLog', () => client.outputChannel.show()),
        vscode.commands.registerCommand('terroir.judgeAt', (day?: unknown) => chooseDay(client, context, day)),
        vscode.commands.registerCommand('terroir.restart', () => restart(client)),
    );
    await client.start();
}

async function restart(client: BaseLanguageClient): Promise<void> {
    if (client.isRunning()) await client.stop();
    await client.start();
}

async function read(uri: string): Promise<ReadFileResult> {
    try {
        return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri))) };
    } catch (error) {
        if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return { text: null };
        throw error;
    }
}

async function find(): Promise<FindFilesResult> {
    const uris = await vscode.workspace.findFiles('**/*.terroir', '**/node_modules/**');
    return { uris: uris.map(String) };
}

async function libraryText(client: BaseLanguageClient, uri: vscode.Uri): Promise<string> {
    const params: LibraryFileParams = { uri: uri.toString() };
    return (await client.sendRequest<LibraryFileResult>(libraryFile, params)).text;
}

async function ruleText(client: BaseLanguageClient, uri: vscode.Uri): Promise<string> {
    const params: RulePageParams = { rule: uri.path.slice(1).replace(/\.md$/, '') };
    return (await client.sendRequest<RulePageResult>(rulePage, params)).markdown;
}

async function showRule(rule: unknown): Promise<void> {
    if (typeof rule !== 'string' || !/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(rule)) {
        await vscode.window.showErrorMessage(vscode.l10n.t('There is no rule named “{rule}”.', { rule: String(rule) }));
        return;
    }
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme: 'terroir-rule', path: `/${rule}.md` }));
}

/** Above a declaration: the editor's own command takes its own kind of places. */
async function showReferences({ protocol2CodeConverter: to }: BaseLanguageClient, uri: string, at: Position, places: Location[]): Promise<void> {
    await vscode.commands.executeCommand('editor.action.showReferences', to.asUri(uri), to.asPosition(at), places.map(to.asLocation));
}
