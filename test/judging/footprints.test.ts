import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
    type Catalogue,
    contentsBy,
    contentsOf,
    type Footprint,
    footprintOf,
    Gathered,
    isLibraryPath,
    Judge,
    listedUnder,
    lookedInto,
    rules,
    Workspace,
    words,
} from '../../language/index.ts';
import { Renewed } from '../../language/judging/footprints.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { corpus } from '../harness/corpus.ts';
import { holds, parsedOnce } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

/* What footprints say of files without anybody reading these. The oracle has read them all. */

vi.setConfig({ testTimeout: 120_000 });

const date = day('2026-11-23');

const files: Readonly<Record<string, string>> = {
    ...Object.fromEntries(corpus.filter((_, i) => i % 25 === 0).map(({ source }, i) => [`own/${String(i).padStart(3, '0')}.terroir`, source])),
    'law.terroir':
        'adequacy shaky "A decision under appeal" for IN { applies from 2024-01-01 }\nnorm house-rules { force recommendation  parameter most 2 years }\n',
    'reach.terroir': 'norm far-law of BR { force law  reaches seat  compels disclosure }\n',
    'far.terroir':
        'organisation Far { seat BR  kind company }\nservice Away by Far { stores in FR }\ndataset F { category health }\ncontract CF { hosts F on Away }\n',
    'words.terroir': 'vocabulary own { term one "One" }\n',
    'parties.terroir':
        'organisation Clinic { seat FR  kind mutual }\norganisation Heron { seat FR  kind company  owned 60% by Clinic }\nservice Cloud by Heron { stores in FR }\n',
    'a.terroir': 'import "./parties.terroir"\ndataset A { category health }\ncontract CA { controller Clinic  hosts A on Cloud }\n',
    'b.terroir': 'import "./parties.terroir" as p\ndataset B { category health }\ncontract CB { controller p.Clinic  hosts B on p.Cloud  term 2 years }\n',
    'waiver.terroir':
        'import "./a.terroir"\nimport "./parties.terroir"\nwaiver W of term/is-stated on CA { because "x"  approved by Clinic on 2026-01-01  until 2026-12-31 }\n',
    'promise.terroir': 'import "./parties.terroir"\ncommitment P by Clinic { leave Heron  made 2026-01-01  within 1 month }\n',
    'missing.terroir': 'contract Missing { controller Heron }\n',
    'broken.terroir': 'import "./parties.terroir"\ndataset D { category health }\ncontract C { hosts D on ',
};

function shelved(): Workspace {
    const workspace = new Workspace(false);
    workspace.shelve(libraryFiles);
    return workspace;
}

/** One in which all files were read. */
function reading(): Workspace {
    const workspace = shelved();
    for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
    return workspace;
}

const read = reading();
const footprints = new Gathered(new Map(Object.keys(files).map((path) => [path, footprintOf(read, path) as Footprint])));

/** One in which what is sound is known by its footprint alone. */
function knowing(opened: Set<string> = new Set()): Workspace {
    const catalogue: Catalogue = {
        contents: (path) => {
            opened.add(path);
            return contentsBy(footprints.of(path) as Footprint) as string;
        },
        ofKind: (kind) => footprints.with(words.has(kind)),
        declaring: (name) => footprints.with(words.declares(name)),
    };
    const workspace = shelved();
    for (const [path, source] of Object.entries(files)) {
        if (contentsOf(path, parsedOnce(source)) === undefined) workspace.set(path, source, parsedOnce(source));
        else workspace.lendUnread(path, { source }, catalogue);
    }
    workspace.engine.supplyMembers({ isOf: (id) => !isLibraryPath(id), under: (index, key) => listedUnder(footprints, index, key) });
    return workspace;
}

const judged = (workspace: Workspace) => Object.keys(files).map((path) => new Judge(workspace, rules).file(path, date));

