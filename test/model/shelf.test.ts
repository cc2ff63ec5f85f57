import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { brokenCell, declaration, kindCell, outlineCell } from '../../language/model/declarations.ts';

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
            source: path.includes('jurisdictions') ? only(source, contents, 'FR') : only(source, contents, path.includes('vocabularies') ? 'category' : 'none'),
        })),
    );
    expect(workspace.node('terroir:/jurisdictions.terroir#FR')?.['name']).toBe('FR');
    expect(workspace.node('terroir:/vocabularies.terroir#category.health')?.$type).toBe('Term');
    expect(workspace.node('terroir:/jurisdictions.terroir#Nowhere')).toBeUndefined();
    expect(() => workspace.node('terroir:/jurisdictions.terroir#DE')).toThrow('stands elsewhere than the contents say');
});
