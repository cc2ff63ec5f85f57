import { afterEach, describe, expect, test, vi } from 'vitest';
import {
    CancellationTokenSource,
    type ClientCapabilities,
    type Diagnostic,
    type DocumentDiagnosticReport,
    LSPErrorCodes,
    type WorkspaceDiagnosticReport,
    WorkspaceDiagnosticRequest,
} from 'vscode-languageserver/node';
import { Judge } from '../../language/index.ts';
import { able, LspSession, pulling, type Setting, uriOf } from '../harness/lsp-session.ts';

let session: LspSession;
const start = async (setting: Setting = {}) => (session = await LspSession.start(setting));
afterEach(async () => {
    vi.restoreAllMocks();
    await session.stop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const document = (path: string, previousResultId?: string) =>
    session.client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri: uriOf(path) }, previousResultId });
const workspace = (previousResultIds: { uri: string; value: string }[] = []) =>
    session.client.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
const codesOf = (items: readonly Diagnostic[]) => items.map(({ code }) => String(code)).sort();
const full = (report: DocumentDiagnosticReport) => {
    if (report.kind !== 'full') throw new Error(`The report is ${report.kind}.`);
    return report;
};

/** An editor that asks, but only when a test does. */
const silent = (textDocument: ClientCapabilities['textDocument'] = { diagnostic: {} }): Setting => ({
    isSilent: true,
    capabilities: { ...able, textDocument: { ...able.textDocument, ...textDocument } },
});

const y = 'organisation Y { seat FR  kind foundation }\n';
const x = 'import "./y.terroir"\norganisation X { seat FR  kind company  controlled by Y }\n';

// ---------------------------------------------------------------- the one and the other

const kinds: [string, ClientCapabilities][] = [
    ['is told', able],
    ['asks', pulling],
    ['asks, and takes reports on other documents', { ...pulling, textDocument: { ...pulling.textDocument, diagnostic: { relatedDocumentSupport: true } } }],
];

/** What somebody does in an hour, and what the editor shows of it at every stage. */
async function hour(capabilities: ClientCapabilities): Promise<unknown[]> {
    const broken = 'organisation Z { seat Nowhere }\n';
    await start({ capabilities, files: { 'x.terroir': x, 'y.terroir': y, 'deep/z.terroir': broken, 'deep/w.terroir': 'organisation W { seat FR ' } });
    const seen: unknown[] = [];
    const look = async () => {
        await session.quiet();
        const lines = [...session.shown].map(([uri, items]) => [uri, items] as const).filter(([, items]) => items.length > 0);
        seen.push(Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1))));
    };
    await look();
    await session.open('x.terroir');
    await session.open('y.terroir');
    await look();
    // Another open document changes, and one that nobody opened.
    await session.type('y.terroir', 'organisation Y', 'organisation Why');
    await look();
    await session.touch('deep/w.terroir', 'import "../x.terroir"\norganisation W { seat FR  controlled by X  controlled by Ex }\n');
    await session.type('x.terroir', 'organisation X', 'organisation Ex');
    await look();
    // It is closed without being saved, and the other one is saved.
    await session.shut('x.terroir');
    await look();
    session.disk.set(uriOf('y.terroir'), session.textOf('y.terroir'));
    await session.client.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf('y.terroir') } });
    await session.shut('y.terroir');
    await look();
    await session.touch('deep/z.terroir', undefined);
    await look();
    await session.open('untitled:Untitled-1', broken);
    await look();
    await session.shut('untitled:Untitled-1');
    await look();
    session.disk.set(uriOf('moved/w.terroir'), session.disk.get(uriOf('deep/w.terroir')) ?? '');
    session.disk.delete(uriOf('deep/w.terroir'));
    await session.client.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: uriOf('deep'), newUri: uriOf('moved') }] });
    await look();
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { asOf: '2023-01-01', unknowns: 'hide' } } });
    await look();
    return seen;
}

describe('whoever is told and whoever asks sees the same at every stage', () => {
    let first: unknown[] | undefined;
    test.each(kinds)('an editor that %s', async (_, capabilities) => {
        const stages = await hour(capabilities);
        expect(new Set(stages.map((stage) => JSON.stringify(stage))).size).toBeGreaterThan(5);
        expect(stages).toEqual((first ??= stages));
        expect(session.log).toEqual([]);
        // Never both.
        if (capabilities === able) expect(session.pushed.length).toBeGreaterThan(0);
        else expect(session.pushed).toEqual([]);
    });
});

