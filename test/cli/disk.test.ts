import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { processOutside } from '../../server/cli/outside.ts';
import { root } from '../harness/spec.ts';

/* The real disk: what other tests of the command put a map in the place of. */

const folder = mkdtempSync(join(tmpdir(), 'terroir-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { disk } = processOutside();
const bytesOf = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 31) % 251));

test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])('a file of %i bytes is read to its end, and no further than is allowed', (length) => {
    const file = join(folder, `${length}`);
    const bytes = bytesOf(length);
    writeFileSync(file, bytes);
    for (const most of [length + 1, length + 100_000, length, Math.max(1, length - 1), 10, 65_536].filter((one) => one > 0)) {
        expect(bytes.subarray(0, most).equals(disk.read(file, most)), `${most} at most`).toBe(true);
        expect(
            disk.glance(file, most, (seen) => bytes.subarray(0, most).equals(seen)),
            `a glance, ${most} at most`,
        ).toBe(true);
    }
});

test('what was read stays as it was read, whatever is read after it', () => {
    // Together they are longer than what is read into at once, and stand across its end.
    const texts = Array.from({ length: 60 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(1000 + 997 * i));
    const files = texts.map((text, i) => {
        const file = join(folder, `many-${i}`);
        writeFileSync(file, text);
        return file;
    });
    const read = files.map((file) => {
        const bytes = disk.read(file, 100_000);
        disk.glance(file, 100_000, () => undefined);
        return bytes;
    });
    expect(read.map((bytes) => new TextDecoder().decode(bytes))).toEqual(texts);
});

test('a link to a file stays a link, and what it leads to is written, be it there or not', () => {
    const place = join(folder, 'linked');
    mkdirSync(place);
    writeFileSync(join(place, 'there'), 'old');
    for (const name of ['there', 'not yet']) {
        symlinkSync(name, join(place, `to ${name}`));
        disk.write(join(place, `to ${name}`), 'new');
        expect(lstatSync(join(place, `to ${name}`)).isSymbolicLink()).toBe(true);
        expect(readFileSync(join(place, name), 'utf8')).toBe('new');
    }
    expect(readdirSync(place).sort()).toEqual(['not yet', 'there', 'to not yet', 'to there']);
});

test('of what cannot be written to its end nothing stays, and what was there does', () => {
    const file = join(folder, 'report');
    writeFileSync(file, 'old');
    const program = `import { processOutside } from ${JSON.stringify(pathToFileURL(join(root, 'server/cli/outside.ts')))};
        process.on('SIGXFSZ', () => {});
        try { processOutside().disk.write(${JSON.stringify(file)}, 'n'.repeat(100_000)); } catch (error) { console.log(error.code); }`;
    // No file may grow beyond some kilobytes.
    const { stdout } = spawnSync('bash', ['-c', 'ulimit -f 8; "$0" --input-type=module -e "$1"', process.execPath, program], { encoding: 'utf8' });
    expect(stdout).toBe('EFBIG\n');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.startsWith('report'))).toEqual(['report']);
});

test.each(
    ['', 'process.stdin'].flatMap((made) =>
        ['(sleep 0.3; printf ab)', '(printf a; sleep 0.3; printf b)', 'printf ab', 'dd if=/dev/zero bs=1000 count=300 2>/dev/null | tr "\\0" a'].map(
            (producer) => [producer, made] as const,
        ),
    ),
)('all that comes in is read, however long it takes to come: %s %s', (producer, made) => {
    const program = `import { processIo } from ${JSON.stringify(pathToFileURL(join(root, 'server/cli/io.ts')))};
            // Somebody else may have made the pipe one that is not waited at, as Node does for its stream.
            ${made};
            const bytes = processIo().stdin(1e9); console.log(bytes.length, String.fromCharCode(bytes[0], bytes.at(-1)));`;
    const words = ['-c', `${producer} | "$0" --input-type=module -e "$1"`, process.execPath, program];
    const { stdout, stderr } = spawnSync('bash', words, { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual([producer.startsWith('dd') ? '300000 aa\n' : '2 ab\n', '']);
});

test('no more is read of what comes in than was asked for: it may have no end', () => {
    const program = `import { processIo } from ${JSON.stringify(pathToFileURL(join(root, 'server/cli/io.ts')))}; console.log(processIo().stdin(200_001).length);`;
    const words = ['-c', 'head -c 1000000 /dev/zero | "$0" --input-type=module -e "$1"', process.execPath, program];
    const { stdout, stderr } = spawnSync('bash', words, { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['200001\n', '']);
});

test('nothing comes in where there is nothing', () => {
    const program = `import { processIo } from ${JSON.stringify(pathToFileURL(join(root, 'server/cli/io.ts')))}; console.log(processIo().stdin(9).length);`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] }).stdout.toString()).toBe('0\n');
});

test.runIf(process.platform === 'linux')('a folder that takes no other is told, be it to be that of the cache or of a report', () => {
    // Node tries for ever there, if it is left to make folders by itself.
    const check = (env: Readonly<Record<string, string>>, ...more: readonly string[]) =>
        spawnSync(process.execPath, ['dist/terroir.cjs', 'check', 'examples/clinic.terroir', '--as-of', '2026-11-23', '--quiet', ...more], {
            cwd: root,
            env: { PATH: process.env['PATH'] ?? '', ...env },
            encoding: 'utf8',
            timeout: 20_000,
        });
    const kept = check({ TERROIR_CACHE: '/proc/x/y' });
    expect([kept.status, kept.stdout]).toEqual([0, expect.stringContaining('in 1 file')]);
    expect(kept.stderr).toMatch(/^terroir: \/proc\/x\/y\/\S+ cannot be written \(ENOENT\): .*\n$/);
    const reported = check({ TERROIR_CACHE: 'off' }, '--format', 'json:/proc/x/y.json');
    expect([reported.status, reported.stderr]).toEqual([2, expect.stringContaining('/proc/x/y.json')]);
});
