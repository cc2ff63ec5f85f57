import { afterEach, expect, test } from 'vitest';
import type { InlayHint, InlayHintLabelPart, MarkupContent } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { able, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

let session: LspSession;
const start = async (setting: Setting = {}) => (session = await LspSession.start({ options: { terroirScheme: true }, ...setting }));
afterEach(() => session.stop());

const lazily = (properties: string[]) => ({ ...able, textDocument: { ...able.textDocument, inlayHint: { resolveSupport: { properties } } } });

async function hints(path: string): Promise<InlayHint[]> {
    const { lineCount } = session.documents.get(path) as TextDocument;
    const range = { start: { line: 0, character: 0 }, end: { line: lineCount, character: 0 } };
    return session.client.sendRequest('textDocument/inlayHint', { textDocument: { uri: uriOf(path) }, range });
}

const textOf = ({ label }: InlayHint) => (typeof label === 'string' ? label : label.map(({ value }) => value).join(''));

/** The text with its hints, as the editor shows it: only the lines that have some. */
async function shown(path: string): Promise<string[]> {
    const document = session.documents.get(path) as TextDocument;
    const edits = (await hints(path)).map((hint) => ({ range: { start: hint.position, end: hint.position }, newText: ` ‹${textOf(hint)}›` }));
    return TextDocument.applyEdits(document, edits)
        .split('\n')
        .filter((line) => line.includes('‹'))
        .map((line) => line.trim());
}

test('the EMC2 story: the days behind the lengths, and who is behind the parties', async () => {
    await start({ files: example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir') });
    await session.open('examples/emc2/emc2.terroir');
    await session.open('examples/emc2/parties.terroir');
    expect(await shown('examples/emc2/emc2.terroir')).toEqual([
        'within 2 years ‹until 2022-11-19›',
        'lasts 3 years ‹until 2026-12-21›',
        'processor MicrosoftIreland ‹controlled from US by Microsoft Corporation›',
        'term 3 years ‹until 2026-12-20›',
        'transitional at most 2 years since 2020-11-19 ‹until 2022-11-19› under LeaveAzure',
    ]);
    // Who controls the Irish company stands in its own declaration, so it is told behind the service only.
    expect(await shown('examples/emc2/parties.terroir')).toEqual([
        'service AzureFrance "Microsoft Azure, data centres in France" by MicrosoftIreland ‹controlled from US by Microsoft Corporation› {',
    ]);
});

const dated = (facts: string) => `organisation X { seat FR  kind state-administration }\ncontract C { controller X  effective 2025-01-01  ${facts} }\n`;

test.each([
    ['a term that is a day already', 'term until 2027-12-31', []],
    ['a term without end', 'term indefinite', []],
    ['a term that nobody can count', 'term 10 working days', []],
    ['a term that ends before it starts', 'term until 2024-12-31  renewal 1 year tacit notice 1 month', []],
    [
        'a tacit renewal: its last round, and the day to prevent the next',
        'term 2 years  renewal 1 year tacit at most 2 times notice 3 months',
        ['until 2026-12-31', 'until 2028-12-31', 'by 2026-09-30'],
    ],
    ['a tacit renewal without a number of times', 'term 3 years  renewal 1 year tacit notice 30 days', ['until 2027-12-31', 'without end', 'by 2027-12-01']],
    ['a renewal that somebody has to ask for', 'term 3 years  renewal 1 year at most 2 times', ['until 2027-12-31', 'until 2029-12-31 if asked for']],
    ['no notice where no renewal lies ahead', 'term 1 year  renewal 6 months tacit at most 1 times notice 1 month', ['until 2025-12-31', 'until 2026-06-30']],
    [
        'no notice in working days without a calendar',
        'term 3 years  renewal 1 year tacit at most 1 times notice 5 working days',
        ['until 2027-12-31', 'until 2028-12-31'],
    ],
    ['a transition that is counted from the start of the contract', 'term until 2027-12-31  transitional at most 18 months', ['until 2026-07-01']],
])('%s', async (_, facts, expected) => {
    await start();
    await session.open('x.terroir', dated(facts));
    expect((await hints('x.terroir')).map(textOf)).toEqual(expected);
});

test.each([
    [
        'a value that reaches the threshold of the day of the call',
        'award { notice "n" on 2025-06-01  estimated 900_000 EUR }',
        ['reaches the threshold of 143,000 EUR'],
    ],
    [
        'a value below that of the day of the award',
        'award { on 2026-02-01  procedure direct since 2026-02-01  value 100_000 EUR }',
        ['below the threshold of 140,000 EUR'],
    ],
    [
        'the estimate counts before the value',
        'award { notice "n" on 2025-06-01  estimated 100_000 EUR  value 200_000 EUR }',
        ['below the threshold of 143,000 EUR'],
    ],
    ['an amount in another currency', 'award { notice "n" on 2025-06-01  estimated 900_000 USD }', []],
    ['a day on which two thresholds are possible', 'award { estimated 141_000 EUR }', []],
])('%s', async (_, facts, expected) => {
    await start();
    await session.open('x.terroir', dated(facts));
    expect((await hints('x.terroir')).map(textOf)).toEqual(expected);
});

test('no threshold for a buyer whom procurement law does not bind', async () => {
    await start();
    await session.open('x.terroir', dated('award { notice "n" on 2025-06-01  estimated 900_000 EUR }').replace('state-administration', 'company'));
    expect(await hints('x.terroir')).toEqual([]);
});

test('at the head of a chain; behind its own name only where its own facts do not say so; nothing where nobody knows', async () => {
    await start();
    await session.open(
        'x.terroir',
        `organisation Top "The Top" { seat US  kind company }
organisation Middle { seat IE  owned 60% by Top }
organisation Bottom { seat FR  owned 30% by Middle  owned 30% by Top }
organisation Lower { seat FR  controlled by Middle }
organisation Half { seat FR  owned 50% by Top }
organisation Ring { seat FR  controlled by Gnir }
organisation Gnir { seat FR  controlled by Ring }
service S by Lower { accessed from FR by Half  subcontractor Ring  discloses technical-data to Bottom  subcontractor Bottom }
`,
    );
    expect(await shown('x.terroir')).toEqual([
        'organisation Lower ‹controlled from US by The Top› { seat FR  controlled by Middle }',
        'service S by Lower ‹controlled from US by The Top› { accessed from FR by Half  subcontractor Ring  discloses technical-data to Bottom ‹controlled from US by The Top›  subcontractor Bottom }',
    ]);
});

test('only those in the stretch that is asked for', async () => {
    await start();
    await session.open('x.terroir', dated('\nterm 3 years\nrenewal 1 year at most 2 times'));
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 40 } };
    const found = await session.client.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: uriOf('x.terroir') }, range });
    expect(found.map(textOf)).toEqual(['until 2027-12-31']);
});

