import { describe, expect, test, vi } from 'vitest';
import { createServices } from '../../language/editing.ts';
import { filesOf } from '../../language/edits/references.ts';
import { Judge, say } from '../../language/index.ts';
import { declaration } from '../../language/model/declarations.ts';
import { candidates } from '../../language/names/candidates.ts';
import { type Id, pathOf } from '../../language/names/outline.ts';
import { isLibraryPath } from '../../language/names/paths.ts';
import { resolve, type Wanted } from '../../language/names/scope.ts';
import { vocabularyAt } from '../../language/names/vocabularies.ts';
import { freshWorkspace } from '../harness/generators.ts';
import { day, example, underlined } from '../harness/spec.ts';

// Properties take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const date = day('2026-11-23');

/** What is wrong with a file's names, as `code “text”`. */
function problems(files: Readonly<Record<string, string>>, path = 'a.terroir'): string[] {
    const workspace = freshWorkspace(files);
    return new Judge(workspace, []).file(path, date).findings.map((finding) => `${finding.rule} “${underlined(workspace, finding).text}”`);
}

/** Whom the first fact of a declaration names. */
function meant(files: Readonly<Record<string, string>>, id: Id, part: string): unknown {
    const workspace = freshWorkspace(files);
    return workspace.engine.at(date).of(declaration, id)?.facts[0]?.[part];
}

const owner = (name: string) => `organisation A { owned 60% by ${name} }\n`;

