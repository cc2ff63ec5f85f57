// What a run of the command says follows from what it takes from outside, and from nothing else. So a run is kept with every question
// that it asked the disk and the environment, and with what it wrote; where all of them are answered as before, the same is written again,
// and nothing is loaded, parsed or judged. docs/decisions/0017-runs-are-kept.md says why runs, and not files.
import { createHash, type Hash, hash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { cacheFolder } from './cache-folder.ts';
import { answerOf, codeOf, type Disk, type Kept, type Memory, type Outside, processOutside } from './outside.ts';
import type { Output } from './standard-output.ts';
import { writtenWhole } from './whole-file.ts';

// The first stage has this bundle, and no other that it could take it from.
export { spareNoMore } from './outside.ts';

/** Commands that only read and say; what lists rules or the library is at hand as fast. */
const keeping: readonly string[] = ['check', 'horizon', 'coverage', 'waivers', 'reconcile', 'export'];
/** Words with which a run depends on more than the disk, or is about what the disk becomes. */
const passing = /^(?:-|--watch|--changed|--since(?:=.*)?|--update-baseline)$/;

/** So many runs are kept, and so many bytes of them; the ones that were used last. */
const mostRuns = 200;
const mostBytes = 200_000_000;

/** Why nothing was kept, or not what had been. */
export interface CacheTrouble {
    readonly is: 'damaged' | 'unwritable';
    readonly file: string;
    readonly reason: string;
}

/** What became of a run whose user wants to know: said again, made and kept, made and not kept, or made without asking. */
export interface CacheUse {
    readonly is: 'repeated' | 'kept' | 'not kept' | 'not asked';
}

/** A question and what came back: a digest, a short answer, or `!` and the code of an error. */
type Question = readonly [kind: 'env', about: string, answer: string | null] | readonly [kind: 'look' | 'list' | 'real', about: string, answer: string];
type Deed = readonly ['out' | 'err', string] | readonly ['write' | 'append', string, string];

/**
 * Files of a folder, read one after the other, but never more than so many bytes of each: their names, with `/` between them; and how long each was, with a
 * digest of the bytes of all behind it, which is sooner had than one of each.
 */
type Files = [most: number, folder: string, names: string, answers: string];

interface KeptRun {
    readonly asked: readonly Question[];
    /** Most that is asked is for the bytes of files, and what was asked for is itself read at every run. */
    readonly read: readonly Files[];
    readonly done: readonly Deed[];
    readonly code: number;
}

/** What is done where a run is not at hand. */
export interface Doing {
    readonly run: (outside: Outside) => Promise<number>;
    /** Told of what is wrong with the cache, which keeps nothing from being judged; and with --verbose of how it was used. */
    readonly tell: (news: CacheTrouble | CacheUse, outside: Outside) => void;
}

/**
 * Runs a command, or says again what the same run said before; gives its exit code.
 *
 * @param program what tells the program from every other: two programs never share a run
 */
export async function fromCache(argv: readonly string[], program: () => string, { run, tell }: Doing, given = processOutside()): Promise<number> {
    const isKeeping = keeping.includes(argv[0] ?? '');
    const use = (is: CacheUse['is']): void => {
        if (isKeeping && argv.includes('--verbose')) tell({ is }, given);
    };
    let isUnwritable = false;
    const told = (trouble: CacheTrouble): void => {
        // Where one thing cannot be written another cannot either, and what is damaged was read before.
        if (isUnwritable) return;
        isUnwritable = trouble.is === 'unwritable';
        tell(trouble, given);
    };
    const folder = isKeeping && !argv.includes('--no-cache') ? cacheFolder(given) : undefined;
    const outside = folder === undefined ? given : { ...given, memory: memoryIn(folder, program, told, given.now) };
    if (folder === undefined || argv.some((word) => passing.test(word))) {
        use('not asked');
        return run(outside);
    }
    const { stdout, stderr, cwd, now } = outside;
    const day = Math.floor(now / 86_400_000);
    const file = join(folder, `${digest(JSON.stringify([program(), argv, cwd, day, look(stdout), look(stderr)]))}.json`);
    const bytes = read(file, told);
    if (bytes) {
        const known = JSON.parse(bytes.toString()) as KeptRun;
        if (holds(known, outside) && repeat(known, outside)) {
            used(file, now);
            use('repeated');
            return known.code;
        }
    }
    const recorder = new Recorder(outside);
    const code = await run(recorder.outside);
    // What could not be judged is tried again.
    const kept = code === 2 ? undefined : recorder.kept(code);
    const trouble = kept && keep(folder, file, Buffer.from(JSON.stringify(kept)));
    if (trouble) told(trouble);
    use(kept && !trouble ? 'kept' : 'not kept');
    return code;
}

const look = ({ isTerminal, columns }: Output) => [isTerminal, columns ?? 0];
const digest = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'base64url');

