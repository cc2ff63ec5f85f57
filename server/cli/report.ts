import { createHash } from 'node:crypto';
import { leftOpen, mendings } from '../../language/editing.ts';
import {
    type CitedNorm,
    type Counts,
    type Day,
    type Finding,
    formatDay,
    isLibraryPath,
    type Judge,
    type Levels,
    libraryVersion,
    pathOf,
    type Severity,
    say,
    type Translate,
    type Where,
    type Workspace,
    withGaps,
} from '../../language/index.ts';
import type { ReportedBaseline } from './baseline.ts';
import type { Configuration } from './configuration.ts';
import { fingerprints, identityOf, subjectHash } from './fingerprints.ts';
import { type Gravity, gravityOf, nothingWrong, together, type WeighedJudgement } from './gravity.ts';
import { heldAtOnce } from './in-turn.ts';
import { Lines, type Position } from './positions.ts';
import type { Remembered } from './remembering.ts';
import { isUnmatched, type Text, type Unreadable } from './sources.ts';
import type { Language } from './translation.ts';
import { toolVersion } from './version.ts';

/*
 * What a run of `terroir check` has to say, in one language, as plain data: `--format json` prints it, the other formats
 * draw it. docs/report.schema.json describes it. The order of the keys is that of the interfaces.
 */
export interface Report {
    readonly schemaVersion: 1;
    readonly tool: { readonly name: 'terroir'; readonly version: string };
    readonly library: { readonly version: string; readonly hash: string };
    readonly configuration: ReportedConfiguration;
    readonly judged: { readonly asOf: string; readonly withTodaysKnowledge: boolean };
    readonly language: Language;
    /** Which part of what was asked for this is; null for all of it. */
    readonly part: ReportedPart | null;
    readonly files: readonly ReportedFile[];
    readonly positions: typeof positions;
    /** How the findings stand against a baseline; null without one. */
    readonly baseline: ReportedBaseline | null;
    /** In their order. Whoever goes through them has each put into words as it comes by, and so does whoever goes through them again. */
    readonly findings: Iterable<ReportedFinding>;
    readonly counts: ReportedCounts;
    readonly notJudged: readonly string[];
}

/** A report all of whose findings are held, as one that was read from a file. */
export interface HeldReport extends Report {
    readonly findings: readonly ReportedFinding[];
}

/** A report with its findings in words, for whoever compares them with others. */
export const held = (report: Report): HeldReport => ({ ...report, findings: [...report.findings] });

/** What was set and bears on verdicts. */
export interface ReportedConfiguration {
    /** SHA-256 of the other parts, so that two runs can be compared. */
    readonly hash: string;
    readonly files: readonly { readonly path: string; readonly sha256: string }[];
    /** What rules were let weigh, by rule or category; `off`: not run. */
    readonly rules: Levels;
    /** The longest that a waiver may last, in days; null where the library says so. */
    readonly waiverMaxDays: number | null;
}

/** A shard of several, or what a change can affect. Everything is read for it all the same. */
export type ReportedPart =
    | {
          readonly is: 'shard';
          readonly number: number;
          readonly of: number;
          /** SHA-256 of the paths that were asked for, so that shards of something else are told apart. */
          readonly asked: string;
      }
    | {
          readonly is: 'changes';
          /** The commit that was compared with. */
          readonly since: string;
      };

export interface ReportedFile {
    readonly path: string;
    /** Of its bytes; null where they could not be read. */
    readonly sha256: string | null;
    /** False for what was only read because a judged file imports it, and for what could not be read. */
    readonly judged: boolean;
}

export interface ReportedFinding {
    readonly rule: string;
    readonly verdict: Finding['verdict'];
    readonly severity: Severity;
    readonly subject: string | null;
    readonly message: string;
    readonly file: string;
    readonly range: Range;
    readonly path: readonly { readonly text: string; readonly evidence: 'asserted' | 'evidenced'; readonly file: string; readonly range: Range }[];
    readonly norms: readonly ReportedNorm[];
    readonly holdsUntil: string | null;
    readonly waivedBy: string | null;
    readonly cure: string | null;
    readonly settle: readonly { readonly in: string; readonly write: string }[];
    /** What one would do about it, where that is clear: it guesses nothing, gives nothing up and leaves nothing to fill in. */
    readonly fix: ReportedFix | null;
    readonly notes: readonly string[];
    /** Of what the declaration judged states; null where the finding is about a file. */
    readonly subjectHash: string | null;
    /** Whether a baseline knows it; null without one, and for what no baseline can know. */
    readonly origin: 'new' | 'known' | 'reopened' | null;
    /** What it is known by from one run to the next, in hexadecimal digits: never a line, a date or a language. */
    readonly fingerprint: string;
}

