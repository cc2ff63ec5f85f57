import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Host } from '../../server/lsp/host.ts';
import { clientHost } from '../../server/lsp/host-client.ts';
import { nodeHost } from '../../server/lsp/host-node.ts';
import { Reading } from '../../server/lsp/reading.ts';
import { LspSession } from '../harness/lsp-session.ts';

/* Where the text of a file comes from: the disk, or the editor where the file lies on none. */

/** What the disk says of folders that cannot be listed: whoever runs tests may often list them all. */
const refused = vi.hoisted(() => new Map<string, string>());
vi.mock(import('node:fs/promises'), async (original) => {
    const disk = await original();
    const readdir = (folder: string, ...how: []) =>
        refused.has(folder) ? Promise.reject(Object.assign(new Error(), { code: refused.get(folder) })) : disk.readdir(folder, ...how);
    return { ...disk, readdir: readdir as typeof disk.readdir };
});

/** What an editor has of a file system that is on no disk: folders with their entries, and texts. 1 is a file, 2 a folder, 66 a link to one. */
const folders: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
    'memfs:/specs': [
        ['a.terroir', 1],
        ['deep er', 2],
        ['node_modules', 2],
        ['.hidden', 2],
        ['ring', 66],
        ['notes.md', 1],
    ],
    'memfs:/specs/deep%20er': [['b.terroir', 1]],
    'memfs:/specs/node_modules': [['x.terroir', 1]],
    'memfs:/specs/.hidden': [['x.terroir', 1]],
    'memfs:/specs/ring': [['x.terroir', 1]],
};
const texts: Readonly<Record<string, string>> = {
    'memfs:/specs/a.terroir': 'organisation A { seat Nowhere }\n',
    'memfs:/specs/deep%20er/b.terroir': 'import "../a.terroir"\norganisation B { seat FR  kind company  owned 100% by A }\n',
};

/** A connection to an editor that can search `searched`, and answers what it is asked. */
function connectionTo(searched: readonly string[] = []) {
    const asked: string[] = [];
    const warned: string[] = [];
    const answers: Readonly<Record<string, (params: { uri: string }) => unknown>> = {
        'terroir/readFile': ({ uri }) => ({ text: texts[uri] ?? null }),
        'terroir/readFolder': ({ uri }) => ({ entries: folders[uri] ?? (uri.startsWith('endless:') ? [['more', 2]] : []) }),
        'terroir/findFiles': () => ({ uris: searched }),
    };
    const connection = {
        sendRequest: async (method: string, params: { uri: string }) => {
            asked.push(method);
            return answers[method]?.(params);
        },
        console: { warn: (message: string) => warned.push(message) },
    };
    return { connection: connection as unknown as Connection, asked, warned };
}

let disk: string;
beforeAll(() => {
    disk = mkdtempSync(join(tmpdir(), 'terroir-hosts-'));
    mkdirSync(join(disk, 'deep'));
    mkdirSync(join(disk, 'node_modules'));
    for (const path of ['a.terroir', 'deep/b.terroir', 'node_modules/x.terroir', 'notes.md']) writeFileSync(join(disk, path), path);
    symlinkSync(disk, join(disk, 'ring'));
});
afterAll(() => rmSync(disk, { recursive: true }));

test('what cannot be searched is walked through, but for what is hidden, installed or a link', async () => {
    const { connection, asked } = connectionTo();
    expect(await clientHost(connection).listSpecs(['memfs:/specs'])).toEqual(['memfs:/specs/a.terroir', 'memfs:/specs/deep%20er/b.terroir']);
    // A search there would wait without end for somebody who can do it.
    expect(asked).toEqual(['terroir/readFolder', 'terroir/readFolder']);
});

test('what can be searched is not walked through', async () => {
    const { connection, asked } = connectionTo(['vscode-vfs://github/specs/a.terroir']);
    expect(await clientHost(connection).listSpecs(['vscode-vfs://github/specs'])).toEqual(['vscode-vfs://github/specs/a.terroir']);
    expect(asked).toEqual(['terroir/findFiles']);
});

test('a walk without end is ended, and the log says so', async () => {
    const { connection, asked, warned } = connectionTo();
    expect(await clientHost(connection).listSpecs(['endless:/'])).toEqual([]);
    expect(asked.length).toBeLessThan(3000);
    expect(warned).toHaveLength(1);
});

