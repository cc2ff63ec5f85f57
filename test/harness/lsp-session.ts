import { PassThrough } from 'node:stream';
import {
    type ClientCapabilities,
    type CodeAction,
    type CompletionItem,
    createConnection,
    createProtocolConnection,
    type Diagnostic,
    DiagnosticSeverity,
    type Hover,
    type InitializeParams,
    type InitializeResult,
    type Location,
    type LocationLink,
    type Position,
    ProposedFeatures,
    type ProtocolConnection,
    type PublishDiagnosticsParams,
    type Range,
    type ServerCapabilities,
    StreamMessageReader,
    StreamMessageWriter,
    type TextDocumentEdit,
    type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { libraryFiles } from '../../language/library/files.ts';
import type { Host } from '../../server/lsp/host.ts';
import type { InitializationOptions } from '../../server/lsp/protocol.ts';
import { serve } from '../../server/lsp/server.ts';
import type { Session } from '../../server/lsp/session.ts';
import { PullingEditor } from './pulling-editor.ts';

/** What an editor such as VS Code says that it can do. */
export const able: ClientCapabilities = {
    textDocument: {
        hover: { contentFormat: ['markdown', 'plaintext'] },
        completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
        signatureHelp: { signatureInformation: { documentationFormat: ['markdown', 'plaintext'] } },
        definition: { linkSupport: true },
        declaration: { linkSupport: true },
        typeDefinition: { linkSupport: true },
        implementation: { linkSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        codeAction: { dataSupport: true, disabledSupport: true, isPreferredSupport: true, resolveSupport: { properties: ['edit'] } },
    },
    workspace: {
        workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'], changeAnnotationSupport: {} },
        workspaceFolders: true,
    },
};

/** What an editor says that asks for diagnostics itself. */
export const pulling: ClientCapabilities = {
    ...able,
    textDocument: { ...able.textDocument, diagnostic: { dynamicRegistration: true } },
    workspace: { ...able.workspace, diagnostics: { refreshSupport: true } },
};

export interface Setting {
    /** The files on the disk, by path below the only folder of the workspace. */
    readonly files?: Readonly<Record<string, string>>;
    readonly options?: InitializationOptions;
    readonly locale?: string;
    /** What else an editor says when it begins, or says otherwise. */
    readonly params?: Partial<InitializeParams>;
    readonly capabilities?: ClientCapabilities;
    /** An editor that can ask for diagnostics and does so only when a test does. */
    readonly isSilent?: true;
    /** A host in the place of the one made of the files. */
    readonly host?: (files: Map<string, string>) => Host;
    /** What the editor answers when it is asked for its settings; a function is asked each time. */
    readonly settings?: unknown;
    /** What else the editor listens to from the very beginning. */
    readonly listens?: (client: ProtocolConnection) => void;
    /** What the editor does with notifications of our own. */
    readonly hears?: Readonly<Record<string, (params: unknown) => void>>;
}

export const folder = 'file:///home/user/specs';
const pathOf = (uri: string): string => uri.slice(folder.length + 1);
export const uriOf = (path: string): string => (/^[a-z][\w+.-]+:/i.test(path) ? path : `${folder}/${path}`);

/** A day on which examples are judged, so that tests do not change with the calendar. */
export const asOf = '2026-11-24';

/** An editor and a server that talk in memory, through the same messages as ever. */
export class LspSession {
    readonly client: ProtocolConnection;
    readonly disk: Map<string, string>;
    /** What is shown of each address. */
    readonly shown = new Map<string, Diagnostic[]>();
    /** Everything that was ever pushed, in order. */
    readonly pushed: PublishDiagnosticsParams[] = [];
    /** The half of the editor that asks, if it does. */
    readonly puller: PullingEditor | undefined;
    readonly log: string[] = [];
    readonly messages: string[] = [];
    readonly documents = new Map<string, TextDocument>();
    /** The other side, for whoever counts how much work it does. */
    readonly server: Session;
    /** What the server told of itself. */
    offers: ServerCapabilities = {};
    private readonly close: () => void;

    private constructor({ files = {}, host, settings = null, hears = {}, listens, capabilities = able, isSilent }: Setting) {
        const toServer = new PassThrough();
        const toClient = new PassThrough();
        this.disk = new Map(Object.entries(files).map(([path, source]) => [uriOf(path), source]));
        const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
        this.server = serve(connection, (host ?? hostOf)(this.disk));
        this.client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
        this.client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
            this.pushed.push(params);
            this.shown.set(params.uri, params.diagnostics);
        });
        this.client.onNotification('window/logMessage', ({ message }: { message: string }) => void this.log.push(message));
        this.client.onNotification('window/showMessage', ({ message }: { message: string }) => void this.messages.push(message));
        this.client.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
            items.map(() => (typeof settings === 'function' ? settings() : settings)),
        );
        for (const [method, handle] of Object.entries(hears)) this.client.onNotification(method, handle);
        this.client.onRequest('client/registerCapability', () => null);
        this.puller = isSilent || !capabilities.textDocument?.diagnostic ? undefined : new PullingEditor(this.client, this.shown);
        listens?.(this.client);
        this.client.listen();
        this.close = () => {
            this.client.dispose();
            connection.dispose();
        };
    }

    static async start(setting: Setting = {}): Promise<LspSession> {
        const session = new LspSession(setting);
        const { capabilities } = await session.client.sendRequest<InitializeResult>('initialize', {
            processId: null,
            rootUri: null,
            capabilities: setting.capabilities ?? able,
            workspaceFolders: [{ uri: folder, name: 'specs' }],
            initializationOptions: { asOf, ...setting.options },
            locale: setting.locale ?? 'en',
            ...setting.params,
        });
        session.offers = capabilities;
        await session.client.sendNotification('initialized', {});
        void session.puller?.follow();
        return session;
    }

    async stop(): Promise<void> {
        this.puller?.stop();
        await this.client.sendRequest('shutdown');
        this.close();
    }

    // ------------------------------------------------------------ the user

    async open(path: string, source = this.disk.get(uriOf(path)) ?? ''): Promise<void> {
        const document = TextDocument.create(uriOf(path), 'terroir', 1, source);
        this.documents.set(path, document);
        await this.client.sendNotification('textDocument/didOpen', { textDocument: { uri: document.uri, languageId: 'terroir', version: 1, text: source } });
        this.puller?.changed(document.uri);
    }

    /** Replaces a stretch of an open document's text. */
    async type(path: string, old: string, fresh: string): Promise<void> {
        const start = this.textOf(path).indexOf(old);
        if (start < 0) throw new Error(`There is no “${old}” in ${path}.`);
        await this.edit(path, start, start + old.length, fresh);
    }

    /** The same, by offsets. */
    async edit(path: string, start: number, end: number, fresh: string): Promise<void> {
        const document = this.document(path);
        const change = { range: { start: document.positionAt(start), end: document.positionAt(end) }, text: fresh };
        const version = document.version + 1;
        this.documents.set(path, TextDocument.update(document, [change], version));
        await this.client.sendNotification('textDocument/didChange', { textDocument: { uri: document.uri, version }, contentChanges: [change] });
        this.puller?.changed(document.uri);
    }

    async write(path: string, source: string): Promise<void> {
        await this.type(path, this.document(path).getText(), source);
    }

    async shut(path: string): Promise<void> {
        this.documents.delete(path);
        this.puller?.leaving(uriOf(path));
        await this.client.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
    }

    /** Looks away from a document that somebody else still holds open. */
    leave(path: string): void {
        this.puller?.leaving(uriOf(path));
    }

    /** Changes a file on the disk; `undefined` deletes it. */
    async touch(path: string, source: string | undefined): Promise<void> {
        const uri = uriOf(path);
        const type = source === undefined ? 3 : this.disk.has(uri) ? 2 : 1;
        if (source === undefined) this.disk.delete(uri);
        else this.disk.set(uri, source);
        await this.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
    }

    // ------------------------------------------------------------ what is seen

    /** The codes shown on a file, as soon as they are these; hints, such as what nothing refers to, do not count. */
    async codes(path: string, expected: readonly string[]): Promise<void> {
        const now = () =>
            this.diagnosticsNow(path)
                .filter(({ severity }) => severity !== DiagnosticSeverity.Hint)
                .map(({ code }) => String(code))
                .sort();
        const wanted = JSON.stringify([...expected].sort());
        await this.until(
            () => JSON.stringify(now()) === wanted,
            () => `${path}: ${JSON.stringify(now())}, expected ${wanted}`,
        );
    }

    /** What is shown on a file once it is something that satisfies. */
    async diagnostics(path: string, satisfies: (shown: readonly Diagnostic[]) => boolean = (shown) => shown.length > 0): Promise<readonly Diagnostic[]> {
        await this.until(
            () => satisfies(this.diagnosticsNow(path)),
            () => `${path}: ${JSON.stringify(this.diagnosticsNow(path), null, 1)}`,
        );
        return this.diagnosticsNow(path);
    }

    diagnosticsNow = (path: string): readonly Diagnostic[] => this.shown.get(uriOf(path)) ?? [];

    /** Waits until the server has read the workspace, and then has said nothing for a while. */
    async quiet(): Promise<void> {
        const nowhere = { textDocument: { uri: uriOf('nowhere.terroir') }, position: { line: 0, character: 0 } };
        await this.client.sendRequest('textDocument/references', { ...nowhere, context: { includeDeclaration: true } });
        const heard = () => this.pushed.length + (this.puller?.heard ?? 0);
        // Many short waits, not a long one: the server gets its turn in each, however slow the machine is.
        for (let seen = heard(), still = 0; still < 20; still++) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            if (seen === heard()) continue;
            seen = heard();
            still = 0;
        }
    }

    async until(holds: () => boolean, complaint: () => string): Promise<void> {
        for (const end = Date.now() + 10_000; !holds(); ) {
            if (Date.now() > end) throw new Error(`This did not come to be: ${complaint()}\n${this.log.join('\n')}`);
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    }

    // ------------------------------------------------------------ requests

    /** Where a text first stands in a file; `|` in it says where in the text. */
    at(path: string, marked: string): { textDocument: { uri: string }; position: Position } {
        const document = this.document(path);
        const plain = marked.replace('|', '');
        const start = document.getText().indexOf(plain);
        if (start < 0) throw new Error(`There is no “${plain}” in ${path}.`);
        return { textDocument: { uri: document.uri }, position: document.positionAt(start + Math.max(0, marked.indexOf('|'))) };
    }

    async hover(path: string, marked: string): Promise<string | undefined> {
        const hover = await this.client.sendRequest<Hover | null>('textDocument/hover', this.at(path, marked));
        return hover ? (hover.contents as { value: string }).value : undefined;
    }

    /** What is offered at `|` in a text that takes the place of the file's. */
    async complete(path: string, marked: string, context?: { triggerKind: 1 | 2; triggerCharacter?: string }): Promise<CompletionItem[]> {
        const source = marked.replace('|', '');
        if (this.documents.has(path)) await this.write(path, source);
        else await this.open(path, source);
        const position = this.document(path).positionAt(marked.indexOf('|'));
        return this.client.sendRequest('textDocument/completion', { textDocument: { uri: uriOf(path) }, position, context });
    }

    /** Asks something about a place. */
    async ask<R>(method: string, path: string, marked: string, more: object = {}): Promise<R> {
        return this.client.sendRequest<R>(method, { ...this.at(path, marked), ...more });
    }

    /** Where such a question leads, told by what stands there: `parties.terroir: HDH`. */
    async leads(method: string, path: string, marked: string, more: object = {}): Promise<string[]> {
        const found = (await this.ask<(Location | LocationLink)[] | null>(method, path, marked, more)) ?? [];
        return found.map((one) => ('uri' in one ? this.textAt(one.uri, one.range) : this.textAt(one.targetUri, one.targetSelectionRange)));
    }

    /** What stands at a place, in the editor, on the disk or in the library. */
    textAt(uri: string, range: Range): string {
        const open = [...this.documents.values()].find((document) => document.uri === uri);
        const library = libraryFiles.find(({ path }) => path === uri);
        const document = open ?? TextDocument.create(uri, 'terroir', 0, library?.source ?? this.disk.get(uri) ?? '');
        return `${uri.startsWith(`${folder}/`) ? uri.slice(folder.length + 1) : uri}: ${document.getText(range)}`;
    }

    async definition(path: string, marked: string): Promise<LocationLink[] | Location | null> {
        return this.client.sendRequest('textDocument/definition', this.at(path, marked));
    }

    async references(path: string, marked: string, includeDeclaration = true): Promise<Location[] | null> {
        return this.client.sendRequest('textDocument/references', { ...this.at(path, marked), context: { includeDeclaration } });
    }

    async rename(path: string, marked: string, newName: string): Promise<WorkspaceEdit | null> {
        return this.client.sendRequest('textDocument/rename', { ...this.at(path, marked), newName });
    }

    async actions(path: string, marked: string): Promise<CodeAction[]> {
        const params = this.at(path, marked);
        const range: Range = { start: params.position, end: params.position };
        const diagnostics = this.diagnosticsNow(path);
        return this.client.sendRequest('textDocument/codeAction', { textDocument: params.textDocument, range, context: { diagnostics } });
    }

    /** An action as it is once it is chosen: with its edit. */
    async chosen(action: CodeAction): Promise<CodeAction> {
        return action.edit || action.command || action.disabled ? action : this.client.sendRequest('codeAction/resolve', action);
    }

    /** Carries out an edit: in the editor where a file is open, else on the disk. */
    async apply(edit: WorkspaceEdit | null | undefined): Promise<void> {
        const changes = edit?.documentChanges ?? [];
        if (changes.length === 0) throw new Error('There is nothing to apply.');
        for (const change of changes) {
            if ('edits' in change) await this.applyTo(change);
            else if (change.kind === 'create') await this.touch(pathOf(change.uri), '');
            else if (change.kind === 'delete') await this.touch(pathOf(change.uri), undefined);
            else await this.move(pathOf(change.oldUri), pathOf(change.newUri));
        }
    }

    /** Moves a file or a folder, in the editor and on the disk. */
    async move(from: string, to: string): Promise<void> {
        const moved = (path: string) => (path === from ? to : path.startsWith(`${from}/`) ? to + path.slice(from.length) : undefined);
        for (const [path, document] of [...this.documents]) {
            const fresh = moved(path);
            if (fresh === undefined) continue;
            await this.shut(path);
            await this.open(fresh, document.getText());
        }
        for (const [uri, source] of [...this.disk]) {
            const fresh = moved(pathOf(uri));
            if (fresh === undefined) continue;
            await this.touch(pathOf(uri), undefined);
            await this.touch(fresh, source);
        }
    }

    /** The user moves files or folders: the editor asks what is to be changed first, changes it, and moves them. */
    async userMoves(...moves: readonly (readonly [from: string, to: string])[]): Promise<void> {
        const files = moves.map(([from, to]) => ({ oldUri: uriOf(from), newUri: uriOf(to) }));
        const edit = await this.client.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
        if (edit) await this.apply(edit);
        for (const [from, to] of moves) await this.move(from, to);
        await this.client.sendNotification('workspace/didRenameFiles', { files });
    }

    private async applyTo({ textDocument, edits }: TextDocumentEdit): Promise<void> {
        const path = pathOf(textDocument.uri);
        const before = this.documents.get(path) ?? TextDocument.create(textDocument.uri, 'terroir', 0, this.disk.get(textDocument.uri) ?? '');
        const after = TextDocument.applyEdits(before, edits as { range: Range; newText: string }[]);
        if (this.documents.has(path)) await this.write(path, after);
        else await this.touch(path, after);
    }

    textOf = (path: string): string => this.document(path).getText();

    private document(path: string): TextDocument {
        const document = this.documents.get(path);
        if (!document) throw new Error(`${path} is not open.`);
        return document;
    }
}

/** A file system in memory. What is escaped in an address and what is not is all the same to it, as to any. */
export const hostOf = (files: Map<string, string>): Host => ({
    machine: 'a test',
    readFile: async (uri) => files.get(uri) ?? [...files].find(([other]) => decodeURI(other) === decodeURIComponent(uri))?.[1],
    listSpecs: async (roots) => [...files.keys()].filter((uri) => uri.endsWith('.terroir') && roots.some((root) => uri.startsWith(`${root}/`))),
});
