import { afterEach, expect, test } from 'vitest';
import { able, hostOf, LspSession, type Setting } from '../harness/lsp-session.ts';

let session: LspSession;
afterEach(() => session.stop());

const files = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`f${i}.terroir`, `organisation O${i} { seat Nowhere }\n`]));
const shows = { ...able, window: { workDoneProgress: true } };

/** Starts a session and listens to what is told of progress, until everything has been read. */
async function told(setting: Setting, create: () => unknown = () => null): Promise<unknown[]> {
    const heard: unknown[] = [];
    session = await LspSession.start({
        files,
        capabilities: shows,
        ...setting,
        listens: (client) => {
            client.onRequest('window/workDoneProgress/create', create);
            client.onNotification('$/progress', ({ value }: { value: unknown }) => void heard.push(value));
        },
    });
    await session.quiet();
    return heard;
}

test('the reading of the workspace is shown from its beginning to its end', async () => {
    expect(await told({})).toEqual([
        { kind: 'begin', title: 'Terroir reads the specs', percentage: 0 },
        { kind: 'report', percentage: 0, message: '0 of 45 files' },
        { kind: 'report', percentage: 22, message: '10 of 45 files' },
        { kind: 'report', percentage: 44, message: '20 of 45 files' },
        { kind: 'report', percentage: 67, message: '30 of 45 files' },
        { kind: 'report', percentage: 89, message: '40 of 45 files' },
        { kind: 'end' },
    ]);
});

test('in French', async () => {
    const [first, second] = await told({ locale: 'fr' });
    expect(first).toMatchObject({ title: 'Terroir lit les spécifications' });
    expect(second).toMatchObject({ message: 'fichiers\u00a0: 0 sur 45' });
});

test('it is not shown where the editor cannot show it, nor where there is next to nothing to read', async () => {
    expect(await told({ capabilities: able })).toEqual([]);
    await session.stop();
    expect(await told({ files: { 'x.terroir': 'organisation X { seat FR }\n' } })).toEqual([]);
});

test('it ends when the reading fails, and an editor that will not show it holds nothing up', async () => {
    const broken = { host: (disk: Map<string, string>) => ({ ...hostOf(disk), readFile: () => Promise.reject(new Error('the disk is gone')) }) };
    expect((await told(broken)).at(-1)).toEqual({ kind: 'end' });
    await session.stop();
    const refuse = () => {
        throw new Error('not now');
    };
    expect(await told({}, refuse)).toEqual([]);
    await session.codes('f44.terroir', ['names/unknown']);
    expect(session.log.join()).toContain('not now');
});

test('an added folder is shown as it is read, too', async () => {
    const more = Object.fromEntries(Object.entries(files).map(([path, source]) => [`file:///second/${path}`, source]));
    const heard = await told({ files: { ...more } });
    expect(heard).toEqual([]);
    await session.client.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [{ uri: 'file:///second', name: 'second' }], removed: [] },
    });
    await session.codes('file:///second/f44.terroir', ['names/unknown']);
    expect(heard.at(-1)).toEqual({ kind: 'end' });
    expect(heard).toHaveLength(7);
});

test('a folder that is added while another is read is read after it: progress never goes back, nor ends before the reading does', async () => {
    const more = Object.fromEntries(Object.keys(files).map((path, i) => [`file:///second/${path}`, `organisation P${i} { seat Nowhere }\n`]));
    let isAdded = false;
    const host = (disk: Map<string, string>) => ({
        ...hostOf(disk),
        readFile: async (uri: string) => {
            if (uri.endsWith('/f15.terroir') && !isAdded) {
                isAdded = true;
                const event = { added: [{ uri: 'file:///second', name: 'second' }], removed: [] };
                await session.client.sendNotification('workspace/didChangeWorkspaceFolders', { event });
            }
            if (uri.endsWith('.terroir')) await new Promise((resolve) => setTimeout(resolve, 20));
            return disk.get(uri);
        },
    });
    const heard = (await told({ files: { ...files, ...more }, host })) as { kind: string; percentage?: number }[];
    await session.codes('file:///second/f44.terroir', ['names/unknown']);
    const of = (all: number) => [...Array(Math.ceil(all / 10)).keys()].map((tens) => Math.round((1000 * tens) / all));
    expect(heard.map(({ kind, percentage }) => (kind === 'report' ? percentage : kind))).toEqual(['begin', ...of(45), 'end', 'begin', ...of(90), 'end']);
});
