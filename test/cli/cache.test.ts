import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defineRule, Judge, type Rule, rules, text, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { type Doing, fromCache } from '../../server/cli/cache.ts';
import { cacheFolder } from '../../server/cli/cache-folder.ts';
import { gravityOf, type WeighedJudgement } from '../../server/cli/gravity.ts';
import type { Io } from '../../server/cli/io.ts';
import type { CacheTrouble } from '../../server/cli/kept-file.ts';
import { main, tellOfCache } from '../../server/cli/main.ts';
import { type Disk, type Kept, type Memory, type Outside, processOutside } from '../../server/cli/outside.ts';
import { Remembered } from '../../server/cli/remembering.ts';
import { all, judgedForGood, readingOf, readTold, runOptions } from '../../server/cli/run.ts';
import { parsedOnce, printed, someEdit, startingWorld } from '../harness/generators.ts';
import { diskOf, today } from './terminal.ts';

/*
 * A run that is said again is the run that would have been made: whatever a run may depend on changes in between, and what
 * is printed, written and returned is that of a run without a cache.
 */

let folder = '';
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'terroir-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface World {
    readonly files: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly now?: number;
    readonly columns?: number;
    readonly isTerminal?: boolean;
    readonly program?: string;
    /** Another disk than one of the files, and the folder in which the command runs there. */
    readonly disk?: Disk;
    readonly cwd?: string;
}

/** Runs the command in a world, from the cache or without one; says how it came about. */
async function run(argv: readonly string[], world: World, cache = folder) {
    const { files, env = {}, now = today, columns, isTerminal = false, program = 'this', disk: real = diskOf(files), cwd = '/specs' } = world;
    const told: string[] = [];
    const looked: string[] = [];
    const resolved: string[] = [];
    const glanced: string[] = [];
    const read: string[] = [];
    const trouble: CacheTrouble[] = [];
    let judged = false;
    const output = (name: string) => ({ write: (text: string) => void told.push(`${name} ${text}`), isTerminal, columns });
    const disk = {
        ...real,
        look: (path: string) => {
            looked.push(path);
            return real.look(path);
        },
        real: (path: string) => {
            resolved.push(path);
            return real.real(path);
        },
        read: (path: string, most: number) => {
            read.push(path);
            return real.read(path, most);
        },
        glance: <T>(path: string, most: number, look: (bytes: Uint8Array) => T): T => {
            glanced.push(path);
            return real.glance(path, most, look);
        },
        write: (path: string, text: string) => {
            told.push(`${path} ${text}`);
            real.write(path, text);
        },
    };
    const outside: Outside = { stdout: output('out'), stderr: output('err'), env: { ...env, TERROIR_CACHE: cache }, cwd, now, disk };
    const doing: Doing = {
        run: (watched) => {
            judged = true;
            return main(argv, { ...watched, stdin: () => new Uint8Array() });
        },
        tell: (one, told) => {
            if ('file' in one) trouble.push(one);
            tellOfCache(one, argv, told);
        },
    };
    const code = await fromCache(argv, () => program, doing, outside);
    return { said: { code, told: told.sort() }, judged, trouble, looked, resolved, glanced, read };
}

const spec = (seat: string) => `organisation Clinic { seat FR  kind health-institution }
organisation Cloud { seat ${seat}  kind company  controlled by Parent }
organisation Parent { seat ${seat}  kind company }
service Store by Cloud { stores in ${seat} }
dataset Records { category health }
contract Hosting { controller Clinic  hosts Records on Store }
`;
const files = { 'a.terroir': spec('FR') };
const check = ['check', '--format', 'text', '--format', 'json:out.json'];

test('what nothing has changed of is not judged again, and says the same', async () => {
    const first = await run(check, { files });
    const second = await run(check, { files });
    expect([first.judged, second.judged]).toEqual([true, false]);
    expect(second.said).toEqual(first.said);
    expect(first.said.told.some((line) => line.startsWith('/specs/out.json'))).toBe(true);
});

/** Makes a run of which the test says itself what it does, or says it again; whether it was made. */
async function isMade(act: (watched: Outside) => void, given: Partial<Outside> = {}, more: Partial<Doing> = {}): Promise<boolean> {
    let made = false;
    const silent = { write: () => undefined, isTerminal: false, columns: undefined };
    const outside: Outside = { stdout: silent, stderr: silent, env: { TERROIR_CACHE: folder }, cwd: '/specs', now: 0, disk: diskOf({}), ...given };
    const run = async (watched: Outside) => {
        made = true;
        act(watched);
        return 0;
    };
    expect(await fromCache(['check'], () => 'this', { run, tell: () => expect.unreachable(), ...more }, outside)).toBe(0);
    return made;
}

test.each([
    [2, false],
    [3, true],
])('what says %i times eight million characters is made again: %s, for more is not kept', async (times, isAgain) => {
    const told: string[] = [];
    const stdout = { write: (text: string) => void told.push(text), isTerminal: false, columns: undefined };
    const act = ({ stdout, disk }: Outside) => {
        stdout.write('x'.repeat(8e6));
        for (let n = 1; n < times; n++) disk.append('/specs/out.txt', 'x'.repeat(8e6));
    };
    expect([await isMade(act, { stdout }), await isMade(act, { stdout }), told.length]).toEqual([true, isAgain, 2]);
});

