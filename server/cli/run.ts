import { dirname, resolve } from 'node:path';
import { parse } from '../../language/editing.ts';
import {
    contentsOf,
    type Day,
    defaultLimits,
    importsIn,
    Judge,
    lookedInto,
    type Message,
    outlineOf,
    readDay,
    say,
    type Translate,
    text,
    Workspace,
} from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { configure } from '../configuration/settings.ts';
import { type Configuration, configurationOf, configurationOptions } from './configuration.ts';
import { harmless } from './formats/cells.ts';
import { type Gravity, gravityOf, type WeighedJudgement } from './gravity.ts';
import { Ignoring } from './ignoring.ts';
import { heldAtOnce, inTurn, type Judged, type Judging, reasonOf, towards } from './in-turn.ts';
import { type Io, todayOf } from './io.ts';
import { Narration } from './narration.ts';
import { type Options, type OptionTable, readOptions } from './options.ts';
import type { Disk, Kind, Memory } from './outside.ts';
import { Remembered } from './remembering.ts';
import { configurationIn, type Reading, type Report, type ReportedPart, type Run, standsWithin } from './report.ts';
import { isUnmatched, type Listed, type ReadLimits, Sources, type Text, type Unreadable } from './sources.ts';
import { type Language, languageOf, translateTo } from './translation.ts';

/** What every command takes that judges files: when, where paths begin, what is refused unread, and where more is set. */
export const runOptions = {
    ...configurationOptions,
    'as-of': { takes: 'text' },
    'max-size': { takes: 'number' },
    'max-depth': { takes: 'number' },
    // Heeded before the command is loaded.
    'no-cache': { takes: 'nothing' },
    'no-error-on-unmatched': { takes: 'nothing' },
    root: { takes: 'folder' },
    'stdin-path': { takes: 'file' },
    verbose: { takes: 'nothing' },
} as const;

/** The path that stands for the standard input. */
export const input = '-';

/** Why words about the standard input cannot be understood; nothing where they can. */
export function whyNoInput(operands: readonly string[], stdinPath: string | undefined): Message | undefined {
    const fromInput = operands.includes(input);
    if (fromInput && operands.length > 1) return text('{input} stands for the standard input; no path can stand beside it.', { input });
    if (stdinPath !== undefined && !fromInput)
        return text('{option} says what the standard input is called: give {input} as the path.', { option: '--stdin-path', input });
    return undefined;
}

/** What the standard input is called where nobody says so. */
export const inputName = 'stdin.terroir';

/** What a command that judges was told, with what is set for it, before anything is judged. */
export interface Told<T extends OptionTable> {
    readonly options: Options<T>;
    readonly operands: readonly string[];
    /** The folder that paths are relative to. */
    readonly root: string;
    readonly configuration: Configuration;
}

/** Reads the words of a command that judges and the settings; or says what is wrong with them. */
export function readTold<const T extends OptionTable>(args: readonly string[], table: T & typeof runOptions, io: Io): Told<T> | { readonly problem: Message } {
    const read = readOptions(args, table);
    if ('problem' in read) return read;
    const { options, operands } = read;
    const set = settingsIn(options as Options<typeof runOptions>, io);
    return 'problem' in set ? set : { options, operands, ...set };
}

/** The folder that paths are relative to, and what is set for it; or what is wrong with one of them. */
export function settingsIn(
    options: Options<{ readonly root: { readonly takes: 'folder' } }>,
    io: Io,
): Pick<Told<OptionTable>, 'root' | 'configuration'> | { readonly problem: Message } {
    const { root: given } = options;
    const root = resolve(io.cwd, given ?? '.');
    if (given !== undefined && !isFolder(io.disk, root)) return { problem: text('--root: there is no folder {folder}.', { folder: given }) };
    const configuration = configurationOf(options, io, root);
    return 'problem' in configuration ? configuration : { root, configuration };
}

/** Reads the words of a command that judges, and judges what they name; or says what is wrong with these words. */
export function readRun<const T extends OptionTable>(
    args: readonly string[],
    table: T & typeof runOptions,
    io: Io,
): { readonly options: Options<T>; readonly run: Run } | { readonly problem: Message } {
    const told = readTold(args, table, io);
    if ('problem' in told) return told;
    const run = runOf(told as Told<typeof runOptions>, io);
    return 'problem' in run ? run : { options: told.options, run };
}

