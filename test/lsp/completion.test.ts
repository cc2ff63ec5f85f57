import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompletionItem, CompletionItemKind, type CompletionList, type MarkupContent, type TextEdit } from 'vscode-languageserver/node';
import { able, LspSession } from '../harness/lsp-session.ts';

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

const sorted = (items: readonly CompletionItem[]) => items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
const inOrder = async (marked: string) => sorted(await session.complete('x.terroir', marked));
const written = ({ textEdit }: CompletionItem) => (textEdit as TextEdit).newText;

const documentation = async (item: CompletionItem | undefined) =>
    (await session.client.sendRequest<{ documentation: MarkupContent }>('completionItem/resolve', item)).documentation.value;

test('facts first on a new line, what goes on first behind a fact', async () => {
    const first = async (marked: string) => (await inOrder(marked))[0]?.label;
    expect(await first('organisation A {\n    seat FR |\n}')).toBe('from');
    expect(await first('organisation A {\n    seat FR\n    |\n}')).toBe('kind');
});

test.each([
    ['organisation A {\n    |\n}', ['seat', 'kind', 'owned']],
    ['service S by A {\n    |\n}', ['provides', 'stores in', 'backs up in']],
    ['dataset D {\n    |\n}', ['category', 'subjects', 'persons']],
    ['contract C {\n    award {\n        |\n    }\n}', ['procedure', 'by', 'estimated']],
])('what whole declarations hold comes before what few need: %j', async (marked, expected) => {
    const asked = (await inOrder(marked)).filter(({ labelDetails }) => labelDetails?.description === undefined);
    expect(asked.slice(0, 3).map(({ label }) => label)).toEqual(expected);
});

test('on a new line a new statement comes before what the last one might go on with', async () => {
    const labels = (await inOrder('contract C {\n    term 2 years\n    |\n}')).map(({ label }) => label);
    expect(labels).toContain('3 years');
    expect(labels.indexOf('3 years')).toBeGreaterThan(labels.indexOf('hosts'));
});

test('a source goes on with a fact on its line, and begins a statement on a line of its own', async () => {
    const rank = async (marked: string, label: string) => (await inOrder(marked)).findIndex((item) => item.label === label);
    expect(await rank('organisation A {\n    seat FR |\n}', 'source')).toBeLessThan(await rank('organisation A {\n    seat FR |\n}', 'kind'));
    expect(await rank('organisation A {\n    seat FR\n    |\n}', 'source')).toBeGreaterThan(await rank('organisation A {\n    seat FR\n    |\n}', 'kind'));
});

test('a blank alone brings up no list of facts', async () => {
    const context = { triggerKind: 2, triggerCharacter: ' ' } as const;
    expect(await session.complete('x.terroir', 'organisation A { seat FR | }', context)).toEqual([]);
    expect(await session.complete('x.terroir', 'organisation A { | }', context)).toEqual([]);
    expect(await session.complete('x.terroir', '| ', context)).toEqual([]);
    expect(await session.complete('x.terroir', 'organisation A { seat | }', context)).not.toEqual([]);
});

test.each([
    ['what the file speaks of comes before the rest of the library', 'organisation A { seat LU }\norganisation B { seat | }', ['LU']],
    ['what is listed already comes last', 'dataset D { category special, health, | }', ['genetic']],
    ['a declaration says nothing of itself', 'organisation A { controlled by | }\norganisation B { }', ['B', 'Clinic']],
])('%s', async (_, marked, first) => expect((await inOrder(marked)).slice(0, first.length).map(({ label }) => label)).toEqual(first));

test('what is spoken of and declared nowhere is offered as the name of a declaration of its kind, once', async () => {
    const spec = 'organisation A { owned 30% by Holding  owned 20% by Clinic }\ncontract C { controller Holding  hosts Files, Cohort on Cave }\n';
    expect(await labels(`${spec}organisation |`)).toEqual(['Holding']);
    expect(await labels(`${spec}service Ca|`)).toEqual(['Cave']);
    expect(await labels(`${spec}dataset | { category health }`)).toEqual(['Files']);
    expect(await labels(`${spec}waiver |`)).toEqual([]);
});

test('a country is found by its name', async () => {
    const [first] = (await session.complete('x.terroir', 'organisation A { seat Germ| }')).filter(({ filterText }) => filterText?.includes('Germ'));
    expect(first).toMatchObject({ label: 'DE', filterText: 'DE Germany', textEdit: { newText: 'DE' } });
});

