import { once } from 'node:events';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic, Message } from 'vscode-languageserver/node';
import { Writer } from '../../server/lsp/writer.ts';

/* What goes over the wire is a head and JSON as ever, though both go at once and a diagnostic that is told again is not put into bytes again. */

/** A writer as a server has it, and the pieces that its stream was given, as they are when the stream is done with them. */
function written(done: (next: (error?: Error) => void) => void = setImmediate) {
    const pieces: string[] = [];
    const stream = new Writable({
        write: (piece: Buffer, _, next) =>
            done((error) => {
                if (!error) pieces.push(piece.toString('utf8'));
                next(error);
            }),
    });
    return { pieces, stream, writer: new Writer(stream) };
}

const message = (about: object) => ({ jsonrpc: '2.0', ...about }) as Message;
const publishing = (uri: string, diagnostics: readonly Diagnostic[], version?: number) =>
    message({ method: 'textDocument/publishDiagnostics', params: { uri, diagnostics, ...(version === undefined ? {} : { version }) } });
/** As an editor gets them that asks; a report on another document may go along. */
const answering = (resultId: string, items: readonly Diagnostic[], version?: number) =>
    message({
        id: 1,
        result: { kind: 'full', resultId, items, ...(version === undefined ? {} : { relatedDocuments: { [resultId]: { kind: 'full', items } } }) },
    });

/** What a piece says, once its head tells how long it is. */
function said(piece: string): unknown {
    const [, length, body] = /^Content-Length: (\d+)\r\n\r\n(.*)$/su.exec(piece) ?? [];
    expect(Buffer.byteLength(body ?? '')).toBe(Number(length));
    return JSON.parse(body as string);
}

/** Any text, and values as a message may carry them. */
const diagnostic = fc.record({
    range: fc.constant({ start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }),
    message: fc.string({ unit: 'binary' }),
    data: fc.jsonValue(),
}) as fc.Arbitrary<Diagnostic>;

test('each message is one piece and says what it is to say, also where some of its diagnostics have been told before', async () => {
    await fc.assert(
        fc.asyncProperty(
            fc.array(diagnostic, { maxLength: 6 }),
            fc.array(fc.tuple(fc.constantFrom(publishing, answering), fc.webUrl(), fc.option(fc.integer(), { nil: undefined }), fc.array(fc.nat(5))), {
                minLength: 1,
                maxLength: 5,
            }),
            async (all, messages) => {
                const { pieces, writer } = written();
                const asked = messages.map(([told, uri, version, some]) =>
                    told(
                        uri,
                        some.map((i) => all[i]).filter((one) => one !== undefined),
                        version,
                    ),
                );
                // Nobody waits for one before the next is there.
                await Promise.all(asked.map((one) => writer.write(one)));
                expect(pieces.map(said)).toEqual(JSON.parse(JSON.stringify(asked)));
            },
        ),
    );
});

test.each([
    { id: 1, result: { kind: 'full', items: [] } },
    { method: 'window/logMessage', params: { type: 3, message: 'é, 漢, \u2028' } },
    { id: 2, error: { code: -32601, message: 'Unhandled method' } },
])('any other message is the JSON of it: %o', async (about) => {
    const { pieces, writer } = written();
    await writer.write(message(about));
    const json = JSON.stringify(message(about));
    expect(pieces).toEqual([`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`]);
});

test('a message that cannot be written is told of and thrown, and the next is written', async () => {
    const { pieces, writer } = written();
    const errors: unknown[] = [];
    writer.onError(([{ message }, about, count]) => errors.push([message, about, count]));
    const endless: Record<string, unknown> = {};
    endless['result'] = endless;
    const results = await Promise.allSettled([writer.write(message(endless)), writer.write(message({ id: 2, result: null }))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(errors).toEqual([[expect.stringContaining('circular'), message(endless), 1]]);
    expect(pieces.map(said)).toEqual([{ jsonrpc: '2.0', id: 2, result: null }]);
});

test('an error of the stream is thrown to whoever wrote, and told', async () => {
    const { writer } = written((next) => next(new Error('broken')));
    const errors: unknown[] = [];
    writer.onError(([{ message }, about]) => errors.push([message, about !== undefined]));
    await expect(writer.write(message({ id: 1, result: null }))).rejects.toThrow('broken');
    await new Promise(setImmediate);
    // Once of the stream, once of the message.
    expect(errors.sort()).toEqual([
        ['broken', false],
        ['broken', true],
    ]);
});

test('the end of the writer is that of its stream, and who listens is told when that closes', async () => {
    const { stream, writer } = written();
    let isClosed = false;
    writer.onClose(() => {
        isClosed = true;
    });
    writer.end();
    await once(stream, 'close');
    expect([stream.writableFinished, isClosed]).toEqual([true, true]);
});