export interface ReportedFix {
    readonly title: string;
    /** Stretches of the texts as they were read, and what is to stand there. */
    readonly edits: readonly { readonly file: string; readonly range: Range; readonly text: string }[];
}

export interface Range {
    readonly start: Position;
    readonly end: Position;
}

export interface ReportedNorm {
    readonly name: string;
    readonly title: string;
    readonly force: string;
    readonly verified: string | null;
    readonly url: string | null;
    readonly sources: readonly { readonly text: string; readonly url: string | null; readonly on: string | null }[];
}

export interface ReportedCounts extends Readonly<Counts> {
    readonly files: number;
}

/** How places are to be read, said in every report. */
const positions = {
    line: 'from 1',
    column: 'from 1, in Unicode code points',
    offset: 'from 0, in UTF-16 code units, without a byte order mark',
    end: 'exclusive',
    lineEnds: 'LF, CR LF or CR',
} as const;

/** What a run has read, with the judge of it. */
export interface Reading {
    readonly workspace: Workspace;
    readonly judge: Judge;
    readonly configuration: Configuration;
    readonly libraryFiles: readonly { readonly path: string; readonly source: string }[];
    readonly date: Day;
    readonly today: Day;
    /** The files that were asked for, in the order of their paths. */
    readonly asked: readonly string[];
    /** Everything read but the library. */
    readonly texts: readonly Text[];
    readonly unreadable: readonly Unreadable[];
    /** What was given and has no spec in it, where that is no failure. */
    readonly passedOver: readonly string[];
    /** What earlier runs came to. */
    readonly remembered: Remembered | undefined;
}

/** What a run came to, before it is put into words. */
export interface Run extends Reading {
    /** The files that were to be judged, in the order of their paths. */
    readonly judgements: readonly WeighedJudgement[];
    readonly part: ReportedPart | null;
}

/** Texts by path, for whoever draws them. */
export class Texts {
    private readonly known = new Map<string, Lines>();
    private readonly workspace: Workspace;

    constructor(workspace: Workspace) {
        this.workspace = workspace;
    }

    lines(path: string): Lines | undefined {
        let lines = this.known.get(path);
        const source = this.workspace.files.get(path)?.source;
        if (!lines && source !== undefined) this.known.set(path, (lines = new Lines(source)));
        return lines;
    }

    /** Lets go of all that can be had again. */
    letGo(): void {
        this.known.clear();
    }
}

export function reportOf(run: Run, texts: Texts, language: Language, translate: Translate): Report {
    const { judgements, unreadable, workspace } = run;
    const files = once(() => filesOf(run));
    const { toFinding } = inWords(workspace, texts, translate);
    /** What stands in another file than the one that was judged comes in its order there: for that all must be at hand. */
    const mixed = once(() => reported(inOrder([...judgements.flatMap(({ findings }) => findings.map(toFinding)), ...unreadable.map(toFailure)])));
    return {
        schemaVersion: 1,
        tool: { name: 'terroir', version: toolVersion() },
        get library() {
            return libraryIn(run);
        },
        get configuration() {
            return configurationIn(run);
        },
        judged: { asOf: formatDay(run.date), withTodaysKnowledge: run.date < run.today },
        language,
        part: run.part,
        get files() {
            return files();
        },
        positions,
        baseline: null,
        findings: { [Symbol.iterator]: () => (judgements.every(standsWithin) ? fileByFile() : mixed())[Symbol.iterator]() },
        counts: countsOf(run),
        notJudged: judgements.flatMap(({ notJudged }) => notJudged),
    };

    /** Of a large register hardly anything is held on the way: what was read and found out is let go of, as it is while files are judged. */
    function* fileByFile(): Generator<ReportedFinding> {
        const judged = new Map(judgements.map((judgement) => [judgement.path, judgement]));
        const failed = new Map(unreadable.map((one) => [one.path, toFailure(one)]));
        const atOnce = heldAtOnce(workspace.files.size);
        for (const [n, path] of [...new Set([...judged.keys(), ...failed.keys()])].sort().entries()) {
            if (n > 0 && n % atOnce === 0) {
                workspace.letGo();
                texts.letGo();
            }
            const found = (judged.get(path)?.findings ?? []).map(toFinding);
            const failure = failed.get(path);
            yield* reported(failure ? inOrder([...found, failure]) : found);
        }
    }

    function toFailure({ path, code, message, line, column, offset }: Unreadable): Told {
        const at = { line, column, offset };
        return {
            rule: code,
            verdict: 'failed',
            severity: 'error',
            subject: null,
            message: say(message, translate),
            file: path,
            range: { start: at, end: at },
            path: [],
            norms: [],
            holdsUntil: null,
            waivedBy: null,
            cure: null,
            settle: [],
            fix: null,
            notes: [],
            subjectHash: null,
            identity: JSON.stringify([code, path]),
        };
    }
}

