import {
    type ContentTypeEncoder,
    type Diagnostic,
    type Message,
    PublishDiagnosticsNotification,
    type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';

/** Of most diagnostics of a long file an editor is told again and again, at every key: each is put into bytes once. */
const known = new WeakMap<Diagnostic, Buffer>();

/**
 * Messages as JSON. The bytes of one are good until the next is asked for, which whoever writes them to a stream does when they are out:
 * a long file makes half a megabyte of them at every key, and to ask for that anew takes longer than to fill it.
 */
export function encoder(): ContentTypeEncoder {
    let room = Buffer.alloc(0);
    const joined = (pieces: readonly Buffer[]): Uint8Array => {
        const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
        if (room.length < length) room = Buffer.allocUnsafe(2 * length);
        let at = 0;
        for (const piece of pieces) at += piece.copy(room, at);
        return room.subarray(0, length);
    };
    return {
        name: 'application/json',
        encode: (message) => Promise.resolve(isPublishing(message) ? joined(published(message.params)) : Buffer.from(JSON.stringify(message))),
    };
}

const { method } = PublishDiagnosticsNotification;

const isPublishing = (message: Message): message is Message & { readonly params: PublishDiagnosticsParams } => 'method' in message && message.method === method;

function published({ diagnostics, ...about }: PublishDiagnosticsParams): Buffer[] {
    const head = JSON.stringify({ jsonrpc: '2.0', method, params: { ...about, diagnostics: [] } });
    // It ends in `]}}`; what stands in the list goes before that.
    const [before, after] = [head.slice(0, -3), head.slice(-3)];
    return [Buffer.from(before), ...diagnostics.map((one, i) => (i === 0 ? inBytes(one).subarray(1) : inBytes(one))), Buffer.from(after)];
}

/** One of a list, behind a comma. */
function inBytes(diagnostic: Diagnostic): Buffer {
    let bytes = known.get(diagnostic);
    if (!bytes) known.set(diagnostic, (bytes = Buffer.from(`,${JSON.stringify(diagnostic)}`)));
    return bytes;
}
