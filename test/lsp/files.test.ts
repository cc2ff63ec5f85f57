import { afterEach, expect, test } from 'vitest';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Host } from '../../server/lsp/host.ts';
import { able, hostOf, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';

/* What is a file to the server, and when: addresses, folders, odd texts. */

let session: LspSession;
const start = async (setting: Setting = {}) => (session = await LspSession.start(setting));
afterEach(() => session.stop());

/** What an editor says that tells of what others do to files. */
const watching = { ...able, workspace: { ...able.workspace, didChangeWatchedFiles: { dynamicRegistration: true } } };

const bad = 'organisation X { seat Nowhere }\n';
const y = 'organisation Y { seat FR  kind foundation }\n';
const onY = (path: string) => `import "${path}"\norganisation X { seat FR  kind company  controlled by Y }\n`;
const problems = (path: string) =>
    session
        .diagnosticsNow(path)
        .filter(({ severity }) => severity !== DiagnosticSeverity.Hint)
        .map(({ code }) => String(code));

/** Notes which files are read. */
const noting = (read: string[]) => (files: Map<string, string>) => ({
    ...hostOf(files),
    readFile: async (uri: string) => files.get(read[read.push(uri) - 1] ?? ''),
});

/** What is underlined, in the text as the editor has it. */
const underlined = (path: string) =>
    session
        .diagnosticsNow(path)
        .filter(({ severity }) => severity !== DiagnosticSeverity.Hint)
        .map(({ range }) => session.documents.get(path)?.getText(range));

// ---------------------------------------------------------------- documents without a place

test('what was never saved can be edited, sees the library, leaves nothing behind, and is looked for on no disk', async () => {
    const read: string[] = [];
    await start({ host: noting(read) });
    await session.open('untitled:Untitled-1', bad);
    await session.codes('untitled:Untitled-1', ['names/unknown']);
    await session.type('untitled:Untitled-1', 'Nowhere', 'FR');
    await session.codes('untitled:Untitled-1', []);
    expect(await session.hover('untitled:Untitled-1', 'seat F|R')).toContain('France');
    await session.type('untitled:Untitled-1', 'FR', 'Elsewhere');
    await session.codes('untitled:Untitled-1', ['names/unknown']);
    await session.shut('untitled:Untitled-1');
    await session.codes('untitled:Untitled-1', []);
    await session.quiet();
    expect(read.filter((uri) => uri.startsWith('untitled:'))).toEqual([]);
    expect(session.log).toEqual([]);
});

const onlyX = 'organisation X { seat FR  kind company  controlled by | }\n';
const importFix = async (document: string) => (await session.actions(document, 'by |Y')).find(({ title }) => title.startsWith('Import Y'));

test('what was never saved imports as from the first folder, where it is likely to be saved', async () => {
    await start({ files: { 'y.terroir': y, 'parts/z.terroir': 'organisation Z { seat FR }\n' } });
    await session.open('untitled:Untitled-1', onY('./y.terroir').replace(/^.*\n/, ''));
    await session.codes('untitled:Untitled-1', ['names/not-imported']);
    await session.type('untitled:Untitled-1', 'organisation X', 'import "./y.terroir"\n\norganisation X');
    await session.codes('untitled:Untitled-1', []);
    await session.type('untitled:Untitled-1', 'import "./y.terroir"\n\n', '');
    await session.codes('untitled:Untitled-1', ['names/not-imported']);
    const fix = await importFix('untitled:Untitled-1');
    expect(fix?.title).toBe('Import Y from ./y.terroir');
    expect(JSON.stringify(fix && (await session.chosen(fix)).edit)).toContain('import \\"./y.terroir\\"');
    const [offer] = (await session.complete('untitled:Untitled-1', onlyX)).filter(({ label }) => label === 'Y');
    expect(offer?.additionalTextEdits?.[0]?.newText).toBe('import "./y.terroir"\n\n');
    // What is written at the top is the way from that folder, and leads to no other document without a place.
    const ways = (await session.complete('untitled:Untitled-2', 'import "|"\n')).map(({ label }) => label);
    expect(ways.filter((way) => way.startsWith('.') || /untitled/i.test(way))).toEqual(['./parts/z.terroir', './y.terroir']);
    await session.write('untitled:Untitled-2', 'organisation W { seat FR }\n');
    await session.write('untitled:Untitled-1', onY('./y.terroir').replace('by Y', 'by W'));
    const why = 'W is declared in untitled:Untitled-2, which this file does not import.';
    await session.diagnostics('untitled:Untitled-1', (all) => all.some(({ message }) => message === why));
    expect(session.log).toEqual([]);
});

test('what an editor says is to be saved somewhere imports as from there', async () => {
    await start({ files: { 'y.terroir': y } });
    const coming = uriOf('parts/new.terroir').replace('file://', 'untitled:');
    await session.open(coming, onY('./y.terroir'));
    await session.codes(coming, ['names/missing-import', 'names/not-imported']);
    await session.type(coming, './y', '../y');
    await session.codes(coming, []);
    expect(session.log).toEqual([]);
});

test('no import leads to or from what has no place at all', async () => {
    await start({ params: { workspaceFolders: null, rootUri: null } });
    await session.open('file:///elsewhere/y.terroir', y);
    await session.open('untitled:Untitled-1', onY('').replace(/^.*\n/, ''));
    await session.codes('untitled:Untitled-1', ['names/not-imported']);
    expect(await importFix('untitled:Untitled-1')).toBeUndefined();
    expect((await session.complete('untitled:Untitled-1', onlyX)).map(({ label }) => label)).not.toContain('Y');
    // Nor from a file to one of these.
    await session.open('untitled:Untitled-2', 'organisation Unsaved { seat FR  kind company }\n');
    const labels = (await session.complete('file:///elsewhere/x.terroir', onlyX)).map(({ label }) => label);
    expect(labels).toContain('Y');
    expect(labels).not.toContain('Unsaved');
});

test('a file outside every folder is judged while it is open, with what it imports', async () => {
    const files = { 'file:///elsewhere/x.terroir': onY('./y.terroir'), 'file:///elsewhere/y.terroir': `${y}organisation Z { seat Nowhere }\n` };
    await start({ files });
    await session.quiet();
    expect([...session.shown.keys()]).toEqual([]);
    await session.open('file:///elsewhere/x.terroir');
    await session.codes('file:///elsewhere/x.terroir', []);
    await session.codes('file:///elsewhere/y.terroir', ['names/unknown']);
    await session.type('file:///elsewhere/x.terroir', 'import "./y.terroir"\n', '');
    await session.codes('file:///elsewhere/x.terroir', ['names/unknown']);
    await session.codes('file:///elsewhere/y.terroir', []);
    await session.shut('file:///elsewhere/x.terroir');
    await session.codes('file:///elsewhere/x.terroir', []);
});

test.each([
    ['first', 'second'],
    ['second', 'first'],
])('a file outside every folder stays while one of two that import it does: the %s goes before the %s', async (before, after) => {
    const far = 'file:///elsewhere/y.terroir';
    await start({ files: { [far]: bad } });
    await session.quiet();
    for (const name of ['first', 'second']) {
        await session.open(`${name}.terroir`, `import "${far}"\n`);
        await session.codes(far, ['names/unknown']);
    }
    await session.write(`${before}.terroir`, '');
    await session.quiet();
    expect(problems(far)).toEqual(['names/unknown']);
    await session.write(`${after}.terroir`, '');
    await session.codes(far, []);
});

test('what imports only itself in a ring is not kept', async () => {
    const ring = {
        'file:///elsewhere/a.terroir': 'import "./b.terroir"\norganisation A { seat Nowhere }\n',
        'file:///elsewhere/b.terroir': 'import "./a.terroir"\norganisation B { seat Nowhere }\n',
    };
    await start({ files: ring });
    await session.open('x.terroir', `import "file:///elsewhere/a.terroir"\n${bad}`);
    await session.codes('file:///elsewhere/b.terroir', ['names/import-cycle', 'names/unknown']);
    await session.type('x.terroir', 'import "file:///elsewhere/a.terroir"\n', '');
    await session.codes('file:///elsewhere/a.terroir', []);
    await session.codes('file:///elsewhere/b.terroir', []);
});

test('what was missing is looked for again when something is saved, though nobody has told of it', async () => {
    await start();
    await session.open('x.terroir', onY('./y.terroir'));
    await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
    session.disk.set(uriOf('y.terroir'), y);
    await session.client.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf('x.terroir') } });
    await session.codes('x.terroir', []);
});

