import {
    type CancellationToken,
    DidChangeConfigurationNotification,
    DidChangeWatchedFilesNotification,
    ErrorCodes,
    FileChangeType,
    type FileEvent,
    type InitializeParams,
    type InitializeResult,
    type ProposedFeatures,
    ResponseError,
    type ServerCapabilities,
    TextDocumentSyncKind,
    TextDocuments,
    WatchKind,
    type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Day, libraryVersion } from '../../language/index.ts';
import { fileName } from '../configuration/settings.ts';
import { Diagnostics } from './diagnostics.ts';
import { type Answer, capabilitiesOf } from './feature.ts';
import { features } from './features.ts';
import { whatMoves } from './file-moves.ts';
import type { Host } from './host.ts';
import { type Steps, unhurried, unlessCancelled } from './patience.ts';
import { Progress } from './progress.ts';
import { isSpec, Session } from './session.ts';
import { Status } from './status.ts';
import { applySettings, readWishes } from './wishes.ts';

/** What the server keeps up with without being asked. */
const capabilities: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        // An editor that watches nothing for us tells at least of what is done in it.
        fileOperations: { didRename: whatMoves, didDelete: whatMoves },
    },
};

/** Everything that an editor is told at the start. */
export const offeredTo = (params: InitializeParams): ServerCapabilities =>
    capabilitiesOf([{ capabilities, answers: [] }, { capabilities: Diagnostics.capabilities, answers: [] }, ...features], params);

/**
 * What is watched on the disk. A folder that is deleted, or moved to another place, may take its files along in silence, so whatever
 * else goes or comes is looked at as well: it may have held specs, or hold some now.
 */
