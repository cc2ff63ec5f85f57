import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Diagnostic, Message } from 'vscode-languageserver/node';
import { encoder } from '../../server/lsp/encoding.ts';

/* What goes over the wire is JSON as ever, though a diagnostic that is told again is not put into bytes again. */

/** One for all messages, as a server has it. */
const { encode } = encoder();
const bytesOf = async (message: object) => Buffer.from(await encode(message as Message, { charset: 'utf-8' })).toString('utf8');

/** Any text, and values as a message may carry them. */
const diagnostic = fc.record({
    range: fc.constant({ start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }),
    message: fc.string({ unit: 'binary' }),
    data: fc.jsonValue(),
}) as fc.Arbitrary<Diagnostic>;

test('a message says what it is to say, also where some of its diagnostics have been told before', async () => {
    await fc.assert(
        fc.asyncProperty(
            fc.array(diagnostic, { maxLength: 6 }),
            fc.array(fc.tuple(fc.webUrl(), fc.option(fc.integer(), { nil: undefined }), fc.array(fc.nat(5))), { minLength: 1, maxLength: 5 }),
            async (all, messages) => {
                for (const [uri, version, some] of messages) {
                    const diagnostics = some.map((i) => all[i]).filter((one) => one !== undefined);
                    const params = { uri, diagnostics, ...(version === undefined ? {} : { version }) };
                    const told = JSON.parse(await bytesOf({ jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params })) as unknown;
                    expect(told).toEqual(JSON.parse(JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params })));
                }
            },
        ),
    );
});

test.each([
    { jsonrpc: '2.0', id: 1, result: { kind: 'full', items: [] } },
    { jsonrpc: '2.0', method: 'window/logMessage', params: { type: 3, message: 'é, 漢, \u2028' } },
    { jsonrpc: '2.0', id: 2, error: { code: -32601, message: 'Unhandled method' } },
])('any other message is the JSON of it: %o', async (message) => {
    expect(await bytesOf(message)).toBe(JSON.stringify(message));
});