test('an editor that watches nothing sees with the next save what somebody else has changed, deleted and made', async () => {
    const files = { 'x.terroir': 'organisation X { seat FR }\n', 'y.terroir': y, 'z.terroir': bad };
    const save = () => session.client.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf('x.terroir') } });
    const somebodyElse = () => {
        session.disk.set(uriOf('y.terroir'), bad);
        session.disk.delete(uriOf('z.terroir'));
        session.disk.set(uriOf('new/w.terroir'), bad);
    };
    await start({ files });
    await session.open('x.terroir');
    await session.codes('z.terroir', ['names/unknown']);
    somebodyElse();
    await save();
    await session.codes('new/w.terroir', ['names/unknown']);
    await session.codes('y.terroir', ['names/unknown']);
    await session.codes('z.terroir', []);
    await session.stop();
    // Whoever is told of all that is not to look at every file at every save.
    const read: string[] = [];
    await start({ files, host: noting(read), capabilities: watching });
    await session.open('x.terroir');
    await session.quiet();
    read.length = 0;
    await save();
    await session.quiet();
    expect(read).toEqual([]);
});

test('what was missing is looked for again when a folder gets its name, be it one that is no part of the workspace', async () => {
    await start();
    await session.open('x.terroir', onY('./.kept/y.terroir'));
    await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
    session.disk.set(uriOf('.kept/y.terroir'), y);
    await session.client.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: uriOf('kept'), newUri: uriOf('.kept') }] });
    await session.codes('x.terroir', []);
});

