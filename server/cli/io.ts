import { spawnSync } from 'node:child_process';
import { readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Day, type Rule, rules } from '../../language/index.ts';
import { type Outside, processOutside } from './outside.ts';
import { processWatching, type Watching } from './watch.ts';

/** Everything that the command takes from outside. Tests hand in their own. */
export interface Io extends Outside {
    /** All that comes in, to its end, but never more than `most`: it may have none. */
    readonly stdin: (most: number) => Uint8Array;
    /** Asks somebody at a terminal for a line; it gives nothing where the input ends instead, or where there is nobody to ask. */
    readonly ask: (question: string) => Promise<string | undefined>;
    readonly rules: readonly Rule[];
    /** Runs git in a folder; throws with Node's error codes where there is no such program. */
    readonly git: (args: readonly string[], folder: string, input?: string) => Answer;
    readonly watching: Watching;
}

/** What a program came to. */
export interface Answer {
    readonly status: number;
    readonly stdout: Buffer;
    readonly stderr: string;
}

const dayLength = 86_400_000;

/** The day of the run, in UTC. */
export const todayOf = ({ now }: Pick<Io, 'now'>): Day => Math.floor(now / dayLength);

export const processIo = (): Io => ({
    ...processOutside(),
    stdin: (most) => allOf(0, most),
    ask,
    rules,
    git,
    watching: processWatching,
});

/**
 * All that comes in, to its end or to so many bytes. Nobody asks for the stream: that has Node no longer wait at a pipe until there is something in it. Another process may
 * have made it so, too.
 */
function allOf(input: number, most: number): Uint8Array {
    const pieces: Buffer[] = [];
    let left = most;
    for (;;) {
        const room = Buffer.allocUnsafe(Math.min(2 ** 16, left));
        try {
            const got = readSync(input, room, 0, room.length, null);
            if (got === 0) return Buffer.concat(pieces);
            pieces.push(room.subarray(0, got));
            left -= got;
        } catch (error) {
            const { code } = error as NodeJS.ErrnoException;
            // So Windows says it.
            if (code === 'EOF') return Buffer.concat(pieces);
            if (code !== 'EAGAIN') throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
        }
    }
}

/** The question goes where it is seen and in no result: to the standard error. */
function ask(question: string): Promise<string | undefined> {
    // Looked at only here: to be told what the standard input is takes longer than to read a spec.
    const { stdin: input, stderr: output } = process;
    if (!input.isTTY || !output.isTTY) return Promise.resolve(undefined);
    return new Promise((resolve) => {
        const asking = createInterface({ input, output });
        asking.on('close', () => resolve(undefined));
        asking.on('SIGINT', () => {
            asking.close();
            process.kill(process.pid, 'SIGINT');
        });
        asking.question(question, (answer) => {
            resolve(answer);
            asking.close();
        });
    });
}

/** No shell reads the arguments. Git asks nobody, takes no lock that others wait for, starts no watcher, fetches nothing, and speaks English. */
function git(args: readonly string[], folder: string, input?: string): Answer {
    const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
    const { error, status, stdout, stderr } = spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
        cwd: folder,
        env,
        input,
        maxBuffer: Number.POSITIVE_INFINITY,
        windowsHide: true,
    });
    if (error) throw error;
    return { status: status ?? 1, stdout, stderr: stderr.toString('utf8') };
}
