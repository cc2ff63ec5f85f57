import { afterEach, expect, test } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspSession } from '../harness/lsp-session.ts';

let session: LspSession;
afterEach(() => session.stop());

test('each place has what a selection there grows through', async () => {
    const source = 'organisation A {\n    seat FR\n}\n';
    session = await LspSession.start();
    await session.open('x.terroir', source);
    const places = [session.at('x.terroir', 'F|R'), session.at('x.terroir', 'organisation |A')];
    const ranges = await session.client.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
        textDocument: places[0]?.textDocument,
        positions: places.map(({ position }) => position),
    });
    const document = TextDocument.create('', '', 0, source);
    const texts = (one: SelectionRange | undefined): string[] => (one ? [document.getText(one.range), ...texts(one.parent)] : []);
    const declaration = source.trimEnd();
    expect(ranges.map(texts)).toEqual([
        ['FR', 'seat FR', '{\n    seat FR\n}', declaration, source],
        ['A', declaration, source],
    ]);
});

test('an empty text has an empty selection', async () => {
    session = await LspSession.start();
    await session.open('x.terroir', '');
    const place = { line: 0, character: 0 };
    const params = { textDocument: { uri: session.documents.get('x.terroir')?.uri }, positions: [place] };
    expect(await session.client.sendRequest('textDocument/selectionRange', params)).toEqual([{ range: { start: place, end: place } }]);
});
