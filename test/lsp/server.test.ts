import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import {
    CancellationTokenSource,
    createConnection,
    createProtocolConnection,
    ErrorCodes,
    LSPErrorCodes,
    ProposedFeatures,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serve } from '../../server/lsp/server.ts';
import { able, folder, hostOf, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';

test('a request that nobody waits for any more is answered as cancelled', async () => {
    let go: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
        go = resolve;
    });
    const session = await LspSession.start({
        files: { 'y.terroir': 'organisation Y { seat FR }' },
        host: (files) => ({ ...hostOf(files), readFile: async (uri) => gate.then(() => files.get(uri)) }),
    });
    await session.open('x.terroir', 'import "./y.terroir"\norganisation X { seat FR }\n');
    const token = new CancellationTokenSource();
    const answer = session.client.sendRequest('textDocument/hover', session.at('x.terroir', 'organisation |X'), token.token);
    const outcome = answer.then(
        () => 'answered',
        (error: { code: number }) => error.code,
    );
    token.cancel();
    setTimeout(() => go?.(), 20);
    expect(await outcome).toBe(LSPErrorCodes.RequestCancelled);
    await session.stop();
});

test('a handler that fails logs and answers with an error', async () => {
    const session = await LspSession.start();
    await expect(session.client.sendRequest('terroir/libraryFile', { uri: 'terroir:/none.terroir' })).rejects.toThrow('none.terroir');
    await session.until(
        () => session.log.some((line) => line.includes('terroir/libraryFile')),
        () => session.log.join(),
    );
    await session.stop();
});

test('faults are counted, and the last ten of them kept', async () => {
    const session = await LspSession.start();
    for (let i = 1; i <= 25; i++) session.server.fault(`the ${i}th`, new Error('no'));
    expect(session.server.faultCount).toBe(25);
    expect(session.server.faults.map((fault) => fault.split(':')[0])).toEqual(Array.from({ length: 10 }, (_, i) => `the ${16 + i}th`));
    await session.stop();
});

test('who has begun cannot begin again, not even after the end', async () => {
    const session = await LspSession.start();
    const again = () => session.client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, locale: 'fr' });
    await expect(again()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest, message: 'The server has been initialized already.' });
    // Nothing that it asked for counts: English is spoken as before.
    await session.open('x.terroir', 'organisation X { seet FR }\n');
    await session.codes('x.terroir', ['syntax/unexpected-word']);
    expect(session.shown.get(uriOf('x.terroir'))?.[0]?.message).toContain('Did you mean “seat”?');
    await session.client.sendRequest('shutdown');
    await expect(again()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
    session.puller?.stop();
});

test('who could not be understood may begin again', async () => {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    serve(createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), hostOf(new Map()));
    const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    client.listen();
    const begin = (uri: unknown) =>
        client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [{ uri, name: 'specs' }] });
    await expect(begin(7)).rejects.toMatchObject({ code: ErrorCodes.InternalError });
    const asked = client.sendRequest('textDocument/hover', { textDocument: { uri: uriOf('x.terroir') }, position: { line: 0, character: 0 } });
    await expect(asked).rejects.toMatchObject({ code: ErrorCodes.ServerNotInitialized });
    expect(await begin(folder)).toMatchObject({ serverInfo: { name: 'terroir' } });
    await client.sendRequest('shutdown');
    client.dispose();
});

test('a newer edit takes over, and the last text is what is judged', async () => {
    const files = Object.fromEntries(
        Array.from({ length: 60 }, (_, i) => [`f${i}.terroir`, `import "./x.terroir"\norganisation O${i} { seat FR  kind company  controlled by X }\n`]),
    );
    const session = await LspSession.start({ files });
    await session.open('x.terroir', 'organisation X { seat FR  kind foundation }\n');
    await session.quiet();
    for (let i = 0; i < 20; i++) {
        const [before, after] = i % 2 === 0 ? ['organisation X', 'organisation Z'] : ['organisation Z', 'organisation X'];
        await session.type('x.terroir', before ?? '', after ?? '');
    }
    await session.type('x.terroir', 'organisation X', 'organisation Z');
    for (let i = 0; i < 60; i++) await session.codes(`f${i}.terroir`, ['names/unknown']);
    await session.stop();
});

test('a file is never shown as if what it imports were not there', async () => {
    const session = await LspSession.start({
        files: {
            'x.terroir': 'import "./y.terroir"\norganisation X { seat Nowhere  kind company  controlled by Y }\n',
            'y.terroir': 'organisation Y { seat FR }',
        },
        // While the editor is asked for its settings it opens a file, and the disk is slow.
        capabilities: { ...able, workspace: { ...able.workspace, configuration: true } },
        host: (files) => ({ ...hostOf(files), readFile: async (uri) => new Promise((resolve) => setTimeout(() => resolve(files.get(uri)), 50)) }),
    });
    await session.open('x.terroir');
    await session.codes('x.terroir', ['names/unknown']);
    const ever = session.pushed.filter(({ uri }) => uri === uriOf('x.terroir')).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
    expect(ever).not.toContain('names/missing-import');
    await session.stop();
});

