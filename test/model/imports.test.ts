import { expect, test } from 'vitest';
import { importsCell, Judge, outlineCell, outlineOf, rules } from '../../language/index.ts';
import type { Files } from '../harness/edited.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, underlined, workspaceOf } from '../harness/spec.ts';

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
