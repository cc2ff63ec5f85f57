import { afterEach, describe, expect, test, vi } from 'vitest';
import {
    CancellationTokenSource,
    type ClientCapabilities,
    type DocumentDiagnosticReport,
    LSPErrorCodes,
    WorkspaceDiagnosticRequest,
} from 'vscode-languageserver/node';
import { libraryFiles } from '../../language/library/files.ts';
import type { StatusParams } from '../../server/lsp/protocol.ts';
import { able, hostOf, LspSession, pulling, type Setting, uriOf } from '../harness/lsp-session.ts';

/*
 * A workspace of more specs than can be held with what is to be said of them: those that are open are judged, the others lend what they state, and nobody
 * is left to think that nothing was found in them.
 */

/** So many files are judged here, beside the library. */
const most = 4;

let session: LspSession;
let statuses: StatusParams[];
afterEach(async () => {
    vi.restoreAllMocks();
    await session.stop();
});

async function start(files: Readonly<Record<string, string>>, setting: Setting = {}): Promise<void> {
    statuses = [];
    session = await LspSession.start({
        files,
        host: (some) => ({ ...hostOf(some), mostJudged: libraryFiles.length + most }),
        hears: { 'terroir/status': (params) => statuses.push(params as StatusParams) },
        ...setting,
        options: { terroirStatus: true, ...setting.options },
    });
}

const wrong = (i: number): string => `import "./y.terroir"\norganisation X${i} { seat Nowhere  kind company  controlled by Y }\n`;
const y = { 'y.terroir': 'organisation Y { seat FR  kind foundation }\n' };
const some = (n: number): Record<string, string> => Object.fromEntries(Array.from({ length: n }, (_, i) => [`x${i}.terroir`, wrong(i)]));
const shown = () => [...session.shown].filter(([, items]) => items.some(({ severity }) => severity === 1)).map(([uri]) => uri.slice(uri.lastIndexOf('/') + 1));
const status = () => statuses.at(-1)?.server.text;
const told = (n: number, isOpenAlone: boolean) => {
    const expected = `${isOpenAlone ? 'Open specs: ' : ''}0 violated, 0 unknown${n > 0 ? `, ${n} broken` : ''}`;
    return session.until(
        () => status() === expected,
        () => `${status()}`,
    );
};

const kinds: [string, ClientCapabilities][] = [
    ['is told', able],
    ['asks', pulling],
];

describe.each(kinds)('an editor that %s', (_, capabilities) => {
    test('shows of very many specs what was found in those that are open, and says so once', async () => {
        await start({ ...y, ...some(most) }, { capabilities });
        await session.quiet();
        expect(shown()).toEqual([]);
        await told(0, true);
        await session.open('x0.terroir');
        await session.codes('x0.terroir', ['names/unknown']);
        await session.open('y.terroir');
        await session.type('y.terroir', 'organisation Y', 'organisation Why');
        await session.codes('x0.terroir', ['names/unknown', 'names/unknown']);
        await session.quiet();
        expect(shown()).toEqual(['x0.terroir']);
        await told(2, true);
        await session.shut('x0.terroir');
        await session.quiet();
        expect(shown()).toEqual([]);
        await told(0, true);
        await session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { asOf: '2026-11-25' } } });
        await session.until(
            () => statuses.at(-1)?.day.text === 'Judged at 2026-11-25',
            () => `${statuses.at(-1)?.day.text}`,
        );
        expect(session.messages).toEqual([
            `This workspace has more than ${libraryFiles.length + most} specs: only those that are open are judged here. terroir check judges all of them.`,
        ]);
        expect(session.log).toEqual([]);
    });

    test('shows all of them as soon as they are no more so many, and takes it back when they are', async () => {
        await start({ ...y, ...some(most - 1) }, { capabilities });
        await session.open('x1.terroir');
        await session.codes('x0.terroir', ['names/unknown']);
        const judged = vi.spyOn(session.server.judge, 'inSteps');
        const together = vi.spyOn(session.server.judge, 'together');
        await session.touch('x8.terroir', wrong(8));
        await session.until(
            () => session.messages.length === 1,
            () => 'nothing was said',
        );
        await session.quiet();
        expect(shown()).toEqual(['x1.terroir']);
        await told(1, true);
        // To take something back nothing need be judged.
        expect(new Set(judged.mock.calls.map(([path]) => path))).toEqual(new Set([uriOf('x1.terroir')]));
        expect(new Set(together.mock.calls.flatMap(([paths]) => paths))).toEqual(new Set([uriOf('x1.terroir')]));
        await session.touch('x2.terroir', undefined);
        await session.codes('x8.terroir', ['names/unknown']);
        await session.quiet();
        expect(shown().sort()).toEqual(['x0.terroir', 'x1.terroir', 'x8.terroir']);
        await told(3, false);
        expect(session.log).toEqual([]);
    });

    test('is told no more of what is closed, be it that nothing of it was shown, or that it could not be judged', async () => {
        await start(
            { ...y, ...some(most), 'z.terroir': 'organisation Z { seat FR  kind company }\ncontract C { controller Z }\n' },
            { capabilities, options: { unknowns: 'hide' } },
        );
        await session.open('z.terroir');
        await session.until(
            () => status() === 'Open specs: 0 violated, 1 unknown',
            () => `${status()}`,
        );
        await session.quiet();
        expect(shown()).toEqual([]);
        await session.shut('z.terroir');
        await told(0, true);
        vi.spyOn(session.server.judge, 'file').mockImplementation(() => {
            throw new Error('no');
        });
        await session.open('x0.terroir');
        await session.codes('x0.terroir', ['internal/file-failed']);
        await session.shut('x0.terroir');
        await session.codes('x0.terroir', []);
    });

    test('is told what is wrong with the configuration', async () => {
        await start({ ...y, ...some(most), 'terroir.json': '{ "rules": 1 }' }, { capabilities });
        await session.diagnostics('terroir.json');
    });

    test('finds and renames in all of them', async () => {
        await start({ ...y, ...some(most) }, { capabilities });
        await session.open('y.terroir');
        expect(await session.references('y.terroir', 'organisation |Y', false)).toHaveLength(most);
        await session.apply(await session.rename('y.terroir', 'organisation |Y', 'Why'));
        await session.quiet();
        expect(session.disk.get(uriOf('x3.terroir'))).toContain('controlled by Why');
        await session.open('x3.terroir');
        await session.codes('x3.terroir', ['names/unknown']);
    });
});

