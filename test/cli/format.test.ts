import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import { expect, test } from 'vitest';
import { processIo } from '../../server/cli/io.ts';
import { diskOf, terroir } from './terminal.ts';

const untidy = 'organisation   A { seat FR }\n';
const tidy = 'organisation A { seat FR }\n';
const broken = 'organisation   B { seet FR }\ndataset   D {}\n';

const files = { 'a.terroir': untidy, 'b/c.terroir': tidy };
const textIn = (disk: ReturnType<typeof diskOf>, path: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(disk.read(path, 10_000));
const bytes = (text: string) => new TextEncoder().encode(text);

test('files are laid out where they are, and those that changed are named', async () => {
    const disk = diskOf(files);
    const { code, out, err } = await terroir(['format'], {}, { disk });
    expect({ code, out, err }).toEqual({ code: 0, out: 'a.terroir\n', err: 'Laid out: 1. Laid out already: 1.\n' });
    expect(textIn(disk, '/specs/a.terroir')).toBe(tidy);
    expect(await terroir(['format', '--quiet'], {}, { disk })).toMatchObject({ code: 0, out: '', err: '' });
});

test('with --check nothing is written, and the exit code tells', async () => {
    const disk = diskOf(files);
    expect(await terroir(['format', '--check'], {}, { disk })).toMatchObject({
        code: 1,
        out: 'a.terroir\n',
        err: 'To be laid out: 1. Laid out already: 1.\n',
    });
    expect(textIn(disk, '/specs/a.terroir')).toBe(untidy);
    expect(await terroir(['format', '--check', 'b'], {}, { disk })).toMatchObject({ code: 0, out: '' });
});

test('with --diff nothing is written, and the difference can be applied', async () => {
    const disk = diskOf(files);
    const { code, out } = await terroir(['format', '--diff'], {}, { disk });
    expect({ code, out }).toEqual({
        code: 0,
        out: '--- a.terroir\n+++ a.terroir\n@@ -1,1 +1,1 @@\n-organisation   A { seat FR }\n+organisation A { seat FR }\n',
    });
    expect(applyPatch(untidy, out)).toBe(tidy);
    expect(textIn(disk, '/specs/a.terroir')).toBe(untidy);
    expect((await terroir(['format', '--diff', '--check'], {}, { disk })).code).toBe(1);
    expect((await terroir(['format', '--diff', '--color', 'always'], {}, { disk })).out).toContain('\u001b[32m+organisation A { seat FR }\u001b[39m');
});

test('the difference of a file with a byte order mark can be applied as well', async () => {
    const marked = `\uFEFF${untidy}`;
    const { out } = await terroir(['format', '--diff'], {}, { disk: diskOf({ 'a.terroir': marked }) });
    expect(applyPatch(marked, out)).toBe(`\uFEFF${tidy}`);
});

test('a file with a syntax error is named and left alone, the others are done', async () => {
    const disk = diskOf({ ...files, 'a0.terroir': broken });
    const { code, out, err } = await terroir(['format'], {}, { disk });
    expect({ code, out }).toEqual({ code: 1, out: 'a.terroir\n' });
    expect(err).toMatch(/^a0\.terroir:1:20 error syntax\/unexpected-word\n {2}“seet” does not begin a fact of an organisation\. Did you mean “seat”\?\n/);
    expect(err).toMatch(/Laid out: 1\. Laid out already: 1\. Left as they are, for they have errors: 1\.\n$/);
    expect(textIn(disk, '/specs/a0.terroir')).toBe(broken);
});

test('what cannot be read or written ends with 2, and the others are done', async () => {
    const disk = diskOf({ ...files, 'z.terroir': Uint8Array.from([0xff]) });
    const run = await terroir(['format', '.', 'gone.terroir'], {}, { disk });
    expect(run).toMatchObject({ code: 2, out: 'a.terroir\n' });
    expect(run.err).toMatch(/gone\.terroir:1:1 error input\/unreadable\n.*\nz\.terroir:1:1 error input\/not-utf8\n/);
    const readOnly = {
        ...diskOf(files),
        write: () => {
            throw Object.assign(new Error('no'), { code: 'EACCES' });
        },
    };
    expect(await terroir(['format'], {}, { disk: readOnly })).toMatchObject({ code: 2, out: '', err: /a\.terroir cannot be written: that is not permitted\./ });
    expect(await terroir(['format'], { 'x.txt': '' })).toMatchObject({ code: 2 });
});

test('the standard input', async () => {
    const from = (text: string, ...options: string[]) => terroir(['format', '-', ...options], {}, { stdin: () => bytes(text) });
    expect(await from(untidy)).toEqual({ code: 0, out: tidy, err: '' });
    expect(await from(tidy)).toEqual({ code: 0, out: tidy, err: '' });
    expect(await from(`\uFEFF${untidy}`)).toEqual({ code: 0, out: `\uFEFF${tidy}`, err: '' });
    expect(await from(untidy, '--check', '--stdin-path', 'x/y.terroir')).toEqual({ code: 1, out: 'x/y.terroir\n', err: '' });
    expect((await from(untidy, '--diff')).out).toContain('+++ stdin.terroir\n');
    const { code, out, err } = await from(broken, '--stdin-path', 'x.terroir');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^x\.terroir:1:20 error/);
});

test('what the settings and .gitignore leave out is left alone', async () => {
    const left = { 'a.terroir': untidy, 'old/b.terroir': untidy, 'made/c.terroir': untidy, 'terroir.json': '{ "exclude": ["old"] }', '.gitignore': 'made\n' };
    expect(await terroir(['format', '--check'], left)).toMatchObject({ code: 1, out: 'a.terroir\n' });
    expect((await terroir(['format', '--check', '--no-config'], left)).out).toBe('a.terroir\nold/b.terroir\n');
});

test('words that contradict each other', async () => {
    expect(await terroir(['format', '-', 'a.terroir'])).toMatchObject({ code: 2, err: /no path can stand beside it/ });
    expect(await terroir(['format', '--stdin-path', 'a.terroir'])).toMatchObject({ code: 2, err: /give - as the path/ });
    expect(await terroir(['format', '--chek'])).toMatchObject({ code: 2, err: /Did you mean --check\?/ });
});

test('line ends, a byte order mark, a link and who may read a file stay as they were', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'terroir-format-'));
    try {
        const file = join(folder, 'a.terroir');
        writeFileSync(file, '\uFEFForganisation   A {\r\nseat FR }\r\n');
        chmodSync(file, 0o640);
        symlinkSync('a.terroir', join(folder, 'link.terroir'));
        const run = await terroir(['format', 'link.terroir'], {}, { cwd: folder, disk: processIo().disk });
        expect(run).toMatchObject({ code: 0, out: 'link.terroir\n' });
        expect(readFileSync(file, 'utf8')).toBe('\uFEFForganisation A {\r\n    seat FR\r\n}\r\n');
        expect(statSync(file).mode & 0o777).toBe(0o640);
    } finally {
        rmSync(folder, { recursive: true });
    }
});
