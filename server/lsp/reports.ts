import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { isLibraryPath, text } from '../../language/index.ts';
import { diagnosticsOf } from './configuration.ts';
import type { Session } from './session.ts';
import { toDiagnostic } from './to-diagnostic.ts';

/** What an editor is to show of a file. The same diagnostics have the same id, in this session and in every other. */
export interface Report {
    readonly id: string;
    readonly items: readonly Diagnostic[];
}

/** A file of which nothing is to be shown. */
export const silence: Report = report([]);

/** How an editor learns of reports: it is told of them, or it asks for them. Never both: it would show everything twice. */
export interface Way {
    /** Whether it matters now what there is to say of a file. */
    wants(path: string): boolean;
    /** There is a report on a file. The editor asks by itself again about the file that it has just changed. */
    made(path: string, report: Report, justChanged: boolean): void;
    /** Files of which the editor shows something, as far as it was told. */
    shown(): Iterable<string>;
    /** The server is about to listen again; what is ready can be told. */
    paused(): void;
    /** Every file has been judged. */
    finished(): void;
    /** The editor has let go of a document. */
    closed(path: string): void;
    /** The editor is leaving. */
    stop(): void;
}

/** Judges a file at the date of the session. The library is nobody's to mend, so nothing is said of it. */
export function reportOn(session: Session, path: string): Report {
    if (isLibraryPath(path)) return silence;
    if (session.configuration.files.has(path)) return report(diagnosticsOf(session.configuration, path, (message) => session.say(message)));
    try {
        const { findings } = session.judgement(path);
        return report(findings.map((finding) => toDiagnostic(session, path, finding)).filter((one) => one !== undefined));
    } catch (error) {
        session.fault(path, error);
        const message = session.say(text('This file could not be judged: {reason}. This is a fault of Terroir, not of the spec.', { reason: String(error) }));
        const start = { line: 0, character: 0 };
        return report([{ range: { start, end: start }, severity: DiagnosticSeverity.Error, code: 'internal/file-failed', source: 'terroir', message }]);
    }
}

function report(items: readonly Diagnostic[]): Report {
    return { id: digest(JSON.stringify(items)), items };
}

/** 64 bits of a text (FNV-1a over its UTF-16 code units, from two beginnings) and its length. A worker has no digest that answers at once. */
function digest(text: string): string {
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        a = Math.imul(a ^ unit, 0x01000193);
        b = Math.imul(b ^ unit ^ (b >>> 15), 0x85ebca6b);
    }
    return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}-${text.length.toString(36)}`;
}
