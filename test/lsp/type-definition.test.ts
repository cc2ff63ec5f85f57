import { afterAll, beforeAll, expect, test } from 'vitest';
import { LspSession } from '../harness/lsp-session.ts';

let session: LspSession;
beforeAll(async () => {
    session = await LspSession.start({ options: { terroirScheme: true } });
    await session.open(
        'x.terroir',
        `vocabulary category { genomic "Genomic data" is genetic }
vocabulary flavour { sweet }
organisation Clinic { seat FR  kind health-institution  kind foundation until 2020-12-31 }
service Cloud by Clinic { provides hds-1, hds-2  certified HDS }
dataset Records { category health, genomic }
commitment Leave by Clinic { made 2020-01-01 }
authorisation Leave-1 by Clinic { given 2023-12-21  under lil-66 }
contract Hosting {
    controller Clinic
    hosts Records on Cloud
    purpose "Studies" as statistics
    lawful basis public-task
    transitional at most 2 years under Leave
    award { procedure open }
    transfer to US { basis eu-us-dpf  fallback scc }
}
waiver W-1 of reach/no-foreign-control on Hosting { because "x"  approved by Clinic on 2026-11-01  until 2026-12-01 }
`,
    );
});
afterAll(() => session.stop());

test.each([
    ['a term is of the library’s vocabulary', 'category he|alth', ['terroir:/vocabularies.terroir: category']],
    ['so is a term that a spec adds', 'health, geno|mic', ['terroir:/vocabularies.terroir: category']],
    ['a vocabulary of one’s own', '{ sw|eet }', ['x.terroir: flavour']],
    ['a place lies in wider ones', 'seat F|R', ['terroir:/jurisdictions.terroir: EU']],
    ['an organisation is of its kinds at the date', 'controller Clin|ic', ['terroir:/vocabularies.terroir: health-institution']],
    ['a service is of what it provides', 'on Clo|ud', ['terroir:/vocabularies.terroir: hds-1', 'terroir:/vocabularies.terroir: hds-2']],
    ['data are of their categories', 'hosts Rec|ords', ['terroir:/vocabularies.terroir: health', 'x.terroir: genomic']],
    ['an authorisation is of its norm', 'authorisation Leave-|1', ['terroir:/norms-france.terroir: lil-66']],
    ['a norm is of a country', 'under lil-|66', ['terroir:/jurisdictions.terroir: FR']],
    ['an adequacy decision is of a country', 'basis eu-us|-dpf', ['terroir:/jurisdictions.terroir: US']],
    ['a transfer tool is a term', 'fallback s|cc', ['terroir:/vocabularies.terroir: transfer-tool']],
    [
        'a contract is of its procedure, its purposes and its bases',
        'contract Host|ing',
        ['terroir:/vocabularies.terroir: open', 'terroir:/vocabularies.terroir: statistics', 'terroir:/vocabularies.terroir: public-task'],
    ],
    ['nobody declares sorts of commitments', 'under Lea|ve\n', []],
    ['a word of the language is of none', 'contr|oller', []],
])('%s', async (_, marked, expected) => {
    expect(await session.leads('textDocument/typeDefinition', 'x.terroir', marked)).toEqual(expected);
});

test('a scheme rests on norms, a rule judges by them', async () => {
    expect(await session.leads('textDocument/typeDefinition', 'x.terroir', 'certified HD|S')).toContainEqual(
        expect.stringContaining('terroir:/norms-france.terroir: '),
    );
    expect(await session.leads('textDocument/typeDefinition', 'x.terroir', 'no-foreign-con|trol')).not.toEqual([]);
});

test('what is underlined meanwhile is the name, where the editor can show it', async () => {
    const [link] = await session.ask<{ originSelectionRange: never }[]>('textDocument/typeDefinition', 'x.terroir', 'controller Clin|ic');
    expect(session.textAt('file:///home/user/specs/x.terroir', link?.originSelectionRange as never)).toBe('x.terroir: Clinic');
});

test('an editor that takes places only gets places', async () => {
    const plain = await LspSession.start({ options: { terroirScheme: true }, capabilities: {} });
    await plain.open('y.terroir', 'organisation Y { seat FR  kind company }\n');
    expect(await plain.ask('textDocument/typeDefinition', 'y.terroir', 'organisation |Y')).toMatchObject([{ uri: 'terroir:/vocabularies.terroir' }]);
    await plain.stop();
});
