import { fstatSync, writeSync } from 'node:fs';

export interface Output {
    write(text: string): void;
    readonly isTerminal: boolean;
    readonly columns: number | undefined;
}

/**
 * The standard output or error of this process. Where that is a file, a pipe or a socket it is written to directly: the stream that Node has for it takes
 * longer to load than all of the first stage, and where a pipe is full it waits for nobody, so that a long report and what is said after it on the other
 * output stand in one another (`2>&1 |`).
 *
 * @param of the stream, for a terminal, which knows how wide it is, and for what cannot be written to directly
 */
export function outputTo(fd: 1 | 2, of: () => NodeJS.WriteStream): Output {
    let stream: NodeJS.WriteStream | undefined;
    let isGone = false;
    const loaded = () => (stream ??= heeded(of()));
    const direct = (text: string): void => {
        let left = Buffer.from(text);
        try {
            while (left.length > 0) left = left.subarray(writeSync(fd, left));
        } catch (error) {
            const { code } = error as NodeJS.ErrnoException;
            if (code === 'EPIPE') isGone = true;
            // Somebody has it otherwise that nobody waits until there is room: a stream does.
            else if (code === 'EAGAIN') loaded().write(left);
            else throw error;
        }
    };
    if (!isDirect(fd)) loaded();
    return {
        write: (text) => {
            if (stream) stream.write(text);
            else if (!isGone) direct(text);
        },
        isTerminal: stream?.isTTY === true,
        columns: stream?.columns,
    };
}

/** Windows has other pipes. */
function isDirect(fd: number): boolean {
    if (process.platform === 'win32') return false;
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isFIFO() || stats.isSocket();
}

/** Whoever reads a report may stop reading (`| head -1`): the verdict stands, and with it the exit code. What else goes wrong is thrown. */
export function heeded(stream: NodeJS.WriteStream): NodeJS.WriteStream {
    return stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error;
    });
}