describe('a name', () => {
    test('is looked up in its own file first, then in the imports, then in the library', () => {
        const b = 'jurisdiction FR "Another France"\norganisation O { seat FR }\n';
        const importing = 'import "./b.terroir"\n';
        expect(meant({ 'a.terroir': 'organisation A { seat FR }\n' }, 'a.terroir#A', 'place')).toBe('terroir:/jurisdictions.terroir#FR');
        expect(meant({ 'a.terroir': `${importing}organisation A { seat FR }\n`, 'b.terroir': b }, 'a.terroir#A', 'place')).toBe('b.terroir#FR');
        expect(meant({ 'a.terroir': `${importing}jurisdiction FR in EU\norganisation A { seat FR }\n`, 'b.terroir': b }, 'a.terroir#A', 'place')).toBe(
            'a.terroir#FR',
        );
    });

    test('that is imported under an alias is written with it, and only so', () => {
        const b = 'organisation O { seat FR }\n';
        expect(problems({ 'a.terroir': `import "./b.terroir" as p\n${owner('p.O')}`, 'b.terroir': b })).toEqual([]);
        expect(meant({ 'a.terroir': `import "./b.terroir" as p\n${owner('p.O')}`, 'b.terroir': b }, 'a.terroir#A', 'owner')).toBe('b.terroir#O');
        expect(problems({ 'a.terroir': `import "./b.terroir" as p\n${owner('O')}`, 'b.terroir': b })).toEqual(['names/not-imported “O”']);
        expect(problems({ 'a.terroir': `import "./b.terroir" as p\n${owner('q.O')}`, 'b.terroir': b })).toEqual(['names/no-such-alias “q.O”']);
        expect(problems({ 'a.terroir': `import "./b.terroir" as p\n${owner('p.Other')}`, 'b.terroir': b })).toEqual(['names/unknown “p.Other”']);
    });

    test('may have an alias that is itself a word of the language', () => {
        expect(problems({ 'a.terroir': `import "./b.terroir" as by\n${owner('by.O')}`, 'b.terroir': 'organisation O { seat FR }\n' })).toEqual([]);
        expect(problems({ 'a.terroir': `import "./b.terroir" as p\n${owner('p . O')}`, 'b.terroir': 'organisation O { seat FR }\n' })).toEqual([]);
    });

    test('is not imported through another file', () => {
        const files = {
            'a.terroir': `import "./b.terroir"\n${owner('O')}`,
            'b.terroir': 'import "./c.terroir"\n',
            'c.terroir': 'organisation O { seat FR }\n',
        };
        expect(problems(files)).toEqual(['names/not-imported “O”']);
        const finding = new Judge(freshWorkspace(files), []).file('a.terroir', date).findings[0];
        expect(finding?.name).toEqual({ text: 'O', files: ['c.terroir'] });
    });

    test('that stands in files that are not imported is said to, with all of them, in order', () => {
        const o = 'organisation O { seat FR }\n';
        const files = { 'a.terroir': owner('O'), 'z.terroir': o, 'b.terroir': o, 'n.terroir': 'dataset O { }\n' };
        expect(new Judge(freshWorkspace(files), []).file('a.terroir', date).findings[0]?.name?.files).toEqual(['b.terroir', 'z.terroir']);
    });

    test('of a company in the library of providers must be imported', () => {
        const names = freshWorkspace({}).files.get('terroir:/providers.terroir')?.ids ?? [];
        const one = (names.find((id) => /#[A-Z]/.test(id)) as string).split('#')[1] as string;
        expect(problems({ 'a.terroir': owner(one) })[0]).toMatch(/^names\/(not-imported|wrong-kind)/);
        // It is told under the name by which it is imported.
        const [finding] = new Judge(freshWorkspace({ 'a.terroir': owner('MicrosoftFrance') }), []).file('a.terroir', date).findings;
        expect(finding && say(finding.message)).toContain('terroir:providers');
        expect(problems({ 'a.terroir': 'import "terroir:providers"\n' })).toEqual([]);
    });

    test('that two imports bring in is ambiguous, unless the file has its own', () => {
        const files = { 'b.terroir': 'organisation O { seat FR }\n', 'c.terroir': 'organisation O { seat US }\n' };
        const importing = 'import "./b.terroir"\nimport "./c.terroir"\n';
        expect(problems({ ...files, 'a.terroir': importing + owner('O') })).toEqual(['names/ambiguous “O”']);
        // Its own is meant, so neither import brings anything in.
        const unused = ['names/unused-import “import "./b.terroir"”', 'names/unused-import “import "./c.terroir"”'];
        expect(problems({ ...files, 'a.terroir': `${importing}${owner('O')}organisation O { seat DE }\n` })).toEqual(unused);
        // What is imported twice, or under a name that nobody uses, is superfluous and nothing worse.
        const twice = ['names/unused-import “import "./b.terroir"”'];
        expect(problems({ ...files, 'a.terroir': `import "./b.terroir"\nimport "./b.terroir"\n${owner('O')}` })).toEqual(twice);
        const aside = ['names/unused-import “import "./c.terroir" as c”'];
        expect(problems({ ...files, 'a.terroir': `import "./b.terroir"\nimport "./c.terroir" as c\n${owner('O')}` })).toEqual(aside);
        expect(problems({ ...files, 'a.terroir': `import "./b.terroir" as p\nimport "./c.terroir" as p\n${owner('p.O')}` })).toEqual(['names/ambiguous “p.O”']);
    });

    test('of the wrong kind is said to be that, even where a right one stands further off', () => {
        expect(problems({ 'a.terroir': owner('FR') })).toEqual(['names/wrong-kind “FR”']);
        expect(problems({ 'a.terroir': `${owner('O')}dataset O { }\n`, 'b.terroir': 'organisation O { seat FR }\n' })).toEqual(['names/wrong-kind “O”']);
        // A nearer thing of another kind hides nothing.
        expect(problems({ 'a.terroir': `import "./b.terroir"\n${owner('O')}dataset O { }\n`, 'b.terroir': 'organisation O { seat FR }\n' })).toEqual([]);
    });

    test('that means nothing is said where it stands, once per place', () => {
        expect(problems({ 'a.terroir': 'organisation A { established in FR, Nowhere, DE, Elsewhere }\n' })).toEqual([
            'names/unknown “Nowhere”',
            'names/unknown “Elsewhere”',
        ]);
    });

    test.each(['toString', '__proto__', 'constructor', 'hasOwnProperty', 'valueOf'])('“%s” is a name like any other', (name) => {
        expect(problems({ 'a.terroir': owner(name) })).toEqual([`names/unknown “${name}”`]);
        expect(problems({ 'a.terroir': `${owner(name)}organisation ${name} { seat FR }\n` })).toEqual([]);
        expect(problems({ 'a.terroir': `dataset D { category ${name} }\n` })).toEqual([`names/unknown “${name}”`]);
        expect(problems({ 'a.terroir': `dataset D { category ${name} }\nvocabulary category { ${name} is health }\n` })).toEqual([]);
    });

    test('composed in one way or another is the same name', () => {
        const [nfc, nfd] = ['Hôpital'.normalize('NFC'), 'Hôpital'.normalize('NFD')];
        expect(problems({ 'a.terroir': `${owner(nfd)}organisation ${nfc} { seat FR }\n` })).toEqual([]);
        expect(problems({ 'a.terroir': `${owner(nfc)}organisation ${nfd} { seat FR }\n` })).toEqual([]);
        expect(problems({ 'a.terroir': `import "./b.terroir" as ${nfd}\n${owner(`${nfc}.O`)}`, 'b.terroir': 'organisation O { seat FR }\n' })).toEqual([]);
        expect(problems({ 'a.terroir': `organisation ${nfc} { seat FR }\norganisation ${nfd} { seat FR }\n` })).toHaveLength(1);
        expect(problems({ 'a.terroir': `import "./${nfd}.terroir"\n${owner('O')}`, [`${nfc}.terroir`]: 'organisation O { seat FR }\n' })).toEqual([]);
    });

    test('written decomposed is underlined to its end', () => {
        const name = 'Hôpital'.normalize('NFD');
        expect(problems({ 'a.terroir': `organisation ${name} { seat FR }\norganisation ${name} { seat DE }\n` })).toEqual([`names/duplicate “${name}”`]);
    });

    test('is found in a file whose path has a #', () => {
        expect(problems({ 'c#/a.terroir': `${owner('O')}organisation O { seat FR }\n` }, 'c#/a.terroir')).toEqual([]);
    });
});

describe('a name that stands twice in a file', () => {
    test('is reported at the second, whatever the kinds are', () => {
        expect(problems({ 'a.terroir': 'organisation A { seat FR }\ndataset A { }\n' })).toEqual(['names/duplicate “A”']);
        expect(problems({ 'a.terroir': 'organisation A { seat FR }\norganisation A { seat FR }\norganisation A { seat FR }\n' })).toEqual([
            'names/duplicate “A”',
            'names/duplicate “A”',
        ]);
    });

    test('is no clash in two files, nor between a vocabulary’s term and a declaration', () => {
        expect(problems({ 'a.terroir': 'organisation A { seat FR }\n', 'b.terroir': 'organisation A { seat FR }\n' })).toEqual([]);
        expect(problems({ 'a.terroir': 'organisation genomic { seat FR }\nvocabulary category { genomic is genetic }\n' })).toEqual([]);
    });

    test('in a vocabulary is reported at the second term', () => {
        expect(problems({ 'a.terroir': 'vocabulary category { genomic is genetic genomic is health }\n' })).toEqual(['names/duplicate “genomic”']);
    });

    test('means the first', () => {
        expect(meant({ 'a.terroir': `${owner('O')}organisation O { seat FR }\norganisation O { seat US }\n` }, 'a.terroir#A', 'owner')).toBe('a.terroir#O');
    });
});

describe('terms', () => {
    const dataset = 'dataset D { category genomic }\n';
    const extension = 'vocabulary category { genomic "Genomic data" is genetic }\n';

    test('may be added in the file itself and through an import', () => {
        expect(problems({ 'a.terroir': dataset })).toEqual(['names/unknown “genomic”']);
        expect(problems({ 'a.terroir': dataset + extension })).toEqual([]);
        expect(problems({ 'a.terroir': `import "./b.terroir"\n${dataset}`, 'b.terroir': extension })).toEqual([]);
        expect(problems({ 'a.terroir': 'import "./b.terroir" as b\ndataset D { category b.genomic }\n', 'b.terroir': extension })).toEqual([]);
        expect(problems({ 'a.terroir': `import "./b.terroir"\n${dataset}`, 'b.terroir': 'import "./c.terroir"\n', 'c.terroir': extension })).toEqual([
            'names/unknown “genomic”',
        ]);
    });

    test('are of the vocabulary of their place only', () => {
        expect(problems({ 'a.terroir': 'dataset D { category patients }\n' })).toEqual(['names/unknown “patients”']);
        expect(problems({ 'a.terroir': `organisation A { seat FR kind genomic }\n${extension}` })).toEqual(['names/unknown “genomic”']);
        expect(problems({ 'a.terroir': 'vocabulary category { genomic is patients }\n' })).toEqual(['names/unknown “patients”']);
    });

    test('may be said to bear a trait', () => {
        expect(problems({ 'a.terroir': 'vocabulary category { genomic is genetic, sensitive }\n' })).toEqual([]);
    });

    test('a trait is a mark of terms, and nothing that a fact could say', () => {
        expect(problems({ 'a.terroir': 'dataset D { category ownerless }\norganisation A { seat FR kind care-record }\n' })).toEqual([
            'names/unknown “ownerless”',
            'names/unknown “care-record”',
        ]);
    });

    test('of a ring in “is” end', () => {
        const files = { 'a.terroir': 'vocabulary category { one is other other is one }\ndataset D { category one }\n' };
        expect(problems(files)).toEqual([]);
    });
});

describe('imports', () => {
    const at = (files: Readonly<Record<string, string>>, path = 'a.terroir') =>
        new Judge(freshWorkspace(files), []).file(path, date).findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${say(message)}`);

    test('of no file are reported, as they are written', () => {
        expect(at({ 'a.terroir': 'import "./gone.terroir"\n' })).toEqual([
            'error names/missing-import: There is no file ./gone.terroir; the import is looked for beside this file.',
        ]);
        expect(at({ 'a.terroir': 'import "terroir:nothing"\n' })).toHaveLength(1);
        expect(problems({ 'a.terroir': '// a remark\nimport "./gone.terroir" as gone\n' })).toEqual(['names/missing-import “import "./gone.terroir" as gone”']);
    });

    test.each(['', '  ', '.', './', '/specs/gone.terroir', 'C:/gone.terroir', './gone', 'https://example.org/gone.terroir', './gone.terroir '])(
        'that say no way to a spec are told what one looks like: “%s”',
        (written) => {
            expect(at({ 'a.terroir': `import "${written}"\n` })).toEqual([
                `error names/missing-import: “${written}” is no way from this file to a spec; it is written as “./parties.terroir” or “../common/parties.terroir” is.`,
            ]);
        },
    );

    test('with the marks of Windows between folders are told so, too', () => {
        expect(at({ 'a.terroir': 'import ".\\\\gone.terroir"\n' })).toEqual([expect.stringContaining('“.\\gone.terroir” is no way')]);
    });

    test('of the file itself are reported', () => {
        expect(at({ 'a.terroir': 'import "./a.terroir"\n' })).toEqual([expect.stringContaining('warning names/imports-itself')]);
    });

    test('in a ring are reported in every file of the ring, with the way round', () => {
        const files = {
            'a.terroir': 'import "./b.terroir"\n',
            'b.terroir': 'import "./c.terroir"\n',
            'c.terroir': 'import "./a.terroir"\n',
            'd.terroir': 'import "./a.terroir"\n',
        };
        expect(at(files)).toEqual([expect.stringContaining('a.terroir → b.terroir → c.terroir → a.terroir')]);
        expect(at(files, 'b.terroir')).toEqual([expect.stringContaining('b.terroir → c.terroir → a.terroir → b.terroir')]);
        expect(at(files, 'd.terroir')).toEqual([]);
    });

    test('in a ring still bring their names', () => {
        const files = { 'a.terroir': `import "./b.terroir"\n${owner('O')}`, 'b.terroir': 'import "./a.terroir"\norganisation O { owned 10% by A }\n' };
        expect(problems(files)).toEqual(['names/import-cycle “import "./b.terroir"”']);
    });

    test('of a long chain of files are followed without running out of stack', () => {
        const files = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f${i}.terroir`, `import "./f${(i + 1) % 3000}.terroir"\n`]));
        expect(problems(files, 'f0.terroir')).toEqual(['names/import-cycle “import "./f1.terroir"”']);
        // Each of them tells the way round: of a long one its ends.
        const [said = ''] = at(files, 'f7.terroir');
        expect(said).toContain('f7.terroir → f8.terroir → f9.terroir');
        expect(said).toContain('f15.terroir → … → f0.terroir');
        expect(said).toContain('f6.terroir → f7.terroir');
        expect(said.length).toBeLessThan(400);
    });
});

