import type { Writable } from 'node:stream';
import {
    AbstractMessageWriter,
    type Diagnostic,
    DocumentDiagnosticReportKind,
    type FullDocumentDiagnosticReport,
    type Message,
    type MessageWriter,
    PublishDiagnosticsNotification,
    type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

/** Of most diagnostics of a long file an editor is told again and again, at every key: each is put into bytes once. */
const known = new WeakMap<Diagnostic, Buffer>();

/**
 * Messages as JSON, one after another, head and body of each in one piece: whoever waits for them is woken once, where the writer of the library wakes him twice.
 * What goes wrong is told and thrown; what comes after is written all the same.
 */
export class Writer extends AbstractMessageWriter implements MessageWriter {
    private readonly stream: Writable;
    /** A long file makes half a megabyte at every key, and to ask for that anew takes longer than to fill it. It is filled again only when what was in it is out. */
    private room = Buffer.alloc(0);
    private last: Promise<void> = Promise.resolve();
    private failures = 0;

    constructor(stream: Writable) {
        super();
        this.stream = stream;
        stream.on('error', (error) => this.fireError(error));
        stream.on('close', () => this.fireClose());
    }

    write(message: Message): Promise<void> {
        const written = this.last.then(() => this.out(message));
        this.last = written.catch((error: unknown) => this.fireError(error, message, ++this.failures));
        return written;
    }

    end(): void {
        this.stream.end();
    }

    private out(message: Message): Promise<void> {
        return new Promise((resolve, reject) => {
            this.stream.write(this.piece(message), (error) => (error ? reject(error) : resolve()));
        });
    }

    private piece(message: Message): Buffer {
        const listing = listingIn(message);
        const body = listing ? inParts(listing) : [Buffer.from(JSON.stringify(message))];
        const bodyLength = body.reduce((sum, part) => sum + part.length, 0);
        const head = Buffer.from(`Content-Length: ${bodyLength}\r\n\r\n`);
        const length = head.length + bodyLength;
        if (this.room.length < length) this.room = Buffer.allocUnsafe(2 * length);
        let at = 0;
        for (const part of [head, ...body]) at += part.copy(this.room, at);
        return this.room.subarray(0, length);
    }
}

/** A message that lists diagnostics: these, and the message with none, whose list stands last in what stands last in it. */
interface Listing {
    readonly diagnostics: readonly Diagnostic[];
    readonly none: Message;
}

/** What a message lists that tells an editor of a file, or answers one that asked. */
function listingIn(message: Message): Listing | undefined {
    if (isPublishing(message)) {
        const { params, ...rest } = message;
        const { diagnostics, ...about } = params;
        return { diagnostics, none: { ...rest, params: { ...about, diagnostics: [] } } as Message };
    }
    if (isReport(message)) {
        const { result, ...rest } = message;
        const { items, ...about } = result;
        return { diagnostics: items, none: { ...rest, result: { ...about, items: [] } } as Message };
    }
    return undefined;
}

const isPublishing = (message: Message): message is Message & { readonly params: PublishDiagnosticsParams } =>
    'method' in message && message.method === PublishDiagnosticsNotification.method;

/** Nothing else that is answered is of this kind. */
const isReport = (message: Message): message is Message & { readonly result: FullDocumentDiagnosticReport } =>
    'result' in message && (message.result as { readonly kind?: unknown } | null)?.kind === DocumentDiagnosticReportKind.Full;

function inParts({ diagnostics, none }: Listing): Buffer[] {
    const json = JSON.stringify(none);
    // It ends in `]}}`; what stands in the list goes before that.
    const [before, after] = [json.slice(0, -3), json.slice(-3)];
    return [Buffer.from(before), ...diagnostics.map((one, i) => (i === 0 ? inBytes(one).subarray(1) : inBytes(one))), Buffer.from(after)];
}

/** One of a list, behind a comma. */
function inBytes(diagnostic: Diagnostic): Buffer {
    let bytes = known.get(diagnostic);
    if (!bytes) known.set(diagnostic, (bytes = Buffer.from(`,${JSON.stringify(diagnostic)}`)));
    return bytes;
}
