import {
    atLeast,
    type Comparison,
    type DeclarationChange,
    formatDay,
    isPutOff,
    type Lasting,
    lasting,
    type Message,
    nameOf,
    plainName,
    text,
} from '../../language/index.ts';
import type { Run } from './report.ts';
import type { ReportedVerdict } from './verdict-changes.ts';

/** Everything that makes a state weaker than the one before, in sentences; `--fail-on weakened` lets none of it pass. docs/cli.md lists what counts. */
export const whyWeaker = (before: Run, after: Run, comparison: Comparison, verdicts: readonly ReportedVerdict[]): readonly Message[] => [
    ...verdicts.flatMap(verdictWeakened),
    ...comparison.declarations.flatMap(waiverAdded),
    ...putOff(before, after, comparison),
    ...noLongerJudged(before, after, comparison),
];

function verdictWeakened({ is, rule, subject, file, before, after }: ReportedVerdict): readonly Message[] {
    if (!after) return [];
    const about = { rule, name: subject === null ? file : plainName(subject) };
    const waiver = after.waivedBy === null ? undefined : nameOf(after.waivedBy);
    if (waiver !== undefined) return before?.waivedBy === null || is === 'new' ? [text('{waiver} silences {rule} on {name}.', { ...about, waiver })] : [];
    if (is === 'new') {
        return after.verdict === 'unknown'
            ? [text('Whether {rule} holds of {name} is unknown now.', about)]
            : [text('{rule} is newly found on {name}.', about)];
    }
    if (before?.waivedBy !== null) return [text('Nothing silences {rule} on {name} any more.', about)];
    if (after.verdict === 'unknown' && before.verdict !== 'unknown') return [text('Whether {rule} holds of {name} is unknown now.', about)];
    const worse = after.verdict !== before.verdict || !atLeast(before.severity, after.severity);
    return worse ? [text('{rule} on {name} weighs more than before.', about)] : [];
}

const waiverAdded = ({ kind, before, after }: DeclarationChange): readonly Message[] =>
    kind === 'Waiver' && before === undefined && after !== undefined ? [text('The waiver {name} is new.', { name: plainName(after) })] : [];

/** The ends that have been put off. */
function putOff(before: Run, after: Run, { declarations }: Comparison): readonly Message[] {
    const [old, now] = [before.workspace.engine.at(before.date), after.workspace.engine.at(after.date)];
    return declarations.flatMap(({ before: was, after: is }) => {
        if (was === undefined || is === undefined) return [];
        const ends = lasting(old, was);
        return lasting(now, is).flatMap(({ what, until }, i) =>
            isPutOff(ends[i]?.until, until)
                ? [
                      text('{name}: {what} lasts longer ({after}; it was {before}).', {
                          what,
                          name: plainName(is),
                          before: sayEnd(ends[i]?.until),
                          after: sayEnd(until),
                      }),
                  ]
                : [],
        );
    });
}

const sayEnd = (until: Lasting['until']): Message | string => (typeof until === 'number' ? formatDay(until) : text('nothing ends it'));

/** What rests on broken text now and did not before: its verdicts are unknown. */
function noLongerJudged(before: Run, after: Run, { moved }: Comparison): readonly Message[] {
    const idle = new Set(before.judgements.flatMap(({ notJudged }) => notJudged).map((id) => moved.get(id) ?? id));
    return after.judgements
        .flatMap(({ notJudged }) => notJudged)
        .filter((id) => !idle.has(id))
        .map((id) => text('{name} can no longer be judged.', { name: plainName(id) }));
}
