import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { ClientCapabilities, Diagnostic } from 'vscode-languageserver/node';
import { keep } from '../../bench/results.ts';
import { libraryFiles } from '../../language/library/files.ts';
import type { Host } from '../../server/lsp/host.ts';
import { corpus } from '../harness/corpus.ts';
import { Fingers, type Stroke, someStroke } from '../harness/fingers.ts';
import { printed, startingWorld } from '../harness/generators.ts';
import { judgedAnew } from '../harness/judged-anew.ts';
import { able, folder, hostOf, LspSession, pulling } from '../harness/lsp-session.ts';
import { saidInEditor, saidInReport } from '../harness/said.ts';
import { example, root } from '../harness/spec.ts';

/*
 * Never stale: however a session came to its texts, the editor shows of them what a judgement from nothing says, and what the command
 * says. SOAK_EDITS are made, half of them in each of two kinds of session, and half as many again where not everything is judged; `npm run soak`
 * makes 100 000 and keeps the result. An edit is one change of a text: a letter typed, a stretch deleted, a file written or moved. SOAK_SEED
 * tries others.
 */

const edits = Number(process.env['SOAK_EDITS'] ?? 1000);
const seed = Number(process.env['SOAK_SEED'] ?? 20261123);
/** After so many edits the editor is compared with a judgement from nothing, and so often in all with the command. */
const stage = 20;
const commands = Number(process.env['SOAK_COMMANDS'] ?? 4);
const isKept = process.env['SOAK_KEEP'] !== undefined;

const specs = [
    ...Object.values(printed(startingWorld())),
    ...Object.values(example('examples/clinic.terroir', 'examples/emc2/emc2.terroir')),
    ...corpus.map(({ source }) => source),
];
const start = printed(startingWorld());

/** What an editor can do, and how much its server keeps. */
const kinds: [string, ClientCapabilities, Partial<Host>][] = [
    ['is told, by a server that keeps little,', able, { keptWhole: 0, keptInPlay: 2, keptRead: 5 }],
    ['asks', pulling, {}],
];
/** So many specs are judged: now there are more, now fewer. In a long session there are more of them. */
const atTheLimit: Partial<Host> = { mostJudged: libraryFiles.length + (edits < 10_000 ? 9 : 30) };
const limited: typeof kinds = [
    ['is told, where there are now too many specs and now not,', able, { ...atTheLimit, keptWhole: 0, keptInPlay: 2, keptRead: 5 }],
    ['asks, where there are now too many specs and now not,', pulling, atTheLimit],
];

const done = { whole: 0, edits: 0, anew: 0, commands: 0, files: 0, seconds: 0 };
let session: LspSession | undefined;
afterEach(async () => {
    await session?.stop();
    session = undefined;
});

test.each(kinds)(
    `after ${edits / 2} random edits an editor that %s shows what a judgement from nothing says`,
    { timeout: 7_200_000 },
    async (_, capabilities, keeps) => {
        await live(capabilities, keeps, edits / 2, commands / 2);
        done.whole++;
    },
);

test.each(limited)(
    `after ${edits / 4} random edits an editor that %s shows of those that are judged what a judgement from nothing says`,
    { timeout: 7_200_000 },
    async (_, capabilities, keeps) => {
        // The command judges all of them.
        const { anew, vast } = await live(capabilities, keeps, edits / 4, 0);
        expect(vast).toBeGreaterThan(0);
        expect(vast).toBeLessThan(anew);
        done.whole++;
    },
);

/**
 * A long session.
 *
 * @returns how often it was compared with a judgement from nothing, and how often of that not everything was judged
 */
async function live(capabilities: ClientCapabilities, keeps: Partial<Host>, edits: number, commands: number): Promise<{ anew: number; vast: number }> {
    const began = performance.now();
    const host = (files: Map<string, string>) => ({ ...hostOf(files), ...keeps });
    session = await LspSession.start({ files: start, capabilities, host });
    const fingers = new Fingers(session, specs, start);
    const compared = { anew: 0, vast: 0, commands: 0 };
    let made = 0;
    let all = 0;
    const some: Stroke[] = [];
    for (const stroke of strokes()) {
        some.push(stroke);
        await fingers.do(stroke);
        if (fingers.edits < made + stage) continue;
        const [from, to] = [made, fingers.edits];
        const where = () => `seed ${seed}, edits ${from} to ${to}: ${story(some)}`;
        await sameAsAnew(session, fingers, where);
        compared.anew++;
        if (session.server.isVast) compared.vast++;
        if (made * commands >= edits * compared.commands && commands > 0 && (await sameAsCommand(session, fingers, where))) compared.commands++;
        all += some.length;
        some.length = 0;
        // Whoever waits for a long run is told how far it has come.
        if (isKept && Math.floor(fingers.edits / 5000) > Math.floor(made / 5000)) console.log(`${fingers.edits} edits`);
        made = fingers.edits;
        if (made >= edits) break;
    }
    done.edits += made;
    done.seconds += (performance.now() - began) / 1000;
    const rare = [...fingers.done].filter(([, times]) => times < all / 500);
    expect(rare, 'something was hardly ever done').toEqual([]);
    return compared;
}