test('only an editor that asks is offered answers', async () => {
    await start(silent({}));
    expect(session.offers.diagnosticProvider).toBeUndefined();
    await session.stop();
    await start(silent());
    expect(session.offers.diagnosticProvider).toEqual({ interFileDependencies: true, workspaceDiagnostics: true });
});

// ---------------------------------------------------------------- a document

test('the same diagnostics are not sent twice, wherever they came from', async () => {
    await start({ ...silent(), files: { 'y.terroir': y } });
    await session.open('x.terroir', x.replace('kind', 'kin'));
    const first = full(await document('x.terroir'));
    expect(codesOf(first.items)).toEqual(['syntax/unexpected-word']);
    const { resultId } = first;
    expect(await document('x.terroir', resultId)).toEqual({ kind: 'unchanged', resultId });
    await session.type('x.terroir', 'by Y }', 'by Y } // nothing new');
    expect(await document('x.terroir', resultId)).toEqual({ kind: 'unchanged', resultId });
    // Another file is what it rests on.
    await session.touch('y.terroir', undefined);
    const second = full(await document('x.terroir', resultId));
    expect(codesOf(second.items)).toContain('names/missing-import');
    await session.touch('y.terroir', y);
    expect(await document('x.terroir', second.resultId)).toEqual(first);
    // Another server, such as one that was started anew, calls it the same.
    await session.stop();
    await start({ ...silent(), files: { 'y.terroir': y } });
    await session.open('x.terroir', x.replace('kind', 'kin'));
    expect(await document('x.terroir', resultId)).toEqual({ kind: 'unchanged', resultId });
});

test('a document is answered with what it imports and the settings, before the workspace has been read', async () => {
    let listed = () => {};
    const gate = new Promise<void>((resolve) => {
        listed = resolve;
    });
    const read: string[] = [];
    await start({
        isSilent: true,
        capabilities: { textDocument: { diagnostic: {} }, workspace: { configuration: true } },
        settings: { asOf: '2024-06-01' },
        files: { 'y.terroir': y, 'z.terroir': '' },
        host: (files) => ({
            listSpecs: async () => gate.then(() => [...files.keys()]),
            readFile: async (uri) => {
                read.push(uri);
                return files.get(uri);
            },
        }),
    });
    await session.open('x.terroir', x.replace('seat FR', 'seat Nowhere'));
    expect(codesOf(full(await document('x.terroir')).items)).toEqual(['names/unknown']);
    expect(read.filter((uri) => uri.endsWith('.terroir'))).toEqual([uriOf('y.terroir')]);
    listed();
    await session.quiet();
});

test('the first report of all comes through the editor’s first question', async () => {
    await start({ capabilities: pulling, files: { 'y.terroir': y } });
    await session.open('x.terroir', x.replace('seat FR', 'seat Nowhere'));
    await session.codes('x.terroir', ['names/unknown']);
});

test('nothing is said of the library', async () => {
    await start({ ...silent(), options: { libraryRoot: 'file:///opt/terroir/library' } });
    await session.open('file:///opt/terroir/library/vocabularies.terroir', 'vocabulary category { health is special }');
    expect(full(await document('file:///opt/terroir/library/vocabularies.terroir')).items).toEqual([]);
});

test('what is of no use is faded where the editor says so, in the words of either version of the protocol', async () => {
    const source = 'organisation Idle { seat FR }\n';
    const tags = async (textDocument: ClientCapabilities['textDocument']) => {
        await start(silent(textDocument));
        await session.open('x.terroir', source);
        const [idle] = full(await document('x.terroir')).items;
        await session.stop();
        return idle?.tags;
    };
    const can = (valueSet: (1 | 2)[]) => ({ tagSupport: { valueSet } });
    expect(await tags({ diagnostic: {} })).toBeUndefined();
    expect(await tags({ diagnostic: can([2]), publishDiagnostics: can([1, 2]) })).toBeUndefined();
    expect(await tags({ diagnostic: can([1]) })).toEqual([1]);
    expect(await tags({ diagnostic: {}, publishDiagnostics: can([1, 2]) })).toEqual([1]);
    await start();
});