describe('what rules ask for', () => {
    const spec = (contract: string) => `organisation Buyer { seat FR  kind health-institution }
organisation Host { kind company }
service Cloud by Host { stores in FR }
dataset Records { category health  from care }
contract Hosting {
    controller Buyer
    hosts Records on Cloud
    signed 2026-01-10
    term 2 years
    ${contract}
}
`;

    test('comes first, with the rule that asks', async () => {
        const items = await inOrder(spec('|'));
        const asked = items.filter(({ labelDetails }) => labelDetails?.description?.startsWith('asked for by '));
        expect(asked.map(({ label }) => label)).toContain('clauses');
        expect(items.slice(0, asked.length)).toEqual(asked);
    });

    test('in a declaration that others rest on, too', async () => {
        const marked = spec('').replace('kind company', 'kind company\n    |');
        expect((await inOrder(marked))[0]).toMatchObject({
            label: 'seat',
            labelDetails: { description: expect.stringMatching(/^asked for by [a-z-]+\/[a-z-]+$/) },
        });
    });

    test('is known while a word is being written, which breaks the declaration', async () => {
        const marked = spec('').replace('kind company', 'kind company\n    se|');
        expect((await inOrder(marked))[0]?.label).toBe('seat');
    });

    test('what is supposed for that does not stay: what is broken is not judged, before and after', async () => {
        const marked = spec('cl|');
        const told = async () => [await session.hover('x.terroir', 'contract Hos|ting'), await session.hover('x.terroir', 'organisation Ho|st')];
        await session.write('x.terroir', marked.replace('|', ''));
        const before = await told();
        expect(before.join()).not.toContain('facts/contract-is-read');
        expect((await inOrder(marked)).find(({ label }) => label === 'clauses')?.labelDetails?.description).toBe('asked for by facts/contract-is-read');
        expect(await told()).toEqual(before);
    });

    test('is told with the documentation: what it means, who asks and why, under which norm, how it is written', async () => {
        const switching = (await inOrder(spec('|'))).find(({ label }) => label === 'switching');
        const clauses = (await inOrder(spec('|'))).find(({ label }) => label === 'clauses');
        expect(await documentation(switching)).toMatch(/^How the customer leaves: .*\n\nAsked for by `data-act\/exit-is-planned`: .*\n\n.*\]\(https:\/\//);
        expect(await documentation(clauses)).toContain('The clauses of the contract.');
        expect(await documentation(clauses)).toContain('```terroir\nclauses ‹clause› …');
        expect(await documentation(clauses)).toContain('For example:');
    });

    test('what stands there already comes last, if there can be one of it only', async () => {
        const labels = (await inOrder(spec('|'))).map(({ label }) => label);
        const rank = (label: string) => labels.indexOf(label);
        for (const standing of ['signed', 'term', 'term until', 'term indefinite']) expect(rank(standing), standing).toBeGreaterThan(rank('hosts'));
        expect(rank('hosts')).toBeGreaterThan(rank('renewal'));
    });
});

describe('whole declarations', () => {
    test('come as snippets, the plainest under the word itself', async () => {
        const items = await inOrder('organisation Clinic { seat FR }\n\ncon|');
        const contracts = items.filter(({ label }) => label.startsWith('contract'));
        expect(contracts.map(({ label }) => label)).toEqual(['contract', 'contract · hosting', 'contract · of a public buyer, with its award']);
        expect(contracts.map(({ filterText }) => filterText)).toEqual([undefined, 'contract', 'contract']);
        expect(contracts[0]).toMatchObject({ insertTextFormat: 2, kind: CompletionItemKind.Snippet });
        expect(contracts[0] && written(contracts[0])).toBe(
            'contract ${1:Name} "${2:full name}" {\n\tcontroller ${3:Clinic}\n\tsigned ${4:2026-11-24}\n\tterm ${5:3 years}\n\\}$0',
        );
    });

    test('are told as they would be written', async () => {
        const dataset = (await inOrder('datas|')).find(({ label }) => label === 'dataset');
        expect(await documentation(dataset)).toContain('dataset Name "full name" {\n    category health\n    from care\n}');
    });

    test('are only words where more stands behind them', async () => {
        const words = await inOrder('con| Hosting { signed 2026-01-01 }');
        expect(words.find(({ label }) => label === 'contract')).toMatchObject({
            label: 'contract',
            kind: CompletionItemKind.Keyword,
            textEdit: { newText: 'contract' },
        });
        const items = await inOrder('contract C {\n    aw| { procedure open }\n}');
        expect(items.find(({ label }) => label === 'award')).toMatchObject({ textEdit: { newText: 'award' } });
    });

    test('blocks of a contract, too', async () => {
        const items = await session.complete('x.terroir', 'organisation Guild { seat FR }\ncontract C {\n    aw|\n}');
        const award = items.find(({ label }) => label === 'award');
        expect(award).toMatchObject({ insertTextFormat: 2 });
        expect(award && written(award)).toMatch(/^award \{\n\tprocedure \$\{1\|open,[^|]*\|\}\n\tby \$\{2:Guild\}\n/);
    });

    test('an editor without snippets gets words', async () => {
        const plain = await LspSession.start({ capabilities: {} });
        const items = await plain.complete('x.terroir', 'con|');
        expect(items.find(({ label }) => label === 'contract')).toMatchObject({ kind: CompletionItemKind.Keyword, textEdit: { newText: 'contract' } });
        expect(items.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
        await plain.stop();
    });

    test('an editor without Markdown in its list is told without its marks', async () => {
        const plain = await LspSession.start({ capabilities: { textDocument: { ...able.textDocument, completion: { completionItem: {} } } } });
        const term = (await plain.complete('x.terroir', 'contract C { ter|')).find(({ label }) => label === 'term');
        const { documentation } = await plain.client.sendRequest<{ documentation: MarkupContent }>('completionItem/resolve', term);
        expect(documentation).toEqual({ kind: 'plaintext', value: expect.stringMatching(/^How long it runs\.\n\nterm ‹duration›/) });
        await plain.stop();
    });
});

describe('values', () => {
    test('days with a meaning, each with its reason', async () => {
        const items = await inOrder('contract C {\n    signed 2026-01-10\n    term 2 years\n    arrangement |\n}');
        expect(items.map(({ label, detail }) => [label, detail])).toEqual(
            expect.arrayContaining([
                ['2026-11-24', 'the date of judgement'],
                ['2026-01-10', 'the contract starts'],
                ['2028-01-09', 'the contract ends'],
            ]),
        );
        expect(items[0]?.label).toBe('2026-11-24');
    });

    test('the last day of a waiver', async () => {
        const [last] = await inOrder('contract C { }\nwaiver W of reach/no-foreign-control on C {\n    until |\n}');
        expect(last?.label).toBe('2027-02-22');
    });

    test('how a length of time is written', async () => {
        const [length] = await inOrder('contract C { term | }');
        expect(length).toMatchObject({ label: '3 years', insertTextFormat: 2 });
    });

    test.each([
        ['contract C { breach notice | }', '24 hours', '${1:24} ${2|hours,years,months,weeks,days,working days|}'],
        ['contract C { renewal 1 year notice | }', '3 months', '${1:3} ${2|months,years,weeks,days,working days,hours|}'],
        ['contract C { switching { transition | } }', '30 days', '${1:30} ${2|days,years,months,weeks,working days,hours|}'],
    ])('in such a statement: %s', async (marked, label, template) => {
        const length = (await inOrder(marked)).find(({ insertTextFormat }) => insertTextFormat === 2);
        expect(length && [length.label, written(length)]).toEqual([label, template]);
    });

    test('behind the word import, files in their quotes', async () => {
        const items = await inOrder('import |\n');
        expect(items.slice(0, 2).map((item) => [item.label, written(item)])).toEqual([
            ['"./data.terroir"', '"./data.terroir"'],
            ['"./parties.terroir"', '"./parties.terroir"'],
        ]);
    });

    const waived =
        'organisation Buyer { seat FR }\ncontract C {\n    controller Buyer\n    signed 2026-01-10\n    clauses security\n}\ncontract D { controller Buyer }\n';

    test('the rules that what a waiver is on violates come first', async () => {
        const [first, ...others] = await inOrder(`${waived}waiver W of | on C { because "x" }\n`);
        expect(first).toMatchObject({ labelDetails: { description: 'violated by C' } });
        expect(others.filter(({ labelDetails }) => labelDetails?.description === 'violated by D')).toEqual([]);
    });

    test('what violates the rule of a waiver comes first', async () => {
        const rule = (await inOrder(`${waived}waiver W of | on C { }\n`))[0]?.label;
        expect((await inOrder(`${waived}waiver W of ${rule} on |`))[0]).toMatchObject({ label: 'C', labelDetails: { description: `violates ${rule}` } });
    });
});

describe('an editor that can do more', () => {
    const item = { snippetSupport: true, labelDetailsSupport: true, insertReplaceSupport: true };

    test('may have the rest of the word replaced', async () => {
        const other = await LspSession.start({ capabilities: { textDocument: { completion: { completionItem: item } } } });
        const items = await other.complete('x.terroir', 'organisation A { seat F|X }');
        expect(items.find(({ label }) => label === 'FR')?.textEdit).toEqual({
            newText: 'FR',
            insert: { start: { line: 0, character: 22 }, end: { line: 0, character: 23 } },
            replace: { start: { line: 0, character: 22 }, end: { line: 0, character: 24 } },
        });
        await other.stop();
    });

    test('is told once what all items have in common', async () => {
        const completion = { completionItem: item, completionList: { itemDefaults: ['editRange'] } };
        const other = await LspSession.start({ capabilities: { textDocument: { completion } } });
        const list = (await other.complete('x.terroir', 'organisation A { seat F| }')) as unknown as CompletionList;
        expect(list).toMatchObject({ isIncomplete: false, itemDefaults: { editRange: { insert: { start: { character: 22 } }, replace: {} } } });
        expect(list.items.find(({ label }) => label === 'FR')).not.toHaveProperty('textEdit');
        await other.stop();
    });
});

test('in French', async () => {
    const french = await LspSession.start({ locale: 'fr' });
    const items = await french.complete('x.terroir', 'con|');
    expect(items.map(({ label }) => label)).toContain('contract · hébergement');
    const contract = items.find(({ label }) => label === 'contract');
    expect(contract && written(contract)).toContain('"${2:nom complet}"');
    await french.stop();
});
