import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { text } from '../../language/index.ts';
import { breath, patience } from './patience.ts';
import type { Session } from './session.ts';
import { toDiagnostic } from './to-diagnostic.ts';

/** Keeps what the editor shows equal to what the judge says: pushes what differs from what was pushed last, and only that. */
export class Diagnostics {
    private readonly session: Session;
    private readonly sent = new Map<string, string>();
    private round = 0;
    private over = false;

    constructor(session: Session) {
        this.session = session;
    }

    /** Judges every file again, this one first. A later call takes over from one under way; whether this one came to its end. */
    async refresh(first?: string): Promise<boolean> {
        if (this.over) return false;
        const round = ++this.round;
        const { session } = this;
        session.workspace.engine.keepDates(new Set([session.day]));
        const paths = [...session.paths(first)];
        let since = Date.now();
        for (const path of paths) {
            this.publish(path, this.diagnosticsOf(path));
            if (Date.now() - since < patience) continue;
            await breath();
            if (round !== this.round) return false;
            since = Date.now();
        }
        const here = new Set(paths);
        for (const path of this.sent.keys()) if (!here.has(path)) this.publish(path, []);
        return true;
    }

    /** The editor is leaving: nothing more is said. */
    stop(): void {
        this.over = true;
        this.round++;
    }

    private diagnosticsOf(path: string): Diagnostic[] {
        const { session } = this;
        try {
            const { findings } = session.judgement(path);
            return findings.map((finding) => toDiagnostic(session, path, finding)).filter((one) => one !== undefined);
        } catch (error) {
            session.connection.console.error(`${path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
            const message = session.say(
                text('This file could not be judged: {reason}. This is a fault of Terroir, not of the spec.', { reason: String(error) }),
            );
            const start = { line: 0, character: 0 };
            return [{ range: { start, end: start }, severity: DiagnosticSeverity.Error, code: 'internal/file-failed', source: 'terroir', message }];
        }
    }

    private publish(path: string, diagnostics: Diagnostic[]): void {
        const uri = this.session.uriOf(path);
        const fresh = JSON.stringify(diagnostics);
        if (uri === undefined || (this.sent.get(path) ?? '[]') === fresh) return;
        if (diagnostics.length === 0) this.sent.delete(path);
        else this.sent.set(path, fresh);
        const version = this.session.version(path);
        // The connection's queue keeps the order; a closed connection has nobody to tell.
        void this.session.connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
    }
}