test.each(['node_modules', 'node_modules/a/'])(
    'what was missing is looked for again when a folder comes that it may lie in, be it one that is no part of the workspace: %s',
    async (came) => {
        await start();
        await session.open('x.terroir', onY('./node_modules/a/y.terroir'));
        await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
        session.disk.set(uriOf('node_modules/a/y.terroir'), y);
        await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(came), type: 1 }] });
        await session.codes('x.terroir', []);
    },
);

test('what was missing is not looked for when something comes that it cannot lie in', async () => {
    const read: string[] = [];
    await start({ host: noting(read) });
    await session.open('x.terroir', onY('./node_modules/a/y.terroir'));
    await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
    const looked = () => read.filter((uri) => uri === uriOf('node_modules/a/y.terroir')).length;
    const before = looked();
    const changes = ['node_modules/b', 'node_modules/a/y', 'out.txt'].map((path) => ({ uri: uriOf(path), type: 1 }));
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await session.quiet();
    expect(looked()).toBe(before);
});

test('what is missing is not looked for at every key, nor what can be on no disk at all', async () => {
    const read: string[] = [];
    await start({ host: noting(read) });
    await session.quiet();
    read.length = 0;
    await session.open('x.terroir', 'import "./y.terroir"\nimport "terroir:/none.terroir"\nimport "untitled:y.terroir"\norganisation X { seat FR }\n');
    await session.codes('x.terroir', ['names/missing-import', 'names/missing-import', 'names/missing-import']);
    await session.type('x.terroir', 'seat FR', 'seat DE');
    await session.quiet();
    expect(read.filter((uri) => uri.endsWith('.terroir'))).toEqual([uriOf('y.terroir')]);
});

/** A disk on which one file is read slowly, once: who reads it gets what it was then, when `letGo` says so. */
function slowly(path: string) {
    let waiting: (() => void) | undefined;
    let isDone = false;
    const host = (files: Map<string, string>): Host => ({
        ...hostOf(files),
        readFile: async (uri) => {
            const source = files.get(uri);
            if (uri !== uriOf(path) || isDone) return source;
            isDone = true;
            await new Promise<void>((resolve) => (waiting = resolve));
            return source;
        },
    });
    const isRead = () =>
        session.until(
            () => waiting !== undefined,
            () => `${path} is not read`,
        );
    return { host, isRead, letGo: () => waiting?.() };
}

test('of a file that changes again while it is read the last text counts', async () => {
    const { host, isRead, letGo } = slowly('x.terroir');
    await start({ host });
    await session.quiet();
    await session.touch('x.terroir', bad);
    await isRead();
    await session.touch('x.terroir', `${bad}${bad.replace('X', 'Z')}`);
    // Whoever does not wait has read it by then.
    await new Promise((resolve) => setTimeout(resolve, 50));
    letGo();
    await session.quiet();
    expect(problems('x.terroir')).toEqual(['names/unknown', 'names/unknown']);
});

