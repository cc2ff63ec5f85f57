import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The middle of some measurements and the quarters beside it: half of what was measured lies between them. */
export interface Spread {
    readonly median: number;
    readonly low: number;
    readonly high: number;
}

/** The measurement below which a part of all lies (0 to 1), drawn straight between the two nearest. */
export function quantile(values: readonly number[], part: number): number {
    if (values.length === 0) throw new Error('Nothing was measured.');
    const sorted = [...values].sort((a, b) => a - b);
    const at = part * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
    return below + (above - below) * (at - Math.floor(at));
}

export const spreadOf = (values: readonly number[]): Spread => ({ median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) });

/** How many times one thing is another, round by round: what disturbed the machine in a round disturbed both. */
export function ratioOf(of: readonly number[], to: readonly number[]): Spread {
    if (of.length !== to.length) throw new Error(`There are ${of.length} measurements of one and ${to.length} of the other.`);
    return spreadOf(of.map((value, round) => value / (to[round] as number)));
}

/** A command as it is started: the program, its words, and where. */
export interface Command {
    readonly argv: readonly string[];
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** Exit codes that mean it did its work. */
    readonly ends?: readonly number[];
    /** Called before each start, unmeasured. */
    readonly before?: () => void;
}

/** What one run took: seconds by the clock, and seconds of processor of the process and all that it started. */
export interface Cost {
    readonly wall: number;
    readonly cpu: number;
}

// The shell measures, since Node tells nothing of a child that has ended; its own start is not counted.
const timed = `TIMEFORMAT='%3U %3S'
begin=$EPOCHREALTIME
{ time "$@" >/dev/null 2>"\${BENCH_ERRORS:-/dev/null}"; } 2>&1
code=$?
echo "$begin $EPOCHREALTIME $code"`;

/** Runs a command once; throws where it ends otherwise than it should. */
export function run({ argv, cwd, env, ends = [0], before }: Command): Cost {
    before?.();
    const { stdout, stderr, status } = spawnSync('bash', ['-c', timed, 'bash', ...argv], {
        cwd,
        env: { ...process.env, LC_ALL: 'C', NODE_OPTIONS: '', ...env, BENCH_ERRORS: '/dev/null' },
        encoding: 'utf8',
        maxBuffer: 1 << 26,
    });
    const words = stdout.trim().split(/\s+/).map(Number);
    const [user, system, begin, end, code] = words as [number, number, number, number, number];
    if (status !== 0 || words.length !== 5 || words.some(Number.isNaN)) throw new Error(`${argv.join(' ')} could not be measured: ${stdout}${stderr}`);
    if (!ends.includes(code)) throw new Error(`${argv.join(' ')} ended with ${code}.`);
    return { wall: end - begin, cpu: user + system };
}

/**
 * Runs commands in turns (A B A B …).
 *
 * @param rounds how often, at most
 * @param patience seconds after which no further round begins; one is always run
 */
export function inTurns<const N extends string>(commands: Readonly<Record<N, Command>>, rounds: number, patience = 120): Record<N, Cost[]> {
    const names = Object.keys(commands) as N[];
    const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<N, Cost[]>;
    const begin = performance.now();
    for (let round = 0; round < rounds && (round === 0 || performance.now() - begin < patience * 1000); round++)
        for (const name of names) costs[name].push(run(commands[name]));
    return costs;
}

export const walls = (costs: readonly Cost[]): number[] => costs.map(({ wall }) => wall);
export const cpus = (costs: readonly Cost[]): number[] => costs.map(({ cpu }) => cpu);

/**
 * The most memory that a command ever had in RAM, in MiB. A command of Node says so itself; of another it is the highest mark of
 * each process that it is made of, taken together, as far as looking again and again shows it. A run of its own, which is not timed.
 */
export async function peakOf(command: Command): Promise<number> {
    const [program, ...words] = command.argv as [string, ...string[]];
    const isNode = program === process.execPath;
    const file = join(tmpdir(), `terroir-peak-${process.pid}`);
    command.before?.();
    const child = spawn(program, isNode ? ['--require', join(import.meta.dirname, 'peak.cjs'), ...words] : words, {
        cwd: command.cwd,
        env: { ...process.env, LC_ALL: 'C', NODE_OPTIONS: '', ...command.env, BENCH_PEAK: file },
        stdio: 'ignore',
    });
    const marks = new Map<number, number>();
    const looking = isNode ? undefined : setInterval(() => look(child.pid as number, marks), 2);
    const code = await ended(child);
    clearInterval(looking);
    if (!(command.ends ?? [0]).includes(code)) throw new Error(`${command.argv.join(' ')} ended with ${code}.`);
    if (!isNode) return [...marks.values()].reduce((sum, mark) => sum + mark, 0);
    const kibibytes = Number(readFileSync(file, 'utf8'));
    rmSync(file);
    return kibibytes / 1024;
}

function look(pid: number, marks: Map<number, number>): void {
    for (const one of familyOf(pid)) marks.set(one, Math.max(marks.get(one) ?? 0, highestMark(one)));
}

export const ended = (child: ChildProcess): Promise<number> =>
    new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? -1));
    });

function familyOf(pid: number): number[] {
    const children = ofProcess(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
    return [pid, ...children.flatMap(familyOf)];
}

const highestMark = (pid: number): number => Number(/VmHWM:\s+(\d+)/.exec(ofProcess(pid, 'status'))?.[1] ?? 0) / 1024;

/** What a process has in RAM now, in MiB. */
export const residentOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(ofProcess(pid, 'status'))?.[1] ?? 0) / 1024;

/** How long all threads of a running process have been on a processor, in seconds, to the nanosecond. */
export function processorTimeOf(pid: number): number {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + Number(ofProcess(pid, `task/${thread}/schedstat`).split(' ')[0] ?? 0), 0) / 1e9;
}

/** A file of the system on a process, empty once the process has ended. */
function ofProcess(pid: number, file: string): string {
    try {
        return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
        return '';
    }
}
