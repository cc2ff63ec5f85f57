import { atLeast, type FileJudgement, type Severity } from '../../language/index.ts';

/** What findings amount to, as far as the exit code of a run turns on it. */
export interface Gravity {
    /** How serious the most serious violation is that nothing silences, broken text among them. */
    readonly gravest: Severity | undefined;
    /** Something is not known. */
    readonly isUnsettled: boolean;
    /** How much could not be judged. */
    readonly failed: number;
}

/** How a file was judged, and what that amounts to, where it is known without looking at the findings. */
export interface WeighedJudgement extends FileJudgement {
    readonly gravity?: Gravity;
    /** Whether all that was found stands in the file. */
    readonly isWithin?: boolean;
}

interface Weighty {
    readonly verdict: 'violated' | 'unknown' | 'broken' | 'failed';
    readonly severity: Severity;
    readonly waivedBy: string | null | undefined;
}

/** What no findings amount to. */
export const nothingWrong: Gravity = { gravest: undefined, isUnsettled: false, failed: 0 };

export const gravityOf = (findings: Iterable<Weighty>): Gravity => together(Array.from(findings, weightOf));

const weightOf = ({ verdict, severity, waivedBy }: Weighty): Gravity => ({
    gravest: (verdict === 'violated' || verdict === 'broken') && !waivedBy ? severity : undefined,
    isUnsettled: verdict === 'unknown',
    failed: verdict === 'failed' ? 1 : 0,
});

/** What several amount to together. */
export const together = (all: readonly Gravity[]): Gravity =>
    all.reduce(
        (so, one) => ({
            gravest: graver(so.gravest, one.gravest),
            isUnsettled: so.isUnsettled || one.isUnsettled,
            failed: so.failed + one.failed,
        }),
        nothingWrong,
    );

const graver = (a: Severity | undefined, b: Severity | undefined): Severity | undefined => (a === undefined || (b !== undefined && atLeast(b, a)) ? b : a);