test('of settings that change again while they are read the last ones count', async () => {
    const { host, isRead, letGo } = slowly('terroir.json');
    await start({ host, files: { 'x.terroir': bad } });
    await isRead();
    await session.touch('terroir.json', '{ "exclude": ["x.terroir"] }');
    // Whoever does not wait has read them by then.
    await new Promise((resolve) => setTimeout(resolve, 50));
    letGo();
    await session.quiet();
    expect(session.server.paths()).toEqual([]);
});

test('of a file that is opened while it is read the text of the editor counts', async () => {
    const { host, isRead, letGo } = slowly('x.terroir');
    await start({ host, files: { 'x.terroir': bad } });
    await isRead();
    await session.open('x.terroir', y);
    await session.until(
        () => session.server.isOpen(uriOf('x.terroir')),
        () => 'it is not open',
    );
    letGo();
    await session.quiet();
    expect(problems('x.terroir')).toEqual([]);
});

test('what was missing, and then was there for a while, is looked for again when it is imported anew', async () => {
    await start();
    const line = 'import "file:///elsewhere/y.terroir"\n';
    await session.open('x.terroir', onY('file:///elsewhere/y.terroir'));
    await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
    await session.open('file:///elsewhere/y.terroir', y);
    await session.codes('x.terroir', []);
    session.disk.set('file:///elsewhere/y.terroir', y);
    await session.shut('file:///elsewhere/y.terroir');
    await session.type('x.terroir', line, '');
    await session.codes('x.terroir', ['names/unknown']);
    await session.quiet();
    await session.type('x.terroir', 'organisation X', `${line}organisation X`);
    await session.codes('x.terroir', []);
});

// ---------------------------------------------------------------- folders

test('folders come and go', async () => {
    const files = {
        'x.terroir': bad,
        'file:///second/y.terroir': 'organisation Y { seat Nowhere }\n',
        'file:///third/z.terroir': 'organisation Z { seat Nowhere }\n',
        'file:///third/w.terroir': 'organisation W { seat Nowhere }\n',
    };
    await start({ files });
    await session.codes('x.terroir', ['names/unknown']);
    const change = (added: string[], removed: string[]) =>
        session.client.sendNotification('workspace/didChangeWorkspaceFolders', {
            event: { added: added.map((uri) => ({ uri, name: uri })), removed: removed.map((uri) => ({ uri, name: uri })) },
        });
    await change(['file:///second', 'file:///third/'], []);
    await session.codes('file:///second/y.terroir', ['names/unknown']);
    await session.codes('file:///third/z.terroir', ['names/unknown']);
    // What is open, or imported from elsewhere, stays.
    await session.open('file:///third/z.terroir');
    await session.open('new.terroir', 'import "file:///second/y.terroir"\n');
    await change([], ['file:///second/', 'file:///third']);
    await session.codes('file:///third/w.terroir', []);
    await session.quiet();
    expect(problems('file:///third/z.terroir')).toEqual(['names/unknown']);
    expect(problems('file:///second/y.terroir')).toEqual(['names/unknown']);
    await session.shut('file:///third/z.terroir');
    await session.codes('file:///third/z.terroir', []);
    await session.shut('new.terroir');
    await session.codes('file:///second/y.terroir', []);
    expect(problems('x.terroir')).toEqual(['names/unknown']);
});

test('what was open, or imported, when its folder came stays when it is closed, or imported no more', async () => {
    const outside = { 'file:///second/y.terroir': 'organisation Y { seat Nowhere }\n', 'file:///second/w.terroir': 'organisation W { seat Nowhere }\n' };
    await start({ files: { 'x.terroir': 'import "file:///second/w.terroir"\n', ...outside } });
    await session.open('file:///second/y.terroir');
    await session.codes('file:///second/w.terroir', ['names/unknown']);
    await session.client.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [{ uri: 'file:///second', name: 'second' }], removed: [] },
    });
    await session.quiet();
    await session.shut('file:///second/y.terroir');
    await session.touch('x.terroir', '');
    await session.quiet();
    for (const path of Object.keys(outside)) expect(problems(path)).toEqual(['names/unknown']);
});

