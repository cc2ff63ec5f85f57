import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Has a file written, whole or not at all: what is begun lies beside it, and goes away again where it cannot be ended. What goes wrong is thrown.
 *
 * @param mode who may look into its folder, where that is not there yet
 */
export function writtenWhole(file: string, write: (beside: string) => void, mode?: number): void {
    makeFolder(dirname(file), mode);
    const beside = `${file}.${process.pid}.part`;
    try {
        write(beside);
        renameSync(beside, file);
    } catch (error) {
        rmSync(beside, { force: true });
        throw error;
    }
}

/**
 * Makes a folder, and those that it lies in, where they are not there yet. Node can do that by itself, but tries for ever in a folder that takes none and
 * says that it is not there, as /proc does.
 */
export function makeFolder(folder: string, mode?: number): void {
    const above = dirname(folder);
    if (above !== folder && !existsSync(above)) makeFolder(above, mode);
    try {
        mkdirSync(folder, mode);
    } catch (error) {
        if (!existsSync(folder)) throw error;
    }
}
