import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processIo } from '../../server/cli/io.ts';
import { diskOf, findings, terroir } from './terminal.ts';

const sound = 'organisation Clinic { seat FR  kind mutual }\n';
const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (string | number)[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : [part])));

describe('bytes that are no spec', () => {
    const bad: [what: string, content: Uint8Array, found: string][] = [
        ['a NUL', bytes('organisation A\n', 0, '{}'), '2:1 input/not-text'],
        ['a picture', bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 0x0d, 'IHDR'), '3:1 input/not-text'],
        ['a byte that begins no character', bytes('// ', 0xff, '\n'), '1:4 input/not-utf8'],
        ['a stray second byte', bytes('// é a', 0x80), '1:7 input/not-utf8'],
        ['a character cut short by another', bytes('//\n// ', 0xe2, 0x82, 'x'), '2:4 input/not-utf8'],
        ['a character cut short by the end', bytes('// ', 0xf0, 0x9f, 0x98), '1:4 input/not-utf8'],
        ['a character of two bytes cut short', bytes('// ', 0xc3, 'x'), '1:4 input/not-utf8'],
        ['the first byte of two at the end', bytes('//\n// é', 0xc3), '2:5 input/not-utf8'],
        ['Latin-1', bytes('organisation A "h', 0xe9, 'pital" {}'), '1:18 input/not-utf8'],
        ['half a surrogate pair', bytes('// ', 0xed, 0xa0, 0x80), '1:4 input/not-utf8'],
        ['UTF-16', bytes(0xff, 0xfe, 'o', 0, 'r', 0), '1:1 input/not-utf8'],
        ['UTF-16 with its bytes the other way round', bytes(0xfe, 0xff, 0, 'o', 0, 'r'), '1:1 input/not-utf8'],
    ];
    test.each(bad)('%s is a finding, and the file beside it is judged', async (_, content, found) => {
        const run = await findings([], { 'a.terroir': content, 'b.terroir': 'organisation A { seet FR }' });
        expect(run.code).toBe(2);
        expect(run.found).toEqual([`a.terroir:${found}`, 'b.terroir:1:18 syntax/unexpected-word']);
        const { code, out } = await terroir(['check'], { 'a.terroir': content, 'b.terroir': sound });
        expect(code).toBe(2);
        expect(out).toContain(`a.terroir:${found.replace(' ', ' error ')}\n`);
    });

    test('the byte that begins no character is found wherever it stands', async () => {
        const file = (n: number) => bytes('x'.repeat(n), 0xff, 'y'.repeat(n % 4));
        const files = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${String(n).padStart(2, '0')}.terroir`, file(n)]));
        const { found } = await findings([], files);
        expect(found).toEqual(Object.keys(files).map((path, n) => `${path}:1:${n + 1} input/not-utf8`));
    });

    test('a byte order mark and the line ends of Windows are no trouble', async () => {
        const { code, found } = await findings([], { 'a.terroir': bytes(0xef, 0xbb, 0xbf, 'organisation A {\r\n    seet FR\r\n}\r\n') });
        expect({ code, found }).toEqual({ code: 1, found: ['a.terroir:2:5 syntax/unexpected-word'] });
    });

    test.each(['check', 'format'])('a folder as the standard input is a finding of %s, like one that is called so', async (command) => {
        const stdin = () => {
            throw Object.assign(new Error('EISDIR: illegal operation on a directory, read'), { code: 'EISDIR' });
        };
        const { code, out, err } = await terroir([command, '-'], {}, { stdin });
        expect([code, out + err]).toEqual([2, expect.stringContaining('stdin.terroir:1:1 error input/unreadable\n  It is a folder, not a text.\n')]);
    });

    test.each(['deep/b.terroir', './deep/b.terroir', '/specs/deep/b.terroir'])(
        'what is typed is called as the file would be, and finds what it imports: %s',
        async (name) => {
            const stdin = () => utf8('import "./a.terroir"\nimport "./b.terroir"\nservice S by Clinic { stores in FR }\n');
            const { code, found } = await findings(['-', '--stdin-path', name], { 'deep/a.terroir': sound }, { stdin });
            expect([code, found]).toEqual([0, ['deep/b.terroir:2:1 names/imports-itself']]);
            const outside = await findings(['-', '--stdin-path', name, '--root', '/specs/deep'], { 'deep/a.terroir': sound }, { stdin });
            expect([outside.code, outside.found]).toEqual([0, ['b.terroir:2:1 names/imports-itself']]);
        },
    );

    test('what is typed takes the place of no file of the library', async () => {
        const { code, report } = await findings(['-', '--stdin-path', 'terroir:/providers.terroir'], {}, { stdin: () => utf8(sound) });
        expect([code, report.findings.map(({ message }) => message)]).toEqual([2, ['A path that begins with terroir:/ is taken by the library.']]);
    });

    test('nor does a file on the disk', async () => {
        const { code, report } = await findings([], { 'terroir:/providers.terroir': sound });
        expect([code, report.findings.map(({ message }) => message)]).toEqual([2, ['A path that begins with terroir:/ is taken by the library.']]);
    });

    test('nothing but a byte order mark is nothing that comes in', async () => {
        const { code, err } = await terroir(['check', '-'], {}, { stdin: () => bytes(0xef, 0xbb, 0xbf) });
        expect([code, err]).toEqual([2, expect.stringContaining('Nothing was judged: nothing came in on the standard input.')]);
    });

    test('an empty file is a spec', async () => {
        expect(await terroir(['check'], { 'a.terroir': '' })).toMatchObject({ code: 0 });
    });
});

describe('too much', () => {
    test('a file above --max-size is refused before it is read', async () => {
        const disk = diskOf({ 'a.terroir': sound, 'b.terroir': '// short\n' });
        const read: string[] = [];
        const counting = {
            ...disk,
            read(path: string, most: number) {
                if (path.endsWith('.terroir')) read.push(path);
                return disk.read(path, most);
            },
        };
        const { code, found } = await findings(['--max-size', '10'], {}, { disk: counting });
        expect({ code, found, read }).toEqual({ code: 2, found: ['a.terroir:1:1 syntax/too-large'], read: ['/specs/b.terroir'] });
    });

    test('a file that is just as large as it may be is judged, and so is what is typed', async () => {
        const [just, more] = [sound.length, sound.length - 1].map((most) => ['--max-size', String(most)]);
        const stdin = () => utf8(sound);
        for (const argv of [['a.terroir'], ['-']]) {
            expect((await findings([...argv, ...(just ?? [])], { 'a.terroir': sound }, { stdin })).found).toEqual([]);
            const { found } = await findings([...argv, ...(more ?? [])], { 'a.terroir': sound }, { stdin });
            expect(found).toEqual([`${argv[0] === '-' ? 'stdin.terroir' : 'a.terroir'}:1:1 syntax/too-large`]);
        }
    });

    test('what is typed without an end is refused', async () => {
        const { code, report } = await findings(['-', '--max-size', '10'], {}, { stdin: (most) => new Uint8Array(most).fill(0x20) });
        const said = 'More comes in than the limit of 10 bytes, so nothing of it is judged. --max-size raises the limit.';
        expect([code, report.findings.map(({ message }) => message)]).toEqual([2, [said]]);
    });

    test('a file that grows while it is read is refused, too', async () => {
        const disk = diskOf({ 'a.terroir': sound });
        const growing = { ...disk, look: (path: string) => ({ ...disk.look(path), size: disk.look(path).kind === 'file' ? 3 : 0 }) };
        expect(await findings(['--max-size', '10'], {}, { disk: growing })).toMatchObject({ code: 2, found: ['a.terroir:1:1 syntax/too-large'] });
    });

    test('10 000 blocks in each other', async () => {
        const { code, found } = await findings([], { 'a.terroir': 'contract A {'.repeat(10_000), 'b.terroir': sound });
        expect({ code, found }).toEqual({ code: 2, found: [`a.terroir:1:${32 * 12 + 12} syntax/too-large`] });
    });

    test('--max-depth raises the limit, and the parser copes', async () => {
        const { code } = await findings(['--max-depth', '1000'], { 'a.terroir': 'contract A {'.repeat(300) });
        expect(code).toBe(1);
    });
});

describe('files that are not what they were', () => {
    test('a file that vanishes between listing and reading', async () => {
        const disk = diskOf({ 'a.terroir': sound, 'b.terroir': 'organisation A { seet FR }' });
        const vanishing = {
            ...disk,
            read(path: string, most: number) {
                if (path === '/specs/a.terroir') throw Object.assign(new Error(), { code: 'ENOENT' });
                return disk.read(path, most);
            },
        };
        const { code, found, report } = await findings([], {}, { disk: vanishing });
        expect({ code, found }).toEqual({ code: 2, found: ['a.terroir:1:1 input/unreadable', 'b.terroir:1:18 syntax/unexpected-word'] });
        expect(report.findings[0]?.message).toBe('The file was there a moment ago and has vanished.');
    });

    test('a file and a folder that may not be read', async () => {
        const disk = diskOf({ 'a.terroir': sound, 'shut/b.terroir': sound });
        const forbidden = Object.assign(new Error(), { code: 'EACCES' });
        const shut = {
            ...disk,
            list(folder: string) {
                if (folder === '/specs/shut') throw forbidden;
                return disk.list(folder);
            },
            read() {
                throw forbidden;
            },
        };
        const { code, found, report } = await findings([], {}, { disk: shut });
        expect({ code, found }).toEqual({ code: 2, found: ['a.terroir:1:1 input/unreadable', 'shut:1:1 input/unreadable'] });
        expect(report.findings.map(({ message }) => message)).toEqual(Array(2).fill('Reading it is not permitted.'));
    });

    test.each([
        ['EACCES', 'Reading it is not permitted.'],
        ['EPERM', 'Reading it is not permitted.'],
        ['ELOOP', 'Its symbolic links lead round in a circle.'],
        ['ENOENT', 'There is no such file or folder.'],
        ['ENOTDIR', 'There is no such file or folder.'],
        ['EIO', 'It cannot be read: EIO.'],
    ])('a file that cannot be looked at, since the disk says %s', async (code, said) => {
        const disk = diskOf({ 'a.terroir': sound });
        const look: typeof disk.look = (place) => {
            if (place === '/specs/a.terroir') throw Object.assign(new Error(), { code });
            return disk.look(place);
        };
        const { report } = await findings(['a.terroir'], {}, { disk: { ...disk, look } });
        expect(report.findings.map(({ message }) => message)).toEqual([said]);
    });

    test('what is not of the disk is no fault of a file', async () => {
        const stdin = () => {
            throw new Error('broken off');
        };
        await expect(terroir(['check', '-'], {}, { stdin })).rejects.toThrow('broken off');
    });

    test('an imported file that cannot be read is said, and not called missing', async () => {
        const files = { 'a.terroir': 'import "./lib/b.terroir"\n', 'lib/b.terroir': bytes('//', 0) };
        expect(await findings(['a.terroir'], files)).toMatchObject({ code: 2, found: ['lib/b.terroir:1:3 input/not-text'] });
    });
});

describe('specs that lead round in circles, or nowhere', () => {
    test('an import of what no file on a disk can be called', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'terroir-names-'));
        try {
            writeFileSync(join(folder, 'a.terroir'), `import "./b\\0.terroir"\nimport "./${'b'.repeat(300)}.terroir"\n`);
            const { code, found } = await findings([], {}, { cwd: folder, disk: processIo().disk });
            expect({ code, found }).toEqual({ code: 1, found: ['a.terroir:1:1 names/missing-import', 'a.terroir:2:1 names/missing-import'] });
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    test('an import that begins elsewhere than here, be there a file of that name or not', async () => {
        const files = {
            'a.terroir': 'import "/specs/b.terroir"\nimport "https://example.org/b.terroir"\n',
            'b.terroir': sound,
            'https:/example.org/b.terroir': sound,
        };
        const { code, found } = await findings(['a.terroir'], files);
        expect({ code, found }).toEqual({ code: 1, found: ['a.terroir:1:1 names/missing-import', 'a.terroir:2:1 names/missing-import'] });
    });

    test('imports', async () => {
        const files = {
            'a.terroir': 'import "./b.terroir"\n',
            'b.terroir': 'import "./a.terroir"\n',
            'c.terroir': 'import "./c.terroir"\nimport "./gone.terroir"\nimport "terroir:nothing"\n',
        };
        const { code, found } = await findings([], files);
        expect(found).toEqual([
            'a.terroir:1:1 names/import-cycle',
            'b.terroir:1:1 names/import-cycle',
            'c.terroir:1:1 names/imports-itself',
            'c.terroir:2:1 names/missing-import',
            'c.terroir:3:1 names/missing-import',
        ]);
        expect(code).toBe(1);
    });

    test('owners', async () => {
        const source = `
organisation A { seat FR kind company owned 60% by B }
organisation B { seat FR kind company owned 60% by A }
organisation Clinic { seat FR kind mutual }
service S by A { stores in FR }
dataset D { category health subjects patients in FR }
contract C { controller Clinic processor A hosts D on S signed 2026-01-01 effective 2026-01-01 term 2 years }
`;
        const { code, found } = await findings([], { 'a.terroir': source });
        expect(found.filter((one) => /internal|syntax/.test(one))).toEqual([]);
        expect(found.join('\n')).toContain('reach/owners-are-known');
        expect([0, 1]).toContain(code);
    });

    test('dates that no calendar has', async () => {
        const source = 'contract C {\n    signed 0000-01-01\n    effective 2026-02-29\n    term until 12026-01-01\n}\n';
        const { found } = await findings([], { 'a.terroir': source });
        expect(found.filter((one) => one.includes('syntax'))).toEqual([
            'a.terroir:2:12 syntax/no-such-date',
            'a.terroir:3:15 syntax/no-such-date',
            'a.terroir:4:16 syntax/no-such-date',
        ]);
    });
});

describe('on a real disk', () => {
    let folder = '';
    const check = (argv: string[]) => findings(argv, {}, { cwd: folder, disk: processIo().disk });

    beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), 'terroir-'));
        for (const path of ['specs/deep', 'specs/.hidden', 'specs/node_modules/x', 'huge', 'odd']) mkdirSync(join(folder, path), { recursive: true });
        for (const path of [
            'specs/b.terroir',
            'specs/a.terroir',
            'specs/deep/c.terroir',
            'specs/.hidden/d.terroir',
            'specs/node_modules/x/e.terroir',
            'specs/notes.md',
        ]) {
            writeFileSync(join(folder, path), sound);
        }
        symlinkSync('..', join(folder, 'specs/deep/up'));
        symlinkSync('up', join(folder, 'specs/up'));
        symlinkSync('../elsewhere', join(folder, 'specs/linked'));
        mkdirSync(join(folder, 'elsewhere'));
        writeFileSync(join(folder, 'elsewhere/f.terroir'), sound);
        writeFileSync(join(folder, 'huge/line.terroir'), `// ${'x'.repeat(50_000_000)}`);
        symlinkSync('gone.terroir', join(folder, 'odd/broken.terroir'));
        symlinkSync('gone', join(folder, 'odd/broken'));
        symlinkSync('round.terroir', join(folder, 'odd/round.terroir'));
        symlinkSync('hidden.md', join(folder, 'odd/linked.md'));
        writeFileSync(join(folder, 'odd/e\u0301te\u0301 #1.terroir'), 'organisation A { seet FR }');
        writeFileSync(join(folder, 'odd/hidden.md'), 'organisation A { seet FR }');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('folders are searched, links that lead round are followed once, what is hidden or installed is passed over', async () => {
        const { code, report } = await check(['specs']);
        expect(code).toBe(0);
        expect(report).toMatchObject({
            files: [{ path: 'specs/a.terroir' }, { path: 'specs/b.terroir' }, { path: 'specs/deep/c.terroir' }, { path: 'specs/linked/f.terroir' }],
        });
    });

    test('what is given by name is judged, whatever it is called', async () => {
        expect(await check(['specs/.hidden', 'odd/hidden.md'])).toMatchObject({ code: 1, found: ['odd/hidden.md:1:18 syntax/unexpected-word'] });
    });

    test('50 MB in one line', async () => {
        expect(await check(['huge'])).toMatchObject({ code: 2, found: ['huge/line.terroir:1:1 syntax/too-large'] });
    });

    test.runIf(process.platform === 'linux')('names that are not UTF-8', async () => {
        const place = join(folder, 'misnamed');
        mkdirSync(place);
        const named = (name: string) => Buffer.concat([Buffer.from(`${place}/`), Buffer.from(name, 'latin1')]);
        writeFileSync(named('caf\u00e9.terroir'), sound);
        mkdirSync(named('\u00e9t\u00e9'));
        const { code, report } = await check(['misnamed']);
        expect(code).toBe(2);
        expect(report.findings.map(({ file, message }) => `${file} ${message}`)).toEqual(
            ['caf\uFFFD.terroir', '\uFFFDt\uFFFD'].map((name) => `misnamed/${name} Its name is not UTF-8, so it cannot be opened. Give it another name.`),
        );
        rmSync(place, { recursive: true });
    });

    test('links to nowhere and in a circle, and a name with accents, a blank and a hash', async () => {
        const { code, found, report } = await check(['odd']);
        expect(report.findings.map(({ message }) => message)).toContain('It leads nowhere.');
        expect({ code, found }).toEqual({
            code: 2,
            found: ['odd/broken.terroir:1:1 input/unreadable', 'odd/round.terroir:1:1 input/unreadable', 'odd/été #1.terroir:1:18 syntax/unexpected-word'],
        });
        // Of a link that is there nobody is told that it is not.
        expect((await check(['odd/broken.terroir'])).report.findings.map(({ message }) => message)).toEqual(['It leads nowhere.']);
    });

    test('what leads round in a circle and is imported is one failure, told once', async () => {
        const cwd = mkdtempSync(join(folder, 'imported-'));
        symlinkSync('round.terroir', join(cwd, 'round.terroir'));
        writeFileSync(join(cwd, 'a.terroir'), 'import "./round.terroir"\n');
        const { code, out, err } = await terroir(['check'], {}, { cwd, disk: processIo().disk });
        expect([code, (out + err).match(/round in a circle/g)?.length, out + err]).toEqual([2, 1, expect.stringContaining(' 1 failed in 1 file,')]);
    });

    test('what a pattern does not ask for may lead nowhere', async () => {
        const { code, found } = await check(['odd/**/other.terroir']);
        expect({ code, found }).toEqual({ code: 2, found: ['odd/**/other.terroir:1:1 input/nothing-matched'] });
    });

    test('what leads round in a circle, be it given or on the way, is said in words by every command that looks at it', async () => {
        const cwd = mkdtempSync(join(folder, 'circle-'));
        writeFileSync(join(cwd, 'a.terroir'), sound);
        writeFileSync(join(cwd, 'register.csv'), 'Nom du traitement;Finalité\nDossiers;Soins\n');
        symlinkSync('circle', join(cwd, 'circle'));
        execFileSync('git', ['init', '-q', cwd]);
        execFileSync('git', ['-C', cwd, '-c', 'user.name=A', '-c', 'user.email=a@b.example', 'commit', '-q', '--allow-empty', '-m', 'first']);
        for (const place of ['circle', 'circle/inner']) {
            const read = `${place}:1:1 error input/unreadable\n  Its symbolic links lead round in a circle.\n`;
            const says: [said: string, ...argv: string[]][] = [
                [`${place}: circle`, 'diff', place, 'a.terroir'],
                [`${place}: circle`, 'diff', 'a.terroir', place],
                [`${place}: ${read}`, 'diff', '--since', 'HEAD', place],
                [read, 'check', place],
                [read, 'check', '--since', 'HEAD', place],
                [`terroir: --root: there is no folder ${place}.\n`, 'check', '--root', place],
                [`terroir: ${place}/parties.terroir cannot be written: its symbolic links lead round in a circle.\n`, 'init', place, '--template', 'bank'],
                [
                    `terroir: ${place}/dossiers.terroir cannot be written: its symbolic links lead round in a circle.\n`,
                    'import',
                    'register.csv',
                    '--out',
                    place,
                ],
            ];
            for (const [said, ...argv] of says) {
                const { code, out, err } = await terroir(argv, {}, { cwd, disk: processIo().disk });
                expect([code, out + err], argv.join(' ')).toEqual([2, expect.stringContaining(said)]);
            }
        }
    });

    test('a .gitignore that leads round leaves nothing out', async () => {
        mkdirSync(join(folder, 'round'));
        writeFileSync(join(folder, 'round/a.terroir'), sound);
        symlinkSync('.gitignore', join(folder, 'round/.gitignore'));
        expect(await check(['round'])).toMatchObject({ code: 0, report: { files: [{ path: 'round/a.terroir' }] } });
    });

    test.each([
        ['leads round', (place: string) => symlinkSync('terroir.json', place), 'il ne peut pas être lu\u00a0: ses liens symboliques forment une boucle'],
        ['is a folder', (place: string) => mkdirSync(place), 'c’est un dossier, et non un fichier'],
        ['leads nowhere', (place: string) => symlinkSync('gone.json', place), 'son lien symbolique ne mène nulle part'],
    ])('settings that cannot be read are not passed over: terroir.json %s', async (_, make, reason) => {
        const cwd = mkdtempSync(join(folder, 'set-'));
        writeFileSync(join(cwd, 'a.terroir'), sound);
        make(join(cwd, 'terroir.json'));
        const { code, out, err } = await terroir(['check', '--lang', 'fr'], {}, { cwd, disk: processIo().disk });
        expect([code, out, err.split('\n')[0]]).toEqual([2, '', `terroir: terroir.json\u00a0: ${reason}.`]);
    });

    test.runIf(process.platform !== 'win32')('a device is no spec, nor is a pipe that is called like one', async () => {
        const place = join(folder, 'piped');
        mkdirSync(place);
        for (const name of ['pipe.terroir', 'pipe']) execFileSync('mkfifo', [join(place, name)]);
        for (const [given, name] of [
            ['/dev/zero', expect.stringMatching(/\/dev\/zero$/)],
            ['piped/pipe', 'piped/pipe'],
            // Another one in a folder is nobody's loss.
            ['piped', 'piped/pipe.terroir'],
        ] as const) {
            const { code, report } = await check([given]);
            expect([code, report.findings.map(({ file, message }) => [file, message])], given).toEqual([2, [[name, 'It is neither a file nor a folder.']]]);
        }
        // Nor is this one anybody's who asks for others.
        expect((await check(['piped/**/other.terroir'])).found).toEqual(['piped/**/other.terroir:1:1 input/nothing-matched']);
    });

    test('a file has one name, whichever way an import leads back to it', async () => {
        const files = {
            'deep/a.terroir': 'import "../deep/b.terroir"\nimport "../other/c.terroir" as c\ncommitment D by A to c.C { made 2026-01-01 within 2 years }\n',
            'deep/b.terroir': 'organisation A { seat FR  kind mutual  owned 60% by A }\n',
            'other/c.terroir': 'import "../deep/b.terroir"\norganisation C { seat FR  kind mutual  controlled by A }\n',
        };
        for (const argv of [[], ['a.terroir', 'b.terroir'], ['a.terroir']]) {
            const { report } = await findings(argv, files, { cwd: '/specs/deep' });
            const { files: read } = report as unknown as { files: { path: string; judged: boolean }[] };
            expect(read.map(({ path }) => path)).toEqual(['../other/c.terroir', 'a.terroir', 'b.terroir']);
        }
    });

    test('what imports another one out of a folder above the root is told the way there', async () => {
        const files = { 'deep/b.terroir': sound, 'other/c.terroir': 'service S by Clinic { stores in FR }\n' };
        const { report } = await findings(['../other/c.terroir', 'b.terroir'], files, { cwd: '/specs/deep' });
        const [{ fix }] = report.findings as unknown as [{ fix: { title: string } }];
        expect(fix.title).toBe('Import Clinic from ../deep/b.terroir');
    });

    test('paths are relative to the root, however they are written', async () => {
        for (const given of ['odd/hidden.md', './odd//hidden.md', join(folder, 'odd/hidden.md'), 'specs/../odd/hidden.md']) {
            expect((await check([given])).found).toEqual(['odd/hidden.md:1:18 syntax/unexpected-word']);
        }
        expect((await check(['odd/hidden.md', '--root', 'odd'])).found).toEqual(['hidden.md:1:18 syntax/unexpected-word']);
    });
});