test.each<[string, () => Promise<void>, number]>([
    [
        'a folder that goes',
        () =>
            session.client.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: uriOf('parts'), name: 'parts' }] } }),
        0,
    ],
    ['what the settings leave out from now on', () => session.touch('parts/terroir.json', '{ "exclude": ["b2*.terroir"] }'), 20],
    ['what .gitignore leaves out from now on', () => session.touch('parts/deep/.gitignore', 'b2*\n'), 21],
])('%s while it is read is there no more afterwards', async (_, happens, left) => {
    const { host, isRead, letGo } = slowly('parts/first.terroir');
    const parts = Array.from({ length: 30 }, (_, i) => [`parts/${i < 20 ? '' : 'deep/'}b${i}.terroir`, bad]);
    await start({
        host,
        files: { 'parts/first.terroir': y, ...Object.fromEntries(parts) },
        params: { workspaceFolders: [{ uri: uriOf('parts'), name: 'parts' }] },
    });
    await isRead();
    await happens();
    // Whoever does not wait for the file has gone on by then.
    await new Promise((resolve) => setTimeout(resolve, 50));
    letGo();
    await session.quiet();
    expect(session.server.paths()).toHaveLength(left);
    expect([...session.shown.keys()].filter((uri) => problems(uri).length > 0)).toHaveLength(Math.max(0, left - 1));
});

test('of folders one of which lies in another every file is read once', async () => {
    const read: string[] = [];
    const workspaceFolders = ['', '/parts', '/parts/'].map((path) => ({ uri: `file:///home/user/specs${path}`, name: path }));
    await start({ host: noting(read), files: { 'x.terroir': bad, 'parts/y.terroir': bad }, params: { workspaceFolders } });
    await session.codes('parts/y.terroir', ['names/unknown']);
    expect(read.filter((uri) => uri.endsWith('.terroir')).sort()).toEqual(['parts/y.terroir', 'x.terroir'].map(uriOf));
});

test('an editor of before there were several folders has one', async () => {
    await start({ files: { 'x.terroir': bad }, params: { workspaceFolders: null, rootUri: 'file:///home/user/specs' } });
    await session.codes('x.terroir', ['names/unknown']);
});

test.each(['', '/'])('folders that are deleted or moved by somebody else take their files along, and bring them: deep%s', async (slash) => {
    await start({ files: { 'deep/er/x.terroir': bad, 'y.terroir': y } });
    await session.codes('deep/er/x.terroir', ['names/unknown']);
    const happens = (...changes: [path: string, type: 1 | 2 | 3][]) =>
        session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })) });
    session.disk.delete(uriOf('deep/er/x.terroir'));
    await happens([`deep${slash}`, 3]);
    await session.codes('deep/er/x.terroir', []);
    session.disk.set(uriOf('moved/er/x.terroir'), bad);
    await session.open('z.terroir', onY('./moved/y.terroir'));
    await session.codes('z.terroir', ['names/missing-import', 'names/not-imported']);
    session.disk.set(uriOf('moved/y.terroir'), y);
    await happens([`moved${slash}`, 1], ['moved/y.terroir', 1]);
    await session.codes('moved/er/x.terroir', ['names/unknown']);
    await session.codes('z.terroir', []);
});

test('a folder takes along what it says of its files, and another one in its place says what it says', async () => {
    await start({ files: { 'made/.gitignore': '*.terroir\n', 'made/x.terroir': bad, 'kept/y.terroir': bad } });
    await session.codes('kept/y.terroir', ['names/unknown']);
    const happens = (...changes: [path: string, type: 1 | 3][]) =>
        session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })) });
    for (const path of ['made/.gitignore', 'made/x.terroir', 'kept/y.terroir']) session.disk.delete(uriOf(path));
    session.disk.set(uriOf('made/y.terroir'), bad);
    await happens(['made', 3], ['kept', 3], ['made', 1]);
    await session.codes('made/y.terroir', ['names/unknown']);
    await session.codes('kept/y.terroir', []);
    session.disk.set(uriOf('made/.gitignore'), '*.terroir\n');
    await happens(['made', 3], ['made', 1]);
    await session.codes('made/y.terroir', []);
});

