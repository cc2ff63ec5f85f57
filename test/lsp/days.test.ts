import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import type { DayItem, DaysResult } from '../../server/lsp/protocol.ts';
import { able, LspSession } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

const main = 'examples/emc2/emc2.terroir';
const files = example(main, 'examples/emc2/parties.terroir');

const days = async (session: LspSession, typed = '', recent: readonly string[] = []): Promise<readonly DayItem[]> =>
    (await session.client.sendRequest<DaysResult>('terroir/days', { typed, recent })).items;

describe('on the EMC2 case', () => {
    let session: LspSession;
    beforeAll(async () => {
        session = await LspSession.start({ files });
        await session.open(main);
        await session.diagnostics(main);
    });
    afterAll(() => session.stop());

    test('today comes first, then the days on which verdicts change, each with its reasons', async () => {
        const [today, heading, first, ...others] = await days(session);
        expect(today).toMatchObject({ label: 'Today', day: '' });
        expect(heading).toEqual({ kind: -1, label: 'Next changes' });
        expect(first).toMatchObject({ label: '2026-12-21', day: '2026-12-21', detail: expect.stringContaining('Hosting of the EMC2 warehouse ends') });
        expect(first?.description).toMatch(/^\d+ verdicts change$/);
        const later = others.map(({ day }) => day ?? '');
        expect(later.length).toBeGreaterThan(0);
        expect(later).toEqual([...later].sort());
    });

    test('on the day before the first of them nothing is different, on the day itself it is', async () => {
        const shown = () => JSON.stringify(session.diagnosticsNow(main).map(({ code }) => code));
        await session.client.sendRequest('terroir/judgeAt', { day: '2026-12-20' });
        const before = shown();
        expect(await days(session)).toContainEqual(expect.objectContaining({ day: '2026-12-21' }));
        await session.client.sendRequest('terroir/judgeAt', { day: '2026-12-21' });
        expect(shown()).not.toBe(before);
        expect(await session.hover(main, 'contract EMC2Ho|sting')).toContain('Judged at 2026-12-21.');
        await session.client.sendRequest('terroir/judgeAt', { day: '2026-11-24' });
    });

    test.each([
        ['2027', '2027-01-01'],
        ['2027-0', undefined],
        ['2027-03', '2027-03-01'],
        ['2027-03-', '2027-03-01'],
        ['2027-03-9', '2027-03-09'],
        [' 2027-03-19 ', '2027-03-19'],
        ['2028-02-29', '2028-02-29'],
    ])('what is typed as “%s” is %s', async (typed, day) => expect((await days(session, typed))[0]?.day).toBe(day));

    test.each(['2027-02-29', '2027-13', '31/12/2027', '0'])('“%s” is no day, and the list says so', async (typed) => {
        const [first] = await days(session, typed);
        expect(first).toMatchObject({ alwaysShow: true });
        expect(first?.day).toBeUndefined();
    });

    test('a word looks among the days that are there', async () => {
        expect((await days(session, 'ends'))[0]?.label).toBe('Today');
    });

    test('the days taken before are offered again, and what is no day is not', async () => {
        const offered = await days(session, '', ['2023-12-31', 'yesterday']);
        expect(offered.slice(-2)).toEqual([
            { kind: -1, label: 'Taken before' },
            { label: '2023-12-31', day: '2023-12-31' },
        ]);
    });

    test('what is no day is refused, and everything is judged as before', async () => {
        await expect(session.client.sendRequest('terroir/judgeAt', { day: '2026-02-30' })).rejects.toThrow('2026-02-30');
        expect(await session.hover(main, 'contract EMC2Ho|sting')).toContain('Judged at 2026-11-24.');
    });
});

test('in French', async () => {
    const session = await LspSession.start({ files, locale: 'fr' });
    const { title, items } = await session.client.sendRequest<DaysResult>('terroir/days', { typed: '', recent: [] });
    expect(title).toBe('Tout juger à un autre jour');
    expect(items[2]).toMatchObject({ detail: expect.stringContaining('prend fin') });
    await session.stop();
});

describe('a choice and the settings', () => {
    let settings: unknown = {};
    const start = async () => {
        const capabilities = { ...able, workspace: { ...able.workspace, configuration: true } };
        const session = await LspSession.start({ files, capabilities, settings: () => settings });
        await session.open(main);
        return session;
    };
    const say = (session: LspSession) => session.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const judgedAt = (session: LspSession, day: string) =>
        vi.waitFor(async () => expect(await session.hover(main, 'contract EMC2Ho|sting')).toContain(`Judged at ${day}.`), 4000);

    test('a choice lasts while other settings change, and ends when the settings say another day', async () => {
        settings = { asOf: '2025-01-01', unknowns: 'show' };
        const session = await start();
        await judgedAt(session, '2025-01-01');
        const isUnknown = ({ code }: Diagnostic) => code === 'facts/contract-is-read';
        await session.diagnostics(main, (shown) => shown.some(isUnknown));
        await session.client.sendRequest('terroir/judgeAt', { day: '2025-05-05' });
        settings = { asOf: '2025-01-01', unknowns: 'hide' };
        await say(session);
        await session.diagnostics(main, (shown) => !shown.some(isUnknown));
        await judgedAt(session, '2025-05-05');
        settings = { asOf: '2025-02-02', unknowns: 'hide' };
        await say(session);
        await judgedAt(session, '2025-02-02');
        await session.stop();
    });

    test('today can be chosen against the settings', async () => {
        settings = { asOf: '2025-01-01' };
        const session = await start();
        await judgedAt(session, '2025-01-01');
        await session.client.sendRequest('terroir/judgeAt', { day: '' });
        await judgedAt(session, new Date().toISOString().slice(0, 10));
        await session.stop();
    });
});
