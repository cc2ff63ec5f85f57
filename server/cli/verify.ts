import { resolve } from 'node:path';
import { type Message, say, type Translate, text } from '../../language/index.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { type HeldReport, held, type ReportedFinding, reportOf, Texts } from './report.ts';
import { readReport } from './report-file.ts';
import { languageIn, runOf, type runOptions, type Told } from './run.ts';
import { type Language, translateTo } from './translation.ts';

/*
 * A report says what it was made of: the program, the library, the settings, every file with its hash, the date. Judging again
 * tells whether the same comes out, and if not, what differs.
 */

/** `terroir check --verify REPORT`: judges again what a report judged, at its date, and says what differs. */
export function verify(file: string, told: Told<typeof runOptions>, io: Io, environment: Language, misused: Misused): number {
    const then = readReport(resolve(io.cwd, file), file, io);
    if ('problem' in then) return misused(then.problem);
    const paths = then.files.filter(({ judged }) => judged).map(({ path }) => path);
    // What could not be read, and in what there was no spec, is looked at again; for a part of what was asked for the rest was read, too.
    const again = [
        ...then.files.filter(({ judged, sha256 }) => judged || sha256 === null || then.part !== null).map(({ path }) => path),
        ...then.findings.filter(({ rule }) => rule === 'input/nothing-matched').map(({ file: place }) => place),
    ];
    const operands = again.map((path) => resolve(told.root, path));
    if (paths.length === 0) return misused(text('{file}: this report judged nothing, so there is nothing to judge again.', { file }));
    const settings = { ...told.configuration.settings, asOf: then.judged.asOf };
    const run = runOf({ ...told, operands, configuration: { ...told.configuration, settings } }, io, () => ({ paths, part: then.part }));
    if ('problem' in run) return misused(run.problem);
    const translate = translateTo[languageIn(run, environment)];
    const now = held(reportOf(run, new Texts(run.workspace), then.language, translateTo[then.language]));
    const found = differences(then, now, translate);
    const same = text('The same comes out as of {day}. Findings: {n}.', { day: then.judged.asOf, n: now.findings.length });
    io.stdout.write(`${(found.length === 0 ? [say(same, translate)] : found).join('\n')}\n`);
    return now.counts.failed > 0 ? 2 : found.length > 0 ? 1 : 0;
}

/** What differs between a report and one made now, each in a sentence; what it was made of first. Nothing where all is the same. */
function differences(then: HeldReport, now: HeldReport, translate: Translate): readonly string[] {
    return [...madeOf(then, now), ...files(then, now), ...findings(then, now)].map((message) => say(message, translate));
}

function* madeOf(then: HeldReport, now: HeldReport): Generator<Message> {
    const parts: [Message, string, string][] = [
        [text('the program'), then.tool.version, now.tool.version],
        [text('the library'), `${then.library.version} (${then.library.hash})`, `${now.library.version} (${now.library.hash})`],
        [text('the settings'), then.configuration.hash, now.configuration.hash],
    ];
    for (const [part, before, after] of parts) if (before !== after) yield text('{part}: {before} then, {after} now', { part, before, after });
}

function* files(then: HeldReport, now: HeldReport): Generator<Message> {
    const hashes = new Map(now.files.map(({ path, sha256 }) => [path, sha256]));
    for (const { path, sha256 } of then.files) {
        if (!hashes.has(path)) yield text('{file}: not read now', { file: path });
        else if (hashes.get(path) !== sha256) yield text('{file}: its text is another one', { file: path });
        hashes.delete(path);
    }
    for (const path of hashes.keys()) yield text('{file}: not read then', { file: path });
}

function* findings(then: HeldReport, now: HeldReport): Generator<Message> {
    const after = new Map(now.findings.map((finding) => [finding.fingerprint, finding]));
    for (const before of then.findings) {
        const same = after.get(before.fingerprint);
        after.delete(before.fingerprint);
        if (!same) yield text('{place} {rule}: not found now', { place: placeOf(before), rule: before.rule });
        else if (weightOf(before) !== weightOf(same)) {
            yield text('{place} {rule}: {before} then, {after} now', {
                place: placeOf(same),
                rule: same.rule,
                before: weightOf(before),
                after: weightOf(same),
            });
        } else if (wordsOf(before) !== wordsOf(same)) yield text('{place} {rule}: said in other words', { place: placeOf(same), rule: same.rule });
    }
    for (const fresh of after.values()) yield text('{place} {rule}: not found then', { place: placeOf(fresh), rule: fresh.rule });
}

const placeOf = ({ file, range }: ReportedFinding): string => `${file}:${range.start.line}:${range.start.column}`;

const weightOf = ({ verdict, severity, waivedBy, holdsUntil }: ReportedFinding): string =>
    [verdict, severity, ...(waivedBy === null ? [] : [waivedBy]), ...(holdsUntil === null ? [] : [holdsUntil])].join(' ');

/** All that a finding says; where it stands and what a baseline thinks of it is no part of that. */
const wordsOf = ({ message, path, norms, cure, settle, notes }: ReportedFinding): string =>
    JSON.stringify([message, path.map((step) => [step.text, step.evidence, step.file]), norms, cure, settle, notes]);
