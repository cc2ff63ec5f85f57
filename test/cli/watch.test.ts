import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Io } from '../../server/cli/io.ts';
import type { Disk } from '../../server/cli/outside.ts';
import { type Watching, watching } from '../../server/cli/watch.ts';
import { diskOf, terroir, today } from './terminal.ts';

const bundle = join(import.meta.dirname, '../../dist/terroir.cjs');
const sound = 'organisation Clinic { seat FR  kind mutual }\n';

/** A disk that can be changed while somebody watches it, without any clock. */
function watched(files: Readonly<Record<string, string>>) {
    const disk = diskOf(files);
    const listeners = new Map<string, (name: string | null) => void>();
    const interrupts: (() => void)[] = [];
    const watching: Watching = {
        folder: (place, changed) => {
            listeners.set(place, changed);
            return () => listeners.delete(place);
        },
        link: () => undefined,
        interrupted: (enough) => {
            interrupts.push(enough);
            return () => interrupts.splice(interrupts.indexOf(enough), 1);
        },
        now: () => today,
        silence: 0,
    };
    const tick = () => setTimeout(5);
    return {
        listeners,
        interrupts,
        given: { disk, watching },
        /** Writes a file, and lets what watches its folder act on it. */
        async write(path: string, text: string) {
            await tick();
            disk.write(`/specs/${path}`, text);
            for (const listener of [...listeners.values()]) listener(null);
            await tick();
        },
        async interrupt() {
            await tick();
            for (const enough of [...interrupts]) enough();
        },
    };
}

/** Waits until somebody watches a folder, and has looked once more. */
async function begun({ listeners }: ReturnType<typeof watched>, folder: string) {
    await vi.waitFor(() => expect(listeners.has(folder)).toBe(true), 10_000);
    await setTimeout(40);
}

