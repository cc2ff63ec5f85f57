import { check } from './check.ts';
import { commandLine } from './command-line.ts';
import type { Io } from './io.ts';

export { tellOfCache, tellOfOutput } from './command-line.ts';

/** The same as `main`, for `terroir check` alone: what runs most often is loaded without the rest. */
export const main = (argv: readonly string[], given: Partial<Io> = {}): Promise<number> =>
    commandLine(argv, given, {
        doing: (command) => {
            if (command !== 'check') throw new Error(`The bundle of check was asked for ${command}.`);
            return check;
        },
        helpOn: () => {
            throw new Error('The bundle of check was asked for help.');
        },
    });
