import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spareNoMore } from '../../server/cli/cache.ts';
import { Bundles, compiledFolder } from '../../server/cli/compiled.ts';
import { processOutside } from '../../server/cli/outside.ts';
import { holds } from '../harness/generators.ts';
import { root } from '../harness/spec.ts';

/* What V8 compiled of the program in one run is taken in the next, and changes nothing but how long that takes. */

/** A program of two bundles: most of it is called only after it is loaded. */
const bundles = {
    'main.cjs': `const { basename } = require('node:path'); const other = () => require('./other.cjs');
exports.here = () => basename(__filename) + ' in ' + basename(__dirname);
exports.little = (n) => n + 1;
exports.much = (n) => { ${Array.from({ length: 200 }, (_, i) => `const part${i} = (m) => m * ${i} + '${i}'.length; n += part${i}(n) % 7;`).join(' ')} return n; };
exports.others = () => other().count();
`,
    'other.cjs': `let n = 0; exports.count = () => ++n; exports.fails = () => { throw new Error('on purpose'); };`,
};
type Main = { readonly here: () => string; readonly little: (n: number) => number; readonly much: (n: number) => number; readonly others: () => number };

let folder: string;
let kept: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'terroir-bundles-'));
    kept = join(folder, 'kept');
    mkdirSync(kept);
    for (const [name, text] of Object.entries(bundles)) writeFileSync(join(folder, name), text);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** One run: what it calls, and then what is kept. */
function run(...called: readonly ('little' | 'much')[]): number {
    const loading = new Bundles(folder, kept);
    const main = loading.load('main.cjs') as Main;
    const sum = called.reduce((n, name) => main[name](n), 1);
    loading.keep();
    return sum;
}

const sizeOf = (name: string): number => readFileSync(join(kept, name)).length;
/** What is kept, but for how often it was looked whether there was more. */
const bytesOf = (name: string): Buffer => readFileSync(join(kept, name)).subarray(0, -1);
/** How often it was looked whether there was more to keep. */
const looksAt = (name: string): number | undefined => readFileSync(join(kept, name)).at(-1);
/** As if what is kept had been so for an hour. */
const later = (name: string): void => utimesSync(join(kept, name), new Date(), new Date(Date.now() - 3_600_000));

test('bundles know where they are and each other, and each is loaded once', () => {
    for (const where of [kept, kept, undefined]) {
        const loading = new Bundles(folder, where);
        const main = loading.load('main.cjs') as Main;
        expect(main.here()).toMatch(/^main\.cjs in terroir-bundles-/);
        const before = main.others();
        expect(main.others()).toBe(before + 1);
        expect((loading.load('other.cjs') as { count: () => number }).count()).toBe(before + 2);
        expect(loading.load('main.cjs')).toBe(main);
        loading.keep();
    }
    expect(readdirSync(kept).sort()).toEqual(Object.keys(bundles));
});

test('what fails is told with its place in the file', () => {
    for (let i = 0; i < 2; i++) {
        const loading = new Bundles(folder, kept);
        const other = loading.load('other.cjs') as { fails: () => void };
        let stack: string | undefined;
        try {
            other.fails();
        } catch (error) {
            stack = (error as Error).stack;
        }
        expect(stack).toContain(`other.cjs:1:${bundles['other.cjs'].indexOf('new Error') + 1}`);
        loading.keep();
    }
});

test('what was called after a bundle was loaded is kept, too; what other runs call joins it after a while', () => {
    const expected = run('little');
    const small = sizeOf('main.cjs');
    expect(looksAt('main.cjs')).toBe(0);
    // Just after it was kept nobody looks.
    run('little', 'much');
    expect(sizeOf('main.cjs')).toBe(small);
    later('main.cjs');
    run('little', 'much');
    const large = sizeOf('main.cjs');
    expect(large).toBeGreaterThan(small + 2 * 1000);
    expect(looksAt('main.cjs')).toBe(1);
    // Nothing is lost again by runs that call less.
    later('main.cjs');
    expect(run('little')).toBe(expected);
    expect(sizeOf('main.cjs')).toBe(large);
    expect(looksAt('main.cjs')).toBe(2);
});