afterAll(async () => {
    // What ended early is no result.
    if (!isKept || done.whole < kinds.length + limited.length) return;
    await keep('soak', { edits, commands, seed }, () => ({
        rows: [
            {
                key: 'G12',
                value: { median: 0, low: 0, high: 0 },
                note: `${done.edits} edits, seed ${seed}; ${done.anew} comparisons with a judgement from nothing and ${done.commands} with a fresh process of the command, in ${Math.round(done.seconds)} s.`,
            },
        ],
        tables: [
            {
                title: 'Random edits',
                about: 'Somebody types, deletes, undoes, saves, moves and deletes files and folders, asks and cancels; after every 20 edits what the editor shows is compared with a judgement from nothing, and now and then with a fresh process of the command.',
                head: ['seed', 'edits', 'comparisons', 'with the command', 'files, on average', 'differences', 'seconds'],
                rows: [[seed, done.edits, done.anew, done.commands, Math.round(done.files / done.anew), 0, Math.round(done.seconds)].map(String)],
            },
        ],
    }));
});

/** Always the same ones for the same seed, without end. */
function* strokes(): Generator<Stroke> {
    for (let n = 0; ; n++) yield* fc.sample(someStroke, { seed: seed + n, numRuns: 500 });
}

const story = (strokes: readonly Stroke[]): string => strokes.map(({ act, file, at, other }) => `${act} ${file} ${at} ${other}`).join('; ');

const textsOf = ({ documents }: LspSession): Map<string, string> => new Map([...documents.values()].map((document) => [document.uri, document.getText()]));

async function sameAsAnew(session: LspSession, { wishes }: Fingers, where: () => string): Promise<void> {
    const { server } = session;
    const all = await judgedAnew(session.disk, textsOf(session), wishes);
    // Whether there are too many to judge all it knows only when it has heard of the last edit.
    const anew = () => new Map([...all].filter(([uri]) => server.judges(server.pathOf(uri))));
    await session.until(
        () => asText(session.shown) === asText(anew()),
        () => `${where()}\n${difference(session.shown, anew())}`,
    );
    expect(session.log, where()).toEqual([]);
    done.anew++;
    done.files += new Set([...session.disk.keys(), ...textsOf(session).keys()]).size;
}

/** Whether it could be done: what was never saved the command cannot see, and of nothing it has nothing to say. */
async function sameAsCommand(session: LspSession, { wishes }: Fingers, where: () => string): Promise<boolean> {
    const texts = new Map([...session.disk, ...textsOf(session)]);
    if (texts.size === 0 || ![...texts.keys()].every((uri) => uri.startsWith(`${folder}/`))) return false;
    const files = new Map([...texts].map(([uri, text]) => [uri.slice(folder.length + 1), text]));
    const own = mkdtempSync(join(tmpdir(), 'terroir-soak-'));
    // As deep as for the editor: what is imported from above is nobody else's file.
    const specs = join(own, new URL(folder).pathname);
    try {
        for (const [file, text] of files) {
            mkdirSync(dirname(join(specs, file)), { recursive: true });
            writeFileSync(join(specs, file), text);
        }
        const report = await command(specs, wishes.asOf === '' ? [] : ['--as-of', wishes.asOf]);
        const shown = [...files].flatMap(([file, text]) => saidInEditor(file, text, session.shown.get(`${folder}/${file}`) ?? []));
        expect(shown.sort(), where()).toEqual(saidInReport(report, wishes.unknowns));
        done.commands++;
        return true;
    } finally {
        rmSync(own, { recursive: true });
    }
}

/** What a fresh process of the command reports of a folder. */
function command(cwd: string, more: readonly string[]): Promise<string> {
    const argv = [join(root, 'dist/terroir.cjs'), 'check', '--format', 'json', '--hints', '--fail-on', 'never', '--no-cache', ...more];
    const run = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    run.stdout.on('data', (some: Buffer) => void out.push(some));
    run.stderr.on('data', (some: Buffer) => void errors.push(some));
    return new Promise((resolve, reject) => {
        run.on('close', (code) => {
            // Where something could not be judged the command says so with another code than none.
            if (code === 0 || code === 3) resolve(Buffer.concat(out).toString());
            else reject(new Error(`exit code ${code}: ${Buffer.concat(errors)}`));
        });
    });
}

type Shown = ReadonlyMap<string, readonly Diagnostic[]>;

/** All that is shown, by address; a file of which nothing is shown is as one that was never told of. */
const asText = (shown: Shown): string => JSON.stringify([...shown].filter(([, items]) => items.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));

const difference = (here: Shown, there: Shown): string =>
    [...new Set([...here.keys(), ...there.keys()])]
        .filter((uri) => JSON.stringify(here.get(uri) ?? []) !== JSON.stringify(there.get(uri) ?? []))
        .map((uri) => `${uri}\n  shown:    ${brief(here.get(uri))}\n  expected: ${brief(there.get(uri))}`)
        .join('\n');

const brief = (items: readonly Diagnostic[] | undefined): string =>
    items?.map(({ code, range, message }) => `${range.start.line}:${range.start.character} ${code} (${String(message).slice(0, 60)})`).join(', ') ?? 'nothing';