/** Whoever reads a file may want the digest of its bytes that was just noted. */
let last: { readonly bytes: Uint8Array; readonly digest: string } | undefined;
function digestOnce(bytes: Uint8Array): string {
    if (last?.bytes !== bytes) last = { bytes, digest: digest(bytes) };
    return last.digest;
}

// ------------------------------------------------------------ what was asked

/** The answers of the disk as short texts. */
const sums = {
    look: ({ kind, size }: ReturnType<Disk['look']>): string => `${kind} ${size}`,
    list: (inside: ReturnType<Disk['list']>): string =>
        digest(
            inside
                .map(({ name, kind }) => `${kind}/${name}`)
                .sort()
                .join('\n'),
        ),
    real: (path: string): string => path,
};

/** What a question is answered now. */
const answered = ([kind, about]: Question, { disk, env }: Outside): string | null =>
    kind === 'env' ? (env[about] ?? null) : answerOf(() => sums[kind](disk[kind](about) as never));

/** Whether everything is answered as it was. */
const holds = ({ asked, read }: KeptRun, outside: Outside): boolean =>
    asked.every((question) => answered(question, outside) === question[2]) && read.every((files) => haveStayed(files, outside.disk));

function haveStayed([most, folder, names, answers]: Files, disk: Disk): boolean {
    const sum = createHash('sha256');
    let now = '';
    for (const name of names.split('/')) now += `${answerOf(() => disk.glance(folder + name, most, (bytes) => sum.update(bytes) && bytes.length))}/`;
    return now + sum.digest('base64url') === answers;
}

/** An outside that remembers what it was asked and told. */
class Recorder {
    readonly outside: Outside;
    private readonly asked = new Map<string, Question>();
    private readonly done: Deed[] = [];
    /** How many characters that was. */
    private said = 0;
    /** What folders were seen to have in them. */
    private readonly listed = new Map<string, ReadonlySet<string>>();
    /** What files were read, and how long each is, where that was seen. */
    private readonly files = new Map<string, { readonly digest: string; readonly length: number | undefined }>();
    /** What was read, folder after folder; the bytes of the last are still being summed up. */
    private readonly read: Files[] = [];
    private sum: Hash | undefined;
    /** The same question got two answers, or one was asked that cannot be asked again; or more was said than is kept. */
    private torn = false;

    constructor(real: Outside) {
        const { disk } = real;
        this.outside = {
            ...real,
            stdout: this.listening('out', real.stdout),
            stderr: this.listening('err', real.stderr),
            env: new Proxy(real.env, {
                get: (env, name) => {
                    if (typeof name === 'string') this.note(['env', name, env[name] ?? null]);
                    return env[name as string];
                },
                ownKeys: (env) => {
                    this.torn = true;
                    return Reflect.ownKeys(env);
                },
            }),
            disk: {
                look: (path) => this.asking('look', path, () => disk.look(path)),
                list: (path) => {
                    const inside = this.asking('list', path, () => disk.list(path));
                    this.listed.set(path, new Set(inside.map(({ name }) => name)));
                    return inside;
                },
                real: (path) => this.asking('real', path, () => disk.real(path)),
                read: (path, most) => {
                    try {
                        const bytes = disk.read(path, most);
                        this.noteFile(path, most, bytes);
                        return bytes;
                    } catch (error) {
                        // What cannot be read is not there; or it is, and is asked for by another run, too.
                        this.note(['look', path, codeOf(error)]);
                        throw error;
                    }
                },
                glance: (path, most, look) => look(this.outside.disk.read(path, most)),
                write: (path, text) => {
                    disk.write(path, text);
                    this.did('write', path, text);
                },
                append: (path, text) => {
                    disk.append(path, text);
                    this.did('append', path, text);
                },
            },
        };
    }

    kept(code: number): KeptRun | undefined {
        if (this.torn) return undefined;
        // A run reads nothing that it writes: it has asked whether it may.
        const asked = [...this.asked.values()].filter((question) => !this.isTold(question) && !this.done.some(([, path]) => path === question[1]));
        this.endFolder();
        return { asked, read: this.read, done: this.done, code };
    }

