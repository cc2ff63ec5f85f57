import { afterEach, expect, test } from 'vitest';
import { type ClientCapabilities, DiagnosticSeverity, type WorkspaceEdit } from 'vscode-languageserver/node';
import type { Host } from '../../server/lsp/host.ts';
import { able, hostOf, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';

let session: LspSession;
const start = async (files: Record<string, string>, setting: Setting = {}) => (session = await LspSession.start({ files, ...setting }));
afterEach(() => session.stop());

const onDisk = (path: string) => session.disk.get(uriOf(path));

const three = {
    'main.terroir': 'import "./parties.terroir"\nimport "terroir:providers"\norganisation M { seat FR  controlled by P }\n',
    'parties.terroir': 'import "./law/base.terroir" as b\norganisation P { seat FR  controlled by b.B }\n',
    'law/base.terroir': 'organisation B { seat FR  kind foundation }\n',
};

test('a spec is moved: who imports it and what it imports are written anew, and everything means what it meant', async () => {
    await start(three);
    await session.open('main.terroir');
    await session.userMoves(['parties.terroir', 'people/parties.terroir']);
    expect(session.textOf('main.terroir')).toBe(three['main.terroir'].replace('./parties', './people/parties'));
    expect(onDisk('people/parties.terroir')).toBe(three['parties.terroir'].replace('./law', '../law'));
    expect(onDisk('parties.terroir')).toBeUndefined();
    await session.quiet();
    expect(
        session.diagnosticsNow('main.terroir').filter(({ code, severity }) => severity !== DiagnosticSeverity.Hint && /^(names|syntax)/.test(String(code))),
    ).toEqual([]);
    expect(await session.leads('textDocument/definition', 'main.terroir', 'by |P')).toEqual(['people/parties.terroir: P']);
});

test('a folder is moved with all that is in it: what is in it goes on as it is written', async () => {
    const files = { ...three, 'law/more.terroir': 'import "./base.terroir"\nimport "../main.terroir"\n' };
    await start(files);
    await session.open('parties.terroir');
    await session.userMoves(['law', 'texts/law']);
    expect(session.textOf('parties.terroir')).toContain('import "./texts/law/base.terroir" as b');
    expect(onDisk('texts/law/more.terroir')).toBe('import "./base.terroir"\nimport "../../main.terroir"\n');
});

test('the address of a folder may end with a slash', async () => {
    await start(three);
    const asked = (slash: string) =>
        session.client.sendRequest('workspace/willRenameFiles', {
            files: [{ oldUri: uriOf('law') + slash, newUri: uriOf('texts/law') + slash }],
        });
    expect(JSON.stringify(await asked('/'))).toContain('./texts/law/base.terroir');
    expect(await asked('/')).toEqual(await asked(''));
});

test('several at once, one of them importing the other', async () => {
    await start({ 'a.terroir': 'import "./b.terroir"\n', 'b.terroir': 'organisation B { seat FR }\n' });
    await session.userMoves(['a.terroir', 'x/a.terroir'], ['b.terroir', 'x/y/b.terroir']);
    expect(onDisk('x/a.terroir')).toBe('import "./y/b.terroir"\n');
});

test('accents in either spelling, blanks and quotes', async () => {
    await start({ 'main.terroir': 'import "./Société.terroir"\n', [encodeURI('Société.terroir')]: 'organisation S { seat FR }\n' });
    await session.open('main.terroir');
    await session.userMoves([encodeURI('Socie\u0301te\u0301.terroir'), encodeURI('Étude d’impact "1".terroir')]);
    expect(session.textOf('main.terroir')).toBe('import "./Étude d’impact \\"1\\".terroir"\n');
    await session.move(encodeURI('Société.terroir'), encodeURI('Étude d’impact "1".terroir'));
    await session.quiet();
    expect(session.diagnosticsNow('main.terroir').filter(({ code }) => String(code).startsWith('names'))).toEqual([]);
});

test('nothing for what stays where it is, is no spec any more, or leads nowhere', async () => {
    await start({ 'a.terroir': 'import "./b.terroir"\nimport "./absent.terroir"\n', 'b.terroir': '' });
    const asked = (oldUri: string, newUri: string) =>
        session.client.sendRequest('workspace/willRenameFiles', { files: [{ oldUri: uriOf(oldUri), newUri: uriOf(newUri) }] });
    expect(await asked('b.terroir', 'b.txt')).toBeNull();
    expect(await asked('c.terroir', 'd.terroir')).toBeNull();
    expect(await asked('absent.terroir', 'x/absent.terroir')).toBeNull();
    expect(await asked('b.terroir', 'b.terroir')).toBeNull();
});

// ---------------------------------------------------------------- what an editor tells afterwards

/** A disk to which capitals and small letters are the same, as on most Macs and under Windows. */
const caseless = (files: Map<string, string>): Host => ({
    ...hostOf(files),
    readFile: async (uri) => [...files].find(([other]) => decodeURI(other).toLowerCase() === decodeURI(uri).toLowerCase())?.[1],
});

test.each([
    ['a file', 'Étude.terroir', 'étude.terroir', ''],
    ['a folder', 'Études', 'études', '/é.terroir'],
])('%s that is written with a small letter from now on is there once, whoever tells of it', async (_, before, after, inIt) => {
    const [from, to] = [before, after].map(encodeURI) as [string, string];
    const main = `import "./${before}${inIt}"\norganisation M { seat FR  kind company  controlled by P }\n`;
    const tellings: (() => Promise<void>)[] = [
        () => session.client.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] }),
        () =>
            session.client.sendNotification('workspace/didChangeWatchedFiles', {
                changes: [
                    { uri: uriOf(from), type: 3 },
                    { uri: uriOf(to), type: 1 },
                ],
            }),
    ];
    for (const tells of tellings) {
        await start({ 'main.terroir': main, [from + encodeURI(inIt)]: 'organisation P { seat Nowhere }\n' }, { host: caseless });
        await session.open('main.terroir');
        await session.codes(from + encodeURI(inIt), ['names/unknown']);
        const edit = await session.client.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', { files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] });
        await session.apply(edit);
        expect(session.textOf('main.terroir')).toBe(main.replace(before, after));
        session.disk.delete(uriOf(from + encodeURI(inIt)));
        session.disk.set(uriOf(to + encodeURI(inIt)), 'organisation P { seat Elsewhere }\n');
        await tells();
        await session.codes(to + encodeURI(inIt), ['names/unknown']);
        await session.quiet();
        expect(session.server.paths()).toEqual([to + encodeURI(inIt), 'main.terroir'].map(uriOf));
        expect(session.diagnosticsNow(from + encodeURI(inIt))).toEqual([]);
        if (tells !== tellings.at(-1)) await session.stop();
    }
});