test('what is imported is shown before the rest of the workspace is read', async () => {
    const read: string[] = [];
    const session = await LspSession.start({
        files: { 'z/y.terroir': 'organisation Y { seat FR }', ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`a${i}.terroir`, ''])) },
        host: (files) => ({
            listSpecs: hostOf(files).listSpecs,
            readFile: async (uri) => {
                await new Promise((resolve) => setTimeout(resolve, 1));
                read.push(uri);
                return files.get(uri);
            },
        }),
    });
    await session.open('x.terroir', 'import "./z/y.terroir"\norganisation X { seat Nowhere  kind company  controlled by Y }\n');
    await session.codes('x.terroir', ['names/unknown']);
    expect(read.indexOf(uriOf('z/y.terroir'))).toBeLessThan(60);
    await session.stop();
});

test('of what nobody looks at nothing is said before everything has been read', async () => {
    const files = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}.terroir`, `organisation O${i} { seat Nowhere }\n`]));
    const session = await LspSession.start({
        files,
        host: (files) => ({
            ...hostOf(files),
            readFile: async (uri) => {
                if (uri.endsWith('.terroir')) await new Promise((resolve) => setTimeout(resolve, 10));
                return files.get(uri);
            },
        }),
    });
    await session.open('x.terroir', 'organisation X { seat FR }\n');
    await session.until(
        () => session.server.work.filesRead > 20,
        () => 'the workspace is not read',
    );
    await session.type('x.terroir', 'FR', 'Nowhere');
    await session.codes('x.terroir', ['names/unknown']);
    expect([...session.shown.keys()]).toEqual([uriOf('x.terroir')]);
    expect(session.server.work.filesRead).toBeLessThan(200);
    await session.codes('f199.terroir', ['names/unknown']);
    await session.stop();
});

test('an editor is asked to tell of settings and of files where it can be asked to, and not otherwise', async () => {
    const asked: { method: string }[] = [];
    const listens: Setting['listens'] = (client) =>
        client.onRequest('client/registerCapability', ({ registrations }: { registrations: typeof asked }) => {
            asked.push(...registrations);
            return null;
        });
    const started = async (workspace: object) => {
        const session = await LspSession.start({ capabilities: { ...able, workspace: { ...able.workspace, ...workspace } }, listens });
        await session.quiet();
        await session.stop();
        return asked.splice(0).map(({ method }) => method);
    };
    const dynamic = { dynamicRegistration: true };
    expect(await started({})).toEqual([]);
    expect(await started({ didChangeConfiguration: dynamic })).toEqual(['workspace/didChangeConfiguration']);
    expect(await started({ didChangeWatchedFiles: dynamic })).toEqual(['workspace/didChangeWatchedFiles']);
});

test('an editor that does not want to tell of settings and files after all has its workspace judged, and the log says so', async () => {
    const session = await LspSession.start({
        files: { 'x.terroir': 'organisation X { seat Nowhere }\n' },
        capabilities: { workspace: { didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true } } },
        listens: (client) =>
            client.onRequest('client/registerCapability', () => {
                throw new Error('not today');
            }),
    });
    await session.codes('x.terroir', ['names/unknown']);
    expect(session.log.filter((line) => /registerCapability.*not today/.test(line))).toHaveLength(2);
    await session.stop();
});

test('settings that an editor tells without being asked count, be they under our name or by themselves', async () => {
    const session = await LspSession.start();
    for (const settings of [{ terroir: { asOf: '2026-01-01' } }, { asOf: '2026-01-02' }]) {
        await session.client.sendNotification('workspace/didChangeConfiguration', { settings });
        await session.until(
            () => session.server.dayText === (settings.terroir ?? settings).asOf,
            () => session.server.dayText,
        );
    }
    await session.stop();
});

/** A session with an editor that can be told to ask for lenses again, and how often it was. */
async function withLenses() {
    const told = { times: 0 };
    const listens: Setting['listens'] = (client) =>
        client.onRequest('workspace/codeLens/refresh', () => {
            told.times++;
            return null;
        });
    const capabilities = { ...able, workspace: { ...able.workspace, codeLens: { refreshSupport: true } } };
    const session = await LspSession.start({ capabilities, listens });
    const again = (times: number) =>
        session.until(
            () => told.times === times,
            () => `told ${told.times} times`,
        );
    await again(1);
    return { session, told, again };
}

test('whoever shows lenses is told to ask again when another day is chosen', async () => {
    const { session, again } = await withLenses();
    await session.client.sendRequest('terroir/judgeAt', { day: '2027-01-01' });
    await again(2);
    await session.stop();
});

test('after the end nothing is asked of the editor any more, and no clock goes on', async () => {
    const stopped = vi.spyOn(globalThis, 'clearInterval');
    const { session, told } = await withLenses();
    await session.open('x.terroir', 'organisation X { seat Nowhere }\n');
    await session.codes('x.terroir', ['names/unknown']);
    expect(stopped).not.toHaveBeenCalled();
    await session.client.sendRequest('shutdown');
    expect(stopped).toHaveBeenCalledOnce();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(told.times).toBe(1);
    vi.restoreAllMocks();
});