// ---------------------------------------------------------------- what changes elsewhere

test('the editor is not told to ask again on another day on which the same is to be said of what it asked for', async () => {
    await start({ capabilities: pulling, files: { 'y.terroir': y } });
    await session.open('x.terroir', x.replace('seat FR', 'seat Nowhere'));
    await session.codes('x.terroir', ['names/unknown']);
    await session.quiet();
    const before = session.puller?.refreshes;
    await session.client.sendRequest('terroir/judgeAt', { day: '2026-11-25' });
    await session.quiet();
    expect(session.puller?.refreshes).toBe(before);
});

test('the editor is told to ask again when a document that it asked for changes with another one, and not otherwise', async () => {
    await start({ capabilities: pulling, files: { 'y.terroir': y, 'x.terroir': x } });
    await session.open('x.terroir');
    await session.open('y.terroir');
    await session.quiet();
    const before = session.puller?.refreshes ?? 0;
    await session.type('y.terroir', 'kind foundation }', 'kind foundation } // nothing new');
    await session.type('y.terroir', 'organisation Y', 'organisation Y "A label"');
    await session.quiet();
    expect(session.puller?.refreshes).toBe(before);
    await session.type('y.terroir', 'organisation Y', 'organisation Z');
    await session.codes('x.terroir', ['names/unknown']);
    await session.quiet();
    expect(session.puller?.refreshes).toBe(before + 1);
    // Nobody looks at x any more.
    await session.shut('x.terroir');
    await session.type('y.terroir', 'organisation Z', 'organisation Y');
    await session.codes('x.terroir', []);
    await session.quiet();
    expect(session.puller?.refreshes).toBe(before + 1);
});

/** An editor that has asked for x, and asks for nothing by itself; gives what is called whenever it is told to ask again. */
async function askedForX() {
    await start({ capabilities: pulling, isSilent: true, files: { 'x.terroir': x, 'y.terroir': y } });
    const refreshed = vi.fn(() => null);
    session.client.onRequest('workspace/diagnostic/refresh', refreshed);
    await session.open('x.terroir');
    await session.quiet();
    await document('x.terroir');
    return refreshed;
}

test('an editor that asks for documents alone is told to ask again, too', async () => {
    const refreshed = await askedForX();
    await session.touch('y.terroir', undefined);
    await vi.waitFor(() => expect(refreshed).toHaveBeenCalledOnce());
    expect(codesOf(full(await document('x.terroir')).items)).toContain('names/missing-import');
});

test('it is not told so of the document that it has just changed itself, nor once more of one that it has not asked for since', async () => {
    const refreshed = await askedForX();
    await session.type('x.terroir', 'seat FR', 'seat Nowhere');
    await session.quiet();
    expect(refreshed).not.toHaveBeenCalled();
    expect(codesOf(full(await document('x.terroir')).items)).toEqual(['names/unknown']);
    await session.touch('y.terroir', undefined);
    await vi.waitFor(() => expect(refreshed).toHaveBeenCalledOnce());
    await session.touch('y.terroir', y);
    await session.touch('y.terroir', y.replace('organisation Y', 'organisation Z'));
    await session.quiet();
    expect(refreshed).toHaveBeenCalledOnce();
});

test('what changes with a document goes along with its report, where the editor takes it', async () => {
    const files = { 'y.terroir': y, 'x.terroir': x };
    await start({ ...silent({ diagnostic: { relatedDocumentSupport: true } }), files });
    await session.open('y.terroir');
    await session.quiet();
    await document('y.terroir');
    await session.type('y.terroir', 'organisation Y', 'organisation Z');
    await session.quiet();
    const report = await document('y.terroir');
    expect(Object.keys(report.relatedDocuments ?? {})).toEqual([uriOf('x.terroir')]);
    const related = full((report.relatedDocuments as Record<string, DocumentDiagnosticReport>)[uriOf('x.terroir')] as DocumentDiagnosticReport);
    expect(codesOf(related.items)).toContain('names/unknown');
    // Once.
    expect((await document('y.terroir', report.resultId)).relatedDocuments).toBeUndefined();
    // Of a document that is asked for itself the report says it, and nothing beside it.
    await session.type('y.terroir', 'organisation Z', 'organisation Y');
    await session.quiet();
    const own = full(await document('x.terroir'));
    expect(codesOf(own.items)).not.toContain('names/unknown');
    expect(own.relatedDocuments).toBeUndefined();
});

