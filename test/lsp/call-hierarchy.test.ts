import { afterEach, expect, test } from 'vitest';
import type { CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall } from 'vscode-languageserver/node';
import { LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';

const spec = `import "./cloud.terroir"
dataset Records "Health records" { category health  from care }
contract Hosting {
    processor Cloud
    hosts Records on Front
    transitional toward New
    transfer to US { recipient Mother  data technical-data }
}
`;
const cloud = `organisation Cloud { seat IE }
organisation Mother { seat US }
organisation Desk { seat IN }
organisation Clinic { seat FR }
service Front by Cloud {
    stores in FR
    administered from IE
    runs on Base
    accessed from US by Clinic
    subcontractor Desk for technical-data in IN
    subcontractor Mother without access
    discloses technical-data to Mother in US
}
service Base by Cloud { stores in DE  runs on Front }
service New by Clinic {}
`;

let session: LspSession;
const start = async (setting: Setting = {}) => {
    session = await LspSession.start({ options: { terroirScheme: true }, files: { 'cloud.terroir': cloud }, ...setting });
    await session.open('x.terroir', spec);
    await session.open('cloud.terroir');
};
afterEach(() => session.stop());

const prepare = async (path: string, marked: string) => (await session.ask<CallHierarchyItem[] | null>('textDocument/prepareCallHierarchy', path, marked))?.[0];

/** Where data go, and where it is stated in the text of whoever they come from. */
async function out(item: CallHierarchyItem | undefined): Promise<string[]> {
    const calls = await session.client.sendRequest<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
    return calls.map(({ to, fromRanges }) => `${to.name}: ${to.detail} ‹${fromRanges.map((range) => textIn(item?.uri ?? '', range)).join(' ‖ ')}›`);
}

async function back(item: CallHierarchyItem | undefined): Promise<string[]> {
    const calls = await session.client.sendRequest<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    return calls.map(({ from, fromRanges }) => `${from.name}: ${from.detail} ‹${fromRanges.map((range) => textIn(from.uri, range)).join(' ‖ ')}›`);
}

const textIn = (uri: string, range: Parameters<LspSession['textAt']>[1]) => session.textAt(uri, range).replace(/^\S+: /, '');

test('data go to the contract that hosts them, from there to a service, to whoever processes and gets them, and on', async () => {
    await start();
    const records = await prepare('x.terroir', 'hosts Rec|ords');
    expect([records?.name, records?.detail]).toEqual(['Records', 'Health records']);
    expect(await out(records)).toEqual(['Hosting: hosted under it ‹hosts Records on Front›']);
    expect(await out(await prepare('x.terroir', 'contract Host|ing'))).toEqual([
        'Front: hosts Health records ‹hosts Records on Front›',
        'Cloud: processor ‹Cloud›',
        'Mother: transfer of Technical data to United States ‹recipient Mother›',
        'New: moves on to it ‹New›',
    ]);
});

test('from a service to its operator, to what it runs on, to those who read and to whom it discloses; not to those without access', async () => {
    await start();
    expect(await out(await prepare('cloud.terroir', 'service Fro|nt'))).toEqual([
        'Cloud: operated by it: storage in France, administration from Ireland ‹Cloud›',
        'Base: runs on it ‹runs on Base›',
        'Clinic: reading by Clinic from United States ‹US›',
        'Desk: work of Desk from India ‹IN›',
        'Mother: disclosure of Technical data in United States ‹discloses technical-data to Mother in US›',
    ]);
});

test('and back: what is stated in another file than that of whom they come from is shown at his name', async () => {
    await start();
    expect(await back(await prepare('cloud.terroir', 'service Fro|nt'))).toEqual([
        'Hosting: hosts Health records ‹hosts Records on Front›',
        'Base: runs on it ‹runs on Front›',
    ]);
    expect(await back(await prepare('cloud.terroir', 'organisation Mot|her'))).toEqual([
        'Hosting: transfer of Technical data to United States ‹recipient Mother›',
        'Front: disclosure of Technical data in United States ‹discloses technical-data to Mother in US›',
    ]);
    expect(await back(await prepare('x.terroir', 'contract Host|ing'))).toEqual(['Records: hosted under it ‹hosts Records on Front›']);
    expect(await back(await prepare('x.terroir', 'dataset Rec|ords'))).toEqual(['care: collected there ‹care›']);
});

test('data in one file, the contract in another: the range is in the text of the data', async () => {
    await start({ files: { 'data.terroir': 'dataset Far { category health }\n', 'cloud.terroir': cloud } });
    await session.open('y.terroir', 'import "./data.terroir"\nimport "./cloud.terroir"\ncontract C { hosts Far on Front }\n');
    expect(await out(await prepare('y.terroir', 'hosts |Far'))).toEqual(['C: hosted under it ‹Far›']);
    expect(await back(await prepare('y.terroir', 'contract |C'))).toEqual(['Far: hosted under it ‹Far›']);
});

test('services that run on each other are gone round for as long as somebody asks', async () => {
    await start();
    let here = await prepare('cloud.terroir', 'service Fro|nt');
    const way: string[] = [];
    for (let i = 0; i < 4; i++) {
        const calls: CallHierarchyOutgoingCall[] = await session.client.sendRequest('callHierarchy/outgoingCalls', { item: here });
        here = calls.find(({ to }) => to.detail?.includes('runs on'))?.to;
        way.push(here?.name ?? '');
    }
    expect(way).toEqual(['Base', 'Front', 'Base', 'Front']);
});

test('what holds no data has no hierarchy', async () => {
    await start();
    expect(await prepare('x.terroir', 'category hea|lth')).toBeUndefined();
    expect(await prepare('x.terroir', 'contr|act')).toBeUndefined();
});

test('at another day, and in French', async () => {
    await start({ locale: 'fr', options: { asOf: '2020-01-01', terroirScheme: true } });
    await session.type('x.terroir', 'on Front', 'on Front from 2021-01-01');
    expect(await out(await prepare('x.terroir', 'dataset Rec|ords'))).toEqual([]);
    await session.type('x.terroir', 'on Front from 2021-01-01', 'on Front');
    expect(await out(await prepare('x.terroir', 'dataset Rec|ords'))).toEqual(['Hosting: hébergement ‹hosts Records on Front›']);
    expect(uriOf('x.terroir')).toBe((await prepare('x.terroir', 'dataset Rec|ords'))?.uri);
});