describe('very many in one file', () => {
    const many = (count: number, line: (n: number) => string) => ({ 'a.terroir': Array.from({ length: count }, (_, n) => line(n)).join('') });

    test('imports that lead nowhere', { timeout: 30_000 }, () => {
        expect(problems(many(60_000, (n) => `import "./b${n}.terroir"\n`))).toHaveLength(60_000);
    });

    test('declarations of one name', { timeout: 30_000 }, () => {
        expect(problems(many(30_000, () => 'organisation A { seat FR }\n'))).toHaveLength(29_999);
    });
});

describe('words of the language as names', () => {
    const { terroir } = createServices();
    const keywords = [...new Set(terroir.Grammar.rules.flatMap((rule) => [...keywordsIn(rule)]))].filter((word) => /^[a-z]/.test(word)).sort();
    const notNames = ['cites', 'is'];

    test('there are many, and the rule for names lists each of them but two', () => {
        expect(keywords.length).toBeGreaterThan(200);
        const rule = terroir.Grammar.rules.find(({ name }) => name === 'Name');
        const listed = [...keywordsIn(rule)].sort();
        expect(listed).toEqual(keywords.filter((word) => !notNames.includes(word)));
    });

    test.each(keywords.filter((word) => !notNames.includes(word)))('“%s” names an organisation, a service, a dataset and a place', (word) => {
        const parties = `organisation ${word} "A party" { seat FR from 2020-01-01 source "Register" on 2021-01-01 }\n`;
        const a = `import "./parties.terroir"
organisation Other { owned 30% votes 20% by ${word} veto from 2020-01-01 option 5% by ${word} until 2027-01-01
    controlled by ${word} majority appointed by ${word} succeeds ${word} on 2019-01-01 source "x" seat FR }
service Cloud by ${word} { subcontractor ${word} for technical-data in FR without access discloses technical-data to ${word} in FR
    technology of ${word} under licence with autonomy encrypts at-rest keys held by ${word} in FR accessed from FR by ${word} }
commitment Promise by ${word} to ${word} { leave ${word} }
authorisation Permit by ${word} { challenged before ${word} case "1" }
contract Hosting { controller ${word}, Other processor ${word} beneficiary ${word} hosts Records on Cloud
    award { by ${word} disputed by ${word}, Other source "x" } transfer to FR recurring { recipient ${word} } }
dataset Records { identifiability pseudonymised by ${word} }
waiver W of reach/no-foreign-seat on Hosting { approved by ${word} on 2026-01-01 }
`;
        const b = `jurisdiction ${word} in EU
organisation A { seat ${word} from 2020-01-01 managed from ${word} main establishment ${word} established in ${word}, FR }
service Cloud by A { stores in ${word} administered from ${word} without access, FR runs on Cloud }
contract Hosting { stays in ${word}, FR governed by law of ${word} transfer to ${word} recurring { } award { demands stored-in ${word} because "x" } }
`;
        const c = `import "./services.terroir" as s
dataset ${word} { }
contract Hosting { hosts ${word}, ${word} on s.${word} transitional toward s.${word} }
`;
        const d = `vocabulary category { ${word} "A term" is health other is ${word} }
dataset D { category ${word}, other from 2020-01-01 }
`;
        const services = `organisation A { }\nservice ${word} by A { }\n`;
        const workspace = freshWorkspace({
            'a.terroir': a,
            'parties.terroir': parties,
            'b.terroir': b,
            'c.terroir': c,
            'services.terroir': services,
            'd.terroir': d,
        });
        const found = new Judge(workspace, []).all(date).flatMap(({ findings }) => findings);
        expect(found.map((finding) => `${finding.rule} “${underlined(workspace, finding).text}”`)).toEqual([]);
    });

    test.each(notNames)('“%s” names nothing', (word) => {
        expect(problems({ 'a.terroir': `organisation ${word} { seat FR }\n` })).toHaveLength(1);
    });
});