const watchers = [
    { globPattern: '**/*.terroir' },
    { globPattern: `**/${fileName}` },
    { globPattern: '**/.gitignore' },
    { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
] as const;

/** Serves one editor over a connection. Whoever hosts it may look at how much work it has done. */
export const serve = (connection: ProposedFeatures.Connection, host: Host): Session => new Server(connection, host).session;

/** What an editor can do beyond what requests look at. */
interface Abilities {
    readonly asksSettings: boolean;
    readonly hearsSettings: boolean;
    readonly watches: boolean;
    readonly hasFolders: boolean;
}

class Server {
    readonly session: Session;
    private readonly connection: ProposedFeatures.Connection;
    private readonly documents = new TextDocuments(TextDocument);
    private readonly diagnostics: Diagnostics;
    private readonly status: Status;
    private readonly progress: Progress;
    /** Known when the editor has said what it is. */
    private can!: Abilities;
    /** Why no request is answered now: the editor has not yet said what it can do, or is leaving. */
    private refusal: ResponseError<void> | undefined = new ResponseError(ErrorCodes.ServerNotInitialized, 'The server has not been initialized.');
    /** Done when the editor has told its settings: nothing is shown before, lest it be of another date. */
    private ready: Promise<void> = Promise.resolve();
    /** Done when every spec of the workspace has been read. */
    private whole: Promise<void> = Promise.resolve();
    /** The day of which everything is shown. */
    private shownDay: Day;
    private readonly midnight: ReturnType<typeof setInterval>;

    constructor(connection: ProposedFeatures.Connection, host: Host) {
        this.connection = connection;
        this.session = new Session(connection, host);
        this.status = new Status(this.session, () => this.diagnostics.totals);
        // What came of all specs together is known then.
        this.diagnostics = new Diagnostics(this.session, () => this.status.tell());
        this.progress = new Progress(this.session);
        this.session.faulted = () => this.status.tell();
        this.session.judgeAnew = () => {
            this.session.refreshing.soon();
            return this.show();
        };
        this.shownDay = this.session.day;
        this.midnight = setInterval(
            this.logged('midnight', () => this.showNewDay()),
            60_000,
        );
        this.listen();
    }

    /** All that the editor may tell or ask, and who sees to it. */
    private listen(): void {
        const { connection, documents } = this;
        connection.onInitialize((params) => this.initialize(params));
        connection.onInitialized(this.logged('initialized', () => this.initialized()));
        connection.onShutdown(() => this.shutDown());
        connection.onDidChangeConfiguration(this.logged('workspace/didChangeConfiguration', ({ settings }) => this.changeSettings(settings)));
        documents.onDidChangeContent(this.logged('textDocument/didChange', ({ document }) => this.edited(document)));
        documents.onDidSave(this.logged('textDocument/didSave', () => this.saved()));
        documents.onDidClose(this.logged('textDocument/didClose', ({ document }) => this.closed(document)));
        connection.onDidChangeWatchedFiles(this.logged('workspace/didChangeWatchedFiles', ({ changes }) => this.changedOnDisk(changes)));
        connection.workspace.onDidRenameFiles(this.logged('workspace/didRenameFiles', ({ files }) => this.moved(files)));
        connection.workspace.onDidDeleteFiles(this.logged('workspace/didDeleteFiles', ({ files }) => this.moved(files.map(({ uri: oldUri }) => ({ oldUri })))));
        documents.listen(connection);
        for (const { answers } of [this.diagnostics, ...features]) for (const one of answers) connection.onRequest(one.method, this.answered(one));
        connection.listen();
    }

    /** A notification has no answer in which to say what went wrong, so the log says it. */
    private logged<P>(what: string, handle: (params: P) => Promise<void>): (params: P) => void {
        return (params) => {
            handle(params).catch((error: unknown) => this.session.fault(what, error));
        };
    }

    // ------------------------------------------------------------ the life of the connection

    private initialize(params: InitializeParams): InitializeResult {
        if (this.refusal?.code !== ErrorCodes.ServerNotInitialized)
            throw new ResponseError(ErrorCodes.InvalidRequest, 'The server has been initialized already.');
        readWishes(this.session, params);
        const { workspace } = params.capabilities;
        this.can = {
            asksSettings: workspace?.configuration === true,
            hearsSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
            watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
            hasFolders: workspace?.workspaceFolders === true,
        };
        const offered = offeredTo(params);
        this.session.refreshing.agree(params, offered);
        // Who could not be understood may begin again.
        this.refusal = undefined;
        return { serverInfo: { name: 'terroir', version: libraryVersion }, capabilities: offered };
    }

    private initialized(): Promise<void> {
        this.ready = this.askSettings()
            .catch((error: unknown) => this.session.fault('workspace/configuration', error))
            .then(() => this.session.configure());
        this.whole = this.begin();
        return this.whole;
    }

    private async begin(): Promise<void> {
        const { connection, session, can } = this;
        this.status.reading(0, 0);
        if (can.hasFolders)
            connection.workspace.onDidChangeWorkspaceFolders(this.logged('workspace/didChangeWorkspaceFolders', (change) => this.changeFolders(change)));
        // Whoever is not told of something learns less; all else is judged as ever.
        const untold = (error: unknown) => session.fault('client/registerCapability', error);
        if (can.hearsSettings) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'terroir' }).catch(untold);
        if (can.watches) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] }).catch(untold);
        await this.ready;
        // What the editor has opened meanwhile is shown first, then the rest of the workspace is read.
        await session.follow();
        await this.show();
        await this.readNow();
    }

    private shutDown(): void {
        this.refusal = new ResponseError(ErrorCodes.InvalidRequest, 'The server has been shut down.');
        clearInterval(this.midnight);
        this.diagnostics.stop();
        this.session.refreshing.stop();
    }

    // ------------------------------------------------------------ what is shown

    /** Shows what the judge says now, this file first. */
    private async show(first?: string): Promise<void> {
        this.shownDay = this.session.day;
        await this.diagnostics.refresh(first);
    }

    /** An editor stays open for weeks: when the day turns, what lapses with it is shown. */
    private async showNewDay(): Promise<void> {
        if (this.session.day !== this.shownDay) await this.session.judgeAnew();
    }

    private async changeSettings(settings: { readonly terroir?: unknown } | null): Promise<void> {
        if (this.can.asksSettings) await this.askSettings();
        else applySettings(this.session, settings?.terroir ?? settings);
        await this.show();
    }

    private async askSettings(): Promise<void> {
        if (this.can.asksSettings) applySettings(this.session, await this.connection.workspace.getConfiguration('terroir'));
    }

    // ------------------------------------------------------------ folders and files

    /** Reads every spec of the workspace, after what is being read now: of two readings at once each would end when the other does. */
    private readFolders(): Promise<void> {
        const read = () => this.readNow();
        this.whole = this.whole.then(read, read);
        return this.whole;
    }

    private async readNow(): Promise<void> {
        const { session, status, progress } = this;
        try {
            await session.scan(session.wishes.roots, (read, all) => {
                status.reading(read, all);
                progress.reading(read, all);
            });
        } finally {
            status.haveRead();
            progress.haveRead();
        }
        await this.show();
    }

    private async changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
        const { session } = this;
        const gone = new Set(removed.map(({ uri }) => session.folderOf(uri)));
        const fresh = added.map(({ uri }) => session.folderOf(uri));
        session.wishes.roots = [...session.wishes.roots.filter((root) => !gone.has(root)), ...fresh];
        await session.configure();
        await this.readFolders();
    }

    private async edited(document: TextDocument): Promise<void> {
        const path = this.session.edited(document);
        await this.ready;
        await this.session.follow();
        await this.show(path);
    }

    private async saved(): Promise<void> {
        const { session } = this;
        await session.lookAgain();
        if (!this.can.watches) await session.readAgain();
        await (session.lacksFolder ? this.readFolders() : this.show());
    }

    private async closed({ uri }: TextDocument): Promise<void> {
        this.diagnostics.closed(this.session.pathOf(uri));
        await this.session.closed(uri);
        await this.show();
    }

    private async changedOnDisk(changes: readonly FileEvent[]): Promise<void> {
        const { session } = this;
        const before = session.revision;
        const of = (type: FileChangeType) => changes.filter((change) => change.type === type).map(({ uri }) => uri);
        const created = of(FileChangeType.Created);
        if (changes.some(({ uri }) => session.isConfiguration(uri))) {
            await session.configure();
            await this.readFolders();
        }
        await Promise.all([...new Set(of(FileChangeType.Changed).filter(isSpec))].map((uri) => session.touched(uri)));
        await session.cameAndWent(of(FileChangeType.Deleted), created);
        if (created.length > 0 && (created.some(isSpec) || session.revision !== before || session.mayHaveCome(created))) await session.lookAgain();
        if (session.revision !== before) await this.show();
    }

    /** What was done in the editor itself. */
    private async moved(files: readonly { readonly oldUri: string; readonly newUri?: string }[]): Promise<void> {
        await this.session.cameAndWent(
            files.map(({ oldUri }) => oldUri),
            files.flatMap(({ newUri }) => newUri ?? []),
        );
        await this.session.lookAgain();
        await this.show();
    }

    // ------------------------------------------------------------ requests

    /** Answers when what is being read is there, unless nobody waits for it any more. What goes wrong is logged and answered. */
    private answered({ method, whole, once, answer }: Answer) {
        const { session } = this;
        return async (...given: readonly unknown[]): Promise<unknown> => {
            if (this.refusal) throw this.refusal;
            // A request without parameters comes with its token alone.
            const token = given.at(-1) as CancellationToken;
            const params = given.length > 1 ? given[0] : undefined;
            try {
                await unlessCancelled(
                    this.ready.then(() => (whole ? this.whole : session.follow())),
                    token,
                );
                const again = () => answer(session, params as never, token);
                const result = again();
                return await (isSteps(result) ? unhurried(result, session, token, once ? (again as () => Steps<unknown>) : undefined) : result);
            } catch (error) {
                // Refusals and cancellations are answers; anything else is a fault.
                if (!(error instanceof ResponseError)) session.fault(method, error);
                throw error;
            }
        };
    }
}

const isSteps = (result: unknown): result is Steps<unknown> => typeof (result as Steps<unknown> | null | undefined)?.next === 'function';
