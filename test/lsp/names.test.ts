import { afterEach, expect, test } from 'vitest';
import type { LocationLink } from 'vscode-languageserver/node';
import { Judge, rules } from '../../language/index.ts';
import { able, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';
import { day, example, workspaceOf } from '../harness/spec.ts';

let session: LspSession;
const start = async (setting: Setting = {}) => (session = await LspSession.start(setting));
afterEach(() => session.stop());

const emc2 = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
const main = 'examples/emc2/emc2.terroir';
const parties = 'examples/emc2/parties.terroir';

// ---------------------------------------------------------------- definition

test('a name leads to its declaration in another file', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.open(parties);
    const [link] = (await session.definition(main, 'controller H|DH')) as LocationLink[];
    expect(link?.targetUri).toBe(uriOf(parties));
    expect(session.documents.get(parties)?.getText(link?.targetSelectionRange)).toBe('HDH');
});

test('an import leads to its file, an alias to its import', async () => {
    await start({ files: { 'a.terroir': 'organisation A { seat FR }' } });
    await session.open('x.terroir', 'import "./a.terroir" as p\norganisation X { seat FR  kind company  controlled by p.A }\n');
    expect(await session.definition('x.terroir', '"./a|.terr')).toMatchObject([{ targetUri: uriOf('a.terroir') }]);
    expect(await session.definition('x.terroir', 'by |p.A')).toMatchObject([
        { targetUri: uriOf('x.terroir'), targetSelectionRange: { start: { line: 0, character: 24 } } },
    ]);
    expect(await session.definition('x.terroir', 'by p.|A')).toMatchObject([{ targetUri: uriOf('a.terroir') }]);
});

test('the library is shown by its own scheme where the editor can show it', async () => {
    const open = async (setting: Setting) => {
        await start({ files: emc2, ...setting });
        await session.open(main);
        const [link] = ((await session.definition(main, 'category hea|lth')) ?? []) as { targetUri: string }[];
        return link?.targetUri;
    };
    expect(await open({ options: { terroirScheme: true } })).toBe('terroir:/vocabularies.terroir');
    expect(await session.client.sendRequest('terroir/libraryFile', { uri: 'terroir:/vocabularies.terroir' })).toMatchObject({
        text: expect.stringContaining('vocabulary category'),
    });
    await session.stop();
    expect(await open({ capabilities: { ...able, workspace: { ...able.workspace, textDocumentContent: {} } } })).toBe('terroir:/vocabularies.terroir');
    expect(await session.client.sendRequest('workspace/textDocumentContent', { uri: 'terroir:/vocabularies.terroir' })).toMatchObject({
        text: expect.stringContaining('vocabulary category'),
    });
    await session.stop();
    expect(await open({ options: { libraryRoot: 'file:///opt/terroir/library' } })).toBe('file:///opt/terroir/library/vocabularies.terroir');
    await session.stop();
    expect(await open({})).toBeUndefined();
});

test('an opened file of the shipped library is the library, and is not judged', async () => {
    await start({ options: { libraryRoot: 'file:///opt/terroir/library' } });
    await session.open('file:///opt/terroir/library/vocabularies.terroir', 'vocabulary category { health is special }');
    expect(await session.hover('file:///opt/terroir/library/vocabularies.terroir', 'vocab|ulary')).toBeUndefined();
    await session.quiet();
    expect(session.pushed).toEqual([]);
});

// ---------------------------------------------------------------- references

test('references of a declaration, across files', async () => {
    await start({ files: emc2 });
    await session.open(main);
    const all = (await session.references(main, 'processor Microsoft|Ireland')) ?? [];
    const count = (source: string) => source.split(/\bMicrosoftIreland\b/).length - 1;
    expect(all.filter(({ uri }) => uri === uriOf(main))).toHaveLength(count(emc2[main] ?? ''));
    expect(all.filter(({ uri }) => uri === uriOf(parties))).toHaveLength(count(emc2[parties] ?? ''));
    expect((await session.references(main, 'processor Microsoft|Ireland', false))?.length).toBe(all.length - 1);
});

test('references of an import: everybody who imports that file, under whatever name', async () => {
    await start({
        files: { 'a.terroir': 'organisation A { seat FR }', 'b/y.terroir': 'import "../a.terroir" as q\n', 'z.terroir': 'import "./b/y.terroir"\n' },
    });
    await session.open('x.terroir', 'import "./a.terroir"\n');
    expect(await session.leads('textDocument/references', 'x.terroir', '"./a|.terroir"', { context: { includeDeclaration: true } })).toEqual([
        'b/y.terroir: "../a.terroir"',
        'x.terroir: "./a.terroir"',
    ]);
});

