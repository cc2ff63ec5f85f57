import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importsCell, Judge, outlineCell, outlineOf, rules } from '../../language/index.ts';
import type { Files } from '../harness/edited.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, underlined, workspaceOf } from '../harness/spec.ts';
import { watched } from '../harness/work.ts';

/** The imports of the main file that are said to be needless. */
function needless(main: string, others: Files): string[] {
    const workspace = workspaceOf({ ...others, 'main.terroir': main });
    const { findings, counts } = new Judge(workspace, rules).file('main.terroir', day('2026-11-23'));
    const found = findings.filter(({ rule }) => rule === 'names/unused-import');
    expect(found.every(({ severity, unnecessary }) => severity === 'hint' && unnecessary)).toBe(true);
    expect(counts.hints).toBeGreaterThanOrEqual(found.length);
    expect(counts.broken).toBe(findings.filter(({ verdict, severity }) => verdict === 'broken' && severity !== 'hint').length);
    return found.map((finding) => underlined(workspace, finding).text);
}

const parties = 'organisation Clinic { seat FR }\n';
const own = 'organisation A { seat FR }\n';

test.each<[string, string, Files, readonly string[]]>([
    ['what is named', `import "./p.terroir"\norganisation A { controlled by Clinic }\n`, { 'p.terroir': parties }, []],
    ['what is not', `import "./p.terroir"\n${own}`, { 'p.terroir': parties }, ['import "./p.terroir"']],
    [
        'what stands there twice',
        `import "./p.terroir"\nimport "./p.terroir"\norganisation A { controlled by Clinic }\n`,
        { 'p.terroir': parties },
        ['import "./p.terroir"'],
    ],
    [
        'what is named under the other name',
        `import "./p.terroir"\nimport "./p.terroir" as p\norganisation A { controlled by p.Clinic }\n`,
        { 'p.terroir': parties },
        ['import "./p.terroir"'],
    ],
    ['a term', 'import "./v.terroir"\ndataset D { category genomic }\n', { 'v.terroir': 'vocabulary category { genomic "Genomic data" }\n' }, []],
    ['the library', `import "terroir:providers"\n${own}`, {}, ['import "terroir:providers"']],
    ['what says something of the world', `import "./n.terroir"\n${own}`, { 'n.terroir': 'jurisdiction Atlantis in EU\n' }, []],
    ['a waiver', `import "./w.terroir"\n${own}`, { 'w.terroir': 'import "./main.terroir"\nwaiver W of waiver/is-dated on A { }\n' }, []],
    [
        'what speaks of others',
        `import "./q.terroir"\nimport "./p.terroir"\norganisation A { controlled by Clinic }\n`,
        { 'p.terroir': parties, 'q.terroir': 'import "./p.terroir"\norganisation Sub { owned 60% by Clinic }\n' },
        [],
    ],
    [
        'what speaks of real companies',
        `import "./q.terroir"\n${own}`,
        { 'q.terroir': 'import "terroir:providers"\norganisation Sub { owned 60% by MicrosoftCorporation }\n' },
        [],
    ],
    ['anything, where a name is not understood', `import "./p.terroir"\norganisation A { controlled by Clinik }\n`, { 'p.terroir': parties }, []],
    ['anything, where a text is broken', `import "./p.terroir"\norganisation A { seat }\n`, { 'p.terroir': parties }, []],
    ['a list of files', 'import "./p.terroir"\n', { 'p.terroir': parties }, []],
])('needless or not: %s', (_, main, others, expected) => {
    expect(needless(main, others)).toEqual(expected);
});

/** Files that import some of each other; the party in each may be owned by that of one of these, and a waiver may stand beside it. */
const net = fc.tuple(
    ...Array.from({ length: 5 }, (_, own) =>
        fc
            .record({ imports: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 3 }), owner: fc.nat({ max: 4 }), waives: fc.nat({ max: 7 }) })
            .map(({ imports, owner, waives }) => ({
                imports: imports.filter((one) => one !== own),
                owner: imports.includes(owner) && owner !== own ? owner : undefined,
                waives: waives === 0,
            })),
    ),
);

test('in any net of files an import is needless where all that is read because of it speaks of nothing else', () => {
    let needed = 0;
    fc.assert(
        fc.property(net, (files) => {
            const texts = files.map(({ imports, owner, waives }, i) =>
                [
                    ...imports.map((one) => `import "./f${one}.terroir"\n`),
                    `organisation O${i} { seat FR${owner === undefined ? '' : `  owned 30% by O${owner}`} }\n`,
                    waives ? `waiver W${i} of waiver/is-dated on O${i} { }\n` : '',
                ].join(''),
            );
            const reach = (starts: readonly number[]): Set<number> => {
                const found = new Set(starts);
                for (const one of found) for (const next of files[one]?.imports ?? []) found.add(next);
                return found;
            };
            const isNeedless = (of: number, target: number): boolean => {
                const { imports = [], owner } = files[of] ?? {};
                const elsewhere = reach(imports.filter((one) => one !== target));
                const own = [...reach([target])].filter((one) => !elsewhere.has(one));
                const isHarmless = (one: number) => files[one]?.waives === false && (files[one].owner === undefined || own.includes(files[one].owner));
                return owner !== target && own.every(isHarmless);
            };
            const [main = '', ...others] = texts;
            const rest = Object.fromEntries(others.map((text, i) => [`f${i + 1}.terroir`, text]));
            // The main file is called otherwise: whoever imports it says so.
            const renamed = Object.fromEntries(Object.entries(rest).map(([path, text]) => [path, text.replaceAll('"./f0.terroir"', '"./main.terroir"')]));
            const expected = (files[0]?.imports ?? []).filter((target) => isNeedless(0, target)).map((target) => `import "./f${target}.terroir"`);
            needed += (files[0]?.imports.length ?? 0) - expected.length;
            expect(needless(main, renamed)).toEqual(expected);
        }),
        { numRuns: 300 },
    );
    expect(needed).toBeGreaterThan(50);
});

