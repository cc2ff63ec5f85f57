import { type Report, silence, type Way } from './reports.ts';
import type { Session } from './session.ts';

/** Tells an editor that does not ask. */
export class Pushing implements Way {
    private readonly session: Session;
    /** The id of the report that was told last; nothing for a file of which nothing is shown. */
    private readonly told = new Map<string, string>();

    constructor(session: Session) {
        this.session = session;
    }

    wants(): boolean {
        return true;
    }

    made(path: string, { id, items }: Report): void {
        const uri = this.session.uriOf(path);
        if (uri === undefined || !this.lacks(path, id)) return;
        if (id === silence.id) this.told.delete(path);
        else this.told.set(path, id);
        this.session.work.reportsSent++;
        const version = this.session.version(path);
        // The connection's queue keeps the order; a closed connection has nobody to tell.
        void this.session.connection.sendDiagnostics({ uri, diagnostics: [...items], ...(version === undefined ? {} : { version }) });
    }

    shown(): Iterable<string> {
        return this.told.keys();
    }

    lacks(path: string, id: string): boolean {
        return (this.told.get(path) ?? silence.id) !== id;
    }

    paused(): void {}

    finished(): void {}

    closed(): void {}

    stop(): void {}
}
