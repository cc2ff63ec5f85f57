import { text } from '../../language/index.ts';
import { type Misused, readOptions } from './options.ts';

/** As the first stage knows them; it starts the server where it is told how to talk, and nothing is wrong with it. */
export const lspOptions = {
    stdio: { takes: 'nothing' },
    socket: { takes: 'number' },
    pipe: { takes: 'file' },
    'node-ipc': { takes: 'nothing' },
    clientProcessId: { takes: 'number' },
} as const;

/** `terroir lsp` where no server can be started: says why. */
export function noServer(args: readonly string[], misused: Misused): number {
    const read = readOptions(args, lspOptions);
    if ('problem' in read) return misused(read.problem);
    const [word] = read.operands;
    if (word !== undefined) return misused(text('The language server takes options only; {word} is none.', { word }));
    return misused(text('The language server talks over standard input and output: terroir lsp --stdio.'));
}
