import { afterAll, beforeAll, expect, test } from 'vitest';
import { LspSession } from '../harness/lsp-session.ts';

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({
        options: { terroirScheme: true },
        files: { 'a.terroir': 'organisation A { seat FR }\n', 'b.terroir': 'organisation B { seat FR }\n' },
    });
    await session.open(
        'x.terroir',
        'import "./b.terroir"\nimport "./a.terroir" as p\norganisation X { seat FR  owned 50% by p.A  owned 50% by B }\nservice S by X {}\n',
    );
});
afterAll(() => session.stop());

test.each([
    ['a name of another file: the import that brings it in', 'by |B', ['x.terroir: "./b.terroir"']],
    ['behind a prefix: the import of that prefix', 'p.|A', ['x.terroir: "./a.terroir"']],
    ['the prefix: where it is given', 'by |p.A', ['x.terroir: p']],
    ['a name of the same file: where it is defined', 'S by |X', ['x.terroir: X']],
    ['what needs no import: where it is defined', 'seat F|R', ['terroir:/jurisdictions.terroir: FR']],
    ['an import: its file', '"./b|.terroir"', ['b.terroir: ']],
    ['a word of the language: nowhere', 'se|at', []],
])('%s', async (_, marked, expected) => {
    expect(await session.leads('textDocument/declaration', 'x.terroir', marked)).toEqual(expected);
});
