import {
    type CancellationToken,
    DidChangeConfigurationNotification,
    DidChangeWatchedFilesNotification,
    FileChangeType,
    type InitializeParams,
    type InitializeResult,
    type ProposedFeatures,
    ResponseError,
    type ServerCapabilities,
    TextDocumentSyncKind,
    TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { libraryVersion } from '../../language/index.ts';
import { Diagnostics } from './diagnostics.ts';
import { type Answer, capabilitiesOf } from './feature.ts';
import { features } from './features.ts';
import type { Host } from './host.ts';
import { type Steps, unhurried, unlessCancelled } from './patience.ts';
import { Session } from './session.ts';
import { Status } from './status.ts';
import { applySettings, readWishes } from './wishes.ts';

const anyFolder = { pattern: { glob: '**', matches: 'folder' } } as const;

/** What the server keeps up with without being asked. */
const capabilities: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        // Watchers tell of files; a folder that goes or is moved takes its files along in silence.
        fileOperations: { didRename: { filters: [anyFolder] }, didDelete: { filters: [anyFolder] } },
    },
};

/** Everything that an editor is told at the start. */
export const offeredTo = (params: InitializeParams): ServerCapabilities => capabilitiesOf([{ capabilities, answers: [] }, ...features], params);

/** Serves one editor over a connection. */
export function serve(connection: ProposedFeatures.Connection, host: Host): void {
    const session = new Session(connection, host);
    const diagnostics = new Diagnostics(session);
    const status = new Status(session);
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

    connection.onInitialize((params: InitializeParams): InitializeResult => {
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
        return { serverInfo: { name: 'terroir', version: libraryVersion }, capabilities: offered };
    });

    connection.onInitialized(
        logged('initialized', () => {
            ready = askSettings().catch((error: unknown) => report('workspace/configuration', error));
            whole = begin();
            return whole;
        }),
    );

    connection.onShutdown(() => {
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

    /** Shows what the judge says now, this file first, and then what came of it all together. */
    async function show(first?: string): Promise<void> {
        shownDay = session.day;
        if (await diagnostics.refresh(first)) status.tell();
    }

    async function begin(): Promise<void> {
        status.reading(0, 0);
        if (can.hasFolders) connection.workspace.onDidChangeWorkspaceFolders(logged('workspace/didChangeWorkspaceFolders', changeFolders));
        if (can.hearsSettings) await connection.client.register(DidChangeConfigurationNotification.type, { section: 'terroir' });
        if (can.watches) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.terroir' }] });
        await ready;
        // What the editor has opened meanwhile is shown first, then the rest of the workspace is read.
        await session.follow();
        await show();
        await readFolders(session.wishes.roots);
    }

    async function readFolders(roots: readonly string[]): Promise<void> {
        try {
            await session.scan(roots, (read, all) => status.reading(read, all));
        } finally {
            status.haveRead();
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
        const gone = new Set(removed.map(({ uri }) => session.pathOf(uri)));
        const fresh = added.map(({ uri }) => session.pathOf(uri));
        session.wishes.roots = [...session.wishes.roots.filter((root) => !gone.has(root)), ...fresh];
        await session.dropOutside();
        await readFolders(fresh);
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
        logged('textDocument/didSave', async ({ document }) => {
            await session.lookAgain();
            await show(session.pathOf(document.uri));
        }),
    );
    documents.onDidClose(
        logged('textDocument/didClose', async ({ document }) => {
            await session.closed(document.uri);
            await show();
        }),
    );
    connection.onDidChangeWatchedFiles(
        logged('workspace/didChangeWatchedFiles', async ({ changes }) => {
            await Promise.all(changes.map(({ uri }) => session.touched(uri)));
            if (changes.some(({ type }) => type === FileChangeType.Created)) await session.lookAgain();
            await show();
        }),
    );
    connection.workspace.onDidRenameFiles(
        logged('workspace/didRenameFiles', async ({ files }) => {
            await session.foldersTouched(files.map(({ oldUri }) => oldUri));
            await show();
        }),
    );
    connection.workspace.onDidDeleteFiles(
        logged('workspace/didDeleteFiles', async ({ files }) => {
            await session.foldersTouched(files.map(({ uri }) => uri));
            await show();
        }),
    );
    documents.listen(connection);

    // ------------------------------------------------------------ requests

    for (const { answers } of features) for (const one of answers) connection.onRequest(one.method, answered(one));

    /** Answers when what is being read is there, unless nobody waits for it any more. What goes wrong is logged and answered. */
    function answered({ method, whole: all, answer }: Answer) {
        return async (params: unknown, token: CancellationToken): Promise<unknown> => {
            try {
                await unlessCancelled(all ? whole : session.loaded(), token);
                const result = answer(session, params as never, token);
                return await (isSteps(result) ? unhurried(result, session, token) : result);
            } catch (error) {
                // Refusals and cancellations are answers; anything else is a fault.
                if (!(error instanceof ResponseError)) report(method, error);
                throw error;
            }
        };
    }

    /** A notification has no answer in which to say what went wrong, so the log says it. */
    function logged<P>(what: string, handle: (params: P) => Promise<void>): (params: P) => void {
        return (params) => {
            handle(params).catch((error: unknown) => report(what, error));
        };
    }

    function report(what: string, error: unknown): void {
        const fault = `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
        session.faults.push(fault);
        connection.console.error(fault);
        status.tell();
    }

    connection.listen();
}

const isSteps = (result: unknown): result is Steps<unknown> => typeof (result as Steps<unknown> | null | undefined)?.next === 'function';
