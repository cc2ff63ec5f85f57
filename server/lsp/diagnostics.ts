import {
    DocumentDiagnosticRequest,
    type InitializeParams,
    MessageType,
    type ServerCapabilities,
    ShowMessageNotification,
    WorkspaceDiagnosticRequest,
} from 'vscode-languageserver';
import { judgedTogether, text } from '../../language/index.ts';
import { type Answer, answers } from './feature.ts';
import { breath, patience } from './patience.ts';
import { Pulling } from './pulling.ts';
import { Pushing } from './pushing.ts';
import { Reports, silence, type Totals, type Way } from './reports.ts';
import type { Session } from './session.ts';

/**
 * Keeps what the editor shows equal to what the judge says: after a change it looks at the file that was changed, then at those whose
 * judgement may have changed with it, and says what has become different. Nothing else is looked at, however large the workspace is.
 */
export class Diagnostics {
    static readonly capabilities = ({ capabilities }: InitializeParams): ServerCapabilities =>
        capabilities.textDocument?.diagnostic ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } } : {};
    readonly answers: readonly Answer[];
    private readonly session: Session;
    private readonly pushing: Pushing;
    private readonly pulling: Pulling;
    private readonly reports: Reports;
    private readonly judged: () => void;
    /** Files to be reported on, besides those that the engine says are due. */
    private readonly due = new Set<string>();
    /** In what manner everything was reported on last. */
    private manner = '';
    /** Whether the editor was told that not every file is judged. */
    private isToldVast = false;
    private round = 0;
    /** When the server last listened whether something newer has come. */
    private heard = 0;
    private over = false;

    /** `judged` is called whenever every file is judged that was to be, whoever wanted it. */
    constructor(session: Session, judged: () => void) {
        this.session = session;
        this.judged = judged;
        this.reports = new Reports(session);
        this.pushing = new Pushing(session);
        this.pulling = new Pulling(
            session,
            this.reports,
            () => void this.reckon().catch((error: unknown) => session.fault(WorkspaceDiagnosticRequest.method, error)),
        );
        this.answers = [
            answers(DocumentDiagnosticRequest.type, (_, params) => this.pulling.document(params)),
            answers(WorkspaceDiagnosticRequest.type, (_, params, token) => this.pulling.workspace(params, token), { whole: true }),
        ];
    }

    private get way(): Way {
        return this.session.wishes.pulls ? this.pulling : this.pushing;
    }

    /** What was found in all files together. */
    get totals(): Totals {
        return this.reports.totals;
    }

    /** Judges what may have changed, the file first that was just edited. A later call takes over from one under way. */
    async refresh(changed?: string): Promise<void> {
        if (this.over) return;
        const round = ++this.round;
        const { session, way, reports } = this;
        const { engine } = session.workspace;
        engine.keepDates(new Set([session.day]));
        this.gather();
        this.heard = Date.now();
        for (const some of this.grouped(this.inOrder(changed))) {
            const due: string[] = [];
            if (!(await this.isDone(this.lookedAt(some, due), round))) return;
            const judged = due.filter((path) => session.judges(path));
            for (const path of due) reports.letGo(path);
            if (!(await this.isDone(session.judge.together(judged, session.day), round))) return;
            for (const path of due) {
                if (session.judges(path) && !(await this.isDone(session.judge.inSteps(path, session.day), round))) return;
                // Meanwhile the editor may have said that it does not want to know.
                if (!this.isWanted(path)) continue;
                this.due.delete(path);
                way.made(path, reports.on(path), path === changed);
                session.spareMemory(path);
            }
        }
        way.finished();
        this.judged();
        engine.sweep();
    }

    /** Does some work in steps, and listens in between; whether it was done to the end, and nobody has taken over. */
    private async isDone(steps: Iterable<unknown>, round: number): Promise<boolean> {
        for (const _ of steps) {
            if (Date.now() - this.heard < patience) continue;
            this.way.paused();
            await breath();
            if (round !== this.round) return false;
            this.heard = Date.now();
        }
        return true;
    }

    /** Files that nobody is at work on, some at a time; every other by itself, so that it is told of as soon as it is judged. */
    private *grouped(paths: readonly string[]): Generator<readonly string[]> {
        const some: string[] = [];
        for (const path of paths) {
            if (this.session.keepsWhole(path)) yield [path];
            else if (some.push(path) === judgedTogether) yield some.splice(0);
        }
        yield some;
    }

    /** The editor has said what it shows of every file: whatever else there is to say of any is said. */
    private async reckon(): Promise<void> {
        const { session, way, reports } = this;
        // Where not every file is judged nothing is said of the others, and there are too many to go through.
        const reported = session.isVast ? [...session.opened(), ...reports.shown()] : session.reported();
        for (const path of [...reported, ...way.shown()]) if (way.lacks(path, reports.idOf(path)) || !reports.isCurrent(path)) this.due.add(path);
        await this.refresh();
    }

    /** Takes note of what has changed since the last time. */
    private gather(): void {
        const { session, way } = this;
        session.inPlay.begin();
        for (const path of [...session.takeChanged(), ...session.inPlay.takeLeft()]) this.due.add(path);
        if (session.manner === this.manner) return;
        this.manner = session.manner;
        this.tellIfVast();
        for (const path of [...session.reported(), ...way.shown()]) {
            this.due.add(path);
            // Whoever wants a report later gets none of the old ones.
            session.workspace.engine.unfollow(path);
        }
    }

    /** Nobody is to take it for a good sign that nothing is said of files that are not judged. */
    private tellIfVast(): void {
        const { session } = this;
        if (session.isVast === this.isToldVast) return;
        this.isToldVast = session.isVast;
        if (!session.isVast) return;
        const message = text('This workspace has more than {most} specs: only those that are open are judged here. terroir check judges all of them.', {
            most: session.mostJudged,
        });
        void session.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: session.say(message) });
    }

    /** What is due: what was just edited, then what the user may be looking at, then the rest. */
    private inOrder(changed: string | undefined): readonly string[] {
        const { session } = this;
        const all = [...new Set([...this.due, ...session.workspace.engine.due])];
        const rank = (path: string) => (path === changed ? 0 : session.isOpen(path) ? 1 : 2);
        // Before everything has been read nothing final can be said of what nobody looks at.
        const some = session.isScanning ? all.filter((path) => rank(path) < 2) : all;
        return some.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    }

    private isWanted(path: string): boolean {
        // Where there are too many, whatever was said of a file is taken back.
        if (!this.session.judges(path)) return this.way.lacks(path, silence.id) || this.reports.isCounted(path);
        return this.way.wants(path) || this.session.wishes.showsStatus;
    }

    /** Looks which of some files are to be reported on, one after the other: to find that out may be as much work as to judge them. */
    private *lookedAt(paths: readonly string[], due: string[]): Generator<undefined> {
        for (const path of paths) {
            if (this.isToBeLookedAt(path)) due.push(path);
            yield;
        }
    }

    /** Whether a file is to be reported on: somebody wants it, and something has changed that it rests on. */
    private isToBeLookedAt(path: string): boolean {
        const { engine } = this.session.workspace;
        if (this.isWanted(path) && (this.due.has(path) || engine.isOutdated(path))) return true;
        this.due.delete(path);
        engine.due.delete(path);
        return false;
    }

    /** The editor has let go of a document: what it shows of it is its own affair until it is told anew. */
    closed(path: string): void {
        this.due.add(path);
        this.way.closed(path);
    }

    /** The editor is leaving: nothing more is said. */
    stop(): void {
        this.over = true;
        this.round++;
        this.way.stop();
    }
}
