import { isAbsolute, resolve } from 'node:path';
import { type Message, type Severity, say, type Translate, text } from '../../language/index.ts';
import { unknownWord } from '../configuration/unknown-word.ts';
import { github } from './formats/github.ts';
import { gitlab } from './formats/gitlab.ts';
import { json } from './formats/json.ts';
import { junit } from './formats/junit.ts';
import { html } from './formats/report-html.ts';
import { markdown } from './formats/report-markdown.ts';
import { sarif } from './formats/sarif.ts';
import type { Io } from './io.ts';
import type { Reading, Report, Texts } from './report.ts';
import { reasonIn } from './sources.ts';

/** What decides the exit code of a run, and with it what a report calls a failure. */
export interface Gate {
    readonly failOn: Severity | 'never';
    readonly failOnUnknown: boolean;
}

/** What a writer may look at beside the report. */
export interface Writing {
    readonly reading: Reading;
    readonly texts: Texts;
    readonly translate: Translate;
    readonly gate: Gate;
    /** How many findings a report for people shows at most; all of them where nobody says. */
    readonly most: number | undefined;
    /** The drawing room, where a report has pictures. */
    readonly drawing: typeof import('../drawing/draw.ts') | undefined;
}

interface Format {
    /** Read by programs: it does not change with the machine's locale, and hints are in it unasked. */
    readonly forMachines: boolean;
    readonly write: (report: Report, writing: Writing) => Iterable<string>;
}

/** How a report may be written, by the name that `--format` takes; `text` is drawn for the terminal and stands apart. */
const formats = {
    json: { forMachines: true, write: json },
    sarif: { forMachines: true, write: sarif },
    junit: { forMachines: true, write: junit },
    gitlab: { forMachines: true, write: gitlab },
    github: { forMachines: false, write: github },
    markdown: { forMachines: false, write: markdown },
    html: { forMachines: false, write: html },
} satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats | 'text';
export const formatNames: readonly FormatName[] = ['text', ...(Object.keys(formats) as (keyof typeof formats)[])];

/** Reports that stand on the standard output line by line, so that others may stand there, too. */
const inLines: ReadonlySet<FormatName> = new Set(['text', 'github']);

/** One report that was asked for, and where it goes: a file, or the standard output. */
export interface Output {
    readonly format: FormatName;
    readonly file: string | undefined;
}

/** The files that reports go to. */
export const filesIn = (outputs: readonly Output[]): readonly string[] => outputs.flatMap(({ file }) => file ?? []);

/** Reads what `--format` was given: a name, or a name and a file as in `sarif:out.sarif`; several ask for several reports. */
export function readOutputs(given: readonly string[]): readonly Output[] | { readonly problem: Message } {
    const outputs: Output[] = [];
    for (const word of given.length > 0 ? given : ['text']) {
        const colon = word.indexOf(':');
        const name = colon < 0 ? word : word.slice(0, colon);
        const file = colon < 0 ? undefined : fileIn(word.slice(colon + 1));
        const format = formatNames.find((one) => one === name);
        if (format === undefined) {
            const problem = text('The option {option} takes {words}; not {value}.', { option: '--format', words: [...formatNames], value: name });
            return { problem: unknownWord(problem, name, formatNames) };
        }
        if (file === '') return { problem: text('--format {word}: a file is missing behind the colon.', { word }) };
        const isSame = (one: Output) =>
            file === undefined ? one.file === undefined && one.format === format : one.file !== undefined && resolve(one.file) === resolve(file);
        if (outputs.some(isSame)) return { problem: text('--format {word}: two reports cannot go to the same place.', { word }) };
        outputs.push({ format, file });
    }
    const printed = outputs.filter(({ file }) => file === undefined);
    const document = printed.find(({ format }) => !inLines.has(format));
    if (document && printed.length > 1) {
        return {
            problem: text('--format {format}: beside another report on the standard output it could not be told apart; give it a file: {example}.', {
                format: document.format,
                example: `${document.format}:report.${document.format}`,
            }),
        };
    }
    return outputs;
}

/** The file that a word names; none where it is the sign for the standard output. */
export const fileIn = (word: string | undefined): string | undefined => (word === '-' ? undefined : word);

export const isForMachines = (format: FormatName): boolean => format !== 'text' && formats[format].forMachines;

/** A report in one format, piece by piece. */
export const written = (format: Exclude<FormatName, 'text'>, report: Report, writing: Writing): Iterable<string> => formats[format].write(report, writing);

/** Where a file lies that was named on the command line. */
export const placeOf = (file: string, io: Io): string => (isAbsolute(file) ? file : resolve(io.cwd, file));

/** Writes something that was asked for; whether it could be. A report that cannot be written is a gate that says nothing, so that is told. */
export function couldWrite(file: string, io: Io, translate: Translate, write: () => void): boolean {
    try {
        write();
        return true;
    } catch (error) {
        io.stderr.write(`terroir: ${say(text('{file} cannot be written: {reason}.', { file, reason: reasonIn(error) }), translate)}\n`);
        return false;
    }
}