test('settings that others extend are heeded when their folder comes and goes', async () => {
    await start({ files: { 'terroir.json': '{ "extends": "./shared/base.json" }' }, options: { asOf: '' } });
    const happens = (type: 1 | 3) => session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('shared'), type }] });
    const complains = (shown: readonly Diagnostic[]) => shown.some(({ message }) => message === 'There is no file ./shared/base.json.');
    await session.diagnostics('terroir.json', complains);
    session.disk.set(uriOf('shared/base.json'), '{ "asOf": "2024-02-29" }');
    await happens(1);
    await session.diagnostics('terroir.json', (shown) => shown.length === 0);
    expect(session.server.dayText).toBe('2024-02-29');
    session.disk.delete(uriOf('shared/base.json'));
    await happens(3);
    await session.diagnostics('terroir.json', complains);
    expect(session.server.dayText).not.toBe('2024-02-29');
});

test('what tools keep for themselves is no part of the workspace, unless it is imported', async () => {
    const read: string[] = [];
    const listed: string[] = [];
    const host = (files: Map<string, string>): Host => ({
        readFile: async (uri) => files.get(read[read.push(uri) - 1] ?? ''),
        listSpecs: (folders) => {
            listed.push(...folders);
            return hostOf(files).listSpecs(folders);
        },
    });
    await start({ host, files: { 'node_modules/a/x.terroir': bad, '.git/x.terroir': bad, 'y.terroir': y } });
    await session.quiet();
    await session.client.sendNotification('workspace/didChangeWatchedFiles', {
        changes: ['node_modules', 'node_modules/a/x.terroir', '.git/x.terroir', 'out.txt', 'y.terroir', 'y.terroir'].map((path) => ({
            uri: uriOf(path),
            type: 1,
        })),
    });
    await session.quiet();
    // At the start, and once more however often it was told of.
    expect(read.filter((uri) => uri.endsWith('.terroir'))).toEqual([uriOf('y.terroir'), uriOf('y.terroir')]);
    expect(read).not.toContain(uriOf('out.txt'));
    // An installation makes very many folders there: what is in them is not looked for.
    expect(listed).not.toContain(uriOf('node_modules'));
    await session.open('z.terroir', 'import "./node_modules/a/x.terroir"\n');
    await session.codes('node_modules/a/x.terroir', ['names/unknown']);
});

test('the library is there for good, whatever is told of the folder that it is shipped in', async () => {
    await start({ options: { libraryRoot: 'file:///opt/terroir/library' } });
    const uri = 'file:///opt/terroir/library/vocabularies.terroir';
    await session.open('x.terroir', 'import "terroir:/vocabularies.terroir"\ndataset D { category health }\n');
    await session.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] });
    await session.quiet();
    expect(await session.definition('x.terroir', 'category hea|lth')).toMatchObject([{ targetUri: uri }]);
});

test('a file of one’s own is no file of the library, though its address is as long', async () => {
    await start({ options: { libraryRoot: 'file:///opt/terroir/library' } });
    await session.open('file:///home/me/specs-of-us/vocabularies.terroir', bad);
    await session.codes('file:///home/me/specs-of-us/vocabularies.terroir', ['names/unknown']);
});

test('a file that cannot be read keeps none of the others from being judged, and the log says why', async () => {
    const host = (files: Map<string, string>) => ({
        ...hostOf(files),
        readFile: async (uri: string) => {
            if (uri.endsWith('b.terroir')) throw new Error('permission denied');
            return files.get(uri);
        },
    });
    await start({ host, files: { 'a.terroir': bad, 'b.terroir': bad, 'c.terroir': bad } });
    await session.codes('a.terroir', ['names/unknown']);
    await session.codes('c.terroir', ['names/unknown']);
    expect(session.log.join()).toContain('b.terroir: Error: permission denied');
    await session.open('x.terroir', onY('./b.terroir'));
    await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
    expect(await session.references('x.terroir', 'organisation |X')).toHaveLength(1);
});

