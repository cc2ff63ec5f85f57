import { relative, resolve } from 'node:path';
import { type Message, nameOf, say, type Translate, text } from '../../language/index.ts';
import type { Settings } from '../configuration/settings.ts';
import { madeOf, those } from './formats/pieces.ts';
import type { Io } from './io.ts';
import { mostBytes, unicodeIn, wholeOf } from './named-file.ts';
import type { Report, ReportedFinding } from './report.ts';
import { isThere } from './sources.ts';

/*
 * A baseline lists the findings that are known already, so that a gate looks at what is new. A finding is known by its
 * fingerprint, which no line is part of; it is reopened when what its declaration states has changed since.
 */

/** A finding as a baseline remembers it. The first three are for people who read the file. */
export interface KnownFinding {
    readonly rule: string;
    readonly file: string;
    readonly name: string | null;
    readonly fingerprint: string;
    readonly subjectHash: string | null;
}

export interface Baseline {
    readonly schemaVersion: 1;
    readonly findings: readonly KnownFinding[];
}

/** What a baseline makes of a report. */
export interface ReportedBaseline {
    readonly new: number;
    readonly known: number;
    /** Known once, and new again since what the declaration states has changed. */
    readonly reopened: number;
    /** Known and found no more. */
    readonly fixed: readonly KnownFinding[];
}

/** What was judged and stands: only that can be known. What cannot be read or judged never is. */
const canBeKnown = ({ verdict, waivedBy }: ReportedFinding): boolean => (verdict === 'violated' || verdict === 'unknown') && waivedBy === null;

const toKnown = ({ rule, file, subject, fingerprint, subjectHash }: ReportedFinding): KnownFinding => ({
    rule,
    file,
    name: subject === null ? null : nameOf(subject),
    fingerprint,
    subjectHash,
});

/** What a run can say of the files that a baseline speaks of: only what was judged, or is there no more, can be fixed. */
export type Judged = (file: string) => boolean;

/**
 * The report with each finding told apart by a baseline: new, known, or reopened.
 *
 * @param reopens whether a known finding is new again when what its declaration states has changed
 */
export function withBaseline(report: Report, { findings }: Baseline, reopens: boolean, judged: Judged): Report {
    const known = new Map(findings.map((finding) => [finding.fingerprint, finding]));
    const originOf = (finding: ReportedFinding): ReportedFinding['origin'] => {
        if (!canBeKnown(finding)) return null;
        const before = known.get(finding.fingerprint);
        if (!before) return 'new';
        return reopens && before.subjectHash !== finding.subjectHash ? 'reopened' : 'known';
    };
    const counts = { new: 0, known: 0, reopened: 0 };
    const here = new Set<string>();
    for (const finding of report.findings) {
        here.add(finding.fingerprint);
        const origin = originOf(finding);
        if (origin !== null) counts[origin]++;
    }
    const fixed = findings.filter(({ fingerprint, file }) => !here.has(fingerprint) && judged(file));
    const told = madeOf(report.findings, (finding) => fromBefore(finding, originOf(finding)));
    return { ...report, findings: told, baseline: { ...counts, fixed } };
}

/** What not every report tells of a finding is not put into words for that. */
const fromBefore = (finding: ReportedFinding, origin: ReportedFinding['origin']): ReportedFinding =>
    Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(finding), origin: { value: origin, enumerable: true } }) as ReportedFinding;

/**
 * The baseline after a run: what was known and is still found stays, what is fixed goes. What is new comes in only where that
 * was asked for in so many words.
 *
 * @param before nothing where there is no baseline yet: then everything comes in
 * @param acceptsNew what is new comes in, and what is reopened is accepted as it is now
 */
