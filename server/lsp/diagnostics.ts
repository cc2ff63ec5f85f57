import { DocumentDiagnosticRequest, type InitializeParams, type ServerCapabilities, WorkspaceDiagnosticRequest } from 'vscode-languageserver';
import { type Answer, answers } from './feature.ts';
import { breath, patience } from './patience.ts';
import { Pulling } from './pulling.ts';
import { Pushing } from './pushing.ts';
import { reportOn, silence, type Way } from './reports.ts';
import type { Session } from './session.ts';

/** Keeps what the editor shows equal to what the judge says: after every change it judges every file, and says what has become different, and only that. */
export class Diagnostics {
    static readonly capabilities = ({ capabilities }: InitializeParams): ServerCapabilities =>
        capabilities.textDocument?.diagnostic ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } } : {};
    readonly answers: readonly Answer[];
    private readonly session: Session;
    private readonly pushing: Pushing;
    private readonly pulling: Pulling;
    private readonly judged: () => void;
    private round = 0;
    private over = false;

    /** `judged` is called whenever every file has been judged, whoever wanted it. */
    constructor(session: Session, judged: () => void) {
        this.session = session;
        this.judged = judged;
        this.pushing = new Pushing(session);
        this.pulling = new Pulling(session, () => void this.refresh().catch((error: unknown) => session.fault(WorkspaceDiagnosticRequest.method, error)));
        this.answers = [
            answers(DocumentDiagnosticRequest.type, (_, params) => this.pulling.document(params)),
            answers(WorkspaceDiagnosticRequest.type, (_, params, token) => this.pulling.workspace(params, token), { whole: true }),
        ];
    }

    private get way(): Way {
        return this.session.wishes.pulls ? this.pulling : this.pushing;
    }

    /** Judges every file again, the one that was just changed first. A later call takes over from one under way. */
    async refresh(changed?: string): Promise<void> {
        if (this.over) return;
        const round = ++this.round;
        const { session, way } = this;
        session.workspace.engine.keepDates(new Set([session.day]));
        const paths = [...session.reported(changed)];
        let since = Date.now();
        for (const path of paths) {
            if (way.wants(path) || session.wishes.showsStatus) way.made(path, reportOn(session, path), path === changed);
            if (Date.now() - since < patience) continue;
            way.paused();
            await breath();
            if (round !== this.round) return;
            since = Date.now();
        }
        const here = new Set(paths);
        for (const path of [...way.shown()]) if (!here.has(path)) way.made(path, silence, false);
        way.finished();
        this.judged();
    }

    /** The editor has let go of a document: what it shows of it is its own affair until it is told anew. */
    closed(path: string): void {
        this.way.closed(path);
    }

    /** The editor is leaving: nothing more is said. */
    stop(): void {
        this.over = true;
        this.round++;
        this.way.stop();
    }
}
