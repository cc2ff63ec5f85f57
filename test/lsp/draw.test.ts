import { expect, test } from 'vitest';
import type { DrawParams, DrawResult } from '../../server/lsp/protocol.ts';
import { terroir } from '../cli/terminal.ts';
import { asOf, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

const files = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir', 'examples/bank.terroir');
const [emc2, parties, bank] = Object.keys(files) as [string, string, string];

async function drawn(session: LspSession, params: Omit<DrawParams, 'nonce'>): Promise<DrawResult> {
    return session.client.sendRequest('terroir/draw', { nonce: 'n0nce', ...params });
}

async function withSession(setting: Setting, play: (session: LspSession) => Promise<void>): Promise<void> {
    const session = await LspSession.start({ files, ...setting });
    await play(session);
    await session.stop();
}

const dataOf = ({ html }: DrawResult) =>
    JSON.parse(/id="data">(.*)<\/script><script/.exec(html)?.[1] ?? '') as {
        svg: string;
        places: ({ uri: string; range: { start: { line: number; character: number } } } | null)[];
    };

test('the contract under the cursor is drawn, else the file, else everything', () =>
    withSession({}, async (session) => {
        await session.open(bank);
        const under = await drawn(session, { view: 'reach', uri: uriOf(bank), position: session.at(bank, 'signed 2026-06-29').position });
        expect([under.title, under.scope]).toEqual(['Reach: Handling of contested card payments', `${uriOf(bank)}#DisputeHandling`]);
        const beside = await drawn(session, { view: 'reach', uri: uriOf(bank), position: { line: 0, character: 0 } });
        expect([beside.title, beside.scope]).toEqual(['Reach: 2 contracts', 'file']);
        expect(await drawn(session, { view: 'timeline', uri: uriOf(parties) })).toMatchObject({ title: 'Timeline: 3 contracts', scope: 'workspace' });
        expect(await drawn(session, { view: 'timeline' })).toMatchObject({ title: 'Timeline: 3 contracts', scope: 'workspace' });
    }));

test('what was drawn is drawn again wherever it has moved to, and the file once it is gone', () =>
    withSession({}, async (session) => {
        await session.open(emc2);
        const first = await drawn(session, { view: 'reach', uri: uriOf(emc2), position: session.at(emc2, 'controller HDH').position });
        const line = (result: DrawResult) => dataOf(result).places.find((place) => place?.uri === uriOf(emc2))?.range.start.line;
        const before = line(first);
        await session.type(emc2, 'import', '\n\nimport');
        const moved = await drawn(session, { view: 'reach', uri: uriOf(emc2), scope: first.scope });
        expect([moved.scope, line(moved)]).toEqual([first.scope, (before ?? 0) + 2]);
        await session.type(emc2, 'contract EMC2Hosting', 'contract Other');
        expect((await drawn(session, { view: 'reach', uri: uriOf(emc2), scope: first.scope })).scope).toBe('file');
    }));

test('every place leads to the text that the picture speaks of, the law included', () =>
    withSession({ options: { terroirScheme: true } }, async (session) => {
        const { places } = dataOf(await drawn(session, { view: 'reach', uri: uriOf(emc2) }));
        const told = places.map((place) => `${place?.uri.split('/').at(-1)}:${(place?.range.start.line ?? 0) + 1}`);
        const lineOf = (path: string, text: string) =>
            `${path.split('/').at(-1)}:${(files[path] ?? '').split('\n').findIndex((line) => line.includes(text)) + 1}`;
        expect(told).toContain(lineOf(emc2, 'contract EMC2Hosting'));
        expect(told).toContain(lineOf(parties, 'controlled by MicrosoftCorporation'));
        expect(told).toContain(lineOf(parties, 'discloses technical-data'));
        expect(told.some((place) => place.startsWith('access-laws.terroir:'))).toBe(true);
    }));

test('one may choose among all contracts, those of the file first', () =>
    withSession({}, async (session) => {
        const { html } = await drawn(session, { view: 'reach', uri: uriOf(bank) });
        const options = [...html.matchAll(/<option value="([^"]*)"( selected="")?>([^<]*)</g)].map(
            ([, value, chosen, label]) => `${chosen ? '* ' : ''}${label} = ${value}`,
        );
        expect(options).toEqual([
            'All contracts of the workspace = workspace',
            '* All contracts of examples/bank.terroir = file',
            `Hosting of core banking (CoreBanking, examples/bank.terroir) = ${uriOf(bank)}#CoreBanking`,
            `Handling of contested card payments (DisputeHandling, examples/bank.terroir) = ${uriOf(bank)}#DisputeHandling`,
            `Hosting of the EMC2 warehouse (EMC2Hosting, examples/emc2/emc2.terroir) = ${uriOf(emc2)}#EMC2Hosting`,
        ]);
    }));

