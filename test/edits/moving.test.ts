import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type FileEdit, type Move, moveIn, moveOut } from '../../language/editing.ts';
import { Judge, nameOf, pathOf, rules, say, type Workspace } from '../../language/index.ts';
import { declaration } from '../../language/model/declarations.ts';
import { carriedOut, done, type Files } from '../harness/edited.ts';
import { day, root, workspaceOf } from '../harness/spec.ts';

vi.setConfig({ testTimeout: 600_000 });

const editsOf = (move: Move): readonly FileEdit[] => {
    if ('problem' in move) throw new Error(say(move.problem));
    return move.edits;
};

const out = (files: Files, name: string, path = 'main.terroir') => carriedOut(files, editsOf(done(moveOut(workspaceOf(files), `${path}#${name}`))));
const into = (files: Files, id: string, path = 'main.terroir', before?: string) =>
    carriedOut(files, editsOf(done(moveIn(workspaceOf(files), id, path, before && `${path}#${before}`))));
const refusal = (move: Move) => ('problem' in move ? say(move.problem) : undefined);

test('a declaration gets a file of its own, with its comments, and is imported', () => {
    const main = '// About.\n\n/** The host. */\n// It is invented.\norganisation Cloud { seat FR } // so far\n\nservice S by Cloud { stores in FR }\n';
    expect(out({ 'main.terroir': main }, 'Cloud')).toEqual({
        'main.terroir': '// About.\n\nimport "./cloud.terroir"\n\nservice S by Cloud { stores in FR }\n',
        'cloud.terroir': '/** The host. */\n// It is invented.\norganisation Cloud { seat FR } // so far\n',
    });
});

test('what nobody names takes its imports along, under the names they had', () => {
    const files = {
        'main.terroir':
            'import "./parties.terroir" as p\nimport "./data.terroir"\norganisation A { seat FR }\nservice S by p.Cloud { stores in FR  accessed from FR by A }\n',
        'parties.terroir': 'organisation Cloud { seat FR }\n',
        'data.terroir': 'dataset D { category health }\n',
    };
    expect(out(files, 'S')).toEqual({
        ...files,
        // The new file is not imported here: what the import brings in may be needed all the same.
        'main.terroir': 'import "./parties.terroir" as p\nimport "./data.terroir"\norganisation A { seat FR }\n',
        's.terroir': 'import "./parties.terroir" as p\nimport "./main.terroir"\n\nservice S by p.Cloud { stores in FR  accessed from FR by A }\n',
    });
});

test('who named it imports the new file as it imported the old one', () => {
    const files = {
        'lib/main.terroir': 'organisation Cloud { seat FR }\n\norganisation Other { seat FR }\n',
        'a.terroir': 'import "./lib/main.terroir"\n\nservice A by Cloud { }\n',
        'b.terroir': 'import "./lib/main.terroir" as m\n\nservice B by m.Cloud { }\n',
        'c.terroir': 'import "./lib/main.terroir"\n\nservice C by Other { }\n',
    };
    expect(out(files, 'Cloud', 'lib/main.terroir')).toEqual({
        'lib/main.terroir': 'organisation Other { seat FR }\n',
        'lib/cloud.terroir': 'organisation Cloud { seat FR }\n',
        'a.terroir': 'import "./lib/main.terroir"\nimport "./lib/cloud.terroir"\n\nservice A by Cloud { }\n',
        'b.terroir': 'import "./lib/main.terroir" as m\nimport "./lib/cloud.terroir" as m\n\nservice B by m.Cloud { }\n',
        'c.terroir': files['c.terroir'],
    });
});

test('what it names goes along where the files would import each other', () => {
    const main = 'organisation Cloud { seat FR }\n\nservice S by Cloud { stores in FR }\n\ndataset D { category health }\n\ncontract C { hosts D on S }\n';
    expect(out({ 'main.terroir': main }, 'S')).toEqual({
        'main.terroir': 'import "./s.terroir"\n\ndataset D { category health }\n\ncontract C { hosts D on S }\n',
        's.terroir': 'organisation Cloud { seat FR }\n\nservice S by Cloud { stores in FR }\n',
    });
});