describe('check --watch', () => {
    test('judges again what has changed, and only then, until it is interrupted', async () => {
        const world = watched({ 'a.terroir': sound, 'lib/b.terroir': sound });
        const run = terroir(['check', '--watch', '--quiet'], {}, world.given);
        await world.write('a.terroir', 'organisation Clinic { seet FR }\n');
        await world.write('a.terroir', 'organisation Clinic { seet FR }\n');
        await world.write('report.json', '{}');
        // In the folder above settings are looked for.
        expect([...world.listeners.keys()].sort()).toEqual(['/', '/specs', '/specs/lib']);
        await world.write('lib/c.terroir', sound);
        await world.write('terroir.json', '{ "failOn": "never" }');
        await world.interrupt();
        const { code, out, err } = await run;
        expect(code).toBe(130);
        expect(err).toBe('');
        expect(out.split(`\n${'─'.repeat(20)}\n`)).toEqual([
            expect.stringMatching(/^0 violated.* in 2 files.*\n$/),
            expect.stringMatching(/^Judged again, since this has changed: a\.terroir\.\n\n0 violated.*1 not judged, 1 broken in 2 files.*\n$/),
            expect.stringMatching(/^Judged again, since this has changed: lib\.\n\n.* in 3 files.*\n$/),
            expect.stringMatching(/^Judged again, since this has changed: \/specs\.\n\n.* in 3 files.*\n$/),
        ]);
        // Nobody is left who watches.
        expect([world.listeners.size, world.interrupts.length]).toEqual([0, 0]);
    });

    test('follows imports out of the folder', async () => {
        const world = watched({ 'in/a.terroir': 'import "../out/b.terroir"\n', 'out/b.terroir': sound, 'else/c.terroir': sound });
        const run = terroir(['check', 'in', '--watch', '--quiet'], {}, world.given);
        await world.write('out/b.terroir', 'organisation Other { seat FR  kind mutual }\n');
        expect(world.listeners.has('/specs/else')).toBe(false);
        await world.interrupt();
        expect((await run).out).toContain('Judged again, since this has changed: out/b.terroir.');
    });

    test('of what it read once and reads no more it hears nothing any more', async () => {
        const world = watched({ 'in/a.terroir': 'import "../out/b.terroir"\n', 'out/b.terroir': sound });
        const run = terroir(['check', 'in', '--watch', '--quiet'], {}, world.given);
        await begun(world, '/specs/out');
        await world.write('in/a.terroir', sound);
        await vi.waitFor(() => expect([...world.listeners.keys()].sort()).toEqual(['/', '/specs', '/specs/in']));
        // It may come to be read once more.
        await world.write('in/a.terroir', 'import "../out/b.terroir"\n');
        await begun(world, '/specs/out');
        await world.interrupt();
        await run;
    });

    test('where only settings are looked for nothing else is heard of, and what cannot be watched there is told and ends nothing', async () => {
        const world = watched({ 'a.terroir': sound });
        const looks: string[] = [];
        const list: Disk['list'] = (place) => {
            looks.push(place);
            return world.given.disk.list(place);
        };
        const disk = { ...world.given.disk, list };
        const folder: Watching['folder'] = (place, changed, failed) => {
            if (place === '/') throw Object.assign(new Error(), { code: 'EACCES' });
            return world.given.watching.folder(place, changed, failed);
        };
        const run = terroir(['check', '--watch', '--quiet'], {}, { disk, watching: { ...world.given.watching, folder } });
        await world.write('a.terroir', 'organisation Clinic { seet FR }\n');
        await world.interrupt();
        const { code, out, err } = await run;
        expect([code, out.match(/Judged again/g)?.length, err]).toEqual([130, 1, 'terroir: / cannot be watched: EACCES.\n']);

        const other = watched({ 'a.terroir': sound });
        const again = terroir(['check', '--watch', '--quiet'], {}, { ...other.given, disk });
        await setTimeout(10);
        const before = looks.length;
        other.listeners.get('/')?.('var');
        await setTimeout(10);
        expect(looks.length).toBe(before);
        other.listeners.get('/')?.('terroir.json');
        await setTimeout(10);
        expect(looks.length).toBeGreaterThan(before);
        await other.interrupt();
        await again;
    });

    test('judges nothing any more of what has changed just before it is interrupted', async () => {
        const world = watched({ 'a.terroir': sound });
        const run = terroir(['check', '--watch', '--quiet'], {}, { ...world.given, watching: { ...world.given.watching, silence: 20 } });
        await begun(world, '/specs');
        world.given.disk.write('/specs/a.terroir', 'organisation Clinic { seet FR }\n');
        world.listeners.get('/specs')?.('a.terroir');
        const looks = vi.spyOn(world.given.disk, 'read');
        await world.interrupt();
        const { out } = await run;
        await setTimeout(40);
        expect([out.match(/Judged again/g), looks.mock.calls]).toEqual([null, []]);
    });

    test('hears of a file by its name, however the letters of that are composed, and not of its neighbours', async () => {
        const world = watched({ 'in/a.terroir': 'import "../out/été.terroir"\n', 'out/été.terroir': sound });
        const run = terroir(['check', 'in', '--watch', '--quiet'], {}, world.given);
        await begun(world, '/specs/out');
        for (const [name, kind] of [
            ['other.terroir', 'company'],
            ['été.terroir'.normalize('NFD'), 'foundation'],
        ] as const) {
            world.given.disk.write('/specs/out/été.terroir', sound.replace('mutual', kind));
            world.listeners.get('/specs/out')?.(name);
            await setTimeout(10);
        }
        await world.interrupt();
        expect((await run).out.match(/Judged again/g)).toHaveLength(1);
    });

    test('hears of whatever comes into a folder that it has listed', async () => {
        const world = watched({ 'a.terroir': sound });
        const run = terroir(['check', '--watch', '--quiet'], {}, world.given);
        await begun(world, '/specs');
        world.given.disk.write('/specs/new.terroir', sound.replace('Clinic', 'New'));
        world.listeners.get('/specs')?.('new.terroir');
        await setTimeout(30);
        await world.interrupt();
        expect((await run).out.match(/Judged again/g)).toHaveLength(1);
    });

    test('the order in which a folder is listed is no change of it; a folder that comes into it is one, and a report that does is none', async () => {
        const world = watched({ 'a.terroir': sound, 'b.terroir': sound.replace('Clinic', 'Other') });
        let turn = (inside: ReturnType<Disk['list']>) => inside;
        const list: Disk['list'] = (place) => turn(world.given.disk.list(place));
        const run = terroir(['check', '--watch', '--quiet'], {}, { ...world.given, disk: { ...world.given.disk, list } });
        await begun(world, '/specs');
        for (const next of [
            (inside) => [...inside].reverse(),
            (inside) => [...inside, { name: 'report.json', kind: 'file' }],
            (inside) => [...inside, { name: 'more', kind: 'folder' }],
        ] satisfies (typeof turn)[]) {
            turn = (inside) => (inside.length < 2 ? inside : next(inside));
            world.listeners.get('/specs')?.(null);
            await setTimeout(30);
        }
        await world.interrupt();
        expect((await run).out.match(/Judged again.*/g)).toEqual(['Judged again, since this has changed: /specs.']);
    });

    test('a folder that is not there is heard of when it comes, and what came into it before it was watched is seen', async () => {
        const world = watched({ 'in/a.terroir': 'import "../late/b.terroir"\n' });
        let isThere = false;
        const folder: Watching['folder'] = (place, ...others) => {
            if (place === '/specs/late') {
                if (!isThere) throw Object.assign(new Error(), { code: 'ENOENT' });
                world.given.disk.write('/specs/late/b.terroir', sound);
            }
            return world.given.watching.folder(place, ...others);
        };
        const run = terroir(['check', 'in', '--watch', '--quiet'], {}, { ...world.given, watching: { ...world.given.watching, folder } });
        await begun(world, '/specs/in');
        expect([...world.listeners.keys()].sort()).toEqual(['/', '/specs', '/specs/in']);
        isThere = true;
        world.listeners.get('/specs')?.('late');
        await begun(world, '/specs/late');
        await world.interrupt();
        const { code, out, err } = await run;
        expect({ code, err }).toEqual({ code: 130, err: '' });
        expect(out.match(/Judged again.*/g)).toEqual(['Judged again, since this has changed: late/b.terroir.']);
    });

    test('watches a folder anew that may be another one than it was', async () => {
        const world = watched({ 'a.terroir': sound, 'lib/b.terroir': sound });
        const watches: string[] = [];
        const ended: string[] = [];
        const folder: Watching['folder'] = (place, ...others) => {
            watches.push(place);
            const end = world.given.watching.folder(place, ...others);
            return () => {
                ended.push(place);
                end();
            };
        };
        const run = terroir(['check', '--watch', '--quiet'], {}, { ...world.given, watching: { ...world.given.watching, folder } });
        await begun(world, '/specs/lib');
        expect(watches.sort()).toEqual(['/', '/specs', '/specs/lib']);
        world.listeners.get('/specs/lib')?.('b.terroir');
        await setTimeout(10);
        expect(watches).toHaveLength(3);
        world.listeners.get('/specs/lib')?.('lib');
        await vi.waitFor(() => expect(watches.slice(3)).toEqual(['/specs/lib']));
        expect(ended).toEqual(['/specs/lib']);
        await world.interrupt();
        await run;
    });

    test('says what cannot be watched, and ends with 2', async () => {
        const world = watched({ 'a.terroir': sound });
        const folder = () => {
            throw Object.assign(new Error(), { code: 'ENOSPC' });
        };
        const { code, err } = await terroir(['check', '--watch'], {}, { ...world.given, watching: { ...world.given.watching, folder } });
        expect({ code, err }).toEqual({ code: 2, err: 'terroir: /specs cannot be watched: ENOSPC.\n' });
        expect(world.interrupts).toEqual([]);
    });

    test('settings that are half written while it watches are told, and waited for; at the beginning they end the run', async () => {
        const world = watched({ 'a.terroir': sound, 'terroir.json': '{}' });
        const run = terroir(['check', '--watch', '--quiet'], {}, world.given);
        await begun(world, '/specs');
        await world.write('terroir.json', '{ "failOn": ');
        await setTimeout(40);
        await world.write('terroir.json', '{ "failOn": "never" }');
        await setTimeout(40);
        await world.interrupt();
        const { code, out, err } = await run;
        expect([code, out.match(/^0 violated/gm)?.length, err]).toEqual([130, 2, expect.stringMatching(/^terroir: terroir\.json:1:13: This is not JSON: /)]);
        const broken = watched({ 'a.terroir': sound, 'terroir.json': '{ "failOn": ' });
        expect(await terroir(['check', '--watch'], {}, broken.given)).toMatchObject({ code: 2, out: '' });
    });

    test.each([
        [['-'], /- cannot stand beside it/],
        [['--verify', 'x'], /--verify cannot stand beside it/],
        [['--baseline', 'x', '--update-baseline'], /--update-baseline cannot stand beside it/],
        [['--format', 'sarf'], /Did you mean sarif/],
        [['--as-of', 'tomorrow'], /--as-of:/],
    ])('is refused with %j', async (argv, said) => {
        const { code, err } = await terroir(['check', '--watch', ...argv], {}, watched({ 'a.terroir': sound }).given);
        expect(code).toBe(2);
        expect(err).toMatch(said);
    });
});

