import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { processOutside } from '../../server/cli/outside.ts';

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
