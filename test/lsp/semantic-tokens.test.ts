import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { SemanticTokenModifiers, type SemanticTokens, type SemanticTokensDelta, SemanticTokenTypes } from 'vscode-languageserver/node';
import { able, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';
import { root } from '../harness/spec.ts';

let session: LspSession;
afterEach(() => session.stop());

const augmenting = { ...able, textDocument: { ...able.textDocument, semanticTokens: { augmentsSyntaxTokens: true } as never } };

interface Legend {
    readonly tokenTypes: string[];
    readonly tokenModifiers: string[];
}
let legend: Legend;

async function start(setting: Setting = {}): Promise<void> {
    session = await LspSession.start({ capabilities: augmenting, ...setting });
    legend = session.offers.semanticTokensProvider?.legend as Legend;
}

/** Numbers of the protocol in words: `text type modifiers`. */
function inWords(source: string, data: readonly number[]): string[] {
    const lines = source.split('\n');
    const words: string[] = [];
    let [line, character] = [0, 0];
    for (let i = 0; i < data.length; i += 5) {
        const [down, along, length, type, flags] = data.slice(i, i + 5) as [number, number, number, number, number];
        line += down;
        character = down === 0 ? character + along : along;
        const modifiers = legend.tokenModifiers.filter((_, bit) => flags & (1 << bit));
        words.push([lines[line]?.slice(character, character + length), legend.tokenTypes[type], ...modifiers].join(' '));
    }
    return words;
}

const request = <T>(method: string, params: object = {}): Promise<T> =>
    session.client.sendRequest(`textDocument/semanticTokens/${method}`, { textDocument: { uri: uriOf('x.terroir') }, ...params });
const full = async (): Promise<string[]> => inWords(session.textOf('x.terroir'), (await request<SemanticTokens>('full')).data);

const source = `import "./a.terroir" as p
// a comment
vocabulary category { law "Law" is service  service is health }
organisation contract "Contract" { seat FR  owned 51% by p.Parent }
contract Hosting {
    controller contract, Nobody
    lawful basis contract
    lists law cloud-act, scc-2010-87
}
waiver W of reach/no-foreign-seat on Hosting { until 2027-01-01 }
`;

test('names are told by what they mean, and whether it comes from the library', async () => {
    await start({ files: { 'a.terroir': 'organisation Parent { seat US }' } });
    await session.open('x.terroir', source);
    expect(await full()).toEqual([
        'p namespace declaration',
        'category enum declaration',
        'law enumMember declaration',
        'service enumMember',
        'service enumMember declaration',
        'health enumMember defaultLibrary',
        'contract organisation declaration',
        'FR jurisdiction defaultLibrary',
        'p namespace',
        'Parent organisation',
        'Hosting contract declaration',
        'contract organisation',
        'Nobody variable',
        'contract enumMember defaultLibrary',
        'cloud-act norm defaultLibrary',
        'scc-2010-87 norm defaultLibrary notInForce',
        'W waiver declaration',
        'reach/no-foreign-seat function defaultLibrary',
        'Hosting contract',
    ]);
});

test('an editor that knows nothing of the text is told the whole of it, comments line by line', async () => {
    await start({ capabilities: able });
    await session.open('x.terroir', '/** a\n * b */\norganisation law "L" { float 45%  seat FR }\n');
    expect(await full()).toEqual([
        '/** a comment',
        ' * b */ comment',
        'organisation keyword',
        'law organisation declaration',
        '"L" string',
        'float keyword',
        '45% number',
        'seat keyword',
        'FR jurisdiction defaultLibrary',
    ]);
});

test('so is one that says it has colours, and asks for all of them', async () => {
    await start({ options: { colours: 'all' } });
    await session.open('x.terroir', 'dataset D {}\n');
    expect(await full()).toEqual(['dataset keyword', 'D dataset declaration']);
});

test('after an edit the difference is told, and what it leads to is the whole', async () => {
    await start({ files: { 'a.terroir': 'organisation Parent { seat US }' } });
    await session.open('x.terroir', source);
    const before = await request<SemanticTokens>('full');
    await session.type('x.terroir', 'seat FR', 'seat US');
    const same = await request<SemanticTokensDelta>('full/delta', { previousResultId: before.resultId });
    expect(same.edits).toEqual([]);
    await session.type('x.terroir', 'controller contract, Nobody', 'controller contract');
    const { edits, resultId } = await request<SemanticTokensDelta>('full/delta', { previousResultId: same.resultId });
    const data = [...before.data];
    for (const { start, deleteCount, data: put = [] } of edits.toReversed()) data.splice(start, deleteCount, ...put);
    const after = await request<SemanticTokens>('full');
    expect(data).toEqual(after.data);
    expect(edits).toHaveLength(1);
    // Whoever names a result that is not there is told everything.
    expect(await request('full/delta', { previousResultId: `${resultId}x` })).toMatchObject({ data: after.data });
});

test('a part is told alone', async () => {
    await start();
    await session.open('x.terroir', source);
    const range = { start: { line: 4, character: 0 }, end: { line: 6, character: 0 } };
    expect(inWords(source, (await request<SemanticTokens>('range', { range })).data)).toEqual([
        'Hosting contract declaration',
        'contract organisation',
        'Nobody variable',
    ]);
});

test('another day of judgement tells other norms not to be in force', async () => {
    await start({ options: { asOf: '2022-01-01' } });
    await session.open('x.terroir', source);
    expect(await full()).toContain('scc-2010-87 norm defaultLibrary');
});

test('what another file declares, and takes away, changes what is told', async () => {
    await start({ files: { 'a.terroir': 'organisation Parent { seat US }' } });
    await session.open('x.terroir', source);
    expect(await full()).toContain('Parent organisation');
    await session.touch('a.terroir', 'service Parent by contract {}');
    expect(await full()).toContain('Parent variable');
});

test('in broken text what can be read keeps its colours', async () => {
    await start();
    await session.open('x.terroir', 'organisation A { seet FR }\norganisation B { seat FR  controlled by A\n');
    expect(await full()).toEqual(['A organisation declaration', 'B organisation declaration', 'FR jurisdiction defaultLibrary', 'A organisation']);
});

test('the manifest declares every word that is none of the protocol’s, and no other, with scopes for themes that know none', async () => {
    const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
    const { semanticTokenTypes, semanticTokenModifiers, semanticTokenScopes } = json('package.json').contributes as {
        semanticTokenTypes: { id: string; superType: string }[];
        semanticTokenModifiers: { id: string }[];
        semanticTokenScopes: { language: string; scopes: Record<string, string[]> }[];
    };
    const ids = (list: { id: string }[]) => list.map(({ id }) => id).sort();
    const standardTypes: string[] = Object.values(SemanticTokenTypes);
    const standardModifiers: string[] = Object.values(SemanticTokenModifiers);

    await start();
    expect(ids(semanticTokenTypes)).toEqual(legend.tokenTypes.filter((type) => !standardTypes.includes(type)).sort());
    expect(ids(semanticTokenModifiers)).toEqual(legend.tokenModifiers.filter((modifier) => !standardModifiers.includes(modifier)).sort());
    for (const { id, superType } of semanticTokenTypes) expect(standardTypes, id).toContain(superType);
    // Themes that know none of them colour by scopes.
    const selectors = Object.entries(semanticTokenScopes.find(({ language }) => language === 'terroir')?.scopes ?? {});
    const covered = (word: string) => selectors.some(([selector, scopes]) => selector.split('.').includes(word) && scopes.length > 0);
    for (const { id } of [...semanticTokenTypes, ...semanticTokenModifiers]) expect(covered(id), id).toBe(true);
});