test.each<[string, (watched: Outside, real: Disk) => void]>([
    [
        'the same question twice, with something else that was written in between',
        ({ disk }, real) => {
            for (const text of ['before', 'after']) {
                real.write('/specs/a.terroir', text);
                disk.read('/specs/a.terroir', 99);
            }
        },
    ],
    ['for all of the environment', ({ env }) => void Object.keys(env)],
])('what has asked %s, is made again', async (_, asking) => {
    const disk = diskOf(files);
    for (let n = 0; n < 2; n++) expect(await isMade((watched) => asking(watched, disk), { disk })).toBe(true);
});

/** Whether a run is made that looks into a folder and at one file of it: once, again, and when that file has become longer. */
async function isMadeOf(act: (disk: Disk) => void, diskOn = (disk: Disk) => disk): Promise<boolean[]> {
    const made: boolean[] = [];
    for (const source of ['1234', '1234', '12345']) made.push(await isMade(({ disk }) => act(disk), { disk: diskOn(diskOf({ 'a.terroir': source })) }));
    return made;
}

test('a file of which as much was read as was asked for may be longer: how long it is is asked again', async () => {
    const act = (disk: Disk) => {
        disk.list('/specs');
        disk.look('/specs/a.terroir');
        disk.read('/specs/a.terroir', 4);
    };
    expect(await isMadeOf(act)).toEqual([true, false, true]);
});

test('where a disk takes small letters for large ones, a file is asked for again though its folder does not list it so', async () => {
    const act = (disk: Disk) => {
        disk.list('/specs');
        disk.look('/specs/A.terroir');
    };
    expect(await isMadeOf(act, (disk) => ({ ...disk, look: (path) => disk.look(path.toLowerCase()) }))).toEqual([true, false, true]);
});

test('where a folder leads is asked again, unless its own folder has told that, too', async () => {
    const act = ({ disk }: Outside) => {
        disk.list('/specs');
        disk.list('/specs/sub');
        disk.real('/specs/sub');
    };
    const made: boolean[] = [];
    for (const place of ['/one', '/one', '/two']) {
        const disk = { ...diskOf({ 'sub/a.terroir': '' }), real: (path: string) => place + path };
        made.push(await isMade(act, { disk }));
    }
    expect(made).toEqual([true, false, true]);
});

test('where what was written cannot be written again, the run itself says so', async () => {
    const act = ({ disk }: Outside) => disk.write('/specs/out.json', 'x');
    const refusing = () => {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    };
    expect(await isMade(act)).toBe(true);
    let wasAsked = false;
    const again = isMade(
        ({ disk }) => {
            wasAsked = true;
            disk.write('/specs/out.json', 'x');
        },
        { disk: { ...diskOf({}), write: refusing } },
    );
    await expect(again).rejects.toThrow('EACCES');
    expect(wasAsked).toBe(true);
});

test('what a run found where it then wrote is no reason to make it again', async () => {
    const disk = diskOf({ 'out.json': 'before' });
    const act = ({ disk }: Outside) => {
        disk.look('/specs/out.json');
        disk.write('/specs/out.json', 'afterwards');
    };
    expect([await isMade(act, { disk }), await isMade(act, { disk })]).toEqual([true, false]);
});

test('what a run adds to a file is added by the run, and again when it is said again', async () => {
    const disk = diskOf({ 'summary.md': '' });
    const act = ({ disk }: Outside) => disk.append('/specs/summary.md', 'x');
    expect([await isMade(act, { disk }), await isMade(act, { disk })]).toEqual([true, false]);
    expect(Buffer.from(disk.read('/specs/summary.md', 99)).toString()).toBe('xx');
});

test('a run that remembers nothing says, too, that it cannot be kept', async () => {
    const taken = join(folder, 'taken');
    writeFileSync(taken, '');
    const trouble: unknown[] = [];
    await isMade(() => {}, { env: { TERROIR_CACHE: taken } }, { tell: (one) => void trouble.push(one) });
    expect(trouble).toMatchObject([{ is: 'unwritable' }]);
});

test('of a file that a folder lists nothing is asked again but its bytes, and what its folder says of it', async () => {
    const first = await run(['check'], { files });
    const second = await run(['check'], { files });
    expect([first.looked, second.looked].map((paths) => paths.includes('/specs/a.terroir'))).toEqual([true, false]);
    expect((await run(['check'], { files: { 'a.terroir/a.terroir': spec('FR') } })).judged).toBe(true);
    // Whoever names a file has not asked its folder.
    await run(['check', 'a.terroir'], { files });
    const named = await run(['check', 'a.terroir'], { files });
    expect([named.judged, named.looked.includes('/specs/a.terroir')]).toEqual([false, true]);
});

