import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, type WorkspaceEdit } from 'vscode-languageserver/node';
import { Workspace } from '../../language/index.ts';
import { hostOf, LspSession, uriOf } from '../harness/lsp-session.ts';

/*
 * The server listens between two steps of a long answer. That every step counts as a long one, whatever the machine, is the clock's
 * doing: it goes on by a second with every look.
 */

const many = 150;
const files = Object.fromEntries(
    Array.from({ length: many }, (_, i) => [`f${i}.terroir`, `import "./x.terroir"\norganisation O${i} { seat FR  kind company  controlled by X }\n`]),
);

let session: LspSession;
let now = Date.now();
beforeEach(async () => {
    session = await LspSession.start({ files: { ...files, 'x.terroir': 'organisation X { seat FR  kind foundation }\n' } });
    await session.open('x.terroir');
    await session.quiet();
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
});
afterEach(async () => {
    vi.restoreAllMocks();
    await session.stop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks something, interferes when the server is in the middle of it, and gives the error and how much was looked at before and after. */
async function interrupted(method: string, params: object, interfere: (token: CancellationTokenSource) => void | Promise<void>) {
    const looks = vi.spyOn(Workspace.prototype, 'node');
    const token = new CancellationTokenSource();
    const answer = session.client.sendRequest(method, params, token.token).then(
        () => undefined,
        ({ code }: { code: number }) => code,
    );
    while (looks.mock.calls.length < 20) await pause(1);
    await interfere(token);
    const code = await answer;
    const before = looks.mock.calls.length;
    await pause(50);
    return { code, before, after: looks.mock.calls.length };
}

const references = () => ({ ...session.at('x.terroir', 'organisation |X'), context: { includeDeclaration: true } });

test.each([
    ['textDocument/references', references],
    ['textDocument/rename', () => ({ ...session.at('x.terroir', 'organisation |X'), newName: 'Y' })],
])('%s stops when it is cancelled', async (method, params) => {
    const { code, before, after } = await interrupted(method, params(), (token) => token.cancel());
    expect(code).toBe(LSPErrorCodes.RequestCancelled);
    expect(before).toBeLessThan(many / 2);
    expect(after).toBe(before);
});

test('an answer on a text that has changed meanwhile is not finished', async () => {
    const { code } = await interrupted('textDocument/references', references(), () => session.touch('f0.terroir', 'organisation Other { seat FR }\n'));
    expect(code).toBe(LSPErrorCodes.ContentModified);
});

test('what is to be written when a file is moved is asked but once: the answer is begun anew, and speaks of the text as it is then', async () => {
    const looks = vi.spyOn(Workspace.prototype, 'files', 'get');
    const [oldUri, newUri] = ['x.terroir', 'y.terroir'].map(uriOf);
    const answer = session.client.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', { files: [{ oldUri, newUri }] });
    // It looks for each import whether there is such a file.
    while (looks.mock.calls.length < 20) await pause(1);
    await session.touch('f0.terroir', 'organisation Other { seat FR }\n');
    const { documentChanges } = await answer;
    expect(documentChanges).toHaveLength(many - 1);
});

test('an answer that nobody interrupts is whole', async () => {
    expect(await session.references('x.terroir', 'organisation |X')).toHaveLength(many + 1);
});

test('a request that waits for the workspace to be read can be cancelled as well', async () => {
    await session.stop();
    session = await LspSession.start({ host: () => ({ readFile: async () => undefined, listSpecs: () => new Promise(() => {}) }) });
    await session.open('x.terroir', 'organisation X { seat FR }\n');
    const token = new CancellationTokenSource();
    const answer = session.client.sendRequest('textDocument/references', references(), token.token);
    await pause(20);
    token.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

test('it listens between two files, too, of which it finds out whether there is anything new to be told', async () => {
    vi.restoreAllMocks();
    await session.stop();
    const host = (some: Map<string, string>) => ({ ...hostOf(some), keptWhole: 0, keptInPlay: 0 });
    session = await LspSession.start({ files: { ...files, 'x.terroir': 'organisation X { seat FR  kind foundation }\n' }, host });
    await session.open('x.terroir');
    await session.quiet();
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
    const looks = vi.spyOn(session.server.workspace.engine, 'isOutdated');
    const inARow: number[] = [];
    let isOver = false;
    await session.type('x.terroir', 'foundation', 'company');
    const told = session.quiet().then(() => {
        isOver = true;
    });
    for (let before = 0; !isOver; before = looks.mock.calls.length) {
        await new Promise((resolve) => setImmediate(resolve));
        inARow.push(looks.mock.calls.length - before);
    }
    await told;
    expect(looks.mock.calls.length).toBeGreaterThan(many);
    expect(Math.max(...inARow)).toBeLessThan(4);
});
