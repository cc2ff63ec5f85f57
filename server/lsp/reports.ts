import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { type Ask, type Counts, isLibraryPath, text } from '../../language/index.ts';
import { diagnosticsOf } from './configuration.ts';
import { digest } from './digest.ts';
import type { Session } from './session.ts';
import { type Shown, ShownBefore, shownAs } from './to-diagnostic.ts';

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
    /** Whether the editor would have to be told of a report with this id. */
    lacks(path: string, id: string): boolean;
    /** The server is about to listen again; what is ready can be told. */
    paused(): void;
    /** Every file has been judged. */
    finished(): void;
    /** The editor has let go of a document. */
    closed(path: string): void;
    /** The editor is leaving. */
    stop(): void;
}

const counted = ['violated', 'unknown', 'waived', 'broken', 'failed'] as const;

/** How much there is of what, in all files together. */
export type Totals = Readonly<Record<(typeof counted)[number], number>>;

/** What there is to say of each file. Of what that rests on the engine keeps the record, so a file is looked at again only where that may have changed. */
export class Reports {
    private readonly session: Session;
    private readonly ids = new Map<string, string>();
    /** The last reports on open files: an editor that asks for one does so just after it has been made. */
    private readonly last = new Map<string, Report>();
    /** What was shown of files in play: they are shown again at every key. */
    private readonly before = new Map<string, ShownBefore>();
    private readonly counts = new Map<string, Totals>();
    /** What was found in all files that have been judged. */
    readonly totals: { -readonly [what in keyof Totals]: number } = { violated: 0, unknown: 0, waived: 0, broken: 0, failed: 0 };

    constructor(session: Session) {
        this.session = session;
    }

    /** Judges a file at the date of the session. The library is nobody's to mend, so nothing is said of it. */
    on(path: string): Report {
        const { session } = this;
        const { engine, files } = session.workspace;
        if (isLibraryPath(path)) return silence;
        this.letGo(path);
        const known = this.last.get(path);
        if (known && this.isCurrent(path)) return known;
        session.work.filesReported++;
        const made = (): Report => {
            if (session.configuration.files.has(path)) return report(diagnosticsOf(session.configuration, path, (message) => session.say(message)));
            if (files.has(path) && session.judges(path)) return engine.follow(path, session.day, (ask) => this.judged(path, ask));
            engine.unfollow(path);
            this.count(path, undefined);
            return silence;
        };
        const now = made();
        if (session.isOpen(path)) this.last.set(path, now);
        else this.last.delete(path);
        if (now.id === silence.id) this.ids.delete(path);
        else this.ids.set(path, now.id);
        return now;
    }

    /** Of a file that was in play when it was last reported on, and is so no more, nothing is kept any longer for the next key. */
    letGo(path: string): void {
        const { session } = this;
        if (session.isInPlay(path)) return;
        const wasInPlay = this.before.delete(path);
        if ((!this.last.delete(path) && !wasInPlay) || session.keepsWhole(path)) return;
        session.workspace.engine.unfollow(path);
        session.workspace.engine.sweep();
    }

    /** The id of the last report on a file. */
    idOf(path: string): string {
        return this.ids.get(path) ?? silence.id;
    }

    /** Files of which there was something to show. */
    shown(): Iterable<string> {
        return this.ids.keys();
    }

    /** Whether what was found in a file is among the totals. */
    isCounted(path: string): boolean {
        return this.counts.has(path);
    }

    /** Whether the last report on a file is still what there is to say; for files of the configuration nobody knows. */
    isCurrent(path: string): boolean {
        return !this.session.configuration.files.has(path) && !this.session.workspace.engine.isOutdated(path);
    }

    private judged(path: string, ask: Ask): Report {
        const { session } = this;
        try {
            const { findings, counts } = session.judge.file(path, session.day, ask);
            this.count(path, counts);
            if (!session.isInPlay(path)) return reportOf(findings.map((finding) => shownAs(session, path, finding, ask)).filter((one) => one !== undefined));
            const before = this.before.get(path) ?? new ShownBefore(session, path);
            this.before.set(path, before);
            return reportOf(before.all(findings, ask));
        } catch (error) {
            session.fault(path, error);
            const message = session.say(
                text('This file could not be judged: {reason}. This is a fault of Terroir, not of the spec.', { reason: String(error) }),
            );
            const start = { line: 0, character: 0 };
            return report([{ range: { start, end: start }, severity: DiagnosticSeverity.Error, code: 'internal/file-failed', source: 'terroir', message }]);
        }
    }

    private count(path: string, now: Counts | undefined): void {
        const before = this.counts.get(path);
        for (const what of counted) this.totals[what] += (now?.[what] ?? 0) - (before?.[what] ?? 0);
        if (now) this.counts.set(path, Object.fromEntries(counted.map((what) => [what, now[what]])) as Totals);
        else this.counts.delete(path);
    }
}

/** Of most findings the editor shows already what it is to show: nothing more is made of them than is needed to tell. */
function reportOf(shown: readonly Shown[]): Report {
    if (shown.length === 0) return silence;
    let items: readonly Diagnostic[] | undefined;
    return {
        id: digest(shown.map((one) => one.id).join(' ')),
        get items() {
            items ??= shown.map((one) => one.toDiagnostic());
            return items;
        },
    };
}

function report(items: readonly Diagnostic[]): Report {
    return { id: digest(JSON.stringify(items)), items };
}
