import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Editor, type Position, pause, type Shown } from './editor.ts';
import { inTurns, processorTimeOf, quantile, ratioOf, residentOf, run, type Spread, spreadOf } from './measure.ts';
import { isMissed } from './missed.ts';
import { figure } from './page.ts';
import { type Profile, readProfile } from './profile.ts';
import { contractPath, filesOf, groupsPath, longPath, loudVotes, perDepartment, quietVotes } from './register.ts';
import type { Findings, Row, Table } from './results.ts';
import { asOf, bare, command, few, hubFile, sizes, type Workbench } from './workbench.ts';

/** Milliseconds between what the server told and the next key: a fast typist. */
const betweenKeys = 40;
const file = (path: string): string => `${path}.terroir`;
const leaf = file(contractPath(1));
const long = file(longPath(1000));
const longest = file(longPath(10_000));
const groups = file(groupsPath(0));

/** The files in which keys are typed. */
const places = { short: leaf, long, longest, hub: hubFile } as const;
type Place = keyof typeof places;
const titles: Readonly<Record<Place, string>> = {
    short: 'some 80 lines',
    long: '1 000 lines',
    longest: '10 000 lines',
    hub: 'the file on which all depend',
};

/** Keys in one file of one register: how long each took until its diagnostics came, and the processor time of one, in milliseconds. */
interface Keys {
    readonly place: Place;
    readonly contracts: number;
    readonly isBroken: boolean;
    /** As they were typed: some here, some elsewhere, some here again. */
    readonly blocks: readonly (readonly number[])[];
    readonly cpu: number;
}

/** A start of the server on a register, until everything is shown: milliseconds, and MiB in the end. */
interface Start {
    readonly first: number;
    readonly all: number;
    /** The longest that somebody waited meanwhile who asked now and then how the opened file folds. */
    readonly waited: number;
    readonly resident: number;
}

interface Ripple {
    readonly times: readonly number[];
    readonly files: number;
    /** Files of which the editor shows otherwise than a fresh run says. */
    readonly differing: readonly string[];
    /** How many findings the fresh run has on the files that were compared. */
    readonly compared: number;
}

interface Session {
    readonly contracts: number;
    readonly editor: Editor;
    readonly starts: readonly Start[];
}

/** Keys in an editor, in a register and in a tenth of it, in turns. */
export async function typing(bench: Workbench): Promise<Findings> {
    const base = spreadOf(Array.from({ length: sizes.rounds }, () => run(bare).wall * 1000)).median;
    const check = inTurns({ check: command(['check', '--no-cache', '--quiet'], { cwd: bench.toEdit(sizes.files) }) }, 3, 30).check.map(
        ({ wall }) => wall * 1000,
    );
    const large = await sessionOn(bench, sizes.files);
    const small = await sessionOn(bench, few);
    const keys: Keys[] = [];
    for (const place of Object.keys(places) as Place[]) keys.push(...(await inTurnsAt(place, isCompared(place) ? [large, small] : [large])));
    const ripple = await rippled(large.editor, bench.toEdit(sizes.files));
    for (const { editor } of [large, small]) await editor.end();

    const of = (place: Place, isBroken = false, contracts = sizes.files): Keys =>
        keys.find((one) => one.place === place && one.isBroken === isBroken && one.contracts === contracts) as Keys;
    const broken = (['short', 'long', 'longest'] as const).map((place) => middle(of(place, true)) / middle(of(place)));
    const leaf = [of('short'), of('short', false, few)].map(({ blocks }) => blocks.map((times) => quantile(times, 0.5))) as [number[], number[]];
    const firsts = large.starts.map(({ first }) => first / base);
    const alls = large.starts.map(({ all }) => all / quantile(check, 0.5));
    const rows: Row[] = [
        {
            key: 'G8 short',
            value: late(of('short')),
            note: `the two columns beside it are the p50 and the slowest of ${sizes.keys} keys, as in all rows on the p95 of keys.`,
        },
        { key: 'G8 short CPU', value: spreadOf([of('short').cpu / base]) },
        { key: 'G8 long', value: late(of('long')) },
        { key: 'G8 long CPU', value: spreadOf([of('long').cpu / base]) },
        { key: 'G9', value: ratioOf(...leaf), note: `${figure(filesOf(sizes.files) + 2)} files against ${figure(filesOf(few) + 2)}, in turns.` },
        { key: 'G10 longest', value: late(of('longest')) },
        { key: 'G10 hub', value: late(of('hub')) },
        { key: 'G10 broken', value: { median: Math.max(...broken), low: Math.min(...broken), high: Math.max(...broken) } },
        { key: 'G11', value: spreadOf(ripple.times), note: `${ripple.files} files are told otherwise each time.` },
        {
            key: 'G11 exact',
            value: spreadOf([ripple.differing.length]),
            note: `${perDepartment + 1} files with ${ripple.compared} findings were compared${ripple.differing.length === 0 ? '' : `: ${ripple.differing.slice(0, 5).join(', ')} …`}.`,
        },
        { key: 'G13 first', value: spreadOf(firsts), note: 'until nothing more is told of it.' },
        { key: 'G13 all', value: spreadOf(alls) },
    ];
    return {
        rows,
        tables: [keysTable(keys), startsTable([large, small])],
        profiles: await profiles(bench, rows),
    };
}