test('an import that served what moved goes along', () => {
    const files = {
        'main.terroir':
            'import "./owners.terroir" as o\nimport "terroir:providers"\n\norganisation A { controlled by o.Owner }\n\norganisation B { controlled by MicrosoftCorporation }\n\nservice S by A { }\n',
        'owners.terroir': 'organisation Owner { seat FR }\n',
    };
    expect(out(files, 'A')).toEqual({
        'main.terroir': 'import "terroir:providers"\nimport "./a.terroir"\n\norganisation B { controlled by MicrosoftCorporation }\n\nservice S by A { }\n',
        'a.terroir': 'import "./owners.terroir" as o\n\norganisation A { controlled by o.Owner }\n',
        'owners.terroir': files['owners.terroir'],
    });
});

test('a name that is taken as a file gets a number', () => {
    const files = { 'main.terroir': 'organisation Cloud { seat FR }\norganisation B { seat FR }\n', 'cloud.terroir': '' };
    expect(Object.keys(out(files, 'Cloud'))).toContain('cloud-2.terroir');
});

test('a vocabulary takes its terms along', () => {
    const main = 'vocabulary category { genomic "Genomic data" }\n\ndataset D { category genomic }\n';
    expect(out({ 'main.terroir': main }, 'category')).toEqual({
        'main.terroir': 'import "./category.terroir"\n\ndataset D { category genomic }\n',
        'category.terroir': 'vocabulary category { genomic "Genomic data" }\n',
    });
});

test.each([
    ['the library', { 'main.terroir': '' }, 'terroir:/jurisdictions.terroir#FR', /declared in the library/],
    ['the only declaration', { 'main.terroir': 'organisation A { }\n' }, 'main.terroir#A', /nothing that A could be parted from/],
    ['broken text', { 'main.terroir': 'organisation A { }\norganisation B { seat\n' }, 'main.terroir#A', /cannot be read/],
    ['two of a name', { 'main.terroir': 'organisation A { }\norganisation A { }\n' }, 'main.terroir#A~2', /declared twice/],
    ['a file that was never saved', { 'untitled:U-1': 'organisation A { }\norganisation B { }\n' }, 'untitled:U-1#A', /Save this file first/],
    [
        'another import that has the name',
        { 'main.terroir': 'import "./x.terroir"\norganisation A { }\nservice S by A { }\n', 'x.terroir': 'organisation A { }\n' },
        'main.terroir#A',
        /A would no longer mean the same in main\.terroir/,
    ],
    [
        'a ring of imports',
        {
            'main.terroir': 'import "./y.terroir"\norganisation A { controlled by B }\norganisation B { seat FR }\n',
            'y.terroir': 'import "./main.terroir"\nservice S by A { }\n',
        },
        'main.terroir#A',
        /would import each other then: .*y\.terroir/,
    ],
])('not moved: %s', (_, files, id, why) => {
    expect(refusal(done(moveOut(workspaceOf(files as unknown as Files), id)))).toMatch(why);
});

test('a declaration comes into the file that names it, and an empty file goes', () => {
    const files = {
        'main.terroir': '// About.\n\nimport "./cloud.terroir"\n\n/** What is bought. */\nservice S by Cloud { }\n',
        'cloud.terroir': '/** The host. */\norganisation Cloud { seat FR }\n',
        'other.terroir': 'import "./cloud.terroir" as c\nservice O by c.Cloud { }\n',
    };
    expect(into(files, 'cloud.terroir#Cloud', 'main.terroir', 'S')).toEqual({
        'main.terroir': '// About.\n\n/** The host. */\norganisation Cloud { seat FR }\n\n/** What is bought. */\nservice S by Cloud { }\n',
        'other.terroir': 'import "./main.terroir" as c\nservice O by c.Cloud { }\n',
    });
});

test('a prefix goes with the import that it led to', () => {
    const files = {
        'main.terroir': 'import "./parties.terroir" as p\n\nservice S by p.Cloud { }\nservice T by p . Cloud { }\n',
        'parties.terroir': 'import "./more.terroir" as m\norganisation Cloud { controlled by m.Owner }\norganisation B { seat FR }\n',
        'more.terroir': 'organisation Owner { seat FR }\n',
    };
    expect(into(files, 'parties.terroir#Cloud')).toEqual({
        'main.terroir':
            'import "./parties.terroir" as p\nimport "./more.terroir" as m\n\nservice S by Cloud { }\nservice T by Cloud { }\n\norganisation Cloud { controlled by m.Owner }\n',
        'parties.terroir': 'import "./more.terroir" as m\norganisation B { seat FR }\n',
        'more.terroir': files['more.terroir'],
    });
});