test('where something may go along the editor is told to ask again once, and not of what it has just changed itself', async () => {
    const capabilities = { ...pulling, textDocument: { ...pulling.textDocument, diagnostic: { relatedDocumentSupport: true } } };
    await start({ capabilities, isSilent: true, files: { 'y.terroir': y, 'x.terroir': x } });
    const refreshed = vi.fn(() => null);
    session.client.onRequest('workspace/diagnostic/refresh', refreshed);
    await session.open('y.terroir');
    await session.quiet();
    refreshed.mockClear();
    await session.type('y.terroir', 'seat FR', 'seat Nowhere');
    await session.quiet();
    expect(refreshed).not.toHaveBeenCalled();
    await session.type('y.terroir', 'organisation Y', 'organisation Z');
    await session.quiet();
    expect(refreshed).toHaveBeenCalledOnce();
    // On another day everything is looked at anew, and the same is to be said.
    await session.client.sendRequest('terroir/judgeAt', { day: '2026-11-25' });
    await session.quiet();
    expect(refreshed).toHaveBeenCalledOnce();
});

test('of a document that was closed nothing goes along that the editor shows already', async () => {
    await start({ ...silent({ diagnostic: { relatedDocumentSupport: true } }), files: { 'y.terroir': y, 'x.terroir': x } });
    await session.open('x.terroir');
    await session.open('y.terroir');
    await session.quiet();
    expect(codesOf(full(await document('x.terroir')).items)).not.toEqual([]);
    await document('y.terroir');
    await session.shut('x.terroir');
    await session.quiet();
    expect((await document('y.terroir')).relatedDocuments).toBeUndefined();
});

test('what has become again what the editor shows does not go along', async () => {
    await start({ ...silent({ diagnostic: { relatedDocumentSupport: true } }), files: { 'y.terroir': y, 'x.terroir': x } });
    await session.open('y.terroir');
    await session.quiet();
    await document('y.terroir');
    for (const [from, to] of [
        ['organisation Y', 'organisation Z'],
        ['organisation Z', 'organisation Y'],
    ] as const) {
        await session.type('y.terroir', from, to);
        await session.quiet();
    }
    expect((await document('y.terroir')).relatedDocuments).toBeUndefined();
});

// ---------------------------------------------------------------- the whole workspace

test('without a way to be told more, the whole workspace is answered at once', async () => {
    await start({ ...silent(), files: { 'x.terroir': 'organisation X { seat Nowhere }\n', 'y.terroir': y } });
    const { items } = await workspace();
    expect(items.map(({ uri, kind, version }) => [uri, kind, version])).toEqual([
        [uriOf('x.terroir'), 'full', null],
        [uriOf('y.terroir'), 'full', null],
    ]);
    const known = items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));
    expect(known.length).toBeGreaterThan(0);
    const gone = { uri: uriOf('gone.terroir'), value: known[0]?.value ?? '' };
    const again = await workspace([...known, gone]);
    expect(again.items.filter(({ kind }) => kind === 'unchanged').map(({ uri }) => uri)).toEqual(known.map(({ uri }) => uri));
    expect(again.items.map(({ version }) => version)).toEqual([null, null, null]);
    // Each once, and what is gone behind what is there.
    expect(again.items.map(({ uri }) => uri)).toEqual([uriOf('x.terroir'), uriOf('y.terroir'), gone.uri]);
    expect(again.items.find(({ uri }) => uri === gone.uri)).toEqual({ uri: gone.uri, kind: 'full', version: null, items: [] });
    // What counts is what it says that it knows, and not what it was told once.
    expect((await workspace()).items).toEqual(items);
});

