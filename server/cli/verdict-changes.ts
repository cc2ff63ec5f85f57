import { type Comparison, type Finding, nameOf, pathOf, type Translate } from '../../language/index.ts';
import { fingerprints, looseIdentityOf } from './fingerprints.ts';
import { inWords, type ReportedFinding, type Run, type Texts } from './report.ts';

/** What of a finding may change while it is the same finding. */
export interface Standing extends Pick<ReportedFinding, 'verdict' | 'severity' | 'waivedBy' | 'holdsUntil' | 'message'> {}

export interface ReportedVerdict extends Pick<ReportedFinding, 'rule' | 'subject' | 'file' | 'range' | 'fingerprint'> {
    readonly is: 'new' | 'gone' | 'changed';
    readonly before: Standing | null;
    readonly after: Standing | null;
}

/** A finding by what it is known by: its fingerprint; without what is underlined; as a finding of its rule on its declaration. */
interface Known {
    readonly strictly: string;
    readonly loosely: string;
    readonly broadly: string;
    readonly reported: Omit<ReportedFinding, 'origin' | 'fingerprint'>;
}

/**
 * The findings that have come, gone, or stand otherwise. One is known by its fingerprint; of what is left the same rule on the same
 * declaration with the same names is the same finding, since what it underlines may be what was changed; and of what is left then, the
 * same rule on the same declaration: it is told otherwise, and that is a change where something is stated otherwise. A hint is no verdict.
 */
export function verdictsChanged(
    before: Run,
    after: Run,
    { moved, declarations }: Comparison,
    texts: { readonly before: Texts; readonly after: Texts },
    translate: Translate,
): readonly ReportedVerdict[] {
    // What is about a file goes with what has left it, where nothing of that name is there any more.
    const renamed = new Map([...moved].flatMap(([from, to]) => (after.workspace.files.has(pathOf(from)) ? [] : [[pathOf(from), pathOf(to)] as const])));
    const knownIn = (file: string, { subject }: Finding) => {
        const to = subject !== undefined && pathOf(subject) === file ? moved.get(subject) : undefined;
        return to === undefined ? (renamed.get(file) ?? file) : pathOf(to);
    };
    const old = findingsOf(before, texts.before, translate, knownIn);
    const now = findingsOf(after, texts.after, translate, (file) => file);
    const pairs = new Map<Known, Known>();
    const retold = new Set<Known>();
    for (const key of ['strictly', 'loosely', 'broadly'] as const) {
        const left = new Map<string, Known[]>();
        const taken = new Set(pairs.values());
        for (const one of old) if (!taken.has(one)) left.set(one[key], [...(left.get(one[key]) ?? []), one]);
        for (const one of now) {
            const twin = pairs.has(one) ? undefined : left.get(one[key])?.shift();
            if (!twin) continue;
            pairs.set(one, twin);
            if (key === 'broadly' && declarations.length > 0) retold.add(one);
        }
    }
    const stayed = new Set(pairs.values());
    return [
        ...now.flatMap((one) => {
            const was = pairs.get(one);
            if (was && !retold.has(one) && isSame(standingOf(was), standingOf(one))) return [];
            return [toVerdict(was ? 'changed' : 'new', one, was, one)];
        }),
        ...old.filter((one) => !stayed.has(one)).map((one) => toVerdict('gone', one, one, undefined)),
    ];
}

function findingsOf(run: Run, texts: Texts, translate: Translate, knownIn: (file: string, finding: Finding) => string): readonly Known[] {
    const { toFinding } = inWords(run.workspace, texts, translate, knownIn);
    const found = run.judgements
        .flatMap(({ findings }) => findings)
        .filter(({ severity, waivedBy }) => severity !== 'hint' || waivedBy !== undefined)
        .map((finding) => ({ finding, told: toFinding(finding) }));
    const strictly = fingerprints(found.map(({ told }) => told.identity));
    const loosely = fingerprints(found.map(({ finding, told }) => looseIdentityOf(finding, knownIn(told.file, finding))));
    return found.map(({ finding, told: { identity: _, ...reported } }, i) => ({
        strictly: strictly[i] ?? '',
        loosely: loosely[i] ?? '',
        broadly: JSON.stringify([reported.rule, knownIn(reported.file, finding), finding.subject === undefined ? null : nameOf(finding.subject)]),
        reported,
    }));
}

const standingOf = ({ reported: { verdict, severity, waivedBy, holdsUntil, message } }: Known): Standing => ({
    verdict,
    severity,
    waivedBy,
    holdsUntil,
    message,
});

/** What is said of it may name a number of days, and that is no change. A waiver may have moved. */
const isSame = (one: Standing, other: Standing): boolean =>
    one.verdict === other.verdict &&
    one.severity === other.severity &&
    one.holdsUntil === other.holdsUntil &&
    (one.waivedBy === null ? other.waivedBy === null : other.waivedBy !== null && nameOf(one.waivedBy) === nameOf(other.waivedBy));

function toVerdict(is: ReportedVerdict['is'], { strictly, reported }: Known, before: Known | undefined, after: Known | undefined): ReportedVerdict {
    const { rule, subject, file, range } = reported;
    return {
        is,
        rule,
        subject,
        file,
        range,
        fingerprint: strictly,
        before: before ? standingOf(before) : null,
        after: after ? standingOf(after) : null,
    };
}
