import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importOf, isLibraryPath, libraryPath, resolveImport } from '../../language/names/paths.ts';
import { holds } from '../harness/generators.ts';

describe('the file that an import means', () => {
    test.each([
        ['hospital/emc2.terroir', './parties.terroir', 'hospital/parties.terroir'],
        ['hospital/emc2.terroir', 'parties.terroir', 'hospital/parties.terroir'],
        ['hospital/emc2.terroir', '../parties.terroir', 'parties.terroir'],
        ['a/b/c.terroir', '../../d/e.terroir', 'd/e.terroir'],
        ['a/b/c.terroir', './../b/./c.terroir', 'a/b/c.terroir'],
        ['emc2.terroir', './sub/x.terroir', 'sub/x.terroir'],
        ['emc2.terroir', './sub//x.terroir', 'sub/x.terroir'],
        ['Hôpital/emc2.terroir'.normalize('NFD'), './x.terroir', 'Hôpital/x.terroir'.normalize('NFC')],
        ['emc2.terroir', '../x.terroir', '../x.terroir'],
        ['emc2.terroir', '../../x.terroir', '../../x.terroir'],
        ['../other/emc2.terroir', './x.terroir', '../other/x.terroir'],
        ['../other/emc2.terroir', '../../x.terroir', '../../x.terroir'],
        ['a/b.terroir', 'terroir:providers', 'terroir:/providers.terroir'],
        ['a/b.terroir', './Hôpital.terroir'.normalize('NFD'), 'a/Hôpital.terroir'.normalize('NFC')],
        ['a/b.terroir', './deux  blancs.terroir', 'a/deux  blancs.terroir'],
        ['file:///specs/a/b.terroir', './c.terroir', 'file:///specs/a/c.terroir'],
        ['file:///specs/a/b.terroir', '../c.terroir', 'file:///specs/c.terroir'],
        ['file:///specs/b.terroir', './h%C3%B4pital.terroir', 'file:///specs/h%25C3%25B4pital.terroir'],
        ['file:///specs/b.terroir', './hôpital sud.terroir', 'file:///specs/h%C3%B4pital%20sud.terroir'],
        // Half a character, which no address can have.
        ['file:///specs/b.terroir', './\ud83d.terroir', 'file:///specs/%EF%BF%BD.terroir'],
        ['file:///c%3A/specs/b.terroir', '../c.terroir', 'file:///c%3A/c.terroir'],
        ['vscode-vfs://github/owner/b.terroir', './x/c.terroir', 'vscode-vfs://github/owner/x/c.terroir'],
        ['untitled:Untitled-1', './x.terroir', 'x.terroir'],
    ])('in %s, “%s” means %s', (from, written, meant) => {
        expect(resolveImport(from, written)).toBe(meant);
    });

    test.each([
        ['a.terroir', '../specs/b.terroir', 'b.terroir'],
        ['sub/a.terroir', '../../specs/sub/b.terroir', 'sub/b.terroir'],
        ['a.terroir', '../../data/specs/b.terroir', 'b.terroir'],
        ['a.terroir', '../../data/other/b.terroir', '../other/b.terroir'],
        ['../other/a.terroir', '../specs/sub/b.terroir', 'sub/b.terroir'],
        ['../other/a.terroir', './b.terroir', '../other/b.terroir'],
        ['a.terroir', '../b.terroir', '../b.terroir'],
        ['a.terroir', '../../../../home/b.terroir', '../../../../home/b.terroir'],
        ['a.terroir', '../Hôpital/b.terroir', '../Hôpital/b.terroir'],
    ])('in %s, “%s” that comes back into the root means what lies there: %s', (from, written, meant) => {
        const home = ['', 'home', 'data', 'specs'];
        expect(resolveImport(from, written, home)).toBe(meant);
        const shortest = importOf(from, meant, home);
        expect(resolveImport(from, shortest, home)).toBe(meant);
        expect(shortest.length).toBeLessThanOrEqual(written.length);
    });

    test('it is told by the file and the import alone, whatever was asked before', () => {
        const froms = [
            'a.terroir',
            'x/a.terroir',
            'x/b.terroir',
            'x/y/a.terroir',
            '/a.terroir',
            'file:///a.terroir',
            'file:///x/a.terroir',
            'http://one',
            'http://two',
        ];
        const imports = ['./a.terroir', '../a.terroir', 'terroir:providers', 'http://three/a.terroir', './c d.terroir'];
        const alone = new Map<string, string>();
        for (const from of froms) {
            for (const one of imports) {
                resolveImport('elsewhere/than/all.terroir', './a.terroir');
                alone.set(`${from} ${one}`, resolveImport(from, one));
            }
        }
        for (const one of imports) for (const from of froms) expect(resolveImport(from, one), `${from} ${one}`).toBe(alone.get(`${from} ${one}`));
        for (const from of froms) for (const one of imports) expect(resolveImport(from, one), `${from} ${one}`).toBe(alone.get(`${from} ${one}`));
        expect(alone.get('x/a.terroir ./a.terroir')).toBe('x/a.terroir');
    });

    test.each([['terroir:../x'], ['terroir:/providers.terroir'], ['terroir:'], ['terroir:a b']])('“%s” is no way into the library', (written) => {
        expect(resolveImport('a.terroir', written)).not.toBe(libraryPath('x'));
        expect(() => resolveImport('a.terroir', written)).not.toThrow();
    });

    test('a relative import never becomes a file of the library', () => {
        const step = fc.constantFrom('..', '.', 'terroir:', 'terroir', 'a', '', 'providers.terroir');
        holds(
            fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
                expect(isLibraryPath(resolveImport('a/b.terroir', `./${steps.join('/')}`))).toBe(false);
            }),
            300,
        );
    });

    // An editor escapes more than encodeURIComponent does.
    test.each([
        ["l'hôpital.terroir", 'file:///w/l%27h%C3%B4pital.terroir'],
        ['parties (2).terroir', 'file:///w/parties%20%282%29.terroir'],
        ['a!b*.terroir', 'file:///w/a%21b%2A.terroir'],
    ])('in an editor, “%s” has the address that the editor gives it', (written, address) => {
        expect(resolveImport('file:///w/a.terroir', `./${written}`)).toBe(address);
    });
});

