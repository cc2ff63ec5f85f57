import { resolve } from 'node:path';
import { type Message, pathOf, text, type Value } from '../../language/index.ts';
import { conclude, conclusionOptions, intentOf } from './conclude.ts';
import { configurationOptions } from './configuration.ts';
import type { Io } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { filesIn } from './outputs.ts';
import { configurationIn, filesOf, inOrder, libraryIn, type Report, type ReportedCounts, type ReportedFinding, type ReportedPart, Texts } from './report.ts';
import { readReport } from './report-file.ts';
import { readingOf, settingsIn, whyNothing } from './run.ts';
import { toolVersion } from './version.ts';
import { whyNotOver } from './written-over.ts';

export const mergeOptions = {
    ...configurationOptions,
    ...conclusionOptions,
    root: { takes: 'folder' },
} as const;

/** The report of a shard, and what the file is called that it stands in. */
interface Part {
    readonly name: string;
    readonly report: Report;
    readonly shard: Extract<ReportedPart, { readonly is: 'shard' }>;
}

/** `terroir merge`: makes of the reports of all shards the report of one run, and concludes as that run would. */
export async function merge(args: readonly string[], io: Io, misused: Misused): Promise<number> {
    const read = readOptions(args, mergeOptions);
    if ('problem' in read) return misused(read.problem);
    const { options, operands } = read;
    const set = settingsIn(options, io);
    if ('problem' in set) return misused(set.problem);
    const { root, configuration } = set;
    const parts: Part[] = [];
    for (const name of operands) {
        const part = partIn(name, io);
        if ('problem' in part) return misused(part.problem);
        parts.push(part);
    }
    const merged = mergedOf(parts);
    if ('problem' in merged) return misused(merged.problem);
    const intent = intentOf({ options, root, configuration }, io);
    if ('problem' in intent) return misused(intent.problem);

    // Excerpts, days to come and what waivers say are read from the specs themselves, so they must be those that were judged.
    const { language, judged } = merged;
    const judgedFiles = merged.files.filter(({ sha256 }) => sha256 !== null).map(({ path }) => resolve(root, path));
    const settings = { ...configuration.settings, asOf: judged.asOf };
    const reading = readingOf({ options: {}, operands: judgedFiles, root, configuration: { ...configuration, settings } }, io);
    if ('problem' in reading) return misused(reading.problem);
    const files = filesOf({ ...reading, judgements: [] });
    const here: Report = {
        ...merged,
        tool: { name: 'terroir', version: toolVersion() },
        library: libraryIn(reading),
        configuration: configurationIn(reading),
        files,
    };
    const known = { ...merged, files: merged.files.filter(({ sha256 }) => sha256 !== null) };
    const [then, now] = [
        { name: parts[0]?.name ?? '', report: known },
        { name: text('what is here now'), report: { ...here, files: files.filter(({ sha256 }) => sha256 !== null) } },
    ];
    const problem = differs(then, now) ?? differingFile(then, now) ?? whyNotOver(filesIn(intent.outputs), { options, operands, root }, reading, io);
    if (problem) return misused(problem);
    const asked = options.lang ?? language;
    if (asked !== language) return misused(text('The reports are in one language, {language}: give the shards --lang {asked}.', { language, asked }));
    const told = { options: { ...options, lang: language }, root, configuration };
    // Where nothing was judged, all that was found is why.
    const unreadable = merged.counts.files > 0 ? [] : Array.from(merged.findings, ({ rule }) => ({ code: rule }));
    const nothing = whyNothing({ ...reading, unreadable });
    return conclude({ reading, texts: new Texts(reading.workspace), reportIn: () => merged, nothing }, intent, told, io, language);
}

function partIn(name: string, io: Io): Part | { readonly problem: Message } {
    const report = readReport(resolve(io.cwd, name), name, io);
    if ('problem' in report) return report;
    if (report.part?.is !== 'shard') return { problem: text('{file}: this is the report of no shard; terroir check --shard makes them.', { file: name }) };
    return { name, report, shard: report.part };
}