/** The language of what is said to people: the one asked for, else the one set, else that of the environment. */
export const languageIn = ({ configuration: { settings } }: { readonly configuration: Configuration }, spoken: Language): Language =>
    settings.language ?? spoken;

/** Which of the files that were asked for are judged, once everything is read; the others only lend what they state. */
export interface Choice {
    readonly paths: readonly string[];
    readonly part: ReportedPart | null;
}

/** All that was asked for. */
export const all = ({ asked }: Reading): Choice => ({ paths: asked, part: null });

/** The paths that were given; this folder where none was. */
export const orHere = (operands: readonly string[]): readonly string[] => (operands.length > 0 ? operands : ['.']);

/** Judges what a command was told to. */
export function runOf(told: Told<typeof runOptions>, io: Io, choose: (reading: Reading) => Choice = all): Run | { readonly problem: Message } {
    const reading = readingOf({ ...told, operands: orHere(told.operands) }, io);
    return 'problem' in reading ? reading : judged(reading, choose(reading));
}

/** So few files take hardly any memory, and nobody need be told to spare it. */
const fewFiles = 100;

/** The findings of so many files are held until they are told, and kept for later runs: some ten kilobytes of each. */
const mostKept = 2 ** 16;

/** What is refused unread. */
export const limitsOf = (options: Pick<Options<typeof runOptions>, 'max-size' | 'max-depth'>): ReadLimits => ({
    size: options['max-size'] ?? defaultLimits.size,
    depth: options['max-depth'] ?? defaultLimits.depth,
});

/** Of what was listed, what is passed over where that is asked for: the operands in which there is no spec; and the rest. */
export function withoutUnmatched({ unreadable, ...listed }: Listed, isAskedFor: boolean): Listed & { readonly passedOver: readonly string[] } {
    const isPassedOver = (one: Unreadable) => isAskedFor && isUnmatched(one);
    return { ...listed, unreadable: unreadable.filter((one) => !isPassedOver(one)), passedOver: unreadable.filter(isPassedOver).map(({ path }) => path) };
}

/** Why there was nothing to judge. */
export const whyNothing = ({ unreadable, passedOver }: { readonly unreadable: readonly { readonly code: string }[] } & Pick<Reading, 'passedOver'>): Message =>
    unreadable.every(isUnmatched) && unreadable.length + passedOver.length > 0
        ? text('Nothing was judged: there is no spec in what was given.')
        : text('Nothing was judged: no file could be read.');

/**
 * Reads what a command was told to, and what that imports; judges nothing yet.
 *
 * @param memory where earlier judgements may be kept, for whoever asks nothing but what those say
 * @param most of more files they are not
 */
export function readingOf(
    { options, operands, root, configuration }: Told<Pick<typeof runOptions, 'max-size' | 'max-depth' | 'no-error-on-unmatched' | 'stdin-path' | 'verbose'>>,
    io: Io,
    memory?: Memory,
    most = mostKept,
): Reading | { readonly problem: Message } {
    const today = todayOf(io);
    const { asOf } = configuration.settings;
    const date = asOf === undefined ? { value: today } : readDay(asOf);
    if ('problem' in date) return { problem: text('--as-of: {problem}', { problem: date.problem }) };
    const problem = whyNoInput(operands, options['stdin-path']);
    if (problem) return { problem };
    const { rules, waiverMaxDays } = configurationIn({ configuration });
    const limits = limitsOf(options);
    const remembered = memory && new Remembered(memory, date.value, [root, operands, limits, asOf, rules, waiverMaxDays]);
    const sources = new Sources(io.disk, root, limits, new Ignoring(io.disk, configuration.filters), remembered);
    const typed = operands.includes(input) ? sources.typed(options['stdin-path'] ?? inputName, io.cwd, io.stdin) : undefined;
    // A gate that is given nothing by a command that failed must not pass; what an editor holds may be empty, and has a name.
    if (typed && 'source' in typed && typed.source === '' && options['stdin-path'] === undefined)
        return {
            problem: text('Nothing was judged: nothing came in on the standard input. If an empty spec is meant, name it with {option}.', {
                option: '--stdin-path',
            }),
        };
    const listed = withoutUnmatched(typed ? only(typed.path) : sources.list(operands, io.cwd), options['no-error-on-unmatched'] === true);
    const narration = options.verbose ? new Narration(io.stderr, translateTo[languageIn({ configuration }, languageOf(io.env))]) : undefined;
    narration?.settings(configuration);
    narration?.listed(listed, listed.passedOver);
    const found = read(sources, listed, io, configuration, typed, narration, listed.paths.length > most ? undefined : remembered);
    narration?.done(found.texts.length, found.asked.length);
    return { ...found, date: date.value, today };
}

