import { afterEach, expect, test } from 'vitest';
import type { FormattingOptions, Range, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspSession, uriOf } from '../harness/lsp-session.ts';

let session: LspSession;
afterEach(() => session.stop());

const options: FormattingOptions = { tabSize: 4, insertSpaces: true };
const untidy = 'organisation A {\n  seat   FR\n  kind company\n}\ndataset   D { warehouse }\n';

/** The text after a request for edits of it. */
async function after(method: string, params: object): Promise<string> {
    const edits = await session.client.sendRequest<TextEdit[] | null>(`textDocument/${method}`, {
        textDocument: { uri: uriOf('x.terroir') },
        options,
        ...params,
    });
    return TextDocument.applyEdits(TextDocument.create('', '', 0, session.textOf('x.terroir')), edits ?? []);
}

const lines = (start: number, end: number): Range => ({ start: { line: start, character: 0 }, end: { line: end, character: 0 } });

test('a document is laid out as the editor wishes', async () => {
    session = await LspSession.start();
    await session.open('x.terroir', untidy);
    expect(await after('formatting', {})).toBe('organisation A {\n    seat FR\n    kind company\n}\ndataset D { warehouse }\n');
    expect(await after('formatting', { options: { tabSize: 8, insertSpaces: false } })).toContain('\n\tseat FR\n');
    await session.type('x.terroir', 'seat', 'saet');
    expect(await after('formatting', {})).toBe('organisation A {\n  saet   FR\n  kind company\n}\ndataset D { warehouse }\n');
});

test('a part, or several, and nothing else', async () => {
    session = await LspSession.start();
    await session.open('x.terroir', untidy);
    expect(await after('rangeFormatting', { range: lines(1, 2) })).toBe('organisation A {\n    seat FR\n  kind company\n}\ndataset   D { warehouse }\n');
    expect(await after('rangesFormatting', { ranges: [lines(2, 3), lines(4, 5)] })).toBe(
        'organisation A {\n  seat   FR\n    kind company\n}\ndataset D { warehouse }\n',
    );
});

test('while typing: behind a brace its block, behind a line end the line', async () => {
    session = await LspSession.start();
    await session.open('x.terroir', untidy);
    expect(await after('onTypeFormatting', { ch: '}', position: { line: 3, character: 1 } })).toBe(
        'organisation A {\n    seat FR\n    kind company\n}\ndataset   D { warehouse }\n',
    );
    expect(await after('onTypeFormatting', { ch: '\n', position: { line: 2, character: 2 } })).toBe(
        'organisation A {\n    seat FR\n    kind company\n}\ndataset   D { warehouse }\n',
    );
});

test('it is offered, and the library is not laid out', async () => {
    session = await LspSession.start({ options: { libraryRoot: 'file:///opt/terroir/library' } });
    expect(session.offers).toMatchObject({
        documentFormattingProvider: true,
        documentRangeFormattingProvider: { rangesSupport: true },
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
    });
    const library = 'file:///opt/terroir/library/vocabularies.terroir';
    await session.open(library, 'vocabulary   category {}');
    expect(await session.client.sendRequest('textDocument/formatting', { textDocument: { uri: library }, options })).toBeNull();
});
