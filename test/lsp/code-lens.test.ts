import { afterEach, expect, test } from 'vitest';
import type { CodeLens, Location } from 'vscode-languageserver/node';
import { able, LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

let session: LspSession;
const start = async (setting: Setting = {}) => (session = await LspSession.start(setting));
afterEach(() => session.stop());

const main = 'examples/emc2/emc2.terroir';
const files = example(main, 'examples/emc2/parties.terroir');

async function lenses(path: string): Promise<CodeLens[]> {
    const found = await session.client.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: uriOf(path) } });
    return Promise.all(found.map((lens) => session.client.sendRequest<CodeLens>('codeLens/resolve', lens)));
}

/** What stands above each declaration. */
const told = async (path: string): Promise<string[]> =>
    (await lenses(path)).map(({ range, command }) => `${session.textAt(uriOf(path), range).replace(`${path}: `, '')}: ${command?.title}`);

test('the EMC2 story: how the contract comes out, how long it runs, and who refers to what', async () => {
    await start({ files });
    await session.open(main);
    const shown = await session.diagnostics(main);
    const found = await told(main);
    expect(found.filter((one) => !one.startsWith('EMC2Hosting'))).toEqual(['EMC2: 2 references', 'LeaveAzure: 1 reference', 'CNIL-2023-146: 1 reference']);
    expect(found.filter((one) => one.startsWith('EMC2Hosting')).slice(1)).toEqual([
        'EMC2Hosting: runs until 2026-12-20: 26 days left',
        'EMC2Hosting: no references',
    ]);
    // The same as is underlined: warnings and errors of the contract are violations, information of it unknown or weak.
    const [, violations, unknowns] = /^EMC2Hosting: (\d+) violations, (\d+) unknowns$/.exec(found.find((one) => one.startsWith('EMC2Hosting')) ?? '') ?? [];
    const { subject } = { subject: `${uriOf(main)}#EMC2Hosting` };
    const own = shown.filter(({ data, severity }) => (data as { subject?: string }).subject === subject && severity !== 4);
    expect(Number(violations) + Number(unknowns)).toBe(own.length);
    expect(Number(violations)).toBeGreaterThan(3);
});

const contract = (facts: string) => `organisation X { seat FR  kind foundation }\ncontract C { controller X  ${facts} }\n`;

test.each([
    ['2026-11-24', 'signed 2026-01-01  term until 2026-11-24', 'runs until 2026-11-24: the last day'],
    ['2026-11-24', 'signed 2026-01-01  term until 2026-11-25', 'runs until 2026-11-25: 1 day left'],
    ['2026-11-24', 'signed 2026-01-01  term indefinite', 'nothing ends it'],
    ['2026-11-24', 'signed 2026-01-01', 'until when it runs is not known'],
    ['2026-11-24', 'signed 2027-01-01  term 1 year', 'begins on 2027-01-01'],
    ['2026-11-24', 'signed 2026-12-01  effective 2027-01-01  term 1 year', 'begins on 2027-01-01'],
    ['2026-11-24', 'signed 2026-12-01  effective 2026-11-24  term 1 year', 'not signed yet'],
    ['2026-11-24', 'signed 2020-01-01  term 1 year', 'ended on 2020-12-31'],
    ['2026-11-24', 'signed 2026-01-01  term until 2025-01-01', 'until when it runs is not known'],
])('at %s, %s: %s', async (asOf, facts, expected) => {
    await start({ options: { asOf } });
    await session.open('x.terroir', contract(facts));
    expect((await told('x.terroir'))[2]).toBe(`C: ${expected}`);
});

test('where nothing is wrong it says no more than that, and what is broken is told as such', async () => {
    await start({ files: example('examples/clinic.terroir') });
    await session.open('examples/clinic.terroir');
    const verdicts = (await told('examples/clinic.terroir')).filter((one) => /violation|unknown|judge/.test(one));
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.every((one) => /: (no violation, nothing unknown|[0-9].*)$/.test(one))).toBe(true);
    expect(verdicts.some((one) => /compliant/i.test(one))).toBe(false);
    await session.open('x.terroir', 'contract C { controller Nobody }\n');
    expect((await told('x.terroir'))[0]).toBe('C: not judged');
});

test('a waiver is counted apart', async () => {
    await start({ files });
    await session.open(main);
    const waiver = 'waiver W of reach/no-foreign-control on EMC2Hosting { because "x"  approved by HDH on 2026-11-01  until 2026-12-01 }\n';
    await session.write(main, `${session.textOf(main)}${waiver}`);
    expect((await told(main)).find((one) => one.includes('violations'))).toMatch(/violations, \d+ unknowns, 1 under a waiver$/);
});

test('references count in every file, and lead there with the client’s command', async () => {
    await start({ files: { 'y.terroir': 'import "./x.terroir" as p\norganisation Y { seat FR  controlled by p.X }\n' }, options: { terroirCommands: true } });
    await session.open('x.terroir', 'organisation X { seat FR }\nservice S by X {}\n');
    const [x, s] = await lenses('x.terroir');
    expect(x?.command).toMatchObject({ title: '2 references', command: 'terroir.showReferences' });
    const [uri, position, places] = (x?.command?.arguments ?? []) as [string, object, Location[]];
    expect([uri, position]).toEqual([uriOf('x.terroir'), x?.range.start]);
    expect(places.map((place) => session.textAt(place.uri, place.range))).toEqual(['x.terroir: X', 'y.terroir: X']);
    // Words that lead nowhere are mere words.
    expect(s?.command).toEqual({ title: 'no references', command: '' });
});

test('findings are led to, too', async () => {
    await start({ files, options: { terroirCommands: true } });
    await session.open(main);
    const verdicts = (await lenses(main)).find(({ command }) => command?.title.includes('violations'));
    const [, , places] = (verdicts?.command?.arguments ?? []) as [string, object, Location[]];
    expect(places.every(({ uri }) => uri === uriOf(main))).toBe(true);
    expect(places.length).toBeGreaterThan(3);
});

test('an editor without our commands is given none', async () => {
    await start({ files });
    await session.open(main);
    expect((await lenses(main)).every(({ command }) => command?.title !== '' && command?.command === '' && command.arguments === undefined)).toBe(true);
});

test('they can be switched off, and the editor is told to ask again', async () => {
    let settings: unknown = null;
    const capabilities = { ...able, workspace: { ...able.workspace, configuration: true, codeLens: { refreshSupport: true } } };
    await start({ files, capabilities, settings: () => settings });
    let refreshed = 0;
    session.client.onRequest('workspace/codeLens/refresh', () => {
        refreshed++;
        return null;
    });
    await session.open(main);
    await session.quiet();
    expect(await lenses(main)).not.toEqual([]);
    // What the opening of the file brings about comes a while after it.
    await session.until(
        () => refreshed > 0,
        () => 'no refresh after the file was opened',
    );
    const before = refreshed;
    settings = { codeLens: false };
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await session.until(
        () => refreshed > before,
        () => 'no refresh',
    );
    expect(await lenses(main)).toEqual([]);
});

test('in French', async () => {
    await start({ files, locale: 'fr' });
    await session.open(main);
    const found = (await told(main)).filter((one) => one.startsWith('EMC2Hosting'));
    expect(found[0]).toMatch(/^EMC2Hosting: \d+ violations, \d+ inconnus$/);
    expect(found.slice(1)).toEqual(['EMC2Hosting: court jusqu’au 2026-12-20\u00a0: encore 26 jours', 'EMC2Hosting: aucune référence']);
});
