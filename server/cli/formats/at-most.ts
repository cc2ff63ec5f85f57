import { type Message, text } from '../../../language/index.ts';
import type { ReportedFinding } from '../report.ts';

/** The findings that a report for people shows where only so many are wanted: errors first, then the others, each in their order; and how many that leaves. */
export function atMost(findings: Iterable<ReportedFinding>, most: number | undefined): { readonly shown: Iterable<ReportedFinding>; readonly more: number } {
    if (most === undefined) return { shown: findings, more: 0 };
    const errors: ReportedFinding[] = [];
    const others: ReportedFinding[] = [];
    let all = 0;
    for (const finding of findings) {
        all++;
        const like = isError(finding) ? errors : others;
        if (like.length < most) like.push(finding);
    }
    return { shown: [...errors, ...others].slice(0, most), more: Math.max(0, all - most) };
}

/** What most urgently wants an answer: not what is waived, nor what a baseline knows. */
const isError = ({ severity, waivedBy, origin }: ReportedFinding): boolean => severity === 'error' && waivedBy === null && origin !== 'known';

/** Says what is left out, so that nobody takes what is shown for all there is. */
export const saysMore = (more: number): Message =>
    more === 1 ? text('1 more finding is not shown, by --max-findings.') : text('{n} more findings are not shown, by --max-findings.', { n: more });