/** The report that one run would have made; or why these are not all of its shards. */
function mergedOf(parts: readonly Part[]): Report | { readonly problem: Message } {
    const [first] = parts;
    if (!first) return { problem: text('Name the reports of all shards, as terroir check --shard 1/2 --format json writes them.') };
    const byNumber = new Map<number, Part>();
    for (const part of parts) {
        const { number, of } = part.shard;
        const twin = byNumber.get(number);
        const problem =
            differs(first, part) ??
            differingFile(first, part) ??
            (twin && text('{one} and {other} are both shard {number} of {of}.', { one: twin.name, other: part.name, number, of }));
        if (problem) return { problem };
        byNumber.set(number, part);
    }
    const numbers = Array.from({ length: first.shard.of }, (_, i) => i + 1).filter((number) => !byNumber.has(number));
    if (numbers.length > 0) return { problem: text('Of {of} shards some are missing: {numbers}.', { of: first.shard.of, numbers }) };

    const reports = parts.map(({ report }) => report);
    const findings = new Map<string, ReportedFinding>();
    for (const { name, report } of parts) {
        for (const finding of report.findings) {
            const told = { ...finding, origin: null };
            // What no shard can read each of them says.
            const same = findings.get(finding.fingerprint);
            if (same && JSON.stringify(same) !== JSON.stringify(told)) return { problem: notTogether(first.name, name, `${finding.file} ${finding.rule}`) };
            findings.set(finding.fingerprint, told);
        }
    }
    const found = inOrder([...findings.values()]);
    const judged = new Set(reports.flatMap(({ files }) => files.flatMap((file) => (file.judged ? [file.path] : []))));
    return {
        ...first.report,
        part: null,
        files: first.report.files.map((file) => ({ ...file, judged: judged.has(file.path) })),
        baseline: null,
        findings: found,
        counts: { ...summed(reports), failed: found.filter(({ verdict }) => verdict === 'failed').length },
        notJudged: inFileOrder(reports.flatMap(({ notJudged }) => notJudged)),
    };
}

const inFileOrder = (ids: readonly string[]): readonly string[] => [...ids].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : pathOf(a) > pathOf(b) ? 1 : 0));

function summed(reports: readonly Report[]): ReportedCounts {
    const counts = reports.map((report) => report.counts);
    const keys = Object.keys(counts[0] ?? {}) as (keyof ReportedCounts)[];
    return Object.fromEntries(keys.map((key) => [key, counts.reduce((sum, one) => sum + one[key], 0)])) as unknown as ReportedCounts;
}

/** What the reports of one run have in common, in words where it is not the same. */
const common: readonly [Message, (report: Report) => string][] = [
    [text('the program'), ({ tool }) => tool.version],
    [text('the library'), ({ library: { version, hash } }) => `${version} ${hash}`],
    [text('the settings'), ({ configuration: { hash, files } }) => [hash, ...files.map(({ path, sha256 }) => `${path} ${sha256}`)].join(', ')],
    [text('the date'), ({ judged: { asOf, withTodaysKnowledge } }) => (withTodaysKnowledge ? `${asOf} (past)` : asOf)],
    [text('the language'), ({ language }) => language],
    [text('the number of shards'), ({ part }) => (part?.is === 'shard' ? String(part.of) : '')],
    [text('what was asked for'), ({ part }) => (part?.is === 'shard' ? part.asked : '')],
];

interface Named {
    readonly name: Value;
    readonly report: Report;
}

/** The first thing that two reports do not have in common. */
function differs(one: Named, other: Named): Message | undefined {
    for (const [what, of] of common) {
        const [before, after] = [of(one.report), of(other.report)];
        if (before !== after) return notTogether(one.name, other.name, text('{part}: {before} and {after}', { part: what, before, after }));
    }
    return undefined;
}

/** The first file of which two reports have not read the same text. */
function differingFile(one: Named, other: Named): Message | undefined {
    const there = new Map(other.report.files.map(({ path, sha256 }) => [path, sha256]));
    const here = new Set(one.report.files.map(({ path }) => path));
    const file = one.report.files.find(({ path, sha256 }) => there.get(path) !== sha256) ?? other.report.files.find(({ path }) => !here.has(path));
    return file && notTogether(one.name, other.name, text('the text of {file}', { file: file.path }));
}

const notTogether = (one: Value, other: Value, what: Value): Message =>
    text('{one} and {other} do not belong together. What differs: {what}.', { one, other, what });
