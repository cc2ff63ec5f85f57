import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
    createProtocolConnection,
    ErrorCodes,
    type InitializeResult,
    IPCMessageReader,
    IPCMessageWriter,
    PortMessageReader,
    PortMessageWriter,
    type ProtocolConnection,
    type PublishDiagnosticsParams,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver/node';
import { root } from '../harness/spec.ts';

/* The server as it is shipped: another process or a worker, bundled, over each of its channels. */

let folder: string;
let specs: string;
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'terroir-lsp-'));
    specs = join(folder, 'specs é');
    const bundle = { bundle: true, loader: { '.terroir': 'text' }, logLevel: 'error', absWorkingDir: root } as const;
    await build({
        ...bundle,
        entryPoints: ['server/lsp/main-node.ts'],
        platform: 'node',
        mainFields: ['module', 'main'],
        format: 'cjs',
        outfile: join(folder, 'node.cjs'),
    });
    await build({
        ...bundle,
        entryPoints: ['server/lsp/main-browser.ts'],
        platform: 'browser',
        mainFields: ['browser', 'module', 'main'],
        format: 'iife',
        outfile: join(folder, 'web.cjs'),
    });
    mkdirSync(join(specs, 'node_modules/x'), { recursive: true });
    mkdirSync(join(specs, '.hidden'), { recursive: true });
    mkdirSync(join(specs, 'deep'), { recursive: true });
    writeFileSync(join(specs, 'a.terroir'), 'import "./deep/b.terroir"\norganisation A { seat Nowhere  kind company  controlled by B }\n');
    writeFileSync(join(specs, 'deep/b.terroir'), 'organisation B { seat Elsewhere  kind foundation }\n');
    for (const ignored of ['node_modules/x/c.terroir', '.hidden/c.terroir']) writeFileSync(join(specs, ignored), 'organisation C { seat Nowhere }\n');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Goes through a first conversation and gives what was shown, by the end of each address. */
async function talk(connection: ProtocolConnection, exits?: ChildProcess): Promise<Record<string, string[]>> {
    const shown: Record<string, string[]> = {};
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        shown[decodeURIComponent(uri).split('/specs é/')[1] ?? uri] = diagnostics.map(({ code }) => String(code));
    });
    connection.listen();
    const folds = () => connection.sendRequest('textDocument/foldingRange', { textDocument: { uri: pathToFileURL(join(specs, 'a.terroir')).href } });
    await expect(folds()).rejects.toMatchObject({ code: ErrorCodes.ServerNotInitialized });
    const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', {
        processId: null,
        rootUri: null,
        capabilities: {},
        workspaceFolders: [{ uri: pathToFileURL(specs).href, name: 'specs' }],
    });
    expect(capabilities.hoverProvider).toBe(true);
    await connection.sendNotification('initialized', {});
    for (const end = Date.now() + 5000; Object.keys(shown).length < 2 && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 10));
    await folds();
    await connection.sendRequest('shutdown');
    await expect(folds()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
    const exited = exits && new Promise((resolve) => exits.once('exit', resolve));
    await connection.sendNotification('exit');
    if (exited) expect(await exited).toBe(0);
    connection.dispose();
    return shown;
}

const expected = { 'a.terroir': ['names/unknown'], 'deep/b.terroir': ['names/unknown'] };

test('over stdio', async () => {
    const server = spawn(process.execPath, [join(folder, 'node.cjs'), '--stdio']);
    expect(await talk(createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)), server)).toEqual(expected);
});

test.each([
    ['a process of its own is', '', ['--no-allocation-site-pretenuring']],
    ['one of an editor is not', "Object.defineProperty(process.versions, 'electron', { value: '39.0.0' });", []],
])('whether V8 is told to spare memory: %s', async (_, before, flags) => {
    const told = join(folder, `told${flags.length}.txt`);
    const first = join(folder, `first${flags.length}.cjs`);
    const listening = `require('node:v8').setFlagsFromString = (flag) => require('node:fs').appendFileSync(${JSON.stringify(told)}, flag + '\\n');`;
    writeFileSync(told, '');
    writeFileSync(first, before + listening);
    const server = spawn(process.execPath, ['--require', first, join(folder, 'node.cjs'), '--stdio']);
    await talk(createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)), server);
    expect(readFileSync(told, 'utf8').split('\n').filter(Boolean)).toEqual(flags);
});

test('over IPC', async () => {
    const server = fork(join(folder, 'node.cjs'), ['--node-ipc']);
    expect(await talk(createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server)), server)).toEqual(expected);
});

test('in a worker, with files that the client reads', async () => {
    const self = `const { parentPort } = require('node:worker_threads');
        globalThis.self = { postMessage: (data) => parentPort.postMessage(data), set onmessage(hear) { parentPort.on('message', (data) => hear({ data })); }, addEventListener() {} };
        require(${JSON.stringify(join(folder, 'web.cjs'))});`;
    const worker = new Worker(self, { eval: true });
    worker.on('error', (error) => expect.unreachable(error.message));
    const connection = createProtocolConnection(new PortMessageReader(worker as never), new PortMessageWriter(worker as never));
    const uris = ['a.terroir', 'deep/b.terroir'].map((name) => pathToFileURL(join(specs, name)).href);
    connection.onRequest('terroir/findFiles', () => ({ uris }));
    connection.onRequest('terroir/readFile', ({ uri }: { uri: string }) => ({ text: uris.includes(uri) ? readFileSync(new URL(uri), 'utf8') : null }));
    expect(await talk(connection)).toEqual(expected);
    await worker.terminate();
});
