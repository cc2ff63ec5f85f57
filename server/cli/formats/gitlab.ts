import type { Severity } from '../../../language/index.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { jsonPieces, madeOf, those } from './pieces.ts';

/*
 * GitLab Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. It knows no suppressed
 * findings, so what is waived is left out; fingerprints are unique and hold no line.
 */

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' };

/** The findings that stand, as a list; an empty one where there are none. */
export function* gitlab({ findings }: Report): Generator<string> {
    const standing = those(findings, ({ waivedBy }) => waivedBy === null);
    yield* jsonPieces(madeOf(standing, toIssue));
    yield '\n';
}

const toIssue = (finding: ReportedFinding) => ({
    description: finding.message,
    check_name: finding.rule,
    fingerprint: finding.fingerprint,
    severity: finding.verdict === 'failed' ? 'blocker' : finding.verdict === 'unknown' ? 'info' : severities[finding.severity],
    location: {
        path: finding.file,
        positions: {
            begin: { line: finding.range.start.line, column: finding.range.start.column },
            end: { line: finding.range.end.line, column: finding.range.end.column },
        },
    },
});
