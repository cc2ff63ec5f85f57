import { afterAll, beforeAll, expect, test } from 'vitest';
import { LspSession } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

const spec = `import "./parties.terroir"
dataset Records { category health }
commitment Leave by Clinic { made 2020-01-01  within 2 years  leave Cloud  fulfilled 2022-01-01 }
authorisation Permit by Clinic { given 2023-12-21  under lil-66 }
service New by Clinic { runs on Old }
service Old by Cloud { certified HDS }
contract Hosting {
    hosts Records on Old
    processor Cloud
    transitional at most 2 years under Leave toward New by 2026-12-31
    authorised by Permit
    derogation { under sren-31 }
    working days by Holidays
    transfer to US { fallback scc }
    switching { toward New }
}
contract Next { hosts Records on New }
calendar Holidays of FR { closed 2026-12-25 }
`;

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({
        options: { terroirScheme: true },
        files: {
            'parties.terroir': 'organisation Clinic { seat FR }\norganisation Cloud { seat IE }\n',
            'other.terroir': 'vocabulary category { rare is health }\nvocabulary flavour { sweet }\n',
            'third.terroir': 'vocabulary flavour { sour }\n',
        },
    });
    await session.open('x.terroir', spec);
    await session.open('other.terroir');
});
afterAll(() => session.stop());

test.each([
    [
        'a commitment: the transition under it, where that leads, and that it was kept',
        'commitment Lea|ve',
        ['x.terroir: transitional at most 2 years under Leave toward New by 2026-12-31', 'x.terroir: fulfilled 2022-01-01', 'x.terroir: New'],
    ],
    ['an authorisation: who relies on it', 'authorisation Per|mit', ['x.terroir: authorised by Permit']],
    [
        'data: the contracts that host them, the services that hold them',
        'dataset Rec|ords',
        ['x.terroir: hosts Records on Old', 'x.terroir: hosts Records on New', 'x.terroir: Old', 'x.terroir: New'],
    ],
    ['a service: the contracts and services on it', 'hosts Records on O|ld', ['x.terroir: hosts Records on Old', 'x.terroir: runs on Old']],
    [
        'a service toward which one moves',
        'service Ne|w',
        ['x.terroir: transitional at most 2 years under Leave toward New by 2026-12-31', 'x.terroir: toward New', 'x.terroir: hosts Records on New'],
    ],
    ['a contract: the services it is carried out on', 'contract Nex|t', ['x.terroir: New']],
    ['an organisation: what it runs and processes', 'processor Cl|oud', ['x.terroir: processor Cloud', 'x.terroir: Old']],
    ['a calendar: who counts by it', 'by Holi|days', ['x.terroir: working days by Holidays']],
    ['a word of the language: nothing', 'contr|act Next', []],
])('%s', async (_, marked, expected) => {
    expect((await session.leads('textDocument/implementation', 'x.terroir', marked)).sort()).toEqual([...expected].sort());
});

test.each([
    ['a norm: what rests on it, in the library too', 'sren-|31', 'x.terroir: under sren-31'],
    ['a scheme: who holds it', 'certified HD|S', 'x.terroir: certified HDS'],
    ['a transfer tool: what rests on it', 'fallback s|cc', 'x.terroir: fallback scc'],
    ['a place: what lies in it', 'seat F|R', 'terroir:/jurisdictions.terroir: RE'],
    ['a term: what is a narrower one', 'category hea|lth', 'other.terroir: rare'],
])('%s', async (_, marked, expected) => {
    const path = marked.startsWith('seat') ? 'parties.terroir' : 'x.terroir';
    if (path === 'parties.terroir') await session.open(path);
    const found = await session.leads('textDocument/implementation', path, marked);
    if (marked.startsWith('seat')) expect(found.length).toBeGreaterThan(3);
    else expect(found).toContain(expected);
});

test('a vocabulary: wherever else terms are added to it', async () => {
    expect(await session.leads('textDocument/implementation', 'other.terroir', 'vocabulary flav|our')).toEqual(['third.terroir: flavour']);
});

test('the EMC2 story: the promise, and the contract that was to end by it', async () => {
    const files = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
    const emc2 = await LspSession.start({ files });
    await emc2.open('examples/emc2/emc2.terroir');
    expect(await emc2.leads('textDocument/implementation', 'examples/emc2/emc2.terroir', 'commitment Leave|Azure')).toEqual([
        'examples/emc2/emc2.terroir: transitional at most 2 years since 2020-11-19 under LeaveAzure',
    ]);
    await emc2.stop();
});
