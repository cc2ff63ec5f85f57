import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { able, LspSession } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

const emc2 = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
const main = 'examples/emc2/emc2.terroir';
const parties = 'examples/emc2/parties.terroir';

describe('on the EMC2 case', () => {
    let session: LspSession;
    beforeAll(async () => {
        session = await LspSession.start({ files: emc2 });
        await session.open(main);
        await session.open(parties);
        await session.diagnostics(main);
    });
    afterAll(() => session.stop());

    test('a contract: its parties, its end, what reaches it and by which way', async () => {
        const text = await session.hover(main, 'contract EMC2Ho|sting');
        expect(text).toContain('contract EMC2Hosting "Hosting of the EMC2 warehouse"');
        expect(text).toContain('The three years are those of');
        expect(text).toContain('**Last day:** 2026-12-20');
        expect(text).toContain('**Transition until:** 2022-11-19');
        expect(text).toMatch(/CLOUD Act.*Microsoft Ireland.* → controlled by Microsoft Corporation → seat in United States/);
        expect(text).toMatch(/\*\*Next changes:\*\* 2026-12-21: Hosting of the EMC2 warehouse ends; 2027-11-24: /);
        expect(text).toContain('reach/no-foreign-control');
        expect(text).toContain('Judged at 2026-11-24.');
    });

    test('an organisation, from a reference in another file', async () => {
        const text = await session.hover(main, 'processor Microsoft|Ireland');
        expect(text).toContain('organisation MicrosoftIreland');
        expect(text).toContain('**Seat:** Ireland');
        expect(text).toContain('**Controlled by:** Microsoft Corporation');
        expect(text).toContain('Declared in examples/emc2/parties.terroir.');
    });

    test.each([
        ['a dataset', 'hosts EM|C2', '**Categories:** Data concerning health'],
        ['a service', 'on Azure|France', '**Certificates:** Hébergeur de données de santé'],
        ['a commitment', 'under Leave|Azure', '**Last day to keep it:** 2022-11-19'],
        ['an authorisation', 'authorised by CNIL-20|23-146', '**Last day:** 2026-12-21'],
        ['a term', 'category hea|lth', 'category health "Data concerning health"'],
        ['a norm', 'under lil-|66', '**Law of:** France'],
        ['an adequacy decision', 'basis eu-us-|dpf', 'only organisations that adhere to it'],
        ['a jurisdiction', 'transfer to U|S', '**For transfers:** a third country'],
        ['an import', '"./par|ties.terroir"', 'Names declared in'],
        ['a word of the language', 'transi|tional at', 'It is meant for a transition'],
        ['a word of a period', 'challenged before CouncilOfState case "492369" fr|om', 'The first day on which it holds'],
        ['a word that opens a block', 'awar|d {', 'How the contract was awarded'],
        ['a word of a declaration', 'data|set EMC2', 'Data, as the law looks at them'],
        ['a word within a statement', 'transitional at m|ost', 'How long it may last'],
        ['a length of time: until when', 'term |3 years', 'the last day of its term is 2026-12-20'],
        ['a unit of it', 'term 3 ye|ars', 'the last day of its term is 2026-12-20'],
        ['a limit: until when', 'at most 2 y|ears', 'must not pass 2022-11-19'],
        ['a length that an authorisation lasts', 'lasts 3 y|ears', 'it lapses after 2026-12-21'],
        ['a day', 'signed |2020', 'Wednesday, 2414 days before the date of judgement'],
    ])('%s', async (_, marked, expected) => {
        expect(await session.hover(main, marked)).toContain(expected);
    });

    test('the library is cited', async () => {
        expect(await session.hover(main, 'category hea|lth')).toContain('From the library that ships with Terroir (terroir:vocabularies).');
    });

    test('nothing within texts and comments', async () => {
        expect(await session.hover(main, 'Letter of the mini|ster')).toBeUndefined();
        expect(await session.hover(main, 'counted from its publi|cation')).toBeUndefined();
    });
});