/**
 * The exit code of a command that lists and weighs nothing: 2 where something could not be judged, which is said, 3 where
 * declarations rest on broken text, else 0.
 */
export function gateOf(run: Run, { counts, findings }: Report, io: Io, translate: Translate): 0 | 2 | 3 {
    for (const { rule, verdict, severity, file, range, message } of findings) {
        if (verdict === 'failed' || (verdict === 'broken' && severity !== 'hint'))
            io.stderr.write(`${harmless(file)}:${range.start.line}:${range.start.column} error ${rule}\n  ${harmless(message)}\n`);
    }
    if (counts.files === 0) io.stderr.write(`terroir: ${say(whyNothing(run), translate)}\n`);
    return counts.failed > 0 ? 2 : counts.notJudged > 0 || counts.broken > 0 ? 3 : 0;
}

/** The standard input, listed. */
const only = (path: string): Listed => ({ paths: [path], unreadable: [], by: new Map([[path, input]]), leftOut: [] });

function read(
    sources: Sources,
    { paths, unreadable: notListed, passedOver, by }: ReturnType<typeof withoutUnmatched>,
    io: Io,
    configuration: Configuration,
    typed: Text | Unreadable | undefined,
    narration: Narration | undefined,
    remembered: Remembered | undefined,
): Omit<Reading, 'date' | 'today'> {
    const workspace = new Workspace(false, sources.home);
    workspace.shelve(libraryFiles);
    const held = heldAtOnce(paths.length);
    const isVast = paths.length > held;
    if (paths.length > fewFiles) io.spareMemory?.(isVast);
    const asked = new Set(paths);
    const texts = new Map<string, Text>();
    // What leads nowhere in a folder may be imported, too, and is one failure all the same.
    const unreadable = new Map(notListed.map((one) => [one.path, one]));
    // Whatever the files import is read, too, as far as that leads; only the files themselves are judged. A map goes on
    // with what is added to it on the way: each with the file that imports it.
    const todo = new Map<string, string | undefined>(paths.map((path) => [path, undefined]));
    for (const [path, importer] of todo) {
        const found = path === typed?.path ? typed : asked.has(path) ? sources.read(path) : sources.readImported(path);
        if (found) narration?.read(path, !('code' in found), by.get(path), importer);
        for (const target of load(path, found)) if (!todo.has(target)) todo.set(target, path);
    }
    const judge = new Judge(workspace, io.rules);
    configure({ judge, workspace }, configuration.settings);
    remembered?.compare(workspace, texts);
    return {
        workspace,
        judge,
        configuration,
        libraryFiles,
        asked: paths,
        texts: [...texts.values()],
        unreadable: [...unreadable.values()],
        passedOver,
        remembered,
    };

    /** Puts a file into the workspace; gives the paths that it imports. */
    function load(path: string, read: Text | Unreadable | undefined): readonly string[] {
        if (!read) return [];
        if ('code' in read) {
            unreadable.set(path, read);
            // It is there, so whoever imports it must not be told that it is missing.
            workspace.set(path, '', parse(''));
            return [];
        }
        try {
            const imports = remembered?.importsOf(path);
            if (remembered && imports) {
                workspace.lendUnread(path, read, remembered);
                texts.set(path, read);
                return imports;
            }
            const { source } = read;
            const parsed = parse(source);
            const contents = contentsOf(path, parsed);
            // There may be very many: of what is sound no more is held than the text, and it is read again when somebody needs it.
            if (contents !== undefined) workspace.lend(path, read, contents, parsed);
            else workspace.set(path, source, parsed);
            texts.set(path, read);
            if (texts.size % held === 0) {
                workspace.letGo();
                if (isVast) io.spareMemory?.(isVast);
            }
            return (contents !== undefined ? importsIn(path, contents, sources.home) : outlineOf(parsed.tree, path, sources.home).imports).map(
                (one) => one.path,
            );
        } catch (error) {
            unreadable.set(path, fault(path, reasonOf(error)));
            return [];
        }
    }
}

