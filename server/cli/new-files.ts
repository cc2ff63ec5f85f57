import { type Message, say, type Translate, text } from '../../language/index.ts';
import type { Io } from './io.ts';
import { couldWrite, placeOf } from './outputs.ts';
import { kindOf } from './run.ts';

/** Whether nothing is there yet of files that are to be made. What is there is told, and not written over. */
export function areFree(files: readonly string[], io: Io, translate: Translate): boolean {
    const taken = files.filter((file) => kindOf(io.disk, placeOf(file, io)) !== undefined);
    for (const file of taken) tell(text('{file} is there already, and nothing is written over.', { file }), io, translate);
    if (taken.length > 0) tell(text('Nothing was written.'), io, translate);
    return taken.length === 0;
}

/** Makes files, and prints what they are called; whether all could be made. Those that were made before one that could not be would stand in the way of the next attempt. */
export function couldMake(files: Iterable<readonly [file: string, source: string]>, io: Io, translate: Translate): boolean {
    let made = 0;
    for (const [file, source] of files) {
        if (!couldWrite(file, io, translate, () => io.disk.write(placeOf(file, io), source))) {
            if (made > 0)
                tell(text('Files written before: {n}. They stay there: take them away before you give the command again.', { n: made }), io, translate);
            return false;
        }
        io.stdout.write(`${file}\n`);
        made++;
    }
    return true;
}

const tell = (message: Message, io: Io, translate: Translate): void => io.stderr.write(`terroir: ${say(message, translate)}\n`);
