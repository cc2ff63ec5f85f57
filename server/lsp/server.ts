import {
    type CancellationToken,
    DidChangeConfigurationNotification,
    DidChangeWatchedFilesNotification,
    ErrorCodes,
    FileChangeType,
    type InitializeParams,
    type InitializeResult,
    type ProposedFeatures,
    ResponseError,
    type ServerCapabilities,
    TextDocumentSyncKind,
    TextDocuments,
    WatchKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { libraryVersion } from '../../language/index.ts';
import { fileName } from '../configuration/settings.ts';
import { Diagnostics } from './diagnostics.ts';
import { type Answer, capabilitiesOf } from './feature.ts';
import { features } from './features.ts';
import type { Host } from './host.ts';
import { type Steps, unhurried, unlessCancelled } from './patience.ts';
import { Progress } from './progress.ts';
import { Session } from './session.ts';
import { Status } from './status.ts';
import { applySettings, readWishes } from './wishes.ts';

const anyFolder = { pattern: { glob: '**', matches: 'folder' } } as const;

/** What the server keeps up with without being asked. */
const capabilities: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        // An editor that watches nothing for us tells at least of what is done to folders in it.
        fileOperations: { didRename: { filters: [anyFolder] }, didDelete: { filters: [anyFolder] } },
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
const isSpec = (uri: string): boolean => /\.terroir$/i.test(uri);

/** Serves one editor over a connection. Whoever hosts it may look at how much work it has done. */
export function serve(connection: ProposedFeatures.Connection, host: Host): Session {
    const session = new Session(connection, host);
    const status = new Status(session, () => diagnostics.totals);
    // What came of all specs together is known then.
    const diagnostics: Diagnostics = new Diagnostics(session, () => status.tell());
    const progress = new Progress(session);
    session.faulted = () => status.tell();
    session.judgeAnew = () => {
        session.refreshing.soon();
        return show();
    };
    const documents = new TextDocuments(TextDocument);
    /** What the editor can do beyond what requests look at. */
    let can: { asksSettings: boolean; hearsSettings: boolean; watches: boolean; hasFolders: boolean };
    /** Done when the editor has told its settings: nothing is shown before, lest it be of another date. */
    let ready: Promise<void> = Promise.resolve();
    /** Done when every spec of the workspace has been read. */
    let whole: Promise<void> = Promise.resolve();

    // ------------------------------------------------------------ the life of the connection

    /** Why no request is answered now: the editor has not yet said what it can do, or is leaving. */
    let refusal: ResponseError<void> | undefined = new ResponseError(ErrorCodes.ServerNotInitialized, 'The server has not been initialized.');

    connection.onInitialize((params: InitializeParams): InitializeResult => {
        if (refusal?.code !== ErrorCodes.ServerNotInitialized) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server has been initialized already.');
        readWishes(session, params);
        const { workspace } = params.capabilities;
        can = {
            asksSettings: workspace?.configuration === true,
            hearsSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
            watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
            hasFolders: workspace?.workspaceFolders === true,
        };
        const offered = offeredTo(params);
        session.refreshing.agree(params, offered);
        // Who could not be understood may begin again.
        refusal = undefined;
        return { serverInfo: { name: 'terroir', version: libraryVersion }, capabilities: offered };
    });

    connection.onInitialized(
        logged('initialized', () => {
            ready = askSettings()
                .catch((error: unknown) => session.fault('workspace/configuration', error))
                .then(() => session.configure());
            whole = begin();
            return whole;
        }),
    );

    connection.onShutdown(() => {
        refusal = new ResponseError(ErrorCodes.InvalidRequest, 'The server has been shut down.');
        clearInterval(midnight);
        diagnostics.stop();
        session.refreshing.stop();
    });

    /** An editor stays open for weeks: when the day turns, what lapses with it is shown. */
    let shownDay = session.day;
    const midnight = setInterval(
        logged('midnight', async () => {
            if (session.day !== shownDay) await session.judgeAnew();
        }),
        60_000,
    );

    /** Shows what the judge says now, this file first. */
    async function show(first?: string): Promise<void> {
        shownDay = session.day;
        await diagnostics.refresh(first);
    }

    async function begin(): Promise<void> {
        status.reading(0, 0);
        if (can.hasFolders) connection.workspace.onDidChangeWorkspaceFolders(logged('workspace/didChangeWorkspaceFolders', changeFolders));
        if (can.hearsSettings) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'terroir' });
        if (can.watches) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] });
        await ready;
        // What the editor has opened meanwhile is shown first, then the rest of the workspace is read.
        await session.follow();
        await show();
        await readFolders(session.wishes.roots);
    }

    async function readFolders(roots: readonly string[]): Promise<void> {
        try {
            await session.scan(roots, (read, all) => {
                status.reading(read, all);
                progress.reading(read, all);
            });
        } finally {
            status.haveRead();
            progress.haveRead();
        }
        await show();
    }

    async function changeFolders({
        added,
        removed,
    }: {
        readonly added: readonly { uri: string }[];
        readonly removed: readonly { uri: string }[];
    }): Promise<void> {
        const gone = new Set(removed.map(({ uri }) => session.folderOf(uri)));
        const fresh = added.map(({ uri }) => session.folderOf(uri));
        session.wishes.roots = [...session.wishes.roots.filter((root) => !gone.has(root)), ...fresh];
        await session.configure();
        await readFolders(session.wishes.roots);
    }

    connection.onDidChangeConfiguration(
        logged('workspace/didChangeConfiguration', async ({ settings }: { settings: { terroir?: unknown } | null }) => {
            if (can.asksSettings) await askSettings();
            else applySettings(session, settings?.terroir ?? settings);
            await show();
        }),
    );

    async function askSettings(): Promise<void> {
        if (can.asksSettings) applySettings(session, await connection.workspace.getConfiguration('terroir'));
    }

    // ------------------------------------------------------------ files

    documents.onDidChangeContent(
        logged('textDocument/didChange', async ({ document }) => {
            const path = session.edited(document);
            await ready;
            await session.follow();
            await show(path);
        }),
    );
    documents.onDidSave(
        logged('textDocument/didSave', async () => {
            await session.lookAgain();
            await show();
        }),
    );
    documents.onDidClose(
        logged('textDocument/didClose', async ({ document }) => {
            diagnostics.closed(session.pathOf(document.uri));
            await session.closed(document.uri);
            await show();
        }),
    );
    connection.onDidChangeWatchedFiles(
        logged('workspace/didChangeWatchedFiles', async ({ changes }) => {
            const before = session.revision;
            const of = (type: FileChangeType) => changes.filter((change) => change.type === type).map(({ uri }) => uri);
            const other = (uri: string) => !isSpec(uri);
            const created = of(FileChangeType.Created);
            if (changes.some(({ uri }) => session.isConfiguration(uri))) {
                await session.configure();
                await readFolders(session.wishes.roots);
            }
            await Promise.all([...new Set(changes.map(({ uri }) => uri).filter(isSpec))].map((uri) => session.touched(uri)));
            await session.foldersTouched(of(FileChangeType.Deleted).filter(other), created.filter(other));
            if (created.length > 0 && (created.some(isSpec) || session.revision !== before)) await session.lookAgain();
            if (session.revision !== before) await show();
        }),
    );
    connection.workspace.onDidRenameFiles(
        logged('workspace/didRenameFiles', async ({ files }) => {
            await session.foldersTouched(
                files.map(({ oldUri }) => oldUri),
                files.map(({ newUri }) => newUri),
            );
            await session.lookAgain();
            await show();
        }),
    );
    connection.workspace.onDidDeleteFiles(
        logged('workspace/didDeleteFiles', async ({ files }) => {
            await session.foldersTouched(
                files.map(({ uri }) => uri),
                [],
            );
            await show();
        }),
    );
    documents.listen(connection);

    // ------------------------------------------------------------ requests

    for (const { answers } of [diagnostics, ...features]) for (const one of answers) connection.onRequest(one.method, answered(one));

    /** Answers when what is being read is there, unless nobody waits for it any more. What goes wrong is logged and answered. */
    function answered({ method, whole: all, once, answer }: Answer) {
        return async (...given: readonly unknown[]): Promise<unknown> => {
            if (refusal) throw refusal;
            // A request without parameters comes with its token alone.
            const token = given.at(-1) as CancellationToken;
            const params = given.length > 1 ? given[0] : undefined;
            try {
                await unlessCancelled(
                    ready.then(() => (all ? whole : session.follow())),
                    token,
                );
                const result = answer(session, params as never, token);
                const again = () => answer(session, params as never, token) as Steps<unknown>;
                return await (isSteps(result) ? unhurried(result, session, token, once ? again : undefined) : result);
            } catch (error) {
                // Refusals and cancellations are answers; anything else is a fault.
                if (!(error instanceof ResponseError)) session.fault(method, error);
                throw error;
            }
        };
    }

    /** A notification has no answer in which to say what went wrong, so the log says it. */
    function logged<P>(what: string, handle: (params: P) => Promise<void>): (params: P) => void {
        return (params) => {
            handle(params).catch((error: unknown) => session.fault(what, error));
        };
    }

    connection.listen();
    return session;
}

const isSteps = (result: unknown): result is Steps<unknown> => typeof (result as Steps<unknown> | null | undefined)?.next === 'function';