test('references of a rule: every waiver of it', async () => {
    const waiver = (name: string, rule: string) => `waiver ${name} of ${rule} on X { because "x"  approved by X on 2026-11-01  until 2026-12-01 }\n`;
    const x = `organisation X { seat FR }\n${waiver('W-1', 'reach/no-foreign-control')}${waiver('W-2', 'reach/no-foreign-seat')}`;
    await start({ files: { 'a.terroir': `import "./x.terroir"\n${waiver('W-3', 'reach/no-foreign-control')}` } });
    await session.open('x.terroir', x);
    const found = await session.ask<{ uri: string; range: { start: { line: number } } }[]>('textDocument/references', 'x.terroir', 'no-foreign-con|trol', {
        context: { includeDeclaration: false },
    });
    expect(found.map(({ uri, range }) => `${uri.split('/').at(-1)}:${range.start.line}`)).toEqual(['a.terroir:1', 'x.terroir:1']);
});

// ---------------------------------------------------------------- rename

test('a renamed declaration is renamed in every file, and nothing else changes', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.open(parties);
    const judged = (files: Record<string, string>) => {
        const workspace = workspaceOf(files);
        return new Judge(workspace, rules)
            .all(day('2026-11-24'))
            .map(({ findings }) => findings.map(({ rule, verdict, message, where }) => [rule, verdict, message, where]));
    };
    const before = judged(emc2);
    await session.apply(await session.rename(main, 'processor Microsoft|Ireland', 'Éditeur-2'));
    expect(session.textOf(parties)).toContain('organisation Éditeur-2 "Microsoft Ireland Operations Limited"');
    expect(session.textOf(main)).not.toContain('MicrosoftIreland');
    const after = judged({ [main]: session.textOf(main), [parties]: session.textOf(parties) });
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
});

test('names are compared in NFC, and replaced as long as they stand there', async () => {
    const decomposed = 'Socie\u0301te\u0301';
    await start({});
    await session.open(
        'x.terroir',
        `organisation Société { seat FR  kind foundation }\norganisation X { seat FR  kind company  controlled by ${decomposed} until 2030-01-01 }\n`,
    );
    await session.apply(await session.rename('x.terroir', 'organisation |Soc', 'Firme'));
    expect(session.textOf('x.terroir')).toBe(
        'organisation Firme { seat FR  kind foundation }\norganisation X { seat FR  kind company  controlled by Firme until 2030-01-01 }\n',
    );
});

test('a term, and an alias, are renamed where they stand', async () => {
    const lines = [
        'import "./a.terroir" as p',
        'vocabulary category { genomic "Genomic data" is genetic  deep is genomic }',
        'dataset D { category genomic, p.rare  subjects patients }',
        'organisation X { seat FR  kind company  controlled by p.A }',
    ];
    await start({ files: { 'a.terroir': 'organisation A { seat FR }\nvocabulary category { rare is health }\n' } });
    await session.open('x.terroir', lines.join('\n'));
    await session.apply(await session.rename('x.terroir', 'category gen|omic,', 'dna'));
    await session.apply(await session.rename('x.terroir', 'by |p.A', 'parties'));
    expect(session.textOf('x.terroir').split('\n')).toEqual([
        'import "./a.terroir" as parties',
        'vocabulary category { dna "Genomic data" is genetic  deep is dna }',
        'dataset D { category dna, parties.rare  subjects patients }',
        'organisation X { seat FR  kind company  controlled by parties.A }',
    ]);
    await session.quiet();
    expect(session.diagnosticsNow('x.terroir').filter(({ code }) => /^(names|syntax)/.test(String(code)))).toEqual([]);
});

test.each([
    ['two words', 'two words', 'is no name'],
    ['a number', '1', 'is no name'],
    ['nothing', '', 'is no name'],
    ['a word that cannot be a name', 'is', 'The language needs the word is for itself'],
    ['another such word', 'cites', 'The language needs the word cites for itself'],
    ['more than a name', 'Y "label"', 'is no name'],
    ['a name that is taken here', 'Z', 'already means something else in x.terroir'],
    ['a name that is taken where it is used', 'W', 'already means something else in user.terroir'],
])('%s is refused as a name', async (_, newName, reason) => {
    await start({ files: { 'user.terroir': 'import "./x.terroir"\norganisation W { seat FR }\norganisation V { seat FR  controlled by X }\n' } });
    await session.open('x.terroir', 'organisation X { seat FR }\norganisation Z { seat FR }\n');
    await expect(session.rename('x.terroir', 'organisation |X', newName)).rejects.toThrow(reason);
});

