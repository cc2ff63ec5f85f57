import { join } from 'node:path';
import { type Message, say, type Translate, text } from '../../language/index.ts';
import { type ColumnMap, readColumnMap, readRegister } from './import/columns.ts';
import { type Specs, specsOf, together } from './import/specs.ts';
import type { Io } from './io.ts';
import { type Refused, readNamed, unicodeIn } from './named-file.ts';
import { areFree, couldMake } from './new-files.ts';
import { type Misused, readOptions } from './options.ts';
import { input } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const importOptions = {
    map: { takes: 'file' },
    out: { takes: 'folder' },
    lang: { takes: languages },
} as const;

/** `terroir import`: specs made of a register of processing activities. */
export function importRegister(args: readonly string[], io: Io, language: Language, misused: Misused): number {
    const read = readOptions(args, importOptions);
    if ('problem' in read) return misused(read.problem);
    const { options, operands } = read;
    const [file, more] = operands;
    if (file === undefined) return misused(text('Name the register: a CSV file, or {input} for the standard input.', { input }));
    if (more !== undefined) return misused(text('One register at a time: {more} is one too many.', { more }));
    const map: ColumnMap | Refused = options.map === undefined ? new Map() : readNamed(options.map, io, (bytes) => readColumnMap(textOf(bytes)));
    if ('problem' in map) return misused(map.problem);
    const register = readNamed(file, io, (bytes) => readRegister(textOf(bytes), map));
    if ('problem' in register) return misused(register.problem);

    const translate = translateTo[language];
    const specs = specsOf(register.rows, translate);
    const tell = (message: Message) => io.stderr.write(`terroir: ${say(message, translate)}\n`);
    for (const heading of register.unread) tell(text('{file}: the column “{heading}” is not read; --map can say what it is.', { file, heading }));
    for (const { row, value } of register.stray) tell(text('{file}: row {row}: “{value}” stands under no heading, and is not read.', { file, row, value }));
    for (const loss of specs.losses) tell(text('{file}: {loss}.', { file, loss }));
    if (register.rows.length === 0) tell(text('{file}: there is no line below the headings.', { file }));
    if (options.out === undefined) {
        io.stdout.write(together(specs));
        return 0;
    }
    return write(specs, options.out, io, translate);
}

/** Writes one file for each activity and one for the parties; where one is there already, nothing at all. */
function write(specs: Specs, folder: string, io: Io, translate: Translate): number {
    const files = new Map(
        specs.activities.map(({ file, source, namesParties }) => [join(folder, file), namesParties ? `import "./parties.terroir"\n\n${source}` : source]),
    );
    if (specs.parties !== '') files.set(join(folder, 'parties.terroir'), specs.parties);
    return areFree([...files.keys()], io, translate) && couldMake(files, io, translate) ? 0 : 2;
}

/** What says that it is UTF-16 is what spreadsheets call Unicode; what is no UTF-8 is taken for what they write in Western Europe. */
function textOf(bytes: Uint8Array): string {
    try {
        return unicodeIn(bytes, { fatal: true });
    } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        return new TextDecoder('windows-1252').decode(bytes);
    }
}