describe('what is offered', () => {
    test('at a place is what a name there would mean', () => {
        const files = {
            ...example('examples/emc2/parties.terroir', 'examples/emc2/emc2.terroir', 'examples/clinic.terroir'),
            'x.terroir': 'import "./examples/clinic.terroir" as c\nimport "./examples/emc2/parties.terroir"\nvocabulary category { genomic is genetic }\n',
        };
        const workspace = freshWorkspace(files);
        const look = filesOf(workspace);
        const wanted: Wanted[] = [
            ...['Organisation', 'Service', 'Jurisdiction', 'Dataset', 'Norm', 'Adequacy', 'Scheme', 'Ground', 'Destination'].map((kind) => ({
                kind,
                vocabulary: undefined,
            })),
            ...[...new Set(Object.values(vocabularyAt))].map((vocabulary) => ({ kind: 'Term', vocabulary })),
            { kind: 'TransferTool', vocabulary: 'transfer-tool' },
        ];
        for (const want of wanted) {
            let offered = 0;
            for (const { name, id, importing } of candidates(look, workspace.files.keys(), 'x.terroir', want)) {
                offered++;
                const resolution = resolve(look, 'x.terroir', name, want);
                if (importing === undefined) expect('found' in resolution && resolution.found, `${name} as ${want.kind}`).toBe(id);
                else expect(pathOf(id)).toBe(importing);
            }
            expect(offered, want.kind).toBeGreaterThan(0);
        }
    });

    test('is not what a nearer name hides, since an import of it would change what the name means', () => {
        const workspace = freshWorkspace({ 'near.terroir': 'organisation Clinic { }\n', 'far.terroir': 'organisation Clinic { }\norganisation Other { }\n' });
        const offered = candidates(filesOf(workspace), workspace.files.keys(), 'near.terroir', { kind: 'Organisation', vocabulary: undefined });
        const mine = [...offered].filter(({ id }) => !isLibraryPath(pathOf(id)));
        expect(mine.map(({ id, importing }) => [id, importing])).toEqual([
            ['near.terroir#Clinic', undefined],
            ['far.terroir#Other', 'far.terroir'],
        ]);
    });
});

