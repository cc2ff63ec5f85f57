import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Session } from './session.ts';

/** How long the server may work before it listens whether something newer has come, in milliseconds. */
export const patience = 8;

/** From where a message comes in to whoever handles it are three turns of the event loop, and one more to each message behind it. */
const turns = 8;

/** Lets what has arrived meanwhile be handled. A timer would wait for a whole millisecond, even where nothing has. */
export async function breath(): Promise<void> {
    if (typeof setImmediate === 'undefined') return new Promise((resolve) => setTimeout(resolve));
    for (let i = 0; i < turns; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Work in steps: it yields between two of them, so that whoever has it done may listen there, or give it up. */
export type Steps<R> = Generator<undefined, R>;

/**
 * Does the steps of an answer and gives its result. It ends early, with an error of the protocol, when nobody waits for the
 * answer any more or when a text has changed meanwhile: half of the answer would speak of the old one.
 *
 * @param again begins anew where a text has changed, for what an editor asks but once and goes on without
 */
export async function unhurried<R>(steps: Steps<R>, session: Session, token: CancellationToken, again?: () => Steps<R>): Promise<R> {
    let work = steps;
    let { revision } = session;
    let since = Date.now();
    for (;;) {
        const step = work.next();
        if (step.done) return step.value;
        if (Date.now() - since < patience) continue;
        // Whoever looks into every file holds what was read of all of them, else.
        session.spareMemory();
        await breath();
        if (token.isCancellationRequested) throw cancelled();
        if (session.revision !== revision) {
            if (!again) throw new ResponseError(LSPErrorCodes.ContentModified, 'The text was changed meanwhile.');
            revision = session.revision;
            work = again();
        }
        since = Date.now();
    }
}

/** Waits for something unless the request is cancelled first. */
export function unlessCancelled<T>(wait: Promise<T>, token: CancellationToken): Promise<T> {
    if (token.isCancellationRequested) return Promise.reject(cancelled());
    return Promise.race([wait, new Promise<never>((_, reject) => token.onCancellationRequested(() => reject(cancelled())))]);
}

const cancelled = () => new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