    /** Whether an answer follows from what folders have in them, and from the bytes of files, which are asked for anyway. */
    private isTold([kind, path, answer]: Question): boolean {
        const folder = dirname(path);
        const name = basename(path);
        const inside = this.listed.get(folder);
        if (!inside?.has(name)) return inside !== undefined && answer === '!ENOENT';
        // That a folder can be gone into is told by what is in it.
        const isFolder = this.listed.has(path);
        if (kind === 'real') return isFolder && answer === join(this.asked.get(`real ${folder}`)?.[2] ?? '', name);
        return answer?.startsWith('folder ') ? isFolder : answer === `file ${this.files.get(path)?.length}`;
    }

    private listening(name: 'out' | 'err', output: Output): Output {
        return {
            isTerminal: output.isTerminal,
            columns: output.columns,
            write: (text) => {
                this.did(name, text);
                output.write(text);
            },
        };
    }

    /** Of a run that says very much nothing is kept: how files were judged is known again all the same. */
    private did(...deed: Deed): void {
        if ((this.said += (deed.at(-1) as string).length) > mostBytes / 10) this.torn = true;
        else this.done.push(deed);
    }

    private asking<T>(kind: keyof typeof sums, path: string, ask: () => T): T {
        try {
            const answer = ask();
            this.note([kind, path, sums[kind](answer as never)]);
            return answer;
        } catch (error) {
            this.note([kind, path, codeOf(error)]);
            throw error;
        }
    }

    private note(question: Question): void {
        const key = `${question[0]} ${question[1]}`;
        const before = this.asked.get(key);
        if (before && before[2] !== question[2]) this.torn = true;
        this.asked.set(key, question);
    }

    private noteFile(path: string, most: number, bytes: Uint8Array): void {
        const { length } = bytes;
        const digest = digestOnce(bytes);
        const before = this.files.get(path);
        if (before) {
            if (before.digest !== digest) this.torn = true;
            return;
        }
        this.files.set(path, { digest, length: length < most ? length : undefined });
        const at = path.search(/[^/\\]*$/);
        const folder = path.slice(0, at);
        const name = path.slice(at);
        let last = this.read.at(-1);
        if (last?.[0] === most && last[1] === folder) last[2] += `/${name}`;
        else {
            this.endFolder();
            this.read.push((last = [most, folder, name, '']));
        }
        last[3] += `${length}/`;
        this.sum?.update(bytes);
    }

    private endFolder(): void {
        const last = this.read.at(-1);
        if (last) last[3] += this.sum?.digest('base64url');
        this.sum = createHash('sha256');
    }
}

/** Writes again what was written; files first, so that where one of them cannot be written the run itself says so. */
function repeat({ done }: KeptRun, { disk, stdout, stderr }: Outside): boolean {
    for (const how of ['write', 'append'] as const)
        for (const [kind, path, text] of done) if (kind === how && answerOf(() => disk[how](path, text as string)) !== undefined) return false;
    for (const [kind, text] of done) {
        if (kind === 'out') stdout.write(text);
        else if (kind === 'err') stderr.write(text);
    }
    return true;
}

// ------------------------------------------------------------ where it is kept

/** The bytes that were kept; nothing if there are none. They begin with the digest of the rest and their own name, so that what is damaged, or of another, is known: it is told, and no bytes. */
function read(file: string, tell: (trouble: CacheTrouble) => void): Buffer | false | undefined {
    let reason = 'SHA-256';
    try {
        const bytes = readFileSync(file);
        const end = bytes.indexOf('\n');
        const rest = bytes.subarray(end + 1);
        if (bytes.toString('latin1', 0, end) === digestOnce(rest) + basename(file)) return rest;
    } catch (error) {
        reason = codeOf(error).slice(1);
        if (reason === 'ENOENT' || reason === 'ENOTDIR') return undefined;
    }
    tell({ is: 'damaged', file, reason });
    return false;
}

/** Keeps bytes for their user alone. */
function keep(folder: string, file: string, bytes: Uint8Array): CacheTrouble | undefined {
    try {
        writtenWhole(
            file,
            (beside) => {
                writeFileSync(beside, `${digest(bytes) + basename(file)}\n`, { mode: 0o600 });
                appendFileSync(beside, bytes);
            },
            0o700,
        );
        forget(folder);
        return undefined;
    } catch (error) {
        return { is: 'unwritable', file, reason: codeOf(error).slice(1) };
    }
}

/**
 * What runs may know again, beside the runs themselves and like them. Beside it lies what has changed since it was kept, as long as that is little: hardly
 * anything is written after a small change, however much there is.
 */