test('what is asked for is judged, though nobody has it open, and told when the whole workspace is asked for', async () => {
    await start({ ...y, ...some(most) }, { capabilities: pulling, isSilent: true, options: { terroirStatus: false } });
    await session.open('x1.terroir');
    await session.quiet();
    const asked = await session.client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri: uriOf('x2.terroir') } });
    expect(asked.kind === 'full' && asked.items.map(({ code }) => code)).toEqual(['names/unknown']);
    const told: string[] = [];
    session.client.onProgress(WorkspaceDiagnosticRequest.partialResult, 'all', ({ items }) => void told.push(...items.map(({ uri }) => uri)));
    const leaving = new CancellationTokenSource();
    const all = session.client.sendRequest('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'all' }, leaving.token);
    await session.until(
        () => told.length >= 2,
        () => told.join(),
    );
    await session.quiet();
    expect(told.sort()).toEqual([uriOf('x1.terroir'), uriOf('x2.terroir')]);
    leaving.cancel();
    await expect(all).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

test('that there are very many is known before the first of them is read, and no more when they have gone', async () => {
    const isKnown: boolean[] = [];
    const host = (files: Map<string, string>) => ({
        ...hostOf(files),
        mostJudged: libraryFiles.length + most,
        readFile: async (uri: string) => {
            await new Promise((resolve) => setTimeout(resolve, 1));
            if (uri.endsWith('.terroir')) isKnown.push(session.server.isVast);
            return files.get(uri);
        },
    });
    await start({ ...y, ...some(40) }, { host });
    await session.quiet();
    expect(isKnown).toEqual(Array(41).fill(true));
    for (const path of Object.keys(some(40)).slice(most - 1)) await session.touch(path, undefined);
    await session.codes('x0.terroir', ['names/unknown']);
});

test('nothing is kept for judgements that nobody waits for', async () => {
    await start({ ...y, ...some(most - 1) }, { host: (some) => ({ ...hostOf(some), mostJudged: libraryFiles.length + most, keptRead: 2 }) });
    await session.codes('x0.terroir', ['names/unknown']);
    const { workspace } = session.server;
    const [released, listed] = [vi.spyOn(workspace.engine, 'release'), vi.spyOn(workspace.engine, 'listOnly')];
    const kept = () => new Set(released.mock.calls.map(([, isAwaited]) => isAwaited));
    for (const i of [0, 1, 2]) await session.touch(`x${i}.terroir`, `${wrong(i)}// once more\n`);
    await session.quiet();
    expect(kept()).toEqual(new Set([true]));
    released.mockClear();
    for (const i of [7, 8, 9]) await session.touch(`x${i}.terroir`, wrong(i));
    await session.quiet();
    expect(kept()).toEqual(new Set([false]));
    for (const i of [7, 8, 9]) await session.touch(`x${i}.terroir`, undefined);
    await session.codes('x0.terroir', ['names/unknown']);
    await session.touch('x7.terroir', wrong(7));
    await session.quiet();
    expect(listed.mock.calls.map(([isOf]) => isOf !== undefined)).toEqual([true, false, true]);
});

test('in French', async () => {
    await start({ ...y, ...some(most) }, { locale: 'fr' });
    await session.quiet();
    expect(session.messages).toEqual([
        `Cet espace de travail compte plus de ${libraryFiles.length + most} spécifications : seules celles qui sont ouvertes sont jugées ici. terroir check les juge toutes.`,
    ]);
    await session.until(
        () => status() === 'Spécifications ouvertes : violations : 0, inconnus : 0',
        () => `${status()}`,
    );
});