describe('on the values of a spec', () => {
    const spec = `organisation Buyer { seat FR  kind state-administration }
organisation Host { seat IE  kind company  owned 60% by Parent  owned 10% by Clerk }
organisation Parent { seat US  kind company  float 100% }
organisation Clerk { kind natural-person }
service Cloud by Host { stores in IE  certified HDS from 2025-01-01 until 2027-12-31  certified SecNumCloud version "3.2" held by Parent }
dataset Records { category health }
contract Hosting {
    controller Buyer
    processor Host
    hosts Records on Cloud
    signed 2026-11-24
    lists law cloud-act, cn-nil
    award { procedure open  by Buyer  notice "n" on 2026-02-01  estimated 900_000 EUR  value 850_000 EUR }
}
organisation Local { seat FR  kind association }
service Near by Local { stores in FR }
contract Both { controller Buyer  hosts Records on Near  hosts Records on Cloud  lists law fisa-702, cloud-act }
`;
    let session: LspSession;
    beforeAll(async () => {
        session = await LspSession.start();
        await session.open('x.terroir', spec);
    });
    afterAll(() => session.stop());

    test.each([
        ['a share that gives control', 'owned 6|0%', 'Parent controls Host'],
        ['a share that gives none, and who has it', 'owned |10%', 'In control of Host: Parent'],
        ['the owner', 'owned 60% by Par|ent', 'Parent controls Host'],
        ['the amount that counts against a threshold', 'estimated 9|00_000', 'reaches the threshold of 140,000 EUR'],
        ['an amount that does not', 'value 8|50_000', 'The value of the contract.'],
        ['today', 'signed 20|26-11-24', 'Tuesday, the date of judgement'],
        ['a law that reaches who holds the data', 'lists law cloud|-act', 'CLOUD Act, 18 U.S.C. § 2713 reaches Host, who holds the data'],
        ['a law that reaches nobody here', 'cn-n|il', 'reaches nobody who holds the data'],
        ['a law that reaches not the first, but another who holds the data', 'fisa-702, cloud|-act', 'reaches Host, who holds the data'],
        ['a certificate', 'certified H|DS', 'until 2027-12-31'],
        ['the word of a certificate', 'cert|ified HDS', 'until 2027-12-31'],
        ['a certificate of another', 'certified SecNum|Cloud', 'A certificate of Parent: it speaks for nobody else'],
    ])('%s', async (_, marked, expected) => {
        expect(await session.hover('x.terroir', marked)).toContain(expected);
    });

    test('what follows stands with the name that it follows from, and with no other', async () => {
        expect(await session.hover('x.terroir', 'hosts Records on Clo|ud')).not.toContain('reaches Host');
    });
});

