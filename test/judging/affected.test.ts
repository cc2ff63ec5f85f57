import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
    affectedBy,
    affectedIn,
    type Footprint,
    footprintOf,
    footprintsNow,
    Gathered,
    type Id,
    isLibraryPath,
    Judge,
    nameOf,
    pathOf,
    rules,
    type Workspace,
} from '../../language/index.ts';
import { readThrough } from '../../language/judging/footprints.ts';
import { contractsByService } from '../../language/model/contracts.ts';
import { declaration } from '../../language/model/declarations.ts';
import type { Node } from '../../language/syntax/tree.ts';
import { corpus, type Written } from '../harness/corpus.ts';
import { freshWorkspace, holds, parsedOnce, printed, someEdit, startingWorld } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

/* What a change can affect is told before anything is judged. The oracle is to judge everything before and after. */

// Properties take their time on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

type Files = Readonly<Record<string, string>>;

const differing = (before: Files, after: Files) => [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => before[path] !== after[path]);

const former = (before: Files, after: Files) =>
    new Map(
        differing(before, after).map((path) => {
            const source = before[path];
            return [path, source === undefined ? undefined : { source, parsed: parsedOnce(source) }];
        }),
    );

/** All that is said of each file. Where a fact stands in another file is no part of that: it is looked up when it is shown. */
const said = (workspace: Workspace): ReadonlyMap<string, string> =>
    new Map(new Judge(workspace, rules).all(day('2026-11-23')).map((judgement) => [judgement.path, JSON.stringify(judgement)]));

const parties = 'organisation Clinic { seat FR  kind mutual }\norganisation Host { seat FR  kind company }\norganisation Bank { seat FR  kind company }\n';
const contract = (name: string, who: string, more = '') => `import "./parties.terroir"\ncontract ${name} { controller ${who}  ${more} }\n`;
const register: Files = {
    'parties.terroir': parties,
    'owners.terroir': 'organisation Fund { seat US  kind company }\n',
    'host.terroir': 'import "./parties.terroir"\nimport "./owners.terroir"\nservice Cloud by Host { stores in FR }\norganisation Held { owned 60% by Fund }\n',
    'a.terroir': contract('A', 'Clinic'),
    'b.terroir': contract('B', 'Bank'),
    'c.terroir': 'import "./host.terroir"\ndataset D { category health }\ncontract C { hosts D on Cloud }\n',
    'd.terroir': 'import "./host.terroir"\nimport "./c.terroir"\ncontract E { hosts D on Cloud }\n',
    'waiver.terroir':
        'import "./a.terroir"\nimport "./parties.terroir"\nwaiver W of term/is-stated on A { because "x"  approved by Clinic on 2026-01-01  until 2026-12-31 }\n',
    'promise.terroir': 'import "./parties.terroir"\ncommitment P by Clinic { leave Host  made 2026-01-01  within 1 month }\n',
    'unsure.terroir': 'contract U { controller Nobody }\n',
    'far.terroir': 'import "./near.terroir"\norganisation Far { seat FR  kind mutual }\n',
    'near.terroir': 'organisation Near { seat FR  kind mutual }\n',
    'more.terroir': 'dataset D { category financial }\n',
    'azure.terroir': 'import "terroir:/providers.terroir"\ndataset Z { category health }\ncontract OnAzure { hosts Z on AzureFrance }\n',
    'amazon.terroir': 'import "terroir:/providers.terroir"\norganisation Ours { owned 60% by AmazonCom }\n',
};

/** Other texts for files of the register, beside its own. */
const others: readonly (readonly [string, string | undefined])[] = [
    ['owners.terroir', 'organisation Fund { seat DE  kind company }\n'],
    ['host.terroir', `${register['host.terroir']}service Second by Host { certified SecNumCloud version "3.2"  from 2026-01-01 until 2028-01-01 }\n`],
    ['a.terroir', contract('A', 'Clinic', 'term 2 years')],
    ['a.terroir', undefined],
    ['b.terroir', contract('B', 'Bank', 'signed 2026-01-01 processor Host term 1 year')],
    ['c.terroir', 'import "./host.terroir"\ncontract C {}\n'],
    [
        'd.terroir',
        'import "./host.terroir"\nimport "./c.terroir"\nimport "./parties.terroir"\ncontract E { controller Clinic  hosts D on Cloud  signed 2026-01-01  effective 2026-01-01 }\n',
    ],
    ['waiver.terroir', undefined],
    ['promise.terroir', 'import "./parties.terroir"\ncommitment P by Bank { leave Host  made 2026-01-01  within 1 month }\n'],
    ['new.terroir', 'import "./a.terroir"\norganisation Nobody { seat FR }\nwaiver V of facts/are-used on A { because "x" }\n'],
];

