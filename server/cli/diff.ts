import { resolve } from 'node:path';
import { formatDay, type Message, say, type Translate, text } from '../../language/index.ts';
import { configurationOf, configurationOptions } from './configuration.ts';
import { differenceOf, type State } from './difference.ts';
import { harmless } from './formats/cells.ts';
import { differenceMarkdown, differenceText } from './formats/difference.ts';
import { those } from './formats/pieces.ts';
import { styleOf } from './formats/style.ts';
import { pastOf } from './git.ts';
import type { Io } from './io.ts';
import { type Misused, type Options, readOptions } from './options.ts';
import { patternIn } from './patterns.ts';
import { type Run, reportOf, Texts } from './report.ts';
import { folderOf, judged, readingOf } from './run.ts';
import { isThere, isUnmatched } from './sources.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const diffOptions = {
    ...configurationOptions,
    since: { takes: 'text' },
    'fail-on': { takes: ['weakened', 'never'] },
    format: { takes: ['text', 'json', 'markdown'] },
    'no-error-on-unmatched': { takes: 'nothing' },
    'as-of': { takes: 'text' },
    'max-size': { takes: 'number' },
    'max-depth': { takes: 'number' },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
} as const;

/** `terroir diff`: what changes in meaning between two folders, or since a commit. */
export function diff(args: readonly string[], io: Io, environment: Language, misused: Misused): number {
    const read = readOptions(args, diffOptions);
    if ('problem' in read) return misused(read.problem);
    const { options, operands } = read;
    const states = options.since === undefined ? besideEachOther(operands, options, io) : since(options.since, operands, options, io);
    if ('problem' in states) return misused(states.problem);
    const [before, after] = states;
    const language = options.format === 'json' ? (options.lang ?? 'en') : (after.run.configuration.settings.language ?? environment);
    const translate = translateTo[language];
    const failures = states.map((state) => failuresIn(state, language, translate));
    const incomplete = failures.some((lines) => lines.length > 0);
    const difference = differenceOf(before, after, incomplete, language, translate);
    switch (options.format ?? 'text') {
        case 'json':
            io.stdout.write(`${JSON.stringify(difference, null, 2)}\n`);
            break;
        case 'markdown':
            io.stdout.write(differenceMarkdown(difference, translate));
            break;
        case 'text':
            io.stdout.write(differenceText(difference, { translate, style: styleOf(options.color ?? 'auto', io), columns: io.stdout.columns }));
    }
    if (states.every(({ run: { asked, unreadable } }) => asked.length + unreadable.length === 0))
        io.stderr.write(`terroir: ${say(text('Nothing was compared: there is no spec in what was given.'), translate)}\n`);
    for (const line of failures.flat()) io.stderr.write(line);
    return incomplete ? 2 : options['fail-on'] === 'weakened' && difference.weakened.length > 0 ? 1 : 0;
}

type Asked = Options<typeof diffOptions>;
type States = readonly [before: State, after: State] | { readonly problem: Message };

/** Two files or folders; paths are relative to each, so that equal ones are the same spec. */
function besideEachOther(operands: readonly string[], options: Asked, io: Io): States {
    const [old, now, more] = operands;
    if (old === undefined || now === undefined || more !== undefined)
        return { problem: text('Two files or folders are compared, the old one first; or one with what it was: --since COMMIT.') };
    const config = options.config ?? (io.env['TERROIR_CONFIG'] || undefined);
    const asked: Asked = config === undefined ? options : { ...options, config: resolve(io.cwd, config) };
    // Settings are looked for from each upwards, so that its own count.
    const run = (operand: string, asOf?: string): Run | { readonly problem: Message } => {
        const place = resolve(io.cwd, operand);
        if (!isThere(io.disk, place)) return { problem: text('{file}: {reason}.', { file: operand, reason: text('there is no such file') }) };
        const folder = folderOf(io, place);
        return judgedIn(folder, [place], asked, { ...io, cwd: folder }, asOf);
    };
    const after = run(now);
    if ('problem' in after) return after;
    const before = run(old, formatDay(after.date));
    if ('problem' in before) return before;
    const states = [
        { name: old, run: before },
        { name: now, run: after },
    ] as const;
    return states;
}

/** What is here now, and what git has of it. What is there on one side only has come or gone. */
function since(revision: string, operands: readonly string[], options: Asked, io: Io): States {
    const given = operands.length > 0 ? operands : ['.'];
    const places = given.map((operand) => resolve(io.cwd, operand));
    const past = pastOf(io, folderOf(io, places[0] ?? io.cwd), revision);
    if ('problem' in past) return past;
    const then = { ...io, disk: past.disk };
    const isOn = (side: Io, n: number) => isThere(side.disk, places[n] ?? '') || patternIn(given[n] ?? '') !== undefined;
    const gone = given.findIndex((_, n) => !isOn(io, n) && !isOn(then, n));
    if (gone >= 0) return { problem: text('{file}: it is not here, nor was it at {commit}.', { file: given[gone] ?? '', commit: past.commit.slice(0, 12) }) };
    const here = (side: Io) => given.filter((_, n) => isOn(side, n));
    const after = judgedIn(io.cwd, here(io), options, io);
    if ('problem' in after) return after;
    const before = judgedIn(io.cwd, here(then), wasThere(options, then), then, formatDay(after.date));
    if ('problem' in before) return { problem: text('At {commit}: {problem}', { commit: past.commit.slice(0, 12), problem: before.problem }) };
    return [
        { name: past.commit.slice(0, 12), run: withoutEmpty(before, after) },
        { name: given.join(' '), run: withoutEmpty(after, before) },
    ];
}

/** Settings that were not there yet set nothing. */
function wasThere(options: Asked, { cwd, env, disk }: Io): Asked {
    const named = options.config ?? (env['TERROIR_CONFIG'] || undefined);
    return named === undefined || isThere(disk, resolve(cwd, named)) ? options : { ...options, 'no-config': true };
}

/** A folder may have had no spec, or has none any more; that is a failure only where it has none on either side. */
const withoutEmpty = (run: Run, other: Run): Run =>
    other.judgements.length === 0 ? run : { ...run, unreadable: run.unreadable.filter((one) => !isUnmatched(one)) };

/** Judges what is at some places, by the settings that are there. */
function judgedIn(root: string, operands: readonly string[], options: Asked, io: Io, asOf?: string): Run | { readonly problem: Message } {
    const { 'fail-on': _, ...others } = options;
    const configuration = configurationOf(others, io, root);
    if ('problem' in configuration) return configuration;
    const settings = asOf === undefined ? configuration.settings : { ...configuration.settings, asOf };
    const reading = readingOf({ options, operands, root, configuration: { ...configuration, settings } }, io);
    return 'problem' in reading ? reading : judged(reading, { paths: reading.asked, part: null });
}

/** What could not be read or judged in a state, each as it is said. */
function failuresIn({ name, run }: State, language: Language, translate: Translate): readonly string[] {
    const failed = those(reportOf(run, new Texts(run.workspace), language, translate).findings, ({ verdict }) => verdict === 'failed');
    return Array.from(
        failed,
        ({ rule, file, range: { start }, message }) => `${name}: ${harmless(file)}:${start.line}:${start.column} error ${rule}\n  ${harmless(message)}\n`,
    );
}
