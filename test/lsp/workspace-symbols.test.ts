import { afterAll, beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, type WorkspaceSymbol } from 'vscode-languageserver/node';
import { able, LspSession, uriOf } from '../harness/lsp-session.ts';

const files = {
    'a/parties.terroir': 'organisation ÉcoleNormale "École normale" { seat FR }\norganisation Éditeur { seat IE }\n',
    'b/hosting.terroir':
        'contract Hosting "Hosting of the warehouse" { signed 2026-01-01 }\nservice HostingCloud by Éditeur {}\nvocabulary category { genomic "Genomic data" is genetic }\n',
};

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({ files, options: { terroirScheme: true } });
});
afterAll(() => session.stop());

const symbols = (query: string) => session.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query });
const names = async (query: string) => (await symbols(query)).map(({ name }) => name);

test('without a query everything that the workspace declares, and nothing of the library', async () => {
    expect((await names('')).sort()).toEqual(['Hosting', 'HostingCloud', 'category', 'genomic', 'ÉcoleNormale', 'Éditeur'].sort());
});

test('the letters of the query in their order, without case and accents', async () => {
    expect(await names('ecnormale')).toEqual(['ÉcoleNormale']);
    expect(await names('HstClou')).toEqual(['HostingCloud']);
    expect((await names('zzq')).length).toBe(0);
});

test('a label counts behind a name, the library behind the workspace', async () => {
    expect(await names('warehouse')).toEqual(['Hosting', ...(await names('warehouse')).slice(1)]);
    const found = await symbols('host');
    expect(found.slice(0, 2).map(({ name }) => name)).toEqual(['Hosting', 'HostingCloud']);
    const library = found.findIndex(({ location }) => location.uri.startsWith('terroir:'));
    expect(library).toBeGreaterThan(0);
    expect(found.slice(library).every(({ location }) => location.uri.startsWith('terroir:'))).toBe(true);
});

test('a kind, or a vocabulary, narrows down', async () => {
    expect(await names(':contract host')).toEqual(['Hosting']);
    expect(await names('host :serv')).toEqual(['HostingCloud', ...(await names('host :serv')).slice(1)]);
    expect(await names(':norm gdpr-9')).toContain('gdpr-9');
    expect((await symbols(':category gen')).map(({ name, containerName }) => `${containerName} ${name}`)).toEqual(['category genomic', 'category genetic']);
    expect(await names(':term genomic')).toEqual(['genomic']);
});

test('what a symbol stands in says what it is', async () => {
    expect(await symbols(':contract host')).toMatchObject([{ name: 'Hosting', containerName: 'contract', location: { uri: uriOf('b/hosting.terroir') } }]);
});

test('where the editor matches names once more, they bear what was asked for', async () => {
    const vsCode = await LspSession.start({ files, options: { vsCode: true } });
    const shown = async (query: string) => (await vsCode.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query })).map(({ name }) => name);
    expect(await shown('host')).toEqual(['Hosting', 'HostingCloud']);
    expect(await shown(':contract')).toEqual([':contract Hosting']);
    expect(await shown(':cont host')).toEqual([':cont Hosting']);
    expect(await shown('warehouse')).toEqual(['Hosting Hosting of the warehouse']);
    await vsCode.stop();
});

test('it says where it stands, at once or when it is chosen', async () => {
    const [direct] = await symbols(':contract host');
    expect(direct?.location).toHaveProperty('range');
    const lazy = await LspSession.start({
        files,
        capabilities: { ...able, workspace: { ...able.workspace, symbol: { resolveSupport: { properties: ['location.range'] } } } },
    });
    const [bare] = await lazy.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: ':service host' });
    expect(bare?.location).toEqual({ uri: uriOf('b/hosting.terroir') });
    expect(await lazy.client.sendRequest('workspaceSymbol/resolve', bare)).toMatchObject({
        name: 'HostingCloud',
        location: { range: { start: { line: 1, character: 8 } } },
    });
    await lazy.stop();
});

test('an editor that cannot show the library is told of none of it', async () => {
    const plain = await LspSession.start({ files });
    const found = await plain.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'gdpr' });
    expect(found).toEqual([]);
    await plain.stop();
});

test('there is an end to it, and whoever types on waits for no answer', async () => {
    const many = Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [`f${i}.terroir`, Array.from({ length: 5 }, (_, j) => `organisation O${i}x${j} { seat FR }`).join('\n')]),
    );
    const large = await LspSession.start({ files: many });
    expect(await large.client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'o' })).toHaveLength(500);
    const source = new CancellationTokenSource();
    const answer = large.client.sendRequest('workspace/symbol', { query: 'o' }, source.token).then(
        () => 'answered',
        (error: { code: number }) => error.code,
    );
    source.cancel();
    expect(await answer).toBe(LSPErrorCodes.RequestCancelled);
    await large.stop();
});
