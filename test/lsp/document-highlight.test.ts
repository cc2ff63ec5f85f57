import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver/node';
import { LspSession, uriOf } from '../harness/lsp-session.ts';

const spec = `import "./a.terroir" as p
import "./b.terroir"
vocabulary category { rare is health }
/** Société is in this comment. */
organisation Société { seat FR  controlled by p.A }
organisation X { seat FR  owned 60% by Société  owned 20% by p.A  owned 20% by B }
dataset D { category rare, health }
contract C { controller X }
waiver W-1 of reach/no-foreign-control on C { because "x"  approved by X on 2026-11-01  until 2026-12-01 }
waiver W-2 of reach/no-foreign-control on C { because "y"  approved by X on 2026-11-01  until 2026-12-01 }
`;

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({ files: { 'a.terroir': 'organisation A { seat FR }\n', 'b.terroir': 'organisation B { seat FR }\n' } });
    await session.open('x.terroir', spec);
});
afterAll(() => session.stop());

const letters: Readonly<Record<number, string>> = { [DocumentHighlightKind.Write]: 'w', [DocumentHighlightKind.Read]: 'r', [DocumentHighlightKind.Text]: 't' };

/** Each highlight as its kind, its line and its text: `w5 Société`. */
async function highlights(marked: string): Promise<string[] | null> {
    const found = await session.ask<DocumentHighlight[] | null>('textDocument/documentHighlight', 'x.terroir', marked);
    return (
        found
            ?.map(({ range, kind }) => ({
                range,
                said: `${letters[kind ?? 0]}${range.start.line + 1} ${session.textAt(uriOf('x.terroir'), range).replace('x.terroir: ', '')}`,
            }))
            .sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character)
            .map(({ said }) => said) ?? null
    );
}

test.each([
    ['a declaration is written once and read where it is meant', 'by Soci|été', ['w5 Société', 'r6 Société']],
    ['a name of another file is only read', 'by p.|A }', ['r5 A', 'r6 A']],
    ['a prefix is written where it is given', 'by |p.A', ['w1 p', 'r5 p', 'r6 p']],
    ['an import: what it brings in', '"./a.ter|roir"', ['w1 "./a.terroir"', 'r5 A', 'r6 A']],
    ['a term', 'category ra|re', ['w3 rare', 'r7 rare']],
    ['a term of the library', 'rare is hea|lth', ['r3 health', 'r7 health']],
    ['a rule that is waived', 'no-foreign|-control', ['r9 reach/no-foreign-control', 'r10 reach/no-foreign-control']],
    ['a word of the language: nothing, and the editor is not to look for the word', 'contr|oller', []],
    ['a comment: nothing of ours, and the editor may look for the word', 'Société is in th|is', null],
])('%s', async (_, marked, expected) => {
    expect(await highlights(marked)).toEqual(expected);
});