test.each(['reach', 'timeline'] as const)('the picture of %s is to the byte the one that the command writes, in both languages', async (view) => {
    for (const locale of ['en', 'fr'] as const) {
        await withSession({ locale }, async (session) => {
            for (const [path, contract] of [
                [emc2, 'EMC2Hosting'],
                [bank, 'CoreBanking'],
            ] as const) {
                const { svg } = dataOf(await drawn(session, { view, uri: uriOf(path), scope: `${uriOf(path)}#${contract}` }));
                const { out, code } = await terroir(['draw', view, '--contract', contract, '--as-of', asOf, '--lang', locale], files);
                expect(code).toBe(0);
                expect(svg).toBe(out);
            }
        });
    }
});

test('of what rests on broken text it is told in both that something may be missing; in another file nobody needs to know', () =>
    withSession({ files: { ...files, 'torn.terroir': 'organisation A { seat XX }' } }, async (session) => {
        const told = 'Not everything could be read or judged';
        for (const view of ['reach', 'timeline'] as const) {
            const { svg } = dataOf(await drawn(session, { view }));
            expect(svg).toContain(told);
            expect(svg).toBe((await terroir(['draw', view, '--as-of', asOf], { ...files, 'torn.terroir': 'organisation A { seat XX }' })).out);
            for (const scope of ['file', `${uriOf(bank)}#CoreBanking`])
                expect(dataOf(await drawn(session, { view, uri: uriOf(bank), scope })).svg).not.toContain(told);
        }
        await session.open(bank);
        await session.type(bank, 'term', 'trem');
        for (const scope of ['file', `${uriOf(bank)}#CoreBanking`])
            expect(dataOf(await drawn(session, { view: 'reach', uri: uriOf(bank), scope })).svg).toContain(told);
    }));

test('an editor that shows views hears when they are out of date: after an edit, and of another day', () =>
    withSession({ options: { terroirViews: true } }, async (session) => {
        let heard = 0;
        session.client.onNotification('terroir/changed', () => void heard++);
        await session.open(emc2);
        await session.quiet();
        const told = async (change: () => Promise<unknown>) => {
            const before = heard;
            await change();
            await session.until(
                () => heard > before,
                () => 'a view out of date',
            );
        };
        await told(() => session.type(emc2, 'term 3 years', 'term 1 year'));
        await told(() => session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { asOf: '2024-02-01' } } }));
        expect((await drawn(session, { view: 'timeline', uri: uriOf(emc2) })).html).toContain('Judged at 2024-02-01.');
    }));

test('broken text is drawn as far as it can be read', () =>
    withSession({}, async (session) => {
        await session.open(emc2);
        await session.type(emc2, 'sensitivity medical-secret', 'sensitivty medical-secret');
        expect((await drawn(session, { view: 'reach', uri: uriOf(emc2) })).title).toBe('Reach: Hosting of the EMC2 warehouse');
        await session.type(emc2, 'contract EMC2Hosting', 'contract contract contract');
        expect((await drawn(session, { view: 'reach', uri: uriOf(emc2) })).html).toContain('<svg');
    }));
