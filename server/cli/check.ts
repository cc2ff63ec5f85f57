import { resolve } from 'node:path';
import { parse } from '../../language/editing.ts';
import {
    atLeast,
    type Day,
    defaultLimits,
    type FileJudgement,
    formatDay,
    Judge,
    outlineOf,
    readDay,
    type Severity,
    say,
    text,
    Workspace,
} from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { json } from './formats/json.ts';
import { styleOf } from './formats/style.ts';
import { lastLine, textReport } from './formats/text.ts';
import type { Disk, Io } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { type Report, type Run, reportOf, Texts } from './report.ts';
import { isMissing, Sources, type Text, type Unreadable } from './sources.ts';
import { type Language, languages, translateTo } from './translation.ts';

const dayLength = 86_400_000;

export const checkOptions = {
    'as-of': { takes: 'text' },
    format: { takes: ['text', 'json'] },
    'fail-on': { takes: ['error', 'warning', 'information', 'never'] },
    'fail-on-unknown': { takes: 'nothing' },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
    'max-size': { takes: 'number' },
    'max-depth': { takes: 'number' },
    quiet: { takes: 'nothing', short: 'q' },
    root: { takes: 'text' },
} as const;

/** `terroir check`: judges files at a date and says what it found. */
export function check(args: readonly string[], io: Io, spoken: Language, misused: Misused): number {
    const read = readOptions(args, checkOptions);
    if ('problem' in read) return misused(read.problem);
    const { options, operands } = read;
    const today = Math.floor(io.now / dayLength);
    const asked = options['as-of'] === undefined ? { value: today } : readDay(options['as-of']);
    if ('problem' in asked) return misused(text('--as-of: {problem}', { problem: asked.problem }));
    const date = asked.value;
    // A report for machines does not change with the machine's locale.
    const language = options.format === 'json' ? (options.lang ?? 'en') : spoken;
    const translate = translateTo[language];

    const root = resolve(io.cwd, options.root ?? '.');
    if (options.root !== undefined && !isFolder(io.disk, root)) return misused(text('--root: there is no folder {folder}.', { folder: options.root }));
    const limits = { size: options['max-size'] ?? defaultLimits.size, depth: options['max-depth'] ?? defaultLimits.depth };
    const run = judge(new Sources(io.disk, root, limits), operands.length > 0 ? operands : ['.'], io, date, today);
    const texts = new Texts(run.workspace);
    const report = reportOf(run, texts, language, translate);

    if (options.format === 'json') {
        io.stdout.write(json(report));
        io.stderr.write(`${lastLine(report, translate)}\n`);
    } else if (options.quiet) io.stdout.write(`${lastLine(report, translate)}\n`);
    else
        io.stdout.write(
            textReport(report, texts, { today: formatDay(today), translate, style: styleOf(options.color ?? 'auto', io), columns: io.stdout.columns }),
        );
    if (report.counts.files === 0) io.stderr.write(`terroir: ${say(text('Nothing was judged: no file could be read.'), translate)}\n`);
    return exitCode(report, options['fail-on'] ?? 'error', options['fail-on-unknown'] === true);
}

/** Could not judge before findings before undecided before clean: what is worst for whoever relies on the run comes first. */
export function exitCode({ findings, counts }: Report, failOn: Severity | 'never', failOnUnknown: boolean): 0 | 1 | 2 | 3 {
    if (counts.failed > 0) return 2;
    const fails = findings.some(
        ({ verdict, severity, waivedBy }) =>
            (verdict === 'violated' || verdict === 'broken') && waivedBy === null && failOn !== 'never' && atLeast(severity, failOn),
    );
    if (fails) return 1;
    // What rests on text that cannot be read is not even known to be unknown.
    return counts.notJudged > 0 || (failOnUnknown && counts.unknown > 0) ? 3 : 0;
}

function judge(sources: Sources, given: readonly string[], io: Io, date: Day, today: Day): Run {
    const workspace = new Workspace();
    for (const { path, source } of libraryFiles) workspace.set(path, source, parse(source));
    const { paths, unreadable: notListed } = sources.list(given, io.cwd);
    const asked = new Set(paths);
    const texts = new Map<string, Text>();
    const unreadable: Unreadable[] = [...notListed];
    // Whatever the files import is read, too, as far as that leads; only the files themselves are judged. A set goes on
    // with what is added to it on the way.
    const todo = new Set(paths);
    for (const path of todo) for (const target of load(path, asked.has(path) ? sources.read(path) : sources.readImported(path))) todo.add(target);
    const judging = new Judge(workspace, io.rules);
    const judgements: FileJudgement[] = [];
    for (const path of paths) {
        if (!texts.has(path)) continue;
        try {
            judgements.push(judging.file(path, date));
        } catch (error) {
            unreadable.push(fault(path, error));
        }
    }
    return { workspace, libraryFiles, date, today, judgements, texts: [...texts.values()], unreadable };

    /** Puts a file into the workspace; gives the paths that it imports. */
    function load(path: string, read: Text | Unreadable | undefined): readonly string[] {
        if (!read) return [];
        if ('code' in read) {
            unreadable.push(read);
            // It is there, so whoever imports it must not be told that it is missing.
            workspace.set(path, '', parse(''));
            return [];
        }
        try {
            const parsed = parse(read.source);
            workspace.set(path, read.source, parsed);
            texts.set(path, read);
            return outlineOf(parsed.tree, path).imports.map((one) => one.path);
        } catch (error) {
            unreadable.push(fault(path, error));
            return [];
        }
    }
}

/** A fault of ours in one file keeps no other file from being judged. */
function fault(path: string, error: unknown): Unreadable {
    const reason = error instanceof Error ? error.message : String(error);
    const message = text('This file could not be judged: {reason}. This is a fault of Terroir, not of the spec; the other files were judged.', { reason });
    return { path, code: 'internal/file-failed', message, line: 1, column: 1, offset: 0 };
}

function isFolder(disk: Disk, path: string): boolean {
    try {
        return disk.look(path).kind === 'folder';
    } catch (error) {
        if (isMissing(error)) return false;
        throw error;
    }
}
