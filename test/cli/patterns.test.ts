import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processIo } from '../../server/cli/io.ts';
import { matching } from '../../server/cli/matching.ts';
import type { Disk } from '../../server/cli/outside.ts';
import { patternIn } from '../../server/cli/patterns.ts';
import { Sources } from '../../server/cli/sources.ts';
import { diskOf, findings, terroir } from './terminal.ts';

const sound = 'organisation Clinic { seat FR  kind mutual }\n';

/** The files that operands stand for, in /specs; what is not found is in brackets. */
function listed(operands: readonly string[], names: readonly string[], ignored = '') {
    const disk = diskOf({ ...Object.fromEntries(names.map((name) => [name, sound])), '.git/HEAD': '', '.gitignore': ignored });
    const { paths, unreadable } = new Sources(disk, '/specs', { size: 1000, depth: 10 }).list(operands, '/specs');
    return [...paths, ...unreadable.map(({ path, code }) => `(${path} ${code})`)];
}

const names = [
    'a.terroir',
    'b.terroir',
    'notes.md',
    '2025/a.terroir',
    '2025/deep/er/a.terroir',
    '2026/b.terroir',
    '2026/notes.md',
    '.drafts/a.terroir',
    'node_modules/p/a.terroir',
    '.dotted.terroir',
];

describe('a pattern stands for', () => {
    const cases: [pattern: string, found: string[]][] = [
        ['*.terroir', ['.dotted.terroir', 'a.terroir', 'b.terroir']],
        ['?.terroir', ['a.terroir', 'b.terroir']],
        ['[a-a].terroir', ['a.terroir']],
        ['[!a].terroir', ['b.terroir']],
        ['{a,c}.terroir', ['a.terroir']],
        ['{2025/a,b}.terroir', ['2025/a.terroir', 'b.terroir']],
        ['*/a.terroir', ['2025/a.terroir']],
        ['**/a.terroir', ['2025/a.terroir', '2025/deep/er/a.terroir', 'a.terroir']],
        ['./2025/**/a.terroir', ['2025/a.terroir', '2025/deep/er/a.terroir']],
        ['/specs/202?/b.terroir', ['2026/b.terroir']],
        ['../specs/*6/*', ['2026/b.terroir']],
        ['/*/a.terroir', ['a.terroir']],
        // A folder is searched as if it were given.
        ['202*', ['2025/a.terroir', '2025/deep/er/a.terroir', '2026/b.terroir']],
        ['*/deep', ['2025/deep/er/a.terroir']],
        // The folder that it begins in is named, and looked into whatever it is called.
        ['.drafts/*.terroir', ['.drafts/a.terroir']],
        ['node_modules/p/*.terroir', ['node_modules/p/a.terroir']],
        ['*/*/a.terroir', ['(*/*/a.terroir input/nothing-matched)']],
        ['**/.drafts/*.terroir', ['(**/.drafts/*.terroir input/nothing-matched)']],
        ['*.md', ['(*.md input/nothing-matched)']],
        ['nowhere/*.terroir', ['(nowhere/*.terroir input/nothing-matched)']],
        ['a.terroir/*', ['(a.terroir/* input/nothing-matched)']],
        ['A.terroi?', ['(A.terroi? input/nothing-matched)']],
        // Nothing of this stands for several names.
        ['c.terroir', ['(c.terroir input/unreadable)']],
        ['[.terroir', ['([.terroir input/unreadable)']],
        ['{a}.terroir', ['({a}.terroir input/unreadable)']],
        ['+(a).terroir', ['(+(a).terroir input/unreadable)']],
        ['\\*.terroir', ['(\\*.terroir input/unreadable)']],
    ];
    test.each(cases)('%s', (pattern, found) => expect(listed([pattern], names)).toEqual(found));

    test('each file once, in order, whatever leads to it', () => {
        expect(listed(['b.terroir', '*.terroir', '.', '202?/*.terroir'], names)).toEqual(listed(['.'], names));
    });

    test('what .gitignore leaves, in what it passes as in what it finds', () => {
        expect(listed(['**/a.terroir'], names, 'deep/\n/a.terroir\n')).toEqual(['2025/a.terroir']);
    });

    test('a file that is called so before anything else', () => {
        expect(listed(['[ab].terroir'], [...names, '[ab].terroir'])).toEqual(['[ab].terroir']);
        expect(listed(['\\[ab].terroir', '[[]x]/*.terroir'], [...names, '[x]/c.terroir'])).toEqual(['[x]/c.terroir', '(\\[ab].terroir input/unreadable)']);
        expect(listed(['\\[x]/*.terroir'], [...names, '[x]/c.terroir'])).toEqual(['[x]/c.terroir']);
    });

    test('letters, however they are composed', () => {
        for (const [asked, there] of [
            ['NFC', 'NFD'],
            ['NFD', 'NFC'],
        ] as const) {
            for (const given of ['*é/été*.terroir', 'fermé/été 1.terroir', 'fermé']) {
                const found = listed([given.normalize(asked)], ['fermé/été 1.terroir'.normalize(there)]);
                expect(found.map((path) => path.normalize('NFC'))).toEqual(['fermé/été 1.terroir'.normalize('NFC')]);
            }
        }
    });

    test('two files that differ in nothing but how their letters are composed', () => {
        // One of them comes first in its folder, or is given first.
        const both = (['NFD', 'NFC'] as const).map((form) => 'ü.terroir'.normalize(form));
        for (const given of [['.'], ['*.terroir'], both, [...both].reverse(), ['.', ...both]]) expect(listed(given, both), given.join(' ')).toEqual(both);
    });

    test('nothing that only other programs make of its letters', () => {
        const odd = ['#a.terroir', '!a.terroir', '@(a).terroir', 'a.terroir'];
        expect(listed(['#*.terroir'], odd)).toEqual(['#a.terroir']);
        expect(listed(['!*.terroir'], odd)).toEqual(['!a.terroir']);
        expect(listed(['@(a)*'], odd)).toEqual(['@(a).terroir']);
    });
});