const isCompared = (place: Place): boolean => place === 'short' || place === 'hub';
const middle = ({ blocks }: Keys): number => quantile(blocks.flat(), 0.5);
const late = ({ blocks }: Keys): Spread => ({ median: quantile(blocks.flat(), 0.95), low: quantile(blocks.flat(), 0.5), high: Math.max(...blocks.flat()) });

function keysTable(keys: readonly Keys[]): Table {
    return {
        title: 'Keys',
        about: `One character typed in a title, until the diagnostics of its file have come; what the editor then does with them is not counted. ${betweenKeys} ms later the next. Milliseconds; the processor time is that of the whole server, with what it does after it has told. A syntax error is a declaration begun and not finished.`,
        head: ['in', 'files', 'p50', 'p95', 'slowest', 'processor per key', 'with a syntax error: p50', 'p95'],
        rows: keys
            .filter(({ isBroken }) => !isBroken)
            .map((one) => {
                const wrong = keys.find(({ isBroken, place, contracts }) => isBroken && place === one.place && contracts === one.contracts);
                const numbers = [middle(one), late(one).median, late(one).high, one.cpu, ...(wrong ? [middle(wrong), late(wrong).median] : [])];
                return [titles[one.place], figure(filesOf(one.contracts) + 2), ...numbers.map(figure)];
            }),
    };
}

function startsTable(sessions: readonly Session[]): Table {
    return {
        title: 'The language server starts',
        about: 'From its start until it has told of the opened file, and of everything; and the longest that somebody waited on the way who asked four times a second how the opened file folds.',
        head: ['files', 'first diagnostics, s', 'all, s', 'an answer at most, s', 'MiB in the end'],
        rows: sessions.map(({ contracts, starts }) => {
            const of = (what: keyof Start): number => spreadOf(starts.map((start) => start[what])).median;
            return [filesOf(contracts) + 2, of('first') / 1000, of('all') / 1000, of('waited') / 1000, Math.round(of('resident'))].map(figure);
        }),
    };
}

/** A server that has read a register and is at rest; what takes long is started once. */
async function sessionOn(bench: Workbench, contracts: number): Promise<Session> {
    const folder = bench.toEdit(contracts);
    const starts: Start[] = [];
    for (;;) {
        const [editor, start] = await started(folder);
        starts.push(start);
        if (starts.length === 3 || start.all > 20_000) return { contracts, editor, starts };
        await editor.end();
    }
}

