import {
    type CancellationToken,
    type DocumentDiagnosticParams,
    type DocumentDiagnosticReport,
    type FullDocumentDiagnosticReport,
    LSPErrorCodes,
    type ProgressToken,
    ResponseError,
    type UnchangedDocumentDiagnosticReport,
    type WorkspaceDiagnosticParams,
    type WorkspaceDiagnosticReport,
    WorkspaceDiagnosticRequest,
    type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { type Steps, unhurried, unlessCancelled } from './patience.ts';
import { type Report, type Reports, silence, type Way } from './reports.ts';
import type { Session } from './session.ts';

/** A request for the whole workspace that is kept open: whatever becomes different is told through it. */
interface Standing {
    readonly token: ProgressToken;
    /** What will be told with the next breath. */
    readonly ready: WorkspaceDocumentDiagnosticReport[];
    readonly end: () => void;
}

/** No id of a report: what the editor shows of a file is not known, so it is to be told whatever there is to say. */
const anything = '';

/**
 * How long after the last report on a document the request for the whole workspace is answered, in milliseconds. The editor asks
 * again then, and says what it knows: only it can tell which reports on a document it took up, and which came too late since
 * the document was no longer looked at.
 */
const reckoning = 3000;

/**
 * Answers an editor that asks: for a document, as it does after every change of it, and for the whole workspace, once and for all.
 * Of a document that it asked for and that changes with another one it is told to ask again.
 */
export class Pulling implements Way {
    private readonly session: Session;
    private readonly reports: Reports;
    private readonly judgeAgain: () => void;
    /** The id of the report that the editor was given last, in whatever way; nothing for a file of which it shows nothing. */
    private readonly given = new Map<string, string>();
    /** Open documents that the editor has asked for, with the id of what it got. */
    private readonly asked = new Map<string, string>();
    /** What became different and may go along with the report on another document, for editors that take it. */
    private readonly untold = new Map<string, Report>();
    private standing: Standing | undefined;
    private outdated = false;
    private waiting: ReturnType<typeof setTimeout> | undefined;

    constructor(session: Session, reports: Reports, judgeAgain: () => void) {
        this.session = session;
        this.reports = reports;
        this.judgeAgain = judgeAgain;
    }

    // ------------------------------------------------------------ what the editor asks

    document({ textDocument, previousResultId }: DocumentDiagnosticParams): DocumentDiagnosticReport {
        const { session } = this;
        const path = session.pathOf(textDocument.uri);
        // Whoever asks for it looks at it, though it may not be open.
        if (!session.judges(path)) session.inPlay.touch(path);
        const report = this.reports.on(path);
        if (session.isOpen(path)) this.asked.set(path, report.id);
        this.give(path, report);
        if (report.id !== previousResultId) this.reckon();
        const related = [...this.untold].map(([other, one]) => {
            this.give(other, one);
            return [session.uriOf(other) ?? other, full(one)] as const;
        });
        this.session.work.reportsSent += related.length + (report.id === previousResultId ? 0 : 1);
        return { ...differing(report, previousResultId), ...(related.length > 0 ? { relatedDocuments: Object.fromEntries(related) } : {}) };
    }

    /** Answers at once where that is the only way to answer; else keeps the request open and goes on telling through it. */
    async workspace({ previousResultIds, partialResultToken }: WorkspaceDiagnosticParams, token: CancellationToken): Promise<WorkspaceDiagnosticReport> {
        this.standing?.end();
        this.given.clear();
        for (const { uri, value } of previousResultIds) this.given.set(this.session.pathOf(uri), value);
        if (partialResultToken !== undefined) return this.keepOpen(partialResultToken, token);
        try {
            return { items: await unhurried(this.everything(), this.session, token) };
        } catch (error) {
            if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ContentModified) throw error;
            throw new ResponseError(LSPErrorCodes.ServerCancelled, error.message, { retriggerRequest: true });
        }
    }

    private reckon(): void {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.standing?.end(), reckoning);
    }

    private async keepOpen(progress: ProgressToken, token: CancellationToken): Promise<WorkspaceDiagnosticReport> {
        let end = () => {};
        const ended = new Promise<void>((resolve) => {
            end = resolve;
        });
        const standing: Standing = { token: progress, ready: [], end };
        this.standing = standing;
        for (const path of this.asked.keys()) if (!this.given.has(path)) this.given.set(path, anything);
        this.judgeAgain();
        try {
            await unlessCancelled(ended, token);
        } finally {
            if (this.standing === standing) this.standing = undefined;
        }
        // All that there was to tell has been told.
        return { items: [] };
    }

    private *everything(): Steps<WorkspaceDocumentDiagnosticReport[]> {
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        const gone = new Set(this.given.keys());
        for (const path of this.session.reported()) {
            yield;
            gone.delete(path);
            items.push(this.stillOn(path) ?? this.onItsFile(path, this.reports.on(path)));
        }
        for (const path of gone) items.push(this.onItsFile(path, silence));
        return items;
    }

    /** That nothing has changed of what the editor shows of a file, where that is so. */
    private stillOn(path: string): WorkspaceDocumentDiagnosticReport | undefined {
        const resultId = this.reports.idOf(path);
        if (this.given.get(path) !== resultId || !this.reports.isCurrent(path)) return undefined;
        return { uri: this.session.uriOf(path) ?? path, version: this.session.version(path) ?? null, kind: 'unchanged', resultId };
    }

    // ------------------------------------------------------------ what it is told

    /** Nobody has to judge what nobody would be told of. */
    wants(path: string): boolean {
        return this.standing !== undefined || this.session.wishes.relatedDocuments || this.asked.has(path);
    }

    made(path: string, report: Report, justChanged: boolean): void {
        const asked = this.asked.get(path);
        if (asked !== undefined && this.given.get(path) !== anything) {
            // What it is told of the whole workspace it does not heed there.
            if (asked === report.id || justChanged) return;
            // Until it asks again; what it no longer shows it will not ask for.
            this.asked.delete(path);
            this.outdated = true;
        }
        if (!this.lacks(path, report.id)) this.untold.delete(path);
        else if (this.standing) this.standing.ready.push(this.onItsFile(path, report));
        else if (this.session.wishes.relatedDocuments && this.untold.get(path)?.id !== report.id) {
            this.untold.set(path, report);
            if (!justChanged) this.outdated = true;
        }
    }

    shown(): Iterable<string> {
        return this.given.keys();
    }

    lacks(path: string, id: string): boolean {
        return (this.given.get(path) ?? silence.id) !== id;
    }

    paused(): void {
        if (!this.standing || this.standing.ready.length === 0) return;
        const items = this.standing.ready.splice(0);
        this.session.work.reportsSent += items.length;
        void this.session.connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, this.standing.token, { items });
    }

    finished(): void {
        this.paused();
        if (this.outdated) this.session.refreshing.diagnostics();
        this.outdated = false;
    }

    /** The editor falls back on what it was told of the whole workspace, which it did not heed while it asked for the document itself. */
    closed(path: string): void {
        this.asked.delete(path);
        if (this.standing) this.given.set(path, anything);
    }

    stop(): void {
        clearTimeout(this.waiting);
        this.standing?.end();
    }

    // ------------------------------------------------------------ who knows what

    private give(path: string, { id }: Report): void {
        this.untold.delete(path);
        if (id === silence.id) this.given.delete(path);
        else this.given.set(path, id);
    }

    /** A report for the answer on the whole workspace, which is hereby given. Silence has no id there: it need not be remembered. */
    private onItsFile(path: string, report: Report): WorkspaceDocumentDiagnosticReport {
        const where = { uri: this.session.uriOf(path) ?? path, version: this.session.version(path) ?? null };
        const before = this.given.get(path);
        this.give(path, report);
        return report.id === silence.id ? { ...where, kind: 'full', items: [] } : { ...where, ...differing(report, before) };
    }
}

const differing = (report: Report, before: string | undefined): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport =>
    report.id === before ? { kind: 'unchanged', resultId: report.id } : full(report);

const full = ({ id, items }: Report): FullDocumentDiagnosticReport => ({ kind: 'full', resultId: id, items: [...items] });