describe('of several statements, what follows from the one that is pointed at', () => {
    // The term is the second fact of the contract, the renewals are its eleventh and its twelfth.
    const spec = `organisation Buyer { seat FR  kind state-administration }
organisation Host { seat IE  kind company  owned 60% by Parent }
organisation Parent { seat US  kind company }
organisation Free { seat FR  kind company  owned 10% by Parent }
service Cloud by Host {
    stores in IE
    certified HDS held by Host from 2025-01-01 until 2026-06-30
    certified SecNumCloud version "3.1" from 2025-01-01
    certified SecNumCloud version "3.2" from 2025-02-01
}
dataset Records { category health }
contract Hosting {
    controller Buyer
    term 2 years
    processor Host
    effective 2025-01-01
    hosts Records on Cloud
    lists law cloud-act, cn-nil
    signed 2024-12-01
    governed by law of FR
    beneficiary Buyer
    arrangement 2024-12-01
    renewal 3 years tacit at most 1 times notice 4 months
    renewal 5 years on-request at most 1 times
    award { procedure open  by Buyer  notice "n" on 2026-02-01  estimated 900_000 EUR }
}
`;
    let session: LspSession;
    beforeAll(async () => {
        session = await LspSession.start();
        await session.open('x.terroir', spec);
    });
    afterAll(() => session.stop());

    const term = 'The contract runs from 2025-01-01, so the last day of its term is 2026-12-31.';
    const tacit = [
        'The term ends on 2026-12-31; with this renewal, as often as it counts, the contract runs until 2029-12-31.',
        'The contract is renewed on 2027-01-01 unless notice is given 4 months before it ends: by 2026-08-31 at the latest.',
    ];
    const asked = ['The term ends on 2026-12-31; if this renewal is asked for, as often as it may be, the contract runs until 2034-12-31.'];
    const cloudAct = 'CLOUD Act, 18 U.S.C. § 2713 reaches Host, who holds the data.';
    const nil = 'National Intelligence Law, Articles 7 and 14 reaches nobody who holds the data, by what is stated.';
    test.each<[string, string, string[]]>([
        ['a length', 'term 2 ye|ars', [term]],
        ['the word before it', 'te|rm 2', [term]],
        ['a renewal: its length and its notice', 'renewal 3 ye|ars', tacit],
        ['another renewal', 'renewal 5 ye|ars', asked],
        ['who is behind a party is told with its name alone', 'pro|cessor Host', []],
        [
            'an amount, and what the threshold has to do with it',
            'estimated 900|_000',
            ['reaches the threshold of 140,000 EUR', 'The European threshold from which procurement law binds whoever buys here.'],
        ],
        ['all laws of a list', 'li|sts law', [cloudAct, nil]],
        ['a share, where nobody is in control', 'owned |10%', ['Parent does not control Free, by what is stated.']],
        [
            'a certificate that is over, held by the operator',
            'cert|ified HDS',
            ['Certified Hébergeur de données de santé until 2026-06-30, and no longer at this date.'],
        ],
        ['one without an end', 'certi|fied SecNumCloud version "3.2"', ['Certified SecNumCloud 3.2; until when is not stated.']],
        ['one of an old version, beside one that counts', 'certi|fied SecNumCloud version "3.1"', ['Of version 3.1, which counts no more.']],
    ])('%s', async (_, marked, expected) => {
        const told = (await session.hover('x.terroir', marked)) ?? '';
        expect(told.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []))).toEqual(expected);
    });

    test('one law of a list', async () => {
        const told = await session.hover('x.terroir', 'lists law cloud-|act');
        expect(told).toContain(cloudAct);
        expect(told).not.toContain(nil);
    });

    test('of who is behind a party nothing but what is told of the party itself', async () => {
        expect(await session.hover('x.terroir', 'processor Ho|st')).not.toContain('is at the head of those');
    });
});

describe('in a text that is broken', () => {
    let session: LspSession;
    beforeAll(async () => {
        session = await LspSession.start();
        await session.open(
            'x.terroir',
            'organisation Clinic "The clinic" { seat FR }\ncontract "No name" {\n    controller Clinic\n    transfer FR { recipient Clinic }\n    term 3 years\n}\n',
        );
    });
    afterAll(() => session.stop());

    test.each([
        ['a name in a declaration that has none itself', 'controller Cli|nic', 'The clinic'],
        ['a word in it', 'con|troller', 'Who decides why and how'],
        ['a name behind the fault', 'recipient Cli|nic', 'The clinic'],
        ['a word behind the fault', 'te|rm 3', 'How long it runs'],
    ])('%s', async (_, marked, expected) => {
        expect(await session.hover('x.terroir', marked)).toContain(expected);
    });
});

test('text of specs is no Markdown', async () => {
    const session = await LspSession.start();
    await session.open('x.terroir', '/** See [here](command:evil) <b>*now*</b> */\norganisation X "A `tick` and | more" { seat FR  kind foundation }\n');
    const text = await session.hover('x.terroir', 'organisation |X');
    expect(text).toContain('\\[here\\](command:evil) \\<b\\>\\*now\\*\\</b\\>');
    await session.stop();
});

test('what a word of the language says shows in code what stands in a spec', async () => {
    const session = await LspSession.start();
    await session.open('x.terroir', 'import "./y.terroir" as p\n');
    expect(await session.hover('x.terroir', 'im|port')).toContain('; `as` gives them a prefix.');
    await session.stop();
});

test('only addresses of the web are links', async () => {
    const session = await LspSession.start();
    const sources = 'source "a" url "https://example.org/x(1)"  source "b" url "command:evil"';
    await session.open('x.terroir', `organisation X {\n    seat FR\n    kind foundation\n    ${sources}\n}\n`);
    const text = await session.hover('x.terroir', 'organisation |X');
    expect(text).toContain('[a](https://example.org/x%281%29)');
    expect(text).not.toContain('](command:');
    await session.stop();
});

test('an editor without Markdown gets plain text', async () => {
    const session = await LspSession.start({ capabilities: { ...able, textDocument: {} } });
    await session.open('x.terroir', '/** Some *thing*. */\norganisation X "Label" { seat FR  kind foundation }\n');
    const text = await session.hover('x.terroir', 'organisation |X');
    expect(text).toContain('organisation X "Label"');
    expect(text).toContain('Some *thing*.');
    expect(text).not.toContain('**');
    expect(text).not.toContain('```');
    await session.stop();
});