test('the editor is asked for what lies on no disk, and only for that', async () => {
    const { connection, asked } = connectionTo();
    const host = nodeHost(clientHost(connection));
    const folder = pathToFileURL(disk).href;
    expect(await host.readFile(`${folder}/a.terroir`)).toBe('a.terroir');
    expect(await host.readFile(`${folder}/none.terroir`)).toBeUndefined();
    expect((await host.listSpecs([folder])).toSorted()).toEqual([`${folder}/a.terroir`, `${folder}/deep/b.terroir`]);
    expect(asked).toEqual([]);
    expect(await host.readFile('memfs:/specs/a.terroir')).toBe(texts['memfs:/specs/a.terroir']);
    expect(await host.readFile('memfs:/specs/none.terroir')).toBeUndefined();
    expect(await host.listSpecs([folder, 'memfs:/specs'])).toHaveLength(4);
});

test.each(['EACCES', 'EPERM', 'ENOENT'])('a folder that is gone, or that nobody may list, holds no specs for us: %s', async (code) => {
    refused.set(join(disk, 'deep'), code);
    const folder = pathToFileURL(disk).href;
    expect(await nodeHost(clientHost(connectionTo().connection)).listSpecs([folder])).toEqual([`${folder}/a.terroir`]);
    refused.clear();
});

test('that a folder cannot be listed for another reason is a failure', async () => {
    refused.set(join(disk, 'deep'), 'EIO');
    await expect(nodeHost(clientHost(connectionTo().connection)).listSpecs([pathToFileURL(disk).href])).rejects.toMatchObject({ code: 'EIO' });
    refused.clear();
});

test('an editor that does not know the question has no such files; any other failure is one', async () => {
    const refusing = (error: Error): Host => ({ readFile: () => Promise.reject(error), listSpecs: () => Promise.reject(error) });
    const other = nodeHost(refusing(new ResponseError(ErrorCodes.MethodNotFound, 'no such method')));
    expect(await other.readFile('zipfile:/a.terroir')).toBeUndefined();
    expect(await other.listSpecs(['zipfile:/'])).toEqual([]);
    await expect(nodeHost(refusing(new Error('the network is gone'))).readFile('memfs:/a.terroir')).rejects.toThrow('the network is gone');
});

test('files are read at once while they are at hand; of a disk that was slow they are asked for, and after some of them it is tried again', async () => {
    let [clock, slowness] = [0, 0.1];
    const ways: string[] = [];
    const reading = new Reading({
        atOnce: (path) => {
            ways.push('at once');
            clock += slowness;
            if (path === 'none') throw new Error('ENOENT');
            return Buffer.from(path);
        },
        inTime: async (path) => {
            ways.push('in time');
            return Buffer.from(path);
        },
        now: () => clock,
    });
    const read = async (times: number) => {
        ways.length = 0;
        for (let i = 0; i < times; i++) expect(String(await reading.bytes(`file ${i}`))).toBe(`file ${i}`);
        return [...new Set(ways)];
    };
    expect(await read(300)).toEqual(['at once']);
    slowness = 30;
    // Of one that is not there it counts, too, how long it took to say so.
    await expect(reading.bytes('none')).rejects.toThrow('ENOENT');
    expect(await read(100)).toEqual(['in time']);
    expect(await read(300)).toEqual(['at once', 'in time']);
    expect(ways.filter((way) => way === 'at once').length).toBeLessThan(5);
    slowness = 0.1;
    await read(100);
    expect(await read(300)).toEqual(['at once']);
});

test('a pipe or a device in the place of a file is none, and holds nobody up, of a slow disk either', async () => {
    const pipe = join(disk, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await nodeHost(clientHost(connectionTo().connection)).readFile(pathToFileURL(pipe).href)).toBeUndefined();
    // What takes its time has the next ones asked for.
    const large = join(disk, 'large');
    writeFileSync(large, Buffer.alloc(50_000_000));
    const reading = new Reading();
    const opened = () => readdirSync('/dev/fd').length;
    const before = opened();
    for (let i = 0; i < 2; i++) {
        for (const place of [pipe, '/dev/zero']) await expect(reading.bytes(place)).rejects.toThrow('It is not a file.');
        expect(await reading.bytes(large)).toHaveLength(50_000_000);
    }
    // Nothing stays open: a server reads for weeks, and may have so many files open and no more. Of the large one it is read in time, of another at once.
    for (const one of [reading, new Reading()]) for (let i = 0; i < 20; i++) await one.bytes(fileURLToPath(import.meta.url));
    expect(opened()).toBeLessThan(before + 4);
    for (const place of [pipe, large]) rmSync(place);
});

test('a spec on no disk is judged with what it imports', async () => {
    const session = await LspSession.start({ host: () => nodeHost(clientHost(connectionTo().connection)) });
    const b = 'memfs:/specs/deep%20er/b.terroir';
    await session.open(b, texts[b]);
    await session.until(
        () => session.shown.get('memfs:/specs/a.terroir')?.some(({ code }) => code === 'names/unknown') === true,
        () => JSON.stringify([...session.shown]),
    );
    await session.stop();
});
