import { afterAll, beforeAll, expect, test } from 'vitest';
import { LspSession } from '../harness/lsp-session.ts';

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({
        files: {
            'parties.terroir': 'organisation Clinic "The clinic" { seat FR  kind foundation }\nservice Cloud by Clinic { stores in FR }\n',
            'data.terroir': 'dataset Cohort { category health }\nvocabulary category { genomic is genetic }\n',
        },
    });
    await session.open('warm.terroir', '');
    await session.quiet();
});
afterAll(() => session.stop());

const labels = async (marked: string) => (await session.complete('x.terroir', marked)).map(({ label }) => label);

test.each<[string, string, readonly string[], readonly string[]]>([
    ['at the top of a file', '|', ['import', 'organisation', 'contract', 'waiver'], ['seat', 'source', 'health']],
    ['a word begun', 'organisation A { seat FR }\n\ncont|', ['contract'], ['import', 'seat']],
    [
        'in a block',
        'organisation A {\n    |\n}',
        ['seat', 'managed from', 'owned', 'owned unknown', 'controlled by', 'majority appointed by'],
        ['category', 'organisation', 'procedure'],
    ],
    ['behind a fact on its line', 'organisation A {\n    seat FR |\n}', ['from', 'until', 'source', 'kind'], ['organisation']],
    ['a jurisdiction', 'organisation A { seat | }', ['FR', 'EU', 'US'], ['health', 'seat', 'A']],
    ['a jurisdiction behind a comma', 'service S by A { stores in FR, | }', ['DE'], ['in']],
    ['an owner', 'organisation A { seat FR }\norganisation B { owned 30% by | }', ['A', 'B', 'Clinic'], ['FR', 'by', 'veto']],
    ['a term of the right vocabulary', 'dataset D { category | }', ['health', 'genetic'], ['patients', 'sensitive', 'D', 'category']],
    ['a term of another one', 'dataset D { subjects | }', ['patients'], ['health']],
    ['an origin', 'dataset D { from | }', ['snds'], ['health']],
    ['what a term may be', 'vocabulary category { rare is | }', ['health', 'sensitive'], ['patients']],
    ['in an award', 'contract C {\n    award {\n        |\n    }\n}', ['procedure', 'by', 'value', 'ground'], ['controller', 'recipient']],
    ['in an award on one line', 'contract C { award { | } }', ['procedure'], ['controller']],
    ['a procedure', 'contract C { award { procedure | } }', ['central-purchasing'], ['health']],
    ['in a transfer', 'contract C { transfer to US { | } }', ['recipient', 'basis'], ['procedure']],
    ['a transfer tool or a decision', 'contract C { transfer to US { basis | } }', ['eu-us-dpf', 'scc'], ['FR']],
    ['a unit', 'contract C { term 3 | }', ['years', 'months'], ['health', 'EUR']],
    ['a unit or a currency', 'norm n { parameter p 3 | }', ['years', 'EUR'], []],
    ['a currency', 'contract C { award { value 3 | } }', ['EUR'], ['years']],
    ['a date', 'contract C { signed | }', ['2026-11-24'], ['years']],
    ['a rule', 'waiver W of | on C {}', ['reach/no-foreign-control'], ['C']],
    ['a rule begun', 'waiver W of reach/no-| on C {}', ['reach/no-foreign-control'], []],
    ['what a waiver is on', 'contract C { }\nwaiver W of reach/no-foreign-control on |', ['C'], ['W2']],
    ['a scheme', 'service S by A { certified | }', ['HDS', 'SecNumCloud'], ['FR']],
    ['several words that belong together', 'contract C { | }', ['stays in', 'lawful basis', 'governed by law of', 'impact assessment'], ['stays']],
    ['the next word of several', 'contract C { governed by | }', ['law of'], ['governed by law of']],
    ['behind text that is broken', 'organisation A {\n    seat FR\n    blah ; @ "\n    kin|\n}', ['kind', 'seat'], ['organisation']],
    ['in a declaration that is not closed', 'organisation A {\n    seat FR\n\norganisation B {\n    seat |', ['FR'], ['seat']],
    ['the data a party adheres for', 'organisation A { adheres to eu-us-dpf for | }', ['hr-data', 'non-hr-data'], ['health']],
])('%s', async (_, marked, expected, absent) => {
    const found = await labels(marked);
    expect(found).toEqual(expect.arrayContaining([...expected]));
    expect(found.filter((label) => absent.includes(label))).toEqual([]);
});