test('a contract that renews itself: the last day to say no', async () => {
    const session = await LspSession.start();
    await session.open('x.terroir', 'contract C { effective 2025-01-01  term 2 years  renewal 1 year tacit at most 2 times notice 3 months }\n');
    const text = await session.hover('x.terroir', 'contract |C');
    expect(text).toContain('**Last day:** 2028-12-31');
    expect(text).toContain('**Last day to give notice:** 2026-09-30');
    await session.stop();
});

describe('in French', () => {
    let session: LspSession;
    beforeAll(async () => {
        session = await LspSession.start({ files: emc2, locale: 'fr' });
        await session.open(main);
        await session.open(parties);
    });
    afterAll(() => session.stop());

    test.each([
        ['a contract', main, 'contract EMC2Ho|sting', '**Dernier jour\u00a0:** 2026-12-20'],
        ['a word', main, 'benefi|ciary', 'Pour qui les données sont hébergées.'],
        ['a date', main, 'signed 2020|-04-15', 'mercredi, 2414 jours avant la date du jugement'],
        ['a length of time', main, 'term 3 ye|ars', 'le dernier jour de sa durée est le 2026-12-20'],
        ['a term', main, 'category hea|lth', '**Données concernant la santé**'],
        ['a place', main, 'transfer to U|S', '**États-Unis**'],
        ['a kind', parties, 'kind comp|any', 'Exerce une activité commerciale'],
        ['a norm', main, 'under lil-|66', '**Ordre juridique\u00a0:** France'],
        ['what the library says of it', main, 'under lil-|66', 'Données de santé pour une finalité d’intérêt public'],
        ['a decision', main, 'basis eu-us-|dpf', '**Cadre de protection des données UE-États-Unis (DPF), (UE) 2023/1795**'],
    ])('%s', async (_, path, marked, expected) => {
        expect(await session.hover(path, marked)).toContain(expected);
    });

    test('things said in turn are set apart as French sets them', async () => {
        expect(await session.hover(main, 'contract EMC2Ho|sting')).toMatch(/ prend fin\u00a0; 2027-11-24/);
    });

    test('a name that is the same in both languages is told once', async () => {
        expect(await session.hover(parties, 'seat F|R')).not.toContain('**France**');
    });
});

test('on the rule of a waiver, and on a waiver', async () => {
    const session = await LspSession.start();
    const waiver = 'waiver W of reach/no-foreign-control on C { because "x" approved by X on 2026-11-01 until 2026-12-01 }';
    await session.open('x.terroir', `organisation X { seat FR  kind foundation }\ncontract C { controller X  signed 2026-01-01 }\n${waiver}\n`);
    expect(await session.hover('x.terroir', 'of reach/no-for|eign')).toContain('third country');
    expect(await session.hover('x.terroir', 'waiver |W of')).toContain('live at 2026-11-24');
    await session.stop();
});

test.each([
    ['en', / was verified too long ago/g, /; and \d\d more$/m],
    ['fr', /vérification trop ancienne/g, /\u00a0; et \d\d de plus$/m],
])('of the many norms that were read on one day, and age on one day, three are named (%s)', async (locale, named, more) => {
    const hosting = `organisation Clinic { seat FR  kind health-institution }
organisation Cloud { seat IE  kind company }
service CloudFrance by Cloud { stores in FR }
dataset Records { category health  from care }
contract Hosting { controller Clinic  processor Cloud  hosts Records on CloudFrance  signed 2026-01-10  term 2 years }
`;
    const session = await LspSession.start({ files: { 'a.terroir': hosting }, locale });
    await session.open('a.terroir');
    const text = (await session.hover('a.terroir', 'contract Hos|ting')) ?? '';
    const line = text.split('\n').find((one) => one.includes('2027-11-24: ') || one.includes('2027-11-24\u00a0: ')) ?? '';
    expect(line.match(named)).toHaveLength(3);
    expect(line.replace(/, 2028-.*/, '').replace(/\u00a0?; 2028-.*/, '')).toMatch(more);
    await session.stop();
});
