import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Day, type Rule, rules } from '../../language/index.ts';
import { type Outside, processOutside } from './outside.ts';

/** Everything that the command takes from outside. Tests hand in their own. */
export interface Io extends Outside {
    /** All that comes in, to its end. */
    readonly stdin: () => Uint8Array;
    /** Asks somebody at a terminal for a line; it gives nothing where the input ends instead. Not there where there is nobody to ask. */
    readonly ask: ((question: string) => Promise<string | undefined>) | undefined;
    readonly rules: readonly Rule[];
}

const dayLength = 86_400_000;

/** The day of the run, in UTC. */
export const todayOf = ({ now }: Pick<Io, 'now'>): Day => Math.floor(now / dayLength);

export const processIo = (): Io => ({
    ...processOutside(),
    stdin: () => readFileSync(process.stdin.fd),
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    rules,
});

/** The question goes where it is seen and in no result: to the standard error. */
function ask(question: string): Promise<string | undefined> {
    const { stdin: input, stderr: output } = process;
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