/** Judges some of what was read, in the order given. */
export function judged(reading: Reading, choice: Choice): Run {
    const { unknown, hear, end } = collecting(reading, choice, true);
    for (const one of inTurn(reading, unknown, false)) hear(one);
    return end();
}

/**
 * The same, as far as it is not remembered how files were judged. Nothing will be asked afterwards: how the judgements came about is forgotten on the way.
 *
 * @param keepsFindings somebody will look at the findings, and not only at what they amount to
 * @param most of more files they are found once more when somebody looks
 */
export function judgedForGood(reading: Reading, choice: Choice, keepsFindings: boolean, most = mostKept): Run {
    const { unknown, hear, end } = collecting(reading, choice, keepsFindings && choice.paths.length <= most);
    const { files } = reading.workspace;
    if (unknown.length > 0) reading.workspace.index(lookedInto, towards(unknown, files.keys()), heldAtOnce(files.size));
    for (const one of inTurn(reading, unknown, true)) hear(one);
    return end();
}

/** What is remembered of some files, which of them must be judged, and what becomes of how they are. */
function collecting(reading: Reading, { paths, part }: Choice, keepsFindings: boolean) {
    const { remembered, workspace, judge, date } = reading;
    const judging = { workspace, judge, date };
    const read = new Set(reading.texts.map(({ path }) => path));
    const unreadable = [...reading.unreadable];
    const judgements = new Map<string, WeighedJudgement>();
    const unknown: string[] = [];
    const keep = (judgement: WeighedJudgement) => judgements.set(judgement.path, keepsFindings ? judgement : new Weighed(judgement, judging));
    for (const path of paths.filter((one) => read.has(one))) {
        const known = remembered?.judgement(path);
        if (known) keep(known);
        else unknown.push(path);
    }
    return { unknown, hear, end };

    function hear(one: Judged): void {
        if ('reason' in one) unreadable.push(fault(one.path, one.reason));
        else {
            remembered?.note(one.judgement);
            keep(one.judgement);
        }
    }

    function end(): Run {
        remembered?.end();
        return { ...reading, unreadable, judgements: paths.flatMap((path) => judgements.get(path) ?? []), part };
    }
}

/** How a file was judged, and what its findings amount to; whoever wants to see them after all has it judged again. */
class Weighed implements WeighedJudgement {
    readonly path: string;
    readonly counts: WeighedJudgement['counts'];
    readonly notJudged: WeighedJudgement['notJudged'];
    readonly until: Day;
    readonly gravity: Gravity;
    readonly isWithin: boolean;
    private readonly judging: Judging;

    constructor(judgement: WeighedJudgement, judging: Judging) {
        this.path = judgement.path;
        this.counts = judgement.counts;
        this.notJudged = judgement.notJudged;
        this.until = judgement.until;
        this.gravity = judgement.gravity ?? gravityOf(judgement.findings);
        this.isWithin = standsWithin(judgement);
        this.judging = judging;
    }

    get findings(): WeighedJudgement['findings'] {
        const { judge, date } = this.judging;
        return judge.file(this.path, date).findings;
    }
}

/** A fault of ours in one file keeps no other file from being judged. */
function fault(path: string, reason: string): Unreadable {
    const message = text('This file could not be judged: {reason}. This is a fault of Terroir, not of the spec; the other files were judged.', { reason });
    return { path, code: 'internal/file-failed', message, line: 1, column: 1, offset: 0 };
}

const isFolder = (disk: Disk, path: string): boolean => kindOf(disk, path) === 'folder';

/** The folder that something on the disk is, or lies in; the current one where that is none. */
export const folderOf = ({ disk, cwd }: Pick<Io, 'disk' | 'cwd'>, place: string): string => [place, dirname(place)].find((one) => isFolder(disk, one)) ?? cwd;

/** What something on the disk is, where a link leads to; nothing where there is none, or where it cannot be looked at. */
export function kindOf(disk: Disk, path: string): Kind | undefined {
    try {
        return disk.look(path).kind;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        return undefined;
    }
}
