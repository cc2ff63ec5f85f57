import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
    createProtocolConnection,
    type InitializeParams,
    type InitializeResult,
    type ProtocolConnection,
    type PublishDiagnosticsParams,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver/node';
import { buildWhenStale } from '../../scripts/build-when-stale.ts';
import { root } from '../harness/spec.ts';

/* `terroir lsp --stdio` as an editor has it: the built command, started from anywhere, talked to over its pipes. */

const command = join(root, 'dist/terroir.cjs');
let folder: string;
beforeAll(() => {
    buildWhenStale();
    folder = mkdtempSync(join(tmpdir(), 'terroir-command-'));
    writeFileSync(join(folder, 'a.terroir'), 'organisation A { seat Nowhere }\n');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment without a language, but for what is given. */
const environment = (given: Record<string, string> = {}) => {
    const { LANG: _, LC_ALL: __, LC_MESSAGES: ___, ...rest } = process.env;
    return { ...rest, ...given };
};

const run = (argv: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [command, ...argv], { encoding: 'utf8', input: '', env: environment(env) });

/** A server that an editor has started, and everything that it has written. */
class Started {
    readonly process: ChildProcess;
    readonly connection: ProtocolConnection;
    readonly messages: string[] = [];
    readonly ended: Promise<number | null>;
    output = Buffer.alloc(0);

    constructor(env: Record<string, string> = {}, ...more: string[]) {
        const child = spawn(process.execPath, [command, 'lsp', '--stdio', ...more], { cwd: '/', env: environment(env) });
        child.stdout.on('data', (data: Buffer) => {
            this.output = Buffer.concat([this.output, data]);
        });
        this.process = child;
        this.ended = new Promise((resolve) => child.once('exit', resolve));
        this.connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
        this.connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: PublishDiagnosticsParams) => {
            this.messages.push(...diagnostics.map(({ message }) => String(message)));
        });
        this.connection.listen();
    }

    async initialize(params: Partial<InitializeParams> = {}): Promise<InitializeResult> {
        const uri = pathToFileURL(folder).href;
        const defaults = { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [{ uri, name: 'specs' }] };
        const result = await this.connection.sendRequest<InitializeResult>('initialize', { ...defaults, ...params });
        await this.connection.sendNotification('initialized', {});
        return result;
    }

    async message(): Promise<string> {
        for (const end = Date.now() + 30_000; this.messages.length === 0 && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 10));
        return this.messages[0] ?? '';
    }

    async leave(): Promise<number | null> {
        await this.connection.sendRequest('shutdown');
        await this.connection.sendNotification('exit');
        return this.ended;
    }
}

const english = /^No Nowhere is declared/;
const french = /^Aucune déclaration ne porte le nom Nowhere/;

test('help comes before a server', () => {
    for (const argv of [['--help'], ['--stdio', '--help'], ['-h', '--stdio']]) {
        const { status, stdout, stderr } = run(['lsp', ...argv]);
        expect([status, stderr]).toEqual([0, '']);
        expect(stdout).toContain('Usage: terroir lsp --stdio');
        for (const option of ['--stdio', '--socket', '--pipe', '--node-ipc', '--clientProcessId']) expect(stdout).toContain(`  ${option}`);
    }
    expect(run(['lsp', '--help'], { LANG: 'fr_FR.UTF-8' }).stdout).toContain('Usage : terroir lsp --stdio');
});

test.each([
    [['--stido'], 'There is no option --stido', '--stdio'],
    [['--stdio', '--verbose'], 'There is no option --verbose', ''],
    [['--stdio=3'], '--stdio takes no value', ''],
    [['--socket'], '--socket needs a value', ''],
    [['--socket=x'], 'takes a whole number', ''],
    [['--stdio', 'specs'], 'takes options only; specs is none', ''],
    [['--clientProcessId=1'], 'terroir lsp --stdio', ''],
])('%j starts nothing, and it is said why', (argv, complaint, suggestion) => {
    const { status, stdout, stderr } = run(['lsp', ...argv]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(complaint);
    expect(stderr).toContain(suggestion);
    expect(stderr).toContain('terroir lsp --help');
});

test('writes nothing but messages of the protocol, and ends when it is asked to', async () => {
    const server = new Started();
    const { serverInfo } = await server.initialize();
    expect(serverInfo?.name).toBe('terroir');
    expect(await server.message()).toMatch(english);
    expect(await server.leave()).toBe(0);
    let frames = 0;
    for (let rest = server.output; rest.length > 0; frames++) {
        const [head, length] = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.toString('latin1')) ?? [];
        if (head === undefined) throw new Error(`no message begins here: ${rest.toString().slice(0, 200)}`);
        expect(JSON.parse(rest.subarray(head.length, head.length + Number(length)).toString()).jsonrpc).toBe('2.0');
        rest = rest.subarray(head.length + Number(length));
    }
    expect(frames).toBeGreaterThan(2);
});

test('ends when nobody can talk to it any more', async () => {
    const server = new Started();
    await server.initialize();
    server.process.stdin?.end();
    expect(await server.ended).toBe(1);
});

test.each(['as processId', 'as --clientProcessId'])('ends when the editor’s process is gone, which it was told %s', async (how) => {
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const server = how === 'as processId' ? new Started() : new Started({}, `--clientProcessId=${editor.pid}`);
    await server.initialize(how === 'as processId' ? { processId: editor.pid ?? null } : {});
    expect(await server.message()).toMatch(english);
    editor.kill('SIGKILL');
    expect(await server.ended).toBe(1);
});

test('speaks the language that it was told, else that of the editor, else that of the environment', async () => {
    const speaks = async (env: string, params: Partial<InitializeParams>) => {
        const server = new Started({ LANG: env });
        await server.initialize(params);
        const message = await server.message();
        await server.leave();
        return message;
    };
    expect(await speaks('fr_FR.UTF-8', {})).toMatch(french);
    expect(await speaks('fr_FR.UTF-8', { locale: 'en-GB' })).toMatch(english);
    expect(await speaks('C', { locale: 'en-GB', initializationOptions: { locale: 'fr' } })).toMatch(french);
});

test('reads the only folder of an editor that names no others', async () => {
    const server = new Started();
    await server.initialize({ rootUri: pathToFileURL(folder).href, workspaceFolders: null });
    expect(await server.message()).toMatch(english);
    await server.leave();
});
