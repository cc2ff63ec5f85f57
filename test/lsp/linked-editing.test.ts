import { afterEach, expect, test } from 'vitest';
import type { LinkedEditingRanges } from 'vscode-languageserver/node';
import { LspSession } from '../harness/lsp-session.ts';

let session: LspSession;
afterEach(() => session.stop());

const source = `import "./a.terroir" as p
import "./b.terroir" as q
organisation p { seat FR  kind company  controlled by p.A }
dataset D { category p.rare, q.other }
`;

/** What is edited together with the name at `|`, as `line:character`. */
async function linked(marked: string): Promise<string[] | undefined> {
    const found = await session.client.sendRequest<LinkedEditingRanges | null>('textDocument/linkedEditingRange', session.at('x.terroir', marked));
    return found?.ranges.map(({ start, end }) => {
        expect([start.line, end.character - start.character]).toEqual([end.line, 1]);
        return `${start.line}:${start.character}`;
    });
}

test('the name of an import is edited with its uses, and with nothing else of that name', async () => {
    session = await LspSession.start();
    await session.open('x.terroir', source);
    const places = ['0:24', '2:54', '3:21'];
    expect((await linked('as |p\n'))?.sort()).toEqual(places);
    expect((await linked('by p|.A'))?.sort()).toEqual(places);
    expect((await linked('|q.other'))?.sort()).toEqual(['1:24', '3:29']);
});

test('nothing else is edited together', async () => {
    session = await LspSession.start();
    await session.open('x.terroir', `${source}import "./c.terroir" as lonely\n`);
    for (const place of ['organisation |p', 'by p.|A', 'seat |FR', 'organ|isation']) expect(await linked(place), place).toBeUndefined();
});

test('what is composed otherwise cannot be edited together', async () => {
    session = await LspSession.start();
    await session.open('x.terroir', 'import "./a.terroir" as \u00E9\norganisation A { seat FR  controlled by e\u0301.B }\n');
    expect(await linked('as |\u00E9')).toBeUndefined();
});