test('whatever comes out otherwise after a change is among what it can affect', () => {
    let left = 0;
    let woken = 0;
    const turn = fc.array(fc.constantFrom(...others), { maxLength: 2 });
    holds(
        fc.property(fc.array(someEdit, { maxLength: 3 }), fc.array(someEdit, { maxLength: 1 }), turn, turn, (first, then, once, twice) => {
            const world = first.reduce((so, { edit }) => edit(so), startingWorld());
            const beside = (some: typeof once, files: Files): Files =>
                Object.fromEntries(Object.entries({ ...files, ...Object.fromEntries(some) }).filter((file): file is [string, string] => file[1] !== undefined));
            const was = beside(once, register);
            const inFolder = (files: Files): Files => Object.fromEntries(Object.entries(files).map(([path, source]) => [`register/${path}`, source]));
            const before = { ...printed(world), ...inFolder(was) };
            const after = { ...printed(then.reduce((so, { edit }) => edit(so), world)), ...inFolder(beside(twice, was)) };
            const workspace = freshWorkspace(after);
            const affected = affectedIn(workspace, former(before, after));
            const said0 = said(freshWorkspace(before));
            for (const [path, now] of said(workspace)) {
                if (affected.has(path)) woken++;
                else {
                    left++;
                    expect(now, `${path} after ${then.map(({ name }) => name).join(', ')} and ${twice.map(([file]) => file).join(', ')}`).toBe(said0.get(path));
                }
            }
        }),
        30,
    );
    // It would be no bound worth having if hardly anything were left out, nor a test if nothing ever changed.
    expect(left).toBeGreaterThan(100);
    expect(woken).toBeGreaterThan(100);
});

/** Every so manieth spec of the pages is tried, and of its edits every so manieth; PROPERTY_RUNS=8 tries each spec, 48 each edit. */
const runs = Number(process.env['PROPERTY_RUNS'] ?? 1);
const some = corpus.filter((_, i) => runs > 1 || i % 8 === 0);
const stride = Math.max(1, Math.round(48 / Math.max(2, runs)));

/** A spec with a file for each declaration, that imports what it names. */
function inFiles({ source }: Written): Map<string, string> {
    const workspace = freshWorkspace({ 'spec.terroir': source });
    const { tree } = parsedOnce(source);
    const imports = (tree.imports ?? []).map(({ $start, $end }) => `${source.slice($start, $end)}\n`).join('');
    const ask = workspace.engine.at(Number.NaN);
    const fileOf = (id: Id) => nameOf(id).replace(/\..*$/, '');
    const declared = (tree.declarations ?? []) as readonly Node[];
    return new Map(
        declared.map((node) => {
            const ids = (workspace.files.get('spec.terroir')?.ids ?? []).filter((id) => fileOf(id) === node['name']);
            const named = new Set(ids.flatMap((id) => [...(ask.of(declaration, id)?.names ?? [])]));
            const others = new Set([...named].filter((name) => pathOf(name) === 'spec.terroir').map(fileOf));
            others.delete(String(node['name']));
            return [
                `${node['name']}.terroir`,
                `${imports}${[...others].map((name) => `import "./${name}.terroir"\n`).join('')}${source.slice(node.$start, node.$end)}\n`,
            ];
        }),
    );
}