test('what V8 has forgotten of a long run is not lost: what was kept stays, and is of use', () => {
    run('little', 'much');
    const whole = bytesOf('main.cjs');
    const { createCachedData } = Script.prototype;
    const forgetful = vi.spyOn(Script.prototype, 'createCachedData').mockImplementation(function (this: Script) {
        const all = createCachedData.call(this);
        return all.subarray(0, all.length / 2);
    });
    for (let looks = 1; looks <= 2; looks++) {
        later('main.cjs');
        run('little');
        expect(forgetful).toHaveBeenCalledTimes(looks);
        expect(bytesOf('main.cjs').equals(whole)).toBe(true);
        // Had V8 refused it, it would have been kept as for the first time.
        expect(looksAt('main.cjs')).toBe(looks);
    }
    forgetful.mockRestore();
});

test('it is looked after ever longer', () => {
    run('little');
    for (let looks = 0; looks < 5; looks++) {
        const age = (seconds: number) => utimesSync(join(kept, 'main.cjs'), new Date(), new Date(Date.now() - seconds * 1000));
        age(2 ** looks / 10);
        run('little');
        expect(looksAt('main.cjs')).toBe(looks);
        age(2 ** looks * 1.5);
        run('little');
        expect(looksAt('main.cjs')).toBe(looks + 1);
    }
});

test('what is damaged or cut off is not believed, and made anew', () => {
    const expected = run('little', 'much');
    const file = join(kept, 'main.cjs');
    const whole = readFileSync(file);
    const isMadeAnew = (bytes: Buffer): void => {
        writeFileSync(file, bytes);
        later('main.cjs');
        expect(run('little', 'much')).toBe(expected);
        expect(looksAt('main.cjs')).toBe(0);
        expect(sizeOf('main.cjs')).toBeGreaterThan(1000);
    };
    const changed = (at: number, bit: number): Buffer => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] as number) ^ (1 << bit);
        return bytes;
    };
    // The last byte says no more than when to look again.
    holds(
        fc.property(fc.nat(whole.length - 2), fc.nat(7), (at, bit) => isMadeAnew(changed(at, bit))),
        100,
    );
    holds(
        fc.property(fc.nat(whole.length - 1), (length) => isMadeAnew(whole.subarray(0, length))),
        100,
    );
});

test('nothing is kept where no folder can be made, and nothing of another program', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(compiledFolder(join(folder, 'file'), () => 'mine')).toBeUndefined();
    expect(compiledFolder(undefined, () => 'mine')).toBeUndefined();
    const [mine, another] = ['m'.repeat(43), 'a'.repeat(43)] as const;
    const there = compiledFolder(folder, () => mine);
    expect(there).toBe(join(folder, 'compiled', mine, `${process.version}-${process.arch}`));
    expect(existsSync(there as string)).toBe(true);
    expect(compiledFolder(folder, () => another)).toContain(another);
    expect(readdirSync(join(folder, 'compiled'))).toEqual([another]);
});

test('in a folder that is somebody else’s, what is his stays', () => {
    mkdirSync(join(folder, 'compiled/classes'), { recursive: true });
    writeFileSync(join(folder, 'compiled/classes/Main.class'), 'precious');
    writeFileSync(join(folder, 'compiled/notes.txt'), 'precious');
    expect(compiledFolder(folder, () => 'm'.repeat(43))).toBeDefined();
    expect(readdirSync(join(folder, 'compiled')).sort()).toEqual(['classes', 'm'.repeat(43), 'notes.txt']);
    expect(readdirSync(join(folder, 'compiled/classes'))).toEqual(['Main.class']);
});