test('of what nobody has judged since it changed it is not said that it is as it was', async () => {
    await start({ ...silent(), files: { 'x.terroir': x, 'y.terroir': y } });
    const { items } = await workspace();
    const known = items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));
    expect(known.map(({ uri }) => uri)).toEqual([uriOf('x.terroir')]);
    await session.touch('y.terroir', undefined);
    await session.quiet();
    const again = (await workspace(known)).items.find(({ uri }) => uri === uriOf('x.terroir'));
    expect(codesOf((again as { items: Diagnostic[] }).items)).toContain('names/missing-import');
});

test('the request stays open and what changes is told through it, once, however long it takes', async () => {
    await start({ ...silent(), files: { 'x.terroir': x, 'y.terroir': y } });
    const told: WorkspaceDiagnosticReport['items'] = [];
    session.client.onProgress(WorkspaceDiagnosticRequest.partialResult, 'here', ({ items }) => void told.push(...items));
    const outcome = vi.fn();
    const answer = session.client.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'here' });
    answer.then(outcome, outcome);
    await session.quiet();
    const known = told.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
    expect(known.map(({ uri }) => uri)).toEqual([uriOf('x.terroir')]);
    await session.touch('y.terroir', undefined);
    await session.until(
        () => told.length === 2,
        () => JSON.stringify(told),
    );
    expect(codesOf((told[1] as { items: Diagnostic[] }).items)).toContain('names/missing-import');
    await session.touch('x.terroir', undefined);
    await session.until(
        () => told.length === 3,
        () => JSON.stringify(told),
    );
    expect(told[2]).toEqual({ uri: uriOf('x.terroir'), kind: 'full', version: null, items: [] });
    await session.quiet();
    expect(told).toHaveLength(3);
    expect(outcome).not.toHaveBeenCalled();
    // Another request takes its place, and is told only what it does not know.
    await session.touch('x.terroir', x);
    await session.touch('y.terroir', y);
    session.client.onProgress(WorkspaceDiagnosticRequest.partialResult, 'there', ({ items }) => void told.push(...items));
    const token = new CancellationTokenSource();
    const there = session.client.sendRequest('workspace/diagnostic', { previousResultIds: known, partialResultToken: 'there' }, token.token);
    expect(await answer).toEqual({ items: [] });
    told.length = 0;
    await session.quiet();
    expect(told).toEqual([]);
    // That the other one has ended ends nothing of this one.
    await session.touch('y.terroir', undefined);
    await session.until(
        () => told.length === 1,
        () => JSON.stringify(told),
    );
    token.cancel();
    await expect(there).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