/** What becomes of a file without one of its statements, with another one in its place, with one more, with another title, or without what it declares. */
function* editsOf(source: string): Generator<string> {
    const [node] = (parsedOnce(source).tree.declarations ?? []) as readonly Node[];
    const facts = (node?.['facts'] ?? []) as readonly Node[];
    for (const { $start, $end } of facts) yield source.slice(0, $start) + source.slice($end);
    if (node?.$type === 'Contract') {
        for (const { $start, $end } of facts) yield `${source.slice(0, $start)}purpose "Something else"${source.slice($end)}`;
        yield source.replace(/(contract \S+)( "[^"]*")?/, '$1 "Called otherwise"');
    }
    const end = source.lastIndexOf('}');
    for (const more of statements[node?.$type ?? ''] ?? []) yield `${source.slice(0, end)} ${more} }\n`;
    if (node) yield source.slice(0, node.$start);
}

const statements: Readonly<Record<string, readonly string[]>> = {
    Organisation: ['seat US', 'seat FR', 'kind mutual', 'established in CA', 'owned 80% by Stranger', 'controlled by Stranger'],
    Service: ['stores in US', 'certified SecNumCloud version "3.2" from 2024-01-01 until 2027-01-01', 'bespoke', 'accessed from US'],
    Dataset: ['category health', 'sensitivity trade-secret'],
    Contract: ['controller Stranger', 'processor Stranger', 'term 2 years', 'effective 2025-01-01', 'notice 3 months'],
    Commitment: ['fulfilled 2026-01-01', 'made 2025-01-01'],
    Authorisation: ['lasts 9 years'],
};

test('so it is of every spec of the pages, a file for each declaration', () => {
    let left = 0;
    let woken = 0;
    const shared = freshWorkspace({});
    const judge = new Judge(shared, rules);
    const put = (path: string, source: string) => shared.set(path, source, parsedOnce(source));
    const make = (path: string) => footprintOf(shared, path) as Footprint;
    const wrong: string[] = [];
    for (const [i, spec] of some.entries()) {
        const files = inFiles(spec);
        files.set('stranger.terroir', 'organisation Stranger { seat US  kind company }\n');
        // Whoever is to be somebody's owner must be known to him.
        for (const [path, source] of files) if (path !== 'stranger.terroir') files.set(path, `import "./stranger.terroir"\n${source}`);
        for (const path of [...shared.files.keys()].filter((path) => !isLibraryPath(path))) shared.remove(path);
        for (const [path, source] of files) put(path, source);
        const saidOf = () => new Map([...files.keys()].map((path) => [path, JSON.stringify(judge.file(path, day(spec.asOf)))]));
        const before = new Gathered(new Map([...files.keys()].map((path) => [path, make(path)])));
        const said = saidOf();
        const edits = [...files].flatMap(([path, source]) => [...editsOf(source)].map((edited): [string, string] => [path, edited]));
        for (const [n, [path, edited]] of edits.entries()) {
            if ((n + i) % stride !== 0) continue;
            put(path, edited);
            const affected = affectedBy(footprintsNow(before, new Set([path]), files.keys(), make));
            for (const [file, now] of saidOf()) {
                if (affected.has(file)) woken++;
                else if (now === said.get(file)) left++;
                else wrong.push(`${spec.page}:${spec.line} ${file} after this of ${path}:\n${edited}\nbefore ${said.get(file)}\nafter  ${now}`);
            }
            put(path, files.get(path) ?? '');
        }
    }
    expect(wrong.slice(0, 3).join('\n\n'), `${wrong.length} files`).toBe('');
    expect(left).toBeGreaterThan(500);
    expect(woken).toBeGreaterThan(500);
});

test('of a contract that somebody finds by its service he reads what the table says, and nothing else', () => {
    const read = new Set<string>();
    for (const { source, asOf } of corpus) {
        const workspace = freshWorkspace({ 'spec.terroir': source });
        const judge = new Judge(workspace, rules);
        const ask = workspace.engine.at(Number.NaN);
        const ids = workspace.files.get('spec.terroir')?.ids ?? [];
        const ofKind = (kind: string) => ids.filter((id) => workspace.node(id)?.$type === kind);
        const contracts = ofKind('Contract');
        for (const id of contracts.length > 0 ? [...contracts, ...ofKind('Service')] : []) {
            const named = new Set([id]);
            for (const one of named) for (const name of ask.of(declaration, one)?.names ?? []) named.add(name);
            const found = new Set(contracts.filter((one) => !named.has(one)));
            for (const rule of found.size > 0 ? rules : []) {
                for (const rest of judge.restsOn(rule, id, day(asOf))) {
                    const [, what = '', about = ''] = /^(.*) (\S+)$/.exec(rest) ?? [];
                    if (found.has(about as Id)) read.add(what);
                }
            }
        }
    }
    const kinds = [...read].flatMap((what) => (what.startsWith('facts ') && what !== 'facts by kind' ? [what.slice('facts '.length)] : []));
    expect(kinds.sort()).toEqual([...(readThrough.get(contractsByService) ?? [])].sort());
    expect(read).not.toContain('title');
    expect(read).not.toContain('sources');
});

test.each<[string, string, string | undefined, string[]]>([
    ['a contract that nobody imports', 'b.terroir', contract('B', 'Bank', 'term 2 years'), ['b.terroir']],
    ['whom a contract has not named yet', 'b.terroir', contract('B', 'Host'), ['b.terroir', 'parties.terroir', 'promise.terroir']],
    [
        'a contract, its waiver, and the promise of whom it is of',
        'a.terroir',
        contract('A', 'Clinic', 'term 2 years'),
        ['a.terroir', 'promise.terroir', 'waiver.terroir'],
    ],
    ['a waiver, and what it is of', 'waiver.terroir', undefined, ['a.terroir', 'parties.terroir']],
    [
        'a waiver that ends otherwise, and what it is of',
        'waiver.terroir',
        (register['waiver.terroir'] ?? '').replace('2026-12-31', '2026-01-31'),
        ['a.terroir', 'waiver.terroir'],
    ],
    ['an owner of whom no contract knows', 'owners.terroir', 'organisation Fund { seat DE  kind company }\n', ['host.terroir', 'owners.terroir']],
    [
        'an owner, three files away',
        'owners.terroir',
        'import "./parties.terroir"\norganisation Fund { seat US  kind company  owned 10% by Host }\n',
        ['c.terroir', 'd.terroir', 'host.terroir', 'owners.terroir', 'parties.terroir', 'promise.terroir'],
    ],
    [
        'another contract on the same service',
        'd.terroir',
        'import "./host.terroir"\nimport "./c.terroir"\ncontract E { hosts D on Cloud  term 1 year }\n',
        ['c.terroir', 'd.terroir', 'host.terroir', 'promise.terroir'],
    ],
    [
        'what nobody reads who finds a contract by its service',
        'd.terroir',
        'import "./host.terroir"\nimport "./c.terroir"\ncontract E "Otherwise" { hosts D on Cloud  purpose "Care" }\n',
        ['d.terroir', 'promise.terroir'],
    ],
    [
        'the same text, which names something else',
        'd.terroir',
        'import "./host.terroir"\nimport "./more.terroir"\ncontract E { hosts D on Cloud }\n',
        ['c.terroir', 'd.terroir', 'host.terroir', 'more.terroir', 'promise.terroir'],
    ],
    [
        'what is on a service of the library, and whoever names any company there',
        'azure.terroir',
        (register['azure.terroir'] ?? '').replace('AzureFrance', 'AzureFrance  term 1 year'),
        ['amazon.terroir', 'azure.terroir', 'promise.terroir'],
    ],
    ['a name that somebody missed', 'new.terroir', 'organisation Nobody { seat FR }\n', ['new.terroir', 'unsure.terroir']],
    ['a name that others have from elsewhere', 'new.terroir', 'organisation Host { seat FR }\n', ['new.terroir']],
    ['a contract that is gone, and another one on its service', 'd.terroir', undefined, ['c.terroir', 'host.terroir', 'promise.terroir']],
    ['a remark in what all import', 'parties.terroir', `${parties}// a remark\n`, ['parties.terroir']],
    [
        'a remark beside what cannot be read whole: nobody knows whether that is as it was',
        'unsure.terroir',
        `// a remark\n${register['unsure.terroir']}`,
        ['promise.terroir', 'unsure.terroir'],
    ],
    [
        'what some name in what all import',
        'parties.terroir',
        parties.replace('Clinic { seat FR', 'Clinic { seat DE'),
        ['a.terroir', 'parties.terroir', 'promise.terroir', 'waiver.terroir'],
    ],
    ['an import that closes a ring', 'near.terroir', 'import "./far.terroir"\norganisation Near { seat FR  kind mutual }\n', ['far.terroir', 'near.terroir']],
    ['a file that is imported and gone, though nothing in it was named', 'near.terroir', undefined, ['far.terroir']],
    ['the law', 'law.terroir', 'norm Own { force law }\n', [...Object.keys(register), 'law.terroir'].sort()],
])('%s', (_, path, source, expected) => {
    const { [path]: old, ...others } = register;
    const before = old === undefined ? others : register;
    const after = source === undefined ? others : { ...register, [path]: source };
    const workspace = freshWorkspace(after);
    expect([...affectedIn(workspace, former(before, after))].sort()).toEqual(expected);
    expect(workspace.files.get(path)?.source).toBe(source);
});

test.each<[string, Files, Files]>([
    ['the law that is gone', { ...register, 'law.terroir': 'norm Own { force law }\n' }, register],
    ['a decision on adequacy', register, { ...register, 'law.terroir': 'adequacy Own for BR { applies from 2026-01-01 }\n' }],
])('%s', (_, before, after) => {
    expect([...affectedIn(freshWorkspace(after), former(before, after))].sort()).toEqual(Object.keys(after).sort());
});

const far = 'import "./near.terroir"\nimport "./other.terroir"\norganisation Far { seat FR  kind mutual  controlled by Other }\n';
const near = 'import "./other.terroir"\norganisation Near { seat FR  kind mutual }\n';
const other = 'organisation Other { seat FR  kind mutual }\n';
const either = { 'x.terroir': 'import "./one.terroir"\nimport "./two.terroir"\ncontract X { controller Clinic }\n', 'two.terroir': parties };
const words = 'vocabulary category { allergies "Allergies" is health }\n';
const onWords = 'import "./words.terroir"\ndataset D { category allergies }\n';
const late = 'organisation Late { seat US  kind company }\n';
const onCloud = 'import "./host.terroir"\nimport "./c.terroir"\ncontract E { hosts D on Cloud }\n';
const owned = 'import "./p.terroir"\norganisation X { seat FR  kind company  owned 60% by Late }\nservice S by X { stores in FR }\n';
const onOwned =
    'import "./x.terroir"\ndataset D { category health }\norganisation Clinic { seat FR  kind mutual }\ncontract K { controller Clinic  hosts D on S }\n';
const calledOtherwise = parties.replaceAll('organisation ', 'organisation Other');
const broken = 'import "./parties.terroir"\ncontract B { controller Bank  trem 2 years }\n';

test.each<[told: string, path: string, before: Files, after: Files]>([
    [
        'what a name behind an alias means, that was missed before',
        'x.terroir',
        { 'x.terroir': 'import "./p.terroir" as p\ncontract X { controller p.Late }\n', 'p.terroir': late.replace('Late', 'Early') },
        { 'x.terroir': 'import "./p.terroir" as p\ncontract X { controller p.Late }\n', 'p.terroir': late },
    ],
    [
        'that an import is of use, since what it leads to declares what counts unnamed',
        'far.terroir',
        { 'far.terroir': far, 'near.terroir': near, 'other.terroir': other },
        { 'far.terroir': far, 'near.terroir': `${near}vocabulary colour { red "Red" }\n`, 'other.terroir': other },
    ],
    [
        'that an import is of use, since what it leads to speaks of what is read anyway',
        'far.terroir',
        { 'far.terroir': far, 'near.terroir': near, 'other.terroir': other },
        { 'far.terroir': far, 'near.terroir': near.replace('mutual', 'mutual  controlled by Other'), 'other.terroir': other },
    ],
    [
        'that an import may be of use, since what it leads to cannot be read whole',
        'far.terroir',
        { 'far.terroir': far, 'near.terroir': near, 'other.terroir': other },
        { 'far.terroir': far, 'near.terroir': near.replace('mutual', 'mutual  controlled by Nobody'), 'other.terroir': other },
    ],
    ['that two files have a name', 'x.terroir', { ...either, 'one.terroir': calledOtherwise }, { ...either, 'one.terroir': parties }],
    ['that one file alone has a name', 'x.terroir', { ...either, 'one.terroir': parties }, { ...either, 'one.terroir': calledOtherwise }],
    [
        'that there is such a term',
        'x.terroir',
        { 'words.terroir': words.replace('allergies', 'asthma'), 'x.terroir': onWords },
        { 'words.terroir': words, 'x.terroir': onWords },
    ],
    [
        'whom an owner is owned by in turn, of whom nothing was known',
        'y.terroir',
        { 'p.terroir': late.replace('Late', 'Early'), 'x.terroir': owned, 'y.terroir': onOwned },
        { 'p.terroir': late, 'x.terroir': owned, 'y.terroir': onOwned },
    ],
    [
        'that a contract on a service cannot be read whole',
        'host.terroir',
        { ...register, 'd.terroir': onCloud },
        { ...register, 'd.terroir': onCloud.replace('}', 'processor Nobody }') },
    ],
    [
        'that nobody uses a company, where it is seen of what it imports what is named',
        'parties.terroir',
        { 'parties.terroir': parties, 'b.terroir': broken },
        { 'parties.terroir': parties, 'b.terroir': broken.replace('trem', 'term') },
    ],
    [
        'that somebody may use a company, where it is no longer seen',
        'parties.terroir',
        { 'parties.terroir': parties, 'b.terroir': broken.replace('trem', 'term') },
        { 'parties.terroir': parties, 'b.terroir': broken },
    ],
])('%s is among what a change can affect', (_, path, before, after) => {
    const workspace = freshWorkspace(after);
    expect(said(workspace).get(path)).not.toBe(said(freshWorkspace(before)).get(path));
    expect(affectedIn(workspace, former(before, after))).toContain(path);
});

test('of two waivers of the same, each says until when the other holds', () => {
    const waiver = (name: string, until: string) =>
        `import "./c.terroir"\nimport "./parties.terroir"\nwaiver ${name} of gdpr/lawful-basis-is-stated on C { because "x"  approved by Clinic on 2026-01-01  until ${until} }\n`;
    const world = (until: string): Files => ({
        ...register,
        'c.terroir': 'import "./parties.terroir"\nimport "./host.terroir"\ndataset D { category health }\ncontract C { controller Clinic  hosts D on Cloud }\n',
        'first.terroir': waiver('W1', '2026-12-31'),
        'second.terroir': waiver('W2', until),
    });
    const [before, after] = [world('2026-12-30'), world('2026-12-29')];
    const workspace = freshWorkspace(after);
    expect(said(workspace).get('first.terroir')).not.toBe(said(freshWorkspace(before)).get('first.terroir'));
    expect([...affectedIn(workspace, former(before, after))].sort()).toEqual(['c.terroir', 'first.terroir', 'second.terroir']);
});

test('a service that becomes qualified, and contracts on another one of its provider, which it lends nothing', () => {
    const world = (certificate: string): Files => ({
        'parties.terroir': parties,
        'x.terroir': 'import "./parties.terroir"\nservice X by Host { stores in FR }\n',
        'y.terroir': `import "./parties.terroir"\nservice Y by Host { stores in FR  ${certificate} }\n`,
        'k.terroir':
            'import "./parties.terroir"\nimport "./x.terroir"\ndataset D { category health }\ncontract K { controller Clinic  hosts D on X  requires SecNumCloud }\n',
    });
    const [before, after] = [world(''), world('certified SecNumCloud version "3.2" until 2027-12-31')];
    const workspace = freshWorkspace(after);
    expect(said(workspace).get('k.terroir')).not.toBe(said(freshWorkspace(before)).get('k.terroir'));
    expect(affectedIn(workspace, former(before, after))).toContain('k.terroir');
});

test.each<[string, string, string, string]>([
    [
        'of a company of the library that another one of its services is qualified',
        'service Own by AWSEuropeanSovereignCloudCompany { stores in DE }\n',
        'service Own by AWSEuropeanSovereignCloudCompany { stores in DE  certified SecNumCloud version "3.2" until 2027-12-31 }\n',
        'AWSEuropeanSovereignCloud',
    ],
    [
        'of a company of the library that it controls somebody abroad',
        'organisation Branch { seat FR  kind company  owned 100% by OVHGroupe }\n',
        'organisation Branch { seat US  kind company  owned 100% by OVHGroupe }\n',
        'OVHPublicCloud',
    ],
])('a register says %s: that reaches whoever is on a service of it', (_, was, is, service) => {
    const world = (own: string): Files => ({
        'parties.terroir': parties,
        'own.terroir': `import "terroir:/providers.terroir"\n${own}`,
        'k.terroir': `import "terroir:/providers.terroir"\nimport "./parties.terroir"\ndataset D { category health }\ncontract K { controller Clinic  hosts D on ${service}  requires SecNumCloud }\n`,
    });
    const [before, after] = [world(was), world(is)];
    const workspace = freshWorkspace(after);
    expect(said(workspace).get('k.terroir')).not.toBe(said(freshWorkspace(before)).get('k.terroir'));
    expect(affectedIn(workspace, former(before, after))).toContain('k.terroir');
});