export function configurationIn({ configuration: { files, settings } }: Pick<Run, 'configuration'>): ReportedConfiguration {
    const rules = Object.fromEntries(Object.entries(settings.rules ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
    const waiverMaxDays = settings.waivers?.maxDays ?? null;
    return {
        get hash() {
            return createHash('sha256')
                .update(JSON.stringify([rules, waiverMaxDays]))
                .digest('hex');
        },
        files,
        rules,
        waiverMaxDays,
    };
}

/** What is found when somebody first asks, and then kept. */
function once<T>(find: () => T): () => T {
    let found: { readonly value: T } | undefined;
    return () => (found ??= { value: find() }).value;
}

/** Findings with what they are known by; all that are about a file are among them, or none. */
function reported(found: readonly Told[]): readonly ReportedFinding[] {
    const known = once(() => fingerprints(found.map(({ identity }) => identity)));
    return found.map((finding, n) => asReported(finding, () => known()[n] ?? ''));
}

/** A finding with what only some reports tell: that is worked out when somebody asks. What it is known by takes the others of its file. */
function asReported(finding: Told, fingerprint: () => string): ReportedFinding {
    return Object.defineProperties(finding, {
        identity: { enumerable: false },
        origin: { value: null, enumerable: true },
        fingerprint: { get: fingerprint, enumerable: true },
    }) as unknown as ReportedFinding;
}

/** A finding in words, before all of them are known and can be told apart. */
type Told = Omit<ReportedFinding, 'fingerprint' | 'origin'> & { readonly identity: string };

/**
 * How findings are put into words and lines.
 *
 * @param knownIn the file that a finding is known by, where that is not the one in which it stands
 */
export function inWords(workspace: Workspace, texts: Texts, translate: Translate, knownIn = (file: string, _finding: Finding) => file) {
    return { toFinding };

    /** What not every report tells is put into words when somebody asks. */
    function toFinding(finding: Finding): Told {
        const { where } = finding;
        const file = pathIn(where);
        const range = once(() => placeIn(workspace, texts, where).range);
        const message = once(() => say(finding.message, translate));
        const path = once(() =>
            finding.path.map((step): Told['path'][number] => ({
                text: say(step.say, translate),
                evidence: step.evidenced ? 'evidenced' : 'asserted',
                ...placeIn(workspace, texts, step.at),
            })),
        );
        const norms = once(() => finding.norms.map((norm) => toNorm(norm, translate)));
        return {
            rule: finding.rule,
            verdict: finding.verdict,
            severity: finding.severity,
            subject: finding.subject ?? null,
            get message() {
                return message();
            },
            file,
            get range() {
                return range();
            },
            get path() {
                return path();
            },
            get norms() {
                return norms();
            },
            holdsUntil: dayOf(finding.holdsUntil),
            waivedBy: finding.waivedBy ?? null,
            get cure() {
                return finding.cure ? say(finding.cure, translate) : null;
            },
            get settle() {
                return finding.settle.map((settle) => ({ in: settle.in, write: withGaps(settle) }));
            },
            get fix() {
                return fixOf(workspace, texts, finding, file, translate);
            },
            get notes() {
                return finding.notes.map((note) => say(note, translate));
            },
            get subjectHash() {
                return subjectHash(workspace, finding);
            },
            get identity() {
                return identityOf(finding, knownIn(file, finding), underlinedIn(workspace, where));
            },
        };
    }
}

function fixOf(workspace: Workspace, texts: Texts, finding: Finding, file: string, translate: Translate): ReportedFix | null {
    const clear = mendings(workspace, file, finding).find(({ isPreferred, isGuess, hasGaps }) => isPreferred && !isGuess && !hasGaps);
    const edits = clear?.edits(leftOpen()) ?? [];
    if (!clear || edits.length === 0 || !edits.every((edit) => 'start' in edit)) return null;
    return {
        title: say(clear.title, translate),
        edits: edits.map((edit) => ({ ...placeIn(workspace, texts, edit), text: edit.text })),
    };
}

function underlinedIn(workspace: Workspace, where: Where): string {
    const span = 'start' in where ? where : workspace.span(where);
    return span ? (workspace.files.get(span.path)?.source.slice(span.start, span.end) ?? '') : '';
}

/** Where a place stands in the texts as they were read. */
export function placeIn(workspace: Workspace, texts: Texts, where: Where): { readonly file: string; readonly range: Range } {
    const span = 'start' in where ? where : workspace.span(where);
    const lines = span && texts.lines(span.path);
    if (!lines) throw new Error(`No file holds ${JSON.stringify(where)}.`);
    return { file: span.path, range: { start: lines.at(span.start), end: lines.at(span.end) } };
}

export const toNorm = ({ name, title, force, verified, url, sources }: CitedNorm, translate: Translate): ReportedNorm => ({
    name,
    title: translate(title),
    force,
    verified: dayOf(verified),
    url: url ?? null,
    sources: sources.map((source) => ({ text: source.text, url: source.url ?? null, on: dayOf(source.on) })),
});

const dayOf = (day: Day | undefined): string | null => (day === undefined ? null : formatDay(day));

/** Findings in the order of reports; of those at one place and by one rule the order stays. */
export function inOrder<F extends Pick<ReportedFinding, 'file' | 'range' | 'rule'>>(findings: readonly F[]): F[] {
    const order = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
    return [...findings].sort((a, b) => order(a.file, b.file) || order(a.range.start.offset, b.range.start.offset) || order(a.rule, b.rule));
}

/** Whether all that was found about a file stands in it. */
export const standsWithin = (judgement: WeighedJudgement): boolean =>
    // Whoever looks at the findings may have them found.
    judgement.isWithin ?? judgement.findings.every(({ where }) => pathIn(where) === judgement.path);

/** The file in which something stands. */
const pathIn = (where: Where): string => ('start' in where ? where.path : pathOf(where.id));

/** Every file that was read or ought to have been, in the order of their paths. */
export function filesOf({ judgements, texts, unreadable }: Pick<Run, 'judgements' | 'texts' | 'unreadable'>): ReportedFile[] {
    const judged = new Set(judgements.map(({ path }) => path));
    const files = new Map<string, ReportedFile>();
    for (const one of unreadable) if (!isUnmatched(one)) files.set(one.path, { path: one.path, sha256: null, judged: false });
    for (const { path, sha256 } of texts) if (!isLibraryPath(path)) files.set(path, { path, sha256, judged: judged.has(path) });
    return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What the findings of a run amount to, all of them. */
export const gravityIn = ({ judgements, unreadable }: Pick<Run, 'judgements' | 'unreadable'>): Gravity =>
    together([...judgements.map((judgement) => judgement.gravity ?? gravityOf(judgement.findings)), { ...nothingWrong, failed: unreadable.length }]);

function countsOf(run: Run): ReportedCounts {
    const { judgements } = run;
    const sum = (count: (counts: Counts) => number) => judgements.reduce((so, { counts }) => so + count(counts), 0);
    return {
        files: judgements.length,
        satisfied: sum(({ satisfied }) => satisfied),
        violated: sum(({ violated }) => violated),
        hints: sum(({ hints }) => hints),
        unknown: sum(({ unknown }) => unknown),
        waived: sum(({ waived }) => waived),
        doesNotApply: sum(({ doesNotApply }) => doesNotApply),
        broken: sum(({ broken }) => broken),
        // From the findings, so that no failure can be shown and not be counted.
        failed: gravityIn(run).failed,
        notJudged: sum(({ notJudged }) => notJudged),
    };
}

/** The law that was judged by. */
export const libraryIn = ({ libraryFiles }: Pick<Run, 'libraryFiles'>): Report['library'] => ({ version: libraryVersion, hash: libraryHash(libraryFiles) });

/** One number for the law that was judged by: SHA-256 over path, NUL, text, NUL of each file in the order of paths. */
function libraryHash(files: readonly { readonly path: string; readonly source: string }[]): string {
    const hash = createHash('sha256');
    for (const { path, source } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) hash.update(`${path}\0${source}\0`);
    return hash.digest('hex');
}
