import { type Report, silence, type Way } from './reports.ts';
import type { Session } from './session.ts';

/** Tells an editor that does not ask. */
export class Pushing implements Way {
    private readonly session: Session;
    /** The id of the report that was told last, and of which address; nothing for a file of which nothing is shown. */
    private readonly told = new Map<string, { readonly id: string; readonly uri: string }>();

    constructor(session: Session) {
        this.session = session;
    }

    wants(): boolean {
        return true;
    }

    made(path: string, { id, items }: Report): void {
        const uri = this.session.uriOf(path);
        if (uri === undefined || !this.lacks(path, id)) return;
        const before = this.told.get(path);
        // An editor may not know that it is the same file, and would show it for ever.
        if (before && before.uri !== uri) void this.session.connection.sendDiagnostics({ uri: before.uri, diagnostics: [] });
        if (id === silence.id) this.told.delete(path);
        else this.told.set(path, { id, uri });
        this.session.work.reportsSent++;
        const version = this.session.version(path);
        // The connection's queue keeps the order; a closed connection has nobody to tell.
        void this.session.connection.sendDiagnostics({ uri, diagnostics: [...items], ...(version === undefined ? {} : { version }) });
    }

    shown(): Iterable<string> {
        return this.told.keys();
    }

    lacks(path: string, id: string): boolean {
        const told = this.told.get(path);
        return (told?.id ?? silence.id) !== id || (told !== undefined && told.uri !== this.session.uriOf(path));
    }

    paused(): void {}

    finished(): void {}

    closed(): void {}

    stop(): void {}
}