test('files are judged alike whether they were read or are known by their footprints', () => {
    const expected = judged(read);
    expect(expected.flatMap(({ findings }) => findings).length).toBeGreaterThan(300);
    expect(expected.find(({ path }) => path === 'missing.terroir')?.findings[0]?.message.template).toContain('which this file does not import');
    expect(judged(knowing())).toEqual(expected);
});

test('what nothing leads to is not looked at', () => {
    const opened = new Set<string>();
    new Judge(knowing(opened), rules).file('a.terroir', date);
    // What it imports, and no law that it has nothing to do with. Who hosts on the same service is read, and nobody need know what else is there.
    expect([...opened].filter((path) => !path.startsWith('own/')).sort()).toEqual(['a.terroir', 'parties.terroir']);
    expect(opened.size).toBeLessThan(Object.keys(files).length / 2);
});

test('a law is found wherever it is declared, by the place that it is of', () => {
    const opened = new Set<string>();
    const { findings } = new Judge(knowing(opened), rules).file('far.terroir', date);
    expect(findings.flatMap(({ path }) => path.map(({ at }) => at.id))).toContain('reach.terroir#far-law');
    // Decisions on adequacy are gone through wherever they are.
    expect([...opened].filter((path) => !path.startsWith('own/')).sort()).toEqual(['far.terroir', 'law.terroir', 'reach.terroir']);
});

test('a file that is known by its footprint can be given another text, or be removed', () => {
    const changes: readonly [string, string | undefined][] = [
        ['law.terroir', 'adequacy shaky "A decision under appeal" for CH { applies from 2024-01-01 }\n'],
        ['parties.terroir', files['parties.terroir']?.replace('owned 60% by Clinic', 'owned 40% by Clinic')],
        ['b.terroir', undefined],
    ];
    const [one, other] = [reading(), knowing()];
    for (const [path, source] of changes) {
        for (const workspace of [one, other]) {
            if (source === undefined) workspace.remove(path);
            else workspace.set(path, source, parsedOnce(source));
        }
        expect(judged(other)).toEqual(judged(one));
        for (const kind of ['Norm', 'Adequacy', 'Vocabulary', 'Contract', 'Organisation', 'Waiver'])
            expect(other.engine.kind(kind).items, kind).toEqual(one.engine.kind(kind).items);
    }
});

test('indexes list by footprints what they list of declarations', () => {
    let listed = 0;
    for (const index of lookedInto) {
        const keys = new Set(
            Object.keys(files).flatMap((path) => (read.files.get(path)?.ids ?? []).flatMap((id) => [...index.keys(read.engine.at(Number.NaN), id)])),
        );
        for (const key of keys) {
            const expected = read.engine
                .at(Number.NaN)
                .under(index, key)
                .filter((id) => !isLibraryPath(id));
            listed += expected.length;
            expect([...new Set(listedUnder(footprints, index, key))].sort(), `${index.name} ${key}`).toEqual([...expected].sort());
        }
    }
    expect(listed).toBeGreaterThan(200);
});

test('of footprints of which some are others now, those that are as they were are found as before', () => {
    const paths = Object.keys(files);
    const some = fc.dictionary(fc.constantFrom(...paths), fc.option(fc.constantFrom(...paths), { nil: undefined }), { maxKeys: 4 });
    holds(
        fc.property(some, (changes) => {
            const differing = new Map(Object.entries(changes).map(([path, other]) => [path, other === undefined ? undefined : footprints.of(other)]));
            const now = new Renewed(footprints, differing);
            const all = new Map(
                [...new Set([...paths, ...differing.keys()])].flatMap((path) => {
                    const footprint = differing.has(path) ? differing.get(path) : footprints.of(path);
                    return footprint ? [[path, footprint] as const] : [];
                }),
            );
            const gathered = new Gathered(all);
            expect([...now.paths].sort()).toEqual([...all.keys()].sort());
            for (const word of [words.has('Contract'), words.imports('parties.terroir'), words.declares('Cloud'), words.writes('Clinic')])
                expect([...now.with(word)].sort()).toEqual([...gathered.with(word)].sort());
        }),
        200,
    );
});
