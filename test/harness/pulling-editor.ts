import {
    CancellationTokenSource,
    type Diagnostic,
    type DocumentDiagnosticReport,
    LSPErrorCodes,
    type ProtocolConnection,
    ResponseError,
    type WorkspaceDiagnosticReport,
    WorkspaceDiagnosticRequest,
} from 'vscode-languageserver/node';

/** What the editor may be asked with: an id that it knows a request by, as it is on its way. */
interface Asking {
    readonly token: CancellationTokenSource;
    again: boolean;
}

/**
 * An editor that asks for diagnostics, with the habits of vscode-languageclient 11: it asks for a document when that is opened, changed
 * or about to be closed, for all open ones when it is told to, and for the whole workspace over and over; what it is told of
 * the workspace does not count for a document that it asks for itself.
 */
export class PullingEditor {
    private readonly client: ProtocolConnection;
    private readonly shown: Map<string, Diagnostic[]>;
    /** Open documents, with the id of the report that is shown. */
    private readonly documents = new Map<string, string | undefined>();
    private readonly workspace = new Map<string, string | undefined>();
    private readonly asking = new Map<string, Asking>();
    private over = false;
    /** How many reports and requests to ask again have come. */
    heard = 0;
    refreshes = 0;
    /** Every report on the workspace, by the end of its address: what came through the request that is kept open. */
    readonly streamed: string[] = [];

    constructor(client: ProtocolConnection, shown: Map<string, Diagnostic[]>) {
        this.client = client;
        this.shown = shown;
        client.onRequest('workspace/diagnostic/refresh', () => {
            this.heard++;
            this.refreshes++;
            for (const uri of this.documents.keys()) this.ask(uri);
            return null;
        });
    }

    changed(uri: string): void {
        if (!this.documents.has(uri)) this.documents.set(uri, undefined);
        this.ask(uri);
    }

    /** Just before it is closed, or no longer looked at: a last report, which comes too late to be shown. */
    leaving(uri: string): void {
        this.ask(uri);
        this.documents.delete(uri);
        this.workspace.delete(uri);
        // Nobody else tells of a document that was never saved.
        if (uri.startsWith('untitled:')) this.shown.delete(uri);
    }

    stop(): void {
        this.over = true;
    }

    private ask(uri: string): void {
        const under = this.asking.get(uri);
        if (under) {
            under.again = true;
            under.token.cancel();
            return;
        }
        const asking: Asking = { token: new CancellationTokenSource(), again: false };
        this.asking.set(uri, asking);
        const params = { textDocument: { uri }, previousResultId: this.documents.get(uri) };
        this.client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', params, asking.token.token).then(
            (report) => this.answered(uri, asking, report),
            (error: unknown) => this.failed(uri, asking, error),
        );
    }

    private answered(uri: string, { again, token }: Asking, report: DocumentDiagnosticReport): void {
        this.heard++;
        this.asking.delete(uri);
        if (!this.documents.has(uri)) return;
        if (report.kind === 'full' && !token.token.isCancellationRequested) this.shown.set(uri, report.items);
        if (!token.token.isCancellationRequested) this.documents.set(uri, report.resultId);
        if (again) this.ask(uri);
    }

    private failed(uri: string, { again }: Asking, error: unknown): void {
        this.asking.delete(uri);
        if (this.over) return;
        const isCancelled = error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
        if (!isCancelled) throw error;
        if (again && this.documents.has(uri)) this.ask(uri);
    }

    /** Asks for the whole workspace, and again when it is answered. */
    async follow(): Promise<void> {
        for (let n = 0; !this.over; n++) {
            const known = new Map([...this.workspace].map(([uri, id]) => [uri, this.documents.get(uri) ?? id]));
            const previousResultIds = [...known].flatMap(([uri, value]) => (value === undefined ? [] : [{ uri, value }]));
            const hears = this.client.onProgress(WorkspaceDiagnosticRequest.partialResult, n, (part) => this.told(part));
            const params = { previousResultIds, partialResultToken: n };
            const answer = await this.client.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', params).catch((error: unknown) => {
                if (!this.over) throw error;
            });
            hears.dispose();
            if (answer) this.told(answer);
        }
    }

    private told({ items }: WorkspaceDiagnosticReport): void {
        for (const item of items) {
            this.heard++;
            this.streamed.push(item.uri);
            if (item.kind === 'full' && !this.documents.has(item.uri)) this.shown.set(item.uri, item.items);
            this.workspace.set(item.uri, item.resultId);
        }
    }
}