test('of what folders have in them nothing is asked again that they tell, and all of it is when that is otherwise', async () => {
    const deep = { ...files, 'sub/deep/c.terroir': spec('IE') };
    const first = await run(['check'], { files: deep });
    const second = await run(['check'], { files: deep });
    expect(second.judged).toBe(false);
    expect(first.resolved).toEqual(expect.arrayContaining(['/specs', '/specs/sub', '/specs/sub/deep']));
    expect(second.resolved).toEqual(['/specs']);
    expect(first.looked).toEqual(expect.arrayContaining(['/specs/sub', '/specs/.git', '/specs/sub/.git', '/specs/sub/deep/.git']));
    // Above the folder that is judged nobody has asked what there is.
    expect(second.looked.sort()).toEqual(['/.git', '/specs', '/terroir.json']);
    expect(second.glanced.sort()).toEqual(['/specs/a.terroir', '/specs/sub/deep/c.terroir']);
    for (const change of [{ 'sub/.gitignore': 'deep/' }, { 'sub/.git/HEAD': '' }, { '.git': '' }, { 'terroir.json': '{}' }] as Record<string, string>[]) {
        const changed = { ...deep, ...change };
        const again = await run(['check'], { files: changed });
        expect([again.judged, again.said]).toEqual([true, (await run(['check'], { files: changed }, 'off')).said]);
    }
});

test('where one file takes over the beginning of the next all is judged again, though together they hold the same bytes', async () => {
    const [cloud, parent] = ['organisation Cloud { controlled by Parent }\n', 'organisation Parent { seat FR }\n'];
    await run(['check'], { files: { 'a.terroir': cloud, 'b.terroir': parent } });
    const moved = { 'a.terroir': cloud + parent, 'b.terroir': '' };
    const again = await run(['check'], { files: moved });
    expect([again.judged, again.said]).toEqual([true, (await run(['check'], { files: moved }, 'off')).said]);
});

test('with --verbose what is read is told again, and how the cache was used', async () => {
    const words = ['check', '--verbose'];
    const told = async (argv: string[], world: World = { files }, cache = folder) =>
        (await run(argv, world, cache)).said.told.filter((line) => line.startsWith('err ')).map((line) => line.slice('err terroir: '.length).trimEnd());
    const read = ['Files read: 1. Asked for: 1.', 'Read: a.terroir (given as .)', 'Settings: no file'];
    expect(await told(words)).toEqual(['Cache: no earlier run fits. This run is kept.', ...read]);
    expect(await told(words)).toEqual(['Cache: used. All that this rests on is as it was, so nothing was judged again.', ...read]);
    expect(await told([...words, '--no-cache'])).toEqual(['Cache: not asked.', ...read]);
    expect(await told(words, { files }, 'off')).toEqual(['Cache: not asked.', ...read]);
    const taken = join(folder, 'taken');
    writeFileSync(taken, '');
    expect(await told(words, { files }, taken)).toContain('Cache: no earlier run fits. This run is not kept.');
    // Of a command that is never kept nothing is said of it.
    expect((await told(['draw', 'reach', '--verbose'])).filter((line) => line.startsWith('Cache'))).toEqual([]);
    expect(await told([...words, 'gone'])).toContain('Cache: no earlier run fits. This run is not kept.');
    expect(await told(['coverage', '--verbose', '--lang', 'fr'])).toContain(
        'Cache\u00a0: aucune exécution antérieure ne convient. Cette exécution est gardée.',
    );
    // Whoever does not ask is not told.
    expect(await told(['check'])).toEqual([]);
});

/** One thing that becomes otherwise from one run to the next, or nothing. */
const changes: fc.Arbitrary<Partial<World>> = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    {
        weight: 4,
        arbitrary: fc
            .oneof(
                fc.record({ 'a.terroir': fc.constantFrom(spec('FR'), spec('US'), 'import "./b.terroir"\n', 'organisation {') }),
                fc.record({ 'b.terroir': fc.constantFrom(spec('DE').replace('Clinic', 'Other'), '') }),
                fc.record({ 'sub/c.terroir': fc.constantFrom(spec('IE'), 'import "../a.terroir"\n') }),
                fc.record({ 'terroir.json': fc.constantFrom('{}', '{ "rules": { "gdpr": "off" } }', '{ "exclude": ["sub/"] }', '{ "rulse": {} }') }),
                fc.record({ '.gitignore': fc.constantFrom('sub/\n', '# nothing\n') }),
                fc.record({ 'sub/.gitignore': fc.constantFrom('c.terroir\n', '# nothing\n') }),
            )
            .map((changed) => ({ files: changed as Record<string, string> })),
    },
    fc.constantFrom({ LC_ALL: 'fr_FR.UTF-8' }, { LC_ALL: 'C' }, { TERROIR_AS_OF: '2026-12-24' }).map((env) => ({ env: env as Record<string, string> })),
    fc.constantFrom(today, today + 1000, today + 86_400_000).map((now) => ({ now })),
    fc.constantFrom({ columns: 60, isTerminal: true }, { columns: 120, isTerminal: true }, { isTerminal: false }),
);
const commands = fc.constantFrom(check, ['waivers']);

test('whatever changes, a kept run says what a run of now would say', { timeout: 300_000 }, async () => {
    let again = 0;
    await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(commands, changes), { minLength: 3, maxLength: 6 }), async (steps) => {
            let world: World = { files };
            for (const [argv, change] of steps) {
                world = { ...world, ...change, files: { ...world.files, ...change.files } };
                const cached = await run(argv, world);
                if (!cached.judged) again++;
                expect(cached.said).toEqual((await run(argv, world, 'off')).said);
            }
        }),
        { numRuns: 10, seed: 20261127 },
    );
    expect(again).toBeGreaterThan(5);
});

