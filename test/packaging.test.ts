import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const built = (path: string) => new URL(`../dist/${path}`, import.meta.url);
const vsix = built('terroir.vsix');
const there = existsSync(vsix);
if (!there) console.log('The packaging is not tested: dist/terroir.vsix is not built (npm run build && npm run package).');

/** The names in a zip, from its central directory. */
function names(zip: Buffer): string[] {
    const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    const found: string[] = [];
    let at = zip.readUInt32LE(end + 16);
    for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
        const length = zip.readUInt16LE(at + 28);
        found.push(zip.toString('utf8', at + 46, at + 46 + length));
        at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    }
    return found;
}

describe.skipIf(!there)('the packaged extension', () => {
    test('holds what is listed and nothing else', async () => {
        const list = names(readFileSync(vsix)).sort();
        await expect(`${list.join('\n')}\n`).toMatchFileSnapshot('packaging.txt');
    });

    test('is under 3 MB, and its client bundles under half of one', () => {
        expect(statSync(vsix).size).toBeLessThan(3_000_000);
        for (const client of ['client/node.cjs', 'client/web.cjs']) expect(statSync(built(client)).size).toBeLessThan(500_000);
    });

    test('brings the licence of every package that is bundled', () => {
        const licences = readFileSync(built('THIRD-PARTY-LICENSES.txt'), 'utf8');
        for (const name of ['langium', 'vscode-languageclient', 'vscode-languageserver']) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    });
});