test('behind the prefix of an import only the name is renamed, in every file, whatever stands around it', async () => {
    const files = {
        'a.terroir': '/** A-1 is told of here. */\norganisation A-1 "A-1" { seat FR }\norganisation A-12 { seat FR  controlled by A-1 }\n',
        'b.terroir': 'import "./a.terroir" as A-1\norganisation B { seat FR  controlled by A-1.A-1 }\n',
    };
    await start({ files });
    await session.open('x.terroir', 'import "./a.terroir"\nservice S "by A-1" by A-1 { runs on S  subcontractor\tA-1\twithout access }\n');
    await session.apply(await session.rename('x.terroir', 'by A-|1 {', 'Été'));
    expect(session.textOf('x.terroir')).toBe('import "./a.terroir"\nservice S "by A-1" by Été { runs on S  subcontractor\tÉté\twithout access }\n');
    expect(session.disk.get(uriOf('a.terroir'))).toBe(
        '/** A-1 is told of here. */\norganisation Été "A-1" { seat FR }\norganisation A-12 { seat FR  controlled by Été }\n',
    );
    expect(session.disk.get(uriOf('b.terroir'))).toBe('import "./a.terroir" as A-1\norganisation B { seat FR  controlled by A-1.Été }\n');
});

test('a term is renamed in the files that see it, and not where another one is called the same', async () => {
    const files = {
        'own.terroir': 'vocabulary category { rare is health }\ndataset D { category rare }\n',
        'user.terroir': 'import "./x.terroir"\ndataset E { category rare }\n',
        'prefixed.terroir': 'import "./x.terroir" as p\ndataset F { category p.rare }\n',
    };
    await start({ files });
    await session.open('x.terroir', 'vocabulary category { rare is health  rarer is rare }\nvocabulary subject { rare }\n');
    await session.apply(await session.rename('x.terroir', 'category { ra|re', 'seldom'));
    expect(session.textOf('x.terroir')).toBe('vocabulary category { seldom is health  rarer is seldom }\nvocabulary subject { rare }\n');
    expect(session.disk.get(uriOf('user.terroir'))).toContain('category seldom');
    expect(session.disk.get(uriOf('prefixed.terroir'))).toContain('category p.seldom');
    expect(session.disk.get(uriOf('own.terroir'))).toBe(files['own.terroir']);
});

test('a new name may be spelled either way, and is the same name then', async () => {
    await start({ files: { 'user.terroir': 'import "./x.terroir"\norganisation U { seat FR  controlled by X }\n' } });
    await session.open('x.terroir', 'organisation X { seat FR  kind foundation }\norganisation Société { seat FR }\n');
    const decomposed = 'Socie\u0301te\u0301';
    await expect(session.rename('x.terroir', 'organisation |X', decomposed)).rejects.toThrow('already means something else');
    await session.apply(await session.rename('x.terroir', 'organisation |X', `${decomposed}2`));
    await session.quiet();
    expect(await session.leads('textDocument/definition', 'x.terroir', `organisation |${decomposed}2`)).toEqual([`x.terroir: ${decomposed}2`]);
    await session.open('user.terroir');
    expect(await session.leads('textDocument/definition', 'user.terroir', 'controlled by |Soc')).toEqual([`x.terroir: ${decomposed}2`]);
});

test('words of the language are good names', async () => {
    await start({});
    await session.open('x.terroir', 'organisation X { seat FR }\n');
    expect(await session.rename('x.terroir', 'organisation |X', 'law')).not.toBeNull();
});

test('what the library declares cannot be renamed', async () => {
    await start({});
    await session.open('x.terroir', 'organisation X { seat FR }\n');
    await expect(session.rename('x.terroir', 'seat |FR', 'France')).rejects.toThrow('library');
    const params = session.at('x.terroir', 'seat |FR');
    await expect(session.client.sendRequest('textDocument/prepareRename', params)).rejects.toThrow('library');
    expect(await session.client.sendRequest('textDocument/prepareRename', session.at('x.terroir', 'organisation |X'))).toMatchObject({ placeholder: 'X' });
    expect(await session.client.sendRequest('textDocument/prepareRename', session.at('x.terroir', 'organ|isation'))).toBeNull();
});

// ---------------------------------------------------------------- symbols

test('the declarations of a file, terms within their vocabulary', async () => {
    await start({});
    await session.open('x.terroir', 'vocabulary category { a "A"  b }\n/** Doc. */\norganisation X "The X" { seat FR }\n');
    const symbols = await session.client.sendRequest<{ name: string; children?: { name: string }[] }[]>('textDocument/documentSymbol', {
        textDocument: { uri: uriOf('x.terroir') },
    });
    expect(symbols).toMatchObject([
        { name: 'category', children: [{ name: 'a', detail: 'A' }, { name: 'b' }] },
        { name: 'X', detail: 'The X' },
    ]);
});