test('what is compiled of the command is kept beside the runs, of this program alone, and without a word where it cannot be', () => {
    // `npm test` builds the program before the tests run.
    const program = readFileSync(join(root, 'dist/server/program.txt'), 'utf8');
    const check = (cache: string, ...more: readonly string[]) => {
        const env = { PATH: process.env['PATH'] ?? '', TERROIR_CACHE: cache };
        const words = ['dist/terroir.cjs', 'check', 'examples/clinic.terroir', '--no-cache', '--as-of', '2026-11-23', ...more];
        const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, env, encoding: 'utf8' });
        expect(stderr).toBe('');
        return { status, stdout };
    };
    mkdirSync(join(folder, 'compiled', 'a'.repeat(43)), { recursive: true });
    const first = check(folder);
    expect(first.status).toBe(0);
    expect(readdirSync(join(folder, 'compiled'))).toEqual([program]);
    const own = join(folder, 'compiled', program, `${process.version}-${process.arch}`);
    expect(readdirSync(own)).toEqual(['cache.cjs', 'check.cjs']);
    expect(check(folder)).toEqual(first);
    expect(check(folder, '--lang', 'fr')).toEqual(check('off', '--lang', 'fr'));
    expect(readdirSync(own)).toContain('french.cjs');
    // What is whole, but of another bundle, V8 refuses.
    copyFileSync(join(own, 'cache.cjs'), join(own, 'check.cjs'));
    expect(check(folder)).toEqual(first);
    expect(statSync(join(own, 'check.cjs')).size).toBeGreaterThan(10 * statSync(join(own, 'cache.cjs')).size);
    // A file stands where the folder would be.
    writeFileSync(join(folder, 'file'), '');
    expect(check(join(folder, 'file'))).toEqual(first);
    expect(check('off')).toEqual(first);
    expect(existsSync(join(root, 'off'))).toBe(false);
});

test('whoever spared memory leaves V8 as it was, or nobody could use what it compiled', () => {
    const before = cachedDataVersionTag();
    processOutside().spareMemory?.(true);
    setFlagsFromString('--semi-space-growth-factor=1');
    expect(cachedDataVersionTag()).not.toBe(before);
    spareNoMore();
    expect(cachedDataVersionTag()).toBe(before);

    mkdirSync(join(folder, 'specs'));
    for (let i = 0; i <= 100; i++) writeFileSync(join(folder, 'specs', `${i}.terroir`), `organisation A${i} { seat FR }\n`);
    const check = (): void => {
        const env = { PATH: process.env['PATH'] ?? '', TERROIR_CACHE: folder };
        expect(spawnSync(process.execPath, [join(root, 'dist/terroir.cjs'), 'check', 'specs', '--quiet'], { cwd: folder, env }).status).toBe(0);
    };
    check();
    const own = readdirSync(join(folder, 'compiled'), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('check.cjs')) as string;
    const file = join(folder, 'compiled', own);
    utimesSync(file, new Date(), new Date(Date.now() - 3_600_000));
    writeFileSync(join(folder, 'specs', '0.terroir'), 'organisation Another { seat FR }\n');
    check();
    // What the first run kept was of use to the second.
    expect(readFileSync(file).at(-1)).toBe(1);
});

test('what of Node is hardly ever needed is loaded where it is, and each bundle asks for it once', () => {
    const hook = join(folder, 'hook.cjs');
    writeFileSync(
        hook,
        `const Module = require('node:module');
const { writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const asked = [];
const load = Module._load;
Module._load = (name, by, ...more) => {
    asked.push(name + ' by ' + basename(by?.filename ?? 'nobody'));
    return load(name, by, ...more);
};
process.on('exit', () => writeFileSync(${JSON.stringify(join(folder, 'asked.json'))}, JSON.stringify(asked)));
`,
    );
    const askedIn = (cache: string): readonly string[] => {
        const env = { PATH: process.env['PATH'] ?? '', TERROIR_CACHE: cache };
        const words = ['--require', hook, 'dist/terroir.cjs', 'check', 'examples', '--quiet', '--as-of', '2026-11-23'];
        expect(spawnSync(process.execPath, words, { cwd: root, env, encoding: 'utf8' }).stderr).toBe('');
        const asked = JSON.parse(readFileSync(join(folder, 'asked.json'), 'utf8')) as readonly string[];
        expect(asked).toContain('node:fs by terroir.cjs');
        return asked.filter((one) => /^node:(crypto|zlib|os|v8|readline|child_process) /.test(one)).sort();
    };
    // Every file is summed up, and every part of what is kept is packed.
    expect(askedIn(folder)).toEqual(
        ['crypto by cache', 'crypto by check', 'crypto by recording', 'zlib by check', 'zlib by recording'].map((one) => `node:${one}.cjs`),
    );
    expect(askedIn('off')).toEqual([]);
});