describe('is judged again', () => {
    const judgedTwice = async (argv: readonly string[], one: World, other: World = one) => {
        await run(argv, one);
        return (await run(argv, other)).judged;
    };
    test.each<[string, readonly string[], World, World?]>([
        ['a file that has changed', check, { files }, { files: { 'a.terroir': spec('US') } }],
        ['a folder with a file more', check, { files }, { files: { ...files, 'b.terroir': '' } }],
        [
            'a file that something imports',
            check,
            { files: { 'a.terroir': 'import "./b.terroir"\n' } },
            { files: { 'a.terroir': 'import "./b.terroir"\n', 'b.terroir': spec('FR') } },
        ],
        ['what is configured above', check, { files }, { files: { ...files, '../terroir.json': '{}' } }],
        ['another day', check, { files }, { files, now: today + 86_400_000 }],
        ['another program', check, { files }, { files, program: 'another' }],
        ['another language of the environment', check, { files }, { files, env: { LC_ALL: 'fr_FR.UTF-8' } }],
        ['a wider terminal', check, { files }, { files, columns: 120, isTerminal: true }],
        ['what could not be judged', ['check', 'nowhere.terroir'], { files }],
        ['what is said to be', [...check, '--no-cache'], { files }],
        ['the standard input', ['check', '-'], { files }],
        ['what does more than read and say', ['format', '--check'], { files }],
        ['what is about to change', ['check', '--baseline', 'known.json', '--update-baseline'], { files }],
    ])('%s', async (_, argv, one, other) => {
        expect(await judgedTwice(argv, one, other)).toBe(true);
    });
});

test('a link that leads elsewhere has all judged again, be there the same files with the same in them', async () => {
    const place = mkdtempSync(join(tmpdir(), 'terroir-links-'));
    for (const name of ['one', 'two', 'specs']) mkdirSync(join(place, name));
    for (const name of ['one', 'two']) writeFileSync(join(place, name, 'a.terroir'), spec('FR'));
    const here: World = { files: {}, disk: processOutside().disk, cwd: join(place, 'specs') };
    const inFiles = async () => {
        const { said, judged } = await run(['check', '--quiet'], here);
        return [judged, /in (\d) files?,/.exec(said.told.join(''))?.[1]];
    };
    try {
        for (const name of ['first', 'second']) symlinkSync('../one', join(place, 'specs', name));
        // What two links lead to is judged once.
        expect([await inFiles(), await inFiles()]).toEqual([
            [true, '1'],
            [false, '1'],
        ]);
        rmSync(join(place, 'specs/second'));
        symlinkSync('../two', join(place, 'specs/second'));
        expect(await inFiles()).toEqual([true, '2']);
    } finally {
        rmSync(place, { recursive: true });
    }
});

test('a damaged entry is told, judged anew and replaced', async () => {
    const first = await run(check, { files });
    const kept = join(folder, readdirSync(folder).find((name) => name.endsWith('.json')) ?? '');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    for (const damage of [(text: string) => text.replace('violated', 'passed'), (text: string) => text.slice(0, -2), () => '']) {
        writeFileSync(kept, damage(readFileSync(kept, 'utf8')));
        const second = await run(check, { files });
        expect(second.judged).toBe(true);
        expect(second.trouble).toMatchObject([{ is: 'damaged', file: kept }]);
        expect(second.said.told.filter((line) => !line.includes(kept))).toEqual(first.said.told);
        expect((await run(check, { files })).judged).toBe(false);
    }
});

test('an entry that was mixed up with another is damaged, though each is whole', async () => {
    await run(check, { files });
    await run([...check, '--fail-on', 'never'], { files });
    const [one, other] = readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(folder, name)) as [string, string];
    const bytes = readFileSync(one);
    writeFileSync(one, readFileSync(other));
    writeFileSync(other, bytes);
    for (const argv of [check, [...check, '--fail-on', 'never']]) {
        const again = await run(argv, { files });
        expect([again.judged, again.trouble]).toMatchObject([true, [{ is: 'damaged' }]]);
        expect((await run(argv, { files })).judged).toBe(false);
    }
});

// ---------------------------------------------------------------- file by file

const parties = 'organisation Clinic { seat FR  kind mutual }\norganisation Heron { seat FR  kind cooperative }\nservice Cloud by Heron { stores in FR }\n';
const hosting = (name: string, term = '') =>
    `import "./parties.terroir"\ndataset D${name} { category health }\ncontract ${name} { controller Clinic  hosts D${name} on Cloud ${term} }\n`;
const register = {
    'a.terroir': hosting('A'),
    'b.terroir': hosting('B').replace(/hosts.*}/, '}'),
    'held.terroir': 'import "./parties.terroir"\norganisation Branch { seat FR  kind company  owned 100% by Heron }\n',
    'parties.terroir': parties,
};

/** What is said but for how it came about. */
const saidOf = (told: readonly string[]) => told.filter((line) => !/^err terroir: (?:Files judged|Cache)/.test(line));

/** Runs the command twice, with something changed in between; how many files the second run judged, and what it said. */
async function afterwards(first: World, second: World, argv: readonly string[] = ['check', '--verbose', '--hints']) {
    await run(argv, first);
    const { said, trouble } = await run(argv, second);
    const anew = await run([...argv, '--no-cache'], second);
    expect(saidOf(said.told)).toEqual(saidOf(anew.said.told));
    expect(said.code).toBe(anew.said.code);
    const [, judged] = /Files judged: (\d+) of \d+/.exec(said.told.join('')) ?? [];
    return { judged: judged === undefined ? undefined : Number(judged), trouble, said };
}