/** What is found in /specs on a disk that is otherwise than one of these files in some way. */
const onDisk = (given: string, files: readonly string[], otherwise: (disk: Disk) => Partial<Disk>) => {
    const disk = diskOf(Object.fromEntries(files.map((name) => [name, sound])));
    const { paths, unreadable } = new Sources({ ...disk, ...otherwise(disk) }, '/specs', { size: 1000, depth: 10 }).list([given], '/specs');
    return [...paths, ...unreadable.map(({ path, code }) => `(${path} ${code})`)];
};

test('what is called as a pattern and may not be looked at is no pattern', () => {
    const shut = onDisk('[a].terroir', ['a.terroir'], ({ look }) => ({
        look(place) {
            if (place.includes('[')) throw Object.assign(new Error(), { code: 'EACCES' });
            return look(place);
        },
    }));
    expect(shut).toEqual(['([a].terroir input/unreadable)']);
});

test.each([['x', 'y'].map((name) => ({ name, kind: 'link' as const })), ['y', 'x'].map((name) => ({ name, kind: 'link' as const }))])(
    'of links to one folder the first by name is followed, in whatever order they are listed: %j, %j',
    (...links) => {
        const found = onDisk('in', ['in/x/a.terroir', 'in/y/a.terroir'], ({ list }) => ({
            list: (place) => (place === '/specs/in' ? links : list(place)),
            real: (place) => place.replace(/\/[xy]$/, '/one'),
        }));
        expect(found).toEqual(['in/x/a.terroir']);
    },
);

test('what is not asked for is not walked', () => {
    const disk = diskOf(Object.fromEntries(names.map((name) => [name, sound])));
    const entered: string[] = [];
    const counting = {
        ...disk,
        list(folder: string) {
            entered.push(folder);
            return disk.list(folder);
        },
    };
    new Sources(counting, '/specs', { size: 1000, depth: 10 }).list(['2025/*.terroir', '*/b.terroir'], '/specs');
    expect(entered.sort()).toEqual(['/specs', '/specs/2025', '/specs/2025', '/specs/2026']);
});

describe('on Windows a backslash parts folders', () => {
    const cases: [operand: string, pattern: ReturnType<typeof patternIn>][] = [
        ['specs\\*.terroir', { folder: 'specs/', below: '*.terroir' }],
        ['C:\\specs\\**\\host*.terroir', { folder: 'C:/specs/', below: '**/host*.terroir' }],
        ['C:\\*.terroir', { folder: 'C:/', below: '*.terroir' }],
        ['..\\{a,b}\\x.terroir', { folder: '../', below: '{a,b}/x.terroir' }],
        ['specs/2026\\?.terroir', { folder: 'specs/2026/', below: '?.terroir' }],
        ['\\\\host\\share\\*.terroir', { folder: '//host/share/', below: '*.terroir' }],
        ['specs\\a.terroir', undefined],
    ];
    test.each(cases)('%s', (operand, pattern) => expect(patternIn(operand, '\\')).toEqual(pattern));

    test('and elsewhere takes the meaning of a sign away', () => {
        expect(patternIn('specs\\*.terroir', '/')).toBeUndefined();
        expect(patternIn('a\\[b/\\**.terroir', '/')).toEqual({ folder: 'a[b/', below: '\\**.terroir' });
        expect(matching('\\**.terroir').fits('*1.terroir')).toBe(true);
        expect(matching('\\**.terroir').fits('1.terroir')).toBe(false);
    });
});