/* A run that takes as long as a test wants. */
describe('while it runs', () => {
    /** Runs that read one file, of which so many end by themselves, and the others when they are let go. */
    async function slow(silence = 0, quick = 1) {
        const world = watched({ 'a.terroir': sound });
        const read = vi.spyOn(world.given.disk, 'read');
        const running: (() => void)[] = [];
        let begun = 0;
        const run = async ({ disk }: Pick<Io, 'disk'>): Promise<number> => {
            disk.read('/specs/a.terroir', 1000);
            begun++;
            if (begun > quick) await new Promise<void>((resolve) => running.push(resolve));
            return 0;
        };
        const io = { disk: world.given.disk, cwd: '/specs', stdout: { write: () => {} }, stderr: { write: () => {} } } as unknown as Io;
        const ended = watching(run, io, { ...world.given.watching, silence }, (message) => message);
        if (quick > 0) await vi.waitFor(() => expect(world.listeners.has('/specs')).toBe(true));
        await setTimeout(silence + 10);
        const change = (kind: string) => {
            world.given.disk.write('/specs/a.terroir', sound.replace('mutual', kind));
            world.listeners.get('/specs')?.('a.terroir');
        };
        return { world, read, change, ended, begun: () => begun, letGo: () => running.shift()?.() };
    }

    test('nothing else runs beside it: what changes meanwhile is seen when it is done', async () => {
        const { world, change, ended, begun, letGo } = await slow();
        change('company');
        await vi.waitFor(() => expect(begun()).toBe(2));
        change('foundation');
        await setTimeout(30);
        expect(begun()).toBe(2);
        letGo();
        // Nobody says again that something has changed.
        await vi.waitFor(() => expect(begun()).toBe(3));
        letGo();
        await world.interrupt();
        expect(await ended).toBe(130);
    });

    test('what is heard after the end is heeded by nobody', async () => {
        const { world, read, change, ended, begun, letGo } = await slow();
        change('company');
        await vi.waitFor(() => expect(begun()).toBe(2));
        const listener = world.listeners.get('/specs');
        await world.interrupt();
        expect(await ended).toBe(130);
        letGo();
        await setTimeout(10);
        read.mockClear();
        listener?.('a.terroir');
        await setTimeout(10);
        expect(read).not.toHaveBeenCalled();
    });

    test('who has had enough of the first run has nothing watched after it', async () => {
        const { world, ended, letGo } = await slow(0, 0);
        await world.interrupt();
        expect(await ended).toBe(130);
        letGo();
        await setTimeout(10);
        expect([...world.listeners.keys()]).toEqual([]);
    });

    test('what was read is looked at once when it is done, and once when a swarm of changes has passed', async () => {
        const { world, read, ended } = await slow(20);
        await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
        await setTimeout(40);
        expect(read).toHaveBeenCalledTimes(2);
        read.mockClear();
        for (let i = 0; i < 3; i++) world.listeners.get('/specs')?.('a.terroir');
        await vi.waitFor(() => expect(read).toHaveBeenCalled());
        await setTimeout(40);
        expect(read).toHaveBeenCalledTimes(1);
        await world.interrupt();
        await ended;
    });
});

