import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, Location, Position } from 'vscode-languageclient';
import type { InitializationOptions, LibraryFileParams, LibraryFileResult, RulePageParams, RulePageResult, RulesResult } from '../server/lsp/protocol.ts';
import { libraryFile, rulePage, rules } from '../server/lsp/protocol.ts';
import { quieten, restarting } from './crashes.ts';
import { aboutEditor, openDraft } from './drafts.ts';
import { serveFiles } from './files.ts';
import { chooseDay, showStatus } from './status.ts';
import { openViews } from './views.ts';

const language = 'terroir';

/** One server and what the editor shows of it. The two starters differ only in how the server is started. */
export async function openSession(context: vscode.ExtensionContext, start: (options: LanguageClientOptions) => BaseLanguageClient): Promise<void> {
    const initializationOptions = (): InitializationOptions => ({
        libraryRoot: vscode.Uri.joinPath(context.extensionUri, 'dist', 'library').toString(),
        ...(vscode.l10n.bundle && { l10n: vscode.l10n.bundle }),
        terroirScheme: true,
        terroirCommands: true,
        terroirStatus: true,
        terroirViews: true,
        trusted: vscode.workspace.isTrusted,
        vsCode: true,
    });
    // Named one by one: a spec seen through `git:` in a diff is a past text, not to be judged as today's. `terroir` is the library.
    const documentSelector = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'terroir'].map((scheme) => ({ scheme, language }));
    const learn = (folders: readonly vscode.WorkspaceFolder[] = []) => {
        const fresh = new Set(folders.map(({ uri }) => uri.scheme).filter((scheme) => !documentSelector.some((known) => known.scheme === scheme)));
        documentSelector.push(...[...fresh].map((scheme) => ({ scheme, language })));
        return fresh.size > 0;
    };
    learn(vscode.workspace.workspaceFolders);
    const client = start({
        documentSelector,
        initializationOptions,
        errorHandler: restarting(context),
        initializationFailedHandler: () => false,
        markdown: { isTrusted: { enabledCommands: ['terroir.showRule'] } },
    });
    quieten(client);
    // Before the start: a server without a file system asks while it initialises.
    serveFiles(client);
    context.subscriptions.push(
        showStatus(client),
        ...openViews(client),
        vscode.workspace.registerTextDocumentContentProvider('terroir', { provideTextDocumentContent: (uri) => libraryText(client, uri) }),
        vscode.workspace.registerTextDocumentContentProvider('terroir-rule', { provideTextDocumentContent: (uri) => ruleText(client, uri) }),
        vscode.commands.registerCommand('terroir.showRule', (rule?: unknown) => showRule(client, rule)),
        vscode.commands.registerCommand('terroir.showReferences', (uri: string, at: Position, places: Location[]) => showReferences(client, uri, at, places)),
        vscode.commands.registerCommand('terroir.copy', (line: string) => vscode.env.clipboard.writeText(line)),
        vscode.commands.registerCommand('terroir.newSpec', () => openDraft(client, { kind: 'spec' })),
        vscode.commands.registerCommand('terroir.practice', () => openDraft(client, { kind: 'practice' })),
        vscode.commands.registerCommand('terroir.reportIssue', () => openDraft(client, { kind: 'issue', about: aboutEditor(context) })),
        vscode.commands.registerCommand('terroir.tour', () =>
            vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#tour`),
        ),
        vscode.commands.registerCommand('terroir.showLog', () => client.outputChannel.show()),
        vscode.commands.registerCommand('terroir.judgeAt', (day?: unknown) => chooseDay(client, context, day)),
        vscode.commands.registerCommand('terroir.restart', () => restart(client)),
    );
    // For which documents the client speaks, and whether it trusts them, is settled when it starts.
    context.subscriptions.push(
        vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => learn(added) && restart(client)),
        vscode.workspace.onDidGrantWorkspaceTrust(() => restart(client)),
    );
    await client.start();
}

async function restart(client: BaseLanguageClient): Promise<void> {
    if (client.isRunning()) await client.stop();
    await client.start();
}

async function libraryText(client: BaseLanguageClient, uri: vscode.Uri): Promise<string> {
    const params: LibraryFileParams = { uri: uri.toString() };
    return (await client.sendRequest<LibraryFileResult>(libraryFile, params)).text;
}

async function ruleText(client: BaseLanguageClient, uri: vscode.Uri): Promise<string> {
    const params: RulePageParams = { rule: uri.path.slice(1).replace(/\.md$/, '') };
    return (await client.sendRequest<RulePageResult>(rulePage, params)).markdown;
}

async function showRule(client: BaseLanguageClient, given?: unknown): Promise<void> {
    const rule = given ?? (await chooseRule(client));
    if (rule === undefined) return;
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

async function chooseRule(client: BaseLanguageClient): Promise<string | undefined> {
    const { placeholder, items } = await client.sendRequest<RulesResult>(rules);
    return (await vscode.window.showQuickPick(items, { placeHolder: placeholder, matchOnDetail: true }))?.label;
}