describe('of files of which nothing has changed that they rest on', () => {
    test.each<[string, Record<string, string>, number | undefined]>([
        ['a contract by itself', { 'b.terroir': register['b.terroir'].replace('Clinic', 'Clinic  term 2 years') }, 1],
        ['a contract on a service on which others are, too', { 'a.terroir': hosting('A', 'term 2 years') }, 2],
        ['a remark in what all import', { 'parties.terroir': `// all\n${parties}` }, 1],
        ['a host', { 'parties.terroir': parties.replace('stores in FR', 'stores in DE') }, 2],
        // The contract does not import it: its host controls it.
        ['a company that a host controls', { 'held.terroir': register['held.terroir'].replace('seat FR', 'seat CA') }, 3],
        ['a file more', { 'c.terroir': hosting('C').replace(/hosts.*}/, '}') }, 2],
        ['the settings', { 'terroir.json': '{ "rules": { "gdpr": "off" } }' }, undefined],
        ['how long a waiver may last', { 'terroir.json': '{ "waivers": { "maxDays": 10 } }' }, undefined],
    ])('the judgement still holds: %s', async (_, changed, judged) => {
        const world = { files: register };
        expect((await afterwards(world, { files: { ...register, ...changed } })).judged).toBe(judged);
    });

    test('all are judged at a date that is asked for, by another program, and where what was kept is damaged', async () => {
        const changed = { ...register, 'b.terroir': `${register['b.terroir']}// x\n` };
        expect((await afterwards({ files: register }, { files: changed })).judged).toBe(1);
        expect((await afterwards({ files: register }, { files: changed, env: { TERROIR_AS_OF: '2026-12-24' } })).judged).toBeUndefined();
        expect((await afterwards({ files: register }, { files: changed, program: 'another' })).judged).toBeUndefined();
        rmSync(folder, { recursive: true });
        await run(['check', '--verbose', '--hints'], { files: register });
        const kept = join(folder, readdirSync(folder).find((name) => name.endsWith('.judgements')) ?? '');
        expect(statSync(kept).mode & 0o777).toBe(0o600);
        const bytes = readFileSync(kept);
        writeFileSync(kept, bytes.fill(0, bytes.length - 4));
        const { said, trouble } = await run(['check', '--verbose', '--hints'], { files: changed });
        expect(trouble).toMatchObject([{ is: 'damaged', file: kept }]);
        expect(said.told.join('')).not.toMatch(/Files judged:/);
    });

    test('what was asked for otherwise, or from another folder, is kept beside it', async () => {
        const words = ['check', '--verbose', '--hints'];
        const elsewhere = Object.fromEntries(Object.entries(register).map(([path, source]) => [`elsewhere/${path}`, source.replaceAll('Clinic', 'Hospital')]));
        const all = { ...register, ...elsewhere };
        const disk = diskOf(all);
        const here = { files: {}, disk, cwd: '/specs/elsewhere' };
        await run(words, here);
        await run([...words, 'a.terroir'], here);
        await run(words, { ...here, cwd: '/specs' });
        disk.write('/specs/elsewhere/b.terroir', `${elsewhere['elsewhere/b.terroir']}// by itself\n`);
        expect((await run(words, here)).said.told.join('')).toContain('Files judged: 1 of 4');
    });

    test('on a later day those are judged of which a day has come that turns something', async () => {
        const dated = { ...register, 'a.terroir': hosting('A', 'effective 2026-01-01  term 1 year') };
        const later = (days: number) => ({ files: dated, now: today + days * 86_400_000 });
        expect((await afterwards(later(0), later(1))).judged).toBe(0);
        // The contract, and the service that is hosted on under it: the contract ends on 2026-12-31, which is 38 days later.
        expect((await afterwards(later(1), later(38))).judged).toBe(0);
        expect((await afterwards(later(1), later(39))).judged).toBe(2);
        // What was judged since says nothing of what held before.
        expect((await afterwards(later(61), later(2))).judged).toBe(2);
    });

    /** What was kept, as a memory that tells which parts somebody has unpacked. */
    class Shelf implements Memory {
        opened = new Set<number>();
        parts: readonly Kept[] | undefined;
        recall = () => this.parts;
        isAsKept = () => false;
        keep = (_: string, parts: readonly (string | Uint8Array | Kept)[]) => {
            this.parts = parts.map((part, i) =>
                typeof part === 'string' ? { content: part, bytes: new Uint8Array() } : 'bytes' in part ? part : this.part(part, i),
            );
        };
        digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
        private part = (kept: Uint8Array, i: number): Kept => {
            const { opened } = this;
            return {
                content: '',
                get bytes() {
                    opened.add(i);
                    return kept;
                },
            };
        };
    }

    /** Judges files as far as it is not remembered how. */
    function judgedWith(memory: Memory, some: Readonly<Record<string, string>>, rules: readonly Rule[]) {
        const workspace = new Workspace(false);
        workspace.shelve(libraryFiles);
        const remembered = new Remembered(memory, 20_780, []);
        for (const [path, source] of Object.entries(some)) {
            remembered.isAsRead(path, Buffer.from(source));
            if (remembered.importsOf(path)) workspace.lendUnread(path, { source }, remembered);
            else workspace.set(path, source, parsedOnce(source));
        }
        remembered.compare(workspace, new Set(Object.keys(some)));
        const judge = new Judge(workspace, rules);
        const judgements = Object.keys(some).map((path): WeighedJudgement => {
            const known = remembered.judgement(path);
            if (known) return known;
            const judgement = judge.file(path, 20_780);
            remembered.note(judgement);
            return judgement;
        });
        remembered.end();
        return { judgements, taken: remembered.taken };
    }

    test('what has failed is tried again', () => {
        const failing = defineRule({
            id: 'facts/always-fails',
            on: 'Contract',
            summary: text('It fails.'),
            why: text('To be tried again.'),
            norms: [],
            judge: () => {
                throw new Error('broken off');
            },
        });
        const memory = new Shelf();
        expect([[failing], [], []].map((some) => judgedWith(memory, files, some).taken)).toEqual([0, 0, 1]);
    });

    test('where one of very many files has changed, what was found in the others is neither unpacked nor packed again', () => {
        const many = Object.fromEntries([['parties.terroir', parties], ...Array.from({ length: 99 }, (_, i) => [`f${i}.terroir`, hosting(`C${i}`)])]);
        const memory = new Shelf();
        judgedWith(memory, many, rules);
        const before = memory.parts ?? [];
        // Norms, and what is imported and not there; then of each group of some sixteen files their lines, footprints and findings, and where words stand.
        const ofGroup = ['lines', 'footprints', 'findings', 'places'] as const;
        const kindOf = (i: number) => (i < 2 ? 'all' : ofGroup[(i - 2) % ofGroup.length]);
        expect(before).toHaveLength(2 + ofGroup.length * 4);
        const changed = { ...many, 'f7.terroir': `${many['f7.terroir']}// by itself\n` };
        const { judgements, taken } = judgedWith(memory, changed, rules);
        expect(taken).toBe(99);
        const fresh = (was: readonly Kept[]) => (memory.parts ?? []).flatMap((part, i) => (part === was[i] ? [] : [kindOf(i)]));
        expect(fresh(before)).toEqual(['all', 'lines', 'footprints', 'findings']);
        // Of the others nothing was looked at but what the file leads to, and of that no findings.
        const opened = [...memory.opened].map(kindOf);
        expect(opened.filter((kind) => kind === 'footprints').length).toBeLessThanOrEqual(2);
        expect(opened.filter((kind) => kind === 'findings')).toHaveLength(1);

        const anew = judgedWith(new Shelf(), changed, rules).judgements;
        for (const [i, { path, counts, notJudged, until, findings, gravity }] of judgements.entries()) {
            expect({ path, counts, notJudged, until, findings }).toEqual(anew[i]);
            if (gravity) expect(gravity).toEqual(gravityOf(findings));
        }
        // A file more belongs to one group, and moves no other.
        const kept = memory.parts ?? [];
        expect(judgedWith(memory, { ...changed, 'more.terroir': 'organisation More { seat FR  kind mutual }\n' }, rules).taken).toBe(100);
        // The files behind it have other numbers, but nothing of them is unpacked for that.
        const ones = (kind: string) => fresh(kept).filter((one) => one === kind).length;
        expect([ones('footprints'), ones('findings')]).toEqual([1, 1]);
        expect(judgedWith(memory, {}, rules).taken).toBe(0);
        expect(judgedWith(memory, many, rules).taken).toBe(0);
    });

    test('of more files than are kept nothing is kept, nor taken from an earlier run of fewer', () => {
        const memory = new Shelf();
        const io = { disk: diskOf(register), cwd: '/specs', env: {}, now: today, rules } as unknown as Io;
        const told = readTold([], runOptions, io);
        const remembered = (most: number) => {
            if ('problem' in told) expect.unreachable();
            const reading = readingOf({ ...told, operands: ['.'] }, io, memory, most);
            if ('problem' in reading) expect.unreachable();
            const run = judgedForGood(reading, all(reading), true);
            expect(run.judgements).toHaveLength(4);
            return [run.remembered?.taken, memory.parts !== undefined];
        };
        expect([remembered(3), remembered(4), remembered(4), remembered(3)]).toEqual([
            [undefined, false],
            [0, true],
            [4, true],
            [undefined, true],
        ]);
    });

    test('what is no text is none again, and what has grown too large is refused', async () => {
        const changed = { ...register, 'b.terroir': `${register['b.terroir']}// x\n` };
        const noText = { 'no-text.terroir': '// \0\n', 'd.terroir': 'import "./no-text.terroir"\n' };
        const { said, judged } = await afterwards({ files: { ...register, ...noText } }, { files: { ...changed, ...noText } });
        expect([said.code, judged]).toEqual([2, 1]);
        expect(said.told.join('')).toContain('no-text.terroir:1:4 error input/not-text');
        const grown = { ...register, 'b.terroir': `${register['b.terroir']}// ${'x'.repeat(400)}\n` };
        const limited = await afterwards({ files: register }, { files: grown }, ['check', '--verbose', '--hints', '--max-size', '400']);
        // What it named is judged again.
        expect([limited.said.code, limited.judged]).toEqual([2, 1]);
        expect(limited.said.told.join('')).toContain('b.terroir:1:1 error syntax/too-large');
        // A limit that is lower than that of an earlier run is heeded.
        const shallow = ['check', '--verbose', '--hints', '--max-depth'];
        await run([...shallow, '5'], { files: register });
        expect((await run([...shallow, '0'], { files: changed })).said.told.join('')).toContain('a.terroir:2:12 error syntax/too-large');
    });

    test('what has come is named where it was missed', async () => {
        const without = { 'x.terroir': 'contract X { controller Late }\n' };
        const { said } = await afterwards({ files: without }, { files: { ...without, 'y.terroir': 'organisation Late { seat FR  kind mutual }\n' } });
        expect(said.told.join('')).toContain('Late is declared in y.terroir');
    });

    test('whatever changes, a run says what one without a cache would say', { timeout: 300_000 }, async () => {
        let taken = 0;
        const inFolder = (world: ReturnType<typeof startingWorld>) =>
            Object.fromEntries(Object.entries(printed(world)).map(([path, source]) => [`world/${path}`, source]));
        await fc.assert(
            fc.asyncProperty(fc.array(someEdit, { minLength: 4, maxLength: 8 }), async (edits) => {
                let world = startingWorld();
                for (const [i, { edit }] of edits.entries()) {
                    world = edit(world);
                    const files = { ...register, ...inFolder(world), ...(i % 3 === 2 ? { 'a.terroir': hosting('A', 'term 3 years') } : {}) };
                    const argv = ['check', '--verbose', '--format', 'json:out.json', '--hints'];
                    // Now and then it is much later.
                    const now = today + Math.floor(i / 3) * 200 * 86_400_000;
                    const { said } = await run(argv, { files, now });
                    if (said.told.some((line) => line.startsWith('err terroir: Files judged'))) taken++;
                    const anew = await run([...argv, '--no-cache'], { files, now });
                    expect(saidOf(said.told)).toEqual(saidOf(anew.said.told));
                }
            }),
            { numRuns: 12, seed: 20261127 },
        );
        expect(taken).toBeGreaterThan(20);
    });
});