test('what a file says beside what it names wakes nobody who only goes through it', () => {
    const count = 20;
    const file = (i: number, seat = 'FR') => (i < count ? `import "./f${i + 1}.terroir"\norganisation O${i} { seat ${seat} }\n` : own);
    const workspace = workspaceOf(Object.fromEntries(Array.from({ length: count + 1 }, (_, i) => [`f${i}.terroir`, file(i)])));
    const judge = new Judge(workspace, rules);
    const idle = () =>
        Array.from({ length: count }, (_, i) => judge.file(`f${i}.terroir`, day('2026-11-23')).findings.some(({ rule }) => rule === 'names/unused-import'));
    expect(idle()).not.toContain(false);
    const set = (text: string) => workspace.set('f10.terroir', text, parsedOnce(text));
    set(file(10, 'DE'));
    const woken = watched(() => expect(idle()).not.toContain(false));
    expect(woken).toContain('files spoken of f10.terroir');
    expect(woken.filter((question) => question.startsWith('idle '))).toEqual([]);
    // What counts without being named keeps all needed through which it is read.
    set(`${file(10)}waiver W of waiver/is-dated on O10 { }\n`);
    expect(
        watched(() =>
            expect(
                idle()
                    .map((one, i) => (one ? i : -1))
                    .filter((i) => i >= 0),
            ).toEqual(Array.from({ length: 10 }, (_, i) => i + 10)),
        ),
    ).toContain('idle alone f10.terroir');
});

test('what a file shows is what its text says, whatever it has shown before', () => {
    const party = 'organisation Clinic { seat FR }\n';
    const texts = [
        `import "./p.terroir"\n${party}`,
        `import "./q.terroir"\n${party}`,
        `import "./q.terroir" as q\n${party}`,
        `import "./q.terroir" as r\n${party}`,
        `import "./q.terroir" as r\n${party.replace('Clinic', 'Ward')}`,
        `import "./q.terroir" as r\n${party.replace('Clinic', 'Ward').replace('seat FR', 'seat DE')}`,
        'dataset Ward { category health }\n',
        party,
        `${party}${own}`,
        `${party}${party}`,
        `${party}dataset Clinic {}\n`,
        'vocabulary own { one "One"  two "Two" }\n',
        'vocabulary own { two "Two"  one "One" }\n',
        'vocabulary own { two "Two"  three "Three" }\n',
    ];
    const workspace = workspaceOf({});
    for (const text of texts.flatMap((one) => [one, ...texts.filter((other) => other !== one).flatMap((other) => [other, one])])) {
        const parsed = parsedOnce(text);
        workspace.set('main.terroir', text, parsed);
        const outline = outlineOf(parsed.tree, 'main.terroir');
        expect(workspace.engine.get(outlineCell, 'main.terroir'), text).toEqual(outline);
        expect(workspace.engine.get(importsCell, 'main.terroir'), text).toEqual(outline.imports.map(({ path }) => path));
    }
});

test.each([
    ['is of another kind now', 'organisation X { seat FR }\n', 'service X by Y { }\norganisation Y { }\n', 'organisation A { controlled by X }\n'],
    ['is a term no more', 'vocabulary category { genomic "Genomic data" }\n', 'vocabulary category { other "Other" }\n', 'dataset D { category genomic }\n'],
    ['is a term now', 'vocabulary category { other "Other" }\n', 'vocabulary category { genomic "Genomic data" }\n', 'dataset D { category genomic }\n'],
])('whoever names what %s in a file that he imports is judged by that', (_, before, after, naming) => {
    const main = `import "./p.terroir"\n${naming}`;
    const workspace = workspaceOf({ 'main.terroir': main, 'p.terroir': before });
    const judge = new Judge(workspace, []);
    const messages = () => judge.file('main.terroir', day('2026-11-23')).findings.map(({ rule }) => rule);
    const first = messages();
    workspace.set('p.terroir', after, parsedOnce(after));
    const anew = new Judge(workspaceOf({ 'main.terroir': main, 'p.terroir': after }), []).file('main.terroir', day('2026-11-23'));
    expect(messages()).toEqual(anew.findings.map(({ rule }) => rule));
    expect(messages()).not.toEqual(first);
});