describe('how a file is written in an import', () => {
    test.each([
        ['a/b.terroir', 'a/c.terroir', './c.terroir'],
        ['a/b.terroir', 'c.terroir', '../c.terroir'],
        ['b.terroir', 'a/c.terroir', './a/c.terroir'],
        ['a/b/c.terroir', 'a/d/e.terroir', '../d/e.terroir'],
        ['a/b.terroir', 'terroir:/providers.terroir', 'terroir:providers'],
        ['file:///w/a.terroir', 'file:///w/h%C3%B4pital%20sud.terroir', './hôpital sud.terroir'],
    ])('%s imports %s as “%s”', (from, to, written) => {
        expect(importOf(from, to)).toBe(written);
    });

    const letters = (extra: string) =>
        fc
            .string({ unit: fc.constantFrom(...'abAB09-_. éß中', ...extra), minLength: 1, maxLength: 6 })
            .filter((step) => !/^\.+$/.test(step) && step.trim() === step);
    const pathsOf = (extra: string) => fc.array(letters(extra), { minLength: 1, maxLength: 4 }).map((steps) => `${steps.join('/')}.terroir`);

    test('is the inverse of what the import means, among paths', () => {
        holds(
            fc.property(pathsOf(''), pathsOf(''), (from, to) => {
                expect(resolveImport(from, importOf(from, to))).toBe(to);
            }),
            1000,
        );
    });

    test('and among addresses', () => {
        const address = (path: string) => `file:///${path.split('/').map(encodeURIComponent).join('/')}`;
        holds(
            fc.property(pathsOf('%#?&+'), pathsOf('%#?&+'), (from, to) => {
                expect(resolveImport(address(from), importOf(address(from), address(to)))).toBe(address(to));
            }),
            1000,
        );
    });

    test('and where a file name on the disk has a percent sign', () => {
        holds(
            fc.property(pathsOf('%'), pathsOf('%2'), (from, to) => {
                expect(resolveImport(from, importOf(from, to))).toBe(to);
            }),
            1000,
        );
    });
});