async function started(folder: string, flags: readonly string[] = []): Promise<[Editor, Start]> {
    const [node, ...words] = command(['lsp', '--stdio']).argv;
    const begin = performance.now();
    const editor = new Editor([node as string, ...flags, ...words], folder);
    await editor.begin(asOf);
    const uri = editor.uri(leaf);
    let first = 0;
    const stop = editor.listen((one) => {
        if (one === uri) first = performance.now() - begin;
    });
    editor.open(leaf);
    await editor.told(leaf);
    const waits = editor.foldNowAndThen(leaf);
    await editor.quiet();
    stop();
    const start = { first, all: editor.lastPublished - begin, waited: await waits(), resident: residentOf(editor.pid) };
    editor.close(leaf);
    await editor.quiet();
    return [editor, start];
}

/** How often each of those who are compared is typed in. */
const turns = 5;

/** Keys in the same file of some registers, some in one, then some in the other; then the same with a syntax error. */
async function inTurnsAt(place: Place, sessions: readonly Session[]): Promise<Keys[]> {
    const found: Keys[] = [];
    for (const { editor } of sessions) editor.open(places[place]);
    for (const { editor } of sessions) await editor.quiet();
    for (const isBroken of place === 'hub' ? [false] : [false, true]) {
        if (isBroken) for (const { editor } of sessions) await breakOff(editor, places[place]);
        const each = sessions.map(() => [] as { times: number[]; cpu: number }[]);
        for (let turn = 0; turn < turns; turn++)
            for (const [i, { editor }] of sessions.entries()) each[i]?.push(await typed(editor, places[place], Math.ceil(sizes.keys / turns)));
        for (const [i, { contracts }] of sessions.entries()) {
            const blocks = each[i] ?? [];
            found.push({
                place,
                contracts,
                isBroken,
                blocks: blocks.map(({ times }) => times),
                cpu: quantile(
                    blocks.map(({ cpu }) => cpu),
                    0.5,
                ),
            });
        }
    }
    for (const { editor } of sessions) editor.close(places[place]);
    for (const { editor } of sessions) await editor.quiet();
    return found;
}

/** Types letters at the end of a title that a finding on the same file shows, so that each of them has an answer. */
async function typed(editor: Editor, file: string, letters: number): Promise<{ times: number[]; cpu: number }> {
    const at = shownTitle(editor.textOf(file), editor.shownOf(file));
    if (!at)
        throw new Error(
            `No finding on ${file} shows a title of it: ${editor
                .shownOf(file)
                .map(({ message }) => message)
                .join(' ')}`,
        );
    const times: number[] = [];
    let { character } = at;
    // The first keys after a while are slower; they are typed, and not counted.
    const warm = Math.ceil(letters / 20);
    let before = 0;
    for (let i = -warm; i < letters; i++) {
        if (i === 0) before = processorTimeOf(editor.pid);
        const time = await editor.heardAfterChange(file, { line: at.line, character: character++ }, String.fromCharCode(97 + ((i + warm) % 26)));
        if (i >= 0) times.push(time);
        await pause(betweenKeys);
    }
    return { times, cpu: ((processorTimeOf(editor.pid) - before) * 1000) / letters };
}

/** Where a title ends that a message on the file quotes, and that no other declaration of the file has. */
export function shownTitle(text: string, shown: readonly Shown[]): Position | undefined {
    const lines = text.split('\n');
    for (let line = lines.length - 1; line >= 0; line--) {
        const [, before, title] = /^((?:organisation|service|dataset|contract) \S+ ")([^"]*)"/.exec(lines[line] ?? '') ?? [];
        if (before === undefined || title === undefined || title === '') continue;
        const isAlone = text.indexOf(`"${title}"`) === text.lastIndexOf(`"${title}"`);
        if (isAlone && shown.some(({ message }) => quotes(message, title))) return { line, character: before.length + title.length };
    }
    return undefined;
}

/** Whether a message has a title, and not only the beginning of a longer one. */
const quotes = (message: string, title: string): boolean =>
    message
        .split(title)
        .slice(1)
        .some((behind) => !/^[\p{L}\p{N}]/u.test(behind));