describe('where a file of one folder has changed, those of another folder', () => {
    const before = {
        'one/a.terroir': spec('FR'),
        'two/b.terroir': `import "./c.terroir"\n${hosting('B')}`,
        'two/c.terroir': parties,
        'two/parties.terroir': '',
    };
    const after = { ...before, 'one/a.terroir': `${spec('FR')}// x\n` };
    const places = Object.keys(before).map((path) => `/specs/${path}`);
    // A report would look for the lines of its findings.
    const argv = ['check', '--quiet', '--hints'];
    const specs = (read: readonly string[]) => read.filter((place) => place.endsWith('.terroir'));

    test('are looked at once, and read by nobody', async () => {
        await run(argv, { files: before });
        const { judged, glanced, read, said } = await run(argv, { files: after });
        expect(judged).toBe(true);
        expect(glanced.sort()).toEqual(places);
        expect(specs(read)).toEqual(['/specs/one/a.terroir']);
        expect(said).toEqual((await run(argv, { files: after }, 'off')).said);
    });

    test('are no texts if they were none', async () => {
        const broken = { 'two/d.terroir': Uint8Array.of(0xff, 0xfe, 0xff) };
        await run(argv, { files: before, disk: diskOf({ ...before, ...broken }) });
        const { said } = await run(argv, { files: after, disk: diskOf({ ...after, ...broken }) });
        expect([said.code, said]).toEqual([2, (await run(argv, { files: after, disk: diskOf({ ...after, ...broken }) }, 'off')).said]);
    });

    test('are what the run rests on, as if it had read them', async () => {
        await run(argv, { files: before });
        await run(argv, { files: after });
        expect((await run(argv, { files: after })).judged).toBe(false);
        const changed = { ...after, 'two/c.terroir': parties.replace('stores in FR', 'stores in US') };
        const { judged, said } = await run(argv, { files: changed });
        expect(judged).toBe(true);
        expect(said).toEqual((await run(argv, { files: changed }, 'off')).said);
    });

    test('are read where somebody looks into them; what has changed since it was looked at has no verdict', async () => {
        const importing = { ...before, 'one/a.terroir': `import "../two/c.terroir"\n${hosting('A').replace(/^import.*\n/, '')}` };
        await run(argv, { files: before });
        const honest = await run(argv, { files: importing });
        expect(honest.read).toContain('/specs/two/c.terroir');
        expect(honest.said).toEqual((await run(argv, { files: importing }, 'off')).said);

        rmSync(folder, { recursive: true });
        await run(argv, { files: before });
        const real = diskOf(importing);
        const disk = { ...real, read: (path: string, most: number) => (path.endsWith('/c.terroir') ? Buffer.from('// gone') : real.read(path, most)) };
        const { said } = await run(argv, { files: importing, disk });
        expect(said).toEqual({
            code: 2,
            told: ['err terroir: two/c.terroir has changed while it was judged, so there is no verdict. Give the command again.\n'],
        });
        expect((await run(argv, { files: importing })).said).toEqual(honest.said);
        const { judged, glanced } = await run(argv, { files: importing });
        expect([judged, glanced.sort()]).toEqual([false, places]);
    });

    // What a report quotes is read when it is written; whoever named what is gone, while files are compared.
    test.each<[string, string, string]>([
        ['while a report is written', 'two/b.terroir', after['one/a.terroir']],
        ['while files are compared', 'two/d.terroir', ''],
    ])('are said to have changed %s, in the language of the run', async (_, path, changed) => {
        const told = ['check', '--lang', 'fr'];
        const naming = { ...before, 'two/d.terroir': 'import "../one/a.terroir"\ncontract D { controller Clinic }\n' };
        await run(told, { files: naming });
        const now = { ...naming, 'one/a.terroir': changed };
        const real = diskOf(now);
        const disk = { ...real, read: (place: string, most: number) => (place === `/specs/${path}` ? Buffer.from('// gone') : real.read(place, most)) };
        const { said } = await run(told, { files: now, disk });
        expect(said.code).toBe(2);
        expect(said.told).toContain(`err terroir: ${path} a changé pendant le jugement\u00a0: il n’y a pas de verdict. Relancer la commande.\n`);
    });
});