test.each([
    ['a new name', 'organisation |'],
    ['a comment', 'organisation A { // sea| \n}'],
    ['a block comment', '/* sea| */'],
    ['a text', 'organisation A { source "sea| "\n}'],
])('nothing in %s', async (_, marked) => {
    expect(await labels(marked)).toEqual([]);
});

test('no word twice, no word that only names allow', async () => {
    const found = await labels('dataset D { category | }');
    expect(new Set(found).size).toBe(found.length);
    expect(found).not.toContain('veto');
});

test('a name of another file comes with its import', async () => {
    const items = await session.complete('x.terroir', '/** Doc. */\ncontract C { controller Cli| }\n');
    const clinic = items.find(({ label }) => label === 'Clinic');
    expect(clinic).toMatchObject({
        detail: 'The clinic',
        labelDetails: { description: './parties.terroir' },
        additionalTextEdits: [{ range: { start: { line: 0, character: 0 } }, newText: 'import "./parties.terroir"\n\n' }],
        textEdit: { range: { start: { line: 1, character: 24 }, end: { line: 1, character: 27 } }, newText: 'Clinic' },
    });
    const resolved = await session.client.sendRequest<{ documentation: { value: string } }>('completionItem/resolve', clinic);
    expect(resolved.documentation.value).toContain('organisation Clinic');
});

test('a name in scope comes without', async () => {
    const items = await session.complete('x.terroir', 'import "./parties.terroir"\ncontract C { controller Cli| }\n');
    expect(items.filter(({ label }) => label === 'Clinic')).toMatchObject([{ textEdit: { newText: 'Clinic' } }]);
    expect(items.find(({ label }) => label === 'Clinic')?.additionalTextEdits).toBeUndefined();
});

test('behind an alias only what it brings', async () => {
    expect(await labels('import "./parties.terroir" as p\ncontract C { controller p.| }\n')).toEqual(['Clinic']);
    expect(await labels('import "./parties.terroir" as p\ncontract C { controller | }\n')).toContain('p.Clinic');
    expect(await labels('import "./data.terroir" as d\ndataset D { category d.| }\n')).toEqual(['genomic']);
});

test('files to import', async () => {
    const found = await labels('import "./|"\n');
    expect(found).toEqual(expect.arrayContaining(['./parties.terroir', './data.terroir', 'terroir:providers']));
    expect(found).not.toContain('terroir:jurisdictions');
    expect(found).not.toContain('./x.terroir');
});

test('facts first on a new line, what goes on first behind a fact', async () => {
    const first = async (marked: string) =>
        (await session.complete('x.terroir', marked)).toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))[0]?.label;
    expect(await first('organisation A {\n    seat FR |\n}')).toBe('from');
    expect(await first('organisation A {\n    seat FR\n    |\n}')).toBe('adheres to');
});

test('a blank alone brings up no list of facts', async () => {
    const context = { triggerKind: 2, triggerCharacter: ' ' } as const;
    expect(await session.complete('x.terroir', 'organisation A { seat FR | }', context)).toEqual([]);
    expect(await session.complete('x.terroir', 'organisation A { seat | }', context)).not.toEqual([]);
});

test('a block opens as a snippet', async () => {
    const items = await session.complete('x.terroir', 'contract C {\n    aw|\n}');
    expect(items.find(({ label }) => label === 'award')).toMatchObject({ insertTextFormat: 2, textEdit: { newText: 'award {\n\t$0\n}' } });
});
