import type { CancellationToken, InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';

/** One thing that the server does for an editor: what it tells of itself at the start, and the requests it answers. */
export interface Feature {
    /** What the editor is told; may depend on what the editor can do. */
    readonly capabilities?: ServerCapabilities | ((params: InitializeParams) => ServerCapabilities);
    readonly answers: readonly Answer[];
}

/** How one request is answered. */
export interface Answer {
    readonly method: string;
    /** It speaks of the whole workspace, so it waits until every spec of it has been read. */
    readonly whole: boolean;
    /** The editor asks but once, and goes on without an answer: where a text changes meanwhile it is begun anew. */
    readonly once: boolean;
    readonly answer: (session: Session, params: never, token: CancellationToken) => unknown;
}

/** A request of the protocol, which knows the types of its parameters and of its result. */
interface Asked<P, R> {
    readonly method: string;
    readonly _: readonly [P, R, ...unknown[]] | undefined;
}

/**
 * An answer to a request of the protocol, such as `HoverRequest.type`, or to one of our own, by its name. What goes through
 * many files is a generator that yields between two of them: there the server listens, and gives the work up when the request
 * is cancelled or a text changes.
 */
export function answers<P, R>(
    asked: Asked<P, R> | string,
    answer: (session: Session, params: P, token: CancellationToken) => R | Promise<R> | Steps<R>,
    { whole = false, once = false } = {},
): Answer {
    return { method: typeof asked === 'string' ? asked : asked.method, whole, once, answer };
}

/** What an editor is told about all features together. Each says what only it can do; below `workspace` they add up. */
export function capabilitiesOf(features: readonly Feature[], params: InitializeParams): ServerCapabilities {
    const all: ServerCapabilities = {};
    for (const { capabilities } of features) {
        const { workspace, ...own } = (typeof capabilities === 'function' ? capabilities(params) : capabilities) ?? {};
        Object.assign(all, own);
        if (workspace) {
            const fileOperations = { ...all.workspace?.fileOperations, ...workspace.fileOperations };
            all.workspace = { ...all.workspace, ...workspace, ...(Object.keys(fileOperations).length > 0 ? { fileOperations } : {}) };
        }
    }
    return all;
}