test('a folder that cannot be looked into keeps none of the others from being read, and is looked into again with the next save', async () => {
    let isBroken = true;
    let listings = 0;
    const host = (files: Map<string, string>): Host => ({
        ...hostOf(files),
        listSpecs: async (folders) => {
            listings++;
            if (isBroken && folders.includes('file:///second')) throw new Error('the disk is busy');
            return hostOf(files).listSpecs(folders);
        },
    });
    const workspaceFolders = ['file:///home/user/specs', 'file:///second'].map((uri) => ({ uri, name: uri }));
    const files = { 'x.terroir': onY('./y.terroir'), 'y.terroir': y, 'file:///second/z.terroir': bad };
    await start({ host, files, params: { workspaceFolders }, capabilities: watching });
    await session.open('x.terroir');
    expect(await session.references('x.terroir', 'controlled by |Y')).toHaveLength(2);
    expect(session.log.join()).toContain('file:///second: Error: the disk is busy');
    expect(problems('file:///second/z.terroir')).toEqual([]);
    isBroken = false;
    const save = () => session.client.sendNotification('textDocument/didSave', { textDocument: { uri: uriOf('x.terroir') } });
    await save();
    await session.codes('file:///second/z.terroir', ['names/unknown']);
    const before = listings;
    await save();
    await session.quiet();
    expect(listings).toBe(before);
});

// ---------------------------------------------------------------- spellings of one address

test.each([
    ['escapes that need not be', 'a b (1).terroir', 'file:///home/user/specs/a%20b%20(1).terroir', './a b (1).terroir'],
    ['accents in two pieces', 'e\u0301te\u0301.terroir', 'file:///home/user/specs/%C3%A9t%C3%A9.terroir', './été.terroir'],
    ['accents in one piece', 'été.terroir', 'file:///home/user/specs/e%CC%81te%CC%81.terroir', './e\u0301te\u0301.terroir'],
])('one file under two spellings: %s', async (_, onDisk, inEditor, imported) => {
    await start({ files: { [onDisk]: y } });
    await session.quiet();
    // It is read, then opened under another spelling, and is one and the same.
    await session.open(inEditor, bad);
    await session.codes(inEditor, ['names/unknown']);
    await session.open('x.terroir', onY(imported));
    await session.codes('x.terroir', ['names/unknown']);
    await session.shut(inEditor);
    await session.codes(inEditor, []);
    await session.codes('x.terroir', []);
    const shown = [...session.shown.entries()].filter(([, items]) => items.some(({ severity }) => severity !== DiagnosticSeverity.Hint));
    expect(shown).toEqual([]);
});

test('drives are one in capitals and in small letters, colon escaped or not', async () => {
    await start({ files: { 'file:///c:/specs/y.terroir': y } });
    await session.open('file:///C%3A/specs/x.terroir', onY('./y.terroir'));
    await session.codes('file:///C%3A/specs/x.terroir', []);
    await session.open('file:///c%3A/specs/y.terroir', y.replace('Y', 'Z'));
    await session.codes('file:///C%3A/specs/x.terroir', ['names/unknown']);
});

test('a file that somebody has given the other spelling of its name in silence is read under that, once the editor has said it', async () => {
    const [before, after] = ['%C3%A9t%C3%A9.terroir', 'e%CC%81te%CC%81.terroir'].map(uriOf) as [string, string];
    await start({ files: { [before]: y } });
    await session.quiet();
    session.disk.delete(before);
    session.disk.set(after, bad);
    await session.open(after, y);
    await session.shut(after);
    await session.codes(after, ['names/unknown']);
});

test('a file that is open under two addresses is let go of with the second', async () => {
    await start({ files: { 'a b.terroir': y } });
    const [one, two] = ['file:///home/user/specs/a%20b.terroir', 'file:///home/user/specs/a b.terroir'];
    await session.open(one, y);
    await session.open(two, bad);
    await session.codes(two, ['names/unknown']);
    await session.shut(one);
    await session.quiet();
    expect(problems(two)).toEqual(['names/unknown']);
    await session.shut(two);
    await session.codes(two, []);
});

test('what was told of one spelling is taken back when it is told of another, be it the same or not', async () => {
    const [one, two] = ['file:///home/user/specs/a%20(b).terroir', 'file:///home/user/specs/a%20%28b%29.terroir'];
    for (const opened of [bad, y]) {
        await start({ files: { [one]: bad } });
        await session.codes(one, ['names/unknown']);
        await session.open(two, opened);
        await session.codes(one, []);
        await session.codes(two, opened === bad ? ['names/unknown'] : []);
        await session.open(one, bad);
        await session.codes(one, ['names/unknown']);
        expect(problems(two)).toEqual([]);
        for (const address of [one, two]) await session.shut(address);
        await session.quiet();
        expect([...problems(one), ...problems(two)]).toEqual(['names/unknown']);
        await session.stop();
    }
    await start();
});

