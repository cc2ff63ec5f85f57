import { afterEach, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { able, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

let session: LspSession;
const start = async (setting: Setting = {}) => (session = await LspSession.start(setting));
afterEach(() => session.stop());

const main = 'examples/emc2/emc2.terroir';
const parties = 'examples/emc2/parties.terroir';
const emc2 = example(main, parties);

const refactorings = async (path: string, marked: string): Promise<readonly CodeAction[]> => {
    const { textDocument, position } = session.at(path, marked);
    const params = { textDocument, range: { start: position, end: position }, context: { diagnostics: [], only: ['refactor'], triggerKind: 1 } };
    return session.client.sendRequest('textDocument/codeAction', params);
};
const refactoring = async (path: string, marked: string, title: RegExp): Promise<CodeAction> => {
    const all = await refactorings(path, marked);
    const found = all.find((one) => title.test(one.title));
    if (!found) throw new Error(`There is no such refactoring: ${all.map((one) => one.title).join(' | ')}`);
    return session.chosen(found);
};

/** What is shown on a file, but for where it stands. */
const shown = (path: string) =>
    session
        .diagnosticsNow(path)
        .map(({ code, severity, message }) => `${severity} ${code} ${message}`)
        .sort();

test('a dataset gets a file of its own, and comes back; nothing else is found than before', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.open(parties);
    await session.diagnostics(main);
    await session.quiet();
    const [text, before] = [session.textOf(main), shown(main)];
    const out = await refactoring(main, 'dataset EM|C2', /Move EMC2 to a file of its own/);
    expect(out.kind).toBe('refactor.move.newFile');
    await session.apply(out.edit);
    expect(session.disk.get(uriOf('examples/emc2/emc2-2.terroir'))).toMatch(
        /^\/\*\* Health data of French patients[\s\S]*dataset EMC2 "EMC2 warehouse" {[\s\S]*}\n$/,
    );
    expect(session.textOf(main)).toMatch(/^import "\.\/parties\.terroir"\nimport "\.\/emc2-2\.terroir"\n\n\/\*\* Read here as/);
    await session.quiet();
    const moved = shown(main);
    expect(moved.filter((one) => !before.includes(one))).toEqual([]);
    await session.open('examples/emc2/emc2-2.terroir');
    const back = await refactoring(main, 'hosts EM|C2 on', /Bring EMC2 into this file/);
    expect(back.kind).toBe('refactor.inline');
    await session.apply(back.edit);
    expect(session.disk.has(uriOf('examples/emc2/emc2-2.terroir'))).toBe(false);
    await session.quiet();
    expect(shown(main)).toEqual(before);
    expect(session.textOf(main).length).toBeCloseTo(text.length, -2);
});

test('every file that names what moved imports the new file', async () => {
    await start({ files: emc2 });
    await session.open(parties);
    await session.open(main);
    await session.diagnostics(main);
    const { edit } = await refactoring(parties, 'organisation Health|Ministry', /Move HealthMinistry/);
    const kinds = (edit?.documentChanges ?? []).map((change) =>
        'edits' in change ? change.textDocument.uri.split('/').at(-1) : 'uri' in change && `${change.kind} ${change.uri.split('/').at(-1)}`,
    );
    expect(kinds).toEqual(['create health-ministry.terroir', 'health-ministry.terroir', 'emc2.terroir', 'parties.terroir']);
    await session.apply(edit);
    expect(session.textOf(main)).toMatch(/^import "\.\/parties\.terroir"\nimport "\.\/health-ministry\.terroir"\n/);
});

test.each(['\n', '\r\n'])('where the last import goes along, that of the new file takes its place', async (eol) => {
    const lines = (...some: string[]) => some.join(eol) + eol;
    const rest = ['organisation Q { seat DE  kind company }', 'service T by Q { runs on S }'];
    await start({
        files: {
            'o.terroir': 'organisation O { seat FR  kind company }\n',
            'p.terroir': 'organisation P { seat FR  kind company }\n',
            'a.terroir': lines('import "./p.terroir"', 'service S by P { stores in FR }', ...rest),
            'b.terroir': lines('import "./o.terroir"', 'import "./p.terroir" // who hosts', '', 'service S by P { stores in FR }', ...rest),
        },
    });
    const after = { 'a.terroir': ['import "./s.terroir"'], 'b.terroir': ['import "./o.terroir"', '// who hosts', 'import "./s-2.terroir"', ''] };
    for (const [path, imports] of Object.entries(after)) {
        await session.open(path);
        await session.diagnostics(path);
        await session.apply((await refactoring(path, 'service |S', /Move S to a file of its own/)).edit);
        expect(session.textOf(path)).toBe(lines(...imports, ...rest));
        await session.quiet();
        expect(shown(path).filter((one) => /^1 (names|syntax)\//.test(one))).toEqual([]);
    }
});

test('why it cannot be done is said, or it is not offered', async () => {
    const files = { 'x.terroir': 'organisation X { seat FR }\n' };
    await start({ files });
    await session.open('x.terroir');
    expect(await refactorings('x.terroir', 'seat F|R')).toMatchObject(
        [{ title: 'Move X to a file of its own', disabled: { reason: /nothing that X could be parted from/ } }].map((one) => ({
            ...one,
            disabled: { reason: expect.stringMatching(one.disabled.reason) },
        })),
    );
    await session.stop();
    await start({ files, capabilities: { ...able, textDocument: {} } });
    await session.open('x.terroir');
    expect(await refactorings('x.terroir', 'seat F|R')).toEqual([]);
    await session.stop();
    await start({
        files: { 'x.terroir': `${files['x.terroir']}organisation Y { seat FR }\n` },
        capabilities: { ...able, workspace: { workspaceEdit: { documentChanges: true } } },
    });
    await session.open('x.terroir');
    const [refused] = await refactorings('x.terroir', 'seat F|R');
    expect(refused?.disabled?.reason).toBe('This editor lets nobody make or delete files by an edit.');
    expect(refused?.edit).toBeUndefined();
});

test('waivers stay, and the library is nobody’s to move', async () => {
    await start({ options: { terroirScheme: true } });
    await session.open('x.terroir', 'organisation X { seat FR }\nwaiver W of waiver/is-dated on X { }\n');
    expect(await refactorings('x.terroir', 'waiver W|')).toEqual([]);
    const library = example('language/library/schemes.terroir')['language/library/schemes.terroir'];
    await session.open('terroir:/schemes.terroir', library);
    expect(await refactorings('terroir:/schemes.terroir', 'scheme HD|S')).toMatchObject([
        { disabled: { reason: expect.stringContaining('declared in the library') } },
    ]);
});

test('somebody who only moves the cursor is offered no more than a light on the first line', async () => {
    await start({ files: emc2 });
    await session.open(main);
    const ask = async (marked: string) => {
        const { textDocument, position } = session.at(main, marked);
        const context = { diagnostics: [], triggerKind: 2 };
        const actions = await session.client.sendRequest<CodeAction[]>('textDocument/codeAction', {
            textDocument,
            range: { start: position, end: position },
            context,
        });
        return actions.filter(({ kind }) => kind?.startsWith('refactor')).map(({ title }) => title);
    };
    expect(await ask('dataset EM|C2')).toEqual(['Move EMC2 to a file of its own']);
    expect(await ask('category hea|lth')).toEqual([]);
    expect(await ask('processor Microsoft|Ireland')).toEqual([]);
});