function* keywordsIn(node: unknown): Generator<string> {
    if (typeof node !== 'object' || node === null) return;
    if ((node as { $type?: string }).$type === 'Keyword') yield (node as { value: string }).value;
    for (const [key, value] of Object.entries(node)) {
        if (key.startsWith('$')) continue;
        if (Array.isArray(value)) for (const one of value) yield* keywordsIn(one);
        else if (typeof value === 'object' && value !== null && !('$refText' in value)) yield* keywordsIn(value);
    }
}

describe('where a word of a vocabulary is expected', () => {
    const told = (source: string) => new Judge(freshWorkspace({ 'a.terroir': source }), []).file('a.terroir', date).findings.map(({ message }) => say(message));

    test.each([
        ['all of a few', 'dataset D { identifiability x }\n', 'identifiability. It has identified, pseudonymised, anonymised, non-personal.'],
        [
            'some of many',
            'organisation A { kind x }\n',
            'party-kind. It has natural-person, company, partnership, investment-fund, cooperative, mutual, association, foundation, and others.',
        ],
        ['those of this file before others', 'vocabulary identifiability { hazy "Hazy" }\ndataset D { identifiability x }\n', 'It has hazy, identified, '],
        ['one that only this file has', 'vocabulary colour { red "Red" is x }\n', 'colour. It has red.'],
    ])('is told what may stand there: %s', (_, source, says) => {
        const found = told(source).filter((message) => message.startsWith('No term “x” is known in the vocabulary '));
        expect(found).toHaveLength(1);
        expect(found[0]).toContain(says);
    });
});
