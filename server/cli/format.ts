import { applyChanges, formatChanges, parse } from '../../language/editing.ts';
import { type Message, say, text } from '../../language/index.ts';
import { configurationOptions } from './configuration.ts';
import { harmless } from './formats/cells.ts';
import { patch } from './formats/patch.ts';
import { styleOf } from './formats/style.ts';
import { Ignoring } from './ignoring.ts';
import type { Io } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { Lines } from './positions.ts';
import { input, inputName, limitsOf, settingsIn, whyNoInput, withoutUnmatched } from './run.ts';
import { markOf, reasonIn, Sources, type Text, type Unreadable } from './sources.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const formatOptions = {
    ...configurationOptions,
    check: { takes: 'nothing' },
    diff: { takes: 'nothing' },
    'no-error-on-unmatched': { takes: 'nothing' },
    'stdin-path': { takes: 'file' },
    'max-size': { takes: 'number' },
    'max-depth': { takes: 'number' },
    root: { takes: 'folder' },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
    quiet: { takes: 'nothing', short: 'q' },
} as const;

/** What became of a text. */
type Outcome = 'changed' | 'unchanged' | 'broken' | 'failed';

/** `terroir format`: lays specs out, or says which ones it would. */
export function format(args: readonly string[], io: Io, spoken: Language, misused: Misused): number {
    const read = readOptions(args, formatOptions);
    if ('problem' in read) return misused(read.problem);
    const { options, operands } = read;
    const problem = whyNoInput(operands, options['stdin-path']);
    if (problem) return misused(problem);
    const fromInput = operands.includes(input);
    const limits = limitsOf(options);
    const set = settingsIn(options, io);
    if ('problem' in set) return misused(set.problem);
    const { root, configuration } = set;
    const sources = new Sources(io.disk, root, limits, new Ignoring(io.disk, configuration.filters));
    const style = styleOf(options.color ?? 'auto', io);
    const translate = translateTo[configuration.settings.language ?? spoken];

    const outcomes = fromInput ? [ofInput(options['stdin-path'] ?? inputName)] : ofFiles(operands.length > 0 ? operands : ['.']);
    const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
    if (!fromInput && !options.quiet) io.stderr.write(`${say(summary(), translate)}\n`);
    if (count('failed') > 0) return 2;
    return count('broken') > 0 || (options.check && count('changed') > 0) ? 1 : 0;

    function ofInput(path: string): Outcome {
        return lay(sources.typed(path, io.cwd, io.stdin), (given, laidOut) => {
            if (options.check || options.diff) show(given, laidOut);
            else io.stdout.write(markOf(given) + laidOut);
        });
    }

    function ofFiles(given: readonly string[]): Outcome[] {
        const { paths, unreadable, passedOver } = withoutUnmatched(sources.list(given, io.cwd), options['no-error-on-unmatched'] === true);
        if (paths.length + unreadable.length === 0 && passedOver.length > 0) tell(text('Nothing was laid out: there is no spec in what was given.'));
        const failed = unreadable.map((one) => lay(one, () => {}));
        const laidOut = paths.map((path) =>
            lay(sources.read(path), (read, after) => {
                if (read.source === after) return;
                if (options.check || options.diff) show(read, after);
                else {
                    sources.write(read, after);
                    io.stdout.write(`${path}\n`);
                }
            }),
        );
        return [...failed, ...laidOut];
    }

    /** Hands a text on as it is to be; one that cannot be read or is broken is named with what is wrong, and left alone. */
    function lay(read: Text | Unreadable, use: (read: Text, laidOut: string) => void): Outcome {
        if ('code' in read) {
            complain(read.path, read, read.code, read.message);
            return 'failed';
        }
        const parsed = parse(read.source);
        const lines = new Lines(read.source);
        for (const { code, message, start } of parsed.problems) complain(read.path, lines.at(Math.max(0, start)), code, message);
        if (parsed.problems.length > 0) return 'broken';
        const laidOut = applyChanges(read.source, formatChanges(read.source, parsed));
        try {
            use(read, laidOut);
        } catch (error) {
            tell(text('{file} cannot be written: {reason}.', { file: read.path, reason: reasonIn(error) }));
            return 'failed';
        }
        return laidOut === read.source ? 'unchanged' : 'changed';
    }

    /** The difference where one is asked for, else the name alone of what would change. */
    function show(read: Text, laidOut: string): void {
        const { path, source } = read;
        if (source === laidOut) return;
        io.stdout.write(options.diff ? patch(path, markOf(read) + source, markOf(read) + laidOut, style) : `${path}\n`);
    }

    function summary(): Message {
        const [changed, unchanged, broken] = [count('changed'), count('unchanged'), count('broken')];
        const laidOut =
            options.check || options.diff
                ? text('To be laid out: {changed}. Laid out already: {unchanged}.', { changed, unchanged })
                : text('Laid out: {changed}. Laid out already: {unchanged}.', { changed, unchanged });
        return broken === 0 ? laidOut : text('{laidOut} Left as they are, for they have errors: {broken}.', { laidOut, broken });
    }

    function complain(path: string, { line, column }: { readonly line: number; readonly column: number }, code: string, message: Message): void {
        io.stderr.write(`${harmless(path)}:${line}:${column} error ${code}\n  ${harmless(say(message, translate))}\n`);
    }

    function tell(message: Message): void {
        io.stderr.write(`terroir: ${harmless(say(message, translate))}\n`);
    }
}
