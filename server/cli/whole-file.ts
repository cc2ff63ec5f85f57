import { renameSync, rmSync } from 'node:fs';

/** Has a file written, whole or not at all: what is begun lies beside it, and goes away again where it cannot be ended. What goes wrong is thrown. */
export function writtenWhole(file: string, write: (beside: string) => void): void {
    const beside = `${file}.${process.pid}.part`;
    try {
        write(beside);
        renameSync(beside, file);
    } catch (error) {
        rmSync(beside, { force: true });
        throw error;
    }
}