test('a document that is closed is told anew: while it was open the editor heeded only what it asked for', async () => {
    await start({ ...silent(), files: { 'x.terroir': x, 'y.terroir': y } });
    await session.quiet();
    await session.open('x.terroir');
    const told: (string | undefined)[] = [];
    session.client.onProgress(WorkspaceDiagnosticRequest.partialResult, 'here', ({ items }) => void told.push(...items.map(({ resultId }) => resultId)));
    const token = new CancellationTokenSource();
    const open = session.client.sendRequest('workspace/diagnostic', { previousResultIds: [], partialResultToken: 'here' }, token.token);
    const count = (n: number) =>
        session.until(
            () => told.length === n,
            () => told.join(),
        );
    await count(1);
    await document('x.terroir');
    await session.touch('y.terroir', undefined);
    await count(2);
    await session.shut('x.terroir');
    await count(3);
    expect(told[2]).toBe(told[1]);
    token.cancel();
    await expect(open).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

test('of a document that was asked for, and is not open, the editor is told with the whole workspace, and asks for nothing again', async () => {
    await start({ capabilities: pulling, files: { 'x.terroir': x, 'y.terroir': y } });
    await session.quiet();
    const before = session.puller?.refreshes;
    await document('x.terroir');
    await session.touch('y.terroir', undefined);
    await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
    await session.quiet();
    expect(session.puller?.refreshes).toBe(before);
});

test.each([
    ['is told, with the whole workspace, of an open document of which it does not know what it was given', false],
    ['is not told of one of which it does', true],
])('an editor %s', async (_, isKnown) => {
    await start({ ...silent(), files: { 'y.terroir': y } });
    await session.open('x.terroir', x.replace('seat FR', 'seat Nowhere'));
    const { resultId = '' } = full(await document('x.terroir'));
    await session.quiet();
    const told: string[] = [];
    session.client.onProgress(WorkspaceDiagnosticRequest.partialResult, 'here', ({ items }) => void told.push(...items.map(({ uri }) => uri)));
    const token = new CancellationTokenSource();
    const previousResultIds = isKnown ? [{ uri: uriOf('x.terroir'), value: resultId }] : [];
    const open = session.client.sendRequest('workspace/diagnostic', { previousResultIds, partialResultToken: 'here' }, token.token);
    await session.quiet();
    expect(told).toEqual(isKnown ? [] : [uriOf('x.terroir')]);
    token.cancel();
    await expect(open).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

test('a report that comes too late, since nobody looks at its document any more, is told once more', async () => {
    await start({ capabilities: pulling, files: { 'x.terroir': x, 'y.terroir': y } });
    await session.open('x.terroir');
    await session.type('x.terroir', 'controlled by Y', 'controlled by Nobody');
    await session.codes('x.terroir', ['names/unknown']);
    await session.quiet();
    await session.type('x.terroir', 'controlled by Nobody', 'controlled by Y');
    session.leave('x.terroir');
    await session.codes('x.terroir', []);
});

const many = 150;
const crowd = Object.fromEntries(Array.from({ length: many }, (_, i) => [`f${i}.terroir`, `organisation O${i} { seat Nowhere }\n`]));

test.each([
    ['answered at once', undefined],
    ['kept open', 'token'],
])('a request for the whole workspace that is %s stops when it is cancelled', async (_, partialResultToken) => {
    await start({ ...silent(), files: crowd });
    await session.quiet();
    // Every file counts as one that took long.
    let now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
    const judged = vi.spyOn(Judge.prototype, 'file');
    const token = new CancellationTokenSource();
    const answer = session.client.sendRequest('workspace/diagnostic', { previousResultIds: [], partialResultToken }, token.token).then(
        () => 'answered',
        ({ code }: { code: number }) => code,
    );
    while (judged.mock.calls.length < 20) await pause(1);
    token.cancel();
    expect(await answer).toBe(LSPErrorCodes.RequestCancelled);
    const before = judged.mock.calls.length;
    expect(before).toBeLessThan(many / 2);
    await pause(50);
    expect(judged.mock.calls.length).toBe(before);
});

test('an edit in the middle of an answer on the whole workspace makes the editor ask again', async () => {
    await start({ ...silent(), files: crowd });
    await session.quiet();
    let now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
    const judged = vi.spyOn(Judge.prototype, 'file');
    const answer = workspace().catch((error: unknown) => error);
    while (judged.mock.calls.length < 20) await pause(1);
    await session.open('x.terroir', y);
    expect(await answer).toMatchObject({ code: LSPErrorCodes.ServerCancelled, data: { retriggerRequest: true } });
});

test('a document is answered in the middle of the judgement of all', async () => {
    await start({ capabilities: pulling, files: crowd });
    await session.open('f7.terroir');
    await session.quiet();
    let now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
    const judged = vi.spyOn(Judge.prototype, 'file');
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { asOf: '2023-01-01' } } });
    while (judged.mock.calls.length < 5) await pause(1);
    await document('f7.terroir');
    expect(judged.mock.calls.length).toBeLessThan(many / 2);
});

test('of a file that was closed unsaved nobody is told what was typed in it, however often he asks', async () => {
    await start({ ...silent(), files: { 'x.terroir': x, 'y.terroir': y } });
    await document('x.terroir');
    // What somebody types elsewhere has it judged again, so it is in play: more is kept of it than of others.
    await session.open('y.terroir');
    for (const [from, to] of [
        ['organisation Y', 'organisation Why'],
        ['organisation Why', 'organisation Y'],
    ] as const) {
        await session.type('y.terroir', from, to);
        await document('x.terroir');
    }
    await session.open('x.terroir', `${x}organisation Z { seat Nowhere }\n`);
    expect(codesOf(full(await document('x.terroir')).items)).toEqual(['names/unknown']);
    await session.shut('x.terroir');
    await session.quiet();
    // What is on the disk: nobody uses it.
    for (let i = 0; i < 3; i++) expect(codesOf(full(await document('x.terroir')).items)).toEqual(['facts/are-used']);
});