test('a spec that is moved, or deleted, in an editor that watches nothing is gone', async () => {
    await start({ ...three, 'parties.terroir': 'organisation P { seat Nowhere }\n', 'more.terroir': 'organisation Q { seat Nowhere }\n' });
    await session.codes('parties.terroir', ['names/unknown']);
    await session.codes('more.terroir', ['names/unknown']);
    for (const telling of ['didRename', 'didDelete'] as const) {
        expect(session.offers.workspace?.fileOperations?.[telling]?.filters).toContainEqual({ pattern: { glob: '**/*.terroir', matches: 'file' } });
    }
    session.disk.set(uriOf('people/parties.terroir'), onDisk('parties.terroir') ?? '');
    session.disk.delete(uriOf('parties.terroir'));
    const moved = { oldUri: uriOf('parties.terroir'), newUri: uriOf('people/parties.terroir') };
    await session.client.sendNotification('workspace/didRenameFiles', { files: [moved] });
    await session.codes('people/parties.terroir', ['names/unknown']);
    await session.codes('parties.terroir', []);
    session.disk.delete(uriOf('more.terroir'));
    await session.client.sendNotification('workspace/didDeleteFiles', { files: [{ uri: uriOf('more.terroir') }] });
    await session.codes('more.terroir', []);
});

// ---------------------------------------------------------------- renaming a file where it is imported

const renames: ClientCapabilities = {
    ...able,
    workspace: { ...able.workspace, workspaceEdit: { documentChanges: true, resourceOperations: ['rename'] } },
};
const asks: ClientCapabilities = { ...renames, workspace: { ...renames.workspace, fileOperations: { willRename: true } } };

test('the path of an import renames its file, and all that imports it', async () => {
    await start({ ...three, 'other.terroir': 'import "./parties.terroir" as q\n' }, { capabilities: renames });
    await session.open('main.terroir');
    expect(await session.ask('textDocument/prepareRename', 'main.terroir', './par|ties')).toEqual({
        range: { start: { line: 0, character: 8 }, end: { line: 0, character: 25 } },
        placeholder: './parties.terroir',
    });
    await session.apply(await session.rename('main.terroir', './par|ties', './people/them'));
    expect(session.textOf('main.terroir')).toContain('import "./people/them.terroir"');
    expect(onDisk('other.terroir')).toBe('import "./people/them.terroir" as q\n');
    expect(onDisk('people/them.terroir')).toBe(three['parties.terroir'].replace('./law', '../law'));
    await session.quiet();
    expect(
        session.diagnosticsNow('main.terroir').filter(({ code, severity }) => severity !== DiagnosticSeverity.Hint && /^(names|syntax)/.test(String(code))),
    ).toEqual([]);
});

test('an editor that asks before it moves files is told once, then', async () => {
    await start(three, { capabilities: asks });
    await session.open('main.terroir');
    expect(await session.rename('main.terroir', './par|ties', './people.terroir')).toEqual({
        documentChanges: [{ kind: 'rename', oldUri: uriOf('parties.terroir'), newUri: uriOf('people.terroir') }],
    });
});

test.each([
    ['a file that is there', './law/base.terroir', 'There is a file'],
    ['another ending', './people.txt', 'is no path of a spec'],
    ['nothing', '', 'is no path of a spec'],
    ['an address', 'https://example.org/x.terroir', 'is no path of a spec'],
    ['the library', 'terroir:parties', 'is no path of a spec'],
])('%s is refused as a new path', async (_, fresh, reason) => {
    await start(three, { capabilities: renames });
    await session.open('main.terroir');
    await expect(session.rename('main.terroir', './par|ties', fresh)).rejects.toThrow(reason);
});

test('the library, a file that is not there, and an editor that cannot rename files', async () => {
    await start(three, { capabilities: renames });
    await session.open('main.terroir', 'import "terroir:providers"\nimport "./absent.terroir"\nimport "./parties.terroir"\n');
    await expect(session.ask('textDocument/prepareRename', 'main.terroir', 'terroir:prov|iders')).rejects.toThrow('library');
    await expect(session.ask('textDocument/prepareRename', 'main.terroir', './abs|ent')).rejects.toThrow('There is no file absent.terroir.');
    await session.stop();
    await start(three, { capabilities: {} });
    await session.open('main.terroir');
    await expect(session.ask('textDocument/prepareRename', 'main.terroir', './par|ties')).rejects.toThrow('This editor');
});
