import { resolve } from 'node:path';
import { type Message, text } from '../../language/index.ts';
import { pathBelow } from './ignoring.ts';
import type { Io } from './io.ts';
import { placeOf } from './outputs.ts';
import { answerOf } from './outside.ts';
import type { Reading } from './report.ts';
import { kindOf } from './run.ts';

/** What a command was told that it may read: the words behind it and the files that options name. */
interface Named {
    readonly operands: readonly string[];
    readonly options: { readonly config?: string; readonly map?: string; readonly baseline?: string };
    readonly root: string;
}

/**
 * Why one of some files is not written: a spec, or whatever else the run reads, would be lost with it. Nothing where all may be. What is called like a spec
 * is one, read by this run or not: where a link leads to is not known of everything that was read.
 */
export function whyNotOver(
    files: readonly string[],
    { operands, options: { config, map, baseline }, root }: Named,
    reading: Reading,
    io: Io,
): Message | undefined {
    if (files.length === 0) return undefined;
    const { settings, files: configured } = reading.configuration;
    const named = [...operands, config, map, baseline, settings.baseline?.file].filter((one) => one !== undefined);
    const read = new Set([...named.map((one) => placeOf(one, io)), ...configured.map(({ path }) => resolve(root, path))].flatMap(bothNames));
    const isRead = (place: string) => place.endsWith('.terroir') || read.has(place) || reading.workspace.files.has(pathBelow(root, place).normalize());
    // A folder is read, too, and nothing can take its place: whoever tries to write there says so.
    const file = files.find((one) => kindOf(io.disk, placeOf(one, io)) !== 'folder' && bothNames(placeOf(one, io)).some(isRead));
    return file === undefined ? undefined : text('{file} is a spec, or something else that is read here: nothing is written over it.', { file });

    /** Its own, and that of what a link leads to. */
    function bothNames(place: string): readonly string[] {
        const real = answerOf(() => io.disk.real(place));
        return real.startsWith('!') ? [place] : [place, real];
    }
}
