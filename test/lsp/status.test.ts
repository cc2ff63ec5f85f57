import { afterEach, expect, test, vi } from 'vitest';
import { CancellationTokenSource, type Diagnostic } from 'vscode-languageserver/node';
import type { StatusParams } from '../../server/lsp/protocol.ts';
import { LspSession, pulling, type Setting } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

const spec = 'organisation Clinic { seat FR  kind health-institution }\n';

/** A session, and what it was told of the status, in order. */
async function start(setting: Setting): Promise<{ session: LspSession; told: StatusParams[] }> {
    const told: StatusParams[] = [];
    const options = { terroirStatus: true, ...setting.options };
    const session = await LspSession.start({ ...setting, options, hears: { 'terroir/status': (params) => told.push(params as StatusParams) } });
    return { session, told };
}

const last = async (session: LspSession, told: readonly StatusParams[], is: (status: StatusParams) => boolean): Promise<StatusParams> => {
    await session.until(
        () => told.some((_, i) => i === told.length - 1 && is(told[i] as StatusParams)),
        () => JSON.stringify(told.at(-1)),
    );
    return told.at(-1) as StatusParams;
};
const ready = ({ server }: StatusParams) => !server.busy && !server.failed;

afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
});

test('the workspace is being read, then what was found in it', async () => {
    const files = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`f${i}.terroir`, spec.replace('Clinic', `Clinic${i}`)]));
    const { session, told } = await start({ files: { ...files, 'bad.terroir': 'organisation X { seat Nowhere }\n' } });
    const { server } = await last(session, told, ready);
    expect(told.map(({ server }) => server.text).filter((text) => text.startsWith('Reading'))).toEqual([
        'Reading the specs',
        'Reading the specs: 0 of 26',
        'Reading the specs: 10 of 26',
        'Reading the specs: 20 of 26',
    ]);
    expect(server.text).toBe('0 violated, 0 unknown, 1 broken');
    await session.stop();
});

test('what is mended is counted no more', async () => {
    const { session, told } = await start({ files: { 'bad.terroir': 'organisation X { seat Nowhere }\n' } });
    await session.open('bad.terroir');
    expect((await last(session, told, ready)).server.text).toBe('0 violated, 0 unknown, 1 broken');
    await session.type('bad.terroir', 'Nowhere', 'FR');
    await last(session, told, ({ server }) => server.text === '0 violated, 0 unknown');
    await session.stop();
});

test('another day than today’s is told apart', async () => {
    const { session, told } = await start({ files: { 'a.terroir': spec } });
    expect((await last(session, told, ready)).day).toMatchObject({ text: 'Judged at 2026-11-24', isToday: false });
    await session.client.sendRequest('terroir/judgeAt', { day: '' });
    const today = new Date().toISOString().slice(0, 10);
    expect((await last(session, told, ({ day }) => day.isToday)).day.text).toBe(`Judged at ${today} (today)`);
    await session.stop();
});

test('it is told, too, when the editor asks for the whole workspace while another day is being judged', async () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`f${i}.terroir`, spec]));
    const { session, told } = await start({ files, isSilent: true, capabilities: pulling });
    await last(session, told, ready);
    // Every file takes so long that the server listens behind it.
    let now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 100));
    void session.client.sendRequest('terroir/judgeAt', { day: '2023-12-31' });
    const asking = new CancellationTokenSource();
    const asked = session.client.sendRequest('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'all' }, asking.token).catch(() => {});
    expect((await last(session, told, ({ day }) => day.text !== 'Judged at 2026-11-24')).day.text).toBe('Judged at 2023-12-31');
    asking.cancel();
    await asked;
    await session.stop();
});

test('in French', async () => {
    const { session, told } = await start({ files: { 'a.terroir': spec }, locale: 'fr' });
    const { day, server } = await last(session, told, ready);
    expect([day.text, server.text]).toEqual(['Jugé au 2026-11-24', 'violations : 0, inconnus : 0']);
    await session.stop();
});

test('what fails inside is told', async () => {
    const { session, told } = await start({ files: { 'a.terroir': spec } });
    await last(session, told, ready);
    await expect(session.client.sendRequest('terroir/libraryFile', { uri: 'terroir:/none.terroir' })).rejects.toThrow('none.terroir');
    const { server } = await last(session, told, ({ server }) => server.failed);
    expect(server.text).toBe('1 fault inside Terroir, see the log');
    for (let i = 0; i < 12; i++) session.server.fault('again', new Error('no'));
    const { server: after } = await last(session, told, ({ server }) => server.text.startsWith('13'));
    expect(after.text).toBe('13 faults inside Terroir, see the log');
    await session.stop();
});

test('an editor that did not ask for it is told nothing', async () => {
    const { session, told } = await start({ files: { 'a.terroir': spec }, options: { terroirStatus: false } });
    await session.open('a.terroir');
    await session.quiet();
    expect(told).toEqual([]);
    await session.stop();
});

test('when the day turns, what lapses with it is shown', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.UTC(2026, 11, 20, 23, 59) });
    const main = 'examples/emc2/emc2.terroir';
    const { session, told } = await start({ files: example(main, 'examples/emc2/parties.terroir'), options: { asOf: '' } });
    const isSeen = (shown: readonly Diagnostic[]) => shown.some(({ code }) => code === 'reach/no-foreign-control');
    await session.diagnostics(main, isSeen);
    expect((await last(session, told, ready)).day.text).toBe('Judged at 2026-12-20 (today)');
    vi.setSystemTime(Date.UTC(2026, 11, 21, 0, 0));
    vi.advanceTimersByTime(60_000);
    await session.diagnostics(main, (shown) => shown.length > 0 && !isSeen(shown));
    // What is found is told first, the status after it.
    await last(session, told, (status) => ready(status) && status.day.text === 'Judged at 2026-12-21 (today)');
    await session.stop();
});