function memoryIn(folder: string, program: () => string, tell: (trouble: CacheTrouble) => void, now: number): Memory {
    const fileOf = (about: string) => join(folder, `${digest(JSON.stringify([program(), about]))}.judgements`);
    const changesIn = (file: string) => `${file}.changes`;
    /** The parts that were kept whole, by what they are about; with the digest of all of them. */
    const whole = new Map<string, { readonly digest: string; readonly numbers: ReadonlyMap<unknown, number>; readonly length: number }>();
    return {
        recall(about) {
            const file = fileOf(about);
            const bytes = read(file, tell);
            if (!bytes) return undefined;
            used(file, now);
            const parts = unbound(bytes).parts;
            const base = { digest: digestOnce(bytes), numbers: new Map(parts.map((part, number) => [part, number])), length: bytes.length };
            whole.set(about, base);
            const changed = read(changesIn(file), tell);
            if (!changed) return changed === undefined ? parts : undefined;
            used(changesIn(file), now);
            const { parts: fresh, since } = unbound(changed);
            // They may be changes of what another run has kept meanwhile.
            return since?.of === base.digest ? since.parts.map((number) => (number < 0 ? fresh[-1 - number] : parts[number]) as Kept) : parts;
        },
        keep(about, parts) {
            const file = fileOf(about);
            const base = whole.get(about);
            const known = parts.map((part) => base?.numbers.get(part));
            const fresh = parts.filter((_, i) => known[i] === undefined).map(bytesOf);
            let next = 0;
            const changes = base && bound(fresh, { of: base.digest, parts: known.map((number) => number ?? -1 - next++) });
            if (base && changes && changes.length <= base.length * mostChanged) return write(changesIn(file), changes);
            write(file, bound(parts.map(bytesOf)));
            remove(changesIn(file));
        },
        digestOf: digestOnce,
    };

    function write(file: string, bytes: Buffer): void {
        const trouble: CacheTrouble | undefined = bytes.length > mostBytes ? { is: 'unwritable', file, reason: 'EFBIG' } : keep(folder, file, bytes);
        if (trouble) tell(trouble);
    }
}

/** Where more than that has changed since, all is kept anew. */
const mostChanged = 1 / 8;

/** Names are said over and over: a tenth is left, and is written and summed up sooner. */
const packed = (text: string): Uint8Array => deflateRawSync(text, { level: 1 });

class KeptPart implements Kept {
    readonly bytes: Uint8Array;

    constructor(bytes: Uint8Array) {
        this.bytes = bytes;
    }

    get content(): string {
        return inflateRawSync(this.bytes).toString();
    }
}

const bytesOf = (part: string | Uint8Array | Kept): Uint8Array => (typeof part === 'string' ? packed(part) : 'bytes' in part ? part.bytes : part);

/** Of which parts these are changes, and which parts there are now: by the number that each had, or from -1 on downwards one that is new. */
interface Since {
    readonly of: string;
    readonly parts: readonly number[];
}

/** Parts one behind the other, behind a line that says how long each is, and of what they are changes. */
const bound = (parts: readonly Uint8Array[], since?: Since): Buffer =>
    Buffer.concat([Buffer.from(`${JSON.stringify({ lengths: parts.map(({ length }) => length), since })}\n`), ...parts]);

function unbound(bytes: Buffer): { readonly parts: readonly Kept[]; readonly since: Since | undefined } {
    let at = bytes.indexOf('\n');
    const { lengths, since } = JSON.parse(bytes.toString('latin1', 0, at++)) as { readonly lengths: readonly number[]; readonly since?: Since };
    return { parts: lengths.map((length) => new KeptPart(bytes.subarray(at, (at += length)))), since };
}

/** Where it cannot be removed it is of something else, as whoever reads it sees. */
function remove(file: string): void {
    answerOf(() => rmSync(file, { force: true }));
}

/** A run that is used again is among those that stay. Where nothing can be written nothing is ever let go of either. */
function used(file: string, now: number): void {
    answerOf(() => utimesSync(file, now / 1000, now / 1000));
}

/** Lets go of the runs that were used longest ago. In the folder of somebody else only what is called by a digest is ours. */
function forget(folder: string): void {
    const runs = readdirSync(folder)
        .filter((name) => /^[\w-]{43}\.(json|judgements)/.test(name))
        // Another run may have let go of it meanwhile.
        .map((name) => join(folder, name))
        .map((file) => ({ file, stats: statSync(file, { throwIfNoEntry: false }) }))
        .sort((a, b) => (b.stats?.mtimeMs ?? 0) - (a.stats?.mtimeMs ?? 0));
    let bytes = 0;
    runs.forEach(({ file, stats }, i) => {
        bytes += stats?.size ?? 0;
        if (i >= mostRuns || bytes > mostBytes) rmSync(file, { force: true });
    });
}
