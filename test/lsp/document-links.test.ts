import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentLink } from 'vscode-languageserver/node';
import { LspSession, uriOf } from '../harness/lsp-session.ts';

const spec = `import "./parties.terroir"
import "terroir:providers"
import "./absent.terroir"
/** Read at https://example.org/a_(b), and (see http://example.org/c). Not command:evil nor ftp://example.org. */
organisation X "https://example.org/label" {
    seat FR
    source "see https://example.org/text" url "https://example.org/source" on 2026-01-01
    source "evil" url "command:evil"
}
// https://example.org/line
norm mine "Mine" of FR { force law  url "https://example.org/norm" }
norm dark "Dark" of FR { force law  url "file:///etc/passwd" }
contract C {
    publishes jurisdiction "https://example.org/jurisdiction"
    derogation { under mine }
    lists law dark, cloud-act
    transfer to US { basis eu-us-dpf }
}
`;

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({ files: { 'parties.terroir': 'organisation P { seat FR }\n' }, options: { terroirScheme: true } });
    await session.open('x.terroir', spec);
    await session.quiet();
});
afterAll(() => session.stop());

const links = () => session.client.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: uriOf('x.terroir') } });
const followed = async () =>
    Promise.all((await links()).map((link) => (link.target === undefined ? session.client.sendRequest<DocumentLink>('documentLink/resolve', link) : link)));
const told = (found: DocumentLink[]) => found.map(({ range, target }) => `${session.textAt(uriOf('x.terroir'), range).replace('x.terroir: ', '')} → ${target}`);

test('imports, addresses in facts and comments, and cited norms; nothing that is no address of the web', async () => {
    const found = told(await followed());
    const cloudAct = found.find((one) => one.startsWith('cloud-act'));
    expect(cloudAct).toMatch(/^cloud-act → https:\/\//);
    expect(found.find((one) => one.startsWith('eu-us-dpf'))).toMatch(/→ https:\/\//);
    expect(found.filter((one) => !/^(cloud-act|eu-us-dpf)/.test(one))).toEqual([
        `./parties.terroir → ${uriOf('parties.terroir')}`,
        'terroir:providers → terroir:/providers.terroir',
        'mine → https://example.org/norm',
        'https://example.org/a_(b) → https://example.org/a_(b)',
        'http://example.org/c → http://example.org/c',
        'https://example.org/source → https://example.org/source',
        'https://example.org/line → https://example.org/line',
        'https://example.org/norm → https://example.org/norm',
        'https://example.org/jurisdiction → https://example.org/jurisdiction',
    ]);
});

test('each says where it leads', async () => {
    const found = await followed();
    expect(found.map(({ tooltip }) => tooltip)).toContain('Open parties.terroir');
    expect(found.map(({ tooltip }) => tooltip)).toContain('Mine: open the text');
    expect(found.every(({ tooltip }) => tooltip)).toBe(true);
});

test('where a click on a link also goes to the definition, cited norms are none', async () => {
    const vsCode = await LspSession.start({ options: { terroirScheme: true, vsCode: true } });
    await vsCode.open('x.terroir', 'import "terroir:providers"\ncontract C { lists law cloud-act }\n');
    const found = await vsCode.client.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: uriOf('x.terroir') } });
    expect(found.map(({ target }) => target)).toEqual(['terroir:/providers.terroir']);
    await vsCode.stop();
});

test('a library that cannot be shown is no target', async () => {
    const plain = await LspSession.start({});
    await plain.open('x.terroir', 'import "terroir:providers"\n');
    expect(await plain.client.sendRequest('textDocument/documentLink', { textDocument: { uri: uriOf('x.terroir') } })).toEqual([]);
    await plain.stop();
});