/** The built command, watching; what it has said so far can be waited for. */
function watchingIn(cwd: string, ...words: readonly string[]) {
    const command = spawn(process.execPath, [bundle, 'check', '--watch', '--quiet', ...words], { cwd });
    let out = '';
    return {
        command,
        async until(wanted: RegExp) {
            while (!wanted.test(out)) out += String((await once(command.stdout, 'data'))[0]);
            out = '';
            // A run looks once more when it is done; from then on it has to hear.
            await setTimeout(300);
        },
        async end() {
            command.kill('SIGINT');
            expect((await once(command, 'exit'))[0]).toBe(130);
        },
    };
}

test('the built command watches the real disk, and a shell sees 130', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'terroir-'));
    try {
        writeFileSync(join(folder, 'a.terroir'), sound);
        const { until, end } = watchingIn(folder, '--no-config', '--lang', 'en');
        await until(/0 violated.* in 1 file/);
        writeFileSync(join(folder, 'a.terroir'), 'organisation Clinic { seet FR }\n');
        await until(/─\nJudged again, since this has changed: a\.terroir\.\n\n[\s\S]*1 broken in 1 file/);
        await end();
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test('it hears of what links lead to, of imports that come with their folder, and of settings in a folder above', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'terroir-'));
    try {
        for (const name of ['specs', 'elsewhere']) mkdirSync(join(folder, name));
        writeFileSync(join(folder, 'elsewhere/linked.terroir'), sound);
        symlinkSync('../elsewhere/linked.terroir', join(folder, 'specs/link.terroir'));
        writeFileSync(join(folder, 'specs/a.terroir'), 'import "../new/deep/b.terroir"\n');
        const { until, end } = watchingIn(join(folder, 'specs'), 'a.terroir', 'link.terroir', '--lang', 'en');
        await until(/1 broken in 2 files/);
        writeFileSync(join(folder, 'elsewhere/linked.terroir'), 'organisation Clinic { seet FR }\n');
        await until(/this has changed: link\.terroir\.\n[\s\S]*2 broken in 2 files/);
        mkdirSync(join(folder, 'new'));
        await setTimeout(300);
        mkdirSync(join(folder, 'new/deep'));
        await setTimeout(300);
        writeFileSync(join(folder, 'new/deep/b.terroir'), sound);
        await until(/this has changed: \.\.\/new\/deep\/b\.terroir\.\n[\s\S]*1 broken in 2 files/);
        rmSync(join(folder, 'new'), { recursive: true });
        await until(/2 broken in 2 files/);
        mkdirSync(join(folder, 'new/deep'), { recursive: true });
        writeFileSync(join(folder, 'new/deep/b.terroir'), sound);
        await until(/1 broken in 2 files/);
        writeFileSync(join(folder, 'terroir.json'), '{ "failOn": "never" }');
        await until(/this has changed: \.\.\/terroir\.json\./);
        await end();
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test('it hears when there comes to be something where a link leads, by whatever way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'terroir-'));
    try {
        mkdirSync(join(folder, 'specs'));
        writeFileSync(join(folder, 'specs/a.terroir'), sound);
        for (const [name, target] of [
            ['link.terroir', 'by'],
            ['by', '../by/b.terroir'],
            ['round.terroir', 'none/../round.terroir'],
            ['folder', '../elsewhere/folder'],
        ] as const)
            symlinkSync(target, join(folder, 'specs', name));
        const { until, end } = watchingIn(join(folder, 'specs'), '--no-config', '--lang', 'en');
        await until(/in 1 file/);
        mkdirSync(join(folder, 'by'));
        await setTimeout(300);
        const target = join(folder, 'by/b.terroir');
        writeFileSync(target, 'organisation Other { seat FR  kind mutual }\n');
        await until(/this has changed: .*link\.terroir\.\n[\s\S]*in 2 files/);
        rmSync(target);
        await until(/in 1 file/);
        writeFileSync(target, 'organisation Other { seat FR  kind mutual }\n');
        await until(/in 2 files/);
        mkdirSync(join(folder, 'elsewhere/folder'), { recursive: true });
        writeFileSync(join(folder, 'elsewhere/folder/c.terroir'), 'organisation Third { seat FR  kind mutual }\n');
        await until(/this has changed: folder\.\n[\s\S]*in 3 files/);
        await end();
    } finally {
        rmSync(folder, { recursive: true });
    }
});

test.runIf(process.platform !== 'win32')('a link on the way may come to lead elsewhere, and one that leads round may cease to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'terroir-watch-'));
    const lead = (name: string, target: string) => {
        rmSync(join(folder, name), { force: true });
        symlinkSync(target, join(folder, name));
    };
    try {
        for (const name of ['specs', 'v1', 'v2', 'by']) mkdirSync(join(folder, name));
        writeFileSync(join(folder, 'v1/a.terroir'), sound);
        writeFileSync(join(folder, 'v2/a.terroir'), 'organisation Clinic { seet FR }\n');
        lead('by/current', '../v1');
        lead('specs/a.terroir', '../by/current/a.terroir');
        const { until, end } = watchingIn(join(folder, 'specs'), 'a.terroir', '--no-config', '--lang', 'en');
        await until(/in 1 file/);
        lead('by/current', '../v2');
        await until(/1 broken in 1 file/);
        lead('by/current', 'round');
        lead('by/round', 'current');
        await until(/1 failed/);
        lead('by/round', '../v1');
        await until(/0 waived in 1 file/);
        await end();
    } finally {
        rmSync(folder, { recursive: true });
    }
});
