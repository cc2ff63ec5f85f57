import { afterEach, expect, test } from 'vitest';
import type { TypeHierarchyItem } from 'vscode-languageserver/node';
import { LspSession, type Setting } from '../harness/lsp-session.ts';

let session: LspSession;
const start = async (source: string, setting: Setting = {}) => {
    session = await LspSession.start({ options: { terroirScheme: true }, ...setting });
    await session.open('x.terroir', source);
};
afterEach(() => session.stop());

const prepare = async (marked: string) => (await session.ask<TypeHierarchyItem[] | null>('textDocument/prepareTypeHierarchy', 'x.terroir', marked))?.[0];
const told = (items: readonly TypeHierarchyItem[]) => items.map(({ name, detail }) => (detail === undefined ? name : `${name}: ${detail}`));
const up = async (item: TypeHierarchyItem | undefined) => session.client.sendRequest<TypeHierarchyItem[]>('typeHierarchy/supertypes', { item });
const down = async (item: TypeHierarchyItem | undefined) => session.client.sendRequest<TypeHierarchyItem[]>('typeHierarchy/subtypes', { item });

const owners = `import "./parties.terroir" as p
organisation Joint "The Joint" { seat FR  owned 76% by Rhone  owned 24% votes 20% by p.Nimbus veto  owned 10% by Old until 2020-12-31 }
organisation Rhone { seat FR  kind company }
organisation Old { seat FR }
organisation Daughter { seat FR  controlled by Joint }
`;
const files = { 'parties.terroir': 'organisation Nimbus { seat IE  majority appointed by Top }\norganisation Top { seat US }\n' };

test('above an organisation stand those who own or control it at the date, with how', async () => {
    await start(owners, { files });
    const joint = await prepare('controlled by Jo|int');
    expect([joint?.name, joint?.detail]).toEqual(['Joint', 'The Joint']);
    const above = await up(joint);
    expect(told(above)).toEqual(['Rhone: 76 % of the capital, in control', 'Nimbus: 24 % of the capital, 20 % of the votes, a veto']);
    // From file to file, on to the top.
    expect(told(await up(above[1]))).toEqual(['Top: in control']);
    expect(above.map(({ uri, selectionRange }) => session.textAt(uri, selectionRange))).toEqual(['x.terroir: Rhone', 'parties.terroir: Nimbus']);
    expect(await up((await up(above[1]))[0])).toEqual([]);
});

test('below stand those whom it owns or controls', async () => {
    await start(owners, { files });
    expect(told(await down(await prepare('organisation Rh|one')))).toEqual(['Joint: 76 % of the capital, in control']);
    expect(told(await down(await prepare('organisation Jo|int')))).toEqual(['Daughter: in control']);
    expect(await down(await prepare('organisation Ol|d'))).toEqual([]);
});

test('a ring is walked round for as long as somebody asks', async () => {
    await start('organisation A { seat FR  owned 60% by B }\norganisation B { seat FR  owned 60% by A }\n');
    let here = await prepare('organisation |A');
    const way: string[] = [];
    for (let i = 0; i < 5; i++) {
        [here] = await up(here);
        way.push(here?.name ?? '');
    }
    expect(way).toEqual(['B', 'A', 'B', 'A', 'B']);
});

test('terms by what they are, places by where they lie', async () => {
    await start('vocabulary category { genomic is genetic }\ndataset D { category genomic, health  subjects patients in FR }\n');
    const genomic = await prepare('category geno|mic');
    const [genetic] = await up(genomic);
    expect(told(await up(genetic))).toContain('special');
    expect(told(await down(genetic))).toContain('genomic');
    const france = await prepare('in |FR');
    expect(told(await up(france))).toEqual(['EU']);
    expect(told(await down(france))).toContain('RE');
});

test('what an editor cannot show is left out, and what has no such order has no hierarchy', async () => {
    await start('dataset D { category health }\ncontract C {}\n', { options: {} });
    expect(await prepare('contract |C')).toBeUndefined();
    expect(await prepare('contr|act')).toBeUndefined();
    expect(await prepare('category hea|lth')).toBeUndefined();
});

test('in French', async () => {
    await start(owners, { files, locale: 'fr' });
    expect(told(await up(await prepare('organisation Jo|int')))[0]).toBe('Rhone: 76\u00a0% du capital, contrôle exercé');
});