test.each([
    [
        'the name is taken',
        { 'main.terroir': 'import "./b.terroir" as b\norganisation A { controlled by b.A }\n', 'b.terroir': 'organisation A { }\n' },
        /A already means something else in main\.terroir/,
    ],
    [
        'the rest of the old file names it',
        {
            'main.terroir': 'import "./b.terroir"\nservice S by A { accessed from FR by B }\n',
            'b.terroir': 'organisation A { }\norganisation B { controlled by A }\n',
        },
        /would import each other then: b\.terroir → main\.terroir → b\.terroir/,
    ],
])('not brought in: %s', (_, files, why) => {
    expect(refusal(done(moveIn(workspaceOf(files as unknown as Files), 'b.terroir#A', 'main.terroir', undefined)))).toMatch(why);
});

// ---------------------------------------------------------------- meaning kept

const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.terroir'))
    .sort();
const folders = [
    ...new Set(examples.filter((name) => !name.startsWith('twins')).map((name) => (name.includes('/') ? name.slice(0, name.indexOf('/') + 1) : name))),
];

/** All that is stated, with every declaration called by its name alone. */
function stated(workspace: Workspace): unknown {
    const unplaced = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);
    const ids = [...workspace.files.values()].filter(({ path }) => !path.startsWith('terroir:')).flatMap((file) => file.ids);
    const ask = workspace.engine.at(Number.NaN);
    const facts = ids.map((id) => {
        const { label, facts: all = [], header, sources, problems } = ask.of(declaration, id) ?? {};
        const text = JSON.stringify({ label, all, header, sources, problems }, (key, value) => (key === 'at' ? undefined : unplaced(key, value)));
        return [nameOf(id), text.replace(/"(?!terroir:)[^"#]*\.terroir#/g, '"')] as const;
    });
    return Object.fromEntries(facts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** All that is found, but for imports that nothing rests on any more: they are faded, and change nothing. */
function found(workspace: Workspace): readonly string[] {
    const findings = new Judge(workspace, rules).all(day('2026-11-23')).flatMap((file) => file.findings);
    return findings
        .filter(({ rule }) => rule !== 'names/unused-import')
        .map(
            ({ rule, verdict, severity, subject = '', message, holdsUntil, waivedBy = '' }) =>
                `${severity} ${verdict} ${rule} on ${nameOf(subject)}: ${say(message)} ${holdsUntil} ${nameOf(waivedBy)}`,
        )
        .toSorted();
}

const read = (folder: string): Files =>
    Object.fromEntries(
        examples
            .filter((name) => name === folder || (folder.endsWith('/') && name.startsWith(folder)))
            .map((name) => [name, readFileSync(join(root, 'examples', name), 'utf8')]),
    );

/** All are moved, and what is stated compared; what is found, of every so manieth: judging takes its time. */
const stride = 4;

test.each(folders)('whatever moves out of %s, nothing else is stated or found; and it comes back', (folder) => {
    const files = read(folder);
    const before = workspaceOf(files);
    const was = { stated: stated(before), found: found(before) };
    const same = (after: Files, n: number, what: string) => {
        const workspace = workspaceOf(after);
        expect(stated(workspace), what).toEqual(was.stated);
        if (n % stride === 0) expect(found(workspace), what).toEqual(was.found);
        return workspace;
    };
    const ids = Object.keys(files).flatMap((path) => before.files.get(path)?.ids ?? []);
    let moved = 0;
    for (const id of ids.filter((one) => before.node(one)?.$type !== 'Term')) {
        const move = done(moveOut(before, id));
        if ('problem' in move) continue;
        const apart = carriedOut(files, move.edits);
        const after = same(apart, moved, id);
        const fresh = Object.keys(apart).find((path) => !(path in files)) ?? '';
        const back = done(moveIn(after, `${fresh}#${nameOf(id)}`, pathOf(id), undefined));
        if (!('problem' in back)) same(carriedOut(apart, back.edits), moved, `${id} back`);
        moved++;
    }
    expect(moved).toBeGreaterThan(0);
});