// ---------------------------------------------------------------- odd texts

test('lines may end as they do on Windows, or as of old', async () => {
    for (const eol of ['\r\n', '\r']) {
        await start();
        await session.open('x.terroir', ['organisation A { seat FR }', '', 'organisation X {', '    seat Nowhere', '}', ''].join(eol));
        await session.codes('x.terroir', ['names/unknown']);
        expect(underlined('x.terroir')).toEqual(['Nowhere']);
        await session.type('x.terroir', `{${eol}    seat Nowhere`, `{${eol}    // there is${eol}    seat Elsewhere`);
        await session.diagnostics('x.terroir', () => underlined('x.terroir').join() === 'Elsewhere');
        expect(session.diagnosticsNow('x.terroir').find(({ code }) => code === 'names/unknown')?.range.start).toEqual({ line: 4, character: 9 });
        await session.stop();
    }
    await start();
});

test('a mark of byte order is no part of the text, whoever tells of it', async () => {
    await start({ files: { 'x.terroir': `\uFEFF${bad}` } });
    await session.open('y.terroir', `\uFEFF${bad}`);
    await session.codes('y.terroir', ['names/unknown']);
    expect(underlined('y.terroir')).toEqual(['Nowhere']);
});

test('very long lines', async () => {
    await start();
    const many = Array.from({ length: 3000 }, (_, i) => `organisation O${i} { seat FR }`).join(' ');
    await session.open('x.terroir', `${many} organisation X { seat Nowhere } /* ${'—'.repeat(100_000)} */ organisation Z { seat Elsewhere }`);
    await session.codes('x.terroir', ['names/unknown', 'names/unknown']);
    expect(underlined('x.terroir')).toEqual(['Nowhere', 'Elsewhere']);
    await session.type('x.terroir', 'seat Nowhere', 'seat FR');
    await session.codes('x.terroir', ['names/unknown']);
});

test('characters beyond the first plane count as the protocol counts them', async () => {
    await start();
    await session.open('x.terroir', '/* 🍷🍷 */ organisation X "🍷" { seat Nowhere }\n');
    await session.codes('x.terroir', ['names/unknown']);
    expect(underlined('x.terroir')).toEqual(['Nowhere']);
});

test('what is no spec is judged while it is taken for one, and no longer', async () => {
    await start({ files: { 'notes.txt': 'What we know.\n', 'y.terroir': y } });
    await session.open('notes.txt');
    await session.codes('notes.txt', ['syntax/unexpected-word']);
    await session.shut('notes.txt');
    await session.codes('notes.txt', []);
    await session.quiet();
    expect(session.server.paths()).toEqual([uriOf('y.terroir')]);
});

test('an empty file has nothing wrong with it, and becomes a spec as it is typed', async () => {
    await start({ files: { 'x.terroir': '' } });
    await session.open('x.terroir');
    await session.quiet();
    expect(session.diagnosticsNow('x.terroir')).toEqual([]);
    expect(await session.hover('x.terroir', '|')).toBeUndefined();
    await session.write('x.terroir', bad);
    await session.codes('x.terroir', ['names/unknown']);
    await session.write('x.terroir', '');
    await session.codes('x.terroir', []);
});

test('what is no text is refused once, imports nothing, and is a spec again when it has become one', async () => {
    const binary = Array.from({ length: 5000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('');
    await start({ files: { 'x.terroir': binary, 'y.terroir': `${y}\0` } });
    await session.codes('x.terroir', ['syntax/not-a-spec']);
    await session.codes('y.terroir', ['syntax/not-a-spec']);
    await session.open('z.terroir', onY('./y.terroir'));
    await session.codes('z.terroir', ['names/unknown']);
    await session.touch('y.terroir', y);
    await session.codes('y.terroir', []);
    await session.codes('z.terroir', []);
    await session.open('x.terroir');
    expect(await session.hover('x.terroir', binary.slice(40, 41))).toBeUndefined();
    await session.write('x.terroir', bad);
    await session.codes('x.terroir', ['names/unknown']);
    expect(session.log).toEqual([]);
});
