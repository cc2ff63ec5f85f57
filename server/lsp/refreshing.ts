import {
    CodeLensRefreshRequest,
    type Connection,
    DiagnosticRefreshRequest,
    type InitializeParams,
    InlayHintRefreshRequest,
    SemanticTokensRefreshRequest,
    type ServerCapabilities,
} from 'vscode-languageserver';
import { changed, type InitializationOptions } from './protocol.ts';

/** What an editor keeps on showing until its text changes or it is told to ask again: how it is told, and what the server offers it as. */
const kept = {
    codeLens: { asked: CodeLensRefreshRequest.type, offer: 'codeLensProvider' },
    diagnostics: { asked: DiagnosticRefreshRequest.type, offer: 'diagnosticProvider' },
    inlayHint: { asked: InlayHintRefreshRequest.type, offer: 'inlayHintProvider' },
    semanticTokens: { asked: SemanticTokensRefreshRequest.type, offer: 'semanticTokensProvider' },
} as const satisfies Record<string, { readonly offer: keyof ServerCapabilities; readonly asked: object }>;

type Kept = keyof typeof kept;

/** How long nothing must have changed before the editor is told, in milliseconds: whoever types is not to see everything flicker. */
const calm = 250;

/** Tells the editor to ask again when something elsewhere has changed: another file, the date, the settings. Many changes at once are told once. */
export class Refreshing {
    private readonly connection: Pick<Connection, 'sendRequest' | 'sendNotification' | 'console'>;
    private known: readonly Kept[] = [];
    /** The editor shows views, which lead to places of texts. */
    private hasViews = false;
    private due: readonly Kept[] = [];
    private waiting: ReturnType<typeof setTimeout> | undefined;
    private over = false;

    constructor(connection: Pick<Connection, 'sendRequest' | 'sendNotification' | 'console'>) {
        this.connection = connection;
    }

    /** Only what the editor can be told about, and the server offers, is ever asked for again. */
    agree(
        { capabilities: { workspace }, initializationOptions }: Pick<InitializeParams, 'capabilities' | 'initializationOptions'>,
        offered: ServerCapabilities,
    ): void {
        const options = initializationOptions as InitializationOptions | undefined;
        this.hasViews = options?.terroirViews === true;
        this.known = (Object.keys(kept) as Kept[]).filter((one) => workspace?.[one]?.refreshSupport === true && offered[kept[one].offer] !== undefined);
    }

    /** Something changed that may be seen in another file than the one it was changed in. */
    soon(): void {
        this.due = this.known;
        this.moved();
    }

    /** A text changed that means the same as before: only what leads to its places is out of date. */
    moved(): void {
        if (this.over) return;
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.now(), calm);
    }

    /** Of diagnostics it is known what the editor shows, so it is told of nothing that it would not see change, and at once. */
    diagnostics(): void {
        if (!this.over && this.known.includes('diagnostics')) this.again('diagnostics');
    }

    /** The editor is leaving: nothing more is asked of it. */
    stop(): void {
        this.over = true;
        clearTimeout(this.waiting);
    }

    private now(): void {
        if (this.hasViews) void this.connection.sendNotification(changed);
        for (const one of this.due) if (one !== 'diagnostics') this.again(one);
        this.due = [];
    }

    private again(one: Kept): void {
        const { method } = kept[one].asked;
        this.connection.sendRequest(method).catch((error: unknown) => {
            if (!this.over) this.connection.console.error(`${method}: ${error instanceof Error ? error.message : String(error)}`);
        });
    }
}
