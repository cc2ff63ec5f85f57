import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { evidenceOf, pathOf, rules } from '../../language/index.ts';
import { inLibrary } from '../../language/model/library.ts';
import { docBefore } from '../../language/syntax/doc.ts';
import { root, workspaceOf } from '../harness/spec.ts';

/*
 * Whatever is said to a person is written as `text('…')` in the source (in the client as `l10n.t('…')`), and has a French
 * twin in the bundle. The templates are read off the source, so nobody can add one and forget the other.
 */

const bundle = JSON.parse(readFileSync(join(root, 'language/l10n/bundle.l10n.fr.json'), 'utf8')) as Record<string, string>;

function templates(): Map<string, string> {
    const found = new Map<string, string>();
    for (const room of ['language', 'server', 'client']) {
        for (const file of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
            if (!file.endsWith('.ts') || file.includes('generated')) continue;
            const source = readFileSync(join(root, room, file), 'utf8');
            for (const match of source.matchAll(/\b(?:text|l10n\.t)\(\s*(?:\{\s*message:\s*)?(['`])((?:\\.|(?!\1).)*)\1/g)) {
                expect(match[1], `${room}/${file}: a message is one plain string`).toBe("'");
                found.set((match[2] ?? '').replace(/\\(.)/g, '$1'), `${room}/${file}`);
            }
        }
    }
    return found;
}

const holes = (template: string) => [...template.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1]).sort();

const found = templates();

// What the library declares is called in the reader's language, too; companies keep their names.
const library = readdirSync(join(root, 'language/library')).filter((name) => name.endsWith('.terroir') && name !== 'providers.terroir');
for (const { tree } of library.map((name) => parse(readFileSync(join(root, 'language/library', name), 'utf8')))) {
    for (const declaration of tree.declarations ?? []) {
        const named = declaration.$type === 'Vocabulary' ? (declaration.terms ?? []) : [declaration];
        for (const { label } of named as { label?: string }[]) if (label !== undefined) found.set(label, 'language/library');
    }
}

// So is what a norm says that a rule stands on, and where it was read: pages and hovers show it.
const workspace = workspaceOf();
const ask = workspace.engine.at(Number.NaN);
for (const id of rules.flatMap(({ norms }) => norms.map((name) => inLibrary(ask, name)))) {
    const doc = docBefore(workspace.files.get(pathOf(id))?.source ?? '', workspace.node(id)?.$start ?? 0);
    for (const said of [doc ?? '', ...evidenceOf(ask, id).map((source) => source.text)]) if (said !== '') found.set(said, 'language/library');
}

test('every message has a French text', () => {
    expect(found.size).toBeGreaterThan(100);
    expect([...found].filter(([template]) => !(template in bundle)).map(([template, file]) => `${file}: ${template}`)).toEqual([]);
});

test('no French text has lost its message', () => {
    expect(Object.keys(bundle).filter((template) => !found.has(template))).toEqual([]);
});

test('a translation has the holes of its message', () => {
    for (const [template, french] of Object.entries(bundle)) {
        expect(holes(french), template).toEqual(holes(template));
        expect(french.trim(), template).not.toBe('');
    }
});

test('French sets no mark at the beginning of a line that belongs to the end of another', () => {
    expect(Object.values(bundle).filter((french) => / [;:!?»]|« /.test(french))).toEqual([]);
});

test('every text() in the source is a literal that this test can see', () => {
    for (const room of ['language', 'server']) {
        for (const file of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
            if (!file.endsWith('.ts') || file === 'syntax/message.ts') continue;
            const source = readFileSync(join(root, room, file), 'utf8');
            const calls = [...source.matchAll(/(?<![\w.$])text\((?!\s*')/g)].map((match) => source.slice(match.index, match.index + 60));
            expect(calls, `${room}/${file}`).toEqual([]);
        }
    }
});

test('the manifest speaks French, too', () => {
    const english = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const french = JSON.parse(readFileSync(join(root, 'package.nls.fr.json'), 'utf8')) as Record<string, string>;
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const used = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]));
    expect([...used].filter((key) => !((key as string) in english))).toEqual([]);
    expect(Object.keys(english).filter((key) => !used.has(key))).toEqual([]);
});