test('two files that differ in nothing but how their letters are composed are not taken for each other', async () => {
    const [composed, apart] = ['two/\u00e9.terroir', 'two/e\u0301.terroir'];
    const files = { [composed]: 'organisation Here { seat FR  kind company }\n', [apart]: 'organisation There { seat FR  kind company }\n' };
    await run(check, { files });
    // Where the one is left out the other is called as that was.
    const left = { ...files, 'two/.gitignore': '\u00e9.terroir\n' };
    const { said } = await run(check, { files: left });
    expect(said).toEqual((await run(check, { files: left }, 'off')).said);
});

test('where nothing can be written it says so, and judges', async () => {
    const taken = join(folder, 'taken');
    writeFileSync(taken, '');
    const { judged, trouble, said } = await run(check, { files, env: { LC_ALL: 'fr_FR.UTF-8' } }, taken);
    expect(judged).toBe(true);
    expect(trouble).toMatchObject([{ is: 'unwritable' }]);
    expect(said.told.some((line) => line.includes('ne peut être écrit'))).toBe(true);
    // Nor can what a run remembers that is itself never kept.
    expect((await run(['check', '--baseline', 'known.json', '--update-baseline'], { files }, taken)).trouble).toMatchObject([{ is: 'unwritable' }]);
});

test('the runs that were used last stay', async () => {
    await run(check, { files });
    const [first = ''] = readdirSync(folder);
    // It was kept long ago, and is used today.
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0);
    expect((await run(check, { files })).judged).toBe(false);
    const named = (i: number) => `${`${i}`.padStart(43, '_')}.json`;
    for (let i = 0; i < 230; i++) {
        const other = join(folder, named(i));
        writeFileSync(other, '');
        utimesSync(other, today / 1000 - i, today / 1000 - i);
    }
    await run(['check', 'a.terroir'], { files });
    const left = readdirSync(folder);
    expect(left).toHaveLength(200);
    expect(left).toContain(first);
    expect(left).toContain(named(0));
    expect(left).not.toContain(named(229));
});