/** Begins a declaration at the end and does not finish it: a syntax error, as whoever is writing has it. */
async function breakOff(editor: Editor, file: string): Promise<void> {
    const line = editor.textOf(file).split('\n').length - 1;
    await editor.heardAfterChange(file, { line, character: 0 }, '\norganisation Newcomer "Somebody new" {\n    seat\n');
    await editor.quiet();
}

/** Changes the votes three owners away from the contracts of a department, there and back again. */
async function rippled(editor: Editor, folder: string): Promise<Ripple> {
    editor.open(groups);
    await editor.quiet();
    const line = editor
        .textOf(groups)
        .split('\n')
        .findIndex((one) => one.includes(`votes ${quietVotes} by`));
    const character = (editor.textOf(groups).split('\n')[line] ?? '').indexOf(`votes ${quietVotes}`) + 'votes '.length;
    const at = { line, character };
    const told = new Set<string>();
    const stop = editor.listen((uri) => told.add(uri));
    editor.change(groups, at, quietVotes.length, loudVotes);
    await editor.quiet();
    stop();
    const { differing, compared } = differingFrom(editor, folder);
    const times: number[] = [];
    for (let i = 0; i < 12; i++) {
        const [from, into] = i % 2 === 0 ? [loudVotes, quietVotes] : [quietVotes, loudVotes];
        const left = new Set(told);
        const all = editor.heard(({ uri }) => left.delete(uri) && left.size === 0, `all ${told.size} files that depend on ${groups}`);
        const begin = performance.now();
        editor.change(groups, at, from.length, into);
        times.push((await all) - begin);
        await editor.quiet();
    }
    editor.close(groups);
    await editor.quiet();
    return { times, files: told.size, differing, compared };
}

/** The files of the department of which the editor now shows otherwise than the command says of the same texts. */
function differingFrom(editor: Editor, folder: string): Pick<Ripple, 'differing' | 'compared'> {
    const copy = mkdtempSync(join(tmpdir(), 'terroir-fresh-'));
    try {
        cpSync(folder, copy, { recursive: true });
        writeFileSync(join(copy, groups), editor.textOf(groups));
        const files = [groups, ...Array.from({ length: perDepartment }, (_, n) => file(contractPath(n)))];
        const { argv, env } = command(['check', '--no-cache', '--hints', '--format', 'json', ...files]);
        const [node, ...words] = argv;
        const { stdout, stderr } = spawnSync(node as string, words, { cwd: copy, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1 << 28 });
        if (stdout === '') throw new Error(stderr);
        const { findings } = JSON.parse(stdout) as {
            findings: readonly { file: string; rule: string; range: { start: { line: number; column: number } }; message: string }[];
        };

        const differing = files.filter((path) => {
            const said = findings
                .filter(({ file }) => file === path)
                .map(({ rule, range, message }) => `${range.start.line}:${range.start.column} ${rule} ${message}`);
            const shown = editor
                .shownOf(path)
                .map(({ code, range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${code} ${message.split('\n')[0]}`);
            return JSON.stringify(said.sort()) !== JSON.stringify(shown.sort());
        });
        if (findings.length < files.length) throw new Error('There was next to nothing to compare.');
        return { differing, compared: findings.length };
    } finally {
        rmSync(copy, { recursive: true });
    }
}

/** A server under the profiler, while keys are typed where one misses its goal. */
async function profiles(bench: Workbench, rows: readonly Row[]): Promise<Profile[]> {
    const place = (
        Object.entries({ 'G8 short': 'short', G9: 'short', 'G8 long': 'long', 'G10 longest': 'longest', 'G10 hub': 'hub' }) as [string, Place][]
    ).find(([key]) => rows.some((row) => row.key === key && isMissed(row)))?.[1];
    if (place === undefined) return [];
    const folder = bench.empty('profile');
    const [editor] = await started(bench.toEdit(few), ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
    editor.open(places[place]);
    await editor.quiet();
    await typed(editor, places[place], sizes.keys);
    await editor.end();
    return [readProfile(`The language server while keys are typed (${titles[place]}, ${figure(filesOf(few) + 2)} files), its start included`, folder)];
}