export function updated({ findings }: Report, before: Baseline | undefined, acceptsNew: boolean, judged: Judged): Baseline {
    const known = new Map(before?.findings.map((finding) => [finding.fingerprint, finding]));
    const here = new Set<string>();
    const now: KnownFinding[] = [];
    for (const finding of those(findings, canBeKnown)) {
        here.add(finding.fingerprint);
        const was = known.get(finding.fingerprint);
        if (before === undefined || acceptsNew) now.push(toKnown(finding));
        else if (was) now.push(was);
    }
    // Of files that this run did not judge nothing was learnt.
    const elsewhere = (before?.findings ?? []).filter(({ fingerprint, file }) => !here.has(fingerprint) && !judged(file));
    return { schemaVersion: 1, findings: [...now, ...elsewhere].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

const key = ({ file, rule, fingerprint }: KnownFinding): string => `${file}\0${rule}\0${fingerprint}`;

export const writtenBaseline = (baseline: Baseline): string => `${JSON.stringify(baseline, null, 2)}\n`;

/** A baseline that a run is held to; without `before` it is yet to be made. */
export interface OpenBaseline {
    readonly place: string;
    /** As it is said to people. */
    readonly shown: string;
    readonly before: Baseline | undefined;
}

interface BaselineOptions {
    readonly baseline?: string | undefined;
    readonly 'update-baseline'?: true | undefined;
    readonly 'accept-new'?: true | undefined;
}

/** The baseline that options or settings name; nothing where none is named. */
export function openBaseline(options: BaselineOptions, { baseline }: Settings, io: Io): OpenBaseline | { readonly problem: Message } | undefined {
    const updates = options['update-baseline'] === true;
    if (options['accept-new'] && !updates) return { problem: text('--accept-new goes with --update-baseline.') };
    const place = options.baseline === undefined ? baseline?.file : resolve(io.cwd, options.baseline);
    if (place === undefined) return updates ? { problem: text('There is no baseline to update: name one with --baseline FILE.') } : undefined;
    const shown = options.baseline ?? (relative(io.cwd, place) || '.');
    const before = readBaseline(place, shown, io);
    if (before && 'problem' in before) return before;
    if (!before && !updates) return { problem: text('{file}: there is no such baseline; --update-baseline makes it.', { file: shown }) };
    return { place, shown, before };
}

/** What an update did, in words; of what came into a baseline that was there, or was accepted once more, each finding. */
export function changesOf(shown: string, before: Baseline | undefined, next: Baseline, reopened: Iterable<ReportedFinding>, translate: Translate): string {
    const had = new Set(before?.findings.map(({ fingerprint }) => fingerprint));
    const added = next.findings.filter(({ fingerprint }) => !had.has(fingerprint));
    const again = Array.from(reopened, toKnown);
    const counts = { file: shown, all: next.findings.length, added: added.length, again: again.length, gone: had.size + added.length - next.findings.length };
    const listed = before ? [...added, ...again].map(({ rule, file, name }) => `  ${file} ${rule}${name === null ? '' : ` ${name}`}\n`) : [];
    const said = text('{file}: findings known: {all}; came in: {added}, reopened and accepted: {again}, went: {gone}.', counts);
    return `${say(said, translate)}\n${listed.join('')}`;
}

/** Nothing where there is no such file. A file that is no baseline is told, never taken for an empty one. */
function readBaseline(place: string, shown: string, { disk }: Io): Baseline | { readonly problem: Message } | undefined {
    if (!isThere(disk, place)) return undefined;
    const bytes = wholeOf(
        (atMost) => disk.read(place, atMost),
        text('it is longer than {size} MB, and more than that cannot be read at once', { size: mostBytes / 1e6 }),
    );
    if ('problem' in bytes) return { problem: text('{file}: {reason}.', { file: shown, reason: bytes.problem }) };
    let read: unknown;
    try {
        read = JSON.parse(unicodeIn(bytes));
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        return { problem: text('{file}: this is no baseline of Terroir.', { file: shown }) };
    }
    if (!isBaseline(read)) return { problem: text('{file}: this is no baseline of Terroir.', { file: shown }) };
    return read;
}

function isBaseline(read: unknown): read is Baseline {
    const { schemaVersion, findings } = (read ?? {}) as Partial<Baseline>;
    const isText = (value: unknown) => typeof value === 'string';
    return (
        schemaVersion === 1 &&
        Array.isArray(findings) &&
        findings.every(
            (one: Partial<KnownFinding> | null) =>
                one !== null && isText(one.rule) && isText(one.file) && isText(one.fingerprint) && (one.subjectHash === null || isText(one.subjectHash)),
        )
    );
}

/** What a baseline came to, in a line; nothing where there is none. */
export function baselineLine({ baseline }: Report, translate: Translate): readonly string[] {
    if (baseline === null) return [];
    const { new: fresh, known, reopened, fixed } = baseline;
    return [
        say(
            text('Against the baseline: {fresh} new, {reopened} reopened, {known} known, {fixed} fixed.', { fresh, reopened, known, fixed: fixed.length }),
            translate,
        ),
    ];
}