test('why it is so, and where its parts lead, is told at once or when it is asked for', async () => {
    const files = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
    const main = 'examples/emc2/emc2.terroir';
    await start({ files });
    await session.open(main);
    await session.open('examples/emc2/parties.terroir');
    const isControl = (hint: InlayHint) => textOf(hint).startsWith('controlled');
    const eager = (await hints(main)).find(isControl) as InlayHint;
    const name = (eager.label as InlayHintLabelPart[]).at(-1);
    expect(session.textAt(name?.location?.uri ?? '', name?.location?.range as never)).toBe('examples/emc2/parties.terroir: MicrosoftCorporation');
    expect((eager.tooltip as MarkupContent).value).toBe(
        'Microsoft Corporation is at the head of those known to control Microsoft Ireland Operations Limited.\n\n- controlled by Microsoft Corporation',
    );
    await session.stop();
    await start({ files, capabilities: lazily(['tooltip', 'label.location']) });
    await session.open(main);
    const late = (await hints(main)).find(isControl);
    expect(late).not.toHaveProperty('tooltip');
    expect(typeof late?.label).toBe('string');
    const { data: _, ...told } = await session.client.sendRequest<InlayHint>('inlayHint/resolve', late);
    const { data: __, ...atOnce } = eager;
    expect(told).toEqual(atOnce);
    // Where nobody would ask where a name in it leads, all of it is told at once.
    await session.stop();
    await start({ files, capabilities: lazily(['tooltip']) });
    await session.open(main);
    expect((await hints(main)).find(isControl)).toEqual(eager);
});

test('each kind can be switched off, and the editor is told to ask again', async () => {
    let settings: unknown = null;
    const capabilities = { ...able, workspace: { ...able.workspace, configuration: true, inlayHint: { refreshSupport: true } } };
    await start({ files: example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir'), capabilities, settings: () => settings });
    let refreshed = 0;
    session.client.onRequest('workspace/inlayHint/refresh', () => {
        refreshed++;
        return null;
    });
    await session.open('examples/emc2/emc2.terroir');
    await session.quiet();
    expect(await hints('examples/emc2/emc2.terroir')).toHaveLength(5);
    const before = refreshed;
    settings = { inlayHints: { ends: false } };
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await session.until(
        () => refreshed > before,
        () => 'no refresh',
    );
    // One that was on its way already asks for nothing new.
    await session.quiet();
    expect((await hints('examples/emc2/emc2.terroir')).map(textOf)).toEqual(['controlled from US by Microsoft Corporation']);
    // Of what a setting says nothing that stays which was chosen.
    settings = { inlayHints: { control: true } };
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await session.quiet();
    expect((await hints('examples/emc2/emc2.terroir')).map(textOf)).toEqual(['controlled from US by Microsoft Corporation']);
    settings = { inlayHints: { ends: true, control: false } };
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await session.until(
        () => refreshed > before + 1,
        () => 'no second refresh',
    );
    await session.quiet();
    expect((await hints('examples/emc2/emc2.terroir')).every((hint) => textOf(hint).startsWith('until'))).toBe(true);
});

test('a change in another file is asked for again', async () => {
    const capabilities = { ...able, workspace: { ...able.workspace, inlayHint: { refreshSupport: true } } };
    await start({ files: { 'a.terroir': 'organisation A { seat IE  controlled by B }\norganisation B { seat US }\n' }, capabilities });
    let refreshed = 0;
    session.client.onRequest('workspace/inlayHint/refresh', () => {
        refreshed++;
        return null;
    });
    await session.open('x.terroir', 'import "./a.terroir"\ncontract C { processor A }\n');
    await session.open('a.terroir');
    await session.quiet();
    await session.until(
        () => refreshed > 0,
        () => 'nothing asked for again once the workspace is read',
    );
    const before = refreshed;
    await session.type('a.terroir', 'controlled by B', 'kind foundation');
    await session.until(
        () => refreshed > before,
        () => 'nothing asked for again after an edit',
    );
    expect(await hints('x.terroir')).toEqual([]);
});

test('in French', async () => {
    await start({ locale: 'fr', files: example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir') });
    await session.open('examples/emc2/emc2.terroir');
    expect((await hints('examples/emc2/emc2.terroir')).map(textOf)).toEqual([
        'jusqu’au 2022-11-19',
        'jusqu’au 2026-12-21',
        'contrôle (US) : Microsoft Corporation',
        'jusqu’au 2026-12-20',
        'jusqu’au 2022-11-19',
    ]);
});