describe('without a spec', () => {
    const files = { 'a.terroir': sound, 'empty/notes.md': '', 'left/b.terroir': sound, '.git/HEAD': '', '.gitignore': 'left/b.terroir\n*.md\n' };
    const cases: [operand: string, message: string][] = [
        ['empty', 'There is no .terroir file in this folder, nor in those below it.'],
        ['left', 'No .terroir file in this folder or below it is left: what is there, .gitignore or the configuration leaves out.'],
        ['empty/*.terroir', 'No .terroir file is called as this pattern asks.'],
        ['left/*.terroir', 'No .terroir file that this pattern asks for is left: what is there, .gitignore or the configuration leaves out.'],
    ];
    test.each(cases)('%s is a failure that says why, and none with --no-error-on-unmatched', async (operand, message) => {
        const { code, report } = await findings([operand, 'a.terroir'], files);
        expect([code, report.findings.filter(({ severity }) => severity !== 'hint').map((one) => `${one.file} ${one.rule} ${one.message}`)]).toEqual([
            2,
            [`${operand} input/nothing-matched ${message}`],
        ]);
        const passed = await findings([operand, 'a.terroir', '--no-error-on-unmatched'], files);
        expect([passed.code, passed.found, passed.report]).toMatchObject([0, [], { counts: { files: 1, failed: 0 } }]);
    });

    test('at all: that is said, and is no failure, for every command that takes specs', async () => {
        const commands: [argv: string[], said: RegExp][] = [
            [['check'], /^terroir: Nothing was judged: there is no spec in what was given\.\n$/],
            [['check', '--shard', '1/2'], /Nothing was judged: there is no spec in what was given\./],
            [['horizon'], /Nothing was judged: there is no spec in what was given\./],
            [['coverage'], /Nothing was judged: there is no spec in what was given\./],
            [['draw', 'reach'], /Nothing was judged: there is no spec in what was given\./],
            [['waivers'], /^terroir: Nothing was judged: there is no spec in what was given\.\n$/],
            [['export', '--to', 'json'], /^terroir: Nothing was judged: there is no spec in what was given\.\n$/],
            [['reconcile', 'plan.json'], /^terroir: There is no spec in what was given: nothing promises anything of places\.\n/],
            [['format'], /^terroir: Nothing was laid out: there is no spec in what was given\.\n/],
        ];
        const more = { ...files, 'plan.json': JSON.stringify({ format_version: '1.2', planned_values: { root_module: {} }, configuration: {} }) };
        for (const [argv, said] of commands) {
            expect((await terroir([...argv, 'empty', '*/x*'], more)).code, argv.join(' ')).toBe(2);
            const { code, err } = await terroir([...argv, 'empty', '*/x*', '--no-error-on-unmatched'], more);
            expect([code, err], argv.join(' ')).toEqual([0, expect.stringMatching(said)]);
        }
        const { code, err } = await terroir(['diff', 'empty', 'empty', '--no-error-on-unmatched'], more);
        expect([code, err]).toEqual([0, 'terroir: Nothing was compared: there is no spec in what was given.\n']);
    });

    test('a path that leads nowhere is a failure all the same, and what cannot be read', async () => {
        expect(await findings(['nowhere.terroir', '--no-error-on-unmatched'], files)).toMatchObject({
            code: 2,
            found: ['nowhere.terroir:1:1 input/unreadable'],
        });
        const { code, err } = await terroir(['check', 'empty', 'nowhere.terroir', '--no-error-on-unmatched'], files);
        expect([code, err]).toEqual([2, 'terroir: Nothing was judged: no file could be read.\n']);
        const shut = {
            ...diskOf(files),
            list() {
                throw Object.assign(new Error(), { code: 'EACCES' });
            },
        };
        expect(await findings(['empty/*', '--no-error-on-unmatched'], {}, { disk: shut })).toMatchObject({ code: 2, found: ['empty:1:1 input/unreadable'] });
    });

    test('in French', async () => {
        const { err } = await terroir(['check', 'empty', '--no-error-on-unmatched', '--lang', 'fr'], files);
        expect(err).toBe('terroir: Rien n’a été jugé\u00a0: ce qui a été donné ne contient aucune spécification.\n');
        expect((await terroir(['check', '*.x', '--lang', 'fr'], files)).out).toContain('Aucun fichier .terroir ne porte un nom qui réponde à ce motif.');
    });
});

describe('on a real disk', () => {
    let folder = '';
    beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), 'terroir-'));
        mkdirSync(join(folder, 'specs/2026'), { recursive: true });
        for (const path of ['specs/a.terroir', 'specs/2026/b.terroir']) writeFileSync(join(folder, path), sound);
        symlinkSync('..', join(folder, 'specs/2026/up'));
        symlinkSync('2026', join(folder, 'specs/now'));
        // It comes first, and yet the folder goes by its own name.
        symlinkSync('2026', join(folder, 'specs/2000'));
        symlinkSync('a.terroir', join(folder, 'specs/c.terroir'));
        symlinkSync('gone', join(folder, 'specs/gone'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('links are followed, those that lead round once', async () => {
        const check = async (pattern: string) => {
            const { code, report } = await findings([pattern], {}, { cwd: folder, disk: processIo().disk });
            return [code, ...(report as unknown as { files: { path: string }[] }).files.map(({ path }) => path)];
        };
        expect(await check('specs/*.terroir')).toEqual([0, 'specs/a.terroir', 'specs/c.terroir']);
        expect(await check('specs/no*')).toEqual([0, 'specs/now/b.terroir', 'specs/now/up/a.terroir', 'specs/now/up/c.terroir']);
        expect(await check('specs/**/b.terroir')).toEqual([0, 'specs/2026/b.terroir']);
    });
});
