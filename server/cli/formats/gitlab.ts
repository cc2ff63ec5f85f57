import type { Severity } from '../../../language/index.ts';
import { fingerprints } from '../fingerprints.ts';
import type { Writing } from '../outputs.ts';
import type { Range, Report, ReportedFinding } from '../report.ts';
import { chained, jsonPieces, madeOf, those } from './pieces.ts';
import { notJudgedIn } from './words.ts';

/*
 * GitLab Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. It knows no suppressed
 * findings, so what is waived is left out; fingerprints are unique and hold no line.
 */

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' };

/** The findings that stand and what was not judged, as a list; an empty one where there is neither. */
export function* gitlab(report: Report, writing: Writing): Generator<string> {
    const standing = those(report.findings, ({ waivedBy }) => waivedBy === null);
    yield* jsonPieces(chained(unread(report, writing), madeOf(standing, toIssue)));
    yield '\n';
}

function* unread(report: Report, writing: Writing) {
    for (const { id, message, file, range } of notJudgedIn(report, writing)) {
        const [fingerprint] = fingerprints([`not judged: ${id}`]);
        yield { description: message, check_name: 'not-judged', fingerprint, severity: 'critical', location: locationOf(file, range) };
    }
}

const toIssue = (finding: ReportedFinding) => ({
    description: finding.message,
    check_name: finding.rule,
    fingerprint: finding.fingerprint,
    severity: finding.verdict === 'failed' ? 'blocker' : finding.verdict === 'unknown' ? 'info' : severities[finding.severity],
    location: locationOf(finding.file, finding.range),
});

const locationOf = (path: string, { start, end }: Range) => ({
    path,
    positions: { begin: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } },
});