test('runs that are very large make room for those that were used later, however few they are', async () => {
    const [large, larger] = ['_', '-'].map((letter) => join(folder, `${letter.repeat(43)}.json`)) as [string, string];
    for (const [i, file] of [large, larger].entries()) {
        writeFileSync(file, '');
        truncateSync(file, 150_000_000);
        utimesSync(file, i, i);
    }
    await run(check, { files });
    const left = readdirSync(folder).map((name) => join(folder, name));
    expect([left.includes(large), left.includes(larger)]).toEqual([false, true]);
});

test('what is not ours stays where it is, whatever it is called and however much there is', async () => {
    const foreign = ['package.json', 'data.json', 'a.judgements', ...Array.from({ length: 230 }, (_, i) => `${i}.json`)];
    for (const name of foreign) {
        writeFileSync(join(folder, name), '{}');
        utimesSync(join(folder, name), 0, 0);
    }
    mkdirSync(join(folder, 'folder.json'));
    truncateSync(join(folder, 'data.json'), 300_000_000);
    for (const argv of [check, ['check', 'a.terroir']]) expect((await run(argv, { files })).trouble).toEqual([]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([...foreign, 'folder.json']));
    expect((await run(check, { files })).judged).toBe(false);
});

test.each<[Record<string, string>, NodeJS.Platform, string | undefined]>([
    [{ HOME: '/home/a' }, 'linux', '/home/a/.cache/terroir'],
    [{ HOME: '/home/a', XDG_CACHE_HOME: '/cache' }, 'linux', '/cache/terroir'],
    [{ HOME: '/home/a', XDG_CACHE_HOME: 'cache' }, 'linux', '/home/a/.cache/terroir'],
    [{ HOME: '/Users/a' }, 'darwin', '/Users/a/Library/Caches/terroir'],
    [{ HOME: '/home/a', TERROIR_CACHE: '.cache' }, 'linux', '/specs/.cache'],
    [{ HOME: '/home/a', TERROIR_CACHE: 'off' }, 'linux', undefined],
    [{}, 'win32', undefined],
])('runs are kept where a machine keeps such things: %o on %s', (env, platform, expected) => {
    expect(cacheFolder({ env, cwd: '/specs' }, platform)).toBe(expected);
});
