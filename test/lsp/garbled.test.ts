import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import type { Connection } from 'vscode-languageserver/node';
import type { Host } from '../../server/lsp/host.ts';
import { clientHost } from '../../server/lsp/host-client.ts';
import { nodeHost } from '../../server/lsp/host-node.ts';
import type { InitializationOptions } from '../../server/lsp/protocol.ts';
import { findings } from '../cli/terminal.ts';
import { LspSession } from '../harness/lsp-session.ts';

/* Files that are no text: what is not open in the editor is refused there as the command refuses it, in the same words and at the same place. */

const uri = 'vscode-vfs://github/specs/a.terroir';
/** What the editor has of the file where it reads for the server. */
let there: Uint8Array = new Uint8Array();
vi.mock('vscode', () => ({
    Uri: { parse: (text: string) => text },
    FileSystemError: class extends Error {},
    workspace: { fs: { readFile: async () => there } },
}));
const { serveFiles } = await import('../../client/files.ts');

/** The server of a worker, with our own client's hand in the files. */
function workerHost(): Host {
    const answers = new Map<string, (params: unknown) => unknown>([['terroir/findFiles', () => ({ uris: [uri] })]]);
    const client = { onRequest: (method: string, answer: (params: unknown) => unknown) => answers.has(method) || answers.set(method, answer) };
    serveFiles(client as never);
    // Through JSON, as all that is said.
    const sendRequest = async (method: string, params: unknown) => JSON.parse(JSON.stringify(await answers.get(method)?.(params)));
    return clientHost({ sendRequest } as unknown as Connection);
}

const folder = mkdtempSync(join(tmpdir(), 'terroir-garbled-'));
const onDisk = pathToFileURL(join(folder, 'a.terroir')).href;
let session: LspSession;
afterEach(async () => {
    await session?.stop();
    rmSync(join(folder, 'a.terroir'), { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = (...parts: (string | number)[]) =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [part])));
const latin1 = bytes('organisation A {\r\n  // h', 0xe9, 'pital\n  seat FR\n}\n');

const cases: readonly (readonly [what: string, content: Uint8Array])[] = [
    ['Latin-1', latin1],
    ['a character cut short by the end', bytes('// é漢 ', 0xf0, 0x9f, 0x98)],
    ['UTF-16', bytes(0xff, 0xfe, 'o', 0, 'r', 0)],
    ['a NUL in a remark', bytes('organisation A { seat FR }\n/* ', 0, ' */\n')],
    ['a picture', bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 0x0d, 'IHDR')],
];
const hosts: readonly (readonly [string, string, string, () => Host])[] = [
    ['the disk', pathToFileURL(folder).href, onDisk, () => nodeHost(workerHost())],
    ['the editor', 'vscode-vfs://github/specs', uri, workerHost],
];

/** What is shown of the file, once something is. */
async function shown(address: string) {
    await session.until(
        () => (session.shown.get(address) ?? []).length > 0,
        () => JSON.stringify([...session.shown]),
    );
    return (session.shown.get(address) ?? []).map(({ code, message, range: { start } }) => [code, start.line + 1, start.character + 1, message]);
}

async function begin(content: Uint8Array, workspace: string, host: () => Host, options: InitializationOptions = {}): Promise<void> {
    there = content;
    writeFileSync(join(folder, 'a.terroir'), content);
    session = await LspSession.start({ host, options, params: { workspaceFolders: [{ uri: workspace, name: 'specs' }] } });
}

for (const [where, workspace, address, host] of hosts) {
    test.each(cases)(`what the server has of ${where} is refused as by the command: %s`, async (_, content) => {
        const { report } = await findings([], { 'a.terroir': content });
        await begin(content, workspace, host);
        expect(await shown(address)).toEqual(report.findings.map(({ rule, message, range: { start } }) => [rule, start.line, start.column, message]));
    });
}

test('while it is open its text is the one that the editor shows; closed, it is what it was; mended, it is a spec', async () => {
    await begin(latin1, pathToFileURL(folder).href, () => nodeHost(workerHost()));
    const codes = async (expected: readonly string[]) => {
        const now = () => (session.shown.get(onDisk) ?? []).map(({ code }) => code);
        await session.until(
            () => JSON.stringify(now()) === JSON.stringify(expected),
            () => JSON.stringify(now()),
        );
    };
    await codes(['input/not-utf8']);
    await session.open(onDisk, new TextDecoder().decode(latin1));
    await codes(['facts/are-used']);
    await session.shut(onDisk);
    await codes(['input/not-utf8']);
    // What was shown of it, to the letter.
    writeFileSync(join(folder, 'a.terroir'), new TextDecoder().decode(latin1));
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: onDisk, type: 2 }] });
    await codes(['facts/are-used']);
});

test('what is too large besides is refused for that', async () => {
    await begin(latin1, pathToFileURL(folder).href, () => nodeHost(workerHost()), { limits: { size: 20 } });
    expect(await shown(onDisk)).toEqual([['syntax/too-large', 1, 1, expect.stringContaining('(43 > 20)')]]);
});
