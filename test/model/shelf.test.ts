import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { lookedInto, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { brokenCell, declaration, kindCell, outlineCell } from '../../language/model/declarations.ts';
import { norm, normById, parameter } from '../../language/model/library.ts';
import { partiesByOwner } from '../../language/model/ownership.ts';
import type { Question } from '../../language/model/question.ts';
import { compellingNorms } from '../../language/model/reach.ts';
import { day } from '../harness/spec.ts';

const us = 'terroir:/jurisdictions.terroir#US';

/** The library read whole, as any file is, and on its shelf. */
const read = new Workspace();
for (const { path, source } of libraryFiles) read.set(path, source, parse(source));
const shelved = new Workspace();
shelved.shelve(libraryFiles);

test('the library says the same on its shelf as when it is read whole, and at the same places', () => {
    const ids = libraryFiles.flatMap(({ path }) => read.files.get(path)?.ids ?? []);
    expect(ids.length).toBeGreaterThan(900);
    // From the end, so that nothing is read because of what stands before it.
    for (const id of [...ids].reverse()) {
        expect(shelved.node(id), id).toEqual(read.node(id));
        expect(shelved.engine.get(brokenCell, id)).toBe(false);
        expect(shelved.engine.at(Number.NaN).of(declaration, id)).toEqual(read.engine.at(Number.NaN).of(declaration, id));
    }
    for (const { path } of libraryFiles) {
        const { ids, source, parsed } = read.files.get(path) ?? {};
        expect(shelved.files.get(path)?.ids).toEqual(ids);
        expect(shelved.files.get(path)?.source).toBe(source);
        expect(shelved.files.get(path)?.parsed.tree).toEqual(parsed?.tree);
        expect(shelved.engine.get(outlineCell, path)).toEqual(read.engine.get(outlineCell, path));
    }
    const kinds = new Set(ids.map((id) => read.node(id)?.$type ?? ''));
    for (const kind of kinds) expect(shelved.engine.get(kindCell, kind).items).toEqual(read.engine.get(kindCell, kind).items);
});

test('indexes list of the library on its shelf what they list when it is read', () => {
    expect(listed(shelved)).toEqual(listed(read));
    // Another text takes the place of a book, before anybody looked and after.
    const other = (source: string) => source.replaceAll('controlled by Alphabet', 'controlled by IBM').replaceAll(' of CN {', ' of RU {');
    const [late, early, whole] = [new Workspace(), new Workspace(), new Workspace()];
    for (const one of [late, early]) one.shelve(libraryFiles);
    expect(listed(late)).toEqual(listed(read));
    for (const one of [late, early, whole]) for (const { path, source } of libraryFiles) one.set(path, other(source), parse(other(source)));
    expect(listed(whole)).not.toEqual(listed(read));
    expect(listed(early)).toEqual(listed(whole));
    expect(listed(late)).toEqual(listed(whole));
});

/** What all indexes list of the library, under every key. */
function listed({ engine, files }: Workspace) {
    const ask = engine.at(Number.NaN);
    const ids = libraryFiles.flatMap(({ path }) => files.get(path)?.ids ?? []);
    const found = lookedInto.map((index) => [index.name, ids.map((key) => [key, ask.under(index, key)] as const).filter(([, all]) => all.length > 0)] as const);
    return Object.fromEntries(found.map(([name, all]) => [name, Object.fromEntries(all)]));
}

test('whom somebody holds, and which norms of a country compel, is known without reading any of the library', () => {
    const workspace = new Workspace();
    const opened: string[] = [];
    workspace.shelve(
        libraryFiles.map(({ path, contents, listed, source }) => ({
            path,
            contents,
            listed,
            get source() {
                opened.push(path);
                return source;
            },
        })),
    );
    const ask = workspace.engine.at(Number.NaN);
    expect(ask.under(partiesByOwner, 'terroir:/providers.terroir#Alphabet')).toEqual(['terroir:/providers.terroir#GoogleLLC']);
    expect(ask.under(compellingNorms, 'terroir:/jurisdictions.terroir#GB')).toEqual([
        'terroir:/access-laws.terroir#uk-copo',
        'terroir:/access-laws.terroir#uk-ipa',
    ]);
    expect(opened).toEqual([]);
});

test('nobody is recorded as resting on the library, be it read or on its shelf', () => {
    const cited: Question<unknown> = {
        name: 'what is cited',
        dated: true,
        same: () => false,
        answer: (ask) => [
            norm(ask, 'gdpr-44'),
            parameter(ask, 'data-act-25', 'transition-at-most'),
            ...ask.under(compellingNorms, us).map((id) => normById(ask, id)),
        ],
    };
    for (const { engine } of [read, shelved]) {
        expect((engine.at(day('2026-11-29')).of(cited, '') as unknown[]).length).toBeGreaterThan(5);
        // Whoever declares a norm that compels changes what is listed, and nothing else.
        expect([...engine.restsOn(cited, '', day('2026-11-29'))].filter((one) => !one.startsWith('keys, '))).toEqual([
            'what is cited ',
            `compelling norms ${us}`,
        ]);
    }
});

test('nothing of the library is read before somebody looks at it, and then one declaration', () => {
    // All the rest is unreadable.
    const only = (source: string, contents: string, name: string) => {
        const [, start, end] = new RegExp(`^\\w+ ${name} (\\d+) (\\d+)$`, 'm').exec(contents) ?? [];
        return '%'.repeat(Number(start)) + source.slice(Number(start), Number(end)) + '%'.repeat(source.length - Number(end));
    };
    const workspace = new Workspace();
    workspace.shelve(
        libraryFiles.map(({ path, source, contents }) => ({
            path,
            contents,
            listed: {},
            source: path.includes('jurisdictions') ? only(source, contents, 'FR') : only(source, contents, path.includes('vocabularies') ? 'category' : 'none'),
        })),
    );
    expect(workspace.node('terroir:/jurisdictions.terroir#FR')?.['name']).toBe('FR');
    expect(workspace.node('terroir:/vocabularies.terroir#category.health')?.$type).toBe('Term');
    expect(workspace.node('terroir:/jurisdictions.terroir#Nowhere')).toBeUndefined();
    expect(() => workspace.node('terroir:/jurisdictions.terroir#DE')).toThrow('stands elsewhere than the contents say');
});
